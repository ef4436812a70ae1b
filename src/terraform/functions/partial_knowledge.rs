//! Holds what every function says of partly known arguments against what it says once they are known.
//!
//! Random calls are made twice: with arguments of which parts are hidden, and with the whole arguments. Whatever
//! the first result claims must be true of the second.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::parameter::Shape;
use super::tests::evaluate;
use super::*;
use crate::source::{FileId, Span};
use crate::syntax::text::Text;
use crate::terraform::expression::budget::Budget;
use crate::terraform::expression::conversion::{is_convertible, set_of, type_of};
use crate::terraform::expression::equality::equal_of_one_type;
use crate::value::{
    Mapping, MappingKind, Member, Openness, Sequence, SequenceKind, Symbol, Type, Unknown, Value, ValueKind,
};

/// Calls of each function.
const ROUNDS: usize = 400;

#[test]
fn nothing_is_claimed_that_is_not_so_once_all_is_known() {
    let mut wrong = Vec::new();
    let mut decided = 0;
    let mut names: Vec<&str> = names().filter(|name| !name.starts_with("file")).collect();
    names.sort_unstable();
    for name in names {
        let mut random = Random::new(name);
        for _ in 0..ROUNDS {
            let arguments = random.arguments(name);
            let (hidden, whole): (Vec<Value>, Vec<Value>) = arguments.into_iter().unzip();
            let claimed = evaluate(name, hidden.clone(), &Budget::default());
            let actual = evaluate(name, whole.clone(), &Budget::default());
            decided += usize::from(actual.is_ok());
            if let Err(reason) = covers_result(&claimed, &actual) {
                let shown = |values: &[Value]| values.iter().map(show).collect::<Vec<_>>().join(", ");
                wrong.push(format!("{name}({})\n  whole: {}\n  {reason}", shown(&hidden), shown(&whole)));
            }
        }
    }
    assert!(decided > 5_000, "only {decided} calls are accepted");
    assert!(
        wrong.is_empty(),
        "{} claims are wrong:\n{}",
        wrong.len(),
        wrong.iter().take(25).cloned().collect::<Vec<_>>().join("\n")
    );
}

fn covers_result(claimed: &Evaluated, actual: &Evaluated) -> Result<(), String> {
    match (claimed, actual) {
        (Err(failure), Ok(value)) => Err(format!("refused ({}), but it is {}", failure.message, show(value))),
        (Ok(claimed), Ok(actual)) if !covers(claimed, actual) => {
            Err(format!("claimed {}, but it is {}", show(claimed), show(actual)))
        }
        _ => Ok(()),
    }
}

fn covers(claimed: &Value, actual: &Value) -> bool {
    let may_change = claimed.of_type.as_deref() == Some(&Type::Any);
    match (&claimed.kind, &actual.kind) {
        // A function that is not decided even for whole arguments claims nothing.
        (_, ValueKind::Unknown(_)) => true,
        (ValueKind::Unknown(unknown), _) => covers_unknown(unknown, actual),
        (ValueKind::String(claimed), ValueKind::String(actual)) => fits(&claimed.pieces(), actual.known_bytes()),
        (ValueKind::Sequence(claimed), ValueKind::Sequence(actual)) => covers_sequence(claimed, actual, may_change),
        (ValueKind::Mapping(claimed), ValueKind::Mapping(actual)) => {
            (claimed.kind == actual.kind || may_change)
                && (claimed.is_open || claimed.members.len() == actual.members.len())
                && claimed.members.iter().all(|(name, member)| {
                    actual.members.get(name).is_some_and(|actual| covers(&member.value, &actual.value))
                })
        }
        _ => equal_of_one_type(claimed, actual) == Some(true),
    }
}

fn covers_unknown(unknown: &Unknown, actual: &Value) -> bool {
    if actual.is_null() {
        return !unknown.is_not_null;
    }
    match &unknown.symbol {
        Some(symbol) => actual.as_str() == Some(&*symbol.resource),
        None => is_convertible(&type_of(actual), &unknown.of_type),
    }
}

fn covers_sequence(claimed: &Sequence, actual: &Sequence, may_change: bool) -> bool {
    let fits_length = if claimed.is_open() {
        claimed.items.len() <= actual.items.len()
    } else {
        claimed.items.len() == actual.items.len()
    };
    // What may yet become a set keeps its members, but not their number or order.
    let may_be_set = may_change && actual.kind == SequenceKind::Set;
    let fixed = if may_be_set { 0 } else { claimed.fixed().len() };
    let (placed, others) = claimed.items.split_at(fixed);
    let rest = actual.items.get(fixed..).unwrap_or_default();
    let fits_items = placed.iter().zip(actual.items.iter()).all(|(claimed, actual)| covers(claimed, actual))
        && others.iter().all(|item| rest.iter().any(|actual| covers(item, actual)));
    (claimed.kind == actual.kind || may_change) && (fits_length || may_be_set) && fits_items
}

