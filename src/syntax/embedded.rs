//! Documents inside strings: parsed from the decoded text, with every place led back to the file.

use crate::source::Span;
use crate::syntax::text::Text;
use crate::syntax::{Comment, Documents, SyntaxError, json, yaml};

/// Reads JSON out of a string. Unknown text inside a JSON string leaves a hole in that string; in a place of its
/// own it is an unknown value or an unknown number of members or items.
pub fn json(text: &Text) -> Documents {
    read(text, json::parse_detached)
}

/// Reads YAML out of a string.
pub fn yaml(text: &Text) -> Documents {
    read(text, yaml::parse_detached)
}

fn read(text: &Text, parse: fn(&str, Option<char>) -> Documents) -> Documents {
    if text.is_known() {
        return within(parse(text.known_bytes(), None), text);
    }
    // The first letter of the private use area that the text does not have itself.
    let Some(hole) = ('\u{e000}'..='\u{f8ff}').find(|&letter| !text.known_bytes().contains(letter)) else {
        return Documents { is_undecided: true, ..Documents::default() };
    };
    let filled = text.fill_holes(hole);
    within(parse(filled.known_bytes(), Some(hole)), &filled)
}

/// The documents and errors with every place led through `outer`.
fn within(documents: Documents, outer: &Text) -> Documents {
    let place = |span: Span| outer.span_of(span.range());
    let errors = documents.errors.into_iter().map(|error| SyntaxError {
        span: place(error.span),
        related: error.related.map(|(span, message)| (place(span), message)),
        ..error
    });
    Documents {
        errors: errors.collect(),
        documents: documents.documents.into_iter().map(|document| document.within(outer)).collect(),
        comments: documents.comments.iter().map(|comment| Comment { span: place(comment.span) }).collect(),
        is_undecided: documents.is_undecided,
    }
}
