//! `kmslint check`: settings in, report out.

use std::collections::BTreeMap;
use std::env;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};

use crate::cli::args::{CheckArgs, Format};
use crate::cli::terminal;
use crate::cli::vocabulary::check_rule_names;
use crate::config::{Configurations, Overrides};
use crate::finding::Finding;
use crate::linter::{self, LintError, Outcome};
use crate::report::human::Style;
use crate::report::{self, Report, Summary};
use crate::rules;
use crate::source::Sources;

pub(super) fn run(args: CheckArgs) -> anyhow::Result<ExitCode> {
    check_rule_names(args.select.iter().chain(&args.ignore))?;
    let root = env::current_dir().context("the working directory cannot be read")?;
    let mut sources = Sources::new(root);
    let paths = paths(&args, &mut sources)?;
    let configurations = Configurations::new(overrides(&args), linter::vocabulary());
    let outcome = match linter::lint(&paths, &sources, &configurations) {
        Ok(outcome) => outcome,
        Err(error) => return failure(&error, &sources, &args),
    };
    write_reports(&args, &sources, &outcome)?;
    let fails = outcome.findings.iter().any(|finding| fails_the_run(finding, &sources, &configurations));
    Ok(ExitCode::from(u8::from(fails)))
}

/// Each file's own configuration says what fails the run.
fn fails_the_run(finding: &Finding, sources: &Sources, configurations: &Configurations) -> bool {
    let file = sources.file(finding.span.file);
    let folder = file.path().parent().unwrap_or(Path::new(""));
    // A configuration that cannot be read has ended the run before.
    configurations.for_folder(sources, folder).is_ok_and(|settings| settings.fails(finding.severity))
}

/// The paths to check, with standard input laid over the file that it stands for.
fn paths(args: &CheckArgs, sources: &mut Sources) -> anyhow::Result<Vec<PathBuf>> {
    let mut paths = args.paths.clone();
    let Some(place) = paths.iter_mut().find(|path| path.as_os_str() == "-") else {
        if args.stdin_filename.is_some() {
            bail!("--stdin-filename needs the path -, which reads standard input");
        }
        return Ok(paths);
    };
    let Some(name) = &args.stdin_filename else {
        bail!("standard input needs --stdin-filename NAME, which says what it is, such as main.tf");
    };
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes).context("standard input cannot be read")?;
    let text = String::from_utf8(bytes).map_err(|error| {
        anyhow::anyhow!("standard input: byte {} is not valid UTF-8", error.utf8_error().valid_up_to())
    })?;
    sources.set_overlay(name, text);
    place.clone_from(name);
    Ok(paths)
}

fn overrides(args: &CheckArgs) -> Overrides {
    Overrides {
        config_file: args.config.clone(),
        reads_configuration: !args.no_config,
        select: args.select.clone(),
        ignore: args.ignore.clone(),
        fail_on: args.fail_on.map(|level| level.severity()),
        min_severity: args.min_severity.map(|level| level.severity()),
        var_files: args.var_files.clone(),
        variables: args.variables.clone(),
        environment: terraform_environment(),
        scenario: args.scenario.clone(),
        jobs: args.jobs.map(Into::into),
        prefilter: !args.no_prefilter,
        honours_ignores: !args.no_ignores,
        today: Some(args.today.clone().unwrap_or_else(today)),
        instances: args.instance.clone(),
    }
}

/// The values of `TF_VAR_NAME` by `NAME`, as Terraform reads them.
fn terraform_environment() -> BTreeMap<String, String> {
    let variables =
        env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    variables.filter_map(|(name, value)| Some((name.strip_prefix("TF_VAR_")?.to_owned(), value))).collect()
}

/// Today in UTC, as `2026-11-21`.
#[expect(clippy::disallowed_methods, reason = "the one place that asks for the date; --today replaces it")]
fn today() -> String {
    let since_1970 = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    date_of_day(since_1970.as_secs() / 86_400)
}

/// The date of a day counted from 1970-01-01.
///
/// Years are counted from March on, so that the day that leap years add is a year's last.
fn date_of_day(day: u64) -> String {
    let day = day + 719_468;
    let era = day / 146_097;
    let day_of_era = day % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day_of_month = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day_of_month:02}")
}

/// Shows why there is no report. Mistakes in the configuration are shown at their places.
fn failure(error: &LintError, sources: &Sources, args: &CheckArgs) -> anyhow::Result<ExitCode> {
    let mistakes = match error {
        LintError::Config(error) => error.mistakes(),
        _ => &[],
    };
    if mistakes.is_empty() {
        bail!("{error}");
    }
    let mut stderr = io::stderr().lock();
    report::human::write_findings(sources, mistakes, terminal::stderr_style(args.color), &mut stderr)?;
    Ok(ExitCode::from(super::FAILURE))
}

/// The report goes where it was asked for; what people read besides goes to the terminal.
fn write_reports(args: &CheckArgs, sources: &Sources, outcome: &Outcome) -> anyhow::Result<()> {
    let summary = Summary::new(outcome.files, &outcome.findings, outcome.suppressed.len(), outcome.undecided.len());
    let report = Report {
        sources,
        findings: &outcome.findings,
        suppressed: &outcome.suppressed,
        undecided: &outcome.undecided,
        summary,
        rules: rules::ALL,
    };
    let style = terminal::stdout_style(args.color);
    let mut stdout = BufWriter::new(anstream::AutoStream::new(io::stdout(), colour_choice(style)));
    let shown = match &args.output {
        None => args.format,
        Some(path) => {
            let file = File::create(path).with_context(|| format!("{} cannot be written", path.display()))?;
            let mut file = BufWriter::new(file);
            write_report(&report, args.format, terminal::file_style(), &mut file)?;
            file.flush().with_context(|| format!("{} cannot be written", path.display()))?;
            Format::Human
        }
    };
    write_report(&report, shown, style, &mut stdout)?;
    if shown.is_for_people() {
        write_asides(&report, args, shown, io::stdout().is_terminal(), &mut stdout)?;
    } else {
        write_asides(&report, args, shown, false, &mut io::stderr().lock())?;
    }
    stdout.flush()?;
    Ok(())
}

fn write_report(report: &Report<'_>, format: Format, style: Style, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Human => report::human::write(report, style, out),
        Format::Concise => report::concise::write(report, out),
        Format::Json => report::json::write(report, out),
    }
}

/// What stays undecided, the counts, and the summary line.
fn write_asides(
    report: &Report<'_>,
    args: &CheckArgs,
    format: Format,
    is_terminal: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    if args.verbose {
        report::aside::write_undecided(report, out)?;
    }
    if args.statistics {
        report::aside::write_statistics(report, out)?;
    }
    let shows_summary = is_terminal || (format == Format::Human && !report.findings.is_empty()) || args.verbose;
    if shows_summary && format.is_for_people() && !args.quiet {
        writeln!(out, "{}", report.summary.sentence(report.findings))?;
    }
    Ok(())
}

fn colour_choice(style: Style) -> anstream::ColorChoice {
    if style.has_colour { anstream::ColorChoice::Always } else { anstream::ColorChoice::Never }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_dates() {
        assert_eq!(date_of_day(0), "1970-01-01");
        assert_eq!(date_of_day(11_016), "2000-02-29");
        assert_eq!(date_of_day(11_017), "2000-03-01");
        assert_eq!(date_of_day(20_778), "2026-11-21");
        assert_eq!(date_of_day(20_453), "2025-12-31");
    }
}
