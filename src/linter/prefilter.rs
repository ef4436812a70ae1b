//! Looks before parsing: a file without any of the words that a surface begins from is not ours.

use std::sync::LazyLock;

use memchr::memmem;

use crate::surface;

/// Whether a text may hold something to check.
pub(super) fn may_concern(text: &[u8]) -> bool {
    static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(surface::words()));
    WORDS.is_in(text)
}

/// Whether a document may describe something that exists.
pub(super) fn may_be_saved(text: &[u8]) -> bool {
    static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(surface::evidence_words()));
    WORDS.is_in(text)
}

/// Words in lower case, to be found in any case.
///
/// In files of some kilobytes this costs half of what an automaton does, and nothing to build: over one small file an
/// automaton took longer to build than all the other work.
struct Words {
    words: Vec<&'static [u8]>,
    /// A bit for each three letters with which a word begins.
    beginnings: Box<[u64; BEGINNINGS]>,
}

/// The three bytes before and at a place, as five bits of each: letters differ in these, and not by their case.
const THREE: usize = (1 << 15) - 1;
const BEGINNINGS: usize = (THREE + 1) / 64;

impl Words {
    fn new(words: impl Iterator<Item = &'static str>) -> Self {
        let mut found = Self { words: words.map(str::as_bytes).collect(), beginnings: Box::new([0; BEGINNINGS]) };
        for word in &found.words {
            let beginning = word.iter().take(3).fold(0, |three, byte| next(three, *byte));
            if let Some(bits) = found.beginnings.get_mut(beginning / 64) {
                *bits |= 1 << (beginning % 64);
            }
        }
        found
    }

    fn is_in(&self, text: &[u8]) -> bool {
        // UTF-16 begins with one of two marks, and has a zero beside every letter of these words.
        match text {
            [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => {
                self.is_in_bytes(&text.iter().copied().filter(|byte| *byte != 0).collect::<Vec<u8>>())
            }
            _ => self.is_in_bytes(text),
        }
    }

    fn is_in_bytes(&self, text: &[u8]) -> bool {
        let mut three = 0;
        text.iter().enumerate().any(|(at, byte)| {
            three = next(three, *byte);
            let may_begin = self.beginnings.get(three / 64).is_some_and(|bits| bits >> (three % 64) & 1 == 1);
            may_begin && self.begins_at(text.get(at.saturating_sub(2)..).unwrap_or_default())
        })
    }

    fn begins_at(&self, text: &[u8]) -> bool {
        let begins = |word: &&[u8]| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        self.words.iter().any(begins)
    }
}

#[inline]
fn next(three: usize, byte: u8) -> usize {
    (three << 5 | usize::from(byte & 31)) & THREE
}

/// Whether a Terraform file may declare a module call: only then has it the block's word.
pub(super) fn may_call_modules(text: &[u8]) -> bool {
    const WORD: &[u8] = b"module";
    let is_letter = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    memmem::find_iter(text, WORD).any(|at| {
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        !is_letter(before) && !is_letter(text.get(at + WORD.len()))
    })
}

/// Whether a source in a Terraform file may be a folder beside it: it begins with a dot, or with what stands for one.
pub(super) fn may_name_folders(text: &[u8]) -> bool {
    [&b"\"."[..], b"\\u", b"\\U"].iter().any(|start| memmem::find(text, start).is_some())
}

/// Whether a Terraform file may read another one with a function: `file(…)`.
pub(super) fn may_read_files(text: &[u8]) -> bool {
    memmem::find_iter(text, b"file").any(|at| {
        let behind = text.get(at + b"file".len()..).unwrap_or_default();
        behind.trim_ascii_start().first() == Some(&b'(')
    })
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

    #[test]
    fn words_are_found_wherever_they_stand() {
        for text in ["kms", "KMS", "xkmS", "a cmk", "k kms", "kmkms"] {
            assert!(may_concern(text.as_bytes()), "{text}");
        }
        for text in ["", "k", "km", "ms", "k ms", "\u{212a}ms"] {
            assert!(!may_concern(text.as_bytes()), "{text}");
        }
        assert!(may_be_saved(b"Kst-1") && !may_be_saved(b"kst"));
        assert!(surface::words().all(|word| word.len() >= 3), "they begin with three bytes");
    }

    #[test]
    fn a_function_that_reads_is_called() {
        assert!(may_read_files(b"a = file(\"x\")") && may_read_files(b"a = file (\"x\")"));
        assert!(!may_read_files(b"file = \"x\"") && !may_read_files(b"a = filemd5(\"x\")"));
    }

    #[test]
    fn a_call_has_its_word_alone() {
        for text in ["module \"a\" {}", "{\"module\":1}", "submodule module", "\u{e9}module"] {
            assert!(may_call_modules(text.as_bytes()), "{text}");
        }
        for text in ["modules", "a_module", "module_a", "modul", ""] {
            assert!(!may_call_modules(text.as_bytes()), "{text}");
        }
        for text in ["\"./a\"", "\"..\"", "\".\\/a\"", "\"\\u002e/a\""] {
            assert!(may_name_folders(text.as_bytes()), "{text}");
        }
        assert!(!may_name_folders(b"\"terraform-aws-modules/vpc/aws\""));
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
