//! `bind-vpcs-resident-vpc`: the VPC that the instance resides in is associated as well.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::finding::finding_on;
use crate::view::instance::{INSTANCE, Identity, saved_instance, shown_id, vpc_of, written_bindings};

pub(crate) static RULE: Rule = Rule {
    name: "bind-vpcs-resident-vpc",
    theme: Theme::Vpcs,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "the VPC that the instance resides in is associated as well",
    why: "Associations are for VPCs other than the one that was given when the instance was enabled. That one already \
          has access; listing it again uses up an access and does nothing.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-updatekmsinstancebindvpc",
    ],
    bad: examples!("bind-vpcs-resident-vpc", "example-bad.tf"),
    good: examples!("bind-vpcs-resident-vpc", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written(INSTANCE) {
        let home = resource.body.field("vpc_id").or_else(|| saved_instance(cx, resource)?.body.field("vpc_id"));
        let Some(home) = home else { continue };
        let Some(identity) = home.value().and_then(Identity::of) else { continue };
        for entry in written_bindings(resource) {
            let (Some(field), Some(vpc)) = (entry.field("vpc_id"), vpc_of(entry)) else { continue };
            if Identity::of(vpc).as_ref() == Some(&identity) {
                let message = format!("VPC {} is associated, but the instance resides in it", shown_id(vpc));
                let finding = finding_on(field, vpc, message).with_label(home.span(), "the instance resides in it");
                cx.report(resource, finding.with_help("remove this entry: the VPC already has access"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::{check as found, lines};

    fn instance(home: &str, bound: &str) -> String {
        format!(r#"{{"alicloud_kms_instance.a": {{"vpc_id": "{home}", "bind_vpcs": [{{"vpc_id": "{bound}"}}]}}}}"#)
    }

    #[test]
    fn only_known_equality_counts() {
        assert_eq!(
            lines(&RULE, &instance("vpc-a", "vpc-a")),
            ["warning \"vpc-a\": VPC `vpc-a` is associated, but the instance resides in it"]
        );
        assert_eq!(lines(&RULE, &instance("@alicloud_vpc.a.id", "@alicloud_vpc.a.id")).len(), 1);
        for (home, bound) in [("vpc-a", "vpc-b"), ("?", "?"), ("@alicloud_vpc.a.id", "vpc-a")] {
            assert!(lines(&RULE, &instance(home, bound)).is_empty());
        }
    }

    #[test]
    fn a_saved_instance_tells_where_it_resides() {
        let document = r#"{
            "alibaba/UpdateKmsInstanceBindVpc": {"KmsInstanceId": "kst-a", "BindVpcs": [{"VpcId": "vpc-a"}]},
            "saved": {"InstanceId": "kst-a", "Status": "Connected", "VpcId": "vpc-a"}
        }"#;
        let found = found(&RULE, document);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].labels[0].1, "the instance resides in it");
        assert!(lines(&RULE, &document.replace("\"InstanceId\": \"kst-a\"", "\"InstanceId\": \"kst-b\"")).is_empty());
    }
}
