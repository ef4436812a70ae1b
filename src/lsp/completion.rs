//! What can be written at a place, out of the tables: argument names, allowed values, regions, zones, types, operations,
//! and the members of documents that stand in strings. What is being typed cannot be parsed, so the line is looked at as
//! text, and what is around it is read without it.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Value as Json, json};

use super::client::Client;
use super::position::{Area, Lines};
use super::protocol::Failure;
use super::values::AtPlace;
use super::workspace::Workspace;
use crate::docs;
use crate::resource::{Notation, Taker};
use crate::source::Sources;
use crate::surface;
use crate::syntax::expression::{Block, Body};
use crate::syntax::hcl;
use crate::tables::names::row_by_name;
use crate::tables::{Holds, Row, Rows, Table, Tables, ValueType};

// Of the protocol's kinds of items.
const PROPERTY: u8 = 10;
const VALUE: u8 = 12;
const TYPE: u8 = 7;
const FUNCTION: u8 = 3;

/// What can be written.
struct Item {
    text: String,
    kind: u8,
    page: Option<String>,
}

/// How a name or a value stands in quotes where it is to be written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quotes {
    /// They are there already, or do not belong.
    None,
    Plain,
    /// Inside a string of JSON.
    Escaped,
}

pub(super) fn complete(workspace: &Workspace, params: &AtPlace) -> Result<Json, Failure> {
    let Some(document) = workspace.document(&params.document.uri) else { return Ok(json!([])) };
    let encoding = workspace.client.encoding;
    let text: &str = &document.text;
    let offset = Lines::new(text, encoding).offset(params.position);
    let before = text.get(..offset).unwrap_or_default();
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    let name = document.path.to_string_lossy().to_lowercase();
    let items = members_in_string(before)
        .or_else(|| operations(line))
        .or_else(|| if name.ends_with(".json") { members_of_request(text, before) } else { None })
        .or_else(|| {
            let is_module = [".tf", ".tofu"].iter().any(|ending| name.ends_with(ending));
            is_module.then(|| in_module(&document.path, text, offset, line)).flatten()
        });
    let items = items.unwrap_or_default();
    Ok(items.into_iter().map(|item| shown(item, text, offset, &workspace.client)).collect())
}

/// An item that replaces the word before the place.
fn shown(item: Item, text: &str, offset: usize, client: &Client) -> Json {
    let is_word = |letter: char| letter.is_alphanumeric() || "_-/.:".contains(letter);
    let before = text.get(..offset).unwrap_or_default();
    let start = before.trim_end_matches(is_word).len();
    let area: Area = Lines::new(text, client.encoding).area(start..offset);
    let label = item.text.trim_matches(['\\', '"']);
    let mut shown = json!({
        "label": label,
        "kind": item.kind,
        "filterText": item.text,
        "textEdit": { "range": area, "newText": item.text },
    });
    if let Some(page) = item.page {
        shown["documentation"] = match client.takes_markdown_items {
            true => json!({ "kind": "markdown", "value": page }),
            false => Json::String(page),
        };
    }
    shown
}

fn pattern(text: &str) -> Option<Regex> {
    Regex::new(text).ok()
}

// ---- Terraform

fn terraform() -> Option<&'static Notation> {
    surface::notations().find(|notation| notation.is_configuration && notation.is_evaluated)
}

