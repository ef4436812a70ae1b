//! `zone-malformed`: a zone is not spelled as zones are.

use crate::finding::{Fix, Severity};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::tables::Holds;
use crate::tables::cloud::ZoneName;
use crate::view::literal::replace_part;

pub(crate) static RULE: Rule = Rule {
    name: "zone-malformed",
    theme: Theme::Networks,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "a zone is not spelled like the zones of its region",
    why: "A zone is the name of its region and a letter: with a dash in between where the region ends in a letter \
          (`cn-hangzhou-k`), without one where it ends in a digit (`ap-southeast-1a`). Other spellings are not zones, \
          and zones that stand for several (`…-MAZ6`) belong to other services. What only looks unfamiliar is left \
          alone.",
    fixable: Fixable::Sometimes,
    options: &[],
    sources: &["https://www.alibabacloud.com/help/en/kms/product-overview/supported-regions"],
    bad: examples!("zone-malformed", "example-bad.tf"),
    good: examples!("zone-malformed", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for held in cx.view().values_that_hold(&[Holds::Zone]) {
        let (Some(cloud), Some(text)) = (cx.tables().cloud(&held.resource().kind), held.text()) else { continue };
        let Some(name) = text.known() else { continue };
        let ZoneName::Malformed { region, correct } = cloud.zone(name) else { continue };
        let message = match &correct {
            None if name == region => format!("`{name}` is a region, not a zone"),
            _ => format!("{} is not the name of a zone of `{region}`", held.shown()),
        };
        let help = match &correct {
            Some(correct) => held.advice(&format!("`{correct}`")),
            None => {
                held.advice(&format!("a zone of `{region}`: the region, a dash and a letter, such as `{region}-h`"))
            }
        };
        let mut finding = held.finding(message).with_help(help);
        finding.fix = correct.and_then(|correct| {
            let edit = replace_part(&held.value, &text, 0..name.len(), finding.span, &correct)?;
            Some(Fix::safe(format!("write `{correct}`"), vec![edit]))
        });
        cx.report(held.resource(), finding);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::{check as found, lines};

    fn zones(zone: &str) -> String {
        format!(r#"{{"alicloud_kms_instance.a": {{"zone_ids": ["{zone}", "cn-hangzhou-j"]}}}}"#)
    }

    #[test]
    fn the_right_spelling_is_written() {
        for (wrong, right) in [
            ("ap-southeast-1-a", "ap-southeast-1a"),
            ("cn-hangzhouk", "cn-hangzhou-k"),
            ("cn-hangzhou-K", "cn-hangzhou-k"),
        ] {
            let found = &found(&RULE, &zones(wrong))[0];
            assert_eq!(found.fixed.as_deref(), Some(zones(right).as_str()));
        }
    }

    #[test]
    fn a_region_is_no_zone() {
        let found = &found(&RULE, &zones("cn-hangzhou"))[0];
        assert_eq!((found.message.as_str(), found.fixed.as_deref()), ("`cn-hangzhou` is a region, not a zone", None));
        assert_eq!(lines(&RULE, &zones("cn-hangzhou-MAZ6")).len(), 1);
    }

    #[test]
    fn unfamiliar_zones_are_left_alone() {
        for zone in ["cn-hangzhou-bj-b01", "cn-nanjing-cmcc", "europe-west1-b", "…-k", "?"] {
            assert!(lines(&RULE, &zones(zone)).is_empty(), "{zone}");
        }
    }

    #[test]
    fn zones_in_a_text_are_split() {
        let document = r#"{"alibaba/ConnectKmsInstance": {"ZoneIds": "cn-hangzhou-k, cn-hangzhouj"}}"#;
        assert_eq!(found(&RULE, document)[0].fixed.as_deref(), Some(document.replace("zhouj", "zhou-j").as_str()));
    }
}
