//! A rule that meets a value which is not known says nothing, and `-v` says that it was asked.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::rule::Rule;
use crate::rules;

use crate::internal::project::Project;

/// Rules whose examples hold no value that could be unknown, and why.
const WITHOUT: &[(&str, &str)] = &[
    ("argument-deprecated", "what is written counts, whatever its value is"),
    ("argument-ignored", "another argument is not written"),
    ("argument-missing", "an argument is not written"),
    ("argument-needs-newer-provider", "what is written counts, whatever its value is"),
    ("argument-unknown", "what is written counts, whatever its value is"),
    ("bind-vpcs-missing-member", "a member is not written"),
    ("bind-vpcs-two-writers", "that there are two counts"),
    ("data-key-in-state", "that there is such a data source counts"),
    ("ebs-default-key-duplicate", "that there are two counts"),
    ("ebs-default-key-without-encryption", "a resource is not written"),
    ("evaluation-limit", "reported by the engine"),
    ("instance-without-prevent-destroy", "an argument is not written"),
    ("key-pending-window-missing", "an argument is not written"),
    ("key-rotation-disabled", "an argument is not written"),
    ("subscription-by-default", "an argument is not written"),
    ("suppression-without-reason", "reported by the engine"),
    ("syntax-error", "reported by the engine"),
    ("unknown-rule", "reported by the engine"),
    ("unreadable-file", "reported by the engine"),
    ("unused-suppression", "reported by the engine"),
];

#[test]
fn every_rule_says_that_a_value_it_asks_for_is_not_known() {
    let mut silent = BTreeSet::new();
    for rule in rules::ALL {
        let examples: Vec<_> = rule.bad.iter().filter(|example| example.file.ends_with(".tf")).collect();
        if !examples.is_empty() && !examples.iter().any(|example| is_noted(rule, &example.text())) {
            silent.insert(rule.name);
        }
    }
    let expected: BTreeSet<&str> = WITHOUT.iter().map(|(name, _)| *name).collect();
    assert_eq!(silent, expected);
}

/// Whether some value of an example, made unknown, takes a finding away and leaves a note of the rule in its place.
fn is_noted(rule: &'static Rule, text: &str) -> bool {
    let count = |text: &str| {
        let project = Project::new();
        project.write("main.tf", text);
        let (_, outcome) = project.run(&[rule.name], &[PathBuf::from(".")]);
        let findings = outcome.findings.iter().filter(|finding| *finding.rule == *rule.name).count();
        (findings, outcome.undecided.iter().any(|one| one.rules.contains(&rule.name)))
    };
    let (before, _) = count(text);
    with_one_unknown(text).iter().any(|text| {
        let (after, is_noted) = count(text);
        after < before && is_noted
    })
}

/// The text with each literal value of an argument in turn replaced by a variable without a value.
fn with_one_unknown(text: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for (at, _) in text.match_indices("= ") {
        let (before, after) = text.split_at(at + 2);
        let end = after.find('\n').unwrap_or(after.len());
        let (value, rest) = after.split_at(end);
        let is_literal =
            value.starts_with(['"', '[']) || value.starts_with(|first: char| first.is_ascii_alphanumeric());
        if is_literal && !value.ends_with(['{', '(', '[']) {
            texts.push(format!("variable \"unknown\" {{}}\n{before}var.unknown{rest}"));
        }
    }
    texts
}
