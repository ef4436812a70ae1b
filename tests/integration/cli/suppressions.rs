//! Findings that were accepted, through the whole program.

use super::{ERROR, Folder};

const MODULE: &str = r#"variable "name" {
  type = string
}

resource "alicloud_kms_alias" "x" {
  alias_name = var.name
  key_id     = "0e478b7a-4262-4802-b8cb-00d3fb405678"
}
"#;

/// The findings of a module that is called in this way.
fn called(calls: &str) -> Vec<String> {
    Folder::new(&[("m/main.tf", MODULE), ("main.tf", calls)]).findings(&[])
}

#[test]
fn a_call_is_accepted_above_it_or_at_the_argument() {
    let call = "module \"a\" {\n  source = \"./m\"\n  name   = \"orders\"\n}\n";
    let comment = "# kmslint: ignore[alias-without-prefix] legacy name";
    assert_eq!(called(call), ["m/main.tf:6 alias-without-prefix"]);
    assert_eq!(called(&format!("{comment}\n{call}")), [""; 0]);
    assert_eq!(called(&call.replace("\"orders\"", &format!("\"orders\" {comment}"))), [""; 0]);
    assert_eq!(called(&call.replace("\n", "\r\n").replace("\"orders\"", &format!("\"orders\" {comment}"))), [""; 0]);
    let elsewhere = called(&call.replace("  source", &format!("  {comment}\n  source")));
    assert_eq!(elsewhere, ["m/main.tf:6 alias-without-prefix", "main.tf:2 unused-suppression"]);
    let another = call.replace("\"a\"", "\"b\"").replace("orders", "bills");
    assert_eq!(called(&format!("{comment}\n{call}{another}")).first().unwrap(), "m/main.tf:6 alias-without-prefix");
}

#[test]
fn suppressions_do_not_count_where_they_are_not_wanted() {
    let text = format!("# kmslint: ignore[alias-without-prefix] legacy\n{}", MODULE.replace("var.name", "\"orders\""));
    let text = text.replace("resource", "# kmslint: ignore[alias-without-prefix] legacy\nresource");
    let folder = Folder::new(&[(
        "main.tf",
        &text.replace("  alias_name", "  # kmslint: ignore[alias-without-prefix] legacy\n  alias_name"),
    )]);
    assert_eq!(folder.findings(&["--no-ignores"]), ["main.tf:9 alias-without-prefix"]);
    let found = folder.findings(&[]);
    assert_eq!(found, ["main.tf:1 unused-suppression", "main.tf:6 unused-suppression"]);
}

#[test]
fn comments_count_in_every_language_that_has_them() {
    let yaml = "Action: CreateAlias\nKeyId: key-hzz630494463ejqjx9abc\nAliasName: orders # kmslint: ignore[alias-without-prefix] legacy\n";
    let shell = "# kmslint: ignore[alias-without-prefix] legacy\naliyun kms CreateAlias --AliasName orders --KeyId key-hzz630494463ejqjx9abc\n";
    let workflow = format!("alias:\n  script:\n    - |\n      {}", shell.replace("\naliyun", "\n      aliyun"));
    let hcl = format!(
        "resource \"terraform_data\" \"a\" {{\n  provisioner \"local-exec\" {{\n    command = <<EOT\n{shell}EOT\n  }}\n}}\n"
    );
    for (name, text) in [("a.yaml", yaml), ("a.sh", shell), ("ci.yml", &workflow), ("main.tf", &hcl)] {
        let folder = Folder::new(&[(name, text)]);
        assert_eq!(folder.findings(&[]), [""; 0], "{name}\n{text}");
        assert_eq!(folder.findings(&["--no-ignores"]).len(), 1, "{name}");
    }
}

#[test]
fn a_string_suppresses_nothing() {
    let text = "key_id: 4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f\nkey_alias: |-\n  # kmslint: ignore[alias-illegal-characters] no\n";
    assert_eq!(Folder::new(&[("a.yaml", text)]).findings(&[]), ["a.yaml:2 alias-illegal-characters"]);
}

#[test]
fn a_suppression_says_why_and_names_a_rule() {
    let with = |comment: &str| {
        let text =
            MODULE.replace("var.name", "\"orders\"").replace("  alias_name", &format!("  {comment}\n  alias_name"));
        Folder::new(&[("main.tf", &text)]).findings(&[])
    };
    assert_eq!(
        with("# kmslint: ignore[alias-without-prefix]"),
        ["main.tf:6 suppression-without-reason", "main.tf:7 alias-without-prefix"]
    );
    assert_eq!(
        with("// kmslint: ignore[alias-without-prefx] x"),
        ["main.tf:6 unknown-rule", "main.tf:7 alias-without-prefix"]
    );
    assert_eq!(with("/* kmslint: ignore[alias-without-prefix, alias-length] x */"), ["main.tf:6 unused-suppression"]);
}

#[test]
fn the_report_says_where_a_finding_was_accepted() {
    let folder = Folder::new(&[
        ("main.tf", &MODULE.replace("var.name", "\"orders\" # kmslint: ignore[alias-without-prefix] legacy")),
        ("error.json", ERROR),
        (".kmslint.yaml", "suppressions:\n  - { rule: alias-default-suffix, path: error.json, reason: old }\n"),
    ]);
    let report: serde_json::Value = serde_json::from_str(&folder.run(&["check", "--format", "sarif"]).stdout).unwrap();
    let shown = |result: &serde_json::Value| {
        let suppression = &result["suppressions"][0];
        let place = &suppression["location"]["physicalLocation"]["artifactLocation"]["uri"];
        [&result["ruleId"], &suppression["kind"], place].map(|value| value.as_str().unwrap().to_owned())
    };
    let results: Vec<_> = report["runs"][0]["results"].as_array().unwrap().iter().map(shown).collect();
    assert_eq!(
        results,
        [["alias-default-suffix", "external", ".kmslint.yaml"], ["alias-without-prefix", "inSource", "main.tf"],]
    );
}
