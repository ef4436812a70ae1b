//! The format of a table: one resource kind, its names on every surface, and a row for each field.
//!
//! `rules/README.md` explains it to people who write tables.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::compared::Compared;
use super::condition::Condition;
use super::duration::DurationLimit;
use super::place::Place;
use crate::finding::Severity;
use crate::resource::Notation;

/// One kind of resource.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Table {
    /// `alibaba/kms_instance`: the cloud, then the resource in Terraform's words without the provider's prefix.
    pub kind: Arc<str>,
    /// What messages call one: `KMS instance`.
    #[serde(default)]
    pub title: String,
    /// What one is in a picture of a configuration; none where it is no part of one.
    pub part: Option<Part>,
    /// The types under which notations know it, by notation: a Terraform or Pulumi type, a ROS type, `group/Kind` of
    /// Crossplane.
    #[serde(default)]
    pub names: BTreeMap<String, OneOrMany>,
    /// A data source: it reads, so limits on what is written do not apply.
    #[serde(default)]
    pub data: bool,
    /// The API operations whose parameters are fields of this kind.
    #[serde(default)]
    pub operations: BTreeMap<String, Operation>,
    /// First provider version that has the resource.
    pub since: Option<semver::Version>,
    /// The table does not list every field, so an unlisted name is no finding.
    #[serde(default)]
    pub open: bool,
    /// Names that people write although the resource has no such field, each with the field that is meant.
    #[serde(default)]
    pub mistakes: BTreeMap<String, String>,
    /// What the rules are about that a team's rows name.
    #[serde(default)]
    pub rules: BTreeMap<String, RuleText>,
    /// The rule that a team's table reports as, where its rows name none.
    pub rule: Option<String>,
    /// The severity of a team's rows that name none.
    pub severity: Option<Severity>,
    /// Sources by the short name that rows use.
    #[serde(default)]
    pub sources: BTreeMap<String, String>,
    /// The operations for which the provider lets a `timeouts` block set a time; none where it is not known.
    pub timeouts: Option<Vec<String>>,
    /// Until when the rows are true; a team's table does not say.
    pub compared: Option<Compared>,
    pub fields: Rows,
}

/// What a resource is in a picture of a configuration: what is encrypted with, or a kind of what is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Part {
    /// A KMS instance, or a key store.
    Instance,
    Key,
    Alias,
    Grant,
    Secret,
    /// Who may use an instance: access points, policies, network rules, client keys.
    Access,
    Disk,
    Bucket,
    Database,
    Cluster,
    Server,
    Image,
    FileSystem,
    Queue,
    Backup,
    Log,
    /// Something that is done with a key: encrypted data, a signature.
    Use,
    /// Another consumer of a key.
    Other,
}

/// What a team says of one of its rules. It holds for all of the team's tables.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RuleText {
    pub summary: Option<String>,
    pub why: Option<String>,
    pub help: Option<String>,
    pub url: Option<String>,
    pub severity: Option<Severity>,
}

/// Where a team wrote a row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Origin {
    /// The file as reports show it.
    pub file: String,
    pub line: u32,
}

/// Rows by the table's name of the field.
pub(crate) type Rows = BTreeMap<Arc<str>, Row>;

/// One API operation: a view on the kind's fields.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Operation {
    /// The fields that are its parameters, by the table's names.
    pub fields: Vec<String>,
    #[serde(default)]
    pub required: Vec<String>,
    /// The fields that together tell a body of this operation from every other document, where it does not say
    /// what it is: any one of these groups; empty where nothing does. A group of members, `bind_vpcs.vpc_id`, tells an
    /// array of objects that is the value of that field in a document of its own.
    #[serde(default, deserialize_with = "one_or_more_groups")]
    pub recognised_by: Vec<Vec<String>>,
    /// It is recognised only where the body has no other members: others would make it something else.
    #[serde(default)]
    pub recognised_alone: bool,
    /// Other services of the cloud have an operation of this name: a body has to say whose it is.
    #[serde(default)]
    pub shared: bool,
    /// A key of the table's `sources`, with a place in it.
    pub source: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many,
        }
        .iter()
        .map(String::as_str)
    }
}

/// `[a, b]` as one group of names, `[[a, b], [c]]` as two.
fn one_or_more_groups<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<Vec<String>>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        One(Vec<String>),
        More(Vec<Vec<String>>),
    }
    Ok(match Written::deserialize(deserializer)? {
        Written::One(group) => vec![group],
        Written::More(groups) => groups,
    })
}

