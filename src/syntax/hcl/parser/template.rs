//! Templates: quoted strings, heredocs and whole texts, with the sequences in them.

use std::ops::Range;

use crate::source::Span;
use crate::syntax::expression::{Expression, ExpressionKind, Ident, TemplatePart};
use crate::syntax::hcl::literal::{Literals, Notation};
use crate::syntax::hcl::parser::{MAX_NESTING, Newlines, Parsed, Parser};
use crate::syntax::hcl::problem::{Opening, Problem, ProblemKind, TextProblem};
use crate::syntax::text::Text;

/// The template at hand.
pub(super) struct Template {
    notation: Notation,
    /// Heredocs only: the name that ends it.
    pub(super) marker: Range<usize>,
    /// Heredocs only: nothing stands before the place on its line.
    pub(super) at_line_start: bool,
    /// Its literals are not what is written: they have escapes, trim markers or indentation.
    needs_decoding: bool,
}

/// What a template is made of, as long as its literals are places.
pub(super) enum Part {
    Literal(Range<usize>),
    Interpolation(Expression, Trim),
    If { condition: Expression, head: Trim, yes: Vec<Part>, otherwise: Option<(Trim, Vec<Part>)>, tail: Trim },
    For { names: (Option<Ident>, Ident), collection: Expression, head: Trim, body: Vec<Part>, tail: Trim },
}

/// Whether a sequence removes the space before it and after it.
#[derive(Clone, Copy)]
pub(super) struct Trim {
    before: bool,
    after: bool,
}

/// What the parts of a template, or of a directive in it, end with.
enum Stop {
    Template,
    Else(Word),
    End(Opening, Word),
}

/// An `else`, `endif` or `endfor`, from its `%{`.
struct Word {
    range: Range<usize>,
    trim: Trim,
}

impl Template {
    pub(super) fn new(notation: Notation, marker: Range<usize>) -> Self {
        Self { notation, marker, at_line_start: true, needs_decoding: notation == Notation::IndentedHeredoc }
    }
}

impl<'a> Parser<'a> {
    /// The whole text as one template without quotes. `span` is the place of the result.
    pub(in crate::syntax::hcl) fn only_template(&mut self, span: Span) -> Parsed<Expression> {
        let mut template = Template::new(Notation::Bare, 0..0);
        let parts = self.template(&mut template)?;
        let texts = self.texts(&parts, &template);
        let is_literal = parts.iter().all(|part| matches!(part, Part::Literal(_)));
        let kind = match is_literal {
            true => ExpressionKind::String(joined(&texts, span)),
            false => ExpressionKind::Template(built(parts, &mut texts.into_iter())),
        };
        Ok(Expression::new(span, kind))
    }

    /// At the opening quote.
    pub(super) fn quoted(&mut self) -> Parsed<ExpressionKind> {
        let start = self.at;
        self.at += 1;
        let mut template = Template::new(Notation::Quoted, 0..0);
        let parts = self.template(&mut template)?;
        self.at += 1;
        Ok(self.finished(parts, &template, start..self.at))
    }

    /// The value of a template that stands at `place`.
    pub(super) fn finished(&self, parts: Vec<Part>, template: &Template, place: Range<usize>) -> ExpressionKind {
        match parts.as_slice() {
            [] => {
                let inner = place.start + 1..place.start + 1;
                ExpressionKind::String(self.plain_text(inner, place))
            }
            [Part::Literal(content)] if !template.needs_decoding => {
                ExpressionKind::String(self.plain_text(content.clone(), place))
            }
            [Part::Literal(_)] => ExpressionKind::String(joined(&self.texts(&parts, template), self.span(place))),
            _ => {
                let texts = self.texts(&parts, template);
                ExpressionKind::Template(built(parts, &mut texts.into_iter()))
            }
        }
    }

