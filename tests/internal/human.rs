//! The report for people at several widths: `testdata/human/CASE`, a file or a folder, beside `CASE.WIDTH.txt`.

use std::path::PathBuf;

use crate::report::{
    self,
    human::{self, Style},
};
use unicode_width::UnicodeWidthStr;

use crate::internal::project::{self, Project};

const STYLES: &[(&str, Style)] = &[
    ("40", Style { has_colour: false, has_links: false, is_unicode: true, width: 40 }),
    ("80", Style { has_colour: false, has_links: false, is_unicode: true, width: 80 }),
    ("120", Style { has_colour: false, has_links: false, is_unicode: true, width: 120 }),
    ("200", Style { has_colour: false, has_links: false, is_unicode: true, width: 200 }),
    ("ascii", Style { has_colour: false, has_links: false, is_unicode: false, width: 80 }),
];

#[test]
fn reports_are_as_written_beside_their_cases() {
    let mut wrong = Vec::new();
    for (case, name, style) in cases() {
        let found = report(&case, style);
        let expected = PathBuf::from(format!("{}.{name}.txt", case.display()));
        if std::env::var_os("UPDATE_TESTDATA").is_some() {
            std::fs::write(&expected, &found).unwrap();
        }
        if std::fs::read_to_string(&expected).unwrap_or_default() != found {
            wrong.push(format!("{}\n{found}", expected.display()));
        }
    }
    assert!(wrong.is_empty(), "{}\n(UPDATE_TESTDATA=1 writes what was found)", wrong.join("\n\n"));
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for (case, name, style) in cases() {
        let found = report(&case, style);
        // A rule's name is not cut: it is what people look for.
        let is_cut = |line: &&str| line.contains(' ') || !line.ends_with("]:");
        let widest = found.lines().filter(is_cut).map(UnicodeWidthStr::width).max();
        assert!(widest <= Some(style.width), "{} at {name}: {widest:?}\n{found}", case.display());
    }
}

#[test]
fn frames_and_marks_are_ascii_where_the_terminal_has_no_more() {
    for (case, name, style) in cases().into_iter().filter(|(_, _, style)| !style.is_unicode) {
        let source = std::fs::read_to_string(&case).unwrap_or_default();
        // What a message quotes stays as it is.
        let is_drawn = |letter: &char| !letter.is_ascii() && !letter.is_alphabetic() && !source.contains(*letter);
        let drawn: String = report(&case, style).chars().filter(is_drawn).collect();
        assert_eq!(drawn, "", "{} at {name}", case.display());
    }
}

#[test]
fn the_example_of_the_readme_is_what_the_demo_shows() {
    let demo = project::root().join("testdata/demo");
    let (sources, outcome) = Project::of_path(&demo).run(&["vpc-quota-exceeded"], &[PathBuf::from(".")]);
    let style = Style { has_colour: false, has_links: false, is_unicode: true, width: 100 };
    let mut out = Vec::new();
    human::write(&report::tests::report(&sources, &outcome.findings), style, &mut out).unwrap();
    let shown = String::from_utf8(out).unwrap();
    let readme = std::fs::read_to_string(project::root().join("README.md")).unwrap();
    assert!(readme.contains(&format!("```text\n{}\n```\n", shown.trim_end())), "{shown}");
}

fn cases() -> Vec<(PathBuf, &'static str, Style)> {
    let is_case = |path: &PathBuf| path.extension().is_none_or(|ending| ending != "txt");
    let files = project::entries(&project::root().join("testdata/human")).into_iter().filter(is_case);
    files.flat_map(|path| STYLES.iter().map(move |(name, style)| (path.clone(), *name, *style))).collect()
}

fn report(case: &std::path::Path, style: Style) -> String {
    let (sources, outcome) = Project::of_path(case).run(&project::default_rules(), &[PathBuf::from(".")]);
    let mut out = Vec::new();
    human::write(&report::tests::report(&sources, &outcome.findings), style, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}
