//! Fixes, made and looked at again until nothing changes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use crate::cli::session::{Run, Session};
use crate::cli::signals;
use crate::finding::{Applicability, Edit, Finding, Fix};
use crate::fix::{self, FixedFile};
use crate::report::counted;
use crate::source::Position;
use crate::source::replace::replace;

/// Fixes that still find something to do after so many rounds undo each other.
const MOST_ROUNDS: usize = 10;

/// What the fixes come to.
pub(super) struct Fixed {
    /// The check of the files as they are after the fixes.
    pub(super) run: Run,
    /// The texts before and after, by path.
    pub(super) changes: BTreeMap<PathBuf, Change>,
    /// How many findings were fixed.
    pub(super) count: usize,
    /// What could not be fixed, and why.
    pub(super) notes: Vec<String>,
}

pub(super) struct Change {
    pub(super) name: String,
    pub(super) before: String,
    pub(super) after: String,
}

/// Makes fixes, checks the result and goes on until no fix is left. Nothing is written.
pub(super) fn settle(session: &Session<'_>, first: Run, applicability: Applicability) -> Fixed {
    let mut fixed = Fixed { run: first, changes: BTreeMap::new(), count: 0, notes: Vec::new() };
    for rounds in 0.. {
        let mut round = Round::new(session, &fixed, applicability);
        round.make(&changeable(session, &fixed.run));
        let Round { files, next, left, .. } = round;
        match next {
            Some(next) if rounds < MOST_ROUNDS => fixed.take(files, next),
            _ => {
                fixed.notes = notes(&fixed.run, &left, &files);
                break;
            }
        }
    }
    fixed
}

/// The fixes that are made together before the files are looked at again.
struct Round<'a> {
    session: &'a Session<'a>,
    fixed: &'a Fixed,
    /// The least that a fix may be to be made.
    applicability: Applicability,
    /// The findings that are fixed, what the files are then, and the check of them.
    made: Vec<&'a Finding>,
    files: Vec<FixedFile>,
    next: Option<Run>,
    /// The findings whose fixes would break the syntax of a file.
    left: Vec<&'a Finding>,
}

impl<'a> Round<'a> {
    fn new(session: &'a Session<'a>, fixed: &'a Fixed, applicability: Applicability) -> Self {
        Self { session, fixed, applicability, made: Vec::new(), files: Vec::new(), next: None, left: Vec::new() }
    }

    /// Makes the fixes that break nothing. One that does is a mistake of its rule and no reason to leave the others of
    /// its file: it is looked for in one half of the fixes, and then in the other.
    fn make(&mut self, findings: &[&'a Finding]) {
        let together: Vec<&Finding> = self.made.iter().chain(findings).copied().collect();
        let allows_unsafe = self.applicability == Applicability::Unsafe;
        let files = fix::apply(&self.fixed.run.sources, together.iter().copied(), allows_unsafe);
        if files.is_empty() {
            return;
        }
        match (self.checked(&files), findings) {
            (Some(next), _) => (self.made, self.files, self.next) = (together, files, Some(next)),
            (None, [one]) => self.left.push(one),
            (None, several) => {
                let (first, second) = several.split_at(several.len() / 2);
                self.make(first);
                self.make(second);
            }
        }
    }

    /// The check of some files after the fixes; none where they cannot be read any more.
    fn checked(&self, files: &[FixedFile]) -> Option<Run> {
        let run = &self.fixed.run;
        let mut texts: BTreeMap<PathBuf, String> =
            self.fixed.changes.iter().map(|(path, change)| (path.clone(), change.after.clone())).collect();
        texts.extend(files.iter().map(|file| (path_of(run, file), file.text.clone())));
        let next = self.session.check(&texts).ok()?;
        let is_broken = |file: &FixedFile| breaks(run, &next, &path_of(run, file));
        (!files.iter().any(is_broken)).then_some(next)
    }
}

/// Why the findings of a run that still have fixes keep them.
fn notes(run: &Run, left: &[&Finding], unsettled: &[FixedFile]) -> Vec<String> {
    let not_made = |finding: &&Finding| {
        let file = run.sources.file(finding.span.file);
        let Position { line, column } = file.position(finding.span.start);
        let place = format!("{}:{line}:{column}", file.name());
        format!("the fix for `{}` at {place} was not made: it would break the syntax of the file", finding.rule)
    };
    let unsettled_file = |file: &FixedFile| {
        let name = run.sources.file(file.file).name().to_owned();
        let rules: BTreeSet<&str> = file.rules.iter().map(|rule| &**rule).collect();
        let rules: Vec<_> = rules.into_iter().collect();
        format!("fixing stopped after {MOST_ROUNDS} rounds: `{}` would still change {name}", rules.join("`, `"))
    };
    left.iter().map(not_made).chain(unsettled.iter().map(unsettled_file)).collect()
}

impl Fixed {
    fn take(&mut self, files: Vec<FixedFile>, next: Run) {
        for file in files {
            let source = self.run.sources.file(file.file);
            self.count += file.rules.len();
            let new =
                || Change { name: source.name().to_owned(), before: source.text().to_owned(), after: String::new() };
            self.changes.entry(source.path().to_owned()).or_insert_with(new).after = file.text;
        }
        self.run = next;
    }

