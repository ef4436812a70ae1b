//! Scripts inside other documents, where a shell runs them.

use super::{Lifted, command};
use crate::source::Span;
use crate::syntax::shell::Environment;
use crate::syntax::text::{Text, TextBuilder};
use crate::syntax::uses::Use;
use crate::syntax::{SyntaxError, shell};
use crate::tables::Tables;

/// Shells whose scripts are read.
const SHELLS: &[&str] = &["bash", "sh", "dash", "zsh", "ksh", "ash"];

/// Whether a program is a shell whose scripts are read: `bash`, `/bin/sh`, `bash -eo pipefail {0}`.
pub(super) fn is_read(program: &str) -> bool {
    let name = program.split_whitespace().next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
    SHELLS.contains(&name)
}

/// Says that a script was passed over, where it may hold something to check.
pub(super) fn unread(script: &Text, program: Option<&str>) -> Lifted {
    let may_concern = ["aliyun", "kms"].iter().any(|word| script.known_bytes().contains(word));
    let message = match program {
        Some(program) => format!("this script runs in {program}, whose commands are not read"),
        None => "what runs this script is not known".to_owned(),
    };
    let place = may_concern.then(|| SyntaxError::new(script.span().at_start(), message));
    Lifted { unread: place.into_iter().collect(), ..Lifted::default() }
}

/// The calls of lines that run in one shell with these variables, and where they use them; where the lines do not fit
/// together, each counts alone.
pub(super) fn run_lines(lines: &[Text], environment: &Environment, tables: &Tables) -> (Lifted, Vec<Use>) {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return Default::default() };
    let script = shell::parse_in(&joined(lines, first.span().to(last.span())), environment);
    if script.errors.is_empty() {
        return (command::lift(&script, tables), script.uses);
    }
    let mut found = Lifted::default();
    // Whether a line changes a variable for the next one is not certain where they are not read together.
    lines.iter().for_each(|line| found.extend(command::lift(&shell::parse_text(line), tables)));
    (found, Vec::new())
}

/// Lines as one script.
pub(super) fn joined(lines: &[Text], place: Span) -> Text {
    let mut whole = TextBuilder::default();
    for line in lines {
        whole.push_text(line);
        whole.push("\n", line.span().at_end());
    }
    whole.finish(place)
}

/// A line that may be any command.
pub(super) fn unknown_line(place: Span) -> Text {
    let mut builder = Text::builder();
    builder.push_hole();
    builder.finish(place)
}
