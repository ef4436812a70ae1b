//! The rules that read the tables: each interprets one sort of limit.

pub(crate) mod argument_deprecated;
pub(crate) mod argument_ignored;
pub(crate) mod argument_missing;
pub(crate) mod argument_needs_newer_provider;
pub(crate) mod argument_requires;
pub(crate) mod argument_unknown;
pub(crate) mod arguments_conflict;
pub(crate) mod judged;
#[cfg(test)]
mod testing;
pub(crate) mod value_bad_format;
pub(crate) mod value_not_allowed;
pub(crate) mod value_out_of_range;
pub(crate) mod value_too_long;
pub(crate) mod value_wrong_type;
