//! Recorded requests in `.http` and `.rest` files: parameters of a URL or a form, and JSON bodies.
//!
//! An Alibaba Cloud request names its operation in `Action`, in the query, a form or the body, or in the header
//! `x-acs-action`; a request to a provider of the other family names it in its path.

use std::sync::Arc;

use super::operation::{self, Evidence};
use super::{Lift, Lifted, NamedKind, Surface, documents, places, request};
use crate::resource::Resource;
use crate::syntax::SyntaxError;
use crate::syntax::embedded;
use crate::syntax::http::Request;
use crate::syntax::node::{Entry, Node, NodeKind};
use crate::syntax::text::Text;
use crate::tables::Tables;
use crate::value::Value;

/// Files of requests as HTTP clients of editors keep them.
pub(crate) static SURFACE: Surface = Surface::new("http", &request::NOTATION, Lift::Request(lift));

/// The header that names the operation.
const ACTION_HEADER: &str = "x-acs-action";

/// The services at the clouds' domains; `-vpc` is their endpoint within a network.
const SERVICES: &[&str] = &["kms.", "kms-vpc.", "ecs.", "ecs-vpc."];

/// What a request of a file asks of a key management service, and what could not be read of it.
///
/// The configuration may name the kind of those that do not say what they are.
pub(crate) fn lift(one: &Request, named: Option<&NamedKind>, tables: &Tables) -> Lifted {
    let mut found = read_text(one, named, tables);
    places::place(&mut found.resources, &one.uses);
    found
}

/// What one request asks for, wherever it is written, and what could not be read of it.
pub(super) fn lift_request(one: &Request, tables: &Tables) -> Lifted {
    read_text(one, None, tables)
}

/// The same of a request whose body is not a text, but stands in the document as it is.
pub(super) fn lift_request_with(one: &Request, body: &Node, tables: &Tables) -> Lifted {
    read(one, Some(body), Vec::new(), None, tables)
}

fn read_text(one: &Request, named: Option<&NamedKind>, tables: &Tables) -> Lifted {
    let parsed = one.body.as_ref().map(embedded::json).unwrap_or_default();
    read(one, parsed.documents.first(), parsed.errors, named, tables)
}

fn read(
    one: &Request,
    body: Option<&Node>,
    problems: Vec<SyntaxError>,
    named: Option<&NamedKind>,
    tables: &Tables,
) -> Lifted {
    let mut resources = recognised(one, body, named, tables);
    for resource in &mut resources {
        resource.region = resource.region.take().or_else(|| region(one, tables).map(Arc::new));
        resource.sent_to = cloud_of(one, resource, tables);
    }
    // What a request to someone else is like is not our business.
    let is_ours = !resources.is_empty() || is_to_service(one, tables);
    let errors = if is_ours { one.errors.iter().cloned().chain(problems).collect() } else { Vec::new() };
    Lifted { resources, errors, ..Lifted::default() }
}

/// Whether a request goes to one of the services, by its host or its path.
pub(super) fn is_to_service(one: &Request, tables: &Tables) -> bool {
    let is_host = host(one).is_some_and(|host| service_of_host(host.known_bytes(), tables).is_some());
    is_host || request::kind_of_address(one.address.fill_holes('*').known_bytes(), tables).is_some()
}

fn recognised(one: &Request, body: Option<&Node>, named: Option<&NamedKind>, tables: &Tables) -> Vec<Resource> {
    // What is not known of the path is no part of an operation's name.
    let address = one.address.fill_holes('*');
    let kind = request::kind_of_address(address.known_bytes(), tables).map(NamedKind);
    if let Some(kind) = kind.or_else(|| named.cloned().filter(|_| action(one).is_none())) {
        let is_empty =
            body.is_none() && one.body.is_none() && one.method.as_ref().and_then(Text::known) == Some("POST");
        // A body that cannot be read at all is no body without members.
        let document = body.or_else(|| (is_empty || !one.parameters.entries().is_empty()).then_some(&one.parameters));
        return document.map(|document| request::lift(document, Some(&kind), tables)).unwrap_or_default();
    }
    let service = host(one).and_then(|host| service_of_host(host.known()?, tables));
    if let Some(unknown) = request::misnamed_address(&one.address, service == Some("kms"), tables) {
        return vec![unknown];
    }
    let whole = with_body(one, body);
    let named_action = one.header(ACTION_HEADER).or_else(|| whole.get("Action").and_then(Node::as_text));
    let unknown = service.zip(named_action).and_then(|(product, action)| {
        operation::unknown(&request::NOTATION, ("alibaba", product), action, Evidence::Certain, tables)
    });
    if let Some(kind) = action(one).map(|action| NamedKind(format!("alibaba/{action}"))) {
        return request::lift(&whole, Some(&kind), tables).into_iter().chain(unknown).collect();
    }
    if let Some(unknown) = unknown {
        return vec![unknown];
    }
    let mut found = if whole.get("Action").is_some() { request::lift(&whole, None, tables) } else { Vec::new() };
    if found.is_empty() {
        let sent = body.map(|body| documents::lift_sent(body, is_elsewhere(one, tables), tables));
        found = sent.unwrap_or_default();
    }
    found
}

