//! The format of a table: one resource kind, its names on every surface, and a row for each field.
//!
//! `rules/README.md` explains it to people who write tables.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::finding::Severity;
use crate::resource::Surface;

/// One kind of resource.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// `alibaba/kms_instance`: the cloud, then the resource in Terraform's words without the provider's prefix.
    pub kind: String,
    /// What messages call one: `KMS instance`.
    pub title: String,
    /// The types under which surfaces know it.
    #[serde(default)]
    pub names: BTreeMap<Surface, OneOrMany>,
    /// Data sources of the same shape: they read, so limits on what is written do not apply.
    #[serde(default)]
    pub data: bool,
    /// The API operations whose parameters are fields of this kind.
    #[serde(default)]
    pub operations: BTreeMap<String, Operation>,
    /// First provider version that has the resource.
    pub since: Option<String>,
    /// The table does not list every field, so an unlisted name is no finding.
    #[serde(default)]
    pub open: bool,
    /// Sources by the short name that rows use.
    #[serde(default)]
    pub sources: BTreeMap<String, String>,
    /// The day on which the rows were compared with the sources.
    pub compared: String,
    pub fields: BTreeMap<String, Row>,
}

/// One API operation.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operation {
    /// The fields that are its parameters, by the table's names.
    pub fields: Vec<String>,
    #[serde(default)]
    pub required: Vec<String>,
    pub source: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many,
        }
        .iter()
        .map(String::as_str)
    }
}

/// One field: its names, its type and its limits.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Row {
    /// Names on surfaces where it is not the table's own (Terraform, plan) or its camelCase form (Pulumi, Crossplane).
    pub names: BTreeMap<Surface, String>,
    /// The only surfaces that have the field; all of the table's where empty.
    pub surfaces: Vec<Surface>,
    /// What the value is in the provider's world; decides which rules on ids, aliases and regions read it.
    pub holds: Option<Holds>,
    /// Members of a block, or of the objects of a list.
    pub fields: BTreeMap<String, Row>,
    /// The value is a string that holds a JSON document, on these surfaces.
    pub encoded: Vec<Surface>,
    /// Set by the provider; may not be written.
    pub read_only: bool,
    #[serde(flatten)]
    pub limits: Constraint,
    /// Limits that differ on one surface.
    pub on: BTreeMap<Surface, Constraint>,
    /// A key of the table's `sources`, with a place in it.
    pub source: Option<String>,
}

/// The limits on a field.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Constraint {
    #[serde(rename = "type")]
    pub value_type: Option<ValueType>,
    pub required: Option<bool>,
    /// Smallest and largest value, both allowed.
    pub range: Option<Bounds>,
    pub unit: Option<String>,
    /// Shortest and longest string, in characters.
    pub length: Option<Bounds>,
    /// Fewest and most items or blocks.
    pub count: Option<Bounds>,
    /// The allowed values, as written.
    pub values: Option<Vec<String>>,
    /// A regular expression that the whole string must match.
    pub pattern: Option<String>,
    /// What the pattern means, in words: `a number and a unit of d, h, m or s`.
    pub format: Option<String>,
    pub deprecated: Option<Deprecation>,
    /// Fields that may not be set beside this one.
    pub conflicts: Option<Vec<String>>,
    /// Fields that must be set beside this one, or `name=value`.
    pub requires: Option<Vec<String>>,
    /// Without effect where these hold: each `name=value`, `name` (set) or `!name` (not set).
    pub ignored_when: Option<Vec<String>>,
    /// First provider version that has the field.
    pub since: Option<String>,
    pub severity: Option<Severity>,
    /// Replaces the general advice.
    pub help: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deprecation {
    pub since: Option<String>,
    /// The field to use instead.
    pub r#use: Option<String>,
}

/// Two bounds, either of which may be open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Bounds {
    pub min: Option<i64>,
    pub max: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueType {
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
pub enum Holds {
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
