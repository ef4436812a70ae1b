//! HCL's grammar, read from left to right into our trees, up to the first problem.
//!
//! Terraform's own parser works on tokens, of which a newline is one or not, depending on the brackets around it.
//! Here the same is a state of the parser, [`Parser::newlines`], so a text is read once and nothing is copied.

mod body;
mod expression;
mod heredoc;
mod names;
mod number;
mod resumption;
mod template;

use std::ops::Range;

use crate::source::Span;
use crate::syntax::Comment;
use crate::syntax::hcl::origin::Origin;
pub(super) use crate::syntax::hcl::parser::names::Names;
use crate::syntax::hcl::problem::{Problem, ProblemKind, Resumption, TextProblem};
use crate::syntax::text::Text;

/// How deep brackets may be nested: bodies of blocks, object literals, lists, parentheses and sequences of templates.
/// Terraform has no such limit; nothing that a person writes comes near.
pub(super) const MAX_NESTING: usize = 64;

/// How many operators may apply to one value, those around it included. Terraform has no such limit either.
pub(super) const MAX_OPERATORS: usize = 256;

type Parsed<T> = Result<T, Problem>;

/// What a newline is at the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Newlines {
    /// The end of an argument or an item.
    Separate,
    /// No more than a space.
    Ignored,
}

pub(super) struct Parser<'a> {
    text: &'a str,
    bytes: &'a [u8],
    origin: &'a Origin<'a>,
    at: usize,
    newlines: Newlines,
    /// Brackets around the place.
    nesting: usize,
    /// Operators around the place.
    operators: usize,
    /// In a module call's `providers` the keys of the object are references.
    keys_are_references: bool,
    comments: Vec<Comment>,
    /// Where bodies can be read on after a problem, as far as they lie ahead.
    resumptions: &'a [Resumption],
    /// The problems after which a body was read on.
    problems: Vec<Problem>,
}

impl<'a> Parser<'a> {
    /// A parser for a part of the text. Places count from the start of the whole.
    pub(super) fn new(text: &'a str, range: Range<usize>, origin: &'a Origin<'a>) -> Self {
        let text = text.get(..range.end).unwrap_or_default();
        Self {
            text,
            bytes: text.as_bytes(),
            origin,
            at: range.start,
            newlines: Newlines::Separate,
            nesting: 0,
            operators: 0,
            keys_are_references: false,
            comments: Vec::new(),
            resumptions: &[],
            problems: Vec::new(),
        }
    }

    pub(super) fn comments(self) -> Vec<Comment> {
        self.comments
    }

    /// The byte at the place; 0 at the end, which no text has elsewhere in a place where it would be accepted.
    fn byte(&self) -> u8 {
        self.byte_at(self.at)
    }

    fn byte_at(&self, offset: usize) -> u8 {
        self.bytes.get(offset).copied().unwrap_or(0)
    }

    fn is_at_end(&self) -> bool {
        self.at >= self.bytes.len()
    }

