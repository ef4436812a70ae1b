//! A decoded string that knows the bytes it was written as.

mod comparison;

use std::ops::{Deref, Range};
use std::sync::Arc;

use crate::source::{FileId, Span};

/// A string after decoding, with the way back into the file, and holes where its content is not known.
///
/// A hole is an empty place in the known text at which an unknown string of unknown length stands:
/// `"${var.team}/default"` is the text `/default` with a hole at 0.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    content: Content,
    span: Span,
    /// Of a plain text how far behind the start of the span it begins, or [`WHOLE`]. With `content` this is a [`Way`], in
    /// much less room: there are millions of texts.
    before: u32,
}

#[derive(Clone, Debug)]
enum Content {
    Plain(Arc<str>),
    Pieces(Arc<Pieces>),
}

/// No text begins so far behind its quote.
const WHOLE: u32 = u32::MAX;

/// How decoded bytes lead to the file. Nearly all texts stand there as they are, or as a whole for something else.
enum Way<'a> {
    /// Byte for byte, so many bytes behind the start of the span.
    Exact(u32),
    /// The whole span stands for each byte.
    Whole,
    Pieces(&'a Pieces),
}

#[derive(Debug)]
struct Pieces {
    value: Arc<str>,
    segments: Box<[Segment]>,
    holes: Box<[u32]>,
}

/// The segments of a text, which has them only where they are not plain.
enum Segments<'a> {
    One([Segment; 1]),
    More(&'a [Segment]),
}

impl Deref for Segments<'_> {
    type Target = [Segment];

    fn deref(&self) -> &[Segment] {
        match self {
            Self::One(segment) => segment,
            Self::More(segments) => segments,
        }
    }
}

/// The source of the decoded bytes from `at` up to the next segment.
#[derive(Clone, Copy, Debug)]
struct Segment {
    at: u32,
    source: Span,
    /// Each decoded byte is one source byte; otherwise the whole segment stands for all of `source`.
    exact: bool,
}

impl Text {
    fn new(value: Arc<str>, span: Span, segments: &[Segment], holes: &[u32]) -> Self {
        let before = match segments {
            [Segment { at: 0, source, exact: true }]
                if holes.is_empty()
                    && source.file == span.file
                    && source.len() == value.len()
                    && source.start >= span.start =>
            {
                source.start - span.start
            }
            [Segment { at: 0, source, exact: false }] if holes.is_empty() && *source == span => WHOLE,
            _ => {
                let pieces = Pieces { value, segments: segments.into(), holes: holes.into() };
                return Self { content: Content::Pieces(Arc::new(pieces)), span, before: WHOLE };
            }
        };
        Self { content: Content::Plain(value), span, before }
    }

