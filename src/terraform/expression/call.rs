//! Calls: `try` and `can`, which evaluate their arguments themselves, templates from files, and all other functions.

use std::cell::{Cell, RefCell};

use crate::source::Span;
use crate::syntax::expression::{Call, Expression, ExpressionKind, Operator};
use crate::syntax::hcl::parse_template;
use crate::syntax::text::Text;
use crate::terraform::expression::Evaluator;
use crate::terraform::expression::conversion::convert;
use crate::terraform::expression::operand::reason;
use crate::terraform::expression::refusal::refusal;
use crate::terraform::expression::scope::{Evaluated, Failure, Files, Scope};
use crate::terraform::functions::{self, CallContext};
use crate::value::{Members, SequenceKind, Type, Value, ValueKind};

/// Functions that take any part of their arguments, whatever it is.
const INDIFFERENT: &[&str] =
    &["concat", "jsonencode", "keys", "length", "merge", "reverse", "values", "nonsensitive", "sensitive"];

/// Whether no value that an argument may yet turn out to have is one that the function refuses. What is not known may
/// be null, or not what the function wants.
fn is_certainly_accepted(function: &str, argument: &Value) -> bool {
    argument.is_wholly_known() || !argument.is_unknown() && INDIFFERENT.contains(&function)
}

/// What it costs to read a template, besides its length.
const STEPS_PER_TEMPLATE: usize = 1000;

