//! `condition ? yes : no`, and what is certain of the result where the condition is not known.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::source::Span;
use crate::syntax::expression::{
    BinaryOperator, Expression, ExpressionKind, For, Operator, OperatorKind, TemplatePart, UnaryOperator,
};
use crate::syntax::text::{Text, TextBuilder};
use crate::terraform::expression::Evaluator;
use crate::terraform::expression::conversion::{
    convert_in_pair, type_of, unify, unify_exactly, unify_values, unknown_of,
};
use crate::terraform::expression::equality::equal;
use crate::terraform::expression::exact_type::{contains_any, exact_type};
use crate::terraform::expression::operand::{self, Operand};
use crate::terraform::expression::scope::{Evaluated, Failure};
use crate::value::{Ingredients, Mapping, Member, Sequence, SequenceKind, Type, Unknown, Value, ValueKind};

struct Outcome {
    value: Evaluated,
    may_fail: bool,
}

impl Evaluator<'_> {
    pub(super) fn conditional(
        &self,
        condition: &Expression,
        yes: &Expression,
        no: &Expression,
        span: Span,
    ) -> Evaluated {
        let results = [self.outcome(yes), self.outcome(no)];
        let condition_value = self.value(condition)?;
        let answer = operand::bool(&condition_value, condition.span)?;
        // The result that is not chosen makes the other one sensitive too.
        let sensitive = condition_value.sensitive
            || results.iter().flat_map(|outcome| &outcome.value).any(|result| result.sensitive);
        // Which of them it is would tell what the condition is.
        let both = condition_value
            .sensitive
            .then(|| Ingredients::of_parts(results.iter().flat_map(|outcome| outcome.value.as_ref().ok())));
        let result = match answer {
            Operand::Known(answer) => self.chosen(results, [yes, no], answer, span)?,
            Operand::Unknown(reason) => self.undecided(results, reason, span)?,
        };
        let result = match both {
            Some(both) => concealed(result, span).with_ingredients(both),
            None => result,
        };
        Ok(Value { sensitive: result.sensitive || sensitive, ..result }.made_of([&condition_value]))
    }

    /// One of the two results, with whether Terraform may refuse it after all.
    fn outcome(&self, expression: &Expression) -> Outcome {
        let doubt = Cell::new(false);
        let value = Evaluator { doubt: &doubt, ..*self }.value(expression);
        Outcome { value, may_fail: doubt.get() }
    }

    /// The chosen result, in the type that both results convert to.
    fn chosen(&self, results: [Outcome; 2], sources: [&Expression; 2], answer: bool, span: Span) -> Evaluated {
        let [yes, no] = results;
        let [yes_source, no_source] = sources;
        let (chosen, other, other_source) = if answer { (yes, no, no_source) } else { (no, yes, yes_source) };
        if chosen.may_fail {
            self.doubt.set(true);
        }
        let chosen = chosen.value?;
        // A result that fails has no type of its own, so then the chosen one stays as it is.
        let other_may_fail = other.may_fail;
        let (other, of_other) = match other.value {
            Ok(other) => {
                let of_other = exact_type(&other);
                (other, of_other)
            }
            Err(failure) if failure.is_static => return Err(failure),
            Err(_) => match self.type_of_failed(other_source) {
                Some(Type::Any) => return Ok(chosen),
                Some(of_type) => (unknown_of("it is refused", of_type.clone()), Some(of_type)),
                None => return Ok(self.unknown("the type of the other result is not known", Type::Any, span)),
            },
        };
        if is_plain_null(&chosen) {
            return Ok(match of_other {
                // A result that is refused after all may leave the null without a type.
                _ if other_may_fail => chosen.typed(Type::Any),
                Some(Type::Any) => chosen,
                Some(of_type) => chosen.typed(of_type),
                None if contains_any(&type_of(&other)) => chosen.typed(Type::Any),
                None => chosen.typed(type_of(&other)),
            });
        }
        if is_plain_null(&other) {
            return Ok(chosen);
        }
        if let (Some(of_chosen), Some(of_other)) = (exact_type(&chosen), of_other) {
            return match convert_in_pair(&chosen, &of_chosen, &of_other) {
                Some(Ok(converted)) if !other_may_fail || type_of(&converted) == of_chosen => Ok(converted),
                Some(Err(_)) | None if !other_may_fail => Err(inconsistent(span)),
                _ => Ok(self.unknown("the type of the other result is not known", Type::Any, span).made_of([&chosen])),
            };
        }
        // Where the type of the other result is not known, a number may become a string and so stays unknown, and
        // Terraform may find that the two have no type in common.
        let of_other = type_of(&other);
        if contains_any(&of_other) || contains_any(&type_of(&chosen)) {
            self.doubt.set(true);
        }
        let mut unified = unify_values(vec![chosen.clone(), other]);
        if unified.is_err() && !contains_any(&of_other) {
            // Only the chosen one is converted, so it does not matter whether the other's content allows it.
            unified = unify_values(vec![chosen.clone(), unknown_of("it is not chosen", of_other)]);
        }
        match unified.ok().and_then(|values| values.into_iter().next()) {
            Some(unified) if !other_may_fail || type_of(&unified) == type_of(&chosen) => Ok(unified),
            None if !other_may_fail => Err(inconsistent(span)),
            _ => Ok(self.unknown("the type of the other result is not known", Type::Any, span).made_of([&chosen])),
        }
    }

    /// The result of a condition that is not known: what both results have in common.
    fn undecided(&self, results: [Outcome; 2], reason: Arc<str>, span: Span) -> Evaluated {
        self.doubt.set(true);
        let may_fail = results.iter().any(|outcome| outcome.may_fail);
        let [Outcome { value: Ok(yes), .. }, Outcome { value: Ok(no), .. }] = results else {
            return Ok(self.unknown(reason, Type::Any, span));
        };
        // Where one fails the other is not converted to what both have in common.
        if may_fail && type_of(&yes) != type_of(&no) {
            return Ok(self.unknown(reason, Type::Any, span).made_of([&yes, &no]));
        }
        let [yes, no] = match (is_plain_null(&yes), is_plain_null(&no)) {
            (false, false) => {
                let types = [type_of(&yes), type_of(&no)];
                if let (Some(of_yes), Some(of_no)) = (exact_type(&yes), exact_type(&no)) {
                    let pair = (convert_in_pair(&yes, &of_yes, &of_no), convert_in_pair(&no, &of_no, &of_yes));
                    return match pair {
                        (Some(Ok(yes)), Some(Ok(no))) => Ok(self.common(&yes, &no, &reason, span)),
                        (None, _) | (_, None) => Err(inconsistent(span)),
                        // Only the one that is chosen has to be of the type of the other.
                        _ => Ok(self.unknown(reason, Type::Any, span).made_of([&yes, &no])),
                    };
                }
                let unified = unify_values(vec![yes, no]).ok().and_then(|unified| <[Value; 2]>::try_from(unified).ok());
                match unified {
                    Some(unified) => unified,
                    // One of them may be of the type of the other all the same; only the chosen one has to be.
                    None if types.iter().any(contains_any) || unify(&types).is_some() => {
                        return Ok(self.unknown(reason, Type::Any, span));
                    }
                    None => return Err(inconsistent(span)),
                }
            }
            _ => [yes, no],
        };
        Ok(self.common(&yes, &no, &reason, span))
    }

    /// What is certain of a value that is one of two.
    pub(super) fn common(&self, left: &Value, right: &Value, reason: &Arc<str>, span: Span) -> Value {
        if !self.budget.spend(1, span) {
            return self.too_much(span);
        }
        let are_known = left.is_wholly_known() && right.is_wholly_known();
        if (are_known || left.symbol().is_some()) && equal(left, right) == Some(true) && !has_negative_zero(left, right)
        {
            return left.clone();
        }
        match (&left.kind, &right.kind) {
            (ValueKind::String(left_text), ValueKind::String(right_text)) => {
                let mut builder = Text::builder();
                push_common(&mut builder, left_text, right_text);
                Value::text(builder.finish(span)).one_of([left, right])
            }
            (ValueKind::Sequence(left), ValueKind::Sequence(right)) if have_same_places(left, right) => {
                let pairs = left.items.iter().zip(right.items.iter());
                let items = pairs.map(|(left, right)| self.common(left, right, reason, span)).collect::<Vec<_>>();
                ValueKind::Sequence(Sequence::closed(left.kind, items)).into()
            }
            (ValueKind::Mapping(left), ValueKind::Mapping(right)) if have_same_names(left, right) => {
                let members = left.members.iter().zip(right.members.values()).map(|((name, left), right)| {
                    let value = self.common(&left.value, &right.value, reason, span);
                    (name.clone(), Member { key_span: left.key_span, value })
                });
                let members: BTreeMap<_, _> = members.collect();
                ValueKind::Mapping(Mapping { kind: left.kind, members: members.into(), is_open: false }).into()
            }
            _ => {
                let of_type = if type_of(left) == type_of(right) { type_of(left) } else { Type::Any };
                let is_not_null = is_not_null(left) && is_not_null(right);
                let unknown = Unknown { reason: reason.clone(), symbol: None, is_not_null, is_awaited: false, of_type };
                Value::from(ValueKind::from(unknown)).one_of([left, right])
            }
        }
        .at(span)
        .made_of([left, right])
    }

    /// The type that Terraform gives an expression which it refuses: [`Type::Any`] where it has none, `None` where that
    /// is not certain.
    fn type_of_failed(&self, expression: &Expression) -> Option<Type> {
        match &*expression.kind {
            ExpressionKind::Parenthesis(inner) => self.type_of_failed(inner),
            ExpressionKind::Template(parts) => match parts.as_slice() {
                [TemplatePart::Interpolation(only)] => self.type_of_failed(only),
                _ => Some(Type::String),
            },
            ExpressionKind::Unary { operator: UnaryOperator::Negate, .. } => Some(Type::Number),
            ExpressionKind::Unary { operator: UnaryOperator::Not, .. } => Some(Type::Bool),
            ExpressionKind::Binary { operator, .. } => Some(match operator {
                BinaryOperator::Add
                | BinaryOperator::Subtract
                | BinaryOperator::Multiply
                | BinaryOperator::Divide
                | BinaryOperator::Modulo => Type::Number,
                _ => Type::Bool,
            }),
            ExpressionKind::Conditional { yes, no, .. } => self.type_of_failed_conditional([yes, no]),
            ExpressionKind::For(each) => self.type_of_failed_for(each, expression.span),
            ExpressionKind::Tuple(items) => {
                let of_item = |item: &Expression| self.exact_type_of(&self.outcome(item), item);
                Some(Type::Tuple(items.iter().map(of_item).collect::<Option<_>>()?))
            }
            ExpressionKind::Call(_) => Some(Type::Any),
            ExpressionKind::Traversal { operators, .. } => {
                let is_splat = |operator: &Operator| {
                    matches!(operator.kind, OperatorKind::AttributeSplat | OperatorKind::FullSplat)
                };
                (!operators.iter().any(is_splat)).then_some(Type::Any)
            }
            _ => None,
        }
    }

    /// Whatever else is refused in a `for` than the value of an element leaves nothing of it.
    fn type_of_failed_for(&self, each: &For, span: Span) -> Option<Type> {
        // A collection of which a part is refused keeps its type.
        if self.outcome(&each.collection).value.is_err() {
            return self.type_of_failed(&each.collection).filter(|of_type| *of_type == Type::Any);
        }
        let value = Expression::new(each.value.span, ExpressionKind::Null);
        let without_values = For { value, groups: each.key.is_some(), ..each.clone() };
        let doubt = Cell::new(false);
        Evaluator { doubt: &doubt, ..*self }.for_expression(&without_values, span).is_err().then_some(Type::Any)
    }

    /// The type of what an expression came to, refused or not.
    fn exact_type_of(&self, outcome: &Outcome, source: &Expression) -> Option<Type> {
        match &outcome.value {
            Ok(value) if !outcome.may_fail => exact_type(value),
            Ok(_) => None,
            Err(_) => self.type_of_failed(source),
        }
    }

    /// Whatever it is refused for, the type is that of both results, and none where they have nothing in common.
    fn type_of_failed_conditional(&self, results: [&Expression; 2]) -> Option<Type> {
        let [yes, no] = results;
        let (yes, no) = ((self.outcome(yes), yes), (self.outcome(no), no));
        let is_null = |outcome: &Outcome| outcome.value.as_ref().is_ok_and(is_plain_null);
        let (of_yes, of_no) = (self.exact_type_of(&yes.0, yes.1)?, self.exact_type_of(&no.0, no.1)?);
        Some(match (is_null(&yes.0), is_null(&no.0)) {
            (true, _) => of_no,
            (_, true) => of_yes,
            _ if of_yes == Type::Any || of_no == Type::Any => Type::Any,
            _ => unify_exactly(&[of_yes, of_no]).unwrap_or_default(),
        })
    }
}

