//! Values written as JSON, as `jsonencode` and `format` write them, with every scalar leading to its own place.

use std::fmt::Write as _;

use crate::source::Span;
use crate::syntax::text::{Text, TextBuilder};
use crate::value::{Mapping, Sequence, Value, ValueKind};

/// Writes `value`; what is not known leaves a hole that stands for its JSON. `span` is the place of values that
/// have none.
pub(super) fn write(value: &Value, span: Span, builder: &mut TextBuilder) {
    let place = value.span.unwrap_or(span);
    match &value.kind {
        ValueKind::Null => builder.push("null", place),
        ValueKind::Bool(value) => builder.push(if *value { "true" } else { "false" }, place),
        ValueKind::Number(number) => builder.push(&number.to_string(), place),
        ValueKind::String(text) => write_text(text, place, builder),
        ValueKind::Unknown(_) => builder.push_hole(),
        ValueKind::Sequence(sequence) => write_sequence(sequence, place, builder),
        ValueKind::Mapping(mapping) => write_mapping(mapping, place, builder),
    }
}

/// A string in double quotes, escaped as Go does it: also `<`, `>` and `&`.
pub(super) fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match escape(letter) {
            Some(escape) => quoted.push_str(&escape),
            None => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

fn write_text(text: &Text, place: Span, builder: &mut TextBuilder) {
    builder.push("\"", place);
    let mut holes = text.holes().iter().map(|&hole| hole as usize).peekable();
    let mut start = 0;
    for (at, letter) in text.known_bytes().char_indices() {
        let escape = escape(letter);
        let is_hole = holes.next_if(|&hole| hole <= at).is_some();
        if !is_hole && escape.is_none() {
            continue;
        }
        builder.push_part(text, start..at);
        start = at;
        if is_hole {
            builder.push_hole();
        }
        if let Some(escape) = escape {
            start = at + letter.len_utf8();
            builder.push(&escape, text.span_of(at..start));
        }
    }
    builder.push_part(text, start..text.known_bytes().len());
    if holes.next().is_some() {
        builder.push_hole();
    }
    builder.push("\"", place);
}

fn escape(letter: char) -> Option<String> {
    let short = match letter {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\u{8}' => "\\b",
        '\u{c}' => "\\f",
        '\0'..='\u{1f}' | '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
            let mut escape = String::new();
            let _ = write!(escape, "\\u{:04x}", letter as u32);
            return Some(escape);
        }
        _ => return None,
    };
    Some(short.to_owned())
}

fn write_sequence(sequence: &Sequence, place: Span, builder: &mut TextBuilder) {
    builder.push("[", place);
    let fixed = sequence.fixed();
    for (index, item) in fixed.iter().enumerate() {
        if index > 0 {
            builder.push(",", place);
        }
        write(item, place, builder);
    }
    if sequence.is_open() || fixed.len() < sequence.items.len() {
        builder.push_hole();
    }
    builder.push("]", place);
}

fn write_mapping(mapping: &Mapping, place: Span, builder: &mut TextBuilder) {
    builder.push("{", place);
    if mapping.is_open {
        // Keys are in order, so one that is not known may stand anywhere.
        builder.push_hole();
    } else {
        for (index, (name, member)) in mapping.members.iter().enumerate() {
            if index > 0 {
                builder.push(",", place);
            }
            builder.push(&quote(name), member.key_span.unwrap_or(place));
            builder.push(":", place);
            write(&member.value, place, builder);
        }
    }
    builder.push("}", place);
}
