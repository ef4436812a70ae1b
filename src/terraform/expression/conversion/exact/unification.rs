//! Between which types there is a conversion, and the one type that all of several types convert to. Each asks the other.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::preference::by_preference;
use crate::value::Type;

/// Which conversions count. Those that may fail for some values do not count as [`Safety::Safe`].
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Safety {
    Safe,
    Unsafe,
}

/// The type that all of `types` convert to. There is none for no types at all.
pub(in super::super) fn unify(types: &[Type], safety: Safety) -> Option<Type> {
    let mut seen = HashSet::new();
    let types: Vec<&Type> = types.iter().filter(|of_type| seen.insert(*of_type)).collect();
    unify_distinct(&types, safety).map(|unified| unified.of_type)
}

/// The type that the two results of a conditional convert to, and the way there.
pub(super) fn unify_two(left: &Type, right: &Type) -> Option<Unified> {
    let types = if left == right { vec![left] } else { vec![left, right] };
    unify_distinct(&types, Safety::Unsafe)
}

/// What types have in common.
pub(super) struct Unified {
    pub(super) of_type: Type,
    /// The list (or map) that tuples (or objects) became before they met the lists (or maps) among the types.
    pub(super) through: Option<Type>,
}

impl Unified {
    fn directly(of_type: Type) -> Self {
        Self { of_type, through: None }
    }
}

fn unify_distinct(types: &[&Type], safety: Safety) -> Option<Unified> {
    if let [only] = types {
        return Some(Unified::directly((*only).clone()));
    }
    let count = |is: fn(&Type) -> bool| types.iter().filter(|of_type| is(of_type)).count();
    let dynamic = count(|of_type| *of_type == Type::Any);
    let maps = count(|of_type| matches!(of_type, Type::Map(_)));
    let lists = count(|of_type| matches!(of_type, Type::List(_)));
    let sets = count(|of_type| matches!(of_type, Type::Set(_)));
    let objects = count(|of_type| matches!(of_type, Type::Object(_)));
    let tuples = count(|of_type| matches!(of_type, Type::Tuple(_)));
    let all = types.len();
    // What a dynamic value will turn out to be decides how it meets types that have parts.
    let unless_dynamic = |unify: fn(&[&Type], Safety) -> Option<Type>| match dynamic {
        0 => unify(types, safety).map(Unified::directly),
        _ => Some(Unified::directly(Type::Any)),
    };
    if maps > 0 && maps + dynamic == all {
        return unless_dynamic(|types, safety| unify_elements(types, safety).map(Type::Map));
    }
    if lists > 0 && lists + dynamic == all {
        return unless_dynamic(|types, safety| unify_elements(types, safety).map(Type::List));
    }
    if sets > 0 && sets + dynamic == all {
        return unless_dynamic(|types, safety| unify_elements(types, safety).map(Type::Set));
    }
    if objects > 0 && objects + dynamic == all {
        return unless_dynamic(unify_objects);
    }
    if tuples > 0 && tuples + dynamic == all {
        return unless_dynamic(unify_tuples);
    }
    if maps > 0 && maps + objects + dynamic == all {
        let is_map = |of_type: &Type| matches!(of_type, Type::Map(_));
        if let Some(unified) = unify_through(types, objects_to_map, is_map, safety) {
            return Some(unified);
        }
    } else if lists > 0 && lists + tuples + dynamic == all {
        let is_list = |of_type: &Type| matches!(of_type, Type::List(_));
        if let Some(unified) = unify_through(types, tuples_to_list, is_list, safety) {
            return Some(unified);
        }
    } else if objects > 0 && tuples > 0 {
        return None;
    }
    // One kind of type never becomes another, so with several of them only the dynamic type is left.
    let has_scalars = maps + lists + sets + objects + tuples + dynamic < all;
    let kinds = [has_scalars, maps + objects > 0, lists + sets + tuples > 0];
    if kinds.into_iter().filter(|is_present| *is_present).count() > 1 {
        return (dynamic > 0).then(|| Unified::directly(Type::Any));
    }
    // Nothing else becomes a tuple.
    let candidates: Vec<&Type> = match lists + sets {
        0 => types.to_vec(),
        _ => types.iter().filter(|of_type| !matches!(of_type, Type::Tuple(_))).copied().collect(),
    };
    let is_wanted = |wanted: &&Type| types.iter().all(|of_type| is_same_or_convertible(of_type, wanted, safety));
    by_preference(&candidates).into_iter().find(is_wanted).map(|wanted| Unified::directly(wanted.clone()))
}

