//! Cases of every surface: `testdata/surfaces/SURFACE/bad-CASE.ENDING` (or a folder) beside the report in
//! `bad-CASE.out`, and `good-CASE.ENDING`, on which no rule has anything to say.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::surface;

use crate::internal::project::{self, Project};

/// Cases that are of no one surface: of files that the configuration names, and of a team's tables.
const OTHERS: &[&str] = &["documents", "team"];

/// The folders of `testdata/surfaces`.
fn folders() -> impl Iterator<Item = &'static str> {
    surface::SURFACES.iter().map(|surface| surface.name).chain(OTHERS.iter().copied())
}

#[test]
fn surfaces_report_what_is_written_beside_their_bad_cases() {
    let mut wrong = Vec::new();
    for case in folders().flat_map(|surface| cases(surface, "bad-")) {
        let expected = case.with_extension("out");
        let found = Project::of_path(&case).describe(&[]);
        if std::env::var_os("UPDATE_TESTDATA").is_some() {
            fs::write(&expected, &found).unwrap();
        }
        if found.is_empty() || fs::read_to_string(&expected).unwrap_or_default() != found {
            wrong.push(format!("{}\n{found}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{}\n(UPDATE_TESTDATA=1 writes what was found)", wrong.join("\n\n"));
}

#[test]
fn every_rule_is_silent_on_the_good_cases_of_surfaces() {
    let mut reported = Vec::new();
    for case in folders().flat_map(|surface| cases(surface, "good-")) {
        let found = Project::of_path(&case).describe(&[]);
        if !found.is_empty() {
            reported.push(format!("{}\n{found}", case.display()));
        }
    }
    assert!(reported.is_empty(), "{}", reported.join("\n\n"));
}

#[test]
fn every_surface_has_bad_and_good_cases_enough() {
    for surface in folders() {
        for prefix in ["bad-", "good-"] {
            let count = cases(surface, prefix).len();
            assert!(count >= 5, "{surface} has {count} cases that begin with {prefix}");
        }
    }
}

/// What doubles itself at every step has an end, and what is beside it is checked.
#[test]
fn documents_that_grow_without_end_are_read_all_the_same() {
    let levels = 40;
    let conditions: String =
        (0..levels).map(|level| format!("  C{level}: !And [!Condition C{0}, !Condition C{0}]\n", level + 1)).collect();
    let attribute = |level: usize| format!("!GetAtt A{level}.AliasName");
    let aliases: String = (0..levels)
        .map(|level| {
            let name = attribute(level + 1);
            let properties = format!("{{AliasName: !Join ['', [{name}, {name}]], KeyId: !Ref Key}}");
            format!("  A{level}: {{Type: 'ALIYUN::KMS::Alias', Properties: {properties}}}\n")
        })
        .collect();
    let template = format!(
        "ROSTemplateFormatVersion: '2015-09-01'\nConditions:\n{conditions}  C{levels}: !Equals [a, a]\nResources:\n{aliases}  \
         A{levels}: {{Type: 'ALIYUN::KMS::Alias', Properties: {{AliasName: alias/a, KeyId: !Ref Key}}}}\n  \
         Last: {{Type: 'ALIYUN::KMS::Alias', Condition: C0, Properties: {{AliasName: last, KeyId: !Ref Key}}}}\n"
    );
    let variables: String =
        (1..16).map(|level| format!("@v{level} = {}\n", format!("{{{{v{}}}}}", level - 1).repeat(8))).collect();
    let unknown = "{{x}}=%7B{{y}}&".repeat(5_000);
    let request = format!(
        "@v0 =\n{variables}\nGET https://kms.cn-hangzhou.aliyuncs.com/?{unknown}Action=CreateAlias&AliasName=last&KeyId={{{{v15}}}}\n"
    );
    for (name, text) in [("template.yaml", template), ("requests.http", request)] {
        let project = Project::new();
        project.write(name, &text);
        let found = project.check(&["alias-without-prefix"]);
        assert!(found.iter().any(|line| line.contains("alias `last` does not begin")), "{name}: {found:?}");
    }
}

/// A file that no test reads is a case that nobody checks.
#[test]
fn every_entry_of_a_surface_is_a_case_or_its_report() {
    for folder in project::entries(&project::root().join("testdata/surfaces")) {
        let surface = folder.file_name().unwrap().to_string_lossy().into_owned();
        assert!(folders().any(|folder| folder == surface), "{surface} is not among the surfaces");
        let (reports, cases): (Vec<_>, Vec<_>) =
            project::entries(&folder).into_iter().partition(|entry| is_report(entry));
        let mut names = BTreeSet::new();
        for case in &cases {
            let stem = stem(case);
            assert!(
                stem.starts_with("bad-") || stem.starts_with("good-"),
                "{} is neither bad nor good",
                case.display()
            );
            assert!(names.insert(stem), "{} shares its name with another case", case.display());
        }
        for report in &reports {
            assert!(
                stem(report).starts_with("bad-") && names.contains(&stem(report)),
                "{} is of no case",
                report.display()
            );
        }
    }
}

fn cases(surface: &str, prefix: &str) -> Vec<PathBuf> {
    let folder = project::root().join("testdata/surfaces").join(surface);
    let is_case = |entry: &PathBuf| stem(entry).starts_with(prefix) && !is_report(entry);
    project::entries(&folder).into_iter().filter(is_case).collect()
}

fn is_report(entry: &Path) -> bool {
    entry.extension().is_some_and(|ending| ending == "out")
}

fn stem(entry: &Path) -> String {
    entry.file_stem().unwrap().to_string_lossy().into_owned()
}
