//! The layout of scripts, in files of their own and in strings.

use super::parts::Parts;
use crate::syntax::shell::{self, Command, Script};
use crate::syntax::text::Text;

/// Command line tools of the providers, and the one that sends requests to them.
const TOOLS: &[&str] = &["aliyun", "curl", "hcloud", "openstack", "otc"];

pub(super) fn read(parts: &mut Parts<'_>) {
    add(shell::parse(parts.file), parts);
}

/// Adds a string of several lines, if it is a script; what looks like a comment in any other is a part of the string.
pub(super) fn read_text(text: &Text, parts: &mut Parts<'_>) {
    if !text.known_bytes().contains(parts.marker) {
        return;
    }
    let script = shell::parse_text(text);
    if script.commands.iter().any(concerns_us) {
        add(script, parts);
    }
}

fn add(script: Script, parts: &mut Parts<'_>) {
    parts.add(script.comments, &script.errors);
    let commands = script.commands.iter().map(|command| command.span);
    commands.chain(script.statements).for_each(|span| parts.add_part(span));
}

/// Whether a command runs a tool, itself or in what it hands on, or is given a document to read.
fn concerns_us(command: &Command) -> bool {
    let is_tool = |word: &str| TOOLS.contains(&word.rsplit('/').next().unwrap_or_default());
    let has_tool = |text: &Text| text.known_bytes().split_whitespace().any(is_tool);
    command.stdin.is_some() || command.words.iter().any(|word| has_tool(&word.text))
}
