//! The library as others see it: settings in, a report out. What the engine works with stays inside.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::config::{ConfigError, Configurations, Overrides};
use crate::date;
use crate::finding::{self, Severity};
use crate::linter::{self, LintError, Note, Outcome};
use crate::report::visible;
use crate::source::{Position, Sources, Span};

/// What a check is set to, beside what the `.kmslint.yaml` of a folder says.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The folder that paths are relative to; the working directory where it is left empty.
    pub folder: PathBuf,
    /// Whether configurations are looked for.
    pub reads_configuration: bool,
    /// The only rules that run; all that are on where empty.
    pub select: Vec<String>,
    /// Rules that do not run.
    pub ignore: Vec<String>,
    /// Today, for what expires: `2026-11-21`. Without it nothing has expired.
    pub today: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { folder: PathBuf::new(), reads_configuration: true, select: Vec::new(), ignore: Vec::new(), today: None }
    }
}

/// Checks files and texts under the same settings.
#[derive(Clone, Debug)]
pub struct Linter {
    root: PathBuf,
    overrides: Overrides,
}

/// Why there is no report.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{0}")]
pub struct Error(String);

/// What a check found.
#[derive(Clone, Debug)]
pub struct Report {
    /// In one order: path, place, rule. What was suppressed is not among them.
    pub findings: Vec<Finding>,
    /// How many files were looked at.
    pub files: usize,
    /// What was passed over or could not be read, and other words about the check itself.
    pub notes: Vec<String>,
    /// Whether the disk refused something, so that a part was not looked at.
    pub is_incomplete: bool,
}

/// One problem at one place. It is displayed as one line: `path:line:column: error: message [rule]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub rule: String,
    pub severity: Severity,
    /// What is wrong here: lower case, no full stop, with the value and the limit.
    pub message: String,
    pub place: Place,
    /// What to do, imperative.
    pub help: Option<String>,
    /// Other places that explain the finding.
    pub labels: Vec<Label>,
}

/// Another place that explains a finding, with what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub place: Place,
    pub message: String,
}

/// A half-open range in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Relative to the folder of the settings where possible, with `/`.
    pub path: String,
    pub start: Position,
    pub end: Position,
}

impl Linter {
    /// # Errors
    ///
    /// When the date is none, or there is no working directory.
    pub fn new(settings: Settings) -> Result<Self, Error> {
        let Settings { folder, reads_configuration, select, ignore, today } = settings;
        let read_date =
            |text: String| date::day(&text).ok_or_else(|| Error(format!("{text} is no date such as 2026-11-21")));
        let today = today.map(read_date).transpose()?;
        let working = std::env::current_dir();
        let working = working.map_err(|error| Error(format!("the working directory cannot be read: {error}")))?;
        let overrides = Overrides { reads_configuration, select, ignore, today, ..Overrides::default() };
        Ok(Self { root: Sources::new(working).absolute(&folder), overrides })
    }

    /// Checks files, and folders with all that is below them.
    ///
    /// # Errors
    ///
    /// When a path does not exist, the configuration or a team's table has mistakes, or no rule has a name of the
    /// settings. A file that cannot be read or parsed is a finding.
    pub fn check(&self, paths: &[impl AsRef<Path>]) -> Result<Report, Error> {
        let paths: Vec<PathBuf> = paths.iter().map(|path| path.as_ref().to_path_buf()).collect();
        self.run(&paths, &Sources::new(&self.root))
    }

    /// Checks a text as an editor holds it: as if it were what the file `path` holds, which need not exist. The name says
    /// what it is, and the files around it say what it refers to.
    ///
    /// # Errors
    ///
    /// As [`Linter::check`].
    pub fn check_text(&self, path: impl AsRef<Path>, text: &str) -> Result<Report, Error> {
        let path = path.as_ref();
        let mut sources = Sources::new(&self.root);
        sources.set_overlay(path, text);
        self.run(&[path.to_path_buf()], &sources)
    }

    fn run(&self, paths: &[PathBuf], sources: &Sources) -> Result<Report, Error> {
        let configurations = Configurations::new(self.overrides.clone(), linter::vocabulary());
        let settings = configurations.for_folder(sources, sources.root());
        let settings = settings.map_err(|error| Error::of_configuration(&error, sources))?;
        let Overrides { select, ignore, .. } = &self.overrides;
        if let Some(name) = select.iter().chain(ignore).find(|name| !settings.vocabulary.knows_rule(name)) {
            return Err(Error(format!("there is no rule called {name}")));
        }
        let outcome = linter::lint(paths, sources, &configurations);
        outcome.map(|outcome| Report::new(outcome, sources)).map_err(|error| match error {
            LintError::Config(error) => Error::of_configuration(&error, sources),
            other => Error(other.to_string()),
        })
    }
}

impl Error {
    /// Mistakes in a configuration, each on a line with its place.
    fn of_configuration(error: &ConfigError, sources: &Sources) -> Self {
        let mistakes = error.mistakes().iter().map(|mistake| Finding::new(mistake, sources).to_string());
        let mistakes: Vec<String> = mistakes.collect();
        Self(if mistakes.is_empty() { error.to_string() } else { mistakes.join("\n") })
    }
}

impl Report {
    fn new(outcome: Outcome, sources: &Sources) -> Self {
        let note = |Note { path, message, .. }: Note| format!("{path}: {message}");
        Self {
            findings: outcome.findings.iter().map(|finding| Finding::new(finding, sources)).collect(),
            files: outcome.files,
            notes: outcome.notes.into_iter().map(note).collect(),
            is_incomplete: outcome.is_incomplete,
        }
    }
}

impl Finding {
    fn new(finding: &finding::Finding, sources: &Sources) -> Self {
        let label = |label: finding::Label| Label { place: Place::new(label.span, sources), message: label.message };
        Self {
            rule: finding.rule.to_string(),
            severity: finding.severity,
            message: finding.message.clone(),
            place: Place::new(finding.span, sources),
            help: finding.help_text(sources),
            labels: finding.labels().into_iter().map(label).collect(),
        }
    }
}

impl Place {
    fn new(span: Span, sources: &Sources) -> Self {
        let file = sources.file(span.file);
        Self { path: file.name().to_owned(), start: file.position(span.start), end: file.position(span.end) }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule, severity, message, place, .. } = self;
        let Place { path, start, .. } = place;
        let line = format!("{path}:{}:{}: {}: {message} [{rule}]", start.line, start.column, severity.name());
        // One finding stays one line, whatever a message quotes.
        f.write_str(&visible(&line).replace('\n', " "))
    }
}
