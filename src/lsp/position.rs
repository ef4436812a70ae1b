//! Places as editors count them: lines and columns from zero, columns in the units that both sides have agreed on.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// What a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16,
    Utf32,
}

/// A place between two letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(super) struct Place {
    pub(super) line: u32,
    pub(super) character: u32,
}

/// From one place up to another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(super) struct Area {
    pub(super) start: Place,
    pub(super) end: Place,
}

impl Encoding {
    /// Of what a client offers that which costs no counting, else what every client must know.
    pub(super) fn negotiate<'a>(offered: impl Iterator<Item = &'a str>) -> Self {
        let known = offered.filter_map(|name| match name {
            "utf-8" => Some(Self::Utf8),
            "utf-32" => Some(Self::Utf32),
            _ => None,
        });
        let rank = |encoding: &Self| *encoding == Self::Utf8;
        known.max_by_key(rank).unwrap_or(Self::Utf16)
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16 => "utf-16",
            Self::Utf32 => "utf-32",
        }
    }

    fn width(self, letter: char) -> usize {
        match self {
            Self::Utf8 => letter.len_utf8(),
            Self::Utf16 => letter.len_utf16(),
            Self::Utf32 => 1,
        }
    }
}

/// A text with its lines, which end where the protocol says: at `\n`, `\r\n` and `\r`.
pub(super) struct Lines<'t> {
    text: &'t str,
    starts: Arc<[usize]>,
    encoding: Encoding,
}

/// Where the lines of a text begin.
pub(super) fn starts_of(text: &str) -> Arc<[usize]> {
    let bytes = text.as_bytes();
    let is_end = |&(at, byte): &(usize, &u8)| match byte {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    };
    let ends = bytes.iter().enumerate().filter(is_end).map(|(at, _)| at + 1);
    std::iter::once(0).chain(ends).collect()
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str, encoding: Encoding) -> Self {
        Self::known(text, starts_of(text), encoding)
    }

    /// The same, where it is known where the lines begin.
    pub(super) fn known(text: &'t str, starts: Arc<[usize]>, encoding: Encoding) -> Self {
        Self { text, starts, encoding }
    }

    /// The byte that a place lies at. Beyond the end of a line is its end, beyond the last line the end of the text, and
    /// inside a letter is its start.
    pub(super) fn offset(&self, place: Place) -> usize {
        let Some(&start) = self.starts.get(place.line as usize) else { return self.text.len() };
        let line = self.line(place.line as usize);
        let mut left = place.character as usize;
        for (at, letter) in line.char_indices() {
            let width = self.encoding.width(letter);
            if left < width {
                return start + at;
            }
            left -= width;
        }
        start + line.len()
    }

    /// Where a byte lies. Inside a letter is its start.
    pub(super) fn place(&self, offset: usize) -> Place {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|&start| start <= offset).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or_default();
        let before = self.text.get(start..offset).unwrap_or_default();
        let character: usize = before.chars().map(|letter| self.encoding.width(letter)).sum();
        Place { line: number(line), character: number(character) }
    }

    pub(super) fn area(&self, range: Range<usize>) -> Area {
        Area { start: self.place(range.start), end: self.place(range.end) }
    }

    /// The bytes between two places, in whatever order they come.
    pub(super) fn range(&self, area: Area) -> Range<usize> {
        let (one, other) = (self.offset(area.start), self.offset(area.end));
        one.min(other)..one.max(other)
    }

    /// A line without what ends it.
    fn line(&self, line: usize) -> &'t str {
        let start = self.starts.get(line).copied().unwrap_or(self.text.len());
        let end = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        self.text.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r'])
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    #[test]
    fn every_byte_has_a_place_that_leads_back() {
        let text = "a\u{e9}\u{1f600}b\r\n\rx\n\u{feff}\u{1f600}";
        for encoding in ALL {
            let lines = Lines::new(text, encoding);
            for (offset, letter) in text.char_indices().filter(|(_, letter)| !"\r\n".contains(*letter)) {
                assert_eq!(lines.offset(lines.place(offset)), offset, "{letter:?} in {encoding:?}");
            }
            assert_eq!(lines.offset(lines.place(text.len())), text.len());
        }
    }

    #[test]
    fn columns_count_what_was_agreed_on() {
        let text = "\u{e9}\u{1f600}b";
        let columns = ALL.map(|encoding| Lines::new(text, encoding).place(6).character);
        assert_eq!(columns, [6, 3, 2]);
        let inside = ALL.map(|encoding| Lines::new(text, encoding).offset(Place { line: 0, character: 2 }));
        assert_eq!(inside, [2, 2, 6], "the second half of a surrogate pair is in the letter");
    }

    #[test]
    fn what_lies_outside_is_the_end() {
        let lines = Lines::new("ab\r\ncd", Encoding::Utf16);
        let offset = |line, character| lines.offset(Place { line, character });
        assert_eq!((offset(0, 9), offset(1, 9), offset(2, 0), offset(u32::MAX, u32::MAX)), (2, 6, 6, 6));
        let backwards = Area { start: Place { line: 1, character: 1 }, end: Place { line: 0, character: 1 } };
        assert_eq!(lines.range(backwards), 1..5);
        assert_eq!(Lines::new("", Encoding::Utf8).place(7), Place::default());
    }

    #[test]
    fn bytes_are_preferred_and_utf16_is_the_rest() {
        let negotiated = |offered: &[&str]| Encoding::negotiate(offered.iter().copied());
        assert_eq!(negotiated(&[]), Encoding::Utf16);
        assert_eq!(negotiated(&["utf-16", "utf-32"]), Encoding::Utf32);
        assert_eq!(negotiated(&["utf-16", "utf-8", "utf-32"]), Encoding::Utf8);
        assert_eq!(negotiated(&["utf-7"]), Encoding::Utf16);
    }
}
