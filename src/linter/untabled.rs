//! Resource types that look like key management and are in no table, so that nothing about them is checked.

use std::collections::{BTreeSet, HashMap};

use crate::resource::Resource;
use crate::source::Span;
use crate::spelling::nearest;
use crate::syntax::node::Node;
use crate::tables::Tables;

/// The resources whose type no table has, each with where it is named and what is to be said of it.
pub(super) fn of_resources<'a>(resources: &'a [Resource], tables: &'a Tables) -> Vec<(Span, String)> {
    let mut sayings = Sayings::new(tables);
    // All instances of a block are one place.
    let places: BTreeSet<_> = resources.iter().map(|resource| (resource.header, &*resource.name)).collect();
    places.into_iter().filter_map(|(place, name)| Some((place, sayings.of(name)?))).collect()
}

/// The same for the types that the resources of a template or a manifest name.
pub(super) fn of_document<'a>(document: &'a Node, tables: &'a Tables) -> Vec<(Span, String)> {
    let mut sayings = Sayings::new(tables);
    let mut found = Vec::new();
    let mut open = vec![document];
    while let Some(node) = open.pop() {
        for entry in node.entries() {
            let is_type = entry.key.known().is_some_and(|key| matches!(key, "type" | "Type"));
            if let Some(name) = entry.value.as_str().filter(|_| is_type) {
                found.extend(sayings.of(name).map(|message| (entry.value.span, message)));
            }
            open.push(&entry.value);
        }
        open.extend(node.items());
    }
    found.sort();
    found
}

/// What is said of each type. To look for the nearest type takes long, and many resources may have one type.
struct Sayings<'a> {
    tables: &'a Tables,
    by_type: HashMap<&'a str, Option<String>>,
}

impl<'a> Sayings<'a> {
    fn new(tables: &'a Tables) -> Self {
        Self { tables, by_type: HashMap::new() }
    }

    fn of(&mut self, name: &'a str) -> Option<String> {
        self.by_type.entry(name).or_insert_with(|| said_of(name, self.tables)).clone()
    }
}

fn said_of(name: &str, tables: &Tables) -> Option<String> {
    let has_provider = provider_of(name).len() < name.len();
    let is_of_provider = || has_provider && tables.type_names().any(|known| provider_of(known) == provider_of(name));
    if !names_kms(name) || tables.has_type(name) || !is_of_provider() {
        return None;
    }
    let meant = nearest(name, tables.type_names());
    let meant = meant.map(|meant| format!("; did you mean `{meant}`?")).unwrap_or_default();
    Some(format!("`{name}` is not in any table, so it is not checked{meant}"))
}

/// What a type begins with: `alicloud` of `alicloud_kms_key` and of `alicloud:kms:Key`, `ALIYUN` of `ALIYUN::KMS::Key`.
fn provider_of(name: &str) -> &str {
    name.split(['_', ':']).next().unwrap_or_default()
}

/// Whether one word of a type is that of the service, also where the words are told apart by capitals.
fn names_kms(name: &str) -> bool {
    let words = name.split(|letter: char| !letter.is_ascii_alphanumeric());
    words.into_iter().any(|word| word.eq_ignore_ascii_case("kms") || word.starts_with("Kms"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_of_the_service_that_no_table_has_is_said() {
        let said = |name: &str| said_of(name, Tables::built_in()).unwrap_or_default();
        assert!(said("alicloud_kms_instanse").ends_with("did you mean `alicloud_kms_instance`?"));
        assert!(said("ALIYUN::KMS::Instanse").ends_with("did you mean `ALIYUN::KMS::Instance`?"));
        assert!(said("opentelekomcloud:KmsKyeV1").ends_with("did you mean `opentelekomcloud:KmsKeyV1`?"));
        assert!(said("alicloud_kms_something_entirely_new").ends_with("so it is not checked"));
        for name in ["alicloud_kms_instance", "alicloud_vpc", "aws_kms_key", "provider.alicloud", "kms", ""] {
            assert_eq!(said(name), "", "{name}");
        }
    }
}
