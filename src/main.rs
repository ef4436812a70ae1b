//! The command line tool. Arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    kmslint::cli::run(std::env::args_os())
}
