//! Functions on strings: case, trimming, searching, splitting and joining.

use std::collections::HashSet;

use super::parameter::{Parameter, Shape};
use super::signature::{Call, Function};
use crate::syntax::text::{Text, TextBuilder};
use crate::terraform::expression::conversion::type_of;
use crate::terraform::expression::scope::Evaluated;
use crate::terraform::functions::unicode_form::settled;
use crate::terraform::functions::{graphemes, letters};
use crate::value::{Openness, Sequence, SequenceKind, Type, Value, ValueKind};

const STRING: Parameter = Parameter::new("str", Shape::String).partly_known();

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("chomp", &[STRING], Shape::String, |call| {
        trimmed(call, End::Last, &|letter| "\r\n".contains(letter))
    }),
    Function::new("endswith", &[STRING, Parameter::new("suffix", Shape::String)], Shape::Bool, ends_with),
    Function::new("indent", &[Parameter::new("spaces", Shape::Number), STRING], Shape::String, indent),
    Function::new("join", &[Parameter::new("separator", Shape::String).partly_known()], Shape::String, join)
        .variadic(Parameter::new("lists", Shape::ListOfStrings).maybe_unknown()),
    Function::new("lower", &[STRING], Shape::String, |call| mapped(call, letters::lower)),
    Function::new("split", &[Parameter::new("separator", Shape::String), STRING], Shape::ListOfStrings, split),
    Function::new("startswith", &[STRING, Parameter::new("prefix", Shape::String)], Shape::Bool, starts_with),
    Function::new("strcontains", &[STRING, Parameter::new("substr", Shape::String)], Shape::Bool, str_contains),
    Function::new("strrev", &[Parameter::new("str", Shape::String)], Shape::String, |call| {
        call.string(graphemes::reversed(call.str(0)))
    }),
    Function::new(
        "substr",
        &[STRING, Parameter::new("offset", Shape::Number), Parameter::new("length", Shape::Number)],
        Shape::String,
        substr,
    ),
    Function::new("title", &[Parameter::new("str", Shape::String)], Shape::String, |call| {
        call.string(letters::title(call.str(0)))
    }),
    Function::new("trim", &[STRING, Parameter::new("cutset", Shape::String)], Shape::String, |call| {
        let cut: HashSet<char> = call.str(1).chars().collect();
        trimmed(call, End::Both, &|letter| cut.contains(&letter))
    }),
    Function::new("trimprefix", &[STRING, Parameter::new("prefix", Shape::String)], Shape::String, trim_prefix),
    Function::new("trimspace", &[STRING], Shape::String, |call| {
        trimmed(call, End::Both, &|letter| letters::is_space(letter))
    }),
    Function::new("trimsuffix", &[STRING, Parameter::new("suffix", Shape::String)], Shape::String, trim_suffix),
    Function::new("upper", &[STRING], Shape::String, |call| mapped(call, letters::upper)),
];

/// Each letter mapped alone; holes stay where they are, because a letter's neighbours do not count.
fn mapped(call: &Call<'_>, map: fn(char) -> char) -> Evaluated {
    let text = call.partial(0);
    let mut builder = Text::builder();
    let mut holes = text.holes().iter().copied().peekable();
    let mut buffer = [0; 4];
    for (at, letter) in text.known_bytes().char_indices() {
        if holes.next_if(|&hole| hole as usize <= at).is_some() {
            builder.push_hole();
        }
        let mapped = map(letter);
        if mapped == letter {
            builder.push_part(&text, at..at + letter.len_utf8());
            continue;
        }
        let source = text.span_of(at..at + letter.len_utf8());
        let mapped = &*mapped.encode_utf8(&mut buffer);
        if source.len() == mapped.len() && mapped.len() == letter.len_utf8() {
            builder.push_exact(mapped, source);
        } else {
            builder.push(mapped, source);
        }
    }
    if holes.next().is_some() {
        builder.push_hole();
    }
    call.text(builder)
}

fn starts_with(call: &Call<'_>) -> Evaluated {
    let (text, prefix) = (call.partial(0), call.str(1));
    let known = text.known_prefix();
    if text.is_known() || known.len() >= prefix.len() || !prefix.starts_with(known) {
        return call.bool(known.starts_with(prefix));
    }
    Ok(call.unknown("a part of the string is not known"))
}

