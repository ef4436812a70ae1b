//! What Terraform refuses before it evaluates anything: names that mean nothing, wherever in an expression they stand.

use crate::source::Span;
use crate::syntax::expression::{Expression, ExpressionKind, For, Operator, OperatorKind, TemplatePart};
use crate::terraform::expression::scope::{Failure, Scope};

/// Deeper parts are not looked at: their evaluation passes a limit.
const MAX_DEPTH: usize = 1_000;

/// The first name in `expression` that `scope` refuses. It need not be evaluated: it may stand inside `try`, in a branch
/// that is not taken, or in the body of a loop over nothing.
pub(crate) fn refusal(expression: &Expression, scope: &dyn Scope) -> Option<Failure> {
    Search { scope, bound: Vec::new(), depth: 0 }.expression(expression).err()
}

/// A walk through an expression.
struct Search<'a> {
    scope: &'a dyn Scope,
    /// The names that the loops around the place give.
    bound: Vec<&'a str>,
    depth: usize,
}

impl<'a> Search<'a> {
    fn expression(&mut self, expression: &'a Expression) -> Result<(), Failure> {
        if self.depth >= MAX_DEPTH {
            return Ok(());
        }
        self.depth += 1;
        let result = self.kind(expression);
        self.depth -= 1;
        result
    }

    fn kind(&mut self, expression: &'a Expression) -> Result<(), Failure> {
        match &*expression.kind {
            ExpressionKind::Variable(root) => self.name(root, &[], expression.span),
            ExpressionKind::Traversal { base, operators } => {
                match &*base.kind {
                    ExpressionKind::Variable(root) => self.name(root, operators, expression.span)?,
                    _ => self.expression(base)?,
                }
                operators.iter().try_for_each(|operator| match &operator.kind {
                    OperatorKind::Index(key) => self.expression(key),
                    _ => Ok(()),
                })
            }
            ExpressionKind::Template(parts) => self.template(parts),
            ExpressionKind::For(expression) => self.for_expression(expression),
            _ => expression.parts().into_iter().try_for_each(|part| self.expression(part)),
        }
    }

    fn name(&self, root: &str, operators: &[Operator], span: Span) -> Result<(), Failure> {
        if self.bound.contains(&root) {
            return Ok(());
        }
        self.scope.refuses(root, operators, span).map_or(Ok(()), Err)
    }

    fn for_expression(&mut self, expression: &'a For) -> Result<(), Failure> {
        self.expression(&expression.collection)?;
        let names = expression.key_name.iter().chain([&expression.value_name]).map(|name| &*name.name);
        let outer = self.bound.len();
        self.bound.extend(names);
        let parts = expression.key.iter().chain([&expression.value]).chain(&expression.condition);
        let result = parts.into_iter().try_for_each(|part| self.expression(part));
        self.bound.truncate(outer);
        result
    }

    fn template(&mut self, parts: &'a [TemplatePart]) -> Result<(), Failure> {
        parts.iter().try_for_each(|part| match part {
            TemplatePart::Literal(_) => Ok(()),
            TemplatePart::Interpolation(expression) => self.expression(expression),
            TemplatePart::If { condition, yes, no } => {
                self.expression(condition)?;
                self.template(yes)?;
                self.template(no)
            }
            TemplatePart::For { key_name, value_name, collection, body } => {
                self.expression(collection)?;
                let outer = self.bound.len();
                self.bound.extend(key_name.iter().chain([value_name]).map(|name| &*name.name));
                let result = self.template(body);
                self.bound.truncate(outer);
                result
            }
        })
    }
}
