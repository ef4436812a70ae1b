//! Brings together what is one finding: the same fault at the same place, however many ways lead to it.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::sync::Arc;

use super::occurrence::Chain;
use super::{Finding, Identity};
use crate::resource::Address;
use crate::source::Span;

/// One finding for all instances that one chain of calls makes, with the first one's address.
///
/// `headers` are the places where something can be missing.
pub(crate) fn of_chains(findings: Vec<Finding>, headers: &HashSet<Span>) -> Vec<Finding> {
    grouped(findings, headers, |finding| finding.occurrences.first().map(|occurrence| occurrence.chain()))
}

/// One finding for each fault, in the order in which they come.
///
/// At one place a rule finds one fault, whatever value each way brings there. Of several ways the most severe one that
/// nobody has accepted speaks for all. At a header several different things may be missing, so there only equal
/// identities are one.
pub(crate) fn merged(findings: Vec<Finding>, headers: &HashSet<Span>) -> Vec<Finding> {
    grouped(findings, headers, |_| ())
}

fn grouped<K: Eq + Hash>(findings: Vec<Finding>, headers: &HashSet<Span>, key: impl Fn(&Finding) -> K) -> Vec<Finding> {
    let mut groups: Vec<Group> = Vec::new();
    let mut by_place: HashMap<(Arc<str>, Span, K), Vec<usize>> = HashMap::new();
    for finding in findings {
        let places = by_place.entry((finding.rule.clone(), finding.span, key(&finding))).or_default();
        let is_header = headers.contains(&finding.span);
        let same = places
            .iter()
            .copied()
            .find(|&index| groups.get_mut(index).is_some_and(|group| group.is_same_fault(&finding, is_header)));
        match same.and_then(|index| groups.get_mut(index)) {
            Some(group) => group.add(finding),
            None => {
                places.push(groups.len());
                groups.push(Group::of(finding));
            }
        }
    }
    groups.into_iter().filter_map(Group::into_one).collect()
}

/// Findings of one rule at one place that are the same fault.
struct Group {
    findings: Vec<Finding>,
    /// Of all findings, once there are several: of most faults there is one.
    known: Option<Known>,
}

/// What has to be known of a group to see whether a finding belongs to it.
#[derive(Default)]
struct Known {
    identities: HashSet<Identity>,
    /// The instances of resources that show it.
    instances: HashSet<(Chain, Option<Address>)>,
}

impl Known {
    fn learn(&mut self, finding: &Finding) {
        self.instances.extend(instances(finding));
        self.identities.insert(finding.identity.clone());
    }
}

impl Group {
    fn of(finding: Finding) -> Self {
        Self { findings: vec![finding], known: None }
    }

    fn is_same_fault(&mut self, finding: &Finding, is_header: bool) -> bool {
        let known = self.known.get_or_insert_with(|| {
            let mut known = Known::default();
            self.findings.iter().for_each(|finding| known.learn(finding));
            known
        });
        // Two different things that are wrong with one instance are two faults.
        known.identities.contains(&finding.identity)
            || (!is_header && instances(finding).all(|instance| !known.instances.contains(&instance)))
    }

    fn add(&mut self, finding: Finding) {
        if let Some(known) = &mut self.known {
            known.learn(&finding);
        }
        self.findings.push(finding);
    }

    fn into_one(mut self) -> Option<Finding> {
        let rank = |finding: &Finding| (!finding.is_suppressed(), finding.severity);
        if let [one] = self.findings.as_slice()
            && one.occurrences.len() == 1
        {
            return self.findings.pop();
        }
        // Of equals the first counts, which `max_by_key` gives over the reversed order.
        let mut shown = self.findings.iter().rev().max_by_key(|finding| rank(finding))?.clone();
        shown.occurrences = Vec::new();
        let mut places: HashMap<(Chain, bool), usize> = HashMap::new();
        for occurrence in self.findings.into_iter().flat_map(|finding| finding.occurrences) {
            let place = *places.entry((occurrence.chain(), occurrence.suppressed.is_some())).or_insert(usize::MAX);
            match shown.occurrences.get_mut(place) {
                Some(first) => first.take(occurrence),
                None => {
                    let key = (occurrence.chain(), occurrence.suppressed.is_some());
                    places.insert(key, shown.occurrences.len());
                    shown.occurrences.push(occurrence);
                }
            }
        }
        shown.occurrences.shrink_to_fit();
        Some(shown)
    }
}

fn instances(finding: &Finding) -> impl Iterator<Item = (Chain, Option<Address>)> {
    finding.occurrences.iter().map(|occurrence| (occurrence.chain(), occurrence.address.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Draft, Identity, Occurrence, Severity};
    use crate::source::FileId;
    use std::path::Path;

    fn finding(root: &str, address: &str, message: &str, severity: Severity) -> Finding {
        let occurrence = Occurrence {
            root: Some(Arc::from(Path::new(root))),
            address: Some(Address::new(address)),
            ..Occurrence::default()
        };
        let draft = Draft::new(Span::new(FileId::DETACHED, 3, 7), message);
        Draft { identity: Identity::of_field(message), ..draft }.stamped("alias-length", severity, occurrence)
    }

    fn shown(findings: Vec<Finding>, headers: &HashSet<Span>) -> Vec<(String, usize)> {
        let merged = merged(of_chains(findings, headers), headers);
        merged.into_iter().map(|finding| (finding.message, finding.occurrences.len())).collect()
    }

    #[test]
    fn roots_are_occurrences_and_instances_are_not() {
        let severity = Severity::Warning;
        let found = || {
            vec![
                finding("prod", "a.b[0]", "3 is too long", severity),
                finding("prod", "a.b[1]", "4 is too long", severity),
                finding("stage", "a.b[0]", "5 is too long", severity),
            ]
        };
        assert_eq!(shown(found(), &HashSet::new()), [("3 is too long".to_owned(), 2)]);
        let headers = HashSet::from([Span::new(FileId::DETACHED, 3, 7)]);
        assert_eq!(shown(found(), &headers).len(), 3, "each lacks something else");
    }

    #[test]
    fn two_faults_of_one_instance_are_two() {
        let severity = Severity::Warning;
        let found = vec![finding("prod", "a.b", "too long", severity), finding("prod", "a.b", "too short", severity)];
        assert_eq!(shown(found, &HashSet::new()).len(), 2);
    }

    #[test]
    fn the_most_severe_one_speaks_for_all() {
        let found = vec![
            finding("prod", "a.b", "perhaps", Severity::Warning),
            finding("stage", "a.b", "certainly", Severity::Error),
        ];
        assert_eq!(shown(found, &HashSet::new()), [("certainly".to_owned(), 2)]);
    }
}
