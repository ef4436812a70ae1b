//! Heredocs: `<<NAME`, lines, and a line that is the name alone.

use crate::syntax::expression::ExpressionKind;
use crate::syntax::hcl::literal::Notation;
use crate::syntax::hcl::parser::template::Template;
use crate::syntax::hcl::parser::{Parsed, Parser};
use crate::syntax::hcl::problem::{Problem, ProblemKind, TextProblem};
use crate::syntax::text::Text;

impl Parser<'_> {
    /// At the `<<`.
    pub(super) fn heredoc(&mut self) -> Parsed<ExpressionKind> {
        let start = self.at;
        self.at += 2;
        let is_indented = self.byte() == b'-';
        self.at += usize::from(is_indented);
        let Some(marker) = self.name() else { return self.fail(ProblemKind::Text(TextProblem::HeredocMarker)) };
        if !self.is_at_line_end() || self.is_at_end() {
            return self.fail(ProblemKind::Text(TextProblem::HeredocNewline));
        }
        self.skip_newline();
        let notation = if is_indented { Notation::IndentedHeredoc } else { Notation::Heredoc };
        let mut template = Template::new(notation, marker.clone());
        let parts = self.template(&mut template)?;
        let Some(end) = self.marker_line(&template) else {
            return Err(Problem {
                at: start,
                kind: ProblemKind::Text(TextProblem::UnclosedHeredoc { end: marker.end }),
            });
        };
        self.at = end;
        if parts.is_empty() {
            let span = self.span(start..end);
            return Ok(ExpressionKind::String(Text::computed("", span)));
        }
        Ok(self.finished(parts, &template, start..end))
    }

    /// Lines up to a sequence, or to the line that ends the heredoc.
    pub(super) fn heredoc_literal(&mut self, template: &mut Template) -> Parsed<()> {
        loop {
            if template.at_line_start && self.marker_line(template).is_some() {
                return Ok(());
            }
            self.literal_up_to(|byte| byte == b'\n');
            if self.byte() != b'\n' {
                return Ok(());
            }
            self.at += 1;
            template.at_line_start = true;
        }
    }

    /// The end of the marker, if the line at the place is nothing else. A last line without a newline ends no heredoc.
    pub(super) fn marker_line(&self, template: &Template) -> Option<usize> {
        let name = self.slice(template.marker.clone());
        let rest = self.text.get(self.at..)?;
        let unindented = rest.trim_start_matches(|letter: char| letter.is_whitespace() && letter != '\n');
        let behind = unindented.strip_prefix(name)?;
        let is_alone = behind.split_once('\n').is_some_and(|(rest_of_line, _)| rest_of_line.trim().is_empty());
        is_alone.then(|| self.text.len() - behind.len())
    }
}
