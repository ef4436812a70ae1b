//! Terraform's JSON syntax into the same [`Body`] as HCL.
//!
//! JSON cannot tell a block from an attribute, nor a string from a reference; Terraform decides by the schema of
//! the block. The schemas of Terraform's own blocks stand here. What only a provider's schema could tell stays an
//! attribute: the blocks of a resource are a tuple of objects.

use crate::source::Span;
use crate::syntax::SyntaxError;
use crate::syntax::expression::{
    Attribute, Block, Body, Expression, ExpressionKind, Ident, ObjectItem, TemplatePart, UnaryOperator,
};
use crate::syntax::hcl::{ParsedBody, Unread, parse_expression, parse_template};
use crate::syntax::node::{Entry, Node, NodeKind};
use crate::syntax::text::Text;

/// How the strings of a value are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    /// `"${…}"` is replaced.
    Template,
    /// As it is written.
    Literal,
    /// The whole string is a reference, a keyword or a type: `"alicloud_vpc.a"`, `"list(string)"`.
    Expression,
    /// The entry of a provider in `required_providers`.
    RequiredProvider,
}

/// What Terraform knows of the members of a kind of block.
struct Shape {
    /// The nested blocks: name, number of labels, shape.
    blocks: &'static [(&'static str, usize, &'static Shape)],
    /// The attributes whose strings are not templates.
    attributes: &'static [(&'static str, Reading)],
    /// All other members.
    other: Reading,
}

const EXPRESSION: Reading = Reading::Expression;
const LITERAL: Reading = Reading::Literal;

static ROOT: Shape = Shape {
    blocks: &[
        ("terraform", 0, &TERRAFORM),
        ("variable", 1, &VARIABLE),
        ("locals", 0, &PLAIN),
        ("output", 1, &OUTPUT),
        ("provider", 1, &PROVIDER),
        ("module", 1, &MODULE),
        ("resource", 2, &RESOURCE),
        ("data", 2, &RESOURCE),
        ("ephemeral", 2, &RESOURCE),
        ("moved", 0, &MOVED),
        ("import", 0, &IMPORT),
        ("removed", 0, &REMOVED),
        ("check", 1, &CHECK),
    ],
    attributes: &[],
    other: Reading::Template,
};
static PLAIN: Shape = Shape { blocks: &[], attributes: &[], other: Reading::Template };
static CONSTANT: Shape = Shape { blocks: &[], attributes: &[], other: LITERAL };
static TERRAFORM: Shape = Shape {
    blocks: &[
        ("backend", 1, &CONSTANT),
        ("cloud", 0, &CLOUD),
        ("required_providers", 0, &REQUIRED_PROVIDERS),
        ("provider_meta", 1, &PLAIN),
    ],
    attributes: &[("experiments", EXPRESSION)],
    other: LITERAL,
};
static CLOUD: Shape = Shape { blocks: &[("workspaces", 0, &CONSTANT)], attributes: &[], other: LITERAL };
static REQUIRED_PROVIDERS: Shape = Shape { blocks: &[], attributes: &[], other: Reading::RequiredProvider };
static VARIABLE: Shape =
    Shape { blocks: &[("validation", 0, &PLAIN)], attributes: &[("type", EXPRESSION)], other: LITERAL };
static OUTPUT: Shape = Shape {
    blocks: &[("precondition", 0, &PLAIN)],
    attributes: &[("depends_on", EXPRESSION), ("description", LITERAL)],
    other: Reading::Template,
};
static PROVIDER: Shape =
    Shape { blocks: &[], attributes: &[("alias", LITERAL), ("version", LITERAL)], other: Reading::Template };
static MODULE: Shape = Shape {
    blocks: &[],
    attributes: &[("source", LITERAL), ("version", LITERAL), ("providers", EXPRESSION), ("depends_on", EXPRESSION)],
    other: Reading::Template,
};
static RESOURCE: Shape = Shape {
    blocks: &[
        ("lifecycle", 0, &LIFECYCLE),
        ("provisioner", 1, &PROVISIONER),
        ("connection", 0, &PLAIN),
        ("timeouts", 0, &PLAIN),
        ("dynamic", 1, &DYNAMIC),
        ("_", 0, &PLAIN),
    ],
    attributes: &[("provider", EXPRESSION), ("depends_on", EXPRESSION)],
    other: Reading::Template,
};
static LIFECYCLE: Shape = Shape {
    blocks: &[("precondition", 0, &PLAIN), ("postcondition", 0, &PLAIN)],
    attributes: &[("ignore_changes", EXPRESSION), ("replace_triggered_by", EXPRESSION)],
    other: Reading::Template,
};
static PROVISIONER: Shape = Shape {
    blocks: &[("connection", 0, &PLAIN)],
    attributes: &[("when", EXPRESSION), ("on_failure", EXPRESSION)],
    other: Reading::Template,
};
static DYNAMIC: Shape =
    Shape { blocks: &[("content", 0, &CONTENT)], attributes: &[("iterator", EXPRESSION)], other: Reading::Template };
