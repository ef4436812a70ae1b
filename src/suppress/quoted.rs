//! Lines that are text to their language: block scalars of YAML, heredocs of HCL and of the shell.
//!
//! What looks like a comment there is part of a string, unless the string is itself a script.

use std::ops::Range;

use super::comment::Comments;
use crate::source::SourceFile;

/// A string with this word is a script that kmslint reads, so its comments are comments.
const COMMAND: &str = "aliyun";

/// The bytes of every line that is text and no script.
pub(super) fn quoted_lines(file: &SourceFile, comments: Comments) -> Vec<Range<usize>> {
    let text = file.text();
    let mut quoted = Vec::new();
    let mut number = 1;
    while number <= file.line_count() {
        let line = text.get(file.line(number)).unwrap_or_default();
        let opening = opening(line, comments);
        let first = number + 1;
        number = first;
        let Some(opening) = opening else { continue };
        let is_inside = |line: &str| match opening {
            Opening::Scalar { indent } => line.trim().is_empty() || indent_of(line) >= indent,
            Opening::Heredoc { end } => line.trim() != end,
        };
        while number <= file.line_count() && is_inside(text.get(file.line(number)).unwrap_or_default()) {
            number += 1;
        }
        // What never ends is a shift of bits, and no heredoc.
        if matches!(opening, Opening::Heredoc { .. }) && number > file.line_count() {
            number = first;
            continue;
        }
        let range = file.line(first).start..file.line(number.saturating_sub(1).max(first)).end;
        // A heredoc of a script is data for a command.
        let is_script =
            comments != Comments::Shell && text.get(range.clone()).is_some_and(|text| text.contains(COMMAND));
        if !is_script && !range.is_empty() {
            quoted.push(range);
        }
    }
    quoted
}

#[derive(Clone, Copy)]
enum Opening<'a> {
    /// Lines with at least this indentation belong to it.
    Scalar { indent: usize },
    /// Up to the line that is this word.
    Heredoc { end: &'a str },
}

fn opening(line: &str, comments: Comments) -> Option<Opening<'_>> {
    match comments {
        Comments::None => None,
        Comments::Yaml => scalar(line),
        Comments::Hcl | Comments::Shell => heredoc(line),
    }
}

/// `key: |`, `- >-`, `- run: |2`: the header of a block scalar.
fn scalar(line: &str) -> Option<Opening<'_>> {
    let code = line.split(" #").next().unwrap_or_default().trim_end();
    let head = code.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '+' || letter == '-');
    let before = head.strip_suffix(['|', '>'])?;
    let is_header = before.trim().is_empty() || before.ends_with([' ', '\t']);
    if !is_header || before.trim_start().starts_with('#') {
        return None;
    }
    // The entry of a list that is a mapping is indented by its dash.
    let mut column = indent_of(line);
    let mut rest = line.trim_start();
    while let Some(entry) = rest.strip_prefix("- ") {
        let inner = entry.trim_start();
        if inner.starts_with(['|', '>']) {
            break;
        }
        column += rest.len() - inner.len();
        rest = inner;
    }
    Some(Opening::Scalar { indent: column + 1 })
}

/// `<<EOT`, `<<-EOT`, and with quotes in the shell.
fn heredoc(line: &str) -> Option<Opening<'_>> {
    let at = line.find("<<")?;
    if line.trim_start().starts_with('#') || line.get(at..)?.starts_with("<<<") {
        return None;
    }
    let word = line.get(at + 2..)?.trim_start_matches(['-', '~', ' ', '\'', '"', '\\']);
    let end = word.find(|letter: char| !(letter.is_alphanumeric() || letter == '_')).unwrap_or(word.len());
    word.get(..end).filter(|end| !end.is_empty()).map(|end| Opening::Heredoc { end })
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}