/// Whether a text consists of the known pieces, with anything in the holes between them.
fn fits(pieces: &[Option<&str>], text: &str) -> bool {
    match pieces {
        [] => text.is_empty(),
        [Some(piece), rest @ ..] => text.strip_prefix(piece).is_some_and(|text| fits(rest, text)),
        [None, rest @ ..] => (0..=text.len()).any(|at| text.get(at..).is_some_and(|text| fits(rest, text))),
    }
}

fn show(value: &Value) -> String {
    let list = |items: &[Value]| items.iter().map(show).collect::<Vec<_>>().join(", ");
    match &value.kind {
        ValueKind::Null => "null".to_owned(),
        ValueKind::Bool(value) => value.to_string(),
        ValueKind::Number(number) => number.to_string(),
        ValueKind::String(text) => {
            let pieces = text.pieces().into_iter().map(|piece| piece.map_or("${?}".to_owned(), ToOwned::to_owned));
            format!("{:?}", pieces.collect::<String>())
        }
        ValueKind::Unknown(unknown) => {
            let symbol = unknown.symbol.as_ref().map_or(String::new(), |symbol| format!(" {}", symbol.resource));
            let or_null = if unknown.is_not_null { "" } else { " or null" };
            format!("?({:?}{symbol}{or_null})", unknown.of_type)
        }
        ValueKind::Sequence(sequence) => {
            let (placed, others) = sequence.items.split_at(sequence.fixed().len());
            let more = if sequence.is_open() { ", ..." } else { "" };
            format!("{:?}[{} | {}{more}]", sequence.kind, list(placed), list(others))
        }
        ValueKind::Mapping(mapping) => {
            let members = mapping.members.iter().map(|(name, member)| format!("{name} = {}", show(&member.value)));
            let more = if mapping.is_open { ", ..." } else { "" };
            format!("{:?}{{{}{more}}}", mapping.kind, members.collect::<Vec<_>>().join(", "))
        }
    }
}

/// A value of which parts are hidden, and the whole of it.
type Pair = (Value, Value);

/// A small generator of numbers, so that every run makes the same calls.
struct Random(u64);

impl Random {
    fn new(seed: &str) -> Self {
        Self(seed.bytes().fold(0x9e37_79b9_7f4a_7c15, |state, byte| state.wrapping_mul(31).wrapping_add(byte.into())))
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit
    }

    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    fn arguments(&mut self, name: &str) -> Vec<Pair> {
        let function = FUNCTIONS[name];
        let mut shapes: Vec<Shape> = function.shapes().collect();
        if let Some(more) = function.variadic_shape() {
            shapes.extend(vec![more; self.below(3)]);
        }
        shapes.into_iter().map(|shape| self.argument(name, shape)).collect()
    }

    fn argument(&mut self, name: &str, shape: Shape) -> Pair {
        let wants_text = matches!(name, "format" | "formatlist" | "jsondecode" | "yamldecode" | "formatdate");
        let reads_text = matches!(name, "csvdecode" | "jsondecode" | "regexall" | "split" | "yamldecode");
        match shape {
            Shape::String if reads_text && self.once_in(2) => self.document(),
            Shape::String if wants_text => self.template(),
            Shape::String => self.string(),
            Shape::Number => self.number(),
            Shape::Bool => self.bool(),
            Shape::Any if self.once_in(3) => self.value(2),
            Shape::Any if matches!(name, "lookup" | "keys" | "values" | "merge") => self.mapping(2),
            Shape::Any => self.sequence(2),
            Shape::MapOfAny | Shape::MapOfLists => self.mapping(2),
            _ => self.sequence(1),
        }
    }

    fn value(&mut self, depth: usize) -> Pair {
        match self.below(if depth == 0 { 5 } else { 8 }) {
            0 | 1 => self.string(),
            2 => self.number(),
            3 => self.bool(),
            4 if self.once_in(3) => {
                let null = Value::null().typed(Type::String);
                (null.clone(), null)
            }
            4 => self.id(),
            5 => self.mapping(depth - 1),
            _ => self.sequence(depth - 1),
        }
    }

    /// Now and then nothing but the type of a value is left, or not even that.
    fn hide(&mut self, (hidden, whole): Pair) -> Pair {
        if !self.once_in(6) {
            return (hidden, whole);
        }
        let of_type = if self.once_in(2) { Type::Any } else { type_of(&whole) };
        let is_not_null = !whole.is_null() && self.once_in(2);
        let unknown = Unknown { reason: "it is hidden".into(), symbol: None, is_not_null, is_awaited: false, of_type };
        (ValueKind::from(unknown).into(), whole)
    }

    fn string(&mut self) -> Pair {
        let pieces = ["a", "b", "ab", " ", ",", "-", "1", "\n", "é", "/", "%s", "a,b", "", "AB"];
        let count = self.below(4);
        self.text(&pieces, count, 4)
    }

    /// A text of one of the notations that functions read, or what begins like one.
    fn document(&mut self) -> Pair {
        match self.below(3) {
            0 => self.text(&["a,b\n", "a,b\n", "1,2\n", "1,", "\"x\n\"", "\n", "b"], 6, 8),
            1 => self.text(&["- ", "\n- ", "\n- a", "a: 1", "\n  b: c", "\"", " |\n   x", "[a, b]", "\n"], 6, 8),
            _ => self.text(&["[", "[1, ", "a, ", "{\"a\": 1}, ", "\"x, y\"", "]", ", ", " # c\n"], 6, 8),
        }
    }

