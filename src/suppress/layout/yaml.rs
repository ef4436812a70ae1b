//! The layout of YAML: entries of mappings and items of lists, each with all that is below it.

use super::{Layout, script};
use crate::syntax::node::{Entry, Node, NodeKind};
use crate::syntax::yaml;

pub(super) fn read(layout: &mut Layout<'_>) {
    let parsed = yaml::parse(layout.file);
    layout.add(parsed.comments, &parsed.errors);
    for document in &parsed.documents {
        add_node(document, layout);
    }
}

/// Adds what is below a node. What an alias or a merge brings stands elsewhere, and is added there.
fn add_node(node: &Node, layout: &mut Layout<'_>) {
    match &node.kind {
        NodeKind::String(text) if layout.file.slice(text.span()).starts_with(['|', '>']) => {
            script::read_text(text, layout);
        }
        NodeKind::Mapping(entries) => {
            for Entry { key, value } in entries {
                let key = key.span();
                if node.span.contains(key) && key.end <= value.span.start {
                    layout.add_part(key.to(value.span));
                    add_node(value, layout);
                }
            }
        }
        NodeKind::Sequence(items) => {
            let is_in_brackets = layout.file.slice(node.span).starts_with('[');
            for item in items.iter().filter(|item| node.span.contains(item.span)) {
                let own = layout.line_of(item.span.start);
                let first = if is_in_brackets { own } else { line_of_dash(own, layout) };
                layout.add_part_from(first, item.span);
                add_node(item, layout);
            }
        }
        _ => {}
    }
}

/// The line of an item's dash, which may stand above the item with a tag, an anchor or comments between.
fn line_of_dash(item: u32, layout: &Layout<'_>) -> u32 {
    let mut line = item;
    while line > 0 {
        let written = layout.text_of(line).trim_start();
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
