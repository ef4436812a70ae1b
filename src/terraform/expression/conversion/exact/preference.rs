//! Which of several types is preferred where all convert to more than one of them.

use std::cmp::Ordering;
use std::collections::VecDeque;

use crate::value::Type;

/// The types, the more general before the less general ones; what cannot be compared keeps its order.
pub(super) fn by_preference<'a>(types: &[&'a Type]) -> Vec<&'a Type> {
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); types.len()];
    let mut above = vec![0_usize; types.len()];
    for (index, left) in types.iter().enumerate() {
        for (other, right) in types.iter().enumerate().skip(index + 1) {
            let (upper, lower) = match generality(left, right) {
                Ordering::Less => (index, other),
                Ordering::Greater => (other, index),
                Ordering::Equal => continue,
            };
            if let (Some(below), Some(above)) = (below.get_mut(upper), above.get_mut(lower)) {
                below.push(lower);
                *above += 1;
            }
        }
    }
    let mut ready: VecDeque<usize> = (0..types.len()).filter(|index| above.get(*index) == Some(&0)).collect();
    let mut sorted = Vec::with_capacity(types.len());
    while let Some(next) = ready.pop_front() {
        sorted.extend(types.get(next));
        for lower in below.get(next).into_iter().flatten() {
            if let Some(above) = above.get_mut(*lower) {
                *above -= 1;
                if *above == 0 {
                    ready.push_back(*lower);
                }
            }
        }
    }
    sorted
}

/// `Less` where `left` is the more general type and so the preferred one.
fn generality(left: &Type, right: &Type) -> Ordering {
    match (left, right) {
        (Type::Any, Type::Any) => Ordering::Equal,
        // Whatever is dynamic is hoped to become what its neighbours are.
        (Type::Any, _) => Ordering::Greater,
        (_, Type::Any) => Ordering::Less,
        (Type::String, Type::Bool | Type::Number) => Ordering::Less,
        (Type::Bool | Type::Number, Type::String) => Ordering::Greater,
        (Type::List(left), Type::List(right))
        | (Type::Set(left), Type::Set(right))
        | (Type::Map(left), Type::Map(right)) => generality(left, right),
        (Type::List(_), Type::Set(_) | Type::Tuple(_)) | (Type::Tuple(_), Type::Set(_)) => Ordering::Less,
        (Type::Set(_) | Type::Tuple(_), Type::List(_)) | (Type::Set(_), Type::Tuple(_)) => Ordering::Greater,
        (Type::Map(_), Type::Object(_)) => Ordering::Less,
        (Type::Object(_), Type::Map(_)) => Ordering::Greater,
        (Type::Object(left), Type::Object(right)) if left.keys().eq(right.keys()) => {
            of_all(left.values().zip(right.values()))
        }
        (Type::Tuple(left), Type::Tuple(right)) if left.len() == right.len() => of_all(left.iter().zip(right)),
        _ => Ordering::Equal,
    }
}

/// One type is more general than another where some of its parts are and none of the other's.
fn of_all<'a>(pairs: impl Iterator<Item = (&'a Type, &'a Type)>) -> Ordering {
    let mut result = Ordering::Equal;
    for (left, right) in pairs {
        match (result, generality(left, right)) {
            (_, Ordering::Equal) => {}
            (Ordering::Equal, of_part) => result = of_part,
            (result, of_part) if result == of_part => {}
            _ => return Ordering::Equal,
        }
    }
    result
}
