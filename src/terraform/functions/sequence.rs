//! Functions that make one list out of others: `concat`, `flatten`, `slice`, `sort` and their like.

use std::collections::HashSet;

use super::parameter::{Parameter, Shape};
use super::signature::{Call, Function};
use crate::terraform::expression::conversion::{
    convert, element_of_all, type_of, unify_exactly, unify_values, unknown_of,
};
use crate::terraform::expression::equality::{equal_of_one_type, identity};
use crate::terraform::expression::exact_type::{contains_any, exact_type};
use crate::terraform::expression::scope::{Evaluated, Failure};
use crate::terraform::functions::collection::{list_or_tuple, reason_of};
use crate::value::{Number, Openness, Sequence, SequenceKind, Type, Value, ValueKind};

/// Terraform's own limit of `range`.
const MAX_RANGE: usize = 1024;

const LIST: Parameter = Parameter::new("list", Shape::ListOfAny).partly_known();
const STRINGS: Parameter = Parameter::new("list", Shape::ListOfStrings).partly_known();
const PARTS: Parameter = Parameter::new("list", Shape::Any).partly_known();

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("chunklist", &[LIST, Parameter::new("size", Shape::Number)], Shape::ListOfAny, chunk_list),
    Function::new("compact", &[STRINGS], Shape::ListOfStrings, compact),
    Function::new("concat", &[], Shape::Any, concat).variadic(Parameter::new("seqs", Shape::Any).maybe_unknown()),
    Function::new("distinct", &[LIST], Shape::ListOfAny, distinct),
    Function::new("flatten", &[PARTS], Shape::Any, flatten).dissolving(),
    Function::new(
        "matchkeys",
        &[
            Parameter::new("values", Shape::ListOfAny).partly_known(),
            Parameter::new("keys", Shape::ListOfAny).partly_known(),
            Parameter::new("searchset", Shape::ListOfAny).partly_known(),
        ],
        Shape::ListOfAny,
        match_keys,
    )
    .dissolving(),
    Function::new("range", &[], Shape::ListOfNumbers, range).variadic(Parameter::new("params", Shape::Number)),
    Function::new("reverse", &[PARTS], Shape::Any, reverse),
    Function::new(
        "slice",
        &[PARTS, Parameter::new("start_index", Shape::Number), Parameter::new("end_index", Shape::Number)],
        Shape::Any,
        slice,
    ),
    Function::new("sort", &[STRINGS], Shape::ListOfStrings, sort),
];

/// A list or tuple of `items`, which keeps the type of its elements where they do not show it.
pub(super) fn finish(call: &Call<'_>, kind: SequenceKind, items: Vec<Value>, element: &Type) -> Evaluated {
    finish_open(call, kind, items, Openness::Closed, element)
}

fn finish_open(
    call: &Call<'_>,
    kind: SequenceKind,
    items: Vec<Value>,
    openness: Openness,
    element: &Type,
) -> Evaluated {
    if !call.allows_elements(items.len()) {
        return Ok(call.too_much());
    }
    let sequence = Sequence { kind, items: items.into(), openness };
    Ok(with_element_type(ValueKind::Sequence(sequence).into(), element).at(call.span()))
}

pub(super) fn with_element_type(value: Value, element: &Type) -> Value {
    if contains_any(element) || !contains_any(&type_of(&value)) {
        return value;
    }
    match value.as_sequence().map(|sequence| sequence.kind) {
        Some(SequenceKind::List) => value.typed(Type::List(Box::new(element.clone()))),
        Some(SequenceKind::Set) => value.typed(Type::Set(Box::new(element.clone()))),
        _ => value,
    }
}

/// A sequence of at least these items, of which none has a known place.
pub(super) fn of_unknown_order(call: &Call<'_>, kind: SequenceKind, items: Vec<Value>, element: &Type) -> Value {
    let sequence = Sequence { kind, items: items.into(), openness: Openness::After(0) };
    with_element_type(ValueKind::Sequence(sequence).into(), element).at(call.span())
}

