//! A short run of each fuzz target, over what the test data holds and over made-up bytes.

use std::fs;

use crate::fuzzing;
use crate::internal::chance::Chance;
use crate::internal::project;

/// Files of the test data with one of some endings.
fn files(folder: &str, endings: &[&str]) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![project::root().join(folder)];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(project::entries(&path));
            continue;
        }
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if endings.iter().any(|ending| name.ends_with(ending)) {
            found.push((name, fs::read(&path).unwrap()));
        }
    }
    found.sort();
    found
}

/// One file in so many, each changed once.
fn each_mutated(folder: &str, endings: &[&str], one_in: usize, target: impl Fn(&str, &[u8])) {
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    let files = files(folder, endings);
    assert!(files.len() >= one_in, "{folder}");
    for (name, bytes) in files.iter().step_by(one_in) {
        target(name, &chance.mutated(bytes));
    }
}

#[test]
fn documents_of_every_kind() {
    let endings = [".tf", ".tf.json", ".tfvars", ".json", ".yaml", ".yml", ".xml", ".http", ".sh"];
    each_mutated("testdata/syntax", &endings, 2, fuzzing::document);
    each_mutated("testdata/surfaces", &endings, 4, fuzzing::document);
}

#[test]
fn fixes() {
    each_mutated("testdata/fixes", &[".tf", ".json", ".yaml", ".sh", ".http"], 1, fuzzing::fixes);
}

#[test]
fn configurations_and_tables() {
    let seed = fs::read(project::root().join("src/cli/init.yaml")).unwrap();
    let seed = String::from_utf8(seed).unwrap().replace("\n# ", "\n");
    let mut chance = Chance(7);
    for _ in 0..40 {
        fuzzing::configuration(&chance.mutated(seed.as_bytes()));
    }
    each_mutated("rules", &[".yaml"], 3, |_, bytes| fuzzing::table(bytes));
}

#[test]
fn expressions_and_resources() {
    let mut chance = Chance(11);
    for _ in 0..150 {
        let bytes = chance.bytes(48);
        fuzzing::expression(&bytes);
    }
    for _ in 0..40 {
        let bytes = chance.bytes(96);
        fuzzing::resources(&bytes);
    }
}

#[test]
fn messages_of_a_client() {
    let mut chance = Chance(13);
    let seeds = [
        r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{},"processId":null,"rootUri":"file:///nowhere"}}"#,
        r#"{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///nowhere/main.tf","languageId":"terraform","version":1,"text":"resource \"alicloud_kms_alias\" \"a\" {\n  alias_name = \"é\"\n}\n"}}}"#,
        r#"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///nowhere/main.tf","version":2},"contentChanges":[{"range":{"start":{"line":1,"character":2},"end":{"line":1,"character":99}},"text":"x"}]}}"#,
        r#"{"jsonrpc":"2.0","id":2,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///nowhere/main.tf"},"position":{"line":1,"character":17}}}"#,
        r#"{"jsonrpc":"2.0","id":3,"method":"textDocument/completion","params":{"textDocument":{"uri":"file:///nowhere/main.tf"},"position":{"line":1,"character":2}}}"#,
    ];
    let session = seeds.join("\0");
    for _ in 0..20 {
        fuzzing::messages(&chance.mutated(session.as_bytes()));
    }
    for _ in 0..20 {
        fuzzing::stream(&chance.mutated(b"Content-Length: 2\r\n\r\n{}Content-Length: 99999999999\r\n\r\n"));
    }
}

/// Whatever can be fuzzed has a target in `fuzz/`, which its manifest names, and a short run here.
#[test]
fn everything_that_can_be_fuzzed_is() {
    let root = project::root();
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap();
    let (manifest, short) = (read("fuzz/Cargo.toml"), read("tests/internal/fuzzing.rs"));
    let targets = project::entries(&root.join("fuzz/fuzz_targets"));
    let mut called = String::new();
    for target in &targets {
        let name = target.file_name().unwrap().to_string_lossy();
        assert!(manifest.contains(&format!("path = \"fuzz_targets/{name}\"")), "{name}");
        called.push_str(&fs::read_to_string(target).unwrap());
    }
    let source = read("src/fuzzing.rs");
    let functions: Vec<&str> =
        source.lines().filter_map(|line| line.strip_prefix("pub fn ")?.split('(').next()).collect();
    assert!(functions.len() > 5);
    for function in functions {
        assert!(called.contains(&format!("kmslint::fuzzing::{function}(")), "no target calls {function}");
        assert!(short.contains(&format!("fuzzing::{function}")), "{function} has no short run");
    }
}
