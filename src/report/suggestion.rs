//! A fix as the lines that it takes away and the lines that it puts there.

use unicode_width::UnicodeWidthStr;

use super::visible;
use crate::finding::{Edit, Fix};
use crate::source::{SourceFile, Sources};

/// A fix that changes more lines than these is only described.
const MOST_LINES: usize = 8;

/// One changed line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    Old(String),
    New(String),
}

/// The lines of a fix; none where they are too many, or too long for `width`, to be read at a glance.
pub(super) fn lines(sources: &Sources, fix: &Fix, width: usize) -> Vec<Line> {
    let mut edits: Vec<&Edit> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let mut lines = Vec::new();
    let mut rest = edits.as_slice();
    while let Some(first) = rest.first() {
        let file = sources.file(first.span.file);
        let mut last_line = file.position(first.span.end).line;
        let together = rest
            .iter()
            .take_while(|edit| {
                let is_near = edit.span.file == file.id() && file.position(edit.span.start).line <= last_line;
                if is_near {
                    last_line = last_line.max(file.position(edit.span.end).line);
                }
                is_near
            })
            .count();
        let (hunk, after) = rest.split_at(together);
        lines.extend(hunk_lines(&file, hunk, last_line));
        rest = after;
    }
    let is_short = |line: &Line| {
        let (Line::Old(text) | Line::New(text)) = line;
        text.width() <= width
    };
    if lines.len() <= MOST_LINES && lines.iter().all(is_short) { lines } else { Vec::new() }
}

/// The lines that some edits touch, before and after.
fn hunk_lines(file: &SourceFile, edits: &[&Edit], last_line: u32) -> Vec<Line> {
    let Some(first) = edits.first() else { return Vec::new() };
    let start = file.line(file.position(first.span.start).line).start;
    let end = file.line(last_line).end;
    let text = |from: usize, to: usize| file.text().get(from..to).unwrap_or_default();
    let mut after = String::new();
    let mut copied = start;
    for edit in edits {
        after.push_str(text(copied, edit.span.start as usize));
        after.push_str(&edit.text);
        copied = edit.span.end as usize;
    }
    after.push_str(text(copied, end.max(copied)));
    changed_lines(text(start, end), &after)
}

/// The lines of two texts, without those that both begin or end with: an edit that ends with its line touches the next.
fn changed_lines(before: &str, after: &str) -> Vec<Line> {
    let shown = |line: &str| visible(line.trim_end()).replace('\t', "    ");
    let old: Vec<String> = before.lines().map(shown).collect();
    let new: Vec<String> = after.lines().map(shown).collect();
    let is_same = |(one, other): &(&String, &String)| one == other;
    let first = old.iter().zip(&new).take_while(is_same).count();
    let rest = old.len().min(new.len()) - first;
    let last = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(is_same).count();
    let changed = |lines: Vec<String>| {
        let end = lines.len() - last;
        lines.into_iter().take(end).skip(first)
    };
    changed(old).map(Line::Old).chain(changed(new).map(Line::New)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn suggestion(text: &str, edits: &[(&str, &str)], width: usize) -> Vec<Line> {
        let sources = Sources::new("/nowhere");
        let file = sources.add("main.tf", text);
        let edit = |(old, new): &(&str, &str)| {
            let start = text.find(old).unwrap();
            Edit::new(Span::new(file.id(), start, start + old.len()), (*new).to_owned())
        };
        lines(&sources, &Fix::safe("change", edits.iter().map(edit).collect()), width)
    }

    fn old(text: &str) -> Line {
        Line::Old(text.to_owned())
    }

    fn new(text: &str) -> Line {
        Line::New(text.to_owned())
    }

    #[test]
    fn a_changed_line_is_shown_before_and_after() {
        let lines = suggestion("a = 1\n  b = x, y\n", &[("x", "p"), ("y", "q")], 80);
        assert_eq!(lines, [old("  b = x, y"), new("  b = p, q")]);
    }

    #[test]
    fn lines_apart_are_shown_one_after_the_other() {
        let lines = suggestion("a\nb\nc\n", &[("a", "1"), ("c", "3")], 80);
        assert_eq!(lines, [old("a"), new("1"), old("c"), new("3")]);
    }

    #[test]
    fn a_line_that_is_taken_away_leaves_nothing() {
        assert_eq!(suggestion("a = 1\nb = 2\n", &[("a = 1\n", "")], 80), [old("a = 1")]);
        assert_eq!(suggestion("a = 1\n\nb = 2\n", &[("a = 1\n", "")], 80), [old("a = 1")]);
        assert_eq!(suggestion("a = 1\nb = 2", &[("\nb = 2", "")], 80), [old("b = 2")]);
        assert_eq!(suggestion("a\na\n", &[("a\n", "")], 80), [old("a")]);
    }

    #[test]
    fn what_is_too_long_to_read_is_left_out() {
        assert_eq!(suggestion("abcdef\n", &[("a", "x")], 5), []);
        assert_eq!(suggestion(&"a\n".repeat(9), &[(&"a\n".repeat(9), "")], 80), []);
    }
}
