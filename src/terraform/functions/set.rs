//! Functions on sets: `setunion`, `setintersection`, `setsubtract`, `setproduct`.

use std::collections::HashSet;

use super::parameter::{Parameter, Shape};
use super::signature::{Call, Function};
use crate::terraform::expression::conversion::{set_of, type_of, unify_values};
use crate::terraform::expression::equality::{equal_of_one_type, identity};
use crate::terraform::expression::scope::{Evaluated, Failure};
use crate::terraform::functions::collection::reason_of;
use crate::terraform::functions::sequence::{any, with_element_type};
use crate::value::{Sequence, SequenceKind, Type, Value, ValueKind};

const SET: Parameter = Parameter::new("sets", Shape::SetOfAny).partly_known();

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("setintersection", &[SET], Shape::SetOfAny, intersection).variadic(SET),
    Function::new("setproduct", &[], Shape::Any, product)
        .variadic(Parameter::new("sets", Shape::Any).partly_known())
        .dissolving(),
    Function::new("setsubtract", &[SET, SET], Shape::SetOfAny, subtract),
    Function::new("setunion", &[SET], Shape::SetOfAny, union).variadic(SET),
];

fn union(call: &Call<'_>) -> Evaluated {
    let sets = unified(call)?;
    let is_open = sets.iter().any(|set| set.as_sequence().is_none_or(|set| set.is_open()));
    let items: Vec<Value> = sets.iter().flat_map(|set| set.items().iter().cloned()).collect();
    finish(call, set_of(items, is_open), &sets)
}

fn intersection(call: &Call<'_>) -> Evaluated {
    let sets = unified(call)?;
    let Some((first, others)) = sets.split_first() else { return Ok(call.unknown("there is no set")) };
    select(call, &sets, first, |item| {
        let absent = any(others.iter().map(|other| other.contains(item).map(|is_member| !is_member)));
        absent.map(|is_absent| !is_absent)
    })
}

fn subtract(call: &Call<'_>) -> Evaluated {
    let sets = unified(call)?;
    let Some((first, others)) = sets.split_first() else { return Ok(call.unknown("there is no set")) };
    select(call, &sets, first, |item| others.first().map_or(Some(true), |other| other.contains(item).map(|is| !is)))
}

/// The items of the first set that are chosen; one that may be chosen leaves the result open.
fn select(call: &Call<'_>, sets: &[Members], first: &Members, choose: impl Fn(&Value) -> Option<bool>) -> Evaluated {
    let size = first.items().len().max(1);
    let all_known = sets.iter().all(|set| set.is_known);
    let work = if all_known { size } else { sets.iter().map(|set| set.items().len()).sum::<usize>() * size };
    if !call.allows_steps(work) {
        return Ok(call.too_much());
    }
    let mut items = Vec::new();
    let mut is_open = first.as_sequence().is_none_or(|set| set.is_open());
    for item in first.items() {
        match choose(item) {
            Some(true) => items.push(item.clone()),
            Some(false) => {}
            None => is_open = true,
        }
    }
    finish(call, set_of(items, is_open), sets)
}

fn finish(call: &Call<'_>, set: Sequence, sets: &[Members]) -> Evaluated {
    if !call.allows_elements(set.items.len()) {
        return Ok(call.too_much());
    }
    let elements = sets.iter().filter_map(|set| match type_of(&set.value) {
        Type::Set(element) if *element != Type::Any => Some(*element),
        _ => None,
    });
    let element = elements.into_iter().next().unwrap_or_default();
    Ok(with_element_type(ValueKind::Sequence(set).into(), &element).at(call.span()))
}

/// A set with a quick way to ask for its known members.
struct Members {
    value: Value,
    known: HashSet<String>,
    is_known: bool,
}

impl std::ops::Deref for Members {
    type Target = Value;

    fn deref(&self) -> &Value {
        &self.value
    }
}

impl Members {
    fn new(value: Value) -> Self {
        let known = value.items().iter().filter_map(identity).collect();
        let is_known = value.is_wholly_known();
        Self { value, known, is_known }
    }

    /// Whether `item` is a member; `None` where that is not certain.
    fn contains(&self, item: &Value) -> Option<bool> {
        if let Some(identity) = identity(item) {
            if self.known.contains(&identity) {
                return Some(true);
            }
            if self.is_known {
                return Some(false);
            }
        }
        let is_open = self.value.as_sequence().is_none_or(|set| set.is_open());
        let mut answer = if is_open { None } else { Some(false) };
        for member in self.value.items() {
            match equal_of_one_type(member, item) {
                Some(true) => return Some(true),
                Some(false) => {}
                None => answer = None,
            }
        }
        answer
    }
}

