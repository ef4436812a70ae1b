//! The layout of YAML: entries of mappings and items of lists, each with all that is below it.

use super::parts::Parts;
use super::script;
use crate::syntax::node::{Entry, Node, NodeKind};
use crate::syntax::yaml;

pub(super) fn read(parts: &mut Parts<'_>) {
    let parsed = yaml::parse(parts.file);
    parts.add(parsed.comments, &parsed.errors);
    for document in &parsed.documents {
        add_node(document, parts);
    }
}

/// Adds what is below a node. What an alias or a merge brings stands elsewhere, and is added there.
fn add_node(node: &Node, parts: &mut Parts<'_>) {
    match &node.kind {
        NodeKind::String(text) if parts.file.slice(text.span()).starts_with(['|', '>']) => {
            script::read_text(text, parts);
        }
        NodeKind::Mapping(entries) => {
            for Entry { key, value } in entries {
                let key = key.span();
                if node.span.contains(key) && key.end <= value.span.start {
                    parts.add_part(key.to(value.span));
                    add_node(value, parts);
                }
            }
        }
        NodeKind::Sequence(items) => {
            let is_in_brackets = parts.file.slice(node.span).starts_with('[');
            for item in items.iter().filter(|item| node.span.contains(item.span)) {
                let own = parts.line_of(item.span.start);
                let first = if is_in_brackets { own } else { line_of_dash(own, parts) };
                parts.add_part_from(first, item.span);
                add_node(item, parts);
            }
        }
        _ => {}
    }
}

/// The line of an item's dash, which may stand above the item with a tag, an anchor or comments between.
fn line_of_dash(item: u32, parts: &Parts<'_>) -> u32 {
    let mut line = item;
    while line > 0 {
        let written = parts.text_of(line).trim_start();
        if written.starts_with('-') {
            return line;
        }
        if line < item && !(written.is_empty() || written.starts_with(['!', '&', '#'])) {
            break;
        }
        line -= 1;
    }
    item
}
