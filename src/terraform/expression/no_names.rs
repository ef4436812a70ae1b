//! The scope of expressions that may refer to nothing: defaults, and the values in `.tfvars` files.

use crate::source::Span;
use crate::syntax::expression::Operator;
use crate::syntax::text::Text;
use crate::terraform::expression::scope::{Failure, Files, Scope};
use crate::value::Value;

/// A scope without names and files.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NoNames;

impl Scope for NoNames {
    fn reference(&self, _root: &str, _operators: &[Operator], span: Span) -> Result<(Value, usize), Failure> {
        Err(Failure::new(span, "a reference is not allowed here"))
    }

    /// Terraform refuses a call only where it is evaluated: one in a branch that is not taken does no harm.
    fn refuses_call(&self, _function: &str) -> Option<&'static str> {
        Some("a function cannot be called here")
    }

    fn files(&self) -> &dyn Files {
        self
    }
}

impl Files for NoNames {
    fn read(&self, _path: &str) -> Option<Text> {
        None
    }

    fn exists(&self, _path: &str) -> Option<bool> {
        None
    }

    fn below(&self, _path: &str, _levels: usize) -> Option<Vec<String>> {
        None
    }
}
