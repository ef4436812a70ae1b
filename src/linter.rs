//! The engine: inputs into units, units into resources, rules over resources, findings in one order.

mod check;
mod conclude;
mod evidence;
mod given;
mod instances;
mod load;
mod module_graph;
mod prefilter;
mod progress;
mod project;
mod scope;
mod secrets;
mod settle;
mod table_sets;
#[cfg(test)]
mod tests;
mod unit;
mod untabled;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::baseline::{Baseline, Entry};
use crate::config::{ConfigError, Configurations, Settings, Vocabulary};
use crate::discover::{self, DiscoverError};
use crate::finding::Finding;
use crate::resource::{Resource, Role};
use crate::rule::{Rule, Situation, Undecided};
use crate::rules;
use crate::source::{FileId, Sources, Span};
use crate::tables::TableError;
use crate::tables::Tables;
use crate::terraform::{self, Modules};
use check::Checked;
use conclude::Conclusion;
use evidence::{Evidence, instance_of};
use load::{Plan, Surroundings};
pub(crate) use progress::Progress;
pub(crate) use settle::{Change, Looked, Settled, Settling, settle};
use table_sets::TableSets;
pub(crate) use table_sets::{TableSet, tables_of, team_tables};
use unit::{Evaluated, Unit, UnitResources};

/// What a run found.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// In one total order: path, offset, rule.
    pub findings: Vec<Finding>,
    /// What was accepted wherever it comes about.
    pub suppressed: Vec<Finding>,
    /// What no rule could decide, and why.
    pub undecided: Vec<Undecided>,
    /// What else there is to say of the run, in the order in which it is shown.
    pub notes: Vec<Note>,
    /// Whether the disk refused something, so that a part was not looked at.
    pub is_incomplete: bool,
    /// Files that were not asked for, although a finding lies in them.
    pub outside: BTreeSet<FileId>,
    /// The file of each place that could not be read, whether that is reported or not.
    pub unread: Vec<FileId>,
    /// Files that were looked at.
    pub files: usize,
    /// The resources in what was asked for that rules know, each once however often it is evaluated.
    pub resources: usize,
    /// How many findings the baseline holds.
    pub in_baseline: usize,
    /// What the baseline holds in vain, in files that were asked for.
    pub stale: Vec<Entry>,
    /// The baseline in which everything that was found is accepted, where one was asked for.
    pub baseline: Option<Baseline>,
}

/// What lies below the paths, and what is to be said of it.
#[derive(Debug)]
pub(crate) struct Survey {
    /// Root modules, once for each scenario, then documents.
    pub evaluations: Vec<SurveyedEvaluation>,
    pub outcome: Outcome,
}

/// The resources of a root module under one scenario, or of a document.
#[derive(Debug)]
pub(crate) struct SurveyedEvaluation {
    pub situation: Situation,
    /// In the order of the files.
    pub resources: Vec<Resource>,
    /// Of each resource, whether it was asked for, and not only bears on what was.
    pub is_asked_for: Vec<bool>,
    /// The saved responses that bear on them.
    pub saved: Vec<Resource>,
    pub tables: TableSet,
    pub settings: Arc<Settings>,
}

/// Something about the run itself, and no finding: what was passed over, or could not be read outside of what was asked
/// for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Note {
    /// The file or folder as reports show it.
    pub path: String,
    /// Where in it, if it was read.
    pub span: Option<Span>,
    pub message: String,
    /// Whether it is the reason why a run is incomplete.
    pub is_failure: bool,
}

/// What becomes of findings that a project has accepted before.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Accepted<'a> {
    #[default]
    Nothing,
    /// What a baseline holds is not reported. The folder is the one in which it lies.
    Baseline(&'a Path, &'a Baseline),
    /// A baseline that is to lie in this folder is made of what is found.
    Everything(&'a Path),
}

