//! Documents of YAML as Terraform reads them: merges in their order, keys as strings, tags that it refuses.

use std::collections::{HashMap, HashSet};

use super::yaml_dialect;
use super::yaml_scalar::{Scalar, Stop, Tag, core_name, resolve};
use crate::source::Span;
use crate::syntax::node::{Entry, MAX_DEPTH, Node, NodeKind};
use crate::syntax::text::Text;
use crate::syntax::yaml::{self, Style, WrittenKind, WrittenNode};
use crate::value::Number;

/// Nodes that aliases and merges may stand for, all together.
const MAX_COPIES: usize = 100_000;

/// The one document of a text. Spans count in `source`.
pub(super) fn read(source: &str) -> Result<Node, Stop> {
    yaml_dialect::check_text(source)?;
    let mut documents = yaml::read_written(source).ok_or(Stop::Undecided("the document could not be read"))?;
    let no_document = || Stop::Refused("it has no document".to_owned());
    let document = match (documents.pop(), documents.len()) {
        (Some(document), 0) => document,
        (None, _) => return Err(no_document()),
        (Some(_), others) => return Err(Stop::Refused(format!("it has {} documents", others + 1))),
    };
    let is_blank = source.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'));
    if document.span.is_empty() && is_blank {
        return Err(no_document());
    }
    let mut reader = Reader { source, anchors: HashMap::new(), keys: HashSet::new(), copies: 0 };
    reader.node(&document, 0).map(|built| built.node)
}

struct Reader<'a> {
    source: &'a str,
    anchors: HashMap<usize, Built>,
    /// Anchors of keys, which no alias can use.
    keys: HashSet<usize>,
    copies: usize,
}

/// A node with its size.
#[derive(Clone)]
struct Built {
    node: Node,
    nodes: usize,
    height: usize,
}

impl Built {
    fn of(span: Span, kind: NodeKind) -> Self {
        Self { node: Node::new(span, kind), nodes: 1, height: 0 }
    }
}

