//! One module, two roots: what causes a finding is named wherever it lies.

use super::Folder;

const MODULE: &str = "variable \"days\" {}

resource \"opentelekomcloud_kms_key_v1\" \"k\" {
  key_alias    = \"orders\"
  pending_days = var.days
}
";
const CALL: &str = "module \"k\" {\n  source = \"../m\"\n  days   = 3\n}\n";
const ACCEPTED: &str = "# kmslint: ignore[value-out-of-range] agreed with the owner of the account
module \"k\" {
  source = \"../m\"
  days   = 2
}
";

fn two_roots() -> Folder {
    Folder::new(&[(".git/HEAD", ""), ("m/main.tf", MODULE), ("prod/main.tf", CALL), ("stage/main.tf", CALL)])
}

fn report(folder: &Folder, below: &str, arguments: &[&str]) -> serde_json::Value {
    let done = folder.run_in(below, &[&["check", "--format", "json"], arguments].concat(), "", &[]);
    serde_json::from_str(&done.stdout).unwrap_or_else(|_| panic!("{done:?}"))
}

#[test]
fn a_finding_of_two_roots_is_one_with_two_occurrences() {
    let report = report(&two_roots(), "", &[]);
    let findings = report["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0]["address"], "opentelekomcloud_kms_key_v1.k");
    let occurrences = findings[0]["occurrences"].as_array().unwrap();
    let shown: Vec<_> = occurrences.iter().map(|one| (&one["root"], &one["calls"][0]["path"])).collect();
    assert_eq!(shown, [(&"prod".into(), &"prod/main.tf".into()), (&"stage".into(), &"stage/main.tf".into())]);
    assert_eq!(occurrences[0]["address"], "module.k.opentelekomcloud_kms_key_v1.k");
    assert_eq!((&occurrences[0]["scenario"], &occurrences[0]["suppressed"]), (&().into(), &().into()));
    let labels: Vec<_> = findings[0]["labels"].as_array().unwrap().iter().map(|label| &label["path"]).collect();
    assert_eq!(labels, ["prod/main.tf", "stage/main.tf", "prod/main.tf", "stage/main.tf"]);
}

#[test]
fn one_line_names_the_caller() {
    let folder = two_roots();
    let line = |below: &str, arguments: &[&str]| {
        folder.run_in(below, &[&["check", "--format", "concise"], arguments].concat(), "", &[]).stdout
    };
    let message = "error: `pending_days` is `3`, below the minimum of 7 days";
    let both =
        format!("m/main.tf:5:18: {message} (module.k at prod/main.tf:1 and 1 more place) [value-out-of-range]\n");
    assert_eq!(line("", &[]), both);
    assert_eq!(line("", &["m"]), both);
    let stage = format!("m/main.tf:5:18: {message} (module.k at stage/main.tf:1) [value-out-of-range]\n");
    assert_eq!(line("", &["stage"]), stage);
    assert_eq!(line("", &["stage/main.tf"]), stage);
    let inside =
        format!("main.tf:5:18: {message} (module.k at ../prod/main.tf:1 and 1 more place) [value-out-of-range]\n");
    assert_eq!(line("m", &["main.tf"]), inside);
}

#[test]
fn code_hosts_are_shown_paths_of_the_repository_and_the_caller() {
    let folder = two_roots();
    let host = folder.path().display().to_string();
    let github = |below: &str, variables: &[(&str, &str)]| {
        folder.run_in(below, &["check", "--format", "github"], "", variables).stdout
    };
    let own = "::error file=m/main.tf,line=5,endLine=5,col=18,endColumn=26,title=kmslint value-out-of-range::\
               `pending_days` is `3`, below the minimum of 7 days (module.k at prod/main.tf:1)%0Aset `days` to a number \
               from 7 to 1096 at prod/main.tf:3";
    let caller = "::error file=prod/main.tf,line=3,endLine=3,col=12,endColumn=13,title=kmslint value-out-of-range::\
                  `pending_days` is `3`, below the minimum of 7 days (at m/main.tf:5)%0Aset `days` to a number from 7 to \
                  1096 at prod/main.tf:3";
    assert_eq!(github("prod", &[]).lines().collect::<Vec<_>>(), [own, caller]);
    assert_eq!(github("prod", &[("GITHUB_WORKSPACE", &host)]).lines().collect::<Vec<_>>(), [own, caller]);
    // The finding's own file was asked for, so it is shown there.
    assert_eq!(github("", &[]).lines().count(), 1);
    let gitlab = folder.run_in("prod", &["check", "--format", "gitlab"], "", &[]).stdout;
    let issues: serde_json::Value = serde_json::from_str(&gitlab).unwrap();
    assert_eq!(issues[0]["location"]["path"], "m/main.tf");
    assert!(issues[0]["description"].as_str().unwrap().contains("(module.k at prod/main.tf:1)"));
    let junit = folder.run_in("prod", &["check", "--format", "junit"], "", &[]).stdout;
    assert!(junit.contains("(module.k at main.tf:1)"), "{junit}");
}

#[test]
fn a_suppression_at_one_call_leaves_the_other() {
    let folder = two_roots();
    folder.write("prod/main.tf", ACCEPTED);
    let found = report(&folder, "", &[]);
    let findings = found["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 1, "{found}");
    // What nobody has accepted speaks for both.
    assert_eq!(findings[0]["message"], "`pending_days` is `3`, below the minimum of 7 days");
    assert_eq!(findings[0]["occurrences"][0]["suppressed"]["reason"], "agreed with the owner of the account");
    assert_eq!(findings[0]["occurrences"][1]["suppressed"], serde_json::Value::Null);
    assert_eq!(folder.run(&["check", "prod"]).code, 0);
    folder.write("stage/main.tf", ACCEPTED);
    let found = report(&folder, "", &[]);
    assert_eq!((&found["findings"], &found["summary"]["suppressed"]), (&serde_json::json!([]), &1.into()));
}

#[test]
fn a_new_caller_is_new_to_a_baseline() {
    let folder = two_roots();
    let arguments = ["--baseline", "known.json"];
    assert_eq!(folder.run(&[&["check", "--write-baseline"], &arguments[..]].concat()).code, 0);
    assert_eq!(folder.run(&[&["check"], &arguments[..]].concat()).code, 0);
    folder.write("dev/main.tf", &CALL.replace('3', "4"));
    let found = report(&folder, "", &arguments);
    assert_eq!(found["findings"].as_array().unwrap().len(), 1);
    assert_eq!(found["findings"][0]["occurrences"].as_array().unwrap().len(), 1);
    assert_eq!(found["findings"][0]["occurrences"][0]["root"], "dev");
    assert_eq!(folder.run(&[&["check", "stage"], &arguments[..]].concat()).code, 0);
}

#[test]
fn what_cannot_be_read_elsewhere_is_a_note() {
    let folder = two_roots();
    folder.write("m/broken.tf", "resource \"x\" {\n");
    let done = folder.run(&["check", "--format", "concise", "prod"]);
    assert!(done.stderr.starts_with("note: m/broken.tf:1:14: "), "{done:?}");
    assert!(!done.stdout.contains("syntax-error"), "{done:?}");
    assert!(folder.run(&["check", "--format", "concise", "m"]).stdout.contains("[syntax-error]"));
}

#[test]
fn rules_of_the_engine_obey_the_configuration() {
    let folder = Folder::new(&[("main.tf", "# kmslint: ignore[alias-length] long\nlocals {}\n")]);
    assert_eq!(folder.findings(&[]), ["main.tf:1 unused-suppression"]);
    folder.write(".kmslint.yaml", "rules: { unused-suppression: off }\n");
    assert_eq!(folder.findings(&[]), [""; 0]);
    folder.write(".kmslint.yaml", "rules: { unused-suppression: error }\n");
    let report: serde_json::Value = serde_json::from_str(&folder.run(&["check", "--format", "json"]).stdout).unwrap();
    assert_eq!(report["findings"][0]["severity"], "error");
    assert_eq!(folder.findings(&["--ignore", "unused-suppression"]), [""; 0]);
    assert_eq!(folder.findings(&["--select", "alias-length"]), [""; 0]);
}
