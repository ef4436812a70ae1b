//! `kmslint map`: a picture of what is configured.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Context;

use crate::cli::options::{Inputs, MapOptions, Verbosity};
use crate::cli::output;
use crate::cli::terminal;
use crate::cli::vocabulary::refused;
use crate::config::Configurations;
use crate::finding::Finding;
use crate::linter;
use crate::map::Graph;
use crate::rules;
use crate::source::Sources;
use crate::source::visible::{Guarded, Reader, in_one_line, shown_path};

/// Draws everything below the paths. What is found does not fail the run; what could not be read is said.
pub(super) fn run(options: MapOptions) -> anyhow::Result<ExitCode> {
    let Inputs { root, paths, overrides, .. } = options.inputs;
    let sources = Sources::new(root);
    let configurations = Configurations::new(overrides, linter::vocabulary());
    let survey = match linter::survey(&paths, &sources, &configurations) {
        Ok(survey) => survey,
        Err(error) => return refused(&error, &sources, options.stderr_style),
    };
    output::write_notes(&survey.outcome.notes, Verbosity::Normal, &sources)?;
    write_unread(&survey.outcome.findings, &sources)?;
    let graph = Graph::of(&survey);
    match &options.output {
        Some(path) => {
            let mut text = Vec::new();
            let mut guarded = Guarded::new(&mut text, Reader::Any);
            options.format.write(&graph, &sources, &mut guarded)?;
            guarded.flush()?;
            drop(guarded);
            output::write_file(path, &text).with_context(|| format!("{} cannot be written", shown_path(path)))?;
        }
        None => {
            let mut out = terminal::plain_stdout();
            options.format.write(&graph, &sources, &mut out)?;
            out.flush()?;
        }
    }
    Ok(if survey.outcome.is_incomplete { ExitCode::from(super::FAILURE) } else { ExitCode::SUCCESS })
}

/// Says of what no node can be drawn, because it could not be read.
fn write_unread(findings: &[Finding], sources: &Sources) -> io::Result<()> {
    let mut stderr = terminal::plain_stderr();
    for finding in findings.iter().filter(|finding| rules::could_not_be_read(&finding.rule)) {
        let file = sources.file(finding.span.file);
        let position = file.position(finding.span.start);
        let place = format!("{}:{}:{}", file.name(), position.line, position.column);
        let message = format!("{place}: {} [{}]", finding.message, finding.rule);
        writeln!(stderr, "note: {}", in_one_line(&message))?;
    }
    Ok(())
}
