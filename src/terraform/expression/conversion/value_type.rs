//! The type of a value, as far as the value shows it.

use super::unification::merge_known;
use crate::terraform::expression::exact_type::{contains_any, type_of_unknown};
use crate::value::{MappingKind, SequenceKind, Type, Value, ValueKind};

/// The type of a value. Where it is not known (null, an unknown value, an empty list) it is [`Type::Any`] there.
pub(crate) fn type_of(value: &Value) -> Type {
    if let Some(of_type) = &value.of_type {
        return (**of_type).clone();
    }
    match &value.kind {
        ValueKind::Null => Type::Any,
        ValueKind::Bool(_) => Type::Bool,
        ValueKind::Number(_) => Type::Number,
        ValueKind::String(_) => Type::String,
        ValueKind::Unknown(unknown) => type_of_unknown(unknown),
        ValueKind::Sequence(sequence) => match sequence.kind {
            SequenceKind::Tuple if sequence.is_open() => Type::Any,
            SequenceKind::Tuple => Type::Tuple(sequence.items.iter().map(type_of).collect()),
            SequenceKind::List => Type::List(Box::new(element_type(sequence.items.iter()))),
            SequenceKind::Set => Type::Set(Box::new(element_type(sequence.items.iter()))),
        },
        ValueKind::Mapping(mapping) => match mapping.kind {
            MappingKind::Object if mapping.is_open => Type::Any,
            MappingKind::Object => Type::Object(
                mapping.members.iter().map(|(name, member)| (name.clone(), type_of(&member.value))).collect(),
            ),
            MappingKind::Map => Type::Map(Box::new(element_type(mapping.members.values().map(|member| &member.value)))),
        },
    }
}

/// The type of elements that all have one type, as far as any of them shows it.
fn element_type<'a>(items: impl Iterator<Item = &'a Value>) -> Type {
    let mut best = Type::Any;
    for item in items {
        let of_item = type_of(item);
        if !contains_any(&of_item) {
            return of_item;
        }
        best = merge_known(best, of_item);
    }
    best
}
