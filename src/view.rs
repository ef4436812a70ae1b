//! What rules look at: the resources of a unit beside their tables, walked once and shared by all rules.

pub(crate) mod alias;
pub(crate) mod cloud;
pub(crate) mod document;
pub(crate) mod field;
pub(crate) mod finding;
pub(crate) mod horizon;
pub(crate) mod ids;
pub(crate) mod instance;
pub(crate) mod literal;
pub(crate) mod misspelled;
pub(crate) mod quota;
pub(crate) mod region;
pub(crate) mod section;
pub(crate) mod setting;
pub(crate) mod value;
pub(crate) mod vswitch;

use std::collections::HashMap;
use std::rc::Rc;

pub(crate) use field::FieldView;
pub(crate) use horizon::Horizon;
pub(crate) use section::{Section, Subject};
pub(crate) use value::ValueView;

use crate::resource::{Content, Resource, Role};
use crate::tables::{Holds, Row, Tables};
use crate::value::{Symbol, Value, ValueKind};

/// The resources of one evaluation, with every field that is written beside its row.
#[derive(Debug)]
pub(crate) struct View<'a> {
    resources: &'a [Resource],
    saved: &'a [Resource],
    tables: &'a Tables,
    /// The first of each address.
    by_address: HashMap<&'a str, &'a Resource>,
    /// By the type or operation as its surface calls it.
    by_name: HashMap<&'a str, Vec<&'a Resource>>,
    sections: Vec<Rc<Section<'a>>>,
    fields: Vec<FieldView<'a>>,
    /// What rows say to hold something: ids, aliases, regions.
    values: Vec<ValueView<'a>>,
}

impl<'a> View<'a> {
    /// Of the resources of a module or document, and the saved responses that bear on them.
    pub(crate) fn new(resources: &'a [Resource], saved: &'a [Resource], tables: &'a Tables) -> Self {
        let sections: Vec<_> = section::subjects(resources, tables).into_iter().flat_map(Subject::sections).collect();
        let fields: Vec<_> = sections.iter().flat_map(Section::fields).collect();
        let mut values = Vec::new();
        for field in fields.iter().filter(|field| !field.section.subject.is_addition) {
            if let Content::Value(value) = &field.field.content {
                collect_values(field, &field.field.written, field.row, value, &mut values);
            }
        }
        let mut by_address = HashMap::new();
        let mut by_name: HashMap<&str, Vec<&Resource>> = HashMap::new();
        for resource in resources {
            by_name.entry(&resource.name).or_default().push(resource);
            if let Some(address) = resource.full_address() {
                by_address.entry(address).or_insert(resource);
            }
        }
        Self { resources, saved, tables, by_address, by_name, sections, fields, values }
    }

    /// All resources of the module or document.
    pub(crate) fn resources(&self) -> &'a [Resource] {
        self.resources
    }

    /// The resources that their surface calls so, in their order.
    pub(crate) fn named(&self, name: &str) -> &[&'a Resource] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// The resources of a kind that are made or changed (not those that are only read).
    pub(crate) fn written(&self, kind: &'a str) -> impl Iterator<Item = &'a Resource> + use<'a> {
        self.resources.iter().filter(move |resource| &*resource.kind == kind && resource.is_written())
    }

    /// Saved responses of a kind in the whole run.
    pub(crate) fn saved(&self, kind: &'a str) -> impl Iterator<Item = &'a Resource> + use<'a> {
        self.saved.iter().filter(move |resource| &*resource.kind == kind && resource.role == Role::Saved)
    }

    /// The resource whose attribute a symbol is.
    pub(crate) fn resource_of(&self, symbol: &Symbol) -> Option<&'a Resource> {
        self.by_address.get(&*symbol.resource).copied()
    }

    pub(crate) fn tables(&self) -> &'a Tables {
        self.tables
    }

    /// Every resource that is written or read and each of its blocks, once for each table whose limits hold for it.
    pub(crate) fn sections(&self) -> impl Iterator<Item = &Section<'a>> {
        self.sections.iter().map(|section| &**section)
    }

    /// The fields of all sections that are written and have a row.
    pub(crate) fn fields(&self) -> &[FieldView<'a>] {
        &self.fields
    }

    /// Every value whose row says that it holds one of `holds`; items of lists count each. Whoever asks for them judges
    /// them, so those that are not known are noted.
    ///
    /// Saved responses are left out: they say what is, and nobody can correct them in a file. What has no effect is left
    /// out too, for that is what is to be said of it; but a secret is one wherever it stands.
    pub(crate) fn values_that_hold(&self, holds: &'static [Holds]) -> impl Iterator<Item = &ValueView<'a>> {
        let found = self.values.iter().filter(move |value| holds.contains(&value.holds));
        let found = found.filter(|value| value.has_effect || value.holds == Holds::Secret);
        found.inspect(|value| value.resource().ask(value.written, &value.value))
    }

    /// As [`Self::values_that_hold`], for what is made or changed and not only read.
    pub(crate) fn written_values_that_hold(&self, holds: &'static [Holds]) -> impl Iterator<Item = &ValueView<'a>> {
        self.values_that_hold(holds).filter(|value| value.resource().is_written())
    }

    /// The same, also where they have no effect.
    pub(crate) fn all_written_values(&self, holds: &'static [Holds]) -> impl Iterator<Item = &ValueView<'a>> {
        self.values.iter().filter(move |value| holds.contains(&value.holds) && value.resource().is_written())
    }
}

fn collect_values<'a>(
    field: &FieldView<'a>,
    written: &'a str,
    row: &'a Row,
    value: &'a Value,
    values: &mut Vec<ValueView<'a>>,
) {
    if let ValueKind::Mapping(mapping) = &value.kind {
        for (name, member) in mapping.members.iter() {
            if let Some(row) = row.fields.get(&**name) {
                collect_values(field, name, row, &member.value, values);
            }
        }
        return;
    }
    if let Some(holds) = field.section.limit(row, |row| row.holds) {
        let elements = value::elements(row, value).into_iter();
        let has_effect = field.idle_condition().is_none();
        values.extend(elements.map(|value| ValueView { field: field.clone(), row, written, holds, value, has_effect }));
    } else if !row.fields.is_empty() {
        value.items().iter().for_each(|item| collect_values(field, written, row, item, values));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A document of 100,000 requests has half a million of them.
    #[test]
    fn views_are_small() {
        assert!(size_of::<FieldView<'_>>() <= 40, "{}", size_of::<FieldView<'_>>());
        assert!(size_of::<ValueView<'_>>() <= 88, "{}", size_of::<ValueView<'_>>());
    }
}
