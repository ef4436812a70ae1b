//! What is wrong where an argument or a block begins.

use crate::syntax::hcl::explain::{Explanation, Place, shortened, split_word};
use crate::syntax::hcl::scan::TOP_LEVEL_KINDS;

impl Place<'_> {
    /// After a name at the start of a statement.
    pub(super) fn statement(&self) -> Explanation {
        let name = split_word(self.line_before()).0;
        let name_range = self.last_token();
        match self.rest().chars().next().unwrap_or('\n') {
            ':' => self.says("an argument is set with `=`, not with `:`", format!("write `{name} = …`")),
            '.' | '[' if self.before.len() == self.at => self.says_at(
                name_range.start..self.at + self.found.len(),
                format!("a part of `{name}` cannot be set on its own"),
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
    pub(super) fn header(&self) -> Explanation {
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
                    "the `{` of a block must be on the line of its name",
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
                "the name of a block must be a plain string",
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
    pub(super) fn item(&self) -> Explanation {
        let found = self.found_in_words();
        let is_in_line = !self.line_before().is_empty();
        if self.starts_with("\"") {
            let after = self.rest().get(self.found.len()..).unwrap_or_default().trim_start();
            if after.starts_with(['=', ':']) {
                return self.says(
                    "the name of an argument must not have quotes",
                    format!("write `{} = …`", self.found.trim_matches('"')),
                );
            }
        }
        if is_in_line && (self.is_at_line_end() || self.starts_with(",")) {
            return self.says(
                "a block on one line can have only one argument, and must end on that line",
                "start a new line after `{` and after each argument",
            );
        }
        if self.starts_with("{") && self.before.is_empty() {
            return self.says(
                "a file in Terraform's syntax has blocks, not an object",
                "give the name of a JSON file the ending `.tf.json`",
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
}
