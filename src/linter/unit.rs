//! A unit of work, a Terraform module or a single document, read and lifted into resources.

use std::path::{Path, PathBuf};

use crate::config::{Assignment, Scenario, ScenarioVariable, Settings};
use crate::discover::{FileKind, kind_of_file};
use crate::finding::{Finding, Label, Severity};
use crate::resource::Resource;
use crate::rule::Undecided;
use crate::source::{FileId, ReadError, SourceFile, Sources, Span};
use crate::surface::{self, NamedKind, Reading};
use crate::syntax::node::{Node, NodeKind};
use crate::syntax::{Documents, SyntaxError, http, json, shell, xml, yaml};
use crate::tables::Tables;
use crate::terraform::{self, Modules};

/// What a worker takes: all that is evaluated together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// A Terraform folder that no other folder calls, with all that it calls.
    Module(PathBuf),
    Document {
        path: PathBuf,
        is_named: bool,
    },
}

/// A unit's resources, once for each scenario, and what could not be read.
#[derive(Debug, Default)]
pub(super) struct Lifted {
    pub(super) evaluations: Vec<(Option<String>, Vec<Resource>)>,
    pub(super) problems: Vec<Finding>,
    pub(super) undecided: Vec<Undecided>,
    pub(super) files: Vec<FileId>,
}

impl Unit {
    /// The folder whose configuration counts for the unit.
    pub(super) fn folder(&self) -> &Path {
        match self {
            Self::Module(folder) => folder,
            Self::Document { path, .. } => path.parent().unwrap_or(path),
        }
    }

    pub(super) fn lift(&self, modules: &Modules<'_>, tables: &Tables, settings: &Settings) -> Lifted {
        match self {
            Self::Module(folder) => lift_module(folder, modules, tables, settings),
            Self::Document { path, is_named } => lift_file(path, *is_named, modules.sources(), tables, settings),
        }
    }
}

fn lift_module(folder: &Path, modules: &Modules<'_>, tables: &Tables, settings: &Settings) -> Lifted {
    let mut lifted = Lifted::default();
    for (scenario, inputs) in inputs(settings) {
        let evaluation = modules.evaluate_root(folder, &inputs);
        lifted.problems.extend(evaluation.problems.iter().map(syntax_finding));
        lifted
            .problems
            .extend(evaluation.unreadable.iter().map(|(path, error)| unreadable(path, error, modules.sources())));
        lifted.problems.extend(evaluation.limits.iter().map(|(span, message)| limit_finding(*span, message)));
        lifted.undecided.extend(evaluation.undecided.iter().map(|(span, reason)| not_decided(*span, reason)));
        lifted.files.extend(&evaluation.files);
        let mut resources = surface::terraform::lift(&evaluation, tables);
        let run = surface::scripts::of_provisioners(&resources, tables);
        resources.extend(run.resources);
        lifted.problems.extend(run.errors.iter().map(syntax_finding));
        lifted.undecided.extend(run.unread.iter().map(|place| not_decided(place.span, &place.message)));
        lifted.evaluations.push((scenario, resources));
    }
    lifted.files.sort();
    lifted.files.dedup();
    lifted
}

/// The values that the module is evaluated with: once, or once for each scenario.
fn inputs(settings: &Settings) -> Vec<(Option<String>, terraform::Inputs)> {
    let terraform = &settings.terraform;
    let empty = Scenario::default();
    let with = |scenario: &Scenario| {
        let files = terraform.var_files.iter().chain(&scenario.var_files).cloned().map(terraform::Assignment::File);
        let variables =
            scenario.variables.iter().cloned().map(|ScenarioVariable { name, text, span }| {
                terraform::Assignment::Text { name, text, place: Some(span) }
            });
        // What is typed goes before every configuration.
        let typed = terraform.assignments.iter().cloned().map(|assignment| match assignment {
            Assignment::File(path) => terraform::Assignment::File(path),
            Assignment::Variable { name, text } => terraform::Assignment::Text { name, text, place: None },
        });
        let assignments = files.chain(variables).chain(typed).collect();
        terraform::Inputs { assignments, environment: terraform.environment.clone() }
    };
    let wanted = |name: &&String| terraform.scenario.as_ref().is_none_or(|scenario| scenario == *name);
    let scenarios: Vec<_> = terraform
        .scenarios
        .iter()
        .filter(|(name, _)| wanted(name))
        .map(|(name, scenario)| (Some(name.clone()), with(scenario)))
        .collect();
    if scenarios.is_empty() { vec![(None, with(&empty))] } else { scenarios }
}

