//! One check with all that it needs, so that it can be made again after fixes.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::baseline::{Baseline, Entry};
use crate::cli::args::CheckArgs;
use crate::cli::progress::{self, Surroundings};
use crate::cli::terminal;
use crate::cli::vocabulary::check_rule_names;
use crate::config::{Configurations, Overrides};
use crate::date;
use crate::finding::Finding;
use crate::linter::{self, Accepted, LintError, Outcome, Progress};
use crate::source::Sources;

/// What is checked, and how.
pub(super) struct Session {
    pub(super) root: PathBuf,
    paths: Vec<PathBuf>,
    overrides: Overrides,
    surroundings: Surroundings,
    /// Standard input, under the name of the file that it stands for.
    input: Option<(PathBuf, Vec<u8>)>,
    /// What was accepted before, with the name of the file that holds it.
    baseline: Option<(PathBuf, Baseline)>,
    /// The file that a baseline is to be written to.
    new_baseline: Option<PathBuf>,
}

/// One check that has been made.
pub(super) struct Run {
    pub(super) sources: Sources,
    pub(super) configurations: Configurations,
    /// Without what the baseline holds.
    pub(super) outcome: Outcome,
    /// What the baseline holds in vain, in files that were asked for.
    pub(super) stale: Vec<String>,
}

/// Why a check could not be made, with the sources that its places lie in.
pub(super) struct Failed {
    pub(super) sources: Sources,
    pub(super) error: LintError,
}

impl Session {
    pub(super) fn new(args: &CheckArgs) -> anyhow::Result<Self> {
        let root = env::current_dir().context("the working directory cannot be read")?;
        let mut paths = args.paths.clone();
        let input = read_input(args, &mut paths)?;
        must_exist(&root, args.variables.files().chain(&args.instance))?;
        let baseline = match &args.baseline {
            Some(path) if !args.write_baseline => Some((path.clone(), read_baseline(path)?)),
            _ => None,
        };
        let new_baseline = args.baseline.clone().filter(|_| args.write_baseline);
        let (overrides, surroundings) = (overrides(args), surroundings(args));
        Ok(Self { root, paths, overrides, surroundings, input, baseline, new_baseline })
    }

    /// Standard input under its name, where it is read.
    pub(super) fn input(&self) -> Option<(&Path, &[u8])> {
        self.input.as_ref().map(|(path, text)| (path.as_path(), text.as_slice()))
    }

    /// Refuses names that no rule has, built-in or of the team.
    pub(super) fn check_rule_names(&self) -> anyhow::Result<()> {
        let sources = Sources::new(&self.root);
        let configurations = Configurations::new(self.overrides.clone(), linter::vocabulary());
        let names = || self.overrides.select.iter().chain(&self.overrides.ignore);
        if names().next().is_none() {
            return Ok(());
        }
        // Where the configuration is wrong, the check itself says so.
        let Ok(settings) = configurations.for_folder(&sources, &self.root) else { return Ok(()) };
        check_rule_names(names(), &settings.vocabulary)
    }

    /// Checks with some files read as other texts than the disk holds.
    pub(super) fn check(&self, texts: &BTreeMap<PathBuf, String>) -> Result<Run, Box<Failed>> {
        let mut sources = Sources::new(&self.root);
        if let Some((path, text)) = &self.input {
            sources.set_overlay(path, text.clone());
        }
        for (path, text) in texts {
            sources.set_overlay(path, text.clone());
        }
        let configurations = Configurations::new(self.overrides.clone(), linter::vocabulary());
        let folder = self.baseline_file().map(|path| folder_of(&sources, path));
        let accepted = match (&folder, &self.baseline) {
            (Some(folder), Some((_, baseline))) => Accepted::Baseline(folder, baseline),
            (Some(folder), None) => Accepted::Everything(folder),
            (None, _) => Accepted::Nothing,
        };
        let work =
            |progress: &Progress| linter::lint_watched(&self.paths, &sources, &configurations, accepted, progress);
        match progress::watched(self.surroundings, work) {
            Ok(outcome) => {
                let stale = outcome.stale.iter().map(|entry| self.shown_stale(&sources, entry)).collect();
                Ok(Run { sources, configurations, outcome, stale })
            }
            Err(error) => Err(Box::new(Failed { sources, error })),
        }
    }

