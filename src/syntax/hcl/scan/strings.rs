//! Quoted strings, heredocs and bare templates: where their text ends and a sequence begins.

use std::ops::Range;

use crate::syntax::hcl::scan::scanner::{Frame, FrameKind, Last, Scanner};

/// Of how many heredocs the end is searched before the rest is taken to be closed: each search may read the whole text.
const MAX_HEREDOC_SEARCHES: usize = 64;

impl Scanner<'_> {
    /// Text up to the end of a quoted string, or to a sequence in it.
    pub(super) fn quoted(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | b'$' | b'%' | b'\n'));
        self.at += length.unwrap_or(rest.len());
        match self.byte(self.at) {
            b'"' => {
                self.pop();
                self.last = Last::String;
                self.at += 1;
            }
            b'\\' => self.escape(),
            b'\n' => self.unclosed_quote(),
            b'$' | b'%' => self.sequence(),
            _ => {}
        }
    }

    /// A backslash in a quoted string. The character behind it never ends the string, unless it is a newline.
    fn escape(&mut self) {
        let rest = self.text.get(self.at + 1..).unwrap_or_default();
        let escaped = rest.chars().next().filter(|letter| !matches!(letter, '\r' | '\n'));
        self.at += 1 + escaped.map_or(0, char::len_utf8);
    }

    /// The string ends with its line, as the next line would otherwise be read inside out.
    pub(super) fn unclosed_quote(&mut self) {
        let Some(frame) = self.pop() else { return };
        self.last = Last::String;
        let inner = self.text.get(frame.open + 1..self.at).unwrap_or_default().trim_end();
        // In `"${var.x"` the quote that seems to open a string inside the sequence is meant to close the one around it.
        if let [.., Frame { kind: FrameKind::Quote, open: start, .. }, Frame { kind: FrameKind::Sequence, open, .. }] =
            *self.frames.as_slice()
            && self.text.get(start..frame.open).is_some_and(|line| !line.contains('\n'))
        {
            self.pop();
            self.pop();
            if inner.is_empty() || inner.starts_with([',', ')', ']', '}']) {
                let marker = self.text.get(open..open + 2).unwrap_or_default();
                let error = self
                    .error_at(open..frame.open, format!("this `{marker}` is not closed before the string ends"))
                    .with_help("write `}` after the expression");
                self.error(error);
                return;
            }
        }
        let error = self
            .error_at(frame.open..frame.open + 1 + inner.len(), "this string has no closing quote on its line")
            .with_help("add the closing `\"`; for a newline inside the string write `\\n`, or use a heredoc (`<<EOT`)");
        self.error(error);
    }

    /// At a `$` or `%` in a template: the start of a sequence, an escaped one, or text.
    pub(super) fn sequence(&mut self) {
        let marker = self.byte(self.at);
        if self.byte(self.at + 1) == marker && self.byte(self.at + 2) == b'{' {
            self.at += 3;
        } else if self.byte(self.at + 1) == b'{' {
            if let Some(frame) = self.frames.last_mut() {
                frame.at_line_start = false;
            }
            self.push(FrameKind::Sequence);
            self.last = Last::Other;
            self.at += 2;
        } else {
            self.at += 1;
        }
    }

    pub(super) fn template_text(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(|byte| matches!(byte, b'$' | b'%')).unwrap_or(rest.len());
        if self.at < self.bytes.len() {
            self.sequence();
        }
    }

    /// `<<NAME` or `<<-NAME` at the end of a line; anything else is two `<`.
    pub(super) fn heredoc_start(&mut self) {
        let dash = usize::from(self.byte(self.at + 2) == b'-');
        let start = self.at + 2 + dash;
        let rest = self.text.get(start..).unwrap_or_default();
        let name = rest.find(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '_' | '-'));
        let end = start + name.unwrap_or(rest.len());
        let newline = end + usize::from(self.byte(end) == b'\r');
        if end == start || self.byte(newline) != b'\n' {
            self.last = Last::Other;
            self.at += 2;
            return;
        }
        self.push(FrameKind::Heredoc);
        self.at = newline + 1;
        let is_terminated = !self.options.resynchronizes || self.is_closed_after(start..end);
        if let Some(frame) = self.frames.last_mut() {
            frame.marker = start..end;
            frame.is_terminated = is_terminated;
        }
        self.resynchronize();
    }

    /// Whether a line with only the marker follows.
    pub(super) fn is_closed_after(&mut self, marker: Range<usize>) -> bool {
        let text = self.text;
        let Some(name) = text.get(marker) else { return false };
        if self.unclosed_markers.get(name).is_some_and(|&offset| offset <= self.at) {
            return false;
        }
        self.searches += 1;
        if self.searches > MAX_HEREDOC_SEARCHES {
            return true;
        }
        let rest = text.get(self.at..).unwrap_or_default();
        let is_closed = rest.split_inclusive('\n').any(|line| line.ends_with('\n') && line.trim() == name);
        if !is_closed {
            self.unclosed_markers.insert(name, self.at);
        }
        is_closed
    }

    /// Text of a heredoc up to the end of the line, or to a sequence in it.
    pub(super) fn heredoc_line(&mut self) {
        let Some(frame) = self.frames.last_mut() else { return };
        let at_line_start = std::mem::replace(&mut frame.at_line_start, true);
        let marker = frame.marker.clone();
        if at_line_start && self.heredoc_end(marker) {
            return;
        }
        // The line is not looked for as a whole: it may hold many sequences, and each comes here again.
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|byte| matches!(byte, b'$' | b'%' | b'\n'));
        self.at += length.unwrap_or(rest.len());
        match self.byte(self.at) {
            b'$' | b'%' => {
                if let Some(frame) = self.frames.last_mut() {
                    frame.at_line_start = false;
                }
                self.sequence();
            }
            _ => {
                self.at = (self.at + 1).min(self.bytes.len());
                self.resynchronize();
            }
        }
    }

    /// Whether the line closes the heredoc; if so, the scan goes on behind its marker.
    fn heredoc_end(&mut self, marker: Range<usize>) -> bool {
        let name = self.text.get(marker).unwrap_or_default();
        let rest = self.text.get(self.at..).unwrap_or_default();
        let unindented = rest.trim_start_matches(|letter: char| letter.is_whitespace() && letter != '\n');
        if !unindented.starts_with(name) {
            return false;
        }
        let start = self.text.len() - unindented.len();
        let line = unindented.split_inclusive('\n').next().unwrap_or_default();
        if line.trim_end() == name && line.ends_with('\n') {
            self.pop();
            self.last = Last::String;
            self.at = start + name.len();
            return true;
        }
        false
    }
}
