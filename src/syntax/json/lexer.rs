//! The tokens of JSON: those of jsonc-parser, and what stands where its scanner gives up.

use std::ops::Range;

use jsonc_parser::tokens::Token as Scanned;
use jsonc_parser::{Scanner, ScannerOptions};

use super::problems::{Habit, Problems};
use crate::source::{FileId, Span};
use crate::syntax::SyntaxError;

#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) text: &'a str,
    pub(super) file: FileId,
    pub(super) hole: Option<char>,
    /// What the text is called in messages.
    pub(super) noun: &'static str,
}

impl<'a> Source<'a> {
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    pub(super) fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    OpenBrace,
    CloseBrace,
    OpenBracket,
    CloseBracket,
    Comma,
    Colon,
    /// Complete, with its quotes, which are single ones where the writer took those.
    String,
    /// A string without its closing quote, up to the end of the line.
    OpenString,
    Number,
    True,
    False,
    Null,
    /// Text that JSON has no name for.
    Word,
    /// Text of a template that is filled in elsewhere.
    Hole,
    End,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Token {
    pub(super) fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// Turns the text into tokens, also where the scanner of the crate gives up.
pub(super) struct Lexer<'a> {
    source: Source<'a>,
    scanner: Scanner<'a>,
    /// Where the text that the scanner was given begins in the source.
    base: usize,
    /// The end of the last token.
    end: usize,
    pub(super) comments: Vec<Range<usize>>,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(source: Source<'a>) -> Self {
        let start = if source.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Self { source, scanner: scanner_at(source.text, start), base: start, end: start, comments: Vec::new() }
    }

    pub(super) fn next(&mut self, problems: &mut Problems) -> Token {
        loop {
            let scanned = self.scanner.scan();
            let start = self.base + self.scanner.token_start();
            let end = self.base + self.scanner.token_end();
            self.check_white_space(start, problems);
            let kind = match scanned {
                Ok(Some(Scanned::CommentLine(_) | Scanned::CommentBlock(_))) => {
                    self.end = end;
                    self.comments.push(start..end);
                    let error = SyntaxError::new(self.source.span(start..end), "JSON has no comments");
                    problems.report_once(Habit::Comment, error.with_help("remove the comment"));
                    continue;
                }
                Ok(None) => TokenKind::End,
                Ok(Some(Scanned::OpenBrace)) => match self.placeholder_end(start) {
                    Some(end) => return self.resume_after(TokenKind::Hole, start, end),
                    None => TokenKind::OpenBrace,
                },
                Ok(Some(Scanned::CloseBrace)) => TokenKind::CloseBrace,
                Ok(Some(Scanned::OpenBracket)) => TokenKind::OpenBracket,
                Ok(Some(Scanned::CloseBracket)) => TokenKind::CloseBracket,
                Ok(Some(Scanned::Comma)) => TokenKind::Comma,
                Ok(Some(Scanned::Colon)) => TokenKind::Colon,
                Ok(Some(Scanned::String(_))) if !self.source.slice(start..end).contains('\n') => TokenKind::String,
                Ok(Some(Scanned::Number(_))) if self.is_delimited(end) => TokenKind::Number,
                Ok(Some(Scanned::Boolean(value))) if self.is_delimited(end) => {
                    if value {
                        TokenKind::True
                    } else {
                        TokenKind::False
                    }
                }
                Ok(Some(Scanned::Null)) if self.is_delimited(end) => TokenKind::Null,
                _ => return self.irregular(start),
            };
            self.end = end;
            return Token { kind, start, end };
        }
    }

    /// A token that the scanner refused or cut short.
    fn irregular(&mut self, start: usize) -> Token {
        let rest = self.source.slice(start..self.source.text.len());
        if let Some(quote) = rest.chars().next().filter(|first| matches!(first, '"' | '\'')) {
            let (kind, length) = string_extent(rest, quote);
            return self.resume_after(kind, start, start + length);
        }
        if let Some(end) = self.placeholder_end(start) {
            return self.resume_after(TokenKind::Hole, start, end);
        }
        let length = rest.find(|letter: char| letter.is_whitespace() || ",:[]{}\"".contains(letter));
        let end = start + length.unwrap_or(rest.len()).max(rest.chars().next().map_or(0, char::len_utf8));
        let is_hole = self.source.hole.is_some_and(|hole| self.source.slice(start..end).contains(hole));
        self.resume_after(if is_hole { TokenKind::Hole } else { TokenKind::Word }, start, end)
    }

    /// The scanner keeps no state besides its place, so a new one continues anywhere.
    fn resume_after(&mut self, kind: TokenKind, start: usize, end: usize) -> Token {
        self.scanner = scanner_at(self.source.text, end);
        self.base = end;
        self.end = end;
        Token { kind, start, end }
    }

    /// Whether a number or a literal ends at `end`, so that `01` and `truely` are one wrong word.
    fn is_delimited(&self, end: usize) -> bool {
        let next = self.source.slice(end..self.source.text.len()).chars().next();
        next.is_none_or(|next| next.is_whitespace() || ",:[]{}\"/".contains(next))
    }

    /// The end of a `{{ … }}` or `${ … }` that begins at `start`; neither can begin a value of JSON.
    fn placeholder_end(&self, start: usize) -> Option<usize> {
        let rest = self.source.slice(start..self.source.text.len());
        let close = match rest.as_bytes() {
            [b'{', b'{', ..] => "}}",
            [b'$', b'{', ..] => "}",
            _ => return None,
        };
        let line = rest.lines().next().unwrap_or_default();
        line.find(close).map(|at| start + at + close.len())
    }

    /// The scanner passes over more kinds of white space than JSON has.
    fn check_white_space(&self, start: usize, problems: &mut Problems) {
        let gap = self.source.slice(self.end..start);
        let wrong = gap.char_indices().find(|(_, letter)| !matches!(letter, ' ' | '\t' | '\n' | '\r'));
        if let Some((at, letter)) = wrong {
            let at = self.end + at;
            let span = self.source.span(at..at + letter.len_utf8());
            let message = format!("the character U+{:04X} is not white space in JSON", u32::from(letter));
            problems.report_once(Habit::WhiteSpace, SyntaxError::new(span, message).with_help("write a space"));
        }
    }
}

fn scanner_at(text: &str, start: usize) -> Scanner<'_> {
    let options = ScannerOptions {
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    Scanner::new(text.get(start..).unwrap_or_default(), &options)
}

/// The extent of the string at the start of `text`, which ends on its line in any case.
fn string_extent(text: &str, quote: char) -> (TokenKind, usize) {
    let mut is_escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            '\n' => return (TokenKind::OpenString, text.get(..at).unwrap_or_default().trim_end().len()),
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            letter if letter == quote => return (TokenKind::String, at + 1),
            _ => {}
        }
    }
    (TokenKind::OpenString, text.trim_end().len().max(1))
}
