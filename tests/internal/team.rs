//! A team's own tables: their limits, the rules that they name, and how the configuration speaks of them.

use crate::internal::project::Project;

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
