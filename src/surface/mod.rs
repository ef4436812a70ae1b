//! Surfaces: the forms in which KMS configuration is written. Each recognises its documents by their content
//! and lifts what it finds into the same resources.

pub mod ansible;
mod blanks;
pub mod cli_command;
pub mod crossplane;
mod fields;
pub mod http;
pub mod instance;
pub mod kubernetes;
mod placeholders;
pub mod plan;
pub mod pulumi;
mod reading;
pub mod request;
pub mod ros;
pub mod scripts;
pub mod terraform;
pub mod volumes;

pub use blanks::{has_blanks, is_template};
pub use reading::Reading;

use crate::resource::Resource;
use crate::syntax::node::Node;
use crate::tables::Tables;

/// What the configuration says a document is, where its content cannot tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedKind(pub String);

/// Lifts a document that it recognises; gives nothing for every other.
type Lift = fn(&Node, &Tables) -> Reading;

/// The surfaces that say what they are, before the ones that are recognised by their members.
const SURFACES: &[Lift] = &[
    |document, tables| plan::lift(document, tables).into(),
    |document, tables| ros::lift(document, tables).into(),
    |document, tables| pulumi::lift(document, tables).into(),
    |document, tables| crossplane::lift(document, tables).into(),
    |document, tables| kubernetes::lift(document, tables).into(),
    scripts::lift,
    ansible::lift,
    |document, tables| instance::lift(document, tables).into(),
];

/// What one JSON or YAML document holds; nothing where it is nobody's that we know.
pub fn lift_document(document: &Node, named: Option<&NamedKind>, tables: &Tables) -> Reading {
    if let Some(kind) = named {
        let saved = if kind.0 == instance::KIND { instance::lift(document, tables) } else { Vec::new() };
        let is_saved = !saved.is_empty();
        return if is_saved { saved.into() } else { request::lift(document, named, tables).into() };
    }
    let mut found = Reading::default();
    for lift in SURFACES {
        found.extend(lift(document, tables));
        if !found.resources.is_empty() {
            return found;
        }
    }
    found.extend(request::lift(document, None, tables).into());
    if found.resources.is_empty() {
        found.extend(volumes::lift(document, tables).into());
    }
    found
}

/// What a document holds that a script writes or sends: a manifest, a template or a request, and no script.
fn lift_written(document: &Node, tables: &Tables) -> Vec<Resource> {
    let lifts = [crossplane::lift, kubernetes::lift, ros::lift];
    let found = lifts.iter().map(|lift| lift(document, tables)).find(|resources| !resources.is_empty());
    found.unwrap_or_else(|| request::lift(document, None, tables))
}

/// The same document, with what other tools fill in as unknown.
#[must_use]
pub fn open_blanks(document: &Node) -> Node {
    blanks::open(document)
}

/// Whether a file that cannot be parsed is recognisably ours, so that its errors are our business.
pub fn is_recognisable(text: &str) -> bool {
    const MARKS: &[&str] = &[
        "UpdateKmsInstanceBindVpc",
        "ConnectKmsInstance",
        "KmsInstanceId",
        "KmsInstance",
        "KMSKeyId",
        "\"key_alias\"",
        "key_alias:",
        "\"grantee_principal\"",
        "grantee_principal:",
        "ALIYUN::KMS::",
        "alicloud:kms",
        "opentelekomcloud:KmsKeyV1",
        "kms.alibabacloud.crossplane.io",
        "kms.opentelekomcloud.crossplane.io",
        "kms.opentelekomcloud.m.crossplane.io",
        "everest.io/crypt-",
        "aliyun kms ",
    ];
    MARKS.iter().any(|mark| text.contains(mark))
}
