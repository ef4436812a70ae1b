//! A team's own tables: how they begin, what is shown of them, and how their rules are held against cases.

use super::{Done, Folder};

const TABLE: &str = "kind: alibaba/kms_key
rules:
  our-window:
    severity: warning
    summary: a deleted key can be taken back for 30 days
    why: It takes days until somebody misses a key.
    help: keep deleted keys for at least 30 days
    url: https://wiki.example.com/keys
fields:
  pending_window_in_days: { range: { min: 30 }, rule: our-window }
  description: { required: true, rule: our-docs }
";

fn key(days: &str) -> String {
    format!("resource \"alicloud_kms_key\" \"k\" {{\n  pending_window_in_days = {days}\n  description = \"x\"\n}}\n")
}

fn folder() -> Folder {
    Folder::new(&[(".kmslint.yaml", "tables: [\"policies/*.yaml\"]\n"), ("policies/keys.yaml", TABLE)])
}

#[track_caller]
fn expect(done: &Done, code: i32, parts: &[&str]) {
    assert_eq!(done.code, code, "{done:?}");
    for part in parts {
        assert!(done.stdout.contains(part) || done.stderr.contains(part), "{part} is not in {done:?}");
    }
}

#[test]
fn init_writes_a_table_that_counts() {
    let folder = Folder::new(&[]);
    let done = folder.run(&["init", "--table", "policies/keys.yaml"]);
    expect(&done, 0, &["wrote policies/keys.yaml", "tables: [\"policies/keys.yaml\"]"]);
    let text = folder.read("policies/keys.yaml");
    assert!(text.starts_with("# yaml-language-server: $schema=https://"), "{text}");
    expect(&folder.run(&["init", "--table", "policies/keys.yaml"]), 2, &["already exists and was left as it is"]);
    assert_eq!(folder.read("policies/keys.yaml"), text);
    expect(&folder.run(&["init", "--table", "keys.json"]), 2, &["a table is a YAML file"]);
    folder.run(&["init"]);
    let configuration = folder.read(".kmslint.yaml");
    assert!(configuration.starts_with("# yaml-language-server: $schema=https://"), "{configuration}");
    // The line that was printed is all that there is to do.
    let line = done.stdout.lines().find(|line| line.starts_with("tables:")).unwrap();
    folder.write(".kmslint.yaml", &format!("{configuration}{line}\n"));
    expect(&folder.run(&["rules"]), 0, &["our-deletion-window", "(policies/keys.yaml)"]);
    folder.write("main.tf", &key("7"));
    assert_eq!(folder.findings(&["--select", "our-deletion-window"]), ["main.tf:2 our-deletion-window"]);
}

#[test]
fn rules_of_a_team_are_listed_and_explained() {
    let folder = folder();
    let list = folder.run(&["rules", "--format", "json"]);
    let list: serde_json::Value = serde_json::from_str(&list.stdout).unwrap();
    let rule = list["rules"].as_array().unwrap().iter().find(|rule| rule["name"] == "our-window").unwrap();
    assert_eq!(rule["summary"], "a deleted key can be taken back for 30 days");
    assert_eq!(rule["severity"], "warning");
    assert_eq!(rule["url"], "https://wiki.example.com/keys");
    assert_eq!(rule["files"], serde_json::json!(["policies/keys.yaml"]));
    let page = folder.run(&["explain", "our-window"]);
    let expected = "# our-window\n\nA deleted key can be taken back for 30 days.\n\n*warning, of the team's own tables*\n\n\
                    ## Why\n\nIt takes days until somebody misses a key.\n\n## What to do\n\nKeep deleted keys for at least \
                    30 days.\n\n## Limits\n\n`alibaba/kms_key.pending_window_in_days`, policies/keys.yaml:10\n\n\
                    - range: at least 30 days\n\n## More\n\n- <https://wiki.example.com/keys>\n";
    assert_eq!(page.stdout, expected);
    expect(&folder.run(&["explain", "our-docs"]), 0, &["*error, of the team's own tables*", "- required: yes"]);
}

