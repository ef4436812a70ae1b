//! What has to be looked at to judge what was asked for: the units of a run, and where the rest of the project lies.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::module_graph::ModuleGraph;
use super::prefilter;
use super::project;
use super::scope::Scope;
use super::unit::Unit;
use super::{LintError, Progress};
use crate::config::{ConfigError, Configurations, Settings};
use crate::discover::{self, FileKind, Inputs, Look, ModuleFolder, PassedOver};
use crate::source::{Listed, Sources};
use crate::terraform::Modules;

/// What was asked for, and what lies around it in the projects that it belongs to.
pub(super) struct Surroundings {
    pub(super) asked_for: Inputs<Looked>,
    /// The whole projects, where more of them was found than was asked for.
    beyond: Option<Inputs<Looked>>,
    pub(super) scope: Scope,
    /// Whether something beside Terraform was asked for, which a module may read.
    asks_for_data: bool,
    uses_prefilter: bool,
}

/// The units that are to be evaluated.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) units: Vec<Unit>,
    /// How many of the files that were asked for were looked at.
    pub(super) files: usize,
    /// Root modules that were not asked for, and whose configuration cannot be used.
    pub(super) left_out: Vec<(PathBuf, Arc<ConfigError>)>,
}

impl Surroundings {
    pub(super) fn find(
        paths: &[PathBuf],
        modules: &Modules<'_>,
        configurations: &Configurations,
        progress: &Progress,
    ) -> Result<Self, LintError> {
        let sources = modules.sources();
        let uses_prefilter = configurations.for_folder(sources, sources.root())?.prefilter;
        let settings_of = |folder: &Path| configurations.for_folder(sources, folder).ok();
        let look = Looker { modules, progress, uses_prefilter };
        let asked_for = discover::discover(paths, sources, &settings_of, &look)?;
        let projects: BTreeSet<PathBuf> = paths.iter().map(|path| project::folder_of(path, sources)).collect();
        let is_all = projects.iter().all(|project| asked_for.folders.contains(project));
        // The folder of a buffer that was never saved may not be there yet.
        let projects: Vec<PathBuf> = projects.into_iter().filter(|folder| sources.is_dir(folder)).collect();
        let scope = Scope::of(&asked_for);
        let look = CallLooker { modules, progress, scope: &scope };
        let beyond = if is_all { None } else { Some(discover::discover(&projects, sources, &settings_of, &look)?) };
        let is_data = |path: &PathBuf| discover::kind_of(path) != Some(FileKind::Terraform);
        let asks_for_data = asked_for.document_count > 0 || asked_for.named.iter().any(is_data);
        progress.go_on().map(|()| Self { asked_for, beyond, scope, asks_for_data, uses_prefilter })
    }

    /// The projects that what was asked for belongs to, as a whole.
    fn around(&self) -> &Inputs<Looked> {
        self.beyond.as_ref().unwrap_or(&self.asked_for)
    }

    /// What could not be read in the project, whether it was asked for or not.
    pub(super) fn passed_over(&self) -> BTreeSet<&PassedOver> {
        self.asked_for.passed_over.iter().chain(&self.around().passed_over).collect()
    }

    /// The units to evaluate for what was asked for.
    pub(super) fn plan(&self, modules: &Modules<'_>, configurations: &Configurations) -> Plan {
        let mut roots = self.roots(modules, configurations);
        let mut left_out = Vec::new();
        roots.retain(|root| match configurations.for_folder(modules.sources(), root) {
            Err(error) if !self.is_asked_for(root) => {
                left_out.push((root.clone(), error));
                false
            }
            _ => true,
        });
        let documents = self
            .asked_for
            .documents
            .iter()
            .map(|path| Unit::Document { path: path.clone(), is_named: self.asked_for.named.contains(path) });
        let module_files: usize = self.asked_for.modules.values().map(|looked| looked.files as usize).sum();
        let files = module_files + self.asked_for.document_count;
        Plan { units: roots.into_iter().map(Unit::Module).chain(documents).collect(), files, left_out }
    }

    fn is_asked_for(&self, folder: &Path) -> bool {
        self.asked_for.modules.get(folder).is_some_and(|looked| looked.is_asked_for)
    }

    /// The units of a plan of which nothing more can come to light that bears on others, and the rest of the plan. Of a
    /// project that was asked for as a whole these are its modules: only documents are evidence.
    pub(super) fn judged_by_themselves(&self, mut planned: Vec<Unit>) -> (Vec<Unit>, Vec<Unit>) {
        let is_apart = |unit: &mut Unit| self.beyond.is_none() && matches!(unit, Unit::Module(_));
        let apart = planned.extract_if(.., is_apart).collect();
        (apart, planned)
    }

