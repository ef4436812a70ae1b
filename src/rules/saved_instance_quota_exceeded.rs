//! `saved-instance-quota-exceeded`: a saved instance has more VPCs than accesses.

use crate::finding::Severity;
use crate::resource::Role;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::finding::finding_on_named;
use crate::view::instance::{INSTANCE, bound_vpcs, distinct, is_pay_as_you_go, vpc_of};

pub(crate) static RULE: Rule = Rule {
    name: "saved-instance-quota-exceeded",
    theme: Theme::Vpcs,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "a saved instance has more VPCs than its quota allows",
    why: "Together with the VPC that the instance resides in, the response lists more VPCs than `VpcNum` allows. The \
          next change of the associations will be refused.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-getkmsinstance",
    ],
    bad: examples!("saved-instance-quota-exceeded", "example-bad.json"),
    good: examples!("saved-instance-quota-exceeded", "example-good.json"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.resources().iter().filter(|resource| resource.role == Role::Saved && &*resource.kind == INSTANCE)
    {
        let Some(limit) = resource.body.known_integer("vpc_num") else { continue };
        if is_pay_as_you_go(resource) == Some(true) {
            continue;
        }
        let vpcs = distinct(bound_vpcs(resource).map(|(_, vpc)| vpc).chain(vpc_of(&resource.body)));
        let count = i64::try_from(vpcs.len()).unwrap_or(i64::MAX);
        if count > limit {
            let message = format!("{count} VPCs have access, but `VpcNum` is `{limit}`");
            let finding = finding_on_named(&resource.body, "vpc_num", message);
            cx.report(
                resource,
                finding.with_help(format!("raise the access management quota to {count}, or associate fewer VPCs")),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn the_resident_vpc_counts() {
        let with = |quota: u32, more: &str| {
            lines(&RULE, &format!(
            r#"{{"saved": {{"InstanceId": "kst-a", "VpcNum": {quota}, "VpcId": "vpc-0", "BindVpcs": [{{"VpcId": "vpc-a"}}]{more}}}}}"#
        )).len()
        };
        assert_eq!((with(1, ""), with(2, ""), with(1, r#", "ChargeType": "POSTPAY""#)), (1, 0, 0));
    }
}
