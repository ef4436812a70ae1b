//! What is begun where no tree can be had: the line or the string that is being typed says it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::{Begun, FUNCTION, Item, Quotes, TYPE, names, quoted, values};
use crate::resource::{Notation, Taker};
use crate::surface;
use crate::tables::names::row_by_name;
use crate::tables::{Row, Table, Tables};

fn pattern(text: &str) -> Option<Regex> {
    Regex::new(text).ok()
}

/// The types of a block that is begun. Before its brace is there, it is nothing that a parser knows.
pub(super) fn types(line: &str, notation: &Notation, tables: &Tables) -> Option<Vec<Item>> {
    static TYPE_LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r#"^\s*(resource|data)\s+"?[\w]*$"#));

    let found = TYPE_LABEL.as_ref()?.captures(line)?;
    let quotes = if line.contains('"') { Quotes::None } else { Quotes::Plain };
    Some(types_of(&found[1], notation, tables, quotes))
}

/// The types that blocks of a kind, `resource` or `data`, can have.
pub(super) fn types_of(block: &str, notation: &Notation, tables: &Tables, quotes: Quotes) -> Vec<Item> {
    let is_known = |name: &&str| match block {
        "data" => tables.data_source(notation, name).is_some(),
        _ => tables.by_name(notation, name).is_some(),
    };
    let names: BTreeSet<&str> = tables.type_names().filter(is_known).collect();
    names.into_iter().map(|name| quoted(name, TYPE, quotes, None)).collect()
}

/// The operations of the service, where an action or a call of the command line tool is begun. A request without its
/// operation is nothing yet that could be known as ours.
pub(super) fn operations(line: &str, tables: &Tables) -> Option<Vec<Item>> {
    static ACTION: LazyLock<Option<Regex>> =
        LazyLock::new(|| pattern(r#"(?:^|[^\w])(?:Action"?\s*[:=]\s*"?|aliyun\s+kms\s+)\w*$"#));

    if !ACTION.as_ref()?.is_match(line) {
        return None;
    }
    let names = tables.clouds().filter_map(|cloud| cloud.api("kms"));
    let names: BTreeSet<&str> = names.flat_map(|api| &api.operations).map(String::as_str).collect();
    let is_name = |name: &&str| name.chars().next().is_some_and(char::is_uppercase);
    Some(names.into_iter().filter(is_name).map(|name| quoted(name, FUNCTION, Quotes::None, None)).collect())
}

fn request_notations() -> impl Iterator<Item = &'static Notation> {
    surface::notations().filter(|notation| notation.taker == Taker::Api)
}

/// The members of a document in a string, such as `BindVpcs`, in whatever is around it: a script as well as a request.
/// A string that is not closed takes in all that follows, so what stands between its name and the place is that document
/// as far as it goes.
pub(super) fn members_in_string(before: &str, tables: &Tables) -> Option<Vec<Item>> {
    let fields = tables.operations().filter_map(|name| tables.operation(name)).flat_map(|(table, operation)| {
        operation.fields.iter().filter_map(move |field| Some((table, field, table.row(field)?)))
    });
    let encoded = fields.filter(|(_, _, row)| !row.encoded.is_empty() && !row.fields.is_empty());
    let mut nearest: Option<(usize, &Table, &str, &Row, &'static Notation)> = None;
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
    let begun = Begun { tables, kind: &table.kind, notation };
    match &place.key {
        None => {
            let is_written = |name: &str| object.iter().any(|key| key == name);
            Some(names(&begun, &row.fields, (&format!("{field}."), ""), quotes, &is_written))
        }
        Some(key) => {
            let (name, _) = row_by_name(&row.fields, notation, key)?;
            Some(values(&begun, &format!("{field}.{name}"), quotes, place.is_in_string))
        }
    }
}

/// Where a JSON text ends that is not finished.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Outline {
    /// The keys of the objects around the end, the outermost first.
    pub(super) objects: Vec<Vec<String>>,
    /// The key of the value that is begun; none where a key is.
    pub(super) key: Option<String>,
    pub(super) is_in_string: bool,
    /// What closes the objects and arrays around the end, the innermost first.
    pub(super) closers: String,
}

impl Outline {
    /// None where the end lies in no object.
    pub(super) fn of(text: &str) -> Option<Self> {
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
        let closer = |frame: &Frame| if matches!(frame, Frame::Object { .. }) { '}' } else { ']' };
        let closers = frames.iter().rev().map(closer).collect();
        let objects = frames.into_iter().filter_map(|frame| match frame {
            Frame::Object { keys, .. } => Some(keys),
            Frame::Array => None,
        });
        Some(Self { objects: objects.collect(), key, is_in_string: string.is_some(), closers })
    }
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
