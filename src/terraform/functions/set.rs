//! Functions on sets: `setunion`, `setintersection`, `setsubtract`, `setproduct`.

use std::collections::HashSet;

use super::parameter::{Parameter, Shape};
use super::signature::{Call, Function};
use crate::terraform::expression::conversion::{convert, set_of, type_of, unify_exactly, unify_values};
use crate::terraform::expression::equality::{equal_of_one_type, identity};
use crate::terraform::expression::exact_type::exact_type;
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
    let result = Value::from(ValueKind::Sequence(set)).at(call.span());
    let exact = sets.first().and_then(|set| exact_type(&set.value));
    Ok(match exact {
        Some(of_type) => result.showing(of_type),
        None => {
            let element = sets.iter().map(|set| element_of_type(&type_of(&set.value))).find(|it| *it != Type::Any);
            with_element_type(result, &element.unwrap_or_default())
        }
    })
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

/// The sets in the type that they have in common.
fn unified(call: &Call<'_>) -> Result<Vec<Members>, Failure> {
    let no_common_type = || call.failure("the elements of the sets have no common type");
    let sets = call.arguments();
    let Some(types) = sets.iter().map(exact_type).collect::<Option<Vec<_>>>() else {
        let sets = unify_values(sets.to_vec()).map_err(|_| no_common_type())?;
        return Ok(sets.into_iter().map(Members::new).collect());
    };
    // An empty set of no type goes with sets of every type.
    let is_untyped = |set: &Value, of_type: &Type| {
        set.items().is_empty() && set.as_sequence().is_some_and(|set| !set.is_open()) && *of_type == untyped_set()
    };
    let elements: Vec<Type> = sets
        .iter()
        .zip(&types)
        .filter(|(set, of_type)| !is_untyped(set, of_type))
        .map(|(_, of_type)| element_of_type(of_type))
        .collect();
    let element = match elements.as_slice() {
        [] => Type::Any,
        elements => unify_exactly(elements).ok_or_else(no_common_type)?,
    };
    let wanted = Type::Set(Box::new(element));
    let sets: Result<Vec<Value>, Failure> =
        sets.iter().map(|set| convert(set, &wanted).map_err(|reason| call.failure(reason))).collect();
    let sets = sets?;
    // Sets that stay of different types, because what they have in common is no type, are not compared.
    let mut types = sets.iter().map(exact_type);
    let first = types.next();
    if types.any(|of_type| Some(of_type) != first) {
        return Err(no_common_type());
    }
    Ok(sets.into_iter().map(Members::new).collect())
}

fn untyped_set() -> Type {
    Type::Set(Box::default())
}

fn element_of_type(of_type: &Type) -> Type {
    match of_type {
        Type::List(element) | Type::Set(element) => (**element).clone(),
        _ => Type::Any,
    }
}

fn product(call: &Call<'_>) -> Evaluated {
    let arguments = call.arguments();
    if arguments.len() < 2 {
        return Err(call.failure("at least two arguments are required"));
    }
    let mut factors: Vec<Vec<Value>> = Vec::with_capacity(arguments.len());
    let mut element_types: Vec<Option<Type>> = Vec::with_capacity(arguments.len());
    let mut refused = None;
    let mut is_set = false;
    let mut total: usize = 1;
    for (index, argument) in arguments.iter().enumerate() {
        let Some(sequence) = argument.as_sequence() else {
            return Err(call.failure_at(index, "it must be a list or set"));
        };
        is_set |= sequence.kind == SequenceKind::Set;
        let items = match sequence.kind {
            SequenceKind::Tuple => match exact_type(argument) {
                // Elements that have only the dynamic type in common stay as they are.
                Some(Type::Tuple(elements)) if !elements.is_empty() => {
                    let common = unify_exactly(&elements)
                        .ok_or_else(|| call.failure_at(index, "its elements have no common type"))?;
                    let items = sequence.items.iter().map(|item| {
                        // Where there is nothing to combine with, nothing is converted.
                        convert(item, &common).unwrap_or_else(|reason| {
                            refused.get_or_insert(call.failure_at(index, reason));
                            item.clone()
                        })
                    });
                    let items = items.collect();
                    element_types.push(Some(common));
                    items
                }
                Some(_) => {
                    element_types.push(Some(Type::Any));
                    Vec::new()
                }
                None => {
                    element_types.push(None);
                    unify_values(sequence.items.to_vec())
                        .map_err(|_| call.failure_at(index, "its elements have no common type"))?
                }
            },
            _ => {
                element_types.push(exact_type(argument).map(|of_type| element_of_type(&of_type)));
                sequence.items.to_vec()
            }
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
    let mut exact = element_types.into_iter().collect::<Option<Vec<Type>>>().map(Type::Tuple);
    if let Some(of_tuple) = &mut exact
        && let [first, rest @ ..] = tuples.as_slice()
    {
        if let Some(refused) = refused {
            return Err(refused);
        }
        let of_first = exact_type(first);
        if rest.iter().any(|next| exact_type(next) != of_first) {
            return Err(call.failure("the elements have no common type"));
        }
        *of_tuple = of_first.unwrap_or_default();
    }
    let sequence = if is_set { set_of(tuples, false) } else { Sequence::closed(SequenceKind::List, tuples) };
    let result = Value::from(ValueKind::Sequence(sequence)).at(call.span());
    Ok(match exact {
        Some(of_tuple) if is_set => result.showing(Type::Set(Box::new(of_tuple))),
        Some(of_tuple) => result.showing(Type::List(Box::new(of_tuple))),
        None => {
            let elements = factors.iter().zip(arguments).map(|(items, argument)| element_of(items, argument));
            with_element_type(result, &Type::Tuple(elements.collect()))
        }
    })
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