fn unified(call: &Call<'_>) -> Result<Vec<Members>, Failure> {
    // An empty set of no type goes with sets of every type.
    let (untyped, typed): (Vec<_>, Vec<_>) = call.arguments().iter().cloned().enumerate().partition(|(_, set)| {
        set.as_sequence().is_some_and(|set| set.items.is_empty() && !set.is_open())
            && matches!(type_of(set), Type::Set(element) if *element == Type::Any)
    });
    let (places, typed): (Vec<usize>, Vec<Value>) = typed.into_iter().unzip();
    if has_nulls_beside_structures(&typed) {
        return Err(call.failure("nulls without a type do not go with objects or collections"));
    }
    let typed = unify_values(typed).map_err(|_| call.failure("the elements of the sets have no common type"))?;
    let mut sets: Vec<(usize, Value)> = places.into_iter().zip(typed).chain(untyped).collect();
    sets.sort_by_key(|(place, _)| *place);
    Ok(sets.into_iter().map(|(_, set)| Members::new(set)).collect())
}

/// Whether a set of nulls that have no type stands beside one whose members have parts.
fn has_nulls_beside_structures(sets: &[Value]) -> bool {
    let has_only_nulls = |set: &Value| !set.items().is_empty() && set.items().iter().all(is_untyped_null);
    sets.iter().any(has_only_nulls) && sets.iter().flat_map(Value::items).any(is_structure)
}

fn is_untyped_null(value: &Value) -> bool {
    value.is_null() && type_of(value) == Type::Any
}

fn is_structure(value: &Value) -> bool {
    matches!(value.kind, ValueKind::Sequence(_) | ValueKind::Mapping(_))
}

fn product(call: &Call<'_>) -> Evaluated {
    let arguments = call.arguments();
    if arguments.len() < 2 {
        return Err(call.failure("at least two arguments are required"));
    }
    let mut factors: Vec<Vec<Value>> = Vec::with_capacity(arguments.len());
    let mut is_set = false;
    let mut total: usize = 1;
    for (index, argument) in arguments.iter().enumerate() {
        let Some(sequence) = argument.as_sequence() else {
            return Err(call.failure_at(index, "it must be a list or set"));
        };
        is_set |= sequence.kind == SequenceKind::Set;
        if sequence.items.iter().any(is_untyped_null) && sequence.items.iter().any(is_structure) {
            return Ok(call.unknown("a null without a type stands beside objects or collections"));
        }
        let items = match sequence.kind {
            SequenceKind::Tuple => unify_values(sequence.items.to_vec())
                .map_err(|_| call.failure_at(index, "its elements have no common type"))?,
            _ => sequence.items.to_vec(),
        };
        let is_unordered = sequence.kind == SequenceKind::Set && items.len() > 1 && !argument.is_wholly_known();
        if sequence.is_open() || is_unordered {
            return Ok(call.unknown_not_null(reason_of(argument, "the number of elements is not known")));
        }
        total = total.saturating_mul(items.len());
        factors.push(items);
    }
    if !call.allows_elements(total) || !call.allows_steps(total.saturating_mul(factors.len())) {
        return Ok(call.too_much());
    }
    let tuples = tuples_of(&factors, total, call);
    let sequence = if is_set { set_of(tuples, false) } else { Sequence::closed(SequenceKind::List, tuples) };
    let element =
        Type::Tuple(factors.iter().zip(arguments).map(|(items, argument)| element_of(items, argument)).collect());
    Ok(with_element_type(ValueKind::Sequence(sequence).into(), &element).at(call.span()))
}

fn element_of(items: &[Value], argument: &Value) -> Type {
    match type_of(argument) {
        Type::List(element) | Type::Set(element) => *element,
        _ => items.first().map(type_of).unwrap_or_default(),
    }
}

/// Every choice of one item from each factor, the last factor changing first.
fn tuples_of(factors: &[Vec<Value>], total: usize, call: &Call<'_>) -> Vec<Value> {
    let choice = |mut number: usize| {
        let mut chosen: Vec<Value> = Vec::with_capacity(factors.len());
        for items in factors.iter().rev() {
            chosen.extend(items.get(number % items.len().max(1)).cloned());
            number /= items.len().max(1);
        }
        chosen.reverse();
        Value::tuple(chosen).at(call.span())
    };
    (0..total).map(choice).collect()
}
