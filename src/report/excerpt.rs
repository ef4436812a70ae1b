//! The lines of a file that have marks, each cut to what a terminal shows.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::mark::{Mark, column_of_label};
use super::palette::Ink;
use super::visible;
use crate::source::{SourceFile, Span};

/// Stands where a line was cut.
const CUT: &str = "...";
/// What a tab is shown as.
const TAB: &str = "    ";

/// A place to show, and what to say of it.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) span: Span,
    pub(super) label: Option<String>,
    pub(super) ink: Ink,
}

/// Lines of one file, in their order. A line that is too long for all of its marks comes several times.
#[derive(Debug, Default)]
pub(super) struct Excerpt {
    pub(super) lines: Vec<Line>,
    /// Places whose labels find no room beside them.
    pub(super) unlabelled: Vec<Place>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// From 1.
    pub(super) number: u32,
    pub(super) text: String,
    pub(super) marks: Vec<Mark>,
}

impl Excerpt {
    /// The lines in which the places begin; a place of several lines is marked on its first. Of several places in one
    /// line the first decides what is shown of it.
    pub(super) fn new(file: &SourceFile, places: &[Place], width: usize) -> Self {
        let mut by_line: Vec<(u32, Vec<&Place>)> = Vec::new();
        for place in places {
            let number = file.line_of(place.span.start);
            match by_line.iter_mut().find(|(known, _)| *known == number) {
                Some((_, of_line)) => of_line.push(place),
                None => by_line.push((number, vec![place])),
            }
        }
        by_line.sort_by_key(|(number, _)| *number);
        let mut excerpt = Self::default();
        for (number, mut rest) in by_line {
            while !rest.is_empty() {
                rest = excerpt.push_line(file, number, &rest, width);
            }
        }
        excerpt
    }

    /// Adds a line with as much of it as fits, and gives back the places that are not in that part.
    fn push_line<'p>(&mut self, file: &SourceFile, number: u32, places: &[&'p Place], width: usize) -> Vec<&'p Place> {
        let line = file.line(number);
        let text = &*file.shown_line(line.clone());
        let in_line = |span: Span| {
            let start = floor(text, (span.start as usize).saturating_sub(line.start));
            start..floor(text, (span.end as usize).saturating_sub(line.start)).max(start)
        };
        let focus = places.first().map_or(0..0, |place| in_line(place.span));
        let cut = Cut::new(text, focus.clone(), width);
        let (mut marks, mut left) = (Vec::new(), Vec::new());
        for (index, place) in places.iter().enumerate() {
            let range = in_line(place.span);
            if index > 0 && !cut.shows(range.start) {
                left.push(*place);
                continue;
            }
            let columns = cut.column(range.start)..cut.column(range.end);
            let label = place.label.as_ref().filter(|label| column_of_label(&columns, label, width).is_some());
            if place.label.is_some() && label.is_none() {
                self.unlabelled.push((*place).clone());
            }
            marks.push(Mark { columns, ink: place.ink, label: label.cloned() });
        }
        self.lines.push(Line { number, text: cut.shown(), marks });
        left
    }
}

/// What is shown of one line: all of it, or the part around a place.
pub(super) struct Cut<'t> {
    text: &'t str,
    window: Range<usize>,
}

impl<'t> Cut<'t> {
    /// A part of at most `width` columns, so that `focus`, or at least its start, is in it.
    pub(super) fn new(text: &'t str, focus: Range<usize>, width: usize) -> Self {
        let width = width.max(4 * CUT.len());
        let whole = |window: Range<usize>| Self { text, window };
        if fitting(text, 0, width) == text.len() {
            return whole(0..text.len());
        }
        let end = fitting(text, 0, width - CUT.len());
        if focus.end <= end {
            return whole(0..end);
        }
        // A third of the room goes to what stands before.
        let mut start = focus.start;
        let mut room = width / 3;
        for (offset, letter) in text.get(..focus.start).unwrap_or_default().char_indices().rev() {
            let Some(rest) = room.checked_sub(columns(letter)) else { break };
            room = rest;
            start = offset;
        }
        let room = width - CUT.len();
        let end = match fitting(text, start, room) {
            end if end == text.len() => end,
            _ => fitting(text, start, room - CUT.len()),
        };
        whole(start..end)
    }

    pub(super) fn shown(&self) -> String {
        let before = if self.window.start > 0 { CUT } else { "" };
        let after = if self.window.end < self.text.len() { CUT } else { "" };
        let part = visible(self.text.get(self.window.clone()).unwrap_or_default()).replace('\t', TAB);
        [before, &part, after].concat()
    }

    fn shows(&self, offset: usize) -> bool {
        // What ends the shown part ends it there, and what ends the line is at its end.
        self.window.contains(&offset) || (offset == self.window.end && offset == self.text.len())
    }