/// The elements of collections of one kind.
fn unify_elements(types: &[&Type], safety: Safety) -> Option<Box<Type>> {
    let elements: Vec<Type> = types
        .iter()
        .filter_map(|of_type| match of_type {
            Type::List(element) | Type::Set(element) | Type::Map(element) => Some((**element).clone()),
            _ => None,
        })
        .collect();
    unify(&elements, safety).map(Box::new)
}

/// Objects (or tuples) first become one map (or list), which then meets the maps (or lists) among the types.
fn unify_through(
    types: &[&Type],
    collect: fn(&[&Type], Safety) -> Option<Type>,
    is_wanted: fn(&Type) -> bool,
    safety: Safety,
) -> Option<Unified> {
    let is_structural = |of_type: &&&Type| matches!(of_type, Type::Object(_) | Type::Tuple(_));
    let structural: Vec<&Type> = types.iter().filter(is_structural).copied().collect();
    let through = collect(&structural, safety)?;
    let all: Vec<Type> = types
        .iter()
        .map(|of_type| if is_structural(&of_type) { through.clone() } else { (*of_type).clone() })
        .collect();
    let of_type = unify(&all, safety).filter(is_wanted)?;
    Some(Unified { of_type, through: Some(through) })
}

/// Objects with equal names keep being objects; others become a map.
fn unify_objects(types: &[&Type], safety: Safety) -> Option<Type> {
    let objects: Vec<&BTreeMap<Arc<str>, Type>> = types
        .iter()
        .filter_map(|of_type| match of_type {
            Type::Object(attributes) => Some(attributes),
            _ => None,
        })
        .collect();
    let (first, rest) = objects.split_first()?;
    if rest.iter().any(|other| !other.keys().eq(first.keys())) {
        return objects_to_map(types, safety);
    }
    let mut unified = BTreeMap::new();
    for name in first.keys() {
        let across: Vec<Type> = objects.iter().filter_map(|object| object.get(name).cloned()).collect();
        unified.insert(name.clone(), unify(&across, safety)?);
    }
    let unified = Type::Object(unified);
    if all_become(types, &unified, safety) { Some(unified) } else { objects_to_map(types, safety) }
}

fn objects_to_map(types: &[&Type], safety: Safety) -> Option<Type> {
    let mut attributes = Vec::new();
    for of_type in types {
        if let Type::Object(object) = of_type {
            attributes.extend(object.values().cloned());
        }
    }
    let map = Type::Map(Box::new(unify(&attributes, safety)?));
    all_become(types, &map, safety).then_some(map)
}

/// Tuples of one length keep being tuples; others become a list.
fn unify_tuples(types: &[&Type], safety: Safety) -> Option<Type> {
    let tuples: Vec<&[Type]> = types
        .iter()
        .filter_map(|of_type| match of_type {
            Type::Tuple(elements) => Some(elements.as_slice()),
            _ => None,
        })
        .collect();
    let (first, rest) = tuples.split_first()?;
    if rest.iter().any(|other| other.len() != first.len()) {
        return tuples_to_list(types, safety);
    }
    let mut unified = Vec::with_capacity(first.len());
    for index in 0..first.len() {
        let across: Vec<Type> = tuples.iter().filter_map(|tuple| tuple.get(index).cloned()).collect();
        unified.push(unify(&across, safety)?);
    }
    let unified = Type::Tuple(unified);
    if all_become(types, &unified, safety) { Some(unified) } else { tuples_to_list(types, safety) }
}

fn tuples_to_list(types: &[&Type], safety: Safety) -> Option<Type> {
    let mut elements = Vec::new();
    for of_type in types {
        if let Type::Tuple(tuple) = of_type {
            elements.extend(tuple.iter().cloned());
        }
    }
    let list = Type::List(Box::new(unify(&elements, safety)?));
    all_become(types, &list, safety).then_some(list)
}

fn all_become(types: &[&Type], wanted: &Type, safety: Safety) -> bool {
    types.iter().all(|of_type| is_same_or_convertible(of_type, wanted, safety))
}

/// Whether some value of type `from` converts to `to`.
pub(super) fn is_convertible(from: &Type, to: &Type, safety: Safety) -> bool {
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

fn is_same_or_convertible(from: &Type, to: &Type, safety: Safety) -> bool {
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
