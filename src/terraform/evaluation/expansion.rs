//! How often a block counts: `count`, `for_each`, and the elements that a `dynamic` block goes through.

use crate::source::Span;
use crate::syntax::expression::{Body, Expression};
use crate::terraform::evaluation::module_tree::{ModuleTree, placed};
use crate::terraform::evaluation::repetition::{Each, Element, Key, Repetition, Style};
use crate::terraform::expression::scope::Scope;
use crate::value::{Number, SequenceKind, Value, ValueKind};

/// More instances of one block than this are not looked at one by one.
pub(crate) const MAX_INSTANCES: usize = 2_000;

impl Repetition {
    /// The instances of a block by its `count` or `for_each`, evaluated in the scope around the block.
    pub(crate) fn of(tree: &ModuleTree<'_>, body: &Body, address: &str, scope: &dyn Scope) -> Self {
        if let Some(attribute) = body.attribute("count") {
            let value = placed(tree.value(&attribute.value, scope), attribute.value.span);
            let repetition = Self::counted(tree, &value, &attribute.value, address);
            return Self { value: Some(value), ..repetition };
        }
        if let Some(attribute) = body.attribute("for_each") {
            let value = placed(tree.value(&attribute.value, scope), attribute.value.span);
            let repetition = Self::for_each(tree, &value, &attribute.value, address);
            return Self { value: Some(value), ..repetition };
        }
        Self::single()
    }

    fn counted(tree: &ModuleTree<'_>, value: &Value, expression: &Expression, address: &str) -> Self {
        let number = value.as_number().cloned().or_else(|| value.as_str().and_then(Number::parse));
        let Some(total) = number.and_then(|number| number.to_usize()) else {
            if !value.is_unknown() {
                tree.note_undecided(expression.span, format!("the `count` of `{address}` is not a whole number"));
            }
            return Self::open(Style::Count, address, expression.span, "count");
        };
        if total > MAX_INSTANCES {
            let limit = format!("`{address}` has {total} instances; only the first {MAX_INSTANCES} are checked");
            tree.note_limit(expression.span, limit);
        }
        let element = |index: usize| Element { key: Key::Index(index), each: Each::Index(Value::number(index)) };
        let elements = (0..total.min(MAX_INSTANCES)).map(element).collect();
        Self { style: Style::Count, elements, is_open: total > MAX_INSTANCES, total: Some(total), value: None }
    }

    fn for_each(tree: &ModuleTree<'_>, value: &Value, expression: &Expression, address: &str) -> Self {
        let is_set = value.as_sequence().is_some_and(|sequence| sequence.kind == SequenceKind::Set);
        if !is_set && value.as_mapping().is_none() {
            if !value.is_unknown() {
                let message = format!("the `for_each` of `{address}` is {}, not a map or a set", value.describe());
                tree.note_undecided(expression.span, message);
            }
            return Self::open(Style::ForEach, address, expression.span, "for_each");
        }
        let mut elements = Elements::of(value, expression.span);
        if elements.items.len() > MAX_INSTANCES {
            let total = elements.items.len();
            let limit = format!("`{address}` has {total} instances; only the first {MAX_INSTANCES} are checked");
            tree.note_limit(expression.span, limit);
            elements.items.truncate(MAX_INSTANCES);
            elements.is_open = true;
        }
        let mut result = Self { style: Style::ForEach, elements: Vec::new(), is_open: false, total: None, value: None };
        for (key, value) in elements.items {
            match key.as_str() {
                Some(name) => {
                    let name = Key::Name(name.into());
                    result.elements.push(Element { key: name, each: Each::Element(key, value) });
                }
                None => elements.is_open = true,
            }
        }
        if elements.is_open {
            let others = Self::open(Style::ForEach, address, expression.span, "for_each");
            result.elements.extend(others.elements);
            result.is_open = true;
        }
        result
    }
}

/// Pairs of key and value that a collection is gone through by.
#[derive(Debug)]
pub(crate) struct Elements {
    pub items: Vec<(Value, Value)>,
    /// There may be further elements that are not known.
    pub is_open: bool,
}

impl Elements {
    /// The elements of a collection; `span` stands for keys that are not written anywhere.
    pub(crate) fn of(value: &Value, span: Span) -> Self {
        let place = value.span.unwrap_or(span);
        match &value.kind {
            ValueKind::Mapping(mapping) => {
                let items = mapping.members.iter().map(|(key, member)| {
                    let key = Value::string(&**key, member.key_span.unwrap_or(place)).made_of([value]);
                    (key, inherited(&member.value, value))
                });
                Self { items: items.collect(), is_open: mapping.is_open }
            }
            ValueKind::Sequence(sequence) if sequence.kind == SequenceKind::Set => {
                let mut items: Vec<(Value, Value)> = Vec::new();
                let mut is_open = sequence.is_open();
                for item in sequence.items.iter() {
                    // Known elements of a set are distinct. One that is not known may equal an earlier one, and is
                    // then no element of its own.
                    let is_known = item.is_wholly_known();
                    let mut others = items.iter().filter(|(_, other)| !is_known || !other.is_wholly_known());
                    if others.all(|(_, other)| other.equals(item) == Some(false)) {
                        let item = inherited(item, value);
                        items.push((item.clone(), item));
                    } else {
                        is_open = true;
                    }
                }
                Self { items, is_open }
            }
            ValueKind::Sequence(sequence) => {
                let fixed = sequence.fixed().len();
                let key = |index: usize| match index < fixed {
                    true => Value::number(index),
                    false => Value::unknown("the places of the elements are not known"),
                };
                let items = sequence
                    .items
                    .iter()
                    .enumerate()
                    .map(|(index, item)| (key(index).at(item.span.unwrap_or(place)), inherited(item, value)));
                Self { items: items.collect(), is_open: sequence.is_open() }
            }
            _ => Self { items: Vec::new(), is_open: true },
        }
    }
}

/// An element of a collection, which has its sensitivity and all that it comes from; its place where it has none itself.
fn inherited(element: &Value, collection: &Value) -> Value {
    let mut element = element.clone();
    element.span = element.span.or(collection.span);
    element.sensitive |= collection.sensitive;
    element.made_of([collection])
}
