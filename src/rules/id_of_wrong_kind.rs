//! `id-of-wrong-kind`: the id of one thing stands where that of another belongs.

use crate::finding::Severity;
use crate::rule::{Example, Fixable, Rule, RuleContext};
use crate::rules::subject::cloud::Cloud;
use crate::rules::subject::ids::Prefix;
use crate::rules::subject::values::{HeldValue, values_that_hold};
use crate::tables::Holds;

pub static RULE: Rule = Rule {
    name: "id-of-wrong-kind",
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "the id of one thing stands where that of another belongs",
    why: "Ids on Alibaba Cloud say what they are: `vpc-`, `vsw-`, `kst-` (a KMS instance), `key-`, `dkr-` (a value-added \
          service). A vSwitch's id where a VPC's belongs is a slip that Terraform does not see, because both are \
          strings. A reference to another resource's `id` is checked in the same way.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-updatekmsinstancebindvpc",
    ],
    bad: &[Example {
        file: "request.yaml",
        text: r#"Action: UpdateKmsInstanceBindVpc
KmsInstanceId: kst-hzz662b622eksoqrb3nhu
BindVpcs: |
  [
    {"VpcId": "vsw-bp16c5pvvcf0fp5b9abcd", "VSwitchId": "vpc-bp1go9qvmj78j4f4cabcd",
     "RegionId": "cn-hangzhou", "VpcOwnerId": 1207089758811234}
  ]
"#,
    }],
    good: &[Example {
        file: "request.yaml",
        text: r#"Action: UpdateKmsInstanceBindVpc
KmsInstanceId: kst-hzz662b622eksoqrb3nhu
BindVpcs: |
  [
    {"VpcId": "vpc-bp1go9qvmj78j4f4cabcd", "VSwitchId": "vsw-bp16c5pvvcf0fp5b9abcd",
     "RegionId": "cn-hangzhou", "VpcOwnerId": 1207089758811234}
  ]
"#,
    }],
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    let fields = [Holds::VpcId, Holds::VswitchId, Holds::KmsInstanceId, Holds::KeyId, Holds::KeyReference];
    for held in values_that_hold(cx, &fields) {
        if Cloud::of(held.resource) != Some(Cloud::Alibaba) {
            continue;
        }
        let (Some(found), Some(wanted)) = (kind_of(&held), wanted_kind(held.holds)) else { continue };
        if found.prefix != wanted.prefix {
            let id = if held.value.symbol().is_some() { "this".to_owned() } else { held.shown() };
            let message = format!("{id} is the id of {}, not of {}", found.title, wanted.title);
            let help = format!("write the id of {}: {}…", wanted.title, wanted.prefix);
            cx.report(held.resource, held.finding(message).with_help(help));
        }
    }
}

fn wanted_kind(holds: Holds) -> Option<&'static Prefix> {
    Prefix::of_field(if holds == Holds::KeyReference { Holds::KeyId } else { holds })
}

/// What the value certainly is the id of: by its prefix, or by the resource whose `id` it is.
fn kind_of(held: &HeldValue<'_>) -> Option<&'static Prefix> {
    if let Some(symbol) = held.value.symbol() {
        return Prefix::of_type(&symbol.resource_type).filter(|_| &*symbol.attribute == "id" && symbol.is_managed);
    }
    Prefix::of_text(held.text()?.known_prefix())
}
