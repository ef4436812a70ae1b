//! What is wrong at a place that hcl-edit does not accept, in words that help the author.
//!
//! hcl-edit says where it stopped and what it could have gone on with. What was meant follows from the text
//! around that place.

use std::ops::Range;

use crate::syntax::SyntaxError;
use crate::syntax::hcl::origin::Origin;
use crate::syntax::hcl::scan::{MAX_NESTING, TOP_LEVEL_KINDS};

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
}

/// The error that a complaint stands for.
pub(super) fn explain(text: &str, origin: &Origin<'_>, complaint: &Complaint) -> SyntaxError {
    let place = Place::new(text, complaint.offset_of_cause(text));
    let explanation = place.explain(&complaint.message);
    let error = SyntaxError::new(origin.span(explanation.range), explanation.message);
    match explanation.help {
        Some(help) => error.with_help(help),
        None => error,
    }
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
        Explanation { range: self.range(), message: message.into(), help: Some(help.into()) }
    }

    fn says_at(&self, range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Explanation {
        Explanation { range, message: message.into(), help: Some(help.into()) }
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
                self.says(format!("`{name}` is set twice in the same place"), "keep one of the two")
            }
            _ if complaint.starts_with("invalid escape sequence") => self.escape(),
            _ if complaint.starts_with("invalid unicode") => self.code_point(),
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
            return self.says("the marker of a heredoc has no quotes", "write the bare name after `<<`");
        }
        if complaint.starts_with("expected identifier") {
            return self.says(format!("expected a name, not {found}"), "a name begins with a letter or `_`");
        }
        let message =
            if self.is_at_line_end() { "the line ends too early".to_owned() } else { format!("unexpected {found}") };
        Explanation { range: self.range(), message, help: None }
    }

    fn is_at_root(&self) -> bool {
        self.before.is_empty() || self.line_before().is_empty() || self.before.ends_with('}')
    }

    /// An escape ends at the place.
    fn escape(&self) -> Explanation {
        let end = self.at;
        let start = self.text.get(..end).and_then(|before| before.rfind('\\')).unwrap_or(end);
        let escape = self.text.get(start..end).unwrap_or_default();
        self.says_at(
            start..end,
            format!("a string has no escape `{escape}`"),
            "write `\\\\` for a backslash; the escapes are \\n \\r \\t \\\" \\\\ \\uNNNN \\UNNNNNNNN",
        )
    }

    fn code_point(&self) -> Explanation {
        let start = self.text.get(..self.at).and_then(|before| before.rfind('\\')).unwrap_or(self.at);
        let written = self.text.get(start..).unwrap_or_default();
        let digits = written.chars().skip(2).take_while(char::is_ascii_hexdigit).count();
        let most = if written.starts_with("\\U") { 8 } else { 4 };
        self.says_at(
            start..start + 2 + digits.min(most),
            "this escape is not a Unicode character",
            "write `\\u` with four hexadecimal digits or `\\U` with eight",
        )
    }

    /// A value was to begin.
    fn value(&self) -> Explanation {
        let mut letters = self.rest().chars();
        match letters.next().unwrap_or('\n') {
            '\r' | '\n' => self.missing_value(),
            '\'' | '`' => {
                let quote = self.rest().chars().next().unwrap_or('\'');
                let length = self.rest().get(1..).and_then(|rest| rest.split('\n').next()?.find(quote));
                let range = self.at..self.at + length.map_or(1, |length| length + 2);
                self.says_at(range, "a string is written in double quotes", format!("replace each `{quote}` by `\"`"))
            }
            quote @ ('“' | '”' | '„' | '‘' | '’' | '«' | '»') => {
                self.says(format!("`{quote}` is a typographic quote"), "write the plain quote `\"`")
            }
            '$' | '%' if letters.next() == Some('{') => {
                let end = self.rest().find('}').map_or(2, |end| end + 1);
                self.says_at(
                    self.at..self.at + end,
                    "`${…}` is only for use inside a string",
                    "write the expression without `${` and `}`",
                )
            }
            '=' if self.before.ends_with('=') => self.says_at(
                self.before.len() - 1..self.at + 1,
                "an argument is set with one `=`; two compare",
                "write `=`",
            ),
            '>' if self.before.ends_with('=') => self.says_at(
                self.before.len() - 1..self.at + 1,
                "`=>` is only for use after `for`",
                "write `=` or `:` between key and value",
            ),
            '.' => self.says("a value cannot begin with a dot", "write a digit before it, such as `0.5`"),
            _ => self.missing_before(),
        }
    }

    fn missing_before(&self) -> Explanation {
        let found = self.found_in_words();
        if [",", ")", "]", "}", ":", "=", "?", "*", "/", "+", "&&", "||"].contains(&self.found) {
            self.says(format!("a value is missing before {found}"), "write the value, or `null` to set nothing")
        } else {
            self.says(
                format!("{found} cannot begin a value"),
                "put text in double quotes; everything else is a number, a reference or a function call",
            )
        }
    }

    /// The line ends where a value was to begin.
    fn missing_value(&self) -> Explanation {
        if self.before.ends_with('=') && !self.before.ends_with("==") {
            let name = self.argument().map_or_else(|| "this key".to_owned(), |name| format!("`{name}`"));
            return self.says(
                format!("the value of {name} is missing"),
                "write the value on the line of the `=`, or `null` to set nothing",
            );
        }
        let operator = ["&&", "||", "==", "!=", "<=", ">="]
            .into_iter()
            .find(|operator| self.before.ends_with(operator))
            .unwrap_or_else(|| self.text.get(self.last_token()).unwrap_or_default());
        let range = self.before.len() - operator.len()..self.before.len();
        self.says_at(
            range,
            format!("the line ends after `{operator}`, and so does the expression"),
            "put the expression in parentheses to continue it on the next line",
        )
    }

    /// After a name at the start of a statement.
    fn statement(&self) -> Explanation {
        let name = split_word(self.line_before()).0;
        let name_range = self.last_token();
        match self.rest().chars().next().unwrap_or('\n') {
            ':' => self.says("an argument is set with `=`, not with `:`", format!("write `{name} = …`")),
            '.' | '[' if self.before.len() == self.at => self.says_at(
                name_range.start..self.at + self.found.len(),
                format!("a part of `{name}` cannot be set alone"),
                format!("set all of it with `{name} = {{ … }}`, or write a block `{name} {{ … }}`"),
            ),
            '\r' | '\n' => self.says_at(
                name_range,
                format!("`{name}` stands alone"),
                format!("write `{name} = VALUE`, or `{name} {{` to begin a block"),
            ),
            _ => self.says_at(
                name_range,
                format!("`=` is missing after `{name}`"),
                format!("write `{name} = {}`", shortened(self.rest_of_line())),
            ),
        }
    }

    /// After the names of what looks like a block.
    fn header(&self) -> Explanation {
        let line = self.line_before();
        let start = self.before.len() - line.len();
        let (kind, labels) = split_word(line);
        let labels = labels.trim_start();
        let whole = start..self.before.len();
        if self.is_at_line_end() {
            let next = self.rest().trim_start();
            if next.starts_with('{') {
                return self.says_at(
                    whole,
                    "the `{` of a block stands on the line of its name",
                    format!("write `{line} {{`"),
                );
            }
            if TOP_LEVEL_KINDS.contains(&kind) {
                return self.says_at(whole, format!("`{{` is missing after `{line}`"), format!("write `{line} {{`"));
            }
            return self.says_at(
                start..start + kind.len(),
                format!("`=` is missing after `{kind}`"),
                format!("write `{kind} = {labels}`, or `{kind} {labels} {{` to begin a block"),
            );
        }
        if labels.is_empty() && self.starts_with("\"") {
            return self.says(
                "the name of a block is a plain string",
                "remove the `${…}`; for many blocks of one kind use `for_each`",
            );
        }
        if TOP_LEVEL_KINDS.contains(&kind) || labels.starts_with('"') {
            return self.says(
                format!("expected `{{` or a name, not {}", self.found_in_words()),
                "put each name of the block in quotes, with only spaces between them",
            );
        }
        self.says_at(
            start..start + kind.len(),
            format!("`=` is missing after `{kind}`"),
            format!("write `{kind} = {}`", shortened(&format!("{labels}{}", self.rest_of_line()))),
        )
    }

    /// Where a statement or the end of a block was to come.
    fn block_body(&self) -> Explanation {
        let found = self.found_in_words();
        let is_in_line = !self.line_before().is_empty();
        if self.starts_with("\"") {
            let after = self.rest().get(self.found.len()..).unwrap_or_default().trim_start();
            if after.starts_with(['=', ':']) {
                return self.says(
                    "the name of an argument has no quotes",
                    format!("write `{} = …`", self.found.trim_matches('"')),
                );
            }
        }
        if is_in_line && (self.is_at_line_end() || self.starts_with(",")) {
            return self.says(
                "a block with an argument on its own line has no other, and ends on that line",
                "start a new line after `{` and after each argument",
            );
        }
        if self.starts_with("{") && self.before.is_empty() {
            return self.says(
                "a file in Terraform's syntax has blocks, not an object",
                "give a JSON file the ending `.tf.json`",
            );
        }
        if self.starts_with(",") || self.starts_with(";") {
            return self.says(format!("{found} has no meaning here"), format!("remove the {found}"));
        }
        if self.found.starts_with(|letter: char| letter.is_ascii_digit()) {
            return self.says("a name begins with a letter or `_`", "rename the argument");
        }
        self.says(format!("expected an argument or a block, not {found}"), "write `name = value` or `name { … }`")
    }

    /// After a value, where the line was to end.
    fn after_value(&self) -> Explanation {
        let found = self.found_in_words();
        let touches = self.before.len() == self.at;
        if touches && self.found.starts_with(is_word) {
            return self.bare_word();
        }
        if self.starts_with(",") || self.starts_with(";") {
            return self.says(
                format!("an argument ends with its line, not with {found}"),
                format!("remove the {found}, and write each argument on its own line"),
            );
        }
        let after = self.rest().get(self.found.len()..).unwrap_or_default().trim_start();
        if self.found.starts_with(is_word) && after.starts_with('=') && !after.starts_with("==") {
            return self
                .says(format!("expected a new line before `{}`", self.found), "write each argument on its own line");
        }
        let operator = match self.found {
            "and" => Some("&&"),
            "or" => Some("||"),
            "is" | "=" => Some("=="),
            _ => None,
        };
        if let Some(operator) = operator {
            return self.says(format!("{found} is not an operator"), format!("write `{operator}`"));
        }
        if self.before.ends_with('}') && self.argument().is_none() {
            return self.says(format!("expected a new line after the block, not {found}"), "break the line here");
        }
        let help = "end the line after the value; text with spaces needs quotes";
        match self.argument() {
            Some(name) => self.says(format!("unexpected {found} after the value of `{name}`"), help),
            None => self.says(format!("unexpected {found} after the value"), help),
        }
    }

    /// `0e478b7a-4262` or `5GB`: a number with more behind it, which was meant as a string.
    fn bare_word(&self) -> Explanation {
        let is_part = |letter: char| is_word(letter) || matches!(letter, '.' | ':' | '/' | '+');
        let start = self.before.len() - (self.before.len() - self.before.trim_end_matches(is_part).len());
        let length = self.rest().find(|letter: char| !is_part(letter)).unwrap_or(self.rest().len());
        let end = self.at + length;
        let word = shortened(self.text.get(start..end).unwrap_or_default());
        self.says_at(
            start..end,
            format!("`{word}` is neither a number nor a name"),
            format!("put it in quotes: `\"{word}\"`"),
        )
    }

    /// After the key of an object's item.
    fn after_key(&self) -> Explanation {
        let key = shortened(self.text.get(self.last_token()).unwrap_or_default());
        if key == "}" {
            return self.says_at(
                self.last_token(),
                "these braces stand where a key is expected",
                "write `{ key = value }`",
            );
        }
        if self.is_at_line_end() || matches!(self.found, "}" | "," | "]" | ")") {
            return self.says_at(
                self.last_token(),
                format!("the value of `{key}` is missing"),
                format!("write `{key} = VALUE`"),
            );
        }
        self.says(format!("expected `=` or `:` after the key, not {}", self.found_in_words()), "write `key = value`")
    }

    /// A conditional or a `for` lacks its second half.
    fn colon(&self) -> Explanation {
        let question = self.before.rfind('?');
        let comprehension = self.before.rfind("for ");
        if question > comprehension {
            return self.says(
                format!("expected `:` and the other value of the condition, not {}", self.found_in_words()),
                "write `CONDITION ? VALUE : VALUE`; on several lines it needs parentheses around it",
            );
        }
        self.says(
            format!("expected `:` and the value of the `for`, not {}", self.found_in_words()),
            "write `[for NAME in COLLECTION : VALUE]`",
        )
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