    /// The parts up to the end of the template. The place is then at its closing quote, at the line of its marker, or at
    /// the end of the text.
    pub(super) fn template(&mut self, template: &mut Template) -> Parsed<Vec<Part>> {
        let (parts, stop) = self.parts(template)?;
        match stop {
            Stop::Template => Ok(parts),
            Stop::Else(word) | Stop::End(_, word) => Err(word.stray()),
        }
    }

    /// The parts up to what ends them.
    fn parts(&mut self, template: &mut Template) -> Parsed<(Vec<Part>, Stop)> {
        let mut parts = Vec::new();
        loop {
            let literal = self.literal(template)?;
            if !literal.is_empty() {
                parts.push(Part::Literal(literal));
            }
            let start = self.at;
            if !matches!(self.byte(), b'$' | b'%') {
                return Ok((parts, Stop::Template));
            }
            template.at_line_start = false;
            let is_directive = self.byte() == b'%';
            self.at += 2;
            if !is_directive {
                let (expression, trim) = self.sequence(Self::expression)?;
                template.needs_decoding |= trim.is_any();
                parts.push(Part::Interpolation(expression, trim));
                continue;
            }
            let (directive, trim) = self.sequence(|parser| parser.directive(start))?;
            template.needs_decoding |= trim.is_any();
            parts.push(match directive {
                Directive::If(condition) => self.if_directive(template, start, condition, trim)?,
                Directive::For(names, collection) => {
                    let (body, stop) = self.nested_parts(template, start)?;
                    let tail = match stop {
                        Stop::End(Opening::For, word) => word.trim,
                        stop => return Err(stop.ends_too_early(Opening::For, start)),
                    };
                    Part::For { names, collection, head: trim, body, tail }
                }
                Directive::Else { end } => return Ok((parts, Stop::Else(Word { range: start..end, trim }))),
                Directive::End { of, end } => return Ok((parts, Stop::End(of, Word { range: start..end, trim }))),
            });
        }
    }

    fn if_directive(
        &mut self,
        template: &mut Template,
        start: usize,
        condition: Expression,
        head: Trim,
    ) -> Parsed<Part> {
        let (yes, mut stop) = self.nested_parts(template, start)?;
        let mut otherwise = None;
        if let Stop::Else(word) = stop {
            let (no, stop_of_no) = self.nested_parts(template, start)?;
            otherwise = Some((word.trim, no));
            stop = stop_of_no;
        }
        match stop {
            Stop::End(Opening::If, word) => Ok(Part::If { condition, head, yes, otherwise, tail: word.trim }),
            stop => Err(stop.ends_too_early(Opening::If, start)),
        }
    }

    /// The parts of the directive that begins at `start`.
    fn nested_parts(&mut self, template: &mut Template, start: usize) -> Parsed<(Vec<Part>, Stop)> {
        if self.nesting == MAX_NESTING {
            return Err(Problem { at: start, kind: ProblemKind::TooDeep });
        }
        self.nesting += 1;
        let parts = self.parts(template)?;
        self.nesting -= 1;
        Ok(parts)
    }

