//! Scripts inside other documents: steps of GitHub and GitLab workflows, and commands that Terraform runs.

use super::cli_command;
use crate::resource::{Content, Resource};
use crate::syntax::node::{Node, NodeKind};
use crate::syntax::shell;
use crate::syntax::text::Text;
use crate::tables::Tables;

/// Members of a GitLab job that hold lines of a script.
const GITLAB_SCRIPTS: &[&str] = &["script", "before_script", "after_script"];

/// Members that say when a GitLab job runs.
const GITLAB_CONDITIONS: &[&str] = &["rules", "when", "only", "except", "extends"];

/// Members that say when a GitHub job or step runs.
const GITHUB_CONDITIONS: &[&str] = &["if"];

/// The calls in the steps of a workflow; none where the document is no workflow.
pub fn lift(document: &Node, tables: &Tables) -> Vec<Resource> {
    let mut scripts = Vec::new();
    for jobs in [document.get("jobs"), document.get("runs")].into_iter().flatten() {
        steps(jobs, &mut scripts);
        jobs.entries().iter().for_each(|job| steps(&job.value, &mut scripts));
    }
    for job in std::iter::once(document).chain(document.entries().iter().map(|entry| &entry.value)) {
        let condition = condition(job, GITLAB_CONDITIONS);
        for lines in GITLAB_SCRIPTS.iter().filter_map(|name| job.get(name)) {
            texts(lines, &condition, &mut scripts);
        }
    }
    let calls = |(script, condition): (&Text, Option<String>)| {
        cli_command::lift_under(&shell::parse_text(script), condition.as_deref(), tables)
    };
    scripts.into_iter().flat_map(calls).collect()
}

/// A script, with the name of the condition under which it runs.
type Scripts<'a> = Vec<(&'a Text, Option<String>)>;

/// Names the condition of a job or step that has one of the members; equal only for what is below the same one.
fn condition(node: &Node, members: &[&str]) -> Option<String> {
    let member = members.iter().find(|member| node.get(member).is_some())?;
    Some(format!("{member} at {}", node.span.start))
}

/// The calls that the provisioners of Terraform resources make when they are applied.
pub fn of_provisioners(resources: &[Resource], tables: &Tables) -> Vec<Resource> {
    let mut found = Vec::new();
    for resource in resources {
        let provisioners = resource.meta.fields.iter().filter(|field| &*field.name == "provisioner");
        for field in provisioners {
            let Content::Blocks(blocks) = &field.content else { continue };
            let commands = blocks.groups.iter().filter_map(|block| block.value("command")?.as_text());
            let condition = resource.may_be_absent().then(|| resource.display_name());
            let calls =
                commands.flat_map(|command| cli_command::lift_under(&shell::parse_text(command), condition, tables));
            found.extend(calls.map(|call| Resource { calls: resource.calls.clone(), ..call }));
        }
    }
    found
}

/// The `run` of every step of a GitHub job or action.
fn steps<'a>(job: &'a Node, scripts: &mut Scripts<'a>) {
    let steps = job.get("steps").map(Node::items).unwrap_or_default();
    let of_step = |step: &'a Node| {
        let condition = condition(step, GITHUB_CONDITIONS).or_else(|| condition(job, GITHUB_CONDITIONS));
        Some((step.get("run")?.as_text()?, condition))
    };
    scripts.extend(steps.iter().filter_map(of_step));
}

/// A string, or the strings of a list and of the lists in it.
fn texts<'a>(node: &'a Node, condition: &Option<String>, scripts: &mut Scripts<'a>) {
    match &node.kind {
        NodeKind::String(text) => scripts.push((text, condition.clone())),
        NodeKind::Sequence(items) => items.iter().for_each(|item| texts(item, condition, scripts)),
        _ => {}
    }
}