    /// A text of pieces, of which one in so many is hidden.
    fn text(&mut self, pieces: &[&str], count: usize, times: usize) -> Pair {
        let (mut hidden, mut whole) = (Text::builder(), String::new());
        let place = Span::new(FileId::DETACHED, 0, 0);
        for _ in 0..count {
            let piece = self.pick(pieces);
            whole.push_str(piece);
            if self.once_in(times) { hidden.push_hole() } else { hidden.push(piece, place) }
        }
        let pair = (Value::text(hidden.finish(place)), Value::string(whole, place));
        self.hide(pair)
    }

    fn template(&mut self) -> Pair {
        let place = Span::new(FileId::DETACHED, 0, 0);
        let text = self.pick(&[
            "%s",
            "%s-x",
            "%d",
            "%v,%v",
            "a%5sb",
            "%q%%",
            "%#v",
            "%s%s%s",
            "[1, {\"a\": true}]",
            "a: [x, yes]",
            "YYYY",
        ]);
        (Value::string(text, place), Value::string(text, place))
    }

    fn number(&mut self) -> Pair {
        let whole = Value::number(self.pick(&[0, 1, 2, 3, -1, 7, 100]));
        self.hide((whole.clone(), whole))
    }

    fn bool(&mut self) -> Pair {
        let whole = Value::bool(self.once_in(2));
        self.hide((whole.clone(), whole))
    }

    fn id(&mut self) -> Pair {
        let resource = self.pick(&["vpc.a", "vpc.b", "vpc.c"]);
        let symbol = Symbol {
            resource: resource.into(),
            attribute: "id".into(),
            resource_type: "alicloud_vpc".into(),
            is_managed: true,
        };
        let unknown = Unknown {
            reason: "known after apply".into(),
            symbol: Some(Arc::new(symbol)),
            is_not_null: true,
            is_awaited: false,
            of_type: self.pick(&[&Type::Any, &Type::String]).clone(),
        };
        (ValueKind::from(unknown).into(), Value::string(resource, Span::new(FileId::DETACHED, 0, 0)))
    }

    fn sequence(&mut self, depth: usize) -> Pair {
        let count = self.below(4);
        let is_uniform = self.once_in(2);
        let pairs: Vec<Pair> = (0..count).map(|_| if is_uniform { self.string() } else { self.value(depth) }).collect();
        let (mut hidden, whole): (Vec<Value>, Vec<Value>) = pairs.into_iter().unzip();
        // Some items are left out: the first of them ends those that have their own place.
        let is_open = self.once_in(6);
        let fixed = self.below(hidden.len() + 1);
        if is_open {
            let mut place = 0;
            let drops: Vec<bool> = hidden.iter().map(|_| self.once_in(2)).collect();
            hidden.retain(|_| {
                place += 1;
                place <= fixed || place > fixed + 1 && drops[place - 1]
            });
        }
        let openness = Openness::open_after(is_open, fixed);
        let kind = if is_uniform {
            self.pick(&[SequenceKind::Tuple, SequenceKind::List, SequenceKind::Set])
        } else {
            SequenceKind::Tuple
        };
        let build = |items: Vec<Value>, openness: Openness| {
            let sequence = match kind {
                SequenceKind::Set => set_of(items, openness != Openness::Closed),
                kind => Sequence { kind, items: items.into(), openness },
            };
            let element = Box::new(Type::String);
            let value = Value::from(ValueKind::Sequence(sequence));
            match kind {
                SequenceKind::List => value.typed(Type::List(element)),
                SequenceKind::Set => value.typed(Type::Set(element)),
                SequenceKind::Tuple => value,
            }
        };
        let pair = (build(hidden, openness), build(whole, Openness::Closed));
        self.hide(pair)
    }

    fn mapping(&mut self, depth: usize) -> Pair {
        let is_map = self.once_in(2);
        let is_open = self.once_in(8);
        let (mut hidden, mut whole) = (BTreeMap::new(), BTreeMap::new());
        for _ in 0..self.below(4) {
            let name = self.pick(&["a", "b", "c"]);
            let (hidden_value, whole_value) = if is_map { self.string() } else { self.value(depth) };
            if is_open && self.once_in(2) {
                hidden.remove(name);
            } else {
                hidden.insert(name.into(), Member { key_span: None, value: hidden_value });
            }
            whole.insert(name.into(), Member { key_span: None, value: whole_value });
        }
        let kind = if is_map { MappingKind::Map } else { MappingKind::Object };
        let build = |members: BTreeMap<Arc<str>, Member>, is_open: bool| {
            let value = Value::from(ValueKind::Mapping(Mapping { kind, members: members.into(), is_open }));
            if is_map { value.typed(Type::Map(Box::new(Type::String))) } else { value }
        };
        let pair = (build(hidden, is_open), build(whole, false));
        self.hide(pair)
    }
}
