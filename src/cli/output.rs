//! Where reports and remarks are written to.

use std::collections::BTreeMap;
use std::env;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::Serialize;

use crate::cli::options::{OutputOptions, Place, ReportFile, Verbosity};
use crate::cli::session::Run;
use crate::cli::{signals, terminal};
use crate::linter::Note;
use crate::report::{self, Format, Report, Summary, counted};
use crate::rules;
use crate::source::Sources;
use crate::source::target::Target;
use crate::source::visible::{Guarded, Reader, in_one_line, shown_path};

/// Writes the report to where it was asked for, and what people read besides, such as the notes, to the terminal.
pub(super) fn write(options: &OutputOptions, run: &Run, notes: &[String]) -> anyhow::Result<()> {
    let outcome = &run.outcome;
    let (suppressed, undecided) = (outcome.suppressed.len(), outcome.undecided.len());
    let summary = Summary::new(outcome.files, &outcome.findings, suppressed, undecided);
    let summary = Summary { resources: outcome.resources, ..summary };
    let report = Report {
        sources: &run.sources,
        findings: &outcome.findings,
        suppressed: &outcome.suppressed,
        undecided: &outcome.undecided,
        summary,
        rules: rules::ALL,
        repository: &repository(&run.sources),
        outside: &outcome.outside,
    };
    for ReportFile { path, format } in &options.files {
        let (mut text, style) = (Vec::new(), terminal::file_style());
        let mut guarded = Guarded::new(&mut text, format.reader(style));
        format.write(&report, style, &mut guarded)?;
        guarded.flush()?;
        drop(guarded);
        write_file(path, &text).with_context(|| format!("{} cannot be written", shown_path(path)))?;
    }
    let style = options.stdout_style;
    let reader = options.place.format().map_or(Reader::Any, |format| format.reader(style));
    let mut stdout = terminal::stdout(style, reader);
    write_notes(&outcome.notes, options.verbosity, &run.sources)?;
    match options.place {
        Place::Nowhere => write_asides(&report, options, run, notes, &mut terminal::plain_stderr())?,
        Place::Stderr(format) => {
            let style = options.stderr_style;
            let mut stderr = terminal::stderr(style);
            format.write(&report, options.stderr_style, &mut stderr)?;
            write_asides(&report, options, run, notes, &mut stderr)?;
        }
        Place::Stdout(format) => {
            format.write(&report, options.stdout_style, &mut stdout)?;
            if format.is_for_people() {
                write_asides(&report, options, run, notes, &mut stdout)?;
            } else {
                stdout.flush()?;
                write_asides(&report, options, run, notes, &mut terminal::plain_stderr())?;
            }
        }
    }
    stdout.flush()?;
    Ok(())
}

/// The folder that a code host knows paths from: what its runner says, else the repository, else the working directory.
fn repository(sources: &Sources) -> PathBuf {
    let root = sources.root();
    let named = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"].iter().filter_map(env::var_os).map(PathBuf::from);
    let of_runner = named.into_iter().find(|folder| root.starts_with(folder));
    let has_git = |folder: &&Path| folder.join(".git").symlink_metadata().is_ok();
    of_runner.or_else(|| root.ancestors().find(has_git).map(Path::to_path_buf)).unwrap_or_else(|| root.to_path_buf())
}

/// Says what was passed over, to standard error. What is said of many files is one line.
pub(super) fn write_notes(notes: &[Note], verbosity: Verbosity, sources: &Sources) -> io::Result<()> {
    const SHOWN: usize = 3;
    let mut by_message: BTreeMap<(&str, bool), Vec<String>> = BTreeMap::new();
    for note in notes.iter().filter(|note| note.is_failure || verbosity != Verbosity::Quiet) {
        let place = match note.span {
            Some(span) => {
                let position = sources.file(span.file).position(span.start);
                format!("{}:{}:{}", note.path, position.line, position.column)
            }
            None => note.path.clone(),
        };
        by_message.entry((&note.message, note.is_failure)).or_default().push(place);
    }
    let mut stderr = terminal::plain_stderr();
    for ((message, is_failure), places) in by_message {
        let shown = if verbosity == Verbosity::Verbose { places.len() } else { SHOWN.min(places.len()) };
        let rest = places.len() - shown;
        let more = if rest > 0 { format!(" and {}", counted(rest, "more file")) } else { String::new() };
        let listed = places.get(..shown).unwrap_or_default().join(", ");
        let kind = if is_failure { "error" } else { "note" };
        writeln!(stderr, "{kind}: {}", in_one_line(&format!("{listed}{more}: {message}")))?;
    }
    Ok(())
}

/// Writes a file of kmslint's own. Only where that is done in one step a signal waits for it: a pipe may take for ever.
pub(super) fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match Target::of(path)? {
        file @ Target::File(_) => signals::wait_for(|| file.write(bytes)),
        stream @ Target::Stream(_) => stream.write(bytes),
    }
}

/// Writes a file of JSON, indented so that versions can be compared by line. It is shown sooner or later, as reports are.
pub(super) fn write_json_file(path: &Path, value: &impl Serialize) -> io::Result<()> {
    let mut text = Vec::new();
    let mut guarded = Guarded::new(&mut text, Reader::Any);
    report::escaped_json::write(value, &mut guarded)?;
    guarded.flush()?;
    drop(guarded);
    write_file(path, &text)
}

/// Writes a text for people to standard output.
pub(super) fn write_text(options: &OutputOptions, text: &str) -> io::Result<()> {
    let mut stdout = terminal::stdout(options.stdout_style, options.stdout_style.reader());
    stdout.write_all(text.as_bytes())?;
    stdout.flush()
}

/// What stays undecided, the counts, and the summary line.
fn write_asides(
    report: &Report<'_>,
    options: &OutputOptions,
    run: &Run,
    notes: &[String],
    out: &mut dyn Write,
) -> io::Result<()> {
    if options.verbosity == Verbosity::Verbose {
        report::aside::write_undecided(report, out)?;
        run.stale.iter().try_for_each(|line| writeln!(out, "{line}"))?;
    }
    if options.shows_statistics {
        report::aside::write_statistics(report, out)?;
    }
    notes.iter().try_for_each(|line| writeln!(out, "{line}"))?;
    let is_for_people = options.place.format().is_some_and(Format::is_for_people);
    let is_human = options.place.format() == Some(Format::Human);
    let shows_findings = is_human && !report.findings.is_empty();
    // A line that is no finding would be in the way of who reads one finding a line, or a fixed text.
    let is_report = options.place == Place::Stdout(Format::Human) || shows_findings;
    let is_asked_for = is_report || options.is_terminal || options.verbosity == Verbosity::Verbose;
    if is_asked_for && is_for_people && options.verbosity != Verbosity::Quiet {
        let mut sentence = report.summary.sentence(report.findings);
        if run.outcome.in_baseline > 0 {
            sentence.push_str(&format!("; {} in the baseline", run.outcome.in_baseline));
        }
        writeln!(out, "{sentence}")?;
        if shows_findings {
            writeln!(out, "{}", report::explain_hint(report.findings))?;
        }
    }
    Ok(())
}
