//! Runs every rule over its declared examples and over the files of `testdata/rules`, through the whole engine.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::rule::{Example, Rule};
use crate::rules;

use crate::internal::project::{self, Project};

#[test]
fn bad_examples_are_reported() {
    let mut silent = Vec::new();
    for (rule, path) in examples(|rule| rule.bad) {
        let found = Project::of_path(&path).check(&project::default_rules_and(&[rule.name]));
        if !found.iter().any(|line| line.contains(&format!(" {} ", rule.name))) {
            silent.push(format!("{}\n{found:#?}", path.display()));
        }
    }
    assert!(silent.is_empty(), "not reported:\n{}", silent.join("\n"));
}

#[test]
fn good_examples_are_silent_under_all_rules() {
    let mut reported = Vec::new();
    for (rule, path) in examples(|rule| rule.good) {
        let found = Project::of_path(&path).check(&project::default_rules_and(&[rule.name]));
        if !found.is_empty() {
            reported.push(format!("{}\n{found:#?}", path.display()));
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
        // `internal-error` speaks when a rule panics, and no input is known that makes one panic.
        let has_examples = !rule.bad.is_empty() && !rule.good.is_empty();
        assert!(has_examples || name == "internal-error", "{name} needs an example that it reports and a silent one");
    }
}

/// `testdata/rules/RULE/CASE.ENDING` (or a folder `CASE/`) beside `CASE.out`; a silent case has no report beside it.
#[test]
fn cases_report_what_is_written_beside_them() {
    let root = project::root().join("testdata/rules");
    let mut wrong = Vec::new();
    for (case, expected) in cases(&root) {
        let found = Project::of_path(&case).describe(&project::default_rules_and(&[&rule_of(&case)]));
        if std::env::var_os("UPDATE_TESTDATA").is_some() {
            if !found.is_empty() {
                fs::write(&expected, &found).unwrap();
            } else if expected.exists() {
                fs::remove_file(&expected).unwrap();
            }
        }
        if fs::read_to_string(&expected).unwrap_or_default() != found {
            wrong.push(format!("{}\n{found}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{}\n(UPDATE_TESTDATA=1 writes what was found)", wrong.join("\n\n"));
}

#[test]
fn every_file_is_a_case_of_a_rule_or_the_report_of_one() {
    let root = project::root().join("testdata/rules");
    let declared: BTreeSet<PathBuf> =
        examples(|rule| rule.bad).into_iter().chain(examples(|rule| rule.good)).map(|(_, path)| path).collect();
    let mut reports = BTreeSet::new();
    let mut stray = Vec::new();
    for (case, report) in cases(&root) {
        let is_example = case.file_name().unwrap().to_string_lossy().starts_with("example-");
        if rules::find(&rule_of(&case)).is_none() {
            stray.push(format!("{}: no such rule", case.display()));
        } else if is_example != declared.contains(&case) {
            stray.push(format!(
                "{}: what is declared as an example, and only that, begins with `example-`",
                case.display()
            ));
        } else if !reports.insert(report.clone()) {
            stray.push(format!("{}: {} is the report of another case", case.display(), report.display()));
        }
    }
    for entry in project::entries(&root).iter().flat_map(|folder| project::entries(folder)) {
        let is_report = entry.extension().is_some_and(|ending| ending == "out");
        if is_report && !reports.contains(&entry) {
            stray.push(format!("{}: a report without a case", entry.display()));
        } else if is_report && fs::read(&entry).unwrap().is_empty() {
            stray.push(format!("{}: a silent case has no report", entry.display()));
        }
    }
    assert!(stray.is_empty(), "{}", stray.join("\n"));
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

/// The files of examples, each with its rule.
fn examples(of: fn(&Rule) -> &'static [Example]) -> Vec<(&'static Rule, PathBuf)> {
    let root = project::root().join("testdata/rules");
    let path = |rule: &Rule, example: &Example| {
        let path = root.join(rule.name).join(example.file);
        let is_own = fs::read(&path).is_ok_and(|bytes| bytes == example.bytes);
        assert!(is_own, "{} is declared with another rule's folder", path.display());
        path
    };
    rules::ALL.iter().flat_map(|rule| of(rule).iter().map(|example| (*rule, path(rule, example)))).collect()
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
