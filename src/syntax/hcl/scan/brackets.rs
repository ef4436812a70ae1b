//! Brackets: what opens, what closes, and what does not fit.

use crate::syntax::hcl::scan::scanner::{Frame, FrameKind, Last, Scanner};

impl Scanner<'_> {
    pub(super) fn open(&mut self, byte: u8) {
        let in_body = matches!(self.frames.last().map(|frame| frame.kind), None | Some(FrameKind::Block));
        let kind = match byte {
            b'[' => FrameKind::Bracket,
            b'(' => FrameKind::Parenthesis,
            _ if in_body && matches!(self.last, Last::Word | Last::String) => FrameKind::Block,
            _ => FrameKind::Object,
        };
        // What begins here has a `{` of its own.
        self.lacks_brace &= !(kind == FrameKind::Block && self.frames.is_empty());
        self.push(kind);
        self.last = Last::Other;
        self.at += 1;
    }

    pub(super) fn close(&mut self, byte: u8) {
        let closes = |kind: FrameKind| match byte {
            b']' => kind == FrameKind::Bracket,
            b')' => kind == FrameKind::Parenthesis,
            _ => {
                matches!(kind, FrameKind::Block | FrameKind::Object | FrameKind::Sequence)
            }
        };
        let is_text = |kind: FrameKind| matches!(kind, FrameKind::Quote | FrameKind::Heredoc | FrameKind::Template);
        let matching = self
            .frames
            .iter()
            .rposition(|frame| closes(frame.kind) || is_text(frame.kind))
            .filter(|&index| self.frames.get(index).is_some_and(|frame| closes(frame.kind)));
        let is_innermost = matching.is_some_and(|index| index + 1 == self.frames.len());
        if !is_innermost {
            self.unbalanced(byte);
        }
        // A brace ends what is open inside it; a stray `)` or `]` ends nothing.
        if let Some(index) = matching
            && (is_innermost || byte == b'}' || index + 2 == self.frames.len())
        {
            while self.frames.len() > index + 1 {
                self.pop();
            }
            self.may_resume();
            if let Some(frame) = self.pop() {
                self.closed(&frame);
            }
        }
        self.last = Last::Other;
        self.at += 1;
    }

    fn closed(&mut self, frame: &Frame) {
        let begins_line = self.at == self.line_start + self.indentation;
        if self.suspect.is_none() && begins_line && self.indentation < frame.indentation && self.line_start > frame.open
        {
            self.suspect = Some(frame.open);
        }
    }

    pub(super) fn unbalanced(&mut self, byte: u8) {
        let character = char::from(byte);
        let inner = self.frames.last().filter(|frame| {
            matches!(
                frame.kind,
                FrameKind::Parenthesis
                    | FrameKind::Bracket
                    | FrameKind::Object
                    | FrameKind::Sequence
                    | FrameKind::Block
            )
        });
        if inner.is_none() && byte == b'}' && std::mem::take(&mut self.lacks_brace) {
            self.outline.stray_braces.push(self.outline.items.len());
            return;
        }
        let error = match inner {
            Some(frame) => {
                let (length, close) = brackets(frame.kind);
                let range = frame.open..frame.open + length;
                let open = self.text.get(range.clone()).unwrap_or_default();
                self.error_at(range, format!("this `{open}` is not closed before the next `{character}`"))
                    .with_help(format!("add the missing `{close}`"))
                    .with_related(self.origin.span(self.at..self.at + 1), format!("`{close}` is missing before this"))
            }
            None => self
                .error_at(self.at..self.at + 1, format!("`{character}` closes nothing"))
                .with_help(format!("remove the `{character}`, or add what it should close before it")),
        };
        self.error(error);
    }

    /// Something is open where the text, or the top-level block, ends.
    pub(super) fn unclosed(&mut self) {
        let Some(frame) = self.frames.last() else { return };
        let error = match frame.kind {
            FrameKind::Heredoc => {
                let name = self.text.get(frame.marker.clone()).unwrap_or_default();
                let closing = self.text.get(frame.open..self.at).unwrap_or_default();
                let last_line = closing.lines().last().unwrap_or_default();
                let help = if last_line.trim() == name && !closing.ends_with('\n') {
                    format!("end the line of the closing `{name}` with a newline")
                } else {
                    format!("write `{name}` alone on a line where the text ends")
                };
                self.error_at(frame.open..frame.marker.end, format!("this heredoc is not closed by a line `{name}`"))
                    .with_help(help)
            }
            FrameKind::Quote => {
                self.unclosed_quote();
                return;
            }
            kind => {
                let (length, close) = brackets(kind);
                let start = self.suspect.filter(|_| close == "}").unwrap_or(frame.open);
                let range = start..start + length;
                let open = self.text.get(range.clone()).unwrap_or_default();
                self.error_at(range, format!("this `{open}` is never closed"))
                    .with_help(format!("add the missing `{close}`"))
            }
        };
        self.error(error);
    }
}

/// The length of the opening bracket, and the closing one.
fn brackets(kind: FrameKind) -> (usize, &'static str) {
    match kind {
        FrameKind::Bracket => (1, "]"),
        FrameKind::Parenthesis => (1, ")"),
        FrameKind::Sequence => (2, "}"),
        _ => (1, "}"),
    }
}
