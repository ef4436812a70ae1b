//! HCL, Terraform's own syntax, into [`Body`](crate::syntax::expression::Body) and [`Expression`].
//!
//! The parser reads a text once and stops at the first problem. A text with a problem is looked at once more for its
//! brackets and strings alone, and then parsed one top-level item at a time.

mod explain;
mod literal;
mod origin;
mod parser;
mod problem;
mod recovery;
mod scan;
mod unread;

use crate::source::SourceFile;
use crate::syntax::SyntaxError;
use crate::syntax::expression::Expression;
pub(crate) use crate::syntax::hcl::recovery::ParsedBody;
pub(crate) use crate::syntax::hcl::unread::{Head, Unread};
use crate::syntax::text::Text;

/// Reads a `.tf`, `.tofu`, `.tfvars` or `.hcl` file. A top-level block or attribute with an error is left out.
pub(crate) fn parse(file: &SourceFile) -> ParsedBody {
    recovery::read_body(file)
}

/// Reads an expression that stands inside a string. Places lead to the bytes of the string.
pub(crate) fn parse_expression(text: &Text) -> (Expression, Vec<SyntaxError>) {
    recovery::read_string(text, false)
}

/// Reads a template without quotes around it: a string of a `.tf.json` file, the content of a template file.
pub(crate) fn parse_template(text: &Text) -> (Expression, Vec<SyntaxError>) {
    recovery::read_string(text, true)
}
