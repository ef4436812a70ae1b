//! Finds out what is secret: values, so that no message shows them, and places, so that no report shows the text there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::resource::{Content, Field, Group, Resource};
use crate::source::{Sources, Span, names_secret};
use crate::syntax::text::Text;
use crate::terraform::Modules;
use crate::value::{Mapping, Member, Origin, Sequence, Tracing, Value, ValueKind};

/// Marks as sensitive whatever is made of a secret: of what a field for secrets is given as it is, and of definitions
/// whose names say it. The fields for secrets themselves are judged as they are; their tables say that they are not shown.
pub(super) fn mark(resources: &mut [Resource]) {
    let mut places = Places::default();
    resources.iter().for_each(|resource| places.gather_in(&resource.body));
    let is_secret = |origin: &Origin| places.spans.contains(&origin.span) || names_secret(&origin.name);
    let mut marking = Marking { places: &places, tracing: Tracing::new(&is_secret) };
    for resource in resources {
        marking.mark_in(&mut resource.body);
        if let Some(marked) = resource.region.as_ref().and_then(|region| marking.marked(region, false)) {
            resource.region = Some(marked);
        }
    }
}

/// What is given to fields for secrets as it is.
#[derive(Default)]
struct Places {
    /// Where the values are written.
    spans: BTreeSet<Span>,
    /// The values themselves, where they are so long that they stand in another text only because that has them in it.
    texts: BTreeSet<Box<str>>,
}

/// So many bytes of a secret stand in no other text by chance.
const LONG: usize = 8;

impl Places {
    fn gather_in(&mut self, group: &Group) {
        for field in &group.fields {
            match &field.content {
                Content::Value(value) if field.is_secret => self.gather(value),
                Content::Value(_) => {}
                Content::Blocks(blocks) => blocks.groups.iter().for_each(|block| self.gather_in(block)),
            }
        }
    }

    fn gather(&mut self, value: &Value) {
        if !value.is_null() && !value.is_unknown() {
            self.spans.extend(value.span);
            self.spans.extend(value.origins().map(|origin| origin.span));
            self.texts.extend(value.as_str().filter(|text| text.len() >= LONG).map(Into::into));
        }
        children(value).for_each(|(_, child)| self.gather(child));
    }

    /// Whether something is written within one of the places. None of them lies in another.
    fn contain(&self, written: Span) -> bool {
        let up_to = Span { end: u32::MAX, ..written.at_start() };
        self.spans.range(..=up_to).next_back().is_some_and(|place| place.contains(written))
    }

    /// Whether a text has one of the values in it: scripts put texts together without saying what of.
    fn are_in(&self, text: &str) -> bool {
        self.texts.iter().any(|secret| text.contains(&**secret))
    }
}

/// The items or members of a value, members with their names.
fn children(value: &Value) -> impl Iterator<Item = (Option<&str>, &Value)> {
    let members = value.as_mapping().into_iter().flat_map(|mapping| mapping.members.iter());
    value.items().iter().map(|item| (None, item)).chain(members.map(|(name, member)| (Some(&**name), &member.value)))
}

struct Marking<'m> {
    places: &'m Places,
    tracing: Tracing<'m>,
}

impl Marking<'_> {
    fn mark_in(&mut self, group: &mut Group) {
        for Field { content, written, is_secret, .. } in &mut group.fields {
            match content {
                Content::Value(_) if *is_secret => {}
                Content::Value(value) => {
                    if let Some(marked) = self.marked(value, names_secret(written)) {
                        *value = marked;
                    }
                }
                Content::Blocks(blocks) => blocks.groups.iter_mut().for_each(|block| self.mark_in(block)),
            }
        }
    }

    /// The value with all marks that it lacks, if it lacks any.
    fn marked(&mut self, value: &Value, is_secret: bool) -> Option<Value> {
        let is_secret = is_secret || value.sensitive || self.is_made_of_secrets(value);
        // That something is there or true is what names such as `rotate_password` are for, and no secret.
        let is_shown = matches!(value.kind, ValueKind::Null | ValueKind::Unknown(_) | ValueKind::Bool(_));
        let lacks_mark = is_secret && !value.sensitive && !is_shown;
        let inner: Vec<Option<Value>> = children(value)
            .map(|(name, child)| (child, is_secret || name.is_some_and(names_secret)))
            .collect::<Vec<_>>()
            .into_iter()
            .map(|(child, is_secret)| self.marked(child, is_secret))
            .collect();
        if !lacks_mark && inner.iter().all(Option::is_none) {
            return None;
        }
        let kind = match &value.kind {
            ValueKind::Sequence(sequence) => {
                let items = sequence.items.iter().zip(inner).map(|(old, new)| new.unwrap_or_else(|| old.clone()));
                ValueKind::Sequence(Sequence { items: items.collect(), ..sequence.clone() })
            }
            ValueKind::Mapping(mapping) => {
                let members = mapping.members.iter().zip(inner).map(|((name, old), new)| {
                    let value = new.unwrap_or_else(|| old.value.clone());
                    (name.clone(), Member { value, ..old.clone() })
                });
                let members: BTreeMap<Arc<str>, Member> = members.collect();
                ValueKind::Mapping(Mapping { members: Arc::new(members), ..mapping.clone() })
            }
            kind => kind.clone(),
        };
        Some(Value { kind, sensitive: value.sensitive || lacks_mark, ..value.clone() })
    }

    fn is_made_of_secrets(&mut self, value: &Value) -> bool {
        let holds_one = |text: &Text| {
            text.sources().any(|place| self.places.contain(place)) || self.places.are_in(text.known_bytes())
        };
        value.span.is_some_and(|span| self.places.spans.contains(&span))
            || value.as_text().is_some_and(holds_one)
            || value.comes_from(&mut self.tracing)
    }
}

/// Hides what resources hold in fields for secrets, and what is sensitive in the others, with all that it comes from.
pub(super) fn hide(resources: &[Resource], sources: &Sources) {
    for resource in resources {
        hide_in(&resource.body, sources);
    }
}

/// Hides what sensitive variables are given by their declarations, and by calls of their modules.
pub(super) fn hide_given(modules: &Modules<'_>) {
    let sources = modules.sources();
    let loaded = modules.loaded();
    let mut names: BTreeSet<&str> = BTreeSet::new();
    for module in &loaded {
        for variable in module.variables.values().filter(|variable| variable.is_secret()) {
            variable.default.iter().for_each(|default| sources.hide(default.span));
            names.insert(&variable.name);
        }
    }
    // Which module is called does not matter: what one of them takes for a secret is none of the others' business.
    for call in loaded.iter().flat_map(|module| module.calls.values()) {
        let arguments = call.block.body.attributes.iter();
        let secret = arguments.filter(|argument| names.contains(&*argument.name.name));
        secret.for_each(|argument| sources.hide(argument.value.span));
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
