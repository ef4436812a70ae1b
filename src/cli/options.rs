//! What the arguments mean: resolved and validated once, right after they were read.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::cli::args::{self, CheckArgs, ExplainArgs, LspArgs, MapArgs, ResourcesArgs, RulesArgs};
use crate::cli::completions::Shell;
use crate::cli::terminal;
use crate::config::{Assignment, Overrides};
use crate::date;
use crate::finding::Applicability;
use crate::map::MapFormat;
use crate::report::human::Style;
use crate::report::{Format, ListFormat};
use crate::source::visible::shown_path;

/// What is to be done.
pub(super) enum Command {
    Check(Box<CheckOptions>),
    Explain(Topic),
    Rules(RulesOptions),
    Resources(ResourcesOptions),
    Map(Box<MapOptions>),
    Lsp(LspOptions),
    /// What is written: the configuration, or an example of a table to this file.
    Init {
        table: Option<PathBuf>,
    },
    Completions(Shell),
    Man,
}

/// What `kmslint check` is to do.
pub(super) struct CheckOptions {
    pub(super) inputs: Inputs,
    pub(super) task: Task,
    pub(super) output: OutputOptions,
    /// Whether a run that takes long may draw a bar.
    pub(super) shows_bar: bool,
}

/// What is checked, and under which settings.
pub(super) struct Inputs {
    /// The working directory.
    pub(super) root: PathBuf,
    /// Files and folders, with the name of standard input where that is one of them.
    pub(super) paths: Vec<PathBuf>,
    /// The name that standard input has as a file, where it is read.
    pub(super) stdin: Option<PathBuf>,
    pub(super) overrides: Overrides,
}

/// What becomes of the findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Task {
    /// They are reported, unless the baseline holds them.
    Report { fixes: FixMode, baseline: Option<PathBuf> },
    /// They become the baseline in this file.
    WriteBaseline(PathBuf),
}

/// What becomes of the fixes, and up to which applicability.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FixMode {
    Leave,
    Write(Applicability),
    Diff(Applicability),
}

/// Where a report goes, and how much of it.
#[derive(Debug)]
pub(super) struct OutputOptions {
    pub(super) place: Place,
    /// Files that take reports as well.
    pub(super) files: Vec<ReportFile>,
    pub(super) verbosity: Verbosity,
    /// Whether the findings of each rule are counted.
    pub(super) shows_statistics: bool,
    /// Whether standard output is a terminal.
    pub(super) is_terminal: bool,
    pub(super) stdout_style: Style,
    pub(super) stderr_style: Style,
}

/// Where people see the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Stdout(Format),
    /// Standard output holds the fixed text of standard input.
    Stderr(Format),
    /// The diff says what there is to say.
    Nowhere,
}

/// A report in a file: `sarif=kmslint.sarif`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ReportFile {
    pub(super) path: PathBuf,
    pub(super) format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verbosity {
    /// Nothing but findings.
    Quiet,
    Normal,
    /// Also what stayed undecided.
    Verbose,
}

/// What is to be explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    Rule(String),
    /// A field, and the rule that it was named beside.
    Field {
        field: String,
        rule: Option<String>,
    },
}

/// How `kmslint rules` lists them.
pub(super) struct RulesOptions {
    pub(super) format: ListFormat,
    /// Where the cases of a team's rules are, which are checked instead of listing anything.
    pub(super) cases: Vec<PathBuf>,
    pub(super) overrides: Overrides,
    /// None where the list is not for a terminal, so that a rule is a line.
    pub(super) page_style: Option<Style>,
    pub(super) stderr_style: Style,
}

/// What `kmslint resources` lists, and how.
pub(super) struct ResourcesOptions {
    pub(super) inputs: Inputs,
    pub(super) format: ListFormat,
    pub(super) stderr_style: Style,
}

/// What `kmslint map` draws, and how.
pub(super) struct MapOptions {
    pub(super) inputs: Inputs,
    pub(super) format: MapFormat,
    /// The file that takes it; standard output where there is none.
    pub(super) output: Option<PathBuf>,
    pub(super) stderr_style: Style,
}

/// What the language server is to do.
pub(super) struct LspOptions {
    /// The working directory.
    pub(super) root: PathBuf,
    pub(super) overrides: Overrides,
}