    /// The file with what was accepted before, or that is to take what is found now.
    fn baseline_file(&self) -> Option<&PathBuf> {
        self.new_baseline.as_ref().or_else(|| self.baseline.as_ref().map(|(path, _)| path))
    }

    fn shown_stale(&self, sources: &Sources, entry: &Entry) -> String {
        let path = self.baseline_file().cloned().unwrap_or_default();
        let file = sources.display(&folder_of(sources, &path).join(&entry.path));
        format!("{}: stale {} in {file}: {}", path.display(), entry.rule, entry.message)
    }
}

impl Run {
    /// Whether a finding makes the run fail, as the configuration of its file says.
    pub(super) fn fails_for(&self, finding: &Finding) -> bool {
        let file = self.sources.file(finding.span.file);
        let folder = file.path().parent().unwrap_or(Path::new(""));
        // A configuration that cannot be read has ended the run before.
        self.configurations.for_folder(&self.sources, folder).is_ok_and(|settings| settings.fails(finding.severity))
    }
}

/// Refuses files that options name and that are not there.
pub(super) fn must_exist<'a>(root: &Path, files: impl Iterator<Item = &'a PathBuf>) -> anyhow::Result<()> {
    for file in files {
        if !root.join(file).is_file() {
            bail!("{}: no such file", file.display());
        }
    }
    Ok(())
}

/// The folder that a file lies in, as an absolute path.
pub(super) fn folder_of(sources: &Sources, path: &Path) -> PathBuf {
    let path = sources.absolute(path);
    path.parent().unwrap_or(&path).to_owned()
}

fn read_baseline(path: &Path) -> anyhow::Result<Baseline> {
    let text = fs::read_to_string(path).with_context(|| format!("the baseline {} cannot be read", path.display()))?;
    Baseline::parse(&text).with_context(|| format!("the baseline {} cannot be used", path.display()))
}

/// Standard input, where `-` asks for it; its name takes the place of `-`.
fn read_input(args: &CheckArgs, paths: &mut [PathBuf]) -> anyhow::Result<Option<(PathBuf, Vec<u8>)>> {
    let Some(place) = paths.iter_mut().find(|path| path.as_os_str() == "-") else {
        if args.stdin_filename.is_some() {
            bail!("--stdin-filename needs the path -, which reads standard input");
        }
        return Ok(None);
    };
    let Some(name) = &args.stdin_filename else {
        bail!("standard input needs --stdin-filename NAME, which says what it is, such as main.tf");
    };
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes).context("standard input cannot be read")?;
    place.clone_from(name);
    Ok(Some((name.clone(), bytes)))
}

fn surroundings(args: &CheckArgs) -> Surroundings {
    Surroundings {
        can_draw: terminal::stderr_can_draw(),
        is_quiet: args.quiet,
        shows_data: !args.format.is_for_people() && args.output.is_none() && io::stdout().is_terminal(),
    }
}

fn overrides(args: &CheckArgs) -> Overrides {
    Overrides {
        config_file: args.config.clone(),
        reads_configuration: !args.no_config,
        select: args.select.clone(),
        ignore: args.ignore.clone(),
        fail_on: args.fail_on.map(|level| level.severity()),
        min_severity: args.min_severity.map(|level| level.severity()),
        assignments: args.variables.assignments.clone(),
        environment: terraform_environment(),
        scenario: args.scenario.clone(),
        jobs: args.jobs.map(Into::into),
        prefilter: !args.no_prefilter,
        honours_ignores: !args.no_ignores,
        today: Some(args.today.unwrap_or_else(date::today)),
        instances: args.instance.clone(),
    }
}

/// The values of `TF_VAR_NAME` by `NAME`, as Terraform reads them.
pub(super) fn terraform_environment() -> BTreeMap<String, String> {
    let named = env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    named.filter_map(|(name, value)| Some((name.strip_prefix("TF_VAR_")?.to_owned(), value))).collect()
}
