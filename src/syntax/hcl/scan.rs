//! The lexical outline of an HCL text: comments, strings, brackets and top-level items, without any grammar.
//!
//! The outline answers what a grammar cannot say about broken text: which bracket is open, where a string
//! should have ended, where the next top-level block begins.

use std::collections::HashMap;
use std::ops::Range;

use crate::syntax::hcl::origin::Origin;
use crate::syntax::{Comment, SyntaxError};

/// How deep brackets may be nested. hcl-edit has the same limit, but counts anew in every part of a split object.
pub(super) const MAX_NESTING: usize = 64;

/// The blocks that stand at the top level of a Terraform module, a test or a lock file.
pub(super) const TOP_LEVEL_KINDS: &[&str] = &[
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

/// Longer numbers need not fit into a machine type.
const MAX_PLAIN_DIGITS: usize = 15;

/// Of how many heredocs the end is searched before the rest is taken to be closed: each search may read the whole text.
const MAX_HEREDOC_SEARCHES: usize = 64;

/// What the scan is to do besides looking.
#[derive(Clone, Copy, Debug)]
pub(super) struct ScanOptions {
    /// An object literal with more items than this is listed, with places where it can be cut.
    pub items_per_object: usize,
    /// A known top-level block at the start of a line ends whatever is open there.
    pub resynchronizes: bool,
    /// The text is a template without quotes around it.
    pub is_template: bool,
}

#[derive(Debug, Default)]
pub(super) struct Outline {
    pub comments: Vec<Comment>,
    /// The first error of each item that has one, with the index of the item.
    pub errors: Vec<(usize, SyntaxError)>,
    /// What the parser must see otherwise than it is written.
    pub rewrites: Vec<Rewrite>,
    /// Heredocs without a line, which the parser sees as `""`.
    pub empty_heredocs: Vec<Range<usize>>,
    /// Object literals with many items; inner ones before those around them.
    pub large_objects: Vec<LargeObject>,
    /// The blocks and attributes of the top level. Together they cover the text, with what stands before each.
    pub items: Vec<Range<usize>>,
}

/// Whole characters that the parser sees as a run of one byte: a space for a comment, a newline that separates
/// nothing or a line that looks like a heredoc's end; a zero for a number that no machine type holds.
#[derive(Clone, Debug)]
pub(super) struct Rewrite {
    pub range: Range<usize>,
    pub byte: u8,
}

/// An object literal that is parsed in pieces, because hcl-edit compares each key with all before it.
#[derive(Debug)]
pub(super) struct LargeObject {
    /// With its braces.
    pub range: Range<usize>,
    /// Offsets between two items, ascending.
    pub cuts: Vec<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FrameKind {
    /// The body of a block: one item on a line.
    Block,
    /// An object literal: newlines separate items.
    Object,
    /// `{for …}`: newlines mean nothing.
    ForObject,
    Bracket,
    Parenthesis,
    /// `${` or `%{`
    Sequence,
    Quote,
    Heredoc,
    /// The whole text is a template.
    Template,
}

#[derive(Debug)]
struct Frame {
    kind: FrameKind,
    /// The offset of the bracket or quote that opens it.
    open: usize,
    /// Of the line on which it opens.
    indentation: usize,
    /// Heredocs only.
    marker: Range<usize>,
    at_line_start: bool,
    is_terminated: bool,
    /// Templates only: the directives that wait for their end, with their offsets.
    directives: Vec<(Directive, usize)>,
    /// Objects only: the items so far and the places to cut.
    items: usize,
    cuts: Vec<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Directive {
    If,
    /// An `if` after its `else`.
    Else,
    For,
}

/// What stands before the current place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    Nothing,
    Open,
    Word,
    String,
    Dot,
    Other,
}

pub(super) fn scan(text: &str, origin: &Origin<'_>, options: ScanOptions) -> Outline {
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        origin,
        options,
        at: 0,
        frames: Vec::new(),
        brackets: 0,
        last: Last::Nothing,
        item_start: None,
        items_end: 0,
        is_too_deep: false,
        line: (0, 0),
        suspect: None,
        searches: 0,
        unclosed_markers: HashMap::new(),
        outline: Outline::default(),
    };
    if options.is_template {
        scanner.push(FrameKind::Template);
    }
    scanner.run();
    scanner.outline
}

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    origin: &'a Origin<'a>,
    options: ScanOptions,
    at: usize,
    frames: Vec<Frame>,
    /// The frames that are brackets.
    brackets: usize,
    last: Last,
    item_start: Option<usize>,
    items_end: usize,
    is_too_deep: bool,
    /// The start of the line and the length of its indentation.
    line: (usize, usize),
    /// A bracket of this item whose end is indented less than its start.
    suspect: Option<usize>,
    searches: usize,
    /// Markers of which no end stands after the offset.
    unclosed_markers: HashMap<&'a str, usize>,
    outline: Outline,
}

