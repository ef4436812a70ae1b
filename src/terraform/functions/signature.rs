//! How a function is declared, and what is the same for every call.

use std::sync::Arc;

use crate::source::Span;
use crate::syntax::text::{Text, TextBuilder};
use crate::terraform::expression::budget::Budget;
use crate::terraform::expression::conversion::unknown_of;
use crate::terraform::expression::scope::{Evaluated, Failure, Files};
use crate::terraform::functions::parameter::{Parameter, Shape, Survey, prepare};
use crate::terraform::functions::unicode_form::composed;
use crate::value::{Number, Type, Value, ValueKind};

/// Where a call stands and what it may use.
#[derive(Clone, Copy)]
pub(crate) struct CallContext<'a> {
    /// The whole call.
    pub span: Span,
    /// The place of each argument; those that come from `list...` share one or are missing.
    pub argument_spans: &'a [Span],
    pub files: &'a dyn Files,
    pub budget: &'a Budget,
}

/// A function of the language.
pub(super) struct Function {
    pub(super) name: &'static str,
    pub(super) parameters: &'static [Parameter],
    /// Takes all arguments after those of `parameters`.
    pub(super) variadic: Option<Parameter>,
    /// The type of the result where an argument is not known.
    pub(super) returns: Shape,
    /// Whether the body decides on sensitivity; else the result of a sensitive argument is sensitive.
    pub(super) keeps_own_marks: bool,
    /// What a result comes from, where its kind does not tell.
    pub(super) sources: Option<Sources>,
    pub(super) body: fn(&Call<'_>) -> Evaluated,
}

impl Function {
    pub(super) const fn new(
        name: &'static str,
        parameters: &'static [Parameter],
        returns: Shape,
        body: fn(&Call<'_>) -> Evaluated,
    ) -> Self {
        Self { name, parameters, variadic: None, returns, keeps_own_marks: false, sources: None, body }
    }

    pub(super) const fn variadic(mut self, parameter: Parameter) -> Self {
        self.variadic = Some(parameter);
        self
    }

    pub(super) const fn keeping_marks(mut self) -> Self {
        self.keeps_own_marks = true;
        self
    }

    /// One whose result is made of arguments as they are, or of one part of them, which has its own provenance.
    pub(super) const fn selecting(mut self) -> Self {
        self.sources = Some(Sources::Arguments);
        self
    }

    /// One that takes collections inside its arguments apart.
    pub(super) const fn dissolving(mut self) -> Self {
        self.sources = Some(Sources::Parts);
        self
    }

    /// Notes where the result comes from. A collection mostly holds parts of the arguments, which know it themselves.
    fn with_sources(&self, result: Value, arguments: &[Value]) -> Value {
        let is_collection = matches!(result.kind, ValueKind::Sequence(_) | ValueKind::Mapping(_));
        match self.sources.unwrap_or(if is_collection { Sources::Arguments } else { Sources::Parts }) {
            Sources::Arguments => result.made_of(arguments),
            Sources::Parts => result.made_of_parts(arguments),
        }
    }

    #[cfg(test)]
    pub(super) fn shapes(&self) -> impl Iterator<Item = Shape> {
        self.parameters.iter().map(|parameter| parameter.shape)
    }

    #[cfg(test)]
    pub(super) fn variadic_shape(&self) -> Option<Shape> {
        self.variadic.map(|parameter| parameter.shape)
    }

    pub(super) fn call(&self, arguments: Vec<Value>, context: &CallContext<'_>) -> Evaluated {
        self.check_count(arguments.len(), context)?;
        let mut call =
            Call { function: self, arguments: Vec::with_capacity(arguments.len()), context, sensitive: false };
        let mut not_known: Option<Arc<str>> = None;
        for (index, argument) in arguments.into_iter().enumerate() {
            let Some(parameter) = self.parameters.get(index).or(self.variadic.as_ref()) else { continue };
            let argument = prepare(&argument, parameter).map_err(|reason| {
                let message = format!("`{}` of {}: {reason}", parameter.name, self.name);
                self.without_arguments(Failure::new(call.argument_span(index), message), [&argument])
            })?;
            let survey = Survey::of(&argument, parameter);
            if survey.nodes > 1 && !context.budget.spend(survey.nodes, context.span) {
                return Ok(Budget::unknown(context.span));
            }
            call.sensitive |= survey.sensitive;
            not_known = not_known.or(survey.not_known);
            call.arguments.push(argument);
        }
        let mut result = match not_known {
            Some(reason) => call.unknown(reason),
            None => (self.body)(&call).map_err(|failure| self.without_arguments(failure, &call.arguments))?,
        };
        if result.span.is_none() {
            result.span = Some(context.span);
        }
        result.sensitive |= call.sensitive && !self.keeps_own_marks;
        Ok(self.with_sources(result, &call.arguments))
    }

    /// Reasons quote arguments, which those that are sensitive must not be.
    fn without_arguments<'v>(&self, failure: Failure, arguments: impl IntoIterator<Item = &'v Value>) -> Failure {
        match arguments.into_iter().any(is_sensitive) {
            true => Failure { message: format!("{} does not take the sensitive value", self.name), ..failure },
            false => failure,
        }
    }

