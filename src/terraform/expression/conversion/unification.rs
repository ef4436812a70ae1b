//! What is certain of the type that values convert to, where a part of their types is not known.
//!
//! Here [`Type::Any`] is a type that is not known. Between types that are known in every part, [`super::exact`] decides.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::value::Type;

/// Comparing every type with every other is quadratic; beyond this many the common type counts as not known.
const MAX_COMPARED: usize = 200;

/// The type that all of `types` convert to.
///
/// `Any` in the result marks a place where the type is not known; `None` is the certainty that there is none.
pub(crate) fn unify(types: &[Type]) -> Option<Type> {
    Unifier.unify(types)
}

/// Whether some value of type `from` converts to `to`. A type that is not known may always do so.
pub(crate) fn is_convertible(from: &Type, to: &Type) -> bool {
    match (from, to) {
        (Type::Any, _) | (_, Type::Any) => true,
        (from, to) if from == to => true,
        (Type::Bool | Type::Number, Type::String) | (Type::String, Type::Bool | Type::Number) => true,
        (Type::List(from) | Type::Set(from), Type::List(to) | Type::Set(to)) | (Type::Map(from), Type::Map(to)) => {
            is_convertible(from, to)
        }
        (Type::Tuple(from), Type::List(to) | Type::Set(to)) => all_convertible(from.iter(), to),
        (Type::Object(from), Type::Map(to)) => all_convertible(from.values(), to),
        (Type::Tuple(from), Type::Tuple(to)) => {
            from.len() == to.len() && from.iter().zip(to).all(|(from, to)| is_convertible(from, to))
        }
        (Type::Map(from), Type::Object(to)) => to.values().all(|to| is_convertible(from, to)),
        (Type::Object(from), Type::Object(to)) => {
            to.iter().all(|(name, to)| from.get(name).is_some_and(|from| is_convertible(from, to)))
        }
        _ => false,
    }
}

/// `to` with the type of `from` in the places that `to` leaves open.
pub(super) fn replace_any(to: &Type, from: &Type) -> Type {
    match (to, from) {
        (Type::Any, from) => from.clone(),
        (to, Type::Any) => to.clone(),
        (Type::List(to), Type::List(from) | Type::Set(from)) => Type::List(Box::new(replace_any(to, from))),
        (Type::Set(to), Type::List(from) | Type::Set(from)) => Type::Set(Box::new(replace_any(to, from))),
        (Type::Map(to), Type::Map(from)) => Type::Map(Box::new(replace_any(to, from))),
        (Type::List(to), Type::Tuple(from)) => Type::List(Box::new(replace_any(to, &unify_or_any(from)))),
        (Type::Set(to), Type::Tuple(from)) => Type::Set(Box::new(replace_any(to, &unify_or_any(from)))),
        (Type::Map(to), Type::Object(from)) => {
            let from: Vec<Type> = from.values().cloned().collect();
            Type::Map(Box::new(replace_any(to, &unify_or_any(&from))))
        }
        (to, _) => to.clone(),
    }
}

/// What two views of one type show together.
pub(super) fn merge_known(left: Type, right: Type) -> Type {
    match (left, right) {
        (Type::Any, right) => right,
        (Type::List(left), Type::List(right)) => Type::List(Box::new(merge_known(*left, *right))),
        (Type::Set(left), Type::Set(right)) => Type::Set(Box::new(merge_known(*left, *right))),
        (Type::Map(left), Type::Map(right)) => Type::Map(Box::new(merge_known(*left, *right))),
        (Type::Tuple(left), Type::Tuple(right)) if left.len() == right.len() => {
            Type::Tuple(left.into_iter().zip(right).map(|(left, right)| merge_known(left, right)).collect())
        }
        (Type::Object(mut left), Type::Object(right)) => {
            for (name, right) in right {
                let merged = left.remove(&name).map_or_else(|| right.clone(), |left| merge_known(left, right.clone()));
                left.insert(name, merged);
            }
            Type::Object(left)
        }
        (left, _) => left,
    }
}

