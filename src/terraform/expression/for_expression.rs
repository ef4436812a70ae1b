//! `for` expressions, and the names that an iteration adds to those around it.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::source::Span;
use crate::syntax::expression::{Expression, ExpressionKind, For, Ident, Operator, OperatorKind};
use crate::syntax::text::Text;
use crate::terraform::expression::budget::Budget;
use crate::terraform::expression::conversion::{describe_type, unknown_of};
use crate::terraform::expression::operand::{self, Operand};
use crate::terraform::expression::scope::{Evaluated, Failure, Files, Scope};
use crate::terraform::expression::{Evaluator, evaluate};
use crate::value::{
    Ingredients, Mapping, MappingKind, Member, Openness, Sequence, SequenceKind, Type, Value, ValueKind,
};

/// What a `for` runs over.
pub(super) struct Elements {
    pub(super) pairs: Vec<(Value, Value)>,
    /// There may be further elements, behind so many that have their own place.
    pub(super) openness: Openness,
    pub(super) sensitive: bool,
    /// Where the collection comes from, which every element comes from as well.
    ingredients: Option<Arc<Ingredients>>,
}

/// The names of one iteration.
pub(super) struct Iteration<'a> {
    outer: &'a dyn Scope,
    budget: &'a Budget,
    key: Option<(&'a str, Value)>,
    value: (&'a str, Value),
}

impl<'a> Iteration<'a> {
    pub(super) fn new(
        outer: &'a dyn Scope,
        budget: &'a Budget,
        names: Names<'a>,
        (key, value): (Value, Value),
    ) -> Self {
        let key = names.key.map(|name| (&*name.name, key));
        Self { outer, budget, key, value: (&names.value.name, value) }
    }

    fn own(&self, root: &str) -> Option<&Value> {
        // With equal names the value hides the key.
        let is_value = root == self.value.0;
        let key = self.key.as_ref().filter(|(name, _)| root == *name).map(|(_, key)| key);
        if is_value { Some(&self.value.1) } else { key }
    }

    /// What a reference gives; `is_used` is set where a name of this iteration takes part in it.
    fn resolve(
        &self,
        root: &str,
        operators: &[Operator],
        span: Span,
        is_used: &Cell<bool>,
    ) -> Result<(Value, usize), Failure> {
        if let Some(value) = self.own(root) {
            is_used.set(true);
            return Ok((value.clone(), 0));
        }
        if !operators.iter().any(|operator| matches!(operator.kind, OperatorKind::Index(_))) {
            return self.outer.reference(root, operators, span);
        }
        let settled: Result<Vec<_>, _> = operators.iter().map(|operator| self.settled(operator, is_used)).collect();
        self.outer.reference(root, &settled?, span)
    }

    /// The operator, with an index that uses a name of this iteration replaced by its value: the scope around it
    /// does not know these names.
    fn settled(&self, operator: &Operator, is_used: &Cell<bool>) -> Result<Operator, Failure> {
        let OperatorKind::Index(index) = &operator.kind else { return Ok(operator.clone()) };
        let watched = Watched { iteration: self, is_used: Cell::new(false) };
        let value = evaluate(index, &watched, self.budget);
        if !watched.is_used.get() {
            return Ok(operator.clone());
        }
        is_used.set(true);
        let kind = match value?.kind {
            ValueKind::String(text) if text.is_known() => ExpressionKind::String(text),
            ValueKind::Number(number) => ExpressionKind::Number(number.to_string().into()),
            ValueKind::Bool(value) => ExpressionKind::Bool(value),
            ValueKind::Null => ExpressionKind::Null,
            // An expression that could not be read has an unknown value as well.
            _ => ExpressionKind::Error,
        };
        Ok(Operator { span: operator.span, kind: OperatorKind::Index(Expression::new(index.span, kind)) })
    }
}

/// The names of an iteration, with a note whether one of them was asked for.
struct Watched<'a> {
    iteration: &'a Iteration<'a>,
    is_used: Cell<bool>,
}

impl Scope for Watched<'_> {
    fn reference(&self, root: &str, operators: &[Operator], span: Span) -> Result<(Value, usize), Failure> {
        self.iteration.resolve(root, operators, span, &self.is_used)
    }

    fn refuses_call(&self, function: &str) -> Option<&'static str> {
        self.iteration.refuses_call(function)
    }

    fn files(&self) -> &dyn Files {
        self.iteration.files()
    }
}

/// The names that a `for` gives to an element and to its key.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    pub(super) key: Option<&'a Ident>,
    pub(super) value: &'a Ident,
}

impl Scope for Iteration<'_> {
    fn reference(&self, root: &str, operators: &[Operator], span: Span) -> Result<(Value, usize), Failure> {
        self.resolve(root, operators, span, &Cell::new(false))
    }

    fn refuses_call(&self, function: &str) -> Option<&'static str> {
        self.outer.refuses_call(function)
    }

    fn files(&self) -> &dyn Files {
        self.outer.files()
    }
}

