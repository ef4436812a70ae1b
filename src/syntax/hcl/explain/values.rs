//! What is wrong in a value, before it or after it.

use crate::syntax::hcl::explain::{Explanation, Place, is_word, shortened};

impl Place<'_> {
    /// A value was to begin.
    pub(super) fn value(&self) -> Explanation {
        let mut letters = self.rest().chars();
        match letters.next().unwrap_or('\n') {
            '\r' | '\n' => self.missing_value(),
            '\'' | '`' => {
                let quote = self.rest().chars().next().unwrap_or('\'');
                let length = self.rest().get(1..).and_then(|rest| rest.split('\n').next()?.find(quote));
                let range = self.at..self.at + length.map_or(1, |length| length + 2);
                self.says_at(range, "a string is written in double quotes", format!("replace each `{quote}` with `\"`"))
            }
            quote @ ('“' | '”' | '„' | '‘' | '’' | '«' | '»') => {
                self.says(format!("`{quote}` is a typographic quote"), "write the plain quote `\"`")
            }
            '$' | '%' if letters.next() == Some('{') => {
                let end = self.rest_of_line().find('}').map_or(2, |end| end + 1);
                self.says_at(
                    self.at..self.at + end,
                    "`${…}` can only be used inside a string",
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
                "`=>` can only be used after `for`",
                "write `=` or `:` between key and value",
            ),
            '.' => self.says("a value cannot begin with a dot", "write a digit before it, such as `0.5`"),
            _ => self.missing_before(),
        }
    }

    pub(super) fn missing_before(&self) -> Explanation {
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
    pub(super) fn missing_value(&self) -> Explanation {
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

    /// After a value, where the line was to end.
    pub(super) fn after_value(&self) -> Explanation {
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
    pub(super) fn bare_word(&self) -> Explanation {
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
    pub(super) fn after_key(&self) -> Explanation {
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
}
