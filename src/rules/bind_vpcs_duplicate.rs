//! `bind-vpcs-duplicate`: one VPC is associated twice.

use std::collections::HashMap;

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::finding::finding_on;
use crate::view::instance::{INSTANCE, Identity, bindings, shown_id, vpc_of};

pub(crate) static RULE: Rule = Rule {
    name: "bind-vpcs-duplicate",
    theme: Theme::Vpcs,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "one VPC is associated with an instance twice",
    why: "Each association uses up one of the accesses that were bought, and a VPC reaches the instance through one \
          vSwitch. A second entry for the same VPC is usually a copy in which someone forgot to change the id.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-updatekmsinstancebindvpc",
    ],
    bad: examples!("bind-vpcs-duplicate", "example-bad.yaml"),
    good: examples!("bind-vpcs-duplicate", "example-good.yaml"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written(INSTANCE) {
        let mut first = HashMap::new();
        for entry in bindings(resource) {
            let (Some(field), Some(vpc)) = (entry.field("vpc_id"), vpc_of(entry)) else { continue };
            let Some(identity) = Identity::of(vpc) else { continue };
            let Some(&earlier) = first.get(&identity) else {
                first.insert(identity, field);
                continue;
            };
            let message = format!("VPC {} is associated twice", shown_id(vpc));
            let mut finding = finding_on(field, vpc, message).with_help("remove this entry or the other one");
            if earlier.span() != finding.span {
                finding = finding.with_label(earlier.span(), "it is already associated here");
            }
            cx.report(resource, finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::{check as found, lines};

    fn instance(first: &str, second: &str) -> String {
        format!(
            r#"{{"alicloud_kms_instance.a": {{"bind_vpcs": [{{"vpc_id": "{first}"}}, {{"vpc_id": "{second}"}}]}}}}"#
        )
    }

    #[test]
    fn the_later_one_is_reported() {
        let found = found(&RULE, &instance("vpc-a", "vpc-a"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].message, "VPC `vpc-a` is associated twice");
        assert_eq!(found[0].labels[0], ("\"vpc-a\"".to_owned(), "it is already associated here".to_owned()));
    }

    #[test]
    fn references_to_one_resource_are_equal() {
        assert_eq!(lines(&RULE, &instance("@alicloud_vpc.a.id", "@alicloud_vpc.a.id")).len(), 1);
        assert!(lines(&RULE, &instance("@alicloud_vpc.a.id", "@alicloud_vpc.b.id")).is_empty());
    }

    #[test]
    fn what_may_differ_is_not_reported() {
        for (first, second) in [("?", "?"), ("vpc-…", "vpc-…"), ("vpc-a", "@alicloud_vpc.a.id"), ("", "")] {
            assert!(lines(&RULE, &instance(first, second)).is_empty(), "{first} {second}");
        }
    }
}
