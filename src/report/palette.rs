//! The characters and colours of the report for people, which are miette's, and rows that are painted with them.

use std::fmt::Write as _;

use miette::{ThemeCharacters, ThemeStyles};
use unicode_width::UnicodeWidthStr;

use super::human::Style;
use crate::finding::Severity;

/// What a piece of a row is, and so its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// The source, and words.
    Plain,
    /// What is read first.
    Strong,
    /// A finding of this severity, and its place.
    Severity(Severity),
    /// Another place.
    Label,
    /// What a frame is drawn with, and line numbers.
    Frame,
    /// A path with a line.
    Place,
    /// The words before advice.
    Help,
    Old,
    New,
}

/// One line of a report, in pieces of one colour each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row(Vec<(Ink, String)>);

impl Row {
    pub(super) fn of(ink: Ink, text: impl Into<String>) -> Self {
        let mut row = Self::default();
        row.push(ink, text);
        row
    }

    pub(super) fn push(&mut self, ink: Ink, text: impl Into<String>) {
        let text = text.into();
        match self.0.last_mut() {
            Some((last, before)) if *last == ink => before.push_str(&text),
            _ if text.is_empty() => {}
            _ => self.0.push((ink, text)),
        }
    }

    pub(super) fn append(&mut self, other: Self) {
        other.0.into_iter().for_each(|(ink, text)| self.push(ink, text));
    }

    /// In columns of a terminal.
    pub(super) fn width(&self) -> usize {
        self.0.iter().map(|(_, text)| text.width()).sum()
    }
}

/// How rows are painted.
#[derive(Debug)]
pub(super) struct Palette {
    pub(super) characters: ThemeCharacters,
    /// None where there is no colour.
    styles: Option<ThemeStyles>,
    has_links: bool,
}

impl Palette {
    pub(super) fn of(style: Style) -> Self {
        Self::new(style.is_unicode, style.has_colour, style.has_links)
    }

    pub(super) fn new(is_unicode: bool, has_colour: bool, has_links: bool) -> Self {
        Self {
            characters: if is_unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() },
            styles: has_colour.then(ThemeStyles::ansi),
            has_links,
        }
    }

    /// The character twice or as often as is said.
    pub(super) fn bar(&self, length: usize) -> String {
        self.characters.hbar.to_string().repeat(length)
    }

    pub(super) fn paint(&self, row: &Row, out: &mut String) {
        for (index, (ink, text)) in row.0.iter().enumerate() {
            // Nobody sees blanks at the end.
            let is_last = index + 1 == row.0.len();
            self.write(*ink, if is_last { text.trim_end() } else { text }, out);
        }
        out.push('\n');
    }

    /// A text that leads to a page, where the terminal follows links.
    pub(super) fn linked(&self, ink: Ink, text: &str, address: &str, out: &mut String) {
        if self.has_links {
            let _ = write!(out, "\u{1b}]8;;{address}\u{1b}\\");
            self.write(ink, text, out);
            out.push_str("\u{1b}]8;;\u{1b}\\");
        } else {
            self.write(ink, text, out);
        }
    }

    pub(super) fn write(&self, ink: Ink, text: &str, out: &mut String) {
        let Some(styles) = self.styles.as_ref().filter(|_| !text.is_empty()) else {
            out.push_str(text);
            return;
        };
        let style = match ink {
            Ink::Plain => {
                out.push_str(text);
                return;
            }
            Ink::Strong => styles.help.bold().default_color(),
            Ink::Severity(Severity::Error) => styles.error.bold(),
            Ink::Severity(Severity::Warning) => styles.warning.bold(),
            Ink::Severity(Severity::Info) => styles.advice.bold(),
            Ink::Label => styles.help.magenta(),
            Ink::Frame => styles.linum,
            Ink::Place | Ink::Help => styles.help,
            Ink::Old => styles.error,
            Ink::New => styles.help.green(),
        };
        // Writing to a string does not fail.
        let _ = write!(out, "{}", style.style(text));
    }
}
