//! Calls of the providers' command line tools, and of curl to their APIs, in shell scripts.
//!
//! `aliyun kms UpdateKmsInstanceBindVpc --KmsInstanceId … --BindVpcs '[…]'`; the newer command line tool writes
//! operations and parameters in kebab-case.

use super::{NamedKind, request};
use crate::resource::{Resource, Surface};
use crate::syntax::node::{Entry, Node, NodeKind};
use crate::syntax::shell::{Command, Script, Word};
use crate::syntax::text::Text;
use crate::syntax::{SyntaxError, embedded};
use crate::tables::Tables;
use crate::value::Value;

/// Products of the tool whose operations the tables have.
const PRODUCTS: &[&str] = &["kms", "ecs"];

/// Options of the tool itself, which are no parameters of an operation.
const TOOL_OPTIONS: &[&str] = &[
    "access-key-id",
    "access-key-secret",
    "body",
    "body-file",
    "cli-ai-mode",
    "cli-query",
    "config-path",
    "connect-timeout",
    "dryrun",
    "endpoint",
    "expired-seconds",
    "force",
    "header",
    "insecure",
    "language",
    "log-level",
    "method",
    "mode",
    "output",
    "pager",
    "private-key",
    "profile",
    "quiet",
    "ram-role-arn",
    "ram-role-name",
    "read-timeout",
    "region",
    "retry-count",
    "role-session-name",
    "roa",
    "secure",
    "skip-secure-verify",
    "sts-token",
    "user-agent",
    "version",
    "waiter",
    "yes",
];

/// Options of the tool that take no value.
const SWITCHES: &[&str] = &["dryrun", "force", "insecure", "quiet", "secure", "skip-secure-verify", "yes", "help"];

/// Options of curl that give the body.
const BODY_OPTIONS: &[&str] = &["-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--json"];

/// Words before the name of a command that run it.
const RUNNERS: &[&str] = &["sudo", "time", "exec", "command", "nohup", "env"];

/// The calls of a script, and what could not be read of the documents in them.
pub fn lift(script: &Script, tables: &Tables) -> (Vec<Resource>, Vec<SyntaxError>) {
    let mut resources = Vec::new();
    let mut errors = Vec::new();
    for command in &script.commands {
        resources.extend(tool_call(command, tables));
        let (found, problems) = curl_call(command, tables);
        resources.extend(found);
        errors.extend(problems);
    }
    (resources, errors)
}

/// The same for a script that runs only under a condition, if one is given.
pub(super) fn lift_under(script: &Script, condition: Option<&str>, tables: &Tables) -> Vec<Resource> {
    let mut resources = lift(script, tables).0;
    for resource in resources.iter_mut().filter(|_| condition.is_some()) {
        let parts = [condition, resource.condition.as_deref()];
        resource.condition = Some(parts.into_iter().flatten().collect::<Vec<_>>().join(", ").into());
    }
    resources
}

/// A call as the tool takes it apart.
struct Call<'a> {
    action: &'a Word,
    parameters: Vec<(Text, Option<Text>)>,
    region: Option<Text>,
    /// A word that may become several hides what else is given.
    is_open: bool,
}

fn tool_call(command: &Command, tables: &Tables) -> Option<Resource> {
    let call = call(arguments(command, "aliyun")?)?;
    let written = call.action.text.known()?;
    let kind = operation(written, tables)?;
    let entries = call.parameters.iter().map(|(name, value)| entry(name, value.as_ref(), &kind, tables)).collect();
    let body = Node::new(call.action.span.to(command.span), NodeKind::Mapping(entries));
    let mut resource = request::lift(&body, Some(&NamedKind(kind)), tables).pop()?;
    resource.surface = Surface::Command;
    resource.header = call.action.span;
    resource.body.header = call.action.span;
    resource.body.is_open |= call.is_open;
    if let Some(region) = call.region {
        resource.region = Some(Value::text(region));
    }
    resource.condition = command.branch.map(|at| format!("branch {at}").into());
    Some(resource)
}

/// The words after the tool's name, behind `sudo` and assignments.
fn arguments<'a>(command: &'a Command, tool: &str) -> Option<&'a [Word]> {
    let is_tool = |word: &Word| word.text.known().is_some_and(|name| name.rsplit('/').next() == Some(tool));
    let is_before = |word: &Word| {
        word.text.known().is_some_and(|name| RUNNERS.contains(&name) || name.starts_with('-') || name.contains('='))
    };
    let at = command.words.iter().position(|word| is_tool(word) || !is_before(word))?;
    command.words.get(at).filter(|word| is_tool(word))?;
    command.words.get(at + 1..)
}

