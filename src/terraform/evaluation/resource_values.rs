//! References to resources and data sources: configured arguments, and identities for the rest.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use crate::source::Span;
use crate::syntax::expression::{Body, Expression, ExpressionKind, OperatorKind};
use crate::terraform::evaluation::block_scope::BlockScope;
use crate::terraform::evaluation::module_instance::{Cycle, Instance};
use crate::terraform::evaluation::module_tree::{ModuleTree, placed};
use crate::terraform::evaluation::provider_use;
use crate::terraform::evaluation::references::{Reference, Selection};
use crate::terraform::evaluation::repetition::{Element, Key, Repetition, Style};
use crate::terraform::evaluation::symbols;
use crate::terraform::expression::scope::Failure;
use crate::terraform::module::meta;
use crate::terraform::module::{Mode, ResourceBlock};
use crate::value::{Mapping, MappingKind, Member, Openness, Sequence, SequenceKind, Value, ValueKind};

/// The value of a reference to a resource. Its address begins with `root`; `depth` operators complete it.
///
/// # Errors
///
/// When no such resource or instance is declared.
pub(crate) fn resolve(reference: &Reference<'_>, root: &str, depth: usize) -> Result<(Value, usize), Failure> {
    let address = address_of(reference, root, depth)?;
    let instance = reference.scope.instance;
    let Some(block) = instance.module.resource(&address) else {
        return reference.undeclared(&address, depth);
    };
    if block.block.body.is_partial {
        return Ok((Value::unknown(format!("{address} could not be read as a whole")), depth));
    }
    let target = ResourceTarget { tree: reference.scope.tree, instance, block };
    let repetition = target.repetition();
    match reference.select(&repetition, depth, &address)? {
        Selection::One(element, taken) => {
            let consumed = depth + taken;
            match reference.name(consumed) {
                Some(attribute) => Ok((target.attribute(&element, attribute), consumed + 1)),
                None => Ok((target.object(&element), consumed)),
            }
        }
        Selection::Unknown(index) => {
            let consumed = depth + 1;
            let value = Value::unknown(format!("which {address} is meant is not known"));
            let owner = index.map(|index| format!("{}{address}[{index}]", instance.prefix));
            match (owner, reference.name(consumed)) {
                (Some(owner), Some(attribute)) => {
                    Ok((symbols::identified(value, &owner, attribute, &block.resource_type), consumed + 1))
                }
                _ => Ok((value, consumed)),
            }
        }
        Selection::All => Ok(target.collection(&repetition, reference, depth)),
    }
}

/// Why Terraform refuses a reference to a resource before it evaluates anything: nobody declares it, or the reference
/// takes it for repeated where it is not, or the other way round.
pub(crate) fn refuses(reference: &Reference<'_>, root: &str, depth: usize) -> Option<Failure> {
    let address = match address_of(reference, root, depth) {
        Ok(address) => address,
        Err(failure) => return Some(failure),
    };
    let Some(block) = reference.scope.instance.module.resource(&address) else {
        return reference.undeclared(&address, depth).err();
    };
    let body = &block.block.body;
    if body.is_partial {
        return None;
    }
    let repeats = ["count", "for_each"].into_iter().find(|name| body.attribute(name).is_some());
    let has_key = match &reference.operators.get(depth)?.kind {
        OperatorKind::LegacyIndex(_) => true,
        // Any other index is evaluated, and fails then.
        OperatorKind::Index(key) if is_literal(key) => true,
        OperatorKind::Attribute(_) => false,
        OperatorKind::Index(_) | OperatorKind::AttributeSplat | OperatorKind::FullSplat => return None,
    };
    let problem = match (repeats, has_key) {
        (None, true) => format!("{address} has neither count nor for_each, so it takes no index"),
        (Some(argument), false) => format!("{address} has {argument}, so an index must say which instance is meant"),
        _ => return None,
    };
    Some(Failure::undeclared(reference.whole(depth + 1), problem))
}

