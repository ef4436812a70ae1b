//! The tables of `rules/` as the build prepared them; `build.rs` writes the lists.

/// A built-in table: what it can be looked up by, and all of it.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) kind: &'static str,
    pub(super) is_data: bool,
    /// Names by notation.
    pub(super) names: &'static [(&'static str, &'static str)],
    pub(super) operations: &'static [&'static str],
    /// For each operation that a body shows without naming it, the fields by which it does; once for each group of them.
    pub(super) recognised_by: &'static [&'static [&'static str]],
    /// The table as JSON.
    pub(super) json: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/tables.rs"));
