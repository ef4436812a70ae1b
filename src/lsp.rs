//! The language server: what an editor holds in, diagnostics and answers out, over standard input and output.
//!
//! One thread takes messages and never waits for a check. Checks for clients that are sent diagnostics are made by a second
//! thread, those for requests by a third; they work on copies of the workspace and share what they find out. A fourth
//! writes, so that a client that reads slowly holds up nobody.

mod actions;
mod analysis;
mod asker;
mod checker;
mod client;
mod completion;
mod diagnostics;
mod documents;
mod markdown;
mod parent;
mod position;
mod protocol;
mod pull;
mod server;
mod session;
mod transport;
mod uri;
mod values;
mod workspace;

use std::io;
use std::path::PathBuf;

use crate::config::Overrides;

/// Serves one client until it is gone, and gives the exit code: 0 where the client has shut the server down first.
pub(crate) fn serve(folder: PathBuf, overrides: Overrides) -> u8 {
    #[expect(clippy::disallowed_methods, reason = "messages of the protocol, which no terminal reads")]
    let output = io::stdout();
    server::run(io::stdin(), output, folder, overrides)
}

/// Serves a client at the end of two streams, as [`serve`].
#[cfg(any(test, fuzzing))]
pub(crate) fn serve_streams(
    input: impl io::Read + Send + 'static,
    output: impl io::Write + Send + 'static,
    folder: PathBuf,
    overrides: Overrides,
) -> u8 {
    server::run(input, output, folder, overrides)
}
