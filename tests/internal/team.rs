//! A team's own tables: their limits, the rules that they name, and how the configuration speaks of them.

use std::fs;

use crate::internal::project::{self, Project};
use crate::source::Sources;
use crate::surface;
use crate::tables::Tables;

const TABLE: &str = "kind: alibaba/kms_key
rule: our-deletion-window
severity: warning
fields:
  pending_window_in_days:
    range: {min: 30}
  description:
    required: true
    rule: our-keys-are-described
";

const KEY: &str = "resource \"alicloud_kms_key\" \"reports\" {
  pending_window_in_days = 7
}
";

fn check(configuration: &str, module: &str) -> Vec<String> {
    let project = Project::new();
    project.write("policies/keys.yaml", TABLE);
    project.write(".kmslint.yaml", &format!("tables: [\"policies/*.yaml\"]\n{configuration}"));
    project.write("main.tf", module);
    project.check(&[])
}

#[test]
fn limits_of_a_team_are_reported_under_its_rules() {
    let expected = [
        "main.tf:1:1-38: warning our-keys-are-described `alicloud_kms_key.reports` lacks the required argument `description`",
        "main.tf:2:28-29: warning our-deletion-window `pending_window_in_days` is `7`, below the minimum of 30 days",
    ];
    assert_eq!(check("", KEY), expected);
}

#[test]
fn the_configuration_sets_rules_of_a_team() {
    let found = check("rules: {our-keys-are-described: off, our-deletion-window: error}\n", KEY);
    let expected =
        "main.tf:2:28-29: error our-deletion-window `pending_window_in_days` is `7`, below the minimum of 30 days";
    assert_eq!(found, [expected]);
}

#[test]
fn limits_of_a_team_hold_where_the_rule_that_reads_them_is_off() {
    assert_eq!(check("rules: {value-out-of-range: off, argument-missing: off}\n", KEY).len(), 2);
}

#[test]
fn rules_of_a_team_are_suppressed_by_name() {
    let module = format!("# kmslint: ignore[our-keys-are-described] described in the wiki\n{KEY}");
    let found = check("", &module);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("our-deletion-window"));
}

/// The mistakes of every table in `testdata/tables/`, beside it; a sound one has none.
#[test]
fn mistakes_in_tables_are_shown_at_their_places() {
    let tables = project::entries(&project::root().join("testdata/tables"));
    let mut stale = Vec::new();
    for path in tables.iter().filter(|path| path.extension().is_some_and(|ending| ending == "yaml")) {
        let expected = path.with_extension("out");
        let found = mistakes_of(&fs::read_to_string(path).unwrap());
        if std::env::var_os("UPDATE_TESTDATA").is_some() {
            match found.is_empty() {
                true => drop(fs::remove_file(&expected)),
                false => fs::write(&expected, &found).unwrap(),
            }
        }
        if fs::read_to_string(&expected).unwrap_or_default().replace("\r\n", "\n") != found {
            stale.push(format!("{}:\n{found}", expected.display()));
        }
    }
    assert!(stale.is_empty(), "UPDATE_TESTDATA=1 writes them: {}", stale.join("\n"));
}

fn mistakes_of(text: &str) -> String {
    let sources = Sources::new("/nowhere");
    let notations: Vec<_> = surface::notations().collect();
    let found = Tables::with_team(&[sources.add("table.yaml", text)], &notations).err().unwrap_or_default();
    let mut shown = String::new();
    for error in found {
        let span = error.span.unwrap();
        let marked = text.get(span.range()).unwrap_or_default().lines().next().unwrap_or_default();
        shown.push_str(&format!(
            "{}:{}: {}\n    at: {marked}\n",
            error.position.line, error.position.column, error.message
        ));
        if let Some(help) = &error.help {
            shown.push_str(&format!("    help: {help}\n"));
        }
    }
    shown
}

/// A type that only a team's table knows has none of the words that kmslint's begin from.
#[test]
fn types_of_a_team_are_found_without_a_word() {
    let project = Project::new();
    project.write(".kmslint.yaml", "tables: [policies/vault.yaml]\n");
    project.write(
        "policies/vault.yaml",
        "kind: acme/vault\nnames: {terraform: acme_vault}\nfields:\n  seal: {required: true, rule: our-vaults}\n",
    );
    project.write("below/main.tf", "resource \"acme_vault\" \"a\" {\n}\n");
    assert_eq!(project.check(&["our-vaults"]).len(), 1);
}
