//! An editor shows what `kmslint check` reports.

use std::path::Path;

use serde_json::{Value as Json, json};

use super::{Client, everything, pulling, uri};
use crate::cli::Folder;

/// `path line:column-line:column severity rule`, as programs count: lines and letters from 1.
fn reported(folder: &Path) -> Vec<String> {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_kmslint"));
    command.args(["check", "--format", "json", "--today", "2026-11-21"]).current_dir(folder).env_clear();
    let report: Json = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
    let place = |place: &Json| format!("{}:{}", place["line"], place["column"]);
    let show = |finding: &Json| {
        let (span, severity) = (&finding["span"], finding["severity"].as_str().unwrap());
        let (path, rule) = (finding["path"].as_str().unwrap(), finding["rule"].as_str().unwrap());
        format!("{path} {}-{} {severity} {rule}", place(&span["start"]), place(&span["end"]))
    };
    sorted(report["findings"].as_array().unwrap().iter().map(show).collect())
}

/// The same of everything that the server says of a folder.
fn diagnosed(folder: &Path) -> Vec<String> {
    let mut capabilities = pulling();
    capabilities["general"] = json!({ "positionEncodings": ["utf-32"] });
    let mut client = Client::with_options(&[folder], capabilities, json!({ "diagnostics": "workspace" }));
    let report = client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let number = |value: &Json| value.as_u64().unwrap() + 1;
    let place = |place: &Json| format!("{}:{}", number(&place["line"]), number(&place["character"]));
    let mut all = Vec::new();
    for file in report["items"].as_array().unwrap() {
        let path = file["uri"].as_str().unwrap().strip_prefix(&format!("{}/", uri(folder))).unwrap();
        for diagnostic in file["items"].as_array().unwrap() {
            let severity = ["", "error", "warning", "info"][diagnostic["severity"].as_u64().unwrap() as usize];
            let (range, rule) = (&diagnostic["range"], diagnostic["code"].as_str().unwrap());
            all.push(format!("{path} {}-{} {severity} {rule}", place(&range["start"]), place(&range["end"])));
        }
    }
    sorted(all)
}

fn sorted(mut all: Vec<String>) -> Vec<String> {
    all.sort();
    all
}

#[test]
fn a_tree_has_the_findings_of_a_check() {
    let testdata = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata");
    for tree in ["demo", "scope", "surfaces", "rules"] {
        let tree = testdata.join(tree);
        let reported = reported(&tree);
        // Columns of a file whose lines end in carriage returns alone are counted otherwise by editors.
        assert!(!reported.is_empty(), "{}", tree.display());
        assert_eq!(diagnosed(&tree), reported, "{}", tree.display());
    }
}

#[test]
fn a_diagnostic_says_all_that_a_finding_does() {
    let text = "resource \"alicloud_kms_key\" \"a\" {\n  deletion_window_in_days = 7\n}\n\nresource \"alicloud_kms_alias\" \
                \"a\" {\n  alias_name = local.name\n  key_id     = alicloud_kms_key.a.id\n}\n";
    let locals = "locals {\n  name = \"orders\"\n}\n";
    let folder = Folder::new(&[("main.tf", text), ("locals.tf", locals)]);
    let main = uri(&folder.path().join("main.tf"));
    let mut client = Client::new(&[folder.path()], everything());
    client.open_uri(&main, "terraform", text);
    let found = client.diagnostics(&main);
    let of = |rule: &str| found.iter().find(|one| one["code"] == rule).unwrap_or_else(|| panic!("{found:#?}"));
    let alias = of("alias-without-prefix");
    assert_eq!((&alias["source"], &alias["severity"]), (&json!("kmslint"), &json!(1)));
    assert!(alias["codeDescription"]["href"].as_str().unwrap().ends_with("/docs/rules/alias-without-prefix.md"));
    assert!(alias["message"].as_str().unwrap().contains("\nhelp: "), "{alias}");
    let related = &alias["relatedInformation"][0];
    assert_eq!(related["location"]["uri"], uri(&folder.path().join("locals.tf")));
    assert_eq!(related["message"], "`local.name` is set here");
    assert_eq!(of("argument-deprecated")["tags"], json!([2]));
    // What a client does not know is left out.
    let mut plain = Client::new(&[folder.path()], json!({}));
    plain.open_uri(&main, "terraform", text);
    for diagnostic in plain.diagnostics(&main) {
        let members: Vec<&String> = diagnostic.as_object().unwrap().keys().collect();
        assert_eq!(members, ["range", "severity", "code", "source", "message"]);
    }
}

#[test]
fn what_is_suppressed_is_not_shown_and_what_is_ignored_is_pale() {
    let text = "resource \"alicloud_kms_alias\" \"a\" {\n  # kmslint: ignore[alias-length] it is short\n  alias_name = \
                \"alias/orders\"\n  key_id     = \"key-hzz65c3d2b1a0f9e8d7c6\"\n}\n";
    let folder = Folder::new(&[]);
    let main = uri(&folder.path().join("main.tf"));
    let mut client = Client::new(&[folder.path()], everything());
    client.open_uri(&main, "terraform", text);
    let found = client.diagnostics(&main);
    assert_eq!(super::shown(&found), ["2 unused-suppression"]);
    assert_eq!(found[0]["tags"], json!([1]));
    client.replace(
        &main,
        2,
        &super::BAD.replace("\"orders\"", "\"orders\" # kmslint: ignore[alias-without-prefix] so"),
    );
    assert_eq!(client.rules(&main), [""; 0]);
}
