//! What there is to look at: open documents, folders and settings, as they are at one moment.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::client::Client;
use super::documents::Document;
use crate::config::{Configurations, Overrides};
use crate::linter;
use crate::source::{Remembered, Sources};

/// Everything that answers are made of. Threads work on copies, which are cheap.
#[derive(Clone)]
pub(super) struct Workspace {
    pub(super) client: Arc<Client>,
    /// What the command line says.
    pub(super) overrides: Arc<Overrides>,
    /// By the URIs that the client gives them.
    pub(super) documents: Arc<BTreeMap<String, Arc<Document>>>,
    /// The folders that the client has opened.
    pub(super) folders: Arc<Vec<PathBuf>>,
    /// Folders that are checked on their own, with the number of the last change that bears on each: those that the
    /// client has opened, and those of documents outside of them.
    pub(super) roots: Arc<BTreeMap<PathBuf, u64>>,
    pub(super) scope: Scope,
    /// What checks before have read.
    remembered: Arc<Remembered>,
    /// The number of the last change.
    pub(super) changes: u64,
}

/// What findings are shown of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// Whatever bears on the documents that are open.
    OpenFiles,
    Workspace,
}

impl Scope {
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "openFiles" => Some(Self::OpenFiles),
            "workspace" => Some(Self::Workspace),
            _ => None,
        }
    }
}

impl Workspace {
    pub(super) fn new(client: Client, overrides: Overrides, folders: Vec<PathBuf>, scope: Scope) -> Self {
        let mut workspace = Self {
            client: Arc::new(client),
            overrides: Arc::new(overrides),
            documents: Arc::default(),
            folders: Arc::new(folders),
            roots: Arc::default(),
            scope,
            remembered: Arc::default(),
            changes: 0,
        };
        workspace.change_everything();
        workspace
    }

    /// The folder as a part of which a file is checked: the nearest one that the client has opened, else its own.
    pub(super) fn root_of(&self, path: &Path) -> PathBuf {
        let around = self.folders.iter().filter(|folder| path.starts_with(folder));
        let nearest = around.max_by_key(|folder| folder.components().count()).map(PathBuf::as_path);
        nearest.or(path.parent()).unwrap_or(path).to_path_buf()
    }

    /// The folder for documents that are no files.
    pub(super) fn home(&self) -> PathBuf {
        self.folders.first().cloned().unwrap_or_else(std::env::temp_dir)
    }

    /// The files of a root as the editor sees them: the disk, under what is open.
    pub(super) fn sources(&self, root: &Path) -> Sources {
        let mut sources = Sources::remembering(root, self.remembered.clone());
        for document in self.documents.values() {
            sources.set_overlay(&document.path, document.text.as_bytes());
        }
        sources
    }

    pub(super) fn configurations(&self) -> Configurations {
        Configurations::new((*self.overrides).clone(), linter::vocabulary())
    }

    pub(super) fn document(&self, uri: &str) -> Option<&Arc<Document>> {
        self.documents.get(uri)
    }

    /// Puts a document in the place of the one with its URI.
    pub(super) fn put(&mut self, document: Document) {
        let path = document.path.clone();
        Arc::make_mut(&mut self.documents).insert(document.uri.clone(), Arc::new(document));
        self.change_at(&path);
    }

    pub(super) fn close(&mut self, uri: &str) {
        if let Some(document) = Arc::make_mut(&mut self.documents).remove(uri) {
            self.change_at(&document.path);
        }
    }

    /// Notes that a file has changed, in the editor or on the disk.
    pub(super) fn change_at(&mut self, path: &Path) {
        self.changes += 1;
        let root = self.root_of(path);
        let sources = Sources::new(&root);
        let project = linter::project_of(path, &sources);
        let bears_on = |other: &Path| {
            other == root || other.starts_with(&project) || linter::project_of(other, &sources) == project
        };
        let changes = self.changes;
        let mut roots = self.current_roots();
        for (other, number) in &mut roots {
            if bears_on(other) {
                *number = changes;
            }
        }
        self.roots = Arc::new(roots);
    }

    /// Notes that anything may have changed.
    pub(super) fn change_everything(&mut self) {
        self.changes += 1;
        let mut roots = self.current_roots();
        roots.values_mut().for_each(|number| *number = self.changes);
        self.roots = Arc::new(roots);
    }

    pub(super) fn set_folders(&mut self, folders: Vec<PathBuf>) {
        self.folders = Arc::new(folders);
        self.change_everything();
    }

    /// The roots of what is open now, with the changes of those that were there before.
    fn current_roots(&self) -> BTreeMap<PathBuf, u64> {
        let of_documents = self.documents.values().map(|document| self.root_of(&document.path));
        let roots = self.folders.iter().cloned().chain(of_documents);
        roots.map(|root| (self.roots.get(&root).copied().unwrap_or(self.changes), root)).map(|(n, r)| (r, n)).collect()
    }

    /// The documents that are checked as parts of a root.
    pub(super) fn documents_of<'a>(&'a self, root: &'a Path) -> impl Iterator<Item = &'a Arc<Document>> {
        self.documents.values().filter(move |document| self.root_of(&document.path) == root)
    }

    /// What is asked for when a root is checked.
    pub(super) fn paths_of(&self, root: &Path) -> Vec<PathBuf> {
        let is_whole = self.scope == Scope::Workspace && self.folders.iter().any(|folder| folder == root);
        let is_found = |document: &&Arc<Document>| is_whole && document.path.is_file();
        let documents = self.documents_of(root).filter(|document| !is_found(document));
        let documents = documents.map(|document| document.path.clone());
        is_whole.then(|| root.to_path_buf()).into_iter().chain(documents).collect()
    }
}
