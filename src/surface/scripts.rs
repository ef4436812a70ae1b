//! Scripts inside other documents: steps of GitHub and GitLab workflows, and commands that Terraform runs.

use super::cli_command;
use crate::resource::{Content, Resource};
use crate::syntax::node::{Node, NodeKind};
use crate::syntax::shell;
use crate::syntax::text::Text;
use crate::tables::Tables;

/// Members of a GitLab job that hold lines of a script.
const GITLAB_SCRIPTS: &[&str] = &["script", "before_script", "after_script"];

/// The calls in the steps of a workflow; none where the document is no workflow.
pub fn lift(document: &Node, tables: &Tables) -> Vec<Resource> {
    let mut scripts = Vec::new();
    for jobs in [document.get("jobs"), document.get("runs")].into_iter().flatten() {
        steps(jobs, &mut scripts);
        jobs.entries().iter().for_each(|job| steps(&job.value, &mut scripts));
    }
    for job in std::iter::once(document).chain(document.entries().iter().map(|entry| &entry.value)) {
        for lines in GITLAB_SCRIPTS.iter().filter_map(|name| job.get(name)) {
            texts(lines, &mut scripts);
        }
    }
    scripts.into_iter().flat_map(|script| cli_command::lift(&shell::parse_text(script), tables).0).collect()
}

/// The calls that the provisioners of Terraform resources make when they are applied.
pub fn of_provisioners(resources: &[Resource], tables: &Tables) -> Vec<Resource> {
    let mut found = Vec::new();
    for resource in resources {
        let provisioners = resource.meta.fields.iter().filter(|field| &*field.name == "provisioner");
        for field in provisioners {
            let Content::Blocks(blocks) = &field.content else { continue };
            let commands = blocks.groups.iter().filter_map(|block| block.value("command")?.as_text());
            let calls = commands.flat_map(|command| cli_command::lift(&shell::parse_text(command), tables).0);
            found.extend(calls.map(|call| Resource { calls: resource.calls.clone(), ..call }));
        }
    }
    found
}

/// The `run` of every step of a GitHub job or action.
fn steps<'a>(job: &'a Node, scripts: &mut Vec<&'a Text>) {
    let steps = job.get("steps").map(Node::items).unwrap_or_default();
    scripts.extend(steps.iter().filter_map(|step| step.get("run")?.as_text()));
}

/// A string, or the strings of a list and of the lists in it.
fn texts<'a>(node: &'a Node, scripts: &mut Vec<&'a Text>) {
    match &node.kind {
        NodeKind::String(text) => scripts.push(text),
        NodeKind::Sequence(items) => items.iter().for_each(|item| texts(item, scripts)),
        _ => {}
    }
}
