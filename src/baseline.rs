//! Findings that were there when a project began to use kmslint, so that only new ones are reported.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::finding::Finding;
use crate::finding::fingerprint::fingerprints_from;
use crate::source::Sources;

const SCHEMA_VERSION: u32 = 1;

/// The accepted findings, by fingerprint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    schema_version: u32,
    findings: Vec<Entry>,
}

/// One accepted finding. The fingerprint decides; the rest is for people who read the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub path: String,
    pub rule: String,
    pub fingerprint: String,
    pub message: String,
}

/// A baseline that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    #[error("{0}")]
    Malformed(#[from] serde_json::Error),
    #[error("the baseline has format {0}, and this kmslint reads format {SCHEMA_VERSION}; write it again")]
    Version(u32),
}

/// A run's findings against a baseline.
#[derive(Debug, Default)]
pub struct Compared {
    /// What the baseline does not hold.
    pub new: Vec<Finding>,
    /// How many it holds.
    pub known: usize,
    /// What it holds and the run did not find.
    pub stale: Vec<Entry>,
}

impl Baseline {
    /// The baseline in which all of these findings are accepted. Paths in it are from `folder`, which it lies in, so
    /// that it does not matter from where a run is started.
    pub fn new(folder: &Path, sources: &Sources, findings: &[Finding]) -> Self {
        let entry = |(finding, fingerprint): (&Finding, String)| Entry {
            path: sources.display_from(folder, sources.file(finding.span.file).path()),
            rule: finding.rule.to_string(),
            fingerprint,
            message: finding.message.clone(),
        };
        let mut findings: Vec<_> =
            findings.iter().zip(fingerprints_from(folder, sources, findings)).map(entry).collect();
        // An order that does not depend on lines keeps the file still when only they move.
        findings.sort();
        Self { schema_version: SCHEMA_VERSION, findings }
    }

    pub fn parse(text: &str) -> Result<Self, BaselineError> {
        let baseline: Self = serde_json::from_str(text)?;
        if baseline.schema_version == SCHEMA_VERSION {
            Ok(baseline)
        } else {
            Err(BaselineError::Version(baseline.schema_version))
        }
    }

    /// The text of the file, with one entry after the other so that versions can be compared by line.
    pub fn to_json(&self) -> String {
        // Strings and numbers always become JSON.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    pub fn len(&self) -> usize {
        self.findings.len()
    }

    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// Separates new findings from known ones. `folder` is where the baseline lies.
    pub fn compare(&self, folder: &Path, sources: &Sources, findings: Vec<Finding>) -> Compared {
        let mut open: BTreeMap<&str, &Entry> =
            self.findings.iter().map(|entry| (entry.fingerprint.as_str(), entry)).collect();
        let mut compared = Compared::default();
        let prints = fingerprints_from(folder, sources, &findings);
        for (finding, fingerprint) in findings.into_iter().zip(prints) {
            if open.remove(fingerprint.as_str()).is_some() {
                compared.known += 1;
            } else {
                compared.new.push(finding);
            }
        }
        let stale: BTreeSet<&Entry> = open.into_values().collect();
        compared.stale = stale.into_iter().cloned().collect();
        compared
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;
    use std::sync::LazyLock;

    static HERE: LazyLock<&Path> = LazyLock::new(|| Path::new("/nowhere"));

    /// A finding on each `bad`.
    fn findings(sources: &Sources, text: &str) -> Vec<Finding> {
        let file = sources.add("main.tf", text);
        let at = |(start, value): (usize, &str)| {
            let mut finding = Finding::new(Span::new(file.id(), start, start + value.len()), "is bad");
            finding.rule = "alias-length".into();
            finding
        };
        text.match_indices("bad").map(at).collect()
    }

    #[test]
    fn only_what_is_new_is_left_when_lines_move() {
        let sources = Sources::new("/nowhere");
        let baseline = Baseline::new(&HERE, &sources, &findings(&sources, "bad\n"));
        let read = Baseline::parse(&baseline.to_json()).unwrap();
        assert_eq!(read, baseline);
        let compared = read.compare(&HERE, &sources, findings(&sources, "\n\nbad\nbad\n"));
        assert_eq!((compared.new.len(), compared.known, compared.stale.len()), (1, 1, 0));
    }

    #[test]
    fn two_alike_cover_two_and_not_three() {
        let sources = Sources::new("/nowhere");
        let baseline = Baseline::new(&HERE, &sources, &findings(&sources, "bad bad"));
        let left = |text: &str| {
            let compared = baseline.compare(&HERE, &sources, findings(&sources, text));
            (compared.new.len(), compared.known, compared.stale.len())
        };
        assert_eq!(left("bad\nbad"), (0, 2, 0));
        assert_eq!(left("bad bad bad"), (1, 2, 0));
        assert_eq!(left("bad"), (0, 1, 1));
        assert_eq!(left(""), (0, 0, 2));
    }

    #[test]
    fn what_is_gone_is_stale() {
        let sources = Sources::new("/nowhere");
        let baseline = Baseline::new(&HERE, &sources, &findings(&sources, "bad bad"));
        let compared = baseline.compare(&HERE, &sources, findings(&sources, "bad"));
        assert_eq!((compared.new.len(), compared.known), (0, 1));
        assert_eq!(compared.stale.len(), 1);
        assert_eq!(compared.stale[0].path, "main.tf");
    }

    #[test]
    fn a_file_that_is_no_baseline_is_refused() {
        assert!(Baseline::parse("").unwrap_err().to_string().contains("at line 1 column 0"));
        assert!(Baseline::parse("{\"schema_version\": 1}").is_err());
        let newer = Baseline::parse("{\"schema_version\": 2, \"findings\": []}").unwrap_err();
        assert!(newer.to_string().contains("format 2"));
    }
}
