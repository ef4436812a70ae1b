//! Fixes, made and looked at again until nothing changes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use crate::cli::session::{Failed, Run, Session};
use crate::finding::Finding;
use crate::fix::{self, FixedFile};
use crate::report::counted;
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
pub(super) fn settle(session: &Session, first: Run, allows_unsafe: bool) -> Result<Fixed, Box<Failed>> {
    let mut fixed = Fixed { run: first, changes: BTreeMap::new(), count: 0, notes: Vec::new() };
    let mut kept_as_they_are = BTreeSet::new();
    for _ in 0..MOST_ROUNDS {
        let files = wanted(session, &fixed.run, allows_unsafe, &kept_as_they_are);
        if files.is_empty() {
            return Ok(fixed);
        }
        let mut texts: BTreeMap<PathBuf, String> =
            fixed.changes.iter().map(|(path, change)| (path.clone(), change.after.clone())).collect();
        texts.extend(files.iter().map(|file| (path_of(&fixed.run, file), file.text.clone())));
        let next = session.check(&texts)?;
        let broken: Vec<_> =
            files.iter().map(|file| path_of(&fixed.run, file)).filter(|path| breaks(&fixed.run, &next, path)).collect();
        if broken.is_empty() {
            fixed.take(files, next);
            continue;
        }
        // A fix that makes a file unreadable is a mistake of its rule; the file is worth more than the fix.
        for path in broken {
            let name = fixed.run.sources.display(&path);
            fixed.notes.push(format!("{name} was left as it is: a fix would have broken its syntax"));
            kept_as_they_are.insert(path);
        }
    }
    let left = wanted(session, &fixed.run, allows_unsafe, &kept_as_they_are);
    for file in left {
        let name = fixed.run.sources.file(file.file).name().to_owned();
        let rules: BTreeSet<&str> = file.rules.iter().map(|rule| &**rule).collect();
        let rules: Vec<_> = rules.into_iter().collect();
        fixed
            .notes
            .push(format!("fixing stopped after {MOST_ROUNDS} rounds: {} would still change {name}", rules.join(", ")));
    }
    Ok(fixed)
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
            match replace(path, root, &change.before, &change.after) {
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

/// The fixes of one round, without those of files that are not the author's own. Where standard input is read, only
/// that is changed.
fn wanted(session: &Session, run: &Run, allows_unsafe: bool, kept_as_they_are: &BTreeSet<PathBuf>) -> Vec<FixedFile> {
    let input = session.input().map(|(path, _)| run.sources.absolute(path));
    let may_change = |finding: &&Finding| {
        finding.fix.as_ref().is_some_and(|fix| {
            fix.edits.iter().all(|edit| {
                let file = run.sources.file(edit.span.file);
                let is_input = input.as_ref().is_none_or(|input| input == file.path());
                is_input && !kept_as_they_are.contains(file.path()) && !is_installed(file.path())
            })
        })
    };
    let findings: Vec<Finding> = run.outcome.findings.iter().filter(may_change).cloned().collect();
    fix::apply(&run.sources, &findings, allows_unsafe)
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
