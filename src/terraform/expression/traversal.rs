//! References and the steps below them: attributes and indexes.

use std::fmt::Write as _;
use std::sync::Arc;

use crate::source::Span;
use crate::syntax::expression::{Expression, ExpressionKind, Operator, OperatorKind};
use crate::terraform::expression::Evaluator;
use crate::terraform::expression::conversion::{convert, describe_type};
use crate::terraform::expression::operand::reason;
use crate::terraform::expression::scope::{Evaluated, Failure};
use crate::value::{
    Ingredients, Mapping, MappingKind, Origin, Passage, Sequence, SequenceKind, Symbol, Type, Unknown, Value, ValueKind,
};

/// What the value at one step of a reference is called, and what the reference passes through.
#[derive(Clone, Debug)]
pub(super) struct Named {
    /// Empty for a value that no name leads to.
    pub(super) text: String,
    passage: Passage,
    /// Where the last step begins in the text, if it is also the name that stands at the definition: that of an input
    /// variable, of a local value, or of a member of one.
    written_from: Option<usize>,
}

impl Default for Named {
    fn default() -> Self {
        Self { text: String::new(), passage: Passage::Other, written_from: None }
    }
}

impl Named {
    fn of_root(root: &str) -> Self {
        let passage = if root == "local" { Passage::Local } else { Passage::Other };
        // Nothing is written by the name of a root alone.
        let written_from = matches!(root, "var" | "local").then_some(root.len());
        Self { text: root.to_owned(), passage, written_from }
    }

    /// The name of what is one step below.
    pub(super) fn below(&self, step: impl std::fmt::Display) -> Self {
        Self { text: format!("{}{step}", self.text), passage: self.passage, written_from: None }
    }

    fn push(&mut self, operator: &OperatorKind) {
        let is_attribute = matches!(operator, OperatorKind::Attribute(_));
        self.written_from = self.written_from.filter(|_| is_attribute).map(|_| self.text.len() + 1);
        push_operator(&mut self.text, operator);
    }
}

/// A part of a collection, which comes from where the collection comes from. A part that is written elsewhere than
/// the collection called `name` passed through it.
pub(super) fn part_of(part: Value, whole: &Value, name: &Named) -> Value {
    let part = part.made_of([whole]);
    match (whole.span, part.span) {
        (Some(place), Some(own)) if !place.contains(own) && !name.text.is_empty() => {
            let text = name.text.trim_start_matches('.');
            let passage = name.passage;
            let definition = Origin { name: text.into(), written_from: None, span: place, passage, next: None };
            part.with_ingredients(Some(Ingredients::of_definition(definition)))
        }
        _ => part,
    }
}

