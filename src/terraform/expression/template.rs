//! Templates: literals, interpolations and directives put together into one string.

use std::collections::HashSet;
use std::sync::Arc;

use crate::source::Span;
use crate::syntax::expression::{Expression, TemplatePart};
use crate::syntax::text::{Text, TextBuilder};
use crate::terraform::expression::conditional::push_common;
use crate::terraform::expression::conversion::convert;
use crate::terraform::expression::for_expression::{Iteration, Names};
use crate::terraform::expression::operand::{self, Operand};
use crate::terraform::expression::scope::{Evaluated, Failure};
use crate::terraform::expression::{Evaluator, normalized};
use crate::value::{Detail, Ingredients, Interpolated, Openness, Symbol, Type, Value, ValueKind};

/// A string that is being put together.
#[derive(Default)]
struct Rendering {
    builder: TextBuilder,
    sensitive: bool,
    is_too_long: bool,
    /// What stands in the holes, each once.
    symbols: Vec<Arc<Symbol>>,
    seen: HashSet<*const Symbol>,
    /// Something stands in a hole that no symbol tells, or one that stands in another as well.
    has_nameless_hole: bool,
    ingredients: Option<Arc<Ingredients>>,
}

impl Rendering {
    /// Takes in a value that becomes part of the text.
    fn note(&mut self, value: &Value) {
        self.note_decision(value);
        let own = value.as_unknown().and_then(|unknown| unknown.symbol.clone());
        let inner = value.interpolated().iter().cloned();
        // A text that takes in another one twice has twice its holes, but the same things stand in them.
        let before = self.symbols.len();
        let new = own.into_iter().chain(inner).filter(|symbol| self.seen.insert(Arc::as_ptr(symbol)));
        self.symbols.extend(new);
        let holes = match &value.kind {
            ValueKind::Unknown(_) => 1,
            ValueKind::String(text) if value.symbols_of_holes().is_some() => text.holes().len(),
            ValueKind::String(text) if text.is_known() => 0,
            ValueKind::String(_) => usize::MAX,
            _ => 0,
        };
        self.has_nameless_hole |= self.symbols.len() - before != holes;
    }

    /// Adds a place of which nothing is known.
    fn push_nameless_hole(&mut self) {
        self.has_nameless_hole = true;
        self.builder.push_hole();
    }

    /// Takes in a value that decides about the text: a condition, or the collection of a loop.
    fn note_decision(&mut self, value: &Value) {
        self.sensitive |= value.sensitive;
        self.take_ingredients(Ingredients::of([value]));
    }

    fn take_ingredients(&mut self, more: Option<Arc<Ingredients>>) {
        self.ingredients = Ingredients::joined(self.ingredients.take(), more);
    }
}

