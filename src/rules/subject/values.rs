//! The values of fields by what they hold, and how a finding on one looks.

use std::borrow::Cow;
use std::ops::Range;

use crate::finding::{CauseKind, Draft, Identity};
use crate::resource::{Content, Field, Group, Notation, Resource, Role, Scalars};
use crate::rule::RuleContext;
use crate::source::Span;
use crate::syntax::text::Text;
use crate::tables::{Holds, Row, Rows, Setting, ValueType};
use crate::value::{Value, ValueKind};

/// One value that is written for a field, or one element of the list that is.
#[derive(Clone)]
pub struct HeldValue<'a> {
    pub resource: &'a Resource,
    pub field: &'a Field,
    /// The name under which the value is written: the field's, or that of its member in a map.
    pub written: &'a str,
    pub holds: Holds,
    pub value: Value,
}

/// Every value in the resources of this run part whose table row says that it holds one of `holds`.
///
/// Saved responses are left out: they say what is, and nobody can correct them in a file.
pub fn values_that_hold<'a>(cx: &RuleContext<'a>, holds: &[Holds]) -> Vec<HeldValue<'a>> {
    let mut values = Vec::new();
    for resource in cx.resources().iter().filter(|resource| resource.role != Role::Saved) {
        let Some(table) = cx.tables().of_kind(&resource.kind) else { continue };
        let operation = (resource.role == Role::Operation).then_some(&*resource.name);
        let setting = Setting { notation: resource.notation, operation, versions: resource.versions.as_deref() };
        Walk { resource, setting, holds, values: &mut values }.group(&resource.body, &table.fields);
    }
    values.iter().for_each(|held| held.resource.ask(held.written, &held.value));
    values
}

/// As [`values_that_hold`], for what is made or changed and not only read.
pub fn written_values_that_hold<'a>(cx: &RuleContext<'a>, holds: &[Holds]) -> Vec<HeldValue<'a>> {
    let mut values = values_that_hold(cx, holds);
    values.retain(|held| held.resource.is_written());
    values
}

struct Walk<'a, 'w> {
    resource: &'a Resource,
    setting: Setting<'a>,
    holds: &'w [Holds],
    values: &'w mut Vec<HeldValue<'a>>,
}

impl<'a> Walk<'a, '_> {
    fn group(&mut self, group: &'a Group, rows: &'a Rows) {
        for field in group.fields.iter().filter(|field| field.is_declared) {
            let Some(row) = rows.get(&*field.name) else { continue };
            match &field.content {
                Content::Value(value) => self.value(field, &field.written, row, value),
                Content::Blocks(blocks) => blocks.groups.iter().for_each(|group| self.group(group, &row.fields)),
            }
        }
    }

    fn value(&mut self, field: &'a Field, written: &'a str, row: &'a Row, value: &'a Value) {
        if let ValueKind::Mapping(mapping) = &value.kind {
            for (name, member) in mapping.members.iter() {
                if let Some(row) = row.fields.get(&**name) {
                    self.value(field, name, row, &member.value);
                }
            }
            return;
        }
        let holds = row.limit(self.setting, |row| row.holds);
        if let Some(holds) = holds.filter(|holds| self.holds.contains(holds)) {
            let resource = self.resource;
            let values = elements(row, value).into_iter();
            self.values.extend(values.map(|value| HeldValue { resource, field, written, holds, value }));
        } else if !row.fields.is_empty() {
            value.items().iter().for_each(|item| self.value(field, written, row, item));
        }
    }
}

/// The elements of a list, also of one that a request or a response writes as text (`a,b` or `"a", "b"`).
pub fn elements(row: &Row, value: &Value) -> Vec<Value> {
    match &value.kind {
        ValueKind::Sequence(sequence) => sequence.items.to_vec(),
        ValueKind::String(text) if row.value_type == Some(ValueType::List) => split(text, value),
        _ => vec![value.clone()],
    }
}

fn split(text: &Text, value: &Value) -> Vec<Value> {
    let Some(list) = text.known() else { return vec![value.clone()] };
    let mut start = 0;
    let mut parts = Vec::new();
    for part in list.split(',') {
        let is_around = |character: char| character.is_whitespace() || "\"'[]".contains(character);
        let inner = part.trim_matches(is_around);
        let at = start + (part.len() - part.trim_start_matches(is_around).len());
        start += part.len() + 1;
        if !inner.is_empty() {
            let span = text.span_of(at..at + inner.len());
            let inner = match text.exact_span_of(at..at + inner.len()) {
                Some(span) => Text::exact(inner, span, span),
                None => Text::computed(inner, span),
            };
            parts.push(Value { kind: ValueKind::String(inner), span: Some(span), ..value.clone() });
        }
    }
    parts
}

