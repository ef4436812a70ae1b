//! Fixes that are shown, and fixes that are made.

use super::{ERROR, Folder, WARNING, samples};

#[test]
fn a_fix_is_made_and_looked_at_again() {
    let folder = samples();
    let clean = "no findings: 1 resource in 1 file\n";
    let fixed = &*format!("fixed 1 finding in 1 file\n{clean}");
    let done = folder.run(&["check", "--fix", "bind.json"]);
    assert_eq!((done.code, done.stdout.as_str()), (0, fixed), "{done:?}");
    assert_eq!(folder.read("bind.json"), WARNING.replace("RegionID", "RegionId"));
    assert_eq!(folder.run(&["check", "bind.json"]).code, 0);
    let again = folder.run(&["check", "--fix", "bind.json"]);
    assert_eq!((again.code, again.stdout.as_str()), (0, clean), "a second run changes nothing");
}

#[test]
fn a_diff_changes_nothing() {
    let folder = samples();
    for arguments in [&["check", "--diff", "bind.json"][..], &["check", "--fix", "--diff", "bind.json"]] {
        let done = folder.run(arguments);
        assert_eq!((done.code, done.stderr.as_str()), (1, "would fix 1 finding in 1 file\n"));
        assert!(done.stdout.starts_with("--- a/bind.json\n+++ b/bind.json\n@@ "), "{}", done.stdout);
        assert_eq!(done.stdout.lines().filter(|line| line.starts_with('-')).count(), 2);
        assert_eq!(folder.read("bind.json"), WARNING);
    }
}

#[test]
fn a_diff_leaves_the_report_to_a_file() {
    let folder = samples();
    let done = folder.run(&["check", "--diff", "--format", "json", "--output", "report.json"]);
    assert!(done.stdout.starts_with("--- a/bind.json"));
    assert!(folder.read("report.json").contains("alias-default-suffix"));
}

#[test]
fn standard_input_is_fixed_to_standard_output() {
    let folder = Folder::new(&[]);
    let run = |more: &[&str], input: &str| {
        folder.run_with(&[&["check", "--stdin-filename", "bind.json", "-"], more].concat(), input, &[])
    };
    let done = run(&["--diff"], WARNING);
    assert!(done.stdout.starts_with("--- a/bind.json\n") && done.stdout.contains("+  \"BindVpcs\""), "{done:?}");
    let done = run(&["--fix"], WARNING);
    assert_eq!((done.code, done.stdout, done.stderr), (0, WARNING.replace("RegionID", "RegionId"), String::new()));
    let done = run(&["--fix"], ERROR);
    assert_eq!((done.code, done.stdout.as_str()), (1, ERROR), "what cannot be fixed comes out as it went in");
    assert!(done.stderr.contains("error[alias-default-suffix]"), "{done:?}");
    assert_eq!(run(&["--fix", "--format", "json"], WARNING).code, 2, "two texts cannot share standard output");
    let done = run(&["--fix", "--format", "json", "--output", "report.json"], ERROR);
    assert_eq!((done.code, done.stdout.as_str()), (1, ERROR));
    assert!(!folder.path().join("bind.json").exists());
}

#[test]
fn beside_standard_input_no_file_is_changed() {
    let alias = "resource \"alicloud_kms_alias\" \"a\" {\n  alias_name = \"a\"\n  key_id     = \"0e478b7a-4262-4802-b8cb-00d3fb405678\"\n}\n";
    let folder = Folder::new(&[("main.tf", alias), ("other.tf", &alias.replace("\"a\"", "\"b\""))]);
    let before = folder.read("other.tf");
    let arguments = ["check", "--fix", "--stdin-filename", "main.tf", "-"];
    let done = folder.run_with(&arguments, alias, &[]);
    assert_eq!(done.stdout, alias.replace("= \"a\"", "= \"alias/a\""));
    assert_eq!((folder.read("main.tf"), folder.read("other.tf")), (alias.to_owned(), before));
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let folder = samples();
    let path = folder.path().join("bind.json");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o444)).unwrap();
    let done = folder.run(&["check", "--fix", "bind.json"]);
    assert_eq!((done.code, done.stderr.as_str()), (2, "error: bind.json was not fixed: it is read-only\n"), "{done:?}");
    assert_eq!(folder.read("bind.json"), WARNING);
}

#[cfg(unix)]
#[test]
fn a_file_with_two_names_is_fixed_once() {
    let folder = samples();
    std::os::unix::fs::symlink("bind.json", folder.path().join("link.json")).unwrap();
    let absolute = folder.path().join("bind.json").display().to_string();
    let done = folder.run(&["check", "--fix", "bind.json", "./bind.json", "link.json", &absolute]);
    assert_eq!((done.code, done.stderr.as_str()), (0, ""), "{done:?}");
    assert_eq!(folder.read("bind.json"), WARNING.replace("RegionID", "RegionId"));
    assert!(folder.path().join("link.json").is_symlink());
}