/// A result with nothing in it that leads to what was chosen: every place is that of the whole expression.
fn concealed(value: Value, whole: Span) -> Value {
    let kind = match value.kind {
        ValueKind::String(text) => {
            let mut builder = Text::builder();
            builder.push_opaque(&text, whole);
            ValueKind::String(builder.finish(whole))
        }
        ValueKind::Sequence(sequence) => {
            let items = sequence.items.iter().map(|item| concealed(item.clone(), whole)).collect();
            ValueKind::Sequence(Sequence { items, ..sequence })
        }
        ValueKind::Mapping(mapping) => {
            let members = mapping.members.iter().map(|(name, member)| {
                (name.clone(), Member { key_span: None, value: concealed(member.value.clone(), whole) })
            });
            ValueKind::Mapping(Mapping { members: members.collect(), ..mapping })
        }
        kind => kind,
    };
    Value { kind, span: Some(whole), origin: None, ingredients: None, ..value }
}

/// Adds what two strings both begin with, a hole, and what they both end with.
pub(super) fn push_common(builder: &mut TextBuilder, left: &Text, right: &Text) {
    let (start, end) = (left.known_prefix(), left.known_suffix());
    let same = start.chars().zip(right.known_prefix().chars()).take_while(|(left, right)| left == right);
    let prefix: usize = same.map(|(character, _)| character.len_utf8()).sum();
    builder.push(start.get(..prefix).unwrap_or_default(), left.span());
    builder.push_hole();
    let same = end.chars().rev().zip(right.known_suffix().chars().rev()).take_while(|(left, right)| left == right);
    let suffix: usize = same.map(|(character, _)| character.len_utf8()).sum();
    // In `aXa` and `a` both ends are the same letter, which must not count twice.
    let shortest = left.known_bytes().len().min(right.known_bytes().len());
    let suffix = if prefix + suffix > shortest { 0 } else { suffix };
    builder.push(end.get(end.len() - suffix..).unwrap_or_default(), left.span());
}

