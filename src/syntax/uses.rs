//! Where a known value stands for a name.

use crate::source::Span;

/// A place at which a variable with a known value is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Use {
    /// As it stands at the place: `{{name}}`, `$NAME`.
    pub written: Box<str>,
    /// What is defined, in the words of its definition: `@name`, `NAME`.
    pub defined: Box<str>,
    pub place: Span,
    /// The value that stands for it, where it is defined.
    pub definition: Span,
}
