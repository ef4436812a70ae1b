//! The modules of a run, each folder read once.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::source::Sources;
use crate::terraform::module::Module;
use crate::terraform::module::manifest::Manifest;

/// Module folders as they were read. Shared by all root modules and scenarios of a run.
#[derive(Debug)]
pub(crate) struct Modules<'s> {
    sources: &'s Sources,
    loaded: Mutex<HashMap<PathBuf, Arc<Module>>>,
}

impl<'s> Modules<'s> {
    pub(crate) fn new(sources: &'s Sources) -> Self {
        Self { sources, loaded: Mutex::default() }
    }

    pub(crate) fn sources(&self) -> &'s Sources {
        self.sources
    }

    /// The module of a folder.
    pub(crate) fn load(&self, folder: &Path) -> Arc<Module> {
        let folder = self.sources.real(folder);
        if let Some(module) = self.loaded.lock().unwrap_or_else(PoisonError::into_inner).get(&folder) {
            return module.clone();
        }
        // Two threads may both read a folder; that is cheaper than one waiting for the other's files.
        let module = Arc::new(Module::load(self.sources, &folder));
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        loaded.entry(folder).or_insert(module).clone()
    }

    /// The folders that the files of a folder call, and those that were installed for it.
    pub(crate) fn called_folders(&self, folder: &Path) -> Vec<PathBuf> {
        let module = self.load(folder);
        let local = module.calls.values().filter_map(|call| call.local_source());
        let mut folders: Vec<PathBuf> = local.map(|source| self.sources.real(&module.folder.join(source))).collect();
        let installed = Manifest::load(self.sources, &module.folder);
        folders.extend(installed.folders().map(|folder| self.sources.real(folder)));
        folders.sort();
        folders.dedup();
        folders.retain(|called| *called != module.folder);
        folders
    }
}
