//! What kmslint sees: every resource with its fields, for people and for programs.

use std::io::{self, Write};

use serde::{Serialize, Serializer};
use serde_json::{Map, Value as Json, json};

use super::escaped_json;
use crate::resource::{Content, Field, Group, Resource};
use crate::source::visible::in_one_line;
use crate::source::{Sources, Span, names_secret};
use crate::value::{Mapping, Value, ValueKind};

/// Writes `{"resources": […]}`, indented, with a line end. One resource is described at a time, for what is said of it
/// takes many times its own room.
pub(crate) fn write_json(resources: &[Resource], sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
    escaped_json::write(&Document { resources: Described { resources, sources } }, out)
}

#[derive(Serialize)]
struct Document<'a> {
    resources: Described<'a>,
}

struct Described<'a> {
    resources: &'a [Resource],
    sources: &'a Sources,
}

impl Serialize for Described<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.resources.iter().map(|resource| describe(resource, self.sources)))
    }
}

/// Writes one paragraph for each resource: a line for each field, with its value and where it comes from.
pub(crate) fn write_human(resources: &[Resource], sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
    for (index, resource) in resources.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        writeln!(
            out,
            "{} ({}) at {}",
            in_one_line(resource.display_name()),
            resource.kind,
            place(resource.header, sources)
        )?;
        if let Some(region) = &resource.region {
            writeln!(out, "  region: {}", shown(region, false, sources))?;
        }
        write_fields(&resource.body, 1, sources, out)?;
    }
    Ok(())
}

fn write_fields(group: &Group, depth: usize, sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
    let indent = "  ".repeat(depth);
    for field in &group.fields {
        match &field.content {
            Content::Value(value) => {
                writeln!(out, "{indent}{} = {}", in_one_line(&field.name), shown(value, is_secret(field), sources))?
            }
            Content::Blocks(blocks) => {
                for block in &blocks.groups {
                    writeln!(out, "{indent}{} at {}", in_one_line(&field.name), place(block.header, sources))?;
                    write_fields(block, depth + 1, sources, out)?;
                }
                for block in &blocks.possible {
                    let place = place(block.header, sources);
                    writeln!(out, "{indent}{} at {place}, an unknown number of them", in_one_line(&field.name))?;
                    write_fields(block, depth + 1, sources, out)?;
                }
                if blocks.is_open && blocks.possible.is_empty() {
                    writeln!(out, "{indent}{}: further ones are not known", field.name)?;
                }
            }
        }
    }
    if group.is_open {
        writeln!(out, "{indent}further fields are not known")?;
    }
    Ok(())
}

/// Whether the table says that the value is a secret, or its name does.
pub(crate) fn is_secret(field: &Field) -> bool {
    field.is_secret || names_secret(&field.written)
}

/// A value with its origin: `3  (var.quota at terraform.tfvars:3:1)`.
pub(crate) fn shown(value: &Value, is_secret: bool, sources: &Sources) -> String {
    let origins: Vec<String> = value
        .origins()
        .map(|origin| format!("{} at {}", in_one_line(&origin.name), place(origin.span, sources)))
        .collect();
    let origins = if origins.is_empty() { String::new() } else { format!("  ({})", origins.join(", ")) };
    let text = if is_secret && !value.is_unknown() { "(sensitive)".to_owned() } else { short(value) };
    format!("{text}{origins}")
}

fn short(value: &Value) -> String {
    match &value.kind {
        _ if value.sensitive => "(sensitive)".to_owned(),
        ValueKind::Unknown(unknown) => format!("unknown: {}", in_one_line(&unknown.reason)),
        ValueKind::String(text) if !text.is_known() => {
            let pieces = text.pieces().into_iter().map(|piece| piece.unwrap_or("…"));
            format!("{} (partly known)", json!(pieces.collect::<String>()))
        }
        ValueKind::Sequence(sequence) => {
            let more = || sequence.is_open().then(|| "…".to_owned());
            // Behind the items that have their own place, others may stand anywhere.
            let (fixed, others) = sequence.items.split_at(sequence.fixed().len());
            let others = others.iter().flat_map(|item| more().into_iter().chain([short(item)]));
            format!("[{}]", fixed.iter().map(short).chain(others).chain(more()).collect::<Vec<_>>().join(", "))
        }
        ValueKind::Mapping(Mapping { members, is_open, .. }) => {
            let more = is_open.then(|| "…".to_owned());
            let members = members.iter().map(|(name, member)| {
                format!(
                    "{} = {}",
                    in_one_line(name),
                    if is_hidden(name, &member.value) { "(sensitive)".to_owned() } else { short(&member.value) }
                )
            });
            format!("{{{}}}", members.chain(more).collect::<Vec<_>>().join(", "))
        }
        _ => plain(value).to_string(),
    }
}