fn lift_file(path: &Path, is_named: bool, sources: &Sources, tables: &Tables, settings: &Settings) -> Lifted {
    let file = match sources.load(path) {
        Ok(file) => file,
        Err(error) => {
            // What the disk refuses to give may be ours; the rest is where its beginning looks like it.
            let is_ours = is_named
                || matches!(&error, ReadError::Io(_))
                || beginning(path, &error, sources).is_some_and(|text| surface::is_recognisable(&text));
            let problems = if is_ours { vec![unreadable(path, &error, sources)] } else { Vec::new() };
            return Lifted { problems, ..Lifted::default() };
        }
    };
    let named = settings.document_kind(path).map(|kind| NamedKind(kind.kind.clone()));
    let found = match kind_of_file(path) {
        Some(FileKind::Json) => documents(&json::parse(&file), &file, named.as_ref(), tables),
        Some(FileKind::Yaml) => {
            let parsed = yaml::parse(&file);
            if named.is_none() && surface::is_template(file.text(), &parsed) {
                return Lifted::default();
            }
            documents(&parsed, &file, named.as_ref(), tables)
        }
        Some(FileKind::Xml) => documents(&xml::parse(&file), &file, named.as_ref(), tables),
        Some(FileKind::Http) => {
            let (resources, errors) = surface::http::lift(&http::parse(&file), named.as_ref(), tables);
            Reading { resources, errors, unread: Vec::new() }
        }
        Some(FileKind::Shell) => surface::cli_command::lift(&shell::parse(&file), tables),
        _ => Reading::default(),
    };
    let Reading { resources, errors, unread } = found;
    let is_ours = !resources.is_empty() || named.is_some() || surface::is_recognisable(file.text());
    let problems = if is_ours { errors.iter().map(syntax_finding).collect() } else { Vec::new() };
    let undecided = unread.iter().map(|place| not_decided(place.span, &place.message)).collect();
    Lifted { evaluations: vec![(None, resources)], problems, undecided, files: vec![file.id()] }
}

/// What the documents hold, and the errors of the file.
fn documents(parsed: &Documents, file: &SourceFile, named: Option<&NamedKind>, tables: &Tables) -> Reading {
    let has_blanks = surface::has_blanks(file.text());
    let lift = |document| match has_blanks {
        true => surface::lift_document(&surface::open_blanks(document), named, tables),
        false => surface::lift_document(document, named, tables),
    };
    let mut found = Reading { errors: parsed.errors.clone(), ..Reading::default() };
    parsed.documents.iter().map(lift).for_each(|one| found.extend(one));
    if let Some(kind) = named {
        found.errors.extend(not_a_body(parsed, file, kind));
    }
    found
}

/// Where a file that the configuration calls a request holds something else than bodies.
fn not_a_body(parsed: &Documents, file: &SourceFile, kind: &NamedKind) -> Vec<SyntaxError> {
    let name = kind.0.split_once('/').map_or(kind.0.as_str(), |(_, name)| name);
    let error = |span, what: &str| {
        let error = SyntaxError::new(span, format!("a body of {name} is an object, but this is {what}"));
        error.with_help("write the parameters as members, or change `documents` in the configuration")
    };
    if parsed.documents.is_empty() && parsed.errors.is_empty() {
        return vec![error(file.span().at_start(), "an empty file")];
    }
    let bodies = parsed.documents.iter().flat_map(|document| match document.items() {
        [] => std::slice::from_ref(document),
        items => items,
    });
    let is_other = |body: &&Node| !matches!(body.kind, NodeKind::Mapping(_) | NodeKind::Unknown | NodeKind::Error);
    bodies.filter(is_other).map(|body| error(body.span, body.describe())).collect()
}

fn syntax_finding(error: &SyntaxError) -> Finding {
    let mut finding = Finding::new(error.span, error.message.clone());
    finding.rule = if error.is_limit { "unreadable-file" } else { "syntax-error" }.into();
    finding.severity = Severity::Error;
    finding.help.clone_from(&error.help);
    finding.labels.extend(error.related.iter().map(|(span, message)| Label { span: *span, message: message.clone() }));
    finding
}

fn limit_finding(span: Span, message: &str) -> Finding {
    let mut finding = Finding::new(span, message).with_help("the rest was not checked; make this part smaller");
    finding.rule = "evaluation-limit".into();
    finding.severity = Severity::Warning;
    finding
}

/// An expression that has no value, whatever rule would have looked at it.
fn not_decided(span: Span, reason: &str) -> Undecided {
    Undecided { rule: "", what: String::new(), reason: reason.to_owned(), span }
}

/// Text that may show whose an unreadable file is: all that can be made out of it, or what a large one begins with.
fn beginning(path: &Path, error: &ReadError, sources: &Sources) -> Option<String> {
    match error {
        // Every other byte of UTF-16 is a zero, for text like this.
        ReadError::NotUtf8 { file, .. } => Some(sources.file(*file).text().replace('\0', "")),
        ReadError::TooLarge { .. } => sources.beginning(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        ReadError::Missing | ReadError::Io(_) => None,
    }
}

fn unreadable(path: &Path, error: &ReadError, sources: &Sources) -> Finding {
    let (span, message, help) = match error {
        ReadError::NotUtf8 { file, offset } => {
            let place = Span::new(*file, *offset as usize, *offset as usize + '\u{FFFD}'.len_utf8());
            let is_wide = *offset == 0 && sources.file(*file).text().contains('\0');
            let message = if is_wide { "the file is UTF-16, not UTF-8".to_owned() } else { error.to_string() };
            (place, message, Some("save the file as UTF-8"))
        }
        ReadError::TooLarge { .. } => {
            let file = sources.add_unreadable(path);
            (file.span(), format!("the file cannot be read: {error}"), Some("split the file"))
        }
        ReadError::Missing | ReadError::Io(_) => {
            let file = sources.add_unreadable(path);
            (file.span(), format!("the file cannot be read: {error}"), None)
        }
    };
    let mut finding = Finding::new(span, message);
    finding.help = help.map(str::to_owned);
    finding.rule = "unreadable-file".into();
    finding.severity = Severity::Error;
    finding
}
