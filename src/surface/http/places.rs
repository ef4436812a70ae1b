//! Where the values of variables are shown: at their definition if a variable is all of a value, else where it is used.

use crate::resource::{Content, Field, Group, Resource};
use crate::source::Span;
use crate::syntax::http::Use;
use crate::value::{Mapping, Member, Sequence, Value, ValueKind};

/// Gives every value of a resource its place, and its other place as provenance.
pub(super) fn place(resource: &mut Resource, uses: &[Use]) {
    if uses.is_empty() {
        return;
    }
    place_group(&mut resource.body, uses);
    place_group(&mut resource.meta, uses);
    resource.region = resource.region.take().map(|region| placed(region, uses, Span::at_start(resource.header)));
}

fn place_group(group: &mut Group, uses: &[Use]) {
    for Field { content, name_span, .. } in &mut group.fields {
        match content {
            Content::Value(value) => *value = placed(value.clone(), uses, *name_span),
            Content::Blocks(blocks) => {
                blocks.groups.iter_mut().for_each(|group| place_group(group, uses));
                blocks.raw = blocks.raw.take().map(|raw| placed(raw, uses, *name_span));
            }
        }
    }
}

/// `name` is the place of the field's name, after which its variable is used.
fn placed(value: Value, uses: &[Use], name: Span) -> Value {
    let Some(span) = value.span else { return value };
    if let ValueKind::String(text) = &value.kind
        && let written = text.span_of(0..text.known_bytes().len())
        && let Some(found) = used_after(uses, name, |found| !written.is_empty() && contains(found.definition, written))
    {
        let place = if contains(found.definition, span) { span } else { written };
        let kind = ValueKind::String(text.with_span(place));
        let placed = Value { kind, span: Some(place), ..value };
        return placed.used_at(format!("{{{{{}}}}}", found.name), found.place);
    }
    let kind = match value.kind {
        ValueKind::Sequence(sequence) => {
            let items: Vec<Value> = sequence.items.iter().map(|item| placed(item.clone(), uses, name)).collect();
            ValueKind::Sequence(Sequence { items: items.into(), ..sequence })
        }
        ValueKind::Mapping(mapping) => {
            let members = mapping.members.iter().map(|(key, member)| {
                let value = placed(member.value.clone(), uses, member.key_span.unwrap_or(name));
                (key.clone(), Member { value, ..member.clone() })
            });
            ValueKind::Mapping(Mapping { members: std::sync::Arc::new(members.collect()), ..mapping })
        }
        kind => {
            let used = uses.iter().filter(|found| contains(span, found.place));
            let value = Value { kind, ..value };
            return used
                .fold(value, |value, found| value.at(found.definition).referenced(format!("@{}", found.name), span));
        }
    };
    Value { kind, ..value }
}

/// The first use behind `name` that `is_it`, or any.
fn used_after(uses: &[Use], name: Span, is_it: impl Fn(&Use) -> bool) -> Option<&Use> {
    let behind = uses.iter().find(|found| found.place.start >= name.start && is_it(found));
    behind.or_else(|| uses.iter().find(|found| is_it(found)))
}

fn contains(outer: Span, inner: Span) -> bool {
    outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end
}
