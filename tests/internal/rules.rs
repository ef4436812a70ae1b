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

/// What is wrong, in lower case and without a full stop, with values and names in backticks.
#[test]
fn messages_have_one_style() {
    let every_rule: Vec<&str> = rules::ALL.iter().map(|rule| rule.name).collect();
    let mut wrong = BTreeSet::new();
    for folder in ["rules", "surfaces", "fixes"] {
        for (case, _) in cases(&project::root().join("testdata").join(folder)) {
            let (sources, outcome) = Project::of_path(&case).run(&every_rule, &[PathBuf::from(".")]);
            for finding in &outcome.findings {
                let fix = finding.fix.as_ref().map(|fix| fix.description.clone());
                let texts = [Some(finding.message.clone()), finding.help_text(&sources), fix];
                let labels = finding.labels().into_iter().map(|label| label.message);
                let file = sources.file(finding.span.file);
                let value = file.slice(finding.span).trim_matches('"');
                let is_code = value.len() > 3 && value.chars().any(|letter| "-_/:*".contains(letter));
                for text in texts.into_iter().flatten().chain(labels) {
                    let is_bare = is_code && outside_backticks(&text).contains(value);
                    let problem = style_problem(&text).or(is_bare.then_some("a value has no backticks"));
                    wrong.extend(problem.map(|problem| format!("{}: {problem}: {text}", finding.rule)));
                }
            }
        }
    }
    for rule in rules::ALL {
        let problem = style_problem(rule.summary);
        wrong.extend(problem.map(|problem| format!("{}: {problem}: {}", rule.name, rule.summary)));
    }
    let wrong: Vec<String> = wrong.into_iter().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn style_problem(text: &str) -> Option<&'static str> {
    const NEGATIONS: [&str; 2] = [" is no ", " are no "];
    // What makes a reader ask: than which? which of them? what am I to write?
    const UNCLEAR: &[&str] =
        &["other than", "none of", "because of this", "did you mean", "leave it out", "set it to", "around it"];
    const NAMES: &[&str] = &["JSON ", "KMS ", "Terraform ", "VPC ", "VPCs ", "YAML "];
    let words = outside_backticks(text);
    let is_sentence = text.starts_with(char::is_uppercase) && !NAMES.iter().any(|name| text.starts_with(name));
    let mut negated = NEGATIONS.iter().flat_map(|verb| words.split(verb).skip(1).zip(words.split(verb)));
    let is_one_of_many = |word: &[&str]| {
        word[0] == "1" && word[1].ends_with('s') && word[1].chars().all(|letter| letter.is_ascii_lowercase())
    };
    let is_stilted = |(after, before): (&str, &str)| !after.starts_with("longer ") && !before.ends_with("there");
    match () {
        () if is_sentence => Some("it begins with a capital letter"),
        () if text.ends_with('.') => Some("it ends with a full stop"),
        () if text.matches('`').count() % 2 == 1 => Some("a backtick is not closed"),
        () if words.contains('"') => Some("a value is quoted without backticks"),
        () if UNCLEAR.iter().any(|phrase| words.contains(phrase)) => Some("it says what a reader has to guess at"),
        () if words.split(' ').collect::<Vec<_>>().windows(2).any(is_one_of_many) => Some("it says one of several"),
        () if negated.any(is_stilted) => Some("it says `is no`, not `is not a`"),
        () => None,
    }
}

/// A message without what it quotes.
fn outside_backticks(text: &str) -> String {
    text.split('`').step_by(2).collect()
}

/// `testdata/rules/RULE/CASE.ENDING` (or a folder `CASE/`) beside `CASE.out`; a silent case has no report beside it.
#[test]
fn cases_report_what_is_written_beside_them() {
    let root = project::root().join("testdata/rules");
    let mut wrong = Vec::new();
    for (case, expected) in cases(&root) {
        let found = Project::of_path(&case).describe(&project::default_rules_and(&[&rule_of(&case)]));
        let is_stale = fs::read_to_string(&expected).unwrap_or_default() != found;
        // Another test reads the reports meanwhile, so only what changes is written.
        if std::env::var_os("UPDATE_TESTDATA").is_some() && is_stale {
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

pub(crate) fn cases(root: &Path) -> Vec<(PathBuf, PathBuf)> {
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
