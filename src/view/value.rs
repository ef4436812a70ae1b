//! A value that a field is given, as the provider will see it and as messages show it.

use std::borrow::Cow;
use std::ops::{Deref, Range};

use super::cloud::Cloud;
use super::field::FieldView;
use super::finding::{advice_on, finding_on};
use crate::finding::{Draft, Help};
use crate::resource::{Notation, Resource, Role, Scalars};
use crate::source::visible::{SHOWN, shortened};
use crate::syntax::list::bare_items;
use crate::syntax::text::Text;
use crate::tables::{Holds, Row, ValueType};
use crate::value::{Number, Value, ValueKind};

/// One value that is written for a field, or one element of the list that is.
#[derive(Clone, Debug)]
pub(crate) struct ValueView<'a> {
    pub field: FieldView<'a>,
    /// The row that says what the value is: the field's, or that of its member in a map.
    pub row: &'a Row,
    /// The name under which the value is written: the field's, or that of its member in a map.
    pub written: &'a str,
    pub holds: Holds,
    pub value: Element<'a>,
    /// Nothing beside it says that the field has none.
    pub has_effect: bool,
}

/// A value that is written, or one that was read out of the text of a list. The latter are few, and the views of a large
/// document are many, so they lie elsewhere.
#[derive(Clone, Debug)]
pub(crate) enum Element<'a> {
    Written(&'a Value),
    Read(Box<Value>),
}

impl Element<'_> {
    pub(crate) fn into_value(self) -> Value {
        match self {
            Self::Written(value) => value.clone(),
            Self::Read(value) => *value,
        }
    }
}

impl Deref for Element<'_> {
    type Target = Value;

    fn deref(&self) -> &Value {
        match self {
            Self::Written(value) => value,
            Self::Read(value) => value,
        }
    }
}

impl<'a> ValueView<'a> {
    pub(crate) fn resource(&self) -> &'a Resource {
        self.field.resource()
    }

    /// The string, known or partly known, as the provider will see it.
    ///
    /// None for what is not a string, and for a template that another tool fills in before the file is used.
    pub(crate) fn text(&self) -> Option<Cow<'_, Text>> {
        text_of(self.resource(), &self.value)
    }

    /// Whether it is an empty text by which an optional argument is left out, as modules and playbooks do. In a request it
    /// is a value as any other.
    pub(crate) fn is_left_out(&self) -> bool {
        let is_request = self.resource().role == Role::Operation;
        let is_required = self.field.limit(|row| row.required) == Some(true);
        self.value.as_str() == Some("") && !is_request && !is_required
    }

    /// Words that the service takes beside what the field holds.
    pub(crate) fn words(&self) -> &'a [String] {
        self.field.section.limit(self.row, |row| row.words.as_deref()).unwrap_or_default()
    }

    /// A finding on the whole value.
    pub(crate) fn finding(&self, message: impl Into<String>) -> Draft {
        finding_on(self.field.field, &self.value, message)
    }

    /// What to write so that the field takes another value, and where.
    pub(crate) fn advice(&self, what: &str) -> Help {
        advice_on(self.field.field, &self.value, what)
    }

    /// The advice to write `text` itself; none where it must not or cannot be shown as it is.
    pub(crate) fn rewritten(&self, text: &str) -> Option<Help> {
        let text = quotable(text).filter(|_| !self.value.sensitive)?;
        Some(self.advice(&text))
    }

    /// The value as a message shows it.
    pub(crate) fn shown(&self) -> String {
        if self.holds == Holds::Secret { HIDDEN.to_owned() } else { shown(&self.value) }
    }
}

/// The elements of a list, also of one that a request or a response writes as text (`a,b` or `"a", "b"`).
pub(crate) fn elements<'a>(row: &Row, value: &'a Value) -> Vec<Element<'a>> {
    match &value.kind {
        ValueKind::Sequence(sequence) => sequence.items.iter().map(Element::Written).collect(),
        ValueKind::String(text) if row.value_type == Some(ValueType::List) => split(text, value),
        _ => vec![Element::Written(value)],
    }
}

fn split<'a>(text: &Text, value: &'a Value) -> Vec<Element<'a>> {
    let Some(list) = text.known() else { return vec![Element::Written(value)] };
    let part = |item: Range<usize>| {
        let span = text.span_of(item.clone());
        let inner = list.get(item.clone()).unwrap_or_default();
        let inner = match text.exact_span_of(item) {
            Some(span) => Text::exact(inner, span, span),
            None => Text::computed(inner, span),
        };
        Element::Read(Box::new(Value { kind: ValueKind::String(inner), span: Some(span), ..value.clone() }))
    };
    bare_items(list).map(part).collect()
}

