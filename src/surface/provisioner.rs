//! Provisioners of Terraform resources: the commands that they run when they are applied.

use super::script::{is_read, run_lines, unknown_line, unread};
use super::{Lifted, command};
use crate::resource::{Blocks, Content, Field, Group, Resource};
use crate::syntax::shell;
use crate::tables::Tables;
use crate::value::{Symbol, Value, ValueKind};

/// The calls that the provisioners of Terraform resources make when they are applied.
pub(super) fn lift(resources: &[Resource], tables: &Tables) -> Lifted {
    let mut found = Lifted::default();
    for resource in resources {
        let provisioners = resource.meta.fields.iter().filter(|field| &*field.name == "provisioner");
        for field in provisioners {
            let Some(Blocks { groups, .. }) = field.blocks() else { continue };
            for block in groups {
                let condition = resource.may_be_absent().then(|| resource.display_name());
                let run = provisioner(block, tables).under(condition);
                let references = references(block, resource);
                let with_calls = |mut call: Resource| {
                    call.meta.fields.push(references.clone());
                    Resource { calls: resource.calls.clone(), ..call }
                };
                let resources = run.resources.into_iter().map(with_calls).collect();
                found.extend(Lifted { resources, ..run });
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
        symbols.extend(value.interpolated().iter().map(|symbol| &**symbol));
        open.extend(value.items());
        open.extend(
            value.as_mapping().into_iter().flat_map(|mapping| mapping.members.values().map(|member| &member.value)),
        );
    }
    let mut addresses: Vec<&str> = Vec::new();
    for symbol in symbols {
        match &*symbol.resource {
            "self" => {
                addresses.push(owner.display_name());
                addresses.extend(given_to(owner, &symbol.attribute));
            }
            other => addresses.push(other),
        }
    }
    let addresses: Vec<Value> =
        addresses.into_iter().map(|address| Value::string(address.to_owned(), block.header)).collect();
    Field {
        name: "references".into(),
        written: "references".into(),
        name_span: block.header,
        is_declared: false,
        is_secret: false,
        content: Content::Value(Value::tuple(addresses)),
    }
}

/// The resources whose attributes the owner of a provisioner was given for an argument, or for a member of one: what
/// `self.triggers.id` is made of.
fn given_to<'a>(owner: &'a Resource, attribute: &str) -> Vec<&'a str> {
    let mut steps = attribute.split('.');
    let argument = steps.next().and_then(|name| owner.body.field(name)?.value());
    let value = argument.and_then(|argument| steps.try_fold(argument, |value, step| value.get(step)));
    let own = value.and_then(Value::symbol);
    let inner = value.into_iter().flat_map(|value| value.interpolated().iter().map(|symbol| &**symbol));
    own.into_iter().chain(inner).map(|symbol| &*symbol.resource).collect()
}

/// What a `local-exec` runs as its `command`, or a `remote-exec` as the lines of its `inline`.
fn provisioner(block: &Group, tables: &Tables) -> Lifted {
    if let Some(command) = block.value("command").and_then(Value::as_text) {
        let interpreter = block.value("interpreter").map(|value| match &value.kind {
            ValueKind::Sequence(words) => words.items.first().and_then(Value::as_str),
            _ => None,
        });
        return match interpreter {
            Some(program) if program.is_none_or(|program| !is_read(program)) => unread(command, program),
            _ => command::lift(&shell::parse_text(command), tables),
        };
    }
    let inline = block.value("inline").map(|value| &value.kind);
    let Some(ValueKind::Sequence(lines)) = inline else { return Lifted::default() };
    let line =
        |line: &Value| line.as_text().cloned().unwrap_or_else(|| unknown_line(line.span.unwrap_or(block.header)));
    run_lines(&lines.items.iter().map(line).collect::<Vec<_>>(), &shell::Environment::default(), tables).0
}
