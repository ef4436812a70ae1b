//! The tree of a YAML document as it is written, for readers that resolve it in a way of their own.

use std::ops::Range;

use super::scalar::{Scalar, Style, block_header};
use crate::source::{FileId, Span};
use crate::syntax::interner::Interner;
use crate::syntax::text::Text;

/// A node as it is written. Spans count in the text that was read.
#[derive(Clone, Debug)]
pub(crate) struct WrittenNode {
    pub span: Span,
    /// The parser's number of the anchor; 0 for none.
    pub anchor: usize,
    /// As written: `!!str`, `!<tag:yaml.org,2002:str>`.
    pub tag: Option<Box<str>>,
    /// It stands inside brackets or braces, or is such a collection.
    pub is_in_flow: bool,
    pub kind: WrittenKind,
}

#[derive(Clone, Debug)]
pub(crate) enum WrittenKind {
    Scalar(Text, Style),
    Sequence(Vec<WrittenNode>),
    Mapping(Vec<(WrittenNode, WrittenNode)>),
    /// Stands for the node with this anchor.
    Alias(usize),
}

/// Puts the tree together from the parser's events.
pub(super) struct Writer<'a> {
    source: &'a str,
    open: Vec<Collection>,
    strings: Interner,
    /// The end of what was read last, comments left out.
    end: usize,
    pub(super) documents: Vec<WrittenNode>,
}

struct Collection {
    start: WrittenNode,
    is_mapping: bool,
    /// Of a mapping: keys and values in turn.
    nodes: Vec<WrittenNode>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Self { source, open: Vec::new(), strings: Interner::default(), end: 0, documents: Vec::new() }
    }

    pub(super) fn scalar(&mut self, range: Range<usize>, value: &str, style: Style, anchor: usize, tag: Option<&str>) {
        // The parser gives a value that is left out as `~`.
        let value = if range.is_empty() && style == Style::Plain { "" } else { value };
        let start = match style {
            Style::Literal | Style::Folded => block_header(self.source, self.end, range.start),
            _ => range.start,
        };
        self.end = range.end;
        let text = Scalar { source: self.source, file: FileId::DETACHED, range, start, value, style };
        let text = text.text(&mut self.strings);
        let node = self.node(text.span(), anchor, tag, WrittenKind::Scalar(text, style));
        self.add(node);
    }

    pub(super) fn alias(&mut self, anchor: usize, range: Range<usize>) {
        self.end = range.end;
        let node = self.node(span(range), 0, None, WrittenKind::Alias(anchor));
        self.add(node);
    }

    pub(super) fn begin(&mut self, is_mapping: bool, range: Range<usize>, anchor: usize, tag: Option<&str>) {
        self.end = range.end;
        let is_bracket = self.source.get(range.clone()).is_some_and(|written| written.starts_with(['[', '{']));
        let mut start = self.node(span(range), anchor, tag, WrittenKind::Sequence(Vec::new()));
        start.is_in_flow |= is_bracket;
        self.open.push(Collection { start, is_mapping, nodes: Vec::new() });
    }

    /// Ends the innermost collection; `range` is its closing bracket, if it has one.
    pub(super) fn finish(&mut self, range: Range<usize>) {
        let Some(Collection { start, is_mapping, nodes }) = self.open.pop() else { return };
        if !range.is_empty() {
            self.end = range.end;
        }
        let kind = if is_mapping {
            let mut nodes = nodes.into_iter();
            let pairs = std::iter::from_fn(|| Some((nodes.next()?, nodes.next()?)));
            WrittenKind::Mapping(pairs.collect())
        } else {
            WrittenKind::Sequence(nodes)
        };
        let whole = start.span.start as usize..self.end.max(start.span.start as usize);
        self.add(WrittenNode { span: span(whole), kind, ..start });
    }

    /// Passes a `---` or `...`.
    pub(super) fn pass(&mut self, range: Range<usize>) {
        self.end = self.end.max(range.end);
    }

    fn node(&self, span: Span, anchor: usize, tag: Option<&str>, kind: WrittenKind) -> WrittenNode {
        let is_in_flow = self.open.last().is_some_and(|outer| outer.start.is_in_flow);
        WrittenNode { span, anchor, tag: tag.map(Into::into), is_in_flow, kind }
    }

    fn add(&mut self, node: WrittenNode) {
        match self.open.last_mut() {
            Some(collection) => collection.nodes.push(node),
            None => self.documents.push(node),
        }
    }
}

fn span(range: Range<usize>) -> Span {
    Span::new(FileId::DETACHED, range.start, range.end)
}
