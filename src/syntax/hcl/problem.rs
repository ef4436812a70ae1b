//! Why a text cannot be read on: what the parser needed at a place, before it is put into words, and where it can be
//! taken up again.

use std::ops::Range;

/// What stopped the parser. Offsets count in the text as it is written.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    /// Where what was not expected begins; spaces may stand before it.
    pub at: usize,
    pub kind: ProblemKind,
}

/// A place at which the body of a block can be read on, whatever is wrong before it: the start of a line, or its `}`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Resumption {
    /// The offset of the body's `{`.
    pub body: usize,
    pub at: usize,
}

#[derive(Clone, Debug)]
pub(super) enum ProblemKind {
    /// Nested deeper than [`MAX_NESTING`](super::parser::MAX_NESTING).
    TooDeep,
    /// More operators than [`MAX_OPERATORS`](super::parser::MAX_OPERATORS).
    TooManyOperators,
    /// The name of an argument that was set before, at the range.
    SetTwice(Range<usize>),
    /// An argument, a block or the end of the body was to come.
    Item,
    /// After the name that begins an argument or a block.
    AfterName,
    /// After the names of a block, its brace was to come.
    BlockBrace,
    /// A value was to begin.
    Value,
    /// The line was to end after the value of an argument, or after a block.
    LineEnd,
    /// `=` or `:` was to follow the key of an object's item.
    AfterKey,
    /// A comma or a newline was to follow an object's item.
    AfterObjectItem,
    /// A name or a number was to follow a dot.
    Attribute,
    /// Indexes in a row without brackets, `.0.1`, which read as a number.
    IndexesInARow {
        end: usize,
    },
    /// What Terraform takes for one number and cannot read, such as `1.2.3`.
    Number {
        end: usize,
    },
    /// `]` was to close the elements or the index.
    Bracket,
    /// `)` was to close the parenthesis or the arguments.
    Parenthesis,
    /// The arguments of a function were to follow its name, of which `::` shows that it is one.
    Arguments,
    /// `}` was to close a sequence of a template.
    SequenceEnd,
    /// `:` and the other value of a conditional.
    ConditionalColon,
    /// `:` and the value of a `for`.
    ForColon,
    /// `=>` and the value of a `for` in braces.
    ForArrow,
    /// The bracket that closes a `for`, or its `if`.
    ForEnd(char),
    /// `in` and the collection of a `for`.
    ForIn,
    /// A name: of a variable in a `for`, of a function after `::`.
    Name,
    /// A key that may be a reference or a name with dots.
    DottedKey {
        end: usize,
    },
    Text(TextProblem),
}

/// What is wrong in a string, a heredoc, a template or a comment.
#[derive(Clone, Debug)]
pub(super) enum TextProblem {
    /// A quoted string whose line ends before it.
    UnclosedString,
    /// A heredoc without a line that ends it, up to the end of its marker.
    UnclosedHeredoc {
        end: usize,
    },
    /// The name that ends a heredoc was to follow its `<<`.
    HeredocMarker,
    /// The line was to end behind the marker of a heredoc.
    HeredocNewline,
    UnclosedComment,
    /// A backslash with something behind it that is no escape.
    Escape {
        end: usize,
    },
    /// An escape by a number that is no character.
    EscapedCharacter {
        end: usize,
    },
    /// `%{ word` with a word that no directive begins with.
    Directive {
        end: usize,
    },
    /// An `else`, `endif` or `endfor` without what it belongs to.
    DirectiveEnd {
        end: usize,
    },
    /// An `if` or `for` that nothing ends; the place is that of its `%{`.
    OpenDirective(Opening),
}

/// A directive that waits for its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    If,
    For,
}
