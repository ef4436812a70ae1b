//! `vpc-quota-excludes-resident-vpc`: the quota has no room for the VPC that the instance resides in.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, RuleContext, RuleOption, Theme, examples};
use crate::view::quota::Accesses;

pub(crate) static RULE: Rule = Rule {
    name: "vpc-quota-excludes-resident-vpc",
    theme: Theme::Vpcs,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "`vpc_num` counts the associated VPCs but not the one that the instance resides in",
    why: "The documentation speaks of VPCs that can access the instance, and of a default of 1 that gives access to \
          the VPC in which it was enabled; so the resident VPC seems to use up one access too. No page says so \
          outright, so a quota that is too small by that one is a warning.",
    fixable: Fixable::No,
    options: &[RuleOption::PRINCIPALS],
    sources: &[
        "https://www.alibabacloud.com/help/en/kms/key-management-service/getting-started/purchase-and-enable-a-kms-instance",
    ],
    bad: examples!("vpc-quota-excludes-resident-vpc", "example-bad.tf"),
    good: examples!("vpc-quota-excludes-resident-vpc", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for accesses in Accesses::of_all(cx, cx.option(RuleOption::PRINCIPALS.name)) {
        let Some(resident) = accesses.resident else { continue };
        let enough = accesses.needed_with_resident();
        if accesses.needed_up_to() > accesses.limit || enough <= accesses.limit {
            continue;
        }
        let name = accesses.limit_name();
        let need = if enough == 1 { "needs 1 access" } else { &*format!("need {enough} accesses") };
        let message = format!("{} {need}, but `{name}` is `{}`", accesses.describe_up_to(true), accesses.limit);
        let Some(mut finding) = accesses.finding(message) else { continue };
        if let Some(span) = resident.span {
            finding = finding.with_label(span, "the instance resides in this VPC");
        }
        cx.report(accesses.resource, finding.with_help(accesses.setting().set_to(&enough.to_string())));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::{check as found, lines};

    fn instance(quota: u32, home: &str, bound: &[&str]) -> String {
        let blocks: Vec<String> = bound.iter().map(|vpc| format!(r#"{{"vpc_id": "{vpc}"}}"#)).collect();
        format!(
            r#"{{"alicloud_kms_instance.a": {{"vpc_num": {quota}, "vpc_id": "{home}", "bind_vpcs": [{}]}}}}"#,
            blocks.join(", ")
        )
    }

    #[test]
    fn the_resident_vpc_needs_one_more() {
        let found = found(&RULE, &instance(2, "vpc-0", &["vpc-a", "vpc-b"]));
        assert_eq!(
            found[0].message,
            "2 associated VPCs and the VPC that the instance resides in need 3 accesses, but `vpc_num` is `2`"
        );
        assert_eq!(found[0].help, "set `vpc_num` to 3");
        assert!(lines(&RULE, &instance(3, "vpc-0", &["vpc-a", "vpc-b"])).is_empty());
    }

    #[test]
    fn an_exceeded_quota_is_reported_once() {
        assert!(lines(&RULE, &instance(1, "vpc-0", &["vpc-a", "vpc-b"])).is_empty());
    }

    #[test]
    fn a_resident_vpc_that_is_associated_as_well_counts_once() {
        assert!(lines(&RULE, &instance(2, "vpc-a", &["vpc-a", "vpc-b"])).is_empty());
    }
}
