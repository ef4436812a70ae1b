//! Functions that make maps and objects, or take them apart: `merge`, `keys`, `values`, `zipmap`, `transpose`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::parameter::{Parameter, Shape};
use super::signature::{Call, Function};
use crate::terraform::expression::conversion::type_of;
use crate::terraform::expression::exact_type::{contains_any, exact_type};
use crate::terraform::expression::scope::{Evaluated, Failure};
use crate::terraform::functions::sequence;
use crate::value::{Mapping, MappingKind, Member, SequenceKind, Type, Value, ValueKind};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("keys", &[Parameter::new("inputMap", Shape::Any).partly_known()], Shape::ListOfStrings, keys),
    Function::new("merge", &[], Shape::Any, merge)
        .variadic(Parameter::new("maps", Shape::Any).nullable().maybe_unknown()),
    Function::new("transpose", &[Parameter::new("values", Shape::MapOfLists)], Shape::MapOfLists, transpose)
        .dissolving(),
    Function::new("values", &[Parameter::new("mapping", Shape::Any).partly_known()], Shape::Any, values),
    Function::new(
        "zipmap",
        &[
            Parameter::new("keys", Shape::ListOfStrings).partly_known(),
            Parameter::new("values", Shape::Any).partly_known(),
        ],
        Shape::Any,
        zipmap,
    )
    .dissolving(),
];

fn keys(call: &Call<'_>) -> Evaluated {
    let Some(mapping) = call.argument(0).as_mapping() else {
        return Err(call.failure_at(0, "it must be a map or an object"));
    };
    let kind = kind_of_parts(mapping);
    let key = |(name, member): (&Arc<str>, &Member)| Value::string(&**name, member.key_span.unwrap_or(call.span()));
    let items: Vec<Value> = mapping.members.iter().map(key).collect();
    if mapping.is_open {
        return Ok(sequence::of_same_certainty(
            sequence::of_unknown_order(call, kind, items, &Type::String),
            call.argument(0),
        ));
    }
    Ok(sequence::of_same_certainty(sequence::finish(call, kind, items, &Type::String)?, call.argument(0)))
}

fn values(call: &Call<'_>) -> Evaluated {
    let argument = call.argument(0);
    let Some(mapping) = argument.as_mapping() else {
        return Err(call.failure_at(0, "it must be a map or an object"));
    };
    let element = match type_of(argument) {
        Type::Map(element) => *element,
        _ => Type::Any,
    };
    let kind = kind_of_parts(mapping);
    let items: Vec<Value> = mapping.members.values().map(|member| member.value.clone()).collect();
    if mapping.is_open {
        return Ok(sequence::with_elements_of(sequence::of_unknown_order(call, kind, items, &element), argument));
    }
    Ok(sequence::with_elements_of(sequence::finish(call, kind, items, &element)?, argument))
}

/// What the parts of a map come as, and those of an object.
fn kind_of_parts(mapping: &Mapping) -> SequenceKind {
    if mapping.kind == MappingKind::Map { SequenceKind::List } else { SequenceKind::Tuple }
}

fn merge(call: &Call<'_>) -> Evaluated {
    let mut merged: BTreeMap<Arc<str>, Member> = BTreeMap::new();
    let mut is_open = false;
    // Terraform asks no further for types once it has met an argument of the dynamic type.
    let mut asks_for_types = true;
    let mut may_not_ask = false;
    for (index, argument) in call.arguments().iter().enumerate() {
        let of_argument = type_of(argument);
        asks_for_types &= !argument.is_null() || exact_type(argument) != Some(Type::Any);
        may_not_ask |= (argument.is_unknown() || argument.is_null()) && exact_type(argument).is_none();
        match &argument.kind {
            ValueKind::Null if !asks_for_types || may_be_mapping(&of_argument) => {}
            ValueKind::Unknown(_) if may_be_mapping(&of_argument) => {
                hide_values(&mut merged, None);
                is_open = true;
            }
            ValueKind::Mapping(mapping) => {
                if mapping.is_open {
                    hide_values(&mut merged, Some(mapping));
                    is_open = true;
                }
                if !call.allows_steps(mapping.members.len()) {
                    return Ok(call.too_much());
                }
                merged.extend(mapping.members.iter().map(|(name, member)| (name.clone(), member.clone())));
            }
            _ if may_not_ask => return Ok(call.unknown("an argument is not known")),
            _ => return Err(call.failure_at(index, "it must be a map or an object")),
        }
    }
    if !call.allows_elements(merged.len()) {
        return Ok(call.too_much());
    }
    let exact: Option<Vec<Type>> = call.arguments().iter().map(exact_type).collect();
    let (kind, of_type) = match exact {
        Some(exact) => exactly_merged_kind(call, &exact)?,
        None => {
            let (kind, of_type) = merged_kind(call.arguments());
            // A part of the type that is not known would count as dynamic.
            (kind, of_type.filter(|of_type| *of_type == Type::Any || !contains_any(of_type)))
        }
    };
    let mapping = Mapping { kind, members: merged.into(), is_open };
    let value = Value::from(ValueKind::Mapping(mapping)).at(call.span());
    Ok(match of_type {
        Some(of_type) if of_type == Type::Any => value.typed(of_type),
        Some(of_type) => value.showing(of_type),
        None => value,
    })
}

/// Maps of one type give a map of that type; everything else gives an object.
fn exactly_merged_kind(call: &Call<'_>, types: &[Type]) -> Result<(MappingKind, Option<Type>), Failure> {
    let Some((first, rest)) = types.split_first() else { return Ok((MappingKind::Object, None)) };
    let are_equal = rest.iter().all(|other| other == first);
    match first {
        Type::Map(_) if are_equal => Ok((MappingKind::Map, Some(first.clone()))),
        // The result would have to have the attributes of objects of which none is there.
        Type::Object(attributes)
            if are_equal && !attributes.is_empty() && call.arguments().iter().all(Value::is_null) =>
        {
            Err(call.failure("objects that are null are all there is"))
        }
        _ => Ok((MappingKind::Object, None)),
    }
}

