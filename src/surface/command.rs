//! Calls of the providers' command line tools, and of curl to their APIs, in shell scripts.
//!
//! `aliyun kms UpdateKmsInstanceBindVpc --KmsInstanceId … --BindVpcs '[…]'`; the newer command line tool writes
//! operations and parameters in kebab-case.

mod curl;
mod launch;
mod written;

use std::borrow::Cow;

use super::{Lift, Lifted, NamedKind, Surface, operation, request};
use crate::resource::{Notation, Resource, Taker};
use crate::source::Span;
use crate::syntax::SyntaxError;
use crate::syntax::node::{Entry, Node, NodeKind};
use crate::syntax::shell::{self, Command, Script, Word};
use crate::syntax::text::Text;
use crate::tables::Tables;
use crate::tables::cloud::Api;
use crate::value::Value;
use launch::Launch;

pub(crate) static NOTATION: Notation = Notation {
    written_as: request::NOTATION.name,
    taker: Taker::Api,
    lists_in_text: true,
    passes_a_shell: true,
    ..Notation::named("command", "command")
};

/// Shell scripts.
pub(crate) static SURFACE: Surface =
    Surface { marks: &["aliyun kms "], ..Surface::new("command", &NOTATION, Lift::Script(lift)) };

/// Options of the tool itself, which are no parameters of an operation.
const TOOL_OPTIONS: &[&str] = &[
    "accept",
    "access-key-id",
    "access-key-secret",
    "body",
    "body-file",
    "cli-ai-mode",
    "cli-query",
    "cloud-sso-access-config",
    "cloud-sso-account-id",
    "cloud-sso-sign-in-url",
    "config-path",
    "connect-timeout",
    "dryrun",
    "endpoint",
    "endpoint-type",
    "expired-seconds",
    "external-id",
    "force",
    "header",
    "insecure",
    "key-pair-name",
    "language",
    "log-level",
    "method",
    "mode",
    "oidc-provider-arn",
    "oidc-token-file",
    "output",
    "pager",
    "private-key",
    "process-command",
    "profile",
    "quiet",
    "ram-role-arn",
    "ram-role-name",
    "read-timeout",
    "region",
    "retry-count",
    "retry-timeout",
    "role-session-name",
    "roa",
    "secure",
    "skip-secure-verify",
    "source-profile",
    "sts-region",
    "sts-token",
    "user-agent",
    "version",
    "waiter",
    "yes",
];

/// Options of the tool that may bring parameters.
const BODIES: &[&str] = &["body", "body-file"];

/// Options of the tool that take no value.
const SWITCHES: &[&str] =
    &["dryrun", "force", "insecure", "quiet", "secure", "skip-secure-verify", "vpc", "yes", "help"];

/// The cloud whose tool `aliyun` is.
const CLOUD: &str = "alibaba";

/// The parameter that names the region.
const REGION_PARAMETER: &str = "RegionId";

/// Scripts within each other past which nothing more is read.
const MAX_DEPTH: usize = 8;

/// The calls of a script, what is wrong in the documents in it, and what could not be read.
pub(crate) fn lift(script: &Script, tables: &Tables) -> Lifted {
    let mut found = Lifted::default();
    lift_script(script, tables, 0, &mut found);
    found
}

fn lift_script(script: &Script, tables: &Tables, depth: usize, found: &mut Lifted) {
    // A script past a limit was not read to its end; what else is wrong in one is its shell's business.
    let (past_a_limit, other) = script.errors.iter().cloned().partition::<Vec<_>, _>(|error| error.is_limit);
    found.errors.extend(past_a_limit);
    found.unread.extend(other);
    let start = script.commands.first().map_or(0, |command| command.span.start);
    for command in &script.commands {
        // A branch is named by its place in its script, and the script by its own place.
        let branch = command.branch.map(|at| format!("branch {at} of {start}"));
        found.extend(run(command, tables, depth).under(branch.as_deref()));
    }
}

fn run(command: &Command, tables: &Tables, depth: usize) -> Lifted {
    match launch::launched(command) {
        Some(Launch::Tool { name: "aliyun", arguments, is_open }) => {
            tool_call(&arguments, command.span, is_open, tables).into_iter().collect::<Vec<_>>().into()
        }
        Some(Launch::Tool { arguments, .. }) => curl::lift(&arguments, command.stdin.as_ref(), tables),
        Some(Launch::Script(inner)) => {
            let mut found = Lifted::default();
            if depth < MAX_DEPTH {
                lift_script(&shell::parse_text(&inner), tables, depth + 1, &mut found);
            } else {
                found.errors.push(SyntaxError::of_limit(inner.span(), "scripts are nested too deeply to be read"));
            }
            found
        }
        None => written::lift(command, tables),
    }
}

/// A call as the tool takes it apart.
struct Call<'a> {
    product: &'a str,
    action: &'a Word,
    parameters: Vec<(Text, Option<Text>)>,
    region: Option<Text>,
    /// A word that may become several hides what else is given.
    is_open: bool,
}

