//! The command line: what was typed, what is done, and the exit code.

mod args;
mod check;
mod completions;
mod explain;
mod fixes;
mod init;
mod output;
mod progress;
mod resources;
mod rules;
mod session;
mod signals;
mod terminal;
mod variables;
mod vocabulary;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use args::{Args, Command};
use clap::Parser;

/// kmslint could not do its work.
const FAILURE: u8 = 2;

/// Does what the arguments say. 0: nothing found that fails the run; 1: findings; 2: kmslint could not do its work.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args = match Args::try_parse_from(arguments) {
        Ok(args) => args,
        Err(error) => {
            // Help and version come this way as well. Without a place to print to, the exit code must do.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(FAILURE));
        }
    };
    let done = match args.command {
        Command::Check(args) => check::run(*args),
        Command::Explain(args) => explain::run(&args),
        Command::Rules(args) => rules::run(&args),
        Command::Resources(args) => resources::run(&args),
        Command::Init => init::run(),
        Command::Completions { shell } => completions::print_completions(shell),
        Command::Man => completions::print_manual(),
    };
    match done {
        Ok(code) => code,
        // Who closes the pipe has seen enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error:#}");
            ExitCode::from(FAILURE)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
