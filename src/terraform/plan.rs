//! Saved plans, as `terraform show -json` prints them: what will be, with the values that are known before it is.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::source::Span;
use crate::syntax::node::Node;
use crate::terraform::module::versions::{ProviderVersions, normal_source, parse_constraints};
use crate::value::{Mapping, Member, Members, Sequence, Value, ValueKind};

/// The data source that lists regions.
const REGIONS: &str = "alicloud_regions";

/// A resource of a plan.
#[derive(Clone, Debug)]
pub(crate) struct PlannedResource<'a> {
    pub is_data: bool,
    pub resource_type: Arc<str>,
    /// The module instance, with a dot after it; empty for the root.
    pub module: Box<str>,
    /// The address of the block inside its module.
    pub block: Box<str>,
    /// The instance key in brackets; empty where there is none.
    pub key: Box<str>,
    /// Where the plan names the resource.
    pub header: Span,
    /// All that is known of it: what is configured, and what the provider adds. Nothing that is null.
    pub values: Mapping,
    /// The arguments that the configuration writes; none where the plan does not say.
    pub written: Option<BTreeSet<&'a str>>,
    pub region: Option<Arc<Value>>,
    pub provider: Option<Arc<str>>,
    pub versions: Option<Arc<ProviderVersions>>,
}

/// Whether a document is a saved plan.
pub(crate) fn is_plan(document: &Node) -> bool {
    let has_values = document.get("planned_values").is_some_and(Node::is_mapping);
    has_values && document.get("format_version").is_some_and(|version| version.as_str().is_some())
}

/// Has `take` each of the resources of a plan's planned values, in all modules: all at once would be as large as the plan.
pub(crate) fn planned_resources<'a>(document: &'a Node, take: &mut dyn FnMut(PlannedResource<'a>)) {
    let Some(root) = document.get("planned_values").and_then(|values| values.get("root_module")) else { return };
    let changes = document.get("resource_changes").map(Node::items).unwrap_or_default().iter();
    let changes = changes.filter_map(|change| Some((change.get("address")?.as_str()?, change.get("change")?)));
    let configuration = document.get("configuration");
    let mut plan = Plan { document, configuration, changes: changes.collect(), providers: HashMap::new() };
    let providers = configuration.and_then(|configuration| configuration.get("provider_config"));
    for provider in providers.map(Node::entries).unwrap_or_default() {
        if let Some(key) = provider.key.known().filter(|key| !plan.providers.contains_key(key)) {
            let region = plan.region(key, &provider.value).map(Arc::new);
            let versions = versions(&provider.value).map(Arc::new);
            plan.providers.insert(key, PlannedProvider { region, versions });
        }
    }
    let module = configuration.and_then(|configuration| configuration.get("root_module"));
    plan.module(root, &Configured::of(module), take);
}

/// What the configuration of a module declares, to be found by name: the instances of a large plan ask for it one by one.
#[derive(Default)]
struct Configured<'a> {
    /// By type, name and mode.
    resources: HashMap<[Option<&'a str>; 3], &'a Node>,
    calls: HashMap<&'a str, &'a Node>,
}

impl<'a> Configured<'a> {
    fn of(module: Option<&'a Node>) -> Self {
        let resources = module.and_then(|module| module.get("resources")).map(Node::items).unwrap_or_default();
        let calls = module.and_then(|module| module.get("module_calls")).map(Node::entries).unwrap_or_default();
        let mut configured = Self::default();
        // Of two with one name the first counts, as it does wherever a member is asked for.
        for resource in resources {
            configured.resources.entry(key_of(resource)).or_insert(resource);
        }
        for call in calls {
            if let Some(name) = call.key.known() {
                configured.calls.entry(name).or_insert(&call.value);
            }
        }
        configured
    }
}

fn key_of(resource: &Node) -> [Option<&str>; 3] {
    ["type", "name", "mode"].map(|member| resource.get(member).and_then(Node::as_str))
}

struct Plan<'a> {
    document: &'a Node,
    configuration: Option<&'a Node>,
    changes: HashMap<&'a str, &'a Node>,
    /// The provider configurations that resources name, by their keys.
    providers: HashMap<&'a str, PlannedProvider>,
}

/// What a plan says of a provider configuration.
#[derive(Clone, Default)]
struct PlannedProvider {
    region: Option<Arc<Value>>,
    versions: Option<Arc<ProviderVersions>>,
}

