//! Request bodies of the providers' APIs, in JSON and YAML.
//!
//! An Alibaba Cloud request names its operation in `Action`. The other bodies do not say what they are; they are
//! recognised by parameters that only one operation has together, and left alone where that is not certain.

use std::borrow::Cow;
use std::sync::Arc;

use super::operation::{self, Evidence};
use super::{Lift, NamedKind, Surface, fields};
use crate::resource::{Content, Field, Group, Notation, Resource, Role, Scalars, Taker};
use crate::spelling::{differ_by_spelling, is_slip_of, plain};
use crate::syntax::node::{Entry, Node, NodeKind};
use crate::syntax::text::Text;
use crate::tables::cloud::Requests;
use crate::tables::names::row_by_name;
use crate::tables::schema::{Operation, Table};
use crate::tables::{Row, Tables, ValueType};
use crate::value::Value;

pub(crate) static NOTATION: Notation = Notation {
    taker: Taker::Api,
    scalars: Scalars::AsTheApi,
    lists_in_text: true,
    ..Notation::named("request", "request")
};

/// Bodies of requests. They say the least of what they are, so every other surface comes first.
pub(crate) static SURFACE: Surface = Surface {
    lift_named: Some(|document, named, tables| Some(lift(document, Some(named), tables))),
    is_in_scripts: true,
    has_common_members: true,
    words: &[
        "bindvpcs",
        "vpcownerid",
        "bind_vpcs",
        "keyalias",
        "keyid",
        "pending_days",
        "grantee_principal",
        "grant_id",
        "random_data_length",
        "datakey",
        "cipher_text",
        "keystore_alias",
        "keyspace_id",
        "\"action\"",
        "action:",
    ],
    marks: &[
        "UpdateKmsInstanceBindVpc",
        "ConnectKmsInstance",
        "KMSKeyId",
        "\"grantee_principal\"",
        "grantee_principal:",
    ],
    ..Surface::new("request", &NOTATION, Lift::Document(|document, tables| lift(document, None, tables).into()))
};

/// Members that only responses have.
const RESPONSE_MEMBERS: &[&str] = &[
    "RequestId",
    "key_info",
    "key_details",
    "key_state",
    "domain_id",
    "default_key_flag",
    "creation_date",
    "public_key",
    "signature_valid",
    "key_rotation_enabled",
    "error",
    "error_code",
];

/// Members that only responses have together: a data key that was made, one that was encrypted, data that were decrypted.
const RESPONSE_PAIRS: &[[&str; 2]] =
    &[["plain_text", "cipher_text"], ["cipher_text", "datakey_length"], ["plain_text", "plain_text_base64"]];

/// Members below which some tools keep the parameters.
const WRAPPERS: &[&str] =
    &["body", "Body", "parameters", "Parameters", "params", "Params", "query", "Query", "request", "Request"];

/// Members of requests that services beside the key management service have under an action of the same name.
const STRANGERS: &[&str] = &["PolicyDocument", "FunctionName", "ServiceName"];

/// The two operations of one path.
const CREATE_ALIAS: &str = "huawei/create-alias";
const DELETE_ALIASES: &str = "huawei/delete-aliases";

/// The request that a document is, if it is one, or the requests that it lists.
pub(crate) fn lift(document: &Node, named: Option<&NamedKind>, tables: &Tables) -> Vec<Resource> {
    if document.is_sequence() {
        if let Some(value) = value_document(document, tables).filter(|_| named.is_none()) {
            return vec![value];
        }
        return document.items().iter().flat_map(|item| lift_one(item, named, tables)).collect();
    }
    lift_one(document, named, tables)
}

