//! What can be typed.

mod choices;
mod variables;

use std::ffi::OsString;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{CommandFactory, Parser, Subcommand, ValueHint};

use crate::cli::completions::{self, Shell};
use crate::cli::options::ReportFile;
use crate::cli::terminal::{self, Colour};
use crate::date::{self, Date};
use crate::finding::Severity;
use crate::map::MapFormat;
use crate::report::{Format, ListFormat};
use crate::source::visible::in_one_line;
pub(super) use choices::FailOn;
pub(super) use variables::VariableArgs;

/// Checks cloud Key Management Service configuration before it is applied or sent.
#[derive(Debug, Parser)]
#[command(name = "kmslint", version, propagate_version = true, max_term_width = 100)]
#[command(
    after_help = "Begin with `kmslint check` in a folder with configuration. `kmslint init` writes a configuration of \
                        kmslint itself, and `kmslint explain RULE` says why a rule found something."
)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check files and folders
    Check(Box<CheckArgs>),
    /// Explain what a rule finds, and why
    Explain(ExplainArgs),
    /// List the rules
    Rules(RulesArgs),
    /// Print every resource as the rules see it, with its values and where they come from
    Resources(ResourcesArgs),
    /// Draw keys and KMS instances, and whatever names them
    Map(Box<MapArgs>),
    /// Serve an editor over standard input and output
    Lsp(Box<LspArgs>),
    /// Write a commented .kmslint.yaml and print the hook for pre-commit
    Init(InitArgs),
    /// Print the completions for a shell
    Completions { shell: Shell },
    /// Print the manual page
    Man,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes: 0 no findings that fail the run, 1 findings, 2 kmslint could not do its work.")]
pub(super) struct CheckArgs {
    /// Files and folders; - reads standard input
    #[arg(value_name = "PATH", default_value = ".", value_hint = ValueHint::AnyPath)]
    pub(super) paths: Vec<PathBuf>,
    /// The name that says what standard input is, such as main.tf
    #[arg(long, value_name = "NAME", value_hint = ValueHint::FilePath)]
    pub(super) stdin_filename: Option<PathBuf>,

    /// How findings are written
    #[arg(long, value_enum, default_value_t = Format::Human, help_heading = "Output")]
    pub(super) format: Format,
    /// Write the report to a file, and a report for people to standard output
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Output")]
    pub(super) output: Option<PathBuf>,
    /// Write a further report to a file; may be given several times
    #[arg(long, value_name = "FORMAT=FILE", value_hint = ValueHint::FilePath, help_heading = "Output")]
    pub(super) report: Vec<ReportFile>,
    /// Whether to use colour
    #[arg(long, value_enum, default_value_t = Colour::Auto, value_name = "WHEN", help_heading = "Output")]
    pub(super) color: Colour,
    /// Print nothing but findings
    #[arg(short, long, conflicts_with = "verbose", help_heading = "Output")]
    pub(super) quiet: bool,
    /// Also say what stayed undecided, and why
    #[arg(short, long, help_heading = "Output")]
    pub(super) verbose: bool,
    /// Count the findings of each rule
    #[arg(long, help_heading = "Output")]
    pub(super) statistics: bool,

    /// Run only these rules; `alias-*` is each of them that is on
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = trimmed, add = completions::rules(), help_heading = "Rules")]
    pub(super) select: Vec<String>,
    /// Do not run these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = trimmed, add = completions::rules(), help_heading = "Rules")]
    pub(super) ignore: Vec<String>,
    /// The lowest severity that gives exit code 1 [default: warning]
    #[arg(long, value_enum, value_name = "SEVERITY", help_heading = "Rules")]
    pub(super) fail_on: Option<FailOn>,
    /// Report nothing below this severity [default: info]
    #[arg(long, value_enum, value_name = "SEVERITY", help_heading = "Rules")]
    pub(super) min_severity: Option<Severity>,
    /// Also report what suppressions silence
    #[arg(long, help_heading = "Rules")]
    pub(super) no_ignores: bool,

    /// Write the safe fixes into the files
    #[arg(long, help_heading = "Fixes")]
    pub(super) fix: bool,
    /// Also make fixes that are likely but not certain to be right
    #[arg(long, help_heading = "Fixes")]
    pub(super) unsafe_fixes: bool,
    /// Print what --fix would change, and change nothing
    #[arg(long, help_heading = "Fixes")]
    pub(super) diff: bool,
    /// Report only what is not in this file
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Baseline")]
    pub(super) baseline: Option<PathBuf>,
    /// Write the current findings to the --baseline file
    #[arg(long, requires = "baseline", conflicts_with_all = ["fix", "diff"], help_heading = "Baseline")]
    pub(super) write_baseline: bool,

    /// Use this configuration for every file
    #[arg(long, value_name = "FILE", conflicts_with = "no_config", value_hint = ValueHint::FilePath, help_heading = "Configuration")]
    pub(super) config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long, help_heading = "Configuration")]
    pub(super) no_config: bool,
    /// How many threads to use [default: one for each processor]
    #[arg(long, value_name = "N", help_heading = "Configuration")]
    pub(super) jobs: Option<NonZeroUsize>,
    /// The date to compare expiry dates with [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day, help_heading = "Configuration")]
    pub(super) today: Option<Date>,
    /// A saved GetKmsInstance response to check against
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Configuration")]
    pub(super) instance: Vec<PathBuf>,

    #[command(flatten)]
    pub(super) variables: VariableArgs,
    /// Evaluate only this scenario of the configuration
    #[arg(long, value_name = "NAME", add = completions::scenarios(), help_heading = "Terraform")]
    pub(super) scenario: Option<String>,

    /// Parse every file, also those without any word that KMS configuration begins from
    #[arg(long, hide = true)]
    pub(super) no_prefilter: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct ExplainArgs {
    /// The name of a rule, as findings show it
    #[arg(add = completions::topics())]
    pub(super) rule: String,
    /// A field whose limits to show, such as alibaba/kms_key.pending_window_in_days
    #[arg(add = completions::fields())]
    pub(super) field: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct ResourcesArgs {
    /// Files and folders
    #[arg(value_name = "PATH", default_value = ".", value_hint = ValueHint::AnyPath)]
    pub(super) paths: Vec<PathBuf>,
    /// How the resources are written
    #[arg(long, value_enum, default_value_t = ListFormat::Human)]
    pub(super) format: ListFormat,
    #[command(flatten)]
    pub(super) variables: VariableArgs,
    /// Use this configuration instead of the nearest one
    #[arg(long, value_name = "FILE", conflicts_with = "no_config", value_hint = ValueHint::FilePath)]
    pub(super) config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long)]
    pub(super) no_config: bool,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes: 0 the map is drawn, whatever is found, 2 kmslint could not do its work.")]
