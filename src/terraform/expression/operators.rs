//! Arithmetic, comparison and logic.

use crate::source::Span;
use crate::syntax::expression::{BinaryOperator, Expression, UnaryOperator};
use crate::terraform::expression::Evaluator;
use crate::terraform::expression::conversion::unknown_of;
use crate::terraform::expression::equality::equal;
use crate::terraform::expression::operand::{self, Operand};
use crate::terraform::expression::scope::{Evaluated, Failure};
use crate::value::{Number, Type, Value};

impl Evaluator<'_> {
    pub(super) fn unary(&self, operator: UnaryOperator, operand: &Expression, span: Span) -> Evaluated {
        let value = self.value(operand)?;
        let result = match operator {
            UnaryOperator::Negate => match operand::number(&value, operand.span)? {
                Operand::Known(number) => Value::number(number.negate()).at(span),
                Operand::Unknown(reason) => self.unknown(reason, Type::Number, span),
            },
            UnaryOperator::Not => match operand::bool(&value, operand.span)? {
                Operand::Known(value) => Value::bool(!value).at(span),
                Operand::Unknown(reason) => self.unknown(reason, Type::Bool, span),
            },
        };
        Ok(Value { sensitive: value.sensitive, ..result }.made_of([&value]))
    }

    pub(super) fn binary(
        &self,
        operator: BinaryOperator,
        left: &Expression,
        right: &Expression,
        span: Span,
    ) -> Evaluated {
        // Terraform evaluates and converts both sides, whatever the first one says.
        let sides =
            [Side { value: self.value(left)?, span: left.span }, Side { value: self.value(right)?, span: right.span }];
        let sensitive = sides.iter().any(|side| side.value.sensitive);
        let result = match operator {
            BinaryOperator::Equal | BinaryOperator::NotEqual => {
                self.equality(&sides, operator == BinaryOperator::Equal, span)
            }
            BinaryOperator::And | BinaryOperator::Or => self.logic(operator, &sides, span)?,
            _ => self.arithmetic(operator, &sides, span)?,
        };
        // An operand of a comparison may be a collection, all of which is compared.
        Ok(Value { sensitive, ..result }.made_of_parts(sides.iter().map(|side| &side.value)))
    }

    fn equality(&self, [left, right]: &[Side; 2], wanted: bool, span: Span) -> Value {
        if !self.budget.spend_on(&left.value, span) || !self.budget.spend_on(&right.value, span) {
            return self.too_much(span);
        }
        match equal(&left.value.clone().of_one_type(), &right.value.clone().of_one_type()) {
            Some(answer) => Value::bool(answer == wanted).at(span),
            // Any two values can be compared, so this gives no doubt.
            None => Value { span: Some(span), ..unknown_of("it compares what is not known", Type::Bool) },
        }
    }

    /// One operand decides where it can, even beside one that is not known.
    fn logic(&self, operator: BinaryOperator, [left, right]: &[Side; 2], span: Span) -> Evaluated {
        let decides = operator == BinaryOperator::Or;
        let (left, right) = (operand::bool(&left.value, left.span)?, operand::bool(&right.value, right.span)?);
        Ok(match (left, right) {
            (Operand::Known(left), Operand::Known(right)) => {
                let result = if decides { left || right } else { left && right };
                Value::bool(result).at(span)
            }
            (Operand::Known(known), Operand::Unknown(_)) | (Operand::Unknown(_), Operand::Known(known))
                if known == decides =>
            {
                self.doubt.set(true);
                Value::bool(decides).at(span)
            }
            (Operand::Unknown(reason), _) | (_, Operand::Unknown(reason)) => self.unknown(reason, Type::Bool, span),
        })
    }

    fn arithmetic(&self, operator: BinaryOperator, [left, right]: &[Side; 2], span: Span) -> Evaluated {
        let (left, right) = (operand::number(&left.value, left.span)?, operand::number(&right.value, right.span)?);
        let gives = match operator {
            BinaryOperator::Less
            | BinaryOperator::LessOrEqual
            | BinaryOperator::Greater
            | BinaryOperator::GreaterOrEqual => Type::Bool,
            _ => Type::Number,
        };
        let (left, right) = match (left, right) {
            (Operand::Known(left), Operand::Known(right)) => (left, right),
            (Operand::Unknown(reason), _) | (_, Operand::Unknown(reason)) => {
                return Ok(self.unknown(reason, gives, span));
            }
        };
        let number = match operator {
            BinaryOperator::Less => return Ok(Value::bool(left < right).at(span)),
            BinaryOperator::LessOrEqual => return Ok(Value::bool(left <= right).at(span)),
            BinaryOperator::Greater => return Ok(Value::bool(left > right).at(span)),
            BinaryOperator::GreaterOrEqual => return Ok(Value::bool(left >= right).at(span)),
            BinaryOperator::Add => left.add(&right),
            BinaryOperator::Subtract => left.subtract(&right),
            BinaryOperator::Multiply => left.multiply(&right),
            BinaryOperator::Modulo => left.modulo(&right),
            _ => match left.divide(&right) {
                Some(quotient) => quotient,
                None if left.is_zero() => return Err(zero_by_zero(span)),
                // Terraform has infinities. Nothing that a provider accepts comes of one.
                None => return Ok(self.unknown("it divides by zero", Type::Number, span)),
            },
        };
        Ok(self.unless_extreme(number, span))
    }

    fn unless_extreme(&self, number: Number, span: Span) -> Value {
        if number.is_extreme() {
            return self.unknown("the number has too many digits", Type::Number, span);
        }
        Value::number(number).at(span)
    }
}

/// An operand of a binary operator.
struct Side {
    value: Value,
    span: Span,
}

fn zero_by_zero(span: Span) -> Failure {
    Failure::new(span, "zero cannot be divided by zero")
}
