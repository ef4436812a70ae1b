//! The exact type of a value.

use crate::value::{MappingKind, SequenceKind, Type, Unknown, Value, ValueKind};

/// The type of a value, with [`Type::Any`] for the dynamic type; `None` where a part of it is not known.
pub(crate) fn exact_type(value: &Value) -> Option<Type> {
    if let Some(of_type) = value.of_type.as_deref() {
        return (*of_type != Type::Any).then(|| of_type.clone());
    }
    match &value.kind {
        ValueKind::Null => Some(Type::Any),
        ValueKind::Bool(_) => Some(Type::Bool),
        ValueKind::Number(_) => Some(Type::Number),
        ValueKind::String(_) => Some(Type::String),
        ValueKind::Unknown(unknown) => Some(type_of_unknown(unknown)).filter(|of_type| !contains_any(of_type)),
        ValueKind::Sequence(sequence) => match sequence.kind {
            SequenceKind::Tuple if sequence.is_open() => None,
            SequenceKind::Tuple => Some(Type::Tuple(sequence.items.iter().map(exact_type).collect::<Option<_>>()?)),
            SequenceKind::List => Some(Type::List(element_type(sequence.items.iter(), sequence.is_open())?)),
            SequenceKind::Set => Some(Type::Set(element_type(sequence.items.iter(), sequence.is_open())?)),
        },
        ValueKind::Mapping(mapping) => match mapping.kind {
            MappingKind::Object if mapping.is_open => None,
            MappingKind::Object => {
                let attribute = |(name, value): (_, Option<Type>)| value.map(|value| (name, value));
                let attributes = mapping.members.iter().map(|(name, member)| (name.clone(), exact_type(&member.value)));
                Some(Type::Object(attributes.map(attribute).collect::<Option<_>>()?))
            }
            MappingKind::Map => {
                let values = mapping.members.values().map(|member| &member.value);
                Some(Type::Map(element_type(values, mapping.is_open)?))
            }
        },
    }
}

/// The type of elements that all have one; `None` where there is none to show it, or where they differ. Further elements
/// that are not known may have a type where those that are known are dynamic.
fn element_type<'a>(items: impl Iterator<Item = &'a Value>, is_open: bool) -> Option<Box<Type>> {
    let mut found = None;
    for item in items {
        found = Some(one_type(found, exact_type(item)?)?);
    }
    found.filter(|of_type| !is_open || !contains_any(of_type)).map(Box::new)
}

/// The element type of a collection of both, in which dynamic elements take the type of the others.
pub(crate) fn one_type(so_far: Option<Type>, next: Type) -> Option<Type> {
    match so_far {
        None | Some(Type::Any) => Some(next),
        Some(so_far) if next == Type::Any || so_far == next => Some(so_far),
        Some(_) => None,
    }
}

/// Whether a part of the type is not known.
pub(crate) fn contains_any(of_type: &Type) -> bool {
    match of_type {
        Type::Any => true,
        Type::Bool | Type::Number | Type::String => false,
        Type::List(element) | Type::Set(element) | Type::Map(element) => contains_any(element),
        Type::Tuple(elements) => elements.iter().any(contains_any),
        Type::Object(attributes) => attributes.values().any(contains_any),
    }
}

/// The `id` of every resource is a string.
pub(crate) fn type_of_unknown(unknown: &Unknown) -> Type {
    match &unknown.symbol {
        Some(symbol) if unknown.of_type == Type::Any && &*symbol.attribute == "id" => Type::String,
        _ => unknown.of_type.clone(),
    }
}