impl Evaluator<'_> {
    /// A template of one interpolation gives that value itself; any other gives a string.
    pub(super) fn template(&self, parts: &[TemplatePart], span: Span) -> Evaluated {
        if let [TemplatePart::Interpolation(only)] = parts {
            return self.value(only);
        }
        let mut rendering = Rendering::default();
        self.render(parts, &mut rendering, span)?;
        if rendering.is_too_long
            || !self.budget.spend_on_text(&rendering.builder, span)
            || !self.budget.spend(rendering.symbols.len(), span)
        {
            return Ok(self.too_much(span));
        }
        let text = normalized(rendering.builder.finish(span));
        let symbols = rendering.symbols;
        let is_whole = !rendering.has_nameless_hole && symbols.len() == text.holes().len();
        let detail = match symbols.is_empty() {
            true => None,
            false => Some(Arc::new(Detail::Interpolated(Interpolated { symbols: symbols.into(), is_whole }))),
        };
        let value = Value { sensitive: rendering.sensitive, detail, ..Value::text(text) };
        Ok(value.with_ingredients(rendering.ingredients))
    }

    fn render(&self, parts: &[TemplatePart], rendering: &mut Rendering, span: Span) -> Result<(), Failure> {
        for part in parts {
            match part {
                TemplatePart::Literal(text) => self.push(rendering, text, None),
                TemplatePart::Interpolation(expression) => self.render_interpolation(expression, rendering)?,
                TemplatePart::If { condition, yes, no } => {
                    self.render_conditional(condition, [yes.as_slice(), no.as_slice()], rendering, span)?;
                }
                TemplatePart::For { key_name, value_name, collection, body } => {
                    let names = Names { key: key_name.as_ref(), value: value_name };
                    self.render_loop(names, collection, body, rendering, span)?;
                }
            }
        }
        Ok(())
    }

    fn render_interpolation(&self, expression: &Expression, rendering: &mut Rendering) -> Result<(), Failure> {
        let span = expression.span;
        let value = self.value(expression)?;
        rendering.note(&value);
        if value.is_null() {
            return Err(Failure::new(span, "null cannot be part of a string"));
        }
        if value.is_unknown() {
            self.doubt.set(true);
            rendering.builder.push_hole();
            return Ok(());
        }
        let text = convert(&value, &Type::String).map_err(|reason| Failure::new(span, reason))?;
        if let ValueKind::String(text) = &text.kind {
            self.push(rendering, text, (!value.is_document_of_local()).then_some(span));
        }
        Ok(())
    }

    fn render_conditional(
        &self,
        condition: &Expression,
        results: [&[TemplatePart]; 2],
        rendering: &mut Rendering,
        span: Span,
    ) -> Result<(), Failure> {
        let value = self.value(condition)?;
        rendering.note_decision(&value);
        let [yes, no] = results;
        match operand::bool(&value, condition.span)? {
            Operand::Known(true) => self.render(yes, rendering, span),
            Operand::Known(false) => self.render(no, rendering, span),
            Operand::Unknown(_) => {
                self.doubt.set(true);
                let (mut left, mut right) = (Rendering::default(), Rendering::default());
                let results = (self.render(yes, &mut left, span), self.render(no, &mut right, span));
                rendering.has_nameless_hole = true;
                if results.0.is_err() || results.1.is_err() {
                    rendering.builder.push_hole();
                    return Ok(());
                }
                rendering.sensitive |= left.sensitive || right.sensitive;
                rendering.is_too_long |= left.is_too_long || right.is_too_long;
                rendering.symbols.extend(left.symbols.drain(..).chain(right.symbols.drain(..)));
                rendering.take_ingredients(left.ingredients.take());
                rendering.take_ingredients(right.ingredients.take());
                let (left, right) = (left.builder.finish(span), right.builder.finish(span));
                if left.is_known() && left.known() == right.known() {
                    self.push(rendering, &left, None);
                } else {
                    push_common(&mut rendering.builder, &left, &right);
                }
                Ok(())
            }
        }
    }

    fn render_loop(
        &self,
        names: Names<'_>,
        collection: &Expression,
        body: &[TemplatePart],
        rendering: &mut Rendering,
        span: Span,
    ) -> Result<(), Failure> {
        let value = self.value(collection)?;
        rendering.note_decision(&value);
        let elements = self.elements(&value, collection.span)?;
        let Some(elements) = elements.filter(|elements| elements.openness == Openness::Closed) else {
            self.doubt.set(true);
            rendering.push_nameless_hole();
            return Ok(());
        };
        for pair in elements.pairs {
            if rendering.is_too_long || !self.budget.spend(1, span) {
                rendering.is_too_long = true;
                break;
            }
            let iteration = Iteration::new(self.scope, self.budget, names, pair);
            self.within(&iteration).render(body, rendering, span)?;
        }
        Ok(())
    }

    /// Adds a text: with its own places, or where all of it is known and written elsewhere, as what stands at `place`.
    fn push(&self, rendering: &mut Rendering, text: &Text, place: Option<Span>) {
        let length = rendering.builder.len() + text.known_bytes().len();
        if rendering.is_too_long || !self.budget.allows_string(length, text.span()) {
            rendering.is_too_long = true;
            return;
        }
        // What comes from outside of all files keeps its place, by which it is known.
        let place = place.filter(|_| !text.span().file.is_outside());
        match (place, text.known()) {
            (Some(place), Some(known)) if !text.is_written_within(place) => rendering.builder.push(known, place),
            _ => rendering.builder.push_text(text),
        }
    }
}
