//! The lexical outline of an HCL text: comments, strings, brackets and top-level items, without any grammar.
//!
//! The outline answers what a grammar cannot say about broken text: which bracket is open, where a string
//! should have ended, where the next top-level block begins.

mod brackets;
mod directives;
mod lines;
mod outline;
mod scanner;
mod strings;

use crate::syntax::Comment;
use crate::syntax::hcl::origin::Origin;
pub(super) use crate::syntax::hcl::scan::lines::TOP_LEVEL_KINDS;
pub(super) use crate::syntax::hcl::scan::outline::{Large, Outline, Rewrite, ScanOptions};
pub(super) use crate::syntax::hcl::scan::scanner::MAX_NESTING;
use crate::syntax::hcl::scan::scanner::{FrameKind, Last, Scanner};

/// Longer numbers need not fit into a machine type.
const MAX_PLAIN_DIGITS: usize = 15;

pub(super) fn scan(text: &str, origin: &Origin<'_>, options: ScanOptions) -> Outline {
    let mut scanner = Scanner::new(text, origin, options);
    if options.is_template {
        scanner.push(FrameKind::Template);
    }
    scanner.run();
    scanner.outline
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

    /// A newline or comma, which ends an item if it stands directly in an object literal. A newline directly in the body
    /// of a block ends a line of it.
    fn separator(&mut self) {
        let next = self.at + 1;
        let is_top_level = self.frames.len() == 1;
        let is_newline = self.byte(self.at) == b'\n';
        if let Some(frame) = self.frames.last_mut() {
            let every = match frame.kind {
                FrameKind::Object => self.options.items_per_object,
                FrameKind::Block if is_top_level && is_newline => self.options.lines_per_body,
                _ => return,
            };
            frame.items += 1;
            if frame.items % every == 0 {
                frame.cuts.push(next);
            }
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
