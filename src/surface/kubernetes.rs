//! Kubernetes storage objects whose volumes are encrypted with a key of the Open Telekom Cloud family.
//!
//! The CSI driver reads `everest.io/crypt-*` from annotations of a claim, from the attributes of a volume and
//! from the parameters of a storage class.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Lift, Surface, fields};
use crate::resource::{Address, Notation, Resource, Role};
use crate::source::Span;
use crate::syntax::node::{Entry, Node};
use crate::tables::Tables;
use crate::value::{Member, Value};

pub(crate) static NOTATION: Notation = Notation { is_yaml: true, ..Notation::named("kubernetes", "Kubernetes") };

/// Claims, volumes and storage classes.
pub(crate) static SURFACE: Surface = Surface {
    is_in_scripts: true,
    words: &["everest.io/crypt", "paas.storage.io/crypt"],
    marks: &["everest.io/crypt-"],
    ..Surface::new("kubernetes", &NOTATION, Lift::Document(|document, tables| lift(document, tables).into()))
};

const KIND: &str = "otc/storage_encryption";

/// Where the settings of an object lie.
const PLACES: &[&[&str]] = &[
    &["metadata", "annotations"],
    &["spec", "csi", "volumeAttributes"],
    &["spec", "flexVolume", "options"],
    &["volumeAttributes"],
    &["parameters"],
];

/// Where the pods of a workload are described.
const PODS: &[&[&str]] =
    &[&["spec"], &["spec", "template", "spec"], &["spec", "jobTemplate", "spec", "template", "spec"]];

/// What says which service stores the volume.
///
/// A storage class of the driver names the one provisioner of all, and the service in a parameter.
const DRIVERS: &[&[&str]] = &[
    &["spec", "csi", "driver"],
    &["parameters", "csi.storage.k8s.io/csi-driver-name"],
    &["provisioner"],
    &["spec", "storageClassName"],
];

/// The encryption of the volume that a document describes, and of those that a stateful set claims.
pub(crate) fn lift(document: &Node, tables: &Tables) -> Vec<Resource> {
    if document.get("apiVersion").is_none() {
        return Vec::new();
    }
    let is_list = document.get("kind").and_then(Node::as_str).is_some_and(|kind| kind.ends_with("List"));
    let items = document.get("items").filter(|_| is_list).map(Node::items).unwrap_or_default();
    let objects = std::iter::once(document).chain(items);
    objects.flat_map(|object| [vec![object], claims(object)].concat()).filter_map(|one| volume(one, tables)).collect()
}

/// The claims that a workload makes: of a stateful set, and of volumes that live as long as a pod.
fn claims(object: &Node) -> Vec<&Node> {
    let templates = at(object, &["spec", "volumeClaimTemplates"]).map(Node::items).unwrap_or_default();
    let pods = PODS.iter().filter_map(|path| at(object, path));
    let volumes = pods.flat_map(|pod| pod.get("volumes").map(Node::items).unwrap_or_default());
    let ephemeral = volumes.filter_map(|volume| at(volume, &["ephemeral", "volumeClaimTemplate"]));
    templates.iter().chain(ephemeral).collect()
}

fn volume(object: &Node, tables: &Tables) -> Option<Resource> {
    let table = tables.of_kind(KIND)?;
    let is_setting = |entry: &&Entry| {
        entry
            .key
            .known()
            .is_some_and(|key| key.starts_with("everest.io/crypt-") || key.starts_with("paas.storage.io/crypt"))
    };
    let settings: Vec<&Entry> =
        PLACES.iter().filter_map(|path| at(object, path)).flat_map(Node::entries).filter(is_setting).collect();
    let header = settings.first()?.key.span();
    let mut members: BTreeMap<Arc<str>, Member> = settings.iter().filter_map(|entry| member(entry)).collect();
    if let Some(driver) = DRIVERS.iter().find_map(|path| at(object, path)) {
        let value = Value::from_node(driver);
        members.insert("driver".into(), Member { key_span: value.span.map(Span::at_start), value });
    }
    let mut body = fields::group(&Value::object(members), &table.fields, &NOTATION, header);
    body.header = header;
    let kind = object.get("kind").and_then(Node::as_str).unwrap_or("volume claim");
    let name = at(object, &["metadata", "name"]).and_then(Node::as_str);
    let address = name.map(|name| Address::new(format!("{kind}/{name}")));
    Some(Resource { address, ..Resource::new(&NOTATION, Role::Managed, table.kind.as_str(), kind, body) })
}

fn member(entry: &Entry) -> Option<(Arc<str>, Member)> {
    let value = Value::from_node(&entry.value);
    Some((entry.key.known()?.into(), Member { key_span: Some(entry.key.span()), value }))
}

fn at<'a>(node: &'a Node, path: &[&str]) -> Option<&'a Node> {
    path.iter().try_fold(node, |node, member| node.get(member))
}