#[test]
fn fixes_that_undo_each_other_end_with_an_explanation() {
    let table = |rule: &str, good: &str, bad: &str| {
        format!(
            "kind: alibaba/kms_key\nrule: {rule}\nseverity: warning\ncompared: 2026-11-21\nfields:\n  \
             origin: {{ values: [{good}], mistakes: {{ {bad}: {good} }} }}\n"
        )
    };
    let key = "resource \"alicloud_kms_key\" \"a\" {\n  description            = \"a\"\n  origin                 = \"Aliyun_KMS\"\n  pending_window_in_days = 30\n}\n";
    let folder = Folder::new(&[
        ("main.tf", key),
        ("policies/one.yaml", &table("our-one", "Aliyun_KMS", "EXTERNAL")),
        ("policies/two.yaml", &table("our-two", "EXTERNAL", "Aliyun_KMS")),
        (".kmslint.yaml", "tables: [\"policies/*.yaml\"]\n"),
    ]);
    let done = folder.run(&["check", "--fix"]);
    let note = "fixing stopped after 10 rounds: `our-two` would still change main.tf";
    assert!(done.code == 1 && done.stdout.contains(note), "{done:?}");
}

/// A folder whose team wants `a"b`, which in quotes would break a file, beside an alias that can be fixed.
fn with_a_fix_that_breaks() -> Folder {
    let table = "kind: alibaba/kms_key\nrule: our-origin\nseverity: warning\ncompared: 2026-11-21\nfields:\n  \
                 origin: { values: ['a\"b'], mistakes: { EXTERNAL: 'a\"b' } }\n";
    let main = "resource \"alicloud_kms_key\" \"a\" {\n  description            = \"a\"\n  origin                 = \"EXTERNAL\"\n  \
                pending_window_in_days = 30\n}\n\nresource \"alicloud_kms_alias\" \"a\" {\n  alias_name = \"a\"\n  key_id     = \
                alicloud_kms_key.a.id\n}\n";
    Folder::new(&[("main.tf", main), ("our.yaml", table), (".kmslint.yaml", "tables: [our.yaml]\n")])
}

#[test]
fn one_bad_fix_does_not_keep_the_other_fixes_of_its_file() {
    let folder = with_a_fix_that_breaks();
    let before = folder.read("main.tf");
    let done = folder.run(&["check", "--fix", "main.tf"]);
    let notes = "the fix for `our-origin` at main.tf:3:28 was not made: it would break the syntax of the file\n\
                 fixed 1 finding in 1 file\n";
    assert!(done.code == 1 && done.stdout.contains(notes), "{done:?}");
    assert_eq!(folder.read("main.tf"), before.replace("= \"a\"\n  key_id", "= \"alias/a\"\n  key_id"));
}

#[test]
fn a_fix_is_not_made_where_it_breaks_a_file_although_that_would_not_be_reported() {
    let folder = with_a_fix_that_breaks();
    let before = folder.read("main.tf");
    folder.run(&["check", "--fix", "--select", "our-origin", "--ignore", "syntax-error", "main.tf"]);
    assert_eq!(folder.read("main.tf"), before);
}

#[test]
fn a_diff_says_where_no_line_end_is() {
    let folder = Folder::new(&[("bind.json", WARNING.trim_end())]);
    let done = folder.run(&["check", "--diff"]);
    let removed = WARNING.lines().nth(3).unwrap();
    let added = removed.replace("RegionID", "RegionId");
    let [one, two, three, _, five] = WARNING.lines().collect::<Vec<_>>().try_into().unwrap();
    assert_eq!(
        done.stdout,
        format!(
            "--- a/bind.json\n+++ b/bind.json\n@@ -1,5 +1,5 @@\n {one}\n {two}\n {three}\n-{removed}\n+{added}\n {five}\n\\ No newline at end of file\n"
        )
    );
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_not_followed() {
    let outside = samples();
    let folder = Folder::new(&[]);
    std::os::unix::fs::symlink(outside.path().join("bind.json"), folder.path().join("bind.json")).unwrap();
    let done = folder.run(&["check", "--fix", "bind.json"]);
    assert_eq!(done.code, 2, "{done:?}");
    assert!(done.stderr.contains("bind.json was not fixed: it leads through a symbolic link"), "{}", done.stderr);
    assert_eq!(outside.read("bind.json"), WARNING);
}

#[cfg(unix)]
#[test]
fn the_mode_of_a_file_stays() {
    use std::os::unix::fs::PermissionsExt;
    let folder = samples();
    let path = folder.path().join("bind.json");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    folder.run(&["check", "--fix", "bind.json"]);
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
}

#[cfg(unix)]
#[test]
fn a_signal_leaves_every_file_whole_and_none_beside_them() {
    use rustix::process::{Pid, Signal, kill_process};
    use std::os::unix::process::ExitStatusExt;
    let folder = Folder::new(&[]);
    let names: Vec<String> = (0..100).map(|number| format!("{number}.json")).collect();
    names.iter().for_each(|name| folder.write(name, WARNING));
    let mut child = folder.command(&["check", "--fix"]).spawn().unwrap();
    while child.try_wait().unwrap().is_none() && folder.read("0.json") == WARNING {}
    // A child that has ended already cannot be reached.
    let _ = kill_process(Pid::from_child(&child), Signal::TERM);
    let status = child.wait().unwrap();
    assert!(status.signal() == Some(Signal::TERM.as_raw()) || status.code() == Some(0), "{status:?}");
    let fixed = WARNING.replace("RegionID", "RegionId");
    assert!(names.iter().all(|name| [WARNING, &fixed].contains(&folder.read(name).as_str())));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), names.len());
}

