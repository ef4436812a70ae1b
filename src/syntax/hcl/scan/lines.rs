//! The starts and ends of lines: what a newline means, and where a top-level block must begin.

use crate::syntax::hcl::scan::scanner::{FrameKind, Last, Scanner};

/// The blocks that stand at the top level of a Terraform module, a test or a lock file.
pub(in crate::syntax::hcl) const TOP_LEVEL_KINDS: &[&str] = &[
    "action",
    "check",
    "data",
    "ephemeral",
    "import",
    "locals",
    "module",
    "moved",
    "output",
    "provider",
    "removed",
    "resource",
    "run",
    "terraform",
    "variable",
    "variables",
];

impl Scanner<'_> {
    pub(super) fn newline(&mut self) {
        if self.frames.is_empty() && !self.brace_follows() {
            self.lacks_brace |= self.is_header_without_brace();
            self.end_item(self.at + 1);
        }
        self.at += 1;
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let indentation = rest.iter().position(|byte| !matches!(byte, b' ' | b'\t')).unwrap_or(rest.len());
        (self.line_start, self.indentation) = (self.at, indentation);
        self.resynchronize();
        self.may_resume();
        self.conflict_marker();
    }

    /// Whether the `{` of a block stands on the next line, where Terraform does not look for it.
    pub(super) fn brace_follows(&self) -> bool {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        matches!(self.last, Last::Word | Last::String)
            && rest.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{')
    }

    /// Whether the line that ends here is the header of a top-level block and nothing else.
    fn is_header_without_brace(&self) -> bool {
        let line = self.text.get(self.items_end..self.at).unwrap_or_default().trim();
        let kind = line.split([' ', '\t', '"']).next().unwrap_or_default();
        matches!(self.last, Last::Word | Last::String) && TOP_LEVEL_KINDS.contains(&kind) && !line.contains('=')
    }

    /// A line that a version control system left where two versions differ.
    pub(super) fn conflict_marker(&mut self) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        if !rest.starts_with(['<', '=', '>']) {
            return;
        }
        let line = rest.split('\n').next().unwrap_or_default().trim_end();
        if line.starts_with("<<<<<<< ") || line == "=======" || line.starts_with(">>>>>>> ") {
            self.item_start.get_or_insert(self.at);
            let error = self
                .error_at(self.at..self.at + line.len(), "this line is the mark of an unresolved merge conflict")
                .with_help("keep one of the two versions and remove the marks");
            self.error(error);
            self.at += line.len();
        }
    }

    /// At the start of a line: whether a top-level block begins here although something is still open.
    pub(super) fn resynchronize(&mut self) {
        if !self.options.resynchronizes || self.frames.is_empty() || !self.is_top_level_header() {
            return;
        }
        let heredoc = self.frames.iter().rev().find(|frame| frame.kind == FrameKind::Heredoc);
        if heredoc.is_some_and(|frame| frame.is_terminated) {
            return;
        }
        self.unclosed();
        self.frames.clear();
        self.brackets = 0;
        self.end_item(self.at);
    }

    pub(super) fn is_top_level_header(&self) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default();
        let kind = line.split([' ', '\t', '"', '{']).next().unwrap_or_default();
        TOP_LEVEL_KINDS.contains(&kind) && is_block_header(line)
    }
}

/// Whether a line has the form `kind "label" label {`.
fn is_block_header(line: &str) -> bool {
    let mut rest = line.trim_start();
    let mut names = 0;
    loop {
        if rest.starts_with('{') {
            return names > 0;
        }
        if let Some(label) = rest.strip_prefix('"') {
            let Some(end) = label.find('"').filter(|_| names > 0) else { return false };
            rest = label.get(end + 1..).unwrap_or_default().trim_start();
        } else {
            let end = rest
                .find(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '_' | '-'))
                .unwrap_or(rest.len());
            if end == 0 {
                return false;
            }
            rest = rest.get(end..).unwrap_or_default().trim_start();
        }
        names += 1;
    }
}
