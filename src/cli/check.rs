//! `kmslint check`: what is asked for in, a report and an exit code out.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};

use crate::cli::fixes::{self, Fixed};
use crate::cli::options::{CheckOptions, FixMode, OutputOptions, Task, Verbosity};
use crate::cli::output;
use crate::cli::session::{Failed, Run, Session};
use crate::cli::terminal;
use crate::cli::vocabulary::refused;
use crate::report::counted;
use crate::source::visible::shown_path;

pub(super) fn run(options: &CheckOptions) -> anyhow::Result<ExitCode> {
    let session = Session::new(options)?;
    session.check_rule_names()?;
    match checked(options, &session) {
        Ok(code) => code,
        Err(failed) => failure(&options.output, &failed),
    }
}

/// A failure of the engine is told apart from the others: its places are shown.
fn checked(options: &CheckOptions, session: &Session<'_>) -> Result<anyhow::Result<ExitCode>, Box<Failed>> {
    let run = session.check(&BTreeMap::new())?;
    let output = &options.output;
    let fixes = match &options.task {
        Task::WriteBaseline(path) => return Ok(write_baseline(output, path, &run)),
        Task::Report { fixes, .. } => *fixes,
    };
    Ok(match fixes {
        FixMode::Leave => finish(output, &run, Vec::new()),
        FixMode::Write(applicability) => write_fixes(output, session, fixes::settle(session, run, applicability)),
        FixMode::Diff(applicability) => {
            let fixed = fixes::settle(session, run, applicability);
            let original = session.check(&BTreeMap::new())?;
            show_diff(output, &fixed, &original)
        }
    })
}

fn finish(options: &OutputOptions, run: &Run, notes: Vec<String>) -> anyhow::Result<ExitCode> {
    match output::write(options, run, &notes) {
        // Who closes the pipe has seen enough, but the exit code is still the answer.
        Err(error) if super::is_broken_pipe(&error) => {}
        written => written?,
    }
    if run.outcome.is_incomplete {
        return Ok(ExitCode::from(super::FAILURE));
    }
    let fails = run.outcome.findings.iter().any(|finding| run.fails_for(finding));
    Ok(ExitCode::from(u8::from(fails)))
}

/// Prints the changes instead of the report. Nothing was written, so the exit code is that of the files as they are.
fn show_diff(options: &OutputOptions, fixed: &Fixed, original: &Run) -> anyhow::Result<ExitCode> {
    output::write_text(options, &fixed.diff())?;
    let mut notes = fixed.notes.clone();
    if options.verbosity != Verbosity::Quiet {
        notes.push(fixed.sentence("would fix"));
    }
    finish(options, original, notes)
}

fn write_fixes(options: &OutputOptions, session: &Session<'_>, fixed: Fixed) -> anyhow::Result<ExitCode> {
    if let Some((path, text)) = session.input() {
        let fixed_text = fixed.text_of(&fixed.run.sources.real(path)).map_or(text, str::as_bytes);
        terminal::write_exactly(fixed_text)?;
        return finish(options, &fixed.run, fixed.notes);
    }
    let unwritten = fixed.write(session.root());
    let mut notes = fixed.notes.clone();
    if !fixed.changes.is_empty() && unwritten.is_empty() && options.verbosity != Verbosity::Quiet {
        notes.push(fixed.sentence("fixed"));
    }
    let code = finish(options, &fixed.run, notes)?;
    if unwritten.is_empty() { Ok(code) } else { bail!("{}", unwritten.join("\n")) }
}

fn write_baseline(options: &OutputOptions, path: &Path, run: &Run) -> anyhow::Result<ExitCode> {
    let baseline = run.outcome.baseline.clone().unwrap_or_default();
    output::write_json_file(path, &baseline)
        .with_context(|| format!("the baseline {} cannot be written", shown_path(path)))?;
    if options.verbosity != Verbosity::Quiet {
        output::write_text(
            options,
            &format!("wrote {} to {}\n", counted(baseline.len(), "finding"), shown_path(path)),
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Says why there is no report. Mistakes in the configuration are shown at their places.
fn failure(options: &OutputOptions, failed: &Failed) -> anyhow::Result<ExitCode> {
    refused(&failed.error, &failed.sources, options.stderr_style)
}
