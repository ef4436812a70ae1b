//! Arguments whose names are misspelled, and which each was meant to be.

use std::collections::HashMap;
use std::sync::Arc;

use super::section::{Section, subjects};
use crate::resource::{Content, Field, Group, Misspelling, Resource, Role};
use crate::source::Span;
use crate::spelling::nearest;
use crate::tables::{Holds, Tables};

/// Notes in each group which of its fields were meant to be others, which are then neither set nor left out for certain.
/// What is given for a secret by a misspelled name is a secret.
pub(crate) fn mark(resources: &mut [Resource], tables: &Tables) {
    for resource in resources.iter_mut().filter(|resource| resource.role != Role::Saved) {
        if !has_undeclared(&resource.body) {
            continue;
        }
        let mut found = HashMap::new();
        for subject in subjects(std::slice::from_ref(resource), tables).into_iter().filter(|one| !one.is_addition) {
            subject.sections().iter().for_each(|section| gather(section, &mut found));
        }
        if !found.is_empty() {
            note(&mut resource.body, &found);
        }
    }
}

/// What was meant by a field, and whether that holds a secret, by the place of its name.
type Found = HashMap<Span, (Arc<str>, bool)>;

fn has_undeclared(group: &Group) -> bool {
    group
        .fields
        .iter()
        .any(|field| !field.is_declared || field.blocks().is_some_and(|blocks| blocks.written().any(has_undeclared)))
}

fn gather(section: &Section<'_>, found: &mut Found) {
    let mut unset: Option<Vec<(String, &str)>> = None;
    for field in section.group.fields.iter().filter(|field| !section.has(field) && !section.is_common(field)) {
        let unset = unset.get_or_insert_with(|| {
            let is_unset = |(_, name): &(String, &str)| section.group.field(name).is_none();
            section.writable_names().into_iter().filter(is_unset).collect()
        });
        if let Some(meant) = meant(section, field, unset) {
            let holds = section.rows.get(meant).and_then(|row| section.limit(row, |row| row.holds));
            found.insert(field.name_span, (meant.into(), holds == Some(Holds::Secret)));
        }
    }
}

/// The table's name of what was meant by a field that it does not have.
fn meant<'a>(section: &Section<'a>, field: &Field, unset: &[(String, &'a str)]) -> Option<&'a str> {
    if let Some(meant) = section.mistake(field) {
        return Some(meant);
    }
    // `BindVpcs.1.VpcId` is how other parameters are given in parts.
    let is_part = |name: &str| field.written.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
    let near = match unset.iter().find(|(name, _)| is_part(name)) {
        Some((name, _)) => name,
        None => nearest(&field.written, unset.iter().map(|(name, _)| name.as_str()))?,
    };
    unset.iter().find(|(name, _)| *name == *near).map(|(_, name)| *name)
}

fn note(group: &mut Group, found: &Found) {
    let mut misspelled = Vec::new();
    for field in &mut group.fields {
        if let Some((meant, is_secret)) = found.get(&field.name_span) {
            field.is_secret |= is_secret;
            misspelled.push(Misspelling { name_span: field.name_span, meant: meant.clone() });
        }
        if let Content::Blocks(blocks) = &mut field.content {
            blocks.written_mut().for_each(|block| note(block, found));
        }
    }
    group.misspelled = misspelled.into();
}