static CONTENT: Shape = Shape { blocks: &[("dynamic", 1, &DYNAMIC)], attributes: &[], other: Reading::Template };
static MOVED: Shape = Shape { blocks: &[], attributes: &[], other: EXPRESSION };
static IMPORT: Shape =
    Shape { blocks: &[], attributes: &[("to", EXPRESSION), ("provider", EXPRESSION)], other: Reading::Template };
static REMOVED: Shape = Shape {
    blocks: &[("lifecycle", 0, &PLAIN), ("provisioner", 1, &PROVISIONER), ("connection", 0, &PLAIN)],
    attributes: &[("from", EXPRESSION)],
    other: Reading::Template,
};
static CHECK: Shape =
    Shape { blocks: &[("data", 2, &RESOURCE), ("assert", 0, &PLAIN)], attributes: &[], other: Reading::Template };

/// Reads the document of a `.tf.json` file. Its places are the document's.
pub(crate) fn body_from_json(document: &Node) -> ParsedBody {
    let mut converter = Converter { errors: Vec::new(), unread: Unread::default() };
    let body = converter.body(document, &ROOT);
    ParsedBody { body, errors: converter.errors, comments: Vec::new(), unread: converter.unread }
}

struct Converter {
    errors: Vec<SyntaxError>,
    unread: Unread,
}

impl Converter {
    fn body(&mut self, value: &Node, shape: &Shape) -> Body {
        let mut body = Body::default();
        for entry in self.members(value) {
            let name = entry.key.known().unwrap_or_default();
            let is_unread = name.is_empty() && matches!(entry.value.kind, NodeKind::Error);
            body.is_partial |= is_unread;
            if name == "//" || is_unread {
                continue;
            }
            match shape.blocks.iter().find(|(kind, ..)| *kind == name) {
                Some((_, labels, inner)) => {
                    let kind = Ident { name: name.into(), span: entry.key.span() };
                    let start = entry.key.span();
                    let header = Header { kind, labels: Vec::new(), start };
                    self.blocks(&entry.value, header, *labels, inner, &mut body.blocks);
                }
                None => body.attributes.push(self.attribute(entry, name, shape)),
            }
        }
        body
    }

    fn attribute(&mut self, entry: &Entry, name: &str, shape: &Shape) -> Attribute {
        let reading = shape.attributes.iter().find(|(attribute, _)| *attribute == name);
        let value = self.expression(&entry.value, reading.map_or(shape.other, |(_, reading)| *reading));
        let name = Ident { name: name.into(), span: entry.key.span() };
        Attribute { span: name.span.to(entry.value.span), name, value }
    }

