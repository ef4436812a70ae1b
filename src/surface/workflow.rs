//! Workflows of GitHub and GitLab: the scripts in their steps and jobs.

use super::script::{is_read, run_lines, unknown_line, unread};
use super::{Lift, Lifted, Surface, command};
use crate::syntax::node::{Node, NodeKind};
use crate::syntax::shell;
use crate::syntax::text::Text;
use crate::tables::Tables;

/// Their calls are written as those of any script.
pub(crate) static SURFACE: Surface = Surface::new("workflow", &command::NOTATION, Lift::Document(lift));

/// Members of a GitLab job whose lines run one after the other in one shell.
const GITLAB_SCRIPTS: &[&[&str]] = &[&["before_script", "script"], &["after_script"]];

/// Members that say when a GitLab job runs.
const GITLAB_CONDITIONS: &[&str] = &["rules", "when", "only", "except", "extends"];

/// Members that say when a GitHub job or step runs.
const GITHUB_CONDITIONS: &[&str] = &["if"];

/// A tag of GitLab that puts lines of another job in its place.
const REFERENCE: &str = "!reference";

/// The calls in the steps of a workflow; none where the document is no workflow.
pub(crate) fn lift(document: &Node, tables: &Tables) -> Lifted {
    let mut found = Lifted::default();
    let shell = default_shell(document);
    for jobs in [document.get("jobs"), document.get("runs")].into_iter().flatten() {
        steps(jobs, shell, tables, &mut found);
        jobs.entries().iter().for_each(|job| steps(&job.value, shell, tables, &mut found));
    }
    for job in std::iter::once(document).chain(document.entries().iter().map(|entry| &entry.value)) {
        let condition = condition(job, GITLAB_CONDITIONS);
        for names in GITLAB_SCRIPTS {
            let mut lines = Vec::new();
            names.iter().filter_map(|name| job.get(name)).for_each(|script| texts(script, &mut lines));
            found.extend(run_lines(&lines, tables).under(condition.as_deref()));
        }
    }
    found.without_repetitions()
}

/// Names the condition of a job or step that has one of the members; equal only for what is below the same one.
fn condition(node: &Node, members: &[&str]) -> Option<String> {
    let member = members.iter().find(|member| node.get(member).is_some())?;
    Some(format!("{member} at {}", node.span.start))
}

/// The `run` of every step of a GitHub job or action.
fn steps(job: &Node, outer: Option<&str>, tables: &Tables, found: &mut Lifted) {
    let shell = default_shell(job).or_else(|| runner_shell(job)).or(outer);
    for step in job.get("steps").map(Node::items).unwrap_or_default() {
        let Some(script) = step.get("run").and_then(|run| run.as_text().or_else(|| run.get("command")?.as_text()))
        else {
            continue;
        };
        let shell = step.get("shell").and_then(Node::as_str).or(shell);
        let run = match shell.filter(|shell| !is_read(shell)) {
            Some(shell) => unread(script, Some(shell)),
            None => command::lift(&shell::parse_text(script), tables),
        };
        let condition = condition(step, GITHUB_CONDITIONS).or_else(|| condition(job, GITHUB_CONDITIONS));
        found.extend(run.under(condition.as_deref()));
    }
}

/// The shell that `defaults` choose for the steps.
fn default_shell(node: &Node) -> Option<&str> {
    node.get("defaults")?.get("run")?.get("shell")?.as_str()
}

/// The shell of a runner on which it is not bash.
fn runner_shell(job: &Node) -> Option<&'static str> {
    let runner = job.get("runs-on")?.as_str()?;
    runner.starts_with("windows").then_some("pwsh")
}

/// A string, or the strings of a list and of the lists in it.
fn texts(node: &Node, lines: &mut Vec<Text>) {
    match &node.kind {
        NodeKind::String(text) => lines.push(text.clone()),
        NodeKind::Sequence(_) if node.tag.as_deref() == Some(REFERENCE) => lines.push(unknown_line(node.span)),
        NodeKind::Sequence(items) => items.iter().for_each(|item| texts(item, lines)),
        _ => {}
    }
}