pub(super) struct MapArgs {
    /// Files and folders
    #[arg(value_name = "PATH", default_value = ".", value_hint = ValueHint::AnyPath)]
    pub(super) paths: Vec<PathBuf>,
    /// How the map is written
    #[arg(long, value_enum, default_value_t = MapFormat::Mermaid)]
    pub(super) format: MapFormat,
    /// Write the map to a file instead of standard output
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) variables: VariableArgs,
    /// Evaluate only this scenario of the configuration
    #[arg(long, value_name = "NAME")]
    pub(super) scenario: Option<String>,
    /// Use this configuration for every file
    #[arg(long, value_name = "FILE", conflicts_with = "no_config", value_hint = ValueHint::FilePath)]
    pub(super) config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long)]
    pub(super) no_config: bool,
    /// How many threads to use [default: one for each processor]
    #[arg(long, value_name = "N")]
    pub(super) jobs: Option<NonZeroUsize>,
    /// The date to compare expiry dates with [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(super) today: Option<Date>,
}

#[derive(Debug, clap::Args)]
pub(super) struct LspArgs {
    /// Take messages from standard input, as always; editors say so
    #[arg(long, hide = true)]
    pub(super) stdio: bool,
    /// The date to compare expiry dates with [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(super) today: Option<Date>,
    #[command(flatten)]
    pub(super) variables: VariableArgs,
    /// Use this configuration for every file
    #[arg(long, value_name = "FILE", conflicts_with = "no_config", value_hint = ValueHint::FilePath)]
    pub(super) config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long)]
    pub(super) no_config: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct RulesArgs {
    /// How the rules are written
    #[arg(long, value_enum, default_value_t = ListFormat::Human)]
    pub(super) format: ListFormat,
    /// Hold the rules of the team's tables against their cases: RULE/bad* is reported, RULE/good* is not
    #[arg(long, value_name = "PATH", num_args = 1.., conflicts_with_all = ["format", "no_config"], value_hint = ValueHint::AnyPath)]
    pub(super) check: Vec<PathBuf>,
    /// Use this configuration instead of the nearest one
    #[arg(long, value_name = "FILE", conflicts_with = "no_config", value_hint = ValueHint::FilePath)]
    pub(super) config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long)]
    pub(super) no_config: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct InitArgs {
    /// Write an example of a table with the team's own limits to this file instead
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) table: Option<PathBuf>,
}

/// Reads the arguments. Where there is nothing to do, the message or the help is printed and the exit code comes back.
pub(super) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, u8> {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    Args::try_parse_from(&arguments).map(|args| args.command).map_err(|error| {
        // Without a place to print to, the exit code must do.
        let _ = if error.use_stderr() { print_mistake(&error, &arguments) } else { error.print() };
        u8::try_from(error.exit_code()).unwrap_or(super::FAILURE)
    })
}

/// Says what is wrong with arguments, each of which stays in one line: what looks like an option may be the name of a file.
fn print_mistake(error: &clap::Error, arguments: &[OsString]) -> io::Result<()> {
    let mut message = error.render().to_string();
    for typed in arguments.iter().map(|typed| typed.to_string_lossy()).filter(|typed| typed.contains('\n')) {
        message = message.replace(&*typed, &in_one_line(&typed));
    }
    write!(terminal::plain_stderr(), "{message}")
}

/// The declaration of everything that can be typed, for what is made from it.
pub(super) fn declaration() -> clap::Command {
    Args::command()
}

/// A name out of a list, which people also write with blanks after the commas.
#[expect(clippy::unnecessary_wraps, reason = "clap takes functions that may fail")]
fn trimmed(text: &str) -> Result<String, String> {
    Ok(text.trim().to_owned())
}

fn day(text: &str) -> Result<Date, String> {
    date::day(text).ok_or_else(|| "expected a date such as 2027-01-31".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_declaration_is_consistent() {
        declaration().debug_assert();
    }
}
