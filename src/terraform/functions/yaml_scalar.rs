//! Plain scalars of YAML that Terraform reads in another way than YAML 1.2 does.

use crate::date;
use crate::syntax::node::{Entry, Node, NodeKind};
use crate::syntax::text::Text;

/// The document with Terraform's reading of `yes`, `on` and dates. The node's spans count in `source`.
pub(super) fn resolved(node: Node, source: &str) -> Node {
    let kind = match node.kind {
        NodeKind::String(text) if ends_without_line_break(&text, source) => {
            let end = text.known_bytes().len() - 1;
            let span = text.span();
            NodeKind::String(text.slice(0..end, span))
        }
        NodeKind::String(text) if is_plain(&text, source) && node.tag.is_none() => resolve(text),
        NodeKind::Sequence(items) => NodeKind::Sequence(items.into_iter().map(|item| resolved(item, source)).collect()),
        NodeKind::Mapping(entries) => {
            let entries = entries.into_iter().map(|entry| {
                let key = resolved_key(entry.key, source);
                Entry { key, value: resolved(entry.value, source) }
            });
            NodeKind::Mapping(entries.collect())
        }
        kind => kind,
    };
    Node { kind, ..node }
}

/// Whether a string is written without quotes and not as a block.
fn is_plain(text: &Text, source: &str) -> bool {
    let written = source.get(text.span().range()).unwrap_or_default();
    !written.starts_with(['"', '\'', '|', '>', '!', '&'])
}

/// Whether the last line of the document belongs to a block and is not ended, so that the text does not end either.
fn ends_without_line_break(text: &Text, source: &str) -> bool {
    let span = text.span();
    let written = source.get(span.range()).unwrap_or_default();
    written.starts_with(['|', '>'])
        && span.end as usize == source.len()
        && !source.ends_with('\n')
        && text.known_bytes().ends_with('\n')
}

fn resolve(text: Text) -> NodeKind {
    let Some(known) = text.known() else { return NodeKind::String(text) };
    match known {
        "y" | "Y" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => NodeKind::Bool(true),
        "n" | "N" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => NodeKind::Bool(false),
        _ if !looks_like_date(known) => NodeKind::String(text),
        _ if known.len() == 10 && date::day(known).is_some() => {
            let mut builder = Text::builder();
            builder.push_text(&text);
            builder.push("T00:00:00Z", text.span());
            NodeKind::String(builder.finish(text.span()))
        }
        _ if date::timestamp(known).is_some_and(|time| date::rfc_3339(time) == known) => NodeKind::String(text),
        // The other notations of times are written anew, in ways that are not decided here.
        _ => NodeKind::Unknown,
    }
}

/// A key in Terraform's reading; one that is not known stands for a time in a notation that is not decided here.
fn resolved_key(key: Text, source: &str) -> Text {
    if !is_plain(&key, source) || !key.is_known() {
        return key;
    }
    let span = key.span();
    let mut builder = Text::builder();
    match resolve(key) {
        NodeKind::String(text) => return text,
        NodeKind::Bool(value) => builder.push(if value { "true" } else { "false" }, span),
        _ => builder.push_hole(),
    }
    builder.finish(span)
}

/// Four digits and a hyphen, as every timestamp begins.
fn looks_like_date(text: &str) -> bool {
    let (digits, rest) = text.split_at_checked(4).unwrap_or((text, ""));
    digits.len() == 4
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && rest.starts_with('-')
        && rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit)
}
