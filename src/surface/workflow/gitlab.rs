//! Pipelines of GitLab: the scripts of their jobs, with `variables` and the values of a matrix.

use std::collections::BTreeMap;

use super::expansion::expanded;
use super::matrix::{self, Budget, Combination, TOO_MANY};
use super::scope::{Scope, may_concern};
use super::{condition, mentions_name};
use crate::surface::scalar::text_of;
use crate::surface::script::{joined, run_lines, unknown_line};
use crate::surface::{Lifted, places, template_holes};
use crate::syntax::node::{Node, NodeKind};
use crate::syntax::shell::{self, Environment};
use crate::syntax::text::Text;
use crate::tables::Tables;

/// Members of a job whose lines run one after the other in one shell.
const SCRIPTS: &[&[&str]] = &[&["before_script", "script"], &["after_script"]];

/// Members that say when a job runs.
const CONDITIONS: &[&str] = &["rules", "when", "only", "except", "extends"];

/// A tag that puts lines of another job in its place.
const REFERENCE: &str = "!reference";

/// How many jobs are followed from one to the next.
const MAX_DEPTH: usize = 16;

const ELSEWHERE: &str = "the job is made of another that is not in this file";
const SET_BY_RULES: &str = "the rules set it";
const NOT_CERTAIN: &str = "its value is not certain";
const NOT_INHERITED: &str = "the job does not inherit it";
const OVERRIDDEN: &str = "another job sets it";
const DEPENDS: &str = "the matrix gives it a value, and the script does not do the same with each";

/// The calls in the jobs of a pipeline.
pub(super) fn lift(document: &Node, tables: &Tables, found: &mut Lifted) {
    let globals = variables(document, &mut Scope::default());
    let pipeline = Pipeline { document, globals, set: names_set(document), budget: Budget::default(), tables };
    pipeline.job(document, true, found);
    for entry in document.entries() {
        let is_template = entry.key.known().is_some_and(|name| name.starts_with('.') || name == "default");
        pipeline.job(&entry.value, is_template, found);
    }
}

struct Pipeline<'a> {
    document: &'a Node,
    globals: Scope,
    /// How many jobs set each variable.
    set: BTreeMap<&'a str, usize>,
    budget: Budget,
    tables: &'a Tables,
}

