//! The instances of a repeated block: their keys, and what `count` and `each` are in them.

use std::fmt;
use std::sync::Arc;

use crate::source::Span;
use crate::syntax::expression::Body;
use crate::terraform::evaluation::symbols;
use crate::value::Value;

/// The instances of a block that has `count` or `for_each`, or the one of a block that has neither.
#[derive(Debug)]
pub(crate) struct Repetition {
    pub style: Style,
    pub elements: Vec<Element>,
    /// There may be further instances; an element with [`Key::Any`] stands for them.
    pub is_open: bool,
    /// The number of instances where it is known, also beyond those in `elements`.
    pub total: Option<usize>,
    /// What `count` or `for_each` is.
    pub value: Option<Value>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Single,
    Count,
    ForEach,
}

/// One instance.
#[derive(Clone, Debug)]
pub(crate) struct Element {
    pub key: Key,
    pub each: Each,
}

impl Element {
    /// The one instance of a block that is not repeated.
    pub(crate) fn none() -> Self {
        Self { key: Key::None, each: Each::Once }
    }
}

/// What the expressions of a repeated block may ask about their instance.
#[derive(Clone, Debug)]
pub(crate) enum Each {
    Once,
    /// `count.index`
    Index(Value),
    /// `each.key` and `each.value`
    Element(Value, Value),
}

/// What tells an instance of a block from the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    None,
    Index(usize),
    Name(Arc<str>),
    /// Stands for a number of instances that is not known, possibly none.
    Any,
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::Index(index) => write!(f, "[{index}]"),
            Self::Name(name) => write!(f, "[{}]", quoted(name)),
            Self::Any => f.write_str("[*]"),
        }
    }
}

/// A string as Terraform shows it in an address.
fn quoted(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 2);
    text.push('"');
    for character in name.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            other => text.push(other),
        }
    }
    text.push('"');
    text
}

impl Repetition {
    pub(crate) fn single() -> Self {
        Self { style: Style::Single, elements: vec![Element::none()], is_open: false, total: Some(1), value: None }
    }

    /// One element that stands for all, where nothing is known of them.
    pub(crate) fn open(style: Style, address: &str, span: Span, argument: &str) -> Self {
        let unknown = |name: &str| {
            let value = Value::unknown(format!("the {argument} of {address} is not known")).at(span);
            symbols::identified(value, &format!("{address}[*]"), name, argument)
        };
        let each = match style {
            Style::Count => Each::Index(unknown("count.index")),
            _ => Each::Element(unknown("each.key"), unknown("each.value")),
        };
        let element = Element { key: Key::Any, each };
        Self { style, elements: vec![element], is_open: true, total: None, value: None }
    }

    /// The instances of a block that may say in what could not be read how often it counts.
    pub(crate) fn unread(body: &Body, address: &str, header: Span) -> Self {
        let style = if body.attribute("count").is_some() { Style::Count } else { Style::ForEach };
        Self::open(style, address, header, "number of instances")
    }

    pub(crate) fn element(&self, key: &Key) -> Option<&Element> {
        match key {
            Key::Index(index) => self.elements.get(*index).filter(|element| element.key == *key),
            _ => self.elements.iter().find(|element| element.key == *key),
        }
    }
}
