//! What is checked, which rules run, and what fails the run.

use std::process::Command;

use super::{ERROR, Folder, GOOD, WARNING, samples};

#[test]
fn the_exit_code_says_whether_something_was_found() {
    let folder = samples();
    assert_eq!(folder.run(&["check", "good.json"]).code, 0);
    assert_eq!(folder.run(&["check", "info.json"]).code, 0, "an info fails no run by default");
    assert_eq!(folder.run(&["check", "bind.json"]).code, 1);
    assert_eq!(folder.run(&["check", "error.json"]).code, 1);
    assert_eq!(folder.run(&["check"]).code, 1);
}

#[test]
fn what_kmslint_cannot_do_is_exit_code_two() {
    let folder = samples();
    for arguments in [
        &["check", "none.json"][..],
        &["check", "--no-such-option"],
        &["check", "--select", "no-such-rule"],
        &["check", "--ignore", "no-such-rule"],
        &["check", "--config", "none.yaml"],
        &["check", "--var", "novalue"],
        &["check", "--var-file", "none.tfvars"],
        &["check", "--instance", "none.json"],
        &["check", "--scenario", "prod"],
        &["check", "--jobs", "0"],
        &["check", "--today", "tomorrow"],
        &["check", "-"],
        &["check", "--stdin-filename", "a.json"],
        &["check", "--unsafe-fixes"],
        &["check", "--diff", "--format", "json"],
        &["check", "--baseline", "none.json"],
        &["check", "--write-baseline"],
        &["check", "--output", "no/such/folder.json"],
        &["check", "-q", "-v"],
        &["resources", "--var-file", "none.tfvars"],
        &["resources", "none.json"],
        &["explain", "no-such-rule"],
        &["no-such-command"],
        &[],
    ] {
        let done = folder.run(arguments);
        assert_eq!(done.code, 2, "{arguments:?}: {done:?}");
        assert!(!done.stderr.is_empty(), "{arguments:?} says nothing");
        assert_eq!(done.stdout, "", "{arguments:?}");
    }
}

#[test]
fn a_missing_path_is_named() {
    let done = samples().run(&["check", "good.json", "none.json"]);
    assert_eq!(done.stderr, "error: none.json: no such file or folder\n");
}

#[test]
fn a_rule_name_that_is_no_rule_is_shown_with_the_nearest() {
    let done = samples().run(&["check", "--select", "alias-lenght"]);
    assert_eq!(done.stderr, "error: there is no rule called `alias-lenght`; the nearest is `alias-length`\n");
}

#[test]
fn select_runs_only_what_it_names() {
    let folder = samples();
    assert_eq!(folder.findings(&["--select", "alias-default-suffix"]), ["error.json:3 alias-default-suffix"]);
    assert_eq!(folder.findings(&["--select", "alias-default-suffix,alias-literal-prefix"]).len(), 2);
    folder.write("broken.json", "{\"key_alias\": ");
    let findings = folder.findings(&["--select", "alias-length"]);
    assert_eq!(findings, ["broken.json:1 syntax-error"], "what cannot be read is said all the same");
}

#[test]
fn ignore_leaves_out_what_it_names() {
    let findings = samples().findings(&["--ignore", "alias-default-suffix", "--ignore", "alias-literal-prefix"]);
    assert_eq!(findings, ["bind.json:4 bind-vpcs-unknown-member"]);
}

#[test]
fn fail_on_sets_the_lowest_severity_that_fails() {
    let folder = samples();
    let code = |path: &str, level: &str| folder.run(&["check", "--fail-on", level, path]).code;
    assert_eq!((code("info.json", "info"), code("info.json", "warning")), (1, 0));
    assert_eq!((code("bind.json", "warning"), code("bind.json", "error")), (1, 0));
    assert_eq!((code("error.json", "error"), code("error.json", "never")), (1, 0));
}

