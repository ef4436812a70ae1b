//! The layout of a file: its comments, and the lines of every part of it that a comment can stand above.
//!
//! It is read by the parsers, so a comment is what the language has for one, also in the scripts that a file holds.
//! Where some of a file cannot be read, its indentation says as well what belongs to a line.

mod hcl;
mod parts;
mod script;
mod yaml;

use std::ops::RangeInclusive;

use crate::source::SourceFile;
use crate::syntax::{Comment, http};
use parts::Parts;

pub(super) struct Layout<'a> {
    parts: Parts<'a>,
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
        let mut parts = Parts::new(file, marker);
        let name = file.name().to_ascii_lowercase();
        match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
            "json" | "xml" => {}
            "tf" | "tofu" | "tfvars" | "hcl" => hcl::read(&mut parts),
            "yaml" | "yml" => yaml::read(&mut parts),
            "http" | "rest" => {
                let parsed = http::parse(file);
                parts.comments = parsed.comments;
                parsed.requests.iter().for_each(|request| parts.add_part(request.span));
            }
            _ => script::read(&mut parts),
        }
        parts.comments.sort_by_key(|comment| comment.span);
        let mut layout = Self { parts, runs: Vec::new() };
        layout.runs = layout.comment_runs();
        layout
    }

    pub(super) fn file(&self) -> &'a SourceFile {
        self.parts.file
    }

    pub(super) fn comments(&self) -> &[Comment] {
        &self.parts.comments
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

    fn lines_under(&self, comment: Comment) -> RangeInclusive<u32> {
        self.parts.line_of(comment.span.start)..=self.parts.line_of(comment.span.end)
    }

    fn comment_runs(&self) -> Vec<Run> {
        let mut runs: Vec<RangeInclusive<u32>> = Vec::new();
        let mut seen = 0;
        for lines in self.parts.comments.iter().map(|comment| self.lines_under(*comment)) {
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
        runs.into_iter().map(|lines| Run { end: self.parts.end_of(lines.end() + 1), lines }).collect()
    }

    /// Whether a line has comments, or a part of one, and nothing else.
    fn is_comment(&self, line: u32) -> bool {
        let line = self.parts.file.line(line);
        let is_blank = |from: usize, to: usize| {
            let between = self.parts.file.text().get(from..to).unwrap_or_default();
            between.trim_start_matches('\u{feff}').trim().is_empty()
        };
        let first = self.parts.comments.partition_point(|comment| (comment.span.end as usize) <= line.start);
        let mut at = None;
        for comment in self.parts.comments.iter().skip(first).map(|comment| comment.span.range()) {
            if comment.start > line.end || !is_blank(at.unwrap_or(line.start), comment.start.min(line.end)) {
                break;
            }
            at = Some(comment.end);
        }
        at.is_some_and(|at| is_blank(at, line.end))
    }
}

#[cfg(test)]
mod tests;
