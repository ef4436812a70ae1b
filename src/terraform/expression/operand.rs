//! The operands of operators and keys: converted, or the certainty that Terraform refuses them.

use std::sync::Arc;

use crate::source::Span;
use crate::terraform::expression::conversion::convert;
use crate::terraform::expression::scope::Failure;
use crate::value::{Number, Type, Value, ValueKind};

/// An operand that is known, or why it is not.
pub(super) enum Operand<T> {
    Known(T),
    Unknown(Arc<str>),
}

pub(super) fn number(value: &Value, span: Span) -> Result<Operand<Number>, Failure> {
    Ok(match scalar(value, &Type::Number, span)?.kind {
        ValueKind::Number(number) => Operand::Known(number),
        other => Operand::Unknown(reason(&other)),
    })
}

pub(super) fn bool(value: &Value, span: Span) -> Result<Operand<bool>, Failure> {
    Ok(match scalar(value, &Type::Bool, span)?.kind {
        ValueKind::Bool(value) => Operand::Known(value),
        other => Operand::Unknown(reason(&other)),
    })
}

/// The key of an object or map; `None` where it is not known.
pub(super) fn key(value: &Value, span: Span) -> Result<Option<Arc<str>>, Failure> {
    let key = scalar(value, &Type::String, span)?;
    Ok(key.as_str().map(Arc::from))
}

fn scalar(value: &Value, to: &Type, span: Span) -> Result<Value, Failure> {
    if value.is_null() {
        return Err(Failure::new(span, "null is not accepted here"));
    }
    convert(value, to).map_err(|reason| Failure::new(span, reason))
}

/// Why a value is not known.
pub(super) fn reason(kind: &ValueKind) -> Arc<str> {
    match kind {
        ValueKind::Unknown(unknown) => unknown.reason.clone(),
        ValueKind::String(_) => "a part of the string is not known".into(),
        _ => "not all of it is known".into(),
    }
}
