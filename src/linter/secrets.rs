//! Finds where secrets are written, so that no report shows the text there.

use crate::resource::{Content, Group, Resource};
use crate::source::{Sources, names_secret};
use crate::terraform::Modules;
use crate::value::{Value, ValueKind};

/// Hides what resources hold in fields for secrets, and what is sensitive in the others, with all that it comes from.
pub(super) fn hide(resources: &[Resource], sources: &Sources) {
    for resource in resources {
        hide_in(&resource.body, sources);
    }
}

/// Hides the values that declarations of sensitive variables give.
pub(super) fn hide_defaults(modules: &Modules<'_>) {
    for module in modules.loaded() {
        let sensitive = module.variables.values().filter(|variable| variable.is_sensitive);
        let defaults = sensitive.filter_map(|variable| variable.default.as_ref());
        defaults.for_each(|default| modules.sources().hide(default.span));
    }
}

fn hide_in(group: &Group, sources: &Sources) {
    for field in &group.fields {
        match &field.content {
            Content::Value(value) => hide_value(value, field.is_secret || names_secret(&field.written), sources),
            Content::Blocks(blocks) => blocks.groups.iter().for_each(|block| hide_in(block, sources)),
        }
    }
}

fn hide_value(value: &Value, is_secret: bool, sources: &Sources) {
    let is_secret = is_secret || value.sensitive;
    if is_secret && !value.is_null() {
        value.span.into_iter().for_each(|span| sources.hide(span));
        value.definitions().into_iter().for_each(|definition| sources.hide(definition.span));
    }
    match &value.kind {
        ValueKind::Sequence(sequence) => sequence.items.iter().for_each(|item| hide_value(item, is_secret, sources)),
        ValueKind::Mapping(mapping) => {
            for (name, member) in mapping.members.iter() {
                hide_value(&member.value, is_secret || names_secret(name), sources);
            }
        }
        _ => {}
    }
}
