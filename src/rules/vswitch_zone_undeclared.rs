//! `vswitch-zone-undeclared`: a vSwitch is in a zone that the instance does not name.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::instance::{INSTANCE, count_of_list, list_of};
use crate::view::value::shown;
use crate::view::vswitch::{home_vswitches, once_for_each_place};

pub(crate) static RULE: Rule = Rule {
    name: "vswitch-zone-undeclared",
    theme: Theme::Networks,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "a vSwitch is in a zone that `zone_ids` does not list",
    why: "Every vSwitch of an instance is in one of the zones that `zone_ids` lists. The provider buys the instance \
          first and enables it with the vSwitches afterwards, so one that is elsewhere shows up only when the \
          instance is already paid for.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/kms_instance"],
    bad: examples!("vswitch-zone-undeclared", "example-bad.tf"),
    good: examples!("vswitch-zone-undeclared", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written(INSTANCE) {
        let Some(zones_field) = resource.body.field("zone_ids") else { continue };
        let zones = list_of(cx, resource, "zone_ids");
        if zones.is_empty() || !count_of_list(cx, resource, "zone_ids").is_some_and(|count| count.is_exact) {
            continue;
        }
        let mut findings = Vec::new();
        for vswitch in home_vswitches(cx, resource) {
            let Some(zone) = vswitch.zone() else { continue };
            let is_elsewhere = zones.iter().all(|declared| declared.equals(zone) == Some(false));
            // Where the regions differ already, another rule says so.
            let first = zones.first().and_then(|zone| zone.as_str());
            if !is_elsewhere || !is_same_region(cx, &resource.kind, zone.as_str(), first) {
                continue;
            }
            let name = &zones_field.written;
            let message = format!(
                "vSwitch `{}` is in zone {}, which `{name}` does not list",
                vswitch.made.display_name(),
                shown(zone)
            );
            let finding = vswitch.finding(message, zone, "the vSwitch is put into its zone here");
            let finding = finding.with_label(zones_field.span(), "the zones of the instance");
            let help = format!("add {} to `{name}`, or use a vSwitch in one of its zones", shown(zone));
            findings.push(finding.with_help(help));
        }
        for finding in once_for_each_place(findings) {
            cx.report(resource, finding);
        }
    }
}

fn is_same_region(cx: &RuleContext<'_>, kind: &str, left: Option<&str>, right: Option<&str>) -> bool {
    let region = |zone: Option<&str>| cx.tables().cloud(kind)?.region_of_zone(zone?);
    match (region(left), region(right)) {
        (Some(left), Some(right)) => left == right,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::{check as found, lines};

    fn document(zone: &str, zones: &str) -> String {
        format!(
            r#"{{"alicloud_vswitch.a": {{"zone_id": "{zone}"}},
                "alicloud_kms_instance.i": {{"vswitch_ids": ["@alicloud_vswitch.a.id"], "zone_ids": {zones}}}}}"#
        )
    }

    #[test]
    fn a_zone_that_is_not_named_is_reported() {
        let found = found(&RULE, &document("cn-hangzhou-h", r#"["cn-hangzhou-k", "cn-hangzhou-j"]"#));
        assert_eq!(
            found[0].message,
            "vSwitch `alicloud_vswitch.a` is in zone `cn-hangzhou-h`, which `zone_ids` does not list"
        );
        assert!(lines(&RULE, &document("cn-hangzhou-j", r#"["cn-hangzhou-k", "cn-hangzhou-j"]"#)).is_empty());
    }

    #[test]
    fn an_unknown_zone_may_be_the_one() {
        for (zone, zones) in
            [("?", r#"["cn-hangzhou-k"]"#), ("cn-hangzhou-h", r#"["cn-hangzhou-k", "?"]"#), ("cn-hangzhou-h", r#""?""#)]
        {
            assert!(lines(&RULE, &document(zone, zones)).is_empty(), "{zone} {zones}");
        }
    }

    #[test]
    fn another_region_has_another_rule() {
        assert!(lines(&RULE, &document("cn-beijing-c", r#"["cn-hangzhou-k", "cn-hangzhou-j"]"#)).is_empty());
    }
}
