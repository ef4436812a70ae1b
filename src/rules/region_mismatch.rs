//! `region-mismatch`: things that have to be in one region are not.

use crate::finding::{Draft, Severity};
use crate::resource::Resource;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::tables::Holds;
use crate::value::Value;
use crate::view::ValueView;
use crate::view::cloud::Cloud;
use crate::view::instance::{INSTANCE, saved_instance};
use crate::view::region::{Located, OwnRegion, Topic, located_parts, own_region, region_name};

pub(crate) static RULE: Rule = Rule {
    name: "region-mismatch",
    theme: Theme::Networks,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "regions differ that have to agree",
    why: "A KMS instance, its zones, the VPC that it resides in and every VPC that is associated with it are in one \
          region, and a key is used in the region in which it was created. The region of a Terraform resource is that \
          of its provider configuration, so a VPC that a configuration for another region creates cannot be \
          associated.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/kms/key-management-service/user-guide/access-a-kms-instance-from-multiple-vpcs-in-the-same-region",
    ],
    bad: examples!("region-mismatch", "example-bad-1.tf", "example-bad-2.yaml"),
    good: examples!("region-mismatch", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written(INSTANCE) {
        check_instance(cx, resource);
    }
    check_uses(cx);
}

fn check_instance(cx: &mut RuleContext<'_>, resource: &Resource) {
    let Some(cloud) = cx.tables().cloud(&resource.kind) else { return };
    let mut parts = located_parts(cx, cloud, resource);
    // What a misspelled name was meant to be is not certain, and another rule speaks of it.
    parts.retain(|part| !cloud.is_misspelled_region(part.region));
    if parts.is_empty() {
        return;
    }
    let saved = saved_instance(cx, resource);
    let own = own_region(cx, cloud, resource, saved).filter(|own| !cloud.is_misspelled_region(&own.region));
    if own.is_none() {
        if let Some(region) = &resource.region {
            resource.ask("region", region);
        }
        // Without a region of the instance the earliest part in the file counts as it.
        parts.sort_by_key(|part| (!part.is_certain, part.place));
    }
    let mut reported: Vec<Topic> = Vec::new();
    let mut parts = parts.into_iter();
    let base = match &own {
        Some(own) => Base::Own(own),
        None => match parts.next() {
            Some(first) if first.is_certain => Base::Earlier(Box::new(first)),
            _ => return,
        },
    };
    for part in parts.filter(|part| part.region != base.region()) {
        if !reported.contains(&part.topic) {
            reported.push(part.topic);
            cx.report(resource, describe(resource, &part, &base));
        }
    }
}

/// What the parts of an instance are compared with.
enum Base<'a> {
    Own(&'a OwnRegion),
    Earlier(Box<Located<'a>>),
}

impl Base<'_> {
    fn region(&self) -> &str {
        match self {
            Self::Own(own) => &own.region,
            Self::Earlier(part) => part.region,
        }
    }
}

fn describe(resource: &Resource, part: &Located<'_>, base: &Base<'_>) -> Draft {
    let region = base.region();
    let (not, label) = match base {
        Base::Own(own) => {
            (format!(", not in the instance's region `{region}`"), own.place.map(|place| (place, own.label.clone())))
        }
        Base::Earlier(first) => {
            (format!(", but {}", first.statement()), Some((first.place, format!("`{region}` follows from this"))))
        }
    };
    let mut finding = part.finding(format!("{}{not}", part.statement()));
    if let Some((place, message)) = label {
        finding = finding.with_label(place, message);
    }
    if let (Base::Own(_), Some(value)) = (base, &resource.region) {
        finding = finding.because(value);
    }
    finding.with_help(match part.topic {
        Topic::Zones => format!("choose zones of `{region}`"),
        Topic::Home => format!("put the instance into a VPC in `{region}`"),
        Topic::BoundRegion(_) | Topic::Bound(_) => format!("associate a VPC in `{region}`"),
    })
}

