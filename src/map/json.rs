//! The map for programs: one stable JSON object, of which every other format shows a part.

use std::io::{self, Write};

use serde_json::{Map, Value as Json, json};

use super::from_survey::shown_folder;
use super::graph::{Bought, Edge, Fact, Graph, Node, Quota, Root, Told};
use crate::finding::Finding;
use crate::report::resources::span;
use crate::source::{Sources, Span};

/// Grows when a member is renamed or goes away; new members may come without it.
const SCHEMA_VERSION: u32 = 1;

pub(super) fn write(graph: &Graph<'_>, sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
    crate::report::escaped_json::write(&document(graph, sources), out)
}

/// All of the graph.
pub(super) fn document(graph: &Graph<'_>, sources: &Sources) -> Json {
    let nodes = graph.nodes.iter().enumerate().map(|(index, node)| described_node(index, node, sources));
    let elsewhere: Vec<String> = graph.elsewhere.iter().map(|index| finding_id(*index)).collect();
    json!({
        "schema_version": SCHEMA_VERSION,
        "tool": { "name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION") },
        "roots": graph.roots.iter().enumerate().map(|(index, root)| described_root(index, root, sources)).collect::<Vec<_>>(),
        "nodes": nodes.collect::<Vec<_>>(),
        "edges": graph.edges.iter().map(|edge| described_edge(edge, sources)).collect::<Vec<_>>(),
        "findings": graph.findings.iter().enumerate().map(|(index, finding)| described_finding(index, finding, sources)).collect::<Vec<_>>(),
        "elsewhere": elsewhere,
    })
}

pub(super) fn node_id(index: usize) -> String {
    format!("n{}", index + 1)
}

fn root_id(index: usize) -> String {
    format!("r{}", index + 1)
}

fn finding_id(index: usize) -> String {
    format!("f{}", index + 1)
}

fn described_root(index: usize, root: &Root, sources: &Sources) -> Json {
    let (path, scenario) = match root {
        Root::Module { folder, scenario } => (Some(shown_folder(folder, sources)), scenario.as_deref()),
        Root::Documents => (None, None),
    };
    let kind = if path.is_some() { "module" } else { "documents" };
    json!({ "id": root_id(index), "kind": kind, "path": path, "scenario": scenario })
}

fn described_node(index: usize, node: &Node, sources: &Sources) -> Json {
    let mut described = Map::new();
    let mut add = |name: &str, value: Json| drop(described.insert(name.to_owned(), value));
    add("id", json!(node_id(index)));
    add("root", json!(node.root.map(root_id)));
    add("role", json!(node.role.name()));
    add("standing", json!(node.standing.name()));
    add("kind", json!(node.kind.as_deref()));
    add("type", json!(node.type_name.as_deref()));
    add("title", json!(node.title));
    add("name", json!(node.name));
    add("address", json!(node.address.as_ref().map(crate::resource::Address::full)));
    add("module", json!(node.module.iter().map(|name| &**name).collect::<Vec<_>>()));
    add("certain", json!(!node.is_doubtful()));
    add("reason", json!(node.doubt.as_deref()));
    add("facts", node.facts.iter().map(described_fact).collect());
    add("quotas", node.quotas.iter().map(described_quota).collect());
    add_place(&mut described, node.place, sources);
    let findings: Vec<String> = node.findings.iter().map(|index| finding_id(*index)).collect();
    described.insert("findings".to_owned(), json!(findings));
    Json::Object(described)
}

fn described_edge(edge: &Edge, sources: &Sources) -> Json {
    let mut described = Map::new();
    let mut add = |name: &str, value: Json| drop(described.insert(name.to_owned(), value));
    add("from", json!(node_id(edge.from)));
    add("to", json!(node_id(edge.to)));
    add("relation", json!(edge.relation.name()));
    add("field", json!(edge.field));
    add("count", json!(edge.count));
    add("certain", json!(edge.doubt.is_none()));
    add("reason", json!(edge.doubt.as_deref()));
    add("facts", edge.facts.iter().map(described_fact).collect());
    add_place(&mut described, edge.place, sources);
    Json::Object(described)
}

fn add_place(described: &mut Map<String, Json>, place: Option<Span>, sources: &Sources) {
    let path = place.map(|place| sources.file(place.file).name().to_owned());
    described.insert("path".to_owned(), json!(path));
    described.insert("span".to_owned(), place.map_or(Json::Null, |place| span(place, sources)));
}

fn described_fact(fact: &Fact) -> Json {
    match &fact.value {
        Told::Known(text) => json!({ "name": fact.name, "known": true, "value": text }),
        Told::Unknown(reason) => json!({ "name": fact.name, "known": false, "reason": &**reason }),
    }
}

fn described_quota(quota: &Quota) -> Json {
    let (bought, reason) = match &quota.bought {
        Bought::Number(number) => (Some(*number), None),
        Bought::AsUsed => (None, Some("billed by use")),
        Bought::Unknown(reason) => (None, Some(&**reason)),
    };
    json!({
        "name": quota.noun,
        "used": quota.used,
        "at_least": quota.is_least,
        "bought": bought,
        "reason": reason,
    })
}

fn described_finding(index: usize, finding: &Finding, sources: &Sources) -> Json {
    json!({
        "id": finding_id(index),
        "rule": &*finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "help": finding.help_text(sources),
        "path": sources.file(finding.span.file).name(),
        "span": span(finding.span, sources),
    })
}