#[test]
fn min_severity_leaves_out_what_is_below() {
    let folder = samples();
    assert_eq!(folder.findings(&[]).len(), 3);
    assert_eq!(folder.findings(&["--min-severity", "warning"]).len(), 2);
    assert_eq!(folder.findings(&["--min-severity", "error"]), ["error.json:3 alias-default-suffix"]);
}

#[test]
fn standard_input_is_what_its_name_says() {
    let folder = Folder::new(&[("error.json", GOOD)]);
    let arguments = ["check", "--format", "concise", "--stdin-filename", "error.json", "-"];
    let done = folder.run_with(&arguments, ERROR, &[]);
    assert_eq!(done.code, 1);
    assert!(done.stdout.starts_with("error.json:3:16: error: alias `team/default` "), "{done:?}");
    assert_eq!(folder.run_with(&arguments, GOOD, &[]).code, 0);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let folder = samples();
    let report = |jobs: &str| folder.run(&["check", "--format", "json", "--jobs", jobs]).stdout;
    assert_eq!(report("1"), report("4"));
}

#[test]
fn what_stays_undecided_is_said_in_one_order() {
    // Files are read by all threads at once, so each of many has to keep its place.
    let module = "variable \"quota\" {}\nresource \"alicloud_kms_instance\" \"a\" {\n  vpc_num = var.quota\n}\n";
    let names: Vec<String> = (0..60).map(|index| format!("team{index:02}/main.tf")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), module)).collect();
    let folder = Folder::new(&files);
    let undecided = |jobs: &str| {
        let done = folder.run(&["check", "-v", "--jobs", jobs]);
        done.stdout.lines().chain(done.stderr.lines()).map(str::to_owned).collect::<Vec<_>>()
    };
    let alone = undecided("1");
    let places: Vec<&str> = alone.iter().filter(|line| line.contains(": undecided: ")).map(|line| &line[..6]).collect();
    assert!(places.len() >= 60 && places.is_sorted(), "{alone:?}");
    for _ in 0..3 {
        assert_eq!(undecided("4"), alone);
    }
}

#[test]
fn the_prefilter_changes_nothing() {
    let folder = samples();
    folder.write("other.json", "{\"name\": \"x\"}");
    assert_eq!(folder.findings(&[]), folder.findings(&["--no-prefilter"]));
}

/// Threads and the prefilter make a run faster, and change nothing that it finds in all of the test data.
#[test]
fn what_is_found_is_the_same_in_every_way_of_looking() {
    let found = |options: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kmslint"));
        command.args(["check", "testdata", "--no-config", "--format", "json", "--today", "2026-01-01"]).args(options);
        let done = command.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
        let report: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
        report["findings"].as_array().unwrap().clone()
    };
    let with_prefilter = found(&["--jobs", "1"]);
    assert!(with_prefilter.len() > 1000, "only {} findings", with_prefilter.len());
    assert!(with_prefilter == found(&["--jobs", "8"]), "8 threads find something else than one");
    let all = found(&["--jobs", "1", "--no-prefilter"]);
    assert!(all == found(&["--jobs", "8", "--no-prefilter"]), "8 threads find something else than one");
    // Modules that hold nothing of ours are parsed as well, so their mistakes in the language are seen.
    let is_of_all = |finding: &serde_json::Value| !with_prefilter.contains(finding);
    let more: Vec<_> = all.iter().filter(|finding| is_of_all(finding)).collect();
    assert_eq!(all.len() - more.len(), with_prefilter.len(), "the prefilter adds a finding");
    assert!(more.iter().all(|finding| finding["rule"] == "syntax-error"), "the prefilter hides {more:#?}");
}

