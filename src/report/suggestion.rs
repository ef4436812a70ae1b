//! A fix as the lines that it takes away and the lines that it puts there.

use super::excerpt::Cut;
use crate::finding::{Edit, Fix};
use crate::source::{FileId, SourceFile, Sources};

/// A fix that changes more lines than these is only described.
const MOST_LINES: usize = 8;

/// One changed line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) file: FileId,
    /// The number of the old line, or of the one that takes its place.
    pub(super) number: u32,
    pub(super) change: Change,
    /// Cut around what is changed where it is too long.
    pub(super) text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Old,
    New,
}

/// The lines of a fix, each of at most `width` columns; none where they are too many to be read at a glance.
pub(super) fn lines(sources: &Sources, fix: &Fix, width: usize) -> Vec<Line> {
    let mut edits: Vec<&Edit> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let mut lines = Vec::new();
    let mut rest = edits.as_slice();
    while let Some(first) = rest.first() {
        let file = sources.file(first.span.file);
        let mut last_line = file.line_of(first.span.end);
        let together = rest
            .iter()
            .take_while(|edit| {
                let is_near = edit.span.file == file.id() && file.line_of(edit.span.start) <= last_line;
                if is_near {
                    last_line = last_line.max(file.line_of(edit.span.end));
                }
                is_near
            })
            .count();
        let (hunk, after) = rest.split_at(together);
        lines.extend(hunk_lines(&file, hunk, last_line, width));
        rest = after;
    }
    if lines.len() <= MOST_LINES { lines } else { Vec::new() }
}

/// The lines that some edits touch, before and after.
fn hunk_lines(file: &SourceFile, edits: &[&Edit], last_line: u32, width: usize) -> Vec<Line> {
    let Some(first) = edits.first() else { return Vec::new() };
    let first_line = file.line_of(first.span.start);
    let start = file.line(first_line).start;
    let end = file.line(last_line).end;
    let last = edits.iter().map(|edit| edit.span.end as usize).max().unwrap_or(end).max(end);
    // A star for each byte of a secret, so places in it are those in the file.
    let shown = file.shown(start..last);
    let text = |from: usize, to: usize| shown.get(from - start..to - start).unwrap_or_default();
    let mut after = String::new();
    let mut copied = start;
    for edit in edits {
        after.push_str(text(copied, (edit.span.start as usize).max(copied)));
        after.push_str(&file.without_secrets(&edit.text));
        copied = edit.span.end as usize;
    }
    after.push_str(text(copied, end.max(copied)));
    let before = text(start, end);
    let changed = changed_lines(before, &after, first.span.start as usize - start, width);
    let line = |(index, change, text)| Line { file: file.id(), number: first_line + index, change, text };
    changed.into_iter().map(line).collect()
}

/// The lines of two texts with their indexes, without those that both begin or end with: an edit that ends with its line
/// touches the next. The first of them are changed from `focus` on.
fn changed_lines(before: &str, after: &str, focus: usize, width: usize) -> Vec<(u32, Change, String)> {
    let old: Vec<&str> = before.lines().map(str::trim_end).collect();
    let new: Vec<&str> = after.lines().map(str::trim_end).collect();
    let is_same = |(one, other): &(&&str, &&str)| one == other;
    let first = old.iter().zip(&new).take_while(is_same).count();
    let rest = old.len().min(new.len()) - first;
    let last = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(is_same).count();
    let changed = |lines: &[&str], others: &[&str], change: Change| -> Vec<(u32, Change, String)> {
        let shown = |(index, line): (usize, &&str)| {
            let other = others.get(index).copied().unwrap_or_default();
            let same = || line.char_indices().zip(other.chars()).take_while(|((_, one), other)| one == other);
            let focus = match index {
                0 => focus.min(line.len()),
                _ => same().last().map_or(0, |((offset, letter), _)| offset + letter.len_utf8()),
            };
            (index as u32, change, Cut::new(line, focus..focus, width).shown())
        };
        let end = lines.len() - last;
        lines.iter().enumerate().take(end).skip(first).map(shown).collect()
    };
    [changed(&old, &new, Change::Old), changed(&new, &old, Change::New)].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn suggestion(text: &str, edits: &[(&str, &str)], width: usize) -> Vec<(u32, Change, String)> {
        let sources = Sources::new("/nowhere");
        let file = sources.add("main.tf", text);
        let edit = |(old, new): &(&str, &str)| {
            let start = text.find(old).unwrap();
            Edit::new(Span::new(file.id(), start, start + old.len()), (*new).to_owned())
        };
        let lines = lines(&sources, &Fix::safe("change", edits.iter().map(edit).collect()), width);
        lines.into_iter().map(|line| (line.number, line.change, line.text)).collect()
    }

    fn old(number: u32, text: &str) -> (u32, Change, String) {
        (number, Change::Old, text.to_owned())
    }

    fn new(number: u32, text: &str) -> (u32, Change, String) {
        (number, Change::New, text.to_owned())
    }

    #[test]
    fn a_changed_line_is_shown_before_and_after() {
        let lines = suggestion("a = 1\n  b = x, y\n", &[("x", "p"), ("y", "q")], 80);
        assert_eq!(lines, [old(2, "  b = x, y"), new(2, "  b = p, q")]);
    }

    #[test]
    fn lines_apart_are_shown_one_after_the_other() {
        let lines = suggestion("a\nb\nc\n", &[("a", "1"), ("c", "3")], 80);
        assert_eq!(lines, [old(1, "a"), new(1, "1"), old(3, "c"), new(3, "3")]);
    }

    #[test]
    fn a_line_that_is_taken_away_leaves_nothing() {
        assert_eq!(suggestion("a = 1\nb = 2\n", &[("a = 1\n", "")], 80), [old(1, "a = 1")]);
        assert_eq!(suggestion("a = 1\n\nb = 2\n", &[("a = 1\n", "")], 80), [old(1, "a = 1")]);
        assert_eq!(suggestion("a = 1\nb = 2", &[("\nb = 2", "")], 80), [old(2, "b = 2")]);
        assert_eq!(suggestion("a\na\n", &[("a\n", "")], 80), [old(2, "a")]);
    }

    #[test]
    fn a_long_line_is_cut_around_the_change() {
        let line = format!("{}x{}", "a".repeat(100), "b".repeat(100));
        let shown = |letter: &str| format!("...{}{letter}{}...", "a".repeat(6), "b".repeat(7));
        assert_eq!(suggestion(&line, &[("x", "y")], 20), [old(1, &shown("x")), new(1, &shown("y"))]);
    }

    #[test]
    fn what_is_too_much_to_read_is_left_out() {
        assert_eq!(suggestion(&"a\n".repeat(9), &[(&"a\n".repeat(9), "")], 80), []);
    }
}