impl<'a> Plan<'a> {
    fn module(&self, module: &Node, configured: &Configured<'a>, take: &mut dyn FnMut(PlannedResource<'a>)) {
        let prefix = module.get("address").and_then(Node::as_str).map(|address| format!("{address}."));
        for resource in module.get("resources").map(Node::items).unwrap_or_default() {
            self.resource(resource, prefix.as_deref().unwrap_or_default(), configured).into_iter().for_each(&mut *take);
        }
        // The instances of one call have one configuration.
        let mut called: HashMap<Option<&str>, Configured<'a>> = HashMap::new();
        for child in module.get("child_modules").map(Node::items).unwrap_or_default() {
            let name = child.get("address").and_then(Node::as_str).map(call_name);
            let call = || name.and_then(|name| configured.calls.get(name)).and_then(|call| call.get("module"));
            let inner = called.entry(name).or_insert_with(|| Configured::of(call()));
            self.module(child, inner, take);
        }
    }

    fn resource(&self, resource: &Node, module: &str, configured: &Configured<'a>) -> Option<PlannedResource<'a>> {
        let text = |name: &str| resource.get(name).and_then(Node::as_str);
        let (address, resource_type, name) = (text("address")?, text("type")?, text("name")?);
        let is_data = text("mode") == Some("data");
        let configured = configured.resources.get(&key_of(resource)).copied();
        let header = resource.get("address")?.span;
        let inner = address.strip_prefix(module).unwrap_or(address);
        let block = own_address(resource_type, name, is_data);
        let instance_key = inner.strip_prefix(block.as_str()).unwrap_or_default();
        let key = configured.and_then(|configured| configured.get("provider_config_key")).and_then(Node::as_str);
        let provider = key.and_then(|key| self.providers.get(key)).cloned().unwrap_or_default();
        let written = configured.and_then(|configured| configured.get("expressions"));
        Some(PlannedResource {
            is_data,
            resource_type: resource_type.into(),
            module: module.into(),
            block: block.into(),
            key: instance_key.into(),
            header,
            values: self.values(resource, address, header),
            written: written.map(|written| written.entries().iter().filter_map(|entry| entry.key.known()).collect()),
            region: provider.region,
            provider: key.map(Into::into),
            versions: provider.versions,
        })
    }

    /// The planned values, with what is known only after apply as unknown.
    fn values(&self, resource: &Node, address: &str, header: Span) -> Mapping {
        let empty = || Value::object(Members::default());
        let values = resource.get("values").map_or_else(empty, Value::from_node);
        let after_unknown = self.changes.get(address).and_then(|change| change.get("after_unknown"));
        let mut values = with_unknown(values, after_unknown, header);
        if let Some(sensitive) = resource.get("sensitive_values") {
            hide(&mut values, sensitive);
        }
        match without_null(values).kind {
            ValueKind::Mapping(mapping) => mapping,
            _ => Mapping { kind: crate::value::MappingKind::Object, members: Members::default(), is_open: true },
        }
    }

    /// The region of a provider configuration: a constant, or what a data source read that asked for it.
    ///
    /// Of everything else a plan lists the references alone, not what is made of them.
    fn region(&self, key: &str, provider: &Node) -> Option<Value> {
        let region = provider.get("expressions").and_then(|expressions| expressions.get("region"));
        if let Some(constant) = region.and_then(|region| region.get("constant_value")) {
            return Some(Value::from_node(constant)).filter(|value| !value.is_null());
        }
        self.current_region(key)
    }

    /// The region that `data.alicloud_regions` with `current` found, where it stands in the root module and has this
    /// provider configuration.
    fn current_region(&self, key: &str) -> Option<Value> {
        let root = |node: &'_ Node| node.get("root_module").and_then(|module| module.get("resources")).cloned();
        let configured = self.configuration.and_then(root)?;
        let is_current = |node: &Node| node.get("current").is_some_and(is_true);
        let read = root(self.document.get("prior_state")?.get("values")?)?;
        let text = |node: &'_ Node, name: &str| node.get(name).and_then(Node::as_str).map(str::to_owned);
        let has_key = |name: &str| {
            configured.items().iter().any(|resource| {
                text(resource, "type").as_deref() == Some(REGIONS)
                    && text(resource, "name").as_deref() == Some(name)
                    && text(resource, "provider_config_key").as_deref() == Some(key)
            })
        };
        let found = read.items().iter().find(|resource| {
            text(resource, "type").as_deref() == Some(REGIONS)
                && resource.get("values").is_some_and(is_current)
                && text(resource, "name").is_some_and(|name| has_key(&name))
        })?;
        match found.get("values")?.get("ids")?.items() {
            [id] => Some(Value::from_node(id)).filter(|id| id.as_str().is_some()),
            _ => None,
        }
    }
}

