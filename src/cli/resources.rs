//! `kmslint resources`: what the rules see.

use std::io::Write;
use std::process::ExitCode;

use anyhow::bail;

use crate::cli::options::{Inputs, ResourcesOptions};
use crate::cli::terminal;
use crate::config::Configurations;
use crate::linter::{self, LintError};
use crate::report::{self, ListFormat};
use crate::source::Sources;

/// Prints every resource below the paths, with its fields.
pub(super) fn run(options: ResourcesOptions) -> anyhow::Result<ExitCode> {
    let Inputs { root, paths, overrides, .. } = options.inputs;
    let sources = Sources::new(root);
    let configurations = Configurations::new(overrides, linter::vocabulary());
    let resources = match linter::resources(&paths, &sources, &configurations) {
        Ok(resources) => resources,
        Err(LintError::Config(error)) if !error.mistakes().is_empty() => {
            report::human::write_mistakes(
                &sources,
                error.mistakes(),
                options.stderr_style,
                &mut terminal::stderr(options.stderr_style),
            )?;
            return Ok(ExitCode::from(super::FAILURE));
        }
        Err(error) => bail!("{error}"),
    };
    let mut out = terminal::plain_stdout();
    match options.format {
        ListFormat::Json => report::resources::write_json(&resources, &sources, &mut out)?,
        ListFormat::Human => report::resources::write_human(&resources, &sources, &mut out)?,
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
