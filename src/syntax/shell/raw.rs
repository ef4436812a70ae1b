//! A script as places in its text, before quotes and escapes are removed.

use std::ops::Range;

/// A simple command as places in the script.
pub(super) struct RawCommand {
    pub(super) range: Range<usize>,
    pub(super) words: Vec<RawWord>,
    pub(super) assignments: Vec<RawAssignment>,
    pub(super) stdin: Option<RawInput>,
    /// What it writes goes somewhere else.
    pub(super) is_redirected: bool,
    /// Runs whenever the script runs up to here, in the script's own shell.
    pub(super) is_certain_to_run: bool,
    /// See [`super::tree::Command::branch`].
    pub(super) branch: Option<usize>,
}

pub(super) struct RawAssignment {
    pub(super) name: Range<usize>,
    /// The value; `None` for an array and for a value that is appended.
    pub(super) value: Option<RawWord>,
    /// The items of an array, where each is one word.
    pub(super) items: Option<Vec<RawWord>>,
    pub(super) range: Range<usize>,
}

pub(super) enum RawInput {
    /// `<<<`.
    Word(RawWord),
    /// `<<`, by the number of the here-document.
    Document(usize),
}

/// The body of a here-document.
pub(super) struct RawDocument {
    pub(super) range: Range<usize>,
    pub(super) expansions: Vec<Piece>,
    pub(super) is_quoted: bool,
    pub(super) strips_tabs: bool,
}

/// A here-document whose body begins on a later line.
pub(super) struct Pending {
    pub(super) number: usize,
    pub(super) end: String,
    pub(super) is_quoted: bool,
    pub(super) strips_tabs: bool,
    pub(super) at: usize,
}

/// What ends a list of statements.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    File,
    Parenthesis,
    Backtick,
}

/// A word as it is written. What lies between the pieces is bare text.
#[derive(Clone)]
pub(super) struct RawWord {
    pub(super) range: Range<usize>,
    pub(super) pieces: Vec<Piece>,
}

/// A part of a word as it is written.
#[derive(Clone)]
pub(super) struct Piece {
    pub(super) kind: PieceKind,
    /// With the quotes.
    pub(super) range: Range<usize>,
}

#[derive(Clone)]
pub(super) enum PieceKind {
    Single,
    /// `$'…'`.
    AnsiC,
    /// With the expansions in it; everything else in it is literal.
    Double(Vec<Piece>),
    /// With the place of the name, if it is a plain `$NAME` or `${NAME}`.
    Expansion(Option<Range<usize>>),
    /// `$(cat <<END)`, with the number of the here-document.
    Document(usize),
    /// The `$` before a quote, which stands for nothing.
    Dropped,
}