    /// The members of an object, or of all objects of an array. Null has none.
    fn members<'a>(&mut self, value: &'a Node) -> Vec<&'a Entry> {
        match &value.kind {
            NodeKind::Mapping(entries) => entries.iter().collect(),
            NodeKind::Sequence(items) => {
                let mut members = Vec::new();
                for item in items {
                    match &item.kind {
                        NodeKind::Mapping(entries) => members.extend(entries),
                        _ => self.expected_object(item),
                    }
                }
                members
            }
            NodeKind::Null | NodeKind::Error => Vec::new(),
            _ => {
                self.expected_object(value);
                Vec::new()
            }
        }
    }

    fn expected_object(&mut self, value: &Node) {
        if !matches!(value.kind, NodeKind::Error) {
            let message = format!("expected an object or an array of objects here, not {}", value.describe());
            self.errors.push(SyntaxError::new(value.span, message));
            self.unread.is_anything = true;
        }
    }

    /// Adds the blocks that a member stands for; each level of names gives one label.
    fn blocks(&mut self, value: &Node, header: Header, labels: usize, shape: &Shape, blocks: &mut Vec<Block>) {
        if labels > 0 {
            for entry in self.members(value) {
                if entry.key.known() == Some("//") {
                    continue;
                }
                let mut names = header.labels.clone();
                names.push(entry.key.clone());
                let inner = Header { kind: header.kind.clone(), labels: names, start: entry.key.span() };
                self.blocks(&entry.value, inner, labels - 1, shape, blocks);
            }
            return;
        }
        match &value.kind {
            NodeKind::Sequence(items) => {
                for item in items {
                    if item.is_mapping() || item.is_sequence() {
                        blocks.push(self.block(item, header.clone(), item.span, shape));
                    } else {
                        self.expected_object(item);
                    }
                }
            }
            NodeKind::Mapping(_) => blocks.push(self.block(value, header.clone(), header.start.to(value.span), shape)),
            NodeKind::Null | NodeKind::Error => {}
            _ => self.expected_object(value),
        }
    }

    fn block(&mut self, value: &Node, header: Header, span: Span, shape: &Shape) -> Block {
        let body = self.body(value, shape);
        Block { kind: header.kind, labels: header.labels, body, span, header: header.start }
    }

    fn expression(&mut self, value: &Node, reading: Reading) -> Expression {
        let kind = match &value.kind {
            NodeKind::Null => ExpressionKind::Null,
            NodeKind::Bool(value) => ExpressionKind::Bool(*value),
            NodeKind::Number(written) => number(written, value.span),
            NodeKind::String(text) => return self.string(text, reading),
            NodeKind::Sequence(items) => {
                ExpressionKind::Tuple(items.iter().map(|item| self.expression(item, reading)).collect())
            }
            NodeKind::Mapping(entries) => {
                ExpressionKind::Object(entries.iter().map(|entry| self.item(entry, reading)).collect())
            }
            NodeKind::Unknown | NodeKind::Error => ExpressionKind::Error,
        };
        Expression::new(value.span, kind)
    }

    fn item(&mut self, entry: &Entry, reading: Reading) -> ObjectItem {
        if reading == Reading::RequiredProvider {
            let is_reference = entry.key.known() == Some("configuration_aliases");
            let reading = if is_reference { Reading::Expression } else { Reading::Literal };
            let key = self.string(&entry.key, Reading::Literal);
            return ObjectItem { key, value: self.expression(&entry.value, reading) };
        }
        let mut key = self.string(&entry.key, reading);
        // A bare name as a key is a string, as it is in HCL.
        if matches!(*key.kind, ExpressionKind::Variable(_)) {
            key = self.string(&entry.key, Reading::Literal);
        }
        ObjectItem { key, value: self.expression(&entry.value, reading) }
    }

    fn string(&mut self, text: &Text, reading: Reading) -> Expression {
        let (expression, errors) = match reading {
            Reading::Literal | Reading::RequiredProvider => {
                return Expression::new(text.span(), ExpressionKind::String(text.clone()));
            }
            Reading::Template => parse_template(text),
            // `"${alicloud_vpc.a}"` is the older way to write `"alicloud_vpc.a"`.
            Reading::Expression if text.known().is_some_and(|text| text.trim_start().starts_with("${")) => {
                let (expression, errors) = parse_template(text);
                (single_interpolation(&expression).cloned().unwrap_or(expression), errors)
            }
            Reading::Expression => parse_expression(text),
        };
        self.errors.extend(errors);
        expression
    }
}

/// What is known of a block before its body.
#[derive(Clone)]
struct Header {
    kind: Ident,
    labels: Vec<Text>,
    /// The last name: the label's, or the kind's if there is none.
    start: Span,
}

fn single_interpolation(expression: &Expression) -> Option<&Expression> {
    match &*expression.kind {
        ExpressionKind::Template(parts) => match parts.as_slice() {
            [TemplatePart::Interpolation(inner)] => Some(inner),
            _ => None,
        },
        _ => None,
    }
}

/// The sign is an operator, as it is in HCL.
fn number(written: &str, span: Span) -> ExpressionKind {
    let Some(digits) = written.strip_prefix('-') else { return ExpressionKind::Number(written.into()) };
    let span = Span { start: (span.start + 1).min(span.end), ..span };
    let operand = Expression::new(span, ExpressionKind::Number(digits.into()));
    ExpressionKind::Unary { operator: UnaryOperator::Negate, operand }
}
