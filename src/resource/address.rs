//! Where a resource stands: in which module instance, in which block, and which instance of that block it is.

use std::fmt;
use std::sync::Arc;

/// An address, with its parts told apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Address {
    /// All of it: `module.kms.alicloud_kms_instance.main[0]`.
    text: Arc<str>,
    /// How much of the text names the module instance, up to the dot after it: `module.kms.`.
    module: usize,
    /// Where the instance key begins: `[0]`.
    key: usize,
}

impl Address {
    /// The address of a block that is not repeated and stands in no module.
    pub(crate) fn new(block: impl Into<Arc<str>>) -> Self {
        let text = block.into();
        Self { module: 0, key: text.len(), text }
    }

    /// `module` ends with a dot, or is empty for the root; `key` is empty where the block is not repeated.
    pub(crate) fn of_parts(module: &str, block: &str, key: &str) -> Self {
        Self { text: format!("{module}{block}{key}").into(), module: module.len(), key: module.len() + block.len() }
    }

    /// `module.kms.alicloud_kms_instance.main[0]`
    pub(crate) fn full(&self) -> &str {
        &self.text
    }

    /// The same, to be kept: it shares the room of this one.
    pub(super) fn full_shared(&self) -> &Arc<str> {
        &self.text
    }

    /// The address as the resource's own module has it: `alicloud_kms_instance.main[0]`.
    pub(crate) fn in_module(&self) -> &str {
        self.text.get(self.module..).unwrap_or_default()
    }

    /// Whether both stand in one module instance.
    pub(crate) fn is_beside(&self, other: &Self) -> bool {
        self.text.get(..self.module) == other.text.get(..other.module)
    }

    /// The block that declares it, whatever instance of it this is: `alicloud_kms_instance.main`.
    pub(crate) fn block(&self) -> &str {
        self.text.get(self.module..self.key).unwrap_or_default()
    }

    /// Whether the block is repeated, or stands in a module that is, so that the address says more than the place.
    pub(crate) fn names_an_instance(&self) -> bool {
        self.key < self.text.len()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_an_address_are_told_apart() {
        let address = Address::of_parts("module.kms[\"a\"].", "alicloud_kms_alias.b", "[\"all[*]\"]");
        assert_eq!(address.full(), "module.kms[\"a\"].alicloud_kms_alias.b[\"all[*]\"]");
        assert_eq!(address.in_module(), "alicloud_kms_alias.b[\"all[*]\"]");
        assert_eq!(address.block(), "alicloud_kms_alias.b");
        assert!(address.names_an_instance() && !Address::new("bucket").names_an_instance());
    }
}
