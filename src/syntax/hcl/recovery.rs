//! How a text is read: as a whole if nothing is wrong with it, else one top-level item at a time.

use std::ops::Range;

use crate::source::SourceFile;
use crate::syntax::expression::{Body, Expression, ExpressionKind};
use crate::syntax::hcl::explain::explain;
use crate::syntax::hcl::origin::Origin;
use crate::syntax::hcl::parser::{Names, Parser};
use crate::syntax::hcl::problem::{Problem, ProblemKind, Resumption};
use crate::syntax::hcl::scan::{Outline, ScanOptions, scan};
use crate::syntax::hcl::unread::Unread;
use crate::syntax::text::Text;
use crate::syntax::{Comment, SyntaxError};

/// What could be read of a file.
#[derive(Clone, Debug, Default)]
pub(crate) struct ParsedBody {
    pub body: Body,
    pub errors: Vec<SyntaxError>,
    pub comments: Vec<Comment>,
    pub unread: Unread,
}

/// Reads a file. An item with an error is left out.
pub(super) fn read_body(file: &SourceFile) -> ParsedBody {
    let (text, origin) = (file.text(), Origin::File(file.id()));
    let mut body = Body::default();
    let mut parser = Parser::new(text, 0..text.len(), &origin);
    match parser.file(&mut body, &mut Names::default()) {
        Ok(()) => ParsedBody { body, errors: Vec::new(), comments: parser.comments(), unread: Unread::default() },
        Err(problem) => read_items(text, &origin, &problem),
    }
}

/// Reads each top-level item alone. `problem` is what was wrong with the text as a whole.
fn read_items(text: &str, origin: &Origin<'_>, problem: &Problem) -> ParsedBody {
    let options = ScanOptions { resynchronizes: false, is_template: false };
    let mut outline = scan(text, origin, options);
    if !outline.errors.is_empty() {
        outline = scan(text, origin, ScanOptions { resynchronizes: true, ..options });
    }
    let Outline { comments, errors: scanned, stray_braces, items, resumptions } = outline;
    let (mut body, mut names, mut errors) = (Body::default(), Names::default(), Vec::new());
    let mut unread = Unread::default();
    let mut scanned = scanned.into_iter().peekable();
    for (index, item) in with_rest(items, text.len()).enumerate() {
        if let Some((_, error)) = scanned.next_if(|(of, _)| *of == index) {
            unread.is_anything = true;
            errors.push(error);
            continue;
        }
        if stray_braces.binary_search(&index).is_ok() {
            continue;
        }
        let mut parser = Parser::new(text, item.clone(), origin).resuming_at(within(&resumptions, &item));
        if let Err(last) = parser.file(&mut body, &mut names) {
            for problem in parser.into_problems().iter().chain([&last]) {
                errors.push(explain(text, origin, problem));
                // What follows on the line is an item of its own where it begins as one does.
                unread.is_anything |= matches!(problem.kind, ProblemKind::LineEnd)
                    && Parser::new(text, problem.at..item.end, origin).beginning().is_some();
            }
            unread.add(Parser::new(text, item, origin).beginning());
        }
    }
    if errors.is_empty() {
        unread.is_anything = true;
        errors.push(explain(text, origin, problem));
    }
    // Of two that set the same, neither counts.
    body.attributes.retain(|attribute| !unread.names.contains(&attribute.name.name));
    errors.sort_by_key(|error| error.span.start);
    errors.dedup();
    ParsedBody { body, errors, comments, unread }
}

/// The top-level items with what stands before each, up to the end of the text.
fn with_rest(items: Vec<Range<usize>>, end: usize) -> impl Iterator<Item = Range<usize>> {
    let last = items.last().map_or(0, |item| item.end);
    items.into_iter().chain((last < end).then_some(last..end))
}

fn within<'a>(resumptions: &'a [Resumption], item: &Range<usize>) -> &'a [Resumption] {
    let up_to = |offset: usize| resumptions.partition_point(|resumption| resumption.at < offset);
    resumptions.get(up_to(item.start)..up_to(item.end)).unwrap_or_default()
}

/// Reads the content of a string, as a template without quotes or as an expression.
pub(super) fn read_string(text: &Text, is_template: bool) -> (Expression, Vec<SyntaxError>) {
    let failed = |error| (Expression::new(text.span(), ExpressionKind::Error), vec![error]);
    let Some(content) = text.known() else {
        return failed(SyntaxError::new(text.span(), "a part of this text is not known"));
    };
    if is_template && !content.contains("${") && !content.contains("%{") {
        return (Expression::new(text.span(), ExpressionKind::String(text.clone())), Vec::new());
    }
    let origin = Origin::String(text);
    let mut parser = Parser::new(content, 0..content.len(), &origin);
    let parsed = if is_template { parser.only_template(text.span()) } else { parser.only_expression() };
    match parsed {
        Ok(expression) => (expression, Vec::new()),
        Err(problem) => {
            let scanned = scan(content, &origin, ScanOptions { resynchronizes: false, is_template }).errors;
            let first = scanned.into_iter().next().map(|(_, error)| error);
            failed(first.unwrap_or_else(|| explain(content, &origin, &problem)))
        }
    }
}
