//! Looks before parsing: a file without any of the words that a surface begins from is not ours.

use std::sync::OnceLock;

use regex::bytes::Regex;

use crate::surface;

/// Whether a text may hold something to check.
pub(super) fn may_concern(text: &[u8]) -> bool {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    has_word(text, PATTERN.get_or_init(|| pattern(surface::words())).as_ref())
}

/// Whether a document may describe something that exists.
pub(super) fn may_be_saved(text: &[u8]) -> bool {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    has_word(text, PATTERN.get_or_init(|| pattern(surface::evidence_words())).as_ref())
}

/// Any of the words, in any case.
fn pattern<'a>(words: impl Iterator<Item = &'a str>) -> Option<Regex> {
    let words: Vec<String> = words.map(regex::escape).collect();
    Regex::new(&format!("(?i){}", words.join("|"))).ok()
}

fn has_word(text: &[u8], pattern: Option<&Regex>) -> bool {
    let is_match = |text: &[u8]| pattern.is_none_or(|pattern| pattern.is_match(text));
    // UTF-16 begins with one of two marks, and has a zero beside every letter of these words.
    match text {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => {
            is_match(&text.iter().copied().filter(|byte| *byte != 0).collect::<Vec<u8>>())
        }
        _ => is_match(text),
    }
}

/// Whether Terraform files may call other modules.
pub(super) fn may_call_modules(text: &[u8]) -> bool {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    PATTERN.get_or_init(|| Regex::new(r"\bmodule\b").ok()).as_ref().is_none_or(|pattern| pattern.is_match(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::{Rows, Tables};

    #[test]
    fn texts_of_every_surface_have_a_word() {
        for text in [
            "resource \"alicloud_kms_alias\" \"a\" {}",
            "{\"BindVpcs\": []}",
            "{\"key_alias\": \"x\"}",
            "everest.io/crypt-alias: x",
            "disk_encryption_id = 1",
            "KMSKeyId: x",
            "{\"Action\": \"CreateAlias\"}",
        ] {
            assert!(may_concern(text.as_bytes()), "{text}");
        }
        assert!(!may_concern(b"resource \"alicloud_vpc\" \"a\" {}"));
        let wide: Vec<u8> = "\u{FEFF}{\"key_alias\": 1}".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(may_concern(&wide));
    }

    /// What a table describes would be passed over unread if its names had no word.
    #[test]
    fn all_that_tables_name_has_a_word() {
        /// A provider alone uses no key, and the disks of a configuration name theirs in a map.
        const WITHOUT: &[&str] = &["alibaba/provider", "otc/as_config"];
        fn has_word(rows: &Rows) -> bool {
            rows.iter().any(|(name, row)| may_concern(name.as_bytes()) || has_word(&row.fields))
        }
        let tables = Tables::built_in();
        for table in tables.iter().filter(|table| !table.data && !WITHOUT.contains(&&*table.kind)) {
            let is_found = |name: &str| may_concern(name.as_bytes()) || has_word(&table.fields);
            let names = table.names.values().flat_map(|names| names.iter());
            names.for_each(|name| assert!(is_found(name), "{name}"));
        }
        for operation in tables.operations() {
            assert!(may_concern(format!("{{\"Action\": \"{operation}\"}}").as_bytes()), "{operation}");
        }
        for names in tables.recognising_names(&surface::request::NOTATION) {
            assert!(names.iter().any(|name| may_concern(name.as_bytes())), "{names:?}");
        }
    }
}
