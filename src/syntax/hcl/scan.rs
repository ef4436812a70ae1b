//! The lexical outline of an HCL text: comments, strings, brackets and top-level items, without any grammar.
//!
//! The outline answers what a grammar cannot say about broken text: which bracket is open, where a string
//! should have ended, where the next top-level block begins.

mod brackets;
mod directives;
mod lines;
mod strings;

use std::collections::HashMap;
use std::ops::Range;

use crate::syntax::hcl::origin::Origin;
use crate::syntax::hcl::scan::directives::Directive;
pub(super) use crate::syntax::hcl::scan::lines::TOP_LEVEL_KINDS;
use crate::syntax::{Comment, SyntaxError};

/// How deep brackets may be nested. hcl-edit has the same limit, but counts anew in every part of a split object.
pub(super) const MAX_NESTING: usize = 64;

/// Longer numbers need not fit into a machine type.
const MAX_PLAIN_DIGITS: usize = 15;

/// What the scan is to do besides looking.
#[derive(Clone, Copy, Debug)]
pub(super) struct ScanOptions {
    /// An object literal with more items than this is listed, with places where it can be cut.
    pub items_per_object: usize,
    /// A known top-level block at the start of a line ends whatever is open there.
    pub resynchronizes: bool,
    /// The text is a template without quotes around it.
    pub is_template: bool,
}

#[derive(Debug, Default)]
pub(super) struct Outline {
    pub comments: Vec<Comment>,
    /// The first error of each item that has one, with the index of the item.
    pub errors: Vec<(usize, SyntaxError)>,
    /// What the parser must see otherwise than it is written.
    pub rewrites: Vec<Rewrite>,
    /// Heredocs without a line, which the parser sees as `""`.
    pub empty_heredocs: Vec<Range<usize>>,
    /// Object literals with many items; inner ones before those around them.
    pub large_objects: Vec<LargeObject>,
    /// The blocks and attributes of the top level. Together they cover the text, with what stands before each.
    pub items: Vec<Range<usize>>,
}

/// Whole characters that the parser sees as a run of one byte: a space for a comment, a newline that separates
/// nothing or a line that looks like a heredoc's end; a zero for a number that no machine type holds.
#[derive(Clone, Debug)]
pub(super) struct Rewrite {
    pub range: Range<usize>,
    pub byte: u8,
}

/// An object literal that is parsed in pieces, because hcl-edit compares each key with all before it.
#[derive(Debug)]
pub(super) struct LargeObject {
    /// With its braces.
    pub range: Range<usize>,
    /// Offsets between two items, ascending.
    pub cuts: Vec<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FrameKind {
    /// The body of a block: one item on a line.
    Block,
    /// An object literal: newlines separate items.
    Object,
    /// `{for …}`: newlines mean nothing.
    ForObject,
    Bracket,
    Parenthesis,
    /// `${` or `%{`
    Sequence,
    Quote,
    Heredoc,
    /// The whole text is a template.
    Template,
}

#[derive(Debug)]
struct Frame {
    kind: FrameKind,
    /// The offset of the bracket or quote that opens it.
    open: usize,
    /// Of the line on which it opens.
    indentation: usize,
    /// Heredocs only.
    marker: Range<usize>,
    at_line_start: bool,
    is_terminated: bool,
    /// Templates only: the directives that wait for their end, with their offsets.
    directives: Vec<(Directive, usize)>,
    /// Objects only: the items so far and the places to cut.
    items: usize,
    cuts: Vec<usize>,
}

/// What stands before the current place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    Nothing,
    Open,
    Word,
    String,
    Dot,
    Other,
}

pub(super) fn scan(text: &str, origin: &Origin<'_>, options: ScanOptions) -> Outline {
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        origin,
        options,
        at: 0,
        frames: Vec::new(),
        brackets: 0,
        last: Last::Nothing,
        item_start: None,
        items_end: 0,
        is_too_deep: false,
        lacks_brace: false,
        line_start: 0,
        indentation: 0,
        suspect: None,
        searches: 0,
        unclosed_markers: HashMap::new(),
        outline: Outline::default(),
    };
    if options.is_template {
        scanner.push(FrameKind::Template);
    }
    scanner.run();
    scanner.outline
}

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    origin: &'a Origin<'a>,
    options: ScanOptions,
    at: usize,
    frames: Vec<Frame>,
    /// The frames that are brackets.
    brackets: usize,
    last: Last,
    item_start: Option<usize>,
    items_end: usize,
    is_too_deep: bool,
    /// The header of a top-level block stood without its `{`, so that one `}` closes nothing.
    lacks_brace: bool,
    line_start: usize,
    /// Of the line at hand.
    indentation: usize,
    /// A bracket of this item whose end is indented less than its start.
    suspect: Option<usize>,
    searches: usize,
    /// Markers of which no end stands after the offset.
    unclosed_markers: HashMap<&'a str, usize>,
    outline: Outline,
}

