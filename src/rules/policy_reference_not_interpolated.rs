//! `policy-reference-not-interpolated`: a reference stands in a string as plain text.

use std::ops::Range;

use crate::finding::{Fix, Severity};
use crate::resource::Resource;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::finding::finding_inside;
use crate::view::literal::replace_part;

pub(crate) static RULE: Rule = Rule {
    name: "policy-reference-not-interpolated",
    theme: Theme::Instances,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "a reference to a network rule stands in a string as plain text",
    why: "`alicloud_kms_network_rule.x.network_rule_name` inside quotes is text, not a reference: the policy then \
          names a network rule that does not exist. An example in the provider's documentation does this.",
    fixable: Fixable::Sometimes,
    options: &[],
    sources: &["https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/kms_policy"],
    bad: examples!("policy-reference-not-interpolated", "example-bad.tf"),
    good: examples!("policy-reference-not-interpolated", "example-good.tf"),
    check,
};

const TYPE: &str = "alicloud_kms_network_rule.";

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written("alibaba/kms_policy").filter(|resource| resource.notation.is_configuration) {
        let Some((field, value)) = resource.body.written("access_control_rules") else {
            continue;
        };
        let Some(text) = value.as_text() else { continue };
        for (at, _) in text.known_bytes().match_indices(TYPE) {
            let rest = text.known_bytes().get(at..).unwrap_or_default();
            let is_part = |character: char| character.is_ascii_alphanumeric() || "_.-[]".contains(character);
            let reference = rest.get(..rest.len() - rest.trim_start_matches(is_part).len()).unwrap_or_default();
            if reference.split('.').count() < 3 {
                continue;
            }
            let message = format!("`{reference}` is plain text here, not a reference");
            let place = text.span_of(quoted(text.known_bytes(), at..at + reference.len()));
            let mut finding = finding_inside(field, value, place, message);
            let whole = value.span.unwrap_or(finding.span);
            // A reference to nothing ends the plan.
            if is_declared(cx, resource, reference) {
                finding.fix = replace_part(value, text, at..at + reference.len(), whole, &format!("${{{reference}}}"))
                    .map(|edit| Fix::safe("make it a reference", vec![edit]));
            }
            cx.report(resource, finding.with_help(format!("write `${{{reference}}}`, or use `jsonencode()`")));
        }
    }
}

/// Whether the module of a resource declares the one that a reference names.
fn is_declared(cx: &RuleContext<'_>, resource: &Resource, reference: &str) -> bool {
    let Some(own) = &resource.address else { return false };
    let others = cx.resources().iter().filter_map(|other| other.address.as_ref());
    others.filter(|other| other.is_beside(own)).any(|other| {
        let attribute = reference.strip_prefix(other.block());
        attribute.is_some_and(|attribute| attribute.starts_with(['.', '[']))
    })
}

/// The reference with the quotes that make a string of it.
fn quoted(text: &str, reference: Range<usize>) -> Range<usize> {
    let before = text.get(..reference.start).is_some_and(|before| before.ends_with('"'));
    let after = text.get(reference.end..).is_some_and(|after| after.starts_with('"'));
    if before && after { reference.start - 1..reference.end + 1 } else { reference }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::{check as found, lines};

    #[test]
    fn the_text_becomes_a_reference() {
        let policy = r#""alicloud_kms_policy.a": {"access_control_rules": "{\"NetworkRules\":[\"alicloud_kms_network_rule.r1.network_rule_name\"]}"}"#;
        assert_eq!(found(&RULE, &format!("{{{policy}}}"))[0].fixed, None, "there is no such rule to refer to");
        let document = &format!(r#"{{"alicloud_kms_network_rule.r1": {{}}, {policy}}}"#);
        let found = found(&RULE, document);
        assert_eq!(found[0].at, r#"\"alicloud_kms_network_rule.r1.network_rule_name\""#);
        let fixed = document.replace(
            "alicloud_kms_network_rule.r1.network_rule_name",
            "${alicloud_kms_network_rule.r1.network_rule_name}",
        );
        assert_eq!(found[0].fixed.as_deref(), Some(fixed.as_str()));
    }

    #[test]
    fn names_of_rules_are_fine() {
        assert!(
            lines(
                &RULE,
                r#"{"alicloud_kms_policy.a": {"access_control_rules": "{\"NetworkRules\":[\"office\", \"…\"]}"}}"#
            )
            .is_empty()
        );
    }
}