fn in_module(path: &std::path::Path, text: &str, offset: usize, line: &str) -> Option<Vec<Item>> {
    static TYPE_LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r#"^\s*(resource|data)\s+"?[\w]*$"#));
    static NAME: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r"^\s*[\w-]*$"));
    static ARGUMENT: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r"^\s*([\w-]+)\s*=\s*(.*)$"));

    let (notation, tables) = (terraform()?, Tables::built_in());
    if let Some(found) = TYPE_LABEL.as_ref()?.captures(line) {
        let reads = &found[1] == "data";
        let quotes = if line.contains('"') { Quotes::None } else { Quotes::Plain };
        let is_known = |name: &&str| match reads {
            true => tables.data_source(notation, name).is_some(),
            false => tables.by_name(notation, name).is_some(),
        };
        let names: BTreeSet<&str> = tables.type_names().filter(is_known).collect();
        return Some(names.into_iter().map(|name| quoted(name, TYPE, quotes, None)).collect());
    }
    // Without its line, what is around the place can be read.
    let start = offset - line.len();
    let rest = text.get(offset..)?;
    let end = offset + rest.find(['\n', '\r']).unwrap_or(rest.len());
    let blank = format!("{}{}{}", text.get(..start)?, " ".repeat(end - start), text.get(end..)?);
    let mut sources = Sources::new(path.parent()?);
    sources.set_overlay(path, blank);
    let file = sources.load(&sources.real(path)).ok()?;
    let body = hcl::parse(&file).body;
    let blocks = around(&body, offset);
    let (outer, inner) = blocks.split_first()?;
    let table = match &*outer.kind.name {
        "resource" => tables.by_name(notation, outer.label(0)?)?,
        "data" => tables.data_source(notation, outer.label(0)?)?,
        _ => return None,
    };
    let (mut rows, mut prefix) = (&table.fields, String::new());
    for block in inner.iter().filter(|block| !matches!(&*block.kind.name, "content")) {
        let called = if &*block.kind.name == "dynamic" { block.label(0)? } else { &*block.kind.name };
        let (name, row) = row_by_name(rows, notation, called)?;
        rows = &row.fields;
        prefix.push_str(name);
        prefix.push('.');
    }
    if NAME.as_ref()?.is_match(line) {
        let body = &blocks.last()?.body;
        let written = |name: &str| body.attribute(name).is_some();
        return Some(names(table, rows, &prefix, notation, Quotes::None, &written));
    }
    let found = ARGUMENT.as_ref()?.captures(line)?;
    let (_, row) = row_by_name(rows, notation, &found[1])?;
    let is_in_string = found[2].matches('"').count() % 2 == 1;
    Some(values(table, row, if is_in_string { Quotes::None } else { Quotes::Plain }, is_in_string))
}

/// The blocks that a place lies in, the outermost first.
fn around(body: &Body, offset: usize) -> Vec<&Block> {
    let mut found = Vec::new();
    let mut body = Some(body);
    while let Some(inside) = body.take() {
        let is_in = |block: &&Block| (block.header.end as usize) < offset && offset < block.span.end as usize;
        if let Some(block) = inside.blocks.iter().find(is_in) {
            found.push(block);
            body = Some(&block.body);
        }
    }
    found
}

// ---- Requests

fn request_notations() -> impl Iterator<Item = &'static Notation> {
    surface::notations().filter(|notation| notation.taker == Taker::Api)
}

/// The members of a document in a string, such as `BindVpcs`: what stands between its name and the place is that
/// document as far as it goes.
fn members_in_string(before: &str) -> Option<Vec<Item>> {
    let tables = Tables::built_in();
    let fields = tables.operations().filter_map(|name| tables.operation(name)).flat_map(|(table, operation)| {
        operation.fields.iter().filter_map(move |field| Some((table, field, table.row(field)?)))
    });
    let encoded = fields.filter(|(_, _, row)| !row.encoded.is_empty() && !row.fields.is_empty());
    let mut nearest: Option<(usize, &Table, &str, &Row, &Notation)> = None;
    for (table, field, row) in encoded {
        for notation in request_notations() {
            let Some(name) = row.name_on(notation, field) else { continue };
            let Some(at) = before.rfind(&*name).map(|at| at + name.len()) else { continue };
            if nearest.is_none_or(|(known, ..)| known < at) {
                nearest = Some((at, table, field, row, notation));
            }
        }
    }
    let (at, table, field, row, notation) = nearest?;
    let between = before.get(at..)?;
    let is_escaped = between.contains("\\\"");
    let open = between.find(['[', '{'])?;
    let document = between.get(open..)?.replace("\\\"", "\"");
    let place = Outline::of(&document)?;
    let object = place.objects.last()?;
    let outer = if is_escaped { Quotes::Escaped } else { Quotes::Plain };
    let quotes = if place.is_in_string { Quotes::None } else { outer };
    match &place.key {
        None => {
            let written = |name: &str| object.iter().any(|key| key == name);
            Some(names(table, &row.fields, &format!("{field}."), notation, quotes, &written))
        }
        Some(key) => {
            let (_, row) = row_by_name(&row.fields, notation, key)?;
            Some(values(table, row, quotes, place.is_in_string))
        }
    }
}

