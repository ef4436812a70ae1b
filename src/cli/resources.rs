//! `kmslint resources`: what the rules see.

use std::io::Write;
use std::process::ExitCode;

use crate::cli::options::{Inputs, ResourcesOptions};
use crate::cli::terminal;
use crate::cli::vocabulary::refused;
use crate::config::Configurations;
use crate::linter;
use crate::report::{self, ListFormat};
use crate::source::Sources;

/// Prints every resource below the paths, with its fields.
pub(super) fn run(options: ResourcesOptions) -> anyhow::Result<ExitCode> {
    let Inputs { root, paths, overrides, .. } = options.inputs;
    let sources = Sources::new(root);
    let configurations = Configurations::new(overrides, linter::vocabulary());
    let resources = match linter::resources(&paths, &sources, &configurations) {
        Ok(resources) => resources,
        Err(error) => return refused(&error, &sources, options.stderr_style),
    };
    let mut out = terminal::plain_stdout();
    match options.format {
        ListFormat::Json => report::resources::write_json(&resources, &sources, &mut out)?,
        ListFormat::Human => report::resources::write_human(&resources, &sources, &mut out)?,
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
