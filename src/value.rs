//! What is known of a value, and where it came from.
//!
//! A [`Value`] is known, partly known or unknown. It carries the place of the expression that gave it and the
//! chain of definitions behind that expression, so that a finding can show both. Nothing here guesses: where
//! a question has no certain answer the answer is `None`.

mod document;
mod equality;
mod ingredients;
mod name_map;
pub(crate) mod number;
mod provenance;
mod symbol;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::source::Span;
use crate::syntax::text::Text;
use name_map::NameMap;
pub(crate) use number::{Digits, Number};
pub(crate) use provenance::{Ingredients, Origin, Passage, Source, Tracing};
pub(crate) use symbol::Symbol;

/// A value with its place and provenance. Cloning is cheap.
#[derive(Clone, Debug)]
pub(crate) struct Value {
    pub kind: ValueKind,
    /// The expression or literal that gave the value, where it is used.
    pub span: Option<Span>,
    /// The definitions that the value passed through unchanged, the nearest first.
    pub origin: Option<Arc<Origin>>,
    /// The definitions of whatever else decided the value: operands, arguments, conditions, the collection that it is
    /// an element of.
    pub ingredients: Option<Arc<Ingredients>>,
    /// The value takes part in decisions but is never printed.
    pub sensitive: bool,
    /// The type that a conversion gave the value, where its parts do not show it: that of a null, or of an empty list.
    /// `Any` says that a conversion may yet make another kind of collection of it: a list of a tuple, a map of an
    /// object.
    pub of_type: Option<Arc<Type>>,
    /// What few values have.
    pub detail: Option<Arc<Detail>>,
}

/// What is known of few values beside what they are.
#[derive(Clone, Debug)]
pub(crate) enum Detail {
    /// How a document writes a number, where that is not its plain decimal form: `1.5e15`.
    Spelling(Box<str>),
    /// What stands in the holes of a string that a template gave.
    Interpolated(Interpolated),
    /// The value is one of these, each of which is known or has an identity.
    OneOf(Box<[Value]>),
    /// A number, a boolean, or a string that spells one: the provider's schema says which of them it is.
    OfSchema,
}

/// A value that is one of more than so many is only known as far as all of them are alike.
const MAX_ALTERNATIVES: usize = 8;

