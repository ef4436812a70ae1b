//! Calls of operations that their API does not have, although another one may. Nothing else is known of them: they are lifted for the rule that says
//! so.

use crate::resource::{Group, Notation, Resource, Role};
use crate::spelling::is_slip_of;
use crate::syntax::text::Text;
use crate::tables::Tables;
use crate::tables::cloud::Api;

/// How it is known which API is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Evidence {
    /// By a command, a host or the version of the API.
    Certain,
    /// Only by a name that resembles one of its operations.
    Resemblance,
}

/// The call of an operation of `cloud`'s `product`, if the name is known and there is no such operation.
pub(super) fn unknown(
    notation: &'static Notation,
    (cloud, product): (&str, &str),
    name: &Text,
    evidence: Evidence,
    tables: &Tables,
) -> Option<Resource> {
    let written = name.known().filter(|written| is_name(written))?;
    let apis = tables.cloud(cloud)?;
    let api = apis.api(product)?;
    // Some paths that tables describe end with an id, so that no list has them.
    let is_described = || tables.operation(&format!("{cloud}/{written}")).is_some();
    if api.has(written) || apis.api_of(written).is_none() && is_described() {
        return None;
    }
    let is_certain = evidence == Evidence::Certain && !api.open;
    (is_certain || meant(api, written).is_some()).then(|| {
        let kind = format!("{cloud}/{}", api.product);
        Resource::new(notation, Role::Operation, kind.as_str(), written, Group::empty(name.span()))
    })
}

/// The operation that a name is a slip of.
pub(super) fn meant<'a>(api: &'a Api, written: &str) -> Option<&'a str> {
    api.operations.iter().map(String::as_str).find(|own| is_slip_of(written, own))
}

/// Whether it is written out, and no place for a name such as `{operation}`.
fn is_name(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
}