    /// What stands in a sequence, behind its opening mark, up to behind its brace.
    fn sequence<T>(&mut self, read: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<(T, Trim)> {
        let before = self.byte() == b'~';
        self.at += usize::from(before);
        self.inside(Newlines::Ignored, |parser| {
            let content = read(parser)?;
            parser.skip()?;
            let after = parser.starts_with("~}");
            parser.at += usize::from(after);
            if parser.byte() != b'}' {
                return parser.fail(ProblemKind::SequenceEnd);
            }
            parser.at += 1;
            Ok((content, Trim { before, after }))
        })
    }

    /// What stands in the `%{…}` that begins at an offset.
    fn directive(&mut self, at: usize) -> Parsed<Directive> {
        self.skip()?;
        let word = self.name().unwrap_or(self.at..self.at);
        let end = word.end;
        Ok(match self.slice(word) {
            "if" => Directive::If(self.expression()?),
            "for" => {
                let (key, value, collection) = self.for_introduction()?;
                Directive::For((key, value), collection)
            }
            "else" => Directive::Else { end },
            "endif" => Directive::End { of: Opening::If, end },
            "endfor" => Directive::End { of: Opening::For, end },
            _ => return Err(Problem { at, kind: ProblemKind::Text(TextProblem::Directive { end }) }),
        })
    }

    /// The literal from the place to the next sequence, or to the end of the template.
    fn literal(&mut self, template: &mut Template) -> Parsed<Range<usize>> {
        let start = self.at;
        match template.notation {
            Notation::Quoted => {
                let literal = self.quoted_literal()?;
                template.needs_decoding |= self.slice(literal.clone()).contains('\\');
            }
            Notation::Bare => self.literal_up_to(|_| false),
            Notation::Heredoc | Notation::IndentedHeredoc => self.heredoc_literal(template)?,
        }
        let literal = start..self.at;
        template.needs_decoding |= has_escaped_sequence(self.slice(literal.clone()));
        Ok(literal)
    }

    /// Up to a sequence, or to what stops the template.
    pub(super) fn literal_up_to(&mut self, stops: impl Fn(u8) -> bool) {
        while !self.is_at_end() {
            let byte = self.byte();
            if matches!(byte, b'$' | b'%') {
                if self.byte_at(self.at + 1) == b'{' {
                    return;
                }
                let is_escaped = self.byte_at(self.at + 1) == byte && self.byte_at(self.at + 2) == b'{';
                self.at += if is_escaped { 3 } else { 1 };
            } else if stops(byte) {
                return;
            } else {
                self.at += 1;
            }
        }
    }

    /// The content of a quoted string from the place to its quote or the next sequence.
    pub(super) fn quoted_literal(&mut self) -> Parsed<Range<usize>> {
        let start = self.at;
        loop {
            self.literal_up_to(|byte| matches!(byte, b'"' | b'\\' | b'\n'));
            match self.byte() {
                b'\\' => self.escape()?,
                b'\n' => return self.fail(ProblemKind::Text(TextProblem::UnclosedString)),
                _ if self.is_at_end() => return self.fail(ProblemKind::Text(TextProblem::UnclosedString)),
                _ => return Ok(start..self.at),
            }
        }
    }

    /// At a backslash in a quoted string.
    fn escape(&mut self) -> Parsed<()> {
        let digits = match self.byte_at(self.at + 1) {
            b'n' | b'r' | b't' | b'"' | b'\\' => {
                self.at += 2;
                return Ok(());
            }
            b'u' => 4,
            b'U' => 8,
            _ => {
                let rest = self.text.get(self.at + 1..).unwrap_or_default();
                let length = rest.chars().next().filter(|letter| !matches!(letter, '\r' | '\n'));
                let end = self.at + 1 + length.map_or(0, char::len_utf8);
                return self.fail(ProblemKind::Text(TextProblem::Escape { end }));
            }
        };
        let written = self.text.get(self.at + 2..).unwrap_or_default();
        let written = written.bytes().take(digits).take_while(u8::is_ascii_hexdigit).count();
        let end = self.at + 2 + written;
        let number = u32::from_str_radix(self.slice(self.at + 2..end), 16);
        if written < digits || number.ok().and_then(char::from_u32).is_none() {
            return self.fail(ProblemKind::Text(TextProblem::EscapedCharacter { end }));
        }
        self.at = end;
        Ok(())
    }

    /// The text of a quoted string without sequences; `place` is the string with its quotes.
    pub(super) fn literal_text(&self, content: Range<usize>, place: Range<usize>) -> Text {
        let written = self.slice(content.clone());
        if !written.contains('\\') && !has_escaped_sequence(written) {
            return self.plain_text(content, place);
        }
        let mut literals = Literals::new(self.text, self.origin, Notation::Quoted);
        literals.literal(content);
        joined(&literals.finish(), self.span(place))
    }

    /// The literals of a template in the order of the text.
    fn texts(&self, parts: &[Part], template: &Template) -> Vec<Text> {
        if template.needs_decoding {
            let mut literals = Literals::new(self.text, self.origin, template.notation);
            decode(parts, &mut literals);
            return literals.finish();
        }
        let mut texts = Vec::new();
        self.plain_texts(parts, &mut texts);
        texts
    }

    fn plain_texts(&self, parts: &[Part], texts: &mut Vec<Text>) {
        for part in parts {
            match part {
                Part::Literal(range) => texts.push(self.plain_text(range.clone(), range.clone())),
                Part::Interpolation(..) => {}
                Part::If { yes, otherwise, .. } => {
                    self.plain_texts(yes, texts);
                    if let Some((_, no)) = otherwise {
                        self.plain_texts(no, texts);
                    }
                }
                Part::For { body, .. } => self.plain_texts(body, texts),
            }
        }
    }
}

/// What stands in a `%{…}`.
enum Directive {
    If(Expression),
    For((Option<Ident>, Ident), Expression),
    Else { end: usize },
    End { of: Opening, end: usize },
}

impl Trim {
    fn is_any(self) -> bool {
        self.before || self.after
    }
}

impl Word {
    /// It belongs to nothing before it.
    fn stray(self) -> Problem {
        Problem { at: self.range.start, kind: ProblemKind::Text(TextProblem::DirectiveEnd { end: self.range.end }) }
    }
}

impl Stop {
    /// It does not end the directive that begins at `start`.
    fn ends_too_early(self, opening: Opening, start: usize) -> Problem {
        match self {
            Self::Template => Problem { at: start, kind: ProblemKind::Text(TextProblem::OpenDirective(opening)) },
            Self::Else(word) | Self::End(_, word) => word.stray(),
        }
    }
}

/// Whether a literal has `$${` or `%%{`.
fn has_escaped_sequence(literal: &str) -> bool {
    literal.contains("$${") || literal.contains("%%{")
}

/// Hands over literals and sequences in the order of the text.
fn decode(parts: &[Part], literals: &mut Literals<'_>) {
    for part in parts {
        match part {
            Part::Literal(range) => literals.literal(range.clone()),
            Part::Interpolation(_, trim) => literals.sequence(trim.before, trim.after),
            Part::If { head, yes, otherwise, tail, .. } => {
                literals.sequence(head.before, head.after);
                decode(yes, literals);
                if let Some((trim, no)) = otherwise {
                    literals.sequence(trim.before, trim.after);
                    decode(no, literals);
                }
                literals.sequence(tail.before, tail.after);
            }
            Part::For { head, body, tail, .. } => {
                literals.sequence(head.before, head.after);
                decode(body, literals);
                literals.sequence(tail.before, tail.after);
            }
        }
    }
}

/// The parts with their literals, which come in the order of the text.
fn built(parts: Vec<Part>, texts: &mut std::vec::IntoIter<Text>) -> Vec<TemplatePart> {
    let built_part = |part| match part {
        Part::Literal(_) => texts.next().map(TemplatePart::Literal),
        Part::Interpolation(expression, _) => Some(TemplatePart::Interpolation(expression)),
        Part::If { condition, yes, otherwise, .. } => Some(TemplatePart::If {
            condition,
            yes: built(yes, texts),
            no: otherwise.map(|(_, no)| built(no, texts)).unwrap_or_default(),
        }),
        Part::For { names: (key_name, value_name), collection, body, .. } => {
            Some(TemplatePart::For { key_name, value_name, collection, body: built(body, texts) })
        }
    };
    parts.into_iter().filter_map(built_part).collect()
}

/// The literals of a template that has nothing else, as one.
fn joined(texts: &[Text], span: Span) -> Text {
    let mut builder = Text::builder();
    texts.iter().for_each(|text| builder.push_text(text));
    builder.finish(span)
}