/// What stands in the holes of a string that a template gave, as far as it has an identity.
#[derive(Clone, Debug)]
pub(crate) struct Interpolated {
    pub symbols: Box<[Arc<Symbol>]>,
    /// Each hole is the value of the symbol at its place, so that equal symbols in equal texts are equal strings.
    pub is_whole: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum ValueKind {
    Null,
    Bool(bool),
    Number(Number),
    /// A string; one with holes is partly known.
    String(Text),
    Sequence(Sequence),
    Mapping(Mapping),
    /// Boxed, since it is much larger than what is known.
    Unknown(Box<Unknown>),
}

impl From<Unknown> for ValueKind {
    fn from(unknown: Unknown) -> Self {
        Self::Unknown(Box::new(unknown))
    }
}

/// A list, set or tuple.
#[derive(Clone, Debug)]
pub(crate) struct Sequence {
    pub kind: SequenceKind,
    pub items: Arc<[Value]>,
    pub openness: Openness,
}

/// Whether `items` are all, and where those may be that are not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Openness {
    Closed,
    /// There may be further items, so the length is a lower bound. So many items from the start have their own index;
    /// behind them those that are known and those that are not may stand in any order.
    After(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SequenceKind {
    Tuple,
    List,
    /// Items are in Terraform's order and known items are distinct.
    Set,
}

/// What a map or object has, in Terraform's order.
pub(crate) type Members = NameMap<Member>;

/// A map or object.
#[derive(Clone, Debug)]
pub(crate) struct Mapping {
    pub kind: MappingKind,
    pub members: Members,
    /// There may be further members that are not known.
    pub is_open: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MappingKind {
    Object,
    Map,
}

#[derive(Clone, Debug)]
pub(crate) struct Member {
    /// Where the key is written, quotes included, if it is.
    pub key_span: Option<Span>,
    pub value: Value,
}

/// A value that is not known, with what is certain about it all the same.
#[derive(Clone, Debug)]
pub(crate) struct Unknown {
    /// Why, in words for a person: `var.quota has no value`.
    pub reason: Arc<str>,
    /// What the value is the attribute of; equal symbols are equal values.
    pub symbol: Option<Arc<Symbol>>,
    pub is_not_null: bool,
    /// An input variable that has no default and was given no value: whoever applies the configuration must give one.
    pub is_awaited: bool,
    pub of_type: Type,
}

/// A type as Terraform has them. `Any` also stands for a type that is not known.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub(crate) enum Type {
    #[default]
    Any,
    Bool,
    Number,
    String,
    List(Box<Type>),
    Set(Box<Type>),
    Map(Box<Type>),
    Tuple(Vec<Type>),
    Object(BTreeMap<Arc<str>, Type>),
}

impl Sequence {
    pub(crate) fn closed(kind: SequenceKind, items: impl Into<Arc<[Value]>>) -> Self {
        Self { kind, items: items.into(), openness: Openness::Closed }
    }

    /// With further items that are not known, which come after all of these. Those of a set may come anywhere.
    pub(crate) fn open_at_end(kind: SequenceKind, items: impl Into<Arc<[Value]>>) -> Self {
        let items = items.into();
        let fixed = if kind == SequenceKind::Set { 0 } else { items.len() };
        Self { kind, items, openness: Openness::After(fixed) }
    }

    /// There may be further items.
    pub(crate) fn is_open(&self) -> bool {
        self.openness != Openness::Closed
    }

    /// The items of which the index is known: all of a closed list, and of a set only where all of it is known.
    pub(crate) fn fixed(&self) -> &[Value] {
        let is_ordered = self.kind != SequenceKind::Set || self.items.iter().all(Value::is_wholly_known);
        let count = match self.openness {
            _ if !is_ordered && (self.items.len() > 1 || self.is_open()) => 0,
            Openness::Closed => self.items.len(),
            Openness::After(count) => count,
        };
        self.items.get(..count).unwrap_or(&self.items)
    }
}

impl Openness {
    /// Open behind so many items, if it is open at all.
    pub(crate) fn open_after(is_open: bool, fixed: usize) -> Self {
        if is_open { Self::After(fixed) } else { Self::Closed }
    }
}

impl From<ValueKind> for Value {
    fn from(kind: ValueKind) -> Self {
        Self { kind, span: None, origin: None, ingredients: None, sensitive: false, of_type: None, detail: None }
    }
}

impl Value {
    pub(crate) fn null() -> Self {
        ValueKind::Null.into()
    }

    pub(crate) fn bool(value: bool) -> Self {
        ValueKind::Bool(value).into()
    }

    pub(crate) fn number(value: impl Into<Number>) -> Self {
        ValueKind::Number(value.into()).into()
    }

    /// A string as it stands in the file.
    pub(crate) fn text(text: Text) -> Self {
        let span = text.span();
        Self { span: Some(span), ..ValueKind::String(text).into() }
    }

    /// A string that was computed by the expression at `span`.
    pub(crate) fn string(value: impl Into<Arc<str>>, span: Span) -> Self {
        Self::text(Text::computed(value, span))
    }

    /// How a document writes the number, where that is not its plain decimal form.
    pub(crate) fn spelling(&self) -> Option<&str> {
        match self.detail.as_deref() {
            Some(Detail::Spelling(spelling)) => Some(spelling),
            _ => None,
        }
    }

    /// What stands in the holes of the string, as far as it has an identity.
    pub(crate) fn interpolated(&self) -> &[Arc<Symbol>] {
        match self.detail.as_deref() {
            Some(Detail::Interpolated(interpolated)) => &interpolated.symbols,
            _ => &[],
        }
    }

    /// The value as an argument of a resource gives it to whoever refers to it: the provider's schema decides which numbers
    /// are strings, and the other way round.
    #[must_use]
    pub(crate) fn of_schema(self) -> Self {
        let spells_another = |text: &str| matches!(text, "true" | "false") || Number::parse(text).is_some();
        let is_open = match &self.kind {
            ValueKind::Bool(_) | ValueKind::Number(_) => true,
            ValueKind::String(text) => text.known().is_some_and(spells_another),
            ValueKind::Sequence(_) | ValueKind::Mapping(_) => return self.with_parts(&Self::of_schema),
            ValueKind::Null | ValueKind::Unknown(_) => false,
        };
        match is_open && self.detail.is_none() {
            true => Self { detail: Some(Arc::new(Detail::OfSchema)), ..self },
            false => self,
        }
    }

    /// The value for whoever tells a number from the string that spells it: unknown where the schema decides.
    #[must_use]
    pub(crate) fn of_one_type(self) -> Self {
        match (&self.kind, self.detail.as_deref()) {
            (_, Some(Detail::OfSchema)) => {
                let unknown = Self::unknown("the type that the provider gives the value is not known");
                Self { kind: unknown.kind, detail: None, ..self }
            }
            (ValueKind::Sequence(_) | ValueKind::Mapping(_), _) if self.has_part_of_schema() => {
                self.with_parts(&Self::of_one_type)
            }
            _ => self,
        }
    }

    /// The scalar once it is converted to the type that it has here. A schema that makes a number of a string loses how
    /// that is spelled.
    #[must_use]
    pub(crate) fn of_its_type(self) -> Self {
        if !matches!(self.detail.as_deref(), Some(Detail::OfSchema)) {
            return self;
        }
        let number = self.as_str().and_then(|text| Some((text, Number::parse(text)?)));
        match number.is_none_or(|(text, number)| number.to_string() == text) {
            true => Self { detail: None, ..self },
            false => self.of_one_type(),
        }
    }

    fn has_part_of_schema(&self) -> bool {
        let is_one = matches!(self.detail.as_deref(), Some(Detail::OfSchema));
        is_one
            || match &self.kind {
                ValueKind::Sequence(sequence) => sequence.items.iter().any(Self::has_part_of_schema),
                ValueKind::Mapping(mapping) => mapping.members.values().any(|member| member.value.has_part_of_schema()),
                _ => false,
            }
    }

    /// The value with all of its parts sensitive.
    #[must_use]
    pub(crate) fn sensitive_throughout(self) -> Self {
        Self { sensitive: true, ..self.with_parts(&Self::sensitive_throughout) }
    }

    fn with_parts(self, change: &dyn Fn(Self) -> Self) -> Self {
        let kind = match self.kind {
            ValueKind::Sequence(sequence) => {
                let items = sequence.items.iter().map(|item| change(item.clone())).collect();
                ValueKind::Sequence(Sequence { items, ..sequence })
            }
            ValueKind::Mapping(mapping) => {
                let members = mapping.members.iter().map(|(name, member)| {
                    (name.clone(), Member { key_span: member.key_span, value: change(member.value.clone()) })
                });
                ValueKind::Mapping(Mapping { members: members.collect(), ..mapping })
            }
            kind => kind,
        };
        Self { kind, ..self }
    }

    /// What the value may be, where a condition that is not known chooses among a few.
    pub(crate) fn alternatives(&self) -> Option<&[Self]> {
        match self.detail.as_deref() {
            Some(Detail::OneOf(alternatives)) => Some(alternatives),
            _ => None,
        }
    }

    /// The value, of which it is known what both results of a condition have in common, as one of the two.
    #[must_use]
    pub(crate) fn one_of(mut self, results: [&Self; 2]) -> Self {
        let of = |result: &Self| match result.alternatives() {
            Some(alternatives) => Some(alternatives.to_vec()),
            None => {
                let is_told = result.as_str().is_some() || result.symbol().is_some();
                is_told.then(|| vec![Self { span: None, origin: None, ingredients: None, ..result.clone() }])
            }
        };
        let alternatives = results.map(of).into_iter().collect::<Option<Vec<_>>>().map(|all| all.concat());
        if let Some(alternatives) = alternatives.filter(|all| all.len() <= MAX_ALTERNATIVES) {
            self.detail = Some(Arc::new(Detail::OneOf(alternatives.into())));
        }
        self
    }

    /// The symbols that stand in the holes of a partly known string, one in each, where all of them have one.
    pub(crate) fn symbols_of_holes(&self) -> Option<&[Arc<Symbol>]> {
        match self.detail.as_deref() {
            Some(Detail::Interpolated(Interpolated { symbols, is_whole: true })) => Some(symbols),
            _ => None,
        }
    }

    pub(crate) fn sequence(kind: SequenceKind, items: impl Into<Arc<[Value]>>) -> Self {
        ValueKind::Sequence(Sequence::closed(kind, items)).into()
    }

    pub(crate) fn tuple(items: impl Into<Arc<[Value]>>) -> Self {
        Self::sequence(SequenceKind::Tuple, items)
    }

    pub(crate) fn mapping(kind: MappingKind, members: Members) -> Self {
        ValueKind::Mapping(Mapping { kind, members, is_open: false }).into()
    }

    pub(crate) fn object(members: Members) -> Self {
        Self::mapping(MappingKind::Object, members)
    }

    pub(crate) fn unknown(reason: impl Into<Arc<str>>) -> Self {
        let unknown =
            Unknown { reason: reason.into(), symbol: None, is_not_null: false, is_awaited: false, of_type: Type::Any };
        ValueKind::from(unknown).into()
    }

    /// The value with the type that a conversion gave it.
    #[must_use]
    pub(crate) fn typed(mut self, of_type: Type) -> Self {
        self.of_type = Some(Arc::new(of_type));
        self
    }

    /// The same, where the type is noted only if no parts show it: elements that are null or not there.
    #[must_use]
    pub(crate) fn showing(self, of_type: Type) -> Self {
        let is_shown = match &self.kind {
            ValueKind::Sequence(sequence) => sequence.items.first().is_some_and(Self::shows_type),
            ValueKind::Mapping(mapping) => {
                mapping.members.values().next().is_some_and(|member| member.value.shows_type())
            }
            _ => false,
        };
        if is_shown { self } else { self.typed(of_type) }
    }

    fn shows_type(&self) -> bool {
        matches!(self.kind, ValueKind::Bool(_) | ValueKind::Number(_) | ValueKind::String(_))
    }

    #[must_use]
    pub(crate) fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// The value as used at `span`, after passing through a definition called `name`.
    #[must_use]
    pub(crate) fn referenced(self, name: impl Into<Arc<str>>, span: Span) -> Self {
        self.passed(Passage::Other, name, span)
    }

    /// The value as used at `span`, after it passed through a definition called `name` in this way.
    #[must_use]
    pub(crate) fn passed(self, passage: Passage, name: impl Into<Arc<str>>, span: Span) -> Self {
        self.passed_as(passage, name, None, span)
    }

    /// The same, where the name from `written_from` on is also what stands before the value.
    #[must_use]
    pub(crate) fn passed_as(
        mut self,
        passage: Passage,
        name: impl Into<Arc<str>>,
        written_from: Option<usize>,
        span: Span,
    ) -> Self {
        if let Some(definition) = self.span {
            let next = self.origin.take();
            let passage = if next.is_none() && self.is_awaited() { Passage::Awaited } else { passage };
            self.origin = Some(Arc::new(Origin { name: name.into(), written_from, span: definition, passage, next }));
        }
        self.span = Some(span);
        self
    }

    /// The value as it is defined under `name`, which is used at `place`.
    #[must_use]
    pub(crate) fn used_at(mut self, name: impl Into<Arc<str>>, place: Span) -> Self {
        let next = self.origin.take();
        let passage = Passage::Use;
        self.origin = Some(Arc::new(Origin { name: name.into(), written_from: None, span: place, passage, next }));
        self
    }

    #[must_use]
    pub(crate) fn with_ingredients(mut self, more: Option<Arc<Ingredients>>) -> Self {
        self.ingredients = Ingredients::joined(self.ingredients.take(), more);
        self
    }

    /// Every definition that decided the value, each once: those that it passed through, then those that it was
    /// computed from.
    pub(crate) fn definitions(&self) -> Vec<&Origin> {
        provenance::definitions(self.origin.as_deref(), self.ingredients.as_deref())
    }

    /// Whether one of [`Self::definitions`] is what is traced.
    pub(crate) fn comes_from(&self, tracing: &mut Tracing<'_>) -> bool {
        tracing.finds(self.origin.as_deref(), self.ingredients.as_deref())
    }

    /// The definitions that the value passed through, the nearest first.
    pub(crate) fn origins(&self) -> impl Iterator<Item = &Origin> {
        std::iter::successors(self.origin.as_deref(), |origin| origin.next.as_deref())
    }

    /// Whether this is a JSON document that passed through nothing but local values, so that it has one place in its
    /// module.
    pub(crate) fn is_document_of_local(&self) -> bool {
        let begins = |text: &Text| text.known_prefix().trim_start().starts_with(['{', '[']);
        self.origin.is_some()
            && self.origins().all(|origin| origin.passage == Passage::Local)
            && self.as_text().is_some_and(begins)
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self.kind, ValueKind::Null)
    }

    pub(crate) fn is_unknown(&self) -> bool {
        matches!(self.kind, ValueKind::Unknown(_))
    }

    /// Whether it stands for a value that has to be given from outside, and so will hardly be nothing.
    pub(crate) fn is_awaited(&self) -> bool {
        self.as_unknown().is_some_and(|unknown| unknown.is_awaited)
    }

    /// Whether every part of the value is known.
    pub(crate) fn is_wholly_known(&self) -> bool {
        match &self.kind {
            ValueKind::Unknown(_) => false,
            ValueKind::String(text) => text.is_known(),
            ValueKind::Sequence(sequence) => !sequence.is_open() && sequence.items.iter().all(Self::is_wholly_known),
            ValueKind::Mapping(mapping) => {
                !mapping.is_open && mapping.members.values().all(|member| member.value.is_wholly_known())
            }
            ValueKind::Null | ValueKind::Bool(_) | ValueKind::Number(_) => true,
        }
    }

    pub(crate) fn as_bool(&self) -> Option<bool> {
        match self.kind {
            ValueKind::Bool(value) => Some(value),
            _ => None,
        }
    }

    pub(crate) fn as_number(&self) -> Option<&Number> {
        match &self.kind {
            ValueKind::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The string, where all of it is known.
    pub(crate) fn as_str(&self) -> Option<&str> {
        self.as_text().and_then(Text::known)
    }

    /// The string, known or partly known.
    pub(crate) fn as_text(&self) -> Option<&Text> {
        match &self.kind {
            ValueKind::String(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn as_sequence(&self) -> Option<&Sequence> {
        match &self.kind {
            ValueKind::Sequence(sequence) => Some(sequence),
            _ => None,
        }
    }

    pub(crate) fn as_mapping(&self) -> Option<&Mapping> {
        match &self.kind {
            ValueKind::Mapping(mapping) => Some(mapping),
            _ => None,
        }
    }

    pub(crate) fn as_unknown(&self) -> Option<&Unknown> {
        match &self.kind {
            ValueKind::Unknown(unknown) => Some(unknown),
            _ => None,
        }
    }

    /// What the value is the attribute of, where that is all that is known of it.
    pub(crate) fn symbol(&self) -> Option<&Symbol> {
        self.as_unknown().and_then(|unknown| unknown.symbol.as_deref())
    }

    /// The member called `key`, where this is a mapping that certainly has it.
    pub(crate) fn get(&self, key: &str) -> Option<&Value> {
        self.as_mapping().and_then(|mapping| mapping.members.get(key)).map(|member| &member.value)
    }

    /// The items, where this is a sequence; else none.
    pub(crate) fn items(&self) -> &[Value] {
        self.as_sequence().map_or(&[], |sequence| &sequence.items)
    }

    /// What the value is called in a message.
    pub(crate) fn describe(&self) -> &'static str {
        match &self.kind {
            ValueKind::Null => "null",
            ValueKind::Bool(_) => "a boolean",
            ValueKind::Number(_) => "a number",
            ValueKind::String(_) => "a string",
            ValueKind::Sequence(_) => "a list",
            ValueKind::Mapping(_) => "an object",
            ValueKind::Unknown(_) => "an unknown value",
        }
    }
}
