//! Functions with regular expressions: `regex`, `regexall`, `replace`.

use std::collections::BTreeMap;

use regex::{Captures, Regex, RegexBuilder};

use super::parameter::{Parameter, Shape};
use super::pattern_outcome::{Outcome, Searcher};
use super::pattern_syntax::{Translated, translate};
use super::signature::{Call, Function};
use super::unicode_age::has_newer;
use super::unicode_form::settled;
use crate::syntax::text::Text;
use crate::terraform::expression::scope::{Evaluated, Failure};
use crate::terraform::functions::sequence::with_element_type;
use crate::value::{Member, Openness, Sequence, SequenceKind, Type, Value, ValueKind};

const PATTERN: &[Parameter] =
    &[Parameter::new("pattern", Shape::String), Parameter::new("string", Shape::String).partly_known()];

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

/// A pattern that is certain to mean the same to Go, at least in some texts.
struct Pattern {
    translated: Translated,
    regex: Regex,
}

impl Groups {
    /// The type of a match.
    fn to_type(&self, regex: &Regex) -> Type {
        match self {
            Self::None => Type::String,
            Self::Numbered => Type::Tuple(vec![Type::String; regex.captures_len() - 1]),
            Self::Named(names) => Type::Object(names.iter().map(|name| (name.as_str().into(), Type::String)).collect()),
        }
    }
}

impl Pattern {
    fn decides(&self, text: &str) -> bool {
        (text.is_ascii() || !self.translated.is_of_ascii) && !has_newer(text)
    }
}

/// `None` where a pattern is one that cannot be decided here.
fn compile(call: &Call<'_>, index: usize, pattern: &str) -> Result<Option<Pattern>, Failure> {
    let refused = |reason: &str| call.failure_at(index, format!("the pattern is not valid: {reason}"));
    if pattern.len() > MAX_PATTERN {
        return Ok(None);
    }
    let translated = translate(pattern).map_err(|reason| refused(&reason))?;
    let Some(translated) = translated.filter(|_| !has_newer(pattern)) else { return Ok(None) };
    let regex = RegexBuilder::new(&translated.pattern).size_limit(MAX_COMPILED).build();
    Ok(regex.ok().map(|regex| Pattern { translated, regex }))
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
    let Some(pattern) = compile(call, 0, call.str(0))? else {
        return Ok(call.unknown("the pattern cannot be decided"));
    };
    let groups = groups_of(call, &pattern.regex)?;
    let text = call.partial(1);
    let Some(found) = matches(call, &pattern, &text, 1) else { return Ok(call.too_much()) };
    match (found.captures.first(), found.may_be_more) {
        (Some(captures), _) => Ok(value_of(call, &groups, captures)),
        (None, None) => Err(call.failure("the pattern does not match")),
        (None, Some(reason)) => Ok(call.unknown_of(reason, groups.to_type(&pattern.regex))),
    }
}

fn all_matches(call: &Call<'_>) -> Evaluated {
    let Some(pattern) = compile(call, 0, call.str(0))? else {
        return Ok(call.unknown("the pattern cannot be decided"));
    };
    let groups = groups_of(call, &pattern.regex)?;
    let text = call.partial(1);
    let found = matches(call, &pattern, &text, usize::MAX);
    let Some(found) = found.filter(|found| call.allows_elements(found.captures.len())) else {
        return Ok(call.too_much());
    };
    let items: Vec<Value> = found.captures.iter().map(|captures| value_of(call, &groups, captures)).collect();
    let element = groups.to_type(&pattern.regex);
    if let Some(reason) = found.may_be_more.filter(|_| items.is_empty()) {
        return Ok(call.unknown_of(reason, Type::List(Box::new(element))));
    }
    let openness = Openness::open_after(found.may_be_more.is_some(), items.len());
    let list = Sequence { kind: SequenceKind::List, items: items.into(), openness };
    Ok(with_element_type(ValueKind::Sequence(list).into(), &element))
}

/// Matches from the start of a text on.
struct Matches<'t> {
    captures: Vec<Captures<'t>>,
    /// Why there may be others behind them.
    may_be_more: Option<&'static str>,
}

/// The first matches in a text, as many as are certain and wanted; `None` past the budget.
fn matches<'t>(call: &Call<'_>, pattern: &Pattern, text: &'t Text, most: usize) -> Option<Matches<'t>> {
    let known = if text.is_known() { Some(text.known_bytes()) } else { settled(text.known_prefix()) };
    let Some(known) = known.filter(|known| pattern.decides(known)) else {
        return Some(Matches { captures: Vec::new(), may_be_more: Some("the pattern cannot be decided") });
    };
    if !text.is_known() {
        return matches_in_beginning(call, pattern, known, most);
    }
    let mut captures = Vec::new();
    for found in pattern.regex.captures_iter(known).take(most) {
        if !call.allows_steps(found.len()) {
            return None;
        }
        captures.push(found);
    }
    Some(Matches { captures, may_be_more: None })
}

/// The matches in the beginning of a text that are the same whatever follows.
fn matches_in_beginning<'t>(
    call: &Call<'_>,
    pattern: &Pattern,
    beginning: &'t str,
    most: usize,
) -> Option<Matches<'t>> {
    let mut found = Matches { captures: Vec::new(), may_be_more: Some("a part of the string is not known") };
    let Some(mut searcher) = Searcher::new(&pattern.translated.pattern, MAX_COMPILED) else { return Some(found) };
    let (mut start, mut last_end) = (0, None);
    while found.captures.len() < most && call.allows_steps(pattern.regex.captures_len()) {
        let end = match searcher.search(beginning, start) {
            Some(Outcome::Match(end)) => end,
            Some(Outcome::NoMatch) => {
                found.may_be_more = None;
                return Some(found);
            }
            Some(Outcome::Open) | None => return Some(found),
        };
        let captures = pattern.regex.captures_at(beginning, start);
        let Some(captures) = captures.filter(|captures| captures.get_match().end() == end) else { return Some(found) };
        // An empty match right behind another one is none.
        if captures.get_match().is_empty() && last_end == Some(end) {
            let Some(letter) = beginning.get(end..).and_then(|rest| rest.chars().next()) else { return Some(found) };
            start = end + letter.len_utf8();
            continue;
        }
        (start, last_end) = (end, Some(end));
        found.captures.push(captures);
    }
    (found.captures.len() == most).then_some(found)
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
            Value::object(members.into()).at(call.span())
        }
    }
}

fn replace(call: &Call<'_>) -> Evaluated {
    let (text, wanted, replacement) = (call.str(0), call.str(1), call.str(2));
    let pattern = wanted.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
    if let Some(pattern) = pattern {
        let Some(pattern) = compile(call, 1, pattern)?.filter(|pattern| pattern.decides(text)) else {
            return Ok(call.unknown("the pattern cannot be decided"));
        };
        return replace_matches(call, &pattern.regex, replacement);
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
