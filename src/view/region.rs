//! Where the parts of a KMS instance say that they are.

use super::View;
use super::finding::finding_on;
use super::instance::{Identity, bindings, list_of, made_network, network_type, shown_by_id, vpc_of, zone_of};
use crate::finding::Draft;
use crate::resource::{Field, Group, Resource};
use crate::source::Span;
use crate::tables::Cloud;
use crate::value::Value;

/// A known region, and what it is the region of.
pub(crate) struct Located {
    pub region: String,
    /// ``zone `cn-hangzhou-k` is in `cn-hangzhou` ``
    pub statement: String,
    /// Where it is written; the message is still to come.
    pub finding: Draft,
    /// Parts that follow from each other have one topic: one finding on the first of them is enough.
    pub topic: Topic,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Topic {
    Zones,
    /// The VPC and the vSwitches that the instance resides in.
    Home,
    /// The region that is written for the associated VPC of this number.
    BoundRegion(usize),
    /// That VPC itself, and its vSwitch.
    Bound(usize),
}

/// The region of the instance itself, with the place that says so.
pub(crate) struct OwnRegion {
    pub region: String,
    pub place: Option<Span>,
    /// What the place is: `the provider's region comes from here`.
    pub label: String,
}

/// A name that may be a region; not a placeholder, nor empty.
pub(crate) fn region_name(value: &Value) -> Option<&str> {
    let name = value.as_str()?;
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (name.contains('-') && name.bytes().all(is_plain)).then_some(name)
}

/// Everything about an instance that says in which region it is, apart from the instance's own region.
pub(crate) fn located_parts(view: &View<'_>, cloud: &Cloud, resource: &Resource) -> Vec<Located> {
    let mut parts = Vec::new();
    if let Some(field) = resource.body.field("zone_ids") {
        for zone in list_of(view, resource, "zone_ids") {
            parts.extend(located_zone(cloud, field, &zone));
        }
    }
    if let Some(field) = resource.body.field("vpc_id") {
        parts.extend(field.value().and_then(|vpc| located_network(view, cloud, field, vpc, Topic::Home)));
    }
    if let Some(field) = resource.body.field("vswitch_ids") {
        let vswitches = list_of(view, resource, "vswitch_ids");
        parts.extend(vswitches.iter().filter_map(|vswitch| located_network(view, cloud, field, vswitch, Topic::Home)));
    }
    for (number, entry) in bindings(resource).iter().enumerate() {
        parts.extend(located_binding(view, cloud, entry, number));
    }
    parts
}

fn located_binding(view: &View<'_>, cloud: &Cloud, entry: &Group, number: usize) -> Vec<Located> {
    let mut parts = Vec::new();
    if let Some((field, value)) = entry.written("region_id")
        && let Some(region) = region_name(value)
    {
        parts.push(Located {
            region: region.to_owned(),
            statement: format!("{} is in `{region}`", named_vpc(entry, number)),
            finding: finding_on(field, value, ""),
            topic: Topic::BoundRegion(number),
        });
    }
    for name in ["vpc_id", "vswitch_id"] {
        if let Some((field, value)) = entry.written(name) {
            parts.extend(located_network(view, cloud, field, value, Topic::Bound(number)));
        }
    }
    parts
}

/// ``associated VPC `vpc-…` ``, as far as its id is written.
fn named_vpc(entry: &Group, number: usize) -> String {
    match vpc_of(entry).filter(|vpc| Identity::of(vpc).is_some()) {
        Some(vpc) => format!("associated VPC {}", shown_by_id(vpc)),
        None => format!("associated VPC number {}", number + 1),
    }
}

fn located_zone(cloud: &Cloud, field: &Field, zone: &Value) -> Option<Located> {
    let name = zone.as_str()?;
    let region = cloud.region_of_zone(name)?;
    Some(Located {
        region: region.to_owned(),
        statement: format!("zone `{name}` is in `{region}`"),
        finding: finding_on(field, zone, ""),
        topic: Topic::Zones,
    })
}

/// A VPC or vSwitch that this configuration makes: in the region of its provider configuration, of its zone, or of
/// the VPC that a vSwitch belongs to.
fn located_network(view: &View<'_>, cloud: &Cloud, field: &Field, value: &Value, topic: Topic) -> Option<Located> {
    let made = made_network(view, value)?;
    let title = &network_type(view, made)?.title;
    let (region, place, why) = region_of_network(view, cloud, made, 0)?;
    let mut finding = finding_on(field, value, "");
    if let Some(place) = place {
        finding = finding.with_label(place, why);
    }
    let statement = format!("{title} {} is created in `{region}`", shown_by_id(value));
    Some(Located { region, statement, finding, topic })
}

/// How many references are followed from a vSwitch to its VPC.
const DEPTH: usize = 2;

fn region_of_network(
    view: &View<'_>,
    cloud: &Cloud,
    made: &Resource,
    depth: usize,
) -> Option<(String, Option<Span>, String)> {
    if let Some(region) = &made.region
        && let Some(name) = region_name(region)
    {
        return Some((
            name.to_owned(),
            region.span,
            format!("the region of `{}` comes from here", made.display_name()),
        ));
    }
    if let Some(zone) = zone_of(made)
        && let Some(region) = zone.as_str().and_then(|zone| cloud.region_of_zone(zone))
    {
        return Some((region.to_owned(), zone.span, format!("the zone of `{}` is set here", made.display_name())));
    }
    let vpc = made.body.value("vpc_id").filter(|_| depth < DEPTH)?;
    region_of_network(view, cloud, view.resource_of(vpc.symbol()?)?, depth + 1)
}

/// The region that the provider configuration, the request, the command or the template gives the instance; for a
/// request, else the region of the zones that a saved response about the instance lists.
pub(crate) fn own_region(
    view: &View<'_>,
    cloud: &Cloud,
    resource: &Resource,
    saved: Option<&Resource>,
) -> Option<OwnRegion> {
    let given = resource.region.as_ref().or_else(|| resource.body.value("region"));
    if let Some(value) = given {
        let region = region_name(value)?.to_owned();
        let owner = if resource.notation.is_evaluated { "provider" } else { "instance" };
        return Some(OwnRegion { region, place: value.span, label: format!("the {owner}'s region comes from here") });
    }
    let saved = saved?;
    let zones = list_of(view, saved, "zone_ids");
    let (zone, region) = zones.iter().find_map(|zone| Some((zone, cloud.region_of_zone(zone.as_str()?)?)))?;
    Some(OwnRegion {
        region: region.to_owned(),
        place: zone.span,
        label: "the saved instance is in this zone".to_owned(),
    })
}
