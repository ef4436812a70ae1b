//! Where the parts of a KMS instance say that they are.

use super::View;
use super::finding::{finding_on, place_on};
use super::instance::{
    Identity, bindings, list_of, listed_network, made_network, network_type, shown_by_id, vpc_of, written_bindings,
    zone_of,
};
use super::value::Element;
use crate::finding::Draft;
use crate::resource::{Field, Group, Resource};
use crate::source::Span;
use crate::tables::Cloud;
use crate::tables::cloud::NetworkType;
use crate::value::Value;

/// A part of an instance whose region is known.
pub(crate) struct Located<'v> {
    pub region: &'v str,
    /// Where it is written.
    pub place: Span,
    /// Parts that follow from each other have one topic: one finding on the first of them is enough.
    pub topic: Topic,
    /// Whether it is certain that the instance has this part.
    pub is_certain: bool,
    field: &'v Field,
    value: Element<'v>,
    part: Part<'v>,
}

/// What of an instance has the region.
enum Part<'v> {
    Zone,
    /// An associated VPC whose region is written, with its number.
    Bound(&'v Group, usize),
    /// A VPC or vSwitch that the configuration makes or looks up.
    Network(&'v NetworkType, Origin<'v>),
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
pub(crate) fn located_parts<'v>(view: &View<'v>, cloud: &'v Cloud, resource: &'v Resource) -> Vec<Located<'v>> {
    let mut parts = Vec::new();
    if let Some(field) = resource.body.field("zone_ids") {
        for zone in list_of(view, resource, "zone_ids") {
            if let Some(region) = zone.as_str().and_then(|zone| cloud.region_of_zone(zone)) {
                parts.push(Located::new(region, Topic::Zones, field, zone, Part::Zone));
            }
        }
    }
    if let Some(field) = resource.body.field("vpc_id") {
        let vpc = field.value().map(Element::Written);
        parts.extend(vpc.and_then(|vpc| located_network(view, cloud, field, vpc, Topic::Home)));
    }
    if let Some(field) = resource.body.field("vswitch_ids") {
        let vswitches = list_of(view, resource, "vswitch_ids").into_iter();
        parts.extend(vswitches.filter_map(|vswitch| located_network(view, cloud, field, vswitch, Topic::Home)));
    }
    let certain = bindings(resource).len();
    for (number, entry) in written_bindings(resource).enumerate() {
        let first = parts.len();
        if let Some((field, value)) = entry.written("region_id")
            && let Some(region) = region_name(value)
        {
            let part = Part::Bound(entry, number);
            parts.push(Located::new(region, Topic::BoundRegion(number), field, Element::Written(value), part));
        }
        for name in ["vpc_id", "vswitch_id"] {
            if let Some((field, value)) = entry.written(name) {
                let network = Element::Written(value);
                parts.extend(located_network(view, cloud, field, network, Topic::Bound(number)));
            }
        }
        parts.iter_mut().skip(first).for_each(|part| part.is_certain = number < certain);
    }
    parts
}

impl<'v> Located<'v> {
    fn new(region: &'v str, topic: Topic, field: &'v Field, value: Element<'v>, part: Part<'v>) -> Self {
        let place = place_on(field, &value);
        Self { region, place, topic, is_certain: true, field, value, part }
    }

    /// ``zone `cn-hangzhou-k` is in `cn-hangzhou` ``
    pub(crate) fn statement(&self) -> String {
        let region = self.region;
        match &self.part {
            Part::Zone => format!("zone `{}` is in `{region}`", self.value.as_str().unwrap_or_default()),
            Part::Bound(entry, number) => format!("{} is in `{region}`", named_vpc(entry, *number)),
            Part::Network(of, _) => {
                let is_made = self.value.symbol().is_some_and(|symbol| symbol.is_managed);
                let how = if is_made { "created" } else { "looked up" };
                format!("{} {} is {how} in `{region}`", of.title, shown_by_id(&self.value))
            }
        }
    }

    /// A finding on the part, with what states its region.
    pub(crate) fn finding(&self, message: String) -> Draft {
        let finding = finding_on(self.field, &self.value, message);
        let Part::Network(_, Origin { place: Some(place), stated_by, stated_as, .. }) = &self.part else {
            return finding;
        };
        let name = stated_by.display_name();
        let why = match stated_as {
            Stated::Region => format!("the region of `{name}` comes from here"),
            Stated::Zone => format!("the zone of `{name}` is set here"),
        };
        finding.with_label(*place, why)
    }
}

/// ``associated VPC `vpc-…` ``, as far as its id is written.
fn named_vpc(entry: &Group, number: usize) -> String {
    match vpc_of(entry).filter(|vpc| Identity::of(vpc).is_some()) {
        Some(vpc) => format!("associated VPC {}", shown_by_id(vpc)),
        None => format!("associated VPC number {}", number + 1),
    }
}

/// A VPC or vSwitch that this configuration makes or looks up: in the region of its provider configuration, of its zone, or of
/// the VPC that a vSwitch belongs to.
fn located_network<'v>(
    view: &View<'v>,
    cloud: &'v Cloud,
    field: &'v Field,
    value: Element<'v>,
    topic: Topic,
) -> Option<Located<'v>> {
    let made = || made_network(view, &value).and_then(|made| Some((made, network_type(view, made)?)));
    let (found, network_type) = made().or_else(|| listed_network(view, &value))?;
    let origin = region_of_network(view, cloud, found, 0)?;
    Some(Located::new(origin.region, topic, field, value, Part::Network(network_type, origin)))
}

/// How many references are followed from a vSwitch to its VPC.
const DEPTH: usize = 2;

/// What says in which region a network is: a resource of this configuration by its region, or by its zone.
struct Origin<'a> {
    region: &'a str,
    place: Option<Span>,
    stated_by: &'a Resource,
    stated_as: Stated,
}

#[derive(Clone, Copy)]
enum Stated {
    Region,
    Zone,
}

fn region_of_network<'a>(view: &View<'a>, cloud: &'a Cloud, made: &'a Resource, depth: usize) -> Option<Origin<'a>> {
    let given = made.region.as_deref().and_then(|value| {
        let region = region_name(value)?;
        Some(Origin { region, place: value.span, stated_by: made, stated_as: Stated::Region })
    });
    let by_zone = zone_of(made).and_then(|zone| {
        let region = cloud.region_of_zone(zone.as_str()?)?;
        Some(Origin { region, place: zone.span, stated_by: made, stated_as: Stated::Zone })
    });
    // A zone of another region than the provider's is the mistake, wherever the network is used.
    let is_contradicted = |given: &Origin<'_>| by_zone.as_ref().is_some_and(|zone| zone.region != given.region);
    if let Some(origin) = given.filter(|given| !is_contradicted(given)).or(by_zone) {
        return Some(origin);
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
    let given = resource.region.as_deref().or_else(|| resource.body.value("region"));
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