/// An element of which only the type is known.
fn hidden(element: &Type) -> Value {
    let mut value = unknown_of("the order of the elements is not known", element.clone());
    if let ValueKind::Unknown(unknown) = &mut value.kind {
        unknown.is_not_null = false;
    }
    value
}

fn element_type(value: &Value) -> Type {
    match type_of(value) {
        Type::List(element) | Type::Set(element) => *element,
        _ => Type::Any,
    }
}

/// Where it is not certain which kind of collection `whole` is, its parts may come as a list or as a tuple.
pub(super) fn of_same_certainty(parts: Value, whole: &Value) -> Value {
    if whole.of_type.as_deref() == Some(&Type::Any) { parts.typed(Type::Any) } else { parts }
}

/// The same for a list that holds elements of `whole`, and so has their type.
pub(super) fn with_elements_of(parts: Value, whole: &Value) -> Value {
    match (exact_type(whole), parts.as_sequence().map(|sequence| sequence.kind)) {
        (Some(Type::List(element) | Type::Set(element) | Type::Map(element)), Some(SequenceKind::List)) => {
            parts.showing(Type::List(element))
        }
        _ => of_same_certainty(parts, whole),
    }
}

fn concat(call: &Call<'_>) -> Evaluated {
    let arguments = call.arguments();
    if arguments.is_empty() {
        return Err(call.failure("at least one argument is required"));
    }
    for (index, argument) in arguments.iter().enumerate() {
        if !argument.is_unknown() {
            list_or_tuple(call, index)?;
        }
    }
    let types: Vec<Type> = arguments.iter().map(type_of).collect();
    let has_tuple = types.iter().any(|of_type| matches!(of_type, Type::Tuple(_)))
        || arguments.iter().filter_map(Value::as_sequence).any(|sequence| sequence.kind == SequenceKind::Tuple);
    // Only lists from first to last give a list, whose elements take their common type.
    let exact: Option<Vec<Type>> = arguments.iter().map(exact_type).collect();
    let common = exact.as_ref().filter(|_| !has_tuple).and_then(|exact| unify_exactly(exact));
    let unified = match &common {
        _ if has_tuple => None,
        Some(common) => {
            let refused = |reason| call.failure(reason);
            let lists: Result<Vec<Value>, Failure> =
                arguments.iter().map(|argument| convert(argument, common).map_err(refused)).collect();
            Some(lists?)
        }
        None if exact.is_some() => None,
        None => unify_values(arguments.to_vec()).ok(),
    };
    let kind = if unified.is_some() { SequenceKind::List } else { SequenceKind::Tuple };
    // Lists whose elements turn out to have no common type give a tuple.
    let is_certain = kind == SequenceKind::Tuple;
    let arguments = unified.unwrap_or_else(|| arguments.to_vec());
    let element = arguments.first().map(element_type).unwrap_or_default();
    let mut items = Vec::new();
    // Behind a list of unknown length no element has a known place.
    let mut openness = Openness::Closed;
    for argument in &arguments {
        match (argument.as_sequence(), openness) {
            (None, Openness::Closed) => openness = Openness::After(items.len()),
            (None, Openness::After(_)) => {}
            (Some(sequence), _) => {
                if let (Openness::Closed, Openness::After(fixed)) = (openness, sequence.openness) {
                    openness = Openness::After(items.len() + fixed);
                }
                items.extend(sequence.items.iter().cloned());
            }
        }
        if !call.allows_elements(items.len()) {
            return Ok(call.too_much());
        }
    }
    if items.is_empty() && openness != Openness::Closed {
        return Ok(call.unknown_not_null(reason_of(call.argument(0), "the number of elements is not known")));
    }
    if let Some(Type::List(element)) = common {
        let element = element_of_all(&mut items, &element).map_err(|reason| call.failure(reason))?;
        return Ok(finish_open(call, kind, items, openness, &element)?.showing(Type::List(Box::new(element))));
    }
    let result = finish_open(call, kind, items, openness, &element)?;
    Ok(if is_certain { result } else { result.typed(Type::Any) })
}

