//! The variables of a playbook, as far as it says itself what they hold.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::{TASK_LISTS, built_in};
use crate::source::Span;
use crate::surface::scalar::text_of;
use crate::surface::template_holes;
use crate::syntax::node::{Entry, Node, NodeKind};
use crate::syntax::text::Text;
use crate::syntax::uses::Use;

/// Modules that bring variables, or run tasks that may set some.
const INCLUDES: &[&str] = &["include_vars", "include_tasks", "import_tasks", "include_role", "import_role", "include"];

/// The one of these whose variables count before those of a task.
const INCLUDES_VARIABLES: &str = "include_vars";

/// Members of a play with variables that count before its own, or with tasks that may set some.
const PLAY_SOURCES: &[&str] = &["vars_files", "roles"];

/// Members of a task by which it does not run exactly once.
const REPETITIONS: &[&str] = &["when", "loop", "until", "delegate_to", "run_once", "tags"];

/// Bytes of values that are put in, in one file, all uses together.
pub(super) const MAX_BYTES: usize = 4 * 1024 * 1024;

/// What a use takes of that beside its value, so that empty values have an end as well.
const COST_OF_USE: usize = 16;

/// Bytes of a value that is put together.
const MAX_VALUE: usize = 64 * 1024;

/// What is written about variables in a whole file.
#[derive(Default)]
pub(super) struct Facts<'a> {
    /// How often `set_fact` or `register` gives a name a value.
    set: BTreeMap<&'a str, usize>,
    /// Other files bring variables or tasks.
    includes: bool,
    includes_variables: bool,
}

impl<'a> Facts<'a> {
    pub(super) fn of(document: &'a Node) -> Self {
        let mut facts = Self::default();
        let mut open: Vec<&Node> = document.items().iter().collect();
        while let Some(task) = open.pop() {
            open.extend(TASK_LISTS.iter().filter_map(|list| task.get(list)).flat_map(Node::items));
            let registered = task.get("register").and_then(Node::as_str);
            let set = set_fact(task).into_iter().flat_map(Node::entries).filter_map(|entry| entry.key.known());
            for name in registered.into_iter().chain(set) {
                *facts.set.entry(name).or_insert(0) += 1;
            }
            // `set_fact: a=1 b=2` on one line sets names that are not told apart.
            facts.includes |= set_fact(task).is_some_and(|arguments| !arguments.is_mapping());
            for name in task.entries().iter().filter_map(|entry| entry.key.known()) {
                let module = built_in(name);
                facts.includes |= INCLUDES.contains(&module);
                facts.includes_variables |= module == INCLUDES_VARIABLES;
            }
        }
        facts
    }
}

/// The variables at one place of a playbook.
#[derive(Clone, Default)]
pub(super) struct Variables<'a> {
    values: BTreeMap<&'a str, Result<&'a Node, &'static str>>,
}

const FROM_ELSEWHERE: &str = "files or roles that are not read may set it";
const IS_SET: &str = "a task sets it";
const IS_ASKED: &str = "the play asks for it";

impl<'a> Variables<'a> {
    /// These and those of a play, block or task that stands in their scope.
    pub(super) fn within(&self, node: &'a Node, facts: &Facts<'a>) -> Self {
        let mut inner = self.clone();
        let has =
            |name: &&&str| node.get(name).is_some_and(|list| !list.items().is_empty() || list.as_text().is_some());
        let is_play = node.get("hosts").is_some();
        let is_task = !is_play && !TASK_LISTS.iter().any(|list| node.get(list).is_some());
        let is_from_elsewhere =
            facts.includes_variables || !is_task && (facts.includes || PLAY_SOURCES.iter().find(has).is_some());
        let own = node.get("vars").map(Node::entries).unwrap_or_default();
        for entry in own {
            let Some(name) = entry.key.known() else { continue };
            let value = match is_from_elsewhere {
                true => Err(FROM_ELSEWHERE),
                false if facts.set.contains_key(name) => Err(IS_SET),
                false => Ok(&entry.value),
            };
            inner.values.insert(name, value);
        }
        for asked in node.get("vars_prompt").map(Node::items).unwrap_or_default() {
            if let Some(name) = asked.get("name").and_then(Node::as_str) {
                inner.values.insert(name, Err(IS_ASKED));
            }
        }
        inner
    }

    /// Takes note of what a task sets for those after it, where that is certain.
    pub(super) fn set_by(&mut self, task: &'a Node, is_uncertain: bool, facts: &Facts<'a>) {
        let is_repeated = is_uncertain
            || task
                .entries()
                .iter()
                .filter_map(|entry| entry.key.known())
                .any(|name| REPETITIONS.contains(&name) || name.starts_with("with_"));
        for entry in set_fact(task).map(Node::entries).unwrap_or_default() {
            let Some(name) = entry.key.known() else { continue };
            let is_literal = !entry.value.as_text().is_none_or(|text| template_holes::has_holes(text.known_bytes()));
            let is_certain = !is_repeated && is_literal && !facts.includes && facts.set.get(name) == Some(&1);
            self.values.insert(name, if is_certain { Ok(&entry.value) } else { Err(IS_SET) });
        }
    }