impl Evaluator<'_> {
    pub(super) fn call(&self, call: &Call, span: Span) -> Evaluated {
        let name = &*call.name.name;
        let name = name.strip_prefix("core::").unwrap_or(name);
        if let Some(reason) = self.scope.refuses_call(name) {
            return Err(Failure::new(call.name.span, format!("{name}: {reason}")));
        }
        match name {
            "try" => self.first_without_failure(call, span),
            "can" => self.can(call, span),
            "templatefile" => self.template_file(call, span),
            "templatestring" => self.template_string(call, span),
            _ => self.function(call, span),
        }
    }

    fn function(&self, call: &Call, span: Span) -> Evaluated {
        let Some(Arguments { values, spans }) = self.arguments(call, span)? else {
            return Ok(self.unknown("the arguments are not known", Type::Any, span));
        };
        // These convert their argument whatever it is.
        let is_conversion = matches!(&*call.name.name, "tobool" | "tonumber" | "tostring");
        let values = if is_conversion { values } else { values.into_iter().map(Value::of_one_type).collect() };
        let context = CallContext { span, argument_spans: &spans, files: self.scope.files(), budget: self.budget };
        let name = &*call.name.name;
        if !values.iter().all(|value| is_certainly_accepted(name, value)) {
            self.doubt.set(true);
        }
        let Some(result) = functions::call(name, values, &context) else {
            return Err(Failure::new(call.name.span, format!("there is no function `{name}`")));
        };
        let result = self.bounded(result?, span);
        let result = if is_conversion { result.of_its_type() } else { result };
        if result.is_unknown() {
            self.doubt.set(true);
        }
        // What passes through a function was defined elsewhere; the call is where it is used.
        Ok(match result.span {
            Some(place) if span.contains(place) => result,
            Some(_) => result.referenced(format!("{name}(…)"), span),
            None => result.at(span),
        })
    }

    /// The arguments, those of `list...` among them; `None` where it is not known how many there are.
    fn arguments(&self, call: &Call, span: Span) -> Result<Option<Arguments>, Failure> {
        let (mut values, mut spans) = (Vec::new(), Vec::new());
        let last = call.arguments.len().checked_sub(1).filter(|_| call.expands_last);
        let mut are_known = true;
        for (index, argument) in call.arguments.iter().enumerate() {
            let value = self.value(argument)?;
            if Some(index) != last {
                values.push(value);
                spans.push(argument.span);
                continue;
            }
            match &value.kind {
                ValueKind::Sequence(sequence) => {
                    let is_set = sequence.kind == SequenceKind::Set;
                    let is_certain = !sequence.is_open() && (!is_set || value.is_wholly_known());
                    if !is_certain || !self.budget.allows_elements(sequence.items.len(), span) {
                        are_known = false;
                        continue;
                    }
                    let hidden = value.sensitive;
                    let items = sequence.items.iter();
                    values.extend(
                        items.map(|item| {
                            Value { sensitive: item.sensitive || hidden, ..item.clone() }.made_of([&value])
                        }),
                    );
                    spans.extend(sequence.items.iter().map(|_| argument.span));
                }
                ValueKind::Unknown(unknown)
                    if matches!(unknown.of_type, Type::Any | Type::List(_) | Type::Set(_) | Type::Tuple(_)) =>
                {
                    are_known = false;
                }
                _ => {
                    let message = format!("only a list can be expanded into arguments, not {}", value.describe());
                    return Err(Failure::new(argument.span, message));
                }
            }
        }
        Ok(are_known.then_some(Arguments { values, spans }))
    }

    /// The argument's value, and whether Terraform may refuse it after all. What it refers to is added to `watch`.
    fn attempt(&self, argument: &Expression, watch: &RefCell<Vec<Value>>) -> (Evaluated, bool) {
        let doubt = Cell::new(false);
        let result = Evaluator { doubt: &doubt, watch: Some(watch), ..*self }.value(argument);
        (result, doubt.get())
    }

    fn first_without_failure(&self, call: &Call, span: Span) -> Evaluated {
        if call.expands_last {
            return Ok(self.unknown("the arguments of try are expanded", Type::Any, span));
        }
        if call.arguments.is_empty() {
            return Err(Failure::new(span, "`try` takes at least one argument"));
        }
        let mut reasons = Vec::new();
        // Whatever the failed ones refer to decides that a later one counts.
        let failed: RefCell<Vec<Value>> = RefCell::default();
        for argument in &call.arguments {
            let watch = RefCell::default();
            let attempt = self.attempt(argument, &watch);
            self.passed_on(&watch);
            match attempt {
                (Ok(value), false) => return Ok(value.made_of_parts(failed.borrow().iter())),
                (Ok(value), true) => {
                    let reason = match value.is_wholly_known() {
                        true => "it is not certain that the first of them succeeds".into(),
                        false => reason(&value.kind),
                    };
                    let unknown = self.unknown(reason, Type::Any, span).made_of([&value]);
                    return Ok(unknown.made_of_parts(failed.borrow().iter()));
                }
                (Err(failure), _) if failure.is_static => return Err(failure),
                (Err(failure), _) => reasons.push(failure.message),
            }
            failed.borrow_mut().append(&mut watch.borrow_mut());
        }
        Err(Failure::new(span, format!("no argument of `try` succeeds: {}", reasons.join("; "))))
    }

    fn can(&self, call: &Call, span: Span) -> Evaluated {
        if call.expands_last {
            return Ok(self.unknown("the argument of can is expanded", Type::Bool, span));
        }
        let [argument] = call.arguments.as_slice() else {
            return Err(Failure::new(span, "`can` takes one argument"));
        };
        let watch = RefCell::default();
        let attempt = self.attempt(argument, &watch);
        self.passed_on(&watch);
        let answer = match attempt {
            (Ok(_), false) => Value::bool(true).at(span),
            (Ok(value), true) => self.unknown(reason(&value.kind), Type::Bool, span),
            (Err(failure), _) if failure.is_static => return Err(failure),
            (Err(_), _) => Value::bool(false).at(span),
        };
        Ok(answer.made_of_parts(watch.borrow().iter()))
    }

    /// A watch inside a watch: the outer one sees all that the inner one has seen.
    fn passed_on(&self, watch: &RefCell<Vec<Value>>) {
        if let Some(outer) = self.watch {
            outer.borrow_mut().extend(watch.borrow().iter().cloned());
        }
    }

    fn template_file(&self, call: &Call, span: Span) -> Evaluated {
        let Some((path, names)) = self.template_arguments(call, span)? else {
            return Ok(self.unknown("the arguments are not known", Type::Any, span));
        };
        let path = convert(&path, &Type::String).map_err(|reason| Failure::new(span, reason))?;
        let Some(path_text) = path.as_str() else {
            return Ok(self.unknown(reason(&path.kind), Type::Any, span));
        };
        match self.scope.files().read(path_text) {
            Some(text) => self.template_of(&Text::computed(text.known_bytes(), span), &names, &path, span),
            None => Ok(self.unknown(format!("the file {path_text} cannot be read"), Type::Any, span)),
        }
    }

    fn template_string(&self, call: &Call, span: Span) -> Evaluated {
        // A literal here would be expanded before the function sees it, so Terraform wants a name.
        if let Some(first) = call.arguments.first()
            && !matches!(*first.kind, ExpressionKind::Variable(_) | ExpressionKind::Traversal { .. })
        {
            return Err(Failure::new(first.span, "the template must be a reference to a named value"));
        }
        let Some((template, names)) = self.template_arguments(call, span)? else {
            return Ok(self.unknown("the arguments are not known", Type::String, span));
        };
        let text = match &template.kind {
            ValueKind::String(text) if text.is_known() => text,
            ValueKind::String(_) | ValueKind::Unknown(_) => {
                return Ok(self.unknown(reason(&template.kind), Type::String, span));
            }
            _ => return Err(Failure::new(span, "the template is not a string")),
        };
        let result = self.template_of(text, &names, &template, span)?;
        convert(&result, &Type::String).map_err(|reason| Failure::new(span, reason))
    }

    /// The path or text of a template, and what its names stand for.
    fn template_arguments(&self, call: &Call, span: Span) -> Result<Option<(Value, TemplateNames<'_>)>, Failure> {
        let Some(Arguments { values, spans }) = self.arguments(call, span)? else { return Ok(None) };
        let ([subject, names], [_, names_span]) = (values.as_slice(), spans.as_slice()) else {
            return Err(Failure::new(span, format!("`{}` takes two arguments", call.name.name)));
        };
        if subject.is_null() || names.is_null() {
            return Err(Failure::new(span, "null is not accepted here"));
        }
        let mapping = match &names.kind {
            ValueKind::Mapping(mapping) if !mapping.is_open => mapping,
            ValueKind::Mapping(_) | ValueKind::Unknown(_) => return Ok(None),
            _ => return Err(Failure::new(*names_span, "the names of a template must be an object or a map")),
        };
        if let Some(wrong) = mapping.members.keys().find(|name| !is_name(name)) {
            return Err(Failure::new(*names_span, format!("`{wrong}` is not a name that a template can use")));
        }
        let names =
            TemplateNames { members: mapping.members.clone(), object: names.clone(), files: self.scope.files() };
        Ok(Some((subject.clone(), names)))
    }

    fn template_of(&self, text: &Text, names: &TemplateNames<'_>, subject: &Value, span: Span) -> Evaluated {
        // Reading a template takes longer than evaluating it.
        if !self.budget.spend(STEPS_PER_TEMPLATE + text.known_bytes().len(), span) {
            return Ok(self.too_much(span));
        }
        let (template, errors) = parse_template(text);
        if !errors.is_empty() {
            return Ok(self.unknown("the template cannot be read", Type::Any, span));
        }
        // Every name in it must be given. Unlike a name of the module, a missing one fails only this call.
        if let Some(failure) = refusal(&template, names) {
            return Err(Failure { is_static: false, ..failure });
        }
        let value = self.within(names).value(&template)?;
        Ok(Value { sensitive: value.sensitive || subject.sensitive, ..value }.at(span).made_of([subject]))
    }
}

