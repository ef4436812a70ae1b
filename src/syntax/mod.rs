//! Text into spanned trees: HCL, JSON, YAML and documents inside strings.
//!
//! Parsing never fails: every parser returns what it could read and a list of errors. Data languages share one
//! tree ([`node::Node`]); HCL, whose values are expressions, has [`expression::Body`] and
//! [`expression::Expression`] beside it. Strings are [`text::Text`] in both, so a place inside a decoded
//! string always leads back to the bytes that wrote it.

pub(crate) mod comments;
pub(crate) mod embedded;
pub(crate) mod expression;
pub(crate) mod hcl;
pub(crate) mod hcl_json;
pub(crate) mod http;
mod interner;
pub(crate) mod json;
pub(crate) mod list;
pub(crate) mod node;
pub(crate) mod pattern;
pub(crate) mod shell;
pub(crate) mod text;
pub(crate) mod url;
pub(crate) mod uses;
pub(crate) mod xml;
pub(crate) mod yaml;

use crate::source::Span;

/// A place that could not be read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SyntaxError {
    pub span: Span,
    pub message: String,
    pub help: Option<String>,
    /// Another place that explains the error, such as the bracket that is not closed.
    pub related: Option<(Span, String)>,
    /// The text may be right, but goes beyond what is read: nested too deep, for example.
    pub is_limit: bool,
}

impl SyntaxError {
    pub(crate) fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: None, related: None, is_limit: false }
    }

    /// An error that a limit of the parser causes, not a mistake in the text.
    pub(crate) fn of_limit(span: Span, message: impl Into<String>) -> Self {
        Self { is_limit: true, ..Self::new(span, message) }
    }

    #[must_use]
    pub(crate) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    #[must_use]
    pub(crate) fn with_related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related = Some((span, message.into()));
        self
    }
}

/// What a parser of a data language read: one tree for each document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Documents {
    pub documents: Vec<node::Node>,
    pub errors: Vec<SyntaxError>,
    pub comments: Vec<Comment>,
    /// Text that is not known stands where it may decide about the structure, and without it nothing can be
    /// read. There are neither documents nor errors then.
    pub is_undecided: bool,
}

/// A comment, with its markers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Comment {
    pub span: Span,
}