fn unify_or_any(types: &[Type]) -> Type {
    unify(types).unwrap_or_default()
}

fn all_convertible<'a>(from: impl Iterator<Item = &'a Type>, to: &Type) -> bool {
    if *to != Type::Any {
        return from.into_iter().all(|from| is_convertible(from, to));
    }
    let from: Vec<Type> = from.cloned().collect();
    from.is_empty() || unify(&from).is_some()
}

#[derive(Clone, Copy)]
struct Unifier;

impl Unifier {
    fn unify(self, types: &[Type]) -> Option<Type> {
        let mut seen = HashSet::new();
        let types: Vec<&Type> = types.iter().filter(|of_type| seen.insert(*of_type)).collect();
        self.unify_distinct(&types)
    }

    fn unify_distinct(self, types: &[&Type]) -> Option<Type> {
        match types {
            [] => return Some(Type::Any),
            [only] => return Some((*only).clone()),
            _ => {}
        }
        let has = |is: fn(&Type) -> bool| types.iter().any(|of_type| is(of_type));
        if has(|of_type| matches!(of_type, Type::Object(_))) && has(|of_type| matches!(of_type, Type::Tuple(_))) {
            return None;
        }
        if types.contains(&&Type::Any) {
            // A string is what any scalar becomes; every other result depends on the type that is not known.
            let is_string = types.contains(&&Type::String) && types.iter().all(|of_type| is_scalar(of_type));
            return Some(if is_string { Type::String } else { Type::Any });
        }
        let count = |is: fn(&Type) -> bool| types.iter().filter(|of_type| is(of_type)).count();
        let maps = count(|of_type| matches!(of_type, Type::Map(_)));
        let lists = count(|of_type| matches!(of_type, Type::List(_)));
        let sets = count(|of_type| matches!(of_type, Type::Set(_)));
        let objects = count(|of_type| matches!(of_type, Type::Object(_)));
        let tuples = count(|of_type| matches!(of_type, Type::Tuple(_)));
        let all = types.len();
        if maps == all {
            return self.unify_elements(types).map(|element| Type::Map(Box::new(element)));
        }
        if lists == all {
            return self.unify_elements(types).map(|element| Type::List(Box::new(element)));
        }
        if sets == all {
            return self.unify_elements(types).map(|element| Type::Set(Box::new(element)));
        }
        if objects == all {
            return self.unify_objects(types);
        }
        if tuples == all {
            return self.unify_tuples(types);
        }
        if maps > 0
            && maps + objects == all
            && let Some(map) = self.unify_as(types, |of_type| matches!(of_type, Type::Object(_)), Self::objects_to_map)
        {
            return Some(map);
        }
        if lists > 0
            && lists + tuples == all
            && let Some(list) = self.unify_as(types, |of_type| matches!(of_type, Type::Tuple(_)), Self::tuples_to_list)
        {
            return Some(list);
        }
        preferred(types)
    }

    /// The elements of collections of one kind.
    fn unify_elements(self, types: &[&Type]) -> Option<Type> {
        let elements: Vec<Type> = types
            .iter()
            .filter_map(|of_type| match of_type {
                Type::List(element) | Type::Set(element) | Type::Map(element) => Some((**element).clone()),
                _ => None,
            })
            .collect();
        self.unify(&elements)
    }

    /// Objects (or tuples) first become one map (or list), which then meets the maps (or lists) among the types.
    fn unify_as(
        self,
        types: &[&Type],
        is_structural: fn(&Type) -> bool,
        collect: fn(Self, &[&Type]) -> Option<Type>,
    ) -> Option<Type> {
        let (structural, mut rest): (Vec<&Type>, Vec<&Type>) = types.iter().partition(|of_type| is_structural(of_type));
        let collection = collect(self, &structural)?;
        if !rest.contains(&&collection) {
            rest.push(&collection);
        }
        self.unify_distinct(&rest)
    }

