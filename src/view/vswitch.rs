//! The vSwitches in which an instance resides, where the same configuration makes them.

use std::collections::HashSet;

use super::View;
use super::finding::finding_on;
use super::instance::{list_of, made_vswitch, zone_of};
use crate::finding::Draft;
use crate::resource::{Field, Resource};
use crate::value::Value;

/// A vSwitch that an instance or an association names, and the resource that makes it.
pub(crate) struct MadeVswitch<'a> {
    pub field: &'a Field,
    /// The id as it is named: a value of the field, or one item of it.
    pub named: Value,
    /// Its place in the list.
    pub index: usize,
    pub made: &'a Resource,
}

/// The vSwitches of the instance itself that this configuration makes.
pub(crate) fn home_vswitches<'a>(view: &View<'a>, instance: &'a Resource) -> Vec<MadeVswitch<'a>> {
    let Some(field) = instance.body.field("vswitch_ids") else { return Vec::new() };
    let items = list_of(view, instance, "vswitch_ids").into_iter().enumerate();
    items.filter_map(|(index, named)| MadeVswitch::of(view, field, named.into_value(), index)).collect()
}

impl<'a> MadeVswitch<'a> {
    /// What a field with one id names.
    pub(crate) fn of_field(view: &View<'a>, field: &'a Field) -> Option<Self> {
        Self::of(view, field, field.value()?.clone(), 0)
    }

    fn of(view: &View<'a>, field: &'a Field, named: Value, index: usize) -> Option<Self> {
        let made = made_vswitch(view, &named)?;
        Some(Self { field, named, index, made })
    }

    /// The zone that it is put into.
    pub(crate) fn zone(&self) -> Option<&'a Value> {
        zone_of(self.made)
    }

    /// A finding where it is named, with the place that puts it where it should not be.
    pub(crate) fn finding(&self, message: String, misplaced: &Value, label: &str) -> Draft {
        let finding = finding_on(self.field, &self.named, message);
        match misplaced.span {
            Some(span) => finding.with_label(span, label),
            None => finding,
        }
    }
}

/// The findings without those at a place that has one: an expression may give several items.
pub(crate) fn once_for_each_place(mut findings: Vec<Draft>) -> Vec<Draft> {
    let mut places = HashSet::new();
    findings.retain(|finding| places.insert(finding.span));
    findings
}