impl<'a> Pipeline<'a> {
    fn job(&self, job: &'a Node, is_template: bool, found: &mut Lifted) {
        if !SCRIPTS.concat().into_iter().chain(["extends"]).any(|name| job.get(name).is_some()) {
            return;
        }
        let condition = condition(job, CONDITIONS);
        let chain = if std::ptr::eq(job, self.document) { Some(vec![job]) } else { self.chain(job, 0) };
        let parts = chain.clone().unwrap_or_else(|| vec![job]);
        let given = |name: &str| parts.iter().rev().find_map(|part| part.get(name));
        let matrix = given("parallel").and_then(|parallel| parallel.get("matrix")).map(template_holes::open);
        let combinations = matrix.as_ref().and_then(matrix::of_gitlab).filter(|found| !found.is_empty());
        let mut lines = Vec::new();
        SCRIPTS.concat().into_iter().filter_map(given).for_each(|script| texts(script, &mut lines));
        let size = lines.iter().map(|line| line.known_bytes().len()).sum();
        let combinations = combinations.filter(|found| self.budget.allows(size, found.len()));
        let runs: Vec<Option<&Combination<'_>>> = match &combinations {
            Some(combinations) => combinations.iter().map(Some).collect(),
            None => vec![None],
        };
        for names in SCRIPTS {
            let mut lines = Vec::new();
            names.iter().filter_map(|name| given(name)).for_each(|script| texts(script, &mut lines));
            let (Some(first), Some(last)) = (lines.first(), lines.last()) else { continue };
            let (first, place) = (first.span().at_start(), first.span().to(last.span()));
            for combination in &runs {
                let mut scope = match &chain {
                    Some(parts) => self.scope(parts),
                    None => self.of_unknown(job),
                };
                if is_template {
                    self.forget_overridden(job, &mut scope);
                }
                let depends = runs.len() > 1
                    && (decides(&lines) || given("rules").is_some_and(|rules| depends(rules, matrix.as_ref())));
                set_by_matrix(matrix.as_ref(), combination.filter(|_| !depends), depends, &mut scope);
                let expanded = expanded(&scope);
                let whole = joined(&lines, place);
                let environment = match names.contains(&"script") && given("before_script").is_none() {
                    true => self.after_default(&expanded, &whole),
                    false => expanded.environment(&whole),
                };
                let (mut run, uses) = run_lines(&lines, &environment, self.tables);
                places::place(&mut run.resources, &uses);
                if may_concern(whole.known_bytes()) {
                    run.unread.extend(expanded.unread(&whole, first));
                }
                found.extend(run.under(condition.as_deref()));
            }
        }
    }

    /// A job after those that it extends; `None` where one of these is not in the file.
    fn chain(&self, job: &'a Node, depth: usize) -> Option<Vec<&'a Node>> {
        let mut parts = Vec::new();
        if depth > MAX_DEPTH {
            return None;
        }
        let names = match job.get("extends") {
            None => Vec::new(),
            Some(Node { kind: NodeKind::Sequence(items), .. }) => {
                items.iter().map(Node::as_str).collect::<Option<_>>()?
            }
            Some(name) => vec![name.as_str()?],
        };
        for name in names {
            parts.extend(self.chain(self.document.get(name)?, depth + 1)?);
        }
        parts.push(job);
        (parts.len() <= 64).then_some(parts)
    }

    /// The variables of a job that is made of these parts, of which the last counts.
    fn scope(&self, parts: &[&Node]) -> Scope {
        let mut scope = self.globals(parts);
        for part in parts.iter().filter(|part| !std::ptr::eq(**part, self.document)) {
            scope.extend(&variables(part, &mut scope.clone()));
        }
        for rule in parts.iter().filter_map(|part| part.get("rules")).flat_map(Node::items) {
            set_by_rules(rule, &mut scope);
        }
        scope
    }

    /// The variables that all jobs have, unless the job inherits none or only some.
    fn globals(&self, parts: &[&Node]) -> Scope {
        let mut scope = self.globals.clone();
        let rules = self.document.get("workflow").and_then(|workflow| workflow.get("rules"));
        rules.map(Node::items).unwrap_or_default().iter().for_each(|rule| set_by_rules(rule, &mut scope));
        let inherited = parts.iter().rev().find_map(|part| part.get("inherit")?.get("variables"));
        match inherited.map(|inherited| &inherited.kind) {
            None | Some(NodeKind::Bool(true)) => {}
            Some(NodeKind::Sequence(names)) => {
                scope.forget(NOT_INHERITED, |name| !names.iter().any(|own| own.as_str() == Some(name)));
            }
            Some(_) => scope.forget(NOT_INHERITED, |_| true),
        }
        scope
    }

    /// The variables of a job of which a part is not in the file: only its own are certain.
    fn of_unknown(&self, job: &Node) -> Scope {
        let mut scope = self.globals(&[job]);
        scope.forget(ELSEWHERE, |_| true);
        scope.extend(&variables(job, &mut Scope::default()));
        for rule in job.get("rules").map(Node::items).unwrap_or_default() {
            set_by_rules(rule, &mut scope);
        }
        scope
    }

    /// Takes the values that other jobs set otherwise: what is written in a template runs in those that extend it.
    fn forget_overridden(&self, template: &Node, scope: &mut Scope) {
        let mut own: BTreeMap<&str, usize> = BTreeMap::new();
        if !std::ptr::eq(template, self.document) {
            names_of(template).for_each(|name| *own.entry(name).or_insert(0) += 1);
        }
        let others = |name: &str| self.set.get(name).copied().unwrap_or(0) > own.get(name).copied().unwrap_or(0);
        scope.forget(OVERRIDDEN, others);
    }

    /// What the `before_script` of all jobs leaves of an environment.
    fn after_default(&self, scope: &Scope, script: &Text) -> Environment {
        let environment = scope.environment(script);
        let default = self.document.get("default").and_then(|default| default.get("before_script"));
        let Some(script) = default.or_else(|| self.document.get("before_script")) else { return environment };
        let mut lines = Vec::new();
        texts(script, &mut lines);
        shell::parse_in(&joined(&lines, script.span), &environment).kept
    }
}