fn tool_call(arguments: &[Word], span: Span, is_open: bool, tables: &Tables) -> Option<Resource> {
    let call = call(arguments)?;
    let written = call.action.text.known()?;
    let api = tables.cloud(CLOUD)?.api(call.product)?;
    let Some(kind) = kind_of_operation(written, api, tables) else {
        return operation::unknown(
            &NOTATION,
            (CLOUD, call.product),
            &call.action.text,
            operation::Evidence::Certain,
            tables,
        );
    };
    // The form of the tool's plugins has every name in kebab-case, also of one word.
    let is_plugin = is_lower(written);
    let mut entries: Vec<Entry> =
        call.parameters.iter().map(|(name, value)| entry(name, value.as_ref(), &kind, is_plugin, tables)).collect();
    let has_region = entries.iter().any(|entry| entry.key.known() == Some(REGION_PARAMETER));
    if !has_region && takes_region(&kind, tables) {
        // The tool sends its own region where the operation asks for one: that of the option, or of its profile.
        let value = call.region.as_ref().map_or_else(
            || Node::new(call.action.span, NodeKind::Unknown),
            |region| Node::new(region.span(), NodeKind::String(region.clone())),
        );
        entries.push(Entry { key: Text::computed(REGION_PARAMETER, value.span), value });
    }
    let body = Node::new(call.action.span.to(span), NodeKind::Mapping(entries));
    let mut resource = request::lift(&body, Some(&NamedKind(kind)), tables).pop()?;
    resource.notation = &NOTATION;
    resource.header = call.action.span;
    resource.body.header = call.action.span;
    resource.body.is_open |= call.is_open || is_open;
    if let Some(region) = call.region {
        resource.region = Some(Value::text(region).into());
    }
    Some(resource)
}

/// Whether the region is a parameter of the operation's own.
fn takes_region(kind: &str, tables: &Tables) -> bool {
    tables.operation(kind).is_some_and(|(table, operation)| {
        let mut names =
            operation.fields.iter().filter_map(|field| table.fields.get(&**field)?.name_on(&request::NOTATION, field));
        names.any(|name| name == REGION_PARAMETER)
    })
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
        is_open |= BODIES.contains(&name);
        match name {
            "region" => region = value,
            "help" => return None,
            // The parameter is read from the file that is named here.
            name if name.ends_with("-FILE") => {
                let mut content = Text::builder();
                content.push_hole();
                let content = content.finish(word.span);
                parameters.push((part(word, 2..name.len() - "-FILE".len() + 2), Some(content)));
            }
            name if TOOL_OPTIONS.contains(&name) || SWITCHES.contains(&name) => {}
            _ => parameters.push((part(word, 2..name.len() + 2), value)),
        }
    }
    let [product, action, further @ ..] = positional.as_slice() else { return None };
    if further.iter().chain([action]).any(|word| word.text.known() == Some("help")) {
        return None;
    }
    Some(Call { product: product.text.known()?, action, parameters, region, is_open })
}

/// A part of a word, at its own place.
fn part(word: &Word, range: std::ops::Range<usize>) -> Text {
    let end = word.text.known_bytes().len();
    let range = range.start.min(end)..range.end.clamp(range.start.min(end), end);
    let span = word.text.span_of(range.clone());
    word.text.slice(range, span)
}

/// `alibaba/CreateAlias` for `CreateAlias` and `create-alias` of this API. Other APIs have operations of the same names.
fn kind_of_operation(written: &str, api: &Api, tables: &Tables) -> Option<String> {
    let is_called = |name: &&String| *name == written || is_kebab_of(written, name);
    let kind = format!("{CLOUD}/{}", api.operations.iter().find(is_called)?);
    tables.operation(&kind).is_some().then_some(kind)
}

/// A parameter, under the name that the request has for it. In the plugin form of the tool every one is in kebab-case.
fn entry(name: &Text, value: Option<&Text>, kind: &str, is_plugin: bool, tables: &Tables) -> Entry {
    let own = tables.operation(kind).and_then(|(table, operation)| {
        let names =
            operation.fields.iter().filter_map(|field| table.fields.get(&**field)?.name_on(&request::NOTATION, field));
        let common = tables.cloud(&table.kind).into_iter().flat_map(|cloud| cloud.common_parameters.iter());
        let is_called = |own: &str| {
            name.known().is_some_and(|written| (is_plugin || is_kebab(written)) && is_kebab_of(written, own))
        };
        names.chain(common.map(Cow::from)).find(|own| is_called(own))
    });
    let key = own.map_or_else(|| name.clone(), |own| Text::computed(own.as_ref(), name.span()));
    let value = match value {
        Some(text) => Node::new(text.span(), NodeKind::String(text.clone())),
        // A name alone gives nothing.
        None => Node::new(name.span(), NodeKind::Null),
    };
    Entry { key, value }
}

/// Whether a name is in kebab-case, of more than one word: `create-key`.
fn is_kebab(written: &str) -> bool {
    written.contains('-') && is_lower(written)
}

fn is_lower(written: &str) -> bool {
    written.chars().all(|letter| !letter.is_ascii_uppercase())
}

/// Whether `written` is `name` in kebab-case: `update-kms-instance-bind-vpc`, `kms-key-id`, `description`.
fn is_kebab_of(written: &str, name: &str) -> bool {
    // The tool calls a parameter so that has the name of one of its own options.
    let own = written.strip_prefix("biz-").unwrap_or(written);
    let is_one_word = name.bytes().filter(u8::is_ascii_uppercase).count() == 1;
    is_lower(written) && (written.contains('-') || is_one_word) && own.replace('-', "").eq_ignore_ascii_case(name)
}