fn lift_one(document: &Node, named: Option<&NamedKind>, tables: &Tables) -> Vec<Resource> {
    let (action, body) = unwrapped(document);
    if let Some(kind) = named {
        let found = by_kind(sent_to_one_path(&kind.0, &body), tables);
        let found = found.map(|(table, name, operation)| resource(&body, table, name, operation, tables));
        return found.map(|resource| Resource { is_named: true, ..resource }).into_iter().collect();
    }
    let by_action = action.and_then(Text::known).and_then(|action| by_action(action, &body, tables));
    let is_named = by_action.is_some();
    let misnamed = action.filter(|_| !is_named).and_then(|action| misnamed(action, &body, tables));
    let found = by_action.or_else(|| by_parameters(&body, tables));
    let found = found.map(|(table, name, operation)| resource(&body, table, name, operation, tables));
    found.map(|resource| Resource { is_named, ..resource }).into_iter().chain(misnamed).collect()
}

/// The call that an array of objects is for, which is the value of one parameter. What else the call has is not known.
fn value_document(document: &Node, tables: &Tables) -> Option<Resource> {
    let items = document.items();
    if items.is_empty() || !items.iter().all(Node::is_mapping) {
        return None;
    }
    let members =
        |item: &Node| item.entries().iter().filter_map(|entry| entry.key.known().map(str::to_owned)).collect();
    let (table, name, field) = items.iter().map(members).find_map(|members: Vec<String>| {
        tables.values_recognised_by(&members.iter().map(String::as_str).collect::<Vec<_>>())
    })?;
    let operation = table.operations.get(name)?;
    let written = table.fields.get(field)?.name_on(&NOTATION, field)?;
    let entry = Entry { key: Text::computed(written.as_ref(), document.span), value: document.clone() };
    let body = Node::new(document.span, NodeKind::Mapping(vec![entry]));
    let mut resource = resource(&body, table, name, operation, tables);
    resource.body.is_open = true;
    for field in &mut resource.body.fields {
        // Here the array is no parameter yet, so that it is not written as a string is right.
        if let Content::Blocks(blocks) = &mut field.content {
            blocks.raw = None;
        }
    }
    Some(resource)
}

/// The call of an operation that the APIs do not have: one that says whose it is by its version, or one that resembles
/// an operation some of whose parameters it has.
fn misnamed(action: &Text, body: &Node, tables: &Tables) -> Option<Resource> {
    let written = action.known()?;
    let cloud = tables.cloud("alibaba")?;
    let version = body.get("Version").and_then(Node::as_str);
    if STRANGERS.iter().any(|stranger| body.get(stranger).is_some()) {
        return None;
    }
    cloud.apis.iter().find_map(|api| {
        let evidence = match version {
            Some(version) if api.version.as_deref() != Some(version) => return None,
            Some(_) => Evidence::Certain,
            None => {
                let (table, _, operation) = by_kind(&format!("alibaba/{}", operation::meant(api, written)?), tables)?;
                let is_own = |entry: &Entry| {
                    entry.key.known().is_some_and(|name| {
                        is_parameter(name, table, operation, tables) && !is_common_parameter(name, table, tables)
                    })
                };
                body.entries().iter().any(is_own).then_some(Evidence::Resemblance)?
            }
        };
        operation::unknown(&NOTATION, ("alibaba", &api.product), action, evidence, tables)
    })
}

/// The path of aliases takes a body that creates one, and a body that deletes some.
fn sent_to_one_path<'a>(kind: &'a str, body: &Node) -> &'a str {
    if kind == CREATE_ALIAS && body.get("aliases").is_some() { DELETE_ALIASES } else { kind }
}