fn is_literal(key: &Expression) -> bool {
    matches!(&*key.kind, ExpressionKind::Number(_) | ExpressionKind::String(_))
}

/// The address that begins with `root` and is completed by `depth` operators.
fn address_of(reference: &Reference<'_>, root: &str, depth: usize) -> Result<String, Failure> {
    let names: Option<Vec<&str>> = (0..depth).map(|index| reference.name(index)).collect();
    let Some(names) = names else {
        let shown = if root.is_empty() { "resource" } else { root.trim_end_matches('.') };
        return Err(Failure::undeclared(reference.span, format!("{shown} is not the name of anything here")));
    };
    let separator = if root.is_empty() || root.ends_with('.') { "" } else { "." };
    Ok(format!("{root}{separator}{}", names.join(".")))
}

/// A resource or data source of one module instance.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ResourceTarget<'a> {
    pub tree: &'a ModuleTree<'a>,
    pub instance: &'a Rc<Instance>,
    pub block: &'a ResourceBlock,
}

impl ResourceTarget<'_> {
    /// The instances of the resource.
    pub(crate) fn repetition(&self) -> Rc<Repetition> {
        let body = &self.block.block.body;
        let address = format!("{}{}", self.instance.prefix, self.block.address);
        if body.is_partial {
            return Rc::new(Repetition::unread(body, &address, self.block.block.header));
        }
        if body.attribute("count").is_none() && body.attribute("for_each").is_none() {
            return Rc::new(Repetition::single());
        }
        let found = self.instance.repetitions.get(&self.block.address, || {
            let scope = BlockScope::of_module(self.tree, self.instance);
            Rc::new(Repetition::of(self.tree, body, &address, &scope))
        });
        found.unwrap_or_else(|Cycle| {
            let header = self.block.block.header;
            self.tree.cycle(&self.block.address, header);
            let style = if body.attribute("count").is_some() { Style::Count } else { Style::ForEach };
            Rc::new(Repetition::open(style, &address, header, "number of instances"))
        })
    }

    /// The full address of an instance.
    pub(crate) fn address(&self, element: &Element) -> String {
        format!("{}{}{}", self.instance.prefix, self.block.address, element.key)
    }

    /// An attribute of an instance: what is configured, or the identity of what only the provider knows.
    pub(crate) fn attribute(&self, element: &Element, name: &str) -> Value {
        let address = self.address(element);
        let found = self.instance.arguments.get(&format!("{address}.{name}"), || self.compute(element, name, &address));
        found.unwrap_or_else(|Cycle| {
            let span = self.block.block.body.attribute(name).map_or(self.block.block.header, |own| own.name.span);
            self.tree.cycle(&format!("{}.{name}", self.block.address), span)
        })
    }

    fn compute(&self, element: &Element, name: &str, address: &str) -> Value {
        let block = &self.block.block;
        let is_managed = self.block.mode == Mode::Managed;
        let symbol = || symbols::of_resource(address, &self.block.resource_type, name, is_managed);
        if let Some(value) = provider_use::current_region(self, element, name) {
            return value;
        }
        // Of an ephemeral resource nothing may be kept, so nothing that is checked here comes of it.
        let is_kept = self.block.mode != Mode::Ephemeral;
        let configured = block.body.attribute(name).filter(|_| is_kept && name != "id" && !meta::is_argument(name));
        let Some(attribute) = configured else { return symbol() };
        let scope = BlockScope::of_element(self.tree, self.instance, element);
        let value = placed(self.tree.value(&attribute.value, &scope), attribute.value.span);
        // A null leaves the value to the provider. The order of several elements may be the provider's too,
        // because what is written as a list may be a set in its schema. The built-in provider keeps both.
        let is_kept = &*self.block.resource_type == "terraform_data";
        if !is_kept && (value.is_null() || has_order(&value)) || ignores_changes(&block.body, name) {
            return symbol().at(attribute.value.span);
        }
        let value = symbols::identified(value, address, name, &self.block.resource_type);
        if is_kept { value } else { value.of_schema() }
    }

    /// An instance as a whole: what is configured and its id, open for what only the provider knows.
    pub(crate) fn object(&self, element: &Element) -> Value {
        let attributes = self.block.block.body.attributes.iter();
        let configured = attributes.map(|attribute| &*attribute.name.name).filter(|name| !meta::is_argument(name));
        let members: BTreeMap<Arc<str>, Member> = configured
            .chain(["id"])
            .map(|name| (name.into(), Member { key_span: None, value: self.attribute(element, name) }))
            .collect();
        let mapping = Mapping { kind: MappingKind::Object, members: members.into(), is_open: true };
        Value::from(ValueKind::Mapping(mapping)).at(self.block.block.header)
    }

    /// All instances: a tuple for `count`, an object for `for_each`.
    fn collection(&self, repetition: &Repetition, reference: &Reference<'_>, depth: usize) -> (Value, usize) {
        let after = |index: usize| reference.operators.get(depth + index).map(|operator| &operator.kind);
        let is_splat = matches!(after(0), Some(OperatorKind::FullSplat | OperatorKind::AttributeSplat));
        // `r[*].id` is frequent and needs nothing but the ids.
        let attribute = match (is_splat, after(1), after(2)) {
            (true, Some(OperatorKind::Attribute(name)), None) if repetition.style == Style::Count => Some(&**name),
            _ => None,
        };
        let name = format!("{}[*].{}", self.address(&Element::none()), attribute.unwrap_or_default());
        let found = self.instance.arguments.get(&name, || self.gather(repetition, attribute));
        let span = self.block.block.header;
        let value = found.unwrap_or_else(|Cycle| self.tree.cycle(&self.block.address, span));
        let consumed = depth + if attribute.is_some() { 2 } else { 0 };
        (value, consumed)
    }

    fn gather(&self, repetition: &Repetition, attribute: Option<&str>) -> Value {
        let known = repetition.elements.iter().filter(|element| element.key != Key::Any);
        let values = known.map(|element| {
            let value = match attribute {
                Some(name) => self.attribute(element, name),
                None => self.object(element),
            };
            (element.key.clone(), value)
        });
        collection(repetition, values, self.block.block.header)
    }
}