    /// The root folders to evaluate: those that reach a folder that was asked for, or that take values from a file that
    /// was, or may read it; where something in them may be ours.
    fn roots(&self, modules: &Modules<'_>, configurations: &Configurations) -> Vec<PathBuf> {
        let graph = self.graph();
        let mut concerned: HashMap<&Path, bool> = HashMap::new();
        let mut may_concern = |folder| {
            let looked = graph.looked_at(folder);
            *concerned.entry(folder).or_insert_with(|| self.may_concern(folder, looked, modules, configurations))
        };
        let mut roots = graph.roots();
        roots.retain(|root| {
            let reached = graph.reached_from(root);
            let is_wanted = |folder: &&Path| graph.looked_at(folder).is_some_and(|looked| looked.is_asked_for);
            let is_given_values = graph.looked_at(root).is_some_and(|looked| looked.is_given_values);
            let reads = |folder: &&Path| graph.looked_at(folder).is_some_and(|looked| looked.may_read_files);
            let may_read_it = self.asks_for_data && reached.iter().any(reads);
            (is_given_values || may_read_it || reached.iter().any(is_wanted))
                && reached.into_iter().any(&mut may_concern)
        });
        roots.into_iter().map(Path::to_path_buf).collect()
    }

    /// Whether something in a folder may be ours.
    fn may_concern(
        &self,
        folder: &Path,
        looked: Option<&Looked>,
        modules: &Modules<'_>,
        configurations: &Configurations,
    ) -> bool {
        match looked.filter(|looked| looked.is_asked_for) {
            _ if !self.uses_prefilter => true,
            Some(looked) => looked.may_concern,
            // What lies around what was asked for, and modules outside the project (installed ones).
            None => {
                let sources = modules.sources();
                let settings = configurations.for_folder(sources, folder).ok();
                let settings = settings.as_deref();
                match sources.list(folder) {
                    Ok(files) => {
                        let folder = ModuleFolder { path: folder, files, may_have_installed: true, settings };
                        look(folder, modules).may_concern
                    }
                    // What is there and cannot be listed is evaluated all the same, so that it is reported.
                    Err(error) => error.kind() != ErrorKind::NotFound,
                }
            }
        }
    }

    /// The rest of the project as units, where a file may speak of one of `instances`; what is planned already is left
    /// out.
    pub(super) fn speaking_of(&self, instances: &[&str], planned: &[Unit], modules: &Modules<'_>) -> Vec<Unit> {
        // Of a project that was asked for as a whole all that is ours is planned.
        let Some(beyond) = &self.beyond else { return Vec::new() };
        let sources = modules.sources();
        let speaks = |path: &Path| {
            sources.read(path).is_some_and(|text| {
                let text = String::from_utf8_lossy(&text);
                instances.iter().any(|instance| text.contains(instance))
            })
        };
        let documents = beyond.documents.par_iter().filter(|path| speaks(path));
        let documents = documents.map(|path| Unit::Document { path: path.clone(), is_named: false });
        let graph = self.graph();
        let folders: HashSet<&Path> = beyond
            .modules
            .par_iter()
            .map(|(folder, _)| folder)
            .filter(|folder| sources.files_in(folder).unwrap_or_default().iter().any(|path| speaks(path)))
            .map(PathBuf::as_path)
            .collect();
        let roots = graph.roots().into_iter().filter(|root| !graph.reached_from(root).is_disjoint(&folders));
        let mut units: Vec<Unit> =
            roots.map(|root| Unit::Module(root.to_path_buf())).chain(documents.collect::<Vec<_>>()).collect();
        units.retain(|unit| !planned.iter().any(|planned| planned.is_of_same_place(unit)));
        units
    }

    /// Which folders of the projects call which.
    fn graph(&self) -> ModuleGraph<'_> {
        let mut graph = ModuleGraph::default();
        let looked_at = self.asked_for.modules.iter().chain(self.beyond.iter().flat_map(|beyond| &beyond.modules));
        for (folder, looked) in looked_at {
            graph.insert(folder, looked);
        }
        graph
    }

    /// Whether a root module of the project has an input variable of a name, or may have it in what could not be read.
    /// Those that hold nothing of ours are not evaluated, but their variables may be set all the same.
    pub(super) fn declares_elsewhere(&self, name: &str, modules: &Modules<'_>) -> bool {
        self.graph().roots().iter().any(|root| {
            let module = modules.load(root);
            module.is_partial || module.variables.contains_key(name)
        })
    }

    /// Documents of the project beside those that were asked for which may be saved instances.
    pub(super) fn saved_documents(&self, sources: &Sources) -> Vec<Unit> {
        let Some(beyond) = &self.beyond else { return Vec::new() };
        let others = beyond.documents.difference(&self.asked_for.documents).collect::<Vec<_>>();
        let is_data =
            |path: &Path| matches!(discover::kind_of(path), Some(FileKind::Json | FileKind::Yaml | FileKind::Xml));
        others
            .into_par_iter()
            .filter(|path| is_data(path) && sources.read(path).is_some_and(|text| prefilter::may_be_saved(&text)))
            .map(|path| Unit::Document { path: path.clone(), is_named: false })
            .collect()
    }
}

/// Looks at what was asked for: what may be ours is kept.
struct Looker<'a> {
    modules: &'a Modules<'a>,
    progress: &'a Progress,
    uses_prefilter: bool,
}

