//! A problem of the parser in words that help the author.
//!
//! The parser says where it stopped and what it needed there. What was meant follows from the text around that place.

mod statements;
mod values;

use std::ops::Range;

use crate::source::visible::shortened;
use crate::syntax::SyntaxError;
use crate::syntax::hcl::origin::Origin;
use crate::syntax::hcl::parser::{MAX_NESTING, MAX_OPERATORS};
use crate::syntax::hcl::problem::{Opening, Problem, ProblemKind, TextProblem};

/// What to tell the author, before it is an error with a place in a file.
struct Explanation {
    range: Range<usize>,
    message: String,
    help: Option<String>,
    /// Another place that belongs to it, with what it is.
    related: Option<(Range<usize>, String)>,
}

/// The error that a problem stands for.
pub(super) fn explain(text: &str, origin: &Origin<'_>, problem: &Problem) -> SyntaxError {
    let explanation = Place::new(text, problem.at).explain(&problem.kind);
    let mut error = SyntaxError::new(origin.span(explanation.range), explanation.message);
    error.help = explanation.help;
    error.is_limit = matches!(problem.kind, ProblemKind::TooDeep | ProblemKind::TooManyOperators);
    error.related = explanation.related.map(|(range, message)| (origin.span(range), message));
    error
}

/// The text around a problem.
struct Place<'a> {
    text: &'a str,
    /// Where what was not expected begins.
    at: usize,
    /// All before it, without space at the end.
    before: &'a str,
    /// What was not expected; empty at the end of a line.
    found: &'a str,
}

impl<'a> Place<'a> {
    fn new(text: &'a str, offset: usize) -> Self {
        let mut at = offset.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let rest = text.get(at..).unwrap_or_default();
        at += rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let before = text.get(..at).unwrap_or_default().trim_end();
        Self { text, at, before, found: token(text.get(at..).unwrap_or_default()) }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn starts_with(&self, prefix: &str) -> bool {
        self.rest().starts_with(prefix)
    }

    fn rest_of_line(&self) -> &'a str {
        self.rest().split('\n').next().unwrap_or_default().trim_end()
    }

    fn is_at_line_end(&self) -> bool {
        self.found.is_empty()
    }

    /// What was found, in words.
    fn found_in_words(&self) -> String {
        if !self.is_at_line_end() {
            format!("`{}`", shortened(self.found))
        } else if self.rest().is_empty() {
            "the end of the file".to_owned()
        } else {
            "the end of the line".to_owned()
        }
    }

    /// The place of what was found; at the end of a line, of what stands before it.
    fn range(&self) -> Range<usize> {
        if self.is_at_line_end() { self.last_token() } else { self.at..self.at + self.found.len() }
    }

    /// The last token before the place.
    fn last_token(&self) -> Range<usize> {
        let end = self.before.len();
        let line = self.before.get(line_start(self.before)..).unwrap_or_default();
        if let Some(start) = line.strip_suffix('"').and_then(|line| line.rfind('"')) {
            return end - (line.len() - start)..end;
        }
        let word = line.len() - line.trim_end_matches(is_word).len();
        let length = if word > 0 { word } else { line.chars().next_back().map_or(0, char::len_utf8) };
        end - length..end
    }

