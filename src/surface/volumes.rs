//! Requests that make disks: the key of each stands in the `metadata` of its volume, wherever that lies in the body.

use super::request::NOTATION;
use super::{Lift, Surface, fields};
use crate::resource::{Resource, Role};
use crate::syntax::node::Node;
use crate::tables::Tables;
use crate::value::Value;

/// Volumes in whatever makes them: bodies of requests, tasks, manifests.
pub(crate) static SURFACE: Surface = Surface {
    is_in_scripts: true,
    words: &["__system__"],
    marks: MARKS,
    ..Surface::new("volumes", &NOTATION, Lift::Document(|document, tables| lift(document, tables).into()))
};

const KIND: &str = "otc/volume_metadata";

/// Names that only the metadata of an encrypted volume has.
const MARKS: &[&str] = &["__system__encrypted", "__system__cmkid"];

/// The volumes of a body whose metadata says how they are encrypted.
fn lift(document: &Node, tables: &Tables) -> Vec<Resource> {
    let mut found = Vec::new();
    let mut open = vec![document];
    while let Some(node) = open.pop() {
        let is_marked = |metadata: &&Node| MARKS.iter().any(|mark| metadata.get(mark).is_some());
        if node.get("metadata").filter(is_marked).is_some() {
            found.extend(volume(node, tables));
        }
        open.extend(node.items().iter().rev());
        open.extend(node.entries().iter().rev().map(|entry| &entry.value));
    }
    found
}

fn volume(node: &Node, tables: &Tables) -> Option<Resource> {
    let table = tables.of_kind(KIND)?;
    let header = node.span.at_start();
    let body = fields::group(&Value::from_node(node), &table.fields, &NOTATION, header);
    let resource = Resource::new(&NOTATION, Role::Managed, table.kind.clone(), "volume", body);
    Some(Resource { is_named: false, ..resource })
}
