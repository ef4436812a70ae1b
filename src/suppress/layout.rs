//! The layout of a file: its comments, and the lines of every part of it that a comment can stand above.
//!
//! It is read by the parsers, so a comment is what the language has for one, also in the scripts that a file holds.
//! Where some of a file cannot be read, its indentation says as well what belongs to a line.

mod hcl;
mod script;
mod yaml;

use std::collections::HashMap;
use std::ops::RangeInclusive;

use crate::source::{SourceFile, Span};
use crate::syntax::{Comment, SyntaxError, http};

/// Words that end a compound command of the shell, or go on with it.
const SHELL_CLOSERS: &[&str] = &["then", "elif", "else", "fi", "do", "done", "esac"];

pub(super) struct Layout<'a> {
    file: &'a SourceFile,
    /// What the comments that matter begin with. Strings without it are not looked into.
    marker: &'a str,
    /// In order.
    comments: Vec<Comment>,
    /// The last line of the longest part that begins on a line.
    ends: HashMap<u32, u32>,
    /// Some of the file, or of a script in it, could not be read.
    is_broken: bool,
    /// In order.
    runs: Vec<Run>,
}

/// Lines with comments and nothing else, one after the other.
struct Run {
    lines: RangeInclusive<u32>,
    /// The last line of what they stand above.
    end: u32,
}

impl<'a> Layout<'a> {
    /// Reads a file by its ending. JSON and XML have no comments that could suppress something.
    pub(super) fn read(file: &'a SourceFile, marker: &'a str) -> Self {
        let (comments, ends, runs) = (Vec::new(), HashMap::new(), Vec::new());
        let mut layout = Self { file, marker, comments, ends, is_broken: false, runs };
        let name = file.name().to_ascii_lowercase();
        match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
            "json" | "xml" => {}
            "tf" | "tofu" | "tfvars" | "hcl" => hcl::read(&mut layout),
            "yaml" | "yml" => yaml::read(&mut layout),
            "http" | "rest" => {
                let parsed = http::parse(file);
                layout.comments = parsed.comments;
                parsed.requests.iter().for_each(|request| layout.add_part(request.span));
            }
            _ => script::read(&mut layout),
        }
        layout.comments.sort_by_key(|comment| comment.span);
        layout.runs = layout.comment_runs();
        layout
    }

    pub(super) fn file(&self) -> &'a SourceFile {
        self.file
    }

    pub(super) fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// The lines that a comment speaks of: its own, or all of what begins on the next line where it stands alone.
    /// Other comments may stand between.
    pub(super) fn lines_of(&self, comment: Comment) -> RangeInclusive<u32> {
        let own = self.lines_under(comment);
        let next = self.runs.partition_point(|run| run.lines.end() < own.end());
        match self.runs.get(next).filter(|run| run.lines.contains(own.start()) && run.lines.contains(own.end())) {
            Some(run) => run.lines.end() + 1..=run.end,
            None => own,
        }
    }

    /// Adds what a parser gives beside its tree.
    fn add(&mut self, comments: Vec<Comment>, errors: &[SyntaxError]) {
        self.comments.extend(comments);
        self.is_broken |= !errors.is_empty();
    }

    fn add_part(&mut self, span: Span) {
        self.add_part_from(self.line_of(span.start), span);
    }

    /// Adds a part that begins on a line above its span.
    fn add_part_from(&mut self, first: u32, span: Span) {
        let length = self.file.slice(span).trim_end().len() as u32;
        let last = self.line_of(span.start + length.saturating_sub(1));
        let end = self.ends.entry(first).or_insert(last);
        *end = last.max(*end);
    }

    fn line_of(&self, offset: u32) -> u32 {
        self.file.line_of(offset)
    }

    fn lines_under(&self, comment: Comment) -> RangeInclusive<u32> {
        self.line_of(comment.span.start)..=self.line_of(comment.span.end)
    }

    fn comment_runs(&self) -> Vec<Run> {
        let mut runs: Vec<RangeInclusive<u32>> = Vec::new();
        let mut seen = 0;
        for lines in self.comments.iter().map(|comment| self.lines_under(*comment)) {
            for line in (*lines.start()).max(seen + 1)..=*lines.end() {
                seen = line;
                if !self.is_comment(line) {
                    continue;
                }
                match runs.last_mut().filter(|run| run.end() + 1 == line) {
                    Some(run) => *run = *run.start()..=line,
                    None => runs.push(line..=line),
                }
            }
        }
        runs.into_iter().map(|lines| Run { end: self.end_of(lines.end() + 1), lines }).collect()
    }

    /// The last line of what begins on a line.
    fn end_of(&self, line: u32) -> u32 {
        let read = self.ends.get(&line).copied().unwrap_or(line);
        if self.is_broken { read.max(self.end_by_indentation(line)) } else { read }
    }

    /// A line without a byte order mark.
    fn text_of(&self, line: u32) -> &'a str {
        self.file.text().get(self.file.line(line)).unwrap_or_default().trim_start_matches('\u{feff}')
    }

    /// Whether a line has comments, or a part of one, and nothing else.
    fn is_comment(&self, line: u32) -> bool {
        let line = self.file.line(line);
        let is_blank = |from: usize, to: usize| {
            let between = self.file.text().get(from..to).unwrap_or_default();
            between.trim_start_matches('\u{feff}').trim().is_empty()
        };
        let first = self.comments.partition_point(|comment| (comment.span.end as usize) <= line.start);
        let mut at = None;
        for comment in self.comments.iter().skip(first).map(|comment| comment.span.range()) {
            if comment.start > line.end || !is_blank(at.unwrap_or(line.start), comment.start.min(line.end)) {
                break;
            }
            at = Some(comment.end);
        }
        at.is_some_and(|at| is_blank(at, line.end))
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

#[cfg(test)]
mod tests;
