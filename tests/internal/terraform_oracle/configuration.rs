//! The names that the expressions of a case see: its input variables, local values and resources.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::source::{FileId, Sources, Span};
use crate::syntax::expression::{Body, ExpressionKind, Operator, OperatorKind};
use crate::syntax::hcl;
use crate::syntax::text::Text;
use crate::terraform::expression::budget::Budget;
use crate::terraform::expression::conversion::unknown_of;
use crate::terraform::expression::evaluate;
use crate::terraform::expression::scope::{Evaluated, Failure, Files, Scope};
use crate::terraform::module::type_constraint::Constraint;
use crate::value::{Member, Type, Unknown, Value, ValueKind};

pub(super) struct Configuration<'a> {
    body: Body,
    files: &'a BTreeMap<String, String>,
    sources: Sources,
}

impl<'a> Configuration<'a> {
    pub(super) fn new(text: &str, files: &'a BTreeMap<String, String>) -> Self {
        let sources = Sources::new("/");
        let parsed = hcl::parse(&sources.add("main.tf", text));
        assert!(parsed.errors.is_empty(), "{:?}", parsed.errors);
        Self { body: parsed.body, files, sources }
    }

    /// The value of an expression. One that does not parse is refused, as by Terraform.
    pub(super) fn evaluate(&self, expression: &str) -> Evaluated {
        let file = self.sources.add("result.tf", format!("locals {{\n  result = {expression}\n}}\n"));
        let parsed = hcl::parse(&file);
        if let Some(error) = parsed.errors.first() {
            return Err(Failure::new(error.span, error.message.clone()));
        }
        let result = parsed.body.blocks_of("locals").next().and_then(|block| block.body.attribute("result"));
        evaluate(&result.unwrap().value, self, &Budget::default())
    }

    fn variable(&self, name: &str, span: Span) -> Evaluated {
        let block = self.body.blocks_of("variable").find(|block| block.label(0) == Some(name));
        let block = block.ok_or_else(|| Failure::undeclared(span, format!("there is no variable {name}")))?;
        let attribute = |name: &str| block.body.attribute(name).map(|attribute| &attribute.value);
        let is_true =
            |name: &str| attribute(name).is_some_and(|value| matches!(*value.kind, ExpressionKind::Bool(true)));
        let constraint = attribute("type").map_or(Constraint::Any, Constraint::of);
        let value = match attribute("default") {
            Some(default) => {
                let value = evaluate(default, self, &Budget::default())?;
                constraint.apply(value).map_err(|reason| Failure::new(span, reason))?
            }
            None => {
                let nullable =
                    !matches!(attribute("nullable").map(|value| &*value.kind), Some(ExpressionKind::Bool(false)));
                unknown(format!("var.{name} has no value"), constraint.plain(), !nullable)
            }
        };
        Ok(Value { sensitive: is_true("sensitive"), ..value })
    }

    fn local(&self, name: &str, span: Span) -> Evaluated {
        let mut attributes = self.body.blocks_of("locals").filter_map(|block| block.body.attribute(name));
        let attribute = attributes.next();
        let attribute =
            attribute.ok_or_else(|| Failure::undeclared(span, format!("there is no local value {name}")))?;
        evaluate(&attribute.value, self, &Budget::default())
    }

    fn resource(&self, name: &str, span: Span) -> Evaluated {
        let block = self.body.blocks_of("resource").find(|block| block.label(1) == Some(name));
        let block = block.ok_or_else(|| Failure::undeclared(span, format!("there is no resource {name}")))?;
        let input = match block.body.attribute("input") {
            Some(input) => evaluate(&input.value, self, &Budget::default())?,
            None => Value::null(),
        };
        let id = unknown_of("known after apply", Type::String);
        let members = [
            ("id", id),
            ("input", input),
            ("output", unknown("known after apply".to_owned(), Type::Any, false)),
            ("triggers_replace", Value::null()),
        ];
        let member = |value| Member { key_span: None, value };
        Ok(Value::object(members.into_iter().map(|(name, value)| (Arc::from(name), member(value))).collect()))
    }
}

impl Scope for Configuration<'_> {
    fn reference(&self, root: &str, operators: &[Operator], span: Span) -> Result<(Value, usize), Failure> {
        let Some(OperatorKind::Attribute(name)) = operators.first().map(|operator| &operator.kind) else {
            return Err(Failure::undeclared(span, format!("{root} is no reference")));
        };
        let value = match root {
            "var" => self.variable(name, span)?,
            "local" => self.local(name, span)?,
            "terraform_data" => {
                let value = self.resource(name, span)?;
                // Terraform knows the attributes of a resource before it evaluates anything.
                match operators.get(1).map(|operator| &operator.kind) {
                    Some(OperatorKind::Attribute(attribute)) if value.get(attribute).is_none() => {
                        return Err(Failure::undeclared(span, format!("there is no attribute {attribute}")));
                    }
                    _ => value,
                }
            }
            "path" if matches!(&**name, "module" | "root") => Value::string(".", span),
            "terraform" if &**name == "workspace" => Value::string("default", span),
            _ => return Err(Failure::undeclared(span, format!("there is no {root}.{name}"))),
        };
        Ok((value, 1))
    }

    fn files(&self) -> &dyn Files {
        self
    }
}

impl Files for Configuration<'_> {
    fn read(&self, path: &str) -> Option<Text> {
        let text = self.files.get(path.trim_start_matches("./"))?;
        Some(Text::computed(text.as_str(), Span::new(FileId::DETACHED, 0, 0)))
    }

    fn exists(&self, path: &str) -> Option<bool> {
        Some(self.files.contains_key(path.trim_start_matches("./")))
    }

    fn below(&self, path: &str, levels: usize) -> Option<Vec<String>> {
        let folder = path.trim_start_matches("./").trim_end_matches(['/', '.']);
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let below = self.files.keys().filter_map(|file| file.strip_prefix(&prefix));
        Some(below.filter(|file| file.split('/').count() <= levels).map(str::to_owned).collect())
    }
}

fn unknown(reason: String, of_type: Type, is_not_null: bool) -> Value {
    let unknown = Unknown { reason: reason.into(), symbol: None, is_not_null, is_awaited: false, of_type };
    ValueKind::from(unknown).into()
}
