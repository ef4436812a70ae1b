//! `kmslint init`: a commented configuration, and the hook for pre-commit.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};

use crate::cli::terminal;
use crate::config::FILE_NAMES;

/// Every setting with its default, commented out.
const CONFIGURATION: &str = include_str!("init.yaml");

/// Writes the configuration to the working directory, never over an existing one.
pub(super) fn run() -> anyhow::Result<ExitCode> {
    let [name, _] = FILE_NAMES;
    if let Some(existing) = FILE_NAMES.iter().find(|name| Path::new(name).exists()) {
        bail!("{existing} already exists and was left as it is");
    }
    let mut file = match OpenOptions::new().write(true).create_new(true).open(name) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => bail!("{name} already exists and was left as it is"),
        opened => opened.with_context(|| format!("{name} cannot be written"))?,
    };
    file.write_all(CONFIGURATION.as_bytes()).with_context(|| format!("{name} cannot be written"))?;
    let repository = env!("CARGO_PKG_REPOSITORY");
    let version = env!("CARGO_PKG_VERSION");
    write!(
        terminal::plain_stdout(),
        "wrote {name}

To check every commit, add this to .pre-commit-config.yaml:

repos:
  - repo: {repository}
    rev: v{version}
    hooks:
      - id: kmslint
"
    )?;
    Ok(ExitCode::SUCCESS)
}
