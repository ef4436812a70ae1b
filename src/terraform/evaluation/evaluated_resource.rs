//! Resources and data sources with the values of their arguments.

use std::rc::Rc;
use std::sync::Arc;

use crate::source::Span;
use crate::syntax::expression::{Attribute, Block, ExpressionKind};
use crate::terraform::evaluation::block_scope::BlockScope;
use crate::terraform::evaluation::body::{
    EvaluatedAttribute, EvaluatedBlock, EvaluatedBody, evaluate_attribute, evaluate_block, evaluate_body,
};
use crate::terraform::evaluation::module_instance::{CallPlace, Instance};
use crate::terraform::evaluation::module_tree::ModuleTree;
use crate::terraform::evaluation::provider::{ProviderIdentity, name_of};
use crate::terraform::evaluation::provider_use;
use crate::terraform::evaluation::repetition::{Element, Key, Repetition};
use crate::terraform::evaluation::resource_values::ResourceTarget;
use crate::terraform::module::meta;
use crate::terraform::module::versions::{ProviderVersions, source_of};
use crate::terraform::module::{Mode, ProviderBlock, ResourceBlock};
use crate::value::{Ingredients, Value};

/// One instance of a resource or data source.
#[derive(Clone, Debug)]
pub(crate) struct EvaluatedResource {
    pub is_data: bool,
    pub resource_type: Arc<str>,
    /// The module instance, with a dot after it; empty for the root.
    pub module: Arc<str>,
    /// The address of the block inside its module.
    pub block: Arc<str>,
    pub key: Key,
    /// Whether it exists for certain: `key` and the calls that lead here do not stand for an unknown number.
    pub is_certain: bool,
    /// Whether a call that leads here is repeated, so that there may be the same in another instance of the module.
    pub is_in_repeated_module: bool,
    /// The definitions that decide whether it exists.
    pub existence: Option<Arc<Ingredients>>,
    pub header: Span,
    pub body: EvaluatedBody,
    /// Arguments and blocks that Terraform itself reads.
    pub meta: EvaluatedBody,
    pub region: Option<Value>,
    pub provider: Option<ProviderIdentity>,
    /// The module calls that lead to it, the innermost first.
    pub calls: Arc<[CallPlace]>,
    /// The source address of its provider, such as `aliyun/alicloud`.
    pub source: Arc<str>,
    pub versions: Option<Arc<ProviderVersions>>,
}

/// All instances of a resource block.
pub(crate) fn evaluate_resource(
    tree: &ModuleTree<'_>,
    instance: &Rc<Instance>,
    block: &ResourceBlock,
    resources: &mut Vec<EvaluatedResource>,
) {
    let target = ResourceTarget { tree, instance, block };
    let repetition = target.repetition();
    for element in tree.room_for(&repetition, block.block.header) {
        resources.push(evaluate_element(&target, element, &repetition));
    }
}

/// A `provider` block with the values of its arguments.
pub(crate) fn evaluate_provider(
    tree: &ModuleTree<'_>,
    instance: &Rc<Instance>,
    block: &ProviderBlock,
) -> EvaluatedResource {
    let header = block.block.header;
    let alias = block.alias.as_ref().map(|alias| format!(".{alias}")).unwrap_or_default();
    EvaluatedResource {
        is_data: true,
        resource_type: format!("provider.{}", block.name).into(),
        module: instance.prefix.clone(),
        block: format!("provider.{}{alias}", block.name).into(),
        key: Key::None,
        is_certain: instance.is_certain,
        is_in_repeated_module: instance.is_repeated,
        existence: instance.existence.clone(),
        header,
        body: evaluate_body(&BlockScope::of_module(tree, instance), &block.block.body, header),
        meta: EvaluatedBody::empty(header),
        region: None,
        provider: None,
        calls: instance.calls.clone(),
        source: source_of(&instance.module, &block.name).into(),
        versions: None,
    }
}

fn evaluate_element(target: &ResourceTarget<'_>, element: &Element, repetition: &Repetition) -> EvaluatedResource {
    let ResourceTarget { tree, instance, block } = *target;
    let scope = BlockScope::of_element(tree, instance, element);
    let header = block.block.header;
    let mut body = EvaluatedBody { is_partial: block.block.body.is_partial, ..EvaluatedBody::empty(header) };
    let mut own = body.clone();
    for attribute in &block.block.body.attributes {
        let name = &*attribute.name.name;
        if meta::is_argument(name) {
            own.attributes.push(meta_argument(attribute, repetition.value.as_ref()));
        } else if meta::is_block(name) {
            own.attributes.push(evaluate_attribute(&scope, attribute));
        } else {
            body.attributes.push(evaluate_attribute(&scope, attribute));
        }
    }
    for nested in &block.block.body.blocks {
        match &*nested.kind.name {
            "lifecycle" => own.blocks.push(lifecycle(&scope, nested)),
            "dynamic" => evaluate_block(&scope, nested, &mut body),
            "provisioner" | "connection" => {
                evaluate_block(&BlockScope { allows_self: true, ..scope.clone() }, nested, &mut own);
            }
            kind if meta::is_block(kind) => evaluate_block(&scope, nested, &mut own),
            _ => evaluate_block(&scope, nested, &mut body),
        }
    }
    let provider = provider_use::of_resource(target, element);
    EvaluatedResource {
        is_data: block.mode != Mode::Managed,
        resource_type: block.resource_type.clone(),
        module: instance.prefix.clone(),
        block: block.address.clone(),
        key: element.key.clone(),
        is_certain: instance.is_certain && element.key != Key::Any,
        is_in_repeated_module: instance.is_repeated,
        existence: instance.existence_of(repetition),
        header,
        body,
        meta: own,
        region: provider_use::region_of_resource(target, element),
        provider: Some(provider.identity.clone()),
        calls: instance.calls.clone(),
        source: source_of(&instance.module, &name_of(block)).into(),
        versions: None,
    }
}

/// `count` and `for_each` are evaluated once for all instances; `provider` and `depends_on` hold references, which are
/// kept as they are written.
fn meta_argument(attribute: &Attribute, repeats: Option<&Value>) -> EvaluatedAttribute {
    match (&*attribute.name.name, repeats) {
        ("count" | "for_each", Some(value)) => EvaluatedAttribute {
            name: (&*attribute.name.name).into(),
            name_span: attribute.name.span,
            value: value.clone(),
        },
        _ => written(attribute),
    }
}

fn lifecycle(scope: &BlockScope<'_>, block: &Block) -> EvaluatedBlock {
    let mut body = EvaluatedBody::empty(block.header);
    for attribute in &block.body.attributes {
        body.attributes.push(match &*attribute.name.name {
            "ignore_changes" | "replace_triggered_by" => written(attribute),
            _ => evaluate_attribute(scope, attribute),
        });
    }
    EvaluatedBlock { kind: "lifecycle".into(), kind_span: block.kind.span, labels: Vec::new(), body }
}

/// References as strings, not as what they refer to.
fn written(attribute: &Attribute) -> EvaluatedAttribute {
    let text = |expression| match meta::reference_text(expression) {
        Some(text) => Value::string(text, expression.span),
        None => Value::unknown("the reference cannot be followed").at(expression.span),
    };
    let value = match &*attribute.value.kind {
        ExpressionKind::Tuple(items) => {
            Value::tuple(items.iter().map(text).collect::<Vec<_>>()).at(attribute.value.span)
        }
        _ => text(&attribute.value),
    };
    EvaluatedAttribute { name: (&*attribute.name.name).into(), name_span: attribute.name.span, value }
}