#[cfg(unix)]
#[test]
fn a_file_with_hard_links_is_left() {
    let folder = samples();
    std::fs::hard_link(folder.path().join("bind.json"), folder.path().join("same.json")).unwrap();
    let done = folder.run(&["check", "--fix", "bind.json"]);
    let message = "error: bind.json was not fixed: it has 2 hard links, and a new file would take the place of one\n";
    assert_eq!((done.code, done.stderr.as_str()), (2, message));
    assert_eq!([folder.read("bind.json"), folder.read("same.json")], [WARNING, WARNING]);
}

#[test]
fn unsafe_fixes_are_made_on_request() {
    let folder = samples();
    assert_eq!(folder.run(&["check", "--fix", "info.json"]).code, 0);
    assert_eq!(folder.read("info.json"), super::INFO, "an unsafe fix is not made without being asked for");
    folder.run(&["check", "--fix", "--unsafe-fixes", "info.json"]);
    assert_eq!(folder.read("info.json"), super::INFO.replace("alias/team", "team"));
}

#[cfg(unix)]
#[test]
fn a_disk_that_is_full_leaves_every_file_whole_and_none_beside_them() {
    let folder = Folder::new(&[("bind.json", WARNING), ("other/bind.json", WARNING)]);
    // A file that may have no bytes is what a full disk has room for.
    let script = format!("trap '' XFSZ; ulimit -f 0; exec {} check --fix", env!("CARGO_BIN_EXE_kmslint"));
    let output = std::process::Command::new("sh").args(["-c", &script]).current_dir(folder.path()).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert_eq!(said.matches("was not fixed: ").count(), 2, "{said}");
    assert_eq!([folder.read("bind.json"), folder.read("other/bind.json")], [WARNING, WARNING]);
    let names = |below: &str| std::fs::read_dir(folder.path().join(below)).unwrap().count();
    assert_eq!((names(""), names("other")), (2, 1));
}

#[test]
fn two_runs_at_once_leave_what_one_leaves() {
    let names: Vec<String> = (0..40).map(|number| format!("{number}/bind.json")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), WARNING)).collect();
    let alone = Folder::new(&files[..1]);
    alone.run(&["check", "--fix"]);
    let folder = Folder::new(&files);
    let runs: Vec<_> = (0..2).map(|_| folder.command(&["check", "--fix"]).spawn().unwrap()).collect();
    for run in runs {
        let output = run.wait_with_output().unwrap();
        // Who comes second finds files that have changed since it read them, and says so.
        assert!(matches!(output.status.code(), Some(0..=2)), "{output:?}");
    }
    for name in &names {
        assert_eq!(folder.read(name), alone.read("0/bind.json"), "{name}");
        assert_eq!(std::fs::read_dir(folder.path().join(name).parent().unwrap()).unwrap().count(), 1, "{name}");
    }
}

/// A module whose key needs its rotation interval in one of two calls.
fn with_a_shared_line() -> Folder {
    let call =
        |rotation: &str| format!("module \"key\" {{\n  source   = \"../key\"\n  rotation = \"{rotation}\"\n}}\n");
    let key = "variable \"rotation\" {}\n\nresource \"alicloud_kms_key\" \"a\" {\n  automatic_rotation     = var.rotation\n  \
               rotation_interval      = \"365d\"\n  pending_window_in_days = 7\n}\n";
    Folder::new(&[("key/main.tf", key), ("dev/main.tf", &call("Disabled")), ("prod/main.tf", &call("Enabled"))])
}

#[test]
fn a_line_that_several_callers_share_is_changed_where_the_finding_is_true_for_all() {
    let folder = with_a_shared_line();
    let would_fix = |path: &str| folder.run(&["check", "--diff", path]).stderr;
    assert_eq!(folder.findings(&["--select", "argument-ignored"]), ["key/main.tf:5 argument-ignored"]);
    assert_eq!(would_fix("."), "would fix 0 findings in 0 files\n", "prod needs it");
    assert_eq!(would_fix("key"), "would fix 0 findings in 0 files\n", "who calls it is looked for");
    folder.write("prod/main.tf", &folder.read("dev/main.tf"));
    assert_eq!(would_fix("."), "would fix 1 finding in 1 file\n");
    assert_eq!(would_fix("key"), "would fix 1 finding in 1 file\n");
}

#[test]
fn a_file_that_was_not_asked_for_is_not_changed() {
    let folder = with_a_shared_line();
    assert_eq!(folder.findings(&["--select", "argument-ignored", "dev"]), ["key/main.tf:5 argument-ignored"]);
    let before = folder.read("key/main.tf");
    folder.run(&["check", "--fix", "dev"]);
    assert_eq!(folder.read("key/main.tf"), before);
}
