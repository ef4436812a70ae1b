//! The spanned tree of HCL: bodies, blocks, attributes and expressions.
//!
//! `.tf.json` files are lifted into the same tree, so the evaluator has one input.

use crate::source::Span;
use crate::syntax::text::Text;

/// A name with its place.
#[derive(Clone, Debug)]
pub(crate) struct Ident {
    pub name: Box<str>,
    pub span: Span,
}

/// The content of a file or of a block. Attributes and blocks each keep their order; equal names are all kept.
#[derive(Clone, Debug, Default)]
pub(crate) struct Body {
    pub attributes: Vec<Attribute>,
    pub blocks: Vec<Block>,
    /// Something could not be read, so there may be further attributes and blocks.
    pub is_partial: bool,
}

impl Body {
    pub(crate) fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| &*attribute.name.name == name)
    }

    pub(crate) fn blocks_of<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Block> {
        self.blocks.iter().filter(move |block| &*block.kind.name == kind)
    }
}

/// `name = value`.
#[derive(Clone, Debug)]
pub(crate) struct Attribute {
    pub name: Ident,
    pub value: Expression,
    pub span: Span,
}

/// `kind "label" … { body }`.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub kind: Ident,
    pub labels: Vec<Text>,
    pub body: Body,
    /// From the kind to the closing brace.
    pub span: Span,
    /// From the kind to the last label, without the opening brace.
    pub header: Span,
}

impl Block {
    /// The label at `index`, if it is there and literal.
    pub(crate) fn label(&self, index: usize) -> Option<&str> {
        self.labels.get(index).and_then(Text::known)
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Expression {
    pub span: Span,
    pub kind: Box<ExpressionKind>,
}

#[derive(Clone, Debug)]
pub(crate) enum ExpressionKind {
    Null,
    Bool(bool),
    /// As written.
    Number(Box<str>),
    /// A quoted string or heredoc without interpolation, escapes and indentation resolved.
    String(Text),
    /// A quoted string or heredoc with interpolations or directives.
    Template(Vec<TemplatePart>),
    Tuple(Vec<Expression>),
    Object(Vec<ObjectItem>),
    /// The first name of a reference: `var`, `local`, `alicloud_vpc`, an iterator.
    Variable(Box<str>),
    Traversal {
        base: Expression,
        operators: Vec<Operator>,
    },
    Call(Call),
    Parenthesis(Expression),
    Conditional {
        condition: Expression,
        yes: Expression,
        no: Expression,
    },
    Unary {
        operator: UnaryOperator,
        operand: Expression,
    },
    Binary {
        operator: BinaryOperator,
        left: Expression,
        right: Expression,
    },
    For(Box<For>),
    /// A part that could not be read. The error list says why.
    Error,
    /// In the place of what may be replaced by something that could not be read.
    Withheld,
}

/// `key = value` or `key: value` in an object literal.
#[derive(Clone, Debug)]
pub(crate) struct ObjectItem {
    /// A bare name is a [`ExpressionKind::String`]; `(name)` and templates are expressions.
    pub key: Expression,
    pub value: Expression,
}

/// One step of a reference, with its place (dot or brackets included).
#[derive(Clone, Debug)]
pub(crate) struct Operator {
    pub span: Span,
    pub kind: OperatorKind,
}

#[derive(Clone, Debug)]
pub(crate) enum OperatorKind {
    /// `.name`
    Attribute(Box<str>),
    /// `[key]`
    Index(Expression),
    /// `.0`
    LegacyIndex(u64),
    /// `.*`: applies to the attribute steps that follow it.
    AttributeSplat,
    /// `[*]`: applies to all steps that follow it.
    FullSplat,
}

#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// With its namespace, if any: `provider::x::f`.
    pub name: Ident,
    pub arguments: Vec<Expression>,
    /// The last argument is followed by `...`.
    pub expands_last: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UnaryOperator {
    Negate,
    Not,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BinaryOperator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
}

/// `[for k, v in collection : value if condition]` or `{for … : key => value...}`.
#[derive(Clone, Debug)]
pub(crate) struct For {
    pub key_name: Option<Ident>,
    pub value_name: Ident,
    pub collection: Expression,
    /// Present in the object form only.
    pub key: Option<Expression>,
    pub value: Expression,
    /// The object form's `...`.
    pub groups: bool,
    pub condition: Option<Expression>,
}

/// A piece of a template. Trim markers and heredoc indentation are already applied to the literals.
#[derive(Clone, Debug)]
pub(crate) enum TemplatePart {
    Literal(Text),
    Interpolation(Expression),
    If { condition: Expression, yes: Vec<TemplatePart>, no: Vec<TemplatePart> },
    For { key_name: Option<Ident>, value_name: Ident, collection: Expression, body: Vec<TemplatePart> },
}

impl Expression {
    pub(crate) fn new(span: Span, kind: ExpressionKind) -> Self {
        Self { span, kind: Box::new(kind) }
    }

    /// The expressions that it is made of, in the order written.
    pub(crate) fn parts(&self) -> Vec<&Expression> {
        match &*self.kind {
            ExpressionKind::Null
            | ExpressionKind::Bool(_)
            | ExpressionKind::Number(_)
            | ExpressionKind::String(_)
            | ExpressionKind::Variable(_)
            | ExpressionKind::Error
            | ExpressionKind::Withheld => Vec::new(),
            ExpressionKind::Template(parts) => parts.iter().flat_map(TemplatePart::expressions).collect(),
            ExpressionKind::Tuple(items) => items.iter().collect(),
            ExpressionKind::Object(items) => items.iter().flat_map(|item| [&item.key, &item.value]).collect(),
            ExpressionKind::Traversal { base, operators } => {
                let indexes = operators.iter().filter_map(|operator| match &operator.kind {
                    OperatorKind::Index(index) => Some(index),
                    _ => None,
                });
                std::iter::once(base).chain(indexes).collect()
            }
            ExpressionKind::Call(call) => call.arguments.iter().collect(),
            ExpressionKind::Parenthesis(inner) | ExpressionKind::Unary { operand: inner, .. } => vec![inner],
            ExpressionKind::Conditional { condition, yes, no } => vec![condition, yes, no],
            ExpressionKind::Binary { left, right, .. } => vec![left, right],
            ExpressionKind::For(repeated) => {
                let For { collection, key, value, condition, .. } = &**repeated;
                std::iter::once(collection).chain(key).chain([value]).chain(condition).collect()
            }
        }
    }
}

impl TemplatePart {
    fn expressions(&self) -> Vec<&Expression> {
        match self {
            Self::Literal(_) => Vec::new(),
            Self::Interpolation(expression) => vec![expression],
            Self::If { condition, yes, no } => {
                std::iter::once(condition).chain(yes.iter().chain(no).flat_map(Self::expressions)).collect()
            }
            Self::For { collection, body, .. } => {
                std::iter::once(collection).chain(body.iter().flat_map(Self::expressions)).collect()
            }
        }
    }
}
