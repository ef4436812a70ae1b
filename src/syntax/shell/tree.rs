//! What a script runs: simple commands and their words, as the shell sees them.

use crate::source::Span;
use crate::syntax::shell::environment::Environment;
use crate::syntax::text::Text;
use crate::syntax::uses::Use;
use crate::syntax::{Comment, SyntaxError};

/// What a script runs, in the order written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Script {
    /// Commands that were read without doubt; those beside an error are left out.
    pub commands: Vec<Command>,
    /// The whole of every statement: pipelines, compound commands and functions with what is in them, each with its
    /// here-documents, and the cases of a `case`.
    pub statements: Vec<Span>,
    /// Places that were not understood. Shells differ too much to call them wrong.
    pub errors: Vec<SyntaxError>,
    pub comments: Vec<Comment>,
    /// Where it uses variables of its environment.
    pub uses: Vec<Use>,
    /// What it leaves of its environment to a script that goes on in the same shell.
    pub kept: Environment,
}

/// A simple command. One without words only assigns variables.
#[derive(Clone, Debug)]
pub(crate) struct Command {
    /// The name and the arguments, without redirections.
    pub words: Vec<Word>,
    /// `NAME=value` before the name, or after `export` and its like.
    pub assignments: Vec<Assignment>,
    /// The text that a here-document or here-string gives the command to read.
    pub stdin: Option<Text>,
    /// The branch or body that the command stands in, none for the script's own level. Commands of one branch run one
    /// after the other; of commands in two branches perhaps only one runs.
    pub branch: Option<usize>,
    pub span: Span,
}

/// A word after quotes and escapes are removed, with holes for what only running the script can tell.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub text: Text,
    pub span: Span,
    /// Unknown text stands outside quotes, so this may become no word or several.
    pub may_split: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Assignment {
    pub name: Text,
    pub value: Word,
    /// The items of an array that is written out.
    pub items: Option<Vec<Word>>,
}

impl Command {
    /// The first word, where it is known.
    pub(crate) fn name(&self) -> Option<&str> {
        self.words.first().filter(|word| !word.may_split).and_then(|word| word.text.known())
    }
}

impl Script {
    /// The same script with every place led through `outer`, the text that it was read from.
    pub(super) fn within(self, outer: &Text) -> Self {
        let place = |span: Span| outer.span_of(span.range());
        let word = |word: Word| Word { text: word.text.within(outer), span: place(word.span), ..word };
        let command = |command: Command| Command {
            words: command.words.into_iter().map(word).collect(),
            assignments: command
                .assignments
                .into_iter()
                .map(|assignment| Assignment {
                    name: assignment.name.within(outer),
                    value: word(assignment.value),
                    items: assignment.items.map(|items| items.into_iter().map(word).collect()),
                })
                .collect(),
            stdin: command.stdin.map(|text| text.within(outer)),
            branch: command.branch,
            span: place(command.span),
        };
        Self {
            commands: self.commands.into_iter().map(command).collect(),
            statements: self.statements.into_iter().map(place).collect(),
            errors: self.errors.into_iter().map(|error| SyntaxError { span: place(error.span), ..error }).collect(),
            comments: self.comments.into_iter().map(|comment| Comment { span: place(comment.span) }).collect(),
            uses: self.uses.into_iter().map(|found| Use { place: place(found.place), ..found }).collect(),
            kept: self.kept,
        }
    }
}
