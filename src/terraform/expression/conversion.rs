//! Converts values between types as Terraform does at arguments, variables and collection literals.
//!
//! Values whose types are known in every part go to [`exact`]. In the others [`Type::Any`] stands for a type that is not
//! known. Where it could change what a known number or boolean becomes (a list of `1` and something unknown may be a
//! list of strings), that value becomes unknown too.

mod describe;
mod exact;
mod outcome;
mod scalars;
mod set_order;
mod unification;
mod value_type;

use std::collections::BTreeMap;
use std::sync::Arc;

pub(crate) use describe::describe_type;
pub(crate) use outcome::unknown_of;
pub(crate) use set_order::set_of;
pub(crate) use unification::{is_convertible, unify};
pub(crate) use value_type::type_of;

pub(crate) use exact::element_of_all;
use outcome::{list_of_set, may_be_null, unknown_as, with_kind};

use crate::terraform::expression::exact_type::{contains_any, exact_type};
use crate::value::{Mapping, MappingKind, Member, Openness, Sequence, SequenceKind, Type, Unknown, Value, ValueKind};

/// `value` as a `to`, with its place, its origin and its sensitivity.
///
/// `list(any)` and its like take the one type that all elements convert to. An unknown value stays unknown
/// and takes on the type. The error says why Terraform would certainly refuse the conversion.
pub(crate) fn convert(value: &Value, to: &Type) -> Result<Value, String> {
    match exact_type(value) {
        Some(from) => exact::convert(value, &from, to),
        None => Converter { when_any: WhenAny::Unify }.convert(value, to),
    }
}

/// One result of a conditional, converted to the type that it has in common with the `other`: `None` where they have
/// none. Both have an exact type.
pub(crate) fn convert_in_pair(value: &Value, from: &Type, other: &Type) -> Option<Result<Value, String>> {
    exact::convert_in_pair(value, from, other)
}

/// The exact type that all of `types`, which are exact, convert to.
pub(crate) fn unify_exactly(types: &[Type]) -> Option<Type> {
    exact::unify(types, exact::Safety::Unsafe)
}

/// Values converted to the one type that all of them convert to.
pub(crate) fn unify_values(values: Vec<Value>) -> Result<Vec<Value>, String> {
    let no_common_type = || "the elements have no common type".to_owned();
    if let Some(types) = values.iter().map(exact_type).collect::<Option<Vec<_>>>() {
        if types.is_empty() {
            return Ok(values);
        }
        let common = unify_exactly(&types).ok_or_else(no_common_type)?;
        return values.iter().zip(&types).map(|(value, from)| exact::convert(value, from, &common)).collect();
    }
    let mut types: Vec<Type> = Vec::new();
    for value in &values {
        let of_value = type_of(value);
        // Runs of equal types are the rule, so this keeps the list short without hashing every type.
        if types.last() != Some(&of_value) {
            types.push(of_value);
        }
    }
    let common = unify(&types).ok_or_else(no_common_type)?;
    let converter = Converter { when_any: WhenAny::Soften };
    values.iter().map(|value| converter.convert(value, &common)).collect()
}

/// What a converter does where the wanted type is not known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WhenAny {
    /// Elements take their common type; anything else stays as it is.
    Unify,
    /// Numbers and booleans become unknown, because the type that is not known may make strings of them.
    Soften,
}

/// Where the elements of a new collection come from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parts {
    /// A list, set or map, whose elements have one type already.
    Collection,
    Tuple,
    Object,
}

impl Parts {
    fn of(kind: SequenceKind) -> Self {
        if kind == SequenceKind::Tuple { Self::Tuple } else { Self::Collection }
    }
}

#[derive(Clone, Copy)]
struct Converter {
    when_any: WhenAny,
}

