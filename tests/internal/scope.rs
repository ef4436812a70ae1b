//! Scope is a filter: whatever path is given, from wherever, the same findings are shown, cut to that path.
//!
//! Every folder of `testdata` that can be a project is checked as a whole, and then by each of its files and folders.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::baseline::Baseline;
use crate::config::{Configurations, Overrides};
use crate::finding::Occurrence;
use crate::linter::{self, Accepted, Outcome, Progress};
use crate::source::{FileId, Sources};

use crate::internal::project::{self, Project};

/// What identifies a finding, however it was come by: rule, file, offsets, and each way in which it comes about with
/// whether it is accepted.
type Shown = BTreeMap<(String, PathBuf, u32, u32), BTreeSet<String>>;

#[test]
fn every_path_shows_what_the_whole_shows_of_it() {
    let (mut wrong, mut pairs) = (Vec::new(), 0);
    for case in cases() {
        let project = Project::of_path(&case);
        let root = project.make_repository();
        let all = check(&root, &root, Accepted::Nothing);
        for path in paths_in(&root) {
            // From the folder above, from inside, and from the repository.
            let folder = if path.is_dir() { path.clone() } else { path.parent().unwrap().to_path_buf() };
            let from = BTreeSet::from([root.clone(), folder]);
            for from in from {
                pairs += 1;
                let expected = shown(&all, Some(&path));
                let found = shown(&check(&from, &path, Accepted::Nothing), None);
                // Standard input that holds what the file holds, as an editor passes it.
                let typed = path.is_file().then(|| shown(&check_input(&from, &path), None));
                if let Some(typed) = typed.filter(|typed| *typed != found) {
                    wrong.push(format!("{} as standard input:\n{typed:#?}\n{found:#?}", path.display()));
                }
                if found != expected {
                    let missing: Vec<_> = expected.iter().filter(|one| !found.contains_key(one.0)).collect();
                    let more: Vec<_> = found.iter().filter(|one| !expected.contains_key(one.0)).collect();
                    let differ: Vec<_> = found
                        .iter()
                        .filter_map(|(key, ways)| Some((key, ways, expected.get(key)?)))
                        .filter(|(_, ways, expected)| ways != expected)
                        .collect();
                    wrong.push(format!(
                        "{} from {} of {}:\n  missing {missing:#?}\n  more {more:#?}\n  other ways {differ:#?}",
                        path.display(),
                        from.display(),
                        case.display()
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {pairs} pairs:\n{}", wrong.len(), wrong.join("\n"));
    println!("{pairs} pairs of project and path");
    assert!(pairs > 1000, "only {pairs} pairs");
}

#[test]
fn what_a_baseline_holds_it_holds_for_every_path() {
    let mut wrong = Vec::new();
    for case in cases() {
        let project = Project::of_path(&case);
        let root = project.make_repository();
        let (_, outcome) = check(&root, &root, Accepted::Everything(&root));
        let baseline = Baseline::parse(&serde_json::to_string(&outcome.baseline.unwrap()).unwrap()).unwrap();
        for path in paths_in(&root) {
            let (sources, outcome) = check(&root, &path, Accepted::Baseline(&root, &baseline));
            for finding in outcome.findings {
                let file = sources.file(finding.span.file).name().to_owned();
                wrong.push(format!("{} of {}: {} in {file}", path.display(), case.display(), finding.rule));
            }
            let stale: Vec<_> = outcome.stale.iter().map(|entry| &entry.rule).collect();
            if !stale.is_empty() && path == root {
                wrong.push(format!("{}: {stale:?} are stale", case.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A module that is reached through a link is the module, however it is asked for.
#[cfg(unix)]
#[test]
fn a_link_leads_to_the_module_itself() {
    let project = Project::new();
    let resource = "resource \"alicloud_kms_alias\" \"a\" {\n  alias_name = var.name\n  key_id     = \"key-hzz65c3d2b1a0f9e8d7c6\"\n}\n";
    project.write("modules/key/main.tf", &format!("variable \"name\" {{}}\n{resource}"));
    project.write("linked/main.tf", "module \"key\" {\n  source = \"./key\"\n  name   = \"orders\"\n}\n");
    project.write("direct/main.tf", "module \"key\" {\n  source = \"../modules/key\"\n  name   = \"reports\"\n}\n");
    let root = project.make_repository();
    std::os::unix::fs::symlink("../modules/key", root.join("linked/key")).unwrap();
    for path in ["", "modules/key/main.tf", "modules/key", "linked/key/main.tf", "linked/key"] {
        let (sources, outcome) = check(&root, &root.join(path), Accepted::Nothing);
        let found: Vec<_> = outcome
            .findings
            .iter()
            .map(|finding| (sources.file(finding.span.file).name().to_owned(), finding.occurrences.len()))
            .collect();
        assert_eq!(found, [("modules/key/main.tf".to_owned(), 2)], "{path}");
    }
    for path in ["linked", "linked/main.tf"] {
        let (_, outcome) = check(&root, &root.join(path), Accepted::Nothing);
        assert_eq!(outcome.findings.iter().map(|finding| finding.occurrences.len()).collect::<Vec<_>>(), [1], "{path}");
    }
}

/// Folders and single files that can be a project of their own.
fn cases() -> Vec<PathBuf> {
    let testdata = project::root().join("testdata");
    let mut cases = vec![testdata.join("demo")];
    for group in ["modules", "surfaces", "ok", "scope"] {
        cases.extend(project::entries(&testdata.join(group)));
    }
    for rule in project::entries(&testdata.join("rules")) {
        cases.extend(project::entries(&rule));
    }
    cases.retain(|case| case.is_dir() || case.extension().is_some_and(|ending| ending != "out"));
    cases
}

/// A folder, and all files and folders below it.
fn paths_in(root: &Path) -> Vec<PathBuf> {
    let mut paths = vec![root.to_path_buf()];
    let mut open = vec![root.to_path_buf()];
    while let Some(folder) = open.pop() {
        for path in project::entries(&folder) {
            let is_hidden = path.file_name().unwrap().to_string_lossy().starts_with('.');
            if path.is_dir() && !path.is_symlink() && !is_hidden {
                open.push(path.clone());
            }
            if !is_hidden || path.is_file() {
                paths.push(path);
            }
        }
    }
    paths
}

fn check(from: &Path, path: &Path, accepted: Accepted<'_>) -> (Sources, Outcome) {
    check_with(Sources::new(from), path, accepted)
}

/// Checks a file whose text comes from standard input.
fn check_input(from: &Path, path: &Path) -> (Sources, Outcome) {
    let mut sources = Sources::new(from);
    sources.set_overlay(path, std::fs::read(path).unwrap());
    check_with(sources, path, Accepted::Nothing)
}

fn check_with(sources: Sources, path: &Path, accepted: Accepted<'_>) -> (Sources, Outcome) {
    let overrides = Overrides { today: crate::date::day("2026-01-01"), ..Overrides::default() };
    let configurations = Configurations::new(overrides, linter::vocabulary());
    let paths = [path.to_path_buf()];
    let outcome = linter::lint_watched(&paths, &sources, &configurations, accepted, &Progress::default()).unwrap();
    (sources, outcome)
}

/// The findings of a run, cut to a path where one is given.
fn shown((sources, outcome): &(Sources, Outcome), path: Option<&Path>) -> Shown {
    let real = path.map(|path| sources.real(path));
    let is_in_scope = |file: FileId| {
        let file = sources.file(file);
        real.as_ref().is_none_or(|real| file.path().starts_with(real))
    };
    let mut shown = Shown::new();
    for finding in outcome.findings.iter().chain(&outcome.suppressed) {
        let is_shown = |occurrence: &&Occurrence| {
            is_in_scope(finding.span.file) || occurrence.places().any(|place| is_in_scope(place.file))
        };
        let ways: BTreeSet<String> = finding.occurrences.iter().filter(is_shown).map(|one| way(sources, one)).collect();
        if !ways.is_empty() {
            let path = sources.file(finding.span.file).path().to_path_buf();
            let key = (finding.rule.to_string(), path, finding.span.start, finding.span.end);
            shown.entry(key).or_default().extend(ways);
        }
    }
    shown
}

fn way(sources: &Sources, occurrence: &Occurrence) -> String {
    let place = |span: crate::source::Span| format!("{}:{}", sources.file(span.file).path().display(), span.start);
    let calls: Vec<String> = occurrence.calls.iter().map(|call| place(call.header)).collect();
    let mut causes: Vec<String> = occurrence.causes.iter().map(|cause| place(cause.span)).collect();
    causes.sort();
    causes.dedup();
    format!(
        "{:?} {:?} {:?} {calls:?} {causes:?} {:?}",
        occurrence.root,
        occurrence.scenario,
        occurrence.address.as_ref().map(|address| address.full()),
        occurrence.suppressed.as_ref().map(|suppression| place(suppression.span)),
    )
}
