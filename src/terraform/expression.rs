//! Evaluates an expression to what Terraform would compute.

pub(crate) mod budget;
mod call;
mod conditional;
pub(crate) mod conversion;
pub(crate) mod equality;
pub(crate) mod exact_type;
mod for_expression;
pub(crate) mod no_names;
mod operand;
mod operators;
pub(crate) mod refusal;
pub(crate) mod scope;
mod splat;
mod template;
mod traversal;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::source::Span;
use crate::syntax::expression::{Expression, ExpressionKind, ObjectItem};
use crate::syntax::text::Text;
use crate::terraform::expression::budget::Budget;
use crate::terraform::expression::scope::{Evaluated, Failure, Scope};
use crate::terraform::functions::unicode_form::composed;
use crate::value::{Ingredients, Mapping, MappingKind, Member, Number, Type, Unknown, Value, ValueKind};

/// Why something that may be replaced by what could not be read has no value.
pub(crate) const WITHHELD: &str = "its value may stand in what could not be read";

/// The value of `expression`: known only where Terraform would certainly compute the same.
///
/// A [`Failure`] is the certainty that Terraform refuses it. Past a limit of `budget` the value is unknown.
pub(crate) fn evaluate(expression: &Expression, scope: &dyn Scope, budget: &Budget) -> Evaluated {
    let doubt = Cell::new(false);
    Evaluator { scope, budget, doubt: &doubt, watch: None }.value(expression)
}

/// One evaluation: the names it sees, what it may cost, and whether it may yet fail.
#[derive(Clone, Copy)]
pub(super) struct Evaluator<'a> {
    pub(super) scope: &'a dyn Scope,
    pub(super) budget: &'a Budget,
    /// Set when an operation was done on what is not known, so that Terraform may refuse it although nothing
    /// here does. `try` and `can` must know.
    pub(super) doubt: &'a Cell<bool>,
    /// Takes every value that is referred to, where the outcome may be a failure, which carries no values itself.
    pub(super) watch: Option<&'a RefCell<Vec<Value>>>,
}

impl<'a> Evaluator<'a> {
    pub(super) fn value(&self, expression: &Expression) -> Evaluated {
        let span = expression.span;
        if !self.budget.spend(1, span) {
            return Ok(self.too_much(span));
        }
        let Some(_level) = self.budget.descend(span) else { return Ok(self.too_much(span)) };
        match &*expression.kind {
            ExpressionKind::Null => Ok(Value::null().at(span)),
            ExpressionKind::Bool(value) => Ok(Value::bool(*value).at(span)),
            ExpressionKind::Number(digits) => Ok(number(digits, span)),
            ExpressionKind::String(text) => Ok(Value { span: Some(span), ..Value::text(normalized(text.clone())) }),
            ExpressionKind::Template(parts) => self.template(parts, span),
            ExpressionKind::Tuple(items) => self.tuple(items, span),
            ExpressionKind::Object(items) => self.object(items, span),
            ExpressionKind::Variable(name) => self.reference(name, &[], span),
            ExpressionKind::Traversal { base, operators } => self.traversal(base, operators, span),
            ExpressionKind::Call(call) => self.call(call, span),
            ExpressionKind::Parenthesis(inner) => self.value(inner),
            ExpressionKind::Conditional { condition, yes, no } => self.conditional(condition, yes, no, span),
            ExpressionKind::Unary { operator, operand } => self.unary(*operator, operand, span),
            ExpressionKind::Binary { operator, left, right } => self.binary(*operator, left, right, span),
            ExpressionKind::For(expression) => self.for_expression(expression, span),
            ExpressionKind::Error => Ok(self.unknown("the expression could not be read", Type::Any, span)),
            ExpressionKind::Withheld => Ok(self.unknown(WITHHELD, Type::Any, span)),
        }
    }

    /// The same evaluation with other names.
    pub(super) fn within<'b>(&self, scope: &'b dyn Scope) -> Evaluator<'b>
    where
        'a: 'b,
    {
        Evaluator { scope, budget: self.budget, doubt: self.doubt, watch: self.watch }
    }

    /// An unknown result of an operation. Terraform may know it, or may refuse the operation.
    pub(super) fn unknown(&self, reason: impl Into<Arc<str>>, of_type: Type, span: Span) -> Value {
        self.doubt.set(true);
        let is_not_null = of_type != Type::Any;
        let unknown = Unknown { reason: reason.into(), symbol: None, is_not_null, is_awaited: false, of_type };
        Value::from(ValueKind::from(unknown)).at(span)
    }

    pub(super) fn too_much(&self, span: Span) -> Value {
        self.doubt.set(true);
        Budget::unknown(span)
    }

    /// The value, unless what it holds would take for ever to walk through.
    pub(super) fn bounded(&self, value: Value, span: Span) -> Value {
        if self.budget.allows_weight(&value, span) { value } else { self.too_much(span) }
    }

    fn tuple(&self, items: &[Expression], span: Span) -> Evaluated {
        if !self.budget.allows_elements(items.len(), span) {
            return Ok(self.too_much(span));
        }
        let items = items.iter().map(|item| self.value(item)).collect::<Result<Vec<_>, _>>()?;
        Ok(self.bounded(Value::tuple(items).at(span), span))
    }

    /// Of equal keys the last one counts. A key that is not known may be any of those before it.
    fn object(&self, items: &[ObjectItem], span: Span) -> Evaluated {
        if !self.budget.allows_elements(items.len(), span) {
            return Ok(self.too_much(span));
        }
        let mut members: BTreeMap<Arc<str>, Member> = BTreeMap::new();
        let mut is_open = false;
        let mut sensitive = false;
        let mut ingredients = None;
        for item in items {
            if matches!(*item.key.kind, ExpressionKind::Traversal { .. }) {
                return Err(Failure::new(item.key.span, "a key with a dot needs quotes, or parentheses around it"));
            }
            let key = self.value(&item.key)?;
            let value = self.value(&item.value)?;
            sensitive |= key.sensitive;
            ingredients = Ingredients::joined(ingredients, Ingredients::of([&key]));
            match operand::key(&key, item.key.span)? {
                Some(key) => {
                    members.insert(key, Member { key_span: Some(item.key.span), value });
                }
                None => {
                    is_open = true;
                    // It may be null.
                    self.doubt.set(true);
                    for member in members.values_mut() {
                        member.value = self.unknown("a later key is not known", Type::Any, item.key.span);
                    }
                }
            }
        }
        let mapping = Mapping { kind: MappingKind::Object, members: members.into(), is_open };
        let object = Value { sensitive, ingredients, ..ValueKind::Mapping(mapping).into() };
        Ok(self.bounded(object.at(span), span))
    }
}

fn number(digits: &str, span: Span) -> Value {
    let value = match Number::parse(digits) {
        Some(number) => Value::number(number),
        None => Value::unknown("the number cannot be represented"),
    };
    value.at(span)
}

/// The text in the composed form that Terraform gives every string. Places in it are lost where it changes.
pub(super) fn normalized(text: Text) -> Text {
    match text.known().and_then(composed) {
        Some(composed) => Text::computed(composed, text.span()),
        None => text,
    }
}

#[cfg(test)]
mod tests;