    fn check_count(&self, count: usize, context: &CallContext<'_>) -> Result<(), Failure> {
        let wanted = self.parameters.len();
        let is_right = if self.variadic.is_some() { count >= wanted } else { count == wanted };
        if is_right {
            return Ok(());
        }
        let at_least = if self.variadic.is_some() { "at least " } else { "" };
        let plural = if wanted == 1 { "" } else { "s" };
        let message = format!("{} takes {at_least}{wanted} argument{plural}, not {count}", self.name);
        Err(Failure::new(context.span, message))
    }
}

/// Whether a value or a part of it is sensitive.
fn is_sensitive(value: &Value) -> bool {
    value.sensitive
        || value.items().iter().any(is_sensitive)
        || value.as_mapping().is_some_and(|mapping| mapping.members.values().any(|member| is_sensitive(&member.value)))
}

/// What the definitions behind a function's result are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sources {
    /// Those of the arguments.
    Arguments,
    /// Those of the arguments and of all that is inside them.
    Parts,
}

/// A call whose arguments have the types of the parameters.
pub(super) struct Call<'a> {
    function: &'a Function,
    arguments: Vec<Value>,
    context: &'a CallContext<'a>,
    sensitive: bool,
}

static NULL: std::sync::LazyLock<Value> = std::sync::LazyLock::new(Value::null);

impl<'a> Call<'a> {
    pub(super) fn context(&self) -> &'a CallContext<'a> {
        self.context
    }

    pub(super) fn span(&self) -> Span {
        self.context.span
    }

    pub(super) fn arguments(&self) -> &[Value] {
        &self.arguments
    }

    /// The argument at `index`; null where the call has fewer.
    pub(super) fn argument(&self, index: usize) -> &Value {
        self.arguments.get(index).unwrap_or(&NULL)
    }

    /// The place of an argument; the whole call where it has none of its own.
    pub(super) fn argument_span(&self, index: usize) -> Span {
        self.context.argument_spans.get(index).copied().unwrap_or(self.context.span)
    }

    /// The arguments from `index` on.
    pub(super) fn rest(&self, index: usize) -> &[Value] {
        self.arguments.get(index..).unwrap_or_default()
    }

    /// The string of an argument that is wholly known.
    pub(super) fn str(&self, index: usize) -> &str {
        self.argument(index).as_str().unwrap_or_default()
    }

    /// The number of an argument that is known.
    pub(super) fn number(&self, index: usize) -> Number {
        self.argument(index).as_number().cloned().unwrap_or_else(Number::zero)
    }

