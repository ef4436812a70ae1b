//! What is known of the value at a place, and where it comes from.

use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::actions::Checked;
use super::analysis::Analyses;
use super::markdown;
use super::position::{Area, Lines, Place};
use super::protocol::Failure;
use super::session::Named;
use super::workspace::Workspace;
use crate::docs;
use crate::report;
use crate::resource::{Content, Field, Group, Resource};
use crate::rules;
use crate::source::visible::in_one_line;
use crate::source::{FileId, Span};
use crate::tables::{Table, Tables};
use crate::value::{Value, ValueKind};

/// So many ways in which a value comes about are shown.
const MOST_WAYS: usize = 5;

#[derive(Deserialize)]
pub(super) struct AtPlace {
    #[serde(rename = "textDocument")]
    pub(super) document: Named,
    pub(super) position: Place,
}

/// A field at a place.
struct Found<'a> {
    resource: &'a Resource,
    /// The table's name with the blocks around it.
    path: String,
    field: &'a Field,
    span: Span,
    /// The value, or the item or member of it; none where the place is in the field's name.
    value: Option<&'a Value>,
}

/// What to say of a place: the rules of what is found there, then what its value is, or what may be written.
pub(super) fn hover(workspace: &Workspace, analyses: &Analyses, params: &AtPlace) -> Result<Json, Failure> {
    let Some(checked) = Checked::new(workspace, analyses, &params.document.uri) else { return Ok(Json::Null) };
    let area = Area { start: params.position, end: params.position };
    let mut parts: Vec<String> = Vec::new();
    let mut range = None;
    for finding in checked.findings_at(area) {
        let Some(rule) = rules::find(&finding.rule) else { continue };
        let page = format!(
            "**[{}]({})**\n\n{}\n\n{}",
            rule.name,
            report::rule_url(rule.name),
            docs::sentence(rule.summary),
            rule.why.trim()
        );
        range.get_or_insert(finding.span);
        if !parts.contains(&page) {
            parts.push(page);
        }
    }
    let found = found_at(&checked, params.position);
    let tables = checked.analysis.tables_of(checked.file.path());
    for Found { resource, path, value, field, span } in found.iter().take(MOST_WAYS) {
        let part = match value {
            Some(value) => {
                let shown =
                    report::resources::shown(value, report::resources::is_secret(field), &checked.analysis.sources);
                format!("{} of {}\n```text\n{shown}\n```", code(&field.written), named(resource))
            }
            None => match notes_of(&tables, &resource.kind, path) {
                Some(notes) => notes.markdown(),
                None => continue,
            },
        };
        range.get_or_insert(*span);
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    let Some(range) = range else { return Ok(Json::Null) };
    let contents = json!({ "kind": "markdown", "value": parts.join("\n\n---\n\n") });
    Ok(json!({ "contents": contents, "range": checked.places().range(range) }))
}

/// Where the value at a place is written, or what it is computed from.
pub(super) fn definition(workspace: &Workspace, analyses: &Analyses, params: &AtPlace) -> Result<Json, Failure> {
    let Some(checked) = Checked::new(workspace, analyses, &params.document.uri) else { return Ok(Json::Null) };
    let mut spans: Vec<Span> = Vec::new();
    for value in found_at(&checked, params.position).into_iter().filter_map(|found| found.value) {
        let found = match value.origins().last() {
            Some(origin) => vec![origin.span],
            None => value.definitions().into_iter().map(|definition| definition.span).collect(),
        };
        for span in found.into_iter().filter(|span| !span.file.is_outside()) {
            if !spans.contains(&span) {
                spans.push(span);
            }
        }
    }
    let mut places = checked.places();
    Ok(spans.into_iter().map(|span| places.location(span)).collect())
}

/// A text of the file between backticks, which it cannot end.
fn code(text: &str) -> String {
    format!("`{}`", in_one_line(text).replace('`', "'"))
}

/// An address as code, since Markdown has a meaning for what may stand in it.
fn named(resource: &Resource) -> String {
    resource.full_address().map_or_else(|| code(&resource.name), code)
}

/// What tables say of a field.
pub(super) struct Notes(Vec<Note>);

struct Note {
    text: String,
    is_ours: bool,
}

impl Notes {
    /// In Markdown. Ours is Markdown already; a team's comes with the files.
    pub(super) fn markdown(&self) -> String {
        let parts =
            self.0.iter().map(|note| if note.is_ours { note.text.clone() } else { markdown::inert(&note.text) });
        parts.collect::<Vec<_>>().join("\n")
    }

    pub(super) fn plain(&self) -> String {
        self.0.iter().map(|note| note.text.as_str()).collect::<Vec<_>>().join("\n")
    }
}

/// What the tables say of a field, a team's behind the one that they add to.
pub(super) fn notes_of(tables: &Tables, kind: &str, path: &str) -> Option<Notes> {
    let is_of_team = |table: &Table| tables.additions().any(|added| std::ptr::eq(&**added, table));
    let notes = tables.limits(kind).filter_map(|table| {
        Some(Note { text: docs::field_note(table, path, table.row(path)?), is_ours: !is_of_team(table) })
    });
    let notes: Vec<Note> = notes.collect();
    (!notes.is_empty()).then_some(Notes(notes))
}

/// The innermost field or value at a place, in every way in which it comes about.
fn found_at<'a>(checked: &'a Checked<'_>, place: Place) -> Vec<Found<'a>> {
    let file = checked.file.id();
    let offset = Lines::new(checked.file.text(), checked.encoding()).offset(place);
    let at = At { file, offset: u32::try_from(offset).unwrap_or(u32::MAX) };
    let mut all = Vec::new();
    for resource in checked.analysis.resources() {
        at.search(resource, &resource.body, "", &mut all);
    }
    let least = all.iter().map(|found| found.span.len()).min();
    all.retain(|found| Some(found.span.len()) == least);
    all
}

struct At {
    file: FileId,
    offset: u32,
}

impl At {
    fn is_in(&self, span: Span) -> bool {
        span.file == self.file && span.start <= self.offset && self.offset <= span.end
    }

    fn search<'a>(&self, resource: &'a Resource, group: &'a Group, prefix: &str, all: &mut Vec<Found<'a>>) {
        for field in &group.fields {
            let path = format!("{prefix}{}", field.name);
            let found = |span, value| Found { resource, path: path.clone(), field, span, value };
            if self.is_in(field.name_span) {
                all.push(found(field.name_span, None));
            }
            match &field.content {
                Content::Value(value) => {
                    all.extend(self.innermost(value).map(|(span, value)| found(span, Some(value))));
                }
                Content::Blocks(blocks) => {
                    for block in blocks.written() {
                        self.search(resource, block, &format!("{path}."), all);
                    }
                }
            }
        }
    }

    /// The innermost part of a value that is written at the place.
    fn innermost<'v>(&self, value: &'v Value) -> Option<(Span, &'v Value)> {
        let mut found = value.span.filter(|span| self.is_in(*span)).map(|span| (span, value));
        let mut open = vec![value];
        while let Some(value) = open.pop() {
            match &value.kind {
                ValueKind::Sequence(sequence) => open.extend(sequence.items.iter()),
                ValueKind::Mapping(mapping) => open.extend(mapping.members.values().map(|member| &member.value)),
                _ => {}
            }
            if let Some(span) = value.span.filter(|span| self.is_in(*span))
                && found.is_none_or(|(known, _)| span.len() < known.len())
            {
                found = Some((span, value));
            }
        }
        found
    }
}
