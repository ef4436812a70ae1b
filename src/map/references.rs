//! What the value of a field names: a resource, an id that lies outside, or something that is not known.

use std::sync::Arc;

use super::graph::{Fact, Told};
use crate::resource::Resource;
use crate::value::{Passage, Value, ValueKind};
use crate::view::View;
use crate::view::value::text_of;

/// What a value names.
#[derive(Debug)]
pub(super) enum Target<'a> {
    /// A resource of the same evaluation.
    Resource(&'a Resource),
    /// An id, or another text that names something, as it is written.
    Text(String),
    /// It cannot be said what. Equal identities are the same thing.
    Unknown { identity: Identity, name: String, reason: Arc<str> },
}

/// What is known to be one unknown.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Identity {
    /// What only the provider knows of a resource.
    Attribute(Arc<str>, Arc<str>),
    /// An input variable without a value, or else the expression itself, by its place.
    Place(Option<crate::source::Span>),
}

impl<'a> Target<'a> {
    /// None where the value certainly names nothing.
    pub(super) fn of(view: &View<'a>, resource: &Resource, value: &Value) -> Option<Self> {
        if value.is_null() || value.as_str() == Some("") {
            return None;
        }
        if value.sensitive {
            let identity = Identity::Place(value.span);
            return Some(Self::Unknown {
                identity,
                name: "(sensitive)".to_owned(),
                reason: "the value is sensitive".into(),
            });
        }
        if let Some(symbol) = value.symbol() {
            return Some(match view.resource_of(symbol) {
                Some(target) => Self::Resource(target),
                None => Self::Unknown {
                    identity: Identity::Attribute(symbol.resource.clone(), symbol.attribute.clone()),
                    name: format!("{}.{}", symbol.resource, symbol.attribute),
                    reason: reason_of(value),
                },
            });
        }
        match text_of(resource, value) {
            Some(text) if text.is_known() => text.known().map(|text| Self::Text(text.to_owned())),
            _ => Some(Self::Unknown { identity: identity_of(value), name: name_of(value), reason: reason_of(value) }),
        }
    }
}

/// A variable that nobody gives a value is one thing wherever it is used; any other expression only itself.
fn identity_of(value: &Value) -> Identity {
    let declaration = value.origins().find(|origin| origin.passage == Passage::Awaited).map(|origin| origin.span);
    Identity::Place(declaration.filter(|_| value.is_awaited()).or(value.span))
}

/// What is known of it: the pieces of a text, or through which definition it came.
fn name_of(value: &Value) -> String {
    match told(value) {
        Told::Known(text) if text.chars().any(|letter| letter != '…') => text,
        _ => value.origins().last().map_or_else(|| "unknown".to_owned(), |origin| origin.name.to_string()),
    }
}

fn reason_of(value: &Value) -> Arc<str> {
    match &value.kind {
        ValueKind::Unknown(unknown) => unknown.reason.clone(),
        ValueKind::String(text) if text.is_known() => "another tool fills it in".into(),
        ValueKind::String(text) if text.known_bytes().is_empty() => "what fills it in is not known".into(),
        ValueKind::String(_) => "a part of it is not known".into(),
        _ => format!("it is {}", value.describe()).into(),
    }
}

/// A value as a fact shows it.
pub(super) fn told(value: &Value) -> Told {
    if value.sensitive {
        return Told::Known("(sensitive)".to_owned());
    }
    match &value.kind {
        ValueKind::String(text) => Told::Known(text.pieces().iter().map(|piece| piece.unwrap_or("…")).collect()),
        ValueKind::Number(number) => Told::Known(number.to_string()),
        ValueKind::Bool(value) => Told::Known(value.to_string()),
        ValueKind::Unknown(unknown) => match value.symbol() {
            Some(symbol) => Told::Known(format!("{}.{}", symbol.resource, symbol.attribute)),
            None => Told::Unknown(unknown.reason.clone()),
        },
        _ => Told::Unknown(format!("it is {}", value.describe()).into()),
    }
}

/// What a resource's field holds, if it is written.
pub(super) fn fact(resource: &Resource, name: &'static str, field: &str) -> Option<Fact> {
    let value = resource.body.value(field).filter(|value| !value.is_null() && value.as_str() != Some(""))?;
    Some(Fact { name, value: told(value) })
}