/// A key is used in the region that its ARN names, and a key or an instance in the one in which this configuration makes it.
fn check_uses(cx: &mut RuleContext<'_>) {
    for held in cx.view().values_that_hold(&[Holds::KeyId, Holds::KeyReference, Holds::KmsInstanceId]) {
        // What is replicated elsewhere is encrypted there with a key of that place.
        let is_for_elsewhere = ["replica", "destination"].iter().any(|word| held.field.field.name.contains(word))
            || &*held.resource().kind == "alibaba/ecs_auto_snapshot_policy";
        if Cloud::of(held.resource()) != Some(Cloud::Alibaba) || is_for_elsewhere {
            continue;
        }
        let Some(own) = &held.resource().region else { continue };
        let made = region_of_made(cx, held);
        let Some(region) = made.and_then(region_name).map(str::to_owned).or_else(|| region_of_arn(held)) else {
            continue;
        };
        let Some(own_region) = region_name(own).filter(|own| *own != region && !region.is_empty()) else { continue };
        let is_misspelled =
            |name| cx.tables().cloud(&held.resource().kind).is_some_and(|cloud| cloud.is_misspelled_region(name));
        if is_misspelled(&region) || is_misspelled(own_region) {
            continue;
        }
        let (what, one) = match held.holds {
            Holds::KmsInstanceId => ("KMS instance", "an instance"),
            _ => ("key", "a key"),
        };
        let message = format!("the {what} is in `{region}`, not in `{own_region}` where it is used");
        let mut finding = held.finding(message).with_help(format!("use {one} of `{own_region}`"));
        if let Some(place) = made.and_then(|made| made.span) {
            finding = finding.with_label(place, format!("the region of the {what} comes from here"));
        }
        if let Some(place) = own.span {
            let label = match held.resource().notation.is_evaluated {
                true => "the provider's region comes from here",
                false => "the region is set here",
            };
            finding = finding.with_label(place, label);
            finding = finding.because(own);
        }
        cx.report(held.resource(), finding);
    }
}

/// The region of the key or instance that a value is the id of, where this configuration makes it.
fn region_of_made<'a>(cx: &RuleContext<'a>, held: &ValueView<'a>) -> Option<&'a Value> {
    let symbol = held.value.symbol().filter(|symbol| symbol.is_managed)?;
    let is_id = matches!(&*symbol.attribute, "id" | "key_id" | "arn");
    let kind = if held.holds == Holds::KmsInstanceId { INSTANCE } else { "alibaba/kms_key" };
    let made = cx.resource_of(symbol).filter(|made| is_id && *made.kind == *kind)?;
    made.region.as_deref()
}

