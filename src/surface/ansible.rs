//! Ansible tasks: requests of `uri`, commands of `command` and `shell`, and modules that a table knows.

mod variables;

use std::cell::Cell;
use std::rc::Rc;

use super::{Lift, Lifted, Surface, command, fields, http, places};
use crate::resource::{Notation, Resource, Role};
use crate::source::Span;
use crate::syntax::http::{Header, Request};
use crate::syntax::node::{Entry, Node, NodeKind};
use crate::syntax::text::Text;
use crate::syntax::{SyntaxError, shell, url};
use crate::tables::Tables;
use crate::value::Value;
use variables::{Facts, Filling, MAX_BYTES, Variables};

pub(crate) static NOTATION: Notation = Notation { is_yaml: true, ..Notation::named("ansible", "Ansible") };

/// Playbooks and files of tasks. Their requests and commands are written as those are elsewhere.
pub(crate) static SURFACE: Surface = Surface::new("ansible", &NOTATION, Lift::Template(lift));

/// Members of plays and blocks that hold tasks.
const TASK_LISTS: &[&str] = &["pre_tasks", "tasks", "post_tasks", "handlers", "block", "rescue", "always"];

/// Those of them that run only where something failed or changed.
const EXCEPTIONAL: &[&str] = &["handlers", "rescue"];

/// Collections of the modules that come with Ansible.
const BUILT_IN: &[&str] = &["ansible.builtin.", "ansible.legacy."];

/// Of these, the modules whose arguments are read without a table.
const MODULES: &[&str] = &["uri", "command", "shell", "raw"];

/// Members of a task that name the module in their value.
const ACTIONS: &[&str] = &["action", "local_action"];

/// What the tasks of a playbook, or of a file of tasks, do; nothing where the document is neither.
pub(crate) fn lift(document: &Node, tables: &Tables) -> Lifted {
    let mut found = Lifted::default();
    let facts = Facts::of(document);
    // What tasks have set so far.
    let mut set = Variables::default();
    let budget = Cell::new(MAX_BYTES);
    for play in document.items() {
        // The next play may have other hosts. In a file of tasks each is an item by itself.
        if play.get("hosts").is_some() {
            set = Variables::default();
        }
        lift_play(play, &facts, &mut set, &budget, tables, &mut found);
    }
    found.without_repetitions()
}

/// A play, block or task that is still to be read.
struct Open<'a> {
    task: &'a Node,
    condition: Option<String>,
    variables: Rc<Variables<'a>>,
    /// It runs at another time than its place says, or perhaps not.
    is_exceptional: bool,
}

/// What a play does, or a task of a file of tasks.
fn lift_play<'a>(
    play: &'a Node,
    facts: &Facts<'a>,
    set: &mut Variables<'a>,
    budget: &Cell<usize>,
    tables: &Tables,
    found: &mut Lifted,
) {
    let variables = Rc::new(Variables::default());
    let mut open = vec![Open { task: play, condition: None, variables, is_exceptional: false }];
    while let Some(Open { task, condition: outer, variables, is_exceptional }) = open.pop() {
        let condition = task.get("when").map(|when| format!("when at {}", when.span.start)).or(outer);
        let variables = Rc::new(variables.within(task, facts));
        for name in TASK_LISTS.iter().rev() {
            let Some(list) = task.get(name) else { continue };
            let is_exceptional = is_exceptional || EXCEPTIONAL.contains(name);
            let condition = match EXCEPTIONAL.contains(name) {
                true => Some(format!("{name} at {}", list.span.start)),
                false => condition.clone(),
            };
            open.extend(list.items().iter().rev().map(|task| Open {
                task,
                condition: condition.clone(),
                variables: variables.clone(),
                is_exceptional,
            }));
        }
        let known = match is_exceptional {
            true => variables.at_any_time(facts),
            false => variables.with(set),
        };
        for entry in task.entries() {
            found.extend(lift_entry(entry, task, &known, budget, tables).under(condition.as_deref()));
        }
        set.set_by(task, is_exceptional || condition.is_some(), facts);
    }
}

/// What a member of a task does, if it is a module.
fn lift_entry<'a>(
    entry: &Entry,
    task: &Node,
    variables: &'a Variables<'a>,
    budget: &'a Cell<usize>,
    tables: &Tables,
) -> Lifted {
    let Some(name) = entry.key.known() else { return Lifted::default() };
    if !is_read(name, tables) {
        return Lifted::default();
    }
    let mut filling = Filling::new(variables, budget);
    let filled = Entry { key: entry.key.clone(), value: filling.node(&entry.value) };
    let more = task.get("args").map(|arguments| filling.node(arguments));
    let mut done = match action(name, &filled) {
        Some((module, place, arguments)) => run(&module, place, &arguments, more.as_ref(), tables),
        None => run(name, entry.key.span(), &filled.value, more.as_ref(), tables),
    };
    places::place(&mut done.resources, &filling.uses);
    let is_about_keys = || mentions_keys(&entry.value) || !done.resources.is_empty();
    let unread = variables.unread(&entry.value);
    if !unread.is_empty() && is_about_keys() {
        let message = |(name, reason): (&str, &str)| format!("`{name}` is not known here, because {reason}");
        done.unread.extend(unread.into_iter().map(|lost| SyntaxError::new(entry.value.span.at_start(), message(lost))));
    }
    done
}

/// Whether a member of a task may be a module that is read.
fn is_read(name: &str, tables: &Tables) -> bool {
    ACTIONS.contains(&name)
        || MODULES.contains(&built_in(name))
        || tables.by_name(&NOTATION, name).is_some()
        || tables.data_source(&NOTATION, name).is_some()
}

