//! A KMS instance of Alibaba Cloud and the VPCs that are associated with it.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use super::View;
use super::value::Element;
use crate::resource::{Blocks, Field, Group, Presence, Resource, Role};
use crate::source::Span;
use crate::tables::cloud::NetworkType;
use crate::value::{SequenceKind, Symbol, Value, ValueKind};

/// The kind of a KMS instance, and of the requests about one.
pub(crate) const INSTANCE: &str = "alibaba/kms_instance";

/// The field that lists the associated VPCs.
pub(crate) const BINDINGS: &str = "bind_vpcs";

/// What is known to be one thing: equal identities are equal values.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Identity<'a> {
    /// A number is known by its digits: whoever takes ids and accounts takes them either way.
    Text(Cow<'a, str>),
    Symbol(&'a Symbol),
    /// A text with one symbol in each of its holes.
    Template(Vec<Option<&'a str>>, &'a [Arc<Symbol>]),
}

impl<'a> Identity<'a> {
    /// None where the value is equal to nothing for certain, not even to itself written twice.
    pub(crate) fn of(value: &'a Value) -> Option<Self> {
        let template = || Some(Self::Template(value.as_text()?.pieces(), value.symbols_of_holes()?));
        let text = value.as_str().map(Cow::Borrowed);
        let text = text.or_else(|| value.as_number().map(|number| Cow::Owned(number.to_string())));
        text.map(Self::Text).or_else(|| value.symbol().map(Self::Symbol)).or_else(template)
    }
}

/// The values without those that are known to equal an earlier one.
pub(crate) fn distinct<'a>(values: impl IntoIterator<Item = &'a Value>) -> Vec<&'a Value> {
    let mut seen = HashSet::new();
    values.into_iter().filter(|value| Identity::of(value).is_none_or(|identity| seen.insert(identity))).collect()
}

/// The field that lists the associated VPCs, where it is one of this resource.
pub(crate) fn bindings_field(resource: &Resource) -> Option<(&Field, &Blocks)> {
    let field = resource.body.field(BINDINGS).filter(|field| field.is_declared)?;
    field.blocks().map(|blocks| (field, blocks))
}

/// The associated VPCs that are written; there may be more.
pub(crate) fn bindings(resource: &Resource) -> &[Group] {
    resource.body.blocks(BINDINGS)
}

/// The associated VPCs that are written, also those that stand for a number which is not known.
pub(crate) fn written_bindings(resource: &Resource) -> impl Iterator<Item = &Group> {
    let possible = bindings_field(resource).map_or(&[][..], |(_, blocks)| &blocks.possible);
    bindings(resource).iter().chain(possible)
}

/// The ids of the associated VPCs, known or not, each with the entry that holds it.
pub(crate) fn bound_vpcs(resource: &Resource) -> impl Iterator<Item = (&Group, &Value)> {
    bindings(resource).iter().filter_map(|entry| Some((entry, vpc_of(entry)?)))
}

/// The VPC id in a group, unless it is certainly left out.
pub(crate) fn vpc_of(group: &Group) -> Option<&Value> {
    let value = group.value("vpc_id").filter(|_| group.presence("vpc_id") != Presence::Absent)?;
    let is_empty = value.as_str().is_some_and(str::is_empty);
    (!is_empty).then_some(value)
}

/// The saved response about the instance that a request names.
pub(crate) fn saved_instance<'a>(view: &View<'a>, request: &Resource) -> Option<&'a Resource> {
    let id = request.body.known_str("kms_instance_id")?;
    view.saved(INSTANCE).find(|saved| saved.body.known_str("kms_instance_id") == Some(id))
}

/// The elements of a list field of an instance, also where it is written as text.
pub(crate) fn list_of<'v>(view: &View<'_>, resource: &'v Resource, name: &str) -> Vec<Element<'v>> {
    let row = view.tables().of_kind(&resource.kind).and_then(|table| table.fields.get(name));
    match (row, resource.body.value(name)) {
        (Some(row), Some(value)) => super::value::elements(row, value),
        _ => Vec::new(),
    }
}

/// How many elements a list has, as far as that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ListCount {
    pub at_least: usize,
    pub is_exact: bool,
}

/// The number of elements of a list field of an instance; none where it is not written, or not known at all.
pub(crate) fn count_of_list(view: &View<'_>, resource: &Resource, name: &str) -> Option<ListCount> {
    let value = resource.body.value(name)?;
    let is_known = match &value.kind {
        ValueKind::Sequence(sequence) => {
            // Unknown elements of a set may turn out to be one.
            let may_shrink = sequence.kind == SequenceKind::Set && !sequence.items.iter().all(Value::is_wholly_known);
            !sequence.is_open() && !may_shrink
        }
        ValueKind::String(text) => text.is_known(),
        _ => return None,
    };
    let elements = list_of(view, resource, name);
    let known = elements.iter().filter(|element| is_known || element.is_wholly_known()).count();
    Some(ListCount { at_least: known, is_exact: is_known })
}

/// The VPC or vSwitch of this configuration whose id a value is.
pub(crate) fn made_network<'a>(view: &View<'a>, id: &Value) -> Option<&'a Resource> {
    let symbol = id.symbol().filter(|symbol| symbol.is_managed && &*symbol.attribute == "id")?;
    let made = view.resource_of(symbol)?;
    network_type(view, made).is_some().then_some(made)
}