/// The address of a block inside its module.
fn own_address(resource_type: &str, name: &str, is_data: bool) -> String {
    format!("{}{resource_type}.{name}", if is_data { "data." } else { "" })
}

/// The name of the last call in a module's address: `inner` in `module.kms["a.b"].module.inner[0]`.
fn call_name(address: &str) -> &str {
    let last = address.rfind("module.").map_or(address, |at| address.get(at + "module.".len()..).unwrap_or_default());
    last.split('[').next().unwrap_or(last)
}

fn versions(provider: &Node) -> Option<ProviderVersions> {
    let source = normal_source(provider.get("full_name")?.as_str()?);
    let constraint = provider.get("version_constraint");
    let requirement = constraint.and_then(|constraint| parse_constraints(constraint.as_str()?));
    let constraints = requirement.zip(constraint.map(|constraint| constraint.span)).into_iter().collect();
    Some(ProviderVersions { source: source.into(), constraints, locked: None })
}

/// The value with an unknown one wherever `unknown` says true. What is unknown is missing in the values.
fn with_unknown(value: Value, unknown: Option<&Node>, place: Span) -> Value {
    let Some(unknown) = unknown else { return value };
    let place = value.span.unwrap_or(place);
    let kind = match value.kind {
        ValueKind::Mapping(mapping) => {
            let mut members = mapping.members.to_map();
            for entry in unknown.entries() {
                let Some(key) = entry.key.known() else { continue };
                if is_true(&entry.value) {
                    let value = Value::unknown("it is known after apply").at(place);
                    members.insert(key.into(), Member { key_span: None, value });
                } else if let Some(member) = members.get_mut(key) {
                    let inner = std::mem::replace(&mut member.value, Value::null());
                    member.value = with_unknown(inner, Some(&entry.value), place);
                }
            }
            ValueKind::Mapping(Mapping { members: members.into(), ..mapping })
        }
        ValueKind::Sequence(sequence) => {
            let unknown = unknown.items();
            let items = sequence.items.iter().enumerate();
            let mut items: Vec<Value> = items
                .map(|(index, item)| match unknown.get(index) {
                    Some(unknown) if is_true(unknown) => Value::unknown("it is known after apply").at(place),
                    unknown => with_unknown(item.clone(), unknown, place),
                })
                .collect();
            let further = unknown.iter().skip(items.len()).filter(|unknown| is_true(unknown));
            items.extend(further.map(|_| Value::unknown("it is known after apply").at(place)));
            ValueKind::Sequence(Sequence { items: items.into(), ..sequence })
        }
        kind => kind,
    };
    Value { kind, ..value }
}

/// Marks what `sensitive` says true of.
fn hide(value: &mut Value, sensitive: &Node) {
    if is_true(sensitive) {
        value.sensitive = true;
        return;
    }
    match &mut value.kind {
        ValueKind::Mapping(mapping) => {
            let mut members = mapping.members.to_map();
            for entry in sensitive.entries() {
                if let Some(member) = entry.key.known().and_then(|key| members.get_mut(key)) {
                    hide(&mut member.value, &entry.value);
                }
            }
            mapping.members = members.into();
        }
        ValueKind::Sequence(sequence) => {
            let mut items = sequence.items.to_vec();
            items.iter_mut().zip(sensitive.items()).for_each(|(item, sensitive)| hide(item, sensitive));
            sequence.items = items.into();
        }
        _ => {}
    }
}

/// The value without members that are null: a plan writes out every argument that is not set.
fn without_null(value: Value) -> Value {
    let kind = match value.kind {
        ValueKind::Mapping(mapping) => {
            let members = mapping.members.iter().filter(|(_, member)| !member.value.is_null());
            let members = members.map(|(key, member)| {
                (key.clone(), Member { key_span: member.key_span, value: without_null(member.value.clone()) })
            });
            ValueKind::Mapping(Mapping { members: members.collect(), ..mapping })
        }
        ValueKind::Sequence(sequence) => {
            let items = sequence.items.iter().cloned().map(without_null).collect();
            ValueKind::Sequence(Sequence { items, ..sequence })
        }
        kind => kind,
    };
    Value { kind, ..value }
}

fn is_true(node: &Node) -> bool {
    matches!(node.kind, crate::syntax::node::NodeKind::Bool(true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_call_of_an_address_is_found_behind_keys() {
        assert_eq!(call_name("module.kms"), "kms");
        assert_eq!(call_name("module.kms[\"a.b\"].module.inner[0]"), "inner");
    }
}
