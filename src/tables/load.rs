//! Reads the tables that are built in, and those of a team.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use include_dir::{Dir, include_dir};

use super::schema::{Operation, Row, Table};
use crate::resource::Surface;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// All tables, by kind and by the names that surfaces use.
#[derive(Debug, Default)]
pub struct Tables {
    tables: Vec<Arc<Table>>,
    by_kind: BTreeMap<String, usize>,
    by_name: BTreeMap<(Surface, String), usize>,
    by_operation: BTreeMap<String, usize>,
}

/// A table that cannot be read.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{file}: {message}")]
pub struct TableError {
    pub file: String,
    pub message: String,
}

impl Tables {
    /// The tables that come with kmslint, read once.
    pub fn built_in() -> &'static Self {
        static TABLES: OnceLock<Tables> = OnceLock::new();
        TABLES.get_or_init(|| {
            let mut tables = Self::default();
            for (_, text) in built_in_files() {
                // A test reads every file, so a broken one cannot ship.
                if let Ok(table) = serde_saphyr::from_str(text) {
                    tables.insert(table);
                }
            }
            tables
        })
    }

    pub fn insert(&mut self, table: Table) {
        let index = self.tables.len();
        self.by_kind.insert(table.kind.clone(), index);
        for (&surface, names) in &table.names {
            for name in names.iter() {
                self.by_name.insert((surface, name.to_owned()), index);
            }
        }
        for operation in table.operations.keys() {
            self.by_operation.insert(operation.clone(), index);
        }
        self.tables.push(Arc::new(table));
    }

    pub fn iter(&self) -> impl Iterator<Item = &Arc<Table>> {
        self.tables.iter()
    }

    pub fn of_kind(&self, kind: &str) -> Option<&Arc<Table>> {
        self.by_kind.get(kind).and_then(|&index| self.tables.get(index))
    }

    /// The table of a type as a surface calls it: `alicloud_kms_instance` in Terraform.
    pub fn by_name(&self, surface: Surface, name: &str) -> Option<&Arc<Table>> {
        self.by_name.get(&(surface, name.to_owned())).and_then(|&index| self.tables.get(index))
    }

    /// The table and the parameters of an API operation.
    pub fn operation(&self, name: &str) -> Option<(&Arc<Table>, &Operation)> {
        let table = self.by_operation.get(name).and_then(|&index| self.tables.get(index))?;
        table.operations.get(name).map(|operation| (table, operation))
    }
}

impl Row {
    /// The field's name on a surface, where the surface has it.
    pub fn name_on(&self, surface: Surface, name: &str) -> Option<String> {
        if !self.surfaces.is_empty() && !self.surfaces.contains(&surface) {
            return None;
        }
        if let Some(written) = self.names.get(&surface) {
            return Some(written.clone());
        }
        match surface {
            Surface::Terraform | Surface::Plan => Some(name.to_owned()),
            Surface::Pulumi | Surface::Crossplane => Some(camel_case(name)),
            Surface::Command => self.names.get(&Surface::Request).cloned(),
            _ => None,
        }
    }
}

/// The row whose name on `surface` is `written`, with the table's name for it.
pub fn row_by_name<'a>(rows: &'a BTreeMap<String, Row>, surface: Surface, written: &str) -> Option<(&'a str, &'a Row)> {
    rows.iter()
        .find(|(name, row)| row.name_on(surface, name).as_deref() == Some(written))
        .map(|(name, row)| (name.as_str(), row))
}

/// `vpc_owner_id` → `vpcOwnerId`.
fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |mut result, word| {
        let mut letters = word.chars();
        result.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        result.push_str(letters.as_str());
        result
    })
}

fn built_in_files() -> Vec<(String, &'static str)> {
    let mut files = Vec::new();
    for directory in BUILT_IN.dirs() {
        for file in directory.files() {
            let name = file.path().to_string_lossy().into_owned();
            if let (true, Some(text)) = (name.ends_with(".yaml"), file.contents_utf8()) {
                files.push((name, text));
            }
        }
    }
    files.sort();
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_read() {
        for (name, text) in built_in_files() {
            let table: Result<Table, _> = serde_saphyr::from_str(text);
            assert!(table.is_ok(), "{name}: {:?}", table.err());
        }
    }

    #[test]
    fn names_are_camel_case_where_nothing_else_is_said() {
        assert_eq!(camel_case("vpc_owner_id"), "vpcOwnerId");
    }
}
