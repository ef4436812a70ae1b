//! ROS templates, YAML and JSON: resources with properties, and functions between them.
//!
//! A parameter with a default is known by that default, as an input variable of Terraform is.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::interpolation::{self, Escapes};
use super::{Lift, Surface, fields};
use crate::resource::{Address, Multiplicity, Notation, ProviderRef, Resource, Role, Taker, number_of};
use crate::source::Span;
use crate::syntax::list::items;
use crate::syntax::node::{Entry, Node, NodeKind};
use crate::syntax::text::Text;
use crate::tables::Tables;
use crate::tables::cloud::NetworkType;
use crate::value::{Member, Members, Number, Symbol, Value, ValueKind};

pub(crate) static NOTATION: Notation = Notation {
    taker: Taker::TemplateService,
    parameters_are_text: true,
    is_yaml: true,
    ..Notation::named("ros", "ROS")
};

/// Templates of the Resource Orchestration Service.
pub(crate) static SURFACE: Surface = Surface {
    is_in_scripts: true,
    marks: &["ALIYUN::KMS::"],
    ..Surface::new("ros", &NOTATION, Lift::Document(|document, tables| lift(document, tables).into()))
};

const ESCAPES: Escapes = Escapes { before: None, after: Some('!') };

/// How many functions refer to each other in a row.
const MAX_DEPTH: usize = 64;

/// Functions that are evaluated for one template.
const MAX_STEPS: usize = 50_000;

/// The resources of a template; none where the document is no ROS template.
pub(crate) fn lift(document: &Node, tables: &Tables) -> Vec<Resource> {
    let Some(resources) = document.get("Resources").filter(|resources| is_template(document, resources)) else {
        return Vec::new();
    };
    let by_name = resources.entries().iter().filter_map(|entry| Some((entry.key.known()?, &entry.value)));
    let template = Template {
        document,
        tables,
        by_name: by_name.collect(),
        open: RefCell::default(),
        conditions: RefCell::default(),
        steps: Cell::new(MAX_STEPS),
    };
    resources.entries().iter().filter_map(|entry| template.resource(entry)).collect()
}

/// A template says so, or has resources of this cloud: without its version ROS refuses it, but it is meant as one.
fn is_template(document: &Node, resources: &Node) -> bool {
    let is_of_cloud =
        |entry: &Entry| entry.value.get("Type").and_then(Node::as_str).is_some_and(|name| name.starts_with("ALIYUN::"));
    document.get("ROSTemplateFormatVersion").is_some() || resources.entries().iter().any(is_of_cloud)
}

struct Template<'a> {
    document: &'a Node,
    tables: &'a Tables,
    by_name: HashMap<&'a str, &'a Node>,
    /// Names that are being resolved, so that a cycle ends as unknown.
    open: RefCell<BTreeSet<String>>,
    /// Answers that do not hang on a condition that is being decided.
    conditions: RefCell<HashMap<String, Option<bool>>>,
    /// How many functions may still be evaluated.
    steps: Cell<usize>,
}

