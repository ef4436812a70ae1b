//! `vswitch-vpc-mismatch`: a vSwitch belongs to another VPC than the one beside it.

use std::collections::HashSet;

use crate::finding::Severity;
use crate::resource::{Field, Resource};
use crate::rule::{Example, Fixable, Rule, RuleContext};
use crate::rules::subject::instance::{INSTANCE, bindings, list_of, made_vswitch, shown_id};
use crate::rules::subject::values::finding_on;
use crate::value::Value;

pub static RULE: Rule = Rule {
    name: "vswitch-vpc-mismatch",
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "a vSwitch belongs to another VPC than the one it stands beside",
    why: "The vSwitch of an instance, or of an associated VPC, has to be one of that VPC. When blocks are copied, one of the \
          two references is easily forgotten.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/kms_instance"],
    bad: &[Example {
        file: "main.tf",
        text: r#"resource "alicloud_vpc" "home" {
  cidr_block = "10.0.0.0/16"
}

resource "alicloud_vpc" "other" {
  cidr_block = "10.1.0.0/16"
}

resource "alicloud_vswitch" "home" {
  vpc_id     = alicloud_vpc.other.id
  zone_id    = "cn-hangzhou-k"
  cidr_block = "10.0.1.0/24"
}

resource "alicloud_kms_instance" "main" {
  payment_type = "Subscription"
  vpc_num      = 3
  vpc_id       = alicloud_vpc.home.id
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = [alicloud_vswitch.home.id]
}
"#,
    }],
    good: &[Example {
        file: "main.tf",
        text: r#"resource "alicloud_vpc" "home" {
  cidr_block = "10.0.0.0/16"
}

resource "alicloud_vpc" "other" {
  cidr_block = "10.1.0.0/16"
}

resource "alicloud_vswitch" "home" {
  vpc_id     = alicloud_vpc.home.id
  zone_id    = "cn-hangzhou-k"
  cidr_block = "10.0.1.0/24"
}

resource "alicloud_kms_instance" "main" {
  payment_type = "Subscription"
  vpc_num      = 3
  vpc_id       = alicloud_vpc.home.id
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = [alicloud_vswitch.home.id]
}
"#,
    }],
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written(INSTANCE) {
        let home = resource.body.field("vpc_id");
        if let (Some(field), Some(home)) = (resource.body.field("vswitch_ids"), home) {
            let mut places = HashSet::new();
            for vswitch in list_of(cx, resource, "vswitch_ids") {
                // One expression may give several elements.
                if !places.contains(&vswitch.span) && check_pair(cx, resource, field, &vswitch, home) {
                    places.insert(vswitch.span);
                }
            }
        }
        for entry in bindings(resource) {
            if let (Some(field), Some(vpc)) = (entry.field("vswitch_id"), entry.field("vpc_id"))
                && let Some(vswitch) = field.value()
            {
                check_pair(cx, resource, field, vswitch, vpc);
            }
        }
    }
}

/// Whether the two do not belong together, which is reported.
fn check_pair(cx: &mut RuleContext<'_>, resource: &Resource, field: &Field, vswitch: &Value, beside: &Field) -> bool {
    let Some(made) = made_vswitch(cx, vswitch) else { return false };
    let (Some(vpc), Some(wanted)) = (made.body.value("vpc_id"), beside.value()) else { return false };
    if vpc.equals(wanted) != Some(false) {
        return false;
    }
    let message = format!(
        "{} belongs to {}, not to {}",
        made.display_name(),
        shown_id(vpc).trim_end_matches(".id"),
        shown_id(wanted).trim_end_matches(".id")
    );
    let mut finding = finding_on(field, vswitch, message)
        .with_label(beside.span(), format!("this VPC is {}", shown_id(wanted).trim_end_matches(".id")));
    if let Some(span) = vpc.span {
        finding = finding.with_label(span, "the vSwitch is put into its VPC here");
    }
    let help = format!("use a vSwitch of {}, or its VPC here", shown_id(wanted).trim_end_matches(".id"));
    cx.report(resource, finding.with_help(help));
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::subject::sample::{check as found, lines};

    fn document(instance: &str) -> String {
        format!(
            r#"{{"alicloud_vpc.a": {{}}, "alicloud_vpc.b": {{}},
                "alicloud_vswitch.a": {{"vpc_id": "@alicloud_vpc.a.id"}},
                "alicloud_vswitch.unknown": {{"vpc_id": "?"}},
                "alicloud_kms_instance.i": {{{instance}}}}}"#
        )
    }

    #[test]
    fn the_vswitch_is_reported() {
        let found = found(
            &RULE,
            &document(r#""bind_vpcs": [{"vpc_id": "@alicloud_vpc.b.id", "vswitch_id": "@alicloud_vswitch.a.id"}]"#),
        );
        assert_eq!(
            found[0].line(),
            "error \"@alicloud_vswitch.a.id\": alicloud_vswitch.a belongs to alicloud_vpc.a, not to alicloud_vpc.b"
        );
        assert_eq!(found[0].labels.len(), 2);
        assert_eq!(
            lines(&RULE, &document(r#""vpc_id": "@alicloud_vpc.b.id", "vswitch_ids": ["@alicloud_vswitch.a.id"]"#))
                .len(),
            1
        );
    }

    #[test]
    fn what_may_be_the_same_vpc_is_silent() {
        for (vpc, vswitch) in [
            ("@alicloud_vpc.a.id", "@alicloud_vswitch.a.id"),
            ("?", "@alicloud_vswitch.a.id"),
            ("@alicloud_vpc.a.id", "@alicloud_vswitch.unknown.id"),
            ("vpc-x", "@alicloud_vswitch.a.id"),
            ("@alicloud_vpc.a.id", "vsw-x"),
            ("@alicloud_vpc.a.id", "@alicloud_vswitch.absent.id"),
        ] {
            let instance = format!(r#""vpc_id": "{vpc}", "vswitch_ids": ["{vswitch}"]"#);
            assert!(lines(&RULE, &document(&instance)).is_empty(), "{instance}");
        }
    }
}