    /// These with what tasks have set, which counts before them.
    pub(super) fn with(&self, set: &Self) -> Self {
        let mut variables = self.clone();
        variables.values.extend(set.values.iter().map(|(name, value)| (*name, *value)));
        variables
    }

    /// The same where tasks may run before or after any other.
    pub(super) fn at_any_time(&self, facts: &Facts<'a>) -> Self {
        let mut variables = self.clone();
        for (name, value) in &mut variables.values {
            if facts.set.contains_key(name) {
                *value = Err(IS_SET);
            }
        }
        variables
    }

    /// The variables without a value that a node uses, each with the reason.
    pub(super) fn unread(&self, node: &Node) -> Vec<(&'a str, &'static str)> {
        let lost = self.values.iter().filter_map(|(name, value)| Some((*name, *value.as_ref().err()?)));
        lost.filter(|(name, _)| uses(node, name)).collect()
    }
}

/// Puts the values of variables into the arguments of one task.
pub(super) struct Filling<'a> {
    variables: &'a Variables<'a>,
    /// How many bytes may still be put in.
    budget: &'a Cell<usize>,
    pub(super) uses: Vec<Use>,
    /// The names that are being put in.
    open: Vec<Box<str>>,
}

impl<'a> Filling<'a> {
    pub(super) fn new(variables: &'a Variables<'a>, budget: &'a Cell<usize>) -> Self {
        Self { variables, budget, uses: Vec::new(), open: Vec::new() }
    }

    /// The node with the values of `{{ name }}`, and holes for all other expressions.
    pub(super) fn node(&mut self, node: &Node) -> Node {
        let kind = match &node.kind {
            NodeKind::String(text) => match self.whole(text) {
                Some(value) => return value,
                None => NodeKind::String(self.text(text)),
            },
            NodeKind::Sequence(items) => NodeKind::Sequence(items.iter().map(|item| self.node(item)).collect()),
            NodeKind::Mapping(entries) => NodeKind::Mapping(
                entries.iter().map(|entry| Entry { key: entry.key.clone(), value: self.node(&entry.value) }).collect(),
            ),
            other => other.clone(),
        };
        Node { kind, span: node.span, tag: node.tag.clone() }
    }

    /// The value that a string stands for which is one expression: it need not be a string.
    fn whole(&mut self, text: &Text) -> Option<Node> {
        let known = text.known()?.trim();
        if known.matches("{{").count() != 1 {
            return None;
        }
        let (name, node) = self.value(known)?;
        let value = self.resolved(&name, node)?;
        self.uses.push(used(&name, text.span_of(0..text.known_bytes().len()), node.span));
        Some(value)
    }

    fn text(&mut self, text: &Text) -> Text {
        template_holes::fill(text, &mut |hole, place| {
            let (name, node) = self.value(hole)?;
            let value = self.resolved(&name, node)?;
            // A boolean is printed in another way than it is written.
            let text = text_of(&value).filter(|_| !matches!(value.kind, NodeKind::Bool(_)))?;
            let is_short = text.known_bytes().len() <= MAX_VALUE;
            is_short.then(|| {
                self.uses.push(used(&name, place, text.span()));
                text
            })
        })
    }

    /// What `{{ name }}` or `{{ name.member }}` stands for, as it is written.
    fn value(&self, hole: &str) -> Option<(Box<str>, &'a Node)> {
        let expression = hole.strip_prefix("{{")?.strip_suffix("}}")?.trim_matches([' ', '\t']);
        let mut path = expression.split('.');
        let name = path.next()?;
        let variable: &Node = self.variables.values.get(name)?.ok()?;
        let node = path.try_fold(variable, |node, member| node.get(member))?;
        Some((expression.into(), node))
    }

    /// A value with the variables in it.
    fn resolved(&mut self, name: &str, node: &Node) -> Option<Node> {
        self.budget.set(self.budget.get().checked_sub(node.span.len() + COST_OF_USE)?);
        if node.tag.is_some() || self.open.iter().any(|open| **open == *name) || self.open.len() > 16 {
            return None;
        }
        self.open.push(name.into());
        let value = self.node(node);
        self.open.pop();
        Some(value)
    }
}

fn used(name: &str, place: Span, definition: Span) -> Use {
    Use { written: format!("{{{{{name}}}}}").into(), defined: name.into(), place, definition }
}

/// The arguments of `set_fact`, where a task runs it.
fn set_fact(task: &Node) -> Option<&Node> {
    let mut entries = task.entries().iter();
    entries.find(|entry| entry.key.known().map(built_in) == Some("set_fact")).map(|entry| &entry.value)
}

/// Whether an expression in a node has a name in it.
fn uses(node: &Node, name: &str) -> bool {
    match &node.kind {
        NodeKind::String(text) => {
            let known = text.known_bytes();
            template_holes::has_holes(known)
                && known.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').any(|word| word == name)
        }
        NodeKind::Sequence(items) => items.iter().any(|item| uses(item, name)),
        NodeKind::Mapping(entries) => entries.iter().any(|entry| uses(&entry.value, name)),
        _ => false,
    }
}
