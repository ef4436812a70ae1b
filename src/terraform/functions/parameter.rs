//! The parameters of functions: their types, and how much of an argument must be known.

use std::sync::Arc;

use crate::terraform::expression::conversion::convert;
use crate::value::{Type, Value, ValueKind};

/// A parameter of a function.
#[derive(Clone, Copy)]
pub(super) struct Parameter {
    pub(super) name: &'static str,
    pub(super) shape: Shape,
    allows_null: bool,
    knowledge: Knowledge,
    /// A sensitive part makes the result sensitive, because the result is made of all parts.
    has_marks_of_parts: bool,
}

impl Parameter {
    /// One that must be known in all its parts, and not null.
    pub(super) const fn new(name: &'static str, shape: Shape) -> Self {
        let has_marks_of_parts = matches!(shape, Shape::ListOfBools | Shape::ListOfStrings);
        Self { name, shape, allows_null: false, knowledge: Knowledge::Whole, has_marks_of_parts }
    }

    pub(super) const fn with_marks_of_parts(mut self) -> Self {
        self.has_marks_of_parts = true;
        self
    }

    pub(super) const fn nullable(mut self) -> Self {
        self.allows_null = true;
        self
    }

    /// The body deals with parts that are not known: elements, or pieces of a string.
    pub(super) const fn partly_known(mut self) -> Self {
        self.knowledge = Knowledge::Shape;
        self
    }

    /// The body deals with an argument of which nothing is known.
    pub(super) const fn maybe_unknown(mut self) -> Self {
        self.knowledge = Knowledge::Nothing;
        self
    }
}

/// How much of an argument must be known before the body can say anything.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Knowledge {
    Whole,
    Shape,
    Nothing,
}

/// The types that parameters and results have; [`Type`] itself cannot stand in a constant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Any,
    Bool,
    Number,
    String,
    ListOfAny,
    ListOfBools,
    ListOfNumbers,
    ListOfStrings,
    MapOfAny,
    MapOfLists,
    SetOfAny,
    SetOfStrings,
}

impl Shape {
    pub(super) fn to_type(self) -> Type {
        let list = |element| Type::List(Box::new(element));
        match self {
            Self::Any => Type::Any,
            Self::Bool => Type::Bool,
            Self::Number => Type::Number,
            Self::String => Type::String,
            Self::ListOfAny => list(Type::Any),
            Self::ListOfBools => list(Type::Bool),
            Self::ListOfNumbers => list(Type::Number),
            Self::ListOfStrings => list(Type::String),
            Self::MapOfAny => Type::Map(Box::new(Type::Any)),
            Self::MapOfLists => Type::Map(Box::new(list(Type::String))),
            Self::SetOfAny => Type::Set(Box::new(Type::Any)),
            Self::SetOfStrings => Type::Set(Box::new(Type::String)),
        }
    }
}

/// The argument as the parameter takes it, or why it does not.
pub(super) fn prepare(argument: &Value, parameter: &Parameter) -> Result<Value, String> {
    if argument.is_null() && !parameter.allows_null {
        return Err("null is not accepted".to_owned());
    }
    if parameter.shape == Shape::Any {
        return Ok(argument.clone());
    }
    convert(argument, &parameter.shape.to_type())
}

/// What one look at an argument tells.
pub(super) struct Survey {
    pub(super) nodes: usize,
    pub(super) sensitive: bool,
    pub(super) not_known: Option<Arc<str>>,
}

impl Survey {
    pub(super) fn of(argument: &Value, parameter: &Parameter) -> Self {
        let mut survey = Self { nodes: 0, sensitive: argument.sensitive, not_known: None };
        if parameter.has_marks_of_parts || parameter.knowledge == Knowledge::Whole {
            survey.visit(argument);
        }
        match parameter.knowledge {
            Knowledge::Whole => {}
            Knowledge::Shape => survey.not_known = argument.as_unknown().map(|unknown| unknown.reason.clone()),
            Knowledge::Nothing => survey.not_known = None,
        }
        survey
    }

    fn visit(&mut self, value: &Value) {
        self.nodes += 1;
        self.sensitive |= value.sensitive;
        match &value.kind {
            ValueKind::Unknown(unknown) => self.note(|| unknown.reason.clone()),
            ValueKind::String(text) if !text.is_known() => self.note(|| "a part of a string is not known".into()),
            ValueKind::Sequence(sequence) => {
                if sequence.is_open() {
                    self.note(|| "not all elements are known".into());
                }
                sequence.items.iter().for_each(|item| self.visit(item));
            }
            ValueKind::Mapping(mapping) => {
                if mapping.is_open {
                    self.note(|| "not all elements are known".into());
                }
                mapping.members.values().for_each(|member| self.visit(&member.value));
            }
            _ => {}
        }
    }

    fn note(&mut self, reason: impl FnOnce() -> Arc<str>) {
        self.not_known.get_or_insert_with(reason);
    }
}
