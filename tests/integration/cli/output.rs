//! How findings are written, and where.

use super::{ERROR, Folder, samples};

#[test]
fn people_see_the_source_and_a_summary() {
    let done = samples().run(&["check"]);
    assert_eq!(done.stderr, "");
    for part in ["error[alias-default-suffix]", "[error.json:3:16]", "\"key_alias\": \"team/default\""] {
        assert!(done.stdout.contains(part), "{part} is not in\n{}", done.stdout);
    }
    assert!(
        done.stdout.ends_with(
            "\n1 error, 1 warning, 1 info in 4 files; 1 fixable with --fix, 1 more with --unsafe-fixes\n\
                        `kmslint explain RULE` says why, with sources and examples\n"
        ),
        "{}",
        done.stdout
    );
    let hint = "`kmslint explain alias-default-suffix` says why, with sources and examples\n";
    assert!(samples().run(&["check", "error.json"]).stdout.ends_with(hint));
}

#[test]
fn nothing_to_report_is_said_also_in_a_pipe() {
    let folder = samples();
    let clean = "no findings: 1 resource in 1 file\n";
    assert_eq!(folder.run(&["check", "good.json"]).stdout, clean);
    assert_eq!(folder.run(&["check", "--format", "concise", "good.json"]).stdout, "", "a finding is a line there");
    assert_eq!(folder.run(&["check", "-q", "good.json"]).stdout, "");
    assert_eq!(folder.run(&["check", "--quiet", "good.json"]).stdout, "");
    for option in ["-v", "--verbose"] {
        assert_eq!(folder.run(&["check", option, "good.json"]).stdout, clean);
    }
}

#[test]
fn the_names_of_rules_are_links_where_the_terminal_follows_them() {
    let shown = |arguments: &[&str], variables: &[(&str, &str)]| samples().run_with(arguments, "", variables).stdout;
    let link = "error[\u{1b}]8;;https://";
    assert!(shown(&["check"], &[("FORCE_HYPERLINK", "1")]).contains(link));
    assert!(!shown(&["check"], &[]).contains('\u{1b}'), "a pipe follows none");
    assert!(!shown(&["check", "--color", "never"], &[("FORCE_HYPERLINK", "1")]).contains('\u{1b}'));
    assert!(!shown(&["check"], &[("FORCE_HYPERLINK", "0"), ("TERM_PROGRAM", "vscode")]).contains('\u{1b}'));
}

#[test]
fn quiet_prints_nothing_but_findings() {
    let done = samples().run(&["check", "-q"]);
    assert!(done.stdout.contains("alias-default-suffix") && !done.stdout.contains(" in 4 files"), "{}", done.stdout);
}

#[test]
fn concise_is_one_line_for_each_finding() {
    let done = samples().run(&["check", "--format", "concise"]);
    let places: Vec<_> = done.stdout.lines().map(|line| line.split_once(' ').unwrap().0).collect();
    assert_eq!(places, ["bind.json:4:102:", "error.json:3:16:", "info.json:3:16:"]);
}

