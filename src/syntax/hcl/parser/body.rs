//! Arguments and blocks.

use std::ops::Range;

use crate::syntax::expression::{Attribute, Block, Body, Ident};
use crate::syntax::hcl::parser::names::Names;
use crate::syntax::hcl::parser::{Newlines, Parsed, Parser};
use crate::syntax::hcl::problem::{Problem, ProblemKind};
use crate::syntax::hcl::unread::{Beginning, Head};
use crate::syntax::text::Text;

impl<'a> Parser<'a> {
    /// Adds what the text holds up to its end.
    pub(in crate::syntax::hcl) fn file(&mut self, body: &mut Body, names: &mut Names<'a>) -> Parsed<()> {
        if self.at == 0 && self.starts_with("\u{feff}") {
            self.at = '\u{feff}'.len_utf8();
        }
        self.items(body, names)?;
        if self.is_at_end() { Ok(()) } else { self.fail(ProblemKind::Item) }
    }

    /// How the text begins, whatever follows: with the name of an attribute, or with the names of a block.
    pub(in crate::syntax::hcl) fn beginning(&mut self) -> Option<Beginning<'a>> {
        self.newlines = Newlines::Ignored;
        self.skip().ok()?;
        let name = self.name()?;
        if self.takes(b'=').ok()? {
            return Some(Beginning::Attribute(self.slice(name)));
        }
        let (labels, _) = self.labels(name.end).ok()?;
        let is_block = self.byte() == b'{' || !labels.is_empty();
        is_block.then(|| Beginning::Block(Head { kind: self.slice(name).into(), labels }))
    }

    /// Arguments and blocks, each on lines of its own, up to what is neither.
    fn items(&mut self, body: &mut Body, names: &mut Names<'a>) -> Parsed<()> {
        loop {
            self.skip()?;
            if self.is_at_line_end() {
                if self.is_at_end() {
                    return Ok(());
                }
                self.skip_newline();
                continue;
            }
            let Some(name) = self.name() else { return Ok(()) };
            self.skip()?;
            if self.byte() == b'=' {
                if let Some(first) = names.add(self.text, name.clone(), body) {
                    return Err(Problem { at: name.start, kind: ProblemKind::SetTwice(first) });
                }
                body.attributes.push(self.attribute(name)?);
            } else {
                body.blocks.push(self.block(name)?);
            }
            self.skip()?;
            if !self.is_at_line_end() {
                return self.fail(ProblemKind::LineEnd);
            }
        }
    }

    fn ident(&self, range: Range<usize>) -> Ident {
        Ident { name: self.slice(range.clone()).into(), span: self.span(range) }
    }

    /// At the `=`.
    fn attribute(&mut self, name: Range<usize>) -> Parsed<Attribute> {
        let name = self.ident(name);
        self.at += 1;
        let outer = std::mem::replace(&mut self.keys_are_references, &*name.name == "providers");
        let value = self.expression()?;
        self.keys_are_references = outer;
        Ok(Attribute { span: name.span.to(value.span), name, value })
    }

    /// Behind the first name.
    fn block(&mut self, kind: Range<usize>) -> Parsed<Block> {
        let (labels, header_end) = self.labels(kind.end)?;
        if self.byte() != b'{' {
            return self.fail(if labels.is_empty() { ProblemKind::AfterName } else { ProblemKind::BlockBrace });
        }
        self.at += 1;
        let mut body = Body::default();
        let brace = self.at - 1;
        self.inside(Newlines::Separate, |parser| parser.block_body(brace, &mut body))?;
        let (header, span) = (self.span(kind.start..header_end), self.span(kind.start..self.at));
        Ok(Block { kind: self.ident(kind), labels, body, span, header })
    }

    /// The labels of a block behind its kind, and where the last of these names ends.
    pub(super) fn labels(&mut self, end_of_kind: usize) -> Parsed<(Vec<Text>, usize)> {
        let (mut labels, mut end) = (Vec::new(), end_of_kind);
        loop {
            self.skip()?;
            match self.byte() {
                b'"' => labels.push(self.label()?),
                _ => match self.name() {
                    Some(range) => labels.push(self.plain_text(range.clone(), range)),
                    None => return Ok((labels, end)),
                },
            }
            end = self.at;
        }
    }

    /// A quoted name, which has no sequences.
    pub(super) fn label(&mut self) -> Parsed<Text> {
        let start = self.at;
        self.at += 1;
        let content = self.quoted_literal()?;
        if self.byte() != b'"' {
            return Err(Problem { at: start, kind: ProblemKind::BlockBrace });
        }
        self.at += 1;
        Ok(self.literal_text(content, start..self.at))
    }

    /// Behind the brace at the offset. A body with a problem is read to its end nevertheless, for the problems that follow.
    fn block_body(&mut self, brace: usize, body: &mut Body) -> Parsed<()> {
        let (before, mut names) = (self.problems.len(), Names::default());
        let mut read =
            self.only_line(body).and_then(|is_all| if is_all { Ok(()) } else { self.items(body, &mut names) });
        while let Err(problem) = read.and_then(|()| self.closing_brace()) {
            self.resume(brace, problem)?;
            read = self.items(body, &mut names);
        }
        if self.problems.len() == before { Ok(()) } else { self.problems.pop().map_or(Ok(()), Err) }
    }

    /// Behind the brace: whether the body is one argument on the line of the brace.
    fn only_line(&mut self, body: &mut Body) -> Parsed<bool> {
        self.skip()?;
        if self.byte() == b'}' || self.is_at_line_end() {
            return Ok(false);
        }
        let Some(name) = self.name() else { return self.fail(ProblemKind::Item) };
        self.skip()?;
        if self.byte() != b'=' {
            return self.fail(ProblemKind::AfterName);
        }
        body.attributes.push(self.attribute(name)?);
        self.skip()?;
        Ok(true)
    }

    fn closing_brace(&mut self) -> Parsed<()> {
        if self.byte() != b'}' {
            return self.fail(ProblemKind::Item);
        }
        self.at += 1;
        Ok(())
    }
}
