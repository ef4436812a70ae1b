//! What is begun in a document of data: a body of a request, a template, a manifest.
//!
//! The surfaces know where arguments stand in it, and keep names that no table has. So the document is lifted as it is for
//! a check, and the word is looked for among the fields.

use std::path::Path;

use super::module::json_tries;
use super::{Begun, Item, Quotes, Typed, WORD, names, values};
use crate::config::Configurations;
use crate::linter;
use crate::resource::{Content, Field, Group, Resource};
use crate::source::Sources;
use crate::syntax::{json, yaml};
use crate::tables::names::row_by_name;
use crate::tables::{Rows, Tables};
use crate::value::{Value, ValueKind};

/// A document in which something is typed.
pub(super) struct Document<'t> {
    typed: &'t Typed<'t>,
    folder: &'t Path,
    configurations: &'t Configurations,
    tables: &'t Tables,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Json,
    Yaml,
}

impl<'t> Document<'t> {
    /// None where nothing is known of what is written in such files.
    pub(super) fn new(
        typed: &'t Typed<'t>,
        folder: &'t Path,
        configurations: &'t Configurations,
        tables: &'t Tables,
    ) -> Option<Self> {
        let ending = typed.path.extension()?.to_string_lossy().to_lowercase();
        let kind = match &*ending {
            "json" => Kind::Json,
            "yaml" | "yml" => Kind::Yaml,
            _ => return None,
        };
        Some(Self { typed, folder, configurations, tables, kind })
    }

    /// What can be written, by the first text in which the word stands in a field: of those that can be read without
    /// mistakes, or of the others, in which it may stand elsewhere than where it will.
    pub(super) fn items(&self, is_clean: bool) -> Option<Vec<Item>> {
        let tries = match self.kind {
            Kind::Json => json_tries(self.typed),
            Kind::Yaml => yaml_tries(self.typed),
        };
        tries.into_iter().find_map(|text| {
            let mut sources = Sources::new(self.folder);
            sources.set_overlay(self.typed.path, text);
            let path = sources.real(self.typed.path);
            let file = sources.load(&path).ok()?;
            let parsed = if self.kind == Kind::Json { json::parse(&file) } else { yaml::parse(&file) };
            if parsed.errors.is_empty() != is_clean {
                return None;
            }
            let resources = linter::resources_in(&path, &sources, self.configurations);
            resources.iter().find_map(|resource| {
                let mut around = Vec::new();
                let is_value = find(&resource.body, &mut around)?;
                self.offered(resource, &around, is_value)
            })
        })
    }

    fn offered(&self, resource: &Resource, around: &[(&Group, &Field)], is_value: bool) -> Option<Vec<Item>> {
        let tables = self.tables;
        let is_in_string = self.typed.is_in_quotes();
        let quotes = if self.kind == Kind::Yaml || is_in_string { Quotes::None } else { Quotes::Plain };
        let table = tables.of_kind(&resource.kind)?;
        let begun = Begun { tables, kind: &table.kind, notation: resource.notation };
        let ((group, last), outer) = around.split_last()?;
        let mut path = String::new();
        let mut rows: &Rows = &table.fields;
        for (_, field) in outer {
            path.push_str(&field.name);
            path.push('.');
            rows = &rows.get(&*field.name)?.fields;
        }
        if is_value {
            rows.get(&*last.name)?;
            return Some(values(&begun, &format!("{path}{}", last.name), quotes, is_in_string));
        }
        let is_written = |name: &str| {
            let is_in =
                |other: &str| other.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
            group.fields.iter().any(|field| is_in(&field.written))
        };
        let object = last.written.strip_suffix(WORD).unwrap_or_default();
        let all = names(&begun, rows, (&path, object), quotes, &is_written);
        // A request has the parameters of its operation, and no other fields of the kind.
        let Some(parameters) = parameters_of(resource, tables).filter(|_| outer.is_empty()) else { return Some(all) };
        let is_parameter = |item: &Item| {
            let name = item.text.trim_matches(['\\', '"']);
            row_by_name(rows, resource.notation, name)
                .is_some_and(|(field, _)| parameters.iter().any(|own| **own == **field))
        };
        Some(all.into_iter().filter(is_parameter).collect())
    }
}

/// The ways in which a line of YAML may go on: as it is, with a quote that is missing, as a key without a value.
fn yaml_tries(typed: &Typed<'_>) -> Vec<String> {
    let (before, after) = (typed.before(), typed.after());
    let closing = before.chars().next_back().filter(|last| matches!(last, '"' | '\''));
    let closed = closing.map(|quote| format!("{WORD}{quote}"));
    let words = [Some(WORD.to_owned()), closed, Some(format!("{WORD}:"))];
    words.iter().flatten().map(|word| format!("{before}{word}{after}")).collect()
}

/// Whether the word is a value or a name among the fields of a group; adds the fields around it, each with the group that
/// it stands in.
fn find<'r>(group: &'r Group, around: &mut Vec<(&'r Group, &'r Field)>) -> Option<bool> {
    group.fields.iter().find_map(|field| {
        around.push((group, field));
        // Where a name leads into an object, it is written with that: `Connection.VpcId`.
        let found = match &field.content {
            _ if field.written.rsplit('.').next() == Some(WORD) => Some(false),
            Content::Value(value) => is_in(value).then_some(true),
            Content::Blocks(blocks) => {
                let in_groups = blocks.written().find_map(|group| find(group, around));
                in_groups.or_else(|| blocks.raw.as_ref().is_some_and(is_in).then_some(true))
            }
        };
        if found.is_none() {
            around.pop();
        }
        found
    })
}

fn is_in(value: &Value) -> bool {
    match &value.kind {
        ValueKind::Sequence(sequence) => sequence.items.iter().any(is_in),
        _ => value.as_str() == Some(WORD),
    }
}

fn parameters_of<'t>(resource: &Resource, tables: &'t Tables) -> Option<&'t [String]> {
    let cloud = resource.kind.split('/').next()?;
    let (_, operation) = tables.operation(&format!("{cloud}/{}", resource.name))?;
    Some(&operation.fields)
}