#[test]
fn the_configuration_is_found_named_or_left_out() {
    let folder = samples();
    folder.write(".kmslint.yaml", "rules: { alias-default-suffix: off, alias-literal-prefix: error }\n");
    folder.write("other.yaml", "rules: { bind-vpcs-unknown-member: off }\nexclude: [info.json]\n");
    let with = |arguments: &[&str]| folder.findings(arguments);
    assert_eq!(with(&[]), ["bind.json:4 bind-vpcs-unknown-member", "info.json:3 alias-literal-prefix"]);
    assert_eq!(with(&["--config", "other.yaml"]), ["error.json:3 alias-default-suffix"]);
    assert_eq!(with(&["--no-config"]).len(), 3);
    assert_eq!(folder.run(&["check", "info.json"]).code, 1, "the configuration makes it an error");
    let excluded = folder.run(&["check", "--config", "other.yaml", "info.json"]).stdout;
    assert_eq!(excluded, "no findings: 0 resources in 0 files\n", "excluded, also by name");
}

#[test]
fn the_nearest_configuration_says_what_fails() {
    let folder = Folder::new(&[
        (".kmslint.yaml", "fail_on: error\n"),
        ("a/bind.json", WARNING),
        ("b/bind.json", WARNING),
        ("b/.kmslint.yaml", "fail_on: warning\n"),
    ]);
    assert_eq!(folder.run(&["check", "a"]).code, 0);
    assert_eq!(folder.run(&["check", "b"]).code, 1);
    assert_eq!(folder.run(&["check", "--fail-on", "never"]).code, 0, "the command line goes before");
}

#[test]
fn a_mistake_in_the_configuration_is_shown_at_its_place() {
    let folder = samples();
    folder.write(".kmslint.yaml", "rules:\n  alias-lenght: off\n");
    let done = folder.run(&["check"]);
    assert_eq!((done.code, done.stdout.as_str()), (2, ""));
    for part in ["error[unknown-rule]", "[.kmslint.yaml:2:3]", "alias-lenght", "write `alias-length`"] {
        assert!(done.stderr.contains(part), "{part} is not in\n{}", done.stderr);
    }
}

#[test]
fn a_suppression_in_the_configuration_has_a_last_day() {
    let folder = Folder::new(&[("error.json", ERROR)]);
    let entry =
        "suppressions:\n  - { rule: alias-default-suffix, path: error.json, reason: old, expires: 2026-06-30 }\n";
    folder.write(".kmslint.yaml", entry);
    assert_eq!(folder.run(&["check", "--today", "2026-06-30"]).code, 0);
    let late = folder.findings(&["--today", "2026-07-01"]);
    assert_eq!(late, [".kmslint.yaml:2 unused-suppression", "error.json:3 alias-default-suffix"]);
    assert_eq!(folder.findings(&["--no-ignores"]), ["error.json:3 alias-default-suffix"]);
}

/// An instance whose bound VPCs fit a quota of two.
const QUOTA: &str = r#"variable "quota" {
  type    = number
  default = 9
}

resource "alicloud_kms_instance" "main" {
  payment_type = "Subscription"
  vpc_num      = var.quota
  vpc_id       = "vpc-bp15z92ev9jflxq14c2l0"
  zone_ids     = ["cn-hangzhou-k", "cn-hangzhou-j"]
  vswitch_ids  = ["vsw-bp1i512amda6d10a0abc0"]

  bind_vpcs {
    vpc_id       = "vpc-bp1q2w3e4r5t6y7u8i9o0"
    vswitch_id   = "vsw-bp1a2s3d4f5g6h7j8k9l0"
    region_id    = "cn-hangzhou"
    vpc_owner_id = "1486005371992043"
  }

  bind_vpcs {
    vpc_id       = "vpc-bp1q2w3e4r5t6y7u8i9o1"
    vswitch_id   = "vsw-bp1a2s3d4f5g6h7j8k9l1"
    region_id    = "cn-hangzhou"
    vpc_owner_id = "1486005371992043"
  }
}
"#;

