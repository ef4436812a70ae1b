//! Which provider configuration a resource uses, through aliases and module calls, and its region.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use crate::syntax::expression::ExpressionKind;
use crate::terraform::evaluation::block_scope::BlockScope;
use crate::terraform::evaluation::module_instance::Instance;
use crate::terraform::evaluation::module_tree::{ModuleTree, placed};
use crate::terraform::evaluation::provider::{Provider, local_name, one_of, own, unwritten};
use crate::terraform::evaluation::repetition::Element;
use crate::terraform::evaluation::resource_values::ResourceTarget;
use crate::terraform::module::meta;
use crate::terraform::module::{Mode, Module, ModuleCall, ProviderBlock};
use crate::value::{Mapping, MappingKind, Member, Value, ValueKind};

/// Providers whose resources may name a region of their own.
const REGIONAL_RESOURCES: [&str; 3] = ["huaweicloud", "opentelekomcloud", "flexibleengine"];

/// The configurations that a called module has: those that the call passes, else the caller's defaults, and its own.
pub(crate) fn of_child(parent: &Rc<Instance>, call: &ModuleCall, child: &Instance) -> BTreeMap<Arc<str>, Rc<Provider>> {
    // Configurations without alias are inherited, also beside a `providers` argument that names others.
    let inherited = parent.providers.iter().filter(|(name, _)| !name.contains('.'));
    let mut providers: BTreeMap<Arc<str>, Rc<Provider>> =
        inherited.map(|(name, provider)| (name.clone(), provider.clone())).collect();
    for (name, provider) in own(&child.module, &child.prefix) {
        // An empty block only says that the module uses the provider.
        if !(is_empty_default(&child.module, &name) && providers.contains_key(&name)) {
            providers.insert(name, provider);
        }
    }
    let passed = call.block.body.attribute("providers").map(|attribute| &*attribute.value.kind);
    let Some(ExpressionKind::Object(items)) = passed else { return providers };
    for item in items {
        let Some(inner) = meta::reference_text(&item.key) else { continue };
        let provider = match meta::reference_text(&item.value) {
            Some(outer) => named(parent, &outer),
            // OpenTofu repeats configurations: which one `alicloud.site[each.key]` is, each instance of the call says.
            None => Rc::new(one_of(format!("{}{inner}", child.prefix))),
        };
        providers.insert(inner.into(), provider);
    }
    providers
}

fn is_empty_default(module: &Module, name: &str) -> bool {
    let block = module.provider(name, None).map(|provider| &provider.block.body);
    block.is_some_and(|body| body.attributes.is_empty() && body.blocks.is_empty())
}

/// The configuration that a module instance has under a name.
fn named(instance: &Instance, name: &str) -> Rc<Provider> {
    if instance.has_unread_providers {
        return Rc::new(one_of(format!("{}{name}", instance.prefix)));
    }
    let provider = instance.providers.get(name).cloned();
    provider.unwrap_or_else(|| Rc::new(unwritten(&instance.prefix, name)))
}

/// The configuration that a resource uses.
pub(crate) fn of_resource(target: &ResourceTarget<'_>, element: &Element) -> Rc<Provider> {
    let (instance, block) = (target.instance, target.block);
    let written = block.block.body.attribute("provider");
    let name = match written.map(|attribute| meta::reference_text(&attribute.value)) {
        Some(Some(name)) => name,
        // A reference that cannot be followed leads to a configuration that no other resource is known to use.
        Some(None) => return Rc::new(one_of(target.address(element))),
        None if block.block.body.is_partial => return Rc::new(one_of(target.address(element))),
        None => local_name(&block.resource_type).to_owned(),
    };
    named(instance, &name)
}

impl Provider {
    /// The region that the configuration sets, at the place where the `provider` block says it.
    pub(crate) fn region(&self, tree: &ModuleTree<'_>) -> Option<Value> {
        let definition = self.definition.as_ref()?;
        let instance = tree.instance(&definition.prefix)?;
        let block = instance.module.provider(&definition.name, definition.alias.as_deref())?;
        let region = instance.arguments.get(&format!("provider {}.{:?}", definition.name, definition.alias), || {
            region_of(tree, &instance, block).unwrap_or_else(Value::null)
        });
        region.ok().filter(|region| !region.is_null())
    }
}

fn region_of(tree: &ModuleTree<'_>, instance: &Rc<Instance>, block: &ProviderBlock) -> Option<Value> {
    let attribute = block.block.body.attribute("region")?;
    let scope = BlockScope::of_module(tree, instance);
    Some(placed(tree.value(&attribute.value, &scope), attribute.value.span))
}

/// The region of a resource: its own where its provider allows one, else that of its provider configuration.
pub(crate) fn region_of_resource(target: &ResourceTarget<'_>, element: &Element) -> Option<Value> {
    let block = target.block;
    let names_region = REGIONAL_RESOURCES.contains(&local_name(&block.resource_type));
    if let Some(attribute) = block.block.body.attribute("region").filter(|_| names_region) {
        let scope = BlockScope::of_element(target.tree, target.instance, element);
        let region = placed(target.tree.value(&attribute.value, &scope), attribute.value.span);
        if !region.is_null() {
            return Some(region);
        }
    }
    of_resource(target, element).region(target.tree)
}

/// `ids` and `regions` of `data "alicloud_regions" { current = true }`, which are the provider's own region.
pub(crate) fn current_region(target: &ResourceTarget<'_>, element: &Element, name: &str) -> Option<Value> {
    let is_regions = target.block.mode == Mode::Data && &*target.block.resource_type == "alicloud_regions";
    if !is_regions || !matches!(name, "ids" | "regions") {
        return None;
    }
    target.attribute(element, "current").as_bool().filter(|current| *current)?;
    let header = target.block.block.header;
    let region = of_resource(target, element).region(target.tree)?;
    let item = match name {
        "ids" => region,
        _ => {
            let id = Member { key_span: None, value: region };
            let members = [("id".into(), id)].into_iter().collect();
            let mapping = Mapping { kind: MappingKind::Object, members, is_open: true };
            Value::from(ValueKind::Mapping(mapping)).at(header)
        }
    };
    Some(Value::tuple([item]).at(header))
}
