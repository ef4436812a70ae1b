//! `zone-duplicate`: one zone is given twice.

use std::collections::HashMap;

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::finding::finding_on;
use crate::view::instance::{INSTANCE, Identity, list_of};
use crate::view::value::shown;

pub(crate) static RULE: Rule = Rule {
    name: "zone-duplicate",
    theme: Theme::Networks,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "the same zone is given twice",
    why: "An instance is in two different zones; the same zone twice is only one.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/kms_instance"],
    bad: examples!("zone-duplicate", "example-bad.tf"),
    good: examples!("zone-duplicate", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written(INSTANCE) {
        let Some(field) = resource.body.field("zone_ids") else { continue };
        let zones = list_of(cx, resource, "zone_ids");
        let mut first = HashMap::new();
        for zone in &zones {
            let Some(identity) = Identity::of(zone) else { continue };
            let Some(earlier) = first.insert(identity, zone) else { continue };
            let name = if zone.is_unknown() { "one zone".to_owned() } else { format!("zone {}", shown(zone)) };
            let mut finding = finding_on(field, zone, format!("{name} is given twice"));
            if let Some(span) = earlier.span.filter(|span| *span != finding.span) {
                finding = finding.with_label(span, "it is already given here");
            }
            cx.report(resource, finding.with_help("write another zone of the same region in one of the two places"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::{check as found, lines};

    #[test]
    fn the_later_one_is_reported() {
        let document = |zones: &str| format!(r#"{{"alicloud_kms_instance.a": {{"zone_ids": [{zones}]}}}}"#);
        let found = found(&RULE, &document(r#""cn-hangzhou-k", "cn-hangzhou-k""#));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].message, "zone `cn-hangzhou-k` is given twice");
        assert_eq!(found[0].labels[0].1, "it is already given here");
        assert!(lines(&RULE, &document(r#""cn-hangzhou-k", "cn-hangzhou-j", "?", "?""#)).is_empty());
    }
}
