//! What is wrong at a place that hcl-edit does not accept, in words that help the author.

use crate::syntax::SyntaxError;
use crate::syntax::hcl::origin::Origin;

/// What hcl-edit says about a text.
#[derive(Debug)]
pub(super) struct Complaint {
    /// In the text as it is written.
    pub offset: usize,
    pub message: String,
}

impl Complaint {
    pub(super) fn is_repeated_key(&self) -> bool {
        self.message.contains("redefined object key")
    }
}

pub(super) fn explain(text: &str, origin: &Origin<'_>, complaint: &Complaint) -> SyntaxError {
    let start = complaint.offset.min(text.len());
    let length = text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    SyntaxError::new(origin.span(start..start + length), complaint.message.clone())
}
