//! Which resources show a finding.

use std::collections::HashMap;
use std::path::Path;

use crate::finding::Finding;
use crate::linter::Survey;
use crate::resource::{Address, Resource};
use crate::source::Span;

/// The root and scenario, and the header and address.
type Key<'a> = (Option<&'a Path>, Option<&'a str>, Span, Option<&'a Address>);

/// The resources of a survey, each with the number of its evaluation.
pub(super) struct Resources<'a>(HashMap<Key<'a>, Vec<(usize, &'a Resource)>>);

pub(super) fn resources_of(survey: &Survey) -> Resources<'_> {
    let mut by_key: HashMap<Key<'_>, Vec<(usize, &Resource)>> = HashMap::new();
    for (index, evaluation) in survey.evaluations.iter().enumerate() {
        let situation = &evaluation.situation;
        for resource in &evaluation.resources {
            let (root, scenario) = (situation.root.as_deref(), situation.scenario.as_deref());
            let key = (root, scenario, resource.header, resource.address.as_ref());
            by_key.entry(key).or_default().push((index, resource));
        }
    }
    Resources(by_key)
}

/// The resources that show a finding in a way that nobody has accepted.
pub(super) fn shown_by<'a>(finding: &Finding, resources: &Resources<'a>) -> Vec<(usize, &'a Resource)> {
    let mut shown = Vec::new();
    for occurrence in finding.occurrences.iter().filter(|occurrence| occurrence.suppressed.is_none()) {
        let (root, scenario) = (occurrence.root.as_deref(), occurrence.scenario.as_deref());
        for (header, address) in occurrence.resources() {
            let Some(header) = header else { continue };
            shown.extend(resources.0.get(&(root, scenario, header, address)).into_iter().flatten().copied());
        }
    }
    shown
}