#[test]
fn a_rule_gives_its_rows_severity_and_advice() {
    let folder = folder();
    folder.write("main.tf", &key("7"));
    let done = folder.run(&["check", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
    let finding = &report["findings"][0];
    assert_eq!(finding["rule"], "our-window");
    assert_eq!(finding["severity"], "warning");
    assert_eq!(finding["help"], "keep deleted keys for at least 30 days");
}

#[test]
fn every_command_shows_the_mistakes_of_a_table() {
    let folder = folder();
    folder.write("main.tf", &key("7"));
    folder.write("policies/keys.yaml", "kind: alibaba/kms_key\nfields:\n  description: { patern: x, required: 1 }\n");
    let shown = [
        "`patern` is not a key of a row; did you mean `pattern`?",
        "policies/keys.yaml:3:18",
        "`required` is `1`, but must be `true` or `false`",
        "policies/keys.yaml:3:39",
    ];
    for arguments in
        [&["check"][..], &["rules"], &["explain", "alias-length"], &["resources"], &["rules", "--check", "policies"]]
    {
        expect(&folder.run(arguments), 2, &shown);
    }
}

#[test]
fn cases_of_rules_are_held_against_them() {
    let folder = folder();
    for (name, days) in [("bad.tf", "29"), ("bad-folder/main.tf", "7"), ("good.tf", "30"), ("good-2.tf", "31")] {
        folder.write(&format!("policies/tests/our-window/{name}"), &key(days));
    }
    let request = "{\"Action\": \"CreateKey\", \"Description\": \"x\"}";
    folder.write("policies/tests/our-docs/good.json", request);
    folder.write("policies/tests/our-docs/bad.json", "{\"Action\": \"CreateKey\"}");
    expect(&folder.run(&["rules", "--check", "policies/tests"]), 0, &["6 cases of 2 rules: all hold"]);
    // A part of them, or one.
    let one = folder.run(&["rules", "--check", "policies/tests/our-window/good.tf"]);
    expect(&one, 0, &["1 case of 1 rule: all hold", "`our-docs` has no bad case"]);
    // What keeps ordinary runs from the cases does not keep this one.
    let configuration = "tables: [\"policies/*.yaml\"]\nexclude: [\"policies/tests/**\"]\nrules: { our-window: off }\n";
    folder.write(".kmslint.yaml", configuration);
    expect(&folder.run(&["rules", "--check", "policies/tests"]), 0, &["6 cases of 2 rules: all hold"]);
}

#[test]
fn cases_that_do_not_hold_say_why() {
    let folder = folder();
    folder.write("tests/our-window/bad.tf", &key("30"));
    folder.write("tests/our-window/bad-unknown.tf", &format!("variable \"days\" {{}}\n{}", key("var.days")));
    folder.write("tests/our-window/good.tf", &key("29"));
    folder.write("tests/our-window/good-empty.tf", "locals {}\n");
    folder.write("tests/our-window/good-broken.tf", "resource \"alicloud_kms_key\" {\n");
    folder.write("tests/our-window/baad.tf", &key("7"));
    folder.write("tests/our-windo/bad.tf", &key("7"));
    let done = folder.run(&["rules", "--check", "tests"]);
    let shown = [
        "tests/our-window/bad.tf: expected a finding of `our-window`, found none",
        "undecided: pending_window_in_days of alicloud_kms_key.k: var.days has no value",
        "tests/our-window/good.tf:2:28: not expected here: `pending_window_in_days` is `29`",
        "tests/our-window/good-empty.tf: nothing in it is a resource that kmslint knows",
        "[syntax-error]",
        "tests/our-window/baad.tf: the name of a case begins with `bad` or `good`",
        "tests/our-windo/bad.tf: the tables have no rule called `our-windo`; did you mean `our-window`?",
        "6 cases of 2 rules: 6 do not hold",
    ];
    expect(&done, 1, &shown);
    expect(&folder.run(&["rules", "--check", "nowhere"]), 2, &["nowhere: no such file or folder"]);
    expect(&folder.run(&["rules", "--check", "policies/keys.yaml"]), 1, &["the name of a case begins"]);
    folder.write(".kmslint.yaml", "fail_on: error\n");
    expect(&folder.run(&["rules", "--check", "tests"]), 2, &["names `tables`"]);
}

#[test]
fn one_folder_has_one_configuration() {
    let folder = Folder::new(&[(".kmslint.yaml", ""), (".kmslint.yml", ""), ("below/main.tf", &key("7"))]);
    let shown = ["there is a `.kmslint.yaml` in the same folder, and only one of them can count", ".kmslint.yml:1:1"];
    for arguments in
        [&["check"][..], &["check", "below"], &["rules"], &["explain", "no-rule"], &["resources"], &["map"]]
    {
        expect(&folder.run(arguments), 2, &shown);
    }
    // One that is named counts alone.
    assert_eq!(folder.run(&["check", "--config", ".kmslint.yml"]).code, 0);
}
