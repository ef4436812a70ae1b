//! Documents that a script writes or hands on: manifests and requests in here-documents.

use crate::surface::documents::lift_in_script;
use crate::surface::{Lifted, is_recognisable};
use crate::syntax::embedded;
use crate::syntax::shell::Command;
use crate::tables::Tables;

/// Programs that pass on what they are given to read.
const WRITERS: &[&str] = &["cat", "tee", "kubectl", "oc", "envsubst", "sudo"];

/// What the text that a command is given to read holds, if it is a document that is ours.
pub(super) fn lift(command: &Command, tables: &Tables) -> Lifted {
    let is_writer = command.name().is_some_and(|name| WRITERS.contains(&name));
    let Some(text) = command.stdin.as_ref().filter(|_| is_writer) else { return Lifted::default() };
    let written = text.known_bytes();
    let parsed = if written.trim_start().starts_with(['{', '[']) {
        embedded::json(text)
    } else if written.contains("apiVersion:") {
        embedded::yaml(text)
    } else {
        return Lifted::default();
    };
    let resources: Vec<_> = parsed.documents.iter().flat_map(|document| lift_in_script(document, tables)).collect();
    let is_ours = !resources.is_empty() || is_recognisable(written, tables);
    Lifted { resources, errors: if is_ours { parsed.errors } else { Vec::new() }, ..Lifted::default() }
}
