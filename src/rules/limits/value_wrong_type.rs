//! `value-wrong-type`: a value of a type that the provider does not take.

use crate::finding::{Draft, Edit, Fix, Identity, Severity};
use crate::resource::{Blocks, Content, Scalars, Taker, number_of};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::tables::ValueType;
use crate::value::{Type, Value, ValueKind};
use crate::view::FieldView;
use crate::view::literal::{quote, replace_by_scalar, unquote};
use crate::view::section::{Conversion, converts};
use crate::view::value::{is_scalar, quotable};

pub(crate) static RULE: Rule = Rule {
    name: "value-wrong-type",
    theme: Theme::Arguments,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "a value has a different type than its argument",
    why: "`deletion_protection` is a boolean on a KMS instance and a word on a key; `pending_days` is text in a \
          request body and `rotation_interval` a number. Terraform converts what spells the same (`7` and `\"7\"`), a \
          Crossplane resource does not, and what an API does with a different type is not documented.",
    fixable: Fixable::Sometimes,
    options: &[],
    sources: &[
        "https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/kms_instance",
        "https://docs.otc.t-systems.com/key-management-service/api-ref/apis/key_management_service/cmk_management/scheduling_the_deletion_of_a_cmk.html",
    ],
    bad: examples!("value-wrong-type", "example-bad-1.tf", "example-bad-2.json"),
    good: examples!("value-wrong-type", "example-good.json"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for field in cx.view().fields() {
        let Some(expected) = field.limit(|row| row.value_type) else { continue };
        let value = match &field.field.content {
            Content::Value(value) => value,
            Content::Blocks(blocks) => {
                check_form(cx, field, blocks, expected);
                continue;
            }
        };
        if value.as_unknown().is_some_and(|unknown| unknown.of_type == Type::Any) {
            field.resource().ask(field.written(), value);
        }
        if let Some(mismatch) = mismatch(cx, field, value, expected) {
            report(cx, field, value, expected, mismatch);
        }
    }
}

/// Reports blocks that are written as an argument, and a map that is written as a block. JSON has one form for both.
fn check_form(cx: &mut RuleContext<'_>, field: &FieldView<'_>, blocks: &Blocks, expected: ValueType) {
    let name = field.written();
    if !field.resource().notation.is_configuration || field.field.is_quoted() {
        return;
    }
    let (message, help, fix) = match (expected, &blocks.raw) {
        (ValueType::Blocks, Some(value)) if !value.is_null() && field.limit(|row| row.as_argument) == Some(false) => {
            let message = format!("`{name}` is written as an argument, but it is a block");
            (message, format!("write `{name} {{ … }}`, once for each element, or `dynamic \"{name}\"`"), None)
        }
        (ValueType::Map, None) if !blocks.groups.is_empty() => {
            let edit = Edit::over(field.field.name_span, name, format!("{name} ="));
            let message = format!("`{name}` is written as a block, but it is a map");
            let help = format!("write `{name} = {{ … }}`");
            (message, help, Some(Fix::unsafe_(format!("write `{name} = {{`"), vec![edit])))
        }
        (ValueType::Blocks | ValueType::Map | ValueType::Any, _) => return,
        (_, None) if !blocks.groups.is_empty() => {
            let message = format!("`{name}` is written as a block, but it is an argument");
            (message, format!("write `{name} = …`"), None)
        }
        _ => return,
    };
    let mut finding = Draft::new(field.field.name_span, message).with_help(help);
    finding.identity = Identity::of_field(field.path());
    finding.fix = fix;
    cx.report_limit(&field.section, Some(field.row), Severity::Error, finding);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mismatch {
    /// The same text in another type, which the API is likely to convert.
    Notation(Severity),
    Other,
}

fn mismatch(cx: &RuleContext<'_>, field: &FieldView<'_>, value: &Value, expected: ValueType) -> Option<Mismatch> {
    let notation = match converts(&field.section.subject, cx.tables()) {
        Conversion::Always => None,
        Conversion::Likely => Some(Mismatch::Notation(Severity::Warning)),
        Conversion::Never => Some(Mismatch::Notation(Severity::Error)),
    };
    let is_list = value.as_sequence().is_some();
    let is_text = value.as_text().is_some();
    match (expected, &value.kind) {
        (_, ValueKind::Null | ValueKind::Unknown(_)) | (ValueType::Any, _) => None,
        (ValueType::String, _) if spells_no_number(field, value) => Some(Mismatch::Other),
        (ValueType::String, ValueKind::String(_)) => None,
        (ValueType::String, _) if is_scalar(value) => notation,
        (ValueType::Integer | ValueType::Number, ValueKind::String(text)) => {
            let known = text.known()?;
            let number = number_of(value);
            let is_right = number.is_some_and(|number| expected == ValueType::Number || number.is_integer());
            if is_right && !known.is_empty() { notation } else { Some(Mismatch::Other) }
        }
        (ValueType::Integer, ValueKind::Number(number)) => (!number.is_integer()).then_some(Mismatch::Other),
        (ValueType::Number, ValueKind::Number(_)) | (ValueType::Boolean, ValueKind::Bool(_)) => None,
        (ValueType::Boolean, ValueKind::String(text)) => match text.known()? {
            "true" | "false" => notation,
            // Parameters of templates have the words in any case, as parameters are written: `Default: 'False'`.
            word if field.resource().notation.parameters_are_text && is_boolean_word(word) => notation,
            "0" | "1" if field.resource().notation.scalars == Scalars::Evaluated => None,
            _ => Some(Mismatch::Other),
        },
        (ValueType::List, _) if is_list => None,
        // A request has a list as one string, which is a list here where all of it is known.
        (ValueType::List, _) if is_text && is_request(field) => None,
        // A list parameter of a template is text that the service splits.
        (ValueType::List, _) if is_text && field.resource().notation.parameters_are_text && value.origin.is_some() => {
            None
        }
        (ValueType::Map, ValueKind::Mapping(_)) => None,
        (ValueType::Blocks, _) if field.row.is_encoded_on(field.resource().notation) => None,
        (ValueType::Blocks, _) if is_list || value.as_mapping().is_some() => None,
        _ => Some(Mismatch::Other),
    }
}

fn is_boolean_word(word: &str) -> bool {
    ["true", "false"].iter().any(|boolean| boolean.eq_ignore_ascii_case(word))
}

fn is_request(field: &FieldView<'_>) -> bool {
    field.resource().notation.taker == Taker::Api
}

/// Whether the field is a number in text and the value no whole number.
fn spells_no_number(field: &FieldView<'_>, value: &Value) -> bool {
    let is_number_in_text = field.limit(|row| row.range).is_some();
    let is_known = value.as_str().is_some() || value.as_number().is_some() || value.as_bool().is_some();
    // `"7.0"` is a whole number and not its digits; the number 7.0 becomes `7` where a string is needed.
    let has_digits = value.as_str().is_none_or(|text| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'));
    is_number_in_text && is_known && !(has_digits && number_of(value).is_some_and(|number| number.is_integer()))
}

fn report(cx: &mut RuleContext<'_>, field: &FieldView<'_>, value: &Value, expected: ValueType, mismatch: Mismatch) {
    let wanted = match expected {
        ValueType::String if mismatch == Mismatch::Other && field.limit(|row| row.range).is_some() => {
            "the digits of a whole number"
        }
        ValueType::String => "a string",
        ValueType::Integer => "a whole number",
        ValueType::Number => "a number",
        ValueType::Boolean => "`true` or `false`",
        ValueType::List => "a list",
        ValueType::Map if is_request(field) => "an object",
        ValueType::Map => "a map",
        ValueType::Blocks => "blocks",
        ValueType::Any => return,
    };
    let is = match mismatch {
        Mismatch::Notation(_) => format!("`{}` is {}", field.written(), value.describe()),
        Mismatch::Other if value.as_sequence().is_some() || value.as_mapping().is_some() => {
            format!("`{}` is {}", field.written(), value.describe())
        }
        Mismatch::Other => field.sentence(value),
    };
    let meant = meant_by(field, value);
    let help = match (mismatch, expected, meant) {
        (_, _, Some(meant)) => field.advice(value, &format!("`{meant}`")),
        (Mismatch::Notation(_), ValueType::String, _) => match literal(field, value) {
            Some(text) => field.advice(value, &format!("`\"{text}\"`")),
            None => "put quotes around it".into(),
        },
        (Mismatch::Notation(_), ..) => match literal(field, value) {
            Some(text) => field.advice(value, &format!("`{text}` without quotes")),
            None => "remove the quotes".into(),
        },
        (_, ValueType::String, _) if value.as_mapping().is_some() => match field.resource().notation.is_configuration {
            true => format!("write `{} = jsonencode({{ … }})`", field.written()).into(),
            false => "write it as JSON in a string".into(),
        },
        (_, ValueType::List, _) => match literal(field, value).filter(|_| value.as_str().is_some()) {
            Some(text) => field.advice(value, &format!("`[\"{text}\"]`")),
            None => "write a list, in brackets".into(),
        },
        _ => field.advice(value, wanted),
    };
    let (severity, but) = match mismatch {
        Mismatch::Notation(Severity::Warning) => (Severity::Warning, "but is documented as"),
        Mismatch::Notation(severity) => (severity, "but must be"),
        Mismatch::Other if field.row.severity == Some(Severity::Warning) => (Severity::Warning, "but is documented as"),
        Mismatch::Other => (Severity::Error, "but must be"),
    };
    let mut finding = field.finding(value, format!("{is}, {but} {wanted}"), Some(help));
    let edit = match (mismatch, meant) {
        (Mismatch::Notation(_), _) if expected == ValueType::String => quote(field, value),
        (Mismatch::Notation(_), _) => unquote(value),
        // `"Enabled"` becomes `true`: the word goes, and the quotes with it.
        (Mismatch::Other, Some(meant)) => replace_by_scalar(value, meant),
        _ => None,
    };
    if let Some(edit) = edit {
        finding.fix = Some(Fix::safe(format!("write `{}`", edit.text), vec![edit]));
    }
    cx.report_limit(&field.section, Some(field.row), severity, finding);
}

/// The value as it is spelled, where advice may repeat it.
fn literal(field: &FieldView<'_>, value: &Value) -> Option<String> {
    let text = value.as_str().map(str::to_owned);
    let text = text.or_else(|| value.as_number().map(ToString::to_string));
    let text = text.or_else(|| value.as_bool().map(|value| value.to_string()))?;
    (field.is_shown(value) && quotable(&text).is_some()).then_some(text)
}

fn meant_by<'a>(field: &FieldView<'a>, value: &Value) -> Option<&'a str> {
    let mistakes = field.limit(|row| (!row.mistakes.is_empty()).then_some(&row.mistakes))?;
    mistakes.get(value.as_str()?).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::limits::testing::{of_surface, request, terraform};
    use crate::surface::crossplane;

    #[test]
    fn terraform_converts_what_spells_the_same() {
        let number = |text: &str| terraform("alicloud_kms_instance").set("vpc_num", text).messages(&RULE);
        assert!(number("7").is_empty());
        assert!(number("\"7\"").is_empty());
        assert_eq!(number("\"seven\""), ["`vpc_num` is `seven`, but must be a whole number"]);
        assert_eq!(number("7.5"), ["`vpc_num` is `7.5`, but must be a whole number"]);
        assert_eq!(number("true"), ["`vpc_num` is `true`, but must be a whole number"]);
        assert_eq!(number("[7]"), ["`vpc_num` is a list, but must be a whole number"]);
    }

    #[test]
    fn a_word_for_a_boolean_is_fixed() {
        let findings = terraform("alicloud_kms_instance").set("deletion_protection", "\"Enabled\"").check(&RULE);
        assert_eq!(findings[0].message, "`deletion_protection` is `Enabled`, but must be `true` or `false`");
        assert_eq!(findings[0].fix.as_ref().unwrap().edits[0].text, "true");
        let protection =
            |text| terraform("alicloud_kms_instance").set("deletion_protection", text).messages(&RULE).len();
        assert_eq!((protection("true"), protection("\"true\""), protection("\"1\""), protection("1")), (0, 0, 0, 1));
    }

    #[test]
    fn a_number_for_text_is_a_warning_in_a_request_body() {
        let findings = request("otc/schedule-key-deletion").set("pending_days", "7").check(&RULE);
        assert_eq!(findings[0].severity, Severity::Warning);
        assert_eq!(findings[0].message, "`pending_days` is a number, but is documented as a string");
        assert_eq!(findings[0].fix.as_ref().unwrap().edits[0].text, "\"7\"");
        let findings = request("otc/update-key-rotation-interval").set("rotation_interval", "\"90\"").check(&RULE);
        assert_eq!(
            (findings[0].severity, &*findings[0].fix.as_ref().unwrap().edits[0].text),
            (Severity::Warning, "90")
        );
        assert!(terraform("opentelekomcloud_kms_key_v1").set("pending_days", "7").messages(&RULE).is_empty());
    }

    #[test]
    fn text_that_should_be_a_number_is_an_error() {
        let days = |text: &str| request("otc/schedule-key-deletion").set("pending_days", text).check(&RULE);
        assert_eq!(days("\"1,096\"")[0].severity, Severity::Error);
        assert_eq!(days("\"\"").len(), 1);
        assert_eq!(days("\"7.0\"").len(), 1);
        assert_eq!(days("\"1e1\"").len(), 1);
        assert!(days("\"1096\"").is_empty());
        assert!(days("\"?,096\"").is_empty());
    }

    #[test]
    fn crossplane_does_not_convert() {
        let days = |text: &str| {
            of_surface(&crossplane::NOTATION, "kms.opentelekomcloud.crossplane.io/KeyV1")
                .set("pendingDays", text)
                .check(&RULE)
        };
        assert_eq!(days("7")[0].severity, Severity::Error);
        assert!(days("\"7\"").is_empty());
    }

    #[test]
    fn parameters_that_travel_as_text_have_no_other_type() {
        assert!(request("alibaba/ScheduleKeyDeletion").set("PendingWindowInDays", "\"7\"").messages(&RULE).is_empty());
        assert!(request("alibaba/ScheduleKeyDeletion").set("PendingWindowInDays", "7").messages(&RULE).is_empty());
    }

    #[test]
    fn a_list_is_not_a_string_and_a_string_no_list() {
        let zones = |text: &str| terraform("alicloud_kms_instance").set("zone_ids", text).messages(&RULE);
        assert_eq!(zones("\"cn-hangzhou-k\""), ["`zone_ids` is `cn-hangzhou-k`, but must be a list"]);
        assert!(zones("[\"cn-hangzhou-k\"]").is_empty());
        assert!(zones("?").is_empty());
    }
}
