//! The literal parts of a template as Terraform reads them: escapes, trim markers, the indentation of heredocs.
//!
//! Terraform trims and dedents before it looks at the structure of a template, one line at a time. So the literals
//! of one template, those inside its directives included, are handled as one flat list here.

use std::borrow::Cow;
use std::ops::Range;

use crate::source::Span;
use crate::syntax::hcl::origin::Origin;
use crate::syntax::text::{Text, TextBuilder};

/// How a template is written, which decides its escapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notation {
    Quoted,
    Heredoc,
    /// `<<-`
    IndentedHeredoc,
    /// The whole of a text.
    Bare,
}

/// Collects the literals and sequences of a template in the order of the text.
#[derive(Debug)]
pub(super) struct Literals<'a> {
    source: &'a str,
    origin: &'a Origin<'a>,
    notation: Notation,
    tokens: Vec<Token<'a>>,
    /// For each literal its place and its tokens.
    literals: Vec<(Range<usize>, Range<usize>)>,
    trims_next: bool,
}

#[derive(Debug)]
enum Token<'a> {
    /// A line, or all of a quoted literal, as it is after decoding.
    Line(Vec<Run<'a>>),
    /// An interpolation or a directive.
    Sequence,
}

/// Consecutive bytes that are either written as they are, or stand for something else.
#[derive(Debug)]
struct Run<'a> {
    text: Cow<'a, str>,
    source: Range<usize>,
    is_exact: bool,
}

impl<'a> Literals<'a> {
    pub(super) fn new(source: &'a str, origin: &'a Origin<'a>, notation: Notation) -> Self {
        Self { source, origin, notation, tokens: Vec::new(), literals: Vec::new(), trims_next: false }
    }

    /// Adds the literal that is written at `range`.
    pub(super) fn literal(&mut self, range: Range<usize>) {
        let first = self.tokens.len();
        let mut start = range.start;
        let written = self.source.get(range.clone()).unwrap_or_default();
        let lines: Vec<&str> = match self.notation {
            Notation::Quoted => vec![written],
            _ => written.split_inclusive('\n').collect(),
        };
        for line in lines {
            let mut runs = self.decode(line, start);
            if std::mem::take(&mut self.trims_next) {
                trim_start(&mut runs);
            }
            self.tokens.push(Token::Line(runs));
            start += line.len();
        }
        self.literals.push((range, first..self.tokens.len()));
    }

    /// Adds a sequence with its trim markers.
    pub(super) fn sequence(&mut self, trims_before: bool, trims_after: bool) {
        if trims_before && let Some(Token::Line(runs)) = self.tokens.last_mut() {
            trim_end(runs);
        }
        self.trims_next = trims_after;
        self.tokens.push(Token::Sequence);
    }

    /// The literals that were added, in their order.
    pub(super) fn finish(mut self) -> Vec<Text> {
        if self.notation == Notation::IndentedHeredoc {
            self.dedent();
        }
        let file = self.origin.file();
        let text = |(place, tokens): &(Range<usize>, Range<usize>)| {
            let mut builder = Text::builder();
            for token in self.tokens.get(tokens.clone()).unwrap_or_default() {
                if let Token::Line(runs) = token {
                    runs.iter().for_each(|run| run.add_to(&mut builder, file));
                }
            }
            self.origin.text(builder.finish(Span::new(file, place.start, place.end)))
        };
        self.literals.iter().map(text).collect()
    }

