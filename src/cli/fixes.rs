//! What fixes come to: written, or shown as a diff.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::cli::session::{Run, Session};
use crate::cli::signals;
use crate::finding::{Applicability, Finding};
use crate::fix;
use crate::linter::{self, Change, Looked, Settled, Settling};
use crate::report::counted;
use crate::source::replace::replace;
use crate::source::{FileId, Sources};

/// What the fixes come to, with the check of the files as they are after them.
pub(super) type Fixed = Settled<Run>;

/// Makes fixes until no fix is left. Where standard input is read, only that is changed. Nothing is written.
pub(super) fn settle(session: &Session<'_>, first: Run, applicability: Applicability) -> Fixed {
    let input = session.input().map(|(path, _)| first.sources.absolute(path));
    let may_change = |path: &Path| input.as_ref().is_none_or(|input| input == path);
    let check = |texts: &BTreeMap<PathBuf, String>| session.check(texts).ok();
    linter::settle(&Settling { check: &check, may_change: &may_change, applicability }, first)
}

impl Looked for Run {
    fn sources(&self) -> &Sources {
        &self.sources
    }

    fn findings(&self) -> &[Finding] {
        &self.outcome.findings
    }

    fn unread(&self) -> &[FileId] {
        &self.outcome.unread
    }
}

impl Fixed {
    /// The changes as one unified diff.
    pub(super) fn diff(&self) -> String {
        // Where secrets stand in a text is known of the check of that text.
        let after = |path: &Path, text: &str| match self.run.sources.load(path) {
            Ok(file) if file.text() == text => file.shown(file.span().range()).into_owned(),
            Ok(file) => file.without_secrets(text),
            Err(_) => text.to_owned(),
        };
        let diff = |(path, change): (&PathBuf, &Change)| {
            fix::unified_diff(&change.name, &change.before_shown, &after(path, &change.after))
        };
        self.changes.iter().map(diff).collect()
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
