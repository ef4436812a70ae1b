//! `grant-only-create-grant`: a grant that gives nothing but the right to give grants.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::value::Value;
use crate::view::cloud::of_huawei_family;
use crate::view::finding::finding_on_named;

pub(crate) static RULE: Rule = Rule {
    name: "grant-only-create-grant",
    theme: Theme::Grants,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "a grant allows nothing but creating grants",
    why: "A grant whose only operation is `create-grant` is refused (KMS.2401): it would let somebody pass on rights \
          without having them.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://docs.otc.t-systems.com/key-management-service/api-ref/apis/key_management_service/cmk_management/creating_a_grant.html",
    ],
    bad: examples!("grant-only-create-grant", "example-bad.tf"),
    good: examples!("grant-only-create-grant", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in of_huawei_family(cx, "kms_grant") {
        let Some(sequence) = resource.body.value("operations").and_then(Value::as_sequence) else { continue };
        let is_alone =
            !sequence.items.is_empty() && sequence.items.iter().all(|item| item.as_str() == Some("create-grant"));
        if is_alone && !sequence.is_open() {
            let message = "the only operation is `create-grant`, but a grant needs another one";
            let finding = finding_on_named(&resource.body, "operations", message);
            cx.report(
                resource,
                finding.with_help("add the operations that the grantee needs, such as `decrypt-datakey`"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn another_operation_is_enough() {
        let with = |operations: &str| {
            lines(&RULE, &format!(r#"{{"opentelekomcloud_kms_grant_v1.a": {{"operations": {operations}}}}}"#)).len()
        };
        assert_eq!(with(r#"["create-grant"]"#), 1);
        assert_eq!(with(r#"["create-grant", "?"]"#), 0);
        assert_eq!(with(r#"["create-grant", "describe-key"]"#), 0);
        assert_eq!(with("[]"), 0, "another rule");
    }
}
