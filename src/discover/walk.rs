//! The walk of a folder: each folder below it is listed once, and looked at there and then.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::Scope;

use super::patterns::Patterns;
use super::{FileKind, Look, ModuleFolder, PassedOver, Reason, SettingsOf, kind_of, kind_of_file};
use crate::config::{FILE_NAMES, Settings};
use crate::source::{Entry, Listed, Sources, entries};

/// Folders whose name begins with a dot that hold configuration all the same.
const SHOWN_HIDDEN: &[&str] = &[".github", ".gitlab", ".gitlab-ci.yml"];

/// A walk as git would see the files: its patterns count, hidden files and `.terraform` are passed over, links to folders
/// are not followed.
pub(super) struct Walk<'a, L: Look> {
    pub(super) sources: &'a Sources,
    pub(super) settings_of: &'a SettingsOf<'a>,
    pub(super) look: &'a L,
    /// Files that are taken whatever a walk finds.
    pub(super) named: &'a BTreeSet<PathBuf>,
    /// Folders that have a walk of their own.
    pub(super) apart: &'a BTreeSet<PathBuf>,
    pub(super) found: Mutex<Found<L::Module>>,
}

/// What a folder takes over from the one above it.
struct Above {
    patterns: Patterns,
    settings: Option<Arc<Settings>>,
}

/// What a walk has found, in whatever order its threads came to it.
pub(super) struct Found<T> {
    pub(super) modules: Vec<(PathBuf, T)>,
    /// Those that are wanted.
    pub(super) documents: Vec<PathBuf>,
    /// How many documents there are.
    pub(super) document_count: usize,
    pub(super) files: Vec<PathBuf>,
    pub(super) passed_over: Vec<PassedOver>,
}

impl<L: Look> Walk<'_, L> {
    /// Walks a folder, on the threads of the pool that this is called in.
    pub(super) fn run(self, folder: &Path) -> Found<L::Module> {
        match Patterns::above(folder) {
            Ok(patterns) => {
                let above = Above { patterns, settings: (self.settings_of)(folder) };
                rayon::scope(|scope| self.enter(scope, folder.to_path_buf(), above));
            }
            // Without its patterns the folder would not be what git sees.
            Err(refused) => self.note(|found| found.passed_over.push(refused)),
        }
        self.found.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn enter<'s>(&'s self, scope: &Scope<'s>, folder: PathBuf, above: Above) {
        if !self.look.goes_on() {
            return;
        }
        let (entries, refused) = entries(&folder);
        let mut passed_over: Vec<PassedOver> = refused.into_iter().map(|error| unreadable(&folder, &error)).collect();
        let names = entries.iter().map(|entry| &*entry.name);
        match above.patterns.below(&folder, names, self.sources, &mut passed_over) {
            Err(refused) => passed_over.push(refused),
            Ok(patterns) => {
                let settings =
                    if self.is_configured(&folder, &entries) { (self.settings_of)(&folder) } else { above.settings };
                let mut files = Vec::new();
                for entry in entries.iter().filter(|entry| is_shown(entry)) {
                    let path = folder.join(&entry.name);
                    if patterns.leave_out(&path, entry.is_folder()) {
                        continue;
                    }
                    if entry.is_folder() {
                        if !self.apart.contains(&path) {
                            let here = Above { patterns: patterns.clone(), settings: settings.clone() };
                            scope.spawn(move |scope| self.enter(scope, path, here));
                        }
                    } else if !(entry.is_link() && path.is_dir()) {
                        files.push((entry, path));
                    }
                }
                if !files.is_empty() {
                    self.visit(&folder, &entries, files, settings.as_deref(), &mut passed_over);
                }
            }
        }
        if !passed_over.is_empty() {
            self.note(|found| found.passed_over.append(&mut passed_over));
        }
    }

    /// Whether a folder has a configuration of its own, on the disk or in an editor.
    fn is_configured(&self, folder: &Path, entries: &[Entry]) -> bool {
        FILE_NAMES.iter().any(|name| is_among(entries, name) || self.sources.is_held(&folder.join(name)))
    }

    /// Looks at the files of a folder.
    fn visit(
        &self,
        folder: &Path,
        entries: &[Entry],
        files: Vec<(&Entry, PathBuf)>,
        settings: Option<&Settings>,
        passed_over: &mut Vec<PassedOver>,
    ) {
        let is_configured = settings.is_some_and(|settings| settings.config_file.is_some());
        let (mut is_module, mut documents, mut configured) = (false, Vec::new(), Vec::new());
        for (entry, path) in files {
            if is_configured {
                configured.push(path.clone());
            }
            if settings.is_some_and(|settings| settings.excludes(&path)) {
                continue;
            }
            // What a link leads to elsewhere is not opened.
            let is_elsewhere = entry.is_link() && self.sources.is_outside(&path);
            match if is_elsewhere { kind_of(&path) } else { kind_of_file(&path) } {
                // A module says itself what it cannot read.
                Some(FileKind::Terraform) => is_module = true,
                Some(_) if entry.is_link() && path.metadata().is_err() => {
                    passed_over.push(PassedOver { path, reason: Reason::BrokenLink });
                }
                Some(_) if is_elsewhere => passed_over.push(PassedOver { path, reason: Reason::Outside }),
                Some(_) => documents.push(Listed { path, is_plain: entry.is_plain() }),
                None => {}
            }
        }
        let module = is_module.then(|| {
            let files = self.sources.files_of(folder, entries);
            let may_have_installed = is_among(entries, ".terraform");
            self.look.module(ModuleFolder { path: folder, files, may_have_installed, settings })
        });
        documents.retain(|document| !self.named.contains(&document.path));
        let count = documents.len();
        documents.retain(|document| self.look.document(document, settings));
        if module.is_some() || count > 0 || !configured.is_empty() {
            self.note(|found| {
                found.modules.extend(module.map(|module| (folder.to_path_buf(), module)));
                found.document_count += count;
                found.documents.extend(documents.into_iter().map(|document| document.path));
                found.files.append(&mut configured);
            });
        }
    }

    fn note(&self, note: impl FnOnce(&mut Found<L::Module>)) {
        note(&mut self.found.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl<T> Default for Found<T> {
    fn default() -> Self {
        Self {
            modules: Vec::new(),
            documents: Vec::new(),
            document_count: 0,
            files: Vec::new(),
            passed_over: Vec::new(),
        }
    }
}

/// Whether something of that name is among what lies in a folder.
fn is_among(entries: &[Entry], name: &str) -> bool {
    entries.binary_search_by(|entry| (*entry.name).cmp(OsStr::new(name))).is_ok()
}

/// Hidden files and folders are nobody's configuration, with few exceptions.
fn is_shown(entry: &Entry) -> bool {
    let is_hidden = entry.name.as_encoded_bytes().starts_with(b".");
    !is_hidden || SHOWN_HIDDEN.iter().any(|shown| entry.name == OsStr::new(shown))
}

fn unreadable(path: &Path, error: &io::Error) -> PassedOver {
    PassedOver { path: path.to_path_buf(), reason: Reason::Unreadable(error.kind().to_string()) }
}
