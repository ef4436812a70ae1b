//! What a report says of a fix, made by hand, is what kmslint makes of it, byte for byte.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::finding::Finding;
use crate::linter::Outcome;
use crate::report::{Report, Summary, json, sarif};
use crate::source::Sources;
use serde_json::Value;

use crate::internal::fixes::{cases, fixable_cases, fixed};

/// The same file with other bytes around what matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    WithCrlf,
    WithByteOrderMark,
    WithoutLastLineEnd,
    WithTabs,
    WithBlankLines,
}

/// The same file with other lines around those that one fix changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Around {
    CommentBehind,
    BlankLines,
    LettersOfSeveralBytes,
    FirstLine,
    FirstLineAfterByteOrderMark,
    LastLine,
    LastLineWithoutEnd,
}

#[test]
fn reported_edits_are_the_fixes_that_are_made() {
    let mut looked_at = LookedAt::default();
    for case in cases() {
        let (sources, outcome) = case.check(&BTreeMap::new());
        looked_at.add(&case.origin, "as written", &sources, &outcome);
    }
    looked_at.must_agree();
}

#[test]
fn reported_edits_are_the_fixes_that_are_made_in_every_form_of_a_file() {
    let mut looked_at = LookedAt::default();
    for case in fixable_cases() {
        let files = case.project.files();
        for form in Form::ALL {
            let texts = files.iter().map(|(path, text)| (path.clone(), form.of(text))).collect();
            let (sources, outcome) = case.check(&texts);
            looked_at.add(&case.origin, &format!("{form:?}"), &sources, &outcome);
        }
    }
    looked_at.must_agree();
}

#[test]
fn reported_edits_are_the_fixes_that_are_made_whatever_stands_around_them() {
    let mut looked_at = LookedAt::default();
    for case in fixable_cases() {
        let (sources, outcome) = case.check(&BTreeMap::new());
        let changed: BTreeSet<_> = outcome.findings.iter().filter_map(|one| changed_lines(&sources, one)).collect();
        for (path, [start, end]) in changed {
            let text = sources.load(&path).unwrap().text().to_owned();
            for around in Around::ALL {
                let texts = BTreeMap::from([(path.clone(), around.of(&text, start..end))]);
                let (sources, outcome) = case.check(&texts);
                looked_at.add(&case.origin, &format!("{around:?}"), &sources, &outcome);
            }
        }
    }
    looked_at.must_agree();
}

/// How many fixes were compared of each kind of file, and which of them differ.
#[derive(Default)]
struct LookedAt {
    counts: BTreeMap<String, usize>,
    wrong: Vec<String>,
}

impl LookedAt {
    fn add(&mut self, origin: &str, kind: &str, sources: &Sources, outcome: &Outcome) {
        let [json, sarif] = reports(sources, outcome);
        let items = json["findings"].as_array().unwrap().iter().zip(sarif["runs"][0]["results"].as_array().unwrap());
        for (finding, (item, result)) in outcome.findings.iter().zip(items) {
            let made = fixed(sources, std::slice::from_ref(finding), true);
            if finding.fix.is_none() {
                continue;
            }
            *self.counts.entry(kind.to_owned()).or_default() += 1;
            let ways = [
                ("offsets", made_of_json(sources, item, offset_of_json)),
                ("columns", made_of_json(sources, item, place_of_json)),
                ("regions", made_of_sarif(sources, result)),
            ];
            for (way, by_hand) in ways.into_iter().filter(|(_, by_hand)| *by_hand != made) {
                let place = &item["span"]["start"];
                self.wrong
                    .push(format!("{origin} ({kind}): {way} of {}: {place}\n{by_hand:?}\n{made:?}", finding.rule));
            }
        }
    }

    fn must_agree(&self) {
        assert!(self.wrong.is_empty(), "{} differ:\n{}", self.wrong.len(), self.wrong.join("\n"));
        // A kind of file in which nothing is fixed any more would show nothing.
        assert!(self.counts.values().all(|&count| count > 100), "{:?}", self.counts);
    }
}

fn reports(sources: &Sources, outcome: &Outcome) -> [Value; 2] {
    let Outcome { findings, suppressed, undecided, .. } = outcome;
    let report = Report {
        sources,
        findings,
        suppressed,
        undecided,
        summary: Summary::default(),
        rules: &[],
        repository: sources.root(),
        outside: &outcome.outside,
    };
    [json::write, sarif::write].map(|write| {
        let mut text = Vec::new();
        write(&report, &mut text).unwrap();
        serde_json::from_slice(&text).unwrap()
    })
}

/// The files that the edits of one finding change, as they are afterwards; `offset` reads one end of a span.
fn made_of_json(sources: &Sources, item: &Value, offset: fn(&str, &Value) -> usize) -> BTreeMap<PathBuf, String> {
    let mut edits: BTreeMap<&str, Vec<(Range<usize>, &str)>> = BTreeMap::new();
    for edit in item["fix"]["edits"].as_array().unwrap() {
        let path = edit["path"].as_str().unwrap();
        let text = sources.load(Path::new(path)).unwrap();
        let [start, end] = ["start", "end"].map(|end| offset(text.text(), &edit["span"][end]));
        edits.entry(path).or_default().push((start..end, edit["text"].as_str().unwrap()));
    }
    edits.into_iter().map(|(path, edits)| made(sources, path, edits)).collect()
}

