//! Saved `GetKmsInstance` responses: what exists, as evidence for requests and Terraform about the same instance.
//!
//! The documentation, the SDKs and the command line tool show the response in several shapes. `BindVpcs` is an
//! array or an object with one member `BindVpc`; `ZoneIds` is an array or one string of quoted ids;
//! `SecretNum` is a string.

use super::{Lift, NamedKind, Surface, fields};
use crate::resource::{Address, Notation, Resource, Role};
use crate::syntax::node::{Entry, Node, NodeKind};
use crate::tables::{Table, Tables};
use crate::value::Value;

pub(crate) static NOTATION: Notation =
    Notation { lists_in_text: true, is_machine_written: true, ..Notation::named("response", "response") };

/// Saved descriptions of instances.
pub(crate) static SURFACE: Surface = Surface {
    lift_named: Some(|document, named, tables| (named == &NamedKind(KIND.to_owned())).then(|| lift(document, tables))),
    is_evidence: true,
    words: &["kst-"],
    marks: &["KmsInstanceId", "KmsInstance"],
    ..Surface::new("instance", &NOTATION, Lift::Document(|document, tables| lift(document, tables).into()))
};

const OPERATION: &str = "GetKmsInstance";

/// What the configuration calls the requests and the responses of that operation.
const KIND: &str = "alibaba/GetKmsInstance";

/// How deep below a document's root a response is looked for: tools wrap it, and files collect several.
const DEPTH: usize = 5;

/// The instances that a document describes; none where it is no such response.
pub(crate) fn lift(document: &Node, tables: &Tables) -> Vec<Resource> {
    let mut bodies = Vec::new();
    find(document, DEPTH, &mut bodies);
    if bodies.is_empty() {
        return Vec::new();
    }
    let Some(table) = tables.of_kind("alibaba/kms_instance") else { return Vec::new() };
    bodies.into_iter().map(|body| resource(body, table)).collect()
}

fn resource(body: &Node, table: &Table) -> Resource {
    let header = body.span.at_start();
    let value = Value::from_node(&unified(body));
    let mut group = fields::group(&value, &table.fields, &NOTATION, header);
    group.header = header;
    // Responses leave members out that have no value, and later versions add some.
    group.is_open = true;
    let address = group.known_str("kms_instance_id").map(Address::new);
    Resource { address, ..Resource::new(&NOTATION, Role::Saved, table.kind.clone(), OPERATION, group) }
}

/// Collects the objects that describe an instance, below whatever wraps them.
fn find<'a>(node: &'a Node, depth: usize, found: &mut Vec<&'a Node>) {
    if is_instance(node) {
        return found.push(node);
    }
    let Some(depth) = depth.checked_sub(1) else { return };
    node.entries().iter().for_each(|entry| find(&entry.value, depth, found));
    node.items().iter().for_each(|item| find(item, depth, found));
}

fn is_instance(body: &Node) -> bool {
    let has_id = || body.get("InstanceId").and_then(Node::as_str).is_some_and(|id| id.starts_with("kst-"));
    has_id() && ["VpcNum", "Status", "BindVpcs", "ZoneIds"].iter().any(|member| body.get(member).is_some())
}

/// The same object in one shape: lists are sequences, blocks are sequences of objects.
fn unified(body: &Node) -> Node {
    let unify = |entry: &Entry| {
        let value = match entry.key.known() {
            Some("BindVpcs") => list_of(entry.value.get("BindVpc").unwrap_or(&entry.value)),
            Some("ZoneIds" | "VswitchIds") => unwrapped(&entry.value).clone(),
            _ => entry.value.clone(),
        };
        Entry { key: entry.key.clone(), value }
    };
    Node::new(body.span, NodeKind::Mapping(body.entries().iter().map(unify).collect()))
}

/// A repeated XML element that stands once is no sequence, and an empty one is text.
fn list_of(node: &Node) -> Node {
    match &node.kind {
        NodeKind::Mapping(entries) if entries.is_empty() => Node::new(node.span, NodeKind::Sequence(Vec::new())),
        NodeKind::Mapping(_) => Node::new(node.span, NodeKind::Sequence(vec![node.clone()])),
        NodeKind::String(text) if text.known() == Some("") => Node::new(node.span, NodeKind::Sequence(Vec::new())),
        _ => node.clone(),
    }
}

/// `{"ZoneId": […]}` is the list below the one member.
fn unwrapped(node: &Node) -> &Node {
    match node.entries() {
        [entry] => &entry.value,
        _ => node,
    }
}
