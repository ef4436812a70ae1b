//! The tree of a YAML document, put together from the parser's events: anchors, merge keys and duplicate keys.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::scalar::{Scalar, Style, block_header};
use super::schema;
use crate::source::{FileId, Span};
use crate::syntax::SyntaxError;
use crate::syntax::interner::Interner;
use crate::syntax::node::{self, Entry, MAX_DEPTH, Node, NodeKind};
use crate::syntax::text::Text;

/// Nodes that the aliases of one file may stand for, all together.
const MAX_ALIAS_NODES: usize = 100_000;

/// What an event says of a node besides its content.
#[derive(Clone, Debug, Default)]
pub(super) struct Properties {
    /// The parser's number of the anchor; 0 for none.
    pub(super) anchor: usize,
    pub(super) tag: Option<Tag>,
}

#[derive(Clone, Debug)]
pub(super) struct Tag {
    pub(super) written: Box<str>,
    /// The name of a tag of the core schema, such as `str`.
    pub(super) core: Option<Box<str>>,
}

pub(super) struct Tree<'a> {
    source: &'a str,
    file: FileId,
    hole: Option<char>,
    open: Vec<Collection>,
    anchors: HashMap<usize, Built>,
    strings: Interner,
    alias_nodes: usize,
    has_reported_budget: bool,
    /// The end of what was read last, comments left out.
    end: usize,
    pub(super) documents: Vec<Node>,
    pub(super) errors: Vec<SyntaxError>,
}

/// A finished node with its size, for the budget of aliases.
#[derive(Clone)]
struct Built {
    node: Node,
    nodes: usize,
    height: usize,
    /// The text as written, of a scalar.
    text: Option<Text>,
    /// A scalar that is written without quotes and tag.
    is_plain: bool,
}

/// A sequence or mapping whose end has not been seen.
struct Collection {
    properties: Properties,
    is_mapping: bool,
    start: usize,
    end: usize,
    items: Vec<Node>,
    entries: Vec<Entry>,
    /// For each entry, whether its key is a string.
    has_string_key: Vec<bool>,
    /// The key whose value comes next.
    key: Option<Built>,
    merges: Vec<Node>,
    nodes: usize,
    height: usize,
}

impl<'a> Tree<'a> {
    /// Reads `source` from `start` on.
    pub(super) fn new(source: &'a str, start: usize, file: FileId, hole: Option<char>) -> Self {
        Self {
            source,
            file,
            hole,
            open: Vec::new(),
            anchors: HashMap::new(),
            strings: Interner::default(),
            alias_nodes: 0,
            has_reported_budget: false,
            end: start,
            documents: Vec::new(),
            errors: Vec::new(),
        }
    }

