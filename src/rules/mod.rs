//! The list of rules. Each is declared beside its check, in a file of its own.

pub mod evaluation_limit;
pub mod internal_error;
pub mod limits;
pub mod subject;
pub mod suppression_without_reason;
pub mod syntax_error;
pub mod unknown_rule;
pub mod unreadable_file;
pub mod unused_suppression;

use crate::rule::Rule;

/// Every rule, by name.
pub static ALL: &[&Rule] = &[
    &limits::argument_deprecated::RULE,
    &limits::argument_ignored::RULE,
    &limits::argument_missing::RULE,
    &limits::argument_needs_newer_provider::RULE,
    &limits::argument_requires::RULE,
    &limits::argument_unknown::RULE,
    &limits::arguments_conflict::RULE,
    &evaluation_limit::RULE,
    &internal_error::RULE,
    &suppression_without_reason::RULE,
    &syntax_error::RULE,
    &unknown_rule::RULE,
    &unreadable_file::RULE,
    &unused_suppression::RULE,
    &limits::value_bad_format::RULE,
    &limits::value_not_allowed::RULE,
    &limits::value_out_of_range::RULE,
    &limits::value_too_long::RULE,
    &limits::value_wrong_type::RULE,
];

/// The rule called `name`.
pub fn find(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.name == name)
}
