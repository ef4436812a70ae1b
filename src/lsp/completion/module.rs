//! What is begun in a Terraform file, HCL or JSON: both have one tree.

use std::path::Path;

use super::text::{self, Outline};
use super::{Begun, Item, Quotes, Typed, WORD, names, terraform, values};
use crate::source::Sources;
use crate::syntax::expression::{Block, Body, Expression, ExpressionKind};
use crate::syntax::{SyntaxError, hcl, hcl_json, json};
use crate::tables::names::row_by_name;
use crate::tables::{Rows, Table, Tables};

/// So many lines with mistakes of their own may stand in the file beside the one that is typed.
const MOST_MISTAKES: usize = 8;

/// Where the word stands in the tree: as a name or as a value of these names, the outermost first, in these blocks.
struct Found<'b> {
    blocks: Vec<&'b Block>,
    names: Vec<&'b str>,
    is_value: bool,
    /// What else is written beside a name.
    beside: Vec<&'b str>,
}

pub(super) fn is_module(path: &Path) -> bool {
    let name = path.to_string_lossy().to_lowercase();
    [".tf", ".tofu", ".tf.json", ".tofu.json"].iter().any(|ending| name.ends_with(ending))
}

pub(super) fn items(typed: &Typed<'_>, line: &str, tables: &Tables) -> Option<Vec<Item>> {
    let notation = terraform()?;
    let is_json = typed.path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    if !is_json && let Some(types) = text::types(line, notation, tables) {
        return Some(types);
    }
    let tries = if is_json { json_tries(typed) } else { hcl_tries(typed) };
    tries.iter().find_map(|text| {
        let body = if is_json { read_json(text)? } else { read_hcl(text)? };
        let mut blocks = Vec::new();
        let found = find(&body, &mut blocks)?;
        let quotes = match () {
            () if typed.is_in_quotes() => Quotes::None,
            () if is_json || found.is_value => Quotes::Plain,
            () => Quotes::None,
        };
        offered(&found, quotes, typed.is_in_quotes(), tables)
    })
}

/// The ways in which what is typed may go on: as it is, with a quote that is missing, as a name without a value, in a block
/// that is not closed.
fn hcl_tries(typed: &Typed<'_>) -> Vec<String> {
    let (before, after) = (typed.before(), typed.after());
    let words = [WORD.to_owned(), format!("{WORD}\""), format!("{WORD} = null"), format!("{WORD} = null\n}}")];
    words.iter().map(|word| format!("{before}{word}{after}")).collect()
}

/// The same of JSON: a value, a member with and without commas around it, also where nothing follows that closes what is
/// open.
pub(super) fn json_tries(typed: &Typed<'_>) -> Vec<String> {
    let quote = typed.quote();
    let word = format!("{quote}{WORD}{quote}");
    let ways = [
        word.clone(),
        format!("{word}: null"),
        format!("{word}: null,"),
        format!(",{word}: null"),
        format!(",{word}: null,"),
        format!("{word},"),
    ];
    let mut tries: Vec<String> = ways.iter().map(|way| typed.with(way)).collect();
    let before = typed.before().strip_suffix(quote).unwrap_or(typed.before());
    if let Some(outline) = Outline::of(before) {
        let member = if outline.key.is_some() { word } else { format!("{word}: null") };
        tries.push(format!("{before}{member}{}", outline.closers));
    }
    tries
}

fn read_json(text: &str) -> Option<Body> {
    let sources = Sources::new("/");
    let file = sources.add_outside("main.tf.json", text);
    let parsed = json::parse(&file);
    parsed.errors.is_empty().then_some(())?;
    Some(hcl_json::body_from_json(parsed.documents.first()?).body)
}

/// The tree of a text. A mistake costs a whole block, so other lines that are not finished either are left out.
fn read_hcl(text: &str) -> Option<Body> {
    let sources = Sources::new("/");
    let mut text = text.to_owned();
    for _ in 0..MOST_MISTAKES {
        let file = sources.add_outside("main.tf", text.as_str());
        let parsed = hcl::parse(&file);
        let Some(mistake) = parsed.errors.first() else { return Some(parsed.body) };
        let line = line_of(&text, mistake)?;
        if text.get(line.clone())?.trim().is_empty() || text.get(line.clone())?.contains(WORD) {
            return Some(parsed.body);
        }
        text.replace_range(line.clone(), &" ".repeat(line.len()));
    }
    None
}

