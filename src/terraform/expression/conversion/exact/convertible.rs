//! Between which types there is a conversion, and what it makes of dynamic types.

use super::Safety;
use super::unification::unify;
use crate::value::Type;

/// Whether some value of type `from` converts to `to`.
pub(in super::super) fn is_convertible(from: &Type, to: &Type, safety: Safety) -> bool {
    let is_unsafe = safety == Safety::Unsafe;
    match (from, to) {
        (_, Type::Any) => true,
        (Type::Any, _) => is_unsafe,
        (Type::Bool | Type::Number, Type::String) => true,
        (Type::String, Type::Bool | Type::Number) => is_unsafe,
        (Type::List(from) | Type::Set(from), Type::List(to)) | (Type::Set(from), Type::Set(to)) => {
            is_same_or_convertible(from, to, safety)
        }
        (Type::List(from), Type::Set(to)) => is_unsafe && is_same_or_convertible(from, to, safety),
        (Type::Map(from), Type::Map(to)) => is_same_or_convertible(from, to, safety),
        (Type::Tuple(from), Type::List(to) | Type::Set(to)) => {
            let element = element_of_tuple(from, to, safety);
            element.is_some_and(|to| from.iter().all(|from| is_same_or_convertible(from, &to, safety)))
        }
        (Type::Object(from), Type::Map(to)) => {
            let element = element_of_object(from.values(), to, safety);
            element.is_some_and(|to| from.values().all(|from| is_same_or_convertible(from, &to, safety)))
        }
        (Type::Tuple(from), Type::Tuple(to)) => {
            from.len() == to.len() && from.iter().zip(to).all(|(from, to)| is_same_or_convertible(from, to, safety))
        }
        (Type::Object(from), Type::Object(to)) => {
            to.iter().all(|(name, to)| from.get(name).is_some_and(|from| is_same_or_convertible(from, to, safety)))
        }
        (Type::Map(from), Type::Object(to)) => {
            is_unsafe && to.values().all(|to| is_same_or_convertible(from, to, safety))
        }
        (from, to) => is_scalar(from) && from == to,
    }
}

pub(super) fn is_same_or_convertible(from: &Type, to: &Type, safety: Safety) -> bool {
    from == to || is_convertible(from, to, safety)
}

/// The type of the elements that a tuple's become in a list or set of `wanted`. A dynamic one is that which all have in
/// common, which may be dynamic only where all are.
pub(super) fn element_of_tuple(elements: &[Type], wanted: &Type, safety: Safety) -> Option<Type> {
    if *wanted != Type::Any || elements.is_empty() {
        return Some(wanted.clone());
    }
    let common = unify(elements, safety)?;
    (common != Type::Any || elements.iter().all(|element| *element == Type::Any)).then_some(common)
}

/// The same for the attributes of an object that becomes a map.
pub(super) fn element_of_object<'a>(
    attributes: impl ExactSizeIterator<Item = &'a Type>,
    wanted: &Type,
    safety: Safety,
) -> Option<Type> {
    if *wanted != Type::Any || attributes.len() == 0 {
        return Some(wanted.clone());
    }
    let attributes: Vec<Type> = attributes.cloned().collect();
    unify(&attributes, safety)
}

/// `to` with the types of `from` where it is dynamic: the type of a null or unknown value that is converted.
pub(super) fn replace_dynamic(from: &Type, to: &Type) -> Type {
    let common = |types: &[Type]| unify(types, Safety::Unsafe).unwrap_or_default();
    match (from, to) {
        (Type::Any, to) => to.clone(),
        (from, Type::Any) => from.clone(),
        (Type::Map(from), Type::Map(to)) => Type::Map(Box::new(replace_dynamic(from, to))),
        (Type::Object(from), Type::Map(to)) => {
            let from: Vec<Type> = from.values().cloned().collect();
            Type::Map(Box::new(replace_dynamic(&common(&from), to)))
        }
        (Type::Map(from), Type::Object(to)) => {
            Type::Object(to.iter().map(|(name, to)| (name.clone(), replace_dynamic(from, to))).collect())
        }
        (Type::Object(from), Type::Object(to)) => {
            let attribute =
                |name, to: &Type| from.get(name).map_or_else(|| to.clone(), |from| replace_dynamic(from, to));
            Type::Object(to.iter().map(|(name, to)| (name.clone(), attribute(name, to))).collect())
        }
        (Type::List(from) | Type::Set(from), Type::Set(to)) => Type::Set(Box::new(replace_dynamic(from, to))),
        (Type::List(from) | Type::Set(from), Type::List(to)) => Type::List(Box::new(replace_dynamic(from, to))),
        (Type::Tuple(from), Type::Set(to)) => Type::Set(Box::new(replace_dynamic(&common(from), to))),
        (Type::Tuple(from), Type::List(to)) => Type::List(Box::new(replace_dynamic(&common(from), to))),
        (Type::Tuple(from), Type::Tuple(to)) => {
            Type::Tuple(from.iter().zip(to).map(|(from, to)| replace_dynamic(from, to)).collect())
        }
        (_, to) => to.clone(),
    }
}

fn is_scalar(of_type: &Type) -> bool {
    matches!(of_type, Type::Bool | Type::Number | Type::String)
}