/// Whether a template can refer to a name: a letter, then letters, digits and underscores.
fn is_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn not_given(name: &str, span: Span) -> Failure {
    Failure::new(span, format!("the template is given no value for `{name}`"))
}

/// Each argument with its place.
struct Arguments {
    values: Vec<Value>,
    spans: Vec<Span>,
}

/// The names that a template sees: those that the call gives it.
struct TemplateNames<'a> {
    members: Members,
    /// The object that gives them.
    object: Value,
    files: &'a dyn Files,
}

impl Scope for TemplateNames<'_> {
    fn reference(&self, root: &str, _operators: &[Operator], span: Span) -> Result<(Value, usize), Failure> {
        let member = self.members.get(root);
        let value = member.map(|member| member.value.clone()).ok_or_else(|| not_given(root, span))?;
        Ok((Value { sensitive: value.sensitive || self.object.sensitive, ..value }.made_of([&self.object]), 0))
    }

    fn refuses(&self, root: &str, _operators: &[Operator], span: Span) -> Option<Failure> {
        (!self.members.contains_key(root)).then(|| not_given(root, span))
    }

    fn refuses_call(&self, function: &str) -> Option<&'static str> {
        let is_template = matches!(function, "templatefile" | "templatestring");
        is_template.then_some("a template cannot call for another one")
    }

    fn files(&self) -> &dyn Files {
        self.files
    }
}