impl Reader<'_> {
    fn node(&mut self, written: &WrittenNode, depth: usize) -> Result<Built, Stop> {
        yaml_dialect::check_node(written, self.source)?;
        let built = match &written.kind {
            WrittenKind::Scalar(text, style) => {
                let kind = self.scalar(written, text, *style)?;
                Built::of(written.span, kind)
            }
            WrittenKind::Alias(anchor) => return self.alias(*anchor, depth),
            WrittenKind::Sequence(items) => {
                check_tag(written, "seq")?;
                let mut whole = Built::of(written.span, NodeKind::Null);
                let mut built = Vec::with_capacity(items.len());
                for item in items {
                    let item = self.node(item, depth + 1)?;
                    whole.nodes += item.nodes;
                    whole.height = whole.height.max(item.height + 1);
                    built.push(item.node);
                }
                whole.node.kind = NodeKind::Sequence(built);
                whole
            }
            WrittenKind::Mapping(members) => {
                check_tag(written, "map")?;
                self.mapping(written.span, members, depth)?
            }
        };
        if written.anchor != 0 {
            self.anchors.insert(written.anchor, built.clone());
        }
        Ok(built)
    }

    /// What comes later replaces what came before, be it merged or not.
    fn mapping(&mut self, span: Span, members: &[(WrittenNode, WrittenNode)], depth: usize) -> Result<Built, Stop> {
        let mut whole = Built::of(span, NodeKind::Null);
        let mut entries = Vec::with_capacity(members.len());
        for (key, value) in members {
            let key = self.key(key)?;
            let value = self.node(value, depth + 1)?;
            whole.nodes += value.nodes;
            whole.height = whole.height.max(value.height + 1);
            match (key, value.node.kind) {
                (Some(key), kind) => entries.push(Entry { key, value: Node { kind, ..value.node } }),
                (None, NodeKind::Mapping(merged)) => entries.extend(merged),
                (None, _) => return Err(Stop::Refused("`<<` takes a mapping".to_owned())),
            }
        }
        whole.node.kind = NodeKind::Mapping(entries);
        Ok(whole)
    }

    /// The text of a key; `None` of one that merges.
    fn key(&mut self, written: &WrittenNode) -> Result<Option<Text>, Stop> {
        yaml_dialect::check_key(written, self.source)?;
        if written.anchor != 0 {
            self.keys.insert(written.anchor);
        }
        let WrittenKind::Scalar(text, style) = &written.kind else {
            return Err(Stop::Refused("a key must be a string".to_owned()));
        };
        let text = self.text(text, *style)?;
        let name = match resolve(Tag::read(written.tag.as_deref())?, text.known_bytes(), *style)? {
            Scalar::Merge => return Ok(None),
            Scalar::Null => return Err(Stop::Refused("a key must not be null".to_owned())),
            Scalar::Written => return Ok(Some(text)),
            Scalar::Bool(value) => value.to_string(),
            Scalar::Number(number) => decimal(&number)?,
            Scalar::Other(other) => other,
        };
        Ok(Some(Text::computed(name, written.span)))
    }

    fn scalar(&self, written: &WrittenNode, text: &Text, style: Style) -> Result<NodeKind, Stop> {
        let text = self.text(text, style)?;
        let resolved = resolve(Tag::read(written.tag.as_deref())?, text.known_bytes(), style)?;
        let string = |text: String| NodeKind::String(Text::computed(text, written.span));
        // The type of a block without a tag is that of a string, whatever its text looks like.
        let is_string = written.tag.is_none() && style != Style::Plain;
        Ok(match resolved {
            Scalar::Null => NodeKind::Null,
            Scalar::Bool(value) if is_string => string(value.to_string()),
            Scalar::Bool(value) => NodeKind::Bool(value),
            Scalar::Number(number) if is_string => string(decimal(&number)?),
            Scalar::Number(number) => NodeKind::Number(number.into()),
            Scalar::Other(other) => string(other),
            Scalar::Written | Scalar::Merge => NodeKind::String(text),
        })
    }

    /// The text of a scalar: where the last line of the document belongs to a block and is not ended, the text does not
    /// end either.
    fn text(&self, text: &Text, style: Style) -> Result<Text, Stop> {
        let rest = self.source.get(text.span().end as usize..).unwrap_or_default();
        let is_block = matches!(style, Style::Literal | Style::Folded);
        if !is_block || rest.ends_with(['\n', '\r']) || !rest.trim().is_empty() {
            return Ok(text.clone());
        }
        if rest.contains(['\n', '\r']) {
            return Err(Stop::Undecided("a line of blanks that is not ended follows a block"));
        }
        let known = text.known_bytes();
        let rest = known.strip_suffix('\n').unwrap_or(known);
        Ok(text.slice(0..rest.len(), text.span()))
    }

    fn alias(&mut self, anchor: usize, depth: usize) -> Result<Built, Stop> {
        if self.keys.contains(&anchor) {
            return Err(Stop::Undecided("an alias names a key"));
        }
        let Some(built) = self.anchors.get(&anchor) else {
            return Err(Stop::Refused("an alias stands inside the value that it names".to_owned()));
        };
        self.copies += built.nodes;
        if self.copies > MAX_COPIES || depth + built.height > MAX_DEPTH {
            return Err(Stop::Undecided("the aliases stand for more than is read here"));
        }
        Ok(built.clone())
    }
}

fn check_tag(written: &WrittenNode, wanted: &str) -> Result<(), Stop> {
    let Some(tag) = &written.tag else { return Ok(()) };
    if core_name(tag)? == Some(wanted) { Ok(()) } else { Err(Stop::Refused(format!("`{tag}` is not a tag of it"))) }
}

/// A number as Terraform writes it where a string is wanted.
fn decimal(number: &str) -> Result<String, Stop> {
    let number = Number::parse(number).ok_or(Stop::Undecided("the number cannot be represented"))?;
    Ok(number.to_string())
}