impl Evaluator<'_> {
    pub(super) fn traversal(&self, base: &Expression, operators: &[Operator], span: Span) -> Evaluated {
        if let ExpressionKind::Variable(root) = &*base.kind {
            return self.reference(root, operators, span);
        }
        let value = self.value(base)?;
        self.follow(value, Named::default(), operators, span)
    }

    pub(super) fn reference(&self, root: &str, operators: &[Operator], span: Span) -> Evaluated {
        let (value, taken) = self.scope.reference(root, operators, span)?;
        if let Some(watch) = self.watch {
            watch.borrow_mut().push(value.clone());
        }
        let mut name = Named::of_root(root);
        for operator in operators.iter().take(taken) {
            name.push(&operator.kind);
        }
        self.follow(value, name, operators.get(taken..).unwrap_or_default(), span)
    }

    /// The value below `value`; `name` is what the whole of `value` is called, nothing for one without a name.
    pub(super) fn follow(&self, value: Value, mut name: Named, operators: &[Operator], span: Span) -> Evaluated {
        let is_element = name.text.is_empty();
        let mut value = value;
        for (index, operator) in operators.iter().enumerate() {
            let place = operator.span;
            value = match &operator.kind {
                OperatorKind::AttributeSplat | OperatorKind::FullSplat => {
                    let rest = operators.get(index + 1..).unwrap_or_default();
                    return self.splat(value, name, &operator.kind, rest, span);
                }
                OperatorKind::Attribute(attribute) => {
                    let below = part_of(self.attribute(&value, attribute, place)?, &value, &name);
                    name.push(&operator.kind);
                    below
                }
                OperatorKind::LegacyIndex(number) => {
                    if matches!(operators.get(index + 1).map(|next| &next.kind), Some(OperatorKind::LegacyIndex(_))) {
                        return Err(Failure::undeclared(place, "two indexes in a row need brackets"));
                    }
                    let number = i64::try_from(*number).unwrap_or(i64::MAX);
                    let below = part_of(self.index(&value, &Value::number(number), place)?, &value, &name);
                    name.push(&operator.kind);
                    below
                }
                OperatorKind::Index(key) => {
                    let key = self.value(key)?;
                    let below = part_of(self.index(&value, &key, place)?, &value, &name).made_of([&key]);
                    push_key(&mut name.text, &key);
                    name.written_from = None;
                    below
                }
            };
        }
        if operators.is_empty() && is_element {
            return Ok(value);
        }
        let shown = name.text.trim_start_matches('.');
        let written_from = name.written_from.filter(|_| shown.len() == name.text.len());
        Ok(value.passed_as(name.passage, shown, written_from, span))
    }

    fn attribute(&self, value: &Value, name: &str, span: Span) -> Evaluated {
        let below = match &value.kind {
            ValueKind::Null => return Err(Failure::new(span, format!("null has no attribute `{name}`"))),
            ValueKind::Mapping(mapping) => self.member(mapping, name, span)?,
            ValueKind::Unknown(unknown) => {
                let of_type = match &unknown.of_type {
                    Type::Any => Type::Any,
                    Type::Map(element) => (**element).clone(),
                    Type::Object(attributes) => attributes.get(name).cloned().ok_or_else(|| missing(name, span))?,
                    other => return Err(no_attributes(&describe_type(other), name, span)),
                };
                self.below(unknown, &format!(".{name}"), of_type, span)
            }
            _ => return Err(no_attributes(value.describe(), name, span)),
        };
        Ok(hidden_with(below, value))
    }

    fn index(&self, value: &Value, key: &Value, span: Span) -> Evaluated {
        let found = self.indexed(value, key, span);
        if !key.sensitive {
            return found;
        }
        // Reasons quote the key.
        found.map_err(|failure| Failure { message: "there is no element for the sensitive key".to_owned(), ..failure })
    }

    fn indexed(&self, value: &Value, key: &Value, span: Span) -> Evaluated {
        if value.is_null() {
            return Err(Failure::new(span, "null has no elements"));
        }
        if key.is_null() {
            return Err(Failure::new(span, "the index is null"));
        }
        let below = match &value.kind {
            ValueKind::Sequence(sequence) => self.item(value, sequence, key, span)?,
            ValueKind::Mapping(mapping) => match text_of(key, span)? {
                Some(name) if key.sensitive && mapping.is_open && !mapping.members.contains_key(&name) => {
                    self.unknown("the value for the sensitive key is not known", Type::Any, span)
                }
                Some(name) => self.member(mapping, &name, span)?,
                None => self.unknown(reason(&key.kind), element_type(value), span),
            },
            ValueKind::Unknown(unknown) => self.index_of_unknown(unknown, key, span)?,
            _ => return Err(Failure::new(span, format!("{} has no elements", value.describe()))),
        };
        Ok(hidden_with(hidden_with(below, key), value))
    }

    fn member(&self, mapping: &Mapping, name: &str, span: Span) -> Evaluated {
        match mapping.members.get(name) {
            Some(member) => Ok(member.value.clone()),
            None if mapping.is_open => {
                let reason = format!("the value of `{name}` is not known");
                Ok(self.unknown(reason, Type::Any, span))
            }
            None if mapping.kind == MappingKind::Map => {
                Err(Failure::new(span, format!("there is no element `{name}` in the map")))
            }
            None => Err(missing(name, span)),
        }
    }

    fn item(&self, value: &Value, sequence: &Sequence, key: &Value, span: Span) -> Evaluated {
        if sequence.kind == SequenceKind::Set {
            return Err(Failure::new(span, "elements of a set have no index"));
        }
        let key = convert(key, &Type::Number).map_err(|reason| Failure::new(span, reason))?;
        let Some(number) = key.as_number() else {
            return Ok(self.unknown(reason(&key.kind), element_type(value), span));
        };
        if !number.is_integer() || number.is_negative() && !number.is_zero() {
            return Err(Failure::new(span, format!("an index must be a whole number, not `{number}`")));
        }
        let item = number.to_usize().and_then(|index| sequence.fixed().get(index));
        if item.is_none() && sequence.is_open() {
            return Ok(self.unknown("the places of the elements are not known", element_type(value), span));
        }
        item.cloned().ok_or_else(|| {
            let count = sequence.items.len();
            Failure::new(span, format!("there is no element `{number}` in a list of {count}"))
        })
    }

    fn index_of_unknown(&self, unknown: &Unknown, key: &Value, span: Span) -> Evaluated {
        let refused = |reason: String| Failure::new(span, reason);
        let of_type = match &unknown.of_type {
            Type::Any => Type::Any,
            Type::List(element) => {
                convert(key, &Type::Number).map_err(refused)?;
                (**element).clone()
            }
            Type::Tuple(elements) => {
                let key = convert(key, &Type::Number).map_err(refused)?;
                match key.as_number() {
                    Some(number) => {
                        let element = number.to_usize().and_then(|index| elements.get(index));
                        element.cloned().ok_or_else(|| refused(format!("there is no element {number}")))?
                    }
                    None => Type::Any,
                }
            }
            Type::Map(element) => {
                text_of(key, span)?;
                (**element).clone()
            }
            Type::Object(attributes) => match text_of(key, span)? {
                Some(name) => attributes.get(&name).cloned().ok_or_else(|| missing(&name, span))?,
                None => Type::Any,
            },
            other => return Err(refused(format!("{} has no elements", describe_type(other)))),
        };
        let mut step = String::new();
        push_key(&mut step, key);
        if key.is_wholly_known() && !key.sensitive {
            return Ok(self.below(unknown, &step, of_type, span));
        }
        Ok(self.unknown(unknown.reason.clone(), of_type, span))
    }

    /// What is one step below a value of which only the identity is known.
    fn below(&self, unknown: &Unknown, step: &str, of_type: Type, span: Span) -> Value {
        let mut value = self.unknown(unknown.reason.clone(), of_type, span);
        value.span = None;
        if let ValueKind::Unknown(below) = &mut value.kind {
            below.is_not_null = false;
            below.symbol = unknown.symbol.as_ref().map(|symbol| Arc::new(extended(symbol, step)));
        }
        value
    }
}

