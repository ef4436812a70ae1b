//! The command line tool. Arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    kmslint::run_command_line(std::env::args_os())
}
