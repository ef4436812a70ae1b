//! Gathers the definitions behind operands, arguments, conditions and collections, which others are computed from.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::provenance::{Ingredient, Ingredients, Passage, Source};
use super::{Symbol, Value, ValueKind};

impl Value {
    /// The value, which was decided by others as well: by where these themselves come from, not by their parts.
    #[must_use]
    pub(crate) fn made_of<'v>(self, others: impl IntoIterator<Item = &'v Self>) -> Self {
        self.with_ingredients(Ingredients::of(others))
    }

    /// The value, which was decided by others and by all that is inside them.
    #[must_use]
    pub(crate) fn made_of_parts<'v>(self, others: impl IntoIterator<Item = &'v Self>) -> Self {
        self.with_ingredients(Ingredients::of_parts(others))
    }
}

impl Value {
    /// The variables and resources that decide the value, as far as that is known.
    pub(crate) fn sources(&self) -> BTreeSet<Source<'_>> {
        let definitions = self.definitions().into_iter().filter(|definition| definition.passage == Passage::Awaited);
        let mut sources: BTreeSet<Source<'_>> =
            definitions.map(|definition| Source::Variable(definition.span)).collect();
        sources.extend(self.symbol().map(source_of));
        let mut seen: HashSet<*const Ingredients> = HashSet::new();
        let mut open: Vec<&Ingredients> = self.ingredients.as_deref().into_iter().collect();
        while let Some(ingredients) = open.pop() {
            for ingredient in &ingredients.0 {
                match ingredient {
                    Ingredient::Computed(inner) if seen.insert(Arc::as_ptr(inner)) => open.push(inner),
                    Ingredient::Computed(_) => {}
                    Ingredient::Attribute(symbol) => drop(sources.insert(source_of(symbol))),
                    Ingredient::Passed(_) => {}
                }
            }
        }
        sources
    }
}

fn source_of(symbol: &Symbol) -> Source<'_> {
    let attribute = symbol.attribute.split(['.', '[']).next().unwrap_or_default();
    Source::Attribute(&symbol.resource, attribute)
}

impl Ingredients {
    /// Where the values themselves come from; none where nothing is known of that.
    pub(crate) fn of<'v>(values: impl IntoIterator<Item = &'v Value>) -> Option<Arc<Self>> {
        let mut gathered = Gathered::default();
        values.into_iter().for_each(|value| gathered.add(value));
        gathered.finish()
    }

    /// Where the values and all of their parts come from.
    pub(crate) fn of_parts<'v>(values: impl IntoIterator<Item = &'v Value>) -> Option<Arc<Self>> {
        let mut gathered = Gathered::default();
        values.into_iter().for_each(|value| gathered.add_parts(value));
        gathered.finish()
    }
}

/// Ingredients on their way into one set.
#[derive(Default)]
struct Gathered(Vec<Ingredient>);

impl Gathered {
    fn add(&mut self, value: &Value) {
        if let Some(origin) = &value.origin {
            let is_there = self
                .0
                .iter()
                .rev()
                .take(NEIGHBOURS)
                .any(|ingredient| matches!(ingredient, Ingredient::Passed(other) if Arc::ptr_eq(origin, other)));
            if !is_there {
                self.0.push(Ingredient::Passed(origin.clone()));
            }
        }
        if let Some(symbol) = value.as_unknown().and_then(|unknown| unknown.symbol.as_ref()) {
            self.0.push(Ingredient::Attribute(symbol.clone()));
        }
        if let Some(ingredients) = &value.ingredients {
            let is_there =
                self.0.iter().rev().take(NEIGHBOURS).any(
                    |ingredient| matches!(ingredient, Ingredient::Computed(other) if Arc::ptr_eq(ingredients, other)),
                );
            if !is_there {
                self.0.push(Ingredient::Computed(ingredients.clone()));
            }
        }
    }

    fn add_parts(&mut self, value: &Value) {
        self.add(value);
        match &value.kind {
            ValueKind::Sequence(sequence) => sequence.items.iter().for_each(|item| self.add_parts(item)),
            ValueKind::Mapping(mapping) => {
                mapping.members.values().for_each(|member| self.add_parts(&member.value));
            }
            _ => {}
        }
    }

    fn finish(self) -> Option<Arc<Ingredients>> {
        match self.0.as_slice() {
            [] => None,
            [Ingredient::Computed(only)] => Some(only.clone()),
            _ => Some(Arc::new(Ingredients(self.0.into()))),
        }
    }
}

/// Parts of one collection mostly come from the same definition, so looking at the last few finds most repetitions;
/// the rest are taken out when the definitions are asked for.
const NEIGHBOURS: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span};

    fn named(name: &str, at: usize) -> Value {
        let place = |at| Span::new(FileId::DETACHED, at, at + 1);
        Value::number(1).at(place(at)).referenced(name, place(at + 100))
    }

    fn names(value: &Value) -> Vec<&str> {
        value.definitions().into_iter().map(|definition| &*definition.name).collect()
    }

    #[test]
    fn each_definition_comes_once() {
        let (one, other) = (named("var.a", 0), named("var.b", 10));
        let sum = Value::number(2).made_of([&one, &other, &one]);
        let product = named("local.c", 20).made_of([&sum, &one]).made_of([&sum]);
        assert_eq!(names(&product), ["local.c", "var.a", "var.b"]);
        assert_eq!(names(&Value::null().made_of([&Value::null()])), [""; 0]);
    }

    #[test]
    fn parts_count_where_they_are_asked_for() {
        let list = Value::tuple([named("var.a", 0), Value::tuple([named("var.b", 10)])]);
        assert_eq!(names(&Value::null().made_of([&list])), [""; 0]);
        assert_eq!(names(&Value::null().made_of_parts([&list])), ["var.a", "var.b"]);
    }

    #[test]
    fn long_chains_need_no_stack() {
        let mut value = named("var.a", 0);
        for _ in 0..200_000 {
            value = named("local.b", 10).made_of([&value]).referenced("local.c", Span::new(FileId::DETACHED, 0, 1));
        }
        assert_eq!(value.definitions().len(), 400_001);
    }
}