fn extended(symbol: &Symbol, step: &str) -> Symbol {
    let path = format!("{}{step}", symbol.attribute);
    Symbol { attribute: path.trim_start_matches('.').into(), ..symbol.clone() }
}

fn text_of(key: &Value, span: Span) -> Result<Option<Arc<str>>, Failure> {
    let key = convert(key, &Type::String).map_err(|reason| Failure::new(span, reason))?;
    Ok(key.as_str().map(Arc::from))
}

fn element_type(value: &Value) -> Type {
    match crate::terraform::expression::conversion::type_of(value) {
        Type::List(element) | Type::Map(element) => *element,
        _ => Type::Any,
    }
}

/// What comes out of a sensitive value, or by a sensitive key, is sensitive.
fn hidden_with(below: Value, value: &Value) -> Value {
    Value { sensitive: below.sensitive || value.sensitive, ..below }
}

fn missing(name: &str, span: Span) -> Failure {
    Failure::new(span, format!("the object has no attribute `{name}`"))
}

fn no_attributes(what: &str, name: &str, span: Span) -> Failure {
    Failure::new(span, format!("{what} has no attribute `{name}`"))
}

fn push_operator(name: &mut String, operator: &OperatorKind) {
    match operator {
        OperatorKind::Attribute(attribute) => {
            name.push('.');
            name.push_str(attribute);
        }
        OperatorKind::LegacyIndex(index) => {
            let _ = write!(name, "[{index}]");
        }
        OperatorKind::Index(key) => match &*key.kind {
            ExpressionKind::Number(digits) => {
                let _ = write!(name, "[{digits}]");
            }
            ExpressionKind::String(text) => {
                let _ = write!(name, "[{:?}]", text.known_bytes());
            }
            _ => name.push_str("[…]"),
        },
        OperatorKind::AttributeSplat => name.push_str(".*"),
        OperatorKind::FullSplat => name.push_str("[*]"),
    }
}

pub(super) fn push_key(name: &mut String, key: &Value) {
    let _ = match &key.kind {
        _ if key.sensitive => write!(name, "[…]"),
        ValueKind::Number(number) => write!(name, "[{number}]"),
        ValueKind::String(text) if text.is_known() => write!(name, "[{:?}]", text.known_bytes()),
        ValueKind::Bool(value) => write!(name, "[\"{value}\"]"),
        _ => write!(name, "[…]"),
    };
}
