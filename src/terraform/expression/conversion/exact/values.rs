//! What a conversion makes of a value.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::unification::{
    Safety, element_of_object, element_of_tuple, is_convertible, replace_dynamic, unify, unify_two,
};
use crate::terraform::expression::conversion::describe::describe_type;
use crate::terraform::expression::conversion::outcome::{list_of_set, may_be_null, unknown_as, unknown_of, with_kind};
use crate::terraform::expression::conversion::scalars;
use crate::terraform::expression::conversion::set_order::set_of;
use crate::terraform::expression::exact_type::{exact_type, one_type};
use crate::value::{Mapping, MappingKind, Member, Sequence, SequenceKind, Type, Value, ValueKind};

type Converted = Result<Value, String>;

/// `value`, which is of the type `from`, as a `to`. The error says why Terraform refuses it.
pub(in super::super) fn convert(value: &Value, from: &Type, to: &Type) -> Converted {
    Conversion { safety: Safety::Unsafe }.convert(value, from, to)
}

/// One result of a conditional in the type that it has in common with the `other`; `None` where they have none.
pub(in super::super) fn convert_in_pair(value: &Value, from: &Type, other: &Type) -> Option<Converted> {
    let conversion = Conversion { safety: Safety::Unsafe };
    let unified = unify_two(from, other)?;
    let wanted = &unified.of_type;
    let is_structural = matches!(from, Type::Tuple(_) | Type::Object(_));
    Some(match unified.through.filter(|_| is_structural) {
        None => conversion.convert(value, from, wanted),
        Some(through) => conversion.convert(value, from, &through).and_then(|converted| match through == *wanted {
            true => Ok(converted),
            // The second step is taken from the value as it was, not from what the first one made of it, so that what
            // the first one made equal differs again and may be refused.
            false => conversion.apply(value, &through, wanted),
        }),
    })
}

#[derive(Clone, Copy)]
struct Conversion {
    safety: Safety,
}

impl Conversion {
    fn convert(self, value: &Value, from: &Type, to: &Type) -> Converted {
        if from == to {
            return Ok(value.clone());
        }
        if !is_convertible(from, to, self.safety) {
            return Err(format!("{} cannot become {}", describe(value, from), describe_type(to)));
        }
        self.apply(value, from, to)
    }

    /// Applies the conversion that is there between two types, to a value that need not be of the first one.
    fn apply(self, value: &Value, from: &Type, to: &Type) -> Converted {
        if *to == Type::Any {
            return Ok(value.clone());
        }
        match &value.kind {
            ValueKind::Null => {
                let of_value = exact_type(value).unwrap_or_default();
                return Ok(value.clone().typed(replace_dynamic(&of_value, to)));
            }
            ValueKind::Unknown(unknown) => {
                let kind = ValueKind::from(unknown_as(unknown, replace_dynamic(from, to)));
                return Ok(with_kind(value, kind));
            }
            _ => {}
        }
        match (from, to) {
            (Type::Any, _) => match exact_type(value) {
                Some(of_value) => convert(value, &of_value, to),
                None => Err(refused(value, to)),
            },
            (_, Type::Bool | Type::Number | Type::String) => scalars::convert(value, to),
            (_, Type::List(to)) => self.to_sequence(value, from, SequenceKind::List, to),
            (_, Type::Set(to)) => self.to_sequence(value, from, SequenceKind::Set, to),
            (_, Type::Map(to)) => self.to_map(value, from, to),
            (Type::Tuple(from), Type::Tuple(to)) => {
                let pairs = from.iter().zip(to).zip(value.items());
                let items = pairs.map(|((from, to), item)| self.part(item, from, to)).collect::<Result<Vec<_>, _>>()?;
                Ok(with_kind(value, Value::tuple(items).kind))
            }
            (_, Type::Object(to)) => self.to_object(value, from, to),
            _ => Err(refused(value, to)),
        }
    }

    /// A part of a value, which is converted only where the types differ.
    fn part(self, value: &Value, from: &Type, to: &Type) -> Converted {
        if from == to { Ok(value.clone()) } else { self.apply(value, from, to) }
    }

    fn to_sequence(self, value: &Value, from: &Type, kind: SequenceKind, to: &Type) -> Converted {
        let Some(sequence) = value.as_sequence() else { return Err(refused(value, to)) };
        let items: Result<Vec<Value>, String> = match from {
            Type::Tuple(elements) => {
                let element = element_of_tuple(elements, to, self.safety)
                    .ok_or_else(|| "the elements have no common type".to_owned())?;
                elements.iter().zip(sequence.items.iter()).map(|(from, item)| self.part(item, from, &element)).collect()
            }
            Type::List(from) | Type::Set(from) => sequence.items.iter().map(|item| self.part(item, from, to)).collect(),
            _ => return Err(refused(value, to)),
        };
        let mut items = items?;
        if kind == SequenceKind::List && matches!(from, Type::Tuple(_)) {
            items = self.unified(items)?;
        }
        // Where the wanted type is dynamic, an empty list keeps the type that it had.
        let when_empty = match from {
            Type::List(from) | Type::Set(from) if *to == Type::Any => from,
            _ => to,
        };
        let element = element_of_all(&mut items, when_empty)?;
        let is_open = sequence.is_open();
        let (sequence, of_type) = match kind {
            SequenceKind::Set => (set_of(items, is_open), Type::Set(Box::new(element))),
            _ if sequence.kind == SequenceKind::Set => (list_of_set(items, is_open), Type::List(Box::new(element))),
            _ => {
                let openness = sequence.openness;
                (Sequence { kind, items: items.into(), openness }, Type::List(Box::new(element)))
            }
        };
        let hides_sensitive = kind == SequenceKind::Set && sequence.items.iter().any(|item| item.sensitive);
        let sensitive = value.sensitive || hides_sensitive;
        Ok(Value { sensitive, ..with_kind(value, ValueKind::Sequence(sequence)) }.showing(of_type))
    }

