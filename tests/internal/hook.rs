//! The hook for pre-commit in `.pre-commit-hooks.yaml`.

use std::fs;
use std::path::Path;

use regex::Regex;

use crate::discover::kind_of;
use crate::internal::project;

/// The hook is given every file that kmslint reads, and no other.
#[test]
fn the_hook_takes_the_files_that_are_read() {
    let hook = fs::read_to_string(project::root().join(".pre-commit-hooks.yaml")).unwrap();
    let pattern = hook.lines().find_map(|line| line.trim().strip_prefix("files: ")).unwrap().trim_matches('\'');
    let pattern = Regex::new(pattern).unwrap();
    for name in [
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
        "tf",
    ] {
        let is_read = kind_of(Path::new(name)).is_some();
        assert_eq!(pattern.is_match(name), is_read, "{name}");
    }
}