fn line_of(text: &str, mistake: &SyntaxError) -> Option<std::ops::Range<usize>> {
    let at = mistake.span.start as usize;
    let start = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
    let end = text.get(at..)?.find('\n').map_or(text.len(), |length| at + length);
    Some(start..end)
}

fn find<'b>(body: &'b Body, blocks: &mut Vec<&'b Block>) -> Option<Found<'b>> {
    for attribute in &body.attributes {
        let beside = || body.attributes.iter().map(|other| &*other.name.name).collect();
        if &*attribute.name.name == WORD {
            return Some(Found { blocks: blocks.clone(), names: Vec::new(), is_value: false, beside: beside() });
        }
        let mut names = vec![&*attribute.name.name];
        if let Some((is_value, beside)) = find_in(&attribute.value, &mut names) {
            return Some(Found { blocks: blocks.clone(), names, is_value, beside });
        }
    }
    for block in &body.blocks {
        blocks.push(block);
        // In JSON a type that is begun is a label.
        if block.labels.iter().any(|label| label.known() == Some(WORD)) {
            return Some(Found { blocks: blocks.clone(), names: Vec::new(), is_value: false, beside: Vec::new() });
        }
        if let Some(found) = find(&block.body, blocks) {
            return Some(found);
        }
        blocks.pop();
    }
    None
}

/// Whether the word is a value or a key in an expression, with the other keys beside it; adds the keys around it.
fn find_in<'b>(value: &'b Expression, names: &mut Vec<&'b str>) -> Option<(bool, Vec<&'b str>)> {
    match &*value.kind {
        ExpressionKind::Variable(name) if &**name == WORD => Some((true, Vec::new())),
        ExpressionKind::String(text) if text.known() == Some(WORD) => Some((true, Vec::new())),
        ExpressionKind::Object(items) => {
            let key = |item: &'b Expression| match &*item.kind {
                ExpressionKind::String(text) => text.known(),
                _ => None,
            };
            let keys: Vec<&str> = items.iter().filter_map(|item| key(&item.key)).collect();
            if keys.contains(&WORD) {
                return Some((false, keys));
            }
            items.iter().find_map(|item| {
                let depth = names.len();
                names.extend(key(&item.key));
                let found = find_in(&item.value, names);
                if found.is_none() {
                    names.truncate(depth);
                }
                found
            })
        }
        _ => value.parts().into_iter().find_map(|part| find_in(part, names)),
    }
}

fn offered(found: &Found<'_>, quotes: Quotes, is_in_string: bool, tables: &Tables) -> Option<Vec<Item>> {
    let notation = terraform()?;
    let (outer, inner) = found.blocks.split_first()?;
    let kind = &*outer.kind.name;
    let label = outer.label(0)?;
    if label == WORD {
        return matches!(kind, "resource" | "data").then(|| text::types_of(kind, notation, tables, quotes));
    }
    let table: &Table = match kind {
        "resource" => tables.by_name(notation, label)?,
        "data" => tables.data_source(notation, label)?,
        _ => return None,
    };
    let begun = Begun { tables, kind: &table.kind, notation };
    let mut path = String::new();
    let mut rows: &Rows = &table.fields;
    let blocks = inner.iter().filter(|block| &*block.kind.name != "content").map(|block| {
        let is_dynamic = &*block.kind.name == "dynamic";
        if is_dynamic { block.label(0).unwrap_or_default() } else { &*block.kind.name }
    });
    let mut around: Vec<&str> = blocks.chain(found.names.iter().copied()).collect();
    let value_of = if found.is_value { around.pop() } else { None };
    for name in around {
        let (name, row) = row_by_name(rows, notation, name)?;
        path.push_str(name);
        path.push('.');
        rows = &row.fields;
    }
    match value_of {
        Some(name) => {
            let (name, _) = row_by_name(rows, notation, name)?;
            Some(values(&begun, &format!("{path}{name}"), quotes, is_in_string))
        }
        None => Some(names(&begun, rows, (&path, ""), quotes, &|name| found.beside.contains(&name))),
    }
}