#[test]
fn of_variables_and_files_the_later_one_wins() {
    let folder = Folder::new(&[
        ("main.tf", QUOTA),
        ("terraform.tfvars", "quota = 8\n"),
        ("one.tfvars", "quota = 1\n"),
        ("nine.tfvars", "quota = 9\n"),
    ]);
    let exceeds =
        |arguments: &[&str]| !folder.findings(&[&["--select", "vpc-quota-exceeded"], arguments].concat()).is_empty();
    assert!(!exceeds(&[]));
    assert!(exceeds(&["--var-file", "one.tfvars"]));
    assert!(exceeds(&["--var", "quota=9", "--var-file", "one.tfvars"]));
    assert!(!exceeds(&["--var-file", "one.tfvars", "--var", "quota=9"]));
    assert!(exceeds(&["--var-file", "nine.tfvars", "--var", "quota=8", "--var-file", "one.tfvars"]));
    assert!(!exceeds(&["--var", "quota=1", "--var=quota=9"]));
    folder.write(".kmslint.yaml", "terraform: { var_files: [one.tfvars] }\n");
    assert!(exceeds(&[]), "the configuration's files come after the module's own");
    assert!(!exceeds(&["--var-file", "nine.tfvars"]), "and before the command line");
}

#[test]
fn a_scenario_goes_over_the_configuration_and_under_the_command_line() {
    let folder = Folder::new(&[("main.tf", QUOTA), ("nine.tfvars", "quota = 9\n"), ("one.tfvars", "quota = 1\n")]);
    folder.write(
        ".kmslint.yaml",
        "terraform:\n  var_files: [nine.tfvars]\n  scenarios:\n    dev: {}\n    \
         prod: { var_files: [nine.tfvars], variables: { quota: 1 } }\n",
    );
    let message = |arguments: &[&str]| {
        let arguments = [&["check", "--format", "concise", "--select", "vpc-quota-exceeded"], arguments].concat();
        folder.run(&arguments).stdout
    };
    assert!(message(&[]).contains("(in scenario prod) (var.quota at .kmslint.yaml:5)"), "{}", message(&[]));
    let report: serde_json::Value = serde_json::from_str(&folder.run(&["check", "--format", "json"]).stdout).unwrap();
    let label = &report["findings"][0]["labels"][0];
    assert_eq!((&label["path"], &label["span"]["start"]["line"]), (&".kmslint.yaml".into(), &5.into()), "{label}");
    assert_eq!(message(&["--scenario", "dev"]), "");
    assert_eq!(message(&["--var", "quota=9"]), "");
    let in_all = message(&["--var-file", "one.tfvars"]);
    assert!(!in_all.is_empty() && !in_all.contains("scenario"), "{in_all}");
}

