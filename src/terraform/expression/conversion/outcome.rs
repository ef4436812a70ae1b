//! What a conversion gives beside the converted parts.

use std::sync::Arc;

use super::value_type::type_of;
use crate::value::{Openness, Sequence, SequenceKind, Type, Unknown, Value, ValueKind};

/// An unknown value that is certainly not null.
pub(crate) fn unknown_of(reason: impl Into<Arc<str>>, of_type: Type) -> Value {
    let unknown = Unknown { reason: reason.into(), symbol: None, is_not_null: true, is_awaited: false, of_type };
    ValueKind::from(unknown).into()
}

/// The value in another form, at the same place.
pub(super) fn with_kind(value: &Value, kind: ValueKind) -> Value {
    Value { kind, of_type: None, ..value.clone() }
}

/// The unknown value, which may be null after all.
pub(super) fn may_be_null(mut value: Value) -> Value {
    if let ValueKind::Unknown(unknown) = &mut value.kind {
        unknown.is_not_null = false;
    }
    value
}

/// An unknown value of another type. The symbol stays where the value itself stays the same.
pub(super) fn unknown_as(unknown: &Unknown, of_type: Type) -> Unknown {
    let is_same = unknown.of_type == of_type
        || matches!((&unknown.of_type, &of_type), (Type::Any, Type::String | Type::Number | Type::Bool))
        || matches!((&unknown.of_type, &of_type), (Type::Any, Type::List(_) | Type::Map(_) | Type::Object(_)));
    let symbol = if is_same { unknown.symbol.clone() } else { None };
    Unknown { of_type, symbol, ..unknown.clone() }
}

/// The places of a set's items in a list are certain only where all items are known.
pub(super) fn list_of_set(items: Vec<Value>, is_open: bool) -> Sequence {
    let is_ordered = is_open || items.len() < 2 || items.iter().all(Value::is_wholly_known);
    let items: Arc<[Value]> = if is_ordered {
        items.into()
    } else {
        items.iter().map(|item| unknown_item(item, "the order of the set is not known")).collect()
    };
    let openness = Openness::open_after(is_open, 0);
    Sequence { kind: SequenceKind::List, items, openness }
}

fn unknown_item(item: &Value, reason: &str) -> Value {
    let value = may_be_null(unknown_of(reason, type_of(item)));
    Value { span: item.span, sensitive: item.sensitive, ..value }.made_of([item])
}
