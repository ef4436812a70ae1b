//! The tables of every folder: the built-in ones, or with those of the team that the configuration names.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::{Configurations, Settings};
use crate::source::{Position, SourceFile, Sources};
use crate::surface;
use crate::tables::TableError;
use crate::tables::Tables;

/// Tables that several units share.
#[derive(Clone, Debug)]
pub(crate) enum TableSet {
    BuiltIn(&'static Tables),
    Team(Arc<Tables>),
}

impl Deref for TableSet {
    type Target = Tables;

    fn deref(&self) -> &Tables {
        match self {
            Self::BuiltIn(tables) => tables,
            Self::Team(tables) => tables,
        }
    }
}

/// The tables that count for the files of a folder; the built-in ones alone where the configuration or the team's tables
/// have mistakes, which a run reports.
pub(crate) fn tables_of(folder: &Path, sources: &Sources, configurations: &Configurations) -> TableSet {
    let settings = configurations.for_folder(sources, folder).ok();
    let tables = settings.and_then(|settings| TableSets::default().of(&settings, sources).ok());
    tables.unwrap_or_else(|| TableSet::BuiltIn(Tables::built_in()))
}

/// Each set of a team's files, read once.
#[derive(Debug, Default)]
pub(super) struct TableSets {
    by_files: BTreeMap<Vec<PathBuf>, TableSet>,
}

impl TableSets {
    /// The tables that count under some settings; every mistake in a team's files otherwise.
    pub(super) fn of(&mut self, settings: &Settings, sources: &Sources) -> Result<TableSet, Vec<TableError>> {
        if settings.tables.is_empty() {
            return Ok(TableSet::BuiltIn(Tables::built_in()));
        }
        if let Some(known) = self.by_files.get(&settings.tables) {
            return Ok(known.clone());
        }
        let tables = TableSet::Team(Arc::new(team_tables(settings, sources)?));
        self.by_files.insert(settings.tables.clone(), tables.clone());
        Ok(tables)
    }
}

/// The built-in tables together with those that settings name; every mistake in a team's files otherwise.
pub(crate) fn team_tables(settings: &Settings, sources: &Sources) -> Result<Tables, Vec<TableError>> {
    let files: Result<Vec<_>, _> = settings.tables.iter().map(|path| file(path, sources)).collect();
    Tables::with_team(&files?, &surface::notations().collect::<Vec<_>>())
}

fn file(path: &Path, sources: &Sources) -> Result<Arc<SourceFile>, Vec<TableError>> {
    sources.load(path).map_err(|error| {
        let position = Position { line: 1, column: 1 };
        vec![TableError { file: sources.display(path), position, span: None, message: error.to_string(), help: None }]
    })
}
