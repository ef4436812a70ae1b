//! The lines of a file of requests.

use std::ops::Range;

/// Whether a line, without the white space before it, is a comment.
pub(super) fn is_comment(written: &str) -> bool {
    written.starts_with('#') || written.starts_with("//")
}

/// The text at a range.
pub(super) fn slice<'a>(text: &'a str, range: &Range<usize>) -> &'a str {
    text.get(range.clone()).unwrap_or_default()
}

/// A range without the white space at its ends.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let written = slice(text, &range);
    let start = range.start + written.len() - written.trim_start().len();
    start..start + written.trim().len()
}

/// The lines of a text, without their line breaks.
pub(super) fn lines(text: &str) -> Vec<Range<usize>> {
    let text_start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut start = text_start;
    let mut lines = Vec::new();
    for line in text.get(text_start..).unwrap_or_default().split_inclusive('\n') {
        lines.push(start..start + line.trim_end_matches(['\n', '\r']).len());
        start += line.len();
    }
    lines
}
