//! Reads expression files, their transcripts, and the list of what stays unknown.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// An expression file with the results of its transcript.
pub(super) struct Case {
    pub(super) configuration: String,
    pub(super) files: BTreeMap<String, String>,
    pub(super) results: Vec<(String, String)>,
}

/// All cases of a folder by name. An expression file without its transcript, or with another one's, is an error.
pub(super) fn read_cases(folder: &Path) -> Vec<(String, Case)> {
    let mut cases = Vec::new();
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "exprs")) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let (mut case, expressions) = read_expressions(&fs::read_to_string(path).unwrap());
        let transcript = path.with_extension("transcript");
        let text = fs::read_to_string(&transcript)
            .unwrap_or_else(|error| panic!("{}: {error}; run tools/terraform-oracle", transcript.display()));
        case.results = read_results(&text);
        let transcribed = case.results.iter().map(|(expression, _)| expression);
        assert!(transcribed.eq(&expressions), "{name}.transcript is stale; run tools/terraform-oracle {name}");
        cases.push((name, case));
    }
    cases
}

/// The expressions that `unknown.txt` lists, each with the reason on the indented line below it.
pub(super) fn read_unknowns(path: &Path) -> BTreeMap<String, String> {
    let text = fs::read_to_string(path).unwrap();
    let mut listed = BTreeMap::new();
    let mut current = None;
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        if line.starts_with(' ') {
            let expression: String = current.take().expect("a reason follows its expression");
            listed.insert(expression, line.trim().to_owned());
        } else {
            assert!(current.is_none(), "{current:?} has no reason");
            current = Some(line.to_owned());
        }
    }
    listed
}

fn read_expressions(text: &str) -> (Case, Vec<String>) {
    let mut case = Case { configuration: String::new(), files: BTreeMap::new(), results: Vec::new() };
    let mut expressions = Vec::new();
    let mut sections = text.split("\n=== ");
    let first = sections.next().unwrap_or_default().strip_prefix("=== ");
    for section in first.into_iter().chain(sections) {
        let (header, body) = section.split_once('\n').unwrap_or((section, ""));
        match header.trim() {
            "configuration" => case.configuration = format!("{body}\n"),
            "expressions" => expressions = split_expressions(body),
            header => {
                let name = header.strip_prefix("file ").unwrap_or_else(|| panic!("unknown section {header:?}"));
                case.files.insert(name.trim().to_owned(), format!("{body}\n"));
            }
        }
    }
    (case, expressions)
}

fn split_expressions(body: &str) -> Vec<String> {
    let mut expressions = Vec::new();
    let mut block: Option<Vec<&str>> = None;
    for line in body.lines() {
        match &mut block {
            _ if line == "---" => match block.take() {
                Some(lines) => expressions.push(lines.join("\n")),
                None => block = Some(Vec::new()),
            },
            Some(lines) => lines.push(line),
            None if line.trim().is_empty() || line.starts_with('#') => {}
            None => expressions.push(line.trim().to_owned()),
        }
    }
    expressions
}

fn read_results(text: &str) -> Vec<(String, String)> {
    let mut results = Vec::new();
    let mut expression = String::new();
    for line in text.lines().skip(1) {
        if let Some(first) = line.strip_prefix("> ") {
            expression = first.to_owned();
        } else if let Some(next) = line.strip_prefix(". ") {
            expression.push('\n');
            expression.push_str(next);
        } else {
            results.push((std::mem::take(&mut expression), line.to_owned()));
        }
    }
    results
}
