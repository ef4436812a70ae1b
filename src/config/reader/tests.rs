//! Whole configurations, and every mistake at its place.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::*;

fn vocabulary() -> Vocabulary {
    let options = |rule: &str| if rule == "vpc-quota-exceeded" { vec!["principals".to_owned()] } else { Vec::new() };
    let names = ["vpc-quota-exceeded", "alias-length", "bind-vpcs-empty"];
    let rules: BTreeMap<_, _> = names.iter().map(|&rule| (rule.to_owned(), options(rule))).collect();
    Vocabulary { rules, documents: vec!["alibaba/UpdateKmsInstanceBindVpc".to_owned()] }
}

fn sources() -> Sources {
    let sources = Sources::new("/nowhere");
    for name in ["common.tfvars", "env/prod.tfvars"] {
        sources.add(name, "");
    }
    sources
}

fn settings(text: &str) -> Settings {
    let sources = sources();
    let file = sources.add(".kmslint.yaml", text);
    read(&file, &sources, &vocabulary(), false).unwrap()
}

/// Each mistake as `text under it: message (help)`.
fn mistakes(text: &str) -> Vec<String> {
    let sources = sources();
    let file = sources.add(".kmslint.yaml", text);
    let shown = |finding: &Finding| {
        let help = finding.plain_help().map(|help| format!(" ({help})")).unwrap_or_default();
        format!("{}: {}{help}", file.slice(finding.span).lines().next().unwrap_or_default(), finding.message)
    };
    read(&file, &sources, &vocabulary(), false).unwrap_err().iter().map(shown).collect()
}

