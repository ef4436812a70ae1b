//! JSON, read strictly, with the place of every key and value.
//!
//! The tokens come from jsonc-parser; the tree, the recovery after an error and the messages are made here,
//! because a linter has to go on where a parser may stop.

mod lexer;
mod parser;
mod problems;
mod string;
mod word;

use crate::source::{FileId, SourceFile};
use crate::syntax::Documents;
use lexer::Source;

/// Reads a file: one document, or none where there is nothing in it.
pub(crate) fn parse(file: &SourceFile) -> Documents {
    parser::parse(Source { text: file.text(), file: file.id(), hole: None, noun: "file" })
}

/// Reads the text of a string. Spans count in `text`; each `hole` in it stands for unknown text.
pub(super) fn parse_detached(text: &str, hole: Option<char>) -> Documents {
    parser::parse(Source { text, file: FileId::DETACHED, hole, noun: "string" })
}
