//! The spanned tree of the data languages: JSON, YAML, XML, and the arguments of a command.

use crate::source::Span;
use crate::syntax::text::Text;

/// The deepest nesting that the parsers read; they report what is deeper.
pub(crate) const MAX_DEPTH: usize = 200;

/// A value with its place.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub span: Span,
    pub kind: NodeKind,
    /// See [`Node::tag`]. Few nodes have one, so it takes the room of one word.
    pub tag: Option<Box<Box<str>>>,
}

#[derive(Clone, Debug)]
pub(crate) enum NodeKind {
    Null,
    Bool(bool),
    /// A number as it is written, in JSON's notation; it may be longer than any machine type.
    Number(Box<str>),
    String(Text),
    Sequence(Vec<Node>),
    Mapping(Vec<Entry>),
    /// A value that stands for something unknown: a placeholder of a template inside a document.
    Unknown,
    /// A part that could not be read. The error list says why.
    Error,
}

/// A list in no more room than it takes: one that grew may have twice as much, and a document has many small ones.
pub(super) fn exact<T>(grown: Vec<T>) -> Vec<T> {
    if grown.len() == grown.capacity() {
        return grown;
    }
    let mut list = Vec::with_capacity(grown.len());
    list.extend(grown);
    list
}

/// A member of a mapping. Duplicate keys are kept, in order.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub key: Text,
    pub value: Node,
}

impl Entry {
    /// Whether two of some members may have the same key. Most mappings have few, and a look at all pairs costs less than a
    /// table of them.
    pub(crate) fn may_repeat(entries: &[Self]) -> bool {
        const FEW: usize = 12;
        let repeats = |(at, entry): (usize, &Self)| {
            entries.iter().take(at).any(|earlier| earlier.key.known() == entry.key.known())
        };
        entries.len() > FEW || entries.iter().enumerate().any(repeats)
    }

    /// Stands at `span` for members that could not be read, so that nobody takes them for missing.
    pub(crate) fn unread(span: Span) -> Self {
        let mut key = Text::builder();
        key.push_hole();
        Self { key: key.finish(span), value: Node::new(span, NodeKind::Error) }
    }
}

impl Node {
    pub(crate) fn new(span: Span, kind: NodeKind) -> Self {
        Self { span, kind, tag: None }
    }

    /// The YAML tag as written, such as `!Ref`.
    pub(crate) fn tag(&self) -> Option<&str> {
        self.tag.as_deref().map(|tag| &**tag)
    }

    /// The value of the first member called `key`, if this is a mapping.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The first member called `key`, if this is a mapping.
    pub(crate) fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key.known() == Some(key))
    }

    /// The members, if this is a mapping; else none.
    pub(crate) fn entries(&self) -> &[Entry] {
        match &self.kind {
            NodeKind::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// The items, if this is a sequence; else none.
    pub(crate) fn items(&self) -> &[Node] {
        match &self.kind {
            NodeKind::Sequence(items) => items,
            _ => &[],
        }
    }

    /// The string, if this is one and all of it is known.
    pub(crate) fn as_str(&self) -> Option<&str> {
        self.as_text().and_then(Text::known)
    }

    pub(crate) fn as_text(&self) -> Option<&Text> {
        match &self.kind {
            NodeKind::String(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn is_mapping(&self) -> bool {
        matches!(self.kind, NodeKind::Mapping(_))
    }

    pub(crate) fn is_sequence(&self) -> bool {
        matches!(self.kind, NodeKind::Sequence(_))
    }

    /// The same tree with every place led through `outer`, the text whose decoded bytes it was parsed from.
    #[must_use]
    pub(crate) fn within(self, outer: &Text) -> Self {
        let kind = match self.kind {
            NodeKind::String(text) => NodeKind::String(text.moved_within(outer)),
            NodeKind::Sequence(items) => NodeKind::Sequence(items.into_iter().map(|item| item.within(outer)).collect()),
            NodeKind::Mapping(entries) => NodeKind::Mapping(
                entries
                    .into_iter()
                    .map(|entry| Entry { key: entry.key.moved_within(outer), value: entry.value.within(outer) })
                    .collect(),
            ),
            other => other,
        };
        Self { span: outer.span_of(self.span.range()), kind, tag: self.tag }
    }

    /// What a setting holds, in a message: itself in backticks where it is short, or what YAML calls it.
    pub(crate) fn in_words(&self) -> String {
        match &self.kind {
            NodeKind::Sequence(_) => "a list".to_owned(),
            NodeKind::Mapping(_) => "a mapping".to_owned(),
            NodeKind::Null => "empty".to_owned(),
            NodeKind::Number(text) => format!("`{text}`"),
            NodeKind::Bool(value) => format!("`{value}`"),
            _ => match self.as_str() {
                Some(text) if !text.is_empty() && text.chars().count() <= 60 && !text.contains('\n') => {
                    format!("`{text}`")
                }
                _ => self.describe().to_owned(),
            },
        }
    }

    /// What the value is called in a message.
    pub(crate) fn describe(&self) -> &'static str {
        match &self.kind {
            NodeKind::Null => "null",
            NodeKind::Bool(_) => "a boolean",
            NodeKind::Number(_) => "a number",
            NodeKind::String(_) => "a string",
            NodeKind::Sequence(_) => "an array",
            NodeKind::Mapping(_) => "an object",
            NodeKind::Unknown | NodeKind::Error => "an unknown value",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_pointer_width = "64")]
    fn a_member_takes_little_room() {
        assert_eq!(size_of::<Text>(), 32);
        assert_eq!(size_of::<Node>(), 64);
        assert_eq!(size_of::<Entry>(), 96);
    }
}