impl Scanner<'_> {
    fn run(&mut self) {
        if self.text.starts_with('\u{feff}') {
            self.blank(0..3);
            self.at = 3;
        }
        self.conflict_marker();
        while self.at < self.bytes.len() {
            match self.frames.last().map(|frame| frame.kind) {
                Some(FrameKind::Quote) => self.quoted(),
                Some(FrameKind::Heredoc) => self.heredoc_line(),
                Some(FrameKind::Template) => self.template_text(),
                _ => self.code(),
            }
        }
        self.end_of_text();
    }

    fn byte(&self, offset: usize) -> u8 {
        self.bytes.get(offset).copied().unwrap_or(0)
    }

    fn blank(&mut self, range: Range<usize>) {
        self.outline.rewrites.push(Rewrite { range, byte: b' ' });
    }

    /// Keeps the first error of an item: what follows from it would only hide it.
    fn error(&mut self, error: SyntaxError) {
        let item = self.outline.items.len();
        if self.outline.errors.last().is_none_or(|(last, _)| *last != item) {
            self.outline.errors.push((item, error));
        }
    }

    fn error_at(&self, range: Range<usize>, message: impl Into<String>) -> SyntaxError {
        SyntaxError::new(self.origin.span(range), message)
    }

    fn push(&mut self, kind: FrameKind) {
        if !matches!(kind, FrameKind::Quote | FrameKind::Heredoc | FrameKind::Template) {
            self.brackets += 1;
            if self.brackets > MAX_NESTING && !self.is_too_deep {
                self.is_too_deep = true;
                let error = self
                    .error_at(self.at..self.at + 1, format!("nested more than {MAX_NESTING} levels deep"))
                    .with_help("move the inner part into a local value");
                self.error(error);
            }
        }
        self.frames.push(Frame {
            kind,
            open: self.at,
            indentation: self.line.1,
            marker: 0..0,
            at_line_start: true,
            is_terminated: true,
            directives: Vec::new(),
            items: 0,
            cuts: Vec::new(),
        });
    }

    fn pop(&mut self) -> Option<Frame> {
        let frame = self.frames.pop()?;
        if !matches!(frame.kind, FrameKind::Quote | FrameKind::Heredoc | FrameKind::Template) {
            self.brackets -= 1;
        }
        Some(frame)
    }

    /// One token outside strings.
    fn code(&mut self) {
        let byte = self.byte(self.at);
        if !matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'#' | b'/') && self.frames.is_empty() {
            self.item_start.get_or_insert(self.at);
        }
        match byte {
            b' ' | b'\t' => self.at += 1,
            b'\r' if self.byte(self.at + 1) == b'\n' => self.at += 1,
            b'\n' => self.newline(),
            b'#' => self.line_comment(),
            b'/' if self.byte(self.at + 1) == b'/' => self.line_comment(),
            b'/' if self.byte(self.at + 1) == b'*' => self.block_comment(),
            b'"' => {
                self.push(FrameKind::Quote);
                self.at += 1;
            }
            b'<' if self.byte(self.at + 1) == b'<' => self.heredoc_start(),
            b'{' | b'[' | b'(' => self.open(byte),
            b'}' | b']' | b')' => self.close(byte),
            b',' => {
                self.separator();
                self.last = Last::Other;
                self.at += 1;
            }
            b'0'..=b'9' => self.number(),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => self.word(),
            b'.' => {
                self.last = Last::Dot;
                self.at += 1;
            }
            _ => {
                self.last = Last::Other;
                self.at += 1;
            }
        }
    }

    fn newline(&mut self) {
        let start = if self.at > 0 && self.byte(self.at - 1) == b'\r' { self.at - 1 } else { self.at };
        let kind = self.frames.last().map(|frame| frame.kind);
        if self.last == Last::Dot && matches!(kind, None | Some(FrameKind::Block | FrameKind::Object)) {
            let dot = self.text.get(..start).and_then(|before| before.rfind('.')).unwrap_or(start);
            let error = self
                .error_at(dot..dot + 1, "a name or a number is missing after this `.`")
                .with_help("write the attribute to take, such as `.id`");
            self.error(error);
        }
        match kind {
            Some(FrameKind::ForObject | FrameKind::Bracket | FrameKind::Parenthesis | FrameKind::Sequence) => {
                self.blank(start..self.at + 1);
            }
            Some(FrameKind::Object) => self.separator(),
            None if self.brace_follows() => {}
            None => self.end_item(self.at + 1),
            _ => {}
        }
        self.at += 1;
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let indentation = rest.iter().position(|byte| !matches!(byte, b' ' | b'\t')).unwrap_or(rest.len());
        self.line = (self.at, indentation);
        self.resynchronize();
        self.conflict_marker();
    }

    /// Whether the `{` of a block stands on the next line, where Terraform does not look for it.
    fn brace_follows(&self) -> bool {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        matches!(self.last, Last::Word | Last::String)
            && rest.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{')
    }

    /// A line that a version control system left where two versions differ.
    fn conflict_marker(&mut self) {
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

    /// A newline or comma, which ends an item if it stands directly in an object literal.
    fn separator(&mut self) {
        let next = self.at + 1;
        let every = self.options.items_per_object;
        if let Some(frame) = self.frames.last_mut()
            && frame.kind == FrameKind::Object
        {
            frame.items += 1;
            if frame.items % every == 0 {
                frame.cuts.push(next);
            }
        }
    }

    fn end_item(&mut self, end: usize) {
        self.last = Last::Nothing;
        self.suspect = None;
        if self.item_start.take().is_some() {
            self.outline.items.push(self.items_end..end);
            self.items_end = end;
        }
    }

    fn line_comment(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
        let has_return = length > 0 && rest.get(length - 1) == Some(&b'\r') && length < rest.len();
        let end = self.at + length - usize::from(has_return);
        self.comment(end);
    }

    fn block_comment(&mut self) {
        let rest = self.text.get(self.at + 2..).unwrap_or_default();
        match rest.find("*/") {
            Some(length) => self.comment(self.at + 2 + length + 2),
            None => {
                let error = self
                    .error_at(self.at..self.at + 2, "this comment is never closed")
                    .with_help("write `*/` where the comment ends");
                self.item_start.get_or_insert(self.at);
                self.error(error);
                self.at = self.bytes.len();
            }
        }
    }

    fn comment(&mut self, end: usize) {
        let span = self.origin.span(self.at..end);
        self.outline.comments.push(Comment { span });
        self.blank(self.at..end);
        self.at = end;
    }

    fn word(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest
            .iter()
            .position(|byte| !matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' | 0x80..))
            .unwrap_or(rest.len());
        if self.last == Last::Open
            && rest.get(..length) == Some(b"for")
            && let Some(frame) = self.frames.last_mut()
            && frame.kind == FrameKind::Object
        {
            frame.kind = FrameKind::ForObject;
        }
        self.last = Last::Word;
        self.at += length.max(1);
    }

    /// A number as Terraform delimits it, which is longer than a valid one in `1.2.3`.
    fn number(&mut self) {
        let start = self.at;
        let (mut at, mut end, mut dots, mut exponents) = (start, start, 0, 0);
        let (mut dots_at_end, mut is_valid) = (0, true);
        loop {
            match self.byte(at) {
                b'0'..=b'9' => {
                    at += 1;
                    (end, dots_at_end) = (at, dots);
                }
                b'.' => {
                    is_valid &= exponents == 0;
                    dots += 1;
                    at += 1;
                }
                b'e' | b'E' => {
                    let sign = usize::from(matches!(self.byte(at + 1), b'+' | b'-'));
                    if !self.byte(at + 1 + sign).is_ascii_digit() || self.byte(at - 1) == b'.' {
                        break;
                    }
                    exponents += 1;
                    at += 2 + sign;
                    (end, dots_at_end) = (at, dots);
                }
                _ => break,
            }
        }
        // `list.0.1` takes two elements; it is no number with two dots.
        is_valid = self.last == Last::Dot || dots_at_end <= 1 && exponents <= 1 && (is_valid || dots_at_end == 0);
        if !is_valid {
            let written = self.text.get(start..end).unwrap_or_default();
            let error = self
                .error_at(start..end, format!("`{written}` is not a number"))
                .with_help(format!("write `\"{written}\"` if a string is meant"));
            self.error(error);
        }
        let end = end.max(start + 1);
        if exponents > 0 || end - start > MAX_PLAIN_DIGITS {
            self.outline.rewrites.push(Rewrite { range: start..end, byte: b'0' });
        }
        self.last = Last::Other;
        self.at = end;
    }

    fn open(&mut self, byte: u8) {
        let in_body = matches!(self.frames.last().map(|frame| frame.kind), None | Some(FrameKind::Block));
        let kind = match byte {
            b'[' => FrameKind::Bracket,
            b'(' => FrameKind::Parenthesis,
            _ if in_body && matches!(self.last, Last::Word | Last::String) => FrameKind::Block,
            _ => FrameKind::Object,
        };
        self.push(kind);
        self.last = Last::Open;
        self.at += 1;
    }

    fn close(&mut self, byte: u8) {
        let closes = |kind: FrameKind| match byte {
            b']' => kind == FrameKind::Bracket,
            b')' => kind == FrameKind::Parenthesis,
            _ => {
                matches!(kind, FrameKind::Block | FrameKind::Object | FrameKind::ForObject | FrameKind::Sequence)
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
            if let Some(frame) = self.pop() {
                self.closed(frame);
            }
        }
        self.last = Last::Other;
        self.at += 1;
    }

    fn closed(&mut self, mut frame: Frame) {
        let begins_line = self.at == self.line.0 + self.line.1;
        if self.suspect.is_none() && begins_line && self.line.1 < frame.indentation && self.line.0 > frame.open {
            self.suspect = Some(frame.open);
        }
        if frame.kind == FrameKind::Object && !frame.cuts.is_empty() {
            frame.cuts.retain(|&cut| cut < self.at);
            self.outline.large_objects.push(LargeObject { range: frame.open..self.at + 1, cuts: frame.cuts });
        }
    }

    fn unbalanced(&mut self, byte: u8) {
        let character = char::from(byte);
        let inner = self.frames.last().filter(|frame| {
            matches!(
                frame.kind,
                FrameKind::Parenthesis
                    | FrameKind::Bracket
                    | FrameKind::Object
                    | FrameKind::ForObject
                    | FrameKind::Sequence
                    | FrameKind::Block
            )
        });
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

    /// Text up to the end of a quoted string, or to a sequence in it.
    fn quoted(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | b'$' | b'%' | b'\n'));
        self.at += length.unwrap_or(rest.len());
        match self.byte(self.at) {
            b'"' => {
                if let Some(frame) = self.pop() {
                    self.open_directive(&frame);
                }
                self.last = Last::String;
                self.at += 1;
            }
            // The escaped character is never the end, but a newline always is.
            b'\\' => self.at += if matches!(self.byte(self.at + 1), b'"' | b'\\') { 2 } else { 1 },
            b'\n' => self.unclosed_quote(),
            b'$' | b'%' => self.sequence(),
            _ => {}
        }
    }

    /// The string ends with its line, as the next line would otherwise be read inside out.
    fn unclosed_quote(&mut self) {
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
    fn sequence(&mut self) {
        let marker = self.byte(self.at);
        if self.byte(self.at + 1) == marker && self.byte(self.at + 2) == b'{' {
            self.at += 3;
        } else if self.byte(self.at + 1) == b'{' {
            if marker == b'%' {
                self.directive();
            }
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

    /// At a `%{`: keeps account of what must still be ended.
    fn directive(&mut self) {
        let rest = self.text.get(self.at + 2..).unwrap_or_default();
        let rest = rest.strip_prefix('~').unwrap_or(rest).trim_start();
        let word = rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or_default();
        let end = self.bytes.len() - rest.len() + word.len();
        let range = self.at..end.max(self.at + 2);
        let offset = self.at;
        let Some(frame) = self.frames.last_mut() else { return };
        let open = frame.directives.last().map(|(directive, _)| *directive);
        match (word, open) {
            ("if", _) => frame.directives.push((Directive::If, offset)),
            ("for", _) => frame.directives.push((Directive::For, offset)),
            ("else", Some(Directive::If)) => {
                if let Some((directive, _)) = frame.directives.last_mut() {
                    *directive = Directive::Else;
                }
            }
            ("endif", Some(Directive::If | Directive::Else)) | ("endfor", Some(Directive::For)) => {
                frame.directives.pop();
            }
            ("else" | "endif" | "endfor", _) => {
                let error = self
                    .error_at(range, format!("`{word}` belongs to no directive before it"))
                    .with_help("begin with `%{ if CONDITION }` or `%{ for NAME in COLLECTION }`");
                self.error(error);
            }
            _ => {
                let error = self
                    .error_at(range, format!("a template has no directive `{word}`"))
                    .with_help("write `if`, `else`, `endif`, `for` or `endfor`; for the characters `%{` write `%%{`");
                self.error(error);
            }
        }
    }

    /// A template ends while a directive in it waits for its end.
    fn open_directive(&mut self, frame: &Frame) {
        let Some((directive, offset)) = frame.directives.last() else { return };
        let (name, end) = if *directive == Directive::For { ("for", "endfor") } else { ("if", "endif") };
        let error = self
            .error_at(*offset..*offset + 2, format!("this `{name}` has no `{end}`"))
            .with_help(format!("write `%{{ {end} }}` where it ends"));
        self.error(error);
    }

    fn template_text(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(|byte| matches!(byte, b'$' | b'%')).unwrap_or(rest.len());
        if self.at < self.bytes.len() {
            self.sequence();
        }
    }

    /// `<<NAME` or `<<-NAME` at the end of a line; anything else is two `<`.
    fn heredoc_start(&mut self) {
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
    fn is_closed_after(&mut self, marker: Range<usize>) -> bool {
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
    fn heredoc_line(&mut self) {
        let Some(frame) = self.frames.last_mut() else { return };
        let at_line_start = std::mem::replace(&mut frame.at_line_start, true);
        let marker = frame.marker.clone();
        let rest = self.text.get(self.at..).unwrap_or_default();
        let line = rest.split_inclusive('\n').next().unwrap_or_default();
        if at_line_start && self.heredoc_end(line, marker) {
            return;
        }
        let length = line.bytes().position(|byte| matches!(byte, b'$' | b'%')).unwrap_or(line.len());
        self.at += length;
        if length == line.len() {
            self.resynchronize();
            return;
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.at_line_start = false;
        }
        self.sequence();
    }

    /// Whether the line closes the heredoc; if so, the scan goes on behind its marker.
    fn heredoc_end(&mut self, line: &str, marker: Range<usize>) -> bool {
        let name = self.text.get(marker).unwrap_or_default();
        let trimmed = line.trim_start();
        if !trimmed.starts_with(name) {
            return false;
        }
        let start = self.at + line.len() - trimmed.len();
        if trimmed.trim_end() == name && line.ends_with('\n') {
            let (line_start, end) = (self.at, start + name.len());
            if let Some(frame) = self.pop() {
                self.open_directive(&frame);
                let content = self.text.get(frame.marker.end..line_start).unwrap_or_default();
                if content.trim_matches('\r') == "\n" {
                    // hcl-edit would look for the end further on.
                    self.outline.empty_heredocs.push(frame.open..end);
                    self.blank(frame.open..end);
                    self.outline.rewrites.push(Rewrite { range: frame.open..frame.open + 2, byte: b'"' });
                }
            }
            self.last = Last::String;
            self.at = end;
            return true;
        }
        // hcl-edit takes `EOT;` for the end; Terraform takes only a line of its own.
        let first = name.chars().next().map_or(0, char::len_utf8);
        self.blank(start..start + first);
        false
    }

    /// At the start of a line: whether a top-level block begins here although something is still open.
    fn resynchronize(&mut self) {
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

    fn is_top_level_header(&self) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default();
        let kind = line.split([' ', '\t', '"', '{']).next().unwrap_or_default();
        TOP_LEVEL_KINDS.contains(&kind) && is_block_header(line)
    }

    fn end_of_text(&mut self) {
        self.at = self.bytes.len();
        if self.frames.iter().any(|frame| frame.kind != FrameKind::Template) {
            self.unclosed();
            self.item_start.get_or_insert(self.items_end);
        } else if let Some(frame) = self.pop() {
            self.open_directive(&frame);
        }
        self.end_item(self.at);
    }

    /// Something is open where the text, or the top-level block, ends.
    fn unclosed(&mut self) {
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

/// Whether a line has the form `kind "label" label {`.
pub(super) fn is_block_header(line: &str) -> bool {
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