    /// The changes as one unified diff.
    pub(super) fn diff(&self) -> String {
        self.changes.values().map(|change| fix::unified_diff(&change.name, &change.before, &change.after)).collect()
    }

    /// Writes the changed files, each as a whole or not at all. Gives the files that were left, and why.
    pub(super) fn write(&self, root: &Path) -> Vec<String> {
        // A file that links lead to is reached by several paths, and written once.
        let mut written: BTreeMap<PathBuf, &str> = BTreeMap::new();
        let mut unwritten = Vec::new();
        for (path, change) in &self.changes {
            let real = path.canonicalize().unwrap_or_else(|_| path.clone());
            if written.get(&real) == Some(&change.after.as_str()) {
                continue;
            }
            match signals::wait_for(|| replace(path, root, &change.before, &change.after)) {
                Ok(()) => {
                    written.insert(real, &change.after);
                }
                Err(error) => unwritten.push(format!("{} was not fixed: {error}", change.name)),
            }
        }
        unwritten
    }

    /// What a file is after the fixes; none where they leave it as it is.
    pub(super) fn text_of(&self, path: &Path) -> Option<&str> {
        self.changes.get(path).map(|change| change.after.as_str())
    }

    /// `fixed 3 findings in 2 files`
    pub(super) fn sentence(&self, verb: &str) -> String {
        format!("{verb} {} in {}", counted(self.count, "finding"), counted(self.changes.len(), "file"))
    }
}

/// The findings whose fixes change only the author's own files. Where standard input is read, only that is changed.
fn changeable<'a>(session: &Session<'_>, run: &'a Run) -> Vec<&'a Finding> {
    let input = session.input().map(|(path, _)| run.sources.absolute(path));
    let may_change = |edit: &Edit| {
        let file = run.sources.file(edit.span.file);
        input.as_ref().is_none_or(|input| input == file.path()) && !is_installed(file.path())
    };
    let is_changeable = |fix: &Fix| fix.edits.iter().all(may_change);
    run.outcome.findings.iter().filter(|finding| finding.fix.as_ref().is_some_and(is_changeable)).collect()
}

/// What `terraform init` has installed is written over by the next one.
fn is_installed(path: &Path) -> bool {
    path.components().any(|component| component == Component::Normal(".terraform".as_ref()))
}

fn path_of(run: &Run, file: &FixedFile) -> PathBuf {
    run.sources.file(file.file).path().to_owned()
}

/// Whether more places of a file cannot be read than before.
fn breaks(before: &Run, after: &Run, path: &Path) -> bool {
    let count = |run: &Run| run.outcome.unread.iter().filter(|file| run.sources.file(**file).path() == path).count();
    count(after) > count(before)
}
