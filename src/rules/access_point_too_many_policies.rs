//! `access-point-too-many-policies`: an application access point has more than three policies.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::value::SequenceKind;
use crate::value::Value;
use crate::view::finding::finding_on;

pub(crate) static RULE: Rule = Rule {
    name: "access-point-too-many-policies",
    theme: Theme::Instances,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "an application access point has more than three policies",
    why: "An application access point takes up to three policies. Terraform does not count them, so the API refuses \
          the fourth when the change is applied. One policy can name many keys and secrets.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-createapplicationaccesspoint",
    ],
    bad: examples!("access-point-too-many-policies", "example-bad.tf"),
    good: examples!("access-point-too-many-policies", "example-good.tf"),
    check,
};

const MOST: usize = 3;

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written("alibaba/kms_application_access_point") {
        let Some((field, value)) = resource.body.written("policies") else { continue };
        let Some(sequence) = value.as_sequence() else { continue };
        // Unknown elements of a set may turn out to be equal.
        let counts = |item: &&Value| sequence.kind != SequenceKind::Set || item.is_wholly_known();
        let count = sequence.items.iter().filter(counts).count();
        if count > MOST {
            let name = &field.written;
            let message = format!("`{name}` has {count} policies, but an application access point takes up to {MOST}");
            let help = format!("merge policies until {MOST} are left: one policy can list several keys and secrets");
            cx.report(resource, finding_on(field, value, message).with_help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn three_are_allowed() {
        let with = |policies: &str| {
            lines(&RULE, &format!(r#"{{"alicloud_kms_application_access_point.a": {{"policies": {policies}}}}}"#)).len()
        };
        assert_eq!(with(r#"["a", "b", "?"]"#), 0);
        assert_eq!(with(r#"["a", "b", "?", "d"]"#), 1);
        assert_eq!(with(r#""?""#), 0);
    }
}
