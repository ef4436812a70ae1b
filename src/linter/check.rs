//! Runs the rules over the resources of one unit.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::Work;
use super::evidence::{Disagreement, Evidence};
use super::instances::Instances;
use super::secrets::Unquotable;
use super::unit::Evaluated;
use crate::config::Settings;
use crate::finding::{Draft, Finding, Occurrence, Severity, of_chains};
use crate::resource::{Content, Group, Resource};
use crate::rule::{OpenQuestions, Rule, RuleContext, RuleSettings, Situation, Undecided};
use crate::rules;
use crate::source::{FileId, SourceFile, Sources, Span};
use crate::tables::Tables;
use crate::view::View;

/// What the rules said of one unit. Each finding has one occurrence.
#[derive(Debug, Default)]
pub(super) struct Checked {
    pub(super) findings: Vec<Finding>,
    pub(super) undecided: Vec<Undecided>,
    /// Where something can be missing, so that several findings of one rule are several faults.
    pub(super) headers: HashSet<Span>,
    pub(super) instances: Instances,
    pub(super) disagreements: Vec<Disagreement>,
}

/// Runs every rule that is on over each evaluation of a unit.
pub(super) fn check_unit(work: &Work, evidence: &Evidence) -> Checked {
    let Work { folder, settings, tables, lifted } = work;
    let mut checked = Checked::default();
    for evaluated in &lifted.evaluations {
        let (saved, disagreements) = evidence.for_unit(folder, &evaluated.resources);
        checked.disagreements.extend(disagreements);
        let headers = headers(&evaluated.resources);
        let (findings, undecided) = check_evaluated(evaluated, &saved, tables, settings);
        checked.instances.add(&evaluated.resources, &findings, tables);
        checked.findings.extend(of_chains(without_interpretations(findings), &headers));
        checked.undecided.extend(undecided);
        checked.headers.extend(headers);
    }
    checked.findings.extend(lifted.problems.iter().cloned());
    checked.findings = with_configured_severities(checked.findings, settings);
    checked
}

/// Every finding of every rule that is on, and what they could not decide.
pub(super) fn check_evaluated(
    evaluated: &Evaluated,
    saved: &[Resource],
    tables: &Tables,
    settings: &Settings,
) -> (Vec<Finding>, Vec<Undecided>) {
    let Evaluated { situation, resources, questions } = evaluated;
    let view = View::new(resources, saved, tables);
    // What was asked to lift and to lay out the resources is no rule's question.
    questions.take();
    let rule_settings = RuleSettings { options: settings.options.clone(), today: settings.today };
    let (mut all_findings, mut all_open) = (Vec::new(), OpenQuestions::default());
    // A team's limits are found by the rules that read tables, also where those are off themselves.
    let has_team_rules = tables.additions().next().is_some();
    // Their questions are asked by the rules that read tables.
    let is_of_team = |name: &String| !name.contains('*') && rules::find(name).is_none();
    let asks_for_team_rules = has_team_rules && settings.select.iter().any(is_of_team);
    let is_on = |rule: &Rule| settings.is_enabled(rule.name, rule.is_on_by_default);
    for rule in rules::ALL.iter().copied().filter(|rule| is_on(rule) || has_team_rules) {
        let run = || {
            let mut cx = RuleContext::new(rule, &view, &rule_settings, situation, questions);
            (rule.check)(&mut cx);
            cx.into_results()
        };
        match catch_unwind(AssertUnwindSafe(run)) {
            Ok((findings, open)) => {
                let is_wanted = |finding: &Finding| match &*finding.rule {
                    own if own == rule.name => is_on(rule),
                    team => settings.select.is_empty() || settings.selects(team) || settings.selects(rule.name),
                };
                all_findings.extend(findings.into_iter().filter(is_wanted));
                if is_on(rule) || asks_for_team_rules {
                    all_open.add(open, rule.name);
                }
            }
            Err(_) => all_findings.extend(resources.first().map(|resource| broken_rule(rule, resource, situation))),
        }
    }
    let mut all_undecided = all_open.into_undecided();
    let unquotable = Unquotable::of(&view);
    if !unquotable.is_empty() {
        all_findings = all_findings.into_iter().map(|finding| unquotable.withheld_from(finding)).collect();
        all_undecided = all_undecided.into_iter().map(|one| unquotable.withheld_from_question(one)).collect();
    }
    (all_findings, all_undecided)
}

/// Leaves out what other rules make of a value that is none of those allowed, or of another type: what was meant by it is
/// not known, and the one wrong value is one finding.
fn without_interpretations(mut findings: Vec<Finding>) -> Vec<Finding> {
    let refuses = |finding: &Finding| match &*finding.rule {
        rule if rule == rules::limits::value_not_allowed::RULE.name => true,
        // What is likely converted, or corrected, is judged as what it becomes.
        rule if rule == rules::limits::value_wrong_type::RULE.name => {
            finding.severity == Severity::Error && finding.fix.is_none()
        }
        _ => false,
    };
    let instance = |finding: &Finding| finding.occurrences.first().map(|occurrence| occurrence.address.clone());
    // The outermost ones: of two values of which one lies in the other only the outer one counts.
    let mut refused: BTreeMap<Span, HashSet<_>> = BTreeMap::new();
    let mut refusals: Vec<&Finding> = findings.iter().filter(|finding| refuses(finding)).collect();
    refusals.sort_by_key(|finding| (finding.span.file, finding.span.start, Reverse(finding.span.end)));
    for finding in refusals {
        let is_inside = refused.last_key_value().is_some_and(|(outer, _)| outer.contains(finding.span));
        if !is_inside || refused.contains_key(&finding.span) {
            refused.entry(finding.span).or_default().insert(instance(finding));
        }
    }
    if refused.is_empty() {
        return findings;
    }
    findings.retain(|finding| {
        let causes = finding.occurrences.iter().flat_map(Occurrence::places);
        let instance = instance(finding);
        let is_refused = |place: Span| {
            let up_to = Span { end: u32::MAX, ..place.at_start() };
            let around = refused.range(..=up_to).next_back();
            around.is_some_and(|(span, instances)| span.contains(place) && instances.contains(&instance))
        };
        let says_so = refuses(finding) && refused.contains_key(&finding.span);
        says_so || !std::iter::once(finding.span).chain(causes).any(is_refused)
    });
    findings
}

/// A rule that panics costs itself on this input, not the run.
fn broken_rule(rule: &Rule, resource: &Resource, situation: &Situation) -> Finding {
    let message = format!("the rule `{}` failed on this input and was not checked", rule.name);
    let draft = Draft::new(resource.header, message).with_help("please report this, with the file");
    rules::internal_error::RULE.finding(draft, situation.occurrence())
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

/// The one total order: path, offset, rule, message.
pub(super) fn sort(findings: &mut [Finding], sources: &Sources) {
    let files: HashSet<FileId> = findings.iter().map(|finding| finding.span.file).collect();
    let files: HashMap<FileId, Arc<SourceFile>> = files.into_iter().map(|file| (file, sources.file(file))).collect();
    let name = |finding: &Finding| files.get(&finding.span.file).map(|file| file.name());
    findings.sort_by(|one, other| {
        let names = match one.span.file == other.span.file {
            true => Ordering::Equal,
            false => name(one).cmp(&name(other)),
        };
        names
            .then_with(|| one.span.start.cmp(&other.span.start))
            .then_with(|| one.rule.cmp(&other.rule))
            .then_with(|| one.span.end.cmp(&other.span.end))
            .then_with(|| one.message.cmp(&other.message))
    });
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
                open.extend(blocks.written());
            }
        }
    }
    headers
}
