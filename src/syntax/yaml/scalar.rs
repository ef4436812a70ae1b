//! The way from a decoded YAML scalar back to the bytes it was written as.
//!
//! The parser gives the value and the place of a scalar. The way between them is found by walking through both:
//! each written line must continue the value. Where that does not work out, the whole scalar stands for the value.

use std::ops::Range;

use crate::source::{FileId, Span};
use crate::syntax::interner::Interner;
use crate::syntax::text::{Text, TextBuilder};

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Plain,
    SingleQuoted,
    DoubleQuoted,
    Literal,
    Folded,
}

/// A scalar as the parser found it.
pub(super) struct Scalar<'a> {
    pub(super) source: &'a str,
    pub(super) file: FileId,
    /// With the quotes; of a block scalar, from the first letter of its content on.
    pub(super) range: Range<usize>,
    /// The start of the literal: the `|` or `>` of a block scalar.
    pub(super) start: usize,
    pub(super) value: &'a str,
    pub(super) style: Style,
}

impl Scalar<'_> {
    pub(super) fn text(&self, strings: &mut Interner) -> Text {
        let content = match self.style {
            Style::SingleQuoted | Style::DoubleQuoted => self.range.start + 1..self.range.end.saturating_sub(1),
            _ => self.range.clone(),
        };
        let span = self.span(self.start..self.end());
        let written = self.source.get(content.clone()).unwrap_or_default();
        if written == self.value {
            return Text::exact(strings.intern(self.value), self.span(content), span);
        }
        let aligned = match self.style {
            Style::Literal | Style::Folded => self.align_block(),
            _ => self.align_flow(content),
        };
        aligned.map_or_else(|| Text::computed(self.value, span), |builder| builder.finish(span))
    }

    /// The end without the line breaks that a block scalar ends with.
    fn end(&self) -> usize {
        match self.style {
            Style::Literal | Style::Folded => {
                let written = self.source.get(self.range.clone()).unwrap_or_default();
                self.range.start + written.trim_end().len()
            }
            _ => self.range.end,
        }
        .max(self.start)
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    fn align_block(&self) -> Option<TextBuilder> {
        let line_start = self.source.get(..self.range.start)?.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let indent = self.range.start - line_start;
        let mut walk = Walk::new(self);
        // Empty lines before the content are part of the value, but the place begins after them.
        let header = self.source.get(self.start.min(line_start)..line_start)?;
        let header = header.find('\n').map_or(header.len(), |at| at + 1);
        walk.take_breaks(self.span((self.start + header).min(line_start)..line_start));
        for line in lines(self.source, line_start..self.range.end) {
            let written = self.source.get(line.clone())?;
            let spaces = written.bytes().take(indent).take_while(|&byte| byte == b' ').count();
            let content = line.start + spaces..line.end;
            if content.is_empty() {
                continue;
            }
            walk.take_break_before(content.start)?;
            walk.take(content)?;
        }
        walk.finish(self.range.end)
    }

    fn align_flow(&self, content: Range<usize>) -> Option<TextBuilder> {
        let mut walk = Walk::new(self);
        let count = lines(self.source, content.clone()).count();
        for (index, line) in lines(self.source, content.clone()).enumerate() {
            let is_blank = |letter: char| letter == ' ' || letter == '\t';
            let written = self.source.get(line.clone())?;
            let indent = if index == 0 { 0 } else { written.len() - written.trim_start_matches(is_blank).len() };
            let rest = written.get(indent..)?;
            let is_last = index + 1 == count;
            let length = if is_last { rest.len() } else { self.trimmed_length(rest) };
            let place = line.start + indent..line.start + indent + length;
            if place.is_empty() && !is_last {
                continue;
            }
            if index > 0 {
                walk.take_fold_before(place.start)?;
            }
            match self.style {
                Style::DoubleQuoted => walk.take_escaped(place)?,
                Style::SingleQuoted => walk.take_doubled(place)?,
                _ => walk.take(place)?,
            }
        }
        walk.finish(content.end)
    }

    /// The length of a line without the blanks that folding drops; an escaped blank stays.
    fn trimmed_length(&self, line: &str) -> usize {
        let trimmed = line.trim_end_matches([' ', '\t']);
        let backslashes = trimmed.bytes().rev().take_while(|&byte| byte == b'\\').count();
        let is_escape = self.style == Style::DoubleQuoted && backslashes % 2 == 1 && trimmed.len() < line.len();
        trimmed.len() + usize::from(is_escape)
    }
}

