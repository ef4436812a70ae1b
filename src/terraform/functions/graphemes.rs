//! Characters as Terraform counts them: grapheme clusters.

use unicode_segmentation::UnicodeSegmentation as _;

/// The number of characters.
pub(super) fn count(text: &str) -> usize {
    if is_simple(text) { text.len() } else { text.graphemes(true).count() }
}

/// The text with its characters in the opposite order.
pub(super) fn reversed(text: &str) -> String {
    text.graphemes(true).rev().collect()
}

/// The bytes of `length` characters from `offset` on, which counts from the end where it is negative.
///
/// A negative length means all of the rest. An offset before the start counts as the start.
pub(super) fn range(text: &str, offset: i64, length: i64) -> (usize, usize) {
    if length == 0 && offset >= 0 {
        return (0, 0);
    }
    let offset = if offset < 0 { offset.saturating_add(count(text) as i64) } else { offset };
    let start = byte_at(text, offset.max(0));
    // Seeking stops only at a wanted length of one or more, so zero takes all of the rest like a negative length.
    let end = if length <= 0 { text.len() } else { byte_at(text, offset.max(0).saturating_add(length)) };
    (start, end.max(start))
}

/// The first `limit` characters.
pub(super) fn first(text: &str, limit: usize) -> &str {
    text.get(..byte_at(text, limit as i64)).unwrap_or(text)
}

fn byte_at(text: &str, character: i64) -> usize {
    let Ok(character) = usize::try_from(character) else { return 0 };
    if is_simple(text) {
        return character.min(text.len());
    }
    text.grapheme_indices(true).nth(character).map_or(text.len(), |(at, _)| at)
}

/// ASCII has one character a byte, but for the line ending of two.
fn is_simple(text: &str) -> bool {
    text.is_ascii() && !text.contains('\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn combined_letters_count_as_one() {
        assert_eq!(count("e\u{301}a"), 2);
        assert_eq!(count("a\r\nb"), 3);
        assert_eq!(reversed("e\u{301}a"), "ae\u{301}");
    }

    #[test]
    fn ranges_count_from_either_end() {
        let part = |text: &'static str, offset, length| {
            let (start, end) = range(text, offset, length);
            text.get(start..end)
        };
        assert_eq!(part("hello", 1, 3), Some("ell"));
        assert_eq!(part("hello", -3, 2), Some("ll"));
        assert_eq!(part("hello", 1, -1), Some("ello"));
        assert_eq!(part("hello", 9, 2), Some(""));
        assert_eq!(part("hello", 1, 0), Some(""));
    }
}
