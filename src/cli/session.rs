//! One check with all that it needs, so that it can be made again after fixes.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};

use crate::baseline::{Baseline, Entry};
use crate::cli::options::{CheckOptions, Task};
use crate::cli::progress;
use crate::cli::vocabulary::check_rule_names;
use crate::config::{Configurations, Vocabulary};
use crate::finding::Finding;
use crate::linter::{self, Accepted, LintError, Outcome, Progress};
use crate::source::visible::shown_path;
use crate::source::{MAX_FILE_SIZE, Sources};

/// What is checked, and how.
pub(super) struct Session<'a> {
    options: &'a CheckOptions,
    /// What standard input holds, where it is read.
    input: Vec<u8>,
    known: Known,
}

/// What was accepted before.
enum Known {
    Nothing,
    /// What a file holds.
    Baseline(PathBuf, Baseline),
    /// Everything: a baseline is to be written to this file.
    Everything(PathBuf),
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

impl<'a> Session<'a> {
    /// Reads what there is to read once: standard input and the baseline.
    pub(super) fn new(options: &'a CheckOptions) -> anyhow::Result<Self> {
        let mut input = Vec::new();
        if options.inputs.stdin.is_some() {
            // What never ends would be read until there is no memory.
            let most = MAX_FILE_SIZE + 1;
            io::stdin().take(most).read_to_end(&mut input).context("standard input cannot be read")?;
            ensure!(
                (input.len() as u64) < most,
                "standard input cannot be read: it has more bytes than the limit of {MAX_FILE_SIZE}"
            );
        }
        let known = match &options.task {
            Task::Report { baseline: None, .. } => Known::Nothing,
            Task::Report { baseline: Some(path), .. } => {
                Known::Baseline(path.clone(), read_baseline(path, &options.inputs.root)?)
            }
            Task::WriteBaseline(path) => Known::Everything(path.clone()),
        };
        Ok(Self { options, input, known })
    }

    /// The working directory.
    pub(super) fn root(&self) -> &Path {
        &self.options.inputs.root
    }

    /// Standard input under its name, where it is read.
    pub(super) fn input(&self) -> Option<(&Path, &[u8])> {
        self.options.inputs.stdin.as_ref().map(|path| (path.as_path(), self.input.as_slice()))
    }

    /// Refuses names that no rule has, built-in or of the team.
    pub(super) fn check_rule_names(&self) -> anyhow::Result<()> {
        let (root, overrides) = (self.root(), &self.options.inputs.overrides);
        let names = || overrides.select.iter().chain(&overrides.ignore);
        if names().next().is_none() {
            return Ok(());
        }
        let sources = Sources::new(root);
        let configurations = Configurations::new(overrides.clone(), linter::vocabulary());
        // Where the configuration is wrong, the check itself says so.
        let Ok(settings) = configurations.for_folder(&sources, root) else { return Ok(()) };
        check_rule_names(names(), &settings.vocabulary, Vocabulary::knows_pattern)
    }

    /// Checks with some files read as other texts than the disk holds.
    pub(super) fn check(&self, texts: &BTreeMap<PathBuf, String>) -> Result<Run, Box<Failed>> {
        let mut sources = Sources::new(self.root());
        if let Some((path, text)) = self.input() {
            sources.set_overlay(path, text.to_owned());
        }
        for (path, text) in texts {
            sources.set_overlay(path, text.clone());
        }
        let inputs = &self.options.inputs;
        let configurations = Configurations::new(inputs.overrides.clone(), linter::vocabulary());
        let folder = self.baseline_file().map(|path| folder_of(&sources, path)).unwrap_or_default();
        let accepted = match &self.known {
            Known::Nothing => Accepted::Nothing,
            Known::Baseline(_, baseline) => Accepted::Baseline(&folder, baseline),
            Known::Everything(_) => Accepted::Everything(&folder),
        };
        let work =
            |progress: &Progress| linter::lint_watched(&inputs.paths, &sources, &configurations, accepted, progress);
        match progress::watched(self.options.shows_bar, work) {
            Ok(outcome) => {
                let stale = outcome.stale.iter().map(|entry| self.shown_stale(&sources, entry)).collect();
                Ok(Run { sources, configurations, outcome, stale })
            }
            Err(error) => Err(Box::new(Failed { sources, error })),
        }
    }

    /// The file with what was accepted before, or that is to take what is found now.
    fn baseline_file(&self) -> Option<&Path> {
        match &self.known {
            Known::Nothing => None,
            Known::Baseline(path, _) | Known::Everything(path) => Some(path),
        }
    }

    fn shown_stale(&self, sources: &Sources, entry: &Entry) -> String {
        let path = self.baseline_file().unwrap_or(Path::new(""));
        let file = sources.display(&folder_of(sources, path).join(&entry.path));
        format!("{}: stale {} in {file}: {}", shown_path(path), entry.rule, entry.message)
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

/// The folder that a file lies in, as an absolute path.
pub(super) fn folder_of(sources: &Sources, path: &Path) -> PathBuf {
    let path = sources.absolute(path);
    path.parent().unwrap_or(&path).to_owned()
}

fn read_baseline(path: &Path, root: &Path) -> anyhow::Result<Baseline> {
    let file = Sources::new(root).load(path);
    let file = file.with_context(|| format!("the baseline {} cannot be read", shown_path(path)))?;
    Baseline::parse(file.text()).with_context(|| format!("the baseline {} cannot be used", shown_path(path)))
}