/// A walk through the value and the source of a scalar at once.
struct Walk<'a> {
    scalar: &'a Scalar<'a>,
    builder: TextBuilder,
    /// How much of the value has been found.
    at: usize,
    /// Where the source of that ends.
    source_end: usize,
    /// Content of the scalar has been found.
    has_begun: bool,
    /// The line break that comes next is escaped.
    is_escaped_break: bool,
}

impl<'a> Walk<'a> {
    fn new(scalar: &'a Scalar<'a>) -> Self {
        let source_end = match scalar.style {
            Style::SingleQuoted | Style::DoubleQuoted => scalar.range.start + 1,
            _ => scalar.range.start,
        };
        Self { scalar, builder: Text::builder(), at: 0, source_end, has_begun: false, is_escaped_break: false }
    }

    fn rest(&self) -> &'a str {
        self.scalar.value.get(self.at..).unwrap_or_default()
    }

    /// The next part of the value is written exactly at `range`.
    fn take(&mut self, range: Range<usize>) -> Option<()> {
        let written = self.scalar.source.get(range.clone())?;
        let rest = self.rest();
        if !rest.starts_with(written) {
            return None;
        }
        self.builder.push_exact(written, self.scalar.span(range.clone()));
        self.at += written.len();
        self.source_end = range.end;
        self.has_begun = true;
        Some(())
    }

    /// The next `length` bytes of the value are what `range` stands for.
    fn take_decoded(&mut self, length: usize, range: Range<usize>) -> Option<()> {
        let piece = self.rest().get(..length)?;
        self.builder.push(piece, self.scalar.span(range.clone()));
        self.at += length;
        self.source_end = range.end;
        self.has_begun = true;
        Some(())
    }

    /// Takes the line breaks at the start of the value.
    fn take_breaks(&mut self, span: Span) {
        let rest = self.rest();
        let length = rest.len() - rest.trim_start_matches('\n').len();
        if length > 0 {
            self.builder.push(rest.get(..length).unwrap_or_default(), span);
            self.at += length;
        }
    }

    /// Takes what the end of a block's line became: line breaks, or a space.
    fn take_break_before(&mut self, start: usize) -> Option<()> {
        if !self.has_begun {
            self.source_end = start;
            return Some(());
        }
        let rest = self.rest();
        let breaks = rest.len() - rest.trim_start_matches('\n').len();
        let between = self.source_end..start;
        if breaks == 0 {
            return rest.starts_with(' ').then(|| self.take_decoded(1, between)).flatten();
        }
        if breaks == 1 && self.scalar.source.get(between.clone())?.starts_with('\n') {
            return self.take(between.start..between.start + 1);
        }
        self.take_decoded(breaks, between)
    }

    /// Takes what the ends of lines became by folding: one is a space, or nothing where it is escaped; of more
    /// than one all but the first stay.
    fn take_fold_before(&mut self, start: usize) -> Option<()> {
        let between = self.source_end..start;
        let breaks = lines(self.scalar.source, between.clone()).count().saturating_sub(1);
        let is_escaped = std::mem::take(&mut self.is_escaped_break);
        match breaks {
            0 => None,
            1 if is_escaped => {
                self.source_end = start;
                Some(())
            }
            1 => self.rest().starts_with(' ').then(|| self.take_decoded(1, between)).flatten(),
            _ => {
                let length = breaks - 1;
                let are_breaks = self.rest().get(..length)?.bytes().all(|byte| byte == b'\n');
                are_breaks.then(|| self.take_decoded(length, between)).flatten()
            }
        }
    }

    /// A line of a single-quoted scalar, where `''` stands for one quote.
    fn take_doubled(&mut self, range: Range<usize>) -> Option<()> {
        let mut at = range.start;
        while at < range.end {
            let rest = self.scalar.source.get(at..range.end)?;
            let length = rest.find("''").unwrap_or(rest.len());
            if length > 0 {
                self.take(at..at + length)?;
            }
            at += length;
            if at < range.end {
                self.take_decoded(1, at..at + 2)?;
                at += 2;
            }
        }
        Some(())
    }

    /// A line of a double-quoted scalar.
    fn take_escaped(&mut self, range: Range<usize>) -> Option<()> {
        let mut at = range.start;
        while at < range.end {
            let rest = self.scalar.source.get(at..range.end)?;
            let length = rest.find('\\').unwrap_or(rest.len());
            if length > 0 {
                self.take(at..at + length)?;
            }
            at += length;
            if at < range.end {
                let written = escape_length(self.scalar.source.get(at..range.end)?);
                if written == 1 {
                    // At the end of the line: the break is dropped.
                    self.source_end = at + 1;
                    self.is_escaped_break = true;
                } else {
                    let decoded = self.rest().chars().next()?.len_utf8();
                    self.take_decoded(decoded, at..at + written)?;
                }
                at += written;
            }
        }
        Some(())
    }

    /// The rest of the value can only be line breaks at the end of a block.
    fn finish(mut self, end: usize) -> Option<TextBuilder> {
        let rest = self.rest();
        if !rest.bytes().all(|byte| byte == b'\n') {
            return None;
        }
        if !rest.is_empty() {
            let written = self.scalar.source.get(self.source_end..end).unwrap_or_default();
            if rest.len() == 1 && written.starts_with('\n') {
                self.take(self.source_end..self.source_end + 1)?;
            } else {
                self.take_decoded(rest.len(), self.source_end..end.max(self.source_end))?;
            }
        }
        Some(self.builder)
    }
}

