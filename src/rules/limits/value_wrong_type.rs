//! `value-wrong-type`: a value of a type that the provider does not take.

use crate::finding::{Draft, Edit, Fix, Identity, Severity};
use crate::resource::{Blocks, Content, Scalars, Taker, number_of};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::syntax::text::Text;
use crate::tables::ValueType;
use crate::value::{Type, Value, ValueKind};
use crate::view::FieldView;
use crate::view::literal::{quote, replace_by_scalar, unquote};
use crate::view::section::{Conversion, Section, converts};
use crate::view::value::{is_scalar, quotable, text_of};

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
    let sections = cx.view().sections().filter(|section| !section.subject.is_addition && section.row.is_none());
    sections.for_each(|section| check_blocks_of_terraform(cx, section));
    for field in cx.view().fields() {
        let Some(expected) = field.limit(|row| row.value_type) else { continue };
        let value = match &field.field.content {
            Content::Value(value) => value,
            Content::Blocks(blocks) => {
                match blocks.raw.as_ref().filter(|value| is_no_block(cx, field, value)) {
                    Some(value) => report(cx, field, value, expected, Mismatch::Other),
                    None => check_form(cx, field, blocks, expected),
                }
                continue;
            }
        };
        if value.as_unknown().is_some_and(|unknown| unknown.of_type == Type::Any) {
            field.resource().ask(field.written(), value);
        }
        if let Some(mismatch) = mismatch(cx, field, value, expected) {
            report(cx, field, value, expected, mismatch);
            continue;
        }
        for part in value.items().iter().chain(members(value)) {
            if let Some(mismatch) = mismatch_of_part(cx, field, part, expected) {
                report(cx, field, part, ValueType::String, mismatch);
            }
        }
    }
}

fn members(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_mapping().into_iter().flat_map(|mapping| mapping.members.values().map(|member| &member.value))
}

/// Reports blocks of Terraform's own that are written as an argument: `timeouts = {…}`.
fn check_blocks_of_terraform(cx: &mut RuleContext<'_>, section: &Section<'_>) {
    let resource = section.subject.resource;
    for field in resource.meta.fields.iter().filter(|_| resource.notation.is_evaluated) {
        if field.blocks().is_some_and(|blocks| blocks.raw.is_some()) {
            let name = &field.written;
            let message = format!("`{name}` is written as an argument, but it is a block");
            let mut finding = Draft::new(field.name_span, message).with_help(format!("write `{name} {{ … }}`"));
            finding.identity = Identity::of_field(&**name);
            cx.report_limit(section, None, Severity::Error, finding);
        }
    }
}

