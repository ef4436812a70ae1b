//! The public face of the library: a linter, settings, reports and findings.

use kmslint::{Finding, Linter, Position, Report, Settings, Severity};

const MODULE: &str = "resource \"alicloud_kms_alias\" \"a\" {\n  alias_name = \"orders\"\n  key_id     = \"key-hzz65c3d2b1a0f9e8d7c6\"\n}\n";

fn linter(folder: &tempfile::TempDir, settings: Settings) -> Linter {
    Linter::new(Settings { folder: folder.path().to_path_buf(), ..settings }).unwrap()
}

fn lines(report: &Report) -> Vec<String> {
    report.findings.iter().map(Finding::to_string).collect()
}

#[test]
fn files_and_texts_are_checked_alike() {
    let folder = tempfile::tempdir().unwrap();
    let linter = linter(&folder, Settings::default());
    let of_text = linter.check_text("main.tf", MODULE).unwrap();
    std::fs::write(folder.path().join("main.tf"), MODULE).unwrap();
    let of_file = linter.check(&["main.tf"]).unwrap();
    assert_eq!(of_text.findings, of_file.findings);
    assert_eq!(linter.check(&["."]).unwrap().findings, of_file.findings);
    assert!(lines(&of_file)[0].starts_with("main.tf:2:16: error: "), "{:?}", lines(&of_file));
    let finding = &of_file.findings[0];
    assert_eq!((&*finding.rule, finding.severity), ("alias-without-prefix", Severity::Error));
    assert_eq!(finding.place.end, Position { line: 2, column: 24 });
    assert_eq!((of_file.files, of_file.is_incomplete, of_file.notes.len()), (1, false, 0));
    let fixed = MODULE.replace("orders", "alias/orders");
    assert_eq!(lines(&linter.check_text("main.tf", &fixed).unwrap()), [""; 0]);
}

#[test]
fn the_settings_choose_rules() {
    let folder = tempfile::tempdir().unwrap();
    let ignore = vec!["alias-without-prefix".to_owned()];
    let report = linter(&folder, Settings { ignore, ..Settings::default() }).check_text("main.tf", MODULE).unwrap();
    assert_eq!(lines(&report), [""; 0]);
}

#[test]
fn what_cannot_be_done_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let error = |settings: Settings| linter(&folder, settings).check(&["main.tf"]).unwrap_err().to_string();
    assert_eq!(error(Settings::default()), "main.tf: no such file or folder");
    let select = vec!["alias".to_owned()];
    assert_eq!(error(Settings { select, ..Settings::default() }), "there is no rule called alias");
    std::fs::write(folder.path().join(".kmslint.yaml"), "fail: never\n").unwrap();
    assert!(error(Settings::default()).starts_with(".kmslint.yaml:1:1: error: "), "{}", error(Settings::default()));
    let today = Some("tomorrow".to_owned());
    let error = Linter::new(Settings { today, ..Settings::default() }).unwrap_err();
    assert_eq!(error.to_string(), "tomorrow is no date such as 2026-11-21");
}