impl Scanner<'_> {
    fn run(&mut self) {
        if self.text.starts_with('\u{feff}') {
            self.blank(0..3);
            self.at = 3;
        }
        self.conflict_marker();
        while self.at < self.bytes.len() {
            match self.frames.last().map(|frame| frame.kind) {
                Some(FrameKind::Quote) => self.quoted(),
                Some(FrameKind::Heredoc) => self.heredoc_line(),
                Some(FrameKind::Template) => self.template_text(),
                _ => self.code(),
            }
        }
        self.end_of_text();
    }

    fn byte(&self, offset: usize) -> u8 {
        self.bytes.get(offset).copied().unwrap_or(0)
    }

    fn blank(&mut self, range: Range<usize>) {
        self.outline.rewrites.push(Rewrite { range, byte: b' ' });
    }

    /// Keeps the first error of an item: what follows from it would only hide it.
    fn error(&mut self, error: SyntaxError) {
        let item = self.outline.items.len();
        if self.outline.errors.last().is_none_or(|(last, _)| *last != item) {
            self.outline.errors.push((item, error));
        }
    }

    fn error_at(&self, range: Range<usize>, message: impl Into<String>) -> SyntaxError {
        SyntaxError::new(self.origin.span(range), message)
    }

    fn push(&mut self, kind: FrameKind) {
        if !matches!(kind, FrameKind::Quote | FrameKind::Heredoc | FrameKind::Template) {
            self.brackets += 1;
            if self.brackets > MAX_NESTING && !self.is_too_deep {
                self.is_too_deep = true;
                let message = format!("nested more than {MAX_NESTING} levels deep");
                let error = SyntaxError::of_limit(self.origin.span(self.at..self.at + 1), message);
                self.error(error.with_help("move the inner part into a local value"));
            }
        }
        self.frames.push(Frame {
            kind,
            open: self.at,
            indentation: self.indentation,
            marker: 0..0,
            at_line_start: true,
            is_terminated: true,
            directives: Vec::new(),
            items: 0,
            cuts: Vec::new(),
        });
    }

    fn pop(&mut self) -> Option<Frame> {
        let frame = self.frames.pop()?;
        if !matches!(frame.kind, FrameKind::Quote | FrameKind::Heredoc | FrameKind::Template) {
            self.brackets -= 1;
        }
        Some(frame)
    }

    /// One token outside strings.
    fn code(&mut self) {
        let byte = self.byte(self.at);
        if !matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'#' | b'/') && self.frames.is_empty() {
            self.item_start.get_or_insert(self.at);
        }
        match byte {
            b' ' | b'\t' => self.at += 1,
            b'\r' if self.byte(self.at + 1) == b'\n' => self.at += 1,
            b'\n' => self.newline(),
            b'#' => self.line_comment(),
            b'/' if self.byte(self.at + 1) == b'/' => self.line_comment(),
            b'/' if self.byte(self.at + 1) == b'*' => self.block_comment(),
            b'"' => {
                self.push(FrameKind::Quote);
                self.at += 1;
            }
            b'<' if self.byte(self.at + 1) == b'<' => self.heredoc_start(),
            b'{' | b'[' | b'(' => self.open(byte),
            b'}' | b']' | b')' => self.close(byte),
            b',' => {
                self.separator();
                self.last = Last::Other;
                self.at += 1;
            }
            b'0'..=b'9' => self.number(),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => self.word(),
            b'.' => {
                self.last = Last::Dot;
                self.at += 1;
            }
            _ => {
                self.last = Last::Other;
                self.at += 1;
            }
        }
    }

    /// A newline or comma, which ends an item if it stands directly in an object literal.
    fn separator(&mut self) {
        let next = self.at + 1;
        let every = self.options.items_per_object;
        if let Some(frame) = self.frames.last_mut()
            && frame.kind == FrameKind::Object
        {
            frame.items += 1;
            if frame.items % every == 0 {
                frame.cuts.push(next);
            }
        }
    }

    fn end_item(&mut self, end: usize) {
        self.last = Last::Nothing;
        self.suspect = None;
        if self.item_start.take().is_some() {
            self.outline.items.push(self.items_end..end);
            self.items_end = end;
        }
    }

    fn line_comment(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
        let has_return = length > 0 && rest.get(length - 1) == Some(&b'\r') && length < rest.len();
        let end = self.at + length - usize::from(has_return);
        self.comment(end);
    }

    fn block_comment(&mut self) {
        let rest = self.text.get(self.at + 2..).unwrap_or_default();
        match rest.find("*/") {
            Some(length) => self.comment(self.at + 2 + length + 2),
            None => {
                let error = self
                    .error_at(self.at..self.at + 2, "this comment is never closed")
                    .with_help("write `*/` where the comment ends");
                self.item_start.get_or_insert(self.at);
                self.error(error);
                self.at = self.bytes.len();
            }
        }
    }

    fn comment(&mut self, end: usize) {
        let span = self.origin.span(self.at..end);
        self.outline.comments.push(Comment { span });
        self.blank(self.at..end);
        self.at = end;
    }

    fn word(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest
            .iter()
            .position(|byte| !matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' | 0x80..))
            .unwrap_or(rest.len());
        if self.last == Last::Open
            && rest.get(..length) == Some(b"for")
            && let Some(frame) = self.frames.last_mut()
            && frame.kind == FrameKind::Object
        {
            frame.kind = FrameKind::ForObject;
        }
        self.last = Last::Word;
        self.at += length.max(1);
    }

    /// A number as Terraform delimits it, which is longer than a valid one in `1.2.3`.
    fn number(&mut self) {
        let start = self.at;
        let (mut at, mut end, mut dots, mut exponents) = (start, start, 0, 0);
        let (mut dots_at_end, mut is_valid) = (0, true);
        loop {
            match self.byte(at) {
                b'0'..=b'9' => {
                    at += 1;
                    (end, dots_at_end) = (at, dots);
                }
                b'.' => {
                    is_valid &= exponents == 0;
                    dots += 1;
                    at += 1;
                }
                b'e' | b'E' => {
                    let sign = usize::from(matches!(self.byte(at + 1), b'+' | b'-'));
                    if !self.byte(at + 1 + sign).is_ascii_digit() || self.byte(at - 1) == b'.' {
                        break;
                    }
                    exponents += 1;
                    at += 2 + sign;
                    (end, dots_at_end) = (at, dots);
                }
                _ => break,
            }
        }
        let written = self.text.get(start..end).unwrap_or_default();
        if self.last == Last::Dot && dots_at_end > 0 {
            let brackets: String = written.split('.').map(|index| format!("[{index}]")).collect();
            let error = self
                .error_at(start..end, "two indexes in a row need brackets")
                .with_help(format!("write `{brackets}` instead of `.{written}`"));
            self.error(error);
        } else if dots_at_end > 1 || exponents > 1 || !is_valid && dots_at_end > 0 {
            let error = self
                .error_at(start..end, format!("`{written}` is not a number"))
                .with_help(format!("write `\"{written}\"` if a string is meant"));
            self.error(error);
        }
        let end = end.max(start + 1);
        if self.last == Last::Dot && written.starts_with('0') {
            // An index with leading zeros.
            self.outline.rewrites.push(Rewrite { range: start..end - 1, byte: b'1' });
        } else if exponents > 0 || end - start > MAX_PLAIN_DIGITS {
            self.outline.rewrites.push(Rewrite { range: start..end, byte: b'0' });
        }
        self.last = Last::Other;
        self.at = end;
    }

    fn end_of_text(&mut self) {
        self.at = self.bytes.len();
        if self.frames.iter().any(|frame| frame.kind != FrameKind::Template) {
            self.unclosed();
            self.item_start.get_or_insert(self.items_end);
        } else if let Some(frame) = self.pop() {
            self.open_directive(&frame);
        }
        self.end_item(self.at);
    }
}