/// The members of a request that says what it is.
fn members_of_request(text: &str, before: &str) -> Option<Vec<Item>> {
    static ACTION: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r#""Action"\s*:\s*"(\w+)""#));

    let action = ACTION.as_ref()?.captures(text)?;
    let tables = Tables::built_in();
    let (table, operation) = tables
        .operations()
        .filter(|name| name.rsplit('/').next() == Some(&action[1]))
        .find_map(|name| tables.operation(name))?;
    let notation = request_notations().next()?;
    let place = Outline::of(before)?;
    if place.objects.len() != 1 {
        return None;
    }
    let quotes = if place.is_in_string { Quotes::None } else { Quotes::Plain };
    match &place.key {
        None => {
            let is_written = |name: &str| place.objects.iter().flatten().any(|key| key == name);
            let fields = operation.fields.iter().filter_map(|field| Some((field.as_str(), table.row(field)?)));
            let items = fields.filter_map(|(field, row)| {
                let name = row.name_on(notation, field).filter(|name| !is_written(name))?;
                Some(quoted(&name, PROPERTY, quotes, Some(docs::field_note(table, field, row))))
            });
            Some(items.collect())
        }
        Some(key) => {
            let (_, row) = row_by_name(&table.fields, notation, key)?;
            Some(values(table, row, quotes, place.is_in_string))
        }
    }
}