#[test]
fn a_variable_that_no_root_has_or_a_value_that_does_not_fit_ends_the_run() {
    let typed = "variable \"quota\" {\n  type = number\n}\nvariable \"zones\" {\n  type    = list(string)\n  \
                 default = []\n}\nresource \"alicloud_kms_instance\" \"a\" {\n  vpc_num = var.quota\n}\n";
    let folder = Folder::new(&[
        ("a/main.tf", typed),
        ("b/main.tf", "variable \"team\" {}\noutput \"team\" {\n  value = var.team\n}\n"),
        ("three.tfvars", "quota = 3\nnobody = 4\n"),
        ("wrong.tfvars", "\nquota = \"many\"\n"),
    ]);
    let run =
        |arguments: &[&str]| folder.run(&[&["check", "-v", "--select", "vpc-quota-exceeded"], arguments].concat());
    let refused = |arguments: &[&str], words: &str| {
        let done = run(arguments);
        assert!(done.code == 2 && done.stderr.contains(words) && done.stdout.is_empty(), "{arguments:?}: {done:?}");
    };
    refused(&["--var", "nobody=1"], "--var nobody: no root module has an input variable of this name");
    refused(&["--var", "quota=many"], "--var quota: the value of `var.quota` does not fit");
    refused(&["--var", "zones=[1"], "--var zones: ");
    refused(&["--var", "zones=upper(\"a\")"], "--var zones: upper: a function cannot be called here");
    refused(&["--var-file", "wrong.tfvars"], "--var-file wrong.tfvars, line 2: the value of `var.quota` does not fit");
    assert_eq!(run(&["--var", "quota=many", "--var", "quota=3"]).code, 0, "the last one counts");
    assert_eq!(run(&["--var", "team=x"]).code, 0, "a root that is not evaluated has it");
    let done = run(&["--var-file", "three.tfvars"]);
    let ignored = "three.tfvars:2:1: undecided: no root module has an input variable called nobody";
    assert!(done.code == 0 && (done.stdout + &done.stderr).contains(ignored));
    let resources = folder.run(&["resources", "--var", "nobody=1"]);
    assert!(resources.code == 2 && resources.stderr.contains("--var nobody: "), "{resources:?}");
    folder.write("a/terraform.tfvars", "quota = []\n");
    let done = run(&[]);
    assert!(done.code == 1 && done.stdout.contains("the value of `var.quota` does not fit"), "{done:?}");
    folder.write("a/terraform.tfvars", "");
    let scenario = |variables: &str| {
        let text = format!("terraform:\n  scenarios:\n    dev:\n      variables: {{ {variables} }}\n");
        folder.write(".kmslint.yaml", &text);
    };
    scenario("nobody: 1");
    refused(&[], ".kmslint.yaml:4");
    scenario("quota: many");
    refused(&[], "the value of `var.quota` does not fit");
    scenario("quota: 3");
    assert_eq!(run(&[]).code, 0);
}

/// A saved instance with one bound VPC.
const SAVED: &str = r#"{"KmsInstance": {
  "InstanceId": "kst-hzz662b622eksoqrb3nhu", "Status": "Connected", "VpcId": "vpc-bp15z92ev9jflxq14c2l0", "VpcNum": 5,
  "BindVpcs": {"BindVpc": [{"VpcId": "vpc-bp1q2w3e4r5t6y7u8i9o1", "VSwitchId": "vsw-bp1a2s3d4f5g6h7j8k9l1",
    "RegionId": "cn-hangzhou", "VpcOwnerId": "1486005371992043"}]}
}}
"#;

#[test]
fn a_saved_instance_is_evidence_for_the_run() {
    let folder = Folder::new(&[("requests/bind.json", WARNING), ("saved.json", SAVED)]);
    let lost = ["requests/bind.json:4 bind-vpcs-overwritten"];
    for path in ["requests", "requests/bind.json", "saved.json", "."] {
        assert_eq!(folder.findings(&["--select", "bind-vpcs-overwritten", path]), lost, "{path}");
    }
}

#[test]
fn an_instance_that_is_given_comes_before_those_that_are_found() {
    let folder = Folder::new(&[
        ("bind.json", WARNING),
        ("instance.json", &SAVED.replace("vpc-bp1q2w3e4r5t6y7u8i9o1", "vpc-bp1go9qvmj78j4f4cabcd")),
        ("saved/instance.json", SAVED),
        ("saved/cut-off.json", SAVED.trim_end().trim_end_matches('}')),
    ]);
    let check = |instance: &[&str]| {
        folder.run(
            &[&["check", "--format", "concise", "--select", "bind-vpcs-overwritten"], instance, &["bind.json"]]
                .concat(),
        )
    };
    assert_eq!(check(&[]).stdout, "");
    let done = check(&["--instance", "saved/instance.json"]);
    assert!(done.stdout.contains("warning: `BindVpcs` leaves out VPC `vpc-bp1q2w3e4r5t6y7u8i9o1`"), "{done:?}");
    for (instance, problem) in [
        ("bind.json", "bind.json: the file does not hold a GetKmsInstance response"),
        ("saved/cut-off.json", "saved/cut-off.json: the object is not closed"),
    ] {
        let done = check(&["--instance", instance]);
        assert_eq!(done.code, 2, "{done:?}");
        assert!(done.stderr.contains(problem), "{done:?}");
    }
}

