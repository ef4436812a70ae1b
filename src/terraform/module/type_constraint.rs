//! Type constraints of input variables, with the defaults of `optional()` attributes.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::syntax::expression::{Call, Expression, ExpressionKind, ObjectItem};
use crate::terraform::expression::budget::Budget;
use crate::terraform::expression::conversion::convert;
use crate::terraform::expression::evaluate;
use crate::terraform::expression::no_names::NoNames;
use crate::value::{Mapping, MappingKind, Member, Sequence, Type, Unknown, Value, ValueKind};

/// A type as a `variable` block writes it.
#[derive(Clone, Debug)]
pub(crate) enum Constraint {
    /// `any`, and what could not be understood.
    Any,
    Bool,
    Number,
    String,
    List(Box<Constraint>),
    Set(Box<Constraint>),
    Map(Box<Constraint>),
    Tuple(Vec<Constraint>),
    Object(BTreeMap<Arc<str>, Attribute>),
}

/// An attribute of an object type.
#[derive(Clone, Debug)]
pub(crate) struct Attribute {
    pub constraint: Constraint,
    pub is_optional: bool,
    /// The second argument of `optional()`.
    pub default: Option<Value>,
}

impl Constraint {
    /// The type that an expression names. A name that Terraform does not know gives [`Constraint::Any`].
    pub(crate) fn of(expression: &Expression) -> Self {
        match &*expression.kind {
            ExpressionKind::Variable(name) => Self::of_name(name),
            // Written so before Terraform 0.12.
            ExpressionKind::String(text) => Self::of_name(text.known().unwrap_or_default()),
            ExpressionKind::Parenthesis(inner) => Self::of(inner),
            ExpressionKind::Call(call) => Self::of_call(call),
            _ => Self::Any,
        }
    }

    fn of_name(name: &str) -> Self {
        match name {
            "bool" => Self::Bool,
            "number" => Self::Number,
            "string" => Self::String,
            "list" => Self::List(Box::new(Self::Any)),
            "set" => Self::Set(Box::new(Self::Any)),
            "map" => Self::Map(Box::new(Self::Any)),
            _ => Self::Any,
        }
    }

    fn of_call(call: &Call) -> Self {
        let element = || Box::new(call.arguments.first().map_or(Self::Any, Self::of));
        match (&*call.name.name, call.arguments.first().map(|argument| &*argument.kind)) {
            ("list", _) => Self::List(element()),
            ("set", _) => Self::Set(element()),
            ("map", _) => Self::Map(element()),
            ("tuple", Some(ExpressionKind::Tuple(items))) => Self::Tuple(items.iter().map(Self::of).collect()),
            ("object", Some(ExpressionKind::Object(items))) => {
                Self::Object(items.iter().filter_map(Attribute::of).collect())
            }
            _ => Self::Any,
        }
    }

    /// The type without what is optional in it.
    pub(crate) fn plain(&self) -> Type {
        let boxed = |element: &Self| Box::new(element.plain());
        match self {
            Self::Any => Type::Any,
            Self::Bool => Type::Bool,
            Self::Number => Type::Number,
            Self::String => Type::String,
            Self::List(element) => Type::List(boxed(element)),
            Self::Set(element) => Type::Set(boxed(element)),
            Self::Map(element) => Type::Map(boxed(element)),
            Self::Tuple(items) => Type::Tuple(items.iter().map(Self::plain).collect()),
            Self::Object(attributes) => Type::Object(
                attributes.iter().map(|(name, attribute)| (name.clone(), attribute.constraint.plain())).collect(),
            ),
        }
    }

    pub(crate) fn is_primitive(&self) -> bool {
        matches!(self, Self::Bool | Self::Number | Self::String)
    }

    /// The value with the defaults of optional attributes filled in, converted to the type.
    ///
    /// # Errors
    ///
    /// When Terraform would refuse the value; the words say why.
    pub(crate) fn apply(&self, value: Value) -> Result<Value, String> {
        let (span, origin, sensitive) = (value.span, value.origin.clone(), value.sensitive);
        let mut converted = convert(&self.with_defaults(value), &self.plain())?;
        converted.span = span;
        converted.origin = origin;
        converted.sensitive |= sensitive;
        Ok(converted)
    }

    fn with_defaults(&self, value: Value) -> Value {
        if !self.has_optional() {
            return value;
        }
        let kind = match (self, value.kind) {
            (Self::Object(attributes), ValueKind::Mapping(mapping)) => {
                ValueKind::Mapping(fill_object(attributes, &mapping))
            }
            (Self::List(element) | Self::Set(element), ValueKind::Sequence(sequence)) => {
                let items = sequence.items.iter().map(|item| element.with_defaults(item.clone())).collect();
                ValueKind::Sequence(Sequence { items, ..sequence })
            }
            (Self::Tuple(constraints), ValueKind::Sequence(sequence)) if constraints.len() == sequence.items.len() => {
                let pairs = constraints.iter().zip(sequence.items.iter());
                let items = pairs.map(|(constraint, item)| constraint.with_defaults(item.clone())).collect();
                ValueKind::Sequence(Sequence { items, ..sequence })
            }
            (Self::Map(element), ValueKind::Mapping(mapping)) => {
                let members = mapping.members.iter().map(|(key, member)| {
                    let value = element.with_defaults(member.value.clone());
                    (key.clone(), Member { key_span: member.key_span, value })
                });
                let members = members.collect();
                // The elements of an object that becomes a map may differ until the defaults are in.
                ValueKind::Mapping(Mapping { members, ..mapping })
            }
            (_, ValueKind::Unknown(unknown)) => {
                let of_type = self.filled_type(&unknown.of_type);
                Unknown { of_type, ..*unknown }.into()
            }
            (_, kind) => kind,
        };
        Value { kind, ..value }
    }

