//! `id-of-wrong-kind`: the id of one thing stands where that of another belongs.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::tables::Holds;
use crate::view::ValueView;
use crate::view::cloud::Cloud;
use crate::view::ids::Prefix;
use crate::view::instance::shown_id;

pub(crate) static RULE: Rule = Rule {
    name: "id-of-wrong-kind",
    theme: Theme::Ids,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "the id of one thing stands where that of another belongs",
    why: "Ids on Alibaba Cloud say what they are: `vpc-`, `vsw-`, `kst-` (a KMS instance), `key-`, `dkr-` (a \
          value-added service). A vSwitch's id where a VPC's belongs is a slip that Terraform does not see, because \
          both are strings. A reference to another resource's `id` is checked in the same way.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-updatekmsinstancebindvpc",
    ],
    bad: examples!("id-of-wrong-kind", "example-bad.yaml"),
    good: examples!("id-of-wrong-kind", "example-good.yaml"),
    check,
};

const FIELDS: &[Holds] = &[Holds::VpcId, Holds::VswitchId, Holds::KmsInstanceId, Holds::KeyId, Holds::KeyReference];

fn check(cx: &mut RuleContext<'_>) {
    for held in cx.view().values_that_hold(FIELDS) {
        if Cloud::of(held.resource()) != Some(Cloud::Alibaba) {
            continue;
        }
        let (Some(found), Some(wanted)) = (kind_of(held), wanted_kind(held.holds)) else { continue };
        if found.prefix != wanted.prefix {
            let message = format!("{} is the id of {}, not of {}", shown_id(&held.value), found.title, wanted.title);
            let help = held.advice(&format!("the id of {}: `{}…`", wanted.title, wanted.prefix));
            cx.report(held.resource(), held.finding(message).with_help(help));
        }
    }
}

fn wanted_kind(holds: Holds) -> Option<&'static Prefix> {
    Prefix::of_field(if holds == Holds::KeyReference { Holds::KeyId } else { holds })
}

/// What the value certainly is the id of: by its prefix, or by the resource whose `id` it is.
fn kind_of(held: &ValueView<'_>) -> Option<&'static Prefix> {
    if let Some(symbol) = held.value.symbol() {
        return Prefix::of_type(&symbol.resource_type).filter(|_| &*symbol.attribute == "id" && symbol.is_managed);
    }
    Prefix::of_text(held.text()?.known_prefix())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    fn bound(vpc: &str, vswitch: &str) -> Vec<String> {
        let entry = format!(r#"{{"vpc_id": "{vpc}", "vswitch_id": "{vswitch}"}}"#);
        lines(&RULE, &format!(r#"{{"alicloud_kms_instance.a": {{"bind_vpcs": [{entry}]}}}}"#))
    }

    #[test]
    fn swapped_ids_are_two_findings() {
        assert_eq!(
            bound("vsw-a", "vpc-a"),
            [
                "error \"vsw-a\": `vsw-a` is the id of a vSwitch, not of a VPC",
                "error \"vpc-a\": `vpc-a` is the id of a VPC, not of a vSwitch",
            ]
        );
        assert!(bound("vpc-a", "vsw-a").is_empty());
    }

    #[test]
    fn references_have_a_kind_too() {
        assert_eq!(bound("@alicloud_vswitch.a.id", "vsw-a").len(), 1);
        assert!(bound("@alicloud_vpc.a.id", "@alicloud_vswitch.a.id").is_empty());
        assert!(bound("@alicloud_vswitch.a.vpc_id", "vsw-a").is_empty(), "another attribute than the id");
        assert!(bound("@data.alicloud_vswitches.a.id", "?").is_empty());
    }

    #[test]
    fn what_has_no_known_prefix_is_not_judged() {
        assert!(bound("my-vpc", "…").is_empty());
        assert_eq!(bound("kst-…", "vsw-a").len(), 1, "a certain beginning is enough");
    }

    #[test]
    fn a_key_is_no_instance() {
        let document = r#"{"alicloud_kms_alias.a": {"key_id": "kst-hzz662b622eksoqrb3nhu"}}"#;
        assert_eq!(lines(&RULE, document).len(), 1);
    }
}
