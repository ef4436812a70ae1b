//! What is wrong in a team's table, with its place.

use std::ops::Range;

use crate::finding::{Draft, Finding, Occurrence, Severity};
use crate::source::{Position, Span};
use crate::spelling::{nearest, one_of};

/// A mistake with its bytes in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mistake {
    pub place: Range<usize>,
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

impl Mistake {
    pub(super) fn new(place: Range<usize>, message: impl Into<String>) -> Self {
        Self { place, message: message.into(), help: None }
    }

    #[must_use]
    pub(super) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The mistake of a name that is none of `known`: the nearest is offered, or all where they are few.
    #[must_use]
    pub(super) fn of_names<'a>(mut self, written: &str, known: impl Iterator<Item = &'a str> + Clone) -> Self {
        match nearest(written, known.clone()) {
            Some(near) => self.message.push_str(&format!("; did you mean `{near}`?")),
            None => self.help = Some(format!("write {}", one_of(known))),
        }
        self
    }
}

/// A mistake in a team's table, with its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{}:{}: {message}", .position.line, .position.column)]
pub(crate) struct TableError {
    /// The file as reports show it.
    pub file: String,
    pub position: Position,
    /// None where the file could not be read.
    pub span: Option<Span>,
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

impl TableError {
    /// The mistake as it is shown in its file. It ends the run, so no configuration decides about its severity.
    pub(crate) fn finding(&self) -> Option<Finding> {
        let mut draft = Draft::new(self.span?, self.message.clone());
        draft.help = self.help.clone().map(Into::into);
        Some(draft.stamped("configuration", Severity::Error, Occurrence::default()))
    }
}
