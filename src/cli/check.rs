//! `kmslint check`: what was typed in, a report and an exit code out.

use std::collections::BTreeMap;
use std::io;
use std::process::ExitCode;

use anyhow::{Context, bail};

use crate::cli::args::{CheckArgs, Format};
use crate::cli::fixes::{self, Fixed};
use crate::cli::output;
use crate::cli::session::{Failed, Run, Session};
use crate::cli::terminal;
use crate::linter::LintError;
use crate::report::{self, counted};

pub(super) fn run(args: CheckArgs) -> anyhow::Result<ExitCode> {
    let session = Session::new(&args)?;
    session.check_rule_names()?;
    if args.diff && args.output.is_none() && args.format != Format::Human {
        bail!("--diff takes the place of the report; add --output FILE for the report");
    }
    if args.fix && !args.diff && session.input().is_some() && args.output.is_none() && !args.format.is_for_people() {
        bail!("standard output takes the fixed text; add --output FILE for the report");
    }
    if args.unsafe_fixes && !args.fix && !args.diff {
        bail!("--unsafe-fixes needs --fix or --diff");
    }
    match checked(&args, &session) {
        Ok(code) => code,
        Err(failed) => failure(&args, &failed),
    }
}

/// A failure of the engine is told apart from the others: its places are shown.
fn checked(args: &CheckArgs, session: &Session) -> Result<anyhow::Result<ExitCode>, Box<Failed>> {
    let run = session.check(&BTreeMap::new())?;
    if args.write_baseline {
        return Ok(write_baseline(args, &run));
    }
    if args.diff {
        let fixed = fixes::settle(session, run, args.unsafe_fixes);
        let original = session.check(&BTreeMap::new())?;
        return Ok(show_diff(args, &fixed, &original));
    }
    if args.fix {
        let fixed = fixes::settle(session, run, args.unsafe_fixes);
        return Ok(write_fixes(args, session, fixed));
    }
    Ok(finish(args, &run, Vec::new()))
}

fn finish(args: &CheckArgs, run: &Run, notes: Vec<String>) -> anyhow::Result<ExitCode> {
    match output::write(args, run, &notes) {
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
fn show_diff(args: &CheckArgs, fixed: &Fixed, original: &Run) -> anyhow::Result<ExitCode> {
    output::write_text(args, &fixed.diff())?;
    let mut notes = fixed.notes.clone();
    if !args.quiet {
        notes.push(fixed.sentence("would fix"));
    }
    finish(args, original, notes)
}

fn write_fixes(args: &CheckArgs, session: &Session, fixed: Fixed) -> anyhow::Result<ExitCode> {
    if let Some((path, text)) = session.input() {
        let fixed_text = fixed.text_of(&fixed.run.sources.real(path)).map_or(text, str::as_bytes);
        output::write_exactly(fixed_text)?;
        return finish(args, &fixed.run, fixed.notes);
    }
    let unwritten = fixed.write(&session.root);
    let mut notes = fixed.notes.clone();
    if !fixed.changes.is_empty() && unwritten.is_empty() && !args.quiet {
        notes.push(fixed.sentence("fixed"));
    }
    let code = finish(args, &fixed.run, notes)?;
    if unwritten.is_empty() { Ok(code) } else { bail!("{}", unwritten.join("\n")) }
}

fn write_baseline(args: &CheckArgs, run: &Run) -> anyhow::Result<ExitCode> {
    let Some(path) = &args.baseline else { bail!("--write-baseline needs --baseline FILE") };
    let baseline = run.outcome.baseline.clone().unwrap_or_default();
    output::write_file(path, baseline.to_json().as_bytes())
        .with_context(|| format!("the baseline {} cannot be written", path.display()))?;
    if !args.quiet {
        output::write_text(args, &format!("wrote {} to {}\n", counted(baseline.len(), "finding"), path.display()))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Says why there is no report. Mistakes in the configuration are shown at their places.
fn failure(args: &CheckArgs, failed: &Failed) -> anyhow::Result<ExitCode> {
    let mistakes = match &failed.error {
        LintError::Config(error) => error.mistakes(),
        _ => &[],
    };
    if mistakes.is_empty() {
        bail!("{}", failed.error);
    }
    let style = terminal::stderr_style(args.color);
    report::human::write_findings(&failed.sources, mistakes, style, &mut io::stderr().lock())?;
    Ok(ExitCode::from(super::FAILURE))
}
