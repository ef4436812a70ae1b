//! Merges what an override file says into what it overrides, by Terraform's rules.

use crate::source::Span;
use crate::syntax::expression::{Attribute, Block, Body, Expression, ExpressionKind, ObjectItem};
use crate::terraform::module::meta;

/// `base` with the arguments and blocks of `over` in place of its own.
pub(crate) fn merge_block(base: &mut Block, over: &Block) {
    merge_body(&mut base.body, &over.body);
}

/// An argument replaces the argument of its name; the blocks of a type replace all blocks of that type.
/// Only `lifecycle` is merged argument by argument.
pub(crate) fn merge_body(base: &mut Body, over: &Body) {
    let replaced = |block: &Block| {
        let name = type_of(block);
        name != "lifecycle"
            && (over.blocks.iter().any(|other| type_of(other) == name) || over.attribute(name).is_some())
    };
    base.blocks.retain(|block| !replaced(block));
    // In JSON a block may be written as an argument.
    base.attributes.retain(|attribute| !over.blocks.iter().any(|other| type_of(other) == &*attribute.name.name));
    for attribute in &over.attributes {
        replace(&mut base.attributes, attribute);
    }
    for block in &over.blocks {
        let own = base.blocks.iter_mut().find(|own| type_of(own) == "lifecycle" && type_of(block) == "lifecycle");
        match own {
            Some(own) => merge_block(own, block),
            None => base.blocks.push(block.clone()),
        }
    }
}

/// Puts an attribute in place of the one of its name, else at the end.
pub(crate) fn replace(attributes: &mut Vec<Attribute>, attribute: &Attribute) {
    match attributes.iter_mut().find(|own| own.name.name == attribute.name.name) {
        Some(own) => *own = attribute.clone(),
        None => attributes.push(attribute.clone()),
    }
}

/// Leaves of a block what no override changes: the names of its arguments, and which provider configuration or module
/// it is about. A variable keeps that it is sensitive.
pub(crate) fn withhold_block(base: &mut Block) {
    let kind = &*base.kind.name;
    let stays = |name: &str| matches!((kind, name), ("provider", "alias") | ("module", "source") | ("variable", _));
    base.body.attributes.iter_mut().filter(|attribute| !stays(&attribute.name.name)).for_each(withhold);
    base.body.blocks.clear();
    base.body.is_partial = true;
}

pub(crate) fn withhold(attribute: &mut Attribute) {
    attribute.value = withheld(attribute.value.span);
}

/// Takes back which versions an entry of `required_providers` allows.
pub(crate) fn withhold_version(requirement: &mut Attribute) {
    match &mut *requirement.value.kind {
        ExpressionKind::Object(items) => {
            let is_version = |item: &&mut ObjectItem| meta::reference_text(&item.key).as_deref() == Some("version");
            items.iter_mut().filter(is_version).for_each(|item| item.value = withheld(item.value.span));
        }
        // Before Terraform 0.13 the constraint alone was written.
        _ => withhold(requirement),
    }
}

fn withheld(span: Span) -> Expression {
    Expression::new(span, ExpressionKind::Withheld)
}

/// The type of the blocks that a block gives: its own, or for `dynamic` its label.
fn type_of(block: &Block) -> &str {
    match (&*block.kind.name, block.label(0)) {
        ("dynamic", Some(label)) => label,
        (kind, _) => kind,
    }
}
