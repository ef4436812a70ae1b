//! The lexical outline of a broken HCL text: comments, strings, brackets and top-level items, without any grammar.
//!
//! The outline answers what a grammar cannot say about broken text: which bracket is open, where a string
//! should have ended, where the next top-level block begins.

mod brackets;
mod lines;
mod outline;
mod scanner;
mod strings;

use crate::syntax::Comment;
use crate::syntax::hcl::origin::Origin;
pub(super) use crate::syntax::hcl::scan::lines::TOP_LEVEL_KINDS;
pub(super) use crate::syntax::hcl::scan::outline::{Outline, ScanOptions};
use crate::syntax::hcl::scan::scanner::{FrameKind, Last, Scanner};

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
            self.at = '\u{feff}'.len_utf8();
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
            b'0'..=b'9' => self.number(),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => self.word(),
            _ => {
                self.last = Last::Other;
                self.at += 1;
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
        self.at = end;
    }

    fn word(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest
            .iter()
            .position(|byte| !matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' | 0x80..))
            .unwrap_or(rest.len());
        self.last = Last::Word;
        self.at += length.max(1);
    }

    /// Digits with what may belong to them, so that no word begins there.
    fn number(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
        self.last = Last::Other;
        self.at += length;
    }

    fn end_of_text(&mut self) {
        self.at = self.bytes.len();
        if self.frames.iter().any(|frame| frame.kind != FrameKind::Template) {
            self.unclosed();
            self.item_start.get_or_insert(self.items_end);
        }
        self.end_item(self.at);
    }
}
