//! Documents name what is there: every path in them leads somewhere, and what they count is so many.

use std::path::Path;

use super::project;
use crate::rule::Theme;
use crate::rules;
use crate::tables::{Rows, Tables};

const DOCUMENTS: &[&str] = &["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "rules/README.md"];

/// Where paths of the repository begin. `.kmslint.yaml` and the like are files of others.
const ROOTS: &[&str] = &["src/", "tests/", "testdata/", "rules/", "docs/", "tools/", ".ci/", "build.rs"];

#[test]
fn every_path_that_a_document_names_exists() {
    let mut missing = Vec::new();
    for document in DOCUMENTS {
        let text = std::fs::read_to_string(project::root().join(document)).unwrap();
        for path in paths(&text) {
            // An upper-case part or one in angle brackets stands for a name.
            let stands_for_one =
                path.split('/').any(|part| part.contains('<') || part.chars().all(|c| c.is_ascii_uppercase()));
            let is_pattern = path.contains('*');
            if !stands_for_one && !is_pattern && !exists(path) {
                missing.push(format!("{document}: {path}"));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn the_readme_counts_rules_and_rows_as_they_are() {
    let text = std::fs::read_to_string(project::root().join("README.md")).unwrap();
    let rules = rules::ALL.iter().filter(|rule| rule.theme != Theme::Tool).count();
    let rows: usize = Tables::built_in().iter().map(|table| count(&table.fields)).sum();
    for expected in [format!("{rules} rules"), format!("{},{:03} rows of limits", rows / 1000, rows % 1000)] {
        assert!(text.contains(&expected), "README.md does not say: {expected}");
    }
}

fn count(rows: &Rows) -> usize {
    rows.values().map(|row| 1 + count(&row.fields)).sum()
}

/// What stands between backticks or in the parentheses of a link, and begins as a path of the repository.
fn paths(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(['`', '(', ')', ' ', '\n', ',']);
    let words = words.map(|word| word.trim_end_matches(['.', ':', ';']));
    words.filter(|word| ROOTS.iter().any(|root| word.starts_with(root)))
}

fn exists(path: &str) -> bool {
    let path = path.split('#').next().unwrap_or(path);
    project::root().join(path).exists() || Path::new(path).exists()
}
