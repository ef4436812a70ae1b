//! The lines around a place, cut to what a terminal shows.

use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::visible;
use crate::source::{Position, SourceFile, Span};

/// Stands where a line was cut.
const CUT: &str = "...";
/// The columns of a tab.
pub(super) const TAB: usize = 4;
/// Places that are further apart are shown apart.
const NEAR: u32 = 3;

/// A place to show, and what to say of it.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) span: Span,
    pub(super) message: Option<String>,
}

/// A label is not broken into less than this.
const NARROWEST_LABEL: usize = 16;
/// The columns of what a label hangs from.
const HANGER: usize = 4;

/// Adjacent lines of one file, each cut to a width. Offsets count in [`Self::text`].
#[derive(Debug)]
pub(super) struct Excerpt {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) first_line: u32,
    /// The ranges of the lines, with their ends.
    pub(super) lines: Vec<Range<usize>>,
    /// In the order of the lines.
    pub(super) marks: Vec<PlacedMark>,
}

#[derive(Debug)]
pub(super) struct PlacedMark {
    pub(super) range: Range<usize>,
    pub(super) message: Option<String>,
    /// Where the mark is in the file.
    pub(super) position: Position,
    pub(super) is_primary: bool,
}

impl Excerpt {
    /// The lines of `primary` and of those `others` that are near it, with one line of context, and the others that
    /// are elsewhere. A mark of several lines is shown on its first.
    pub(super) fn new(file: &SourceFile, primary: Mark, others: Vec<Mark>, width: usize) -> (Self, Vec<Mark>) {
        let line_of = |mark: &Mark| file.position(mark.span.start).line;
        let (mut low, mut high) = (line_of(&primary), line_of(&primary));
        let (mut near, mut far) = (vec![(low, true, primary)], Vec::new());
        for mark in others {
            let line = line_of(&mark);
            if mark.span.file == file.id() && line + NEAR >= low && line <= high + NEAR {
                low = low.min(line);
                high = high.max(line);
                near.push((line, false, mark));
            } else {
                far.push(mark);
            }
        }
        let low = low.saturating_sub(1).max(1);
        let mut excerpt = Self {
            name: visible(file.name()).into_owned(),
            text: String::new(),
            first_line: low,
            lines: Vec::new(),
            marks: Vec::new(),
        };
        for number in low..=high + 1 {
            let range = file.line(number);
            let is_past_the_end = number > high && (number > file.line_count() || range.is_empty());
            if !is_past_the_end {
                let marks: Vec<_> = near.iter().filter(|(line, ..)| *line == number).collect();
                far.extend(excerpt.push_line(file, range, &marks, width));
            }
        }
        (excerpt, far)
    }

    /// How many columns stand before the label of a mark, which hangs from the middle of it.
    pub(super) fn column_of_label(&self, range: &Range<usize>) -> usize {
        let middle = floor(&self.text, range.start + range.len() / 2);
        let start = self.text.get(..middle).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        let before = self.text.get(start..middle).unwrap_or_default();
        before.chars().map(columns).sum::<usize>() + HANGER
    }

    /// Whether a label fits between its mark and the edge, broken between words if need be.
    fn has_room(&self, range: &Range<usize>, message: Option<&str>, width: usize) -> bool {
        let room = width.saturating_sub(self.column_of_label(range));
        let message = message.unwrap_or_default();
        let longest = message.split(' ').map(|word| word.width()).max().unwrap_or(0);
        message.width() <= room || (longest <= room && room >= NARROWEST_LABEL)
    }

    /// Adds a line, and gives back the marks that lie where it was cut or whose labels find no room.
    fn push_line(
        &mut self,
        file: &SourceFile,
        line: Range<usize>,
        marks: &[&(u32, bool, Mark)],
        width: usize,
    ) -> Vec<Mark> {
        let text = file.text().get(line.clone()).unwrap_or_default();
        let in_line = |span: Span| {
            let start = floor(text, (span.start as usize).saturating_sub(line.start));
            start..floor(text, (span.end as usize).saturating_sub(line.start)).max(start)
        };
        let focus = marks.first().map_or(0..0, |(_, _, mark)| in_line(mark.span));
        let window = window(text, focus, width);
        let start = self.text.len();
        if window.start > 0 {
            self.text.push_str(CUT);
        }
        let base = self.text.len();
        let shown = |range: Range<usize>| visible(text.get(range).unwrap_or_default()).into_owned();
        self.text.push_str(&shown(window.clone()));
        let mut left = Vec::new();
        for (_, is_primary, mark) in marks {
            let range = in_line(mark.span);
            if range.start > window.end || range.start < window.start {
                left.push(mark.clone());
                continue;
            }
            let place = |offset: usize| base + shown(window.start..offset.min(window.end)).len();
            let range = place(range.start)..place(range.end);
            if !is_primary && !self.has_room(&range, mark.message.as_deref(), width) {
                left.push(mark.clone());
                continue;
            }
            self.marks.push(PlacedMark {
                range,
                message: mark.message.as_deref().map(|message| visible(message).into_owned()),
                position: file.position(mark.span.start),
                is_primary: *is_primary,
            });
        }
        if window.end < text.len() {
            self.text.push_str(CUT);
        }
        self.text.push('\n');
        self.lines.push(start..self.text.len());
        left
    }
}

