//! How much work one evaluation may do before its result is left unknown.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;

use crate::source::Span;
use crate::syntax::text::TextBuilder;
use crate::value::Value;

/// Values that are counted in the time of one step.
const VALUES_PER_STEP: usize = 8;

/// Bytes that are copied in the time of one step.
const BYTES_PER_STEP: usize = 64;

/// What an evaluation may spend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limits {
    /// Expressions that are evaluated, and elements that functions look at.
    pub steps: u64,
    /// Elements of one collection.
    pub elements: usize,
    /// Values inside one value, at all levels together.
    pub weight: usize,
    /// Bytes of one string.
    pub string_size: usize,
    /// Expressions inside one another, through local values and templates.
    pub depth: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { steps: 2_000_000, elements: 100_000, weight: 500_000, string_size: 1024 * 1024, depth: 500 }
    }
}

/// The work that is left, and the places where it ran out.
#[derive(Debug, Default)]
pub(crate) struct Budget {
    limits: Limits,
    steps: Cell<u64>,
    depth: Cell<u32>,
    exceeded: RefCell<Exceeded>,
}

/// Places where a limit was passed, in the order in which the evaluation came to them, each once.
#[derive(Debug, Default)]
struct Exceeded {
    places: Vec<(Span, String)>,
    seen: HashSet<Span>,
}

/// One level of depth, given back when it is dropped.
#[derive(Debug)]
pub(crate) struct Level<'a>(&'a Budget);

impl Drop for Level<'_> {
    fn drop(&mut self) {
        self.0.depth.set(self.0.depth.get().saturating_sub(1));
    }
}

impl Budget {
    pub(crate) fn new(limits: Limits) -> Self {
        Self { limits, ..Self::default() }
    }

    /// The places where a limit was passed, each with the limit in words for a person.
    pub(crate) fn exceeded(&self) -> Vec<(Span, String)> {
        self.exceeded.borrow().places.clone()
    }

    /// Spends steps; `false` where there are not enough left.
    #[must_use]
    pub(crate) fn spend(&self, steps: usize, span: Span) -> bool {
        let spent = self.steps.get().saturating_add(steps as u64);
        let was_left = self.steps.get() <= self.limits.steps;
        self.steps.set(spent);
        if spent <= self.limits.steps {
            return true;
        }
        if was_left {
            self.refuse(span, format!("the evaluation takes more than {} steps", self.limits.steps));
        }
        false
    }

    /// Whether a collection may have this many elements. Ask before it is built.
    #[must_use]
    pub(crate) fn allows_elements(&self, count: usize, span: Span) -> bool {
        let allows = count <= self.limits.elements;
        if !allows {
            self.refuse(span, format!("a collection has more than {} elements", self.limits.elements));
        }
        allows && self.spend(count, span)
    }

    /// Whether a string may have this many bytes. Ask before it is built.
    #[must_use]
    pub(crate) fn allows_string(&self, bytes: usize, span: Span) -> bool {
        let allows = bytes <= self.limits.string_size;
        if !allows {
            self.refuse(span, format!("a string has more than {} bytes", self.limits.string_size));
        }
        allows
    }

    /// Whether a value may have all that is inside it. Values share their parts, so a few lines of configuration
    /// can describe one that takes for ever to walk through.
    #[must_use]
    pub(crate) fn allows_weight(&self, value: &Value, span: Span) -> bool {
        self.weight_of(value, span).is_some_and(|weight| self.spend(weight / VALUES_PER_STEP, span))
    }

    /// Spends a step for each value that a walk through `value` meets; `false` where there are not enough left.
    #[must_use]
    pub(crate) fn spend_on(&self, value: &Value, span: Span) -> bool {
        self.weight_of(value, span).is_some_and(|weight| self.spend(weight, span))
    }

    /// Spends what it costs to copy a string; `false` where there are not enough steps left.
    #[must_use]
    pub(crate) fn spend_on_bytes(&self, bytes: usize, span: Span) -> bool {
        self.spend(bytes / BYTES_PER_STEP, span)
    }

