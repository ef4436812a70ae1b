//! The head of a table, by which it is found before all of it is read.

use super::prepared::Prepared;
use super::schema::Table;
use crate::spelling::plain;

/// What a table can be looked up by.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) kind: String,
    pub(super) data: bool,
    /// Sorted.
    pub(super) names: Vec<(String, String)>,
    /// Sorted.
    pub(super) operations: Vec<String>,
    /// For each operation that a body shows without naming it, the plain names of the fields by which it does; once
    /// for each group of them.
    pub(super) recognised_by: Vec<Vec<String>>,
}

impl Head {
    pub(super) fn of(prepared: &Prepared) -> Self {
        let owned = |name: &&str| (*name).to_owned();
        let plain = |names: &&[&str]| names.iter().map(|name| plain(name)).collect();
        let mut head = Self {
            kind: prepared.kind.to_owned(),
            data: prepared.is_data,
            names: prepared.names.iter().map(|(notation, name)| (owned(notation), owned(name))).collect(),
            operations: prepared.operations.iter().map(owned).collect(),
            recognised_by: prepared.recognised_by.iter().map(plain).collect(),
        };
        head.names.sort();
        head.operations.sort();
        head.recognised_by.sort();
        head
    }

    pub(super) fn of_table(table: &Table) -> Self {
        let mut names: Vec<_> = table
            .names
            .iter()
            .flat_map(|(notation, names)| names.iter().map(move |name| (notation.clone(), name.to_owned())))
            .collect();
        names.sort();
        let groups = table.operations.values().flat_map(|operation| &operation.recognised_by);
        let plain = |names: &Vec<String>| names.iter().map(|name| plain(name)).collect();
        let mut recognised_by: Vec<Vec<String>> = groups.map(plain).collect();
        recognised_by.sort();
        Self {
            kind: table.kind.to_string(),
            data: table.data,
            names,
            operations: table.operations.keys().cloned().collect(),
            recognised_by,
        }
    }
}
