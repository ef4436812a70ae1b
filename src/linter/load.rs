//! What has to be looked at to judge what was asked for: the units of a run, and where the rest of the project lies.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::module_graph::ModuleGraph;
use super::prefilter;
use super::project;
use super::scope::Scope;
use super::unit::Unit;
use super::{LintError, Progress};
use crate::config::{Configurations, Settings};
use crate::discover::{self, DiscoverError, FileKind, Inputs, PassedOver};
use crate::source::Sources;
use crate::terraform::Modules;

/// What was asked for, and what lies around it in the projects that it belongs to.
pub(super) struct Surroundings {
    pub(super) asked_for: Inputs,
    /// The whole projects, where more of them was found than was asked for.
    beyond: Option<Inputs>,
    pub(super) scope: Scope,
}

/// The units that are to be evaluated.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) units: Vec<Unit>,
    /// How many of the files that were asked for were looked at.
    pub(super) files: usize,
}

impl Surroundings {
    pub(super) fn find(
        paths: &[PathBuf],
        sources: &Sources,
        configurations: &Configurations,
    ) -> Result<Self, DiscoverError> {
        let settings_of = |folder: &Path| configurations.for_folder(sources, folder).ok();
        let threads = rayon::current_num_threads();
        let asked_for = discover::discover(paths, sources, &settings_of, threads)?;
        let projects: BTreeSet<PathBuf> = paths.iter().map(|path| project::folder_of(path, sources)).collect();
        let is_all = projects.iter().all(|project| asked_for.folders.contains(project));
        let projects: Vec<PathBuf> = projects.into_iter().collect();
        // The folder of a buffer that was never saved may not be there yet.
        let projects: Vec<PathBuf> = projects.into_iter().filter(|folder| sources.is_dir(folder)).collect();
        let beyond = if is_all { None } else { Some(discover::discover(&projects, sources, &settings_of, threads)?) };
        let scope = Scope::of(&asked_for);
        Ok(Self { asked_for, beyond, scope })
    }

    /// The projects that what was asked for belongs to, as a whole.
    fn around(&self) -> &Inputs {
        self.beyond.as_ref().unwrap_or(&self.asked_for)
    }

    /// What could not be read in the project, whether it was asked for or not.
    pub(super) fn passed_over(&self) -> BTreeSet<&PassedOver> {
        self.asked_for.passed_over.iter().chain(&self.around().passed_over).collect()
    }

    /// The units to evaluate for what was asked for.
    pub(super) fn plan(
        &self,
        modules: &Modules<'_>,
        configurations: &Configurations,
        progress: &Progress,
    ) -> Result<Plan, LintError> {
        let sources = modules.sources();
        let uses_prefilter = configurations.for_folder(sources, sources.root())?.prefilter;
        let (roots, module_files) = self.roots(modules, configurations, uses_prefilter)?;
        progress.expect(self.asked_for.documents.len());
        let documents: Vec<Option<Unit>> = self
            .asked_for
            .documents
            .par_iter()
            .inspect(|_| progress.step())
            .map(|path| {
                let is_named = self.asked_for.named.contains(path);
                let is_wanted =
                    !uses_prefilter || may_concern(path, sources) || is_known(path, sources, configurations);
                (is_named || is_wanted).then(|| Unit::Document { path: path.clone(), is_named })
            })
            .collect();
        let files = module_files + documents.len();
        Ok(Plan { units: roots.into_iter().map(Unit::Module).chain(documents.into_iter().flatten()).collect(), files })
    }

    /// The root folders to evaluate: those that reach a folder that was asked for, or that take values from a file that
    /// was; where something in them may be ours.
    fn roots(
        &self,
        modules: &Modules<'_>,
        configurations: &Configurations,
        uses_prefilter: bool,
    ) -> Result<(Vec<PathBuf>, usize), LintError> {
        let sources = modules.sources();
        let folders: BTreeSet<&PathBuf> = self.around().modules.union(&self.asked_for.modules).collect();
        let looked_at: Vec<Looked> = folders.par_iter().map(|folder| look(folder, modules)).collect();
        let mut graph = ModuleGraph::default();
        let mut concerned: HashSet<&Path> = HashSet::new();
        for looked in &looked_at {
            graph.insert(&looked.folder, looked.calls.iter().cloned());
            if looked.may_concern || !uses_prefilter || knows_types(&looked.folder, sources, configurations) {
                concerned.insert(&looked.folder);
            }
            // Modules outside the project (installed ones) are looked at with their callers.
            for called in &looked.calls {
                if !folders.contains(called) && look(called, modules).may_concern {
                    concerned.insert(called);
                }
            }
        }
        let is_asked_for = |folder: &Path| self.asked_for.modules.contains(folder);
        let files = looked_at.iter().filter(|looked| is_asked_for(&looked.folder)).map(|looked| looked.files).sum();
        let mut roots = Vec::new();
        for root in graph.roots() {
            let reached = graph.reached_from(root);
            if !reached.iter().any(|folder| concerned.contains(folder)) {
                continue;
            }
            let is_wanted = reached.iter().any(|folder| is_asked_for(folder))
                || self.gives_values(&*configurations.for_folder(sources, root)?);
            if is_wanted {
                roots.push(root.to_path_buf());
            }
        }
        Ok((roots, files))
    }

    /// Whether a file that was asked for gives a module under these settings its values, or is its configuration.
    fn gives_values(&self, settings: &Settings) -> bool {
        settings.value_files().any(|path| self.scope.contains(path))
    }

