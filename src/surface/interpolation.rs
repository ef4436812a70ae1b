//! Interpolation: strings with `${name}` in them, as Pulumi and ROS write them.

use crate::source::Span;
use crate::syntax::text::Text;
use crate::value::{Value, ValueKind};

/// How a language writes a `${` that is meant literally.
#[derive(Clone, Copy, Debug)]
pub(super) struct Escapes {
    /// Before the brace of a literal `${`: Pulumi's `$${`.
    pub(super) before: Option<char>,
    /// After the brace of a literal `${`: ROS's `${!name}`.
    pub(super) after: Option<char>,
}

/// One stretch of a string, as a range of its known bytes.
enum Piece {
    Literal(std::ops::Range<usize>),
    /// A literal `${…}`, with the range of what it stands for.
    Escaped(&'static str, std::ops::Range<usize>),
    Placeholder {
        name: std::ops::Range<usize>,
        whole: std::ops::Range<usize>,
    },
}

/// The string with every placeholder replaced by what `resolve` gives for its name.
///
/// A string that is one placeholder is that value itself. A string with unknown parts stays partly known.
pub(super) fn fill(text: &Text, escapes: Escapes, resolve: &mut dyn FnMut(&str, Span) -> Value) -> Value {
    let Some(known) = text.known().filter(|known| known.contains("${")) else {
        return Value::text(text.clone());
    };
    let pieces = pieces(known, escapes);
    if let [Piece::Placeholder { name, .. }] = pieces.as_slice() {
        let span = text.span();
        return resolve(known.get(name.clone()).unwrap_or_default().trim(), span).at(span);
    }
    let mut builder = Text::builder();
    let mut values = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Literal(range) => {
                let span = text.span_of(range.clone());
                builder.push_text(&text.slice(range, span));
            }
            Piece::Escaped(literal, range) => builder.push(literal, text.span_of(range)),
            Piece::Placeholder { name, whole } => {
                let span = text.span_of(whole);
                let value = resolve(known.get(name).unwrap_or_default().trim(), span);
                match &value.kind {
                    ValueKind::String(inner) => builder.push_opaque(inner, span),
                    ValueKind::Number(number) => builder.push(&number.to_string(), span),
                    ValueKind::Bool(value) => builder.push(if *value { "true" } else { "false" }, span),
                    _ => builder.push_hole(),
                }
                values.push(value);
            }
        }
    }
    let sensitive = values.iter().any(|value| value.sensitive);
    Value { sensitive, ..Value::text(builder.finish(text.span())) }.made_of(&values)
}

fn pieces(known: &str, escapes: Escapes) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut literal = 0;
    let mut from = 0;
    while let Some(at) = known.get(from..).and_then(|rest| rest.find("${")).map(|at| at + from) {
        let inside = at + 2;
        let is_escaped =
            escapes.before.is_some_and(|escape| known.get(literal..at).unwrap_or_default().ends_with(escape));
        let Some(close) = known.get(inside..).and_then(closing_brace).map(|close| inside + close) else { break };
        if is_escaped {
            pieces.push(Piece::Literal(literal..at - 1));
            pieces.push(Piece::Escaped("${", at - 1..inside));
            literal = inside;
            from = inside;
            continue;
        }
        if literal < at {
            pieces.push(Piece::Literal(literal..at));
        }
        let escape = escapes.after.filter(|&escape| known.get(inside..).is_some_and(|rest| rest.starts_with(escape)));
        match escape {
            Some(escape) => {
                pieces.push(Piece::Escaped("${", at..inside + escape.len_utf8()));
                pieces.push(Piece::Literal(inside + escape.len_utf8()..close + 1));
            }
            None => pieces.push(Piece::Placeholder { name: inside..close, whole: at..close + 1 }),
        }
        literal = close + 1;
        from = literal;
    }
    if literal < known.len() {
        pieces.push(Piece::Literal(literal..known.len()));
    }
    pieces
}

/// The brace that closes a placeholder; quoted keys inside may hold braces.
fn closing_brace(rest: &str) -> Option<usize> {
    let mut is_quoted = false;
    rest.char_indices().find_map(|(at, letter)| {
        is_quoted ^= letter == '"';
        (letter == '}' && !is_quoted).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    const PULUMI: Escapes = Escapes { before: Some('$'), after: None };
    const ROS: Escapes = Escapes { before: None, after: Some('!') };

    fn filled(text: &str, escapes: Escapes) -> Value {
        let span = Span::new(FileId::DETACHED, 0, text.len());
        let resolve = &mut |name: &str, span| match name {
            "team" => Value::string("pay", span),
            "count" => Value::number(3),
            _ => Value::unknown("nobody knows"),
        };
        fill(&Text::exact(text, span, span), escapes, resolve)
    }

    #[test]
    fn known_names_are_filled_in_and_others_leave_holes() {
        assert_eq!(filled("alias/${team}-${count}", PULUMI).as_str(), Some("alias/pay-3"));
        let partly = filled("alias/${who}.x", PULUMI);
        assert_eq!(partly.as_text().map(Text::pieces), Some(vec![Some("alias/"), None, Some(".x")]));
    }

    #[test]
    fn a_string_of_one_placeholder_is_the_value() {
        assert_eq!(filled("${count}", PULUMI).as_number(), Some(&3.into()));
    }

    #[test]
    fn escaped_placeholders_are_literal() {
        assert_eq!(filled("a$${team}b", PULUMI).as_str(), Some("a${team}b"));
        assert_eq!(filled("a${!team}b", ROS).as_str(), Some("a${team}b"));
        assert_eq!(filled("a${team", PULUMI).as_str(), Some("a${team"));
    }
}
