//! What is wrong at a place that hcl-edit does not accept, in words that help the author.
//!
//! hcl-edit says where it stopped and what it could have gone on with. What was meant follows from the text
//! around that place.

mod statements;
mod values;

use std::ops::Range;

use crate::syntax::SyntaxError;
use crate::syntax::hcl::origin::Origin;
use crate::syntax::hcl::scan::MAX_NESTING;

/// What hcl-edit says about a text.
#[derive(Debug)]
pub(super) struct Complaint {
    /// In the text as it is written.
    pub offset: usize,
    pub message: String,
}

impl Complaint {
    pub(super) fn is_repeated_key(&self) -> bool {
        self.message.contains("redefined object key")
    }
}

impl Complaint {
    /// hcl-edit has already taken the character after a key when it refuses it.
    fn offset_of_cause(&self, text: &str) -> usize {
        let taken = text.get(..self.offset).and_then(|before| before.chars().next_back());
        match taken {
            Some(letter) if self.message.starts_with("invalid object value") => self.offset - letter.len_utf8(),
            _ => self.offset,
        }
    }
}

/// What to tell the author, before it is an error with a place in a file.
struct Explanation {
    range: Range<usize>,
    message: String,
    help: Option<String>,
    /// Another place that belongs to it, with what it is.
    related: Option<(Range<usize>, String)>,
}

/// The error that a complaint stands for.
pub(super) fn explain(text: &str, origin: &Origin<'_>, complaint: &Complaint) -> SyntaxError {
    let place = Place::new(text, complaint.offset_of_cause(text));
    let explanation = place.explain(&complaint.message);
    let mut error = SyntaxError::new(origin.span(explanation.range), explanation.message);
    error.help = explanation.help;
    error.is_limit =
        complaint.message.contains("nesting depth") || complaint.message.contains("chained binary operators");
    error.related = explanation.related.map(|(range, message)| (origin.span(range), message));
    error
}

/// The text around a complaint.
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

    fn explain(&self, complaint: &str) -> Explanation {
        match complaint {
            _ if complaint.contains("nesting depth") => self
                .says(format!("nested more than {MAX_NESTING} levels deep"), "move the inner part into a local value"),
            _ if complaint.contains("chained binary operators") => {
                self.says("more than 128 operators in one expression", "move parts of the expression into local values")
            }
            _ if complaint.contains("redefined") => {
                let name = shortened(self.found);
                let related = self.first_setting().map(|range| (range, format!("`{name}` is first set here")));
                let second = self.says(format!("`{name}` is set a second time"), "keep one of the two");
                Explanation { related, ..second }
            }
            _ if complaint.starts_with("invalid expression") => self.value(),
            _ if complaint.starts_with("invalid structure") => self.statement(),
            _ if complaint.starts_with("expected `{`") => self.header(),
            _ if complaint.starts_with("invalid block body") => self.block_body(),
            _ if complaint.starts_with("expected newline or eof") => self.after_value(),
            _ if complaint.starts_with("invalid object value") => self.after_key(),
            _ if complaint.starts_with("invalid object item") => self.says(
                format!("expected a comma or a new line before {}", self.found_in_words()),
                "write each item on its own line, or put a comma between the items",
            ),
            _ if complaint.starts_with("invalid traversal") => self.says_at(
                self.last_token(),
                "a name or a number is missing after this `.`",
                "write the attribute to take, such as `.id`",
            ),
            _ if complaint.starts_with("unexpected token") && self.is_at_root() => self.block_body(),
            _ => self.expected(complaint),
        }
    }

    /// Complaints that name one thing that should have followed.
    fn expected(&self, complaint: &str) -> Explanation {
        let found = self.found_in_words();
        if complaint.starts_with("expected `]`") {
            return self.says(format!("expected a comma or `]` before {found}"), "put a comma between the elements");
        }
        if complaint.starts_with("expected `)`") {
            return self.says(format!("expected a comma or `)` before {found}"), "put a comma between the arguments");
        }
        if complaint.starts_with("expected `}`") {
            return self.says(
                format!("expected `}}` after the expression, not {found}"),
                "close the sequence with `}`; for the characters `${` themselves write `$${`",
            );
        }
        if complaint.starts_with("expected `:`") {
            return self.colon();
        }
        if complaint.starts_with("expected `=>`") {
            return self.says(
                format!("expected `=>` and a value, not {found}"),
                "write `{ for … : key => value }`; for a list use `[for … : value]`",
            );
        }
        if complaint.starts_with("expected `in`") {
            return self.says(format!("expected `in`, not {found}"), "write `for NAME in COLLECTION`");
        }
        if complaint.starts_with("expected newline") {
            return self
                .says("the text of a heredoc begins on the line after its marker", "break the line after the marker");
        }
        if complaint.starts_with("expected digit") {
            return self.says("the exponent of this number has no digits", "write the digits, or remove the exponent");
        }
        if complaint.starts_with("expected identifier") && self.before.ends_with("<<") {
            return self.says("the marker of a heredoc must not have quotes", "write the bare name after `<<`");
        }
        if complaint.starts_with("expected identifier") {
            return self.says(format!("expected a name, not {found}"), "a name begins with a letter or `_`");
        }
        let message =
            if self.is_at_line_end() { "the line ends too early".to_owned() } else { format!("unexpected {found}") };
        Explanation { range: self.range(), message, help: None, related: None }
    }

    /// Where the name at hand is set before, in a body with one argument on each line of the same indentation.
    fn first_setting(&self) -> Option<Range<usize>> {
        const MOST_LINES: usize = 500;
        let before = self.text.get(..self.at)?;
        let indentation = before.get(line_start(before)..)?;
        let mut end = line_start(before);
        for line in before.get(..end)?.split_inclusive('\n').rev().take(MOST_LINES) {
            end -= line.len();
            let Some(content) = line.strip_prefix(indentation) else {
                if line.trim().is_empty() {
                    continue;
                }
                return None;
            };
            let (name, rest) = split_word(content);
            if name == self.found && rest.trim_start().starts_with('=') {
                let start = end + indentation.len();
                return Some(start..start + name.len());
            }
        }
        None
    }

    fn is_at_root(&self) -> bool {
        self.before.is_empty() || self.line_before().is_empty() || self.before.ends_with('}')
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

/// Text that fits into a message.
fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
