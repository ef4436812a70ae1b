//! The engine: inputs into units, units into resources, rules over resources, findings in one order.

mod check;
mod module_graph;
mod prefilter;
mod progress;
mod table_sets;
mod unit;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::{ConfigError, Configurations, Settings, Vocabulary};
use crate::discover::{self, DiscoverError, Inputs};
use crate::finding::{Finding, Severity, Suppressed};
use crate::resource::{Resource, Role};
use crate::rule::{Rule, Undecided};
use crate::rules;
use crate::source::{FileId, Sources};
use crate::suppress;
use crate::tables::TableError;
use crate::tables::Tables;
use crate::terraform::Modules;
use check::Checked;
use module_graph::ModuleGraph;
pub use progress::Progress;
use table_sets::{TableSet, TableSets};
use unit::{Lifted, Unit};

/// What a run found.
#[derive(Debug, Default)]
pub struct Outcome {
    /// In one total order: path, offset, rule.
    pub findings: Vec<Finding>,
    /// What suppressions silence.
    pub suppressed: Vec<Suppressed>,
    /// What no rule could decide, and why.
    pub undecided: Vec<Undecided>,
    /// Files that were looked at.
    pub files: usize,
}

/// Why kmslint could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum LintError {
    #[error(transparent)]
    Discover(#[from] DiscoverError),
    #[error(transparent)]
    Config(#[from] Arc<ConfigError>),
    /// Mistakes in the team's own tables.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Tables(Vec<TableError>),
    #[error("cannot start {0} threads: {1}")]
    Threads(usize, String),
    /// A file that was given as a saved instance holds none, or could not be read whole.
    #[error("{path}: {problem}")]
    Instance { path: String, problem: String },
}

/// A unit on its way through the engine.
struct Work {
    settings: Arc<Settings>,
    tables: TableSet,
    lifted: Lifted,
}

/// The names that configurations and suppressions may use: every rule with its options, every kind of document.
pub fn vocabulary() -> Vocabulary {
    let options = |rule: &Rule| rule.options.iter().map(|option| option.name.to_owned()).collect();
    let rules = rules::ALL.iter().map(|rule| (rule.name.to_owned(), options(rule))).collect();
    Vocabulary { rules, documents: Tables::built_in().operations().map(str::to_owned).collect() }
}

/// Checks everything below the paths.
pub fn lint(paths: &[PathBuf], sources: &Sources, configurations: &Configurations) -> Result<Outcome, LintError> {
    lint_watched(paths, sources, configurations, &Progress::default())
}

/// Checks everything below the paths, and says meanwhile how far it has come.
pub fn lint_watched(
    paths: &[PathBuf],
    sources: &Sources,
    configurations: &Configurations,
    progress: &Progress,
) -> Result<Outcome, LintError> {
    let settings = configurations.for_folder(sources, sources.root())?;
    let jobs = settings.jobs.unwrap_or(0);
    // The global pool is right unless a number was asked for; making one costs a process of one file more than its work.
    if jobs == 0 {
        return run(paths, sources, configurations, progress);
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build();
    let pool = pool.map_err(|error| LintError::Threads(jobs, error.to_string()))?;
    pool.install(|| run(paths, sources, configurations, progress))
}

/// Every resource below the paths as the rules see it, in the order of the files.
pub fn resources(
    paths: &[PathBuf],
    sources: &Sources,
    configurations: &Configurations,
) -> Result<Vec<Resource>, LintError> {
    let modules = Modules::new(sources);
    let loaded = load(paths, &modules, configurations, &Progress::default())?;
    let evaluations = loaded.works.into_iter().flat_map(|work| work.lifted.evaluations);
    let mut resources: Vec<Resource> = evaluations.flat_map(|(_, resources)| resources).collect();
    resources.sort_by_cached_key(|resource| {
        (sources.file(resource.header.file).name().to_owned(), resource.header.start, resource.address.clone())
    });
    Ok(resources)
}

fn run(
    paths: &[PathBuf],
    sources: &Sources,
    configurations: &Configurations,
    progress: &Progress,
) -> Result<Outcome, LintError> {
    let modules = Modules::new(sources);
    let Loaded { works, inputs, files } = load(paths, &modules, configurations, progress)?;
    let saved = saved_resources(&works, &modules, configurations)?;
    let checked: Vec<Checked> =
        works.par_iter().map(|work| check_unit(work, &saved)).inspect(|_| progress.step()).collect();
    let mut outcome = outcome(&works, checked, &inputs, files, sources);
    outcome.undecided.extend(passed_over(paths, sources));
    Ok(outcome)
}

/// Files that were given by name although nothing says how to read them.
fn passed_over(paths: &[PathBuf], sources: &Sources) -> Vec<Undecided> {
    let is_unknown = |path: &&PathBuf| discover::kind_of(path).is_none() && sources.is_file(path);
    let undecided = |path: &PathBuf| Undecided {
        rule: "",
        what: String::new(),
        reason: "the file was not read, because its name does not say what it is".to_owned(),
        span: sources.add_unreadable(&sources.absolute(path)).span(),
    };
    paths.iter().filter(is_unknown).map(undecided).collect()
}

/// All units below some paths, read and lifted.
struct Loaded {
    works: Vec<Work>,
    inputs: Inputs,
    /// How many files were looked at.
    files: usize,
}

fn load(
    paths: &[PathBuf],
    modules: &Modules<'_>,
    configurations: &Configurations,
    progress: &Progress,
) -> Result<Loaded, LintError> {
    let sources = modules.sources();
    let is_excluded = |path: &Path| {
        let folder = path.parent().unwrap_or(path);
        configurations.for_folder(sources, folder).is_ok_and(|settings| settings.excludes(path))
    };
    let inputs = discover::discover(paths, sources, &is_excluded)?;
    let (units, files) = units(&inputs, modules, configurations, progress)?;
    let mut table_sets = TableSets::default();
    let mut prepared = Vec::new();
    for unit in units {
        let settings = configurations.for_folder(sources, unit.folder())?;
        let tables = table_sets.of(&settings, sources).map_err(LintError::Tables)?;
        prepared.push((unit, settings, tables));
    }
    let lift = |(unit, settings, tables): (Unit, Arc<Settings>, TableSet)| {
        let lifted = unit.lift(modules, &tables, &settings);
        Work { settings, tables, lifted }
    };
    // Each unit is lifted and then checked.
    progress.expect(2 * prepared.len());
    let works = prepared.into_par_iter().map(lift).inspect(|_| progress.step()).collect();
    Ok(Loaded { works, inputs, files })
}

/// The units that may hold something to check, and the number of files looked at.
fn units(
    inputs: &Inputs,
    modules: &Modules<'_>,
    configurations: &Configurations,
    progress: &Progress,
) -> Result<(Vec<Unit>, usize), LintError> {
    let sources = modules.sources();
    let uses_prefilter = configurations.for_folder(sources, sources.root())?.prefilter;
    let (module_units, module_files) = module_units(inputs, modules, uses_prefilter)?;
    progress.expect(inputs.documents.len());
    let documents: Vec<Option<Unit>> = inputs
        .documents
        .par_iter()
        .inspect(|_| progress.step())
        .map(|path| {
            let is_named = inputs.named.contains(path);
            let may_concern = || sources.read(path).is_none_or(|text| prefilter::may_concern(&text));
            let is_wanted = !uses_prefilter || may_concern() || has_kind(path, sources, configurations);
            (is_named || is_wanted).then(|| Unit::Document { path: path.clone(), is_named })
        })
        .collect();
    let files = module_files + documents.len();
    Ok((module_units.into_iter().chain(documents.into_iter().flatten()).collect(), files))
}

/// Whether the configuration says what a file is, whatever words are in it.
fn has_kind(path: &Path, sources: &Sources, configurations: &Configurations) -> bool {
    let folder = path.parent().unwrap_or(path);
    configurations.for_folder(sources, folder).is_ok_and(|settings| settings.document_kind(path).is_some())
}

/// The root folders to evaluate: those that reach a folder that was asked for and that may hold something.
fn module_units(inputs: &Inputs, modules: &Modules<'_>, uses_prefilter: bool) -> Result<(Vec<Unit>, usize), LintError> {
    let sources = modules.sources();
    if inputs.modules.is_empty() {
        return Ok((Vec::new(), 0));
    }
    let mut folders: BTreeSet<PathBuf> = inputs.modules.iter().cloned().collect();
    let asked_for = folders.clone();
    // A file that is given by name is judged with the modules under the working directory that call its folder.
    if inputs.modules.iter().any(|folder| !inputs.whole_modules.contains(folder)) && sources.is_dir(sources.root()) {
        let around = discover::discover(&[sources.root().to_path_buf()], sources, &|_| false)?;
        folders.extend(around.modules);
    }
    let looked_at: Vec<Looked> = folders.par_iter().map(|folder| look(folder, modules)).collect();
    let mut graph = ModuleGraph::default();
    let mut concerned: BTreeSet<PathBuf> = BTreeSet::new();
    for looked in &looked_at {
        graph.insert(&looked.folder, looked.calls.iter().cloned());
        if looked.may_concern || !uses_prefilter {
            concerned.insert(looked.folder.clone());
        }
        // Modules outside the folders that were asked for (installed ones) are looked at with their callers.
        for called in &looked.calls {
            if !folders.contains(called) && look(called, modules).may_concern {
                concerned.insert(called.clone());
            }
        }
    }
    let files = looked_at.iter().filter(|looked| asked_for.contains(&looked.folder)).map(|looked| looked.files).sum();
    let is_wanted = |root: &PathBuf| {
        let reached = graph.reached_from(root);
        !reached.is_disjoint(&asked_for) && !reached.is_disjoint(&concerned)
    };
    let units = graph.roots().into_iter().filter(is_wanted).map(Unit::Module).collect();
    Ok((units, files))
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
    let mut may_call = false;
    for path in sources.files_in(folder).unwrap_or_default() {
        if discover::kind_of(&path) != Some(discover::FileKind::Terraform) {
            continue;
        }
        looked.files += 1;
        // What cannot be read is evaluated all the same, so that it is reported.
        let Some(text) = sources.read(&path) else {
            looked.may_concern = true;
            continue;
        };
        looked.may_concern |= prefilter::may_concern(&text) || std::str::from_utf8(&text).is_err();
        may_call |= prefilter::may_call_modules(&text);
    }
    if may_call {
        looked.calls = modules.called_folders(folder);
    }
    looked
}

/// Everything that exists according to saved responses in the run, and those that the settings name.
fn saved_resources(
    works: &[Work],
    modules: &Modules<'_>,
    configurations: &Configurations,
) -> Result<Vec<Resource>, LintError> {
    let sources = modules.sources();
    let is_saved = |resource: &&Resource| resource.role == Role::Saved;
    // Of two responses about one instance the first counts, and one that is named before one that was found.
    let mut saved: Vec<Resource> = Vec::new();
    let settings = configurations.for_folder(sources, sources.root())?;
    for path in &settings.instances {
        let problem = |problem: &str| LintError::Instance { path: sources.display(path), problem: problem.to_owned() };
        let unit = Unit::Document { path: path.clone(), is_named: true };
        let lifted = unit.lift(modules, Tables::built_in(), &settings);
        let count = saved.len();
        saved.extend(lifted.evaluations.into_iter().flat_map(|(_, resources)| resources).filter(|one| is_saved(&one)));
        if let Some(unread) = lifted.problems.first() {
            return Err(problem(&unread.message));
        }
        if saved.len() == count {
            return Err(problem("the file holds no response of GetKmsInstance"));
        }
    }
    let found = works.iter().flat_map(|work| &work.lifted.evaluations);
    saved.extend(found.flat_map(|(_, resources)| resources.iter().filter(is_saved).cloned()));
    Ok(saved)
}

fn check_unit(work: &Work, saved: &[Resource]) -> Checked {
    let Work { settings, tables, lifted } = work;
    let evaluations = lifted
        .evaluations
        .iter()
        .map(|(scenario, resources)| (scenario.clone(), check::check(resources, saved, tables, settings)));
    let mut checked = check::merge_scenarios(evaluations.collect());
    checked.findings.extend(lifted.problems.iter().cloned());
    checked.findings = check::with_configured_severities(checked.findings, settings);
    checked
}

/// Suppressions, the selection of files that were given by name, and the one order.
fn outcome(works: &[Work], checked: Vec<Checked>, inputs: &Inputs, files: usize, sources: &Sources) -> Outcome {
    let mut outcome = Outcome { files, ..Outcome::default() };
    let mut findings = Vec::new();
    let mut settings = BTreeMap::new();
    for (work, checked) in works.iter().zip(checked) {
        findings.extend(checked.findings);
        outcome.undecided.extend(checked.undecided);
        outcome.undecided.extend(work.lifted.undecided.iter().cloned());
        settings.extend(work.lifted.files.iter().map(|&file| (file, work.settings.clone())));
    }
    check::sort(&mut findings, sources);
    // A folder that several roots call is evaluated by each; what they report alike is one finding.
    findings.dedup_by(|later, first| {
        later.rule == first.rule && later.span == first.span && later.message == first.message
    });
    for finding in &mut findings {
        finding
            .fix
            .take_if(|fix| !fix.edits.iter().all(|edit| edit.fits(sources.file(edit.span.file).slice(edit.span))));
    }
    // Suppressions are judged by all that is found, so that one is not called unused for what is not shown.
    let judged = suppress::apply(findings, &settings, sources);
    let is_in_configuration = |finding: &Finding| {
        let file = sources.file(finding.span.file);
        works.iter().any(|work| work.settings.config_file.as_deref() == Some(file.path()))
    };
    let is_shown = |finding: &Finding| {
        let least = settings.get(&finding.span.file).map_or(Severity::Info, |settings| settings.min_severity);
        finding.severity >= least && (is_asked_for(finding, inputs, sources) || is_in_configuration(finding))
    };
    outcome.findings = judged.findings.into_iter().filter(|finding| is_shown(finding)).collect();
    outcome.suppressed = judged.suppressed.into_iter().filter(|one| is_shown(&one.finding)).collect();
    check::sort(&mut outcome.findings, sources);
    outcome.undecided.sort();
    outcome.undecided.dedup();
    outcome
}

/// Whether a finding's place or cause lies in what was asked for.
fn is_asked_for(finding: &Finding, inputs: &Inputs, sources: &Sources) -> bool {
    let is_in_scope = |file: FileId| {
        let file = sources.file(file);
        let folder = file.path().parent().unwrap_or(file.path());
        inputs.named.contains(file.path())
            || inputs.whole_modules.contains(folder)
            || inputs.documents.binary_search_by(|document| document.as_path().cmp(file.path())).is_ok()
    };
    is_in_scope(finding.span.file) || finding.labels.iter().any(|label| is_in_scope(label.span.file))
}