fn offset_of_json(_: &str, place: &Value) -> usize {
    number(&place["offset"])
}

fn place_of_json(text: &str, place: &Value) -> usize {
    offset_at(text, &place["line"], &place["column"])
}

/// The files that the replacements of one result change, as they are afterwards. A byte order mark is no column.
fn made_of_sarif(sources: &Sources, result: &Value) -> BTreeMap<PathBuf, String> {
    let made_of_change = |change: &Value| {
        let path = change["artifactLocation"]["uri"].as_str().unwrap();
        let file = sources.load(Path::new(path)).unwrap();
        let text = file.text().trim_start_matches('\u{feff}');
        let mark = file.text().len() - text.len();
        let replacements = change["replacements"].as_array().unwrap().iter().map(|replacement| {
            let region = &replacement["deletedRegion"];
            let start = mark + offset_at(text, &region["startLine"], &region["startColumn"]);
            let end = mark + offset_at(text, &region["endLine"], &region["endColumn"]);
            (start..end, replacement["insertedContent"]["text"].as_str().unwrap())
        });
        made(sources, path, replacements.collect())
    };
    result["fixes"][0]["artifactChanges"].as_array().unwrap().iter().map(made_of_change).collect()
}

fn made(sources: &Sources, path: &str, mut edits: Vec<(Range<usize>, &str)>) -> (PathBuf, String) {
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut text = sources.load(Path::new(path)).unwrap().text().to_owned();
    for (range, new) in edits.into_iter().rev() {
        text.replace_range(range, new);
    }
    (sources.absolute(Path::new(path)), text)
}

/// The byte at a line and a column, both from 1; columns are Unicode scalar values.
fn offset_at(text: &str, line: &Value, column: &Value) -> usize {
    let start: usize = text.split_inclusive('\n').take(number(line) - 1).map(str::len).sum();
    start + text[start..].chars().take(number(column) - 1).map(char::len_utf8).sum::<usize>()
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

/// The file that a fix changes, the first line that changes, counted from 0, and the one after the last.
fn changed_lines(sources: &Sources, finding: &Finding) -> Option<(PathBuf, [usize; 2])> {
    let edits = &finding.fix.as_ref()?.edits;
    let file = sources.file(edits[0].span.file);
    let line_of = |offset: usize| file.text()[..offset].matches('\n').count();
    let start = edits.iter().map(|edit| edit.span.range().start).min()?;
    let end = edits.iter().map(|edit| edit.span.range().end).max()?;
    // The line end that goes with a line belongs to it.
    let last = if file.text()[..end].ends_with('\n') && end > start { line_of(end) } else { line_of(end) + 1 };
    Some((file.path().to_owned(), [line_of(start), last]))
}

impl Form {
    const ALL: [Self; 5] =
        [Self::WithCrlf, Self::WithByteOrderMark, Self::WithoutLastLineEnd, Self::WithTabs, Self::WithBlankLines];

    fn of(self, text: &str) -> String {
        match self {
            Self::WithCrlf => text.replace("\r\n", "\n").replace('\n', "\r\n"),
            Self::WithByteOrderMark => format!("\u{feff}{}", text.trim_start_matches('\u{feff}')),
            Self::WithoutLastLineEnd => text.trim_end_matches(['\r', '\n']).to_owned(),
            Self::WithTabs => text.replace(" = ", "\t=\t").replace(": ", ":\t").replace(", ", ",\t"),
            Self::WithBlankLines => text.replace('\n', "\n\n"),
        }
    }
}

impl Around {
    const ALL: [Self; 7] = [
        Self::CommentBehind,
        Self::BlankLines,
        Self::LettersOfSeveralBytes,
        Self::FirstLine,
        Self::FirstLineAfterByteOrderMark,
        Self::LastLine,
        Self::LastLineWithoutEnd,
    ];

    fn of(self, text: &str, changed: Range<usize>) -> String {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let [before, changed, after] =
            [0..changed.start, changed.clone(), changed.end..lines.len()].map(|range| lines[range].concat());
        let bare = changed.trim_end_matches(['\r', '\n']);
        match self {
            Self::CommentBehind => format!("{before}{bare} # why\n{after}"),
            Self::BlankLines => format!("{before}\n{bare}\n \n{after}"),
            Self::LettersOfSeveralBytes => format!("# größer 😀\n{before}{bare} # größer 😀\n{after}"),
            Self::FirstLine => format!("{changed}{after}"),
            Self::FirstLineAfterByteOrderMark => format!("\u{feff}{changed}{after}"),
            Self::LastLine => format!("{before}{changed}"),
            Self::LastLineWithoutEnd => format!("{before}{bare}"),
        }
    }
}
