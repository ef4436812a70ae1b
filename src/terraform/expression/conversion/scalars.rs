//! Conversions between strings, numbers and booleans.

use super::describe::describe_type;
use super::outcome::{unknown_of, with_kind};
use std::sync::Arc;

use crate::source::{FileId, Span};
use crate::syntax::text::Text;
use crate::value::{Number, Type, Value, ValueKind};

/// A scalar as another one, or the certainty that it is none.
pub(super) fn convert(value: &Value, to: &Type) -> Result<Value, String> {
    let kind = match (&value.kind, to) {
        (ValueKind::Bool(_), Type::Bool)
        | (ValueKind::Number(_), Type::Number)
        | (ValueKind::String(_), Type::String) => return Ok(value.clone().of_its_type()),
        (ValueKind::Bool(known), Type::String) => computed(value, if *known { "true" } else { "false" }),
        (ValueKind::Number(number), Type::String) => computed(value, number.to_string()),
        (ValueKind::String(text), Type::Number) => return text_to_number(value, text),
        (ValueKind::String(text), Type::Bool) => return text_to_bool(value, text),
        _ => return Err(format!("{} cannot become {}", value.describe(), describe_type(to))),
    };
    Ok(with_kind(value, kind))
}

fn computed(value: &Value, text: impl Into<Arc<str>>) -> ValueKind {
    let span = value.span.unwrap_or_else(|| Span::new(FileId::DETACHED, 0, 0));
    ValueKind::String(Text::computed(text, span))
}

/// The text of a value in a message.
fn quoted(value: &Value, text: &str) -> String {
    if value.sensitive { "the sensitive value".to_owned() } else { format!("`{text}`") }
}

fn text_to_number(value: &Value, text: &Text) -> Result<Value, String> {
    let refused = |text: &str| Err(format!("{} is not a number", quoted(value, text)));
    let Some(known) = text.known() else {
        // Nothing that is unknown can make a number of other characters.
        let may_be_number = text.known_bytes().bytes().all(|byte| b"0123456789+-.eEpPinfINF".contains(&byte));
        if !may_be_number {
            return refused(text.known_bytes());
        }
        let unknown = unknown_of("a part of the string is not known", Type::Number);
        return Ok(with_kind(value, unknown.kind));
    };
    if let Some(number) = Number::parse(known) {
        return Ok(with_kind(value, ValueKind::Number(number)));
    }
    // Terraform also reads binary exponents, infinities and exponents too large to write out here.
    let is_exotic = known.bytes().any(|byte| byte.is_ascii_digit()) && known.contains(['e', 'E', 'p', 'P'])
        || matches!(known.trim_start_matches(['+', '-']), "Inf" | "inf");
    if is_exotic && known.bytes().all(|byte| b"0123456789+-.eEpPinfINF".contains(&byte)) {
        let unknown = unknown_of("the number cannot be represented", Type::Number);
        return Ok(with_kind(value, unknown.kind));
    }
    refused(known)
}

fn text_to_bool(value: &Value, text: &Text) -> Result<Value, String> {
    let kind = match text.known() {
        Some("true" | "1") => ValueKind::Bool(true),
        Some("false" | "0") => ValueKind::Bool(false),
        None if ["true", "false", "1", "0"].into_iter().any(|word| text.may_be(word)) => {
            unknown_of("a part of the string is not known", Type::Bool).kind
        }
        _ => {
            let quoted = quoted(value, text.known_bytes());
            return Err(format!("{quoted} is not a boolean, which is `true` or `false`"));
        }
    };
    Ok(with_kind(value, kind))
}
