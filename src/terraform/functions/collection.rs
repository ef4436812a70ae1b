//! Functions that ask something of a collection: `length`, `contains`, `lookup`, `element` and their like.

use super::parameter::{Parameter, Shape};
use super::signature::{Call, Function};
use crate::syntax::text::Text;
use crate::terraform::expression::conversion::{convert, describe_type, type_of, unify_exactly, unify_values};
use crate::terraform::expression::equality::equal;
use crate::terraform::expression::exact_type::exact_type;
use crate::terraform::expression::scope::Evaluated;
use crate::terraform::functions::graphemes;
use crate::value::{Mapping, MappingKind, Number, Sequence, SequenceKind, Type, Unknown, Value, ValueKind};

const PARTS: Parameter = Parameter::new("list", Shape::Any).partly_known();
const SEARCHED: Parameter = PARTS.with_marks_of_parts();

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("alltrue", &[Parameter::new("list", Shape::ListOfBools).partly_known()], Shape::Bool, all_true),
    Function::new("anytrue", &[Parameter::new("list", Shape::ListOfBools).partly_known()], Shape::Bool, any_true),
    Function::new("coalesce", &[], Shape::Any, coalesce)
        .variadic(Parameter::new("vals", Shape::Any).nullable().maybe_unknown())
        .selecting(),
    Function::new("coalescelist", &[], Shape::Any, coalesce_list)
        .variadic(Parameter::new("vals", Shape::Any).nullable().maybe_unknown())
        .selecting(),
    Function::new("contains", &[SEARCHED, Parameter::new("value", Shape::Any).maybe_unknown()], Shape::Bool, contains),
    Function::new("element", &[PARTS, Parameter::new("index", Shape::Number)], Shape::Any, element).selecting(),
    Function::new("index", &[SEARCHED, Parameter::new("value", Shape::Any).maybe_unknown()], Shape::Number, index),
    Function::new("length", &[Parameter::new("value", Shape::Any).maybe_unknown()], Shape::Number, length).selecting(),
    Function::new(
        "lookup",
        &[Parameter::new("inputMap", Shape::Any).partly_known(), Parameter::new("key", Shape::String)],
        Shape::Any,
        lookup,
    )
    .variadic(Parameter::new("default", Shape::Any).nullable().maybe_unknown())
    .selecting(),
    Function::new("one", &[PARTS], Shape::Any, one).selecting(),
    Function::new("sum", &[SEARCHED], Shape::Number, sum),
];

fn length(call: &Call<'_>) -> Evaluated {
    let value = call.argument(0);
    let without_length = || Err(call.failure_at(0, "it has no length; only strings and collections have one"));
    let count = match &value.kind {
        ValueKind::String(text) => text.known().map(graphemes::count),
        ValueKind::Sequence(sequence) => (!sequence.is_open()).then_some(sequence.items.len()),
        ValueKind::Mapping(mapping) => (!mapping.is_open).then_some(mapping.members.len()),
        ValueKind::Unknown(unknown) => match &**unknown {
            Unknown { of_type: Type::Tuple(elements), is_not_null: true, .. } => Some(elements.len()),
            Unknown { of_type: Type::Object(names), is_not_null: true, .. } => Some(names.len()),
            Unknown { of_type: Type::Bool | Type::Number, .. } => return without_length(),
            _ => None,
        },
        ValueKind::Bool(_) | ValueKind::Number(_) => return without_length(),
        ValueKind::Null => None,
    };
    match count {
        Some(count) => Ok(Value::number(count).at(call.span())),
        None => Ok(call.unknown(reason_of(value, "the number of elements is not known"))),
    }
}

fn all_true(call: &Call<'_>) -> Evaluated {
    let list = call.argument(0);
    let is_false = |item: &Value| item.is_null() || item.as_bool() == Some(false);
    if list.items().iter().any(is_false) {
        return call.bool(false);
    }
    if list.is_wholly_known() { call.bool(true) } else { Ok(call.unknown("not all elements are known")) }
}

fn any_true(call: &Call<'_>) -> Evaluated {
    let list = call.argument(0);
    if list.items().iter().any(|item| item.as_bool() == Some(true)) {
        return call.bool(true);
    }
    if list.is_wholly_known() { call.bool(false) } else { Ok(call.unknown("not all elements are known")) }
}