/// What a body sent to an address is: `otc/update-key-alias` for `…/v1.0/{project_id}/kms/update-key-alias`.
pub(super) fn kind_of_address(address: &str, tables: &Tables) -> Option<String> {
    let path = address.split(['?', '#']).next()?.trim_end_matches('/');
    let (before, below) = path.rsplit_once("/kms/")?;
    // Paths without the name of an operation are common, so there the version has to be that of this API.
    let has_version = before.contains("/v1.0/");
    let kind = match below.split('/').collect::<Vec<_>>().as_slice() {
        ["aliases"] if has_version => CREATE_ALIAS.to_owned(),
        [operation] => format!("otc/{operation}"),
        ["resource_instances", "action"] if has_version => "otc/list-keys-by-tags".to_owned(),
        [group @ ("alias" | "datakey-capsule"), operation] => format!("otc/{group}/{operation}"),
        ["keys", _, operation @ ("replicate" | "update-primary-region")] => format!("otc/{operation}"),
        [_, "tags"] if has_version => "otc/create-key-tag".to_owned(),
        [_, "tags", "action"] if has_version => "otc/change-key-tags".to_owned(),
        _ => return None,
    };
    tables.operation(&kind).is_some().then_some(kind)
}

/// The name in an address of an operation that the API does not have: its last part, at a host of the service, or below
/// the version of the API where it resembles an operation.
pub(super) fn misnamed_address(address: &Text, is_host: bool, tables: &Tables) -> Option<Resource> {
    let written = address.known_bytes();
    let path = written.get(..written.find(['?', '#']).unwrap_or(written.len()))?.trim_end_matches('/');
    let (before, name) = path.rsplit_once("/kms/")?;
    let evidence = match is_host {
        true => Evidence::Certain,
        false if before.contains("/v1.0/") => Evidence::Resemblance,
        false => return None,
    };
    let name = address.part(path.len() - name.len()..path.len());
    operation::unknown(&NOTATION, ("otc", "kms"), &name, evidence, tables)
}

/// Whether a body is an answer of the API, which has members of the request beside its own.
fn is_response(body: &Node) -> bool {
    let has = |name: &&str| body.get(name).is_some();
    RESPONSE_MEMBERS.iter().any(has) || RESPONSE_PAIRS.iter().any(|pair| pair.iter().all(has))
}

type Recognised<'a> = (&'a Arc<Table>, &'a str, &'a Operation);

/// The action that a document names, and the parameters, also where they are kept below one member.
fn unwrapped(document: &Node) -> (Option<&Text>, Cow<'_, Node>) {
    let action = document.get("Action").and_then(Node::as_text);
    let is_wrapper =
        |entry: &&Entry| entry.value.is_mapping() && entry.key.known().is_some_and(|name| WRAPPERS.contains(&name));
    let (wrappers, others): (Vec<&Entry>, Vec<&Entry>) = document.entries().iter().partition(is_wrapper);
    let [wrapper] = wrappers.as_slice() else { return (action, Cow::Borrowed(document)) };
    let inner = wrapper.value.get("Action").and_then(Node::as_text);
    if others.is_empty() {
        return (inner, Cow::Borrowed(&wrapper.value));
    }
    if action.is_none() {
        return (None, Cow::Borrowed(document));
    }
    // What stands beside the wrapper may be parameters as well, such as the region.
    let mut body = wrapper.value.clone();
    if let NodeKind::Mapping(entries) = &mut body.kind {
        entries.extend(others.into_iter().cloned());
    }
    (action.or(inner), Cow::Owned(body))
}

/// `alibaba/UpdateKmsInstanceBindVpc` as the configuration writes it.
fn by_kind<'a>(kind: &str, tables: &'a Tables) -> Option<Recognised<'a>> {
    let (table, operation) = tables.operation(kind)?;
    let name = kind.split_once('/').map_or(kind, |(_, name)| name);
    table.operations.get_key_value(name).map(|(name, _)| (table, name.as_str(), operation))
}

