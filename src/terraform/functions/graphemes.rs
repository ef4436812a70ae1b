//! Characters as Terraform counts them: grapheme clusters.

use std::sync::LazyLock;

use regex::Regex;
use unicode_segmentation::UnicodeSegmentation as _;

use super::unicode_age::{has_newer, is_newer};

/// None where the pattern is not valid, which a test excludes.
static PICTOGRAPH: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^\p{Extended_Pictographic}$").ok());

/// The number of characters.
pub(super) fn count(text: &str) -> usize {
    if is_simple(text) { text.len() } else { clusters(text).count() }
}

/// The text with its characters in the opposite order.
pub(super) fn reversed(text: &str) -> String {
    let clusters: Vec<&str> = clusters(text).collect();
    clusters.into_iter().rev().collect()
}

/// The characters. The crate joins two consonants of Indic scripts to one as newer versions of Unicode want it, and
/// Terraform does not.
fn clusters(text: &str) -> impl Iterator<Item = &str> {
    let has_newer = has_newer(text);
    text.graphemes(true).flat_map(move |cluster| {
        let mut rest = cluster;
        std::iter::from_fn(move || {
            let (first, after) = rest.split_at(first_length(rest, has_newer)?);
            rest = after;
            Some(first)
        })
    })
}

/// The length of the first of Terraform's characters in what the crate takes for one.
fn first_length(cluster: &str, has_newer: bool) -> Option<usize> {
    let mut letters = cluster.char_indices();
    let (_, mut previous) = letters.next()?;
    if cluster.is_ascii() {
        return Some(cluster.len());
    }
    for (at, letter) in letters {
        if is_boundary(previous, letter, has_newer) {
            return Some(at);
        }
        previous = letter;
    }
    Some(cluster.len())
}

fn is_boundary(previous: char, letter: char, has_newer: bool) -> bool {
    let breaks = |previous: char| [previous, letter].iter().collect::<String>().graphemes(true).count() > 1;
    if has_newer && is_newer(letter) {
        return true;
    }
    if has_newer && is_newer(previous) {
        return breaks('a');
    }
    let is_pictograph = || {
        let mut buffer = [0; 4];
        PICTOGRAPH.as_ref().is_none_or(|pictograph| pictograph.is_match(letter.encode_utf8(&mut buffer)))
    };
    breaks(previous) && !is_pictograph()
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
    clusters(text).take(character).map(str::len).sum()
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
    fn consonants_are_not_joined() {
        assert_eq!(count("\u{915}\u{94d}\u{937}"), 2);
        assert_eq!(count("👨\u{200d}👩\u{200d}👧🇩🇪"), 2);
        assert_eq!(reversed("\u{915}\u{94d}\u{937}"), "\u{937}\u{915}\u{94d}");
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
