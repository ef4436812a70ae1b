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

/// The part of a text in composed form that stays what it is, whatever follows; `None` where it has not that form.
pub(super) fn settled(text: &str) -> Option<&str> {
    if composed(text).is_some() {
        return None;
    }
    // Of the letters of ASCII, these alone compose with marks.
    let text = text.trim_end_matches(|letter: char| !letter.is_ascii());
    Some(text.strip_suffix(|letter: char| letter.is_ascii_alphabetic() || "<=>".contains(letter)).unwrap_or(text))
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

    #[test]
    fn the_last_letter_may_compose_with_what_follows() {
        assert_eq!(settled("a-"), Some("a-"));
        assert_eq!(settled("ab"), Some("a"));
        assert_eq!(settled("a="), Some("a"));
        assert_eq!(settled("1e\u{328}"), None);
        assert_eq!(settled("1\u{119}"), Some("1"));
    }

    #[test]
    fn letters_of_ascii_that_compose_are_those_of_the_alphabet_and_three_signs() {
        let marks = || '\u{300}'..'\u{370}';
        for letter in (0..128_u8).map(char::from) {
            let composes = marks().any(|mark| unicode_normalization::char::compose(letter, mark).is_some());
            let is_settled = settled(&format!("-{letter}")).is_some_and(|text| text.ends_with(letter));
            assert!(!(composes && is_settled), "{letter:?}");
        }
    }
}
