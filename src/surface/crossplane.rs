//! Crossplane managed resources: the providers' arguments in camelCase below `spec.forProvider`.
//!
//! `spec.initProvider` gives values that count at creation where `forProvider` does not have them. A reference or
//! selector stands for an id that is not known. A composition holds managed resources as `base`, whose arguments
//! its patches replace.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Lift, Surface, fields};
use crate::resource::{Address, FieldNames, Notation, ProviderRef, Resource, Role, Scalars, Taker};
use crate::syntax::node::Node;
use crate::tables::Tables;
use crate::value::{Member, Members, Symbol, Value, ValueKind};

pub(crate) static NOTATION: Notation = Notation {
    field_names: FieldNames::CamelCase,
    taker: Taker::Provider,
    scalars: Scalars::Refused,
    is_yaml: true,
    ..Notation::named("crossplane", "Crossplane")
};

/// Managed resources and compositions.
pub(crate) static SURFACE: Surface = Surface {
    is_in_scripts: true,
    marks: &[
        "kms.alibabacloud.crossplane.io",
        "kms.opentelekomcloud.crossplane.io",
        "kms.opentelekomcloud.m.crossplane.io",
        "kms.flexibleengine.upbound.io",
    ],
    ..Surface::new("crossplane", &NOTATION, Lift::Document(|document, tables| lift(document, tables).into()))
};

/// Endings of members that choose another object instead of naming an id.
const CHOICES: &[&str] = &["Ref", "Refs", "Selector"];

/// Lists and wrapping objects within each other past which nothing more is read.
const MAX_DEPTH: usize = 4;

/// The managed resources that a document is or holds, where a table knows their kind.
pub(crate) fn lift(document: &Node, tables: &Tables) -> Vec<Resource> {
    let mut found = Vec::new();
    collect(document, 0, tables, &mut found);
    found
}

fn collect(document: &Node, depth: usize, tables: &Tables, found: &mut Vec<Resource>) {
    let Some(kind) = document.get("kind").and_then(Node::as_str).filter(|_| depth < MAX_DEPTH) else { return };
    let wrapped = at(document, &["spec", "forProvider", "manifest"]);
    let listed = document.get("items").filter(|_| kind.ends_with("List")).map(Node::items).unwrap_or_default();
    for object in wrapped.into_iter().chain(listed) {
        collect(object, depth + 1, tables, found);
    }
    if kind == "Composition" {
        let spec = document.get("spec");
        let steps = spec.and_then(|spec| spec.get("pipeline")).map(Node::items).unwrap_or_default();
        let inputs = steps.iter().filter_map(|step| step.get("input"));
        for holder in spec.into_iter().chain(inputs) {
            found.extend(bases(holder, tables));
        }
    }
    found.extend(one(document, None, tables));
}

/// The resources that a composition makes, with what its patches replace unknown.
fn bases(holder: &Node, tables: &Tables) -> Vec<Resource> {
    let sets = holder.get("patchSets").map(Node::items).unwrap_or_default();
    let resources = holder.get("resources").map(Node::items).unwrap_or_default();
    let lift = |resource: &Node| {
        let own = resource.get("patches").map(Node::items).unwrap_or_default();
        let all = own.iter().chain(sets.iter().flat_map(|set| set.get("patches").map(Node::items).unwrap_or_default()));
        one(resource.get("base")?, Some(&patched(all)).filter(|_| !own.is_empty()), tables)
    };
    resources.iter().filter_map(lift).collect()
}

/// The arguments that patches set.
fn patched<'a>(patches: impl Iterator<Item = &'a Node>) -> BTreeSet<&'a str> {
    let target = |patch: &'a Node| patch.get("toFieldPath").or_else(|| patch.get("fromFieldPath"))?.as_str();
    let argument = |path: &'a str| {
        let rest = path.strip_prefix("spec.forProvider.").or_else(|| path.strip_prefix("spec.initProvider."))?;
        let name = rest.split(['.', '[']).next()?;
        Some(CHOICES.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name))
    };
    patches.filter_map(target).filter_map(argument).collect()
}