/// What was typed as what it means, or why it means nothing.
pub(super) fn resolve(command: args::Command) -> anyhow::Result<Command> {
    Ok(match command {
        args::Command::Check(args) => Command::Check(Box::new(CheckOptions::resolve(*args)?)),
        args::Command::Explain(args) => Command::Explain(Topic::resolve(args)),
        args::Command::Rules(args) => Command::Rules(RulesOptions::resolve(args)),
        args::Command::Resources(args) => Command::Resources(ResourcesOptions::resolve(args)?),
        args::Command::Map(args) => Command::Map(Box::new(MapOptions::resolve(*args)?)),
        args::Command::Lsp(args) => Command::Lsp(LspOptions::resolve(*args)?),
        args::Command::Init(args) => Command::Init { table: args.table },
        args::Command::Completions { shell } => Command::Completions(shell),
        args::Command::Man => Command::Man,
    })
}

impl CheckOptions {
    fn resolve(args: CheckArgs) -> anyhow::Result<Self> {
        let task = task(&args)?;
        let mut paths = args.paths.clone();
        let stdin = named_stdin(&mut paths, args.stdin_filename.as_ref())?;
        let output = output(&args, &task, stdin.is_some())?;
        let shows_bar = shows_bar(terminal::stderr_can_draw(), &output);
        let files = args.variables.files().chain(&args.instance);
        let root = root_with(files)?;
        let inputs = Inputs { root, paths, stdin, overrides: overrides(args) };
        Ok(Self { inputs, task, output, shows_bar })
    }
}

impl FixMode {
    fn resolve(args: &CheckArgs) -> anyhow::Result<Self> {
        let applicability = if args.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
        match (args.diff, args.fix) {
            (true, _) => Ok(Self::Diff(applicability)),
            (false, true) => Ok(Self::Write(applicability)),
            (false, false) if args.unsafe_fixes => bail!("--unsafe-fixes needs --fix or --diff"),
            (false, false) => Ok(Self::Leave),
        }
    }
}

impl Place {
    /// How the report is written that people see, if they see one.
    pub(super) fn format(self) -> Option<Format> {
        match self {
            Self::Stdout(format) | Self::Stderr(format) => Some(format),
            Self::Nowhere => None,
        }
    }
}

impl Topic {
    fn resolve(args: ExplainArgs) -> Self {
        // A rule's name has neither a slash nor a dot, so what has one is a field.
        let is_field = args.rule.contains(['/', '.']);
        match args.field {
            Some(field) => Self::Field { field, rule: Some(args.rule).filter(|_| !is_field) },
            None if is_field => Self::Field { field: args.rule, rule: None },
            None => Self::Rule(args.rule),
        }
    }

    /// The rule that was named, if one was.
    pub(super) fn rule(&self) -> Option<&String> {
        match self {
            Self::Rule(rule) => Some(rule),
            Self::Field { rule, .. } => rule.as_ref(),
        }
    }
}

impl RulesOptions {
    fn resolve(args: RulesArgs) -> Self {
        let overrides =
            Overrides { config_file: args.config, reads_configuration: !args.no_config, ..Overrides::default() };
        let (page_style, stderr_style) = (terminal::page_style(), terminal::stderr_style(terminal::Colour::Auto));
        Self { format: args.format, cases: args.check, overrides, page_style, stderr_style }
    }
}

impl ResourcesOptions {
    fn resolve(args: ResourcesArgs) -> anyhow::Result<Self> {
        let root = root_with(args.variables.files())?;
        let overrides = Overrides {
            config_file: args.config,
            reads_configuration: !args.no_config,
            assignments: args.variables.assignments,
            environment: terraform_environment(),
            ..Overrides::default()
        };
        let inputs = Inputs { root, paths: args.paths, stdin: None, overrides };
        Ok(Self { inputs, format: args.format, stderr_style: terminal::stderr_style(terminal::Colour::Auto) })
    }
}

impl MapOptions {
    fn resolve(args: MapArgs) -> anyhow::Result<Self> {
        let root = root_with(args.variables.files())?;
        let overrides = Overrides {
            config_file: args.config,
            reads_configuration: !args.no_config,
            assignments: args.variables.assignments,
            environment: terraform_environment(),
            scenario: args.scenario,
            jobs: args.jobs.map(Into::into),
            today: Some(args.today.unwrap_or_else(date::today)),
            ..Overrides::default()
        };
        let inputs = Inputs { root, paths: args.paths, stdin: None, overrides };
        let stderr_style = terminal::stderr_style(terminal::Colour::Auto);
        Ok(Self { inputs, format: args.format, output: args.output, stderr_style })
    }
}

impl LspOptions {
    fn resolve(args: LspArgs) -> anyhow::Result<Self> {
        let root = root_with(args.variables.files())?;
        // The editor opens other folders than the one that these paths were typed in.
        let absolute = |assignment| match assignment {
            Assignment::File(path) => Assignment::File(root.join(path)),
            variable @ Assignment::Variable { .. } => variable,
        };
        let overrides = Overrides {
            config_file: args.config.map(|file| root.join(file)),
            reads_configuration: !args.no_config,
            assignments: args.variables.assignments.into_iter().map(absolute).collect(),
            environment: terraform_environment(),
            today: Some(args.today.unwrap_or_else(date::today)),
            ..Overrides::default()
        };
        Ok(Self { root, overrides })
    }
}

