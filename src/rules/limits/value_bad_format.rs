//! `value-bad-format`: a string that does not look as it must.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;

use crate::finding::{Draft, Identity, Severity};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::syntax::pattern::Pattern;
use crate::syntax::text::Text;
use crate::tables::schema::Bounds;
use crate::value::Value;
use crate::view::finding::{advice_on, finding_on};
use crate::view::value::shown;
use crate::view::{FieldView, Section};

pub(crate) static RULE: Rule = Rule {
    name: "value-bad-format",
    theme: Theme::Arguments,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "a string does not have the form that the API expects",
    why: "To Terraform an interval of `1y`, or a grant's name with a space in it, is a string like any other. The API \
          refuses it when the change is applied.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-createkey",
        "https://github.com/hashicorp/terraform-plugin-sdk/blob/main/helper/schema/resource_timeout.go",
    ],
    bad: examples!("value-bad-format", "example-bad.tf"),
    good: examples!("value-bad-format", "example-good.tf"),
    check,
};

/// A duration as Go reads it.
const GO_DURATION: &str = r"[+-]?(0|(([0-9]+\.?[0-9]*|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+)";

fn check(cx: &mut RuleContext<'_>) {
    let sections = cx.view().sections().filter(|section| !section.subject.is_addition && section.row.is_none());
    sections.for_each(|section| check_timeouts(cx, section));
    for field in cx.view().fields() {
        check_keys(cx, field);
        let pattern = field.limit(|row| row.pattern.as_deref());
        let length = field.limit(|row| row.length).filter(|length| length.min.is_some());
        if pattern.is_none() && length.is_none() {
            continue;
        }
        for value in field.values() {
            // What is too short is not what it must be either.
            if length.is_some_and(|length| check_shortest(cx, field, value, length)) {
                continue;
            }
            if let Some(pattern) = pattern.filter(|_| !field.is_left_out(value)) {
                check_pattern(cx, field, value, pattern);
            }
        }
    }
}

/// Providers read the times of a `timeouts` block before they plan anything.
fn check_timeouts(cx: &mut RuleContext<'_>, section: &Section<'_>) {
    const FORMAT: &str = "a number and one of `s`, `m` and `h`, such as `30m`";
    let resource = section.subject.resource;
    for field in resource.meta.blocks("timeouts").iter().flat_map(|block| &block.fields) {
        let Some(value) = field.value().filter(|value| !value.is_null()) else { continue };
        if scalar_text(value).is_some_and(|text| !may_match(GO_DURATION, &text)) {
            let message = format!("`{}` is {}, but must be {FORMAT}", field.written, shown(value));
            let finding = finding_on(field, value, message).with_help(advice_on(field, value, FORMAT));
            cx.report_limit(section, None, Severity::Error, finding);
        }
    }
}

fn check_keys(cx: &mut RuleContext<'_>, field: &FieldView<'_>) {
    let Some(limits) = field.limit(|row| row.keys.as_deref()) else { return };
    let Some(pattern) = &limits.pattern else { return };
    for (span, key) in field.keys() {
        if may_match(pattern, &Text::computed(key, span)) {
            continue;
        }
        let format = limits.format.clone().unwrap_or_else(|| format!("text that matches `{pattern}`"));
        let is = if key.is_empty() { "empty".to_owned() } else { format!("`{key}`") };
        let message = format!("a key of `{}` is {is}, but must be {format}", field.written());
        let mut finding = Draft::new(span, message).with_help(format!("write {format}"));
        finding.identity = Identity::of_field(format!("{}.{key}", field.path()));
        cx.report_limit(&field.section, Some(field.row), Severity::Error, finding);
    }
}

fn check_pattern(cx: &mut RuleContext<'_>, field: &FieldView<'_>, value: &Value, pattern: &str) {
    if scalar_text(value).is_none_or(|text| may_match(pattern, &text)) {
        return;
    }
    let format = field.limit(|row| row.format.clone()).unwrap_or_else(|| format!("text that matches `{pattern}`"));
    let message = match field.is_shown(value) {
        true => format!("{}, but must be {format}", field.sentence(value)),
        false => format!("{} must be {format}", field.sentence(value)),
    };
    let finding = field.finding(value, message, Some(field.advice(value, &format)));
    cx.report_limit(&field.section, Some(field.row), Severity::Error, finding);
}

