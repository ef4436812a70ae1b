//! The rules that read the tables: each interprets one sort of limit.

pub mod argument_deprecated;
pub mod argument_ignored;
pub mod argument_missing;
pub mod argument_needs_newer_provider;
pub mod argument_requires;
pub mod argument_unknown;
pub mod arguments_conflict;
pub mod judged;
#[cfg(test)]
mod testing;
pub mod value_bad_format;
pub mod value_not_allowed;
pub mod value_out_of_range;
pub mod value_too_long;
pub mod value_wrong_type;