/// The place of the `|` or `>` of the block scalar whose content begins at `content`. `before` is the end of what stands
/// before the block.
pub(super) fn block_header(source: &str, before: usize, content: usize) -> usize {
    // Only empty lines stand between the header's line and the content.
    let written = source.get(before..content).unwrap_or_default().trim_end();
    let line = written.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let mut offset = before + line;
    for word in written.get(line..).unwrap_or_default().split_inclusive(char::is_whitespace) {
        if word.starts_with(['|', '>']) {
            return offset;
        }
        offset += word.len();
    }
    content
}

/// The length of the escape at the start of `text`.
fn escape_length(text: &str) -> usize {
    let digits = match text.chars().nth(1) {
        None => return 1,
        Some('x') => 2,
        Some('u') => 4,
        Some('U') => 8,
        Some(other) => return 1 + other.len_utf8(),
    };
    let is_high_surrogate = digits == 4
        && text
            .get(2..6)
            .is_some_and(|code| u32::from_str_radix(code, 16).is_ok_and(|code| (0xd800..0xdc00).contains(&code)));
    let length = if is_high_surrogate { 12 } else { 2 + digits };
    length.min(text.len())
}

/// The lines of `source` at `range`, without their line breaks.
fn lines(source: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut next = Some(range.start);
    std::iter::from_fn(move || {
        let start = next?;
        let rest = source.get(start..range.end)?;
        let Some(length) = rest.find(['\n', '\r']) else {
            next = None;
            return Some(start..range.end);
        };
        let line_break = if rest.get(length..).is_some_and(|rest| rest.starts_with("\r\n")) { 2 } else { 1 };
        next = Some(start + length + line_break);
        Some(start..start + length)
    })
}
