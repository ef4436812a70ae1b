//! What can be written at a place, out of the tables: argument names, allowed values, regions, zones, types, operations,
//! and the members of documents that stand in strings.
//!
//! What is being typed does not parse yet. So a name that nobody writes is put in its place, in the ways that it may go on,
//! until the text can be read: where that name then stands in the tree says what was begun. Only what no tree can be had of
//! is looked at as text.

mod document;
mod module;
mod text;

use std::path::Path;

use serde_json::{Value as Json, json};

use super::client::Client;
use super::position::{Area, Lines};
use super::protocol::Failure;
use super::values::{AtPlace, Notes, notes_of};
use super::workspace::Workspace;
use crate::linter;
use crate::resource::Notation;
use crate::surface;
use crate::tables::{Holds, Rows, Tables, ValueType};

// Of the protocol's kinds of items.
const PROPERTY: u8 = 10;
const VALUE: u8 = 12;
const TYPE: u8 = 7;
const FUNCTION: u8 = 3;

/// Stands for the word that is being typed. It is a name in every language.
const WORD: &str = "kmslint_begun_word";

/// What can be written.
struct Item {
    text: String,
    kind: u8,
    page: Option<Notes>,
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

/// What is begun: something of a kind, as a notation writes it.
struct Begun<'t> {
    tables: &'t Tables,
    kind: &'t str,
    notation: &'static Notation,
}

/// A text with the place where something is typed.
struct Typed<'t> {
    path: &'t Path,
    text: &'t str,
    /// The word that the place is in or behind.
    start: usize,
    end: usize,
}

impl<'t> Typed<'t> {
    fn new(path: &'t Path, text: &'t str, offset: usize) -> Self {
        // A colon ends a name where a blank follows it; elsewhere it belongs to the word, as in `ALIYUN::KMS::Key`.
        let is_word = |letter: char| letter.is_alphanumeric() || "_-/.".contains(letter);
        let start = text.get(..offset).unwrap_or_default().trim_end_matches(is_word).len();
        let rest = text.get(offset..).unwrap_or_default();
        let end = offset + rest.len() - rest.trim_start_matches(is_word).len();
        Self { path, text, start, end }
    }

    fn before(&self) -> &'t str {
        self.text.get(..self.start).unwrap_or_default()
    }

    fn after(&self) -> &'t str {
        self.text.get(self.end..).unwrap_or_default()
    }

    /// Whether the word begins directly behind a quote.
    fn is_in_quotes(&self) -> bool {
        self.before().ends_with(['"', '\''])
    }

    /// The text with something else in the place of the word and, where there are some, of the quotes around it.
    fn with(&self, text: &str) -> String {
        let quote = self.quote();
        let before = self.before();
        let before = before.strip_suffix(quote).unwrap_or(before);
        let after = self.after();
        format!("{before}{text}{}", after.strip_prefix(quote).unwrap_or(after))
    }

    /// The quote as it is written here: inside a string of JSON it is escaped.
    fn quote(&self) -> &'static str {
        if self.before().ends_with("\\\"") { "\\\"" } else { "\"" }
    }
}

pub(super) fn complete(workspace: &Workspace, params: &AtPlace) -> Result<Json, Failure> {
    let Some(document) = workspace.document(&params.document.uri) else { return Ok(json!([])) };
    let text: &str = &document.text;
    let offset = Lines::new(text, workspace.client.encoding).offset(params.position);
    let before = text.get(..offset).unwrap_or_default();
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    let typed = Typed::new(&document.path, text, offset);
    let folder = document.path.parent().unwrap_or(&document.path);
    let (sources, configurations) = (workspace.sources(folder), workspace.configurations());
    let tables = linter::tables_of(folder, &sources, &configurations);
    let items = match module::is_module(&document.path) {
        true => module::items(&typed, line, &tables),
        false => text::operations(line, &tables).or_else(|| {
            let document = document::Document::new(&typed, folder, &configurations, &tables);
            let of_document = |is_clean| document.as_ref().and_then(|document| document.items(is_clean));
            of_document(true).or_else(|| text::members_in_string(before, &tables)).or_else(|| of_document(false))
        }),
    };
    Ok(items.unwrap_or_default().into_iter().map(|item| shown(item, text, offset, &workspace.client)).collect())
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
            true => json!({ "kind": "markdown", "value": page.markdown() }),
            false => Json::String(page.plain()),
        };
    }
    shown
}

fn terraform() -> Option<&'static Notation> {
    surface::notations().find(|notation| notation.is_configuration && notation.is_evaluated)
}

/// The names of fields that are not written yet. `rows` are those at `prefix`, such as `bind_vpcs.`. Where names lead into
/// objects, as `Connection.VpcId` does, those in `object` are meant, which ends with a dot.
fn names(
    begun: &Begun<'_>,
    rows: &Rows,
    (prefix, object): (&str, &str),
    quotes: Quotes,
    is_written: &dyn Fn(&str) -> bool,
) -> Vec<Item> {
    let fields = rows.iter().filter(|(_, row)| !row.read_only && row.deprecated.is_none());
    let mut items: Vec<Item> = Vec::new();
    for (field, row) in fields {
        let Some(whole) = row.name_on(begun.notation, field) else { continue };
        let Some(rest) = whole.strip_prefix(object) else { continue };
        let name = rest.split('.').next().unwrap_or(rest);
        if is_written(&format!("{object}{name}")) {
            continue;
        }
        let is_field = name.len() == rest.len();
        let page = if is_field { notes_of(begun.tables, begun.kind, &format!("{prefix}{field}")) } else { None };
        let item = quoted(name, PROPERTY, quotes, page);
        if !items.iter().any(|known| known.text == item.text) {
            items.push(item);
        }
    }
    items
}

/// The values that all tables allow for the field at a path.
fn values(begun: &Begun<'_>, path: &str, quotes: Quotes, is_in_string: bool) -> Vec<Item> {
    let rows: Vec<_> = begun.tables.limits(begun.kind).filter_map(|table| table.row(path)).collect();
    let Some(row) = rows.first() else { return Vec::new() };
    let is_text = !matches!(row.value_type, Some(ValueType::Boolean | ValueType::Integer | ValueType::Number));
    let quotes = if is_text { quotes } else { Quotes::None };
    let mut found: Vec<String> = Vec::new();
    let mut sets = rows.iter().filter_map(|row| row.values.as_ref());
    if let Some(first) = sets.next() {
        found.extend(first.iter().cloned());
        sets.for_each(|other| found.retain(|value| other.contains(value)));
    } else if row.value_type == Some(ValueType::Boolean) && !is_in_string {
        found.extend(["true", "false"].map(str::to_owned));
    }
    match (row.holds, begun.tables.cloud(begun.kind)) {
        (Some(Holds::Region), Some(cloud)) => found.extend(cloud.regions.keys().cloned()),
        (Some(Holds::Zone), Some(cloud)) => found.extend(cloud.zones()),
        _ => {}
    }
    found.iter().map(|value| quoted(value, VALUE, quotes, None)).collect()
}

fn quoted(text: &str, kind: u8, quotes: Quotes, page: Option<Notes>) -> Item {
    let text = match quotes {
        Quotes::None => text.to_owned(),
        Quotes::Plain => format!("\"{text}\""),
        Quotes::Escaped => format!("\\\"{text}\\\""),
    };
    Item { text, kind, page }
}
