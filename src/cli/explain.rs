//! `kmslint explain`: what a rule finds, why, and how it looks.

use std::io::{self, Write};
use std::process::ExitCode;

use crate::cli::args::ExplainArgs;
use crate::cli::vocabulary::check_rule_names;
use crate::docs;
use crate::rules;

pub(super) fn run(args: &ExplainArgs) -> anyhow::Result<ExitCode> {
    check_rule_names([&args.rule])?;
    if let Some(rule) = rules::find(&args.rule) {
        io::stdout().lock().write_all(docs::rule_page(rule).as_bytes())?;
    }
    Ok(ExitCode::SUCCESS)
}