/// The part of a line that is shown, so that `focus`, or at least its start, is in it.
fn window(line: &str, focus: Range<usize>, width: usize) -> Range<usize> {
    let width = width.max(4 * CUT.len());
    if fitting(line, 0, width) == line.len() {
        return 0..line.len();
    }
    let end = fitting(line, 0, width - CUT.len());
    if focus.end <= end {
        return 0..end;
    }
    // A third of the room goes to what stands before.
    let mut start = focus.start;
    let mut room = width / 3;
    for (offset, letter) in line.get(..focus.start).unwrap_or_default().char_indices().rev() {
        let Some(rest) = room.checked_sub(columns(letter)) else { break };
        room = rest;
        start = offset;
    }
    start..fitting(line, start, width - 2 * CUT.len())
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
    if letter == '\t' { TAB } else { letter.width().unwrap_or(1) }
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

    fn excerpt(text: &str, needles: &[&str], width: usize) -> (Excerpt, usize) {
        let sources = Sources::new("/nowhere");
        let file = sources.add("main.tf", text);
        let mut marks: Vec<_> = needles
            .iter()
            .map(|needle| {
                let start = text.find(needle).unwrap();
                Mark { span: Span::new(file.id(), start, start + needle.len()), message: None }
            })
            .collect();
        let primary = marks.remove(0);
        let (excerpt, far) = Excerpt::new(&file, primary, marks, width);
        (excerpt, far.len())
    }

    fn marked(excerpt: &Excerpt) -> Vec<&str> {
        excerpt.marks.iter().map(|mark| &excerpt.text[mark.range.clone()]).collect()
    }

    #[test]
    fn one_line_of_context_stands_around_a_place() {
        let (excerpt, _) = excerpt("a\nb\nc\nd\ne\n", &["c"], 80);
        assert_eq!((excerpt.text.as_str(), excerpt.first_line), ("b\nc\nd\n", 2));
        assert_eq!(marked(&excerpt), ["c"]);
    }

    #[test]
    fn near_places_are_shown_together_and_far_ones_apart() {
        let (near, far) = excerpt("a\nb\nc\nd\ne\nf\ng\nh\n", &["d", "a", "h"], 80);
        assert_eq!(near.text, "a\nb\nc\nd\ne\n");
        assert_eq!((marked(&near), far), (vec!["a", "d"], 1));
    }

    #[test]
    fn the_end_of_a_file_is_no_context() {
        let (shown, _) = excerpt("a\n", &["a"], 80);
        assert_eq!(shown.text, "a\n");
        let (shown, _) = excerpt("", &[""], 80);
        assert_eq!((shown.text.as_str(), shown.marks.len()), ("\n", 1));
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let line = format!("{}\"key\"{}", "a".repeat(1000), "b".repeat(1000));
        let (shown, _) = excerpt(&line, &["\"key\""], 40);
        assert_eq!(shown.text, format!("...{}\"key\"{}...\n", "a".repeat(13), "b".repeat(16)));
        assert_eq!(marked(&shown), ["\"key\""]);
        assert_eq!(shown.marks[0].position, Position { line: 1, column: 1001 });
    }

    #[test]
    fn a_place_in_the_cut_part_is_shown_apart() {
        let line = format!("first{}second", "-".repeat(1000));
        let (shown, far) = excerpt(&line, &["first", "second"], 40);
        assert_eq!((marked(&shown), far), (vec!["first"], 1));
    }

    #[test]
    fn wide_characters_count_twice_and_control_characters_are_replaced() {
        let (shown, _) = excerpt("密钥密钥密钥密钥密钥 \u{1b}[31m x", &["密"], 16);
        assert_eq!(shown.text, "密钥密钥密钥...\n");
        let (shown, _) = excerpt("\u{1b}[31m x\n", &["x"], 80);
        assert_eq!(shown.text, "?[31m x\n");
        assert_eq!(marked(&shown), ["x"]);
    }
}