fn may_be_mapping(of_type: &Type) -> bool {
    matches!(of_type, Type::Any | Type::Map(_) | Type::Object(_))
}

/// A later argument that is not known may set every element anew.
fn hide_values(merged: &mut BTreeMap<Arc<str>, Member>, later: Option<&Mapping>) {
    let reason: Arc<str> = "a later element whose key is not known may replace the value".into();
    for (name, member) in merged.iter_mut() {
        if later.is_none_or(|later| !later.members.contains_key(name)) {
            let hidden = Value::unknown(reason.clone());
            let hidden = Value { span: member.value.span, sensitive: member.value.sensitive, ..hidden };
            member.value = hidden.made_of([&member.value]);
        }
    }
}

/// Maps of one type give a map of that type; everything else gives an object. With an argument of no known type
/// maps may give either, which the type `Any` says.
fn merged_kind(arguments: &[Value]) -> (MappingKind, Option<Type>) {
    let mut first: Option<(&Value, Type)> = None;
    let mut is_certain = true;
    // An empty map that was given a type has elements of no type, which is a type of its own.
    let hides_type = |argument: &Value, element: &Type| contains_any(element) && argument.of_type.is_none();
    // The type of elements that are not known may turn out to be that of the others.
    let may_be_equal = |argument: &Value, element: &Type| contains_any(element) && !argument.is_wholly_known();
    for argument in arguments {
        match type_of(argument) {
            // A null of no type makes the type of the result one that only the members decide.
            Type::Any if argument.is_null() && exact_type(argument).is_some() => return (MappingKind::Object, None),
            Type::Any => is_certain = false,
            Type::Map(other) => match &first {
                None => first = Some((argument, *other)),
                Some((shown, element)) if may_be_equal(shown, element) || may_be_equal(argument, &other) => {
                    is_certain = false;
                }
                Some((_, element)) if *element == *other || hides_type(argument, &other) => {}
                Some((shown, element)) if hides_type(shown, element) => first = Some((argument, *other)),
                Some(_) => return (MappingKind::Object, None),
            },
            _ => return (MappingKind::Object, None),
        }
    }
    match first {
        Some((_, element)) if is_certain => (MappingKind::Map, Some(Type::Map(Box::new(element)))),
        Some(_) => (MappingKind::Map, Some(Type::Any)),
        None if is_certain => (MappingKind::Object, None),
        None => (MappingKind::Object, Some(Type::Any)),
    }
}

fn zipmap(call: &Call<'_>) -> Evaluated {
    let (keys, values) = (call.argument(0), call.argument(1));
    let Some(sequence) = values.as_sequence().filter(|sequence| sequence.kind != SequenceKind::Set) else {
        return Err(call.failure_at(1, "it must be a list"));
    };
    let is_open = keys.as_sequence().is_none_or(|keys| keys.is_open()) || sequence.is_open();
    if is_open {
        return Ok(call.unknown("the number of elements is not known"));
    }
    let (count, wanted) = (keys.items().len(), sequence.items.len());
    if count != wanted {
        return Err(call.failure(format!("there are {count} keys for {wanted} values")));
    }
    if !call.allows_elements(count) {
        return Ok(call.too_much());
    }
    let mut members = BTreeMap::new();
    let mut is_open = false;
    for (key, value) in keys.items().iter().zip(sequence.items.iter()) {
        if key.is_null() {
            return Err(call.failure_at(0, "a key is null"));
        }
        match key.as_str() {
            Some(name) => {
                members.insert(name.into(), Member { key_span: key.span, value: value.clone() });
            }
            None => {
                // A key that is not known may be any of the keys before it.
                hide_values(&mut members, None);
                is_open = true;
            }
        }
    }
    let (kind, of_type) = match type_of(values) {
        Type::List(element) => (MappingKind::Map, Some(Type::Map(element))),
        _ => (MappingKind::Object, None),
    };
    let value = Value::from(ValueKind::Mapping(Mapping { kind, members: members.into(), is_open })).at(call.span());
    Ok(match of_type {
        Some(of_type) if exact_type(values).is_some() || !contains_any(&of_type) => value.showing(of_type),
        _ => value,
    })
}

fn transpose(call: &Call<'_>) -> Evaluated {
    let mut transposed: BTreeMap<Arc<str>, Vec<&Arc<str>>> = BTreeMap::new();
    let Some(mapping) = call.argument(0).as_mapping() else { return Ok(call.unknown("the map is not known")) };
    for (key, member) in mapping.members.iter() {
        if member.value.is_null() {
            return Err(call.failure_at(0, format!("the list of `{key}` is null")));
        }
        for item in member.value.items() {
            let Some(text) = item.as_str() else {
                return Err(call.failure_at(0, format!("an element in the list of `{key}` is null")));
            };
            transposed.entry(text.into()).or_default().push(key);
        }
    }
    let span = call.span();
    let members = transposed.into_iter().map(|(name, keys)| {
        let items: Vec<Value> = keys.into_iter().map(|key| Value::string(&**key, span)).collect();
        (name, Member { key_span: None, value: Value::sequence(SequenceKind::List, items).at(span) })
    });
    let value = Value::mapping(MappingKind::Map, members.collect()).at(span);
    let is_empty = value.as_mapping().is_some_and(|mapping| mapping.members.is_empty());
    Ok(if is_empty { value.typed(Shape::MapOfLists.to_type()) } else { value })
}
