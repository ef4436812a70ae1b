//! Where a text that is parsed as HCL stands: it is a file, or a string inside one.

use std::ops::Range;

use crate::source::{FileId, Span};
use crate::syntax::text::Text;

/// The way from the bytes of a parsed text to the file.
#[derive(Debug)]
pub(super) enum Origin<'a> {
    File(FileId),
    /// The text is the decoded content of a string.
    String(&'a Text),
}

impl Origin<'_> {
    /// The place in the file of a range of the parsed text.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        match self {
            Origin::File(file) => Span::new(*file, range.start, range.end),
            Origin::String(outer) => outer.span_of(range),
        }
    }

    /// The file that the builder of a [`Text`] is to name, before [`Self::text`] maps it.
    pub(super) fn file(&self) -> FileId {
        match self {
            Origin::File(file) => *file,
            Origin::String(_) => FileId::DETACHED,
        }
    }

    /// A text whose places count in the parsed text, with places in the file.
    pub(super) fn text(&self, text: Text) -> Text {
        match self {
            Origin::File(_) => text,
            Origin::String(outer) => text.map_spans(&|span| outer.span_of(span.range())),
        }
    }
}