    /// The line up to the place, without indentation.
    fn line_before(&self) -> &'a str {
        self.before.get(line_start(self.before)..).unwrap_or_default().trim_start()
    }

    /// The argument whose value the place belongs to, if its name begins the line.
    fn argument(&self) -> Option<&'a str> {
        let (name, rest) = split_word(self.line_before());
        let is_assigned = rest.trim_start().starts_with('=') && !rest.trim_start().starts_with("==");
        (is_assigned && !name.is_empty()).then_some(name)
    }

    fn says(&self, message: impl Into<String>, help: impl Into<String>) -> Explanation {
        Explanation { range: self.range(), message: message.into(), help: Some(help.into()), related: None }
    }

    fn says_at(&self, range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Explanation {
        Explanation { range, message: message.into(), help: Some(help.into()), related: None }
    }

    fn explain(&self, problem: &ProblemKind) -> Explanation {
        let found = self.found_in_words();
        match problem {
            ProblemKind::TooDeep => self
                .says(format!("nested more than {MAX_NESTING} levels deep"), "move the inner part into a local value"),
            ProblemKind::TooManyOperators => self.says(
                format!("more than {MAX_OPERATORS} operators in one expression"),
                "move parts of the expression into local values",
            ),
            ProblemKind::SetTwice(first) => {
                let name = shortened(self.found);
                let related = Some((first.clone(), format!("`{name}` is first set here")));
                let second = self.says(format!("`{name}` is set a second time"), "keep one of the two");
                Explanation { related, ..second }
            }
            ProblemKind::Item => self.item(),
            ProblemKind::AfterName => self.statement(),
            ProblemKind::BlockBrace => self.header(),
            ProblemKind::LineEnd => self.after_value(),
            ProblemKind::Value => self.value(),
            ProblemKind::AfterKey => self.after_key(),
            ProblemKind::AfterObjectItem => self.says(
                format!("expected a comma or a new line before {found}"),
                "write each item on its own line, or put a comma between the items",
            ),
            ProblemKind::Attribute => self.says_at(
                self.last_token(),
                "a name or a number is missing after this `.`",
                "write the attribute to take, such as `.id`",
            ),
            &ProblemKind::IndexesInARow { end } => {
                let written = self.slice_to(end);
                let brackets: String = written.split('.').map(|index| format!("[{index}]")).collect();
                self.says_at(
                    self.at..end,
                    "two indexes in a row need brackets",
                    format!("write `{brackets}` instead of `.{written}`"),
                )
            }
            &ProblemKind::Number { end } => {
                let written = self.slice_to(end);
                self.says_at(
                    self.at..end,
                    format!("`{written}` is not a number"),
                    format!("write `\"{written}\"` if a string is meant"),
                )
            }
            ProblemKind::Bracket => {
                self.says(format!("expected a comma or `]` before {found}"), "put a comma between the elements")
            }
            ProblemKind::Parenthesis => {
                self.says(format!("expected a comma or `)` before {found}"), "put a comma between the arguments")
            }
            ProblemKind::SequenceEnd => self.says(
                format!("expected `}}` after the expression, not {found}"),
                "close the sequence with `}`; for the characters `${` themselves write `$${`",
            ),
            ProblemKind::ConditionalColon => self.says(
                format!("expected `:` and the other value of the condition, not {found}"),
                "write `CONDITION ? VALUE : VALUE`; on several lines it needs parentheses around it",
            ),
            ProblemKind::ForColon => self.says(
                format!("expected `:` and the value of the `for`, not {found}"),
                "write `[for NAME in COLLECTION : VALUE]`",
            ),
            ProblemKind::ForEnd(bracket) => self.says(
                format!("expected `if` or `{bracket}` after the value of the `for`, not {found}"),
                format!("write `if CONDITION{bracket}`, or only `{bracket}`"),
            ),
            ProblemKind::Arguments => self.says(
                format!("expected the arguments of a function, not {found}"),
                "write them in parentheses, or `()` where it has none",
            ),
            ProblemKind::ForArrow => self.says(
                format!("expected `=>` and a value, not {found}"),
                "write `{ for … : key => value }`; for a list use `[for … : value]`",
            ),
            ProblemKind::ForIn => self.says(format!("expected `in`, not {found}"), "write `for NAME in COLLECTION`"),
            ProblemKind::Name => {
                self.says(format!("expected a name, not {found}"), "a name begins with a letter or `_`")
            }
            &ProblemKind::DottedKey { end } => self.says_at(
                self.at..end,
                "this key may be a reference or a name with dots",
                "put a reference in parentheses, a name in quotes",
            ),
            ProblemKind::Text(problem) => self.text(problem),
        }
    }

    /// What is wrong in strings, heredocs and comments.
    fn text(&self, problem: &TextProblem) -> Explanation {
        match problem {
            TextProblem::UnclosedString => self.says(
                "this string has no closing quote on its line",
                "add the closing `\"`; for a newline inside the string write `\\n`, or use a heredoc (`<<EOT`)",
            ),
            &TextProblem::UnclosedHeredoc { end } => {
                self.says_at(self.at..end, "this heredoc is not closed", "write its marker alone on a line where the text ends")
            }
            TextProblem::HeredocMarker => {
                self.says("the marker of a heredoc must not have quotes", "write the bare name after `<<`")
            }
            TextProblem::HeredocNewline => self
                .says("the text of a heredoc begins on the line after its marker", "break the line after the marker"),
            TextProblem::UnclosedComment => {
                self.says_at(self.at..self.at + 2, "this comment is never closed", "write `*/` where the comment ends")
            }
            &TextProblem::Escape { end } => self.says_at(
                self.at..end,
                format!("a string has no escape `{}`", self.slice_to(end)),
                "write `\\\\` for a backslash; the escapes are `\\n`, `\\r`, `\\t`, `\\\"`, `\\\\`, `\\uNNNN` and `\\UNNNNNNNN`",
            ),
            &TextProblem::EscapedCharacter { end } => self.says_at(
                self.at..end,
                "this escape is not a Unicode character",
                "write `\\u` with four hexadecimal digits or `\\U` with eight",
            ),
            &TextProblem::Directive { end } => {
                let word = self.slice_to(end).trim_start_matches(['%', '{', '~', ' ', '\t']);
                self.says_at(
                    self.at..end,
                    format!("a template has no directive `{word}`"),
                    "write `if`, `else`, `endif`, `for` or `endfor`; for the characters `%{` write `%%{`",
                )
            }
            &TextProblem::DirectiveEnd { end } => {
                let word = self.slice_to(end).rsplit(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
                self.says_at(
                    self.at..end,
                    format!("`{word}` does not belong to a directive before it"),
                    "begin with `%{ if CONDITION }` or `%{ for NAME in COLLECTION }`",
                )
            }
            TextProblem::OpenDirective(opening) => {
                let (name, end) = match opening {
                    Opening::If => ("if", "endif"),
                    Opening::For => ("for", "endfor"),
                };
                self.says_at(
                    self.at..self.at + 2,
                    format!("this `{name}` has no `{end}`"),
                    format!("write `%{{ {end} }}` where it ends"),
                )
            }
        }
    }

    /// From the place up to an offset.
    fn slice_to(&self, end: usize) -> &'a str {
        self.text.get(self.at..end).unwrap_or_default()
    }
}

/// The token that a text begins with: a word or number, a string, or a mark. Empty at the end of a line.
fn token(rest: &str) -> &str {
    let Some(first) = rest.chars().next() else { return "" };
    let length = match first {
        '\r' | '\n' => 0,
        '"' => {
            let line = rest.split('\n').next().unwrap_or_default();
            line.get(1..).and_then(|inner| inner.find('"')).map_or(1, |end| end + 2)
        }
        _ if is_word(first) => rest.find(|letter| !is_word(letter)).unwrap_or(rest.len()),
        _ => ["...", "&&", "||", "==", "!=", "<=", ">=", "=>", "::"]
            .into_iter()
            .find(|mark| rest.starts_with(mark))
            .map_or(first.len_utf8(), str::len),
    };
    rest.get(..length).unwrap_or_default()
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '-')
}

/// The word that a line begins with, and the rest.
fn split_word(line: &str) -> (&str, &str) {
    line.split_at(line.find(|letter| !is_word(letter)).unwrap_or(line.len()))
}

fn line_start(text: &str) -> usize {
    text.rfind('\n').map_or(0, |newline| newline + 1)
}
