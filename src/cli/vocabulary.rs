//! The names of rules that options may use: the built-in ones and those of the team's tables.

use std::env;
use std::process::ExitCode;

use anyhow::{Context, bail};

use crate::cli::terminal;
use crate::config::{Configurations, Overrides, Settings, Vocabulary};
use crate::linter::{self, LintError};
use crate::report;
use crate::report::human::Style;
use crate::source::Sources;
use crate::tables::Tables;

/// The settings of the working directory.
pub(super) fn settings(overrides: Overrides) -> anyhow::Result<(Sources, Configurations)> {
    let sources = Sources::new(env::current_dir().context("the working directory cannot be read")?);
    Ok((sources, Configurations::new(overrides, linter::vocabulary())))
}

/// The tables that settings name, over the built-in ones; none where they name none.
pub(super) fn team_tables(sources: &Sources, settings: &Settings) -> Result<Option<Tables>, LintError> {
    if settings.tables.is_empty() {
        return Ok(None);
    }
    linter::team_tables(settings, sources).map(Some).map_err(LintError::Tables)
}

/// Says why there is nothing to show. Mistakes in the configuration and in a team's tables are shown at their places.
pub(super) fn refused(error: &LintError, sources: &Sources, style: Style) -> anyhow::Result<ExitCode> {
    let mistakes = error.mistakes();
    if mistakes.is_empty() {
        bail!("{error}");
    }
    report::human::write_mistakes(sources, &mistakes, style, &mut terminal::stderr(style))?;
    Ok(ExitCode::from(super::FAILURE))
}

/// Refuses names that no rule has.
pub(super) fn check_rule_names<'a>(
    names: impl IntoIterator<Item = &'a String>,
    vocabulary: &Vocabulary,
    knows: impl Fn(&Vocabulary, &str) -> bool,
) -> anyhow::Result<()> {
    let Some(name) = names.into_iter().find(|name| !knows(vocabulary, name)) else { return Ok(()) };
    match vocabulary.nearest_rule(name) {
        Some(near) => bail!("there is no rule called `{name}`; the nearest is `{near}`"),
        None => bail!("there is no rule called `{name}`; `kmslint rules` lists them"),
    }
}