    /// The column of an offset, or of the edge that it lies behind.
    fn column(&self, offset: usize) -> usize {
        let before = if self.window.start > 0 { CUT.len() } else { 0 };
        let offset = offset.clamp(self.window.start, self.window.end);
        let part = self.text.get(self.window.start..offset).unwrap_or_default();
        before + part.chars().map(columns).sum::<usize>()
    }
}

/// The end of what fits into `room` columns from `start` on.
fn fitting(line: &str, start: usize, mut room: usize) -> usize {
    for (offset, letter) in line.get(start..).unwrap_or_default().char_indices() {
        match room.checked_sub(columns(letter)) {
            Some(rest) => room = rest,
            None => return start + offset,
        }
    }
    line.len()
}

fn columns(letter: char) -> usize {
    // What controls a terminal is shown as one character.
    if letter == '\t' { TAB.len() } else { letter.width().unwrap_or(1) }
}

/// The start of the character that `offset` lies in.
fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn excerpt(text: &str, needles: &[(&str, &str)], width: usize) -> Excerpt {
        let sources = Sources::new("/nowhere");
        let file = sources.add("main.tf", text);
        let place = |(needle, label): &(&str, &str)| {
            let start = text.find(needle).unwrap();
            let span = Span::new(file.id(), start, start + needle.len());
            Place { span, label: Some((*label).to_owned()).filter(|label| !label.is_empty()), ink: Ink::Label }
        };
        let places: Vec<Place> = needles.iter().map(place).collect();
        Excerpt::new(&file, &places, width)
    }

    type Shown<'e> = (u32, &'e str, Vec<(usize, usize)>);

    /// The lines with their numbers, and what is marked of each.
    fn shown(excerpt: &Excerpt) -> Vec<Shown<'_>> {
        let marks = |line: &Line| line.marks.iter().map(|mark| (mark.columns.start, mark.columns.end)).collect();
        excerpt.lines.iter().map(|line| (line.number, line.text.as_str(), marks(line))).collect()
    }

    #[test]
    fn lines_with_places_are_shown_in_their_order_and_no_others() {
        let excerpt = excerpt("a\nb\nc d\ne\n", &[("c", ""), ("a", ""), ("d", "")], 80);
        assert_eq!(shown(&excerpt), [(1, "a", vec![(0, 1)]), (3, "c d", vec![(0, 1), (2, 3)])]);
    }

    #[test]
    fn a_place_of_several_lines_is_marked_on_its_first() {
        assert_eq!(shown(&excerpt("a {\n b\n}\n", &[("{\n b\n}", "")], 80)), [(1, "a {", vec![(2, 3)])]);
        assert_eq!(shown(&excerpt("a\nb\n", &[("\nb", "")], 80)), [(1, "a", vec![(1, 1)])]);
        assert_eq!(shown(&excerpt("", &[("", "")], 80)), [(1, "", vec![(0, 0)])]);
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let line = format!("{}\"key\"{}", "a".repeat(1000), "b".repeat(1000));
        let excerpt = excerpt(&line, &[("\"key\"", "")], 40);
        let expected = format!("...{}\"key\"{}...", "a".repeat(13), "b".repeat(16));
        assert_eq!(shown(&excerpt), [(1, &*expected, vec![(16, 21)])]);
    }

    #[test]
    fn the_end_of_a_long_line_is_shown_up_to_the_edge() {
        let line = format!("{}key", "a".repeat(1000));
        let expected = format!("...{}key", "a".repeat(13));
        assert_eq!(shown(&excerpt(&line, &[("key", "")], 40)), [(1, &*expected, vec![(16, 19)])]);
    }

    #[test]
    fn a_line_is_shown_again_for_a_place_in_another_part_of_it() {
        let line = format!("first{}second", "-".repeat(1000));
        let excerpt = excerpt(&line, &[("first", ""), ("second", "")], 40);
        let lines: Vec<_> = excerpt.lines.iter().map(|line| (line.number, line.marks.len())).collect();
        assert_eq!(lines, [(1, 1), (1, 1)]);
        assert!(excerpt.lines[1].text.ends_with("second"));
    }

    #[test]
    fn a_label_without_room_is_said_elsewhere() {
        let line = format!("{} = x", "a".repeat(30));
        let excerpt = excerpt(&line, &[("x", "more than there is room for")], 40);
        assert_eq!((excerpt.lines[0].marks[0].label.clone(), excerpt.unlabelled.len()), (None, 1));
    }

    #[test]
    fn columns_are_those_of_the_terminal() {
        let of = |text: &str, needle: &str, width: usize| {
            let excerpt = excerpt(text, &[(needle, "")], width);
            (excerpt.lines[0].text.clone(), excerpt.lines[0].marks[0].columns.clone())
        };
        assert_eq!(of("密钥密钥密钥密钥密钥 x", "密", 16), ("密钥密钥密钥...".to_owned(), 0..2));
        assert_eq!(of("\t密 x", "x", 80), ("    密 x".to_owned(), 7..8));
        assert_eq!(of("\u{1b}[31m x", "x", 80), ("?[31m x".to_owned(), 6..7));
    }
}
