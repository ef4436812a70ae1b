//! Fixes that are shown, and fixes that are made.

use super::{Folder, WARNING, samples};

#[test]
fn a_fix_is_made_and_looked_at_again() {
    let folder = samples();
    let done = folder.run(&["check", "--fix", "bind.json"]);
    assert_eq!((done.code, done.stdout.as_str()), (0, "fixed 1 finding in 1 file\n"), "{done:?}");
    assert_eq!(folder.read("bind.json"), WARNING.replace("RegionID", "RegionId"));
    assert_eq!(folder.run(&["check", "bind.json"]).code, 0);
    let again = folder.run(&["check", "--fix", "bind.json"]);
    assert_eq!((again.code, again.stdout.as_str()), (0, ""), "a second run changes nothing");
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
fn standard_input_is_shown_fixed_but_not_written() {
    let folder = Folder::new(&[]);
    let arguments = ["check", "--stdin-filename", "bind.json", "-"];
    let done = folder.run_with(&[&arguments[..], &["--diff"]].concat(), WARNING, &[]);
    assert!(done.stdout.contains("+  \"BindVpcs\""), "{}", done.stdout);
    assert_eq!(folder.run_with(&[&arguments[..], &["--fix"]].concat(), WARNING, &[]).code, 2);
    assert!(!folder.path().join("bind.json").exists());
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
