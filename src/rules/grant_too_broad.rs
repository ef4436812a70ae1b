//! `grant-too-broad`: a grant lets its holder give grants.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::value::Value;
use crate::view::cloud::of_huawei_family;
use crate::view::finding::finding_on;

pub(crate) static RULE: Rule = Rule {
    name: "grant-too-broad",
    theme: Theme::Grants,
    severity: Severity::Info,
    is_on_by_default: true,
    summary: "a grant lets its grantee create further grants",
    why: "Whoever may create grants can pass on the rights they were given, and those grants stay when their own is \
          retired.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://docs.otc.t-systems.com/key-management-service/api-ref/apis/key_management_service/cmk_management/creating_a_grant.html",
    ],
    bad: examples!("grant-too-broad", "example-bad.tf"),
    good: examples!("grant-too-broad", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in of_huawei_family(cx, "kms_grant") {
        let Some((field, value)) = resource.body.written("operations") else {
            continue;
        };
        let makes_grants = |item: &Value| item.as_str() == Some("create-grant");
        // A grant of nothing else is refused, which has a rule of its own.
        let is_alone = value.items().iter().all(makes_grants);
        let Some(item) = value.items().iter().find(|item| makes_grants(item)).filter(|_| !is_alone) else { continue };
        let finding = finding_on(field, item, "`create-grant` lets the grantee create further grants");
        cx.report(resource, finding.with_help("remove `create-grant` unless that is intended"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn only_beside_other_operations() {
        let with = |operations: &str| {
            lines(&RULE, &format!(r#"{{"opentelekomcloud_kms_grant_v1.a": {{"operations": {operations}}}}}"#)).len()
        };
        assert_eq!(with(r#"["create-grant", "describe-key"]"#), 1);
        assert_eq!(with(r#"["create-grant"]"#), 0, "an error of its own");
        assert_eq!(with(r#"["create-grant", "create-grant"]"#), 0, "the same");
        assert_eq!(with(r#"["describe-key"]"#), 0);
    }
}
