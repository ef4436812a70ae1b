//! Crossplane managed resources: the providers' arguments in camelCase below `spec.forProvider`.
//!
//! `spec.initProvider` gives values that count at creation where `forProvider` does not have them. A reference or
//! selector stands for an id that is not known.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fields;
use crate::resource::{Group, Resource, Role, Surface};
use crate::syntax::node::Node;
use crate::tables::Tables;
use crate::value::{Member, Value, ValueKind};

/// Endings of members that choose another object instead of naming an id.
const CHOICES: &[&str] = &["Ref", "Refs", "Selector"];

/// The managed resource that a document is, if a table knows its kind.
pub fn lift(document: &Node, tables: &Tables) -> Vec<Resource> {
    one(document, tables).into_iter().collect()
}

fn one(document: &Node, tables: &Tables) -> Option<Resource> {
    let group = document.get("apiVersion")?.as_str()?.split('/').next()?;
    let kind = document.get("kind")?.as_str()?;
    let name = format!("{group}/{kind}");
    let table = tables.by_name(Surface::Crossplane, &name)?;
    let spec = document.get("spec")?;
    let written = spec.get("forProvider");
    let header = written.unwrap_or(spec).span.at_start();
    let mut arguments = arguments(written);
    for (name, member) in self::arguments(spec.get("initProvider")) {
        arguments.entry(name).or_insert(member);
    }
    let region = arguments.remove("region").map(|member| member.value);
    let mut body = fields::group(
        &Value::object(arguments).at(written.unwrap_or(spec).span),
        &table.fields,
        Surface::Crossplane,
        header,
    );
    body.header = header;
    let is_observed = is_observed(spec);
    body.is_open |= is_observed;
    let object = document.get("metadata").and_then(|metadata| metadata.get("name")).and_then(Node::as_str);
    Some(Resource {
        kind: table.kind.as_str().into(),
        surface: Surface::Crossplane,
        role: if is_observed { Role::Read } else { Role::Managed },
        name: kind.into(),
        is_named: true,
        address: object.map(|object| format!("{kind}/{object}").into()),
        header,
        body,
        region,
        provider: provider(spec),
        calls: Vec::new(),
        versions: None,
        meta: Group::empty(header),
        condition: None,
    })
}

/// Whether the object only shows what exists: then nothing of it is written, and nothing is required.
fn is_observed(spec: &Node) -> bool {
    let Some(policies) = spec.get("managementPolicies") else { return false };
    let writes = |policy: &Node| policy.as_str().is_none_or(|policy| matches!(policy, "*" | "Create" | "Update"));
    !policies.items().is_empty() && !policies.items().iter().any(writes)
}

/// The members of `forProvider`, with references in the place of the ids that they choose.
fn arguments(node: Option<&Node>) -> BTreeMap<Arc<str>, Member> {
    let Some(ValueKind::Mapping(mapping)) = node.map(|node| Value::from_node(node).kind) else {
        return BTreeMap::new();
    };
    chosen_ids_unknown(&mapping.members)
}

fn chosen_ids_unknown(members: &BTreeMap<Arc<str>, Member>) -> BTreeMap<Arc<str>, Member> {
    let mut result = BTreeMap::new();
    for (name, member) in members {
        let Some(chosen) = CHOICES.iter().find_map(|ending| name.strip_suffix(ending)) else {
            let value = within(&member.value);
            result.insert(name.clone(), Member { key_span: member.key_span, value });
            continue;
        };
        if members.contains_key(chosen) {
            continue;
        }
        let mut value = Value::unknown(format!("{name} chooses it in the cluster"));
        if let ValueKind::Unknown(unknown) = &mut value.kind {
            unknown.is_not_null = true;
        }
        value.span = member.value.span;
        result.insert(chosen.into(), Member { key_span: member.key_span, value });
    }
    result
}

/// The same for the objects of a list, such as `bindVpcs`.
fn within(value: &Value) -> Value {
    let mut value = value.clone();
    match &mut value.kind {
        ValueKind::Sequence(sequence) => sequence.items = sequence.items.iter().map(within).collect(),
        ValueKind::Mapping(mapping) => mapping.members = Arc::new(chosen_ids_unknown(&mapping.members)),
        _ => {}
    }
    value
}

/// The provider configuration that the object names; the default one has the name `default`.
fn provider(spec: &Node) -> Option<Arc<str>> {
    let named = spec.get("providerConfigRef").and_then(|reference| reference.get("name"));
    match named {
        Some(name) => name.as_str().map(Into::into),
        None => Some("default".into()),
    }
}