    fn to_map(self, value: &Value, from: &Type, to: &Type) -> Converted {
        let Some(mapping) = value.as_mapping() else { return Err(refused(value, to)) };
        let values = mapping.members.values().map(|member| &member.value);
        let values: Result<Vec<Value>, String> = match from {
            Type::Object(attributes) => {
                let element = element_of_object(attributes.values(), to, self.safety)
                    .ok_or_else(|| "the attributes have no common type".to_owned())?;
                attributes.values().zip(values).map(|(from, value)| self.part(value, from, &element)).collect()
            }
            Type::Map(from) => values.map(|value| self.part(value, from, to)).collect(),
            _ => return Err(refused(value, to)),
        };
        let mut values = values?;
        let has_parts =
            |of_type: &Type| !matches!(of_type, Type::Any | Type::Bool | Type::Number | Type::String | Type::Tuple(_));
        match from {
            Type::Object(attributes) => {
                let element = element_of_object(attributes.values(), to, self.safety).unwrap_or_default();
                if has_parts(&element) {
                    values = self.unified(values)?;
                }
            }
            _ if has_parts(to) => values = Self { safety: Safety::Safe }.unified(values)?,
            _ => {}
        }
        let when_empty = match from {
            Type::Map(from) if *to == Type::Any => from,
            _ => to,
        };
        let element = element_of_all(&mut values, when_empty)?;
        let members = mapping
            .members
            .iter()
            .zip(values)
            .map(|((name, member), value)| (name.clone(), Member { key_span: member.key_span, value }));
        let mapping = Mapping { kind: MappingKind::Map, members: members.collect(), is_open: mapping.is_open };
        Ok(with_kind(value, ValueKind::Mapping(mapping)).showing(Type::Map(Box::new(element))))
    }

    fn to_object(self, value: &Value, from: &Type, to: &BTreeMap<Arc<str>, Type>) -> Converted {
        let Some(mapping) = value.as_mapping() else {
            return Err(format!("{} cannot become an object", value.describe()));
        };
        let mut members = BTreeMap::new();
        for (name, to) in to {
            let from = match from {
                Type::Map(element) => Some(&**element),
                Type::Object(attributes) => attributes.get(name),
                _ => None,
            };
            let member = match (mapping.members.get(name), from) {
                (Some(member), Some(from)) => {
                    let value = self.part(&member.value, from, to);
                    let value = value.map_err(|reason| format!("attribute `{name}`: {reason}"))?;
                    Member { key_span: member.key_span, value }
                }
                _ if mapping.is_open => {
                    let value = unknown_of(format!("the value of `{name}` is not known"), to.clone());
                    Member { key_span: None, value: may_be_null(value) }
                }
                _ => return Err(format!("attribute `{name}` is required")),
            };
            members.insert(name.clone(), member);
        }
        Ok(with_kind(value, Value::object(members.into()).kind))
    }

    /// The values in the type that they have in common.
    fn unified(self, values: Vec<Value>) -> Result<Vec<Value>, String> {
        let Some(types) = values.iter().map(exact_type).collect::<Option<Vec<_>>>() else { return Ok(values) };
        if types.is_empty() || types.windows(2).all(|pair| matches!(pair, [left, right] if left == right)) {
            return Ok(values);
        }
        let common = unify(&types, self.safety).ok_or_else(|| "the elements have no common type".to_owned())?;
        values.iter().zip(&types).map(|(value, from)| self.part(value, from, &common)).collect()
    }
}

/// The type that elements of one collection have, or why they make none. A null of no type takes that of the others.
pub(crate) fn element_of_all(items: &mut [Value], when_empty: &Type) -> Result<Type, String> {
    let mut element = None;
    for item in items.iter() {
        // What has no exact type was converted to one that is in part dynamic.
        let Some(of_item) = exact_type(item) else { continue };
        element = Some(one_type(element, of_item).ok_or_else(|| "the elements are of different types".to_owned())?);
    }
    let Some(element) = element else { return Ok(when_empty.clone()) };
    if element != Type::Any {
        for item in items.iter_mut().filter(|item| item.is_null() && item.of_type.is_none()) {
            *item = std::mem::replace(item, Value::null()).typed(element.clone());
        }
    }
    Ok(element)
}

fn refused(value: &Value, to: &Type) -> String {
    format!("{} cannot become {}", value.describe(), describe_type(to))
}

/// A value as it is written, or the type of one that is not there to be seen.
fn describe(value: &Value, of_type: &Type) -> String {
    match of_type {
        _ if value.is_null() || value.is_unknown() => describe_type(of_type),
        Type::Set(_) => "a set".to_owned(),
        Type::Map(_) => "a map".to_owned(),
        _ => value.describe().to_owned(),
    }
}