/// Null as it is written, which takes any type.
fn is_plain_null(value: &Value) -> bool {
    value.is_null() && value.of_type.is_none()
}

/// Zero and negative zero are equal and are written differently.
fn has_negative_zero(left: &Value, right: &Value) -> bool {
    let mut open = vec![left, right];
    while let Some(value) = open.pop() {
        if value.as_number().is_some_and(|number| number.is_zero() && number.is_negative()) {
            return true;
        }
        open.extend(value.items());
        open.extend(value.as_mapping().into_iter().flat_map(|mapping| mapping.members.values().map(|m| &m.value)));
    }
    false
}

fn is_not_null(value: &Value) -> bool {
    match &value.kind {
        ValueKind::Unknown(unknown) => unknown.is_not_null,
        kind => !matches!(kind, ValueKind::Null),
    }
}

fn have_same_places(left: &Sequence, right: &Sequence) -> bool {
    let is_set = left.kind == SequenceKind::Set;
    left.kind == right.kind && !is_set && !left.is_open() && !right.is_open() && left.items.len() == right.items.len()
}

fn have_same_names(left: &Mapping, right: &Mapping) -> bool {
    left.kind == right.kind && !left.is_open && !right.is_open && left.members.keys().eq(right.members.keys())
}

fn inconsistent(span: Span) -> Failure {
    Failure::new(span, "the two results of the conditional have no common type")
}
