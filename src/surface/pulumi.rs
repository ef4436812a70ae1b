//! Pulumi YAML programs: `resources` with types and properties, `${…}` references between them.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::interpolation::{self, Escapes};
use super::{Lift, Surface, fields};
use crate::resource::{Address, FieldNames, Notation, ProviderRef, Resource, Role, Taker};
use crate::source::Span;
use crate::syntax::node::{Entry, Node, NodeKind};
use crate::tables::Tables;
use crate::tables::cloud::NetworkType;
use crate::value::{Member, Members, Symbol, Value, ValueKind};

pub(crate) static NOTATION: Notation = Notation {
    field_names: FieldNames::CamelCase,
    taker: Taker::Provider,
    is_yaml: true,
    ..Notation::named("pulumi", "Pulumi")
};

/// Programs in YAML.
pub(crate) static SURFACE: Surface = Surface {
    words: &["huaweicloud:dew"],
    marks: &["alicloud:kms", "opentelekomcloud:KmsKeyV1", "huaweicloud:Dew"],
    ..Surface::new("pulumi", &NOTATION, Lift::Document(|document, tables| lift(document, tables).into()))
};

const ESCAPES: Escapes = Escapes { before: Some('$'), after: None };

/// The resources of a program; none where the document is no Pulumi program.
pub(crate) fn lift(document: &Node, tables: &Tables) -> Vec<Resource> {
    let components = document.get("components").map(Node::entries).unwrap_or_default();
    let programs = std::iter::once(document).chain(components.iter().map(|entry| &entry.value));
    programs.filter(|program| is_program(program)).flat_map(|program| lift_program(program, tables)).collect()
}

fn lift_program(document: &Node, tables: &Tables) -> Vec<Resource> {
    let Some(resources) = document.get("resources") else { return Vec::new() };
    let program = Program { document, resources, tables, open: RefCell::default() };
    resources.entries().iter().filter_map(|entry| program.resource(&entry.key.known_shared()?, &entry.value)).collect()
}

fn is_program(document: &Node) -> bool {
    // `package:module:Type`, or `package:Type` where the module is the package's only one.
    let has_type = |node: &Node| node.get("type").and_then(Node::as_str).is_some_and(|name| name.contains(':'));
    document
        .get("resources")
        .is_some_and(|node| node.is_mapping() && node.entries().iter().any(|entry| has_type(&entry.value)))
}

struct Program<'a> {
    document: &'a Node,
    resources: &'a Node,
    tables: &'a Tables,
    /// Names that are being resolved, so that a cycle ends as unknown.
    open: RefCell<BTreeSet<String>>,
}

