//! The errors of one JSON document, each mistake that runs through it once.

use crate::syntax::SyntaxError;

/// Mistakes that would be repeated all over a document, and are reported once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Habit {
    Comment,
    WhiteSpace,
    SingleQuotes,
    ControlCharacter,
    UnquotedKey,
    Placeholder,
    PythonWord,
}

/// Past this many errors a document is not worth more of them.
const MAX_ERRORS: usize = 20;

/// The errors of one document.
#[derive(Default)]
pub(super) struct Problems {
    pub(super) errors: Vec<SyntaxError>,
    /// Keys given twice, which do not keep the rest from being read.
    pub(super) duplicates: Vec<SyntaxError>,
    habits: Vec<Habit>,
}

impl Problems {
    pub(super) fn report(&mut self, error: SyntaxError) {
        if self.errors.len() < MAX_ERRORS {
            self.errors.push(error);
        }
    }

    pub(super) fn report_once(&mut self, habit: Habit, error: SyntaxError) {
        if !self.habits.contains(&habit) {
            self.habits.push(habit);
            self.report(error);
        }
    }
}
