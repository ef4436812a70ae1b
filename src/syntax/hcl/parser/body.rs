//! Arguments and blocks.

use std::ops::Range;

use crate::syntax::expression::{Attribute, Block, Body, Ident};
use crate::syntax::hcl::parser::names::Names;
use crate::syntax::hcl::parser::{Newlines, Parsed, Parser};
use crate::syntax::hcl::problem::{Problem, ProblemKind};
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

    /// The name of the attribute that the text begins with, whatever its value is.
    pub(in crate::syntax::hcl) fn attribute_name(&mut self) -> Option<&'a str> {
        self.newlines = Newlines::Ignored;
        self.skip().ok()?;
        let name = self.name()?;
        self.takes(b'=').ok()?.then(|| self.slice(name))
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
        let (start, mut header_end) = (kind.start, kind.end);
        let mut labels = Vec::new();
        loop {
            self.skip()?;
            match self.byte() {
                b'{' => break,
                b'"' => labels.push(self.label()?),
                _ => match self.name() {
                    Some(range) => labels.push(self.plain_text(range.clone(), range)),
                    None if labels.is_empty() => return self.fail(ProblemKind::AfterName),
                    None => return self.fail(ProblemKind::BlockBrace),
                },
            }
            header_end = self.at;
        }
        self.at += 1;
        let mut body = Body::default();
        self.inside(Newlines::Separate, |parser| parser.block_body(&mut body))?;
        let (header, span) = (self.span(start..header_end), self.span(start..self.at));
        Ok(Block { kind: self.ident(kind), labels, body, span, header })
    }

    /// A quoted name, which has no sequences.
    fn label(&mut self) -> Parsed<Text> {
        let start = self.at;
        self.at += 1;
        let content = self.quoted_literal()?;
        if self.byte() != b'"' {
            return Err(Problem { at: start, kind: ProblemKind::BlockBrace });
        }
        self.at += 1;
        Ok(self.literal_text(content, start..self.at))
    }

    /// Behind the brace: items on lines of their own, or one argument on the line of the brace.
    fn block_body(&mut self, body: &mut Body) -> Parsed<()> {
        self.skip()?;
        if self.byte() != b'}' && !self.is_at_line_end() {
            let Some(name) = self.name() else { return self.fail(ProblemKind::Item) };
            self.skip()?;
            if self.byte() != b'=' {
                return self.fail(ProblemKind::AfterName);
            }
            body.attributes.push(self.attribute(name)?);
            self.skip()?;
        } else {
            self.items(body, &mut Names::default())?;
        }
        if self.byte() != b'}' {
            return self.fail(ProblemKind::Item);
        }
        self.at += 1;
        Ok(())
    }
}