fn flatten(call: &Call<'_>) -> Evaluated {
    let argument = call.argument(0);
    if argument.as_sequence().is_none() {
        return Err(call.failure_at(0, "it must be a list or set"));
    }
    let mut flat = Flat { items: Vec::new(), openness: Openness::Closed };
    if !flat.push_all(argument, call) {
        return Ok(call.too_much());
    }
    if flat.items.is_empty() && flat.openness != Openness::Closed {
        return Ok(call.unknown_not_null("the number of elements is not known"));
    }
    finish_open(call, SequenceKind::Tuple, flat.items, flat.openness, &Type::Any)
}

/// The elements of nested lists.
struct Flat {
    items: Vec<Value>,
    openness: Openness,
}

impl Flat {
    /// `false` past a limit.
    fn push_all(&mut self, list: &Value, call: &Call<'_>) -> bool {
        let Some(sequence) = list.as_sequence() else { return true };
        if !call.allows_steps(sequence.items.len() + 1) {
            return false;
        }
        let fixed = sequence.fixed().len();
        for (place, item) in sequence.items.iter().enumerate() {
            if place >= fixed {
                self.open();
            }
            match &item.kind {
                ValueKind::Sequence(_) => {
                    if !self.push_all(item, call) {
                        return false;
                    }
                }
                ValueKind::Unknown(_) if may_be_list(item) => self.open(),
                _ => self.items.push(item.clone()),
            }
        }
        if sequence.is_open() {
            self.open();
        }
        true
    }

    /// From here on no element has a known place.
    fn open(&mut self) {
        if self.openness == Openness::Closed {
            self.openness = Openness::After(self.items.len());
        }
    }
}

fn may_be_list(item: &Value) -> bool {
    matches!(type_of(item), Type::Any | Type::List(_) | Type::Set(_) | Type::Tuple(_))
}

fn slice(call: &Call<'_>) -> Evaluated {
    let sequence = list_or_tuple(call, 0)?;
    let bound = |index: usize| -> Result<usize, Failure> {
        let value = call.integer(index)?;
        usize::try_from(value).map_err(|_| call.failure_at(index, "it must not be negative"))
    };
    let (start, end) = (bound(1)?, bound(2)?);
    if start > end {
        return Err(call.failure_at(1, format!("the start {start} lies behind the end {end}")));
    }
    let count = sequence.items.len();
    if end > sequence.fixed().len() {
        if sequence.is_open() {
            return Ok(call.unknown("the number of elements is not known"));
        }
        return Err(call.failure_at(2, format!("the end {end} lies behind the last of {count} elements")));
    }
    let items = sequence.items.get(start..end).unwrap_or_default().to_vec();
    let result = finish(call, sequence.kind, items, &element_type(call.argument(0)))?;
    Ok(with_elements_of(result, call.argument(0)))
}

fn chunk_list(call: &Call<'_>) -> Evaluated {
    let list = call.argument(0);
    let Some(sequence) = list.as_sequence() else { return Ok(call.unknown("the list is not known")) };
    let Ok(size) = usize::try_from(call.integer(1)?) else {
        return Err(call.failure_at(1, "it must not be negative"));
    };
    if sequence.is_open() {
        return Ok(call.unknown("the number of elements is not known"));
    }
    let of_list = type_of(list);
    let element = element_type(list);
    if !call.allows_elements(sequence.items.len()) {
        return Ok(call.too_much());
    }
    let chunks: Vec<Value> = if sequence.items.is_empty() {
        Vec::new()
    } else if size == 0 {
        vec![list.clone()]
    } else {
        let chunk = |items: &[Value]| {
            let chunk = with_element_type(Value::sequence(SequenceKind::List, items.to_vec()), &element);
            with_elements_of(chunk.at(call.span()), list)
        };
        sequence.items.chunks(size).map(chunk).collect()
    };
    let result = finish(call, SequenceKind::List, chunks, &of_list)?;
    Ok(match exact_type(list) {
        Some(of_list) => result.showing(Type::List(Box::new(of_list))),
        None => result,
    })
}