/// The operations of the service, where an action or a call of the command line tool is begun.
fn operations(line: &str) -> Option<Vec<Item>> {
    static ACTION: LazyLock<Option<Regex>> =
        LazyLock::new(|| pattern(r#"(?:^|[^\w])(?:Action"?\s*[:=]\s*"?|aliyun\s+kms\s+)\w*$"#));

    if !ACTION.as_ref()?.is_match(line) {
        return None;
    }
    let tables = Tables::built_in();
    let names = tables.clouds().filter_map(|cloud| cloud.api("kms"));
    let names: BTreeSet<&str> = names.flat_map(|api| &api.operations).map(String::as_str).collect();
    let is_name = |name: &&str| name.chars().next().is_some_and(char::is_uppercase);
    Some(names.into_iter().filter(is_name).map(|name| quoted(name, FUNCTION, Quotes::None, None)).collect())
}

/// Where a JSON text ends that is not finished.
#[derive(Debug, Default, PartialEq)]
struct Outline {
    /// The keys of the objects around the end, the outermost first.
    objects: Vec<Vec<String>>,
    /// The key of the value that is begun; none where a key is.
    key: Option<String>,
    is_in_string: bool,
}

impl Outline {
    /// None where the end lies in no object.
    fn of(text: &str) -> Option<Self> {
        enum Frame {
            Object { keys: Vec<String>, key: Option<String> },
            Array,
        }
        let mut frames: Vec<Frame> = Vec::new();
        let mut string: Option<String> = None;
        let mut letters = text.chars();
        while let Some(letter) = letters.next() {
            match (&mut string, letter) {
                (Some(_), '\\') => drop(letters.next()),
                (Some(content), '"') => {
                    if let Some(Frame::Object { keys, key: key @ None }) = frames.last_mut() {
                        keys.push(content.clone());
                        *key = Some(std::mem::take(content));
                    }
                    string = None;
                }
                (Some(content), letter) => content.push(letter),
                (None, '"') => string = Some(String::new()),
                (None, '{') => frames.push(Frame::Object { keys: Vec::new(), key: None }),
                (None, '[') => frames.push(Frame::Array),
                (None, '}' | ']') => drop(frames.pop()),
                (None, ',') => {
                    if let Some(Frame::Object { key, .. }) = frames.last_mut() {
                        *key = None;
                    }
                }
                _ => {}
            }
        }
        let Some(Frame::Object { key, .. }) = frames.last() else { return None };
        let key = key.clone();
        let objects = frames.into_iter().filter_map(|frame| match frame {
            Frame::Object { keys, .. } => Some(keys),
            Frame::Array => None,
        });
        Some(Self { objects: objects.collect(), key, is_in_string: string.is_some() })
    }
}

// ---- Items

fn names(
    table: &Table,
    rows: &Rows,
    prefix: &str,
    notation: &Notation,
    quotes: Quotes,
    is_written: &dyn Fn(&str) -> bool,
) -> Vec<Item> {
    let fields = rows.iter().filter(|(_, row)| !row.read_only && row.deprecated.is_none());
    let items = fields.filter_map(|(field, row)| {
        let name: Cow<'_, str> = row.name_on(notation, field)?;
        let page = docs::field_note(table, &format!("{prefix}{field}"), row);
        (!is_written(&name)).then(|| quoted(&name, PROPERTY, quotes, Some(page)))
    });
    items.collect()
}

fn values(table: &Table, row: &Row, quotes: Quotes, is_in_string: bool) -> Vec<Item> {
    let cloud = table.kind.split('/').next().and_then(|name| Tables::built_in().cloud(name));
    let is_text = !matches!(row.value_type, Some(ValueType::Boolean | ValueType::Integer | ValueType::Number));
    let quotes = if is_text { quotes } else { Quotes::None };
    let mut found: Vec<String> = row.values.iter().flatten().cloned().collect();
    if row.value_type == Some(ValueType::Boolean) && !is_in_string && found.is_empty() {
        found.extend(["true", "false"].map(str::to_owned));
    }
    match (row.holds, cloud) {
        (Some(Holds::Region), Some(cloud)) => found.extend(cloud.regions.keys().cloned()),
        (Some(Holds::Zone), Some(cloud)) => {
            found.extend(cloud.zones());
        }
        _ => {}
    }
    found.iter().map(|value| quoted(value, VALUE, quotes, None)).collect()
}

fn quoted(text: &str, kind: u8, quotes: Quotes, page: Option<String>) -> Item {
    let text = match quotes {
        Quotes::None => text.to_owned(),
        Quotes::Plain => format!("\"{text}\""),
        Quotes::Escaped => format!("\\\"{text}\\\""),
    };
    Item { text, kind, page }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_begun_is_a_key_or_a_value() {
        let outline = |text: &str| {
            let outline = Outline::of(text)?;
            Some((outline.objects.concat().join(" "), outline.key, outline.is_in_string))
        };
        let found =
            |keys: &str, key: Option<&str>, is_in_string| Some((keys.to_owned(), key.map(str::to_owned), is_in_string));
        assert_eq!(outline(r#"[{"VpcId":"vpc-1","#), found("VpcId", None, false));
        assert_eq!(outline(r#"[{"VpcId":"vpc-1","Re"#), found("VpcId", None, true));
        assert_eq!(outline(r#"[{"a":{"b":1},"c":"#), found("a c", Some("c"), false));
        assert_eq!(outline(r#"[{"a":"\"}"#), found("a", Some("a"), true));
        assert_eq!(outline(r#"[{"a":1},"#), None);
        assert_eq!(outline(""), None);
    }
}
