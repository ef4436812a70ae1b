//! `kmslint lsp`: the language server.

use std::process::ExitCode;

use crate::cli::options::LspOptions;
use crate::lsp;

pub(super) fn run(options: LspOptions) -> ExitCode {
    ExitCode::from(lsp::serve(options.root, options.overrides))
}