impl Converter {
    fn convert(self, value: &Value, to: &Type) -> Result<Value, String> {
        if *to == Type::Any {
            return Ok(if self.when_any == WhenAny::Soften { soften(value) } else { value.clone() });
        }
        // What may be another kind of collection may have elements of another type as well.
        let softened = (value.of_type.as_deref() == Some(&Type::Any) && contains_any(to)).then(|| soften(value));
        let value = softened.as_ref().unwrap_or(value);
        if let Some(of_type) = &value.of_type
            && !is_convertible(of_type, to)
        {
            return Err(format!("{} cannot become {}", describe_type(of_type), describe_type(to)));
        }
        let kind = match &value.kind {
            ValueKind::Null => return Ok(typed(value.clone(), to)),
            ValueKind::Unknown(unknown) => convert_unknown(unknown, to)?.into(),
            ValueKind::Bool(_) | ValueKind::Number(_) | ValueKind::String(_) => return scalars::convert(value, to),
            ValueKind::Sequence(sequence) => return self.convert_sequence(value, sequence, to),
            ValueKind::Mapping(mapping) => self.convert_mapping(mapping, to)?,
        };
        Ok(typed(with_kind(value, kind), to))
    }

    fn convert_sequence(self, value: &Value, sequence: &Sequence, to: &Type) -> Result<Value, String> {
        let refused = || format!("{} cannot become {}", describe_sequence(sequence), describe_type(to));
        match to {
            Type::List(element) if sequence.kind == SequenceKind::Set => {
                let items = self.convert_items(&sequence.items, element, Parts::Collection, sequence.is_open())?;
                let list = list_of_set(items, sequence.is_open());
                Ok(typed(with_kind(value, ValueKind::Sequence(list)), to))
            }
            Type::List(element) => {
                let items =
                    self.convert_items(&sequence.items, element, Parts::of(sequence.kind), sequence.is_open())?.into();
                let kind = SequenceKind::List;
                let kind = ValueKind::Sequence(Sequence { kind, items, openness: sequence.openness });
                Ok(typed(with_kind(value, kind), to))
            }
            Type::Set(element) => {
                let items =
                    self.convert_items(&sequence.items, element, Parts::of(sequence.kind), sequence.is_open())?;
                let sensitive = value.sensitive || items.iter().any(|item| item.sensitive);
                let kind = ValueKind::Sequence(set_of(items, sequence.is_open()));
                Ok(typed(Value { sensitive, ..with_kind(value, kind) }, to))
            }
            Type::Tuple(_) if sequence.kind == SequenceKind::Tuple && sequence.is_open() => {
                let unknown = unknown_of("the number of elements is not known", to.clone());
                Ok(with_kind(value, unknown.kind))
            }
            Type::Tuple(elements) if sequence.kind == SequenceKind::Tuple && elements.len() == sequence.items.len() => {
                let items: Result<Vec<_>, _> =
                    sequence.items.iter().zip(elements).map(|(item, element)| self.convert(item, element)).collect();
                let kind = Value::sequence(SequenceKind::Tuple, items?).kind;
                Ok(with_kind(value, kind))
            }
            _ => Err(refused()),
        }
    }

    fn convert_items(self, items: &[Value], element: &Type, parts: Parts, is_open: bool) -> Result<Vec<Value>, String> {
        let items: Result<Vec<_>, _> = items.iter().map(|item| self.convert(item, element)).collect();
        if self.when_any != WhenAny::Unify || parts == Parts::Collection || !contains_any(element) {
            return items;
        }
        if is_open {
            // The elements that are not known take part in the common type.
            let mut items = items?;
            items.push(Value::unknown("there may be more elements"));
            let mut items = unify_values(items)?;
            items.pop();
            return Ok(items);
        }
        unify_values(items?)
    }

    fn convert_mapping(self, mapping: &Mapping, to: &Type) -> Result<ValueKind, String> {
        match to {
            Type::Map(element) => {
                let values: Vec<Value> = mapping.members.values().map(|member| member.value.clone()).collect();
                let is_map = mapping.kind == MappingKind::Map;
                let parts = if is_map { Parts::Collection } else { Parts::Object };
                let values = self.convert_items(&values, element, parts, mapping.is_open)?;
                let members = mapping
                    .members
                    .iter()
                    .zip(values)
                    .map(|((name, member), value)| (name.clone(), Member { key_span: member.key_span, value }));
                let members = members.collect();
                Ok(ValueKind::Mapping(Mapping { kind: MappingKind::Map, members, is_open: mapping.is_open }))
            }
            Type::Object(attributes) => self.convert_to_object(mapping, attributes),
            _ => {
                let what = if mapping.kind == MappingKind::Map { "a map" } else { "an object" };
                Err(format!("{what} cannot become {}", describe_type(to)))
            }
        }
    }