/// How many times the jobs of a pipeline set each variable.
fn names_set(document: &Node) -> BTreeMap<&str, usize> {
    let mut set = BTreeMap::new();
    document
        .entries()
        .iter()
        .flat_map(|entry| names_of(&entry.value))
        .for_each(|name| *set.entry(name).or_insert(0) += 1);
    set
}

/// The variables that a job sets, in any way.
fn names_of(job: &Node) -> impl Iterator<Item = &str> {
    let rules = job.get("rules").map(Node::items).unwrap_or_default();
    let places = std::iter::once(job).chain(rules).filter_map(|place| place.get("variables"));
    let matrix = job.get("parallel").and_then(|parallel| parallel.get("matrix"));
    let items = matrix.map(Node::items).unwrap_or_default();
    places.chain(items).flat_map(Node::entries).filter_map(|entry| entry.key.known())
}

/// The variables that a job, or the pipeline, sets itself. A set of them that cannot be read may have any.
fn variables(node: &Node, outer: &mut Scope) -> Scope {
    let mut scope = Scope::default();
    let Some(variables) = node.get("variables") else { return scope };
    if !variables.is_mapping() || variables.tag.is_some() {
        outer.forget(NOT_CERTAIN, |_| true);
        return outer.clone();
    }
    for entry in variables.entries() {
        let Some(name) = entry.key.known() else { continue };
        let is_described = entry.value.is_mapping();
        let value = if is_described { entry.value.get("value") } else { Some(&entry.value) };
        let is_literal = entry.value.get("expand").is_some();
        let text = value.and_then(text_of).map(|text| template_holes::fill(&text, &mut |_, _| None));
        scope.set(name, text.filter(|_| !is_literal).ok_or(NOT_CERTAIN));
    }
    scope
}

fn set_by_rules(rule: &Node, scope: &mut Scope) {
    let names = rule.get("variables").map(Node::entries).unwrap_or_default();
    scope.forget(SET_BY_RULES, |name| names.iter().any(|entry| entry.key.known() == Some(name)));
}

/// Sets the variables of a matrix to the values of one combination; without one they have none.
fn set_by_matrix(matrix: Option<&Node>, combination: Option<&Combination<'_>>, depends: bool, scope: &mut Scope) {
    let items = matrix.map(Node::items).unwrap_or_default();
    let is_readable = matrix.is_none_or(|matrix| items.iter().all(Node::is_mapping) && matrix.is_sequence());
    let reason = if depends { DEPENDS } else { TOO_MANY };
    if !is_readable {
        scope.forget(reason, |_| true);
    }
    for name in items.iter().flat_map(Node::entries).filter_map(|entry| entry.key.known()) {
        let value = combination.and_then(|found| found.get(name)).and_then(|value| text_of(value));
        scope.set(name, value.ok_or(reason));
    }
}

/// Whether rules ask for a name of the matrix.
fn depends(rules: &Node, matrix: Option<&Node>) -> bool {
    let items = matrix.map(Node::items).unwrap_or_default();
    items.iter().flat_map(Node::entries).filter_map(|entry| entry.key.known()).any(|name| mentions_name(rules, name))
}

/// Whether lines may do something else for other values: they ask, or end early.
fn decides(lines: &[Text]) -> bool {
    let is_decision = |line: &Text| {
        let parsed = shell::parse_text(line);
        let written = line.known_bytes();
        !parsed.errors.is_empty()
            || ["&&", "||", "[["].iter().any(|sign| written.contains(sign))
            || parsed.commands.iter().any(|command| {
                let name = command.name();
                command.branch.is_some() || matches!(name, Some("test" | "[" | "exit" | "return" | "exec" | "eval"))
            })
    };
    lines.iter().any(is_decision)
}

/// A string, or the strings of a list and of the lists in it.
fn texts(node: &Node, lines: &mut Vec<Text>) {
    match &node.kind {
        NodeKind::String(text) => lines.push(template_holes::fill(text, &mut |_, _| None)),
        NodeKind::Sequence(_) if node.tag() == Some(REFERENCE) => lines.push(unknown_line(node.span)),
        NodeKind::Sequence(items) => items.iter().for_each(|item| texts(item, lines)),
        _ => {}
    }
}