/// The string of a value of `resource`; see [`ValueView::text`].
pub(crate) fn text_of<'v>(resource: &Resource, value: &'v Value) -> Option<Cow<'v, Text>> {
    match &value.kind {
        ValueKind::String(text) if is_template(resource.notation, text.known_bytes()) => None,
        ValueKind::String(text) => Some(Cow::Borrowed(text)),
        ValueKind::Number(number) if becomes_text(resource) => {
            Some(Cow::Owned(Text::computed(number.to_string(), value.span?)))
        }
        ValueKind::Bool(truth) if becomes_text(resource) => {
            Some(Cow::Owned(Text::computed(if *truth { "true" } else { "false" }, value.span?)))
        }
        _ => None,
    }
}

/// Whether a number that stands where text belongs is sent as its digits: Terraform makes them a string, and the requests of
/// Alibaba Cloud have no types. Elsewhere it is refused, which is a finding of its own.
fn becomes_text(resource: &Resource) -> bool {
    match resource.notation.scalars {
        Scalars::Evaluated | Scalars::Converted => true,
        Scalars::AsTheApi => Cloud::of(resource) == Some(Cloud::Alibaba),
        Scalars::Refused => false,
    }
}

/// Whether a string is a template of a tool that fills it in later: Jinja, Helm, envsubst, Postman.
///
/// In Terraform such signs are what Terraform leaves standing, so there they are meant literally.
pub(crate) fn is_template(notation: &Notation, text: &str) -> bool {
    let may_be = !notation.is_evaluated && text.bytes().any(|byte| matches!(byte, b'$' | b'{' | b'<'));
    may_be && (text.contains('$') || text.contains("{{") || text.contains("{%") || text.contains("<%"))
}

/// Whether a value is what `text` spells: `true`, `7`, a string. `None` where that is not certain.
pub(crate) fn spells(value: &Value, text: &str) -> Option<bool> {
    match &value.kind {
        ValueKind::Bool(value) => Some(text == if *value { "true" } else { "false" }),
        ValueKind::Number(number) => Some(Number::parse(text).as_ref() == Some(number)),
        ValueKind::String(written) if written.is_known() || !written.may_be(text) => Some(written.may_be(text)),
        ValueKind::String(_) => None,
        ValueKind::Null | ValueKind::Sequence(_) | ValueKind::Mapping(_) => Some(false),
        ValueKind::Unknown(_) => None,
    }
}

/// Stands for what is not shown.
const HIDDEN: &str = "the sensitive value";

/// A value as a message shows it: short, in backticks, unknown parts as `…`, and never a secret.
pub(crate) fn shown(value: &Value) -> String {
    if value.sensitive {
        return HIDDEN.to_owned();
    }
    let text = plain(value);
    match is_scalar(value) {
        true if text.is_empty() => "`\"\"`".to_owned(),
        true => format!("`{}`", in_one_line(&text)),
        false => text,
    }
}

/// A text that somebody is to write, in backticks; none where it is too long for that, or has what a line cannot show.
pub(crate) fn quotable(text: &str) -> Option<String> {
    let is_visible =
        |letter: char| letter != '`' && letter.escape_debug().count() == 1 || matches!(letter, '"' | '\'' | '\\');
    let is_short = !text.is_empty() && text.chars().count() <= SHOWN;
    (is_short && text.trim() == text && text.chars().all(is_visible)).then(|| format!("`{text}`"))
}

pub(crate) fn is_scalar(value: &Value) -> bool {
    matches!(value.kind, ValueKind::Bool(_) | ValueKind::Number(_) | ValueKind::String(_))
}

/// Line breaks, control characters and the like as escapes.
fn in_one_line(text: &str) -> String {
    let escape = |letter: char| match letter {
        '"' | '\'' | '\\' => letter.to_string(),
        _ => letter.escape_debug().to_string(),
    };
    text.chars().map(escape).collect()
}

pub(super) fn plain(value: &Value) -> String {
    let text = match &value.kind {
        ValueKind::String(text) => text.pieces().iter().map(|piece| piece.unwrap_or("…")).collect::<Vec<_>>().concat(),
        ValueKind::Number(number) => number.to_string(),
        ValueKind::Bool(value) => value.to_string(),
        _ => value.describe().to_owned(),
    };
    shortened(&text).into_owned()
}