    fn convert_to_object(self, mapping: &Mapping, attributes: &BTreeMap<Arc<str>, Type>) -> Result<ValueKind, String> {
        let mut members = BTreeMap::new();
        for (name, of_attribute) in attributes {
            let member = match mapping.members.get(name) {
                Some(member) => {
                    let value = self
                        .convert(&member.value, of_attribute)
                        .map_err(|reason| format!("attribute `{name}`: {reason}"))?;
                    Member { key_span: member.key_span, value }
                }
                None if mapping.is_open => {
                    let value = unknown_of(format!("the value of `{name}` is not known"), of_attribute.clone());
                    Member { key_span: None, value: may_be_null(value) }
                }
                None => return Err(format!("attribute `{name}` is required")),
            };
            members.insert(name.clone(), member);
        }
        Ok(Value::object(members.into()).kind)
    }
}

/// Notes the type of a value whose parts do not show it.
fn typed(value: Value, to: &Type) -> Value {
    let shown = match &value.kind {
        ValueKind::Null => Type::Any,
        ValueKind::Sequence(_) | ValueKind::Mapping(_) => type_of(&Value { of_type: None, ..value.clone() }),
        _ => return value,
    };
    if !contains_any(&shown) {
        return value;
    }
    let known = unification::replace_any(to, &value.of_type.as_deref().cloned().unwrap_or(shown));
    match contains_any(&known) {
        false => value.typed(known),
        // A null without a type would be one of the dynamic type.
        true if value.is_null() => value.typed(Type::Any),
        true => value,
    }
}

/// An unknown value of another type.
fn convert_unknown(unknown: &Unknown, to: &Type) -> Result<Unknown, String> {
    if !is_convertible(&unknown.of_type, to) {
        return Err(format!("{} cannot become {}", describe_type(&unknown.of_type), describe_type(to)));
    }
    Ok(unknown_as(unknown, unification::replace_any(to, &unknown.of_type)))
}

/// The value with every number and boolean in it unknown, because each may become a string, and with every
/// collection of no certain kind.
fn soften(value: &Value) -> Value {
    let kind = match &value.kind {
        ValueKind::Unknown(unknown) if unknown.of_type != Type::String && unknown.symbol.is_none() => {
            Unknown { of_type: Type::Any, ..(**unknown).clone() }.into()
        }
        ValueKind::Bool(_) | ValueKind::Number(_) => {
            unknown_of("the type of the collection's elements is not known", Type::Any).kind
        }
        ValueKind::Sequence(sequence) => {
            let items: Vec<Value> = sequence.items.iter().map(soften).collect();
            // What may become a set keeps the members that certainly differ, but not their number and order.
            let softened = match items.len() {
                0 | 1 => Sequence {
                    items: items.into(),
                    openness: Openness::open_after(sequence.is_open(), 0),
                    ..sequence.clone()
                },
                _ => Sequence { kind: sequence.kind, ..set_of(items, true) },
            };
            ValueKind::Sequence(softened)
        }
        ValueKind::Mapping(mapping) => {
            let members = mapping.members.iter().map(|(name, member)| {
                (name.clone(), Member { key_span: member.key_span, value: soften(&member.value) })
            });
            ValueKind::Mapping(Mapping { members: members.collect(), ..mapping.clone() })
        }
        ValueKind::Null if value.of_type.as_deref() != Some(&Type::String) => return value.clone().typed(Type::Any),
        ValueKind::Null | ValueKind::String(_) | ValueKind::Unknown(_) => return value.clone(),
    };
    let is_collection = matches!(kind, ValueKind::Sequence(_) | ValueKind::Mapping(_));
    let softened = with_kind(value, kind);
    if is_collection { softened.typed(Type::Any) } else { softened }
}