#[test]
fn every_setting_is_read() {
    let settings = settings(
        r#"
rules:
  alias-length: off
  vpc-quota-exceeded: { severity: warning, principals: 2 }
exclude: ["vendor/**"]
fail_on: error
documents:
  - files: ["requests/*.json"]
    kind: alibaba/UpdateKmsInstanceBindVpc
terraform:
  var_files: [common.tfvars]
  scenarios:
    dev:
    prod: { var_files: ["env/prod.tfvars"], variables: { quota: 3, name: a b, zones: [x, "y"], on: true } }
suppressions:
  - rule: bind-vpcs-empty
    path: requests/unbind.json
    reason: taken down
    expires: 2027-01-31
"#,
    );
    assert_eq!(settings.severities["alias-length"], None);
    assert_eq!(settings.severities["vpc-quota-exceeded"], Some(Severity::Warning));
    assert_eq!(settings.options["vpc-quota-exceeded"]["principals"], 2);
    assert_eq!(settings.fail_on, Some(Severity::Error));
    assert!(settings.excludes(&PathBuf::from("/nowhere/vendor/main.tf")));
    let kind = settings.document_kind(&PathBuf::from("/nowhere/requests/a.json"));
    assert_eq!(kind.map(|kind| kind.kind.as_str()), Some("alibaba/UpdateKmsInstanceBindVpc"));
    assert_eq!(settings.terraform.var_files, [PathBuf::from("/nowhere/common.tfvars")]);
    assert_eq!(settings.terraform.scenarios["dev"], Scenario::default());
    let prod = &settings.terraform.scenarios["prod"];
    assert_eq!(prod.var_files, [PathBuf::from("/nowhere/env/prod.tfvars")]);
    let variables: Vec<_> = prod.variables.iter().map(|one| (one.name.as_str(), one.text.as_str())).collect();
    assert_eq!(variables, [("quota", "3"), ("name", "a b"), ("zones", r#"["x","y"]"#), ("on", "true")]);
    assert_eq!(settings.suppressions[0].expires, crate::date::day("2027-01-31"));
}

#[test]
fn an_empty_configuration_changes_nothing() {
    assert_eq!(settings("").fail_on, Some(Severity::Warning));
    assert_eq!(settings("# nothing yet\n").fail_on, Some(Severity::Warning));
    assert_eq!(settings("fail_on: never\n").fail_on, None);
}

#[test]
fn a_misspelled_name_is_shown_with_the_nearest() {
    assert_eq!(mistakes("exlude: []\n"), ["exlude: a configuration has no setting called `exlude` (write `exclude`)"]);
    assert_eq!(
        mistakes("rules:\n  alias-lenght: off\n"),
        ["alias-lenght: there is no rule called `alias-lenght` (write `alias-length`)"]
    );
    assert_eq!(
        mistakes("rules: { alias-length: eror }\n"),
        ["eror: `alias-length` is `eror`, expected `off`, `info`, `warning` or `error` (write `error`)"]
    );
    assert_eq!(
        mistakes("rules: { vpc-quota-exceeded: { principal: 2 } }\n"),
        ["principal: `vpc-quota-exceeded` has no setting called `principal` (write `principals`)"]
    );
    let kind = "documents: [{ files: [a.json], kind: alibaba/UpdateKmsInstanceBindVpcs }]\n";
    assert_eq!(
        mistakes(kind),
        [
            "alibaba/UpdateKmsInstanceBindVpcs: there is no kind of document called `alibaba/UpdateKmsInstanceBindVpcs` (write `alibaba/UpdateKmsInstanceBindVpc`)"
        ]
    );
}

#[test]
fn a_name_without_a_near_one_is_shown_with_all() {
    assert_eq!(
        mistakes("terraform: { workspace: x }\n"),
        ["workspace: `terraform` has no setting called `workspace` (write `var_files` or `scenarios`)"]
    );
}

#[test]
fn a_value_of_another_type_is_shown() {
    assert_eq!(
        mistakes("exclude: vendor\n"),
        ["vendor: `exclude` is `vendor`, but must be a list (put it in brackets: `[ ]`)"]
    );
    assert_eq!(
        mistakes("rules: [a]\n"),
        ["[a]: `rules` is a list, but must be a mapping (write names with their values: `name: value`)"]
    );
    assert_eq!(
        mistakes("rules: { alias-length: true }\n"),
        ["true: `alias-length` is `true`, expected `off`, `info`, `warning` or `error` \
             (write `off`, `info`, `warning` or `error`)"]
    );
    assert_eq!(
        mistakes("tables: [7]\n"),
        ["7: an entry of `tables` is `7`, but must be a string (put quotes around it)"]
    );
    assert_eq!(
        mistakes("rules: { vpc-quota-exceeded: { principals: -1 } }\n"),
        ["-1: `principals` is `-1`, but must be a whole number of at least `0` (write a number: `principals: 2`)"]
    );
    assert_eq!(
        mistakes("- a\n"),
        ["- a: a configuration is a list, but must be a mapping (write names with their values: `name: value`)"]
    );
}

#[test]
fn a_suppression_needs_its_parts() {
    let text = "suppressions:\n  - rule: alias-length\n    pth: a.json\n    reason: ' '\n    expires: tomorrow\n";
    assert_eq!(
        mistakes(text),
        [
            "pth: a suppression has no setting called `pth` (write `path`)",
            "' ': `reason` is missing (add `reason: …`)",
            "tomorrow: `expires` is `tomorrow`, which is not a date (write a day, such as `2027-01-31`)",
        ]
    );
}

#[test]
fn files_that_are_named_must_exist() {
    let text = "terraform: { var_files: [none.tfvars] }\ntables: [\"none/*.yaml\"]\n";
    let expected = [
        "none.tfvars: there is no file `none.tfvars` (write the path from the folder of this configuration)",
        "\"none/*.yaml\": `none/*.yaml` does not match any file (write the path from the folder of this configuration)",
    ];
    assert_eq!(mistakes(text), expected);
}

#[test]
fn tables_are_the_files_that_fit() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    std::fs::create_dir_all(root.join("policies/old")).unwrap();
    for name in ["policies/b.yaml", "policies/a.yaml", "policies/a.json", "policies/old/c.yaml"] {
        std::fs::write(root.join(name), "").unwrap();
    }
    let tables = |pattern: &str| {
        let sources = Sources::new(root);
        let file = sources.add(".kmslint.yaml", format!("tables: [{pattern:?}]"));
        let tables = read(&file, &sources, &vocabulary(), false).unwrap().tables;
        let names = tables.iter().map(|path| sources.display(path));
        names.collect::<Vec<_>>()
    };
    assert_eq!(tables("policies/*.yaml"), ["policies/a.yaml", "policies/b.yaml"]);
    assert_eq!(tables("policies/**/c.yaml"), ["policies/old/c.yaml"]);
    assert_eq!(tables("policies/a.yaml"), ["policies/a.yaml"]);
}

#[test]
fn what_is_not_yaml_is_shown_where_it_breaks() {
    assert!(!mistakes("rules: [a\n").is_empty());
    assert!(!mistakes("rules: {}\nrules: {}\n").is_empty());
    assert_eq!(mistakes("rules: {}\n---\nrules: {}\n").len(), 1);
}

#[test]
fn no_text_is_read_without_an_answer() {
    let text = "rules:\n  vpc-quota-exceeded: { severity: error, principals: 2 }\nexclude: [\"é/**\"]\n";
    for end in (0..text.len()).filter(|&end| text.is_char_boundary(end)) {
        let sources = sources();
        let file = sources.add(".kmslint.yaml", &text[..end]);
        let _ = read(&file, &sources, &vocabulary(), false);
    }
}