    fn starts_with(&self, mark: &str) -> bool {
        self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(mark.as_bytes()))
    }

    fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    fn span(&self, range: Range<usize>) -> Span {
        self.origin.span(range)
    }

    fn problem(&self, kind: ProblemKind) -> Problem {
        Problem { at: self.at, kind }
    }

    fn fail<T>(&self, kind: ProblemKind) -> Parsed<T> {
        Err(self.problem(kind))
    }

    /// Goes on to the next token: over spaces and comments, and newlines where they are ignored.
    fn skip(&mut self) -> Parsed<()> {
        loop {
            match self.byte() {
                b' ' | b'\t' => self.at += 1,
                b'\n' if self.newlines == Newlines::Ignored => self.at += 1,
                b'\r' if self.newlines == Newlines::Ignored && self.byte_at(self.at + 1) == b'\n' => self.at += 2,
                b'#' => self.line_comment(),
                b'/' => match self.byte_at(self.at + 1) {
                    b'/' => self.line_comment(),
                    b'*' => self.block_comment()?,
                    _ => return Ok(()),
                },
                _ => return Ok(()),
            }
        }
    }

    /// Up to the newline, which is none of the comment's.
    fn line_comment(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let end = memchr::memchr(b'\n', rest).map_or(self.bytes.len(), |length| {
            let has_return = length > 0 && rest.get(length - 1) == Some(&b'\r');
            self.at + length - usize::from(has_return)
        });
        self.comment(end);
    }

    fn block_comment(&mut self) -> Parsed<()> {
        let rest = self.bytes.get(self.at + 2..).unwrap_or_default();
        let Some(length) = memchr::memmem::find(rest, b"*/") else {
            return self.fail(ProblemKind::Text(TextProblem::UnclosedComment));
        };
        self.comment(self.at + 2 + length + 2);
        Ok(())
    }

    fn comment(&mut self, end: usize) {
        let span = self.span(self.at..end);
        self.comments.push(Comment { span });
        self.at = end;
    }

    /// Whether the line ends here; the end of the text is the end of its last line.
    fn is_at_line_end(&self) -> bool {
        match self.byte() {
            b'\n' => true,
            b'\r' => self.byte_at(self.at + 1) == b'\n',
            _ => self.is_at_end(),
        }
    }

    fn skip_newline(&mut self) {
        self.at += usize::from(self.byte() == b'\r') + usize::from(!self.is_at_end());
        self.at = self.at.min(self.bytes.len());
    }

    /// Goes on over the mark, if it is the next token.
    fn takes(&mut self, mark: u8) -> Parsed<bool> {
        self.skip()?;
        let is_next = self.byte() == mark;
        self.at += usize::from(is_next);
        Ok(is_next)
    }

    /// The end of the name that begins at an offset; the offset itself where none does.
    fn end_of_name(&self, start: usize) -> usize {
        let mut at = start;
        loop {
            match self.byte_at(at) {
                b'a'..=b'z' | b'A'..=b'Z' | b'_' => at += 1,
                b'0'..=b'9' | b'-' if at > start => at += 1,
                0x80.. => {
                    let Some(letter) = self.text.get(at..).and_then(|rest| rest.chars().next()) else { return at };
                    let belongs = match at > start {
                        true => unicode_ident::is_xid_continue(letter),
                        false => unicode_ident::is_xid_start(letter),
                    };
                    if !belongs {
                        return at;
                    }
                    at += letter.len_utf8();
                }
                _ => return at,
            }
        }
    }

    /// The place of the name that is the next token.
    fn name(&mut self) -> Option<Range<usize>> {
        let end = self.end_of_name(self.at);
        let range = self.at..end;
        self.at = end;
        (!range.is_empty()).then_some(range)
    }

    /// Goes on over the word, if it is the next token.
    fn takes_word(&mut self, word: &str) -> Parsed<bool> {
        self.skip()?;
        let end = self.end_of_name(self.at);
        let is_next = self.slice(self.at..end) == word;
        if is_next {
            self.at = end;
        }
        Ok(is_next)
    }

    /// Reads what stands between brackets, of which the opening one is just behind the place.
    fn inside<T>(&mut self, newlines: Newlines, read: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.nesting == MAX_NESTING {
            return Err(Problem { at: self.at.saturating_sub(1), kind: ProblemKind::TooDeep });
        }
        self.nesting += 1;
        let outer = std::mem::replace(&mut self.newlines, newlines);
        let result = read(self);
        self.newlines = outer;
        self.nesting -= 1;
        result
    }

    /// Reads what an operator applies to.
    fn below_operator<T>(&mut self, read: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.operators == MAX_OPERATORS {
            return self.fail(ProblemKind::TooManyOperators);
        }
        self.operators += 1;
        let result = read(self);
        self.operators -= 1;
        result
    }

    /// The text of a range that stands for itself; `whole` is the range with its quotes.
    fn plain_text(&self, content: Range<usize>, whole: Range<usize>) -> Text {
        let file = self.origin.file();
        let span = |range: Range<usize>| Span::new(file, range.start, range.end);
        self.origin.text(Text::exact(self.slice(content.clone()), span(content), span(whole)))
    }
}
