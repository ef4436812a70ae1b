//! Resources of other services that take a key: many, of which only one or two arguments matter. Their rows stand in one
//! document, a line for each argument, from which the table of each resource is made.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value, json};

/// A document with `consumers:`; `rules/README.md` explains it to people who write one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Consumers {
    /// The cloud.
    consumers: String,
    compared: Value,
    /// The types by notation, as patterns in which `{name}` stands for the resource's name.
    names: BTreeMap<String, Value>,
    /// The page of a resource, as such a pattern.
    docs: String,
    /// The names of the resources, by what these are in a picture.
    parts: BTreeMap<String, Vec<String>>,
    /// What a `timeouts` block may set, by the resource's name.
    #[serde(default)]
    timeouts: BTreeMap<String, Vec<String>>,
    /// Names that people write although the resource has no such argument, each with the one that is meant, by the
    /// resource's name.
    #[serde(default)]
    mistakes: BTreeMap<String, BTreeMap<String, String>>,
    /// Rows by the resource's name and the path of the argument: `disk.kms_key_id`.
    arguments: BTreeMap<String, Map<String, Value>>,
}

/// A row, and those of the members below it.
#[derive(Default)]
struct Field {
    row: Map<String, Value>,
    fields: BTreeMap<String, Field>,
}

impl Consumers {
    /// The table of each resource.
    pub(crate) fn tables(&self) -> Result<Vec<Value>, String> {
        let mut by_resource: BTreeMap<&str, Field> = BTreeMap::new();
        for (argument, row) in &self.arguments {
            let (resource, path) =
                argument.split_once('.').ok_or_else(|| format!("`{argument}` names no argument of a resource"))?;
            let outermost = by_resource.entry(resource).or_default();
            let field = path.split('.').fold(outermost, |field, name| field.fields.entry(name.to_owned()).or_default());
            field.row.clone_from(row);
        }
        let mut named = self.timeouts.keys().chain(self.mistakes.keys());
        if let Some(name) = named.find(|name| !by_resource.contains_key(name.as_str())) {
            return Err(format!("`{name}` has timeouts or mistakes, but no argument"));
        }
        let mut parts: BTreeMap<&str, &str> = BTreeMap::new();
        for (part, name) in self.parts.iter().flat_map(|(part, names)| names.iter().map(move |name| (part, name))) {
            if !by_resource.contains_key(name.as_str()) || parts.insert(name, part).is_some() {
                return Err(format!("`parts` names `{name}` twice, or it has no argument"));
            }
        }
        if let Some(name) = by_resource.keys().find(|name| !parts.contains_key(*name)) {
            return Err(format!("`parts` does not say what `{name}` is"));
        }
        Ok(by_resource
            .into_iter()
            .map(|(name, resource)| self.table(name, parts.get(name).copied(), resource))
            .collect())
    }

    fn table(&self, name: &str, part: Option<&str>, resource: Field) -> Value {
        let names: Map<String, Value> =
            self.names.iter().map(|(notation, patterns)| (notation.clone(), filled_in(patterns, name))).collect();
        json!({
            "kind": format!("{}/{name}", self.consumers),
            "title": name.replace('_', " "),
            "part": part,
            "open": true,
            "compared": self.compared,
            "timeouts": self.timeouts.get(name),
            "mistakes": self.mistakes.get(name).cloned().unwrap_or_default(),
            "names": names,
            "sources": {"docs": fill_in(&self.docs, name)},
            "fields": rows(resource.fields),
        })
    }
}

fn rows(fields: BTreeMap<String, Field>) -> Map<String, Value> {
    fields.into_iter().map(|(name, field)| (name, field.into_row().into())).collect()
}

impl Field {
    /// The row as tables have it. Where a line does not say otherwise, what has members is blocks, and anything else the
    /// id of a key.
    fn into_row(self) -> Map<String, Value> {
        let Self { mut row, fields } = self;
        row.insert("source".into(), "docs".into());
        let is_typed = row.contains_key("type");
        if fields.is_empty() && !is_typed {
            row.insert("type".into(), "string".into());
            row.entry("holds").or_insert_with(|| "key_id".into());
        }
        if !fields.is_empty() {
            if !is_typed {
                row.insert("type".into(), "blocks".into());
                row.entry("open").or_insert(true.into());
            }
            row.insert("fields".into(), rows(fields).into());
        }
        row
    }
}

/// A pattern, or each of a list.
fn filled_in(patterns: &Value, name: &str) -> Value {
    match patterns {
        Value::Array(patterns) => patterns.iter().map(|pattern| filled_in(pattern, name)).collect(),
        pattern => fill_in(pattern.as_str().unwrap_or_default(), name).into(),
    }
}

/// The name in a pattern: `{name}` is `evs_volume_v3`, `{Name}` `EvsVolumeV3`, `{camel}` `evsVolumeV3`; `{group}` is its
/// first word, and `{Rest}` the others.
fn fill_in(pattern: &str, name: &str) -> String {
    let (group, rest) = name.split_once('_').unwrap_or((name, name));
    let camel = capitalized(name);
    let lower = camel.chars().take(1).flat_map(char::to_lowercase).chain(camel.chars().skip(1)).collect::<String>();
    let parts =
        [("{name}", name), ("{Name}", &camel), ("{camel}", &lower), ("{group}", group), ("{Rest}", &capitalized(rest))];
    parts.iter().fold(pattern.to_owned(), |text, (part, with)| text.replace(part, with))
}

fn capitalized(name: &str) -> String {
    let word =
        |word: &str| word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect::<String>();
    name.split('_').map(word).collect()
}
