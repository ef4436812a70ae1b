//! A small project in a temporary folder, checked through the library.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::config::{Configurations, Overrides};
use crate::finding::Finding;
use crate::linter::{self, Outcome};
use crate::rules;
use crate::source::{Sources, Span};

/// Files in a folder of their own.
pub(crate) struct Project {
    folder: tempfile::TempDir,
}

/// The repository's root.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The entries of a folder, sorted; none where it does not exist.
pub(crate) fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<_> = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries
}

pub(crate) fn default_rules() -> Vec<&'static str> {
    rules::ALL.iter().filter(|rule| rule.is_on_by_default).map(|rule| rule.name).collect()
}

pub(crate) fn default_rules_and<'a>(more: &[&'a str]) -> Vec<&'a str> {
    default_rules().into_iter().chain(more.iter().copied()).collect()
}

impl Project {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A copy of a file or of a folder with all that is in it.
    pub(crate) fn of_path(path: &Path) -> Self {
        let project = Self::new();
        if path.is_dir() {
            copy(path, project.folder.path());
        } else {
            fs::copy(path, project.folder.path().join(path.file_name().unwrap())).unwrap();
        }
        project
    }

    /// Makes the folder a repository, and gives its path without links.
    pub(crate) fn make_repository(&self) -> PathBuf {
        fs::create_dir_all(self.folder.path().join(".git")).unwrap();
        self.folder.path().canonicalize().unwrap()
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// A file of any bytes.
    pub(crate) fn write_bytes(&self, name: &str, bytes: &[u8]) {
        fs::write(self.folder.path().join(name), bytes).unwrap();
    }

    /// Every finding of the named rules, one line each.
    pub(crate) fn check(&self, rules: &[&str]) -> Vec<String> {
        let (sources, outcome) = self.run(rules, &[PathBuf::from(".")]);
        outcome.findings.iter().map(|finding| line(finding, &sources)).collect()
    }

    /// Every finding of the named rules with its labels and help.
    pub(crate) fn describe(&self, rules: &[&str]) -> String {
        let (sources, outcome) = self.run(rules, &[PathBuf::from(".")]);
        let mut text = String::new();
        for finding in &outcome.findings {
            text.push_str(&format!("{}\n", line(finding, &sources)));
            for label in finding.labels() {
                text.push_str(&format!("    {} {}\n", place(label.span, &sources), label.message));
            }
            if let Some(help) = finding.help_text(&sources) {
                text.push_str(&format!("    help: {help}\n"));
            }
            if let Some(fix) = &finding.fix {
                let edits: Vec<_> =
                    fix.edits.iter().map(|edit| format!("{} {:?}", place(edit.span, &sources), edit.text)).collect();
                let applicability = format!("{:?}", fix.applicability).to_lowercase();
                text.push_str(&format!("    {applicability} fix: {}: {}\n", fix.description, edits.join(", ")));
            }
        }
        text
    }

    /// The rules that report something, each with the surface of the file where.
    pub(crate) fn surfaces_of_findings(&self, rules: &[&str]) -> Vec<(String, &'static str)> {
        let (names, outcome) = self.run(rules, &[PathBuf::from(".")]);
        let sources = Sources::new(self.folder.path());
        let configurations = Configurations::new(Overrides::default(), linter::vocabulary());
        let resources = linter::resources(&[PathBuf::from(".")], &sources, &configurations).unwrap();
        let mut found = Vec::new();
        for finding in outcome.findings {
            let file = names.file(finding.span.file).name().to_owned();
            let here = resources.iter().filter(|resource| sources.file(resource.header.file).name() == file);
            let nearest = here
                .filter(|resource| resource.header.start <= finding.span.start)
                .max_by_key(|resource| resource.header.start);
            found.extend(nearest.map(|resource| (finding.rule.to_string(), resource.notation.name)));
        }
        found
    }

    /// Changes the text of every file that is UTF-8.
    pub(crate) fn rewrite(&self, change: impl Fn(&str) -> String) {
        for (path, text) in self.files() {
            fs::write(&path, change(&text)).unwrap();
        }
    }

    /// Every file that is UTF-8, with its text.
    pub(crate) fn files(&self) -> BTreeMap<PathBuf, String> {
        let mut files = BTreeMap::new();
        let mut open = vec![self.folder.path().to_owned()];
        while let Some(path) = open.pop() {
            if path.is_dir() {
                open.extend(entries(&path));
            } else if let Ok(text) = fs::read_to_string(&path) {
                files.insert(path, text);
            }
        }
        files
    }

    pub(crate) fn run(&self, rules: &[&str], paths: &[PathBuf]) -> (Sources, Outcome) {
        self.run_with(rules, paths, &BTreeMap::new())
    }

    /// Checks the whole folder with some files read as other texts than the disk holds.
    pub(crate) fn run_over(&self, rules: &[&str], texts: &BTreeMap<PathBuf, String>) -> (Sources, Outcome) {
        self.run_with(rules, &[PathBuf::from(".")], texts)
    }

    fn run_with(&self, rules: &[&str], paths: &[PathBuf], texts: &BTreeMap<PathBuf, String>) -> (Sources, Outcome) {
        let mut sources = Sources::new(self.folder.path());
        for (path, text) in texts {
            sources.set_overlay(path, text.clone());
        }
        let overrides = Overrides {
            select: rules.iter().map(|&name| name.to_owned()).collect(),
            today: crate::date::day("2026-01-01"),
            ..Overrides::default()
        };
        let configurations = Configurations::new(overrides, linter::vocabulary());
        let outcome = linter::lint(paths, &sources, &configurations).unwrap();
        (sources, outcome)
    }
}

fn line(finding: &Finding, sources: &Sources) -> String {
    let Finding { severity, rule, message, span, .. } = finding;
    format!("{}: {} {rule} {message}", place(*span, sources), severity.name())
}

/// `path:line:column-line:column`, shortened where it is within one line.
fn place(span: Span, sources: &Sources) -> String {
    let file = sources.file(span.file);
    let (start, end) = (file.position(span.start), file.position(span.end));
    let shown_end =
        if start.line == end.line { end.column.to_string() } else { format!("{}:{}", end.line, end.column) };
    format!("{}:{}:{}-{shown_end}", file.name(), start.line, start.column)
}

fn copy(from: &Path, to: &Path) {
    for entry in entries(from) {
        let target = to.join(entry.file_name().unwrap());
        if entry.is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy(&entry, &target);
        } else {
            fs::copy(&entry, &target).unwrap();
        }
    }
}