/// The operation that a header names.
fn action(one: &Request) -> Option<&str> {
    one.header(ACTION_HEADER)?.known()
}

/// The parameters together with the members of a JSON body.
fn with_body(one: &Request, body: Option<&Node>) -> Node {
    let members = body.map(Node::entries).unwrap_or_default();
    let mut entries: Vec<Entry> = one.parameters.entries().iter().chain(members).cloned().collect();
    if let Some(body) = one.body.as_ref().filter(|_| members.is_empty()) {
        entries.push(Entry::unread(body.span()));
    }
    Node::new(one.parameters.span, NodeKind::Mapping(entries))
}

/// The host that a request goes to, where all of its name is known.
fn host(one: &Request) -> Option<Text> {
    written_host(one).filter(Text::is_known)
}

/// What is written of the host that a request goes to.
fn written_host(one: &Request) -> Option<Text> {
    let written = one.address.known_bytes();
    let (text, start) = match written.find("://") {
        Some(at) => (&one.address, at + "://".len()),
        None if written.starts_with('/') || written.is_empty() => (one.header("host")?, 0),
        None => (&one.address, 0),
    };
    let length = host_of(text.known_bytes().get(start..)?).len();
    Some(text.part(start..start + length)).filter(|_| length > 0)
}

/// The host in an address, or what stands in its place.
fn host_of(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', ':', '?']).next().unwrap_or_default()
}

/// Whether a request names its host, so that the members of its body do not have to say what it is.
fn is_elsewhere(one: &Request, tables: &Tables) -> bool {
    written_host(one).is_some_and(|host| {
        let end = host.known_suffix();
        host.is_known() || end.contains('.') && tables.cloud_of_host(end).is_none()
    })
}

/// The region that the host names.
fn region(one: &Request, tables: &Tables) -> Option<Value> {
    let host = host(one)?;
    let region = region_of_host(host.known()?, tables)?;
    let at = host.known()?.find(region)?;
    Some(Value::text(host.part(at..at + region.len())))
}

/// The cloud whose host a request goes to, where several have the API that the resource is of.
fn cloud_of(one: &Request, resource: &Resource, tables: &Tables) -> Option<Arc<str>> {
    let (cloud, _) = tables.cloud_of_host(written_host(one)?.known_suffix())?;
    let described = tables.cloud(&resource.kind)?;
    (cloud.requests == described.requests).then(|| cloud.cloud.as_str().into())
}

/// The product whose host it is: `kms` for `kms.cn-hangzhou.aliyuncs.com`.
fn service_of_host(host: &str, tables: &Tables) -> Option<&'static str> {
    let service = SERVICES.iter().find(|service| host.starts_with(**service))?;
    tables.cloud_of_host(host).map(|_| service.trim_end_matches('.').trim_end_matches("-vpc"))
}

/// The region in the name of a service's host: `kms.cn-hangzhou.aliyuncs.com`.
fn region_of_host<'h>(host: &'h str, tables: &Tables) -> Option<&'h str> {
    let rest = SERVICES.iter().find_map(|service| host.strip_prefix(service))?;
    let (_, domain) = tables.cloud_of_host(host)?;
    let region = rest.strip_suffix(domain)?;
    (!region.is_empty() && !region.contains('.')).then_some(region)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_names_the_region() {
        let region_of_host = |host| region_of_host(host, Tables::built_in());
        assert_eq!(region_of_host("kms.cn-hangzhou.aliyuncs.com"), Some("cn-hangzhou"));
        assert_eq!(region_of_host("kms-vpc.ap-southeast-1.aliyuncs.com"), Some("ap-southeast-1"));
        assert_eq!(region_of_host("kms.eu-de.otc.t-systems.com"), Some("eu-de"));
        assert_eq!(region_of_host("kms.eu-ch2.sc.otc.t-systems.com"), Some("eu-ch2"));
        assert_eq!(region_of_host("kms.eu-west-101.myhuaweicloud.eu"), Some("eu-west-101"));
        assert_eq!(region_of_host("ecs.aliyuncs.com"), None);
        assert_eq!(region_of_host("kst-hzz6.cryptoservice.kms.aliyuncs.com"), None);
    }
}