fn describe_sequence(sequence: &Sequence) -> &'static str {
    match sequence.kind {
        SequenceKind::Tuple | SequenceKind::List => "a list",
        SequenceKind::Set => "a set",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span};
    use crate::syntax::text::Text;
    use crate::terraform::expression::equality::equal;
    use crate::value::Number;

    fn strings(items: &[&str]) -> Vec<Value> {
        items.iter().map(|item| text(item)).collect()
    }

    fn text(value: &str) -> Value {
        Value::string(value, Span::new(FileId::DETACHED, 0, 0))
    }

    fn list(element: Type) -> Type {
        Type::List(Box::new(element))
    }

    fn as_text(value: &Value) -> Vec<Option<&str>> {
        value.items().iter().map(Value::as_str).collect()
    }

    #[test]
    fn elements_of_a_list_take_their_common_type() {
        let tuple = Value::tuple([Value::number(1), text("a"), Value::bool(true)]);
        let converted = convert(&tuple, &list(Type::Any)).unwrap();
        assert_eq!(as_text(&converted), [Some("1"), Some("a"), Some("true")]);
        assert!(convert(&Value::tuple([Value::number(1), Value::bool(true)]), &list(Type::Any)).is_err());
    }

    #[test]
    fn an_unknown_type_may_turn_numbers_into_strings() {
        let tuple = Value::tuple([Value::number(1), Value::unknown("?"), text("a")]);
        let converted = convert(&tuple, &list(Type::Any)).unwrap();
        assert_eq!(as_text(&converted), [Some("1"), None, Some("a")]);
        let tuple = Value::tuple([Value::number(1), Value::unknown("?")]);
        assert!(convert(&tuple, &list(Type::Any)).unwrap().items()[0].is_unknown());
        let tuple = Value::tuple([Value::number(1), Value::null()]);
        assert_eq!(convert(&tuple, &list(Type::Any)).unwrap().items()[0].as_number(), Some(&Number::from(1)));
    }

    #[test]
    fn objects_with_different_names_become_maps() {
        let object = |name: &str, value: Value| {
            Value::object([(name.into(), Member { key_span: None, value })].into_iter().collect())
        };
        let tuple = Value::tuple([object("a", Value::number(2)), object("b", text("x"))]);
        let converted = convert(&tuple, &list(Type::Any)).unwrap();
        assert_eq!(type_of(&converted), list(Type::Map(Box::new(Type::String))));
        assert_eq!(converted.items()[0].get("a").and_then(Value::as_str), Some("2"));
    }

    #[test]
    fn sets_are_in_order_and_without_duplicates() {
        let set = |items: Vec<Value>| convert(&Value::tuple(items), &Type::Set(Box::new(Type::Any))).unwrap();
        assert_eq!(as_text(&set(strings(&["b", "a", "b", "B"]))), [Some("B"), Some("a"), Some("b")]);
        let open = set(vec![text("a"), Value::unknown("?")]);
        assert!(open.as_sequence().is_some_and(|set| set.is_open() && set.items.len() == 1));
    }

    #[test]
    fn the_type_of_an_empty_list_stays() {
        let empty = convert(&Value::tuple([]), &list(Type::String)).unwrap();
        assert_eq!(type_of(&empty), list(Type::String));
        let other = convert(&Value::tuple([]), &list(Type::Number)).unwrap();
        assert_ne!(equal(&empty, &other), Some(true));
        assert_eq!(equal(&empty, &empty), Some(true));
        assert_eq!(type_of(&convert(&Value::null(), &Type::String).unwrap()), Type::String);
    }

    #[test]
    fn a_partly_known_string_may_be_certainly_no_number() {
        let with_hole = |before: &str| {
            let mut builder = Text::builder();
            builder.push(before, Span::new(FileId::DETACHED, 0, 0));
            builder.push_hole();
            Value::text(builder.finish(Span::new(FileId::DETACHED, 0, 0)))
        };
        assert!(convert(&with_hole("vpc-"), &Type::Number).is_err());
        assert!(convert(&with_hole("1"), &Type::Number).unwrap().is_unknown());
        assert!(convert(&with_hole("tr"), &Type::Bool).unwrap().is_unknown());
        assert!(convert(&with_hole("trx"), &Type::Bool).is_err());
    }
}