impl Look for Looker<'_> {
    type Module = Looked;

    fn module(&self, folder: ModuleFolder<'_>) -> Looked {
        Looked { is_asked_for: true, ..look(folder, self.modules) }
    }

    fn document(&self, file: &Listed, settings: Option<&Settings>) -> bool {
        // The configuration may say what a file is, whatever words are in it.
        let is_known = || settings.is_some_and(|settings| settings.document_kind(&file.path).is_some());
        !self.uses_prefilter || may_concern(file, self.modules.sources()) || knows_types(settings) || is_known()
    }

    fn goes_on(&self) -> bool {
        self.progress.go_on().is_ok()
    }
}

/// Looks at what lies around it: whether that is ours is only asked of what has to do with it.
struct CallLooker<'a> {
    modules: &'a Modules<'a>,
    progress: &'a Progress,
    scope: &'a Scope,
}

impl Look for CallLooker<'_> {
    type Module = Looked;

    fn module(&self, folder: ModuleFolder<'_>) -> Looked {
        let mut calling = Calling::default();
        let mut may_read_files = false;
        for file in folder.files.iter().filter(|file| discover::kind_of(&file.path) == Some(FileKind::Terraform)) {
            if let Some(text) = self.modules.sources().read_listed(file) {
                calling.note(file, &text);
                may_read_files |= prefilter::may_read_files(&text);
            }
        }
        // Where the configuration cannot be read it may, and the run says so.
        let gives_values = |settings: &Settings| settings.value_files().any(|path| self.scope.contains(path));
        let is_given_values = folder.settings.is_none_or(gives_values);
        let calls = calling.folders(&folder, self.modules).into();
        Looked { calls, is_given_values, may_read_files, ..Looked::default() }
    }

    fn document(&self, _: &Listed, _: Option<&Settings>) -> bool {
        true
    }

    fn goes_on(&self) -> bool {
        self.progress.go_on().is_ok()
    }
}

/// Whether a document may hold something to check. What cannot be read is looked at all the same, so that it is reported.
fn may_concern(file: &Listed, sources: &Sources) -> bool {
    let Some(text) = sources.read_listed(file) else { return true };
    let may_concern = prefilter::may_concern(&text);
    if may_concern {
        sources.keep(&file.path, text);
    }
    may_concern
}

/// Whether a team's tables name types, which have none of the words that kmslint's begin from.
fn knows_types(settings: Option<&Settings>) -> bool {
    settings.is_some_and(|settings| settings.has_types)
}

/// What a look at a folder's Terraform files says without parsing them. There are as many as folders.
#[derive(Debug, Default)]
pub(super) struct Looked {
    pub(super) calls: Box<[PathBuf]>,
    files: u32,
    is_asked_for: bool,
    may_concern: bool,
    /// Whether a file that was asked for gives it values, or is its configuration.
    is_given_values: bool,
    /// Whether a function in it may read a file.
    may_read_files: bool,
}

/// The files of a folder that may call modules: only these have to be parsed to know whom the folder calls.
#[derive(Default)]
struct Calling {
    files: Vec<PathBuf>,
    may_name_folders: bool,
}

impl Calling {
    fn note(&mut self, file: &Listed, text: &[u8]) {
        if prefilter::may_call_modules(text) {
            self.may_name_folders |= prefilter::may_name_folders(text);
            self.files.push(file.path.clone());
        }
    }

    /// The folders that are called.
    fn folders(&self, folder: &ModuleFolder<'_>, modules: &Modules<'_>) -> Vec<PathBuf> {
        if self.files.is_empty() || !self.may_name_folders && !folder.may_have_installed {
            return Vec::new();
        }
        // A walk begins at a folder without links, and follows none.
        modules.sources().note_real_folder(folder.path);
        modules.called_folders(folder.path, if self.may_name_folders { &self.files } else { &[] })
    }
}

fn look(folder: ModuleFolder<'_>, modules: &Modules<'_>) -> Looked {
    let sources = modules.sources();
    let mut looked = Looked { may_concern: knows_types(folder.settings), ..Looked::default() };
    let mut calling = Calling::default();
    let mut texts = Vec::new();
    for file in folder.files.iter().filter(|file| discover::kind_of(&file.path) == Some(FileKind::Terraform)) {
        looked.files += 1;
        // What cannot be read is evaluated all the same, so that it is reported.
        let Some(text) = sources.read_listed(file) else {
            looked.may_concern = true;
            continue;
        };
        looked.may_concern |= prefilter::may_concern(&text) || std::str::from_utf8(&text).is_err();
        calling.note(file, &text);
        texts.push((&file.path, text));
    }
    if looked.may_concern {
        sources.note_real_folder(folder.path);
        texts.into_iter().for_each(|(path, text)| sources.keep(path, text));
        sources.keep_listed(folder.path, folder.files.iter().map(|file| file.path.clone()).collect());
        if calling.may_name_folders {
            // It will be evaluated, so it is parsed once and whole.
            modules.load(folder.path);
        }
    }
    looked.calls = calling.folders(&folder, modules).into();
    looked
}
