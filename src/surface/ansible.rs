//! Ansible tasks: requests of `uri`, commands of `command` and `shell`, and modules that a table knows.

use super::{NamedKind, cli_command, fields, request};
use crate::resource::{Group, Resource, Role, Surface};
use crate::syntax::node::{Entry, Node, NodeKind};
use crate::syntax::text::Text;
use crate::syntax::{embedded, shell};
use crate::tables::Tables;
use crate::value::Value;

/// Members of plays and blocks that hold tasks.
const TASK_LISTS: &[&str] = &["tasks", "pre_tasks", "post_tasks", "handlers", "block", "rescue", "always"];

/// Those of them that run only where something failed or changed.
const EXCEPTIONAL: &[&str] = &["handlers", "rescue"];

const COLLECTION: &str = "ansible.builtin.";

/// What the tasks of a playbook, or of a file of tasks, do; none where the document is neither.
pub fn lift(document: &Node, tables: &Tables) -> Vec<Resource> {
    let mut found = Vec::new();
    let mut open: Vec<(&Node, Option<String>)> = document.items().iter().rev().map(|task| (task, None)).collect();
    while let Some((task, outer)) = open.pop() {
        let condition = task.get("when").map(|when| format!("when at {}", when.span.start)).or(outer);
        for name in TASK_LISTS.iter().rev() {
            let Some(list) = task.get(name) else { continue };
            let is_exceptional = EXCEPTIONAL.contains(name);
            let condition =
                if is_exceptional { Some(format!("{name} at {}", list.span.start)) } else { condition.clone() };
            open.extend(list.items().iter().rev().map(|task| (task, condition.clone())));
        }
        for entry in task.entries() {
            let resources = module(entry, condition.as_deref(), tables);
            found.extend(resources);
        }
    }
    found
}

fn module(entry: &Entry, condition: Option<&str>, tables: &Tables) -> Vec<Resource> {
    let Some(name) = entry.key.known() else { return Vec::new() };
    match name.strip_prefix(COLLECTION).unwrap_or(name) {
        "uri" => sent(&entry.value, tables),
        "command" | "shell" => run(&entry.value, condition, tables),
        _ => known_module(name, entry, tables).into_iter().collect(),
    }
}

/// The body of a task that sends a request to a key management service.
fn sent(arguments: &Node, tables: &Tables) -> Vec<Resource> {
    let address = arguments.get("url").and_then(Node::as_text).map(Text::known_bytes).unwrap_or_default();
    let Some(kind) = request::kind_of_address(address, tables).map(NamedKind) else { return Vec::new() };
    let Some(body) = arguments.get("body") else { return Vec::new() };
    match body.as_text() {
        Some(text) => {
            let lift = |document| request::lift(document, Some(&kind), tables);
            embedded::json(text).documents.iter().flat_map(lift).collect()
        }
        None => request::lift(body, Some(&kind), tables),
    }
}

/// The calls of a command line: a string, `cmd`, or the words of `argv`.
fn run(arguments: &Node, condition: Option<&str>, tables: &Tables) -> Vec<Resource> {
    let script = match &arguments.kind {
        NodeKind::String(text) => shell::parse_text(text),
        _ => match arguments.get("cmd").and_then(Node::as_text) {
            Some(text) => shell::parse_text(text),
            None => {
                shell::Script { commands: arguments.get("argv").map(words).into_iter().collect(), ..Default::default() }
            }
        },
    };
    cli_command::lift_under(&script, condition, tables)
}

fn words(argv: &Node) -> shell::Command {
    let word = |item: &Node| {
        let text = item.as_text().cloned().unwrap_or_else(|| unknown_text(item));
        shell::Word { text, span: item.span, may_split: false }
    };
    shell::Command {
        words: argv.items().iter().map(word).collect(),
        assignments: Vec::new(),
        stdin: None,
        branch: None,
        span: argv.span,
    }
}

fn unknown_text(item: &Node) -> Text {
    let mut builder = Text::builder();
    builder.push_hole();
    builder.finish(item.span)
}

/// A module of a provider's collection, with or without the collection's name.
fn known_module(name: &str, entry: &Entry, tables: &Tables) -> Option<Resource> {
    let read = tables.data_source(Surface::Ansible, name);
    let table = tables.by_name(Surface::Ansible, name).or(read)?;
    let header = entry.key.span();
    let mut body = fields::group(&Value::from_node(&entry.value), &table.fields, Surface::Ansible, header);
    body.header = header;
    Some(Resource {
        kind: table.kind.as_str().into(),
        surface: Surface::Ansible,
        role: if read.is_some() { Role::Read } else { Role::Managed },
        name: name.into(),
        is_named: true,
        address: None,
        header,
        body,
        region: None,
        provider: None,
        calls: Vec::new(),
        versions: None,
        meta: Group::empty(header),
        condition: None,
    })
}
