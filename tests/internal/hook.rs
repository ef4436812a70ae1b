//! The hooks for pre-commit in `.pre-commit-hooks.yaml`.

use std::fs;
use std::path::Path;

use regex::Regex;

use crate::discover::kind_of;
use crate::internal::project;

/// The hooks are given every file that kmslint reads; of other files only those without an ending, whose first line tells.
#[test]
fn the_hooks_take_the_files_that_are_read() {
    let hooks = fs::read_to_string(project::root().join(".pre-commit-hooks.yaml")).unwrap();
    let patterns = hooks.lines().filter_map(|line| line.trim().strip_prefix("files: "));
    let patterns: Vec<_> = patterns.map(|pattern| Regex::new(pattern.trim_matches('\'')).unwrap()).collect();
    assert_eq!(patterns.len(), 2, "kmslint and kmslint-fix");
    let with_endings = [
        "main.tf",
        "main.tofu",
        "a.tf.json",
        "a.auto.tfvars",
        "a.json",
        "a.yaml",
        "a.yml",
        "a.xml",
        "a.sh",
        "a.bash",
        "a.http",
        "a.rest",
        "a.hcl",
        "a.py",
        ".envrc",
    ];
    for pattern in patterns {
        for name in with_endings {
            let is_read = kind_of(Path::new(name)).is_some();
            assert_eq!(pattern.is_match(name), is_read, "{name}");
        }
        for name in ["bind", "bin/bind", ".terraform.lock.hcl", "prod/.terraform.lock.hcl"] {
            assert!(pattern.is_match(name), "{name}");
        }
        assert!(!pattern.is_match("prod/a.terraform.lock.hcl"));
    }
}
