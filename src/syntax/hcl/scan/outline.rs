//! What a scan finds, and what it is asked to do.

use std::ops::Range;

use crate::syntax::{Comment, SyntaxError};

/// What the scan is to do besides looking.
#[derive(Clone, Copy, Debug)]
pub(in crate::syntax::hcl) struct ScanOptions {
    /// An object literal with more items than this is listed, with places where it can be cut.
    pub items_per_object: usize,
    /// The body of a top-level block with more lines than this is listed, with places where it can be cut.
    pub lines_per_body: usize,
    /// A known top-level block at the start of a line ends whatever is open there.
    pub resynchronizes: bool,
    /// The text is a template without quotes around it.
    pub is_template: bool,
}

#[derive(Debug, Default)]
pub(in crate::syntax::hcl) struct Outline {
    pub comments: Vec<Comment>,
    /// The first error of each item that has one, with the index of the item.
    pub errors: Vec<(usize, SyntaxError)>,
    /// What the parser must see otherwise than it is written.
    pub rewrites: Vec<Rewrite>,
    /// Heredocs without a line, which the parser sees as `""`.
    pub empty_heredocs: Vec<Range<usize>>,
    /// Object literals with many items; inner ones before those around them.
    pub large_objects: Vec<Large>,
    /// Bodies of top-level blocks with many lines.
    pub large_bodies: Vec<Large>,
    /// The blocks and attributes of the top level. Together they cover the text, with what stands before each.
    pub items: Vec<Range<usize>>,
}

/// Whole characters that the parser sees as a run of one byte: a space for a comment, a newline that separates
/// nothing or a line that looks like a heredoc's end; a zero for a number that no machine type holds.
#[derive(Clone, Debug)]
pub(in crate::syntax::hcl) struct Rewrite {
    pub range: Range<usize>,
    pub byte: u8,
}

/// What is parsed in pieces: an object literal, because hcl-edit compares each key with all before it, or the body of a
/// block, because its trees are many times as large as ours.
#[derive(Debug)]
pub(in crate::syntax::hcl) struct Large {
    /// With its braces.
    pub range: Range<usize>,
    /// Offsets between two items or lines, ascending.
    pub cuts: Vec<usize>,
}