impl Template<'_> {
    fn resource(&self, entry: &Entry) -> Option<Resource> {
        let name: Arc<str> = entry.key.known_shared()?;
        let condition = entry.value.get("Condition").and_then(Node::as_str);
        let holds = condition.map_or(Some(true), |condition| self.condition(condition));
        let count = entry.value.get("Count").map(|count| self.value(count));
        let is_counted_out = count.as_ref().map(|count| number_of(count).map(|count| count.is_zero()));
        if holds == Some(false) || is_counted_out == Some(Some(true)) {
            return None;
        }
        let unknown_count = format!("Count of {name}");
        let condition = match is_counted_out {
            Some(None) => Some(unknown_count.as_str()),
            _ => condition.filter(|_| holds.is_none()),
        };
        let type_name = entry.value.get("Type")?.as_str()?;
        let table = self.tables.by_name(&NOTATION, type_name);
        let network = self.network_type(type_name);
        let known = table.map(|table| (&table.kind, &table.fields));
        let (kind, rows) = known.or_else(|| network.map(|network| (&network.kind, &network.fields)))?;
        let header = entry.key.span();
        let properties = entry.value.get("Properties");
        let value = properties.map_or_else(|| Value::object(Members::default()), |node| self.value(node));
        let mut body = fields::group(&value, rows, &NOTATION, header);
        body.header = properties.map_or(header, |node| node.span.at_start());
        let resource = Resource::new(&NOTATION, Role::Managed, kind.clone(), type_name, body);
        Some(Resource {
            address: Some(Address::new(name.clone())),
            header,
            provider: ProviderRef::Known("stack".into()),
            multiplicity: condition.map_or(Multiplicity::Once, |condition| Multiplicity::Possible(condition.into())),
            ..resource
        })
    }

    fn value(&self, node: &Node) -> Value {
        if let Some(tag) = node.tag().and_then(|tag| tag.strip_prefix('!')) {
            let name = if tag == "Ref" { "Ref".to_owned() } else { format!("Fn::{tag}") };
            let mut argument = node.clone();
            argument.tag = None;
            return self.function(&name, &argument, node.span);
        }
        match &node.kind {
            NodeKind::Sequence(items) => {
                Value::tuple(items.iter().map(|item| self.value(item)).collect::<Vec<_>>()).at(node.span)
            }
            NodeKind::Mapping(entries) => match entries.as_slice() {
                [entry] if entry.key.known().is_some_and(|key| key == "Ref" || key.starts_with("Fn::")) => {
                    self.function(entry.key.known().unwrap_or_default(), &entry.value, node.span)
                }
                _ => self.object(entries, node.span),
            },
            _ => Value::from_node(node),
        }
    }

    fn object(&self, entries: &[Entry], span: Span) -> Value {
        let members = entries.iter().filter_map(|entry| {
            let member = Member { key_span: Some(entry.key.span()), value: self.value(&entry.value) };
            Some((entry.key.known_shared()?, member))
        });
        Value::object(members.collect()).at(span)
    }

    fn function(&self, name: &str, argument: &Node, span: Span) -> Value {
        let Some(steps) = self.steps.get().checked_sub(1) else {
            return Value::unknown("the template has more functions than are evaluated").at(span);
        };
        self.steps.set(steps);
        let value = match name {
            "Ref" => argument.as_str().map(|name| self.reference(name, span)),
            "Fn::GetAtt" => self.attribute(argument, span),
            "Fn::Sub" => self.substitution(argument),
            "Fn::Join" => self.joined(argument, span),
            "Fn::FindInMap" => self.found_in_map(argument, span),
            "Fn::Select" => self.selected(argument),
            "Fn::If" => self.chosen(argument),
            _ => None,
        };
        value.unwrap_or_else(|| Value::unknown(format!("{name} is evaluated by ROS"))).at(span)
    }

    /// A parameter's default, the id of a resource, or what ROS itself gives.
    fn reference(&self, name: &str, span: Span) -> Value {
        if self.by_name.contains_key(name) {
            return self.symbol(name, "id", span);
        }
        if let Some(given) = name.strip_prefix("ALIYUN::") {
            // The one that stands for a property that is not written.
            return match given {
                "NoValue" => Value::null().at(span),
                _ => Value::unknown(format!("{name} is given by ROS")).at(span),
            };
        }
        let Some(parameter) = self.document.get("Parameters").and_then(|parameters| parameters.get(name)) else {
            return Value::unknown(format!("there is no parameter {name}")).at(span);
        };
        match parameter.get("Default") {
            Some(default) => {
                let sensitive = parameter.get("NoEcho").is_some_and(is_true);
                let value = Value { sensitive, ..default_of(parameter, default) };
                value.referenced(format!("parameter {name}"), span)
            }
            None => Value::unknown(format!("parameter {name} has no default")).at(span),
        }
    }

    /// `[resource, attribute]` or `resource.attribute`; an attribute that is configured is its value.
    fn attribute(&self, argument: &Node, span: Span) -> Option<Value> {
        let (resource, attribute) = match argument.items() {
            [resource, attribute] => (resource.as_str()?, attribute.as_str()?),
            _ => argument.as_str()?.split_once('.')?,
        };
        let node = self.by_name.get(resource)?;
        let type_name = node.get("Type").and_then(Node::as_str).unwrap_or_default();
        if self.network_type(type_name).is_some_and(|network| network.id_in(&NOTATION) == attribute) {
            return Some(self.symbol(resource, "id", span));
        }
        let written = node.get("Properties").and_then(|properties| properties.get(attribute));
        Some(match written {
            Some(written) => {
                let name = format!("{resource}.{attribute}");
                self.guarded(&name, || self.value(written)).referenced(name.as_str(), span)
            }
            None => self.symbol(resource, attribute, span),
        })
    }

    fn symbol(&self, resource: &str, attribute: &str, span: Span) -> Value {
        let type_name =
            self.by_name.get(resource).and_then(|node| node.get("Type")).and_then(Node::as_str).unwrap_or_default();
        let mut value = Value::unknown(format!("{resource}.{attribute} is known after the stack is created")).at(span);
        if let ValueKind::Unknown(unknown) = &mut value.kind {
            unknown.is_not_null = true;
            unknown.symbol = Some(Arc::new(Symbol {
                resource: resource.into(),
                attribute: attribute.into(),
                resource_type: self.network_type(type_name).map_or(type_name, |network| &network.kind).into(),
                is_managed: true,
            }));
        }
        value
    }

    fn network_type(&self, name: &str) -> Option<&NetworkType> {
        self.tables.network()?.by_name(&NOTATION, name)
    }

    /// A string with `${name}`, or `[string, {name: value}]`.
    fn substitution(&self, argument: &Node) -> Option<Value> {
        let (template, own) = match argument.items() {
            [template, own] => (template, Some(own)),
            [template] => (template, None),
            _ => (argument, None),
        };
        let resolve = &mut |name: &str, span: Span| match own.and_then(|own| own.get(name)) {
            Some(node) => self.value(node),
            None => match name.split_once('.') {
                Some((resource, _)) if self.by_name.contains_key(resource) => {
                    let path = Node::new(span, NodeKind::String(Text::computed(name, span)));
                    self.attribute(&path, span).unwrap_or_else(|| Value::unknown(format!("{name} is not known")))
                }
                _ => self.reference(name, span),
            },
        };
        Some(interpolation::fill(template.as_text()?, ESCAPES, resolve))
    }

    /// `[separator, [items]]`
    fn joined(&self, argument: &Node, span: Span) -> Option<Value> {
        let [separator, items] = argument.items() else { return None };
        let separator = separator.as_str()?;
        let items = self.value(items);
        let sequence = items.as_sequence().filter(|sequence| !sequence.is_open())?;
        let mut builder = Text::builder();
        for (index, item) in sequence.items.iter().enumerate() {
            if index > 0 {
                builder.push(separator, span);
            }
            match &item.kind {
                ValueKind::String(text) => builder.push_text(text),
                ValueKind::Number(number) => builder.push(&number.to_string(), item.span.unwrap_or(span)),
                _ => builder.push_hole(),
            }
        }
        Some(Value::text(builder.finish(span)))
    }

    /// `[map, first key, second key]`
    fn found_in_map(&self, argument: &Node, span: Span) -> Option<Value> {
        let [map, first, second] = argument.items() else { return None };
        let key = |node: &Node| self.value(node).as_str().map(str::to_owned);
        let keys = [key(map)?, key(first)?, key(second)?];
        let found = keys.iter().try_fold(self.document.get("Mappings")?, |node, key| node.get(key))?;
        Some(Value::from_node(found).referenced(keys.join("."), span))
    }

    /// `[index, [items]]`
    fn selected(&self, argument: &Node) -> Option<Value> {
        let [index, items] = argument.items() else { return None };
        let index = number_of(&self.value(index))?.to_usize()?;
        self.value(items).items().get(index).cloned()
    }

    /// `[condition, yes, no]`; both where the condition is not known and they agree.
    fn chosen(&self, argument: &Node) -> Option<Value> {
        let [condition, yes, no] = argument.items() else { return None };
        match condition.as_str().and_then(|name| self.condition(name)) {
            Some(true) => Some(self.value(yes)),
            Some(false) => Some(self.value(no)),
            None => {
                let (yes, no) = (self.value(yes), self.value(no));
                // Either branch may be the one that counts, so no place in one of them stands for the value.
                let value = match yes.as_str() {
                    Some(text) => Value::string(text, argument.span),
                    None => yes.clone(),
                };
                (yes.equals(&no) == Some(true)).then_some(value)
            }
        }
    }

    /// Whether a named condition certainly holds.
    fn condition(&self, name: &str) -> Option<bool> {
        if let Some(known) = self.conditions.borrow().get(name) {
            return *known;
        }
        let node = self.document.get("Conditions")?.get(name)?;
        let mut result = None;
        self.guarded(&format!("condition {name}"), || {
            result = self.holds(node);
            Value::null()
        });
        // Within a cycle the answer may be unknown only because of where it was asked.
        if result.is_some() || self.open.borrow().is_empty() {
            self.conditions.borrow_mut().insert(name.to_owned(), result);
        }
        result
    }

    /// Whether a condition's expression certainly holds: a function, or the name of another condition.
    fn holds(&self, node: &Node) -> Option<bool> {
        if let Some(tag) = node.tag().and_then(|tag| tag.strip_prefix('!')) {
            return match tag {
                "Condition" => self.condition(node.as_str()?),
                _ => self.function_holds(&format!("Fn::{tag}"), node),
            };
        }
        match node.entries() {
            [entry] if entry.key.known() == Some("Condition") => self.condition(entry.value.as_str()?),
            [entry] => self.function_holds(entry.key.known()?, &entry.value),
            _ => self.condition(node.as_str()?),
        }
    }

    fn function_holds(&self, name: &str, argument: &Node) -> Option<bool> {
        self.steps.set(self.steps.get().checked_sub(1)?);
        match (name, argument.items()) {
            ("Fn::Equals", [left, right]) => self.value(left).equals(&self.value(right)),
            ("Fn::Not", [operand]) => self.holds(operand).map(|holds| !holds),
            ("Fn::Not", []) => self.holds(&Node { tag: None, ..argument.clone() }).map(|holds| !holds),
            ("Fn::And", operands) if !operands.is_empty() => decided(operands, false, |operand| self.holds(operand)),
            ("Fn::Or", operands) if !operands.is_empty() => decided(operands, true, |operand| self.holds(operand)),
            _ => None,
        }
    }

    fn guarded(&self, name: &str, evaluate: impl FnOnce() -> Value) -> Value {
        if self.open.borrow().len() >= MAX_DEPTH {
            return Value::unknown(format!("{name} is behind more references than are followed"));
        }
        if !self.open.borrow_mut().insert(name.to_owned()) {
            return Value::unknown(format!("{name} refers to itself"));
        }
        let value = evaluate();
        self.open.borrow_mut().remove(name);
        value
    }
}

