//! Functions with regular expressions: `regex`, `regexall`, `replace`.

use std::collections::BTreeMap;

use regex::{Captures, Regex, RegexBuilder};

use super::parameter::{Parameter, Shape};
use super::pattern_syntax::translate;
use super::signature::{Call, Function};
use super::unicode_age::has_newer;
use crate::syntax::text::Text;
use crate::terraform::expression::scope::{Evaluated, Failure};
use crate::terraform::functions::sequence::with_element_type;
use crate::value::{Member, SequenceKind, Type, Value};

const PATTERN: &[Parameter] = &[Parameter::new("pattern", Shape::String), Parameter::new("string", Shape::String)];

/// Bytes that a compiled pattern may take; beyond that the result is left unknown.
const MAX_COMPILED: usize = 4 << 20;

/// Bytes of a pattern that anybody writes.
const MAX_PATTERN: usize = 10_000;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("regex", PATTERN, Shape::Any, first_match),
    Function::new("regexall", PATTERN, Shape::ListOfAny, all_matches),
    Function::new(
        "replace",
        &[
            Parameter::new("str", Shape::String),
            Parameter::new("substr", Shape::String),
            Parameter::new("replace", Shape::String),
        ],
        Shape::String,
        replace,
    ),
];

/// What the groups of a pattern make of a match.
enum Groups {
    None,
    Numbered,
    Named(Vec<String>),
}

/// `None` where a pattern is one that cannot be decided here.
fn compile(call: &Call<'_>, index: usize, pattern: &str) -> Result<Option<Regex>, Failure> {
    let refused = |reason: &str| call.failure_at(index, format!("the pattern is not valid: {reason}"));
    if pattern.len() > MAX_PATTERN {
        return Ok(None);
    }
    let Some(translated) = translate(pattern).map_err(|reason| refused(&reason))? else { return Ok(None) };
    match RegexBuilder::new(&translated).size_limit(MAX_COMPILED).build() {
        Ok(regex) => Ok(Some(regex)),
        Err(_) => Ok(None),
    }
}

/// The compiled pattern, where it and the text are certain to mean the same to Go.
fn decide(call: &Call<'_>, index: usize, pattern: &str, text: &str) -> Result<Option<Regex>, Failure> {
    let regex = compile(call, index, pattern)?;
    Ok(regex.filter(|_| !has_newer(pattern) && !has_newer(text)))
}

fn groups_of(call: &Call<'_>, regex: &Regex) -> Result<Groups, Failure> {
    let names: Vec<Option<&str>> = regex.capture_names().skip(1).collect();
    let named: Vec<String> = names.iter().flatten().map(|name| (*name).to_owned()).collect();
    match (names.len(), named.len()) {
        (0, _) => Ok(Groups::None),
        (_, 0) => Ok(Groups::Numbered),
        (all, with_names) if all == with_names => Ok(Groups::Named(named)),
        _ => Err(call.failure_at(0, "a pattern has either named or unnamed groups")),
    }
}

fn first_match(call: &Call<'_>) -> Evaluated {
    let Some(regex) = decide(call, 0, call.str(0), call.str(1))? else {
        return Ok(call.unknown("the pattern cannot be decided"));
    };
    let groups = groups_of(call, &regex)?;
    match regex.captures(call.str(1)) {
        Some(captures) => Ok(value_of(call, &groups, &captures)),
        None => Err(call.failure("the pattern does not match")),
    }
}

fn all_matches(call: &Call<'_>) -> Evaluated {
    let Some(regex) = decide(call, 0, call.str(0), call.str(1))? else {
        return Ok(call.unknown("the pattern cannot be decided"));
    };
    let groups = groups_of(call, &regex)?;
    let mut items = Vec::new();
    for captures in regex.captures_iter(call.str(1)) {
        if !call.allows_steps(captures.len()) {
            return Ok(call.too_much());
        }
        items.push(value_of(call, &groups, &captures));
    }
    if !call.allows_elements(items.len()) {
        return Ok(call.too_much());
    }
    let element = match &groups {
        Groups::None => Type::String,
        Groups::Numbered => Type::Tuple(vec![Type::String; regex.captures_len() - 1]),
        Groups::Named(names) => Type::Object(names.iter().map(|name| (name.as_str().into(), Type::String)).collect()),
    };
    Ok(with_element_type(Value::sequence(SequenceKind::List, items), &element))
}

