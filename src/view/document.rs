//! The JSON document that a field holds: in a string, or as the object itself where a notation writes that.

use super::value::is_template;
use crate::resource::Resource;
use crate::syntax::SyntaxError;
use crate::syntax::embedded;
use crate::value::{Value, ValueKind};

/// What a value holds, with every place led back to the file, or why it is not JSON. None where nothing can be said of it:
/// nothing is written, it is not known, or another tool fills it in.
pub(crate) fn document_of(resource: &Resource, value: &Value) -> Option<Result<Value, SyntaxError>> {
    let text = match &value.kind {
        ValueKind::String(text) => text,
        ValueKind::Mapping(_) | ValueKind::Sequence(_) => return Some(Ok(value.clone())),
        ValueKind::Null | ValueKind::Bool(_) | ValueKind::Number(_) | ValueKind::Unknown(_) => return None,
    };
    if is_template(resource.notation, text.known_bytes()) || text.known() == Some("") {
        return None;
    }
    let parsed = embedded::json(text);
    match parsed.errors.into_iter().next() {
        _ if parsed.is_undecided => None,
        Some(error) => (!error.is_limit).then_some(Err(error)),
        None => parsed.documents.first().map(|document| Ok(Value::from_node(document))),
    }
}
