//! Marks below a line of source, and the labels that hang from them.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::palette::{Ink, Palette, Row};
use super::wrap::wrapped;

/// A label is not broken into less than this.
const NARROWEST_LABEL: usize = 16;
/// The columns between a mark and the label that hangs from it.
const HANGER: usize = 4;

/// A part of a line that is marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Columns of the line; none for a place between two characters.
    pub(super) columns: Range<usize>,
    pub(super) ink: Ink,
    pub(super) label: Option<String>,
}

/// The column from which a label of a mark hangs, if there is room for it before the edge: the middle of the mark, or
/// else its start.
pub(super) fn column_of_label(columns: &Range<usize>, label: &str, width: usize) -> Option<usize> {
    let longest = label.split(' ').map(UnicodeWidthStr::width).max().unwrap_or(0);
    let fits = |column: &usize| {
        let room = width.saturating_sub(column + HANGER);
        label.width() <= room || (longest <= room && room >= NARROWEST_LABEL)
    };
    [columns.start + columns.len().saturating_sub(1) / 2, columns.start].into_iter().find(fits)
}

/// The rows below a line. Marks that overlap stand below each other.
pub(super) fn rows(marks: &[Mark], width: usize, palette: &Palette) -> Vec<Row> {
    let mut lanes: Vec<Vec<&Mark>> = Vec::new();
    for mark in marks {
        let is_free = |lane: &&mut Vec<&Mark>| lane.iter().all(|other| !overlap(mark, other));
        match lanes.iter_mut().find(is_free) {
            Some(lane) => lane.push(mark),
            None => lanes.push(vec![mark]),
        }
    }
    lanes.into_iter().flat_map(|lane| lane_rows(lane, width, palette)).collect()
}

/// The columns that a mark takes: a place between two characters is shown at the next.
fn taken(mark: &Mark) -> Range<usize> {
    mark.columns.start..mark.columns.end.max(mark.columns.start + 1)
}

fn overlap(one: &Mark, other: &Mark) -> bool {
    let (one, other) = (taken(one), taken(other));
    one.start < other.end && other.start < one.end
}

/// The underlines of marks that do not overlap, and below them the labels, the last one first.
fn lane_rows(mut lane: Vec<&Mark>, width: usize, palette: &Palette) -> Vec<Row> {
    lane.sort_by_key(|mark| mark.columns.start);
    let characters = &palette.characters;
    let hanging: Vec<(usize, &Mark, &str)> = lane
        .iter()
        .filter_map(|mark| {
            let label = mark.label.as_deref()?;
            let middle = mark.columns.start + mark.columns.len().saturating_sub(1) / 2;
            Some((column_of_label(&mark.columns, label, width).unwrap_or(middle), *mark, label))
        })
        .collect();
    let mut underline = Row::default();
    for mark in &lane {
        pad(&mut underline, mark.columns.start);
        let hook = hanging.iter().find(|(_, other, _)| std::ptr::eq(*other, *mark)).map(|(column, ..)| *column);
        for column in taken(mark) {
            let drawn = match (mark.columns.is_empty(), hook == Some(column)) {
                (true, _) => characters.uarrow,
                (false, true) => characters.underbar,
                (false, false) => characters.underline,
            };
            underline.push(mark.ink, drawn);
        }
    }
    let mut rows = vec![underline];
    for (index, (column, mark, label)) in hanging.iter().enumerate().rev() {
        let still_hanging = hanging.get(..index).unwrap_or_default();
        let room = width.saturating_sub(column + HANGER).max(NARROWEST_LABEL);
        for (number, line) in wrapped(label, room).into_iter().enumerate() {
            let mut row = Row::default();
            for (bar, other, _) in still_hanging {
                pad(&mut row, *bar);
                row.push(other.ink, characters.vbar);
            }
            pad(&mut row, *column);
            match number {
                0 => row.push(mark.ink, format!("{}{} ", characters.lbot, palette.bar(2))),
                _ => pad(&mut row, column + HANGER),
            }
            row.push(mark.ink, line);
            rows.push(row);
        }
    }
    rows
}

fn pad(row: &mut Row, column: usize) {
    row.push(Ink::Plain, " ".repeat(column.saturating_sub(row.width())));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Marks as `start..end label`, drawn below a line.
    fn drawn(marks: &[(Range<usize>, &str)], width: usize) -> Vec<String> {
        let mark = |(columns, label): &(Range<usize>, &str)| Mark {
            columns: columns.clone(),
            ink: Ink::Label,
            label: Some((*label).to_owned()).filter(|label| !label.is_empty()),
        };
        let palette = Palette::new(true, false, false);
        let marks: Vec<Mark> = marks.iter().map(mark).collect();
        let shown = |row: &Row| {
            let mut text = String::new();
            palette.paint(row, &mut text);
            text.trim_end().to_owned()
        };
        rows(&marks, width, &palette).iter().map(shown).collect()
    }

    #[test]
    fn a_mark_without_a_label_is_a_line() {
        assert_eq!(drawn(&[(2..5, "")], 80), ["  ───"]);
        assert_eq!(drawn(&[(2..2, "")], 80), ["  ▲"]);
    }

    #[test]
    fn a_label_hangs_from_the_middle() {
        assert_eq!(drawn(&[(0..3, "here")], 80), ["─┬─", " ╰── here"]);
        assert_eq!(drawn(&[(0..1, "here")], 80), ["┬", "╰── here"]);
        assert_eq!(drawn(&[(1..1, "missing")], 80), [" ▲", " ╰── missing"]);
    }

    #[test]
    fn several_labels_of_a_line_stand_below_each_other() {
        let expected = ["┬ ─┬─ ─", "│  ╰── second", "╰── first"];
        assert_eq!(drawn(&[(0..1, "first"), (2..5, "second"), (6..7, "")], 80), expected);
    }

    #[test]
    fn marks_that_overlap_have_lines_of_their_own() {
        let expected = ["────┬────", "    ╰── whole", "  ┬", "  ╰── part"];
        assert_eq!(drawn(&[(0..9, "whole"), (2..3, "part")], 80), expected);
        assert_eq!(drawn(&[(0..2, ""), (1..3, ""), (2..4, "")], 80), ["────", " ──"]);
        assert_eq!(drawn(&[(1..1, ""), (1..1, "")], 80), [" ▲", " ▲"]);
    }

    #[test]
    fn a_long_label_is_broken_at_words() {
        let expected = ["┬ ┬", "│ ╰── some words that", "│     need lines", "╰── one"];
        assert_eq!(drawn(&[(0..1, "one"), (2..3, "some words that need lines")], 22), expected);
    }

    #[test]
    fn a_label_without_room_hangs_from_the_start_or_nowhere() {
        assert_eq!(column_of_label(&(0..20), "twelve words", 80), Some(9));
        assert_eq!(column_of_label(&(0..20), "twelve words", 20), Some(0));
        assert_eq!(column_of_label(&(10..20), "twelve words", 20), None);
        assert_eq!(column_of_label(&(0..1), "a_word_of_twenty_one_", 24), None);
    }
}
