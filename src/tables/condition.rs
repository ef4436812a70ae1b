//! Questions about the fields beside a row, on which a limit depends.

use serde::Deserialize;

/// A question about a field beside this one: `name` (set), `!name` (not set), `name=value`, `name!=value`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(from = "String")]
pub(crate) struct Condition {
    pub field: String,
    pub test: Test,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Test {
    Set,
    NotSet,
    Is(String),
    /// Another value, or not set.
    IsNot(String),
}

impl From<String> for Condition {
    fn from(text: String) -> Self {
        if let Some((field, value)) = text.split_once("!=") {
            return Self { field: field.trim().to_owned(), test: Test::IsNot(value.trim().to_owned()) };
        }
        if let Some((field, value)) = text.split_once('=') {
            return Self { field: field.trim().to_owned(), test: Test::Is(value.trim().to_owned()) };
        }
        match text.strip_prefix('!') {
            Some(field) => Self { field: field.trim().to_owned(), test: Test::NotSet },
            None => Self { field: text.trim().to_owned(), test: Test::Set },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_have_four_forms() {
        let condition = |text: &str| Condition::from(text.to_owned());
        assert_eq!(condition("a").test, Test::Set);
        assert_eq!(condition("!a").test, Test::NotSet);
        assert_eq!(condition("a=b").test, Test::Is("b".to_owned()));
        assert_eq!(condition("a!=b"), Condition { field: "a".to_owned(), test: Test::IsNot("b".to_owned()) });
    }
}
