//! Which cloud a resource belongs to.

use std::sync::Arc;

use super::View;
use crate::resource::{Resource, Role};
use crate::source::Span;
use crate::tables::{self, Tables};
use crate::value::Value;

/// A cloud whose KMS is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Cloud {
    Alibaba,
    /// Open Telekom Cloud.
    Otc,
    Huawei,
    FlexibleEngine,
}

impl Cloud {
    /// The cloud that a resource is for.
    pub(crate) fn of(resource: &Resource) -> Option<Self> {
        match resource.cloud() {
            "alibaba" => Some(Self::Alibaba),
            "otc" => Some(Self::Otc),
            "huawei" => Some(Self::Huawei),
            "flexibleengine" => Some(Self::FlexibleEngine),
            _ => None,
        }
    }

    /// One of the clouds that run Huawei's software: their KMS has the same API.
    pub(crate) fn is_huawei_family(self) -> bool {
        matches!(self, Self::Otc | Self::Huawei | Self::FlexibleEngine)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Alibaba => "Alibaba Cloud",
            Self::Otc => "Open Telekom Cloud",
            Self::Huawei => "Huawei Cloud",
            Self::FlexibleEngine => "FlexibleEngine",
        }
    }
}

/// The clouds that a resource may be for: all that have the API of a request that does not say whose it is.
pub(crate) fn clouds_of<'t>(resource: &Resource, tables: &'t Tables) -> Vec<&'t Arc<tables::cloud::Cloud>> {
    let Some(own) = tables.cloud(resource.cloud()) else { return Vec::new() };
    let is_open = resource.role == Role::Operation && resource.sent_to.is_none();
    let others = tables.clouds().filter(|cloud| is_open && cloud.requests == own.requests && cloud.cloud != own.cloud);
    std::iter::once(own).chain(others).collect()
}

/// What is made or changed of a kind that the clouds of Huawei's family have in common: `kms_key`, `kms_grant`.
pub(crate) fn of_huawei_family<'a>(view: &View<'a>, name: &'a str) -> impl Iterator<Item = &'a Resource> + use<'a> {
    view.resources().iter().filter(move |resource| {
        let is_family = Cloud::of(resource).is_some_and(Cloud::is_huawei_family);
        is_family && resource.is_written() && resource.kind.split('/').nth(1) == Some(name)
    })
}

/// The place of the alias by which a data source finds the key, where that is certainly the default key of a service.
pub(crate) fn default_key(view: &View<'_>, key: &Value) -> Option<Span> {
    let found = view.resource_of(key.symbol()?).filter(|found| found.role == Role::Read)?;
    let alias = found.body.value("key_alias")?;
    alias.as_text()?.known_suffix().ends_with("/default").then(|| alias.span.unwrap_or(found.header))
}
