//! Which cloud a resource belongs to.

use crate::resource::Resource;

/// A cloud whose KMS is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cloud {
    Alibaba,
    /// Open Telekom Cloud.
    Otc,
    Huawei,
    FlexibleEngine,
}

impl Cloud {
    /// The cloud that the resource's kind begins with.
    pub fn of(resource: &Resource) -> Option<Self> {
        match resource.kind.split('/').next()? {
            "alibaba" => Some(Self::Alibaba),
            "otc" => Some(Self::Otc),
            "huawei" => Some(Self::Huawei),
            "flexibleengine" => Some(Self::FlexibleEngine),
            _ => None,
        }
    }

    /// One of the clouds that run Huawei's software: their KMS has the same API.
    pub fn is_huawei_family(self) -> bool {
        matches!(self, Self::Otc | Self::Huawei | Self::FlexibleEngine)
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Alibaba => "Alibaba Cloud",
            Self::Otc => "Open Telekom Cloud",
            Self::Huawei => "Huawei Cloud",
            Self::FlexibleEngine => "FlexibleEngine",
        }
    }
}

/// Whether the resource is one of the KMS itself, not of a service that uses a key.
pub fn is_kms(resource: &Resource) -> bool {
    resource.kind.split('/').nth(1).is_some_and(|name| name.starts_with("kms"))
}
