//! How often each block was evaluated: a module may be called twice or have scenarios, and a block may be repeated.
//!
//! What one instance does not need another may, so a line of a block is only changed for a finding that all of them have.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::finding::{Finding, Fix};
use crate::resource::{Address, Group, Resource};
use crate::source::Span;
use crate::tables::Tables;

/// The instances of the blocks that have a table, by their headers.
#[derive(Debug, Default)]
pub(super) struct Instances {
    counts: HashMap<Span, usize>,
    /// The whole of each block with a finding that has a fix.
    blocks: HashMap<Span, Span>,
    /// In how many instances each such finding is.
    fixable: HashMap<(Arc<str>, Span), usize>,
}

impl Instances {
    /// The header of each block.
    pub(super) fn headers(&self) -> impl Iterator<Item = &Span> {
        self.counts.keys()
    }

    /// Adds one evaluation: its resources, and findings of which each has one occurrence.
    pub(super) fn add(&mut self, resources: &[Resource], findings: &[Finding], tables: &Tables) {
        let mut shown: HashSet<(&Arc<str>, Span, Option<&Address>)> = HashSet::new();
        let mut headers = HashSet::new();
        for finding in findings.iter().filter(|finding| finding.fix.is_some()) {
            let occurrence = finding.occurrences.first();
            headers.extend(occurrence.and_then(|occurrence| occurrence.resource));
            if shown.insert((&finding.rule, finding.span, occurrence.and_then(|one| one.address.as_ref()))) {
                *self.fixable.entry((finding.rule.clone(), finding.span)).or_default() += 1;
            }
        }
        for resource in resources.iter().filter(|resource| tables.of_kind(&resource.kind).is_some()) {
            *self.counts.entry(resource.header).or_default() += 1;
            if headers.contains(&resource.header) {
                let block = self.blocks.entry(resource.header).or_insert(resource.header);
                *block = extent(&resource.body, *block);
            }
        }
    }

    pub(super) fn extend(&mut self, other: Self) {
        for (header, count) in other.counts {
            *self.counts.entry(header).or_default() += count;
        }
        for (header, block) in other.blocks {
            let known = self.blocks.entry(header).or_insert(block);
            *known = known.to(block);
        }
        for (finding, count) in other.fixable {
            *self.fixable.entry(finding).or_default() += count;
        }
    }

    /// Takes the fix away where it would change a block for instances that do not have the finding.
    pub(super) fn spare(&self, finding: &mut Finding) {
        let Some(header) = finding.occurrences.first().and_then(|occurrence| occurrence.resource) else { return };
        let has_all = || {
            let shown = self.fixable.get(&(finding.rule.clone(), finding.span));
            shown.zip(self.counts.get(&header)).is_none_or(|(shown, instances)| shown >= instances)
        };
        let block = self.blocks.get(&header).copied().unwrap_or(header);
        let is_shared = |fix: &Fix| fix.edits.iter().any(|edit| block.contains(edit.span));
        if finding.fix.as_ref().is_some_and(is_shared) && !has_all() {
            finding.fix = None;
        }
    }
}

/// A place and all that a group writes in its file behind it.
fn extent(group: &Group, place: Span) -> Span {
    group.fields.iter().fold(place, |place, field| {
        let written = place.to(field.name_span).to(field.span());
        let blocks = field.blocks().into_iter().flat_map(|blocks| blocks.written());
        blocks.fold(written, |written, block| extent(block, written))
    })
}
