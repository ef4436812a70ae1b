//! A unit of work, a Terraform module or a single document, read and lifted into resources.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::{prefilter, secrets, untabled};
use crate::config::{Assignment, Scenario, ScenarioVariable, Settings};
use crate::discover::{FileKind, kind_of_file};
use crate::finding::{Draft, Finding};
use crate::resource::{Questions, Resource};
use crate::rule::{Situation, Undecided};
use crate::rules;
use crate::source::{FileId, ReadError, SourceFile, Sources, Span};
use crate::surface::{self, NamedKind, Parsed};
use crate::syntax::{Documents, SyntaxError, http, json, shell, xml, yaml};
use crate::tables::Tables;
use crate::terraform::{self, Assigned, Giver, Limit, Modules};
use crate::view::misspelled;

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
pub(super) struct UnitResources {
    pub(super) evaluations: Vec<Evaluated>,
    pub(super) problems: Vec<Finding>,
    pub(super) undecided: Vec<Undecided>,
    /// What a module was given from outside, once for each scenario.
    pub(super) assigned: Vec<Assigned>,
    /// What it was given and cannot take, each with the reason.
    pub(super) misfits: Vec<(Assigned, String)>,
    pub(super) files: Vec<FileId>,
    /// Files of which not all could be read or looked at.
    pub(super) cut_off: BTreeSet<FileId>,
    /// Files that the disk refused.
    pub(super) refused: BTreeSet<FileId>,
    /// Why nothing was found in a document that was given by name.
    pub(super) passed_over: Option<String>,
}

/// The resources of one evaluation.
#[derive(Debug)]
pub(super) struct Evaluated {
    pub(super) situation: Situation,
    pub(super) resources: Vec<Resource>,
    /// Takes note of what is asked of the resources and is not known.
    pub(super) questions: Questions,
}

impl Evaluated {
    pub(super) fn new(situation: Situation, mut resources: Vec<Resource>, tables: &Tables) -> Self {
        misspelled::mark(&mut resources, tables);
        secrets::mark(&mut resources);
        let questions = Questions::about(&mut resources);
        Self { situation, resources, questions }
    }
}

impl Unit {
    /// Whether both are the same folder or file.
    pub(super) fn is_of_same_place(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Module(one), Self::Module(other)) => one == other,
            (Self::Document { path: one, .. }, Self::Document { path: other, .. }) => one == other,
            _ => false,
        }
    }

    /// The folder whose configuration counts for the unit.
    pub(super) fn folder(&self) -> &Path {
        match self {
            Self::Module(folder) => folder,
            Self::Document { path, .. } => path.parent().unwrap_or(path),
        }
    }

    pub(super) fn lift(&self, modules: &Modules<'_>, tables: &Tables, settings: &Settings) -> UnitResources {
        match self {
            Self::Module(folder) => lift_module(folder, modules, tables, settings),
            Self::Document { path, is_named } => lift_file(path, *is_named, modules.sources(), tables, settings),
        }
    }
}