fn coalesce(call: &Call<'_>) -> Evaluated {
    let no_common_type = || call.failure("all arguments must have one type that they convert to");
    let exact: Option<Vec<Type>> = call.arguments().iter().map(exact_type).collect();
    let arguments: Vec<Value> = match exact {
        Some(exact) => {
            let common = unify_exactly(&exact).ok_or_else(no_common_type)?;
            // One that is of the wrong type after all is passed over like a null.
            call.arguments().iter().filter_map(|argument| convert(argument, &common).ok()).collect()
        }
        None => unify_values(call.arguments().to_vec()).map_err(|_| no_common_type())?,
    };
    for argument in arguments {
        if let ValueKind::Unknown(_) = &argument.kind {
            if is_certainly_chosen(&argument) {
                return Ok(argument);
            }
            let reason = reason_of(&argument, "an argument is not known");
            let mut unknown = call.unknown_of(reason, type_of(&argument));
            if let ValueKind::Unknown(unknown) = &mut unknown.kind {
                unknown.is_not_null = true;
            }
            return Ok(unknown);
        }
        match argument.as_text() {
            None if argument.is_null() => {}
            None => return Ok(argument),
            Some(text) if !text.known_bytes().is_empty() => return Ok(argument),
            Some(text) if text.is_known() => {}
            Some(_) => {
                return Ok(call.unknown_of("an argument may be empty", Type::String));
            }
        }
    }
    Err(call.failure("every argument is null or an empty string"))
}

/// Whether an unknown value is certainly neither null nor an empty string.
fn is_certainly_chosen(value: &Value) -> bool {
    let is_id = value.symbol().is_some_and(|symbol| &*symbol.attribute == "id" && symbol.is_managed);
    let cannot_be_empty = value
        .as_unknown()
        .is_some_and(|unknown| unknown.is_not_null && !matches!(unknown.of_type, Type::Any | Type::String));
    is_id || cannot_be_empty
}

fn coalesce_list(call: &Call<'_>) -> Evaluated {
    if call.arguments().is_empty() {
        return Err(call.failure("at least one argument is required"));
    }
    // Up to the first that is not known Terraform looks at the types of all.
    let is_list = |value: &Value| match &value.kind {
        ValueKind::Null => matches!(type_of(value), Type::List(_) | Type::Tuple(_)),
        ValueKind::Sequence(sequence) => sequence.kind != SequenceKind::Set,
        _ => false,
    };
    let mut typed = call.arguments().iter().take_while(|argument| !argument.is_unknown());
    if let Some(index) = typed.position(|argument| !is_list(argument)) {
        return Err(call.failure_at(index, "it must be a list"));
    }
    for argument in call.arguments() {
        match &argument.kind {
            ValueKind::Unknown(unknown) => return Ok(call.unknown(unknown.reason.clone())),
            ValueKind::Sequence(sequence) if !sequence.items.is_empty() => return Ok(argument.clone()),
            ValueKind::Sequence(sequence) if sequence.is_open() => {
                return Ok(call.unknown("the number of elements is not known"));
            }
            _ => {}
        }
    }
    Err(call.failure("every list is null or empty"))
}

fn contains(call: &Call<'_>) -> Evaluated {
    let (list, value) = (call.argument(0), call.argument(1));
    let Some(sequence) = list.as_sequence() else {
        return Err(call.failure_at(0, "it must be a list or set"));
    };
    if !call.allows_steps(sequence.items.len()) {
        return Ok(call.too_much());
    }
    let mut is_certain = !sequence.is_open();
    for item in sequence.items.iter() {
        match equal(item, value) {
            Some(true) => return call.bool(true),
            Some(false) => {}
            None => is_certain = false,
        }
    }
    if is_certain { call.bool(false) } else { Ok(call.unknown(reason_of(value, "not all elements are known"))) }
}

fn index(call: &Call<'_>) -> Evaluated {
    let sequence = list_or_tuple(call, 0)?;
    if !call.allows_steps(sequence.items.len()) {
        return Ok(call.too_much());
    }
    for (index, item) in sequence.fixed().iter().enumerate() {
        match equal(item, call.argument(1)) {
            Some(true) => return Ok(Value::number(index).at(call.span())),
            Some(false) => {}
            None => return Ok(call.unknown("not all elements are known")),
        }
    }
    if sequence.is_open() {
        return Ok(call.unknown("not all elements are known"));
    }
    Err(call.failure("the list has no such element"))
}

fn element(call: &Call<'_>) -> Evaluated {
    let sequence = list_or_tuple(call, 0)?;
    let index = call.integer(1)?;
    let count = sequence.items.len() as i64;
    if sequence.is_open() && !(0..sequence.fixed().len() as i64).contains(&index) {
        return Ok(call.unknown("the number of elements is not known"));
    }
    let Some(place) = index.checked_rem_euclid(count) else {
        return Err(call.failure_at(0, "the list is empty"));
    };
    // A list counts from its end, but a tuple does so only where that leads to its first element.
    if index < 0 && place > 0 && sequence.kind == SequenceKind::Tuple {
        return Err(call.failure_at(1, "it must not be negative"));
    }
    match usize::try_from(place).ok().and_then(|place| sequence.items.get(place)) {
        Some(item) => Ok(item.clone()),
        None => Err(call.failure_at(0, "the list is empty")),
    }
}

