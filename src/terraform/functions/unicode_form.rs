//! Unicode's composed form, in which Terraform keeps all strings.

use unicode_normalization::{UnicodeNormalization as _, is_nfc};

use super::unicode_age::{has_newer, is_newer};

/// The text in composed form; `None` where it has that form already.
///
/// Letters that are newer than Terraform's Unicode compose with nothing.
pub(in crate::terraform) fn composed(text: &str) -> Option<String> {
    if text.is_ascii() || is_nfc(text) {
        return None;
    }
    if !has_newer(text) {
        return Some(text.nfc().collect());
    }
    let mut composed = String::with_capacity(text.len());
    let mut start = 0;
    for (at, letter) in text.char_indices().filter(|(_, letter)| is_newer(*letter)) {
        composed.extend(text.get(start..at).unwrap_or_default().nfc());
        composed.push(letter);
        start = at + letter.len_utf8();
    }
    composed.extend(text.get(start..).unwrap_or_default().nfc());
    Some(composed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newer_letters_compose_with_nothing() {
        assert_eq!(composed("e\u{301}").as_deref(), Some("é"));
        assert_eq!(composed("é"), None);
        assert_eq!(composed("e\u{301}\u{16d67}\u{16d67}").as_deref(), Some("é\u{16d67}\u{16d67}"));
    }
}