    /// The type that a value of a type has once the optional attributes are filled in.
    fn filled_type(&self, of_type: &Type) -> Type {
        let of_each = |element: &Self, types: &[Type]| types.iter().map(|one| element.filled_type(one)).collect();
        match (self, of_type) {
            (Self::Object(attributes), Type::Object(types)) => {
                let given = types.iter().map(|(name, of_type)| {
                    let of_type = attributes
                        .get(name)
                        .map_or_else(|| of_type.clone(), |attribute| attribute.constraint.filled_type(of_type));
                    (name.clone(), of_type)
                });
                let missing = attributes.iter().filter(|(name, one)| one.is_optional && !types.contains_key(*name));
                let missing = missing.map(|(name, attribute)| (name.clone(), attribute.constraint.plain()));
                Type::Object(given.chain(missing).collect())
            }
            // Which keys there are decides which attributes are filled in.
            (Self::Object(_), Type::Map(_)) if self.has_optional() => Type::Any,
            (Self::List(element) | Self::Set(element), Type::List(of_element)) => {
                Type::List(Box::new(element.filled_type(of_element)))
            }
            (Self::List(element) | Self::Set(element), Type::Set(of_element)) => {
                Type::Set(Box::new(element.filled_type(of_element)))
            }
            (Self::List(element) | Self::Set(element), Type::Tuple(types)) => Type::Tuple(of_each(element, types)),
            (Self::Map(element), Type::Map(of_element)) => Type::Map(Box::new(element.filled_type(of_element))),
            (Self::Map(element), Type::Object(types)) => {
                Type::Object(types.iter().map(|(name, of_type)| (name.clone(), element.filled_type(of_type))).collect())
            }
            (Self::Tuple(elements), Type::Tuple(types)) if elements.len() == types.len() => {
                Type::Tuple(elements.iter().zip(types).map(|(element, one)| element.filled_type(one)).collect())
            }
            _ => of_type.clone(),
        }
    }

    fn has_optional(&self) -> bool {
        match self {
            Self::List(element) | Self::Set(element) | Self::Map(element) => element.has_optional(),
            Self::Tuple(items) => items.iter().any(Self::has_optional),
            Self::Object(attributes) => {
                attributes.values().any(|attribute| attribute.is_optional || attribute.constraint.has_optional())
            }
            _ => false,
        }
    }
}

impl Attribute {
    fn of(item: &ObjectItem) -> Option<(Arc<str>, Self)> {
        let name = match &*item.key.kind {
            ExpressionKind::String(text) => text.known()?,
            ExpressionKind::Variable(name) => name,
            _ => return None,
        };
        let required = |constraint| Self { constraint, is_optional: false, default: None };
        let attribute = match &*item.value.kind {
            ExpressionKind::Call(call) if &*call.name.name == "optional" => Self {
                constraint: call.arguments.first().map_or(Constraint::Any, Constraint::of),
                is_optional: true,
                default: call.arguments.get(1).map(|default| {
                    let unknown = |_| Value::unknown("the default cannot be evaluated").at(default.span);
                    evaluate(default, &NoNames, &Budget::default()).unwrap_or_else(unknown)
                }),
            },
            _ => required(Constraint::of(&item.value)),
        };
        Some((name.into(), attribute))
    }
}

/// Adds what is optional and missing; a null counts as missing where there is a default.
fn fill_object(attributes: &BTreeMap<Arc<str>, Attribute>, mapping: &Mapping) -> Mapping {
    let mut members = mapping.members.to_map();
    for (name, attribute) in attributes {
        let given = members.get(name).map(|member| (member.key_span, member.value.clone()));
        let value = match (given, &attribute.default) {
            (Some((span, value)), Some(default)) if value.is_null() => Some((span, default.clone())),
            (Some(given), _) => Some(given),
            (None, _) if mapping.is_open => Some((None, Value::unknown(format!("{name} may not be set")))),
            (None, Some(default)) => Some((None, default.clone())),
            (None, None) if attribute.is_optional => Some((None, Value::null())),
            (None, None) => None,
        };
        if let Some((key_span, value)) = value {
            members.insert(name.clone(), Member { key_span, value: attribute.constraint.with_defaults(value) });
        }
    }
    Mapping { kind: MappingKind::Object, members: members.into(), is_open: mapping.is_open }
}