    fn decode(&self, written: &'a str, start: usize) -> Vec<Run<'a>> {
        let mut runs = Vec::new();
        let (mut at, mut plain) = (0, 0);
        let bytes = written.as_bytes();
        let byte = |offset: usize| bytes.get(offset).copied().unwrap_or(0);
        while at < bytes.len() {
            let escape = match byte(at) {
                b'\\' if self.notation == Notation::Quoted => unescape(written.get(at..).unwrap_or_default()),
                b'$' if byte(at + 1) == b'$' && byte(at + 2) == b'{' => Some((Cow::Borrowed("${"), 3)),
                b'%' if byte(at + 1) == b'%' && byte(at + 2) == b'{' => Some((Cow::Borrowed("%{"), 3)),
                _ => None,
            };
            let Some((text, length)) = escape else {
                at += 1;
                continue;
            };
            push_plain(&mut runs, written, plain..at, start);
            runs.push(Run { text, source: start + at..start + at + length, is_exact: false });
            at += length;
            plain = at;
        }
        push_plain(&mut runs, written, plain..at, start);
        runs
    }

    /// Removes the smallest indentation of all lines from each, as `<<-` asks for. A line of spaces only is left alone.
    fn dedent(&mut self) {
        let mut least = usize::MAX;
        let mut starts_line = true;
        let mut indented = Vec::new();
        for (index, token) in self.tokens.iter().enumerate() {
            if std::mem::take(&mut starts_line) {
                match token {
                    Token::Sequence => least = 0,
                    Token::Line(runs) if is_blank(runs) && ends_line(runs) => {}
                    Token::Line(runs) => {
                        least = least.min(indentation(runs));
                        indented.push(index);
                    }
                }
            }
            if let Token::Line(runs) = token {
                starts_line = ends_line(runs);
            }
        }
        for index in indented {
            if let Some(Token::Line(runs)) = self.tokens.get_mut(index) {
                drop_characters(runs, least);
            }
        }
    }
}

impl Run<'_> {
    fn add_to(&self, builder: &mut TextBuilder, file: crate::source::FileId) {
        let source = Span::new(file, self.source.start, self.source.end);
        if self.is_exact {
            builder.push_exact(&self.text, source);
        } else {
            builder.push(&self.text, source);
        }
    }

    /// Leaves only `range` of the text.
    fn keep(&mut self, range: Range<usize>) {
        if self.is_exact {
            self.source = self.source.start + range.start..self.source.start + range.end;
        }
        let kept = self.text.get(range).unwrap_or_default().to_owned();
        self.text = Cow::Owned(kept);
    }
}

fn push_plain<'a>(runs: &mut Vec<Run<'a>>, written: &'a str, range: Range<usize>, start: usize) {
    if !range.is_empty() {
        let text = Cow::Borrowed(written.get(range.clone()).unwrap_or_default());
        runs.push(Run { text, source: start + range.start..start + range.end, is_exact: true });
    }
}

/// What the escape at the start of `written` stands for, and its length. None if Terraform has no such escape.
fn unescape(written: &str) -> Option<(Cow<'static, str>, usize)> {
    let escaped = match written.as_bytes().get(1)? {
        b'n' => "\n",
        b'r' => "\r",
        b't' => "\t",
        b'"' => "\"",
        b'\\' => "\\",
        b'u' => return code_point(written, 4),
        b'U' => return code_point(written, 8),
        _ => return None,
    };
    Some((Cow::Borrowed(escaped), 2))
}

fn code_point(written: &str, digits: usize) -> Option<(Cow<'static, str>, usize)> {
    let number = u32::from_str_radix(written.get(2..2 + digits)?, 16).ok()?;
    Some((Cow::Owned(char::from_u32(number)?.to_string()), 2 + digits))
}

fn trim_start(runs: &mut Vec<Run<'_>>) {
    let blank = runs.iter().take_while(|run| run.text.trim_start().is_empty()).count();
    runs.drain(..blank);
    if let Some(run) = runs.first_mut() {
        run.keep(run.text.len() - run.text.trim_start().len()..run.text.len());
    }
}

fn trim_end(runs: &mut Vec<Run<'_>>) {
    while let Some(run) = runs.last_mut() {
        let end = run.text.trim_end().len();
        if end > 0 {
            run.keep(0..end);
            return;
        }
        runs.pop();
    }
}

fn is_blank(runs: &[Run<'_>]) -> bool {
    runs.iter().all(|run| run.text.trim_start().is_empty())
}

fn ends_line(runs: &[Run<'_>]) -> bool {
    runs.last().is_some_and(|run| run.text.ends_with('\n'))
}

/// The number of whitespace characters that a line begins with.
fn indentation(runs: &[Run<'_>]) -> usize {
    runs.first().map_or(0, |run| run.text.chars().take_while(|letter| letter.is_whitespace()).count())
}

fn drop_characters(runs: &mut [Run<'_>], count: usize) {
    if let Some(run) = runs.first_mut() {
        let start = run.text.char_indices().nth(count).map_or(run.text.len(), |(offset, _)| offset);
        run.keep(start..run.text.len());
    }
}
