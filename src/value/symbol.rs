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
    /// A resource that this configuration makes, whose `id` no other resource has.
    pub is_managed: bool,
}