/// One operand that is `decisive` decides beside unknown ones; otherwise all have to be known.
fn decided(operands: &[Node], decisive: bool, holds: impl Fn(&Node) -> Option<bool>) -> Option<bool> {
    let answers: Vec<_> = operands.iter().map(holds).collect();
    if answers.contains(&Some(decisive)) {
        return Some(decisive);
    }
    answers.iter().all(Option::is_some).then_some(!decisive)
}

/// Whether something is true, also as a template may write it as text.
fn is_true(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Bool(value) => *value,
        _ => node.as_str().is_some_and(|text| text.eq_ignore_ascii_case("true")),
    }
}

/// The default of a parameter, which a template may write as text, as the parameter's type has it.
fn default_of(parameter: &Node, default: &Node) -> Value {
    let value = Value::from_node(default);
    let Some(text) = value.as_text().filter(|text| text.is_known()) else { return value };
    let known = text.known_bytes();
    let kind = match (parameter.get("Type").and_then(Node::as_str), known) {
        (Some("Number"), _) => Number::parse(known).map(ValueKind::Number),
        (Some("Boolean"), "true" | "True") => Some(ValueKind::Bool(true)),
        (Some("Boolean"), "false" | "False") => Some(ValueKind::Bool(false)),
        (Some("CommaDelimitedList"), _) => return list_in(text).at(default.span),
        (Some("Json"), _) => return Value::unknown("the default is JSON in a string").at(default.span),
        _ => None,
    };
    Value { kind: kind.unwrap_or_else(|| value.kind.clone()), ..value }
}

/// The items of `a,b`, each at its place.
fn list_in(text: &Text) -> Value {
    let known = text.known_bytes();
    let places = items(known).filter(|_| !known.is_empty());
    Value::tuple(places.map(|item| Value::text(text.part(item))).collect::<Vec<_>>())
}