/// The operation that an action names, unless the rest shows that it is one of another service.
fn by_action<'a>(action: &str, body: &Node, tables: &'a Tables) -> Option<Recognised<'a>> {
    let written = format!("alibaba/{action}");
    let kind = tables.operations().find(|kind| kind.eq_ignore_ascii_case(&written))?.to_owned();
    let found = by_kind(&kind, tables)?;
    if kind.to_ascii_lowercase().contains("kms") {
        return Some(found);
    }
    let (table, name, operation) = found;
    let is_own = match body.get("Version").and_then(Node::as_str) {
        Some(version) => {
            let api = tables.cloud(&table.kind).and_then(|cloud| cloud.api_of(name));
            api.is_none_or(|api| api.version.as_deref() == Some(version))
        }
        None => !operation.shared,
    };
    let is_foreign = STRANGERS.iter().any(|stranger| body.get(stranger).is_some());
    (is_own && !is_foreign).then_some(found)
}

/// The operation whose distinguishing parameters the body has, where no other operation fits as well.
fn by_parameters<'a>(body: &Node, tables: &'a Tables) -> Option<Recognised<'a>> {
    let entries = body.entries();
    if entries.is_empty() || is_response(body) {
        return None;
    }
    let fits = |(table, _, operation): &Recognised<'_>| fit(body, table, operation, tables);
    let members: Vec<&str> = entries.iter().filter_map(|entry| entry.key.known()).collect();
    let operations = tables
        .recognised_by(&members)
        .flat_map(|table| table.operations.iter().map(move |(name, operation)| (table, name.as_str(), operation)));
    let mut candidates: Vec<_> = operations.filter_map(|found| fits(&found).map(|fit| (fit, found))).collect();
    candidates.sort_by_key(|(fit, _)| std::cmp::Reverse(*fit));
    match candidates.as_slice() {
        [(_, found)] => Some(*found),
        [(best, found), (second, _), ..] if best > second => Some(*found),
        _ => None,
    }
}

/// How many parameters of an operation a body has; `None` where it is not certainly that operation.
fn fit(body: &Node, table: &Table, operation: &Operation, tables: &Tables) -> Option<usize> {
    let shown = operation.recognised_by.iter().filter_map(|names| shows(body, table, names)).max()?;
    let (known, unknown): (Vec<&str>, Vec<&str>) = body
        .entries()
        .iter()
        .filter_map(|entry| entry.key.known())
        .partition(|name| is_parameter(name, table, operation, tables));
    // One parameter alone is a common name elsewhere: then every other member must be one too, or a slip of one.
    let slips = unknown.iter().filter(|name| is_near_parameter(name, table, operation)).count();
    let strangers = unknown.len() - slips;
    if operation.recognised_alone && !unknown.is_empty() {
        return None;
    }
    let is_certain = match shown {
        Shown::InOneOfAnotherType => strangers == 0,
        Shown::Whole => strangers == 0 || known.len() > 1 && strangers < known.len(),
    };
    is_certain.then_some(known.len() + slips)
}

/// How a body shows the parameters of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Shown {
    /// One of them has a list where a string belongs.
    InOneOfAnotherType,
    Whole,
}

/// Whether a body has all of these parameters. One of several may be written in another case, or without `_`, or hold a
/// list of what it takes.
fn shows(body: &Node, table: &Table, names: &[String]) -> Option<Shown> {
    let (mut exact, mut respelled, mut mistyped) = (0, 0, 0);
    for name in names {
        let row = table.fields.get(&**name)?;
        let written = row.name_on(&NOTATION, name)?;
        let is_other_spelling = |key: &str| differ_by_spelling(key, &written);
        let mut respellings = body.entries().iter().filter(|entry| entry.key.known().is_some_and(is_other_spelling));
        match body.get(&written) {
            Some(node) if is_plausible(node, row) => exact += 1,
            Some(node) if row.value_type == Some(ValueType::String) && is_list_of_texts(node) => mistyped += 1,
            _ if respellings.any(|entry| is_plausible(&entry.value, row)) => respelled += 1,
            _ => return None,
        }
    }
    match (respelled, mistyped) {
        (0, 0) => Some(Shown::Whole),
        (1, 0) if exact > 0 => Some(Shown::Whole),
        (0, 1) if exact > 0 => Some(Shown::InOneOfAnotherType),
        _ => None,
    }
}

