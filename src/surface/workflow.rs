//! Workflows of GitHub and GitLab: the scripts in their steps and jobs, with the variables that these give them.

mod expansion;
mod github;
mod gitlab;
mod matrix;
mod scope;

use super::{Lift, Lifted, Surface, command};
use crate::syntax::node::{Node, NodeKind};
use crate::tables::Tables;

/// Their calls are written as those of any script.
pub(crate) static SURFACE: Surface = Surface::new("workflow", &command::NOTATION, Lift::Template(lift));

/// The calls in the steps of a workflow; none where the document is no workflow.
pub(crate) fn lift(document: &Node, tables: &Tables) -> Lifted {
    let mut found = Lifted::default();
    for jobs in [document.get("jobs"), document.get("runs")].into_iter().flatten() {
        github::lift(jobs, document, tables, &mut found);
    }
    gitlab::lift(document, tables, &mut found);
    found.without_repetitions()
}

/// Names the condition of a job or step that has one of the members; equal only for what is below the same one.
fn condition(node: &Node, members: &[&str]) -> Option<String> {
    let member = members.iter().find(|member| node.get(member).is_some())?;
    Some(format!("{member} at {}", node.span.start))
}

/// Whether a string in a node has a name in it.
fn mentions_name(node: &Node, name: &str) -> bool {
    match &node.kind {
        NodeKind::String(text) => text.known_bytes().contains(name),
        NodeKind::Sequence(items) => items.iter().any(|item| mentions_name(item, name)),
        NodeKind::Mapping(entries) => entries.iter().any(|entry| mentions_name(&entry.value, name)),
        _ => false,
    }
}