/// Whether a scalar stands where objects belong, and nothing makes objects of it.
fn is_no_block(cx: &RuleContext<'_>, field: &FieldView<'_>, value: &Value) -> bool {
    let is_text = || text_of(field.resource(), value).is_some_and(|text| text.is_known());
    let keeps_it = field.resource().notation.is_evaluated || notation(cx, field).is_some();
    keeps_it
        && !field.row.is_encoded_on(field.resource().notation)
        && is_scalar(value)
        && (value.as_text().is_none() || is_text())
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

/// What a scalar is that spells the right value in another type.
fn notation(cx: &RuleContext<'_>, field: &FieldView<'_>) -> Option<Mismatch> {
    match converts(&field.section.subject, cx.tables()) {
        Conversion::Always => None,
        Conversion::Likely => Some(Mismatch::Notation(Severity::Warning)),
        Conversion::Never => Some(Mismatch::Notation(Severity::Error)),
    }
}

/// All lists are of strings, and so are the maps of providers.
fn mismatch_of_part(
    cx: &RuleContext<'_>,
    field: &FieldView<'_>,
    part: &Value,
    expected: ValueType,
) -> Option<Mismatch> {
    let is_evaluated = field.resource().notation.is_evaluated;
    match part.kind {
        _ if expected != ValueType::List && !(expected == ValueType::Map && is_evaluated) => None,
        // A null in a map is as good as nothing.
        ValueKind::Null if expected == ValueType::Map => None,
        ValueKind::String(_) | ValueKind::Unknown(_) => None,
        ValueKind::Bool(_) | ValueKind::Number(_) => notation(cx, field),
        // Terraform refuses null in the lists and sets of a provider: https://github.com/hashicorp/terraform-plugin-sdk,
        // `validateConfigNulls`.
        // In a saved plan it stands for what is not known yet.
        ValueKind::Null if is_evaluated && field.resource().notation.is_configuration => Some(Mismatch::Other),
        ValueKind::Null => notation(cx, field),
        ValueKind::Sequence(_) | ValueKind::Mapping(_) => {
            (field.resource().notation.scalars != Scalars::Converted).then_some(Mismatch::Other)
        }
    }
}

fn mismatch(cx: &RuleContext<'_>, field: &FieldView<'_>, value: &Value, expected: ValueType) -> Option<Mismatch> {
    let notation = notation(cx, field);
    let is_list = value.as_sequence().is_some();
    let is_text = value.as_text().is_some();
    match (expected, &value.kind) {
        (_, ValueKind::Null | ValueKind::Unknown(_)) | (ValueType::Any, _) => None,
        // What a tool fills in as a whole may be anything: `operations: "{{ operations }}"`.
        (_, ValueKind::String(text)) if !field.resource().notation.is_evaluated && is_one_hole(text) => None,
        (ValueType::String, _) if spells_no_number(field, value) => Some(Mismatch::Other),
        (ValueType::String, ValueKind::String(_)) => None,
        (ValueType::String, _) if is_scalar(value) => notation,
        (ValueType::Integer | ValueType::Number, ValueKind::String(text)) => {
            let Some(known) = text.known() else { return (!may_be_number(text)).then_some(Mismatch::Other) };
            let number = number_of(value);
            let is_right = number.is_some_and(|number| expected == ValueType::Number || number.is_integer());
            if is_right && !known.is_empty() { notation } else { Some(Mismatch::Other) }
        }
        (ValueType::Integer, ValueKind::Number(number)) => (!number.is_integer()).then_some(Mismatch::Other),
        (ValueType::Number, ValueKind::Number(_)) | (ValueType::Boolean, ValueKind::Bool(_)) => None,
        (ValueType::Boolean, ValueKind::String(text)) => match text.known() {
            None => (!may_be_boolean(field, text)).then_some(Mismatch::Other),
            Some("true" | "false") => notation,
            // Parameters of templates have the words in any case, as parameters are written: `Default: 'False'`.
            Some(word) if field.resource().notation.parameters_are_text && is_boolean_word(word) => notation,
            Some("0" | "1") if field.resource().notation.scalars == Scalars::Evaluated => None,
            Some(_) => Some(Mismatch::Other),
        },
        (ValueType::List, _) if is_list => None,
        // A request without types has a list as one string, which is a list here where all of it is known.
        (ValueType::List, _) if is_text && is_request(field) && notation.is_none() => None,
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

fn is_one_hole(text: &Text) -> bool {
    !text.is_known() && text.known_bytes().is_empty()
}

/// Whether a partly known text can spell a number, in any notation.
fn may_be_number(text: &Text) -> bool {
    const INFINITIES: [&str; 6] = ["Inf", "+Inf", "-Inf", "inf", "+inf", "-inf"];
    let is_of_number = |byte: u8| byte.is_ascii_digit() || b"+-.eEpP".contains(&byte);
    text.known_bytes().bytes().all(is_of_number) || INFINITIES.iter().any(|word| text.may_be(word))
}

fn may_be_boolean(field: &FieldView<'_>, text: &Text) -> bool {
    let is_in_any_case = field.resource().notation.parameters_are_text;
    ["true", "false", "0", "1"].into_iter().any(|word| text.may_be(word)) || is_in_any_case
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
    // `"7.0"` is a whole number and not its digits; the number 7.0 becomes `7` where a string is needed.
    let has_digits = |text: &Text| text.known_bytes().bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let is_integer = || number_of(value).is_some_and(|number| number.is_integer());
    is_number_in_text
        && is_scalar(value)
        && match value.as_text() {
            Some(text) if !text.is_known() => !has_digits(text),
            Some(text) => !has_digits(text) || !is_integer(),
            None => !is_integer(),
        }
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
        ValueType::Blocks if field.resource().notation.is_configuration => "blocks",
        ValueType::Blocks => "a list of objects",
        ValueType::Any => return,
    };
    let what = match field.limit(|row| row.value_type) {
        Some(ValueType::List) if expected == ValueType::String => "an item of ",
        Some(ValueType::Map) if expected == ValueType::String => "a value of ",
        _ => "",
    };
    let is = match mismatch {
        Mismatch::Other if is_scalar(value) => field.sentence(value),
        _ => format!("{what}`{}` is {}", field.written(), value.describe()),
    };
    let meant = meant_by(field, value);
    let allowed = field.limit(|row| row.values.as_deref()).filter(|allowed| !allowed.is_empty());
    let is_allowed = allowed.is_none_or(|allowed| literal(field, value).is_some_and(|text| allowed.contains(&text)));
    // In another type it would be as wrong, of which another rule speaks.
    if matches!(mismatch, Mismatch::Notation(_)) && is_scalar(value) && !is_allowed && field.row.judged_by.is_none() {
        return;
    }
    let help = match (mismatch, expected, meant) {
        (_, _, Some(meant)) => field.advice(value, &format!("`{meant}`")),
        _ if value.is_null() => "remove the null".into(),
        (_, ValueType::Blocks, _) if field.resource().notation.is_configuration => {
            format!("write `{} {{ … }}`, once for each", field.written()).into()
        }
        (Mismatch::Notation(_), ValueType::String, _) if is_allowed => match literal(field, value) {
            Some(text) => field.advice(value, &format!("`\"{text}\"`")),
            None => "put quotes around it".into(),
        },
        (Mismatch::Notation(_), ..) if expected != ValueType::String => match literal(field, value) {
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
        (Mismatch::Notation(_), _) if expected == ValueType::String => {
            is_allowed.then(|| quote(field, value)).flatten()
        }
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
    use crate::rules::limits::testing::{ResourceBuilder, of_surface, request, terraform};
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
        assert_eq!(number("\"?VPCs\""), ["`vpc_num` is `…VPCs`, but must be a whole number"]);
        assert!(number("\"1?\"").is_empty());
    }

    #[test]
    fn a_word_for_a_boolean_is_fixed() {
        let findings = terraform("alicloud_kms_instance").set("deletion_protection", "\"Enabled\"").check(&RULE);
        assert_eq!(findings[0].message, "`deletion_protection` is `Enabled`, but must be `true` or `false`");
        assert_eq!(findings[0].fix.as_ref().unwrap().edits[0].text, "true");
        let protection =
            |text| terraform("alicloud_kms_instance").set("deletion_protection", text).messages(&RULE).len();
        assert_eq!((protection("true"), protection("\"true\""), protection("\"1\""), protection("1")), (0, 0, 0, 1));
        assert_eq!((protection("\"?e\""), protection("\"?d\"")), (0, 1));
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
        assert!(days("\"?096\"").is_empty());
        assert_eq!(days("\"?,096\"")[0].message, "`pending_days` is `…,096`, but must be the digits of a whole number");
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
    fn items_of_lists_are_strings() {
        let operations = |surface: fn(&str) -> ResourceBuilder, name, items: &str| {
            let found = surface(name).set("operations", items).check(&RULE);
            found.into_iter().map(|finding| (finding.severity, finding.message)).collect::<Vec<_>>()
        };
        let (sent, made) = ("otc/create-grant", "opentelekomcloud_kms_grant_v1");
        assert!(operations(request, sent, "[\"describe-key\"]").is_empty());
        let documented = |what: &str| {
            (Severity::Warning, format!("an item of `operations` is {what}, but is documented as a string"))
        };
        assert_eq!(operations(request, sent, "[5, null]"), [documented("a number"), documented("null")]);
        let must = |what: &str| (Severity::Error, format!("{what}, but must be a string"));
        assert_eq!(operations(request, sent, "[[]]"), [must("an item of `operations` is a list")]);
        assert_eq!(operations(terraform, made, "[null]"), [must("an item of `operations` is null")]);
        assert!(operations(terraform, made, "[5, true, var.unknown]").is_empty(), "converted");
        let expected = [(Severity::Error, "`operations` is `describe-key`, but must be a list".to_owned())];
        assert_eq!(operations(request, sent, "\"describe-key\""), expected);
    }

    #[test]
    fn a_list_is_not_a_string_and_a_string_no_list() {
        let zones = |text: &str| terraform("alicloud_kms_instance").set("zone_ids", text).messages(&RULE);
        assert_eq!(zones("\"cn-hangzhou-k\""), ["`zone_ids` is `cn-hangzhou-k`, but must be a list"]);
        assert!(zones("[\"cn-hangzhou-k\"]").is_empty());
        assert!(zones("?").is_empty());
        assert_eq!(zones("\"??\"").len(), 1, "of two variables a string is made");
    }
}
