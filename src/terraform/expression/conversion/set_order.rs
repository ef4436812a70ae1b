//! Sets: which values are members once, and the order in which Terraform iterates them.

use std::cmp::Ordering;
use std::fmt::Write as _;

use crate::terraform::expression::equality::{equal_of_one_type, identity};
use crate::terraform::functions::number_text;
use crate::terraform::functions::quoting::quote;
use crate::value::{MappingKind, Openness, Sequence, SequenceKind, Value, ValueKind};

/// Comparing every unknown member with every other one is quadratic; beyond this many comparisons the members
/// that are not known only make the set open.
const MAX_COMPARISONS: usize = 200_000;

/// The set of `items`, which have one type.
///
/// An item that is not certainly different from another is left out and makes the set open, so the number of
/// items is a lower bound.
pub(crate) fn set_of(items: Vec<Value>, is_open: bool) -> Sequence {
    let (mut known, unknown): (Vec<Value>, Vec<Value>) = items.into_iter().partition(Value::is_wholly_known);
    sort(&mut known);
    let mut is_open = is_open;
    known.dedup_by(|next, kept| {
        let is_equal = equal_of_one_type(kept, next) == Some(true);
        // Zero and negative zero are equal and yet two members.
        is_open |= is_equal && identity(kept) != identity(next);
        is_equal
    });
    let known_count = known.len();
    let mut comparisons = 0;
    for item in unknown {
        comparisons += known.len();
        if comparisons > MAX_COMPARISONS && !known.is_empty() {
            is_open = true;
            continue;
        }
        match certainty_of_absence(&known, &item) {
            Some(true) => known.push(item),
            Some(false) => {}
            None => is_open = true,
        }
    }
    // Which place a partly known member takes is not known, but those that are unknown come last.
    if let Some(unknown) = known.get_mut(known_count..) {
        unknown.sort_by_key(|item| !item.is_unknown());
    }
    Sequence { kind: SequenceKind::Set, items: known.into(), openness: Openness::open_after(is_open, 0) }
}

/// The order of two known members of a set.
pub(in crate::terraform) fn compare(left: &Value, right: &Value) -> Ordering {
    match (&left.kind, &right.kind) {
        (ValueKind::Null, ValueKind::Null) => Ordering::Equal,
        (ValueKind::Null, _) => Ordering::Greater,
        (_, ValueKind::Null) => Ordering::Less,
        (ValueKind::String(left), ValueKind::String(right)) => left.known_bytes().cmp(right.known_bytes()),
        (ValueKind::Number(left), ValueKind::Number(right)) => left.cmp(right),
        (ValueKind::Bool(left), ValueKind::Bool(right)) => left.cmp(right),
        _ => sort_key(left).cmp(&sort_key(right)),
    }
}

fn sort(items: &mut [Value]) {
    let is_scalar = |value: &Value| !matches!(value.kind, ValueKind::Sequence(_) | ValueKind::Mapping(_));
    if items.iter().all(is_scalar) {
        items.sort_by(compare);
    } else {
        items.sort_by_cached_key(|item| (item.is_null(), sort_key(item)));
    }
}

/// Whether `item` is certainly no member (`true`), certainly one, or neither.
fn certainty_of_absence(members: &[Value], item: &Value) -> Option<bool> {
    let mut is_certain = true;
    for member in members {
        match equal_of_one_type(member, item) {
            Some(true) => return Some(false),
            Some(false) => {}
            None => is_certain = false,
        }
    }
    is_certain.then_some(true)
}

/// The text by which Terraform orders members that are neither strings nor numbers nor booleans.
fn sort_key(value: &Value) -> Vec<u8> {
    let mut key = String::new();
    write_key(value, &mut key);
    key.into_bytes()
}

fn write_key(value: &Value, key: &mut String) {
    match &value.kind {
        ValueKind::Null => key.push('~'),
        ValueKind::Unknown(_) => key.push('?'),
        ValueKind::Bool(value) => key.push(if *value { 'T' } else { 'F' }),
        ValueKind::Number(number) => key.push_str(&number_text::general(number)),
        ValueKind::String(text) => key.push_str(&quote(text.known_bytes())),
        ValueKind::Sequence(sequence) => {
            let (open, close) = if sequence.kind == SequenceKind::Tuple { ('<', '>') } else { ('[', ']') };
            key.push(open);
            for item in sequence.items.iter() {
                write_key(item, key);
                key.push(';');
            }
            key.push(close);
        }
        ValueKind::Mapping(mapping) => {
            let is_map = mapping.kind == MappingKind::Map;
            key.push(if is_map { '{' } else { '<' });
            for (name, member) in mapping.members.iter() {
                if is_map {
                    let _ = write!(key, "{}:", quote(name));
                }
                write_key(&member.value, key);
                key.push(';');
            }
            key.push(if is_map { '}' } else { '>' });
        }
    }
}