fn region_of_arn(held: &ValueView<'_>) -> Option<String> {
    let text = held.text()?;
    let mut parts = text.known_prefix().split(':');
    let is_arn = parts.next() == Some("acs") && parts.next() == Some("kms");
    let (region, _) = (parts.next().filter(|_| is_arn)?, parts.next()?);
    Some(region.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::{check as found, lines};

    fn instance(region: &str, fields: &str) -> Vec<String> {
        lines(&RULE, &format!(r#"{{"alicloud_kms_instance.a": {{"$region": {region}, {fields}}}}}"#))
    }

    #[test]
    fn a_bound_vpc_is_compared_with_the_instance() {
        let fields = r#""bind_vpcs": [{"region_id": "cn-hangzhou"}, {"region_id": "cn-beijing"}]"#;
        assert_eq!(
            instance(r#""cn-hangzhou""#, fields),
            [
                "error \"cn-beijing\": associated VPC number 2 is in `cn-beijing`, not in the instance's region `cn-hangzhou`"
            ]
        );
    }

    #[test]
    fn without_a_known_region_the_later_one_is_reported() {
        let fields = r#""bind_vpcs": [{"region_id": "cn-hangzhou"}, {"region_id": "cn-beijing"}]"#;
        assert_eq!(
            instance(r#""?""#, fields),
            [
                "error \"cn-beijing\": associated VPC number 2 is in `cn-beijing`, but associated VPC number 1 is in `cn-hangzhou`"
            ]
        );
        assert!(instance(r#""?""#, r#""bind_vpcs": [{"region_id": "cn-hangzhou"}, {"region_id": "?"}]"#).is_empty());
    }

    #[test]
    fn a_misspelled_region_is_held_against_nothing() {
        let zones = r#""zone_ids": ["ap-southeast-1a", "ap-southeast-1b"]"#;
        assert!(instance(r#""ap-southeat-1""#, zones).is_empty());
        let bound = r#""zone_ids": ["cn-hangzhou-k"], "bind_vpcs": [{"region_id": "cn-hangzou"}]"#;
        assert!(instance(r#""cn-hangzhou""#, bound).is_empty());
        assert_eq!(instance(r#""eu-somewhere-9""#, zones).len(), 1, "a region that is not listed may be a new one");
    }

    #[test]
    fn one_zone_stands_for_all() {
        let fields = r#""zone_ids": ["cn-hangzhou-k", "cn-hangzhou-j"]"#;
        assert_eq!(
            instance(r#""ap-southeast-1""#, fields),
            [
                "error \"cn-hangzhou-k\": zone `cn-hangzhou-k` is in `cn-hangzhou`, not in the instance's region `ap-southeast-1`"
            ]
        );
        assert!(instance(r#""cn-hangzhou""#, fields).is_empty());
        assert!(instance(r#""cn-hangzhou""#, r#""zone_ids": ["cn-hangzhou-bj-b01", "?", "@data.x.y.id"]"#).is_empty());
    }

    #[test]
    fn a_vpc_is_where_its_provider_configuration_is() {
        let document = r#"{
            "alicloud_vpc.south": {"$region": "cn-hangzhou"},
            "alicloud_vswitch.south": {"$region": "cn-hangzhou", "vpc_id": "@alicloud_vpc.south.id"},
            "alicloud_kms_instance.north": {
                "$region": "cn-beijing",
                "bind_vpcs": [{"vpc_id": "@alicloud_vpc.south.id", "vswitch_id": "@alicloud_vswitch.south.id", "region_id": "cn-beijing"}]
            }
        }"#;
        let found = found(&RULE, document);
        assert_eq!(found.len(), 1, "one topic: {found:?}");
        assert_eq!(
            found[0].message,
            "VPC `alicloud_vpc.south` is created in `cn-hangzhou`, not in the instance's region `cn-beijing`"
        );
        let labels: Vec<_> = found[0].labels.iter().map(|label| label.1.as_str()).collect();
        assert_eq!(
            labels,
            ["the region of `alicloud_vpc.south` comes from here", "the provider's region comes from here"]
        );
    }

    #[test]
    fn a_vswitch_is_where_its_zone_is() {
        let document = r#"{
            "alicloud_vswitch.a": {"zone_id": "cn-shanghai-b"},
            "alicloud_kms_instance.a": {"$region": "cn-beijing", "vswitch_ids": ["@alicloud_vswitch.a.id"]}
        }"#;
        assert_eq!(lines(&RULE, document).len(), 1);
    }

    #[test]
    fn a_saved_instance_tells_its_region_by_its_zones() {
        let document = r#"{
            "alibaba/UpdateKmsInstanceBindVpc": {"KmsInstanceId": "kst-a", "BindVpcs": [{"RegionId": "cn-beijing"}]},
            "saved": {"InstanceId": "kst-a", "ZoneIds": "\"cn-hangzhou-k\",   \"cn-hangzhou-j\""}
        }"#;
        let found = found(&RULE, document);
        assert_eq!(
            found[0].message,
            "associated VPC number 1 is in `cn-beijing`, not in the instance's region `cn-hangzhou`"
        );
        assert_eq!(found[0].labels[0], ("cn-hangzhou-k".to_owned(), "the saved instance is in this zone".to_owned()));
    }

    #[test]
    fn a_key_is_used_in_its_region() {
        let document = |region: &str| {
            format!(
                r#"{{"alicloud_kms_alias.a": {{"$region": "cn-hangzhou", "alias_name": "alias/a",
                    "key_id": "acs:kms:{region}:1540355698841234:key/key-hzz62f1cb66fa42qoabcd"}}}}"#
            )
        };
        let found = found(&RULE, &document("cn-beijing"));
        assert_eq!(found[0].message, "the key is in `cn-beijing`, not in `cn-hangzhou` where it is used");
        assert!(lines(&RULE, &document("cn-hangzhou")).is_empty());
    }

    #[test]
    fn a_key_that_is_made_is_used_in_its_region() {
        let document = |region: &str| {
            format!(
                r#"{{"alicloud_kms_key.north": {{"$region": "cn-beijing"}},
                    "alicloud_kms_alias.a": {{"$region": "{region}", "key_id": "@alicloud_kms_key.north.id"}}}}"#
            )
        };
        let found = found(&RULE, &document("cn-hangzhou"));
        assert_eq!(found[0].message, "the key is in `cn-beijing`, not in `cn-hangzhou` where it is used");
        assert!(lines(&RULE, &document("cn-beijing")).is_empty());
    }

    #[test]
    fn an_instance_keeps_keys_of_its_region() {
        let document = |region: &str| {
            format!(
                r#"{{"alicloud_kms_instance.north": {{"$region": "cn-beijing"}},
                    "alicloud_kms_key.a": {{"$region": "{region}", "dkms_instance_id": "@alicloud_kms_instance.north.id"}}}}"#
            )
        };
        let found = found(&RULE, &document("cn-hangzhou"));
        assert_eq!(found[0].message, "the KMS instance is in `cn-beijing`, not in `cn-hangzhou` where it is used");
        assert!(lines(&RULE, &document("cn-beijing")).is_empty());
    }
}