fn call(words: &[Word]) -> Option<Call<'_>> {
    let mut positional = Vec::new();
    let mut parameters = Vec::new();
    let mut region = None;
    let mut is_open = false;
    let mut rest = words.iter().peekable();
    while let Some(word) = rest.next() {
        is_open |= word.may_split;
        let Some(name) = word.text.known_prefix().strip_prefix("--") else {
            if !word.text.known_prefix().starts_with('-') {
                positional.push(word);
            } else if word.text.known() == Some("-p") {
                rest.next();
            }
            continue;
        };
        if name.is_empty() {
            continue;
        }
        let (name, value) = match name.find('=') {
            Some(at) => (name.get(..at).unwrap_or_default(), Some(part(word, at + 3..usize::MAX))),
            None if SWITCHES.contains(&name) => (name, None),
            None => {
                let is_value = |next: &&Word| !next.text.known_prefix().starts_with("--");
                let value = rest.next_if(is_value);
                is_open |= value.is_some_and(|value| value.may_split);
                (name, value.map(|value| value.text.clone()))
            }
        };
        match name {
            "region" => region = value,
            name if TOOL_OPTIONS.contains(&name) || SWITCHES.contains(&name) => {}
            _ => parameters.push((part(word, 2..name.len() + 2), value)),
        }
    }
    let [product, action, ..] = positional.as_slice() else { return None };
    let product = product.text.known()?;
    PRODUCTS.contains(&product).then_some(Call { action, parameters, region, is_open })
}

/// A part of a word, at its own place.
fn part(word: &Word, range: std::ops::Range<usize>) -> Text {
    let end = word.text.known_bytes().len();
    let range = range.start.min(end)..range.end.clamp(range.start.min(end), end);
    let span = word.text.span_of(range.clone());
    word.text.slice(range, span)
}

/// `alibaba/CreateAlias` for `CreateAlias` and `create-alias`.
fn operation(written: &str, tables: &Tables) -> Option<String> {
    let exact = format!("alibaba/{written}");
    if tables.operation(&exact).is_some() {
        return Some(exact);
    }
    let kebab = tables.operations_of("alibaba").find(|name| is_kebab_of(written, name));
    kebab.map(|name| format!("alibaba/{name}"))
}

/// A parameter, under the name that the request has for it.
fn entry(name: &Text, value: Option<&Text>, kind: &str, tables: &Tables) -> Entry {
    let own = tables.operation(kind).and_then(|(table, operation)| {
        let names =
            operation.fields.iter().filter_map(|field| table.fields.get(field)?.name_on(Surface::Request, field));
        names.into_iter().find(|own| name.known().is_some_and(|written| is_kebab_of(written, own)))
    });
    let key = own.map_or_else(|| name.clone(), |own| Text::computed(own, name.span()));
    let value = match value {
        Some(text) => Node::new(text.span(), NodeKind::String(text.clone())),
        None => Node::new(name.span(), NodeKind::Unknown),
    };
    Entry { key, value }
}

/// Whether `written` is `name` in kebab-case: `update-kms-instance-bind-vpc`, `kms-key-id`.
fn is_kebab_of(written: &str, name: &str) -> bool {
    let is_kebab = written.contains('-') && written.chars().all(|letter| letter == '-' || !letter.is_ascii_uppercase());
    is_kebab && written.replace('-', "").eq_ignore_ascii_case(name)
}

/// A request that curl sends to an address which names the operation.
fn curl_call(command: &Command, tables: &Tables) -> (Vec<Resource>, Vec<SyntaxError>) {
    let none = (Vec::new(), Vec::new());
    let Some(words) = arguments(command, "curl") else { return none };
    let Some(kind) = words.iter().find_map(|word| request::kind_of_address(word.text.known_bytes(), tables)) else {
        return none;
    };
    let is_body = |pair: &&[Word]| matches!(pair, [option, _] if option.text.known().is_some_and(|name| BODY_OPTIONS.contains(&name)));
    let Some([_, body]) = words.windows(2).find(is_body) else { return none };
    if body.text.known_prefix().starts_with('@') {
        return none;
    }
    let parsed = embedded::json(&body.text);
    let named = NamedKind(kind);
    let lift = |document| request::lift(document, Some(&named), tables);
    let mut resources: Vec<Resource> = parsed.documents.iter().flat_map(lift).collect();
    for resource in &mut resources {
        resource.surface = Surface::Command;
    }
    (resources, parsed.errors)
}