impl Evaluator<'_> {
    pub(super) fn for_expression(&self, expression: &For, span: Span) -> Evaluated {
        let collection = self.value(&expression.collection)?;
        let Some(elements) = self.elements(&collection, expression.collection.span)? else {
            let reason = operand::reason(&collection.kind);
            let unknown = self.unknown(reason, Type::Any, span);
            return Ok(Value { sensitive: collection.sensitive, ..unknown }.made_of([&collection]));
        };
        if elements.pairs.is_empty() {
            self.check_condition(expression)?;
        }
        let sensitive = elements.sensitive;
        let ingredients = elements.ingredients.clone();
        let result = match &expression.key {
            Some(key) => self.for_object(expression, key, elements, span)?,
            None => self.for_tuple(expression, elements, span)?,
        };
        let result = Value { sensitive: result.sensitive || sensitive, ..result }.with_ingredients(ingredients);
        Ok(self.bounded(result, span))
    }

    /// The keys and values of a collection, in Terraform's order; `None` where they are not known.
    pub(super) fn elements(&self, collection: &Value, span: Span) -> Result<Option<Elements>, Failure> {
        let pairs: Vec<(Value, Value)> = match &collection.kind {
            ValueKind::Sequence(sequence) if sequence.kind == SequenceKind::Set => {
                if sequence.items.len() > 1 && !sequence.items.iter().all(Value::is_wholly_known) {
                    return Ok(None);
                }
                sequence.items.iter().map(|item| (item.clone(), item.clone())).collect()
            }
            ValueKind::Sequence(sequence) => {
                let pairs = sequence.items.iter().enumerate();
                let index = |index| match index < sequence.fixed().len() {
                    true => Value::number(index),
                    false => unknown_of("the places of the elements are not known", Type::Number),
                };
                pairs.map(|(place, item)| (index(place), item.clone())).collect()
            }
            ValueKind::Mapping(mapping) => {
                mapping.members.iter().map(|(key, member)| pair(key, member, span)).collect()
            }
            ValueKind::Null => return Err(Failure::new(span, "null has no elements to iterate over")),
            ValueKind::Unknown(unknown) => {
                if matches!(unknown.of_type, Type::Bool | Type::Number | Type::String) {
                    return Err(not_iterable(&describe_type(&unknown.of_type), span));
                }
                return Ok(None);
            }
            _ => return Err(not_iterable(collection.describe(), span)),
        };
        if !self.budget.allows_elements(pairs.len(), span) {
            return Ok(None);
        }
        let openness = match &collection.kind {
            ValueKind::Sequence(sequence) => sequence.openness,
            // Keys are in order, so one that is not known may stand anywhere.
            ValueKind::Mapping(mapping) => Openness::open_after(mapping.is_open, 0),
            _ => Openness::Closed,
        };
        let ingredients = Ingredients::of([collection]);
        let marked = |value: Value| {
            let value = value.with_ingredients(ingredients.clone());
            if collection.sensitive { hidden(value) } else { value }
        };
        let pairs = match collection.sensitive || ingredients.is_some() {
            true => pairs.into_iter().map(|(key, value)| (marked(key), marked(value))).collect(),
            false => pairs,
        };
        Ok(Some(Elements { pairs, openness, sensitive: collection.sensitive, ingredients }))
    }

    fn for_tuple(&self, expression: &For, elements: Elements, span: Span) -> Evaluated {
        let names = Names { key: expression.key_name.as_ref(), value: &expression.value_name };
        let mut items = Vec::with_capacity(elements.pairs.len());
        // So many have their own place, once one may be missing or added.
        let mut fixed = None;
        let mut choice = Choice::default();
        for (place, pair) in elements.pairs.into_iter().enumerate() {
            if elements.openness == Openness::After(place) {
                fixed.get_or_insert(items.len());
            }
            let iteration = Iteration::new(self.scope, self.budget, names, pair);
            let inner = self.within(&iteration);
            match inner.includes(expression.condition.as_ref(), &mut choice)? {
                Some(true) => items.push(inner.value(&expression.value)?),
                Some(false) => {}
                None => {
                    fixed.get_or_insert(items.len());
                }
            }
        }
        if elements.openness != Openness::Closed {
            fixed.get_or_insert(items.len());
        }
        let openness = fixed.map_or(Openness::Closed, Openness::After);
        let sequence = Sequence { kind: SequenceKind::Tuple, items: items.into(), openness };
        Ok(choice.marked(Value::from(ValueKind::Sequence(sequence)).at(span)))
    }

    fn for_object(&self, expression: &For, key: &Expression, elements: Elements, span: Span) -> Evaluated {
        let names = Names { key: expression.key_name.as_ref(), value: &expression.value_name };
        let mut entries =
            Entries { groups: expression.groups, is_open: elements.openness != Openness::Closed, ..Entries::default() };
        let mut choice = Choice::default();
        for pair in elements.pairs {
            let iteration = Iteration::new(self.scope, self.budget, names, pair);
            let inner = self.within(&iteration);
            let included = inner.includes(expression.condition.as_ref(), &mut choice)?;
            if included == Some(false) {
                continue;
            }
            if included.is_none() {
                entries.is_open = true;
                continue;
            }
            let key_value = inner.value(key)?;
            choice.note(&key_value);
            let name = operand::key(&key_value, key.span)?;
            let value = inner.value(&expression.value)?;
            match name {
                Some(name) if key_value.sensitive => {
                    let is_new = entries.insert(name, key_value.span, value, key.span);
                    is_new.map_err(|failure| Failure {
                        message: "two elements have the same sensitive key".into(),
                        ..failure
                    })?;
                }
                Some(name) => entries.insert(name, key_value.span, value, key.span)?,
                None => {
                    self.doubt.set(true);
                    entries.is_open = true;
                }
            }
        }
        Ok(choice.marked(entries.finish().at(span)))
    }

    /// Whether the condition takes the element in; `None` where that is not known.
    fn includes(&self, condition: Option<&Expression>, choice: &mut Choice) -> Result<Option<bool>, Failure> {
        let Some(condition) = condition else { return Ok(Some(true)) };
        let value = self.value(condition)?;
        choice.note(&value);
        match operand::bool(&value, condition.span)? {
            Operand::Known(included) => Ok(Some(included)),
            Operand::Unknown(_) => {
                self.doubt.set(true);
                Ok(None)
            }
        }
    }

    /// Terraform looks at the condition even where there is no element to ask it of.
    fn check_condition(&self, expression: &For) -> Result<(), Failure> {
        if expression.condition.is_none() {
            return Ok(());
        }
        let names = Names { key: expression.key_name.as_ref(), value: &expression.value_name };
        let element = || Value::unknown("there is no element");
        let iteration = Iteration::new(self.scope, self.budget, names, (element(), element()));
        self.within(&iteration).includes(expression.condition.as_ref(), &mut Choice::default()).map(|_| ())
    }
}

