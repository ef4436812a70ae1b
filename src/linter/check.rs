//! Runs the rules over the resources of one unit and brings what they report into order.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::config::Settings;
use crate::finding::{Finding, Severity};
use crate::resource::{Content, Group, Resource};
use crate::rule::{Rule, RuleContext, RuleSettings, Undecided};
use crate::rules;
use crate::source::{Sources, Span};
use crate::tables::Tables;

/// What the rules said of one unit.
#[derive(Debug, Default)]
pub(super) struct Checked {
    pub(super) findings: Vec<Finding>,
    pub(super) undecided: Vec<Undecided>,
}

/// Runs every rule that is on over one evaluation of a unit.
pub(super) fn check(resources: &[Resource], saved: &[Resource], tables: &Tables, settings: &Settings) -> Checked {
    let rule_settings = RuleSettings { options: settings.options.clone(), today: settings.today.clone() };
    let mut checked = Checked::default();
    // A team's limits are found by the rules that read tables, also where those are off themselves.
    let has_team_rules = tables.additions().next().is_some();
    let is_on = |rule: &Rule| settings.is_enabled(rule.name, rule.is_on_by_default);
    for rule in rules::ALL.iter().copied().filter(|rule| is_on(rule) || has_team_rules) {
        let run = || {
            let mut cx = RuleContext::new(rule, resources, saved, tables, &rule_settings);
            (rule.check)(&mut cx);
            cx.into_results()
        };
        match catch_unwind(AssertUnwindSafe(run)) {
            Ok((findings, undecided)) => {
                let is_wanted = |finding: &Finding| match &*finding.rule {
                    own if own == rule.name => is_on(rule),
                    team => settings.select.is_empty() || settings.selects(team) || settings.selects(rule.name),
                };
                checked.findings.extend(findings.into_iter().filter(is_wanted));
                checked.undecided.extend(undecided.into_iter().filter(|_| is_on(rule)));
            }
            Err(_) => checked.findings.extend(resources.first().map(|resource| broken_rule(rule, resource))),
        }
    }
    checked.findings = without_repetitions(checked.findings, resources);
    checked
}

/// A rule that panics costs itself on this input, not the run.
fn broken_rule(rule: &Rule, resource: &Resource) -> Finding {
    let message = format!("the rule {} failed on this input and was not checked", rule.name);
    let mut finding = Finding::new(resource.header, message).with_help("report this, with the file");
    finding.rule = "internal-error".into();
    finding.severity = Severity::Error;
    finding
}

/// Applies the severities of the configuration and leaves out the rules that are off.
pub(super) fn with_configured_severities(findings: Vec<Finding>, settings: &Settings) -> Vec<Finding> {
    findings
        .into_iter()
        .filter_map(|mut finding| {
            let is_enabled = match rules::find(&finding.rule) {
                Some(rule) => settings.is_enabled(rule.name, rule.is_on_by_default),
                None => !settings.is_switched_off(&finding.rule),
            };
            finding.severity = settings.severity(&finding.rule, finding.severity);
            is_enabled.then_some(finding)
        })
        .collect()
}

/// One finding for one place, however many instances of a resource or calls of a module show it.
///
/// The first resource's findings stand for those of the others at the same value; labels of other calls are
/// added. At a header several different things may be missing, so there only equal messages are one.
fn without_repetitions(findings: Vec<Finding>, resources: &[Resource]) -> Vec<Finding> {
    let headers = headers(resources);
    let mut kept: Vec<Finding> = Vec::new();
    let mut by_place: BTreeMap<(Box<str>, Span), Vec<usize>> = BTreeMap::new();
    for finding in findings {
        let places = by_place.entry((finding.rule.clone(), finding.span)).or_default();
        let is_header = headers.contains(&finding.span);
        let same = places.iter().copied().find(|&index| {
            kept.get(index).is_some_and(|first| {
                first.message == finding.message || (!is_header && first.address != finding.address)
            })
        });
        match same.and_then(|index| kept.get_mut(index)) {
            Some(first) => {
                let new = finding.labels.into_iter().filter(|label| !first.labels.contains(label));
                let room = 8usize.saturating_sub(first.labels.len());
                let new: Vec<_> = new.take(room).collect();
                first.labels.extend(new);
            }
            None => {
                places.push(kept.len());
                kept.push(finding);
            }
        }
    }
    kept
}

fn headers(resources: &[Resource]) -> HashSet<Span> {
    let mut headers = HashSet::new();
    let mut open: Vec<&Group> = Vec::new();
    for resource in resources {
        headers.insert(resource.header);
        open.push(&resource.body);
    }
    while let Some(group) = open.pop() {
        headers.insert(group.header);
        for field in &group.fields {
            if let Content::Blocks(blocks) = &field.content {
                open.extend(&blocks.groups);
            }
        }
    }
    headers
}

/// Merges the evaluations of one module under several scenarios: equal findings are one that names where it arises.
pub(super) fn merge_scenarios(checked: Vec<(Option<String>, Checked)>) -> Checked {
    let total = checked.len();
    let mut merged = Checked::default();
    let mut names: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for (scenario, one) in checked {
        for finding in one.findings {
            let same = |first: &Finding| {
                first.rule == finding.rule && first.span == finding.span && first.message == finding.message
            };
            let index = merged.findings.iter().position(same).unwrap_or_else(|| {
                merged.findings.push(finding);
                merged.findings.len() - 1
            });
            names.entry(index).or_default().extend(scenario.clone());
        }
        merged.undecided.extend(one.undecided);
    }
    for (index, names) in names {
        if let (true, Some(finding)) = (!names.is_empty() && names.len() < total, merged.findings.get_mut(index)) {
            let names: Vec<_> = names.into_iter().collect();
            finding.message = format!("{} (in scenario {})", finding.message, names.join(", "));
        }
    }
    merged
}

/// The one total order: path, offset, rule, message.
pub(super) fn sort(findings: &mut [Finding], sources: &Sources) {
    findings.sort_by_cached_key(|finding| {
        let file = sources.file(finding.span.file);
        (file.name().to_owned(), finding.span.start, finding.rule.clone(), finding.span.end, finding.message.clone())
    });
}