/// Why kmslint could not do its work.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LintError {
    #[error(transparent)]
    Discover(#[from] DiscoverError),
    #[error(transparent)]
    Config(#[from] Arc<ConfigError>),
    /// Mistakes in the team's own tables.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Tables(Vec<TableError>),
    /// Values of the command line that no module takes.
    #[error("{}", .0.join("\n"))]
    Variables(Vec<String>),
    #[error("cannot start {0} threads: {1}")]
    Threads(usize, String),
    /// Whoever waited for the run does not any more.
    #[error("the run was cancelled")]
    Cancelled,
    /// A file that was given as a saved instance holds none, or could not be read whole.
    #[error("{path}: {problem}")]
    Instance { path: String, problem: String },
}

impl LintError {
    /// What is wrong in the configuration or in the team's tables, each at its place; none where something else is the
    /// reason, or a place cannot be shown.
    pub(crate) fn mistakes(&self) -> Vec<Finding> {
        match self {
            Self::Config(error) => error.mistakes().to_vec(),
            Self::Tables(errors) => {
                let findings: Option<Vec<Finding>> = errors.iter().map(TableError::finding).collect();
                findings.unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }
}

/// A unit on its way through the engine.
struct Work {
    /// The folder of the root module or of the document.
    folder: PathBuf,
    settings: Arc<Settings>,
    tables: TableSet,
    lifted: UnitResources,
}

/// The names that configurations and suppressions may use: every rule with its options, every kind of document.
pub(crate) fn vocabulary() -> Vocabulary {
    let options = |rule: &Rule| rule.options.iter().map(|option| option.name.to_owned()).collect();
    let rules = rules::ALL.iter().map(|rule| (rule.name.to_owned(), options(rule))).collect();
    Vocabulary { rules, documents: Tables::built_in().operations().map(str::to_owned).collect() }
}

/// Whether files of that name are read at all, as far as the name can tell.
pub(crate) fn reads(path: &Path) -> bool {
    discover::kind_of(path).is_some()
}

/// The folder in which everything is loaded that bears on a path.
pub(crate) fn project_of(path: &Path, sources: &Sources) -> PathBuf {
    project::folder_of(path, sources)
}

/// Checks everything below the paths.
pub(crate) fn lint(
    paths: &[PathBuf],
    sources: &Sources,
    configurations: &Configurations,
) -> Result<Outcome, LintError> {
    lint_watched(paths, sources, configurations, Accepted::Nothing, &Progress::default())
}

/// Checks everything below the paths against what was accepted, and says meanwhile how far it has come.
pub(crate) fn lint_watched(
    paths: &[PathBuf],
    sources: &Sources,
    configurations: &Configurations,
    accepted: Accepted<'_>,
    progress: &Progress,
) -> Result<Outcome, LintError> {
    enclose(paths, sources);
    on_threads(sources, configurations, || run(paths, sources, configurations, accepted, progress))
}

/// Has nothing read but the projects that the paths belong to, and what was named.
fn enclose(paths: &[PathBuf], sources: &Sources) {
    for path in paths {
        sources.enclose(&project::folder_of(path, sources));
        sources.admit(path);
    }
}

/// Does some work on as many threads as the settings say, each of which may evaluate a module.
fn on_threads<T: Send>(
    sources: &Sources,
    configurations: &Configurations,
    work: impl FnOnce() -> Result<T, LintError> + Send,
) -> Result<T, LintError> {
    let settings = configurations.for_folder(sources, sources.root())?;
    let jobs = settings.jobs.unwrap_or(0);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).stack_size(terraform::STACK_SIZE).build();
    let pool = pool.map_err(|error| LintError::Threads(jobs, error.to_string()))?;
    pool.install(work)
}

/// What the rules that are on say of the resources of one module.
pub(crate) fn check_resources(resources: Vec<Resource>, settings: &Settings) -> Vec<Finding> {
    let tables = Tables::built_in();
    check::check_evaluated(&Evaluated::new(Situation::default(), resources, tables), &[], tables, settings).0
}

/// Every resource below the paths as the rules see it, in the order of the files.
pub(crate) fn resources(
    paths: &[PathBuf],
    sources: &Sources,
    configurations: &Configurations,
) -> Result<Vec<Resource>, LintError> {
    enclose(paths, sources);
    on_threads(sources, configurations, || resources_below(paths, sources, configurations))
}

fn resources_below(
    paths: &[PathBuf],
    sources: &Sources,
    configurations: &Configurations,
) -> Result<Vec<Resource>, LintError> {
    let modules = Modules::new(sources);
    let progress = Progress::default();
    let surroundings = Surroundings::find(paths, &modules, configurations, &progress)?;
    let plan = surroundings.plan(&modules, configurations);
    let works = lift(plan.units, &modules, configurations, &progress)?;
    given::check(&works, &surroundings, &modules, configurations)?;
    let evaluations = works.into_iter().flat_map(|work| work.lifted.evaluations);
    let resources = evaluations.flat_map(|evaluated| evaluated.resources);
    let mut resources: Vec<Resource> =
        resources.filter(|resource| surroundings.scope.contains_resource(resource, sources)).collect();
    sort_resources(&mut resources, sources);
    Ok(resources)
}

/// One order for equal input: that of the files.
fn sort_resources(resources: &mut [Resource], sources: &Sources) {
    resources.sort_by_cached_key(|resource| {
        (sources.file(resource.header.file).name().to_owned(), resource.header.start, resource.address.clone())
    });
}

/// Every resource below the paths beside whatever bears on it, and what the rules say of them all.
pub(crate) fn survey(
    paths: &[PathBuf],
    sources: &Sources,
    configurations: &Configurations,
) -> Result<Survey, LintError> {
    enclose(paths, sources);
    on_threads(sources, configurations, || {
        let modules = Modules::new(sources);
        let keeps = AfterCheck::Kept;
        let checked = checked(paths, &modules, configurations, Accepted::Nothing, &Progress::default(), keeps)?;
        let CheckedRun { works, evidence, surroundings, outcome } = checked;
        let mut evaluations: Vec<SurveyedEvaluation> = Vec::new();
        for Work { folder, settings, tables, lifted } in works {
            for Evaluated { situation, mut resources, .. } in lifted.evaluations {
                sort_resources(&mut resources, sources);
                let in_scope = |resource: &Resource| surroundings.scope.contains_resource(resource, sources);
                let is_asked_for: Vec<bool> = resources.iter().map(in_scope).collect();
                if is_asked_for.contains(&true) {
                    let (saved, _) = evidence.for_unit(&folder, &resources);
                    let tables = tables.clone();
                    let settings = settings.clone();
                    evaluations.push(SurveyedEvaluation {
                        situation,
                        resources,
                        is_asked_for,
                        saved,
                        tables,
                        settings,
                    });
                }
            }
        }
        Ok(Survey { evaluations, outcome })
    })
}

/// The resources in one document by itself, whatever lies around it.
pub(crate) fn resources_in(path: &Path, sources: &Sources, configurations: &Configurations) -> Vec<Resource> {
    let unit = Unit::Document { path: path.to_path_buf(), is_named: true };
    let Ok(settings) = configurations.for_folder(sources, unit.folder()) else { return Vec::new() };
    let tables = tables_of(unit.folder(), sources, configurations);
    let lifted = unit.lift(&Modules::new(sources), &tables, &settings);
    lifted.evaluations.into_iter().flat_map(|evaluated| evaluated.resources).collect()
}

fn run(
    paths: &[PathBuf],
    sources: &Sources,
    configurations: &Configurations,
    accepted: Accepted<'_>,
    progress: &Progress,
) -> Result<Outcome, LintError> {
    let modules = Modules::new(sources);
    Ok(checked(paths, &modules, configurations, accepted, progress, AfterCheck::Dropped)?.outcome)
}

/// What becomes of the resources of a unit once it is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AfterCheck {
    Kept,
    /// Of a repository with many modules they take more memory than all that is found in them.
    Dropped,
}

/// What was found, and what it was found in.
struct CheckedRun {
    works: Vec<Work>,
    evidence: Evidence,
    surroundings: Surroundings,
    outcome: Outcome,
}

fn checked(
    paths: &[PathBuf],
    modules: &Modules<'_>,
    configurations: &Configurations,
    accepted: Accepted<'_>,
    progress: &Progress,
    resources: AfterCheck,
) -> Result<CheckedRun, LintError> {
    let surroundings = Surroundings::find(paths, modules, configurations, progress)?;
    let plan = surroundings.plan(modules, configurations);
    check_plan(plan, surroundings, modules, configurations, accepted, progress, resources)
}

fn check_plan(
    plan: Plan,
    surroundings: Surroundings,
    modules: &Modules<'_>,
    configurations: &Configurations,
    accepted: Accepted<'_>,
    progress: &Progress,
    resources: AfterCheck,
) -> Result<CheckedRun, LintError> {
    let sources = modules.sources();
    let Plan { units, files, left_out } = plan;
    let (apart, units) = surroundings.judged_by_themselves(units);
    let (works, evidence) = with_evidence(units, &surroundings, modules, configurations, progress)?;
    let check = |mut work: Work| -> Result<(Work, Checked), LintError> {
        progress.go_on()?;
        let checked = check::check_unit(&work, &evidence);
        progress.step();
        if resources == AfterCheck::Dropped {
            work.lifted.evaluations.iter_mut().for_each(|evaluated| evaluated.resources = Vec::new());
        }
        Ok((work, checked))
    };
    let mut all = lift_each(apart, modules, configurations, progress, check)?;
    // Of a repository with many modules the trees are as large as all that is found in them.
    let check_rest = || works.into_par_iter().map(check).collect::<Result<Vec<_>, _>>();
    let ((), rest) = rayon::join(|| modules.forget().into_par_iter().for_each(drop), check_rest);
    all.extend(rest?);
    let (mut works, checked): (Vec<Work>, Vec<Checked>) = all.into_iter().unzip();
    let ignored = given::check(&works, &surroundings, modules, configurations)?;
    if let Some(first) = works.first_mut() {
        first.lifted.undecided.extend(ignored);
    }
    let conclusion = Conclusion {
        works: &works,
        surroundings: &surroundings,
        left_out: &left_out,
        accepted,
        sources,
        configurations,
    };
    let outcome = Outcome { files, ..conclusion.outcome(checked) };
    Ok(CheckedRun { works, evidence, surroundings, outcome })
}

/// The lifted units of a plan, and every saved instance of the project. Where an instance was asked for, whatever speaks
/// of it elsewhere is loaded as well.
fn with_evidence(
    planned: Vec<Unit>,
    surroundings: &Surroundings,
    modules: &Modules<'_>,
    configurations: &Configurations,
    progress: &Progress,
) -> Result<(Vec<Work>, Evidence), LintError> {
    let sources = modules.sources();
    let named = named_instances(modules, configurations)?;
    let mut works = lift(planned.clone(), modules, configurations, progress)?;
    // What was not asked for does not end the run by a mistake in its configuration.
    let usable = |mut units: Vec<Unit>| {
        units.retain(|unit| configurations.for_folder(sources, unit.folder()).is_ok());
        units
    };
    let asked_for: Vec<Resource> = saved_in(&works).cloned().collect();
    let instances: Vec<&str> = asked_for.iter().filter_map(instance_of).collect();
    if !instances.is_empty() {
        let units = surroundings.speaking_of(&instances, &planned, modules);
        works.extend(lift(usable(units), modules, configurations, progress)?);
    }
    // Nobody asks for a response about an instance that nothing speaks of.
    let speaks = works.iter().flat_map(|work| &work.lifted.evaluations).flat_map(|one| &one.resources);
    let is_spoken_of = speaks.into_iter().any(|resource| instance_of(resource).is_some());
    let saved = if is_spoken_of { surroundings.saved_documents(sources) } else { Vec::new() };
    let others = lift(usable(saved), modules, configurations, progress)?;
    let mut found: Vec<Resource> = saved_in(&works).chain(saved_in(&others)).cloned().collect();
    found.sort_by_cached_key(|resource| (sources.file(resource.header.file).name().to_owned(), resource.header.start));
    found.dedup_by_key(|resource| resource.header);
    Ok((works, Evidence::new(named, found, sources)))
}

fn lift(
    units: Vec<Unit>,
    modules: &Modules<'_>,
    configurations: &Configurations,
    progress: &Progress,
) -> Result<Vec<Work>, LintError> {
    lift_each(units, modules, configurations, progress, Ok)
}

/// Lifts units, and does something with each of them at once.
fn lift_each<T: Send>(
    units: Vec<Unit>,
    modules: &Modules<'_>,
    configurations: &Configurations,
    progress: &Progress,
    then: impl Fn(Work) -> Result<T, LintError> + Sync,
) -> Result<Vec<T>, LintError> {
    let sources = modules.sources();
    let mut table_sets = TableSets::default();
    let mut prepared = Vec::new();
    for unit in units {
        let settings = configurations.for_folder(sources, unit.folder())?;
        let tables = table_sets.of(&settings, sources).map_err(LintError::Tables)?;
        prepared.push((unit, settings, tables));
    }
    let lift = |(unit, settings, tables): (Unit, Arc<Settings>, TableSet)| {
        progress.go_on()?;
        let lifted = unit.lift(modules, &tables, &settings);
        lifted.evaluations.iter().for_each(|evaluated| secrets::hide(&evaluated.resources, sources));
        if let Unit::Module(folder) = &unit {
            // No other unit calls a root.
            modules.let_go(folder);
        }
        progress.step();
        then(Work { folder: unit.folder().to_path_buf(), settings, tables, lifted })
    };
    // Each unit is lifted and then checked.
    progress.expect(2 * prepared.len());
    let done: Result<Vec<T>, LintError> = prepared.into_par_iter().map(lift).collect();
    secrets::hide_given(modules);
    done
}

fn saved_in(works: &[Work]) -> impl Iterator<Item = &Resource> {
    let resources = works.iter().flat_map(|work| &work.lifted.evaluations).flat_map(|one| &one.resources);
    resources.filter(|resource| resource.role == Role::Saved)
}

/// The saved responses that the settings name.
fn named_instances(modules: &Modules<'_>, configurations: &Configurations) -> Result<Vec<Resource>, LintError> {
    let sources = modules.sources();
    let mut saved: Vec<Resource> = Vec::new();
    let settings = configurations.for_folder(sources, sources.root())?;
    for path in &settings.instances {
        let problem = |problem: &str| LintError::Instance { path: sources.display(path), problem: problem.to_owned() };
        let unit = Unit::Document { path: path.clone(), is_named: true };
        let lifted = unit.lift(modules, Tables::built_in(), &settings);
        let count = saved.len();
        let resources = lifted.evaluations.into_iter().flat_map(|evaluated| evaluated.resources);
        saved.extend(resources.filter(|resource| resource.role == Role::Saved));
        if let Some(unread) = lifted.problems.first() {
            return Err(problem(&unread.message));
        }
        if saved.len() == count {
            return Err(problem("the file does not hold a GetKmsInstance response"));
        }
    }
    Ok(saved)
}
