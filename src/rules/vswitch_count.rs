//! `vswitch-count`: an instance has too few or too many vSwitches.

use semver::Version;

use crate::finding::Severity;
use crate::resource::{Resource, Taker};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::finding::finding_on;
use crate::view::instance::{INSTANCE, count_of_list};

pub(crate) static RULE: Rule = Rule {
    name: "vswitch-count",
    theme: Theme::Networks,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "an instance has too few or too many vSwitches",
    why: "An instance resides in one vSwitch, or in Terraform in two that pair with its two zones. Releases 1.242 to 1.289 of \
          the provider keep both lists as sets and sort each, so that two vSwitches may be paired with the wrong zones.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/kms_instance",
        "https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-connectkmsinstance",
    ],
    bad: examples!("vswitch-count", "example-bad.tf"),
    good: examples!("vswitch-count", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written(INSTANCE) {
        let Some(field) = resource.body.field("vswitch_ids") else { continue };
        let (Some(value), Some(count)) = (field.value(), count_of_list(cx, resource, "vswitch_ids")) else { continue };
        let Some((severity, limit, help)) = judge(resource, count.at_least, count.is_exact) else { continue };
        let counted = format!("{}{}", if count.is_exact { "" } else { "at least " }, count.at_least);
        let plural = if count.at_least == 1 { "" } else { "es" };
        let message = format!("`{}` has {counted} vSwitch{plural}, {limit}", field.written);
        cx.report_as(severity, resource, finding_on(field, value, message).with_help(help));
    }
}

fn judge(resource: &Resource, count: usize, is_exact: bool) -> Option<(Severity, &'static str, &'static str)> {
    match (resource.notation.taker, count) {
        (_, 1) => None,
        (_, 0) if !is_exact => None,
        (Taker::TemplateService, _) => Some((Severity::Error, "but the template takes 1", "list one vSwitch")),
        (Taker::Api, _) => Some((Severity::Warning, "but the API takes 1", "list one vSwitch")),
        (_, 2) if is_exact && pairs_by_order(resource) => Some((
            Severity::Warning,
            "which provider versions before 1.290.0 may pair with the wrong zones",
            "require provider version `>= 1.290.0`, or list one vSwitch",
        )),
        (_, 2) => None,
        _ => Some((Severity::Error, "but the provider takes 1 or 2", "list one vSwitch, or one for each zone")),
    }
}

/// Whether every allowed provider release sorts the lists.
fn pairs_by_order(resource: &Resource) -> bool {
    let Some(versions) = &resource.versions else { return false };
    versions.all_older_than(&Version::new(1, 290, 0)) && !versions.some_older_than(&Version::new(1, 242, 0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    fn terraform(vswitches: &str) -> usize {
        lines(&RULE, &format!(r#"{{"alicloud_kms_instance.a": {{"vswitch_ids": {vswitches}}}}}"#)).len()
    }

    #[test]
    fn terraform_takes_one_or_two() {
        assert_eq!(terraform("[]"), 1);
        assert_eq!(terraform(r#"["vsw-a"]"#), 0);
        assert_eq!(terraform(r#"["vsw-a", "?"]"#), 0);
        assert_eq!(terraform(r#"["vsw-a", "?", "vsw-c"]"#), 1);
        assert_eq!(terraform(r#""?""#), 0);
    }

    #[test]
    fn a_template_takes_one() {
        let ros = |ids: &str| {
            lines(&RULE, &format!(r#"{{"ros:ALIYUN::KMS::Instance.a": {{"Connection": {{"VSwitchIds": {ids}}}}}}}"#))
        };
        assert!(ros(r#"["vsw-a"]"#).is_empty());
        assert!(
            ros(r#"["vsw-a", "vsw-b"]"#)[0]
                .ends_with("`Connection.VSwitchIds` has 2 vSwitches, but the template takes 1")
        );
    }
}