fn task(args: &CheckArgs) -> anyhow::Result<Task> {
    let fixes = FixMode::resolve(args)?;
    Ok(match args.baseline.clone() {
        Some(path) if args.write_baseline => Task::WriteBaseline(path),
        baseline => Task::Report { fixes, baseline },
    })
}

/// The name of standard input, where `-` asks for it; it takes the place of `-`.
fn named_stdin(paths: &mut [PathBuf], name: Option<&PathBuf>) -> anyhow::Result<Option<PathBuf>> {
    match (paths.iter_mut().find(|path| path.as_os_str() == "-"), name) {
        (Some(place), Some(name)) => {
            place.clone_from(name);
            Ok(Some(name.clone()))
        }
        (Some(_), None) => bail!("standard input needs --stdin-filename NAME to say what it is, such as main.tf"),
        (None, Some(_)) => bail!("--stdin-filename needs the path -, which reads standard input"),
        (None, None) => Ok(None),
    }
}

fn output(args: &CheckArgs, task: &Task, reads_stdin: bool) -> anyhow::Result<OutputOptions> {
    let of_output = args.output.clone().map(|path| ReportFile { path, format: args.format });
    let shown = if of_output.is_some() { Format::Human } else { args.format };
    let files: Vec<ReportFile> = of_output.into_iter().chain(args.report.iter().cloned()).collect();
    if let Some(twice) = first_repeated(&files) {
        bail!("{}: two reports cannot be written to one file", shown_path(twice));
    }
    let place = match task {
        Task::Report { fixes: FixMode::Diff(_), .. } if shown != Format::Human => {
            bail!("--diff replaces the report; add --output FILE for the report");
        }
        Task::Report { fixes: FixMode::Diff(_), .. } => Place::Nowhere,
        Task::Report { fixes: FixMode::Write(_), .. } if reads_stdin && !shown.is_for_people() => {
            bail!("standard output takes the fixed text; add --output FILE for the report");
        }
        Task::Report { fixes: FixMode::Write(_), .. } if reads_stdin => Place::Stderr(shown),
        Task::Report { .. } | Task::WriteBaseline(_) => Place::Stdout(shown),
    };
    let verbosity = match (args.quiet, args.verbose) {
        (true, _) => Verbosity::Quiet,
        (false, true) => Verbosity::Verbose,
        (false, false) => Verbosity::Normal,
    };
    Ok(OutputOptions {
        place,
        files,
        verbosity,
        shows_statistics: args.statistics,
        is_terminal: terminal::stdout_is_terminal(),
        stdout_style: terminal::stdout_style(args.color),
        stderr_style: terminal::stderr_style(args.color),
    })
}

fn first_repeated(files: &[ReportFile]) -> Option<&Path> {
    let is_repeated = |(index, file): &(usize, &ReportFile)| files.iter().take(*index).any(|one| one.path == file.path);
    files.iter().enumerate().find(is_repeated).map(|(_, file)| file.path.as_path())
}

/// A bar is for people at a terminal, and not between the lines of a report for programs on the same terminal.
fn shows_bar(can_draw: bool, output: &OutputOptions) -> bool {
    let shows_data = output.is_terminal && output.place.format().is_some_and(|format| !format.is_for_people());
    can_draw && output.verbosity != Verbosity::Quiet && !shows_data
}

/// The working directory, in which the files that options name must be.
fn root_with<'a>(files: impl Iterator<Item = &'a PathBuf>) -> anyhow::Result<PathBuf> {
    let root = env::current_dir().context("the working directory cannot be read")?;
    must_exist(&root, files)?;
    Ok(root)
}

fn must_exist<'a>(root: &Path, mut files: impl Iterator<Item = &'a PathBuf>) -> anyhow::Result<()> {
    match files.find(|file| !root.join(file).is_file()) {
        Some(missing) => bail!("{}: no such file", shown_path(missing)),
        None => Ok(()),
    }
}

fn overrides(args: CheckArgs) -> Overrides {
    Overrides {
        config_file: args.config,
        reads_configuration: !args.no_config,
        select: args.select,
        ignore: args.ignore,
        fail_on: args.fail_on.map(|level| level.severity()),
        min_severity: args.min_severity,
        assignments: args.variables.assignments,
        environment: terraform_environment(),
        scenario: args.scenario,
        jobs: args.jobs.map(Into::into),
        prefilter: !args.no_prefilter,
        honours_ignores: !args.no_ignores,
        today: Some(args.today.unwrap_or_else(date::today)),
        instances: args.instance,
        is_for_cases: false,
    }
}

