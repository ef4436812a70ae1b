//! Recorded requests in `.http` and `.rest` files: parameters of a URL or a form, and JSON bodies.
//!
//! An Alibaba Cloud request names its operation in `Action`, in the query, a form or the body, or in the header
//! `x-acs-action`; a request to a provider of the other family names it in its path.

use std::sync::Arc;

use super::operation::{self, Evidence};
use super::{Lift, Lifted, NamedKind, Surface, places, request};
use crate::resource::Resource;
use crate::syntax::http::Request;
use crate::syntax::node::{Entry, Node, NodeKind};
use crate::syntax::text::Text;
use crate::syntax::{SyntaxError, embedded};
use crate::tables::Tables;
use crate::value::Value;

/// Files of requests as HTTP clients of editors keep them.
pub(crate) static SURFACE: Surface = Surface::new(
    "http",
    &request::NOTATION,
    Lift::Request(|request, named, tables| {
        let (resources, errors) = lift(request, named, tables);
        Lifted { resources, errors, ..Lifted::default() }
    }),
);

/// The header that names the operation.
const ACTION_HEADER: &str = "x-acs-action";

/// The domains of the providers, whose service hosts name a region: `kms.cn-hangzhou.aliyuncs.com`.
const DOMAINS: &[&str] =
    &[".aliyuncs.com", ".otc.t-systems.com", ".myhuaweicloud.com", ".prod-cloud-ocb.orange-business.com"];

/// The services at those domains; `-vpc` is their endpoint within a network.
const SERVICES: &[&str] = &["kms.", "kms-vpc.", "ecs.", "ecs-vpc."];

/// What a request of a file asks of a key management service, and what could not be read of it.
///
/// The configuration may name the kind of those that do not say what they are.
pub(crate) fn lift(one: &Request, named: Option<&NamedKind>, tables: &Tables) -> (Vec<Resource>, Vec<SyntaxError>) {
    let (mut found, problems) = read(one, named, tables);
    let is_ours = !found.is_empty() || host(one).is_some_and(|host| host.known().and_then(region_of_host).is_some());
    let errors = if is_ours { one.errors.iter().cloned().chain(problems).collect() } else { Vec::new() };
    places::place(&mut found, &one.uses);
    (found, errors)
}

/// What one request asks for, wherever it is written, and what could not be read of it.
pub(super) fn lift_request(one: &Request, tables: &Tables) -> (Vec<Resource>, Vec<SyntaxError>) {
    read(one, None, tables)
}

/// What a body asks for that is sent to an address as it stands in the document.
pub(super) fn lift_body(body: &Node, address: &str, tables: &Tables) -> Vec<Resource> {
    let Some(kind) = request::kind_of_address(address, tables).map(NamedKind) else { return Vec::new() };
    let mut found = request::lift(body, Some(&kind), tables);
    for resource in &mut found {
        resource.region = resource
            .region
            .take()
            .or_else(|| region_of_host(host_of(address)).map(|region| Value::string(region, body.span).into()));
    }
    found
}

/// Whether an address is that of a key management service, be it of an operation that there is or not.
pub(super) fn is_of_service(address: &Text, tables: &Tables) -> bool {
    let is_host = service_of_host(host_of(address.known_prefix())) == Some("kms");
    is_host && request::misnamed_address(address, is_host, tables).is_some()
}

fn read(one: &Request, named: Option<&NamedKind>, tables: &Tables) -> (Vec<Resource>, Vec<SyntaxError>) {
    let parsed = one.body.as_ref().map(embedded::json).unwrap_or_default();
    let mut found = recognised(one, parsed.documents.first(), named, tables);
    for resource in &mut found {
        resource.region = resource.region.take().or_else(|| region(one).map(Arc::new));
    }
    (found, parsed.errors)
}

fn recognised(one: &Request, body: Option<&Node>, named: Option<&NamedKind>, tables: &Tables) -> Vec<Resource> {
    // What is not known of the path is no part of an operation's name.
    let address = one.address.fill_holes('*');
    let kind = request::kind_of_address(address.known_bytes(), tables).map(NamedKind);
    if let Some(kind) = kind.or_else(|| named.cloned().filter(|_| action(one).is_none())) {
        let is_empty = one.body.is_none() && one.method.as_ref().and_then(Text::known) == Some("POST");
        // A body that cannot be read at all is no body without members.
        let document = body.or_else(|| (is_empty || !one.parameters.entries().is_empty()).then_some(&one.parameters));
        return document.map(|document| request::lift(document, Some(&kind), tables)).unwrap_or_default();
    }
    let service = host(one).and_then(|host| service_of_host(host.known()?));
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
    // Without a known host the members of the body decide.
    if found.is_empty() && host(one).is_none() {
        found = body.map(|body| request::lift(body, None, tables)).unwrap_or_default();
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
    let written = one.address.known_bytes();
    let (text, start) = match written.find("://") {
        Some(at) => (&one.address, at + "://".len()),
        None if written.starts_with('/') || written.is_empty() => (one.header("host")?, 0),
        None => (&one.address, 0),
    };
    let length = host_of(text.known_bytes().get(start..)?).len();
    Some(text.part(start..start + length)).filter(|host| host.is_known() && length > 0)
}

/// The host in an address, or what stands in its place.
fn host_of(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', ':', '?']).next().unwrap_or_default()
}

/// The region that the host names.
fn region(one: &Request) -> Option<Value> {
    let host = host(one)?;
    let region = region_of_host(host.known()?)?;
    let at = host.known()?.find(region)?;
    Some(Value::text(host.part(at..at + region.len())))
}

/// The product whose host it is: `kms` for `kms.cn-hangzhou.aliyuncs.com`.
fn service_of_host(host: &str) -> Option<&'static str> {
    let service = SERVICES.iter().find(|service| host.starts_with(**service))?;
    DOMAINS.iter().any(|domain| host.ends_with(domain)).then(|| service.trim_end_matches('.').trim_end_matches("-vpc"))
}

/// The region in the name of a service's host: `kms.cn-hangzhou.aliyuncs.com`.
fn region_of_host(host: &str) -> Option<&str> {
    let rest = SERVICES.iter().find_map(|service| host.strip_prefix(service))?;
    let region = DOMAINS.iter().find_map(|domain| rest.strip_suffix(domain))?;
    (!region.is_empty() && !region.contains('.')).then_some(region)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_names_the_region() {
        assert_eq!(region_of_host("kms.cn-hangzhou.aliyuncs.com"), Some("cn-hangzhou"));
        assert_eq!(region_of_host("kms-vpc.ap-southeast-1.aliyuncs.com"), Some("ap-southeast-1"));
        assert_eq!(region_of_host("kms.eu-de.otc.t-systems.com"), Some("eu-de"));
        assert_eq!(region_of_host("ecs.aliyuncs.com"), None);
        assert_eq!(region_of_host("kst-hzz6.cryptoservice.kms.aliyuncs.com"), None);
    }
}
