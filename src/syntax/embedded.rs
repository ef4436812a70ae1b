//! Documents inside strings: parsed from the decoded text, with every place led back to the file.

use crate::source::Span;
use crate::syntax::text::Text;
use crate::syntax::{Comment, Documents, SyntaxError, json, yaml};

/// Reads JSON out of a string. Unknown text inside a JSON string leaves a hole in that string; in a place of its
/// own it is an unknown value or an unknown number of members or items.
pub(crate) fn json(text: &Text) -> Documents {
    read(text, json::parse_detached)
}

/// Reads YAML out of a string.
pub(crate) fn yaml(text: &Text) -> Documents {
    read(text, yaml::parse_detached)
}

fn read(text: &Text, parse: fn(&str, Option<char>) -> Documents) -> Documents {
    match fill(text) {
        Some((filled, hole)) => within(parse(filled.known_bytes(), hole), &filled),
        None => Documents { is_undecided: true, ..Documents::default() },
    }
}

/// The text with a letter in place of its holes, for a parser to find them by, and that letter if there are holes.
/// `None` where the text has every letter that could serve.
pub(super) fn fill(text: &Text) -> Option<(Text, Option<char>)> {
    if text.is_known() {
        return Some((text.clone(), None));
    }
    // The first letter of the private use area that the text does not have itself.
    let hole = ('\u{e000}'..='\u{f8ff}').find(|&letter| !text.known_bytes().contains(letter))?;
    Some((text.fill_holes(hole), Some(hole)))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;
    use crate::syntax::node::{Node, NodeKind};

    /// The text of a template: `$` stands for a hole, which is written as four bytes.
    fn template(written: &str) -> Text {
        let span = |start: usize, end: usize| Span::new(FileId::DETACHED, start, end);
        let mut builder = Text::builder();
        let mut at = 1;
        for (index, piece) in written.split('$').enumerate() {
            if index > 0 {
                builder.push_hole();
                at += 4;
            }
            if !piece.is_empty() {
                builder.push_exact(piece, span(at, at + piece.len()));
            }
            at += piece.len();
        }
        builder.finish(span(0, at + 1))
    }

    fn outline(documents: &Documents) -> String {
        fn text(text: &Text) -> String {
            text.pieces().into_iter().map(|piece| piece.unwrap_or("?")).collect()
        }
        fn tree(node: &Node) -> String {
            match &node.kind {
                NodeKind::Sequence(items) => format!("[{}]", items.iter().map(tree).collect::<Vec<_>>().join(" ")),
                NodeKind::Mapping(entries) => {
                    let members = entries.iter().map(|entry| format!("{}={}", text(&entry.key), tree(&entry.value)));
                    format!("{{{}}}", members.collect::<Vec<_>>().join(" "))
                }
                NodeKind::String(string) => format!("'{}'", text(string)),
                NodeKind::Number(number) => number.to_string(),
                NodeKind::Null => "null".to_owned(),
                NodeKind::Bool(value) => value.to_string(),
                NodeKind::Unknown => "unknown".to_owned(),
                NodeKind::Error => "error".to_owned(),
            }
        }
        let mut parts: Vec<String> = documents.documents.iter().map(tree).collect();
        parts.extend(documents.errors.iter().map(|error| format!("! {}", error.message)));
        if documents.is_undecided {
            parts.push("undecided".to_owned());
        }
        parts.join("; ")
    }

    #[test]
    fn unknown_text_in_json_stays_where_it_stands() {
        let cases = [
            (r#"{"VpcId": "$", "VpcOwnerId": $}"#, "{VpcId='?' VpcOwnerId=unknown}"),
            (r#"{"a": "x-$-y$"}"#, "{a='x-?-y?'}"),
            (r#"{"$": 1, "a$b": 2}"#, "{?=1 a?b=2}"),
            (r#"[$]"#, "[unknown]"),
            (r#"[1, $$, 2]"#, "[1 unknown 2]"),
            (r#"[1 $]"#, "[1 unknown]"),
            (r#"[$ 1]"#, "[unknown 1]"),
            (r#"{"a": 1 $}"#, "{a=1 ?=unknown}"),
            (r#"{$ "a": 1}"#, "{?=unknown a=1}"),
            (r#"{$: 1}"#, "{?=1}"),
            (r#"{"a": 1$2}"#, "{a=unknown}"),
            (r#"$"#, "unknown"),
            (r#"{"a": 1, "a": $}"#, "{a=1 a=unknown}; ! the key `a` is given twice"),
        ];
        for (written, expected) in cases {
            assert_eq!(outline(&json(&template(written))), expected, "{written}");
        }
    }

    #[test]
    fn unknown_text_that_may_mend_the_structure_leaves_it_undecided() {
        for written in [r#"[{"a": 1} $"#, r#"$ "a": 1}"#, r#"{"a": $"#, r#"{"a" $ 1}"#, r#"{"a": "x$}"#, r#"[1] $"#] {
            assert_eq!(outline(&json(&template(written))), "undecided", "{written}");
        }
    }

    #[test]
    fn an_error_beside_unknown_text_inside_strings_is_certain() {
        let found = outline(&json(&template(r#"[{"a": "$"}"#)));
        assert_eq!(found, "[{a='?'} error]; ! the array is not closed: `]` is missing");
    }

    #[test]
    fn a_value_in_place_of_unknown_text_is_placed_there() {
        let documents = json(&template(r#"{"a": $}"#));
        let value = documents.documents.first().and_then(|document| document.get("a")).map(|value| value.span);
        assert_eq!(value, Some(Span::new(FileId::DETACHED, 7, 11)));
    }

    #[test]
    fn unknown_text_in_yaml_stays_where_it_stands() {
        let cases = [
            ("a: $\nb: x$\nc: '$'\n", "{a=unknown b='x?' c='?'}"),
            ("a: 1$\nb: \"1$\"\n", "{a=unknown b='1?'}"),
            ("- $\n- |\n  x$\n", "[unknown 'x?\n']"),
            ("$: 1\n", "{?=1}"),
            ("a: [$\n", "undecided"),
        ];
        for (written, expected) in cases {
            assert_eq!(outline(&yaml(&template(written))), expected, "{written}");
        }
    }
}
