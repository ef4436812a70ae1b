//! Fixes, made and looked at again until nothing changes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use crate::finding::{Applicability, Edit, Finding, Fix};
use crate::fix::{self, FixedFile};
use crate::source::{FileId, Position, Sources};

/// Fixes that still find something to do after so many rounds undo each other.
const MOST_ROUNDS: usize = 10;

/// A check that has been made.
pub(crate) trait Looked {
    fn sources(&self) -> &Sources;
    fn findings(&self) -> &[Finding];
    /// The file of each place that could not be read.
    fn unread(&self) -> &[FileId];
}

/// Which fixes are made, and how what they make is looked at.
pub(crate) struct Settling<'a, R> {
    /// A check with some files read as other texts; none where it cannot be made.
    pub(crate) check: &'a dyn Fn(&BTreeMap<PathBuf, String>) -> Option<R>,
    /// Whether a file may be changed.
    pub(crate) may_change: &'a dyn Fn(&Path) -> bool,
    /// The least that a fix may be to be made.
    pub(crate) applicability: Applicability,
}

/// What the fixes come to.
pub(crate) struct Settled<R> {
    /// The check of the files as they are after the fixes.
    pub(crate) run: R,
    /// The texts before and after, by path.
    pub(crate) changes: BTreeMap<PathBuf, Change>,
    /// How many findings were fixed.
    pub(crate) count: usize,
    /// What could not be fixed, and why.
    pub(crate) notes: Vec<String>,
}

pub(crate) struct Change {
    pub(crate) name: String,
    pub(crate) before: String,
    /// The text before as it may be shown.
    pub(crate) before_shown: String,
    pub(crate) after: String,
}

/// Makes fixes, checks the result and goes on until no fix is left. Nothing is written.
pub(crate) fn settle<R: Looked>(settling: &Settling<'_, R>, first: R) -> Settled<R> {
    let mut settled = Settled { run: first, changes: BTreeMap::new(), count: 0, notes: Vec::new() };
    for rounds in 0.. {
        let mut round =
            Round { settling, settled: &settled, made: Vec::new(), files: Vec::new(), next: None, left: Vec::new() };
        round.make(&settling.changeable(&settled.run));
        let Round { files, next, left, .. } = round;
        match next {
            Some(next) if rounds < MOST_ROUNDS => settled.take(files, next),
            _ => {
                settled.notes = notes(&settled.run, &left, &files);
                break;
            }
        }
    }
    settled
}

impl<R: Looked> Settling<'_, R> {
    /// The findings whose fixes change only the author's own files.
    fn changeable<'r>(&self, run: &'r R) -> Vec<&'r Finding> {
        let may_change = |edit: &Edit| {
            let file = run.sources().file(edit.span.file);
            (self.may_change)(file.path()) && !is_installed(file.path())
        };
        let is_changeable = |fix: &Fix| fix.edits.iter().all(may_change);
        run.findings().iter().filter(|finding| finding.fix.as_ref().is_some_and(is_changeable)).collect()
    }
}

/// The fixes that are made together before the files are looked at again.
struct Round<'a, R> {
    settling: &'a Settling<'a, R>,
    settled: &'a Settled<R>,
    /// The findings that are fixed, what the files are then, and the check of them.
    made: Vec<&'a Finding>,
    files: Vec<FixedFile>,
    next: Option<R>,
    /// The findings whose fixes would break the syntax of a file.
    left: Vec<&'a Finding>,
}

impl<'a, R: Looked> Round<'a, R> {
    /// Makes the fixes that break nothing. One that does is a mistake of its rule and no reason to leave the others of
    /// its file: it is looked for in one half of the fixes, and then in the other.
    fn make(&mut self, findings: &[&'a Finding]) {
        let together: Vec<&Finding> = self.made.iter().chain(findings).copied().collect();
        let allows_unsafe = self.settling.applicability == Applicability::Unsafe;
        let files = fix::apply(self.settled.run.sources(), together.iter().copied(), allows_unsafe);
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
    fn checked(&self, files: &[FixedFile]) -> Option<R> {
        let run = &self.settled.run;
        let mut texts: BTreeMap<PathBuf, String> =
            self.settled.changes.iter().map(|(path, change)| (path.clone(), change.after.clone())).collect();
        texts.extend(files.iter().map(|file| (path_of(run, file), file.text.clone())));
        let next = (self.settling.check)(&texts)?;
        let is_broken = |file: &FixedFile| breaks(run, &next, &path_of(run, file));
        (!files.iter().any(is_broken)).then_some(next)
    }
}

/// Why the findings of a run that still have fixes keep them.
fn notes(run: &impl Looked, left: &[&Finding], unsettled: &[FixedFile]) -> Vec<String> {
    let not_made = |finding: &&Finding| {
        let file = run.sources().file(finding.span.file);
        let Position { line, column } = file.position(finding.span.start);
        let place = format!("{}:{line}:{column}", file.name());
        format!("the fix for `{}` at {place} was not made: it would break the syntax of the file", finding.rule)
    };
    let unsettled_file = |file: &FixedFile| {
        let name = run.sources().file(file.file).name().to_owned();
        let rules: BTreeSet<&str> = file.rules.iter().map(|rule| &**rule).collect();
        let rules: Vec<_> = rules.into_iter().collect();
        format!("fixing stopped after {MOST_ROUNDS} rounds: `{}` would still change {name}", rules.join("`, `"))
    };
    left.iter().map(not_made).chain(unsettled.iter().map(unsettled_file)).collect()
}

impl<R: Looked> Settled<R> {
    fn take(&mut self, files: Vec<FixedFile>, next: R) {
        for file in files {
            let source = self.run.sources().file(file.file);
            self.count += file.rules.len();
            let new = || Change {
                name: source.name().to_owned(),
                before: source.text().to_owned(),
                before_shown: source.shown(source.span().range()).into_owned(),
                after: String::new(),
            };
            self.changes.entry(source.path().to_owned()).or_insert_with(new).after = file.text;
        }
        self.run = next;
    }
}

/// What `terraform init` has installed is written over by the next one.
fn is_installed(path: &Path) -> bool {
    path.components().any(|component| component == Component::Normal(".terraform".as_ref()))
}

fn path_of(run: &impl Looked, file: &FixedFile) -> PathBuf {
    run.sources().file(file.file).path().to_owned()
}

/// Whether more places of a file cannot be read than before.
fn breaks(before: &impl Looked, after: &impl Looked, path: &Path) -> bool {
    fn count(run: &impl Looked, path: &Path) -> usize {
        run.unread().iter().filter(|file| run.sources().file(**file).path() == path).count()
    }
    count(after, path) > count(before, path)
}