/// The data source of this configuration that looks an id up, and what of the network it lists.
pub(super) fn listed_network<'a>(view: &View<'a>, id: &Value) -> Option<(&'a Resource, &'a NetworkType)> {
    let symbol = id.symbol().filter(|symbol| !symbol.is_managed)?;
    let network_type = view.tables().network()?.listed_by(&symbol.resource_type, &symbol.attribute)?;
    Some((view.resource_of(symbol)?, network_type))
}

/// What of the network a resource is.
pub(crate) fn network_type<'a>(view: &View<'a>, made: &Resource) -> Option<&'a NetworkType> {
    view.tables().network()?.of_kind(&made.kind)
}

/// The vSwitch of this configuration whose id a value is.
pub(crate) fn made_vswitch<'a>(view: &View<'a>, id: &Value) -> Option<&'a Resource> {
    let vswitch = &view.tables().network()?.vswitch;
    made_network(view, id).filter(|made| *made.kind == *vswitch.kind)
}

/// The zone that a vSwitch is put into.
pub(crate) fn zone_of(vswitch: &Resource) -> Option<&Value> {
    ["zone_id", "availability_zone"]
        .into_iter()
        .find_map(|name| vswitch.body.value(name))
        .filter(|zone| !zone.is_null())
}

/// What a resource's field is called where it is written, or would be.
pub(crate) fn name_on(view: &View<'_>, resource: &Resource, path: &[&str]) -> String {
    let table = view.tables().of_kind(&resource.kind);
    let mut rows = table.map(|table| &table.fields);
    let mut name = String::new();
    for step in path {
        let row = rows.and_then(|rows| rows.get(*step));
        name = row
            .and_then(|row| row.name_on(resource.notation, step))
            .map_or_else(|| (*step).to_owned(), Cow::into_owned);
        rows = row.map(|row| &row.fields);
    }
    name
}

/// Whether an instance is billed by what it uses, so that no quota was bought for it. `None` where that may be.
pub(crate) fn is_pay_as_you_go(resource: &Resource) -> Option<bool> {
    const BY_USE: &[&str] = &["payasyougo", "postpaid", "postpay", "payondemand", "payg"];
    const IN_ADVANCE: &[&str] = &["subscription", "prepaid", "prepay"];
    let is_among = |names: &[&str], name: &str| names.contains(&name.to_ascii_lowercase().as_str());
    if resource.role == Role::Saved {
        return Some(resource.body.known_str("charge_type").is_some_and(|name| is_among(BY_USE, name)));
    }
    match resource.body.presence("payment_type") {
        Presence::Absent => Some(false),
        Presence::Uncertain => None,
        // What is meant by another word is not known.
        Presence::Set => match resource.body.known_str("payment_type") {
            Some(name) => {
                let is_known = is_among(BY_USE, name) || is_among(IN_ADVANCE, name);
                is_known.then(|| is_among(BY_USE, name))
            }
            None => {
                let begins = resource.body.value("payment_type")?.as_text()?.known_prefix().to_ascii_lowercase();
                let may_be = |names: &[&str]| names.iter().any(|name| name.starts_with(&begins));
                (!may_be(BY_USE) && may_be(IN_ADVANCE)).then_some(false)
            }
        },
    }
}

/// Whether log analysis is switched on, in any of its spellings. `None` where that is not known, or left out.
pub(crate) fn is_log_on(resource: &Resource) -> Option<bool> {
    let body = &resource.body;
    body.known_bool("log").or_else(|| match body.known_integer("log")? {
        0 => Some(false),
        1 => Some(true),
        _ => None,
    })
}

/// Where a message about an entry as a whole points: its VPC id if it has one.
pub(crate) fn place_of_binding(entry: &Group) -> Span {
    entry.field("vpc_id").map_or(entry.header, Field::span)
}

/// An id as a message names it: what is written, or whose id it is.
pub(crate) fn shown_id(value: &Value) -> String {
    match &value.kind {
        ValueKind::Unknown(_) => match value.symbol() {
            Some(symbol) => format!("`{}.{}`", symbol.resource, symbol.attribute),
            None => "an id that is not known".to_owned(),
        },
        _ => super::value::shown(value),
    }
}

/// What an id belongs to, as a message names it: a resource, or the id where it is written out.
pub(crate) fn shown_by_id(value: &Value) -> String {
    shown_id(value).replace(".id`", "`")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn text(value: &str) -> Value {
        Value::string(value, Span::new(FileId::DETACHED, 0, 0))
    }

    #[test]
    fn only_what_is_known_to_be_equal_counts_once() {
        let (a, b, unknown) = (text("vpc-a"), text("vpc-b"), Value::unknown("var.vpc has no value"));
        assert_eq!(distinct([&a, &b, &a]).len(), 2);
        assert_eq!(distinct([&a, &unknown, &unknown]).len(), 3);
        assert_eq!(distinct([&text("1207089758811234"), &Value::number(1_207_089_758_811_234_i64)]).len(), 1);
    }
}
