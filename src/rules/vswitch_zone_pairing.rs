//! `vswitch-zone-pairing`: vSwitches are listed in another order than their zones.

use semver::Version;

use crate::finding::Severity;
use crate::resource::{Resource, Taker};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::instance::{INSTANCE, count_of_list, list_of};
use crate::view::value::shown;
use crate::view::vswitch::{MadeVswitch, home_vswitches};

pub(crate) static RULE: Rule = Rule {
    name: "vswitch-zone-pairing",
    theme: Theme::Networks,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "two vSwitches are listed in a different order than their zones",
    why: "With two vSwitches the first belongs to the first zone and the second to the second. Before release 1.290 \
          the provider did not keep the order, so nothing is reported there.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/kms_instance"],
    bad: examples!("vswitch-zone-pairing", "example-bad.tf"),
    good: examples!("vswitch-zone-pairing", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written(INSTANCE).filter(|resource| keeps_order(resource)) {
        let Some(zones_field) = resource.body.field("zone_ids") else { continue };
        let is_two =
            |name: &str| count_of_list(cx, resource, name).is_some_and(|count| count.is_exact && count.at_least == 2);
        if !is_two("vswitch_ids") || !is_two("zone_ids") {
            continue;
        }
        let zones = list_of(cx, resource, "zone_ids");
        // Only what is in the other declared zone is in the wrong order; the rest is not declared at all.
        let misplaced = |vswitch: &MadeVswitch<'_>| {
            let (zone, actual) = (zones.get(vswitch.index)?, vswitch.zone()?);
            let is_other = zones.iter().any(|declared| declared.equals(actual) == Some(true));
            let message = format!(
                "vSwitch `{}` is in zone {}, but is listed beside zone {}",
                vswitch.made.display_name(),
                shown(actual),
                shown(zone)
            );
            (is_other && actual.equals(zone) == Some(false)).then(|| {
                let finding = vswitch.finding(message, actual, "the vSwitch is put into its zone here");
                finding.with_label(zone.span.unwrap_or_else(|| zones_field.span()), "the zone at the same position")
            })
        };
        let vswitches = home_vswitches(cx, resource);
        let Some(finding) = vswitches.iter().find_map(misplaced) else { continue };
        let name = vswitches.first().map_or("vswitch_ids", |first| &first.field.written);
        let help = format!("list `{}` and `{name}` in the same order", zones_field.written);
        cx.report(resource, finding.with_help(help));
    }
}

/// Whether the order of the lists has a meaning.
fn keeps_order(resource: &Resource) -> bool {
    let is_older =
        resource.versions.as_ref().is_some_and(|versions| versions.some_older_than(&Version::new(1, 290, 0)));
    resource.notation.taker == Taker::Provider && !is_older
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::{check as found, lines};

    fn document(vswitches: &str, zones: &str) -> String {
        format!(
            r#"{{"alicloud_vswitch.k": {{"zone_id": "cn-hangzhou-k"}}, "alicloud_vswitch.j": {{"zone_id": "cn-hangzhou-j"}},
                "alicloud_kms_instance.i": {{"vswitch_ids": [{vswitches}], "zone_ids": [{zones}]}}}}"#
        )
    }

    const BOTH: &str = r#""@alicloud_vswitch.k.id", "@alicloud_vswitch.j.id""#;

    #[test]
    fn the_order_has_to_be_the_same() {
        assert!(lines(&RULE, &document(BOTH, r#""cn-hangzhou-k", "cn-hangzhou-j""#)).is_empty());
        let found = found(&RULE, &document(BOTH, r#""cn-hangzhou-j", "cn-hangzhou-k""#));
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "vSwitch `alicloud_vswitch.k` is in zone `cn-hangzhou-k`, but is listed beside zone `cn-hangzhou-j`"
        );
    }

    #[test]
    fn one_vswitch_and_undeclared_zones_have_no_order() {
        assert!(
            lines(&RULE, &document(r#""@alicloud_vswitch.k.id""#, r#""cn-hangzhou-j", "cn-hangzhou-k""#)).is_empty()
        );
        assert!(lines(&RULE, &document(BOTH, r#""cn-hangzhou-h", "cn-hangzhou-i""#)).is_empty());
    }
}
