//! The frame around excerpts: where they are from, line numbers, and what is said below them.

use super::excerpt::Excerpt;
use super::mark;
use super::palette::{Ink, Palette, Row};
use super::wrap::wrapped;

/// Columns that stand before a source line, beside the digits of its number: a blank, a bar, a blank.
const BESIDE_NUMBER: usize = 3;
/// Numbers have room for so many digits at least, so that most frames of a report stand below each other.
const DIGITS: usize = 2;

/// Draws the frame of one finding, line by line.
pub(super) struct Frame<'t> {
    palette: &'t Palette,
    width: usize,
    digits: usize,
    rows: Vec<Row>,
}

impl<'t> Frame<'t> {
    /// A frame of so many columns, for lines with numbers up to `last_line`.
    pub(super) fn new(palette: &'t Palette, width: usize, last_line: u32) -> Self {
        let digits = last_line.to_string().len().max(DIGITS);
        Self { palette, width, digits, rows: Vec::new() }
    }

    /// The columns for source.
    pub(super) fn room(&self) -> usize {
        self.width.saturating_sub(self.digits + BESIDE_NUMBER).max(20)
    }

    /// What there is to draw of one file, below where it is from. The first opens the frame.
    pub(super) fn section(&mut self, place: &str, about: &str, excerpt: &Excerpt) {
        let characters = &self.palette.characters;
        let corner = if self.rows.is_empty() { characters.ltop } else { characters.lcross };
        let mut head = self.beside("");
        head.push(Ink::Frame, format!("{corner}{}{}", characters.hbar, characters.lbox));
        head.push(Ink::Place, place);
        head.push(Ink::Frame, characters.rbox);
        head.push(Ink::Plain, about);
        self.rows.push(head);
        for line in &excerpt.lines {
            let mut source = self.beside(&line.number.to_string());
            source.push(Ink::Frame, format!("{} ", characters.vbar));
            source.push(Ink::Plain, &*line.text);
            self.rows.push(source);
            for marked in mark::rows(&line.marks, self.room(), self.palette) {
                let mut row = self.beside("");
                row.push(Ink::Frame, format!("{} ", characters.vbar_break));
                row.append(marked);
                self.rows.push(row);
            }
        }
    }

    /// Whether `about` has room behind the place that a section is from.
    pub(super) fn has_room_beside(&self, place: &str, about: &str) -> bool {
        let row = Row::of(Ink::Plain, format!("{place}{about}"));
        self.digits + BESIDE_NUMBER + 2 + row.width() <= self.width
    }

    /// What is said below the excerpts, a line each, the last of which closes the frame.
    pub(super) fn close(&mut self, notes: &[String]) {
        let characters = &self.palette.characters;
        let hook = self.palette.bar(2);
        let room = self.width.saturating_sub(self.digits + 1 + 4);
        for (index, note) in notes.iter().enumerate() {
            let is_last = index + 1 == notes.len();
            let corner = if is_last { characters.lbot } else { characters.lcross };
            for (number, line) in wrapped(note, room).into_iter().enumerate() {
                let mut row = self.beside("");
                let before = match (number, is_last) {
                    (0, _) => format!("{corner}{hook} "),
                    (_, true) => "    ".to_owned(),
                    (_, false) => format!("{}   ", characters.vbar),
                };
                row.push(Ink::Frame, before);
                row.push(Ink::Label, line);
                self.rows.push(row);
            }
        }
    }

    /// A line as a fix takes it away or puts it there, below where source stands.
    pub(super) fn changed(&self, number: u32, ink: Ink, sign: char, text: &str) -> Row {
        let mut row = self.beside(&number.to_string());
        row.push(ink, format!("{sign} {text}"));
        row
    }

    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The column of line numbers, with the blank behind it.
    fn beside(&self, number: &str) -> Row {
        Row::of(Ink::Frame, format!("{number:>digits$} ", digits = self.digits))
    }
}
