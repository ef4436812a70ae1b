//! `vswitch-vpc-mismatch`: a vSwitch belongs to another VPC than the one beside it.

use crate::finding::{Draft, Severity};
use crate::resource::Field;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::instance::{INSTANCE, shown_by_id, written_bindings};
use crate::view::vswitch::{MadeVswitch, home_vswitches, once_for_each_place};

pub(crate) static RULE: Rule = Rule {
    name: "vswitch-vpc-mismatch",
    theme: Theme::Networks,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "a vSwitch belongs to another VPC than the one beside it",
    why: "The vSwitch of an instance, or of an associated VPC, has to belong to that VPC. When blocks are copied, one \
          of the two references is easily forgotten.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/kms_instance"],
    bad: examples!("vswitch-vpc-mismatch", "example-bad.tf"),
    good: examples!("vswitch-vpc-mismatch", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written(INSTANCE) {
        let home = resource.body.field("vpc_id");
        let wrong = |vswitch: &MadeVswitch<'_>| mismatch(vswitch, home?);
        let mut findings = once_for_each_place(home_vswitches(cx, resource).iter().filter_map(wrong).collect());
        for entry in written_bindings(resource) {
            let vswitch = entry.field("vswitch_id").and_then(|field| MadeVswitch::of_field(cx, field));
            findings.extend(vswitch.zip(entry.field("vpc_id")).and_then(|(vswitch, vpc)| mismatch(&vswitch, vpc)));
        }
        for finding in findings {
            cx.report(resource, finding);
        }
    }
}

/// A finding where the vSwitch certainly is one of another VPC than the one beside it.
fn mismatch(vswitch: &MadeVswitch<'_>, beside: &Field) -> Option<Draft> {
    let (vpc, wanted) = (vswitch.made.body.value("vpc_id")?, beside.value()?);
    if vpc.equals(wanted) != Some(false) {
        return None;
    }
    let (actual, named) = (shown_by_id(vpc), shown_by_id(wanted));
    let message =
        format!("vSwitch `{}` belongs to VPC {actual}, but is used with VPC {named}", vswitch.made.display_name());
    let finding = vswitch.finding(message, vpc, "the vSwitch is put into its VPC here");
    let finding = finding.with_label(beside.span(), format!("VPC {named} is given here"));
    Some(finding.with_help(format!("use a vSwitch of VPC {named}, or set `{}` to {actual}", beside.written)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::{check as found, lines};

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
            "error \"@alicloud_vswitch.a.id\": vSwitch `alicloud_vswitch.a` belongs to VPC `alicloud_vpc.a`, but is used with VPC `alicloud_vpc.b`"
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