fn ends_with(call: &Call<'_>) -> Evaluated {
    let (text, suffix) = (call.partial(0), call.str(1));
    let known = text.known_suffix();
    if text.is_known() || known.len() >= suffix.len() || !suffix.ends_with(known) {
        return call.bool(known.ends_with(suffix));
    }
    Ok(call.unknown("a part of the string is not known"))
}

fn str_contains(call: &Call<'_>) -> Evaluated {
    let (text, part) = (call.partial(0), call.str(1));
    if text.pieces().into_iter().flatten().any(|piece| piece.contains(part)) || part.is_empty() {
        return call.bool(true);
    }
    if text.is_known() { call.bool(false) } else { Ok(call.unknown("a part of the string is not known")) }
}

fn trim_prefix(call: &Call<'_>) -> Evaluated {
    let (text, prefix) = (call.partial(0), call.str(1));
    let known = text.known_prefix();
    let is_certain = text.is_known() || known.len() >= prefix.len() || !prefix.starts_with(known);
    if !is_certain {
        return Ok(call.unknown("a part of the string is not known"));
    }
    let cut = if known.starts_with(prefix) { prefix.len() } else { 0 };
    part(call, &text, cut, text.known_bytes().len())
}

fn trim_suffix(call: &Call<'_>) -> Evaluated {
    let (text, suffix) = (call.partial(0), call.str(1));
    let known = text.known_suffix();
    let is_certain = text.is_known() || known.len() >= suffix.len() || !suffix.ends_with(known);
    if !is_certain {
        return Ok(call.unknown("a part of the string is not known"));
    }
    let cut = if known.ends_with(suffix) { suffix.len() } else { 0 };
    part(call, &text, 0, text.known_bytes().len() - cut)
}

fn part(call: &Call<'_>, text: &Text, start: usize, end: usize) -> Evaluated {
    let mut builder = Text::builder();
    builder.push_text(&text.slice(start..end.max(start), call.span()));
    call.text(builder)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Last,
    Both,
}

/// The text without the letters of a set at its ends.
///
/// What stands behind a hole may come to stand at the end, so a letter there that would be cut leaves the
/// result unknown.
fn trimmed(call: &Call<'_>, ends: End, is_cut: &dyn Fn(char) -> bool) -> Evaluated {
    let text = call.partial(0);
    let known = text.known_bytes();
    let (first_hole, last_hole) = (text.holes().first().copied(), text.holes().last().copied());
    let front = text.known_prefix();
    let mut start = 0;
    if ends == End::Both {
        start = front.len() - front.trim_start_matches(is_cut).len();
        let behind = first_hole.filter(|&hole| hole as usize == start).and_then(|hole| known.get(hole as usize..));
        if behind.is_some_and(|behind| behind.starts_with(is_cut)) {
            return Ok(call.unknown("a part of the string is not known"));
        }
    }
    let back = text.known_suffix();
    let end = known.len() - (back.len() - back.trim_end_matches(is_cut).len());
    let before = last_hole.filter(|&hole| hole as usize == end).and_then(|hole| known.get(..hole as usize));
    if before.is_some_and(|before| before.ends_with(is_cut)) {
        return Ok(call.unknown("a part of the string is not known"));
    }
    part(call, &text, start, end)
}

fn indent(call: &Call<'_>) -> Evaluated {
    let text = call.partial(1);
    let Ok(spaces) = usize::try_from(call.integer(0)?) else {
        return Err(call.failure_at(0, "it must not be negative"));
    };
    let breaks = text.known_bytes().matches('\n').count();
    let size = breaks.saturating_mul(spaces).saturating_add(text.known_bytes().len());
    if !call.context().budget.allows_string(size, call.span()) {
        return Ok(call.too_much());
    }
    let pad = " ".repeat(if breaks > 0 { spaces } else { 0 });
    let mut builder = Text::builder();
    let mut holes = text.holes().iter().map(|&hole| hole as usize).peekable();
    let mut start = 0;
    for (at, line_break) in text.known_bytes().match_indices('\n') {
        let end = at + line_break.len();
        // What is unknown right behind a line break comes after its indentation.
        while let Some(hole) = holes.next_if(|&hole| hole < end) {
            builder.push_part(&text, start..hole);
            builder.push_hole();
            start = hole;
        }
        builder.push_part(&text, start..end);
        builder.push(&pad, text.span_of(at..end));
        start = end;
    }
    for hole in holes {
        builder.push_part(&text, start..hole);
        builder.push_hole();
        start = hole;
    }
    builder.push_part(&text, start..text.known_bytes().len());
    call.text(builder)
}