/// Whether the value is too short, which is reported.
fn check_shortest(cx: &mut RuleContext<'_>, field: &FieldView<'_>, value: &Value, bounds: Bounds) -> bool {
    let (Some(text), Some(min)) = (value.as_str(), bounds.min) else { return false };
    let length = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
    if length < min {
        let message = match length {
            0 => format!("`{}` is empty", field.written()),
            1 => format!("`{}` is 1 character long, fewer than the {min} needed", field.written()),
            _ => format!("`{}` is {length} characters long, fewer than the {min} needed", field.written()),
        };
        let characters = if min == 1 { "character" } else { "characters" };
        let mut finding =
            field.finding(value, message, Some(field.advice(value, &format!("{min} {characters} or more"))));
        finding.identity = Identity::of_field(field.path());
        cx.report_bound(field, bounds.severity, finding);
    }
    length < min
}

/// A scalar as the provider gets it.
fn scalar_text(value: &Value) -> Option<Cow<'_, Text>> {
    let spelled = value.as_number().map(ToString::to_string);
    let spelled = spelled.or_else(|| value.as_bool().map(|known| known.to_string()));
    match spelled {
        Some(spelled) => Some(Cow::Owned(Text::computed(spelled, value.span?))),
        None => value.as_text().map(Cow::Borrowed),
    }
}

/// Whether all of `text` may match. Patterns are compiled when they are first used: most runs use none.
fn may_match(pattern: &str, text: &Text) -> bool {
    thread_local! {
        static COMPILED: RefCell<HashMap<String, Option<Pattern>>> = RefCell::default();
    }
    COMPILED.with_borrow_mut(|compiled| {
        let compiled = compiled.entry(pattern.to_owned()).or_insert_with(|| Pattern::new(pattern));
        compiled.as_ref().is_none_or(|pattern| pattern.may_be(text))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::limits::testing::terraform;

    fn interval(text: &str) -> Vec<String> {
        terraform("alicloud_kms_key").set("rotation_interval", text).messages(&RULE)
    }

    #[test]
    fn all_of_the_string_must_match() {
        assert!(interval("\"365d\"").is_empty());
        let expected =
            "`rotation_interval` is `1y`, but must be a number and one of `d`, `h`, `m` and `s`, such as `30d`";
        assert_eq!(interval("\"1y\""), [expected]);
        assert_eq!(interval("\"x365d\"").len(), 1);
        assert_eq!(interval("\"365d\n\"").len(), 1);
        assert!(interval("\"\"").is_empty(), "left out");
        assert_eq!(terraform("alicloud_kms_client_key").set("password", "\"\"").messages(&RULE).len(), 1, "required");
    }

    #[test]
    fn a_number_is_judged_as_the_text_that_it_becomes() {
        assert_eq!(interval("365").len(), 1);
    }

    #[test]
    fn what_is_known_of_a_string_is_judged() {
        assert!(interval("\"?d\"").is_empty());
        assert!(interval("\"36?\"").is_empty());
        assert!(interval("?").is_empty());
        let expected =
            "`rotation_interval` is `…y`, but must be a number and one of `d`, `h`, `m` and `s`, such as `30d`";
        assert_eq!(interval("\"?y\""), [expected]);
        assert_eq!(interval("\"1y?d\"").len(), 1);
    }

    #[test]
    fn keys_of_tags_have_a_form() {
        let key = |tags: &str| terraform("opentelekomcloud_kms_key_v1").set("tags", tags).messages(&RULE);
        assert!(key("{cost-center=x y, _a@b=}").is_empty());
        let expected = "a key of `tags` is `cost center`, but must be 1 to 36 letters, digits, `-`, `_` and `@`";
        assert_eq!(key("{cost center=x}"), [expected]);
        let expected = "a key of `tags` is empty, but must be 1 to 36 letters, digits, `-`, `_` and `@`";
        assert_eq!(key("{=x}"), [expected]);
    }

    #[test]
    fn a_password_has_two_sorts_of_characters_and_is_not_shown() {
        let password = |text: &str| terraform("alicloud_kms_client_key").set("password", text).messages(&RULE);
        for right in ["\"abcdefg1\"", "\"-abcdefg\"", "\"1234567!\"", "?"] {
            assert!(password(right).is_empty(), "{right}");
        }
        let expected = "the value of `password` must be a mix of two or more of digits, letters and `~!@#$%^&*?_-`";
        for wrong in ["\"abcdefgh\"", "\"12345678\"", "\"abcdefg1 \""] {
            assert_eq!(password(wrong), [expected], "{wrong}");
        }
        assert_eq!(password("\"short1!\""), ["`password` is 7 characters long, fewer than the 8 needed"]);
    }
}