    /// Whether an alias was read that stands for something.
    pub(super) fn has_aliases(&self) -> bool {
        self.alias_nodes > 0
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    pub(super) fn scalar(&mut self, range: Range<usize>, value: &str, style: Style, properties: Properties) {
        // The parser gives a value that is left out as `~`.
        let value = if range.is_empty() && style == Style::Plain { "" } else { value };
        let start = match style {
            Style::Literal | Style::Folded => block_header(self.source, self.end, range.start),
            _ => range.start,
        };
        let text = Scalar { source: self.source, file: self.file, range: range.clone(), start, value, style };
        let text = text.text(&mut self.strings);
        let has_hole = self.hole.is_some_and(|hole| value.contains(hole));
        let text = if has_hole { text.reopen_holes(self.hole.unwrap_or_default()) } else { text };
        let kind = self.kind(&text, style, properties.tag.as_ref());
        self.end = range.end;
        let is_plain = style == Style::Plain && properties.tag.is_none();
        let node = Node { span: text.span(), kind, tag: properties.tag.map(|tag| Box::new(tag.written)) };
        self.add(Built { node, nodes: 1, height: 0, text: Some(text), is_plain }, properties.anchor);
    }

    fn kind(&self, text: &Text, style: Style, tag: Option<&Tag>) -> NodeKind {
        let is_resolved = match tag {
            None => style == Style::Plain,
            Some(tag) => matches!(tag.core.as_deref(), Some("int" | "float" | "bool" | "null")),
        };
        if !is_resolved {
            return NodeKind::String(text.clone());
        }
        let resolved = schema::resolve(text.known_bytes());
        match resolved {
            // What a template fills in decides about the type, unless the rest already is a string.
            Some(_) if !text.is_known() => NodeKind::Unknown,
            Some(kind) => kind,
            None => NodeKind::String(text.clone()),
        }
    }

    pub(super) fn begin(&mut self, is_mapping: bool, range: Range<usize>, properties: Properties) {
        self.end = range.end;
        self.open.push(Collection {
            properties,
            is_mapping,
            start: range.start,
            end: range.end,
            items: Vec::new(),
            entries: Vec::new(),
            has_string_key: Vec::new(),
            key: None,
            merges: Vec::new(),
            nodes: 1,
            height: 0,
        });
    }

    /// The opening bracket or brace of the innermost collection, if it has one.
    pub(super) fn open_bracket(&self) -> Option<(Span, &'a str)> {
        let start = self.open.last()?.start;
        let bracket = self.source.get(start..start + 1).filter(|bracket| matches!(*bracket, "[" | "{"))?;
        Some((self.span(start..start + 1), bracket))
    }

    /// Ends the innermost collection; `range` is its closing bracket, if it has one.
    pub(super) fn finish(&mut self, range: Range<usize>) {
        let Some(mut collection) = self.open.pop() else { return };
        if !range.is_empty() {
            collection.end = range.end;
            self.end = range.end;
        }
        self.close(collection);
    }

    /// Ends the document at an error: what was read of it stays, marked as not read to its end.
    pub(super) fn abandon(&mut self, at: usize) {
        self.forget_what_runs_into(at);
        let at = at.max(self.end);
        let place = self.span(at..at);
        while let Some(mut collection) = self.open.pop() {
            // What was to stand in brackets beside other keys is not known; those keys are.
            if self.is_in_brackets(&collection) && self.open.last().is_some_and(|outer| !self.is_in_brackets(outer)) {
                let node = Node::new(self.span(collection.start..at.max(collection.start)), NodeKind::Error);
                self.add(Built { node, nodes: 1, height: 0, text: None, is_plain: false }, 0);
                continue;
            }
            if collection.is_mapping {
                if let Some(key) = collection.key.take() {
                    let value = Node::new(place, NodeKind::Error);
                    collection.has_string_key.push(true);
                    collection.entries.push(Entry { key: key_text(key), value });
                }
                collection.has_string_key.push(true);
                collection.entries.push(Entry::unread(place));
            } else {
                collection.items.push(Node::new(place, NodeKind::Error));
            }
            self.close(collection);
        }
    }

    fn is_in_brackets(&self, collection: &Collection) -> bool {
        self.source.get(collection.start..).is_some_and(|rest| rest.starts_with(['[', '{']))
    }

    /// The quote that opens the text after what was read last.
    pub(super) fn open_quote(&self, before: usize) -> Option<Span> {
        let rest = self.source.get(self.end..before)?;
        let at = self.end + rest.find(['"', '\''])?;
        Some(self.span(at..at + 1))
    }

    /// A value that ends at the very error may have swallowed what belongs to it: text without quotes goes on over
    /// lines, until a `:` shows that one of them was meant as a key.
    fn forget_what_runs_into(&mut self, at: usize) {
        let Some(collection) = self.open.last_mut() else { return };
        let last = match collection.is_mapping {
            true => collection.entries.last_mut().map(|entry| &mut entry.value),
            false => collection.items.last_mut(),
        };
        if let Some(value) = last.filter(|value| value.span.end as usize == at) {
            value.kind = NodeKind::Error;
        }
    }

    fn close(&mut self, mut collection: Collection) {
        let span = self.span(collection.start..collection.end);
        let kind = if collection.is_mapping {
            self.check_duplicates(&collection);
            let mut entries = std::mem::take(&mut collection.entries);
            self.merge(&mut entries, std::mem::take(&mut collection.merges));
            NodeKind::Mapping(node::exact(entries))
        } else {
            NodeKind::Sequence(node::exact(std::mem::take(&mut collection.items)))
        };
        let Properties { anchor, tag } = collection.properties;
        let node = Node { span, kind, tag: tag.map(|tag| Box::new(tag.written)) };
        let built = Built { node, nodes: collection.nodes, height: collection.height + 1, text: None, is_plain: false };
        self.add(built, anchor);
    }

    /// Puts a finished node where it belongs.
    fn add(&mut self, built: Built, anchor: usize) {
        if anchor != 0 {
            self.anchors.insert(anchor, built.clone());
        }
        let end = self.end;
        let Some(collection) = self.open.last_mut() else {
            self.documents.push(built.node);
            return;
        };
        collection.end = collection.end.max(end);
        collection.nodes += built.nodes;
        collection.height = collection.height.max(built.height);
        if !collection.is_mapping {
            collection.items.push(built.node);
            return;
        }
        let Some(key) = collection.key.take() else {
            collection.key = Some(built);
            return;
        };
        if key.is_plain && key.node.as_str() == Some("<<") {
            collection.merges.push(built.node);
            return;
        }
        collection.has_string_key.push(matches!(key.node.kind, NodeKind::String(_)));
        collection.entries.push(Entry { key: key_text(key), value: built.node });
    }

    /// Puts what an alias stands for.
    pub(super) fn alias(&mut self, anchor: usize, range: Range<usize>) {
        self.end = range.end;
        let span = self.span(range.clone());
        let unknown =
            Built { node: Node::new(span, NodeKind::Unknown), nodes: 1, height: 0, text: None, is_plain: false };
        let name = self.source.get(range).unwrap_or_default();
        let built = match self.anchors.get(&anchor) {
            None => {
                let error = SyntaxError::new(span, format!("the alias `{name}` stands inside the value that it names"));
                self.errors.push(error);
                unknown
            }
            Some(built) if self.open.len() + built.height > MAX_DEPTH => {
                let message = format!("the aliases nest deeper than the limit of {MAX_DEPTH}");
                self.report_budget(SyntaxError::of_limit(span, message));
                unknown
            }
            Some(built) if self.alias_nodes + built.nodes > MAX_ALIAS_NODES => {
                let message =
                    format!("the aliases up to here stand for more than the limit of {MAX_ALIAS_NODES} values");
                self.report_budget(SyntaxError::of_limit(span, message).with_help("write the values out"));
                unknown
            }
            Some(built) => {
                self.alias_nodes += built.nodes;
                built.clone()
            }
        };
        self.add(built, 0);
    }

    pub(super) fn unresolved_alias(&mut self, range: Range<usize>) {
        self.end = range.end;
        let span = self.span(range.clone());
        let name = self.source.get(range).unwrap_or_default();
        let anchor = name.replacen('*', "&", 1);
        let error = SyntaxError::new(span, format!("there is no anchor `{anchor}` before the alias `{name}`"));
        self.errors.push(error.with_help("put text that begins with `*` in quotes, or define the anchor first"));
        let node = Node::new(span, NodeKind::Unknown);
        self.add(Built { node, nodes: 1, height: 0, text: None, is_plain: false }, 0);
    }

    /// Passes a `---` or `...`, or the place where one is left out. Anchors hold within one document.
    pub(super) fn pass_boundary(&mut self, range: Range<usize>) {
        self.anchors.clear();
        if !range.is_empty() {
            self.end = self.end.max(range.end);
        }
    }

    fn report_budget(&mut self, error: SyntaxError) {
        if !std::mem::replace(&mut self.has_reported_budget, true) {
            self.errors.push(error);
        }
    }

    /// Adds the members of merged mappings. The mapping's own members come first, then those of earlier merges.
    fn merge(&mut self, entries: &mut Vec<Entry>, merges: Vec<Node>) {
        if merges.is_empty() {
            return;
        }
        let mut known: HashSet<Box<str>> =
            entries.iter().filter_map(|entry| entry.key.known()).map(Into::into).collect();
        let mut pending: Vec<(Node, bool)> = merges.into_iter().rev().map(|node| (node, true)).collect();
        while let Some((node, may_be_list)) = pending.pop() {
            match node.kind {
                NodeKind::Mapping(members) => {
                    for member in members {
                        if member.key.known().is_none_or(|key| known.insert(key.into())) {
                            entries.push(member);
                        }
                    }
                }
                NodeKind::Sequence(items) if may_be_list => {
                    pending.extend(items.into_iter().rev().map(|item| (item, false)));
                }
                NodeKind::Unknown | NodeKind::Error => entries.push(Entry::unread(node.span)),
                _ if node.tag.is_some() => entries.push(Entry::unread(node.span)),
                _ => {
                    let error = SyntaxError::new(node.span, format!("`<<` takes a mapping, not {}", node.describe()));
                    self.errors.push(error.with_help("write an alias of a mapping, or a list of them"));
                }
            }
        }
    }

    fn check_duplicates(&mut self, collection: &Collection) {
        if !Entry::may_repeat(&collection.entries) {
            return;
        }
        let mut seen: HashMap<(&str, bool), &Text> = HashMap::new();
        for (entry, &is_string) in collection.entries.iter().zip(&collection.has_string_key) {
            let Some(key) = entry.key.known() else { continue };
            match seen.get(&(key, is_string)) {
                Some(first) => {
                    let shown: String = key.chars().take(60).collect();
                    let error = SyntaxError::new(entry.key.span(), format!("the key `{shown}` is given twice"));
                    self.errors.push(error.with_related(first.span(), "first given here"));
                }
                None => {
                    seen.insert((key, is_string), &entry.key);
                }
            }
        }
    }
}

/// The text of a key. One that is a sequence or mapping has no name that could be known.
fn key_text(key: Built) -> Text {
    key.text.unwrap_or_else(|| {
        let mut builder = Text::builder();
        builder.push_hole();
        builder.finish(key.node.span)
    })
}