/// One field: its names, its type and its limits. Every key is optional.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Row {
    /// Names in notations where it is not the table's own (Terraform, plan) or its camelCase form (Pulumi,
    /// Crossplane). A dot leads into a member: `Connection.VpcId`.
    pub names: BTreeMap<String, String>,
    /// The only notations that have the field; all of the table's where empty.
    pub surfaces: Vec<String>,
    /// Members of a block, or of the objects of a list.
    pub fields: Rows,
    /// Items travel in a request as members of their own, which are numbered: `ResourceId.1`, `Tag.2.Key`.
    pub numbered: bool,
    /// The value is a string that holds a JSON document, in these notations.
    pub encoded: Vec<String>,
    /// Set by the provider; may not be written.
    pub read_only: bool,
    /// What is different on one surface, in one operation or with older providers. Holds limits only.
    pub on: BTreeMap<Place, Row>,
    /// A key of the table's `sources`, with a place in it.
    pub source: Option<String>,

    /// What the value is in the provider's world; decides which rules on ids, aliases and regions read it.
    pub holds: Option<Holds>,
    /// Words that the service takes beside what the field holds, such as `ServiceKey`.
    pub words: Option<Vec<String>>,
    #[serde(rename = "type")]
    pub value_type: Option<ValueType>,
    pub required: Option<bool>,
    /// Needed where one of these conditions holds.
    pub required_when: Option<Vec<Condition>>,
    /// What an absent field counts as.
    pub default: Option<String>,
    /// The provider takes `0` or `false` for an absent field.
    pub zero_is_absent: Option<bool>,
    /// Smallest and largest value, both allowed.
    pub range: Option<Bounds>,
    /// The number is a multiple of this one.
    pub multiple_of: Option<i64>,
    /// Shortest and longest duration, each perhaps under conditions. The first that is not kept is reported.
    pub durations: Option<Vec<DurationLimit>>,
    /// What the number counts (`days`); `bytes` has a string's length counted in bytes.
    pub unit: Option<String>,
    /// Shortest and longest string, in characters if `unit` does not say otherwise.
    pub length: Option<Bounds>,
    /// Fewest and most items or blocks.
    pub count: Option<Bounds>,
    /// The allowed values, as written. For a list: of each item.
    pub values: Option<Vec<String>>,
    /// The provider or the API is given new values now and then, so the list is complete only as of `compared`.
    pub grows: Option<bool>,
    /// The rule in code that judges by the allowed values, in place of the general one.
    pub judged_by: Option<String>,
    /// Values that people write although they are not allowed, each with the one that is meant.
    pub mistakes: BTreeMap<String, String>,
    /// A regular expression that the whole string, or each item, must match.
    pub pattern: Option<String>,
    /// What the pattern means, in words: `64 hexadecimal digits`.
    pub format: Option<String>,
    /// Whether Terraform takes blocks written as an argument, `name = [{…}]`, as it does where the provider computes what
    /// is left out; absent where it is not known.
    pub as_argument: Option<bool>,
    /// Limits on the keys of a map; the row's own are on each value.
    pub keys: Option<Box<Row>>,
    /// Other members than those in `fields` are no finding here.
    pub open: Option<bool>,
    pub deprecated: Option<Deprecation>,
    /// Fields that may not be set beside this one.
    pub conflicts: Option<Vec<String>>,
    /// What must hold where this field is set.
    pub requires: Option<Vec<Condition>>,
    /// Without effect where one of these conditions holds.
    pub ignored_when: Option<Vec<Condition>>,
    /// Values that it is right to write all the same.
    pub ignored_except: Option<Vec<String>>,
    /// First provider version in which the field may be left out.
    pub optional_since: Option<semver::Version>,
    /// First provider version that has the field.
    pub since: Option<semver::Version>,
    /// The rule that a team's row reports as.
    pub rule: Option<String>,
    /// Replaces the severity of the rule that reads the limit.
    pub severity: Option<Severity>,
    /// Replaces the general advice.
    pub help: Option<String>,
    /// Where it stands, for a team's.
    #[serde(skip)]
    pub origin: Option<Origin>,
}

impl Row {
    /// Whether the value is a string that holds a document.
    pub(crate) fn is_encoded_on(&self, notation: &Notation) -> bool {
        self.encoded.iter().any(|name| name == notation.name)
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Deprecation {
    pub since: Option<semver::Version>,
    /// The field to use instead.
    pub r#use: Option<String>,
    /// What old values are in the new field; without it the value stays as it is.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
}

/// Two bounds, either of which may be open, and how grave it is to leave them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Bounds {
    pub min: Option<i64>,
    pub max: Option<i64>,
    /// Replaces the severity of the rule that reads the limit.
    pub severity: Option<Severity>,
}

impl Bounds {
    /// Whether a number lies within.
    pub(crate) fn has(&self, number: i64) -> bool {
        self.min.is_none_or(|min| number >= min) && self.max.is_none_or(|max| number <= max)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ValueType {
    String,
    Integer,
    Number,
    Boolean,
    /// A list, set or array of strings.
    List,
    Map,
    /// Nested blocks, or an array of objects.
    Blocks,
    Any,
}

/// What a value is in the provider's world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Holds {
    /// An alias that is given to a key.
    Alias,
    /// An alias by which a key is found.
    AliasReference,
    KeyId,
    /// A key id where the provider also takes an alias or ARN.
    KeyReference,
    KmsInstanceId,
    VpcId,
    VswitchId,
    AccountId,
    Region,
    Zone,
    /// A serial number of a request.
    Sequence,
    /// A principal of a grant.
    Principal,
    /// Plain text that should not stand in a file.
    Secret,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelled_key_of_a_row_is_an_error() {
        let row: Result<Row, _> = serde_saphyr::from_str("type: integer\nrnage: {min: 1}\n");
        assert!(row.unwrap_err().to_string().contains("rnage"));
        let row: Result<Row, _> = serde_saphyr::from_str("on: {ros: {rnage: {min: 1}}}\n");
        assert!(row.is_err());
    }
}
