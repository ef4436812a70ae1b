//! What a scan finds, and what it is asked to do.

use std::ops::Range;

use crate::syntax::hcl::problem::Resumption;
use crate::syntax::{Comment, SyntaxError};

/// What the scan is to do besides looking.
#[derive(Clone, Copy, Debug)]
pub(in crate::syntax::hcl) struct ScanOptions {
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
    /// The items that are no more than the brace of a block whose header lacks one.
    pub stray_braces: Vec<usize>,
    /// The blocks and attributes of the top level. Together they cover the text, with what stands before each.
    pub items: Vec<Range<usize>>,
    /// From the first to the last, where the bodies of blocks can be read on.
    pub resumptions: Vec<Resumption>,
}
