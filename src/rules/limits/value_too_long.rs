//! `value-too-long`: a string that is longer than the provider stores.

use crate::finding::{Draft, Identity, Severity};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::tables::ValueType;
use crate::value::Value;
use crate::view::FieldView;

pub(crate) static RULE: Rule = Rule {
    name: "value-too-long",
    theme: Theme::Arguments,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "a string is longer than allowed",
    why: "No provider checks the length of descriptions, policies or secret data when it plans: the API refuses them, \
          after other resources were changed.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-createkey",
        "https://docs.otc.t-systems.com/key-management-service/api-ref/apis/key_management_service/cmk_management/changing_the_description_of_a_cmk.html",
    ],
    bad: examples!("value-too-long", "example-bad.json"),
    good: examples!("value-too-long", "example-good.json"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for field in cx.view().fields() {
        check_keys(cx, field);
        let Some(length) = field.limit(|row| row.length) else { continue };
        let Some(max) = length.max else { continue };
        for value in field.values() {
            check_value(cx, field, value, max, length.severity);
        }
    }
}

fn check_keys(cx: &mut RuleContext<'_>, field: &FieldView<'_>) {
    let limits = field.limit(|row| row.keys.as_deref());
    let Some(limit) = limits.and_then(|limits| limits.length) else { return };
    let Some(max) = limit.max else { return };
    for (span, key) in field.keys() {
        let length = key.chars().count();
        if i64::try_from(length).is_ok_and(|length| length <= max) {
            continue;
        }
        let name = field.written();
        let message = format!("a key of `{name}` is {length} characters long, more than the {max} allowed");
        let mut finding = Draft::new(span, message).with_help(format!("shorten it to at most {max} characters"));
        finding.identity = Identity::of_field(format!("{}.{key}", field.path()));
        cx.report_bound(field, limit.severity, finding);
    }
}

fn check_value(cx: &mut RuleContext<'_>, field: &FieldView<'_>, value: &Value, max: i64, severity: Option<Severity>) {
    let Some(text) = value.as_text() else { return };
    let in_bytes = field.limit(|row| row.unit.as_deref()) == Some("bytes");
    let known = text.known_bytes();
    let length = if in_bytes { known.len() } else { known.chars().count() };
    if i64::try_from(length).is_ok_and(|length| length <= max) {
        return;
    }
    let unit = if in_bytes { "bytes" } else { "characters" };
    let at_least = if text.is_known() { "" } else { "at least " };
    let is_one_of_many = field.limit(|row| row.value_type) == Some(ValueType::Map);
    let what =
        if is_one_of_many { format!("a value of `{}`", field.written()) } else { format!("`{}`", field.written()) };
    let message = format!("{what} is {at_least}{length} {unit} long, more than the {max} allowed");
    let mut finding = field.finding(value, message, Some(format!("shorten it to at most {max} {unit}").into()));
    finding.identity = Identity::of_field(field.path());
    cx.report_bound(field, severity, finding);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::limits::testing::{request, terraform};

    fn description(length: usize) -> usize {
        let text = format!("\"{}\"", "é".repeat(length));
        request("otc/create-key").set("key_description", &text).messages(&RULE).len()
    }

    #[test]
    fn characters_are_counted() {
        assert_eq!((description(0), description(255), description(256)), (0, 0, 1));
    }

    #[test]
    fn bytes_are_counted_where_the_table_says_so() {
        let policy = |length: usize| {
            let text = format!("\"{}\"", "é".repeat(length / 2));
            terraform("alicloud_kms_key").set("policy", &text).messages(&RULE)
        };
        assert!(policy(32768).is_empty());
        assert_eq!(policy(32770), ["`policy` is 32770 bytes long, more than the 32768 allowed"]);
    }

    #[test]
    fn a_known_part_that_is_too_long_is_enough() {
        let text = format!("\"?{}\"", "a".repeat(256));
        let messages = request("otc/create-key").set("key_description", &text).messages(&RULE);
        assert_eq!(messages, ["`key_description` is at least 256 characters long, more than the 255 allowed"]);
        let text = format!("\"?{}\"", "a".repeat(255));
        assert!(request("otc/create-key").set("key_description", &text).messages(&RULE).is_empty());
    }

    #[test]
    fn tags_have_short_keys_and_values() {
        let key = |tags: &str| terraform("opentelekomcloud_kms_key_v1").set("tags", tags).messages(&RULE);
        assert!(key(&format!("{{{}={}}}", "k".repeat(36), "v".repeat(43))).is_empty());
        let messages = key(&format!("{{{}={}}}", "k".repeat(37), "v".repeat(44)));
        assert_eq!(messages[0], "a key of `tags` is 37 characters long, more than the 36 allowed");
        assert_eq!(messages[1], "a value of `tags` is 44 bytes long, more than the 43 allowed");
    }
}
