//! The files beside the sources that name the version: what is installed is the release that it comes with.

use std::fs;

use regex::Regex;

use crate::internal::project;

#[test]
fn every_file_that_names_the_version_names_this_one() {
    for (path, pattern) in [
        ("pyproject.toml", r#"version = "([^"]+)""#),
        ("pyproject.toml", r#""kmslint==([^"]+)""#),
        ("editors/vscode/package.json", r#"(?m)^  "version": "([^"]+)""#),
        ("editors/vscode/package-lock.json", r#""name": "kmslint",\n +"version": "([^"]+)""#),
        ("README.md", r"rev: v(\S+)"),
        ("action.yml", r"(?m)version:\n.*\n +default: (\S+)$"),
        ("ci/gitlab.yml", r"KMSLINT_VERSION: (\S+)"),
        ("docs/ci.md", r"kmslint/kmslint@v(\S+)"),
        ("docs/ci.md", r"kmslint/kmslint/v([^/]+)/"),
        ("docs/ci.md", r"kmslint==([0-9.]+)"),
        ("docs/ci.md", r"ghcr.io/kmslint/kmslint:(\S+)"),
    ] {
        let text = fs::read_to_string(project::root().join(path)).unwrap();
        let pattern = Regex::new(pattern).unwrap();
        let versions: Vec<&str> = pattern.captures_iter(&text).map(|found| found.get(1).unwrap().as_str()).collect();
        assert!(!versions.is_empty(), "{path} names no version");
        for version in versions {
            assert_eq!(version, env!("CARGO_PKG_VERSION"), "{path}");
        }
    }
}