/// The values of `TF_VAR_NAME` by `NAME`, as Terraform reads them.
fn terraform_environment() -> BTreeMap<String, String> {
    let named = env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    named.filter_map(|(name, value)| Some((name.strip_prefix("TF_VAR_")?.to_owned(), value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &[&str]) -> anyhow::Result<CheckOptions> {
        let words = ["kmslint", "check"].iter().chain(words).map(Into::into);
        match args::parse(words).map(resolve) {
            Ok(Ok(Command::Check(options))) => Ok(*options),
            Ok(Err(error)) => Err(error),
            Ok(Ok(_)) | Err(_) => bail!("these are no arguments of check"),
        }
    }

    fn task_of(words: &[&str]) -> Task {
        check(words).unwrap().task
    }

    #[test]
    fn a_diff_goes_before_writing() {
        let fixes = |fixes| Task::Report { fixes, baseline: None };
        assert_eq!(task_of(&[]), fixes(FixMode::Leave));
        assert_eq!(task_of(&["--fix"]), fixes(FixMode::Write(Applicability::Safe)));
        assert_eq!(task_of(&["--fix", "--diff"]), fixes(FixMode::Diff(Applicability::Safe)));
        assert_eq!(task_of(&["--unsafe-fixes", "--fix"]), fixes(FixMode::Write(Applicability::Unsafe)));
        assert!(check(&["--unsafe-fixes"]).is_err());
    }

    #[test]
    fn a_baseline_is_read_or_written() {
        let path = PathBuf::from("known.json");
        let read = Task::Report { fixes: FixMode::Leave, baseline: Some(path.clone()) };
        assert_eq!(task_of(&["--baseline", "known.json"]), read);
        assert_eq!(task_of(&["--baseline", "known.json", "--write-baseline"]), Task::WriteBaseline(path));
    }

    #[test]
    fn standard_input_is_a_file_of_that_name() {
        let options = check(&["a.json", "-", "--stdin-filename", "b.json"]).unwrap();
        assert_eq!(options.inputs.paths, [PathBuf::from("a.json"), PathBuf::from("b.json")]);
        assert_eq!(options.inputs.stdin, Some(PathBuf::from("b.json")));
        assert!(check(&["-"]).is_err() && check(&["--stdin-filename", "b.json"]).is_err());
    }

    #[test]
    fn the_report_goes_where_nothing_else_is() {
        let place = |words: &[&str]| check(words).map(|options| options.output.place).ok();
        let stdin = ["--fix", "-", "--stdin-filename", "b.json"];
        assert_eq!(place(&["--format", "json"]), Some(Place::Stdout(Format::Json)));
        assert_eq!(place(&["--format", "json", "--output", "f"]), Some(Place::Stdout(Format::Human)));
        assert_eq!(place(&["--diff"]), Some(Place::Nowhere));
        assert_eq!(place(&["--diff", "--format", "json"]), None);
        assert_eq!(place(&["--diff", "--format", "json", "--output", "f"]), Some(Place::Nowhere));
        assert_eq!(place(&stdin), Some(Place::Stderr(Format::Human)));
        assert_eq!(place(&[&stdin[..], &["--format", "json"]].concat()), None);
        assert_eq!(
            place(&[&stdin[..], &["--format", "json", "--output", "f"]].concat()),
            Some(Place::Stderr(Format::Human))
        );
    }

    #[test]
    fn a_bar_is_for_people_at_a_terminal() {
        let shows = |can_draw, words: &[&str]| {
            shows_bar(can_draw, &OutputOptions { is_terminal: true, ..check(words).unwrap().output })
        };
        assert!(shows(true, &[]));
        assert!(!shows(false, &[]));
        assert!(!shows(true, &["--quiet"]));
        assert!(!shows(true, &["--format", "json"]));
        assert!(shows(true, &["--format", "json", "--output", "f"]));
    }

    #[test]
    fn what_has_a_slash_or_a_dot_is_a_field() {
        let topic = |rule: &str, field: Option<&str>| {
            Topic::resolve(ExplainArgs { rule: rule.to_owned(), field: field.map(str::to_owned) })
        };
        let field = |rule: Option<&str>| Topic::Field { field: "a/b.c".to_owned(), rule: rule.map(str::to_owned) };
        assert_eq!(topic("alias-length", None), Topic::Rule("alias-length".to_owned()));
        assert_eq!(topic("a/b.c", None), field(None));
        assert!(matches!(topic("alicloud_kms_key.spec", None), Topic::Field { rule: None, .. }));
        assert_eq!(topic("alias-length", Some("a/b.c")), field(Some("alias-length")));
    }
}
