//! The state of a scan: the place, what is open there, and what was found.

use std::collections::HashMap;
use std::ops::Range;

use crate::syntax::SyntaxError;
use crate::syntax::hcl::origin::Origin;
use crate::syntax::hcl::parser::MAX_NESTING;
use crate::syntax::hcl::problem::Resumption;
use crate::syntax::hcl::scan::outline::{Outline, ScanOptions};

pub(super) struct Scanner<'a> {
    pub(super) text: &'a str,
    pub(super) bytes: &'a [u8],
    pub(super) origin: &'a Origin<'a>,
    pub(super) options: ScanOptions,
    pub(super) at: usize,
    pub(super) frames: Vec<Frame>,
    /// The frames that are brackets.
    pub(super) brackets: usize,
    pub(super) last: Last,
    pub(super) item_start: Option<usize>,
    pub(super) items_end: usize,
    pub(super) is_too_deep: bool,
    /// The header of a top-level block stood without its `{`, so that one `}` closes nothing.
    pub(super) lacks_brace: bool,
    pub(super) line_start: usize,
    /// Of the line at hand.
    pub(super) indentation: usize,
    /// A bracket of this item whose end is indented less than its start.
    pub(super) suspect: Option<usize>,
    pub(super) searches: usize,
    /// Markers of which no end stands after the offset.
    pub(super) unclosed_markers: HashMap<&'a str, usize>,
    pub(super) outline: Outline,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str, origin: &'a Origin<'a>, options: ScanOptions) -> Self {
        Self {
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
        }
    }

    pub(super) fn byte(&self, offset: usize) -> u8 {
        self.bytes.get(offset).copied().unwrap_or(0)
    }

    /// Keeps the first error of an item: what follows from it would only hide it.
    pub(super) fn error(&mut self, error: SyntaxError) {
        let item = self.outline.items.len();
        if self.outline.errors.last().is_none_or(|(last, _)| *last != item) {
            self.outline.errors.push((item, error));
        }
    }

    pub(super) fn error_at(&self, range: Range<usize>, message: impl Into<String>) -> SyntaxError {
        SyntaxError::new(self.origin.span(range), message)
    }

    pub(super) fn push(&mut self, kind: FrameKind) {
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
        });
    }

    pub(super) fn pop(&mut self) -> Option<Frame> {
        let frame = self.frames.pop()?;
        if !matches!(frame.kind, FrameKind::Quote | FrameKind::Heredoc | FrameKind::Template) {
            self.brackets -= 1;
        }
        Some(frame)
    }

    /// At a place where the body of the innermost block can be read on, if nothing else is open there.
    pub(super) fn may_resume(&mut self) {
        if let Some(Frame { kind: FrameKind::Block, open, .. }) = self.frames.last() {
            self.outline.resumptions.push(Resumption { body: *open, at: self.at });
        }
    }

    pub(super) fn end_item(&mut self, end: usize) {
        self.last = Last::Nothing;
        self.suspect = None;
        if self.item_start.take().is_some() {
            self.outline.items.push(self.items_end..end);
            self.items_end = end;
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FrameKind {
    /// The body of a block.
    Block,
    /// An object literal.
    Object,
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
pub(super) struct Frame {
    pub(super) kind: FrameKind,
    /// The offset of the bracket or quote that opens it.
    pub(super) open: usize,
    /// Of the line on which it opens.
    pub(super) indentation: usize,
    /// Heredocs only.
    pub(super) marker: Range<usize>,
    pub(super) at_line_start: bool,
    pub(super) is_terminated: bool,
}

/// What stands before the current place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Last {
    Nothing,
    Word,
    String,
    Other,
}
