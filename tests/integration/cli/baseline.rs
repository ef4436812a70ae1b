//! Findings that were there before.

use super::{ERROR, Folder, GOOD, INFO, samples};

#[test]
fn only_what_is_new_is_reported() {
    let folder = samples();
    let done = folder.run(&["check", "--baseline", "base.json", "--write-baseline"]);
    assert_eq!((done.code, done.stdout.as_str()), (0, "wrote 3 findings to base.json\n"));
    let done = folder.run(&["check", "--baseline", "base.json", "-v"]);
    assert_eq!((done.code, done.stdout.as_str()), (0, "no findings: 4 resources in 5 files; 3 in the baseline\n"));
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

#[test]
fn a_baseline_holds_wherever_the_run_is_started() {
    let folder = Folder::new(&[("live/prod/error.json", ERROR), ("live/info.json", INFO)]);
    let done = folder.run(&["check", "--baseline", "ci/base.json", "--write-baseline", "live"]);
    assert_eq!(done.code, 2, "its folder is not made: {done:?}");
    folder.write("ci/readme", "");
    folder.run(&["check", "--baseline", "ci/base.json", "--write-baseline", "live"]);
    let written: serde_json::Value = serde_json::from_str(&folder.read("ci/base.json")).unwrap();
    assert_eq!(written["findings"][0]["path"], "../live/info.json");
    let base = folder.path().join("ci/base.json").display().to_string();
    let file = folder.path().join("live/prod/error.json").display().to_string();
    for (below, baseline, path) in [
        ("", "ci/base.json", "."),
        ("live", "../ci/base.json", "."),
        ("live/prod", "../../ci/base.json", "error.json"),
        ("live/prod", base.as_str(), file.as_str()),
        ("ci", "base.json", "../live"),
    ] {
        let done = folder.run_in(below, &["check", "-v", "--baseline", baseline, path], "", &[]);
        assert_eq!(done.code, 0, "from {below}: {done:?}");
        assert!(done.stdout.contains("in the baseline") && !done.stdout.contains("stale"), "from {below}: {done:?}");
    }
    folder.write("live/prod/error.json", GOOD);
    let done = folder.run_in("live", &["check", "-v", "--baseline", "../ci/base.json", "prod"], "", &[]);
    assert!(done.stdout.contains("stale alias-default-suffix in prod/error.json: "), "{done:?}");
    assert!(!done.stdout.contains("info.json"), "what was not looked at is not stale: {done:?}");
}

#[cfg(unix)]
#[test]
fn a_baseline_takes_the_place_of_the_last_one() {
    use std::os::unix::fs::PermissionsExt;
    let folder = samples();
    let path = folder.path().join("base.json");
    folder.write("base.json", "old");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    let last = std::fs::File::open(&path).unwrap();
    assert_eq!(folder.run(&["check", "--baseline", "base.json", "--write-baseline"]).code, 0);
    assert_eq!(std::io::read_to_string(last).unwrap(), "old", "no reader sees a part of the new one");
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(folder.run(&["check", "--baseline", "base.json"]).code, 0);
}

#[test]
fn what_is_gone_with_its_file_is_stale() {
    let folder = samples();
    folder.run(&["check", "--baseline", "base.json", "--write-baseline"]);
    std::fs::remove_file(folder.path().join("error.json")).unwrap();
    let done = folder.run(&["check", "--baseline", "base.json", "-v"]);
    assert!(done.stdout.contains("stale alias-default-suffix in error.json"), "{done:?}");
}
