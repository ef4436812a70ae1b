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
    /// Rows by the resource's name and the path of the argument: `disk.kms_key_id`.
    arguments: BTreeMap<String, Map<String, Value>>,
}

impl Consumers {
    /// The table of each resource.
    pub(crate) fn tables(&self) -> Result<Vec<Value>, String> {
        let mut by_resource: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
        for (argument, row) in &self.arguments {
            let (resource, path) =
                argument.split_once('.').ok_or_else(|| format!("`{argument}` names no argument of a resource"))?;
            insert(by_resource.entry(resource).or_default(), path, row);
        }
        Ok(by_resource.into_iter().map(|(name, fields)| self.table(name, fields)).collect())
    }

    fn table(&self, name: &str, fields: Map<String, Value>) -> Value {
        let names: Map<String, Value> =
            self.names.iter().map(|(notation, patterns)| (notation.clone(), filled_in(patterns, name))).collect();
        json!({
            "kind": format!("{}/{name}", self.consumers),
            "title": name.replace('_', " "),
            "open": true,
            "compared": self.compared,
            "names": names,
            "sources": {"docs": fill_in(&self.docs, name)},
            "fields": fields,
        })
    }
}

/// Puts a row at its path; what leads there is blocks, if no line of its own says otherwise.
fn insert(fields: &mut Map<String, Value>, path: &str, row: &Map<String, Value>) {
    match path.split_once('.') {
        Some((block, rest)) => {
            let block = entry(fields, block);
            block.entry("type").or_insert_with(|| "blocks".into());
            if block["type"] == "blocks" {
                block.entry("open").or_insert(true.into());
            }
            if let Value::Object(fields) = block.entry("fields").or_insert_with(|| Map::new().into()) {
                insert(fields, rest, row);
            }
        }
        None => {
            let field = entry(fields, path);
            field.extend(row.clone());
            if !field.contains_key("type") {
                field.insert("type".into(), "string".into());
                field.entry("holds").or_insert_with(|| "key_id".into());
            }
        }
    }
}

fn entry<'a>(fields: &'a mut Map<String, Value>, name: &str) -> &'a mut Map<String, Value> {
    let field = fields.entry(name).or_insert_with(|| json!({"source": "docs"}));
    field.as_object_mut().expect("every row is made here, as an object")
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