    /// Spends what it costs to put together a text of so many bytes and places; `false` where there are not enough steps
    /// left.
    #[must_use]
    pub(crate) fn spend_on_text(&self, text: &TextBuilder, span: Span) -> bool {
        self.spend(text.len() / BYTES_PER_STEP + text.parts(), span)
    }

    fn weight_of(&self, value: &Value, span: Span) -> Option<usize> {
        let mut left = self.limits.weight;
        match weigh(value, &mut left, self.limits.depth) {
            Ok(()) => Some(self.limits.weight - left),
            Err(limit) => {
                self.refuse(span, limit.describe(&self.limits));
                None
            }
        }
    }

    /// One level deeper; `None` where that is too deep.
    #[must_use]
    pub(crate) fn descend(&self, span: Span) -> Option<Level<'_>> {
        if self.depth.get() >= self.limits.depth {
            self.refuse(span, format!("expressions are more than {} levels deep", self.limits.depth));
            return None;
        }
        self.depth.set(self.depth.get() + 1);
        Some(Level(self))
    }

    /// What stands for a value that would have cost too much.
    pub(crate) fn unknown(span: Span) -> Value {
        Value::unknown("its evaluation passes a limit").at(span)
    }

    fn refuse(&self, span: Span, limit: String) {
        let Exceeded { places, seen } = &mut *self.exceeded.borrow_mut();
        if seen.insert(span) {
            places.push((span, limit));
        }
    }
}

/// What a value has too much of.
#[derive(Clone, Copy, Debug)]
enum Excess {
    Weight,
    Depth,
}

impl Excess {
    fn describe(self, limits: &Limits) -> String {
        match self {
            Self::Weight => format!("a value holds more than {} others", limits.weight),
            Self::Depth => format!("a value is nested more than {} levels deep", limits.depth),
        }
    }
}

fn weigh(value: &Value, left: &mut usize, levels: u32) -> Result<(), Excess> {
    *left = left.checked_sub(1).ok_or(Excess::Weight)?;
    let levels = levels.checked_sub(1).ok_or(Excess::Depth)?;
    if let Some(mapping) = value.as_mapping() {
        return mapping.members.values().try_for_each(|member| weigh(&member.value, left, levels));
    }
    value.items().iter().try_for_each(|item| weigh(item, left, levels))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn span(start: usize) -> Span {
        Span::new(FileId::DETACHED, start, start + 1)
    }

    #[test]
    fn the_place_where_steps_run_out_is_remembered_once() {
        let budget = Budget::new(Limits { steps: 2, ..Limits::default() });
        assert!(budget.spend(2, span(1)));
        assert!(!budget.spend(1, span(2)));
        assert!(!budget.spend(1, span(3)));
        let places: Vec<Span> = budget.exceeded().into_iter().map(|(place, _)| place).collect();
        assert_eq!(places, [span(2)]);
    }

    #[test]
    fn levels_are_given_back() {
        let budget = Budget::new(Limits { depth: 1, ..Limits::default() });
        for _ in 0..3 {
            let level = budget.descend(span(1));
            assert!(level.is_some());
            assert!(budget.descend(span(2)).is_none());
        }
    }

    #[test]
    fn a_value_that_doubles_forty_times_is_too_heavy() {
        let budget = Budget::default();
        let mut value = Value::null();
        for _ in 0..40 {
            value = Value::tuple([value.clone(), value]);
        }
        assert!(!budget.allows_weight(&value, span(1)));
        assert!(budget.allows_weight(&Value::tuple([Value::null(), Value::null()]), span(2)));
    }

    #[test]
    fn a_value_nested_deeper_than_the_limit_is_refused() {
        let budget = Budget::new(Limits { depth: 3, ..Limits::default() });
        let two = Value::tuple([Value::tuple([Value::null()])]);
        assert!(budget.allows_weight(&two, span(1)));
        assert!(!budget.allows_weight(&Value::tuple([two]), span(2)));
        assert_eq!(budget.exceeded().len(), 1);
    }
}