/// Whether a node may be about key management.
fn mentions_keys(node: &Node) -> bool {
    match &node.kind {
        NodeKind::String(text) => {
            let written = text.known_bytes().to_ascii_lowercase();
            written.contains("kms") || written.contains("aliyun")
        }
        NodeKind::Sequence(items) => items.iter().any(mentions_keys),
        NodeKind::Mapping(entries) => entries.iter().any(|entry| mentions_keys(&entry.value)),
        _ => false,
    }
}

/// The name of a module without the collections that come with Ansible.
fn built_in(name: &str) -> &str {
    BUILT_IN.iter().find_map(|collection| name.strip_prefix(collection)).unwrap_or(name)
}

/// The module that `action: command echo` or `local_action: {module: uri, …}` names, with its arguments.
fn action(name: &str, entry: &Entry) -> Option<(String, Span, Node)> {
    if !ACTIONS.contains(&name) {
        return None;
    }
    let Some(text) = entry.value.as_text() else {
        let module = entry.value.entry("module")?;
        return Some((module.value.as_str()?.to_owned(), module.key.span(), entry.value.clone()));
    };
    let written = text.known_prefix();
    let start = written.len() - written.trim_start().len();
    let end = written.get(start..)?.find(char::is_whitespace)? + start;
    let rest = text.part(end..text.known_bytes().len());
    let place = text.span_of(start..end);
    Some((written.get(start..end)?.to_owned(), place, Node::new(rest.span(), NodeKind::String(rest))))
}

fn run(name: &str, place: Span, arguments: &Node, more: Option<&Node>, tables: &Tables) -> Lifted {
    let name = built_in(name);
    match name {
        "uri" => sent(arguments, tables),
        "command" | "shell" | "raw" => executed(arguments, more, tables),
        _ => known_module(name, place, arguments, tables).into_iter().collect::<Vec<_>>().into(),
    }
}

/// The request that a task sends to a key management service.
fn sent(arguments: &Node, tables: &Tables) -> Lifted {
    let written = arguments.as_text().map(options);
    let arguments = written.as_ref().unwrap_or(arguments);
    let Some(url) = arguments.get("url").and_then(Node::as_text).map(url::parse) else { return Lifted::default() };
    let mut errors = url.parameters.errors;
    let mut entries = members(&url.parameters.documents);
    let is_form = arguments.get("body_format").and_then(Node::as_str).is_some_and(|format| format.starts_with("form"));
    let body = arguments.get("body");
    let text = body.and_then(Node::as_text);
    match (text, body) {
        (Some(text), _) if is_form => {
            let form = url::form(text);
            errors.extend(form.errors);
            entries.extend(members(&form.documents));
        }
        (None, Some(body)) if is_form => {
            entries.extend(body.entries().iter().cloned());
            entries.extend(body.items().iter().filter_map(pair));
        }
        _ => {}
    }
    let parameters = Node::new(arguments.span, NodeKind::Mapping(entries));
    let headers = arguments.get("headers").map(Node::entries).unwrap_or_default().iter();
    let headers =
        headers.filter_map(|entry| Some(Header { name: entry.key.clone(), value: entry.value.as_text()?.clone() }));
    let request = Request {
        headers: headers.collect(),
        ..Request::of_parts(url.address, parameters, text.filter(|_| !is_form).cloned(), errors)
    };
    match body.filter(|_| text.is_none() && !is_form) {
        Some(body) => http::lift_request_with(&request, body, tables),
        None => http::lift_request(&request, tables),
    }
}

/// `url=… method=POST` on one line as members.
fn options(text: &Text) -> Node {
    let script = shell::parse_text(text);
    let assignments = script.commands.iter().flat_map(|command| &command.assignments);
    let entries = assignments.map(|assignment| {
        let value = assignment.value.text.clone();
        Entry { key: assignment.name.clone(), value: Node::new(value.span(), NodeKind::String(value)) }
    });
    Node::new(text.span(), NodeKind::Mapping(entries.collect()))
}

fn members(documents: &[Node]) -> Vec<Entry> {
    documents.iter().flat_map(Node::entries).cloned().collect()
}

/// `[name, value]` of a form.
fn pair(item: &Node) -> Option<Entry> {
    let [name, value] = item.items() else { return None };
    Some(Entry { key: name.as_text()?.clone(), value: value.clone() })
}

/// The calls of a command line: a string, `cmd`, or the words of `argv`, which may also stand in `args`.
fn executed(arguments: &Node, more: Option<&Node>, tables: &Tables) -> Lifted {
    let given = |name: &str| arguments.get(name).or_else(|| more?.get(name));
    let line = arguments.as_text().or_else(|| given("cmd")?.as_text());
    let script = match line {
        Some(text) => shell::parse_text(text),
        None => shell::Script { commands: given("argv").map(words).into_iter().collect(), ..Default::default() },
    };
    command::lift(&script, tables)
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
fn known_module(name: &str, header: Span, arguments: &Node, tables: &Tables) -> Option<Resource> {
    let read = tables.data_source(&NOTATION, name);
    let table = tables.by_name(&NOTATION, name).or(read)?;
    let mut body = fields::group(&Value::from_node(arguments), &table.fields, &NOTATION, header);
    body.header = header;
    let role = if read.is_some() { Role::Read } else { Role::Managed };
    Some(Resource::new(&NOTATION, role, table.kind.clone(), name, body))
}
