//! Where the values of variables are shown: at their definition if a variable is all of a value, else where it is used.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::resource::{Content, Field, Group, Resource};
use crate::source::Span;
use crate::syntax::uses::Use;
use crate::value::{Mapping, Member, Sequence, Value, ValueKind};

/// Gives every value of a request its place, and its other place as provenance.
pub(super) fn place(resources: &mut [Resource], uses: &[Use]) {
    if uses.is_empty() {
        return;
    }
    let uses = Uses::new(uses);
    for resource in resources {
        place_group(&mut resource.body, &uses);
        place_group(&mut resource.meta, &uses);
        if let Some(region) = resource.region.take() {
            let region = placed(Arc::unwrap_or_clone(region), &uses, Span::at_start(resource.header));
            resource.region = Some(region.into());
        }
    }
}

/// The uses of variables in one request, found by where they are and by where their values are defined.
struct Uses<'a> {
    /// In the order of their places.
    all: Vec<&'a Use>,
    /// By definition, which no two variables share: where in `all` its uses stand, in order.
    by_definition: BTreeMap<Span, Vec<usize>>,
}

impl<'a> Uses<'a> {
    fn new(uses: &'a [Use]) -> Self {
        let mut all: Vec<&Use> = uses.iter().collect();
        all.sort_by_key(|found| found.place);
        let mut by_definition: BTreeMap<Span, Vec<usize>> = BTreeMap::new();
        for (index, found) in all.iter().enumerate() {
            by_definition.entry(found.definition).or_default().push(index);
        }
        Self { all, by_definition }
    }

    /// The first use behind `name` of what is defined at `written`, or the first of all.
    fn after(&self, name: Span, written: Span) -> Option<&'a Use> {
        if written.is_empty() {
            return None;
        }
        let up_to = Span { end: u32::MAX, ..written.at_start() };
        let (definition, uses) = self.by_definition.range(..=up_to).next_back()?;
        if !definition.contains(written) {
            return None;
        }
        let is_before = |index: &usize| self.all.get(*index).is_some_and(|found| found.place.start < name.start);
        let behind = uses.get(uses.partition_point(is_before)).or_else(|| uses.first());
        behind.and_then(|index| self.all.get(*index)).copied()
    }

    /// Those within a place, in order.
    fn within(&self, span: Span) -> impl Iterator<Item = &'a Use> {
        let start = self.all.partition_point(|found| found.place < span.at_start());
        let behind = self.all.get(start..).unwrap_or_default().iter().copied();
        let near = behind.take_while(move |found| found.place.file == span.file && found.place.start <= span.end);
        near.filter(move |found| span.contains(found.place))
    }
}

fn place_group(group: &mut Group, uses: &Uses<'_>) {
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
fn placed(value: Value, uses: &Uses<'_>, name: Span) -> Value {
    let Some(span) = value.span else { return value };
    if let ValueKind::String(text) = &value.kind
        && let written = text.span_of(0..text.known_bytes().len())
        && let Some(found) = uses.after(name, written)
    {
        let place = if found.definition.contains(span) { span } else { written };
        let kind = ValueKind::String(text.with_span(place));
        let placed = Value { kind, span: Some(place), ..value };
        return placed.used_at(&*found.written, found.place);
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
            ValueKind::Mapping(Mapping { members: members.collect(), ..mapping })
        }
        kind => {
            let value = Value { kind, ..value };
            return uses
                .within(span)
                .fold(value, |value, found| value.at(found.definition).referenced(&*found.defined, span));
        }
    };
    Value { kind, ..value }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn span(start: usize, end: usize) -> Span {
        Span::new(FileId::DETACHED, start, end)
    }

    fn found(name: &str, place: Span, definition: Span) -> Use {
        Use { written: format!("{{{{{name}}}}}").into(), defined: format!("@{name}").into(), place, definition }
    }

    #[test]
    fn a_use_is_found_behind_the_name_of_its_field() {
        let uses = [
            found("a", span(20, 25), span(3, 6)),
            found("b", span(30, 35), span(8, 9)),
            found("a", span(40, 45), span(3, 6)),
        ];
        let uses = Uses::new(&uses);
        let place = |name, written| uses.after(name, written).map(|found| found.place.start);
        assert_eq!(place(span(19, 20), span(3, 6)), Some(20));
        assert_eq!(place(span(20, 21), span(4, 6)), Some(20), "a part of the value");
        assert_eq!(place(span(21, 22), span(3, 6)), Some(40));
        assert_eq!(place(span(41, 42), span(3, 6)), Some(20), "none is behind it, so the first of all");
        assert_eq!(place(span(0, 0), span(8, 9)), Some(30));
        for written in [span(3, 7), span(2, 6), span(3, 3), span(9, 10), span(0, 1)] {
            assert_eq!(place(span(0, 0), written), None, "{written:?}");
        }
        let within = |span: Span| uses.within(span).map(|found| found.place.start).collect::<Vec<_>>();
        assert_eq!(within(span(20, 45)), [20, 30, 40]);
        assert_eq!(within(span(20, 35)), [20, 30]);
        assert_eq!(within(span(21, 44)), [30]);
    }
}