fn is_list_of_texts(node: &Node) -> bool {
    !node.items().is_empty() && node.items().iter().all(|item| item.as_text().is_some())
}

/// Whether a value may be that of a parameter. An object or a list where a string belongs describes something else, such
/// as an output of Terraform or a property of a schema; so does a list that holds anything but names with a dash, as
/// the ids and operations of these clouds are.
fn is_plausible(node: &Node, row: &Row) -> bool {
    let is_scalar = matches!(row.value_type, Some(ValueType::String | ValueType::Integer));
    match node.kind {
        NodeKind::Null | NodeKind::Bool(_) => false,
        NodeKind::Mapping(_) => !is_scalar,
        NodeKind::Sequence(_) if is_scalar => false,
        NodeKind::Sequence(_) if row.value_type == Some(ValueType::List) => {
            let is_name = |text: &Text| !text.is_known() || text.known_bytes().contains('-');
            let items = node.items();
            items.iter().all(|item| item.as_text().is_some()) && items.iter().filter_map(Node::as_text).any(is_name)
        }
        _ => true,
    }
}

fn is_parameter(name: &str, table: &Table, operation: &Operation, tables: &Tables) -> bool {
    let row = row_by_name(&table.fields, &NOTATION, name);
    row.is_some_and(|(field, _)| operation.fields.iter().any(|own| **own == **field))
        || is_common_parameter(name, table, tables)
}

/// Whether every request of the cloud may have it, beside the parameters of its operation.
fn is_common_parameter(name: &str, table: &Table, tables: &Tables) -> bool {
    tables.cloud(&table.kind).is_some_and(|cloud| cloud.common_parameters.iter().any(|common| common == name))
}

fn is_near_parameter(name: &str, table: &Table, operation: &Operation) -> bool {
    // What Java's key stores have beside an alias is no slip of `keystore_id`.
    !plain(name).ends_with("keystore")
        && operation.fields.iter().any(|field| {
            let own = table.fields.get(&**field).and_then(|row| row.name_on(&NOTATION, field));
            own.is_some_and(|own| is_slip_of(name, &own))
        })
}

fn resource(body: &Node, table: &Table, name: &str, operation: &Operation, tables: &Tables) -> Resource {
    let header = body.span.at_start();
    // A cloud whose bodies have types does not take a list as text.
    let is_typed = tables.cloud(&table.kind).is_some_and(|cloud| cloud.requests == Requests::Typed);
    let notation = Notation { lists_in_text: !is_typed, ..NOTATION };
    let mut group = fields::group(&Value::from_node(body), &table.fields, &notation, header);
    let mut meta = Group::empty(header);
    let fields = std::mem::take(&mut group.fields);
    group.fields.reserve_exact(fields.len());
    for mut field in fields {
        let is_own = field.is_declared && operation.fields.iter().any(|own| **own == *field.name);
        if !is_own && is_common_parameter(&field.written, table, tables) {
            meta.fields.push(field);
            continue;
        }
        if !is_own && field.is_declared {
            field = undeclared(field);
        }
        group.fields.push(field);
    }
    Resource {
        is_named: false,
        region: region(&group, &meta).map(Arc::new),
        meta,
        ..Resource::new(&NOTATION, Role::Operation, table.kind.clone(), name, group)
    }
}

/// The region that the call goes to.
fn region(body: &Group, meta: &Group) -> Option<Value> {
    let named = |field: &&Field| &*field.written == "RegionId";
    body.fields.iter().chain(&meta.fields).find(named).and_then(Field::value).cloned()
}

/// A field of the kind that is no parameter of this operation counts as unknown.
fn undeclared(field: Field) -> Field {
    let value = field.value().cloned().unwrap_or_else(|| Value::unknown("the value could not be read"));
    Field { name: field.written.clone(), is_declared: false, content: Content::Value(value), ..field }
}