/// A match, each part of it leading to its place in the string.
fn value_of(call: &Call<'_>, groups: &Groups, captures: &Captures<'_>) -> Value {
    let text = call.partial(1);
    let part = |index: usize| match captures.get(index) {
        Some(found) => {
            let mut builder = Text::builder();
            builder.push_part(&text, found.range());
            Value::text(builder.finish(text.span_of(found.range())))
        }
        None => Value::null().typed(Type::String).at(call.span()),
    };
    match groups {
        Groups::None => part(0),
        Groups::Numbered => Value::tuple((1..captures.len()).map(part).collect::<Vec<_>>()).at(call.span()),
        Groups::Named(names) => {
            let members: BTreeMap<_, _> = names
                .iter()
                .enumerate()
                .map(|(index, name)| (name.as_str().into(), Member { key_span: None, value: part(index + 1) }))
                .collect();
            Value::object(members).at(call.span())
        }
    }
}

fn replace(call: &Call<'_>) -> Evaluated {
    let (text, wanted, replacement) = (call.str(0), call.str(1), call.str(2));
    let pattern = wanted.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
    if let Some(pattern) = pattern {
        let Some(regex) = decide(call, 1, pattern, text)? else {
            return Ok(call.unknown("the pattern cannot be decided"));
        };
        return replace_matches(call, &regex, replacement);
    }
    if !wanted.is_empty() && !text.contains(wanted) {
        return Ok(call.argument(0).clone());
    }
    let count = if wanted.is_empty() { text.chars().count() + 1 } else { text.matches(wanted).count() };
    let size = text.len().saturating_add(count.saturating_mul(replacement.len()));
    if !call.context().budget.allows_string(size, call.span()) {
        return Ok(call.too_much());
    }
    call.string(text.replace(wanted, replacement))
}

fn replace_matches(call: &Call<'_>, regex: &Regex, replacement: &str) -> Evaluated {
    let text = call.str(0);
    let mut replaced = String::new();
    let mut start = 0;
    for captures in regex.captures_iter(text) {
        let Some(found) = captures.get(0) else { continue };
        replaced.push_str(text.get(start..found.start()).unwrap_or_default());
        expand(regex, &captures, replacement, &mut replaced);
        start = found.end();
        if !call.context().budget.allows_string(replaced.len(), call.span()) {
            return Ok(call.too_much());
        }
    }
    if start == 0 && replaced.is_empty() {
        return if regex.is_match(text) { call.string(text) } else { Ok(call.argument(0).clone()) };
    }
    replaced.push_str(text.get(start..).unwrap_or_default());
    call.string(replaced)
}

/// Writes a replacement with what its `$1`, `$name` and `${name}` stand for, as Go reads them.
fn expand(regex: &Regex, captures: &Captures<'_>, replacement: &str, output: &mut String) {
    let mut rest = replacement;
    while let Some((before, after)) = rest.split_once('$') {
        output.push_str(before);
        if let Some(after) = after.strip_prefix('$') {
            output.push('$');
            rest = after;
            continue;
        }
        let Some((name, after)) = group_name(after) else {
            output.push('$');
            rest = after;
            continue;
        };
        rest = after;
        let is_number = name.bytes().all(|byte| byte.is_ascii_digit()) && (name == "0" || !name.starts_with('0'));
        let group = if is_number {
            name.parse().ok().and_then(|index: usize| captures.get(index))
        } else {
            let index = regex.capture_names().position(|group| group == Some(name));
            index.and_then(|index| captures.get(index))
        };
        output.push_str(group.map_or("", |group| group.as_str()));
    }
    output.push_str(rest);
}

/// The name behind a `$`, in braces or not, and what follows it.
fn group_name(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('{');
    let start = inner.unwrap_or(text);
    let rest = start.trim_start_matches(|letter: char| letter.is_alphanumeric() || letter == '_');
    let name = start.get(..start.len() - rest.len()).filter(|name| !name.is_empty())?;
    match inner {
        Some(_) => Some((name, rest.strip_prefix('}')?)),
        None => Some((name, rest)),
    }
}
