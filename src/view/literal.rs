//! Edits of literals: what stands in the file itself, so that a fix can replace it.

use std::ops::Range;

use super::FieldView;
use crate::finding::Edit;
use crate::resource::Field;
use crate::source::Span;
use crate::syntax::text::Text;
use crate::value::{Number, Value, ValueKind};

/// Replaces a value by a string. Only where the value is written right there: not behind a reference, not computed.
///
/// A value that had no quotes gets those that the field's name has, so that it fits into the document inside a string
/// that it may be part of.
pub(crate) fn replace_by_string(field: &FieldView<'_>, value: &Value, text: &str) -> Option<Edit> {
    let span = value.span?;
    if value.origin.is_some() || !field.is_shown(value) {
        return None;
    }
    let quoted = |written: &str| {
        let quote = field.field.quote()?;
        Some(Edit::over(span, written, format!("{quote}{text}{quote}")))
    };
    match &value.kind {
        // Only the text between the quotes changes, so that quotes inside an embedded document stay as they are.
        ValueKind::String(written) => {
            let known = written.known()?;
            let inner = written.exact_span_of(0..known.len()).filter(|inner| span.contains(*inner))?;
            if span == inner && needs_quotes(field, text) {
                return quoted(known);
            }
            (!known.is_empty()).then(|| Edit::new(inner, text))
        }
        ValueKind::Bool(known) => quoted(if *known { "true" } else { "false" }),
        ValueKind::Number(number) => quoted(&number.to_string()),
        _ => None,
    }
}

/// Whether a plain scalar of YAML with this text would be no string.
fn needs_quotes(field: &FieldView<'_>, text: &str) -> bool {
    let is_yaml = field.resource().notation.is_yaml;
    let is_word = matches!(text.to_ascii_lowercase().as_str(), "true" | "false" | "null" | "~" | "");
    is_yaml && (is_word || Number::parse(text).is_some())
}

/// Replaces a part of a string, where that part stands in the file letter for letter and within `whole`: the place that
/// the finding on the value has, which is elsewhere for what is defined elsewhere.
pub(crate) fn replace_part(value: &Value, text: &Text, part: Range<usize>, whole: Span, new: &str) -> Option<Edit> {
    let span = text.exact_span_of(part)?;
    (value.origin.is_none() && whole.contains(span)).then(|| Edit::new(span, new))
}

/// Puts quotes around a scalar that is written without.
pub(crate) fn quote(field: &FieldView<'_>, value: &Value) -> Option<Edit> {
    match &value.kind {
        ValueKind::Bool(known) => replace_by_string(field, value, if *known { "true" } else { "false" }),
        ValueKind::Number(number) => replace_by_string(field, value, &number.to_string()),
        _ => None,
    }
}

/// Replaces a string, with its quotes if it has any, by a scalar that is none: `true`, `7`.
pub(crate) fn replace_by_scalar(value: &Value, text: &str) -> Option<Edit> {
    let (span, known) = (value.span?, value.as_str()?);
    (value.origin.is_none() && !known.is_empty()).then(|| Edit::over(span, known, text))
}

/// Takes the quotes from a scalar.
pub(crate) fn unquote(value: &Value) -> Option<Edit> {
    replace_by_scalar(value, value.as_str()?)
}

/// Writes another name for a field, between the quotes that it has.
pub(crate) fn rename(field: &Field, name: &str) -> Option<Edit> {
    Some(Edit::over(field.letters()?, &field.written, name))
}

/// Takes an argument of HCL out, whatever its value is.
pub(crate) fn remove(field: &FieldView<'_>) -> Option<Edit> {
    let name = field.field.name_span;
    let is_hcl = field.resource().notation.is_configuration && name.len() == field.written().len();
    is_hcl.then(|| Edit::removal_of_argument(name))
}
