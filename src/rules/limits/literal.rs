//! Edits of literals: what stands in the file itself, so that a fix can replace it.

use crate::finding::Edit;
use crate::resource::{Field, Surface};
use crate::rules::subject::TabledField;
use crate::value::{Value, ValueKind};

/// Replaces a value by a string. Only where the value is written right there: not behind a reference, not computed.
pub fn replace_by_string(value: &Value, text: &str) -> Option<Edit> {
    let span = value.span?;
    if value.origin.is_some() || value.sensitive {
        return None;
    }
    match &value.kind {
        // Only the text between the quotes changes, so that quotes inside an embedded document stay as they are.
        ValueKind::String(written) => {
            let known = written.known()?;
            let inner = written.span_of(0..known.len());
            let is_literal = inner.len() == known.len() && !known.is_empty() && span.contains(inner);
            is_literal.then(|| Edit { span: inner, text: text.to_owned() })
        }
        ValueKind::Bool(known) => {
            let is_literal = span.len() == if *known { "true".len() } else { "false".len() };
            is_literal.then(|| Edit { span, text: format!("\"{text}\"") })
        }
        ValueKind::Number(number) => {
            let is_literal = span.len() == number.to_string().len();
            is_literal.then(|| Edit { span, text: format!("\"{text}\"") })
        }
        _ => None,
    }
}

/// Puts quotes around a scalar that is written without.
pub fn quote(value: &Value) -> Option<Edit> {
    match &value.kind {
        ValueKind::Bool(known) => replace_by_string(value, if *known { "true" } else { "false" }),
        ValueKind::Number(number) => replace_by_string(value, &number.to_string()),
        _ => None,
    }
}

/// Replaces a string, with its quotes if it has any, by a scalar that is none: `true`, `7`.
pub fn replace_by_scalar(value: &Value, text: &str) -> Option<Edit> {
    let (span, known) = (value.span?, value.as_str()?);
    let inner = value.as_text()?.span_of(0..known.len());
    let has_its_length = span.len() == known.len() || span.len() == known.len() + 2;
    let is_literal = value.origin.is_none() && inner.len() == known.len() && has_its_length && !known.is_empty();
    is_literal.then(|| Edit { span, text: text.to_owned() })
}

/// Takes the quotes from a scalar.
pub fn unquote(value: &Value) -> Option<Edit> {
    replace_by_scalar(value, value.as_str()?)
}

/// Writes another name for a field, quoted as it was.
pub fn rename(field: &Field, name: &str) -> Edit {
    let is_quoted = field.name_span.len() == field.written.len() + 2;
    let text = if is_quoted { format!("\"{name}\"") } else { name.to_owned() };
    Edit { span: field.name_span, text }
}

/// Takes an attribute of HCL out. The line that it leaves empty goes with it when the fix is applied.
pub fn remove(field: &TabledField<'_>) -> Option<Edit> {
    let name = field.field.name_span;
    let is_hcl = field.resource().surface == Surface::Terraform && name.len() == field.written().len();
    let value = field.field.value()?.span?;
    let follows = value.file == name.file && value.start >= name.end;
    (is_hcl && follows).then(|| Edit { span: name.to(value), text: String::new() })
}
