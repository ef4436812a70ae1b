//! The identity of a value that only the provider knows.

use std::sync::Arc;

/// The identity of a value that only the provider knows: `alicloud_vpc.a.id`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Symbol {
    /// The resource's full address, with modules and instance keys.
    pub resource: Arc<str>,
    /// The steps below the resource, as written: `id`, `ids[0]`.
    pub attribute: Arc<str>,
    /// The resource's type, such as `alicloud_vpc`.
    pub resource_type: Arc<str>,
    /// A resource that this configuration makes.
    pub is_managed: bool,
}

impl Symbol {
    /// Whether it is an id that the service makes up for this resource, so that no other one has it. Ids of other types
    /// may be made of arguments: that of an alias is its name.
    pub(super) fn is_own_id(&self) -> bool {
        let is_made_up = match self.resource_type.split_once('_') {
            Some(("alicloud", name)) => {
                matches!(name, "vpc" | "vswitch" | "security_group" | "kms_key" | "kms_instance")
            }
            Some(("opentelekomcloud" | "huaweicloud" | "flexibleengine", name)) => {
                name.starts_with("kms_key") || name.starts_with("vpc_v1") || name == "vpc"
            }
            _ => false,
        };
        is_made_up && self.is_managed && &*self.attribute == "id"
    }
}
