//! A module: what the files of one folder declare, with override files merged in.

pub(crate) mod declarations;
pub(crate) mod folder;
pub(crate) mod inputs;
pub(crate) mod load;
pub(crate) mod manifest;
pub(crate) mod meta;
pub(crate) mod overrides;
pub(crate) mod store;
pub(crate) mod type_constraint;
pub(crate) mod variables;
pub(crate) mod versions;

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use crate::source::{FileId, ReadError};
use crate::syntax::SyntaxError;
use crate::syntax::expression::{Attribute, Block};
use crate::terraform::module::variables::Variable;

/// What one folder declares. Shared by all the calls of the module.
#[derive(Debug)]
pub(crate) struct Module {
    pub folder: PathBuf,
    /// The configuration files that were read, and the values that belong to them when the module is a root.
    pub files: Vec<FileId>,
    pub variable_files: Vec<PathBuf>,
    pub unreadable: Vec<(PathBuf, ReadError)>,
    pub problems: Vec<SyntaxError>,
    /// Something could not be read, so a name without a declaration may be declared there.
    pub is_partial: bool,
    /// A `provider` block may stand in what could not be read.
    pub has_unread_providers: bool,
    /// What some blocks say may be replaced by what could not be read of an override file.
    pub has_unread_overrides: bool,
    pub variables: BTreeMap<Arc<str>, Variable>,
    pub locals: BTreeMap<Arc<str>, Attribute>,
    pub outputs: BTreeMap<Arc<str>, Block>,
    pub calls: BTreeMap<Arc<str>, ModuleCall>,
    pub resources: Vec<ResourceBlock>,
    pub providers: Vec<ProviderBlock>,
    /// `required_providers`, by local name.
    pub requirements: BTreeMap<Arc<str>, Attribute>,
    pub by_address: HashMap<Box<str>, usize>,
}

/// A `resource`, `data` or `ephemeral` block.
#[derive(Debug)]
pub(crate) struct ResourceBlock {
    pub mode: Mode,
    pub resource_type: Arc<str>,
    /// `data.alicloud_zones.two`
    pub address: Arc<str>,
    pub block: Block,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Managed,
    Data,
    Ephemeral,
}

/// A `module` block.
#[derive(Debug)]
pub(crate) struct ModuleCall {
    pub name: Arc<str>,
    /// As written, where it is a literal.
    pub source: Option<Box<str>>,
    pub block: Block,
}

/// A `provider` block.
#[derive(Debug)]
pub(crate) struct ProviderBlock {
    pub name: Arc<str>,
    pub alias: Option<Arc<str>>,
    pub block: Block,
}

impl Module {
    /// The resource of an address without instance key, such as `data.alicloud_zones.two`.
    pub(crate) fn resource(&self, address: &str) -> Option<&ResourceBlock> {
        self.by_address.get(address).and_then(|&index| self.resources.get(index))
    }

    pub(crate) fn provider(&self, name: &str, alias: Option<&str>) -> Option<&ProviderBlock> {
        self.providers.iter().find(|provider| &*provider.name == name && provider.alias.as_deref() == alias)
    }

    /// Fills in the index of resources.
    pub(crate) fn index_resources(&mut self) {
        let entries = self.resources.iter().enumerate();
        self.by_address = entries.map(|(index, resource)| ((*resource.address).into(), index)).collect();
    }
}

impl ModuleCall {
    /// The folder of a module that stands beside its caller; other sources must be installed.
    pub(crate) fn local_source(&self) -> Option<&str> {
        self.source.as_deref().filter(|source| is_local(source))
    }
}

/// Whether a module source is a path relative to the folder that calls it.
pub(crate) fn is_local(source: &str) -> bool {
    source == "." || source == ".." || source.starts_with("./") || source.starts_with("../")
}
