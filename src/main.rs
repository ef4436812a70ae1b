//! The command line tool. Arguments in, exit code out.

use std::process::ExitCode;

/// Trees of many small values are most of what is allocated, and many of them at once on several threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    kmslint::run_command_line(std::env::args_os())
}