#[test]
fn json_is_one_object() {
    let done = samples().run(&["check", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
    assert_eq!(report["schema_version"], 1);
    assert_eq!(report["summary"]["files"], 4);
    assert_eq!(done.stderr, "");
}

#[test]
fn a_file_takes_the_report_and_people_read_theirs() {
    let folder = samples();
    let done = folder.run(&["check", "--format", "json", "--output", "report.json"]);
    assert_eq!(done.code, 1);
    assert!(done.stdout.contains("error[alias-default-suffix]") && done.stdout.contains(" in 4 files"));
    let report: serde_json::Value = serde_json::from_str(&folder.read("report.json")).unwrap();
    assert_eq!(report["findings"].as_array().unwrap().len(), 3);
}

#[cfg(unix)]
#[test]
fn a_report_takes_the_place_of_the_last_one() {
    let folder = samples();
    std::fs::create_dir(folder.path().join("reports")).unwrap();
    folder.write("reports/last.json", "old");
    std::os::unix::fs::symlink("reports/last.json", folder.path().join("report")).unwrap();
    let last = std::fs::File::open(folder.path().join("report")).unwrap();
    folder.run(&["check", "--format", "json", "--output", "report", "error.json"]);
    assert_eq!(std::io::read_to_string(last).unwrap(), "old", "no reader sees a part of the new one");
    assert!(folder.read("reports/last.json").contains("alias-default-suffix"));
    assert!(folder.path().join("report").is_symlink());
}

#[cfg(target_os = "linux")]
#[test]
fn a_report_can_go_to_a_stream() {
    let folder = samples();
    let done = folder.run(&["check", "--format", "json", "--output", "/dev/stderr", "error.json"]);
    assert!(done.stderr.starts_with("{\n  \"schema_version\": 1"), "{done:?}");
}

#[test]
fn a_report_that_cannot_be_written_is_said() {
    let folder = samples();
    let done = folder.run(&["check", "--output", "no/report.txt", "error.json"]);
    assert!(done.code == 2 && done.stderr.starts_with("error: no/report.txt cannot be written: "), "{done:?}");
}

#[test]
fn statistics_count_the_rules() {
    let folder = samples();
    folder.write("again.json", ERROR);
    let done = folder.run(&["check", "--format", "concise", "--statistics"]);
    let expected =
        "2  alias-default-suffix\n1  alias-literal-prefix (1 fixable)\n1  bind-vpcs-unknown-member (1 fixable)\n";
    assert!(done.stdout.contains(expected), "{}", done.stdout);
    let done = folder.run(&["check", "--format", "json", "--statistics"]);
    assert!(done.stderr.contains(expected), "beside a report for programs: {}", done.stderr);
}

#[test]
fn colour_follows_the_option_and_the_environment() {
    let folder = samples();
    let has_colour = |arguments: &[&str], variables: &[(&str, &str)]| {
        folder.run_with(&[&["check"], arguments].concat(), "", variables).stdout.contains('\u{1b}')
    };
    assert!(!has_colour(&[], &[]), "a pipe has none");
    assert!(has_colour(&["--color", "always"], &[]));
    assert!(has_colour(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(has_colour(&[], &[("FORCE_COLOR", "1")]));
    assert!(!has_colour(&[], &[("FORCE_COLOR", "1"), ("NO_COLOR", "1")]));
    assert!(!has_colour(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(has_colour(&["--color", "always"], &[("NO_COLOR", "1")]));
}

#[cfg(unix)]
#[test]
fn the_locale_decides_about_the_letters() {
    let folder = samples();
    let is_ascii = |variables: &[(&str, &str)]| folder.run_with(&["check"], "", variables).stdout.is_ascii();
    assert!(!is_ascii(&[]));
    assert!(is_ascii(&[("LC_ALL", "C")]));
}

#[test]
fn lines_fit_the_width() {
    let folder = samples();
    for width in ["40", "80", "200"] {
        let done = folder.run_with(&["check", "-q"], "", &[("COLUMNS", width)]);
        let widest = done.stdout.lines().map(|line| line.chars().count()).max();
        assert!(widest <= width.parse().ok(), "{width}:\n{}", done.stdout);
    }
}

#[test]
fn programs_have_their_own_formats() {
    let folder = samples();
    let report = |format: &str| folder.run(&["check", "--format", format]).stdout;
    let sarif: serde_json::Value = serde_json::from_str(&report("sarif")).unwrap();
    let run = &sarif["runs"][0];
    assert_eq!(run["results"].as_array().unwrap().len(), 3);
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
    }
    let gitlab: serde_json::Value = serde_json::from_str(&report("gitlab")).unwrap();
    assert_eq!(gitlab.as_array().unwrap().len(), 3);
    let github = report("github");
    let commands: Vec<_> = github.lines().map(|line| line.split_once(' ').unwrap().0).collect();
    assert_eq!(commands, ["::warning", "::error", "::notice"]);
    assert!(report("junit").contains("<testsuites name=\"kmslint\" tests=\"3\" failures=\"3\">"));
    let rdjson: serde_json::Value = serde_json::from_str(&report("rdjson")).unwrap();
    assert_eq!(rdjson["diagnostics"].as_array().unwrap().len(), 3);
    assert_eq!(report("markdown").lines().filter(|line| line.starts_with("| :")).count(), 3);
}

#[test]
fn further_reports_of_a_run_go_to_files() {
    let folder = samples();
    let reports = ["--report", "sarif=out.sarif", "--report", "junit=out.xml"];
    let done = folder.run(&[&["check", "--format", "concise"], &reports[..]].concat());
    assert_eq!(done.stdout, folder.run(&["check", "--format", "concise"]).stdout, "the report itself stays the same");
    assert!(
        folder.read("out.sarif").contains("\"version\": \"2.1.0\"") && folder.read("out.xml").contains("<testsuites")
    );
    for (wrong, message) in [
        ("--report=out.sarif", "it is written as a format and a file: sarif=kmslint.sarif"),
        ("--report=xml=out.xml", "`xml` is not a format: write human, concise, json, sarif"),
        ("--report=json=", "the file is missing after `json=`"),
    ] {
        let done = folder.run(&["check", wrong]);
        assert!(done.code == 2 && done.stderr.contains(message), "{done:?}");
    }
    let done = folder.run(&["check", "--report=json=a", "--report=sarif=a"]);
    assert!(done.code == 2 && done.stderr.contains("a: two reports cannot be written to one file"), "{done:?}");
}

#[test]
fn rules_are_chosen_by_patterns() {
    let folder = samples();
    let done = folder.run(&["check", "--format", "concise", "--select", "alias-*"]);
    assert!(!done.stdout.is_empty() && done.stdout.lines().all(|line| line.contains("[alias-")), "{done:?}");
    let done = folder.run(&["check", "--format", "concise", "--ignore", "*"]);
    assert_eq!((done.code, &*done.stdout), (0, ""));
    let done = folder.run(&["check", "--select", "aliases-*"]);
    assert!(done.code == 2 && done.stderr.contains("there is no rule called `aliases-*`"), "{done:?}");
}

#[test]
fn a_report_for_programs_comes_also_when_nothing_is_found() {
    let folder = samples();
    for format in ["json", "sarif", "gitlab", "junit", "rdjson", "markdown"] {
        let done = folder.run(&["check", "--format", format, "good.json"]);
        assert_eq!(done.code, 0);
        assert!(!done.stdout.is_empty(), "{format}");
    }
}

/// What the system refuses costs itself: the rest is reported, and the exit code says that something is missing.
#[cfg(unix)]
#[test]
fn what_cannot_be_read_costs_itself() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new(&[("error.json", ERROR)]);
    symlink("nowhere.json", folder.path().join("dangling.json")).unwrap();
    symlink("loop.yaml", folder.path().join("loop.yaml")).unwrap();
    let done = folder.run(&["check", "--format", "concise"]);
    assert!(done.code == 1 && done.stdout.starts_with("error.json:3:16: error: "), "{done:?}");
    assert_eq!(done.stderr, "note: dangling.json, loop.yaml: not checked, because the link leads nowhere\n");
    // A module lacks what a broken link was to bring, and Terraform refuses it.
    symlink("gone.tf", folder.path().join("main.tf")).unwrap();
    let done = folder.run(&["check", "--format", "concise"]);
    assert!(done.stdout.contains("main.tf:1:1: error: the file cannot be read: no such file"), "{done:?}");
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_entered_ends_with_two() {
    use std::fs::{Permissions, read_dir, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new(&[("error.json", ERROR), ("closed/other.json", ERROR)]);
    let closed = folder.path().join("closed");
    set_permissions(&closed, Permissions::from_mode(0o000)).unwrap();
    // For the superuser no folder is closed.
    let is_closed = read_dir(&closed).is_err();
    let done = folder.run(&["check", "-q", "--format", "concise"]);
    set_permissions(&closed, Permissions::from_mode(0o755)).unwrap();
    if is_closed {
        assert_eq!((done.code, done.stdout.lines().count()), (2, 1), "{done:?}");
        assert!(done.stderr.contains("error: closed: cannot be read: permission denied"), "{done:?}");
    }
}

#[test]
fn files_of_dot_ignore_are_checked() {
    let folder = Folder::new(&[("error.json", ERROR), (".ignore", "*.json\n")]);
    assert_eq!(folder.run(&["check"]).code, 1);
    folder.write(".git/info/exclude", "*.json\n");
    assert_eq!(folder.run(&["check"]).code, 0);
}

#[cfg(unix)]
#[test]
fn a_reader_that_closes_the_pipe_does_not_change_the_answer() {
    use std::process::{Command, Stdio};
    let folder = Folder::new(&[("error.json", ERROR)]);
    for format in ["human", "json", "concise"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_kmslint"))
            .args(["check", "--format", format])
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        assert_eq!(child.wait().unwrap().code(), Some(1), "{format}");
    }
}
