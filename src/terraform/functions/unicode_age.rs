//! Letters that are newer than the Unicode of Terraform, which is that of its Go.
//!
//! The tables of the crates here are newer. They give letters of earlier versions the same properties.

use std::sync::LazyLock;

use regex::Regex;

/// None where the pattern is not valid, which a test excludes.
static NEWER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\P{Age=15.0}").ok());

/// Whether a text has a letter that Terraform's Unicode does not know.
pub(super) fn has_newer(text: &str) -> bool {
    !text.is_ascii() && NEWER.as_ref().is_none_or(|newer| newer.is_match(text))
}

/// Whether Terraform's Unicode does not know a letter.
pub(super) fn is_newer(letter: char) -> bool {
    has_newer(letter.encode_utf8(&mut [0; 4]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_later_versions_are_newer() {
        assert!(!is_newer('a') && !is_newer('é') && !is_newer('\u{11f02}') && !is_newer('\u{1fae8}'));
        assert!(is_newer('\u{a7cb}') && is_newer('\u{a7dc}') && is_newer('\u{10d50}'));
    }
}
