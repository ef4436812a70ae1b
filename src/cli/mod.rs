//! The command line: what was typed, what it means, what is done, and the exit code.

mod args;
mod check;
mod completions;
mod explain;
mod fixes;
mod init;
mod lsp;
mod map;
mod options;
mod output;
mod panics;
mod progress;
mod resources;
mod rules;
mod session;
mod signals;
mod terminal;
mod vocabulary;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use options::Command;

/// kmslint could not do its work.
const FAILURE: u8 = 2;

/// Does what the arguments say. 0: nothing found that fails the run; 1: findings; 2: kmslint could not do its work.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    panics::install();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    if completions::answer(arguments.clone()) {
        return ExitCode::SUCCESS;
    }
    let typed = match args::parse(arguments) {
        Ok(typed) => typed,
        Err(code) => return ExitCode::from(code),
    };
    match options::resolve(typed).and_then(perform) {
        Ok(code) => code,
        // Who closes the pipe has seen enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(terminal::plain_stderr(), "error: {error:#}");
            ExitCode::from(FAILURE)
        }
    }
}

fn perform(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Check(options) => check::run(&options),
        Command::Explain(topic) => explain::run(&topic),
        Command::Rules(options) => rules::run(options),
        Command::Resources(options) => resources::run(options),
        Command::Map(options) => map::run(*options),
        Command::Lsp(options) => Ok(lsp::run(options)),
        Command::Init { table } => init::run(table.as_deref()),
        Command::Completions(shell) => completions::print_completions(shell),
        Command::Man => completions::print_manual(),
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let kind = match error.downcast_ref::<io::Error>() {
        Some(error) => Some(error.kind()),
        // What writes JSON wraps what the pipe says.
        None => error.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind),
    };
    kind == Some(io::ErrorKind::BrokenPipe)
}
