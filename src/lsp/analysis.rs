//! Checks of a workspace, each made once and shared by all that answers are made of.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::workspace::Workspace;
use crate::config::{Configurations, FILE_NAMES};
use crate::finding::Finding;
use crate::linter::{self, Accepted, LintError, Looked, Outcome, Progress, TableSet};
use crate::resource::Resource;
use crate::source::{FileId, Sources};

/// One root as it was checked.
pub(super) struct Analysis {
    /// The last change that it knows of.
    pub(super) changes: u64,
    pub(super) sources: Sources,
    configurations: Configurations,
    paths: Vec<PathBuf>,
    outcome: Result<Outcome, LintError>,
    /// Mistakes in the team's tables, and in configurations that are open and that nothing else has shown.
    mistakes: Vec<Finding>,
    resources: OnceLock<Vec<Resource>>,
    /// The URIs that the client has given to files.
    uris: HashMap<PathBuf, String>,
}

impl Analysis {
    /// Checks a root of a workspace, with some documents read as other texts than they have.
    pub(super) fn new(
        workspace: &Workspace,
        root: &Path,
        texts: &BTreeMap<PathBuf, String>,
        progress: &Progress,
    ) -> Self {
        let mut sources = workspace.sources(root);
        let documents = workspace.documents.values();
        let uris = documents.map(|document| (sources.real(&document.path), document.uri.clone())).collect();
        for (path, text) in texts {
            sources.set_overlay(path, text.as_bytes());
        }
        let configurations = workspace.configurations();
        let paths = workspace.paths_of(root);
        let outcome = match paths.is_empty() {
            true => Ok(Outcome::default()),
            false => linter::lint_watched(&paths, &sources, &configurations, Accepted::Nothing, progress),
        };
        let mistakes = match &outcome {
            Ok(_) => mistakes(&paths, &sources, &configurations),
            Err(error) => error.mistakes(),
        };
        let changes = workspace.roots.get(root).copied().unwrap_or(workspace.changes);
        Self { changes, sources, configurations, paths, outcome, mistakes, resources: OnceLock::new(), uris }
    }

    /// What was found, mistakes in configurations among it.
    pub(super) fn findings(&self) -> impl Iterator<Item = &Finding> {
        Looked::findings(self).iter().chain(&self.mistakes)
    }

    pub(super) fn is_cancelled(&self) -> bool {
        matches!(self.outcome, Err(LintError::Cancelled))
    }

    /// Whether everything that was asked for was checked.
    pub(super) fn is_complete(&self) -> bool {
        self.outcome.is_ok()
    }

    /// Why nothing could be checked, where no place in a file says it.
    pub(super) fn failure(&self) -> Option<String> {
        self.outcome.as_ref().err().filter(|_| self.mistakes.is_empty()).map(ToString::to_string)
    }

    /// What the rules see.
    pub(super) fn resources(&self) -> &[Resource] {
        self.resources.get_or_init(|| match self.paths.is_empty() {
            true => Vec::new(),
            false => linter::resources(&self.paths, &self.sources, &self.configurations).unwrap_or_default(),
        })
    }

    /// The tables that count for a file.
    pub(super) fn tables_of(&self, path: &Path) -> TableSet {
        linter::tables_of(path.parent().unwrap_or(path), &self.sources, &self.configurations)
    }

    /// The URI of a file, in the client's own words where it has any.
    pub(super) fn uri_of(&self, path: &Path) -> String {
        self.uris.get(path).cloned().unwrap_or_else(|| super::uri::of_path(path))
    }
}

impl Looked for Analysis {
    fn sources(&self) -> &Sources {
        &self.sources
    }

    fn findings(&self) -> &[Finding] {
        self.outcome.as_ref().map(|outcome| outcome.findings.as_slice()).unwrap_or_default()
    }

    fn unread(&self) -> &[FileId] {
        self.outcome.as_ref().map(|outcome| outcome.unread.as_slice()).unwrap_or_default()
    }
}

/// Mistakes in configurations among some paths. Checking other files shows only those that count for these.
fn mistakes(paths: &[PathBuf], sources: &Sources, configurations: &Configurations) -> Vec<Finding> {
    let is_configuration =
        |path: &&PathBuf| path.file_name().is_some_and(|name| FILE_NAMES.iter().any(|own| name == *own));
    let of = |path: &PathBuf| configurations.for_folder(sources, path.parent()?).err();
    let errors = paths.iter().filter(is_configuration).filter_map(of);
    errors.flat_map(|error| error.mistakes().to_vec()).collect()
}

/// The last check of each root. Who asks while one is made waits for it.
#[derive(Default)]
pub(super) struct Analyses {
    by_root: Mutex<HashMap<PathBuf, Arc<Slot>>>,
}

#[derive(Default)]
struct Slot(Mutex<Option<Arc<Analysis>>>);

impl Analyses {
    /// The check of a root that knows of every change that the workspace does.
    pub(super) fn of(&self, workspace: &Workspace, root: &Path) -> Arc<Analysis> {
        self.watched(workspace, root, &Progress::default())
    }

    /// The same, unless it is cancelled meanwhile.
    pub(super) fn watched(&self, workspace: &Workspace, root: &Path, progress: &Progress) -> Arc<Analysis> {
        let slot = lock(&self.by_root).entry(root.to_path_buf()).or_default().clone();
        let mut last = lock(&slot.0);
        let needed = workspace.roots.get(root).copied().unwrap_or(workspace.changes);
        if let Some(known) = last.as_ref().filter(|known| known.changes >= needed) {
            return known.clone();
        }
        // The old one goes before the new one comes, so that there are never two.
        *last = None;
        let analysis = Arc::new(Analysis::new(workspace, root, &BTreeMap::new(), progress));
        if !analysis.is_cancelled() {
            *last = Some(analysis.clone());
        }
        analysis
    }

    /// Gives up what is known of roots that are no more.
    pub(super) fn keep(&self, workspace: &Workspace) {
        lock(&self.by_root).retain(|root, _| workspace.roots.contains_key(root));
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
