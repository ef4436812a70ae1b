//! Files and modules that are beyond what is read: they are said to be, where they show whose they are.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::discover::{self, FileKind};
use crate::internal::project::{self, Project, default_rules};
use crate::internal::rules::cases;
use crate::rules;

fn check(name: &str, bytes: &[u8]) -> Vec<String> {
    let project = Project::new();
    project.write_bytes(name, bytes);
    project.check(&default_rules())
}

fn utf_16(text: &str) -> Vec<u8> {
    format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn a_file_in_utf_16_is_not_passed_over() {
    let found = check("body.json", &utf_16(r#"{"key_id": "x", "key_alias": "y"}"#));
    assert_eq!(found, ["body.json:1:1-2: error unreadable-file the file is UTF-16, not UTF-8"]);
    assert!(check("other.json", &utf_16(r#"{"name": "y"}"#)).is_empty());
}

#[test]
fn a_byte_that_is_not_utf_8_has_a_place() {
    let found = check("body.json", b"{\"key_id\": \"x\",\n \"key_alias\": \"\xFF\"}");
    assert_eq!(found, ["body.json:2:16-17: error unreadable-file byte 31 is not valid UTF-8"]);
    assert!(check("other.json", b"{\"name\": \"\xFF\"}").is_empty());
}

#[test]
fn a_large_file_is_said_to_be_too_large() {
    let filler = "a".repeat(33 << 20);
    let found = check("body.json", format!(r#"{{"key_alias": "{filler}"}}"#).as_bytes());
    assert_eq!(found.len(), 1);
    assert!(found[0].contains("unreadable-file the file cannot be read: the file has 346"), "{found:?}");
    assert!(check("other.json", format!(r#"{{"name": "{filler}"}}"#).as_bytes()).is_empty());
}

#[test]
fn values_that_are_nested_too_deep_are_no_syntax_error() {
    let nested = |open: &str, close: &str| format!("{}1{}", open.repeat(1000), close.repeat(1000));
    let rule = |name: &str, text: String| {
        let found = check(name, text.as_bytes());
        found.into_iter().find(|line| line.contains("deep")).unwrap_or_default()
    };
    for (name, text) in [
        ("body.json", nested("{\"key_alias\":", "}")),
        ("body.yaml", format!("key_alias: {}", nested("[", "]"))),
        ("main.tf", format!("resource \"alicloud_kms_alias\" \"a\" {{\n  alias_name = {}\n}}\n", nested("(", ")"))),
    ] {
        let found = rule(name, text);
        assert!(found.contains("error unreadable-file"), "{name}: {found}");
    }
}

#[test]
fn a_script_past_a_limit_is_said_where_it_may_be_ours() {
    let nested =
        |command: &str| format!("#!/bin/sh\n{}{command}\n{}", "if true; then\n".repeat(300), "fi\n".repeat(300));
    let found = check("deep.sh", nested("aliyun kms ListKeys").as_bytes());
    assert!(found[0].contains("error unreadable-file the commands are nested too deeply to be read"), "{found:?}");
    assert!(check("other.sh", nested("echo hello").as_bytes()).is_empty());
    let large = |command: &str| format!("#!/bin/sh\n{}{command}\n", "echo hello\n".repeat(100_000));
    let found = check("large.sh", large("aliyun kms ListKeys").as_bytes());
    assert!(found[0].contains("error unreadable-file the script has 11"), "{found:?}");
    assert!(check("other.sh", large("echo hello").as_bytes()).is_empty());
}

/// `links` folders, each of which calls the next one as many times as there are `names`.
fn chain(links: usize, names: &[&str]) -> Vec<String> {
    let project = Project::new();
    for link in 0..links {
        let call = |name: &&str| format!("module \"{name}\" {{\n  source = \"../m{}\"\n}}\n", link + 1);
        project.write(&format!("m{link}/main.tf"), &names.iter().map(call).collect::<String>());
    }
    let key = "resource \"opentelekomcloud_kms_key_v1\" \"k\" {\n  key_alias = \"a b\"\n}\n";
    project.write(&format!("m{links}/main.tf"), key);
    project.check(&default_rules())
}

#[test]
fn a_long_chain_of_modules_is_followed_as_far_as_modules_are() {
    assert!(chain(32, &["next"])[0].contains("alias-illegal-characters"));
    let found = chain(33, &["next"]);
    assert_eq!(
        found,
        ["m32/main.tf:1:1-14: warning evaluation-limit modules call each other more than 32 levels deep; \
          this call is not followed"]
    );
}

#[test]
fn modules_that_double_at_each_level_end() {
    let found = chain(24, &["left", "right"]);
    assert!(
        found.iter().any(
            |line| line.contains("evaluation-limit the root module has more than 5000 module instances; at least ")
        ),
        "{found:?}"
    );
    assert!(found.iter().any(|line| line.contains("alias-illegal-characters")), "{found:?}");
}

/// What an override file says takes the place of what a module says. Where none of it can be read, what is left is what no
/// override takes away: the names of arguments, and that there is a resource.
#[test]
fn beside_an_override_that_cannot_be_read_no_value_is_judged() {
    const OF_NAMES: [&str; 5] =
        ["acme-backups", "argument-deprecated", "argument-unknown", "data-key-in-state", "value-wrong-type"];
    const OF_COMMENTS: [&str; 2] = ["suppression-without-reason", "unknown-rule"];
    let every_rule: Vec<&str> = rules::ALL.iter().map(|rule| rule.name).collect();
    let is_module_file = |path: &Path| discover::kind_of(path).is_some_and(|kind| kind == FileKind::Terraform);
    let (mut wrong, mut judged) = (Vec::new(), BTreeSet::new());
    for folder in ["rules", "surfaces", "fixes"] {
        for (case, _) in cases(&project::root().join("testdata").join(folder)) {
            let project = Project::of_path(&case);
            let files = project.files();
            let folders: BTreeSet<_> =
                files.keys().filter(|path| is_module_file(path)).filter_map(|path| path.parent()).collect();
            if folders.is_empty() {
                continue;
            }
            let before = project.check(&every_rule);
            for folder in folders {
                fs::write(folder.join("zz_override.tf"), b"locals {\n  \xFF = 1\n}\n").unwrap();
            }
            for line in project.check(&every_rule) {
                let (place, finding) = line.split_once(": ").unwrap();
                let rule = finding.split(' ').nth(1).unwrap();
                if !is_module_file(Path::new(place.split(':').next().unwrap())) || rules::could_not_be_read(rule) {
                    continue;
                }
                judged.insert(rule.to_owned());
                let is_of_names = OF_NAMES.contains(&rule) || OF_COMMENTS.contains(&rule) && before.contains(&line);
                if !is_of_names {
                    wrong.push(format!("{}: {line}", case.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(OF_NAMES.iter().chain(&OF_COMMENTS).all(|rule| judged.contains(*rule)), "{judged:?}");
}