fn substr(call: &Call<'_>) -> Evaluated {
    let text = call.partial(0);
    let (offset, length) = (call.integer(1)?, call.integer(2)?);
    if let Some(known) = text.known() {
        let (start, end) = graphemes::range(known, offset, length);
        return part(call, &text, start, end);
    }
    let (Ok(offset), Ok(length)) = (usize::try_from(offset), usize::try_from(length)) else {
        return Ok(call.unknown("a part of the string is not known"));
    };
    // The last character before a hole may go on in it.
    if offset.saturating_add(length) >= graphemes::count(text.known_prefix()) {
        return Ok(call.unknown("a part of the string is not known"));
    }
    let (start, end) = graphemes::range(text.known_prefix(), offset as i64, length as i64);
    let mut builder = Text::builder();
    builder.push_part(&text, start..end);
    call.text(builder)
}

fn split(call: &Call<'_>) -> Evaluated {
    let (separator, text) = (call.str(0), call.partial(1));
    let known = text.known().unwrap_or_else(|| settled(text.known_prefix()).unwrap_or_default());
    let mut parts: Vec<(usize, usize)> = Vec::new();
    if separator.is_empty() {
        parts.extend(known.char_indices().map(|(at, letter)| (at, at + letter.len_utf8())));
    } else {
        let mut start = 0;
        for (at, found) in known.match_indices(separator) {
            parts.push((start, at));
            start = at + found.len();
        }
        parts.push((start, known.len()));
    }
    if !call.allows_elements(parts.len()) {
        return Ok(call.too_much());
    }
    let is_open = !text.is_known();
    let ends_in_hole = is_open && !separator.is_empty();
    let count = parts.len() - usize::from(ends_in_hole);
    let mut items: Vec<Value> = parts
        .iter()
        .take(count)
        .map(|&(start, end)| {
            let mut builder = Text::builder();
            builder.push_part(&text, start..end);
            Value::text(builder.finish(text.span_of(start..end)))
        })
        .collect();
    if ends_in_hole {
        items.push(call.unknown_of("a part of the string is not known", Type::String));
    }
    let openness = Openness::open_after(is_open, items.len());
    let list = Sequence { kind: SequenceKind::List, items: items.into(), openness };
    let value = Value::from(ValueKind::Sequence(list)).at(call.span());
    Ok(if value.items().is_empty() { value.typed(Shape::ListOfStrings.to_type()) } else { value })
}

fn join(call: &Call<'_>) -> Evaluated {
    let separator = call.partial(0);
    let lists = call.rest(1);
    if lists.is_empty() {
        return Err(call.failure("at least one list is required"));
    }
    if let [list] = lists
        && let Some(only) = only_unknown(list)
    {
        return Ok(only);
    }
    let mut joined = Joined { builder: Text::builder(), separator, needs_separator: false };
    for list in lists {
        let Some(sequence) = list.as_sequence() else {
            joined.push_unknown_items();
            continue;
        };
        if !call.allows_steps(sequence.items.len()) {
            return Ok(call.too_much());
        }
        if sequence.items.iter().any(Value::is_null) {
            return Err(call.failure("an element is null"));
        }
        for item in sequence.fixed() {
            joined.push_item(item);
            if !call.context().budget.allows_string(joined.builder.len(), call.span()) {
                return Ok(call.too_much());
            }
        }
        if sequence.is_open() || sequence.fixed().len() < sequence.items.len() {
            joined.push_unknown_items();
        }
    }
    call.text(joined.builder)
}

/// The one element of a list that has no other: joined with nothing, it stays what it is.
fn only_unknown(list: &Value) -> Option<Value> {
    let sequence = list.as_sequence().filter(|sequence| !sequence.is_open())?;
    match &*sequence.items {
        [only] if only.is_unknown() && type_of(only) == Type::String => Some(only.clone()),
        _ => None,
    }
}

struct Joined {
    builder: TextBuilder,
    separator: Text,
    needs_separator: bool,
}

impl Joined {
    fn push_item(&mut self, item: &Value) {
        if self.needs_separator {
            self.builder.push_text(&self.separator);
        }
        match item.as_text() {
            Some(text) => self.builder.push_text(text),
            None => self.builder.push_hole(),
        }
        self.needs_separator = true;
    }

    /// Any number of items, with the separators around them.
    fn push_unknown_items(&mut self) {
        self.builder.push_hole();
        self.needs_separator = false;
    }
}