/// The managed resource that a document is. `patched` names the arguments that a composition replaces.
fn one(document: &Node, patched: Option<&BTreeSet<&str>>, tables: &Tables) -> Option<Resource> {
    let group = document.get("apiVersion")?.as_str()?.split('/').next()?;
    let kind = document.get("kind")?.as_text()?.known_shared()?;
    let name = format!("{group}/{kind}");
    let table = tables.by_name(&NOTATION, &name)?;
    let spec = document.get("spec")?;
    let written = spec.get("forProvider");
    let header = written.unwrap_or(spec).span.at_start();
    let mut arguments = arguments(written);
    for (name, member) in self::arguments(spec.get("initProvider")) {
        arguments.entry(name).or_insert(member);
    }
    for name in patched.into_iter().flatten() {
        if let Some(member) = arguments.get_mut(*name) {
            member.value = Value::unknown("a patch of the composition sets it");
        }
    }
    let region = arguments.remove("region").map(|member| member.value);
    let mut body = fields::group(
        &Value::object(arguments.into()).at(written.unwrap_or(spec).span),
        &table.fields,
        &NOTATION,
        header,
    );
    body.header = header;
    let is_observed = is_observed(spec);
    body.is_open |= is_observed || patched.is_some();
    let object = document.get("metadata").and_then(|metadata| metadata.get("name")).and_then(Node::as_str);
    let role = if is_observed { Role::Read } else { Role::Managed };
    Some(Resource {
        address: object.map(|object| Address::new(format!("{kind}/{object}"))),
        region: region.map(Arc::new),
        provider: provider(spec).map_or(ProviderRef::Unknown, ProviderRef::Known),
        ..Resource::new(&NOTATION, role, table.kind.clone(), kind, body)
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

fn chosen_ids_unknown(members: &Members) -> BTreeMap<Arc<str>, Member> {
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
        let value = chosen_value(name, chosen, &member.value);
        result.insert(chosen.into(), Member { key_span: member.key_span, value });
    }
    result
}

/// What a reference or a selector stands for: ids that are not known, equal where one object is named twice.
fn chosen_value(name: &str, chosen: &str, choice: &Value) -> Value {
    match &choice.kind {
        ValueKind::Sequence(objects) if name.ends_with("Refs") => {
            let ids: Vec<Value> = objects.items.iter().map(|object| id_of(name, chosen, object)).collect();
            Value { span: choice.span, ..Value::tuple(ids) }
        }
        _ => id_of(name, chosen, choice),
    }
}

fn id_of(name: &str, chosen: &str, choice: &Value) -> Value {
    let mut value = Value::unknown(format!("{name} chooses it in the cluster"));
    value.span = choice.span;
    if let ValueKind::Unknown(unknown) = &mut value.kind {
        unknown.is_not_null = true;
        let object = choice.get("name").and_then(Value::as_str).filter(|_| !name.ends_with("Selector"));
        unknown.symbol = object.map(|object| {
            let space = choice.get("namespace").and_then(Value::as_str);
            let resource = space.map_or_else(|| object.to_owned(), |space| format!("{space}/{object}"));
            Arc::new(Symbol {
                resource: resource.into(),
                attribute: "id".into(),
                resource_type: chosen.into(),
                is_managed: false,
            })
        });
    }
    value
}

/// The same for the objects of a list, such as `bindVpcs`.
fn within(value: &Value) -> Value {
    let mut value = value.clone();
    match &mut value.kind {
        ValueKind::Sequence(sequence) => sequence.items = sequence.items.iter().map(within).collect(),
        ValueKind::Mapping(mapping) => mapping.members = chosen_ids_unknown(&mapping.members).into(),
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

fn at<'a>(node: &'a Node, path: &[&str]) -> Option<&'a Node> {
    path.iter().try_fold(node, |node, member| node.get(member))
}