    fn way(&self) -> Way<'_> {
        match &self.content {
            Content::Pieces(pieces) => Way::Pieces(pieces),
            Content::Plain(_) if self.before == WHOLE => Way::Whole,
            Content::Plain(_) => Way::Exact(self.before),
        }
    }

    fn value(&self) -> &Arc<str> {
        match &self.content {
            Content::Plain(value) => value,
            Content::Pieces(pieces) => &pieces.value,
        }
    }

    /// Text that stands in the file byte for byte, at `content`; `span` includes the quotes, if any.
    pub(crate) fn exact(value: impl Into<Arc<str>>, content: Span, span: Span) -> Self {
        Self::new(value.into(), span, &[Segment { at: 0, source: content, exact: true }], &[])
    }

    /// Text that was computed; every place in it leads to `span`.
    pub(crate) fn computed(value: impl Into<Arc<str>>, span: Span) -> Self {
        Self { content: Content::Plain(value.into()), span, before: WHOLE }
    }

    pub(crate) fn builder() -> TextBuilder {
        TextBuilder::default()
    }

    fn segments(&self) -> Segments<'_> {
        let one = |source, exact| Segments::One([Segment { at: 0, source, exact }]);
        match self.way() {
            Way::Exact(before) => {
                let start = self.span.start + before;
                one(Span { start, end: start + self.value().len() as u32, ..self.span }, true)
            }
            Way::Whole => one(self.span, false),
            Way::Pieces(pieces) => Segments::More(&pieces.segments),
        }
    }

    /// The whole literal, quotes included.
    pub(crate) fn span(&self) -> Span {
        self.span
    }

    /// The same text, with another span for the whole of it.
    #[must_use]
    pub(crate) fn with_span(&self, span: Span) -> Self {
        Self::new(self.value().clone(), span, &self.segments(), self.holes())
    }

    /// The string, where all of it is known.
    pub(crate) fn known(&self) -> Option<&str> {
        self.is_known().then_some(&**self.value())
    }

    /// The same, to be kept: it shares the room of this one.
    pub(crate) fn known_shared(&self) -> Option<Arc<str>> {
        self.is_known().then(|| self.value().clone())
    }

    /// The known bytes, with nothing where the holes are. For [`Self::span_of`] offsets count in this string.
    pub(crate) fn known_bytes(&self) -> &str {
        self.value()
    }

    pub(crate) fn is_known(&self) -> bool {
        self.holes().is_empty()
    }

    /// Where unknown strings stand, as ascending offsets into [`Self::known_bytes`].
    pub(crate) fn holes(&self) -> &[u32] {
        match self.way() {
            Way::Exact(_) | Way::Whole => &[],
            Way::Pieces(pieces) => &pieces.holes,
        }
    }

    /// Those of [`Self::holes`] that are in a range or at its ends.
    pub(crate) fn holes_in(&self, range: Range<usize>) -> &[u32] {
        let holes = self.holes();
        let start = holes.partition_point(|&hole| (hole as usize) < range.start);
        let end = holes.partition_point(|&hole| hole as usize <= range.end);
        holes.get(start..end).unwrap_or_default()
    }

    /// What the string certainly begins with.
    pub(crate) fn known_prefix(&self) -> &str {
        let end = self.holes().first().map_or(self.value().len(), |&hole| hole as usize);
        self.value().get(..end).unwrap_or_default()
    }

    /// What the string certainly ends with.
    pub(crate) fn known_suffix(&self) -> &str {
        let start = self.holes().last().map_or(0, |&hole| hole as usize);
        self.value().get(start..).unwrap_or_default()
    }

    /// Where the pieces of the string are written or computed.
    pub(crate) fn sources(&self) -> Vec<Span> {
        self.segments().iter().map(|segment| segment.source).collect()
    }

    /// Known pieces and holes (`None`) in order; empty known pieces are left out.
    pub(crate) fn pieces(&self) -> Vec<Option<&str>> {
        let mut pieces = Vec::new();
        let mut start = 0;
        for &hole in self.holes() {
            let piece = self.value().get(start..hole as usize).unwrap_or_default();
            if !piece.is_empty() {
                pieces.push(Some(piece));
            }
            pieces.push(None);
            start = hole as usize;
        }
        let rest = self.value().get(start..).unwrap_or_default();
        if !rest.is_empty() || pieces.is_empty() {
            pieces.push(Some(rest));
        }
        pieces
    }

    /// The source of a range of the decoded string. A range that ends inside an escape covers all of the escape.
    pub(crate) fn span_of(&self, range: Range<usize>) -> Span {
        let start = self.source_of(range.start, false);
        if range.is_empty() {
            return start.at_start();
        }
        start.to(self.source_of(range.end - 1, true))
    }

    /// The source of a range that stands in the file as it is, without escapes: what an edit may replace.
    pub(crate) fn exact_span_of(&self, range: Range<usize>) -> Option<Span> {
        let segments = self.segments();
        let first = segments.partition_point(|segment| segment.at as usize <= range.start).checked_sub(1)?;
        let is_exact = segments
            .get(first..)?
            .iter()
            .take_while(|segment| (segment.at as usize) < range.end.max(range.start + 1))
            .all(|segment| segment.exact);
        let span = self.span_of(range.clone());
        (is_exact && span.len() == range.len()).then_some(span)
    }

    /// Whether every place in the text lies under `span`.
    pub(crate) fn is_written_within(&self, span: Span) -> bool {
        self.segments().iter().all(|segment| span.contains(segment.source))
    }

    /// The source of one decoded byte.
    fn source_of(&self, offset: usize, last: bool) -> Span {
        let (value, segments, span) = (self.value(), self.segments(), &self.span);
        let index = segments.partition_point(|segment| segment.at as usize <= offset);
        let Some(segment) = index.checked_sub(1).and_then(|index| segments.get(index)) else {
            return if offset >= value.len() && last { *span } else { span.at_start() };
        };
        if !segment.exact {
            let is_past_it = offset >= value.len() && !value.is_empty();
            return if is_past_it { segment.source.at_end() } else { segment.source };
        }
        let start = (segment.source.start + (offset as u32 - segment.at)).min(segment.source.end);
        Span { file: segment.source.file, start, end: (start + 1).min(segment.source.end) }
    }

    /// The part of the text at `range`, with the holes in it and at its ends; all of that is its span.
    #[must_use]
    pub(crate) fn part(&self, range: Range<usize>) -> Self {
        let has_hole = |at: usize| self.holes().binary_search(&(at as u32)).is_ok();
        let mut span = self.span_of(range.clone());
        for end in [range.start, range.end] {
            if has_hole(end) {
                span = self.span_of_hole(end).to(span);
            }
        }
        self.slice(range, span)
    }

    /// The part of the text at `range`, with the holes in it and at its ends. `span` is the whole of the result.
    #[must_use]
    pub(crate) fn slice(&self, range: Range<usize>, span: Span) -> Self {
        let mut builder = TextBuilder::default();
        builder.push_part(self, range.clone());
        let holes = self.holes_in(range.clone()).iter();
        builder.holes = holes.map(|hole| hole - range.start as u32).collect();
        builder.finish(span)
    }

    /// The same text with `letter` in place of every hole, for a parser to find them by. The letter leads to
    /// where the unknown text is written.
    #[must_use]
    pub(crate) fn fill_holes(&self, letter: char) -> Self {
        let mut builder = TextBuilder::default();
        let mut start = 0;
        for &hole in self.holes() {
            let hole = hole as usize;
            builder.push_part(self, start..hole);
            builder.push(letter.encode_utf8(&mut [0; 4]), self.span_of_hole(hole));
            start = hole;
        }
        builder.push_part(self, start..self.value().len());
        builder.finish(self.span)
    }

    /// The same text with a hole in place of every `letter`: the reverse of [`Self::fill_holes`].
    #[must_use]
    pub(crate) fn reopen_holes(&self, letter: char) -> Self {
        let mut builder = TextBuilder::default();
        let mut start = 0;
        let place = self.span;
        for (at, found) in self.value().match_indices(letter) {
            builder.push_text(&self.slice(start..at, place));
            builder.push_hole();
            start = at + found.len();
        }
        builder.push_text(&self.slice(start..self.value().len(), place));
        builder.finish(place)
    }

    /// Where the unknown text at a hole is written: what lies between its neighbours.
    fn span_of_hole(&self, hole: usize) -> Span {
        let before = hole.checked_sub(1).map(|last| self.source_of(last, true).at_end());
        let after = (hole < self.value().len()).then(|| self.source_of(hole, false).at_start());
        let before = before.unwrap_or_else(|| self.span.at_start());
        before.to(after.unwrap_or_else(|| self.span.at_end()))
    }

    /// The same text with every place in it led through `outer`, the text whose decoded bytes it was parsed from. Parts
    /// that already lead to a file were put in while it was parsed, and stay.
    #[must_use]
    pub(crate) fn within(&self, outer: &Self) -> Self {
        let mut builder = TextBuilder::default();
        let (value, segments, holes, span) = (self.value(), self.segments(), self.holes(), &self.span);
        for (index, segment) in segments.iter().enumerate() {
            let end = segments.get(index + 1).map_or(value.len(), |next| next.at as usize);
            let source = segment.source.range();
            if segment.source.file != FileId::DETACHED {
                builder.push_segment(value.get(segment.at as usize..end).unwrap_or_default(), *segment);
            } else if segment.exact {
                builder.push_part(outer, source);
            } else {
                let piece = value.get(segment.at as usize..end).unwrap_or_default();
                builder.push(piece, outer.span_of(source));
            }
        }
        builder.holes = holes.to_vec();
        builder.finish(if span.file == FileId::DETACHED { outer.span_of(span.range()) } else { *span })
    }

    /// As [`Self::within`], which most texts need no copy for: the outer text is one piece, as it is written.
    #[must_use]
    pub(crate) fn moved_within(self, outer: &Self) -> Self {
        let Way::Exact(_) = outer.way() else { return self.within(outer) };
        if self.value().is_empty() {
            return self.within(outer);
        }
        let led = |segment: &Segment| Segment { source: outer.span_of(segment.source.range()), ..*segment };
        let segments: Vec<Segment> = self.segments().iter().map(led).collect();
        let span = outer.span_of(self.span.range());
        Self::new(self.value().clone(), span, &segments, self.holes())
    }

    /// The same text with every place in it mapped, for text that was parsed out of another text.
    #[must_use]
    pub(crate) fn map_spans(&self, map: &dyn Fn(Span) -> Span) -> Self {
        let mut builder = TextBuilder::default();
        let (segments, value) = (self.segments(), self.value());
        for (index, segment) in segments.iter().enumerate() {
            let end = segments.get(index + 1).map_or(value.len(), |next| next.at as usize);
            let piece = value.get(segment.at as usize..end).unwrap_or_default();
            if !segment.exact {
                builder.push(piece, map(segment.source));
                continue;
            }
            // An exact run may cross an escape of the outer string, so each character is mapped alone.
            let mut offset = segment.source.start as usize;
            for character in piece.char_indices() {
                let length = character.1.len_utf8();
                let source = map(Span::new(segment.source.file, offset, offset + length));
                let text = piece.get(character.0..character.0 + length).unwrap_or_default();
                if source.len() == length {
                    builder.push_exact(text, source);
                } else {
                    builder.push(text, source);
                }
                offset += length;
            }
        }
        builder.holes = self.holes().to_vec();
        builder.finish(map(self.span))
    }
}

