//! The values that a root module is given: variable files, the command line, the environment.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::source::{FileId, ReadError, SourceFile, Sources, Span};
use crate::syntax::hcl::{ParsedBody, Unread};
use crate::syntax::text::Text;
use crate::syntax::{self, SyntaxError};
use crate::terraform::expression::budget::Budget;
use crate::terraform::expression::no_names::NoNames;
use crate::terraform::expression::{WITHHELD, evaluate};
use crate::terraform::module::Module;
use crate::terraform::module::variables::Variable;
use crate::value::Value;

/// What is said outside the configuration files.
#[derive(Clone, Debug, Default)]
pub(crate) struct Inputs {
    /// Named variable files and single values; later ones win.
    pub assignments: Vec<Assignment>,
    /// Variables of the environment, without `TF_VAR_`.
    pub environment: BTreeMap<String, String>,
}

/// What gives variables their values, beside the module's own files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Assignment {
    File(PathBuf),
    /// As the command line gives it: the text of an expression or of a string.
    Text {
        name: String,
        text: String,
        /// Where it is written, if in a file.
        place: Option<Span>,
    },
}

/// One value that was given to a root module.
#[derive(Clone, Debug)]
pub(crate) struct Assigned {
    pub name: Arc<str>,
    /// Where the name is written, if in a file.
    pub place: Option<Span>,
    pub giver: Giver,
    /// Whether the module has a variable of this name, or may have it in what could not be read.
    pub is_declared: bool,
}

/// What gives a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Giver {
    Environment,
    /// A variable file that is loaded without being named.
    OwnFile,
    /// A variable file by its name.
    File(PathBuf),
    /// A single value of the command line.
    Option,
    /// A single value of a scenario.
    Scenario,
}

/// The values for the variables that a root module declares.
#[derive(Debug, Default)]
pub(crate) struct Given {
    pub values: BTreeMap<Arc<str>, Value>,
    /// All that was given, in the order in which it counts.
    pub assigned: Vec<Assigned>,
    /// Values that mean nothing, each with the reason.
    pub misfits: Vec<(Assigned, String)>,
    pub files: Vec<FileId>,
    pub problems: Vec<SyntaxError>,
    pub unreadable: Vec<(PathBuf, ReadError)>,
}

impl Given {
    /// Gathers the values in Terraform's order: the environment, `terraform.tfvars`, `*.auto.tfvars`, the command line.
    pub(crate) fn gather(sources: &Sources, module: &Module, inputs: &Inputs) -> Self {
        let mut given = Self::default();
        for (name, text) in &inputs.environment {
            if let Some(variable) = module.variables.get(name.as_str()) {
                let assigned = given.note(module, name, None, Giver::Environment);
                given.add_text(sources, variable, &assigned, &format!("TF_VAR_{name}"), text);
            }
        }
        for path in &module.variable_files {
            given.add_file(sources, module, path, &Giver::OwnFile);
        }
        for assignment in &inputs.assignments {
            match assignment {
                Assignment::File(path) => given.add_file(sources, module, path, &Giver::File(path.clone())),
                Assignment::Text { name, text, place } => {
                    let giver = if place.is_some() { Giver::Scenario } else { Giver::Option };
                    let assigned = given.note(module, name, *place, giver);
                    if let Some(variable) = module.variables.get(name.as_str()) {
                        given.add_text(sources, variable, &assigned, &format!("--var {name}"), text);
                        given.move_to(name, *place);
                        place.filter(|_| variable.is_secret()).into_iter().for_each(|place| sources.hide(place));
                    }
                }
            }
        }
        given
    }

    /// The last of the values that were given to a variable, which is the one that counts.
    pub(crate) fn last(&self, name: &str) -> Option<&Assigned> {
        self.assigned.iter().rev().find(|assigned| &*assigned.name == name)
    }

    fn note(&mut self, module: &Module, name: &str, place: Option<Span>, giver: Giver) -> Assigned {
        let is_declared = module.is_partial || module.variables.contains_key(name);
        let assigned = Assigned { name: name.into(), place, giver, is_declared };
        self.assigned.push(assigned.clone());
        assigned
    }

