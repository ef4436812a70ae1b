//! How far a run may read: what lies in the project, and what the user has named.
//!
//! A checkout is not trusted. A link, the `source` of a module or the path of `file()` may lead anywhere on the disk of
//! whoever checks it, and what stands there must get into no report.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

/// Without folders everything may be read.
#[derive(Debug, Default)]
pub(super) struct Fence(RwLock<Allowed>);

#[derive(Debug, Default)]
struct Allowed {
    /// The projects, as [`super::Sources::real`] gives them.
    folders: BTreeSet<PathBuf>,
    /// Files and folders that were named on the command line, or in a configuration that was.
    named: BTreeSet<PathBuf>,
}

impl Fence {
    pub(super) fn enclose(&self, folder: PathBuf) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).folders.insert(folder);
    }

    pub(super) fn admit(&self, path: PathBuf) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).named.insert(path);
    }

    pub(super) fn admits(&self, path: &Path) -> bool {
        self.0.read().unwrap_or_else(PoisonError::into_inner).named.contains(path)
    }

    /// Whether a path without links lies where nothing is read.
    pub(super) fn keeps_out(&self, real: &Path) -> bool {
        let allowed = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let is_inside = |folder: &PathBuf| real.starts_with(folder);
        !allowed.folders.is_empty() && !allowed.folders.iter().chain(&allowed.named).any(is_inside)
    }

    pub(super) fn is_open(&self) -> bool {
        self.0.read().unwrap_or_else(PoisonError::into_inner).folders.is_empty()
    }
}