fn distinct(call: &Call<'_>) -> Evaluated {
    let list = call.argument(0);
    let Some(sequence) = list.as_sequence() else { return Ok(call.unknown("the list is not known")) };
    if !call.allows_steps(sequence.items.len()) {
        return Ok(call.too_much());
    }
    let mut seen = HashSet::new();
    let mut items: Vec<Value> = Vec::new();
    let mut has_unknown = false;
    let mut openness = sequence.openness;
    for item in sequence.fixed() {
        // Unlike members of sets, negative zero is the same as zero here.
        let known = match item.as_number() {
            Some(number) if number.is_zero() => identity(&Value::number(Number::zero())),
            _ => identity(item),
        };
        has_unknown |= known.is_none();
        if let Some(known) = known
            && !seen.insert(known)
        {
            continue;
        }
        if has_unknown {
            if !call.allows_steps(items.len()) {
                return Ok(call.too_much());
            }
            match any(items.iter().map(|kept| equal_of_one_type(kept, item))) {
                Some(true) => continue,
                Some(false) => {}
                None => {
                    // From here on no element has a known place.
                    openness = Openness::After(items.len());
                    break;
                }
            }
        }
        items.push(item.clone());
    }
    let openness = if openness == Openness::Closed { openness } else { Openness::After(items.len()) };
    Ok(with_elements_of(finish_open(call, SequenceKind::List, items, openness, &element_type(list))?, list))
}

/// Whether one of the answers is yes; `None` where that is not certain.
pub(super) fn any(answers: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut is_certain = true;
    for answer in answers {
        match answer {
            Some(true) => return Some(true),
            Some(false) => {}
            None => is_certain = false,
        }
    }
    is_certain.then_some(false)
}

fn compact(call: &Call<'_>) -> Evaluated {
    let Some(sequence) = call.argument(0).as_sequence() else { return Ok(call.unknown("the list is not known")) };
    let mut items = Vec::new();
    let mut openness = Openness::Closed;
    for (place, item) in sequence.items.iter().enumerate() {
        if place >= sequence.fixed().len() && openness == Openness::Closed {
            openness = Openness::After(items.len());
        }
        let is_kept = match &item.kind {
            ValueKind::Null => Some(false),
            ValueKind::String(text) if !text.known_bytes().is_empty() => Some(true),
            ValueKind::String(text) if text.is_known() => Some(false),
            ValueKind::Unknown(_) if item.symbol().is_some_and(|symbol| &*symbol.attribute == "id") => Some(true),
            _ => None,
        };
        match is_kept {
            Some(true) => items.push(item.clone()),
            Some(false) => {}
            None if openness == Openness::Closed => openness = Openness::After(items.len()),
            None => {}
        }
    }
    if sequence.is_open() && openness == Openness::Closed {
        openness = Openness::After(items.len());
    }
    finish_open(call, SequenceKind::List, items, openness, &Type::String)
}

fn reverse(call: &Call<'_>) -> Evaluated {
    let argument = call.argument(0);
    let Some(sequence) = argument.as_sequence() else {
        return Err(call.failure_at(0, "it must be a list"));
    };
    let kind = if sequence.kind == SequenceKind::Tuple { SequenceKind::Tuple } else { SequenceKind::List };
    let element = element_type(argument);
    let is_unordered = sequence.kind == SequenceKind::Set && !argument.is_wholly_known() && sequence.items.len() > 1;
    if sequence.is_open() || is_unordered {
        // The number of what a closed set holds is known, its order is not.
        let result = match sequence.is_open() {
            true => of_unknown_order(call, kind, sequence.items.to_vec(), &element),
            false => finish(call, kind, vec![hidden(&element); sequence.items.len()], &element)?,
        };
        return Ok(with_elements_of(result, argument));
    }
    let result = finish(call, kind, sequence.items.iter().rev().cloned().collect(), &element)?;
    Ok(with_elements_of(result, argument))
}

