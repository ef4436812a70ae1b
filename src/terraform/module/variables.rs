//! Input variables: their declared types, defaults and the rules for null.

use std::sync::Arc;

use crate::source::{Span, names_secret};
use crate::syntax::expression::{Block, Expression, ExpressionKind};
use crate::terraform::module::type_constraint::Constraint;
use crate::value::{Type, Unknown, Value, ValueKind};

/// A `variable` block.
#[derive(Debug)]
pub(crate) struct Variable {
    pub name: Arc<str>,
    pub header: Span,
    /// What the block says could not be read as a whole, so nothing is known of the value.
    pub is_partial: bool,
    /// Absent where the variable has no type.
    pub constraint: Option<Constraint>,
    pub default: Option<Expression>,
    pub is_nullable: bool,
    pub is_sensitive: bool,
    /// Terraform keeps nothing that comes of it, in no plan and no state.
    pub is_ephemeral: bool,
}

/// A value could not be converted to the variable's type; Terraform refuses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mismatch(pub String);

impl Variable {
    pub(crate) fn new(name: Arc<str>, block: &Block) -> Self {
        Self {
            name,
            header: block.header,
            is_partial: block.body.is_partial,
            constraint: block.body.attribute("type").map(|attribute| Constraint::of(&attribute.value)),
            default: block.body.attribute("default").map(|attribute| attribute.value.clone()),
            is_nullable: flag(block, "nullable").unwrap_or(true),
            is_sensitive: is_true(block, "sensitive"),
            is_ephemeral: is_true(block, "ephemeral"),
        }
    }

    /// Whether its values are not to be shown: it says so, or its name does.
    pub(crate) fn is_secret(&self) -> bool {
        self.is_sensitive || names_secret(&self.name)
    }

    /// Whether `-var` and the environment give the value's text itself, not an expression.
    pub(crate) fn takes_text(&self) -> bool {
        self.constraint.as_ref().is_none_or(Constraint::is_primitive)
    }

    /// The value that the module sees for one that it was given. `default` is what the declaration says.
    ///
    /// # Errors
    ///
    /// When Terraform would refuse the value.
    pub(crate) fn accept(&self, given: Value, default: impl FnOnce() -> Option<Value>) -> Result<Value, Mismatch> {
        let given = if given.is_null() && !self.is_nullable { default().unwrap_or(given) } else { given };
        let mut value = match &self.constraint {
            Some(constraint) => constraint.apply(given).map_err(|reason| {
                // Reasons quote what was given.
                Mismatch(if self.is_secret() { "the sensitive value is of another type".to_owned() } else { reason })
            })?,
            None => given,
        };
        if !self.is_nullable {
            if value.is_null() {
                return Err(Mismatch(format!("`var.{}` may not be null", self.name)));
            }
            if let ValueKind::Unknown(unknown) = &mut value.kind {
                unknown.is_not_null = true;
            }
        }
        value.sensitive |= self.is_sensitive;
        Ok(value)
    }

    /// What is known of the variable when nobody gives it a value.
    pub(crate) fn without_value(&self) -> Value {
        let reason = format!("var.{} has no value", self.name);
        let of_type = self.constraint.as_ref().map_or(Type::Any, Constraint::plain);
        let is_not_null = !self.is_nullable;
        let unknown = Unknown { reason: reason.into(), symbol: None, is_not_null, is_awaited: true, of_type };
        let mut value = Value::from(ValueKind::from(unknown)).at(self.header);
        value.sensitive = self.is_sensitive;
        value
    }
}

/// Whether an argument of a block is literally true.
pub(crate) fn is_true(block: &Block, argument: &str) -> bool {
    flag(block, argument) == Some(true)
}

fn flag(block: &Block, argument: &str) -> Option<bool> {
    match &*block.body.attribute(argument)?.value.kind {
        ExpressionKind::Bool(value) => Some(*value),
        ExpressionKind::String(text) => text.known()?.parse().ok(),
        _ => None,
    }
}
