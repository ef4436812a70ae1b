//! Splats: the same steps below every element of a collection.

use crate::source::Span;
use crate::syntax::expression::{Operator, OperatorKind};
use crate::terraform::expression::Evaluator;
use crate::terraform::expression::conversion::{element_of_all, type_of, unknown_of};
use crate::terraform::expression::exact_type::{contains_any, exact_type};
use crate::terraform::expression::scope::{Evaluated, Failure};
use crate::terraform::expression::traversal::{Named, part_of};
use crate::value::{Ingredients, Sequence, SequenceKind, Type, Unknown, Value, ValueKind};

impl Evaluator<'_> {
    /// The value of `source[*]` or `source.*` with the steps that follow it.
    ///
    /// What is neither a list, a set nor a tuple counts as a tuple of itself, and null as an empty one.
    pub(super) fn splat(
        &self,
        source: Value,
        name: Named,
        splat: &OperatorKind,
        operators: &[Operator],
        span: Span,
    ) -> Evaluated {
        let count = match splat {
            OperatorKind::AttributeSplat => operators.iter().take_while(|operator| belongs_to_each(operator)).count(),
            _ => operators.len(),
        };
        let (each, rest) = operators.split_at_checked(count).unwrap_or((operators, &[]));
        let result = self.collect(source, &name, each, span)?;
        self.follow(result, name.below("[*]"), rest, span)
    }

    fn collect(&self, source: Value, name: &Named, each: &[Operator], span: Span) -> Evaluated {
        let sensitive = source.sensitive;
        let ingredients = Ingredients::of([&source]);
        let result = match &source.kind {
            ValueKind::Null => match source.of_type.as_deref() {
                Some(Type::List(_) | Type::Set(_) | Type::Tuple(_)) => {
                    return Err(Failure::new(span, "a list that is null has no elements"));
                }
                Some(Type::Any) => self.unknown("the type of a null is not known", Type::Any, span),
                _ => Value::tuple([]),
            },
            ValueKind::Unknown(unknown) => self.collect_unknown(&source, unknown, name, each, span)?,
            ValueKind::Sequence(sequence) if sequence.items.is_empty() && !sequence.is_open() => {
                self.collect_nothing(&source, sequence.kind, name, each, span)?
            }
            ValueKind::Sequence(sequence) => self.collect_sequence(&source, sequence, name, each, span)?,
            _ => Value::tuple([self.follow(source.clone(), name.clone(), each, span)?]),
        };
        Ok(self.bounded(Value { sensitive, ..result }.with_ingredients(ingredients), span))
    }

    fn collect_sequence(
        &self,
        source: &Value,
        sequence: &Sequence,
        name: &Named,
        each: &[Operator],
        span: Span,
    ) -> Evaluated {
        if !self.budget.allows_elements(sequence.items.len(), span) {
            return Ok(self.too_much(span));
        }
        let mut items = Vec::with_capacity(sequence.items.len());
        for (index, item) in sequence.items.iter().enumerate() {
            let item = part_of(item.clone(), source, name);
            items.push(self.follow(item, name.below(format_args!("[{index}]")), each, span)?);
        }
        let kind = match sequence.kind {
            SequenceKind::Tuple => SequenceKind::Tuple,
            SequenceKind::List | SequenceKind::Set => SequenceKind::List,
        };
        let is_ordered = items.len() < 2 || sequence.items.iter().all(Value::is_wholly_known);
        if sequence.kind == SequenceKind::Set && !is_ordered {
            return Ok(self.unknown("the order of the set is not known", Type::List(Box::default()), span));
        }
        let element = match kind {
            SequenceKind::Tuple => Type::Any,
            _ => element_of_all(&mut items, &Type::Any).map_err(|reason| Failure::new(span, reason))?,
        };
        let is_exact = kind != SequenceKind::Tuple && items.iter().all(|item| exact_type(item).is_some());
        let result =
            Value::from(ValueKind::Sequence(Sequence { kind, items: items.into(), openness: sequence.openness }));
        Ok(if is_exact && !sequence.is_open() { result.showing(Type::List(Box::new(element))) } else { result })
    }

    /// An empty list whose type is known gives one whose type is known, and refuses steps that it cannot take.
    fn collect_nothing(
        &self,
        source: &Value,
        kind: SequenceKind,
        name: &Named,
        each: &[Operator],
        span: Span,
    ) -> Evaluated {
        if kind == SequenceKind::Tuple {
            return Ok(Value::tuple([]));
        }
        let result = Value::sequence(SequenceKind::List, []);
        let (Type::List(element) | Type::Set(element)) = type_of(source) else { return Ok(result) };
        let item = self.follow(unknown_of("there is no element", *element), name.clone(), each, span)?;
        Ok(match type_of(&item) {
            // Only where the type of the source is known does an open part of it stand for the dynamic type.
            of_item if exact_type(source).is_none() && contains_any(&of_item) => result,
            of_item => result.typed(Type::List(Box::new(of_item))),
        })
    }

    fn collect_unknown(
        &self,
        source: &Value,
        unknown: &Unknown,
        name: &Named,
        each: &[Operator],
        span: Span,
    ) -> Evaluated {
        let of_type = match &unknown.of_type {
            Type::List(_) | Type::Set(_) => Type::List(Box::default()),
            Type::Tuple(_) | Type::Any => Type::Any,
            _ if unknown.is_not_null => {
                return Ok(Value::tuple([self.follow(source.clone(), name.clone(), each, span)?]));
            }
            _ => Type::Any,
        };
        Ok(self.unknown(unknown.reason.clone(), of_type, span))
    }
}

fn belongs_to_each(operator: &Operator) -> bool {
    matches!(operator.kind, OperatorKind::Attribute(_) | OperatorKind::LegacyIndex(_))
}
