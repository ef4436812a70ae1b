//! `kmslint completions` and `kmslint man`, made from the declaration of the arguments.

use std::io::{self, Write};
use std::process::ExitCode;

pub(super) use clap_complete::Shell;

use crate::cli::args;

pub(super) fn print_completions(shell: Shell) -> anyhow::Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut args::declaration(), "kmslint", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(ExitCode::SUCCESS)
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
    io::stdout().lock().write_all(&page)?;
    Ok(ExitCode::SUCCESS)
}
