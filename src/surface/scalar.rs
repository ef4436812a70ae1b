//! Scalars of documents as the text that a variable gets.

use crate::syntax::node::{Node, NodeKind};
use crate::syntax::text::Text;

/// A scalar as the text that a variable gets. Numbers and words that are written in another way than they are printed
/// have none that is certain.
pub(super) fn text_of(node: &Node) -> Option<Text> {
    let exact = |text: &str| {
        let is_as_written = node.span.len() == text.len();
        is_as_written.then(|| Text::exact(text, node.span, node.span))
    };
    match &node.kind {
        _ if node.tag.is_some() => None,
        NodeKind::String(text) => Some(text.clone()),
        NodeKind::Bool(value) => exact(if *value { "true" } else { "false" }),
        NodeKind::Number(digits) => {
            let is_plain = digits.bytes().all(|digit| digit.is_ascii_digit());
            let is_whole = is_plain && (digits.len() == 1 || !digits.starts_with('0'));
            exact(digits).filter(|_| is_whole)
        }
        _ => None,
    }
}