fn sort(call: &Call<'_>) -> Evaluated {
    let list = call.argument(0);
    let Some(sequence) = list.as_sequence() else { return Ok(call.unknown("the list is not known")) };
    if sequence.items.iter().any(Value::is_null) {
        return Err(call.failure_at(0, "an element is null"));
    }
    if !list.is_wholly_known() {
        return match sequence.is_open() {
            true => Ok(of_unknown_order(call, SequenceKind::List, sequence.items.to_vec(), &Type::String)),
            false => finish(call, SequenceKind::List, vec![hidden(&Type::String); sequence.items.len()], &Type::String),
        };
    }
    let mut items = sequence.items.to_vec();
    items.sort_by(|left, right| left.as_str().cmp(&right.as_str()));
    finish(call, SequenceKind::List, items, &Type::String)
}

fn match_keys(call: &Call<'_>) -> Evaluated {
    let unified = unify_values(vec![call.argument(1).clone(), call.argument(2).clone()])
        .map_err(|_| call.failure("the keys and the search set have no common type"))?;
    let (Some(keys), Some(wanted)) = (unified.first(), unified.get(1)) else {
        return Ok(call.unknown("the keys are not known"));
    };
    let values = call.argument(0);
    let Some(sequence) = values.as_sequence().filter(|sequence| !sequence.is_open()) else {
        return Ok(call.unknown("the number of elements is not known"));
    };
    let has_all_keys = keys.as_sequence().is_some_and(|keys| !keys.is_open());
    if has_all_keys && sequence.items.len() != keys.items().len() {
        let (count, keys) = (sequence.items.len(), keys.items().len());
        return Err(call.failure(format!("there are {keys} keys for {count} values")));
    }
    if !keys.is_wholly_known() || !wanted.is_wholly_known() {
        return Ok(call.unknown("not all keys are known"));
    }
    let wanted: HashSet<String> = wanted.items().iter().filter_map(identity).collect();
    let is_wanted = |key: &Value| identity(key).is_some_and(|key| wanted.contains(&key));
    let matches = sequence.items.iter().zip(keys.items()).filter(|(_, key)| is_wanted(key));
    let items: Vec<Value> = matches.map(|(value, _)| value.clone()).collect();
    Ok(with_elements_of(finish(call, SequenceKind::List, items, &element_type(values))?, values))
}

fn range(call: &Call<'_>) -> Evaluated {
    let zero = Number::zero();
    let one = Number::from(1);
    let towards = |start: &Number, end: &Number| if end < start { one.negate() } else { one.clone() };
    let (start, end, step) = match call.arguments().len() {
        1 => (zero.clone(), call.number(0), towards(&zero, &call.number(0))),
        2 => (call.number(0), call.number(1), towards(&call.number(0), &call.number(1))),
        3 => (call.number(0), call.number(1), call.number(2)),
        count => return Err(call.failure(format!("it takes one, two or three arguments, not {count}"))),
    };
    // A step of zero is not refused as such: it may lead to where it starts, and else never ends.
    let is_down = step.is_negative();
    if (is_down && end > start) || (!is_down && end < start) {
        return Err(call.failure(format!("steps of {step} do not lead from {start} to {end}")));
    }
    let mut items = Vec::new();
    let mut number = start;
    while if is_down { number > end } else { number < end } {
        if items.len() >= MAX_RANGE {
            return Err(call.failure(format!("it gives {MAX_RANGE} numbers at most")));
        }
        items.push(Value::number(number.clone()).at(call.span()));
        number = number.add(&step);
    }
    finish(call, SequenceKind::List, items, &Type::Number)
}
