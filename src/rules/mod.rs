//! The list of rules. Each is declared beside its check, in a file of its own.

use crate::rule::Rule;

/// Every rule, by name.
pub static ALL: &[&Rule] = &[];

/// The rule called `name`.
pub fn find(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.name == name)
}
