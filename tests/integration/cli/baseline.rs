//! Findings that were there before.

use super::{ERROR, GOOD, samples};

#[test]
fn only_what_is_new_is_reported() {
    let folder = samples();
    let done = folder.run(&["check", "--baseline", "base.json", "--write-baseline"]);
    assert_eq!((done.code, done.stdout.as_str()), (0, "wrote 3 findings to base.json\n"));
    let done = folder.run(&["check", "--baseline", "base.json", "-v"]);
    assert_eq!((done.code, done.stdout.as_str()), (0, "no findings in 5 files; 3 in the baseline\n"));
    folder.write("error.json", &format!("\n\n{ERROR}"));
    assert_eq!(folder.run(&["check", "--baseline", "base.json"]).code, 0, "moved lines are not new");
    folder.write("new.json", ERROR);
    assert_eq!(folder.findings(&["--baseline", "base.json"]), ["new.json:3 alias-default-suffix"]);
}

#[test]
fn what_is_gone_is_said_on_request() {
    let folder = samples();
    folder.run(&["check", "--baseline", "base.json", "--write-baseline"]);
    folder.write("error.json", GOOD);
    let stale = "base.json: stale alias-default-suffix in error.json: ";
    assert!(folder.run(&["check", "--baseline", "base.json", "-v"]).stdout.contains(stale));
    let elsewhere = folder.run(&["check", "--baseline", "base.json", "-v", "bind.json"]);
    assert!(!elsewhere.stdout.contains("stale"), "{}", elsewhere.stdout);
}

#[test]
fn what_is_in_the_baseline_is_not_fixed() {
    let folder = samples();
    folder.run(&["check", "--baseline", "base.json", "--write-baseline"]);
    let before = folder.read("bind.json");
    folder.run(&["check", "--baseline", "base.json", "--fix"]);
    assert_eq!(folder.read("bind.json"), before);
}

#[test]
fn a_file_that_is_no_baseline_is_refused() {
    let folder = samples();
    let done = folder.run(&["check", "--baseline", "good.json"]);
    assert_eq!(done.code, 2);
    assert!(done.stderr.contains("the baseline good.json cannot be used"), "{}", done.stderr);
}