fn describe(resource: &Resource, sources: &Sources) -> Json {
    json!({
        "kind": &*resource.kind,
        "address": resource.full_address(),
        "path": sources.file(resource.header.file).name(),
        "span": span(resource.header, sources),
        "region": resource.region.as_ref().map(|region| described(region, None, false, sources)),
        "fields": fields(&resource.body, sources),
    })
}

fn fields(group: &Group, sources: &Sources) -> Json {
    let describe = |field: &Field| match &field.content {
        Content::Value(value) => described(value, Some(field.name_span), is_secret(field), sources),
        Content::Blocks(blocks) => Json::Array(blocks.groups.iter().map(|block| fields(block, sources)).collect()),
    };
    Json::Object(group.fields.iter().map(|field| (field.name.to_string(), describe(field))).collect())
}

/// A field's object: `known`, then the value, the pieces of a partly known string, or the reason; place and origins.
fn described(value: &Value, name: Option<Span>, is_secret: bool, sources: &Sources) -> Json {
    let mut object = Map::new();
    object.insert("known".to_owned(), Json::Bool(value.is_wholly_known()));
    match &value.kind {
        _ if value.sensitive || is_secret && !value.is_unknown() => {
            object.insert("sensitive".to_owned(), Json::Bool(true));
        }
        ValueKind::Unknown(unknown) => {
            object.insert("reason".to_owned(), json!(&*unknown.reason));
        }
        ValueKind::String(text) if !text.is_known() => {
            object.insert("pieces".to_owned(), json!(text.pieces()));
        }
        ValueKind::Sequence(sequence) => {
            object.insert("value".to_owned(), plain(value));
            if sequence.is_open() {
                object.insert("open".to_owned(), Json::Bool(true));
            }
        }
        ValueKind::Mapping(mapping) => {
            object.insert("value".to_owned(), plain(value));
            if mapping.is_open {
                object.insert("open".to_owned(), Json::Bool(true));
            }
        }
        _ => {
            object.insert("value".to_owned(), plain(value));
        }
    }
    if let Some(place) = value.span.or(name) {
        object.insert("span".to_owned(), span(place, sources));
    }
    let origin = |origin: &crate::value::Origin| {
        let path = sources.file(origin.span.file).name().to_owned();
        json!({ "name": &*origin.name, "path": path, "span": span(origin.span, sources) })
    };
    object.insert("origin".to_owned(), value.origins().map(origin).collect());
    Json::Object(object)
}

/// The value as JSON; parts that are not known are null, and of sensitive ones it is only said that they are.
fn plain(value: &Value) -> Json {
    match &value.kind {
        _ if value.sensitive => hidden(value),
        ValueKind::Null | ValueKind::Unknown(_) => Json::Null,
        ValueKind::Bool(value) => json!(value),
        ValueKind::Number(number) => match number.to_i64() {
            Some(integer) => json!(integer),
            None => serde_json::from_str(&number.to_string()).unwrap_or_else(|_| json!(number.to_string())),
        },
        ValueKind::String(text) => text.known().map_or(Json::Null, |text| json!(text)),
        ValueKind::Sequence(sequence) => sequence.items.iter().map(plain).collect(),
        ValueKind::Mapping(mapping) => Json::Object(
            mapping
                .members
                .iter()
                .map(|(name, member)| {
                    (
                        name.to_string(),
                        if is_hidden(name, &member.value) { hidden(&member.value) } else { plain(&member.value) },
                    )
                })
                .collect(),
        ),
    }
}

/// Whether a member's name says that its value is a secret.
fn is_hidden(name: &str, value: &Value) -> bool {
    names_secret(name) && !value.is_unknown()
}

fn hidden(value: &Value) -> Json {
    json!({ "known": value.is_wholly_known(), "sensitive": true })
}

pub(crate) fn span(span: Span, sources: &Sources) -> Json {
    let file = sources.file(span.file);
    let position = |offset: u32| {
        let position = file.position(offset);
        json!({ "line": position.line, "column": position.column, "offset": offset })
    };
    json!({ "start": position(span.start), "end": position(span.end) })
}

fn place(span: Span, sources: &Sources) -> String {
    let file = sources.file(span.file);
    let position = file.position(span.start);
    format!("{}:{}:{}", file.name(), position.line, position.column)
}