fn lookup(call: &Call<'_>) -> Evaluated {
    if call.arguments().len() > 3 {
        return Err(call.failure("it takes two or three arguments"));
    }
    let Some(mapping) = call.argument(0).as_mapping() else {
        return Err(call.failure_at(0, "it must be a map or an object"));
    };
    let key = call.str(1);
    let default = call.arguments().get(2).map(|default| converted_default(call, mapping, default)).transpose()?;
    if let Some(member) = mapping.members.get(key) {
        return Ok(member.value.clone());
    }
    if mapping.is_open {
        let quoted = if call.argument(1).sensitive { String::new() } else { format!(" `{key}`") };
        return Ok(call.unknown(format!("whether there is an element{quoted} is not known")));
    }
    default.ok_or_else(|| call.failure_at(1, format!("there is no element `{key}`")))
}

/// The default of a map's `lookup` takes the type of the map's elements.
fn converted_default(call: &Call<'_>, mapping: &Mapping, default: &Value) -> Evaluated {
    if mapping.kind == MappingKind::Object {
        return Ok(default.clone());
    }
    let Type::Map(element) = type_of(call.argument(0)) else { return Ok(default.clone()) };
    let is_exact = exact_type(call.argument(0)).is_some();
    if !is_exact && *element == Type::Any && matches!(default.kind, ValueKind::Bool(_) | ValueKind::Number(_)) {
        return Ok(call.unknown("the type of the map's elements is not known"));
    }
    convert(default, &element)
        .map_err(|_| call.failure_at(2, format!("it must be {}, as the map's elements are", describe_type(&element))))
}

fn one(call: &Call<'_>) -> Evaluated {
    let Some(sequence) = call.argument(0).as_sequence() else {
        return Err(call.failure_at(0, "it must be a list or set"));
    };
    match (&*sequence.items, sequence.is_open()) {
        ([], false) => Ok(null_element(call.argument(0))),
        ([only], false) => Ok(only.clone()),
        ([] | [_], true) => Ok(call.unknown("the number of elements is not known")),
        (items, _) => Err(call.failure_at(0, format!("it has {} elements, and one at most is accepted", items.len()))),
    }
}

fn null_element(list: &Value) -> Value {
    match exact_type(list) {
        Some(Type::List(element) | Type::Set(element)) if *element != Type::Any => Value::null().typed(*element),
        Some(_) => Value::null(),
        None => Value::null().typed(Type::Any),
    }
}

fn sum(call: &Call<'_>) -> Evaluated {
    let Some(sequence) = call.argument(0).as_sequence() else {
        return Err(call.failure_at(0, "it must be a list or set of numbers"));
    };
    if sequence.items.is_empty() && !sequence.is_open() {
        return Err(call.failure_at(0, "the list is empty"));
    }
    if !call.allows_steps(sequence.items.len()) {
        return Ok(call.too_much());
    }
    let mut total: Option<Number> = None;
    let mut is_known = !sequence.is_open();
    for item in sequence.items.iter() {
        if item.is_null() {
            return Err(call.failure_at(0, "an element is null"));
        }
        let number = convert(item, &Type::Number).map_err(|reason| call.failure_at(0, reason))?;
        match number.as_number() {
            // A sum begins with its first element, so that of negative zeros is one.
            Some(number) => total = Some(total.map_or_else(|| number.clone(), |total| total.add(number))),
            None => is_known = false,
        }
    }
    match total.filter(|_| is_known) {
        Some(total) => Ok(Value::number(total).at(call.span())),
        None => Ok(call.unknown("not all elements are known")),
    }
}

/// The list or tuple at `index`; Terraform refuses sets, whose elements have no places.
pub(super) fn list_or_tuple<'a>(
    call: &'a Call<'_>,
    index: usize,
) -> Result<&'a Sequence, crate::terraform::expression::scope::Failure> {
    match call.argument(index).as_sequence() {
        Some(sequence) if sequence.kind != SequenceKind::Set => Ok(sequence),
        Some(_) => Err(call.failure_at(index, "it must be a list; elements of a set have no places")),
        None => Err(call.failure_at(index, "it must be a list")),
    }
}

/// Why a value is not known.
pub(super) fn reason_of(value: &Value, otherwise: &str) -> std::sync::Arc<str> {
    match &value.kind {
        ValueKind::Unknown(unknown) => unknown.reason.clone(),
        ValueKind::String(text) if !Text::is_known(text) => "a part of a string is not known".into(),
        _ => otherwise.into(),
    }
}