#[test]
fn of_several_saved_instances_the_nearest_one_above_counts() {
    let other = SAVED.replace("vpc-bp1q2w3e4r5t6y7u8i9o1", "vpc-bp1go9qvmj78j4f4cabcd");
    let folder = Folder::new(&[
        ("prod/requests/bind.json", WARNING),
        ("prod/saved.json", SAVED),
        ("stage/bind.json", WARNING),
        ("stage/saved.json", &other),
        ("both/bind.json", WARNING),
        ("both/one.json", SAVED),
        ("both/two.json", &other),
    ]);
    let found = folder.findings(&["--select", "bind-vpcs-overwritten"]);
    assert_eq!(found, ["prod/requests/bind.json:4 bind-vpcs-overwritten"]);
    let done = folder.run(&["check", "both/bind.json"]);
    assert!(done.stderr.contains("several saved responses about `kst-hzz662b622eksoqrb3nhu` differ"), "{done:?}");
}

#[test]
fn lists_of_rules_may_have_blanks() {
    assert_eq!(samples().findings(&["--select", "alias-default-suffix, alias-literal-prefix"]).len(), 2);
}

#[test]
fn what_stays_undecided_is_said_on_request() {
    let text = QUOTA.replace("  default = 9\n", "");
    let folder = Folder::new(&[("main.tf", &text)]);
    assert_eq!(folder.run(&["check"]).stdout, "no findings: 1 resource in 1 file\n");
    let done = folder.run(&["check", "-v"]);
    let expected = "main.tf:7:18: undecided: vpc_num of alicloud_kms_instance.main: var.quota has no value \
                    [argument-ignored, value-out-of-range, vpc-quota-exceeded, vpc-quota-excludes-resident-vpc]\n";
    assert!(done.code == 0 && done.stdout.contains(expected), "{done:?}");
}

#[test]
fn a_named_file_that_is_not_looked_at_is_a_note() {
    let folder = Folder::new(&[
        ("notes.txt", ERROR),
        ("good.json", GOOD),
        ("package.json", "{}"),
        ("row.json", "{\"key_id\": \"4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f\", \"key_alias\": null}"),
        ("cut.json", "{\"name\": "),
        ("old/error.json", ERROR),
        (".kmslint.yaml", "exclude: [old/**]\n"),
    ]);
    let done =
        folder.run(&["check", "notes.txt", "good.json", "package.json", "row.json", "cut.json", "old/error.json"]);
    let clean = "no findings: 1 resource in 4 files\n";
    assert_eq!((done.code, done.stdout.as_str()), (0, clean), "a hook is given many files");
    for expected in [
        "note: notes.txt: not checked, because its name does not say what it is\n",
        "note: package.json, row.json: not checked, because nothing in it is recognised\n",
        "note: cut.json: not checked, because nothing in it is recognised, and it cannot be read: ",
        "note: old/error.json: not checked, because the configuration excludes it\n",
    ] {
        assert!(done.stderr.contains(expected), "{expected} {done:?}");
    }
    assert_eq!(folder.run(&["check", "-q", "notes.txt"]).stderr, "");
}

#[test]
fn notes_of_one_kind_are_one_line() {
    let folder = Folder::new(
        &["a", "b", "c", "d", "e"]
            .map(|name| (name, "{}"))
            .map(|(name, text)| (&*Box::leak(format!("{name}.json").into_boxed_str()), text)),
    );
    let done = folder.run(&["check", "a.json", "b.json", "c.json", "d.json", "e.json"]);
    let expected = "note: a.json, b.json, c.json and 2 more files: not checked, because nothing in it is recognised\n";
    assert_eq!(done.stderr, expected);
}