/// What decided which elements there are and what they are called: conditions and keys.
#[derive(Default)]
struct Choice {
    sensitive: bool,
    ingredients: Option<Arc<Ingredients>>,
}

impl Choice {
    fn note(&mut self, value: &Value) {
        self.sensitive |= value.sensitive;
        self.ingredients = Ingredients::joined(self.ingredients.take(), Ingredients::of([value]));
    }

    fn marked(self, value: Value) -> Value {
        Value { sensitive: self.sensitive, ..value }.with_ingredients(self.ingredients)
    }
}

/// The members of an object that is being made.
#[derive(Default)]
struct Entries {
    groups: bool,
    is_open: bool,
    members: BTreeMap<Arc<str>, (Option<Span>, Vec<Value>)>,
}

impl Entries {
    fn insert(&mut self, key: Arc<str>, key_span: Option<Span>, value: Value, place: Span) -> Result<(), Failure> {
        if !self.groups && self.members.contains_key(&key) {
            let message = format!("two elements have the key `{key}`; `...` after the value would group them");
            return Err(Failure::new(place, message));
        }
        self.members.entry(key).or_insert_with(|| (key_span, Vec::new())).1.push(value);
        Ok(())
    }

    fn finish(self) -> Value {
        let (groups, is_open) = (self.groups, self.is_open);
        let members = self.members.into_iter().filter_map(|(key, (key_span, mut values))| {
            let value = if groups {
                // What is not known may belong anywhere among those of the group.
                let openness = Openness::open_after(is_open, 0);
                let sequence = Sequence { kind: SequenceKind::Tuple, items: values.into(), openness };
                Value::from(ValueKind::Sequence(sequence))
            } else {
                values.pop()?
            };
            Some((key, Member { key_span, value }))
        });
        let members = members.collect();
        ValueKind::Mapping(Mapping { kind: MappingKind::Object, members, is_open }).into()
    }
}

fn pair(key: &Arc<str>, member: &Member, span: Span) -> (Value, Value) {
    let place = member.key_span.unwrap_or(span);
    let text = Text::computed(&**key, place);
    (Value { span: member.key_span, ..Value::text(text) }, member.value.clone())
}

fn hidden(value: Value) -> Value {
    Value { sensitive: true, ..value }
}

fn not_iterable(what: &str, span: Span) -> Failure {
    Failure::new(span, format!("{what} has no elements to iterate over"))
}