    fn add_file(&mut self, sources: &Sources, module: &Module, path: &Path, giver: &Giver) {
        let file = match sources.load(path) {
            Ok(file) => file,
            Err(error) => {
                self.unreadable.push((path.to_path_buf(), error));
                self.withhold(module, &Unread::anything());
                return;
            }
        };
        if !self.files.contains(&file.id()) {
            self.files.push(file.id());
        }
        if file.name().ends_with(".json") {
            self.add_document(sources, &file, module, giver);
            return;
        }
        let ParsedBody { body, errors, mut unread, .. } = syntax::hcl::parse(&file);
        self.problems.extend(errors);
        unread.names.extend(unread.heads.drain(..).map(|head| head.kind));
        unread.names.extend(body.blocks.iter().map(|block| block.kind.name.clone()));
        self.withhold(module, &unread);
        for block in &body.blocks {
            let problem = SyntaxError::new(block.header, "a variable file has no blocks");
            self.problems.push(problem.with_help(format!("write `{} = {{ … }}`", block.kind.name)));
        }
        for attribute in &body.attributes {
            let value = match evaluate(&attribute.value, &NoNames, &Budget::default()) {
                Ok(value) => value,
                Err(failure) => {
                    self.problems.push(SyntaxError::new(failure.span, failure.message.clone()));
                    Value::unknown(failure.message)
                }
            };
            self.note(module, &attribute.name.name, Some(attribute.name.span), giver.clone());
            self.take(sources, module, &attribute.name.name, value.at(attribute.value.span));
        }
    }

    /// Takes what a file gives. That of a sensitive variable is shown nowhere, whether something uses it or not.
    fn take(&mut self, sources: &Sources, module: &Module, name: &str, value: Value) {
        let is_secret = module.variables.get(name).is_some_and(Variable::is_secret);
        value.span.filter(|_| is_secret).into_iter().for_each(|span| sources.hide(span));
        self.values.insert(name.into(), value);
    }

    fn add_document(&mut self, sources: &Sources, file: &SourceFile, module: &Module, giver: &Giver) {
        let parsed = syntax::json::parse(file);
        if !parsed.errors.is_empty() {
            self.withhold(module, &Unread::anything());
        }
        self.problems.extend(parsed.errors);
        let Some(document) = parsed.documents.first() else { return };
        if !document.is_mapping() {
            self.problems.push(SyntaxError::new(document.span, "a variable file must be an object"));
        }
        for entry in document.entries() {
            if let Some(name) = entry.key.known() {
                self.note(module, name, Some(entry.key.span()), giver.clone());
                self.take(sources, module, name, Value::from_node(&entry.value));
            }
        }
    }

    /// What could not be read of a file may give a variable another value than its default, or than an earlier file.
    fn withhold(&mut self, module: &Module, unread: &Unread) {
        for name in module.variables.keys() {
            if unread.is_anything || unread.names.contains(&**name) {
                let value = Value::unknown(WITHHELD);
                self.values.insert(name.clone(), value);
            }
        }
    }

    /// Has a value come from the place that it was written at.
    fn move_to(&mut self, name: &str, place: Option<Span>) {
        if let (Some(value), Some(span)) = (self.values.get_mut(name), place) {
            *value = match value.as_str() {
                Some(text) => Value::text(Text::computed(text, span)),
                None => value.clone().at(span),
            };
        }
    }

    /// A value that was typed: the text itself for a variable of a primitive type, else an expression.
    fn add_text(&mut self, sources: &Sources, variable: &Variable, assigned: &Assigned, name: &str, text: &str) {
        let file = sources.add_outside(name, text);
        if variable.is_secret() {
            sources.hide(file.span());
        }
        let written = Text::exact(file.text(), file.span(), file.span());
        if variable.takes_text() {
            self.values.insert(variable.name.clone(), Value::text(written));
            return;
        }
        let (expression, errors) = syntax::hcl::parse_expression(&written);
        let problem = match (errors.into_iter().next(), evaluate(&expression, &NoNames, &Budget::default())) {
            (None, Ok(value)) => {
                self.values.insert(variable.name.clone(), value.at(file.span()));
                return;
            }
            (Some(error), _) => error,
            (None, Err(failure)) => SyntaxError::new(failure.span, failure.message),
        };
        // It was given, so the default does not count.
        let withheld = Value::unknown(problem.message.clone()).at(file.span());
        self.values.insert(variable.name.clone(), withheld);
        match assigned.giver {
            Giver::Environment => self.problems.push(problem),
            _ => self.misfits.push((assigned.clone(), problem.message)),
        }
    }
}
