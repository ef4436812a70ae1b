//! What an expression may refer to, and how its evaluation ends.

use std::sync::Arc;

use crate::source::Span;
use crate::syntax::expression::Operator;
use crate::syntax::text::Text;
use crate::value::Value;

/// The end of an evaluation: a value (known, partly known or unknown), or the certainty that Terraform refuses.
pub(crate) type Evaluated = Result<Value, Failure>;

/// Terraform would certainly refuse the expression. `try` and `can` depend on the difference to unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    pub span: Span,
    /// Lower case, no full stop: `there is no element 3 in a list of 2`.
    pub message: String,
    /// Terraform refuses it before it evaluates anything, so `try` and `can` do not catch it.
    pub is_static: bool,
}

impl Failure {
    pub(crate) fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), is_static: false }
    }

    /// A reference to what is not declared: no such input variable, local value, resource or module output.
    pub(crate) fn undeclared(span: Span, message: impl Into<String>) -> Self {
        Self { is_static: true, ..Self::new(span, message) }
    }
}

/// The names that an expression sees: those of its module, and those of the block or `for` around it.
pub(crate) trait Scope {
    /// The value of a reference that begins with `root`, and how many of the operators are part of the name.
    ///
    /// `var.quota.max` has the root `var` and the operators `.quota`, `.max`; the value of `var.quota` takes
    /// one. A name that is not declared is [`Failure::undeclared`]; an instance that `count` or `for_each` does
    /// not make is a plain [`Failure`].
    fn reference(&self, root: &str, operators: &[Operator], span: Span) -> Result<(Value, usize), Failure>;

    /// Why Terraform refuses a reference wherever it stands, also where it would never be evaluated.
    fn refuses(&self, _root: &str, _operators: &[Operator], _span: Span) -> Option<Failure> {
        None
    }

    /// Why a function, given without its namespace, cannot be called here.
    fn refuses_call(&self, _function: &str) -> Option<&'static str> {
        None
    }

    /// Why nothing that is written here has a value, where Terraform never comes to evaluate it.
    fn withholds(&self) -> Option<Arc<str>> {
        None
    }

    /// What the file functions may read.
    fn files(&self) -> &dyn Files;
}

/// The files that `file`, `templatefile`, `fileexists` and `fileset` see: those inside the module's tree.
pub(crate) trait Files {
    /// The text of a file by the path that the expression gives; `None` where it may not or cannot be read.
    fn read(&self, path: &str) -> Option<Text>;

    /// Whether a file exists; `None` where that may not be known.
    fn exists(&self, path: &str) -> Option<bool>;

    /// The files below a folder by their paths in it, down to so many levels; `None` where they may not or cannot be listed.
    fn below(&self, path: &str, levels: usize) -> Option<Vec<String>>;
}
