//! How a finding on a value looks: where it points, what lies behind it, and by what it is known again.

use std::ops::Range;

use super::setting::Setting;
use super::value::{is_scalar, plain, shown};
use crate::finding::{CauseKind, Draft, Help, Identity};
use crate::resource::{Field, Group};
use crate::source::Span;
use crate::syntax::text::Text;
use crate::value::Value;

/// A finding on a value of a field, with the definitions that the value passed through as labels.
///
/// It points at where the field takes the value: an element of a list that is defined elsewhere is a label.
pub(crate) fn finding_on(field: &Field, value: &Value, message: impl Into<String>) -> Draft {
    let place = place_on(field, value);
    let inner = value.span.unwrap_or(place);
    let is_elsewhere = place != inner;
    let mut finding = Draft::new(place, message);
    if is_elsewhere {
        finding = finding.with_label(inner, "the value is written here");
    }
    if let Some(whole) = field.value() {
        finding = finding.because(whole);
    }
    let text = if value.sensitive || field.is_secret { String::new() } else { plain(value) };
    // A text of several lines is a document, of which the beginning says nothing.
    let is_short = value.as_text().is_none_or(|text| !text.known_bytes().trim_end().contains('\n'));
    let gives = (is_scalar(value) && is_short && !value.sensitive && !is_elsewhere).then(|| shown(value));
    finding = finding.on(value, gives.as_deref());
    finding.identity = Identity::of_field(&*field.name).with_value(text);
    finding.is_on_secret = value.sensitive || field.is_secret;
    finding
}

/// Where a finding on a value of a field points: at the value, or at the field where the value is defined elsewhere.
pub(crate) fn place_on(field: &Field, value: &Value) -> Span {
    let outer = field.span();
    value.span.filter(|inner| field.value().is_none() || outer.contains(*inner)).unwrap_or(outer)
}

/// A finding at a place inside a string, or inside the document that it holds.
///
/// A document that a local value holds is shown where it is written. Any other string that was made elsewhere is shown
/// where the field takes it, with the place in its definition as a label.
pub(crate) fn finding_inside(field: &Field, value: &Value, place: Span, message: impl Into<String>) -> Draft {
    let mut finding = finding_on(field, value, message);
    let whole = finding.span;
    let definition = finding.causes.iter_mut().find(|cause| cause.span.contains(place));
    if whole.contains(place) {
        finding.span = place;
    } else if let Some(definition) = definition {
        if value.is_document_of_local() {
            definition.span = whole;
            definition.kind = CauseKind::Related(format!("used as `{}` here", field.written));
            finding.span = place;
        } else {
            definition.span = place;
        }
    }
    finding
}

/// A finding on a field of a group: on its value, or on the group's header where it is not set.
pub(crate) fn finding_on_named(group: &Group, name: &str, message: impl Into<String>) -> Draft {
    let written = group.written(name);
    if let Some((field, value)) = written.filter(|(_, value)| !value.is_null()) {
        return finding_on(field, value, message);
    }
    let mut finding = Draft::new(group.header, message);
    finding.identity = Identity::of_field(name);
    if let Some((field, value)) = written {
        finding = finding.with_label(field.span(), format!("`{}` is null", field.written));
        finding = finding.because(value);
    }
    finding
}

/// What to write so that a field takes another value, and where: with the place, where that is another than the finding's.
pub(crate) fn advice_on(field: &Field, value: &Value, what: &str) -> Help {
    let setting = Setting::of(&field.written, value);
    let outer = field.span();
    match value.span.filter(|inner| field.value().is_some() && !outer.contains(*inner)) {
        Some(inner) if !setting.is_defined_elsewhere() => Help::from(format!("write {what}")).at(inner),
        _ => setting.write(what),
    }
}

/// What has to be written differently so that a field of a group takes another value; `name_here` is what the field is
/// called where it is not written yet.
pub(crate) fn setting_of<'v>(group: &'v Group, name: &str, name_here: &'v str) -> Setting<'v> {
    match group.written(name) {
        Some((field, value)) => Setting::of(&field.written, value),
        None => Setting::of(name_here, None),
    }
}

/// Where a part of a string is written; `whole` where the string was defined elsewhere or computed.
pub(crate) fn place_of(text: &Text, part: Range<usize>, whole: Span) -> Span {
    let place = text.span_of(part);
    if whole.contains(place) { place } else { whole }
}
