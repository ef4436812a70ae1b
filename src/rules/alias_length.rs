//! `alias-length`: an alias is empty or too long.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::syntax::text::Text;
use crate::tables::Holds;
use crate::view::cloud::Cloud;

/// The most characters that an alias may have.
const LONGEST: usize = 255;
const PREFIX: &str = "alias/";

pub(crate) static RULE: Rule = Rule {
    name: "alias-length",
    theme: Theme::Aliases,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "an alias is empty or longer than 255 characters",
    why: "An alias has 1 to 255 characters. On Alibaba Cloud the documentation counts them once with `alias/` and once \
          without, so an alias of 256 to 261 characters with its prefix is a warning and a longer one an error.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://docs.otc.t-systems.com/key-management-service/api-ref/apis/key_management_service/cmk_management/creating_a_cmk.html",
        "https://www.alibabacloud.com/help/en/kms/support/create-an-alias",
    ],
    bad: examples!("alias-length", "example-bad-1.tf", "example-bad-2.tf"),
    good: examples!("alias-length", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for held in cx.view().written_values_that_hold(&[Holds::Alias]) {
        let (Some(cloud), Some(text)) = (Cloud::of(held.resource()), held.text()) else { continue };
        let has_prefix = cloud == Cloud::Alibaba && text.known_prefix().starts_with(PREFIX);
        if text.known().is_some_and(|alias| alias.is_empty() || has_prefix && alias == PREFIX) {
            let message = if has_prefix { "the alias is empty after `alias/`" } else { "the alias is empty" };
            let what = match has_prefix {
                true => format!("`alias/` and 1 to {LONGEST} characters"),
                false => format!("an alias of 1 to {LONGEST} characters"),
            };
            let help = held.advice(&what);
            cx.report(held.resource(), held.finding(message).with_help(help));
            continue;
        }
        let length = text.known_bytes().chars().count();
        if length <= LONGEST {
            continue;
        }
        let is_certain = !has_prefix || length > LONGEST + PREFIX.len();
        let severity = if is_certain { Severity::Error } else { Severity::Warning };
        let message = format!("the alias has {} characters, but the limit is {LONGEST}", counted(&text, length));
        let mut finding = held.finding(message).with_help(format!("shorten it to at most {LONGEST} characters"));
        if !is_certain {
            finding.label = Some("with `alias/`, which may or may not count".to_owned());
        }
        cx.report_as(severity, held.resource(), finding);
    }
}

fn counted(text: &Text, length: usize) -> String {
    if text.is_known() { length.to_string() } else { format!("at least {length}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    fn of_otc(length: usize) -> Vec<String> {
        let alias = "a".repeat(length);
        lines(&RULE, &format!(r#"{{"opentelekomcloud_kms_key_v1.k": {{"key_alias": "{alias}"}}}}"#))
    }

    fn severity_of_alibaba(prefix: &str, length: usize) -> Option<String> {
        let alias = prefix.to_owned() + &"a".repeat(length - prefix.len());
        let found = lines(&RULE, &format!(r#"{{"alicloud_kms_alias.k": {{"alias_name": "{alias}"}}}}"#));
        found.first().map(|line| line.split(' ').next().unwrap().to_owned())
    }

    #[test]
    fn one_to_255_characters_are_allowed() {
        assert!(of_otc(1).is_empty());
        assert!(of_otc(255).is_empty());
        assert!(of_otc(256)[0].ends_with("the alias has 256 characters, but the limit is 255"));
        assert_eq!(of_otc(0), ["error \"\": the alias is empty"]);
    }

    #[test]
    fn the_prefix_may_or_may_not_count() {
        assert_eq!(severity_of_alibaba("alias/", 255), None);
        assert_eq!(severity_of_alibaba("alias/", 256).as_deref(), Some("warning"));
        assert_eq!(severity_of_alibaba("alias/", 261).as_deref(), Some("warning"));
        assert_eq!(severity_of_alibaba("alias/", 262).as_deref(), Some("error"));
        assert_eq!(severity_of_alibaba("", 256).as_deref(), Some("error"));
    }

    #[test]
    fn nothing_after_the_prefix_is_empty() {
        let found = lines(&RULE, r#"{"alicloud_kms_alias.k": {"alias_name": "alias/"}}"#);
        assert_eq!(found, ["error \"alias/\": the alias is empty after `alias/`"]);
        assert!(lines(&RULE, r#"{"alicloud_kms_alias.k": {"alias_name": "alias/…"}}"#).is_empty());
    }

    #[test]
    fn known_parts_alone_can_be_too_long() {
        let alias = format!("{}…", "a".repeat(256));
        let found = lines(&RULE, &format!(r#"{{"opentelekomcloud_kms_key_v1.k": {{"key_alias": "{alias}"}}}}"#));
        assert!(found[0].ends_with("the alias has at least 256 characters, but the limit is 255"), "{found:?}");
        assert!(lines(&RULE, r#"{"opentelekomcloud_kms_key_v1.k": {"key_alias": "…"}}"#).is_empty());
    }

    #[test]
    fn characters_count_not_bytes() {
        let alias = "ü".repeat(255);
        assert!(
            lines(&RULE, &format!(r#"{{"opentelekomcloud_kms_key_v1.k": {{"key_alias": "{alias}"}}}}"#)).is_empty()
        );
    }
}