    /// Objects with equal names keep being objects; others become a map, if their attributes have a common type.
    fn unify_objects(self, types: &[&Type]) -> Option<Type> {
        let objects: Vec<&BTreeMap<Arc<str>, Type>> = types
            .iter()
            .filter_map(|of_type| match of_type {
                Type::Object(attributes) => Some(attributes),
                _ => None,
            })
            .collect();
        let (first, rest) = objects.split_first()?;
        if rest.iter().any(|other| !other.keys().eq(first.keys())) {
            return self.objects_to_map(types);
        }
        let mut unified = BTreeMap::new();
        for name in first.keys() {
            let across: Vec<Type> = objects.iter().filter_map(|object| object.get(name).cloned()).collect();
            unified.insert(name.clone(), self.unify(&across)?);
        }
        Some(Type::Object(unified))
    }

    fn objects_to_map(self, types: &[&Type]) -> Option<Type> {
        let mut attributes = Vec::new();
        for of_type in types {
            if let Type::Object(object) = of_type {
                attributes.extend(object.values().cloned());
            }
        }
        if attributes.is_empty() {
            return None;
        }
        self.unify(&attributes).map(|element| Type::Map(Box::new(element)))
    }

    fn unify_tuples(self, types: &[&Type]) -> Option<Type> {
        let tuples: Vec<&[Type]> = types
            .iter()
            .filter_map(|of_type| match of_type {
                Type::Tuple(elements) => Some(elements.as_slice()),
                _ => None,
            })
            .collect();
        let (first, rest) = tuples.split_first()?;
        if rest.iter().any(|other| other.len() != first.len()) {
            return self.tuples_to_list(types);
        }
        let mut unified = Vec::with_capacity(first.len());
        for index in 0..first.len() {
            let across: Vec<Type> = tuples.iter().filter_map(|tuple| tuple.get(index).cloned()).collect();
            unified.push(self.unify(&across)?);
        }
        Some(Type::Tuple(unified))
    }

    fn tuples_to_list(self, types: &[&Type]) -> Option<Type> {
        let mut elements = Vec::new();
        for of_type in types {
            if let Type::Tuple(tuple) = of_type {
                elements.extend(tuple.iter().cloned());
            }
        }
        if elements.is_empty() {
            return None;
        }
        self.unify(&elements).map(|element| Type::List(Box::new(element)))
    }
}

fn is_scalar(of_type: &Type) -> bool {
    matches!(of_type, Type::Any | Type::Bool | Type::Number | Type::String)
}

/// The most general of the types, if all the others convert to it.
fn preferred(types: &[&Type]) -> Option<Type> {
    if types.len() > MAX_COMPARED {
        return Some(Type::Any);
    }
    let is_wanted = |wanted: &&&Type| types.iter().all(|of_type| is_convertible(of_type, wanted));
    let mut candidates: Vec<&Type> = types.iter().filter(is_wanted).copied().collect();
    // Among several candidates the one that no other is more general than comes first.
    let rank = |of_type: &Type| candidates_above(types, of_type);
    candidates.sort_by_key(|of_type| rank(of_type));
    candidates.first().map(|of_type| (*of_type).clone())
}

fn candidates_above(types: &[&Type], of_type: &Type) -> usize {
    types.iter().filter(|other| generality(other, of_type) == Ordering::Less).count()
}

/// `Less` where `left` is the more general type and so the preferred one.
fn generality(left: &Type, right: &Type) -> Ordering {
    match (left, right) {
        (Type::String, Type::Bool | Type::Number) => Ordering::Less,
        (Type::Bool | Type::Number, Type::String) => Ordering::Greater,
        (Type::List(left), Type::List(right))
        | (Type::Set(left), Type::Set(right))
        | (Type::Map(left), Type::Map(right)) => generality(left, right),
        (Type::List(_), Type::Set(_) | Type::Tuple(_)) | (Type::Map(_), Type::Object(_)) => Ordering::Less,
        (Type::Tuple(_), Type::Set(_)) => Ordering::Less,
        (Type::Set(_) | Type::Tuple(_), Type::List(_)) | (Type::Object(_), Type::Map(_)) => Ordering::Greater,
        (Type::Set(_), Type::Tuple(_)) => Ordering::Greater,
        _ => Ordering::Equal,
    }
}
