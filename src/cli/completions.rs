//! `kmslint completions` and `kmslint man`, made from the declaration of the arguments.
//!
//! A script for a shell calls kmslint for what can be typed next, since rules and scenarios are those of a project.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
pub(super) use clap_complete::Shell;
use clap_complete::env::{CompleteEnv, Shells};
use clap_complete::{ArgValueCandidates, ArgValueCompleter, CompletionCandidate};

use crate::cli::args;
use crate::cli::terminal;
use crate::cli::vocabulary::settings;
use crate::config::{Overrides, Settings};
use crate::rules;
use crate::tables::{Rows, Table, Tables};

/// By this variable a shell asks what can be typed next, and says which shell it is.
const ASKING: &str = "KMSLINT_COMPLETE";

/// Prints the script that makes a shell ask.
pub(super) fn print_completions(shell: Shell) -> anyhow::Result<ExitCode> {
    let shells = Shells::builtins();
    let completer = shells.completer(&shell.to_string()).context("this shell cannot ask what can be typed next")?;
    let mut script = Vec::new();
    completer.write_registration(ASKING, "kmslint", "kmslint", "kmslint", &mut script)?;
    terminal::write_exactly(&script)?;
    Ok(ExitCode::SUCCESS)
}

/// Answers a shell that asks what can be typed next; false where none does.
pub(super) fn answer(arguments: Vec<OsString>) -> bool {
    let folder = env::current_dir().ok();
    let asked = CompleteEnv::with_factory(args::declaration).var(ASKING);
    // A shell has no use for the reason why nothing can be said.
    asked.try_complete(arguments, folder.as_deref()).unwrap_or(true)
}

/// The rules of the working directory, a team's among them.
pub(super) fn rules() -> ArgValueCandidates {
    ArgValueCandidates::new(rule_candidates)
}

/// Rules, and the fields of kinds, such as `alibaba/kms_key.spec`.
pub(super) fn topics() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        let begins = |candidate: &CompletionCandidate| {
            candidate.get_value().to_string_lossy().starts_with(&*typed.to_string_lossy())
        };
        let mut candidates = rule_candidates();
        candidates.extend(field_candidates(typed));
        candidates.retain(begins);
        candidates
    })
}

/// The fields of kinds.
pub(super) fn fields() -> ArgValueCompleter {
    ArgValueCompleter::new(field_candidates)
}

/// The scenarios of the working directory's configuration.
pub(super) fn scenarios() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        let settings = settings_here();
        let scenarios = settings.iter().flat_map(|settings| settings.terraform.scenarios.keys());
        scenarios.map(CompletionCandidate::new).collect()
    })
}

fn rule_candidates() -> Vec<CompletionCandidate> {
    let built_in = rules::ALL.iter().map(|rule| CompletionCandidate::new(rule.name).help(Some(rule.summary.into())));
    let mut candidates: Vec<CompletionCandidate> = built_in.collect();
    let settings = settings_here();
    let names = settings.iter().flat_map(|settings| settings.vocabulary.rules.keys());
    let of_team = names.filter(|name| rules::find(name).is_none());
    candidates
        .extend(of_team.map(|name| CompletionCandidate::new(name).help(Some("a rule of the team's tables".into()))));
    candidates
}

/// Kinds up to their dot, and behind it their fields.
fn field_candidates(typed: &OsStr) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    let tables = Tables::built_in();
    let names: Vec<String> = match typed.split_once('.') {
        Some((kind, _)) => match tables.of_kind(kind) {
            Some(table) => field_names(table).into_iter().map(|field| format!("{kind}.{field}")).collect(),
            None => Vec::new(),
        },
        None => tables.iter().map(|table| format!("{}.", table.kind)).collect(),
    };
    names.into_iter().filter(|name| name.starts_with(&*typed)).map(CompletionCandidate::new).collect()
}

/// The fields of a table, those of blocks behind the block: `bind_vpcs.vpc_id`.
fn field_names(table: &Table) -> Vec<String> {
    fn add(rows: &Rows, prefix: &str, names: &mut Vec<String>) {
        for (name, row) in rows {
            let name = format!("{prefix}{name}");
            add(&row.fields, &format!("{name}."), names);
            names.push(name);
        }
    }
    let mut names = Vec::new();
    add(&table.fields, "", &mut names);
    names.sort();
    names
}

/// What the configuration of the working directory says, if it can be read.
fn settings_here() -> Option<Arc<Settings>> {
    let (sources, configurations) = settings(Overrides::default()).ok()?;
    configurations.for_folder(&sources, sources.root()).ok()
}

/// One page for the command and, after it, one section for each of its subcommands.
pub(super) fn print_manual() -> anyhow::Result<ExitCode> {
    let mut command = args::declaration();
    command.build();
    let mut page = Vec::new();
    let manual = clap_mangen::Man::new(command.clone());
    manual.render_title(&mut page)?;
    manual.render_name_section(&mut page)?;
    manual.render_synopsis_section(&mut page)?;
    manual.render_description_section(&mut page)?;
    manual.render_options_section(&mut page)?;
    for subcommand in command.get_subcommands().filter(|subcommand| subcommand.get_name() != "help") {
        let manual = clap_mangen::Man::new(subcommand.clone());
        let title = format!("kmslint {}", subcommand.get_name()).to_uppercase();
        let mut section = Vec::new();
        manual.render_synopsis_section(&mut section)?;
        manual.render_description_section(&mut section)?;
        manual.render_options_section(&mut section)?;
        // The parts of a subcommand are subsections of its section.
        let section = String::from_utf8_lossy(&section).replace(".SH ", ".SS ");
        writeln!(page, ".SH \"{title}\"")?;
        page.extend_from_slice(section.as_bytes());
    }
    manual.render_version_section(&mut page)?;
    terminal::write_exactly(&page)?;
    Ok(ExitCode::SUCCESS)
}
