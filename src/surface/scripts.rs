//! Scripts inside other documents: steps of GitHub and GitLab workflows, and commands that Terraform runs.

use super::{Reading, cli_command};
use crate::resource::{Blocks, Content, Field, Group, Resource};
use crate::source::Span;
use crate::syntax::SyntaxError;
use crate::syntax::node::{Node, NodeKind};
use crate::syntax::shell;
use crate::syntax::text::{Text, TextBuilder};
use crate::tables::Tables;
use crate::value::{Symbol, Value, ValueKind};

/// Members of a GitLab job whose lines run one after the other in one shell.
const GITLAB_SCRIPTS: &[&[&str]] = &[&["before_script", "script"], &["after_script"]];

/// Members that say when a GitLab job runs.
const GITLAB_CONDITIONS: &[&str] = &["rules", "when", "only", "except", "extends"];

/// Members that say when a GitHub job or step runs.
const GITHUB_CONDITIONS: &[&str] = &["if"];

/// Shells whose scripts are read.
const SHELLS: &[&str] = &["bash", "sh", "dash", "zsh", "ksh", "ash"];

/// A tag of GitLab that puts lines of another job in its place.
const REFERENCE: &str = "!reference";

/// The calls in the steps of a workflow; none where the document is no workflow.
pub fn lift(document: &Node, tables: &Tables) -> Reading {
    let mut found = Reading::default();
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

/// The calls that the provisioners of Terraform resources make when they are applied.
pub fn of_provisioners(resources: &[Resource], tables: &Tables) -> Reading {
    let mut found = Reading::default();
    for resource in resources {
        let provisioners = resource.meta.fields.iter().filter(|field| &*field.name == "provisioner");
        for field in provisioners {
            let Content::Blocks(Blocks { groups, .. }) = &field.content else { continue };
            for block in groups {
                let condition = resource.may_be_absent().then(|| resource.display_name());
                let run = provisioner(block, tables).under(condition);
                let references = references(block, resource);
                let with_calls = |mut call: Resource| {
                    call.meta.fields.push(references.clone());
                    Resource { calls: resource.calls.clone(), ..call }
                };
                let resources = run.resources.into_iter().map(with_calls).collect();
                found.extend(Reading { resources, ..run });
            }
        }
    }
    found
}

/// The addresses of the resources whose attributes a provisioner is given, as a field of its own.
fn references(block: &Group, owner: &Resource) -> Field {
    let mut symbols: Vec<&Symbol> = Vec::new();
    let mut open: Vec<&Value> = block.fields.iter().filter_map(Field::value).collect();
    while let Some(value) = open.pop() {
        symbols.extend(value.symbol());
        symbols.extend(value.interpolated.iter().flat_map(|found| found.iter().map(|symbol| &**symbol)));
        open.extend(value.items());
        open.extend(
            value.as_mapping().into_iter().flat_map(|mapping| mapping.members.values().map(|member| &member.value)),
        );
    }
    let address = |symbol: &Symbol| match &*symbol.resource {
        "self" => owner.display_name().to_owned(),
        other => other.to_owned(),
    };
    let addresses: Vec<Value> =
        symbols.into_iter().map(|symbol| Value::string(address(symbol), block.header)).collect();
    Field {
        name: "references".into(),
        written: "references".into(),
        name_span: block.header,
        is_declared: false,
        content: Content::Value(Value::tuple(addresses)),
    }
}

/// What a `local-exec` runs as its `command`, or a `remote-exec` as the lines of its `inline`.
fn provisioner(block: &Group, tables: &Tables) -> Reading {
    if let Some(command) = block.value("command").and_then(Value::as_text) {
        let interpreter = block.value("interpreter").map(|value| match &value.kind {
            ValueKind::Sequence(words) => words.items.first().and_then(Value::as_str),
            _ => None,
        });
        return match interpreter {
            Some(program) if program.is_none_or(|program| !is_read(program)) => unread(command, program),
            _ => cli_command::lift(&shell::parse_text(command), tables),
        };
    }
    let inline = block.value("inline").map(|value| &value.kind);
    let Some(ValueKind::Sequence(lines)) = inline else { return Reading::default() };
    let line =
        |line: &Value| line.as_text().cloned().unwrap_or_else(|| unknown_line(line.span.unwrap_or(block.header)));
    run_lines(&lines.items.iter().map(line).collect::<Vec<_>>(), tables)
}

/// The `run` of every step of a GitHub job or action.
fn steps(job: &Node, outer: Option<&str>, tables: &Tables, found: &mut Reading) {
    let shell = default_shell(job).or_else(|| runner_shell(job)).or(outer);
    for step in job.get("steps").map(Node::items).unwrap_or_default() {
        let Some(script) = step.get("run").and_then(|run| run.as_text().or_else(|| run.get("command")?.as_text()))
        else {
            continue;
        };
        let shell = step.get("shell").and_then(Node::as_str).or(shell);
        let run = match shell.filter(|shell| !is_read(shell)) {
            Some(shell) => unread(script, Some(shell)),
            None => cli_command::lift(&shell::parse_text(script), tables),
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

/// Whether a program is a shell whose scripts are read: `bash`, `/bin/sh`, `bash -eo pipefail {0}`.
fn is_read(program: &str) -> bool {
    let name = program.split_whitespace().next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
    SHELLS.contains(&name)
}

/// Says that a script was passed over, where it may hold something to check.
fn unread(script: &Text, program: Option<&str>) -> Reading {
    let may_concern = ["aliyun", "kms"].iter().any(|word| script.known_bytes().contains(word));
    let message = match program {
        Some(program) => format!("this script runs in {program}, whose commands are not read"),
        None => "what runs this script is not known".to_owned(),
    };
    let place = may_concern.then(|| SyntaxError::new(script.span().at_start(), message));
    Reading { unread: place.into_iter().collect(), ..Reading::default() }
}

/// The calls of lines that run in one shell; where they do not fit together, each counts alone.
fn run_lines(lines: &[Text], tables: &Tables) -> Reading {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return Reading::default() };
    let mut whole = TextBuilder::default();
    for line in lines {
        whole.push_text(line);
        whole.push("\n", line.span().at_end());
    }
    let script = shell::parse_text(&whole.finish(first.span().to(last.span())));
    if script.errors.is_empty() {
        return cli_command::lift(&script, tables);
    }
    let mut found = Reading::default();
    lines.iter().for_each(|line| found.extend(cli_command::lift(&shell::parse_text(line), tables)));
    found
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

/// A line that may be any command.
fn unknown_line(place: Span) -> Text {
    let mut builder = Text::builder();
    builder.push_hole();
    builder.finish(place)
}
