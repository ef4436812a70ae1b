//! `region-unknown`: a name that is not a region of the provider.

use std::collections::HashSet;

use crate::finding::{Draft, Fix, Identity, Severity};
use crate::resource::{Presence, Resource, Role};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::source::Span;
use crate::tables::Holds;
use crate::value::Value;
use crate::view::Horizon;
use crate::view::cloud::Cloud;
use crate::view::ids::is_placeholder;
use crate::view::literal::replace_part;
use crate::view::setting::Setting;
use crate::view::value::{is_template, shown};

pub(crate) static RULE: Rule = Rule {
    name: "region-unknown",
    theme: Theme::Networks,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "a name is not a region of the provider",
    why: "The provider refuses a region that does not exist when it starts, or the API does. Regions are added now \
          and then, so a name that is not in the list is a warning.",
    fixable: Fixable::Sometimes,
    options: &[],
    sources: &["https://github.com/aliyun/terraform-provider-alicloud/blob/master/alicloud/connectivity/regions.go"],
    bad: examples!("region-unknown", "example-bad.tf"),
    good: examples!("region-unknown", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    let mut seen: HashSet<Span> = unvalidated(cx).collect();
    // Every resource has the region of its provider configuration, which is written once.
    for resource in cx.resources().iter().filter(|resource| resource.role != Role::Saved) {
        let Some(region) = resource.region.as_ref().filter(|_| Cloud::of(resource) == Some(Cloud::Alibaba)) else {
            continue;
        };
        resource.ask("region", region);
        if let Some(span) = region.span.filter(|span| seen.insert(*span))
            && let Some(mut finding) = describe(cx, resource, region, Draft::new(span, ""))
        {
            finding = finding.because(region);
            cx.report(resource, finding);
        }
    }
    for held in cx.view().values_that_hold(&[Holds::Region]) {
        let is_new = held.value.span.is_none_or(|span| seen.insert(span));
        if Cloud::of(held.resource()) == Some(Cloud::Alibaba)
            && is_new
            && let Some(finding) = describe(cx, held.resource(), &held.value, held.finding(""))
        {
            cx.report(held.resource(), finding);
        }
    }
}

/// Regions of provider configurations that are told to take any name, as for the regions of a private cloud.
fn unvalidated<'r>(cx: &RuleContext<'r>) -> impl Iterator<Item = Span> + use<'r> {
    let providers = cx.resources().iter().filter(|resource| &*resource.kind == "alibaba/provider");
    let takes_any = |provider: &&Resource| {
        let switch = "skip_region_validation";
        provider.body.presence(switch) != Presence::Absent && provider.body.known_bool(switch) != Some(false)
    };
    providers.filter(takes_any).filter_map(|provider| provider.body.value("region")?.span)
}

/// The finding with its text, where the value is known and no region.
fn describe(cx: &RuleContext<'_>, resource: &Resource, value: &Value, mut finding: Draft) -> Option<Draft> {
    let name = value.as_str().filter(|name| !name.is_empty() && !is_template(resource.notation, name))?;
    let cloud = cx.tables().cloud("alibaba")?;
    if cloud.has_region(name) {
        return None;
    }
    let nearest = cloud.nearest_region(name);
    let horizon = if nearest.is_some() { Horizon::Within } else { Horizon::of(&cloud.compared, resource) };
    finding.message = match value.as_text().is_some_and(is_placeholder) {
        true => format!("{} is a placeholder, not a region", shown(value)),
        false => format!("{} is not a region of {}{}", shown(value), cloud.title, horizon.as_of()),
    };
    finding.identity = Identity::of_field("region").with_value(name);
    let advice = |what: String| Setting::of("region", value).write(&what);
    let Some(nearest) = nearest else {
        return Some(finding.with_help(advice("the id of a region, such as `cn-hangzhou`".to_owned())));
    };
    finding.fix = replace_part(value, value.as_text()?, 0..name.len(), finding.span, nearest)
        .map(|edit| Fix::unsafe_(format!("write `{nearest}`"), vec![edit]));
    let help = advice(format!("`{nearest}`"));
    Some(finding.with_help(help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::{check as found, lines};

    #[test]
    fn the_nearest_region_is_named_once_for_a_provider_configuration() {
        let document = r#"{"alicloud_kms_alias.a": {"$region": "cn-hangzou"}}"#;
        let found = &found(&RULE, document)[0];
        assert_eq!(found.line(), "warning \"cn-hangzou\": `cn-hangzou` is not a region of Alibaba Cloud");
        assert_eq!(found.help, "write `cn-hangzhou`");
        assert_eq!(found.fixed.as_deref(), Some(document.replace("hangzou", "hangzhou").as_str()));
    }

    #[test]
    fn bound_vpcs_have_regions_too() {
        let document =
            |region: &str| format!(r#"{{"alicloud_kms_instance.a": {{"bind_vpcs": [{{"region_id": "{region}"}}]}}}}"#);
        assert_eq!(lines(&RULE, &document("westeurope")).len(), 1);
        for region in ["cn-hangzhou", "cn-hzjbp", "", "…", "?"] {
            assert!(lines(&RULE, &document(region)).is_empty(), "{region}");
        }
    }

    #[test]
    fn other_clouds_have_other_regions() {
        assert!(lines(&RULE, r#"{"opentelekomcloud_kms_key_v1.a": {"$region": "eu-de"}}"#).is_empty());
    }
}
