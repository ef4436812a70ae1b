//! How a text is read: as a whole if nothing is wrong with it, else one top-level item at a time.

use std::ops::Range;

use crate::source::SourceFile;
use crate::syntax::expression::{Body, Expression, ExpressionKind};
use crate::syntax::hcl::origin::Origin;
use crate::syntax::hcl::prepare::prepare;
use crate::syntax::hcl::reader::Reader;
use crate::syntax::hcl::scan::{Outline, ScanOptions, scan};
use crate::syntax::text::Text;
use crate::syntax::{Comment, SyntaxError};

/// The items of an object literal that hcl-edit may see at once.
///
/// Terraform lets a later item replace an earlier one with the same key. hcl-edit refuses that, unless it sees each
/// item alone; that takes longer and is done only where a key repeats.
const ITEMS_PER_OBJECT: [usize; 2] = [200, 1];

/// The lines of a block that hcl-edit may see at once. What is wrong in a longer one is said of it as a whole.
const LINES_PER_BODY: usize = 1000;

/// What could be read of a file.
#[derive(Clone, Debug)]
pub(crate) struct ParsedBody {
    pub body: Body,
    pub errors: Vec<SyntaxError>,
    pub comments: Vec<Comment>,
}

/// Reads a file. An item with an error is left out.
pub(super) fn read_body(file: &SourceFile) -> ParsedBody {
    let [most, one] = ITEMS_PER_OBJECT;
    let (parsed, repeated_key) = read_body_with(file, most);
    if repeated_key { read_body_with(file, one).0 } else { parsed }
}

fn read_body_with(file: &SourceFile, items_per_object: usize) -> (ParsedBody, bool) {
    let (text, origin) = (file.text(), Origin::File(file.id()));
    let options =
        ScanOptions { items_per_object, lines_per_body: usize::MAX, resynchronizes: false, is_template: false };
    let in_pieces = ScanOptions { lines_per_body: LINES_PER_BODY, ..options };
    let mut outline = scan(text, &origin, in_pieces);
    if outline.errors.is_empty() && !outline.large_bodies.is_empty() {
        let prepared = prepare(text, &outline);
        let mut reader = Reader::new(text, &origin, &prepared);
        let mut body = Body::default();
        reader.read_body(0..text.len(), &mut body);
        if reader.errors.is_empty() && !reader.needs_whole_bodies {
            return (ParsedBody { body, errors: Vec::new(), comments: outline.comments }, false);
        }
    }
    if !outline.large_bodies.is_empty() {
        outline = scan(text, &origin, options);
    }
    let mut first = Vec::new();
    if outline.errors.is_empty() {
        let prepared = prepare(text, &outline);
        let mut reader = Reader::new(text, &origin, &prepared);
        let mut body = Body::default();
        reader.read_body(0..text.len(), &mut body);
        if reader.errors.is_empty() || reader.repeated_key {
            let parsed = ParsedBody { body, errors: reader.errors, comments: outline.comments };
            return (parsed, reader.repeated_key);
        }
        first = reader.errors;
    } else {
        outline = scan(text, &origin, ScanOptions { resynchronizes: true, ..options });
    }
    read_items(file, outline, first)
}

/// Reads each top-level item alone. `first` is what was said about the text as a whole.
fn read_items(file: &SourceFile, outline: Outline, first: Vec<SyntaxError>) -> (ParsedBody, bool) {
    let (text, origin) = (file.text(), Origin::File(file.id()));
    let mut body = Body::default();
    let prepared = prepare(text, &outline);
    let mut reader = Reader::new(text, &origin, &prepared);
    let mut scanned = outline.errors.into_iter().peekable();
    for (index, item) in items(&outline.items, text.len()).enumerate() {
        match scanned.next_if(|(of, _)| *of == index) {
            Some((_, error)) => reader.errors.push(error),
            None => reader.read_body(item, &mut body),
        }
    }
    let mut errors = reader.errors;
    // An attribute that is set twice at the top level is an error only where both are seen.
    if errors.is_empty() {
        errors = first;
    }
    errors.sort_by_key(|error| error.span.start);
    errors.dedup();
    (ParsedBody { body, errors, comments: outline.comments }, reader.repeated_key)
}

/// The top-level items with what stands before each, up to the end of the text.
fn items(items: &[Range<usize>], end: usize) -> impl Iterator<Item = Range<usize>> {
    let last = items.last().map_or(0, |item| item.end);
    items.iter().cloned().chain((last < end).then_some(last..end))
}

/// Reads the content of a string, as a template without quotes or as an expression.
pub(super) fn read_string(text: &Text, is_template: bool) -> (Expression, Vec<SyntaxError>) {
    let failed = || Expression::new(text.span(), ExpressionKind::Error);
    let Some(content) = text.known() else {
        return (failed(), vec![SyntaxError::new(text.span(), "a part of this text is not known")]);
    };
    if is_template && !content.contains("${") && !content.contains("%{") {
        return (Expression::new(text.span(), ExpressionKind::String(text.clone())), Vec::new());
    }
    let origin = Origin::String(text);
    let read = |items_per_object| {
        let mut outline = scan(
            content,
            &origin,
            ScanOptions { items_per_object, lines_per_body: usize::MAX, resynchronizes: false, is_template },
        );
        if !outline.errors.is_empty() {
            return (failed(), vec![outline.errors.swap_remove(0).1], false);
        }
        let prepared = prepare(content, &outline);
        let mut reader = Reader::new(content, &origin, &prepared);
        let expression = if is_template { reader.read_template(text.span()) } else { reader.read_expression() };
        (expression.unwrap_or_else(failed), reader.errors, reader.repeated_key)
    };
    let [most, one] = ITEMS_PER_OBJECT;
    let (mut expression, mut errors, repeated_key) = read(most);
    if repeated_key {
        (expression, errors, _) = read(one);
    }
    (expression, errors)
}
