//! What is true of a whole cloud: its regions, how zones are named, which parameters every request may have, what a
//! network is made of.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use super::compared::Compared;
use super::schema::{OneOrMany, Rows};
use crate::resource::Notation;
use crate::spelling::{kebab_case, nearest};

/// A cloud, `rules/<cloud>/cloud.yaml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cloud {
    /// As tables call it: `alibaba`.
    pub cloud: String,
    /// What messages call it: `Alibaba Cloud`.
    pub title: String,
    /// The provider's local name and prefix of its types in Terraform: `alicloud`.
    pub provider: String,
    pub zone_names: ZoneNames,
    pub regions: BTreeMap<String, Region>,
    /// What the names of its services' hosts end with: `.aliyuncs.com`.
    pub domains: Vec<String>,
    /// Parameters that every request may have beside its own.
    #[serde(default)]
    pub common_parameters: Vec<String>,
    /// How scalars travel in a request.
    pub requests: Requests,
    /// The APIs whose calls are read.
    pub apis: Vec<Api>,
    /// What instances are connected to, where the cloud has instances.
    pub network: Option<Network>,
    #[expect(dead_code, reason = "every table says it, for its readers")]
    pub sources: BTreeMap<String, String>,
    /// Until when the regions and zones are true.
    pub compared: Compared,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Region {
    /// Letters or numbers of the zones in which KMS instances can be, where they are documented.
    pub zones: Vec<String>,
    /// The region has, or had, one zone for KMS: rules on the number of zones do not apply.
    pub single_zone: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ZoneNames {
    /// `cn-hangzhou-k`, but `ap-southeast-1a` where the region ends in a digit.
    Letter,
    /// `eu-de-01`
    Number,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Requests {
    /// As text, so that `7` and `"7"` are the same.
    Text,
    /// As JSON, with types.
    Typed,
}

/// The names of an API's operations, also of those that no table describes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Api {
    /// The product as the command line tool calls it: `kms`.
    pub product: String,
    /// What messages call it: `the KMS API`.
    pub title: String,
    /// The version that requests name, where they name one.
    pub version: Option<String>,
    /// Not all operations are listed: another one is a mistake only where it resembles one that is.
    #[serde(default)]
    pub open: bool,
    pub compared: Compared,
    #[expect(dead_code, reason = "every list says it, for its readers")]
    pub source: String,
    /// `CreateAlias`, or the end of the path: `create-key`, `alias/associate`.
    pub operations: Vec<String>,
}

/// The types that a network is made of.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Network {
    pub vpc: NetworkType,
    pub vswitch: NetworkType,
}

/// A type that rules compare with instances, although no table has it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NetworkType {
    /// What messages call one: `vSwitch`.
    pub title: String,
    /// The kind of its resources, which is the type in Terraform.
    pub kind: Arc<str>,
    /// The types under which other notations know it.
    pub names: BTreeMap<String, OneOrMany>,
    /// The attribute that is the id, in notations that do not call it `id`.
    #[serde(default)]
    pub id: BTreeMap<String, String>,
    /// The fields that rules compare.
    #[serde(default)]
    pub fields: Rows,
    pub listed: Listed,
}

/// The data source that looks up what there is of a type.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Listed {
    /// Its type in Terraform.
    pub by: String,
    /// The attributes that are ids, without indexes: `vpcs.id`.
    pub ids: Vec<String>,
}