/// The values of instances, in the collection that Terraform makes of them.
pub(crate) fn collection(repetition: &Repetition, values: impl Iterator<Item = (Key, Value)>, span: Span) -> Value {
    let is_open = repetition.is_open;
    let kind = match repetition.style {
        Style::ForEach => {
            let members = values.filter_map(|(key, value)| match key {
                Key::Name(name) => Some((name, Member { key_span: None, value })),
                _ => None,
            });
            let members = members.collect();
            ValueKind::Mapping(Mapping { kind: MappingKind::Object, members, is_open })
        }
        _ => {
            let items: Vec<Value> = values.map(|(_, value)| value).collect();
            let openness = Openness::open_after(is_open, items.len());
            ValueKind::Sequence(Sequence { kind: SequenceKind::Tuple, items: items.into(), openness })
        }
    };
    Value::from(kind).at(span)
}

/// Whether `ignore_changes` lets the value that exists win over the configured one.
fn ignores_changes(body: &Body, name: &str) -> bool {
    let arguments = body.blocks_of("lifecycle").filter_map(|block| block.body.attribute("ignore_changes"));
    arguments.into_iter().any(|argument| match &*argument.value.kind {
        ExpressionKind::Tuple(items) => items
            .iter()
            .filter_map(meta::reference_text)
            .any(|path| path.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))),
        _ => true,
    })
}

/// Whether a value holds a sequence of more than one element.
fn has_order(value: &Value) -> bool {
    match &value.kind {
        ValueKind::Sequence(sequence) => {
            sequence.is_open() || sequence.items.len() > 1 || sequence.items.iter().any(has_order)
        }
        ValueKind::Mapping(mapping) => mapping.members.values().any(|member| has_order(&member.value)),
        _ => false,
    }
}
