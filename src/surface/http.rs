//! Recorded requests in `.http` and `.rest` files: parameters of a URL or a form, and JSON bodies.

use super::{NamedKind, request};
use crate::resource::{Resource, Surface};
use crate::syntax::http::{Request, Requests};
use crate::syntax::node::Node;
use crate::syntax::{SyntaxError, embedded};
use crate::tables::Tables;
use crate::value::Value;

/// The requests of a file that go to a key management service, and what could not be read of them.
pub fn lift(requests: &Requests, tables: &Tables) -> (Vec<Resource>, Vec<SyntaxError>) {
    let mut resources = Vec::new();
    let mut errors = Vec::new();
    for one in &requests.requests {
        let (found, problems) = lift_request(one, tables);
        resources.extend(found);
        errors.extend(problems);
    }
    (resources, errors)
}

/// What one request asks for, wherever it is written, and what could not be read of it.
pub(super) fn lift_request(one: &Request, tables: &Tables) -> (Vec<Resource>, Vec<SyntaxError>) {
    let mut errors = Vec::new();
    let address = one.address.known_bytes();
    let mut found = request::lift(&one.parameters, None, tables);
    if let Some(kind) = request::kind_of_address(address, tables) {
        let (body, problems) = body(one, &kind, tables);
        found.extend(body);
        errors.extend(problems);
    }
    for resource in &mut found {
        resource.surface = Surface::Request;
        if resource.region.is_none() {
            resource.region = region_of_address(address).map(|region| Value::string(region, one.address.span()));
        }
    }
    (found, errors)
}

/// What a body asks for that is sent to an address as it stands in the document.
pub(super) fn lift_body(body: &Node, address: &str, tables: &Tables) -> Vec<Resource> {
    let Some(kind) = request::kind_of_address(address, tables).map(NamedKind) else { return Vec::new() };
    let mut found = request::lift(body, Some(&kind), tables);
    for resource in &mut found {
        resource.region = resource
            .region
            .take()
            .or_else(|| region_of_address(address).map(|region| Value::string(region, body.span)));
    }
    found
}

fn body(one: &Request, kind: &str, tables: &Tables) -> (Vec<Resource>, Vec<SyntaxError>) {
    let Some(text) = &one.body else { return (Vec::new(), Vec::new()) };
    let parsed = embedded::json(text);
    let named = NamedKind(kind.to_owned());
    let lift = |document| request::lift(document, Some(&named), tables);
    (parsed.documents.iter().flat_map(lift).collect(), parsed.errors)
}

/// The region in the name of a service's host: `kms.cn-hangzhou.aliyuncs.com`.
fn region_of_address(address: &str) -> Option<&str> {
    let host = address.split("://").nth(1).unwrap_or(address).split(['/', ':', '?']).next()?;
    let rest = host.strip_prefix("kms.").or_else(|| host.strip_prefix("ecs."))?;
    let region = rest.strip_suffix(".aliyuncs.com").or_else(|| rest.strip_suffix(".otc.t-systems.com"))?;
    (!region.is_empty() && !region.contains('.')).then_some(region)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_names_the_region() {
        assert_eq!(region_of_address("https://kms.cn-hangzhou.aliyuncs.com/?Action=x"), Some("cn-hangzhou"));
        assert_eq!(region_of_address("https://kms.eu-de.otc.t-systems.com/v1.0/p/kms/create-key"), Some("eu-de"));
        assert_eq!(region_of_address("https://kst-hzz6.cryptoservice.kms.aliyuncs.com"), None);
        assert_eq!(region_of_address("https://kms.aliyuncs.com"), None);
    }
}
