//! Saved `GetKmsInstance` responses: what exists, as evidence for requests and Terraform about the same instance.
//!
//! The documentation, the SDKs and the command line tool show the response in several shapes. `BindVpcs` is an
//! array or an object with one member `BindVpc`; `ZoneIds` is an array or one string of quoted ids;
//! `SecretNum` is a string.

use crate::resource::{Group, Resource, Role, Surface};
use crate::surface::fields;
use crate::syntax::node::{Entry, Node, NodeKind};
use crate::tables::Tables;
use crate::value::Value;

const OPERATION: &str = "GetKmsInstance";

/// The instances that a document describes; none where it is no such response.
pub fn lift(document: &Node, tables: &Tables) -> Vec<Resource> {
    let Some(table) = tables.of_kind("alibaba/kms_instance") else { return Vec::new() };
    let Some(body) = instance(document) else { return Vec::new() };
    let header = body.span.at_start();
    let value = Value::from_node(&unified(body));
    let mut group = fields::group(&value, &table.fields, Surface::Response, header);
    group.header = header;
    // Responses leave members out that have no value, and later versions add some.
    group.is_open = true;
    let address = group.known_str("kms_instance_id").map(Into::into);
    vec![Resource {
        kind: table.kind.as_str().into(),
        surface: Surface::Response,
        role: Role::Saved,
        name: OPERATION.into(),
        is_named: true,
        address,
        header,
        region: None,
        body: group,
        provider: None,
        calls: Vec::new(),
        versions: None,
        meta: Group::empty(header),
        condition: None,
    }]
}

/// The object that describes the instance, below whatever wraps it.
fn instance(document: &Node) -> Option<&Node> {
    let response = document.get("GetKmsInstanceResponse").or_else(|| document.get("body")).unwrap_or(document);
    let body = response.get("KmsInstance").unwrap_or(response);
    let is_instance = body.get("InstanceId").and_then(Node::as_str).is_some_and(|id| id.starts_with("kst-"));
    let is_described = ["VpcNum", "Status", "BindVpcs", "ZoneIds"].iter().any(|member| body.get(member).is_some());
    (is_instance && is_described).then_some(body)
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

/// A repeated XML element that stands once is no sequence.
fn list_of(node: &Node) -> Node {
    match node.kind {
        NodeKind::Mapping(_) => Node::new(node.span, NodeKind::Sequence(vec![node.clone()])),
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
