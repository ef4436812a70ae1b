//! What was asked for. Whatever is loaded to judge it, a finding is shown where its place or one of its causes lies in
//! this.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use crate::discover::Inputs;
use crate::finding::{Finding, Occurrence};
use crate::resource::Resource;
use crate::source::{FileId, Sources};

/// The files and folders that were given, as they lie on the disk.
#[derive(Debug, Default)]
pub(super) struct Scope {
    files: BTreeSet<PathBuf>,
    folders: BTreeSet<PathBuf>,
}

impl Scope {
    pub(super) fn of<T>(inputs: &Inputs<T>) -> Self {
        Self { files: inputs.named.clone(), folders: inputs.folders.clone() }
    }

    pub(super) fn contains(&self, path: &Path) -> bool {
        self.files.contains(path) || self.covers(path)
    }

    /// Whether all that is below a folder was asked for.
    pub(super) fn covers(&self, folder: &Path) -> bool {
        folder.ancestors().any(|above| self.folders.contains(above))
    }

    /// The same for files that were read, about which many questions come.
    pub(super) fn of_files<'a>(&'a self, sources: &'a Sources) -> FileScope<'a> {
        FileScope { scope: self, sources, known: RefCell::default() }
    }

    /// Whether a resource was asked for: its own place, or a call that leads to it.
    pub(super) fn contains_resource(&self, resource: &Resource, sources: &Sources) -> bool {
        let mut places = std::iter::once(resource.header).chain(resource.calls.iter().map(|call| call.header));
        places.any(|place| self.contains(sources.file(place.file).path()))
    }
}

/// Which files were asked for, each looked at once.
pub(super) struct FileScope<'a> {
    scope: &'a Scope,
    sources: &'a Sources,
    known: RefCell<HashMap<FileId, bool>>,
}

impl FileScope<'_> {
    pub(super) fn contains(&self, file: FileId) -> bool {
        let look = || self.scope.contains(self.sources.file(file).path());
        *self.known.borrow_mut().entry(file).or_insert_with(look)
    }

    /// Whether a finding that comes about in one way is to be shown.
    pub(super) fn shows(&self, finding: &Finding) -> bool {
        self.contains(finding.span.file)
            || finding.occurrences.iter().flat_map(Occurrence::places).any(|place| self.contains(place.file))
    }
}
