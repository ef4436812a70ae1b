//! The modules of a run, each folder read once.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::source::{Sources, Span};
use crate::terraform::module::Module;
use crate::terraform::module::manifest::Manifest;

/// Module folders as they were read. Shared by all root modules and scenarios of a run.
#[derive(Debug)]
pub(crate) struct Modules<'s> {
    sources: &'s Sources,
    loaded: Mutex<HashMap<PathBuf, Arc<Module>>>,
    /// What modules said that are not held any more.
    given: Mutex<Given>,
}

/// What modules say of the values of input variables, which has to be known until the end of a run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Given {
    /// Variables whose values are not to be shown.
    pub secret_names: BTreeSet<Arc<str>>,
    /// Where these have their defaults.
    pub secret_defaults: Vec<Span>,
    /// What calls give to variables, by their names.
    pub arguments: Vec<(Box<str>, Span)>,
}

impl Given {
    fn add(&mut self, module: &Module) {
        for variable in module.variables.values().filter(|variable| variable.is_secret()) {
            self.secret_names.insert(variable.name.clone());
            self.secret_defaults.extend(variable.default.iter().map(|default| default.span));
        }
        let arguments = module.calls.values().flat_map(|call| &call.block.body.attributes);
        self.arguments.extend(arguments.map(|argument| (argument.name.name.clone(), argument.value.span)));
    }
}

impl<'s> Modules<'s> {
    pub(crate) fn new(sources: &'s Sources) -> Self {
        Self { sources, loaded: Mutex::default(), given: Mutex::default() }
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

    /// All modules, to be given back: whatever is to be read of them was.
    pub(crate) fn forget(&self) -> Vec<Arc<Module>> {
        std::mem::take(&mut *self.loaded.lock().unwrap_or_else(PoisonError::into_inner)).into_values().collect()
    }

    /// Gives back a module that nobody is expected to ask for again.
    pub(crate) fn let_go(&self, folder: &Path) {
        let module = self.loaded.lock().unwrap_or_else(PoisonError::into_inner).remove(folder);
        if let Some(module) = module {
            self.given.lock().unwrap_or_else(PoisonError::into_inner).add(&module);
        }
    }

    /// What the modules that were read so far say of the values of variables.
    pub(crate) fn given(&self) -> Given {
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        loaded.values().for_each(|module| given.add(module));
        given
    }

    /// The folders that some files of a folder call, and those that were installed for it.
    pub(crate) fn called_folders(&self, folder: &Path, calling: &[PathBuf]) -> Vec<PathBuf> {
        let folder = self.sources.real(folder);
        let module = (!calling.is_empty()).then(|| self.calling_part(&folder, calling));
        let calls = module.iter().flat_map(|module| module.calls.values());
        let local = calls.filter_map(|call| call.local_source());
        let mut folders: Vec<PathBuf> = local.map(|source| self.sources.real(&folder.join(source))).collect();
        let installed = Manifest::load(self.sources, &folder);
        folders.extend(installed.folders().map(|folder| self.sources.real(folder)));
        folders.sort();
        folders.dedup();
        folders.retain(|called| *called != folder && !self.sources.is_outside(called));
        folders
    }

    /// As much of a module as has all its calls: the files in which they stand, if it was not read before.
    fn calling_part(&self, folder: &Path, calling: &[PathBuf]) -> Arc<Module> {
        if let Some(module) = self.loaded.lock().unwrap_or_else(PoisonError::into_inner).get(folder) {
            return module.clone();
        }
        let names: HashSet<_> = calling.iter().filter_map(|path| path.file_name()).collect();
        let is_calling = |path: &Path| path.file_name().is_some_and(|name| names.contains(name));
        Arc::new(Module::load_files(self.sources, folder, &is_calling))
    }
}