    /// The rest of the project as units, where a file may speak of one of `instances`; what is planned already is left
    /// out.
    pub(super) fn speaking_of(&self, instances: &[&str], plan: &Plan, modules: &Modules<'_>) -> Vec<Unit> {
        let sources = modules.sources();
        let speaks = |path: &Path| {
            sources.read(path).is_some_and(|text| {
                let text = String::from_utf8_lossy(&text);
                instances.iter().any(|instance| text.contains(instance))
            })
        };
        let documents = self.around().documents.par_iter().filter(|path| speaks(path));
        let documents = documents.map(|path| Unit::Document { path: path.clone(), is_named: false });
        let graph = self.graph(modules);
        let folders: HashSet<&Path> = self
            .around()
            .modules
            .par_iter()
            .filter(|folder| sources.files_in(folder).unwrap_or_default().iter().any(|path| speaks(path)))
            .map(PathBuf::as_path)
            .collect();
        let roots = graph.roots().into_iter().filter(|root| !graph.reached_from(root).is_disjoint(&folders));
        let mut units: Vec<Unit> =
            roots.map(|root| Unit::Module(root.to_path_buf())).chain(documents.collect::<Vec<_>>()).collect();
        units.retain(|unit| !plan.units.iter().any(|planned| planned.is_of_same_place(unit)));
        units
    }

    /// Which folders of the projects call which.
    fn graph(&self, modules: &Modules<'_>) -> ModuleGraph {
        let mut graph = ModuleGraph::default();
        let looked_at = self.around().modules.par_iter().map(|folder| look(folder, modules));
        for looked in looked_at.collect::<Vec<_>>() {
            graph.insert(&looked.folder, looked.calls);
        }
        graph
    }

    /// Whether a root module of the project has an input variable of a name, or may have it in what could not be read.
    /// Those that hold nothing of ours are not evaluated, but their variables may be set all the same.
    pub(super) fn declares_elsewhere(&self, name: &str, modules: &Modules<'_>) -> bool {
        let graph = self.graph(modules);
        graph.roots().iter().any(|root| {
            let module = modules.load(root);
            module.is_partial || module.variables.contains_key(name)
        })
    }

    /// Documents of the project beside those that were asked for which may be saved instances.
    pub(super) fn saved_documents(&self, sources: &Sources) -> Vec<Unit> {
        if self.beyond.is_none() {
            return Vec::new();
        }
        let others = self.around().documents.difference(&self.asked_for.documents).collect::<Vec<_>>();
        let is_data =
            |path: &Path| matches!(discover::kind_of(path), Some(FileKind::Json | FileKind::Yaml | FileKind::Xml));
        others
            .into_par_iter()
            .filter(|path| is_data(path) && sources.read(path).is_some_and(|text| prefilter::may_be_saved(&text)))
            .map(|path| Unit::Document { path: path.clone(), is_named: false })
            .collect()
    }
}

/// Whether a document may hold something to check. What cannot be read is looked at all the same, so that it is reported.
fn may_concern(path: &Path, sources: &Sources) -> bool {
    let Some(text) = sources.read(path) else { return true };
    let may_concern = prefilter::may_concern(&text);
    if may_concern {
        sources.keep(path, text);
    }
    may_concern
}

/// Whether the configuration says what a file may be, whatever words are in it.
fn is_known(path: &Path, sources: &Sources, configurations: &Configurations) -> bool {
    let settings = configurations.for_folder(sources, path.parent().unwrap_or(path));
    settings.is_ok_and(|settings| settings.has_types || settings.document_kind(path).is_some())
}

/// Whether a team's tables name types, which have none of the words that kmslint's begin from.
fn knows_types(folder: &Path, sources: &Sources, configurations: &Configurations) -> bool {
    configurations.for_folder(sources, folder).is_ok_and(|settings| settings.has_types)
}

/// What a look at a folder's Terraform files says without parsing them.
struct Looked {
    folder: PathBuf,
    calls: Vec<PathBuf>,
    may_concern: bool,
    files: usize,
}

fn look(folder: &Path, modules: &Modules<'_>) -> Looked {
    let sources = modules.sources();
    let mut looked = Looked { folder: folder.to_path_buf(), calls: Vec::new(), may_concern: false, files: 0 };
    // Only these have to be parsed to know whom the folder calls.
    let mut calling = Vec::new();
    let mut may_name_folders = false;
    let mut texts = Vec::new();
    let listed = sources.files_in(folder);
    for path in listed.iter().flatten() {
        if discover::kind_of(path) != Some(FileKind::Terraform) {
            continue;
        }
        looked.files += 1;
        // What cannot be read is evaluated all the same, so that it is reported.
        let Some(text) = sources.read(path) else {
            looked.may_concern = true;
            continue;
        };
        looked.may_concern |= prefilter::may_concern(&text) || std::str::from_utf8(&text).is_err();
        if prefilter::may_call_modules(&text) {
            may_name_folders |= prefilter::may_name_folders(&text);
            calling.push(path.clone());
        }
        texts.push((path.clone(), text));
    }
    if looked.may_concern {
        texts.into_iter().for_each(|(path, text)| sources.keep(&path, text));
        listed.into_iter().for_each(|files| sources.keep_listed(folder, files));
    }
    if may_name_folders && looked.may_concern {
        // It will be evaluated, so it is parsed once and whole.
        modules.load(folder);
    }
    if !calling.is_empty() {
        looked.calls = modules.called_folders(folder, if may_name_folders { &calling } else { &[] });
    }
    looked
}
