//! What a conversion gives beside the converted parts.

use std::sync::Arc;

use crate::value::{Type, Unknown, Value, ValueKind};

/// An unknown value that is certainly not null.
pub(crate) fn unknown_of(reason: impl Into<Arc<str>>, of_type: Type) -> Value {
    let unknown = Unknown { reason: reason.into(), symbol: None, is_not_null: true, is_awaited: false, of_type };
    ValueKind::Unknown(unknown).into()
}

/// The value in another form, at the same place.
pub(super) fn with_kind(value: &Value, kind: ValueKind) -> Value {
    Value { kind, of_type: None, ..value.clone() }
}