#[test]
fn a_pattern_that_matches_nothing_is_a_note() {
    let folder = Folder::new(&[("good.json", GOOD)]);
    folder.write(".kmslint.yaml", "exclude: [vendored/**]\ndocuments: [{files: [x/*.json], kind: otc/create-key}]\n");
    let done = folder.run(&["check"]);
    for expected in
        ["`exclude`: `vendored/**` does not match any file", "`documents`: `x/*.json` does not match any file"]
    {
        assert!(done.stderr.contains(expected), "{expected} {done:?}");
    }
    assert_eq!(folder.run(&["check", "good.json"]).stderr, "", "a part of the folder cannot tell");
}

#[cfg(unix)]
#[test]
fn what_the_disk_refuses_is_said() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new(&[("good.json", GOOD)]);
    // A link to itself can be opened by nobody, whoever runs the test.
    symlink("loop.json", folder.path().join("loop.json")).unwrap();
    let done = folder.run(&["check", "loop.json"]);
    assert!(done.code != 0 && (done.stdout + &done.stderr).contains("loop.json"));
}

#[test]
fn findings_come_by_path_place_and_rule() {
    let text = QUOTA.replace("default = 9", "default = 0") + "\n" + ALIASES;
    let folder = Folder::new(&[("b.tf", &text), ("a.json", ERROR)]);
    let report: serde_json::Value = serde_json::from_str(&folder.run(&["check", "--format", "json"]).stdout).unwrap();
    let key = |finding: &serde_json::Value| {
        let offset = finding["span"]["start"]["offset"].as_u64().unwrap();
        (finding["path"].to_string(), offset, finding["rule"].to_string())
    };
    let keys: Vec<_> = report["findings"].as_array().unwrap().iter().map(key).collect();
    assert!(keys.len() > 3 && keys.is_sorted(), "{keys:#?}");
}

/// Two rules at the same place.
const ALIASES: &str = "resource \"alicloud_kms_alias\" \"a\" {\n  alias_name = \"a.b\"\n  key_id     = \"0e478b7a-4262-4802-b8cb-00d3fb405678\"\n}\n";

#[test]
fn a_scenario_is_one_of_the_configuration_that_counts() {
    let folder = Folder::new(&[
        ("live/main.tf", QUOTA),
        ("live/.kmslint.yaml", "terraform: { scenarios: { dev: {}, prod: { variables: { quota: 1 } } } }\n"),
    ]);
    let arguments = |scenario| ["--select", "vpc-quota-exceeded", "--scenario", scenario, "live"];
    assert_eq!(folder.findings(&arguments("prod")), ["live/main.tf:8 vpc-quota-exceeded"]);
    assert!(folder.findings(&arguments("dev")).is_empty());
    let refused = folder.run(&["check", "--scenario", "test", "live"]);
    assert_eq!(refused.code, 2);
    let known = "there is no scenario called `test`; live/.kmslint.yaml has `dev`, `prod`";
    assert!(refused.stderr.contains(known), "{refused:?}");
}

#[test]
fn what_cannot_be_used_elsewhere_is_a_note() {
    let folder = Folder::new(&[
        ("app/bind.json", WARNING),
        ("app/main.tf", "resource \"alicloud_kms_key\" \"a\" {\n  pending_window_in_days = 7\n}\n"),
        ("other/main.tf", "resource \"alicloud_kms_key\" \"b\" {\n  pending_window_in_days = 7\n}\n"),
        ("other/.kmslint.yaml", "rulez: {}\n"),
    ]);
    let done = folder.run(&["check", "app"]);
    assert_eq!(done.code, 1, "{done:?}");
    assert!(
        done.stderr.contains("the configuration of other cannot be used, so what is in it is left out"),
        "{done:?}"
    );
    assert_eq!(folder.run(&["check", "other"]).code, 2, "where it was asked for it ends the run");
    assert_eq!(folder.run(&["check"]).code, 2);
}