    /// The whole number of an argument; Terraform refuses fractions and numbers beyond 64 bits.
    pub(super) fn integer(&self, index: usize) -> Result<i64, Failure> {
        self.number(index).to_i64().ok_or_else(|| self.failure_at(index, "must be a whole number of 64 bits"))
    }

    /// A computed string.
    pub(super) fn string(&self, value: impl Into<Box<str>>) -> Evaluated {
        let value = value.into();
        let budget = self.context.budget;
        if !budget.allows_string(value.len(), self.span()) || !budget.spend_on_bytes(value.len(), self.span()) {
            return Ok(Budget::unknown(self.span()));
        }
        let value = composed(&value).map_or(value, Into::into);
        Ok(Value::string(value, self.span()))
    }

    /// A string that was put together of others, in Unicode's composed form as Terraform keeps all strings.
    pub(super) fn text(&self, builder: TextBuilder) -> Evaluated {
        let budget = self.context.budget;
        if !budget.allows_string(builder.len(), self.span()) || !budget.spend_on_text(&builder, self.span()) {
            return Ok(Budget::unknown(self.span()));
        }
        let text = builder.finish(self.span());
        if text.known_bytes().is_empty() && !text.is_known() {
            return Ok(self.unknown_of("no part of the string is known", Type::String));
        }
        let Some(composed) = composed(text.known_bytes()) else { return Ok(Value::text(text)) };
        if text.is_known() {
            return Ok(Value::string(composed, self.span()));
        }
        Ok(self.unknown_of("a part of the string is not known", Type::String))
    }

    /// The string of an argument, which may have holes.
    pub(super) fn partial(&self, index: usize) -> Text {
        let argument = self.argument(index);
        argument.as_text().cloned().unwrap_or_else(|| Text::computed("", self.span()))
    }

    pub(super) fn bool(&self, value: bool) -> Evaluated {
        Ok(Value::bool(value).at(self.span()))
    }

    /// Whether a collection may have so many elements.
    pub(super) fn allows_elements(&self, count: usize) -> bool {
        self.context.budget.allows_elements(count, self.span())
    }

    /// Whether the call may look at so many elements.
    pub(super) fn allows_steps(&self, count: usize) -> bool {
        self.context.budget.spend(count, self.span())
    }

    /// What the call gives past a limit.
    pub(super) fn too_much(&self) -> Value {
        Budget::unknown(self.span())
    }

    /// An unknown result of the function's declared type. One whose type is declared is never null.
    pub(super) fn unknown(&self, reason: impl Into<Arc<str>>) -> Value {
        self.unknown_of(reason, self.function.returns.to_type())
    }

    /// An unknown result that is never null, whatever its type.
    pub(super) fn unknown_not_null(&self, reason: impl Into<Arc<str>>) -> Value {
        unknown_of(reason, self.function.returns.to_type()).at(self.span())
    }

    /// An unknown result; only one of an unknown type may be null.
    pub(super) fn unknown_of(&self, reason: impl Into<Arc<str>>, of_type: Type) -> Value {
        let may_be_null = of_type == Type::Any;
        let mut value = unknown_of(reason, of_type);
        if let ValueKind::Unknown(unknown) = &mut value.kind {
            unknown.is_not_null = !may_be_null;
        }
        value.at(self.span())
    }

    /// Terraform refuses the call.
    pub(super) fn failure(&self, reason: impl std::fmt::Display) -> Failure {
        Failure::new(self.span(), format!("{}: {reason}", self.function.name))
    }

    /// Terraform refuses an argument.
    pub(super) fn failure_at(&self, index: usize, reason: impl std::fmt::Display) -> Failure {
        let name = self.function.parameters.get(index).or(self.function.variadic.as_ref()).map_or("", |it| it.name);
        Failure::new(self.argument_span(index), format!("`{name}` of {}: {reason}", self.function.name))
    }
}