/// What a zone's name says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ZoneName<'a> {
    /// A zone of this region.
    Of(&'a str),
    /// Not the name of a zone, although it begins like one of this region; the only way to spell it is given.
    Malformed { region: &'a str, correct: Option<String> },
    /// Nothing is known about it.
    Unknown,
}

impl Api {
    /// Whether it has an operation of this name, in either spelling of the command line tools.
    pub(crate) fn has(&self, name: &str) -> bool {
        let joined = name.replace('-', "");
        self.operations.iter().any(|own| own.eq_ignore_ascii_case(name) || own.eq_ignore_ascii_case(&joined))
    }

    /// The operation that a name resembles, in the spelling of that name.
    pub(crate) fn nearest(&self, name: &str) -> Option<String> {
        let operations = self.operations.iter().map(String::as_str);
        match name.contains('-') {
            false => nearest(name, operations).map(str::to_owned),
            true => {
                let kebab: Vec<String> = operations.map(kebab_case).collect();
                nearest(name, kebab.iter().map(String::as_str)).map(str::to_owned)
            }
        }
    }
}

impl Network {
    fn types(&self) -> [&NetworkType; 2] {
        [&self.vpc, &self.vswitch]
    }

    /// The type of the resources of a kind.
    pub(crate) fn of_kind(&self, kind: &str) -> Option<&NetworkType> {
        self.types().into_iter().find(|network| *network.kind == *kind)
    }

    /// The type of which an attribute of a data source, `vpcs[0].id`, is an id.
    pub(crate) fn listed_by(&self, data_source: &str, attribute: &str) -> Option<&NetworkType> {
        let steps = attribute.split('[').map(|step| step.split_once(']').map_or(step, |(_, behind)| behind));
        let path: String = steps.collect();
        let is_listed = |listed: &Listed| listed.by == data_source && listed.ids.contains(&path);
        self.types().into_iter().find(|network| is_listed(&network.listed))
    }

    /// The type that a notation calls so.
    pub(crate) fn by_name(&self, notation: &Notation, name: &str) -> Option<&NetworkType> {
        let is_called = |network: &&NetworkType| {
            network.names.get(notation.written_as).is_some_and(|names| names.iter().any(|known| known == name))
        };
        self.types().into_iter().find(is_called)
    }
}

impl NetworkType {
    /// The attribute that is the id.
    pub(crate) fn id_in(&self, notation: &Notation) -> &str {
        self.id.get(notation.written_as).map_or("id", String::as_str)
    }
}

impl Cloud {
    /// The API that has an operation.
    pub(crate) fn api_of(&self, operation: &str) -> Option<&Api> {
        self.apis.iter().find(|api| api.has(operation))
    }

    /// The API of a product: `kms`.
    pub(crate) fn api(&self, product: &str) -> Option<&Api> {
        self.apis.iter().find(|api| api.product.eq_ignore_ascii_case(product))
    }

    pub(crate) fn has_region(&self, name: &str) -> bool {
        self.regions.contains_key(name)
    }

    /// The region that `name` is most likely meant to be.
    pub(crate) fn nearest_region(&self, name: &str) -> Option<&str> {
        nearest(name, self.regions.keys().map(String::as_str))
    }

    /// Whether the name is no region, but most likely meant to be one.
    pub(crate) fn is_misspelled_region(&self, name: &str) -> bool {
        !self.has_region(name) && self.nearest_region(name).is_some()
    }

    /// The zones that are documented.
    pub(crate) fn zones(&self) -> impl Iterator<Item = String> {
        self.regions.iter().flat_map(move |(name, region)| {
            region.zones.iter().map(move |zone| format!("{name}{}{zone}", self.separator(name)))
        })
    }

    /// The region of a zone that is spelled as zones are.
    pub(crate) fn region_of_zone(&self, zone: &str) -> Option<&str> {
        match self.zone(zone) {
            ZoneName::Of(region) => Some(region),
            _ => None,
        }
    }

    pub(crate) fn is_single_zone(&self, region: &str) -> bool {
        self.regions.get(region).is_some_and(|region| region.single_zone)
    }

    /// What the name of a zone says. Names that are longer than a region and a zone (multi-zone and edge ids such
    /// as `cn-hangzhou-bj-b01`) are not judged.
    pub(crate) fn zone(&self, zone: &str) -> ZoneName<'_> {
        if let Some(region) = self.well_formed(zone) {
            return ZoneName::Of(region);
        }
        let lower = zone.to_lowercase();
        for region in self.regions_longest_first() {
            let Some(rest) = lower.strip_prefix(region) else { continue };
            let name = rest.trim_start_matches(['-', '_']);
            if rest.is_empty() {
                return ZoneName::Malformed { region, correct: None };
            }
            if self.is_zone(name) {
                let correct = Some(format!("{region}{}{name}", self.separator(region)));
                return ZoneName::Malformed { region, correct };
            }
            if name.starts_with("maz") {
                return ZoneName::Malformed { region, correct: None };
            }
        }
        ZoneName::Unknown
    }

    fn regions_longest_first(&self) -> impl Iterator<Item = &str> {
        let mut regions: Vec<&str> = self.regions.keys().map(String::as_str).collect();
        regions.sort_by_key(|region| std::cmp::Reverse(region.len()));
        regions.into_iter()
    }

    /// The region of a zone that is spelled right.
    fn well_formed(&self, zone: &str) -> Option<&str> {
        let length = match self.zone_names {
            ZoneNames::Letter => 1,
            ZoneNames::Number => 2,
        };
        let (before, name) = zone.split_at_checked(zone.len().checked_sub(length)?)?;
        let regions = ["", "-"].into_iter().filter_map(|separator| {
            let (region, _) = self.regions.get_key_value(before.strip_suffix(separator)?)?;
            (self.separator(region) == separator).then_some(region)
        });
        regions.map(String::as_str).find(|_| self.is_zone(name))
    }

    fn is_zone(&self, name: &str) -> bool {
        match self.zone_names {
            ZoneNames::Letter => name.len() == 1 && name.chars().all(|letter| letter.is_ascii_lowercase()),
            ZoneNames::Number => name.len() == 2 && name.chars().all(|digit| digit.is_ascii_digit()),
        }
    }

    fn separator(&self, region: &str) -> &'static str {
        match self.zone_names {
            ZoneNames::Letter if region.ends_with(|last: char| last.is_ascii_digit()) => "",
            _ => "-",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::Tables;

    fn zone(name: &str) -> ZoneName<'static> {
        Tables::built_in().cloud("alibaba").unwrap().zone(name)
    }

    #[test]
    fn data_sources_list_ids_of_networks() {
        let network = Tables::built_in().network().unwrap();
        let title = |data, attribute| network.listed_by(data, attribute).map(|network| &*network.title);
        assert_eq!(title("alicloud_vpcs", "ids[0]"), Some("VPC"));
        assert_eq!(title("alicloud_vpcs", "vpcs[12].vpc_id"), Some("VPC"));
        assert_eq!(title("alicloud_vswitches", "vswitches[0].id"), Some("vSwitch"));
        assert_eq!((title("alicloud_vpcs", "vpcs[0].vswitch_ids[0]"), title("alicloud_zones", "ids[0]")), (None, None));
    }

    #[test]
    fn a_zone_is_its_region_and_a_letter() {
        assert_eq!(zone("cn-hangzhou-k"), ZoneName::Of("cn-hangzhou"));
        assert_eq!(zone("ap-southeast-1a"), ZoneName::Of("ap-southeast-1"));
        assert_eq!(zone("me-central-1a"), ZoneName::Of("me-central-1"));
        assert_eq!(zone("cn-shanghai-finance-1f"), ZoneName::Of("cn-shanghai-finance-1"));
        assert_eq!(zone("cn-north-2-gov-1b"), ZoneName::Of("cn-north-2-gov-1"));
    }

    #[test]
    fn the_right_spelling_is_found() {
        let correct = |name| match zone(name) {
            ZoneName::Malformed { correct, .. } => correct,
            other => panic!("{name}: {other:?}"),
        };
        assert_eq!(correct("ap-southeast-1-a").as_deref(), Some("ap-southeast-1a"));
        assert_eq!(correct("cn-hangzhouk").as_deref(), Some("cn-hangzhou-k"));
        assert_eq!(correct("cn-hangzhou-K").as_deref(), Some("cn-hangzhou-k"));
        assert_eq!(correct("cn-hangzhou"), None);
        assert_eq!(correct("cn-hangzhou-MAZ6(i,j,k)"), None);
    }

    #[test]
    fn zones_of_edge_and_other_clouds_are_not_judged() {
        for name in ["cn-hangzhou-bj-b01", "cn-nanjing-cmcc", "cn-shanghai-et15-b01", "eu-de-01", "europe-west1-b"] {
            assert_eq!(zone(name), ZoneName::Unknown, "{name}");
        }
    }

    #[test]
    fn zones_of_open_telekom_cloud_have_numbers() {
        let otc = Tables::built_in().cloud("otc/kms_key").unwrap();
        assert_eq!(otc.region_of_zone("eu-de-01"), Some("eu-de"));
        assert_eq!(otc.region_of_zone("eu-de"), None);
    }

    #[test]
    fn the_nearest_region_is_near() {
        let alibaba = Tables::built_in().cloud("alibaba").unwrap();
        assert_eq!(alibaba.nearest_region("ap-southeats-2"), Some("ap-southeast-2"));
        assert_eq!(alibaba.nearest_region("CN-Hangzhou"), Some("cn-hangzhou"));
        assert_eq!(alibaba.nearest_region("westeurope"), None);
    }
}
