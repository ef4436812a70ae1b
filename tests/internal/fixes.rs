//! One loop over every fix: what must hold of all of them, whatever rule they belong to.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::OnceLock;

use crate::finding::{Applicability, Finding};
use crate::fix;
use crate::linter::Outcome;
use crate::rule::Fixable;
use crate::rules;
use crate::source::Sources;

use crate::internal::project::{self, Project};

/// A project that has something to fix, and where it comes from.
pub(crate) struct Case {
    pub(crate) origin: String,
    /// A rule that is off by default and on here.
    rule: String,
    pub(crate) project: Project,
}

/// The same case with other bytes around what matters.
#[derive(Clone, Copy, Debug)]
enum Form {
    AsWritten,
    WithCrlf,
    WithByteOrderMark,
}

#[test]
fn every_fix_removes_its_finding_and_brings_no_other() {
    let mut wrong = Vec::new();
    let cases = fixable_cases();
    for form in [Form::AsWritten, Form::WithCrlf, Form::WithByteOrderMark] {
        for case in &cases {
            case.project.rewrite(|text| form.of(text));
            let (sources, outcome) = case.check(&BTreeMap::new());
            for finding in outcome.findings.iter().filter(|finding| finding.fix.is_some()) {
                if let Err(why) = case.try_fix(&sources, &outcome, finding) {
                    wrong.push(format!("{} ({form:?}), {}: {}: {why}", case.origin, finding.rule, finding.message));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn all_fixes_together_settle() {
    let mut wrong = Vec::new();
    for case in fixable_cases() {
        for allows_unsafe in [false, true] {
            if let Err(why) = case.settled(allows_unsafe) {
                wrong.push(format!("{}, unsafe {allows_unsafe}: {why}", case.origin));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// `testdata/fixes/SURFACE/CASE.ENDING` beside the changes of all fixes, unsafe ones too, in `CASE.ENDING.diff`.
#[test]
fn every_surface_is_fixed_as_written_beside_its_cases() {
    let mut wrong = Vec::new();
    for case in cases().into_iter().filter(|case| case.origin.contains("testdata/fixes")) {
        let mut found = String::new();
        for (path, after) in case.settled(true).unwrap() {
            let before = std::fs::read_to_string(&path).unwrap();
            found.push_str(&fix::unified_diff(&path.file_name().unwrap().to_string_lossy(), &before, &after));
        }
        let expected = format!("{}.diff", case.origin);
        if std::env::var_os("UPDATE_TESTDATA").is_some() {
            std::fs::write(&expected, &found).unwrap();
        }
        if found.is_empty() || std::fs::read_to_string(&expected).unwrap_or_default() != found {
            wrong.push(format!("{}\n{found}", case.origin));
        }
    }
    assert!(wrong.is_empty(), "{}\n(UPDATE_TESTDATA=1 writes what was found)", wrong.join("\n\n"));
}

#[test]
fn a_rule_is_declared_fixable_where_it_has_fixes() {
    let mut with_fix = BTreeSet::new();
    for case in cases() {
        let findings = case.check(&BTreeMap::new()).1.findings;
        with_fix
            .extend(findings.iter().filter(|finding| finding.fix.is_some()).map(|finding| finding.rule.to_string()));
    }
    let mut wrong = Vec::new();
    for rule in rules::ALL {
        match rule.fixable {
            Fixable::No if with_fix.contains(rule.name) => wrong.push(format!("{} is fixable", rule.name)),
            Fixable::Sometimes if !with_fix.contains(rule.name) => {
                wrong.push(format!("{} has no case with a fix", rule.name));
            }
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The demo, and every case of `testdata/rules` and `testdata/fixes`.
pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    let demo = project::root().join("testdata/demo");
    let (origin, project) = (demo.display().to_string(), Project::of_path(&demo));
    cases.push(Case { origin, rule: "syntax-error".to_owned(), project });
    for folder in ["testdata/rules", "testdata/fixes"] {
        for rule in project::entries(&project::root().join(folder)) {
            let is_case = |path: &PathBuf| path.extension().is_none_or(|ending| ending != "out" && ending != "diff");
            for path in project::entries(&rule).into_iter().filter(is_case) {
                let rule = rule.file_name().unwrap().to_string_lossy().into_owned();
                let project = Project::of_path(&path);
                cases.push(Case { origin: path.display().to_string(), rule, project });
            }
        }
    }
    cases
}

/// The cases with a fix. Most have none, and these are looked at many times.
pub(crate) fn fixable_cases() -> Vec<Case> {
    static ORIGINS: OnceLock<BTreeSet<String>> = OnceLock::new();
    let has_fix = |case: &Case| case.check(&BTreeMap::new()).1.findings.iter().any(|finding| finding.fix.is_some());
    let origins = ORIGINS.get_or_init(|| cases().into_iter().filter(has_fix).map(|case| case.origin).collect());
    cases().into_iter().filter(|case| origins.contains(&case.origin)).collect()
}

impl Form {
    fn of(self, text: &str) -> String {
        match self {
            Self::AsWritten => text.to_owned(),
            Self::WithCrlf => text.replace("\r\n", "\n").replace('\n', "\r\n"),
            Self::WithByteOrderMark => format!("\u{feff}{}", text.trim_start_matches('\u{feff}')),
        }
    }
}

impl Case {
    /// Checks with some files read as other texts than the disk holds.
    pub(crate) fn check(&self, texts: &BTreeMap<PathBuf, String>) -> (Sources, Outcome) {
        self.project.run_over(&project::default_rules_and(&[&self.rule]), texts)
    }

    /// Makes one fix alone. Says what is wrong with the result.
    fn try_fix(&self, sources: &Sources, before: &Outcome, finding: &Finding) -> Result<(), String> {
        let texts = fixed(sources, std::slice::from_ref(finding), true);
        if texts.is_empty() {
            return Err("the fix changes nothing".to_owned());
        }
        let (_sources, after) = self.check(&texts);
        let shown = || texts.values().cloned().collect::<Vec<_>>().join("\n---\n");
        let (had, has) = (counts(before), counts(&after));
        let had_own = had.get(&*finding.rule).copied().unwrap_or(0);
        if has.get(&*finding.rule).copied().unwrap_or(0) >= had_own {
            return Err(format!("the finding stays\n{}", shown()));
        }
        for (rule, count) in &has {
            if *count > had.get(rule).copied().unwrap_or(0) {
                let new = after.findings.iter().filter(|new| new.rule == finding.rule || *new.rule == **rule);
                let new: Vec<_> = new.map(|new| new.message.clone()).collect();
                return Err(format!("brings {rule} {new:?}\n{}", shown()));
            }
        }
        for (path, text) in &texts {
            let original = std::fs::read_to_string(path).unwrap();
            keeps_its_form(&original, text).map_err(|why| format!("{why}\n{text:?}"))?;
        }
        Ok(())
    }

    /// Makes fixes, as often as there are any, looks at what is left, and gives the changed texts.
    fn settled(&self, allows_unsafe: bool) -> Result<BTreeMap<PathBuf, String>, String> {
        let mut texts = BTreeMap::new();
        for _ in 0..5 {
            let (sources, outcome) = self.check(&texts);
            let next = fixed(&sources, &outcome.findings, allows_unsafe);
            if next.is_empty() {
                let is_left = |finding: &&Finding| {
                    let fix = finding.fix.as_ref();
                    fix.is_some_and(|fix| allows_unsafe || fix.applicability == Applicability::Safe)
                };
                return match outcome.findings.iter().find(is_left) {
                    Some(left) => Err(format!("{} cannot be made: {}", left.rule, left.message)),
                    None => Ok(texts),
                };
            }
            texts.extend(next);
        }
        Err(format!("still changes after five rounds\n{texts:#?}"))
    }
}

/// The files that fixes change, as they are afterwards.
pub(crate) fn fixed(sources: &Sources, findings: &[Finding], allows_unsafe: bool) -> BTreeMap<PathBuf, String> {
    let is_changed = |file: &fix::FixedFile| sources.file(file.file).text() != file.text;
    let fixed = fix::apply(sources, findings, allows_unsafe).into_iter().filter(is_changed);
    fixed.map(|file| (sources.file(file.file).path().to_owned(), file.text)).collect()
}

fn counts(outcome: &Outcome) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for finding in &outcome.findings {
        *counts.entry(finding.rule.to_string()).or_default() += 1;
    }
    counts
}

/// Line ends, the byte order mark and the end of the file are the author's.
fn keeps_its_form(before: &str, after: &str) -> Result<(), String> {
    if before.starts_with('\u{feff}') != after.starts_with('\u{feff}') {
        return Err("the byte order mark is lost".to_owned());
    }
    let bare = |text: &str| text.replace("\r\n", "").contains('\n');
    if before.contains("\r\n") && !bare(before) && bare(after) {
        return Err("line ends are mixed".to_owned());
    }
    if !after.is_empty() && before.ends_with('\n') != after.ends_with('\n') {
        return Err("the end of the file changes".to_owned());
    }
    Ok(())
}
