//! Cases of every surface: `testdata/surfaces/SURFACE/CASE.ENDING` (or a folder) beside the report in `CASE.out`.

use std::fs;

use crate::project::{self, Project};

#[test]
fn surfaces_report_what_is_written_beside_their_cases() {
    let mut wrong = Vec::new();
    for surface in project::entries(&project::root().join("testdata/surfaces")) {
        for case in project::entries(&surface) {
            if case.extension().is_some_and(|ending| ending == "out") {
                continue;
            }
            let expected = case.with_extension("out");
            let found = Project::of_path(&case).describe(&[]);
            if std::env::var_os("UPDATE_TESTDATA").is_some() {
                fs::write(&expected, &found).unwrap();
            }
            if fs::read_to_string(&expected).unwrap_or_default() != found {
                wrong.push(format!("{}\n{found}", case.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n(UPDATE_TESTDATA=1 writes what was found)", wrong.join("\n\n"));
}
