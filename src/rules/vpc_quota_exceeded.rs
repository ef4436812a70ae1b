//! `vpc-quota-exceeded`: more VPCs are associated with an instance than accesses were bought.

use crate::finding::Severity;
use crate::rule::{Example, Fixable, Rule, RuleContext, RuleOption};
use crate::rules::subject::instance::{INSTANCE, bound_vpcs, place_of_binding};
use crate::rules::subject::quota::Accesses;

pub static RULE: Rule = Rule {
    name: "vpc-quota-exceeded",
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "more VPCs are associated with a KMS instance than vpc_num allows",
    why: "`vpc_num` is the access management quota that is bought with a subscription. Each associated VPC takes one of \
          it, and so does each account that the instance is shared with (the option `principals`). VPCs count once \
          where they are known to be the same; what is not known does not count. A pay-as-you-go instance has no quota.",
    fixable: Fixable::No,
    options: &[RuleOption {
        name: "principals",
        default: 0,
        summary: "accounts that the instance is shared with; each takes one access",
    }],
    sources: &[
        "https://www.alibabacloud.com/help/en/kms/key-management-service/user-guide/access-a-kms-instance-from-multiple-vpcs-in-the-same-region",
    ],
    bad: &[Example {
        file: "main.tf",
        text: r#"resource "alicloud_kms_instance" "main" {
  payment_type = "Subscription"
  vpc_num      = 1
  vpc_id       = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1i512amda6d10a0abc0"]
  bind_vpcs {
    vpc_id       = "vpc-bp15z92ev9jflxq14c2l1"
    vswitch_id   = "vsw-bp1i512amda6d10a0abc1"
    region_id    = "cn-hangzhou"
    vpc_owner_id = "1207089758810000"
  }
  bind_vpcs {
    vpc_id       = "vpc-bp15z92ev9jflxq14c2l2"
    vswitch_id   = "vsw-bp1i512amda6d10a0abc2"
    region_id    = "cn-hangzhou"
    vpc_owner_id = "1207089758810000"
  }
}
"#,
    }],
    good: &[Example {
        file: "main.tf",
        text: r#"resource "alicloud_kms_instance" "main" {
  payment_type = "Subscription"
  vpc_num      = 3
  vpc_id       = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1i512amda6d10a0abc0"]
  bind_vpcs {
    vpc_id       = "vpc-bp15z92ev9jflxq14c2l1"
    vswitch_id   = "vsw-bp1i512amda6d10a0abc1"
    region_id    = "cn-hangzhou"
    vpc_owner_id = "1207089758810000"
  }
  bind_vpcs {
    vpc_id       = "vpc-bp15z92ev9jflxq14c2l2"
    vswitch_id   = "vsw-bp1i512amda6d10a0abc2"
    region_id    = "cn-hangzhou"
    vpc_owner_id = "1207089758810000"
  }
}
"#,
    }],
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written(INSTANCE) {
        let Some(accesses) = Accesses::of(cx, resource) else { continue };
        if accesses.needed() <= accesses.limit {
            continue;
        }
        let name = accesses.limit_name();
        let message = format!("{} exceed the quota: {name} is {}", accesses.describe(), accesses.limit);
        let Some(mut finding) = accesses.finding(message) else { continue };
        // The first VPC for which there is no room shows a reader where the list got too long.
        let past = usize::try_from(accesses.limit - accesses.principals).unwrap_or(0);
        let entry = accesses
            .bound
            .get(past)
            .and_then(|first| bound_vpcs(resource).find(|(_, vpc)| std::ptr::eq(*vpc, *first)).map(|(entry, _)| entry));
        if let Some(entry) = entry {
            finding = finding.with_label(place_of_binding(entry), format!("associated VPC number {}", past + 1));
        }
        let enough = accesses.needed_with_resident();
        let parts =
            if accesses.resident.is_some() { ", with one for the VPC that the instance resides in" } else { "" };
        cx.report(resource, finding.with_help(format!("set {name} to {enough}{parts}, or associate fewer VPCs")));
    }
}
