//! `zone-count`: an instance has too few or too many zones.

use std::collections::HashSet;

use crate::finding::Severity;
use crate::resource::{Resource, Taker};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::finding::finding_on;
use crate::view::instance::{INSTANCE, Identity, count_of_list, list_of};
use crate::view::region::region_name;

pub(crate) static RULE: Rule = Rule {
    name: "zone-count",
    theme: Theme::Networks,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "an instance has too few or too many zones",
    why: "A KMS instance is in two zones. With one zone in Terraform the API chooses the second by itself, and from \
          then on every plan wants to replace the instance, with all its keys. Three zones can only be chosen in the \
          console. Some regions have a single zone for KMS; they are left alone.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/kms_instance",
        "https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-connectkmsinstance",
    ],
    bad: examples!("zone-count", "example-bad.tf"),
    good: examples!("zone-count", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written(INSTANCE) {
        let Some(field) = resource.body.field("zone_ids") else { continue };
        let (Some(value), Some(count)) = (field.value(), count_of_list(cx, resource, "zone_ids")) else { continue };
        let zones = list_of(cx, resource, "zone_ids");
        let mut seen = HashSet::new();
        let is_repeated = zones.iter().filter_map(|zone| Identity::of(zone)).any(|zone| !seen.insert(zone));
        // A zone that is given twice has a rule of its own.
        if is_repeated || may_have_one_zone(cx, resource) {
            continue;
        }
        let Some((severity, why)) = judge(resource, count.at_least, count.is_exact) else { continue };
        let counted = format!("{}{}", if count.is_exact { "" } else { "at least " }, count.at_least);
        let plural = if count.at_least == 1 { "zone" } else { "zones" };
        let message = format!("`{}` has {counted} {plural}, but an instance is in 2{why}", field.written);
        let region = || cx.tables().cloud(&resource.kind)?.region_of_zone(zones.first()?.as_str()?);
        let of_region = region().map_or_else(|| "one region".to_owned(), |region| format!("`{region}`"));
        let help = match count.at_least {
            0 => format!("list two zones of {of_region}"),
            1 => "add a second zone of the same region".to_owned(),
            _ => "keep two of the zones".to_owned(),
        };
        let finding = finding_on(field, value, message).with_help(help);
        cx.report_as(severity, resource, finding);
    }
}

fn judge(resource: &Resource, count: usize, is_exact: bool) -> Option<(Severity, &'static str)> {
    match (resource.notation.taker, count) {
        (_, 2) => None,
        (_, 0 | 1) if !is_exact => None,
        (Taker::TemplateService, _) => Some((Severity::Error, "")),
        (Taker::Api, _) => Some((Severity::Warning, "")),
        (_, 1) => Some((Severity::Warning, "; every plan will propose to replace it")),
        (_, 3) if is_exact => Some((Severity::Warning, "")),
        (_, 3) => None,
        _ => Some((Severity::Error, "")),
    }
}

/// Whether the instance may be in a region with a single zone: one does not say so if neither its provider nor a zone
/// names another.
fn may_have_one_zone(cx: &RuleContext<'_>, resource: &Resource) -> bool {
    let Some(cloud) = cx.tables().cloud(&resource.kind) else { return false };
    let own = resource.region.as_deref().and_then(region_name).map(str::to_owned);
    let zones = list_of(cx, resource, "zone_ids");
    let of_zones = zones.iter().filter_map(|zone| cloud.region_of_zone(zone.as_str()?)).map(str::to_owned);
    let mut regions = own.into_iter().chain(of_zones).peekable();
    let is_one_unknown_zone = zones.len() == 1 && zones.iter().all(|zone| !zone.is_wholly_known());
    match regions.peek() {
        Some(_) => regions.any(|region| cloud.is_single_zone(&region)),
        None => is_one_unknown_zone,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    fn terraform(zones: &str) -> Option<String> {
        severity(&format!(r#"{{"alicloud_kms_instance.a": {{"zone_ids": {zones}}}}}"#))
    }

    fn severity(document: &str) -> Option<String> {
        lines(&RULE, document).first().map(|line| line.split(' ').next().unwrap().to_owned())
    }

    const A: &str = r#""cn-hangzhou-a""#;
    const B: &str = r#""cn-hangzhou-b""#;

    #[test]
    fn two_zones_are_right() {
        assert_eq!(terraform("[]").as_deref(), Some("error"));
        assert_eq!(terraform(&format!("[{A}]")).as_deref(), Some("warning"));
        assert_eq!(terraform(&format!("[{A}, {B}]")), None);
        assert_eq!(terraform(&format!("[{A}, {B}, \"cn-hangzhou-c\"]")).as_deref(), Some("warning"));
        assert_eq!(terraform(&format!("[{A}, {B}, \"cn-hangzhou-c\", \"?\"]")).as_deref(), Some("error"));
    }

    #[test]
    fn other_surfaces_have_other_severities() {
        let ros = format!(r#"{{"ros:ALIYUN::KMS::Instance.a": {{"Connection": {{"ZoneIds": [{A}]}}}}}}"#);
        assert_eq!(severity(&ros).as_deref(), Some("error"));
        assert_eq!(
            severity(r#"{"alibaba/ConnectKmsInstance": {"ZoneIds": "cn-hangzhou-k"}}"#).as_deref(),
            Some("warning")
        );
        assert_eq!(severity(r#"{"alibaba/ConnectKmsInstance": {"ZoneIds": "cn-hangzhou-k,cn-hangzhou-j"}}"#), None);
    }

    #[test]
    fn regions_with_one_zone_and_repeated_zones_are_left_alone() {
        assert_eq!(terraform(r#"["ap-southeast-6a"]"#), None);
        assert_eq!(terraform(&format!("[{A}, {A}]")), None);
        assert_eq!(terraform(r#""?""#), None);
    }
}
