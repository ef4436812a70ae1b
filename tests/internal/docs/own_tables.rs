//! The examples of `docs/own-tables.md`: what a reader copies works, and reports the lines that it says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use crate::internal::project::{Project, root};
use crate::rules;

/// Stands behind the lines of examples that are reported.
const REPORTED: &str = "# reported: ";

/// The blocks of a page that are files: their first line is a comment with the path.
fn files_by_section() -> Vec<(String, Vec<(String, String)>)> {
    let page = fs::read_to_string(root().join("docs/own-tables.md")).unwrap();
    let mut sections: Vec<(String, Vec<(String, String)>)> = Vec::new();
    let mut block: Option<String> = None;
    for line in page.lines() {
        match &mut block {
            Some(text) if line.starts_with("```") => {
                let path = text.lines().next().and_then(|first| first.strip_prefix("# "));
                let path = path.filter(|path| path.contains('.') && !path.contains(' '));
                if let (Some(path), Some((_, files))) = (path, sections.last_mut()) {
                    files.push((path.to_owned(), text.clone()));
                }
                block = None;
            }
            Some(text) => text.push_str(&format!("{line}\n")),
            None if line.starts_with("```") => block = Some(String::new()),
            None => {
                if let Some(title) = line.strip_prefix("## ") {
                    sections.push((title.to_owned(), Vec::new()));
                }
            }
        }
    }
    sections
}

#[test]
fn examples_report_the_lines_that_they_say() {
    let mut seen = 0;
    for (title, files) in files_by_section() {
        // Each table with the files up to the next one.
        let starts: Vec<usize> =
            files.iter().enumerate().filter(|(_, (path, _))| path.starts_with("policies/")).map(|(at, _)| at).collect();
        for (number, start) in starts.iter().enumerate() {
            let end = starts.get(number + 1).copied().unwrap_or(files.len());
            check_example(&title, &files[*start..end]);
            seen += 1;
        }
    }
    assert!(seen >= 7, "only {seen} tables in the page");
}

fn check_example(title: &str, files: &[(String, String)]) {
    let project = Project::new();
    project.write(".kmslint.yaml", "tables: [\"policies/*.yaml\"]\n");
    let mut expected = BTreeSet::new();
    for (path, text) in files {
        project.write(path, text);
        for (number, line) in text.lines().enumerate() {
            if let Some((_, rule)) = line.split_once(REPORTED) {
                expected.insert((path.clone(), number as u32 + 1, rule.to_owned()));
            }
        }
    }
    let (sources, outcome) = project.run(&[], &[PathBuf::from(".")]);
    let of_team = outcome.findings.iter().filter(|finding| rules::find(&finding.rule).is_none());
    let found: BTreeSet<(String, u32, String)> = of_team
        .map(|finding| {
            let file = sources.file(finding.span.file);
            (file.name().to_owned(), file.position(finding.span.start).line, finding.rule.to_string())
        })
        .collect();
    assert!(!expected.is_empty(), "{title}: nothing is said to be reported");
    assert_eq!(found, expected, "{title}");
    let unread: Vec<String> =
        outcome.findings.iter().filter(|finding| *finding.rule == *"syntax-error").map(|f| f.message.clone()).collect();
    assert!(unread.is_empty(), "{title}: {unread:?}");
}

#[test]
fn configurations_of_the_page_can_be_read() {
    let tables: BTreeMap<String, String> = files_by_section()
        .into_iter()
        .flat_map(|(_, files)| files)
        .filter(|(path, _)| path.starts_with("policies/"))
        .collect();
    let page = fs::read_to_string(root().join("docs/own-tables.md")).unwrap();
    let mut seen = 0;
    for block in page.split("```yaml\n# .kmslint.yaml\n").skip(1) {
        let project = Project::new();
        for (path, text) in &tables {
            project.write(path, text);
        }
        project.write(".kmslint.yaml", block.split("```").next().unwrap());
        // A configuration or a table with a mistake is no outcome.
        project.run(&[], &[PathBuf::from(".")]);
        seen += 1;
    }
    assert!(seen >= 3, "only {seen} configurations in the page");
}
