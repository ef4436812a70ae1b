//! `kmslint resources`: what the rules see.

use std::env;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use anyhow::{Context, bail};

use crate::cli::args::{Colour, ListFormat, ResourcesArgs};
use crate::cli::{session, terminal};
use crate::config::{Configurations, Overrides};
use crate::linter::{self, LintError};
use crate::report;
use crate::source::Sources;

/// Prints every resource below the paths, with its fields.
pub(super) fn run(args: &ResourcesArgs) -> anyhow::Result<ExitCode> {
    let sources = Sources::new(env::current_dir().context("the working directory cannot be read")?);
    session::must_exist(sources.root(), args.variables.files())?;
    let overrides = Overrides {
        config_file: args.config.clone(),
        reads_configuration: !args.no_config,
        assignments: args.variables.assignments.clone(),
        environment: session::terraform_environment(),
        ..Overrides::default()
    };
    let configurations = Configurations::new(overrides, linter::vocabulary());
    let resources = match linter::resources(&args.paths, &sources, &configurations) {
        Ok(resources) => resources,
        Err(LintError::Config(error)) if !error.mistakes().is_empty() => {
            let style = terminal::stderr_style(Colour::Auto);
            report::human::write_findings(&sources, error.mistakes(), style, &mut io::stderr().lock())?;
            return Ok(ExitCode::from(super::FAILURE));
        }
        Err(error) => bail!("{error}"),
    };
    let mut out = BufWriter::new(io::stdout().lock());
    match args.format {
        ListFormat::Json => report::resources::write_json(&resources, &sources, &mut out)?,
        ListFormat::Human => report::resources::write_human(&resources, &sources, &mut out)?,
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
