//! `kmslint init`: a commented configuration, and the hook for pre-commit; or an example of a team's table.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};

use crate::cli::terminal;
use crate::config::FILE_NAMES;
use crate::docs::{CONFIGURATION_SCHEMA, TABLE_SCHEMA};
use crate::source::visible::shown_path;

/// Every setting with its default, commented out.
const CONFIGURATION: &str = include_str!("init.yaml");

/// Limits with their explanations.
const TABLE: &str = include_str!("init-table.yaml");

pub(super) fn run(table: Option<&Path>) -> anyhow::Result<ExitCode> {
    match table {
        Some(file) => write_table(file),
        None => write_configuration(),
    }
}

/// Writes the configuration to the working directory, never over an existing one.
fn write_configuration() -> anyhow::Result<ExitCode> {
    let [name, _] = FILE_NAMES;
    if let Some(existing) = FILE_NAMES.iter().find(|name| Path::new(name).exists()) {
        bail!("{existing} already exists and was left as it is");
    }
    write_new(Path::new(name), CONFIGURATION_SCHEMA, CONFIGURATION)?;
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

/// Writes an example of a table, and says how it comes to count.
fn write_table(file: &Path) -> anyhow::Result<ExitCode> {
    let is_yaml = file.extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
    if !is_yaml {
        bail!("{}: a table is a YAML file, such as policies/keys.yaml", shown_path(file));
    }
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", shown_path(folder)))?;
    }
    write_new(file, TABLE_SCHEMA, TABLE)?;
    let shown = shown_path(file).replace('\\', "/");
    let shown = shown.trim_start_matches("./");
    let [name, _] = FILE_NAMES;
    let found = FILE_NAMES.iter().find(|name| Path::new(name).exists());
    let place = match found {
        Some(name) => format!("add this line to {name}"),
        None => format!("write this line into {name} (`kmslint init` writes one)"),
    };
    write!(
        terminal::plain_stdout(),
        "wrote {shown}

To make it count, {place}, or the pattern of a folder:

tables: [\"{shown}\"]

`kmslint rules` then lists its rules.
"
    )?;
    Ok(ExitCode::SUCCESS)
}

/// A file that was not there before, with the line by which editors find its schema.
fn write_new(path: &Path, schema: &str, text: &str) -> anyhow::Result<()> {
    let name = shown_path(path);
    let mut file = match OpenOptions::new().write(true).create_new(true).open(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => bail!("{name} already exists and was left as it is"),
        opened => opened.with_context(|| format!("{name} cannot be written"))?,
    };
    let text = format!("# yaml-language-server: $schema={schema}\n{text}");
    file.write_all(text.as_bytes()).with_context(|| format!("{name} cannot be written"))
}