impl HeldValue<'_> {
    /// The string, known or partly known, as the provider will see it.
    ///
    /// None for what is not a string, and for a template that another tool fills in before the file is used.
    pub fn text(&self) -> Option<Cow<'_, Text>> {
        text_of(self.resource, &self.value)
    }

    /// A finding on the whole value.
    pub fn finding(&self, message: impl Into<String>) -> Draft {
        finding_on(self.field, &self.value, message)
    }

    /// A finding on a part of the string.
    pub fn finding_at(&self, text: &Text, part: Range<usize>, message: impl Into<String>) -> Draft {
        finding_inside(self.field, &self.value, text.span_of(part), message)
    }

    /// The value as a message shows it.
    pub fn shown(&self) -> String {
        shown(&self.value)
    }
}

/// The string of a value of `resource`; see [`HeldValue::text`].
pub fn text_of<'v>(resource: &Resource, value: &'v Value) -> Option<Cow<'v, Text>> {
    match &value.kind {
        ValueKind::String(text) if is_template(resource.notation, text.known_bytes()) => None,
        ValueKind::String(text) => Some(Cow::Borrowed(text)),
        // Terraform turns a number into the string that a provider's schema asks for.
        ValueKind::Number(number) if resource.notation.scalars == Scalars::Evaluated => {
            Some(Cow::Owned(Text::computed(number.to_string(), value.span?)))
        }
        _ => None,
    }
}

/// Whether a string is a template of a tool that fills it in later: Jinja, Helm, envsubst, Postman.
///
/// In Terraform such signs are what Terraform leaves standing, so there they are meant literally.
pub fn is_template(notation: &Notation, text: &str) -> bool {
    !notation.is_evaluated && (text.contains('$') || text.contains("{{") || text.contains("{%") || text.contains("<%"))
}

/// A finding on a value of a field, with the definitions that the value passed through as labels.
///
/// It points at where the field takes the value: an element of a list that is defined elsewhere is a label.
pub fn finding_on(field: &Field, value: &Value, message: impl Into<String>) -> Draft {
    let outer = field.span();
    let inner = value.span.unwrap_or(outer);
    let is_elsewhere = field.value().is_some() && !outer.contains(inner);
    let mut finding = Draft::new(if is_elsewhere { outer } else { inner }, message);
    if is_elsewhere {
        finding = finding.with_label(inner, "the value is written here");
    }
    if let Some(whole) = field.value() {
        finding = finding.because(whole);
    }
    finding = finding.because(value);
    let shown = if value.sensitive { String::new() } else { plain(value) };
    finding.identity = Identity::of_field(&*field.name).with_value(shown);
    finding
}

/// A finding at a place inside a string, or inside the document that it holds.
///
/// A document that a local value holds is shown where it is written. Any other string that was made elsewhere is shown
/// where the field takes it, with the place in its definition as a label.
pub fn finding_inside(field: &Field, value: &Value, place: Span, message: impl Into<String>) -> Draft {
    let mut finding = finding_on(field, value, message);
    let whole = finding.span;
    let definition = finding.causes.iter_mut().find(|cause| cause.span.contains(place));
    if whole.contains(place) {
        finding.span = place;
    } else if let Some(definition) = definition {
        if value.is_document_of_local() {
            definition.span = whole;
            definition.kind = CauseKind::Related(format!("used as {} here", field.written));
            finding.span = place;
        } else {
            definition.span = place;
        }
    }
    finding
}

/// A finding on a field of a group: on its value, or on the group's header where it is not set.
pub fn finding_on_named(group: &Group, name: &str, message: impl Into<String>) -> Draft {
    let written = group.written(name);
    if let Some((field, value)) = written.filter(|(_, value)| !value.is_null()) {
        return finding_on(field, value, message);
    }
    let mut finding = Draft::new(group.header, message);
    finding.identity = Identity::of_field(name);
    if let Some((field, value)) = written {
        finding = finding.with_label(field.span(), format!("{} is null", field.written));
        finding = finding.because(value);
    }
    finding
}

/// Where a part of a string is written; `whole` where the string was defined elsewhere or computed.
pub fn place_of(text: &Text, part: Range<usize>, whole: Span) -> Span {
    let place = text.span_of(part);
    if whole.contains(place) { place } else { whole }
}

/// A value as a message shows it: short, in quotes where it is free text, and never a secret.
pub fn shown(value: &Value) -> String {
    if value.sensitive {
        return "the sensitive value".to_owned();
    }
    let text = plain(value);
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "-_/:.*".contains(character);
    if !text.is_empty() && text.chars().all(is_plain) { text } else { format!("{text:?}") }
}

/// The longest text that a message repeats, in characters.
const SHOWN: usize = 60;

fn plain(value: &Value) -> String {
    let text = match &value.kind {
        ValueKind::String(text) => text.pieces().iter().map(|piece| piece.unwrap_or("…")).collect::<Vec<_>>().concat(),
        ValueKind::Number(number) => number.to_string(),
        ValueKind::Bool(value) => value.to_string(),
        _ => value.describe().to_owned(),
    };
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
