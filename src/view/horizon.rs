//! Whether a table is complete for the provider versions that a configuration allows.

use semver::Version;

use crate::resource::{Resource, Taker};
use crate::tables::Compared;

/// Whether what only a complete table can know is certain: that an argument, a value or a region does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Horizon<'a> {
    Within,
    /// The provider may be newer than this version, up to which the table is complete.
    Beyond(&'a Version),
}

impl<'a> Horizon<'a> {
    pub(crate) fn of(compared: &'a Compared, resource: &Resource) -> Self {
        let has_provider = resource.notation.taker == Taker::Provider;
        match (compared.version.as_ref().filter(|_| has_provider), &resource.versions) {
            (None, _) => Self::Within,
            (Some(version), Some(versions)) if versions.none_newer_than(version) => Self::Within,
            (Some(version), _) => Self::Beyond(version),
        }
    }

    /// What a message says after a claim that is true up to the horizon; nothing within it.
    pub(crate) fn as_of(self) -> String {
        match self {
            Self::Within => String::new(),
            Self::Beyond(version) => format!(" as of provider version {version}"),
        }
    }
}