/// Puts a [`Text`] together piece by piece.
#[derive(Debug, Default)]
pub(crate) struct TextBuilder {
    value: String,
    segments: Vec<Segment>,
    holes: Vec<u32>,
}

impl TextBuilder {
    /// Adds text that stands in the file byte for byte at `source`.
    pub(crate) fn push_exact(&mut self, text: &str, source: Span) {
        if text.is_empty() {
            return;
        }
        let continues = self
            .segments
            .last()
            .is_some_and(|last| last.exact && last.source.file == source.file && last.source.end == source.start);
        match self.segments.last_mut() {
            Some(last) if continues => last.source.end = source.end,
            _ => self.segments.push(Segment { at: self.value.len() as u32, source, exact: true }),
        }
        self.value.push_str(text);
    }

    /// Adds text that `source` stands for: an escape, or the value of an interpolation.
    pub(crate) fn push(&mut self, text: &str, source: Span) {
        if text.is_empty() {
            return;
        }
        if self.segments.last().is_some_and(|last| !last.exact && last.source == source) {
            self.value.push_str(text);
            return;
        }
        self.segments.push(Segment { at: self.value.len() as u32, source, exact: false });
        self.value.push_str(text);
    }

    /// Adds another text, every place of which leads to `place`.
    pub(crate) fn push_opaque(&mut self, text: &Text, place: Span) {
        for piece in text.pieces() {
            match piece {
                Some(known) => self.push(known, place),
                None => self.push_hole(),
            }
        }
    }

