//! Looks before parsing: a file without any of the words that a surface begins from is not ours.

use std::sync::OnceLock;

use regex::bytes::Regex;

/// Words of which every resource that a rule can judge has one, in any case that surfaces allow.
///
/// `crypt` stands for `encryption_key`, `disk_encryption_id`, `crypt_key_id` and the storage annotations; the
/// others are parameters of requests that name neither KMS nor a key, and `Action`, which names the operation.
const WORDS: &str = "(?i)kms|bindvpcs|bind_vpcs|cmk|crypt|key_alias|keyalias|key_id|keyid|pending_days|\
     grantee_principal|grant_id|random_data_length|datakey|cipher_text|\"action\"|action:";

/// Whether a text may hold something to check.
pub(super) fn may_concern(text: &[u8]) -> bool {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    let has_word = |text: &[u8]| {
        PATTERN.get_or_init(|| Regex::new(WORDS).ok()).as_ref().is_none_or(|pattern| pattern.is_match(text))
    };
    // UTF-16 begins with one of two marks, and has a zero beside every letter of these words.
    match text {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => {
            has_word(&text.iter().copied().filter(|byte| *byte != 0).collect::<Vec<u8>>())
        }
        _ => has_word(text),
    }
}

/// Whether a document may be a saved instance.
pub(super) fn may_be_saved(text: &[u8]) -> bool {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    PATTERN.get_or_init(|| Regex::new("kst-").ok()).as_ref().is_none_or(|pattern| pattern.is_match(text))
}

/// Whether Terraform files may call other modules.
pub(super) fn may_call_modules(text: &[u8]) -> bool {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    PATTERN.get_or_init(|| Regex::new(r"\bmodule\b").ok()).as_ref().is_none_or(|pattern| pattern.is_match(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_surface_has_a_word() {
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
}