impl Program<'_> {
    fn resource(&self, name: &Arc<str>, node: &Node) -> Option<Resource> {
        let type_name = node.get("type")?.as_str()?;
        // What is only read was made elsewhere.
        if node.get("get").is_some() {
            return None;
        }
        let table = self.tables.by_name(&NOTATION, type_name);
        let network = self.network_type(type_name);
        let known = table.map(|table| (&table.kind, &table.fields));
        let (kind, rows) = known.or_else(|| network.map(|network| (&network.kind, &network.fields)))?;
        let header = node.span.at_start();
        let properties = node.get("properties");
        let value = properties.map_or_else(|| Value::object(Members::default()), |node| self.value(node));
        let mut body = fields::group(&value, rows, &NOTATION, header);
        body.header = properties.map_or(header, |node| node.span.at_start());
        let options = node.get("options");
        let role = if node.get("get").is_some() { Role::Read } else { Role::Managed };
        Some(Resource {
            address: Some(Address::new(name.clone())),
            header,
            region: self.region(options).map(Arc::new),
            provider: self.provider(options).map_or(ProviderRef::Unknown, ProviderRef::Known),
            ..Resource::new(&NOTATION, role, kind.clone(), type_name, body)
        })
    }

    /// The provider's configured region: of the provider that the options name, else of the stack.
    fn region(&self, options: Option<&Node>) -> Option<Value> {
        if let Some(provider) = options.and_then(|options| options.get("provider")) {
            let name = provider.as_str()?.strip_prefix("${")?.strip_suffix('}')?;
            let region = self.resources.get(name)?.get("properties")?.get("region")?;
            return Some(self.value(region));
        }
        let configured = self.configuration("alicloud:region")?;
        Some(self.value(configured))
    }

    fn provider(&self, options: Option<&Node>) -> Option<Arc<str>> {
        match options.and_then(|options| options.get("provider")) {
            Some(provider) => provider.as_str().map(Into::into),
            None => Some("default".into()),
        }
    }

    /// The literal or default that the program itself gives for a configuration key.
    fn configuration(&self, name: &str) -> Option<&Node> {
        let section = self.document.get("config").or_else(|| self.document.get("configuration"))?;
        let given = section.get(name)?;
        if given.is_mapping() { given.get("value").or_else(|| given.get("default")) } else { Some(given) }
    }

    /// Whether the program says of a configuration key that its value is a secret.
    fn is_secret(&self, name: &str) -> bool {
        let section = self.document.get("config").or_else(|| self.document.get("configuration"));
        let is_marked = |key: &Node| matches!(key.get("secret").map(|secret| &secret.kind), Some(NodeKind::Bool(true)));
        section.and_then(|section| section.get(name)).is_some_and(is_marked)
    }

    fn value(&self, node: &Node) -> Value {
        match &node.kind {
            NodeKind::String(text) => interpolation::fill(text, ESCAPES, &mut |path, span| self.reference(path, span)),
            NodeKind::Sequence(items) => {
                Value::tuple(items.iter().map(|item| self.value(item)).collect::<Vec<_>>()).at(node.span)
            }
            NodeKind::Mapping(entries) if secret_of(entries).is_some() => {
                let inner = secret_of(entries).map_or_else(Value::null, |inner| self.value(inner));
                Value { sensitive: true, ..inner }
            }
            NodeKind::Mapping(entries) if entries.iter().any(|entry| entry.key.known_prefix().starts_with("fn::")) => {
                Value::unknown("functions are evaluated by Pulumi").at(node.span)
            }
            NodeKind::Mapping(entries) => {
                let members = entries.iter().filter_map(|entry| {
                    let member = Member { key_span: Some(entry.key.span()), value: self.value(&entry.value) };
                    Some((entry.key.known_shared()?, member))
                });
                Value::object(members.collect()).at(node.span)
            }
            _ => Value::from_node(node),
        }
    }

    /// What `${path}` stands for.
    fn reference(&self, path: &str, span: Span) -> Value {
        let end = path.find(['.', '[']).unwrap_or(path.len());
        let (name, steps) = path.split_at(end);
        if self.resources.get(name).is_some() {
            return self.resource_attribute(name, steps.trim_start_matches('.'), span);
        }
        let definition = self.document.get("variables").and_then(|variables| variables.get(name));
        let definition = definition.or_else(|| self.configuration(name)).filter(|_| steps.is_empty());
        match definition {
            Some(definition) => {
                let value = self.guarded(name, || self.value(definition)).referenced(name, span);
                Value { sensitive: value.sensitive || self.is_secret(name), ..value }
            }
            None => Value::unknown(format!("{path} is known to Pulumi only")).at(span),
        }
    }

    fn network_type(&self, name: &str) -> Option<&NetworkType> {
        self.tables.network()?.by_name(&NOTATION, name)
    }

    /// A configured property is its value; everything else is known after deployment and is identified by its name.
    fn resource_attribute(&self, name: &str, attribute: &str, span: Span) -> Value {
        let node = self.resources.get(name);
        let written = node.and_then(|node| node.get("properties")).and_then(|properties| properties.get(attribute));
        if let Some(written) = written {
            let value = self.guarded(&format!("{name}.{attribute}"), || self.value(written));
            return value.referenced(format!("{name}.{attribute}"), span);
        }
        let type_name = node.and_then(|node| node.get("type")).and_then(Node::as_str).unwrap_or_default();
        let known = self.network_type(type_name).map_or(type_name, |network| &network.kind);
        let mut value = Value::unknown(format!("{name}.{attribute} is known after deployment")).at(span);
        if let ValueKind::Unknown(unknown) = &mut value.kind {
            unknown.is_not_null = attribute == "id";
            unknown.symbol = Some(Arc::new(Symbol {
                resource: name.into(),
                attribute: attribute.into(),
                resource_type: known.into(),
                is_managed: node.is_some_and(|node| node.get("get").is_none()),
            }));
        }
        value
    }

    fn guarded(&self, name: &str, evaluate: impl FnOnce() -> Value) -> Value {
        if !self.open.borrow_mut().insert(name.to_owned()) {
            return Value::unknown(format!("{name} refers to itself"));
        }
        let value = evaluate();
        self.open.borrow_mut().remove(name);
        value
    }
}

/// What `fn::secret` marks, which is all that it does.
fn secret_of(entries: &[Entry]) -> Option<&Node> {
    match entries {
        [entry] if entry.key.known() == Some("fn::secret") => Some(&entry.value),
        _ => None,
    }
}