    fn push_segment(&mut self, text: &str, segment: Segment) {
        match segment.exact {
            true => self.push_exact(text, segment.source),
            false => self.push(text, segment.source),
        }
    }

    /// Adds all of another text, with its holes.
    pub(crate) fn push_text(&mut self, text: &Text) {
        let base = self.value.len() as u32;
        self.segments.extend(text.segments().iter().map(|segment| Segment { at: segment.at + base, ..*segment }));
        for hole in text.holes().iter().map(|hole| hole + base) {
            if self.holes.last() != Some(&hole) {
                self.holes.push(hole);
            }
        }
        self.value.push_str(text.value());
    }

    /// Adds the known bytes of another text at `range`, without its holes.
    pub(crate) fn push_part(&mut self, text: &Text, range: Range<usize>) {
        let (value, segments) = (text.value(), text.segments());
        let first = segments.partition_point(|segment| segment.at as usize <= range.start).saturating_sub(1);
        for (index, segment) in segments.iter().enumerate().skip(first) {
            let at = segment.at as usize;
            let end = segments.get(index + 1).map_or(value.len(), |next| next.at as usize).min(range.end);
            let start = at.max(range.start);
            if at >= range.end {
                break;
            }
            let Some(piece) = value.get(start..end).filter(|piece| !piece.is_empty()) else { continue };
            if segment.exact {
                let base = segment.source.start as usize;
                self.push_exact(piece, Span::new(segment.source.file, base + start - at, base + end - at));
            } else {
                self.push(piece, segment.source);
            }
        }
    }

    /// Adds a place whose content is not known. Two in a row are one.
    pub(crate) fn push_hole(&mut self) {
        let at = self.value.len() as u32;
        if self.holes.last() != Some(&at) {
            self.holes.push(at);
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.value.len()
    }

    /// How many pieces and holes there are, each of which takes room of its own.
    pub(crate) fn parts(&self) -> usize {
        self.segments.len() + self.holes.len()
    }

    pub(crate) fn finish(self, span: Span) -> Text {
        Text::new(self.value.into(), span, &self.segments, &self.holes)
    }
}

#[cfg(test)]
mod tests;