fn lift_module(folder: &Path, modules: &Modules<'_>, tables: &Tables, settings: &Settings) -> UnitResources {
    let mut lifted = UnitResources::default();
    let root: Arc<Path> = folder.into();
    for (scenario, inputs) in inputs(settings) {
        let evaluation = modules.evaluate_root(folder, &inputs);
        let is_partial = evaluation.is_partial;
        let situation = Situation { root: Some(root.clone()), scenario: scenario.map(Into::into), is_partial };
        lifted.problems.extend(evaluation.problems.iter().map(|error| syntax_finding(error, &situation)));
        for (path, error) in &evaluation.unreadable {
            if matches!(error, ReadError::Outside) {
                let file = modules.sources().add_unreadable(path);
                lifted.undecided.push(not_decided(file.span(), &format!("the file is not read: {error}")));
            } else {
                lifted.add_unreadable(path, error, modules.sources(), &situation);
            }
        }
        lifted.problems.extend(evaluation.limits.iter().map(|(span, limit)| limit_finding(*span, limit, &situation)));
        lifted.undecided.extend(evaluation.undecided.iter().map(|(span, reason)| not_decided(*span, reason)));
        for (assigned, reason) in &evaluation.misfits {
            // The module's own files and those that the configuration names are input that cannot be read.
            if let (Giver::OwnFile | Giver::File(_), Some(place)) = (&assigned.giver, assigned.place) {
                lifted.problems.push(syntax_finding(&SyntaxError::new(place, reason.clone()), &situation));
            }
        }
        lifted.assigned.extend(evaluation.assigned.iter().cloned());
        lifted.misfits.extend(evaluation.misfits.iter().cloned());
        lifted.files.extend(&evaluation.files);
        if !evaluation.limits.is_empty() {
            lifted.cut_off.extend(&evaluation.files);
        }
        lifted.cut_off.extend(&evaluation.withheld);
        let found = surface::lift(Parsed::Module(&evaluation), None, tables);
        let resources = found.resources;
        lifted.problems.extend(found.errors.iter().map(|error| syntax_finding(error, &situation)));
        lifted.undecided.extend(found.unread.iter().map(|place| not_decided(place.span, &place.message)));
        let untabled = untabled::of_resources(&resources, tables);
        lifted.undecided.extend(untabled.iter().map(|(place, message)| not_decided(*place, message)));
        lifted.evaluations.push(Evaluated::new(situation, resources, tables));
    }
    lifted.cut_off.extend(lifted.problems.iter().map(|problem| problem.span.file));
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

fn lift_file(path: &Path, is_named: bool, sources: &Sources, tables: &Tables, settings: &Settings) -> UnitResources {
    let situation = Situation::default();
    let mut lifted = UnitResources::default();
    let file = match sources.load(path) {
        Ok(file) => file,
        Err(error) => {
            if matches!(error, ReadError::Outside) {
                let file = sources.add_unreadable(path);
                lifted.files.push(file.id());
                lifted.undecided.push(not_decided(file.span(), &format!("the file is not read: {error}")));
                return lifted;
            }
            // What the disk refuses to give may be ours, and so may what was there a moment ago; the rest is where
            // something in it looks like it.
            let has_vanished = matches!(error, ReadError::Missing);
            let may_be_ours = error.is_refusal() || has_vanished || looks_like_ours(path, &error, sources, tables);
            if may_be_ours || settings.document_kind(path).is_some() {
                lifted.add_unreadable(path, &error, sources, &situation);
            } else if is_named {
                let file = sources.add_unreadable(path);
                lifted.files.push(file.id());
                lifted.passed_over = Some(format!("nothing in it is recognised, and it cannot be read: {error}"));
            }
            return lifted;
        }
    };
    lifted.files.push(file.id());
    let named = settings.document_kind(path).map(|kind| NamedKind(kind.kind.clone()));
    let whole = |parsed| documents(parsed, &file, surface::has_holes(file.text()), named.as_ref(), tables);
    let found = match kind_of_file(path) {
        Some(FileKind::Json) => whole(json::parse(&file)),
        Some(FileKind::Yaml) => match in_pieces(&file, named.as_ref(), tables) {
            Some(found) => found,
            None => {
                let parsed = yaml::parse(&file);
                if named.is_none() && surface::is_template(file.text(), &parsed) {
                    lifted.passed_over = is_named.then(|| "it is a template that another tool fills in".to_owned());
                    return lifted;
                }
                whole(parsed)
            }
        },
        Some(FileKind::Xml) => whole(xml::parse(&file)),
        Some(FileKind::Http) => {
            let mut found = surface::Lifted::default();
            http::parse_each(&file, |request| {
                found.extend(surface::lift(Parsed::Request(&request), named.as_ref(), tables));
            });
            found
        }
        Some(FileKind::Shell) => surface::lift(Parsed::Script(&shell::parse(&file)), named.as_ref(), tables),
        _ => surface::Lifted::default(),
    };
    let surface::Lifted { resources, errors, unread, .. } = found;
    let is_asked = is_named || !errors.is_empty();
    let is_recognised = !resources.is_empty() || named.is_some();
    let is_ours = is_recognised || is_asked && surface::is_recognisable(file.text(), tables);
    let is_past_a_limit = |error: &&SyntaxError| error.is_limit && prefilter::may_concern(file.text().as_bytes());
    lifted.problems = match is_ours {
        true => errors.iter().map(|error| syntax_finding(error, &situation)).collect(),
        false => errors.iter().filter(is_past_a_limit).map(|error| syntax_finding(error, &situation)).collect(),
    };
    // What is ours by its words alone, and can be read, holds nothing that is checked all the same.
    if is_named && !is_recognised && lifted.problems.is_empty() && unread.is_empty() {
        lifted.passed_over = Some(match errors.first() {
            Some(error) => format!("nothing in it is recognised, and it cannot be read: {}", error.message),
            None => "nothing in it is recognised".to_owned(),
        });
    }
    lifted.cut_off.extend(lifted.problems.iter().map(|problem| problem.span.file));
    lifted.undecided = unread.iter().map(|place| not_decided(place.span, &place.message)).collect();
    let situation = Situation { is_partial: !errors.is_empty(), ..situation };
    lifted.evaluations = vec![Evaluated::new(situation, resources, tables)];
    lifted
}

/// What a large file of many documents holds, read in pieces on all threads; `None` where it has to be read as a whole.
fn in_pieces(file: &SourceFile, named: Option<&NamedKind>, tables: &Tables) -> Option<surface::Lifted> {
    // Whether a text is a template, or no body at all, is asked of all of it.
    if named.is_some() || surface::has_holes(file.text()) {
        return None;
    }
    let pieces = yaml::pieces(file.text());
    if pieces.len() < 2 {
        return None;
    }
    let read = |piece| Some(documents(yaml::parse_piece(file, piece)?, file, false, None, tables));
    let found: Option<Vec<surface::Lifted>> = pieces.into_par_iter().map(read).collect();
    let found = found?;
    let mut whole = surface::Lifted::default();
    whole.resources.reserve_exact(found.iter().map(|piece| piece.resources.len()).sum());
    found.into_iter().for_each(|piece| whole.extend(piece));
    Some(whole)
}

/// What the documents hold, and types in them that no table has.
fn documents(
    parsed: Documents,
    file: &SourceFile,
    has_holes: bool,
    named: Option<&NamedKind>,
    tables: &Tables,
) -> surface::Lifted {
    let untabled = parsed.documents.iter().flat_map(|document| untabled::of_document(document, tables));
    let untabled: Vec<_> = untabled.map(|(place, message)| SyntaxError::new(place, message)).collect();
    let mut found = surface::lift_documents(parsed, file, has_holes, named, tables);
    found.unread.splice(0..0, untabled);
    found
}

fn syntax_finding(error: &SyntaxError, situation: &Situation) -> Finding {
    let rule = if error.is_limit { &rules::unreadable_file::RULE } else { &rules::syntax_error::RULE };
    let mut draft = Draft::new(error.span, error.message.clone());
    draft.help = error.help.clone().map(Into::into);
    if let Some((span, message)) = &error.related {
        draft = draft.with_label(*span, message.clone());
    }
    rule.finding(draft, situation.occurrence())
}

fn limit_finding(span: Span, limit: &Limit, situation: &Situation) -> Finding {
    let draft = Draft::new(span, limit.to_string()).with_help(limit.help());
    rules::evaluation_limit::RULE.finding(draft, situation.occurrence())
}

/// An expression that has no value, whatever rule would have looked at it.
pub(super) fn not_decided(span: Span, reason: &str) -> Undecided {
    let (reason, calls) = (reason.to_owned(), Arc::new([]));
    Undecided { span, what: String::new(), reason, rules: Vec::new(), resource: None, calls }
}

/// Whether a file that cannot be read whole is one of ours, by all that can be made out of it.
fn looks_like_ours(path: &Path, error: &ReadError, sources: &Sources, tables: &Tables) -> bool {
    match error {
        // Every other byte of UTF-16 is a zero, for text like this.
        ReadError::NotUtf8 { file, .. } => {
            surface::is_recognisable(&sources.file(*file).text().replace('\0', ""), tables)
        }
        ReadError::TooLarge { .. } => {
            let is_ours = |piece: &[u8]| surface::is_recognisable(&String::from_utf8_lossy(piece), tables);
            sources.any_piece(path, is_ours)
        }
        ReadError::Missing | ReadError::Io(_) | ReadError::NoFile(_) | ReadError::Outside => false,
    }
}

impl UnitResources {
    fn add_unreadable(&mut self, path: &Path, error: &ReadError, sources: &Sources, situation: &Situation) {
        let finding = unreadable(path, error, sources, situation);
        if error.is_refusal() || matches!(error, ReadError::Missing) {
            self.refused.insert(finding.span.file);
        }
        self.problems.push(finding);
    }
}

fn unreadable(path: &Path, error: &ReadError, sources: &Sources, situation: &Situation) -> Finding {
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
        ReadError::Missing | ReadError::Io(_) | ReadError::NoFile(_) | ReadError::Outside => {
            let file = sources.add_unreadable(path);
            (file.span(), format!("the file cannot be read: {error}"), None)
        }
    };
    let mut draft = Draft::new(span, message);
    draft.help = help.map(Into::into);
    rules::unreadable_file::RULE.finding(draft, situation.occurrence())
}
