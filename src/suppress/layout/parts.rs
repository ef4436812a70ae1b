//! What is read of a file for its layout: comments, and the lines of every part.

use std::collections::HashMap;

use crate::source::{SourceFile, Span};
use crate::syntax::{Comment, SyntaxError};

/// Words that end a compound command of the shell, or go on with it.
const SHELL_CLOSERS: &[&str] = &["then", "elif", "else", "fi", "do", "done", "esac"];

pub(super) struct Parts<'a> {
    pub(super) file: &'a SourceFile,
    /// What the comments that matter begin with. Strings without it are not looked into.
    pub(super) marker: &'a str,
    pub(super) comments: Vec<Comment>,
    /// The last line of the longest part that begins on a line.
    ends: HashMap<u32, u32>,
    /// Some of the file, or of a script in it, could not be read.
    is_broken: bool,
}

impl<'a> Parts<'a> {
    pub(super) fn new(file: &'a SourceFile, marker: &'a str) -> Self {
        Self { file, marker, comments: Vec::new(), ends: HashMap::new(), is_broken: false }
    }

    /// Adds what a parser gives beside its tree.
    pub(super) fn add(&mut self, comments: Vec<Comment>, errors: &[SyntaxError]) {
        self.comments.extend(comments);
        self.is_broken |= !errors.is_empty();
    }

    pub(super) fn add_part(&mut self, span: Span) {
        self.add_part_from(self.line_of(span.start), span);
    }

    /// Adds a part that begins on a line above its span.
    pub(super) fn add_part_from(&mut self, first: u32, span: Span) {
        let length = self.file.slice(span).trim_end().len() as u32;
        let last = self.line_of(span.start + length.saturating_sub(1));
        let end = self.ends.entry(first).or_insert(last);
        *end = last.max(*end);
    }

    pub(super) fn line_of(&self, offset: u32) -> u32 {
        self.file.line_of(offset)
    }

    /// A line without a byte order mark.
    pub(super) fn text_of(&self, line: u32) -> &'a str {
        self.file.text().get(self.file.line(line)).unwrap_or_default().trim_start_matches('\u{feff}')
    }

    /// The last line of what begins on a line.
    pub(super) fn end_of(&self, line: u32) -> u32 {
        let read = self.ends.get(&line).copied().unwrap_or(line);
        if self.is_broken { read.max(self.end_by_indentation(line)) } else { read }
    }

    /// The last of the lines that are indented deeper than the one that they follow, with the brackets that close it.
    fn end_by_indentation(&self, first: u32) -> u32 {
        let (indentation, opening) = indentation(self.text_of(first));
        if opening.is_empty() {
            return first;
        }
        let is_entry = |line: &str| line.starts_with("- ");
        let mut end = first;
        for number in first + 1..=self.file.line_count() {
            let (depth, line) = self::indentation(self.text_of(number));
            if line.is_empty() || depth > indentation {
                end = if line.is_empty() { end } else { number };
                continue;
            }
            // A list may stand no deeper than its key.
            let is_list = is_entry(line) && !is_entry(opening);
            let first_word = line.split([' ', ';']).next().unwrap_or_default();
            let closes = line.starts_with(['}', ']', ')']) || SHELL_CLOSERS.contains(&first_word);
            if depth < indentation || !(is_list || closes) {
                break;
            }
            end = number;
        }
        end
    }
}

/// How deep a line is indented, and the rest of it.
fn indentation(line: &str) -> (usize, &str) {
    let rest = line.trim();
    (line.len() - line.trim_start().len(), rest)
}
