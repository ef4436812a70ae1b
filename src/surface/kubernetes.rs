//! Kubernetes objects that name keys: volumes that CSI drivers encrypt, and the stores of External Secrets.
//!
//! The driver of the Open Telekom Cloud family reads `everest.io/crypt-*` from annotations of a claim, from the
//! attributes of a volume and from the parameters of a storage class. That of Alibaba Cloud reads the parameters of a
//! storage class, and the key also from an annotation of a claim.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Lift, Surface, fields};
use crate::resource::{Address, Content, Group, Notation, Resource, Role, Scalars};
use crate::source::Span;
use crate::syntax::node::{Entry, Node, NodeKind};
use crate::tables::{Table, Tables};
use crate::value::{Member, Value, ValueKind};

/// Annotations, parameters and attributes are maps of strings, and the API server refuses anything else in them.
pub(crate) static NOTATION: Notation =
    Notation { is_yaml: true, scalars: Scalars::Refused, ..Notation::named("kubernetes", "Kubernetes") };

/// Claims, volumes, storage classes and secret stores.
pub(crate) static SURFACE: Surface = Surface {
    is_in_scripts: true,
    words: &["everest.io/crypt", "paas.storage.io/crypt", "alibaba"],
    marks: &["everest.io/crypt-", DISK_DRIVER, DISK_KEY_ANNOTATION],
    ..Surface::new("kubernetes", &NOTATION, Lift::Document(|document, tables| lift(document, tables).into()))
};

const KIND: &str = "otc/storage_encryption";

const DISK_KIND: &str = "alibaba/csi_disk";

/// The provisioner whose volumes are disks of Alibaba Cloud.
const DISK_DRIVER: &str = "diskplugin.csi.alibabacloud.com";

/// The annotation of a claim whose key counts before that of its storage class.
const DISK_KEY_ANNOTATION: &str = "alibabacloud.com/kms-key-id";

const STORE_KIND: &str = "alibaba/secret_store";

/// The kinds of External Secrets that say where secrets are kept, in one namespace or in all.
const STORES: &[&str] = &["SecretStore", "ClusterSecretStore"];

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

/// The encryption of the volume that a document describes, and of those that a stateful set claims; the secret store
/// that it describes.
pub(crate) fn lift(document: &Node, tables: &Tables) -> Vec<Resource> {
    if document.get("apiVersion").is_none() {
        return Vec::new();
    }
    let is_list = document.get("kind").and_then(Node::as_str).is_some_and(|kind| kind.ends_with("List"));
    let items = document.get("items").filter(|_| is_list).map(Node::items).unwrap_or_default();
    let objects = std::iter::once(document).chain(items);
    let described = objects.flat_map(|object| [vec![object], claims(object)].concat());
    described.flat_map(|one| [volume(one, tables), disk(one, tables), secret_store(one, tables)]).flatten().collect()
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
    Some(resource(object, table, &Value::object(members.into()), header))
}

/// The disks of a storage class of Alibaba Cloud's driver, or the key that a claim asks for.
fn disk(object: &Node, tables: &Tables) -> Option<Resource> {
    let table = tables.of_kind(DISK_KIND)?;
    let is_class = object.get("provisioner").and_then(Node::as_str) == Some(DISK_DRIVER);
    if is_class {
        let parameters = object.entry("parameters")?;
        let mut value = Value::from_node(&parameters.value);
        if let ValueKind::Mapping(mapping) = &mut value.kind {
            let members =
                mapping.members.iter().map(|(name, member)| (name.clone(), as_the_driver_reads(name, member)));
            mapping.members = members.collect();
        }
        return Some(resource(object, table, &value, parameters.key.span()));
    }
    let annotation = at(object, &["metadata", "annotations"])?.entry(DISK_KEY_ANNOTATION)?;
    let members = member(annotation).into_iter().collect();
    Some(resource(object, table, &Value::object(members), annotation.key.span()))
}

/// A parameter as the driver reads it: it takes more words for a switch than `true` and `false`, in any case.
fn as_the_driver_reads(name: &str, member: &Member) -> Member {
    let word = member.value.as_str().filter(|_| name == "encrypted").map(str::to_ascii_lowercase);
    let read = match (word.as_deref(), member.value.span) {
        (Some("true" | "yes" | "1"), Some(span)) => Value::string("true", span),
        (Some("false" | "no" | "0" | ""), Some(span)) => Value::string("false", span),
        _ => return member.clone(),
    };
    Member { value: read, ..member.clone() }
}

/// A store whose secrets are in the key management service of Alibaba Cloud.
fn secret_store(object: &Node, tables: &Tables) -> Option<Resource> {
    let table = tables.of_kind(STORE_KIND)?;
    object.get("kind").and_then(Node::as_str).filter(|kind| STORES.contains(kind))?;
    let provider = at(object, &["spec", "provider"])?.entry("alibaba")?;
    if !matches!(provider.value.kind, NodeKind::Mapping(_)) {
        return None;
    }
    let mut store = resource(object, table, &Value::from_node(&provider.value), provider.key.span());
    if !is_whole(&provider.value) {
        open(&mut store.body);
    }
    Some(store)
}

/// Whether a store says all of how it is signed in to, or nearly. A patch of an overlay holds only what it changes, and
/// nothing is missing from it.
fn is_whole(provider: &Node) -> bool {
    let count = |path: &[&str]| at(provider, path).map_or(0, |node| node.entries().len());
    let has_none =
        provider.get("auth").is_some_and(|auth| matches!(&auth.kind, NodeKind::Mapping(ways) if ways.is_empty()));
    has_none || count(&["auth", "secretRef"]) >= 2 || count(&["auth", "rrsa"]) >= 3
}

/// Says of a group and of all in it that more may be set elsewhere.
fn open(group: &mut Group) {
    group.is_open = true;
    for field in &mut group.fields {
        if let Content::Blocks(blocks) = &mut field.content {
            blocks.groups.iter_mut().for_each(open);
        }
    }
}

/// What an object says in the members that a table knows.
fn resource(object: &Node, table: &Table, members: &Value, header: Span) -> Resource {
    let mut body = fields::group(members, &table.fields, &NOTATION, header);
    body.header = header;
    let kind = object.get("kind").and_then(Node::as_str).unwrap_or("volume claim");
    let name = at(object, &["metadata", "name"]).and_then(Node::as_str);
    let address = name.map(|name| Address::new(format!("{kind}/{name}")));
    Resource { address, ..Resource::new(&NOTATION, Role::Managed, table.kind.clone(), kind, body) }
}

fn member(entry: &Entry) -> Option<(Arc<str>, Member)> {
    let value = Value::from_node(&entry.value);
    Some((entry.key.known_shared()?, Member { key_span: Some(entry.key.span()), value }))
}

fn at<'a>(node: &'a Node, path: &[&str]) -> Option<&'a Node> {
    path.iter().try_fold(node, |node, member| node.get(member))
}
