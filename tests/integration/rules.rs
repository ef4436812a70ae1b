//! Runs every rule over its declared examples and over the files of `testdata/rules`, through the whole engine.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use kmslint::rule::{Example, Rule};
use kmslint::rules;

use crate::project::{self, Project};

#[test]
fn bad_examples_are_reported() {
    let mut silent = Vec::new();
    for (rule, example) in examples(|rule| rule.bad) {
        let found = Project::of_example(example).check(&project::default_rules_and(&[rule.name]));
        if !found.iter().any(|line| line.contains(&format!(" {} ", rule.name))) {
            silent.push(format!("{}: {}\n{found:#?}", rule.name, example.text));
        }
    }
    assert!(silent.is_empty(), "not reported:\n{}", silent.join("\n"));
}

#[test]
fn good_examples_are_silent_under_all_rules() {
    let mut reported = Vec::new();
    for (rule, example) in examples(|rule| rule.good) {
        let found = Project::of_example(example).check(&project::default_rules_and(&[rule.name]));
        if !found.is_empty() {
            reported.push(format!("{}: {}\n{found:#?}", rule.name, example.text));
        }
    }
    assert!(reported.is_empty(), "reported:\n{}", reported.join("\n"));
}

#[test]
fn every_rule_is_declared_completely() {
    let mut names = BTreeSet::new();
    let mut last = "";
    for rule in rules::ALL {
        let name = rule.name;
        assert!(names.insert(name), "{name} is declared twice");
        assert!(last < name, "{name} is not in order");
        last = name;
        assert!(
            name.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-'),
            "{name}"
        );
        assert!(!rule.summary.is_empty() && !rule.summary.ends_with('.'), "{name}: summary");
        assert!(!rule.why.is_empty(), "{name}: why");
        let has_examples = !rule.bad.is_empty() && !rule.good.is_empty();
        assert!(has_examples || name == "internal-error", "{name} has no examples");
    }
}

/// `testdata/rules/RULE/CASE.ENDING` (or a folder `CASE/`) beside `CASE.out`.
#[test]
fn cases_report_what_is_written_beside_them() {
    let root = project::root().join("testdata/rules");
    let mut wrong = Vec::new();
    for (case, expected) in cases(&root) {
        let found = Project::of_path(&case).describe(&project::default_rules_and(&[&rule_of(&case)]));
        if std::env::var_os("UPDATE_TESTDATA").is_some() {
            fs::write(&expected, &found).unwrap();
        }
        if fs::read_to_string(&expected).unwrap_or_default() != found {
            wrong.push(format!("{}\n{found}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{}\n(UPDATE_TESTDATA=1 writes what was found)", wrong.join("\n\n"));
}

#[test]
fn every_case_belongs_to_a_rule() {
    for (case, _) in cases(&project::root().join("testdata/rules")) {
        assert!(rules::find(&rule_of(&case)).is_some(), "{}", case.display());
    }
}

#[test]
fn every_rule_has_a_case_that_reports_it() {
    let mut reported = BTreeSet::new();
    for (case, expected) in cases(&project::root().join("testdata/rules")) {
        let rule = rule_of(&case);
        if fs::read_to_string(expected).unwrap_or_default().contains(&format!(" {rule} ")) {
            reported.insert(rule);
        }
    }
    // `internal-error` speaks when a rule panics, and no input is known that makes one panic.
    let wanted = rules::ALL.iter().map(|rule| rule.name).filter(|&name| name != "internal-error");
    let without: Vec<_> = wanted.filter(|&name| !reported.contains(name)).collect();
    assert!(without.is_empty(), "no case in testdata/rules reports them: {without:#?}");
}

/// Realistic configuration on which no rule has anything to say, those that are off by default included.
#[test]
fn ordinary_configuration_is_silent() {
    let every_rule: Vec<&str> = rules::ALL.iter().map(|rule| rule.name).collect();
    let mut reported = Vec::new();
    for entry in project::entries(&project::root().join("testdata/ok")) {
        let found = Project::of_path(&entry).describe(&every_rule);
        if !found.is_empty() {
            reported.push(format!("{}\n{found}", entry.display()));
        }
    }
    assert!(reported.is_empty(), "{}", reported.join("\n"));
}

fn examples(of: fn(&Rule) -> &'static [Example]) -> Vec<(&'static Rule, &'static Example)> {
    rules::ALL.iter().flat_map(|rule| of(rule).iter().map(|example| (*rule, example))).collect()
}

fn rule_of(case: &Path) -> String {
    case.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned()
}

fn cases(root: &Path) -> Vec<(PathBuf, PathBuf)> {
    let mut cases = Vec::new();
    for folder in project::entries(root) {
        for entry in project::entries(&folder) {
            if entry.extension().is_none_or(|ending| ending != "out") {
                cases.push((entry.clone(), entry.with_extension("out")));
            }
        }
    }
    cases
}
