//! Findings that were there when a project began to use kmslint, so that only new ones are reported.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::finding::fingerprint::{Numbers, identity};
use crate::finding::{Finding, Occurrence};
use crate::source::Sources;

const SCHEMA_VERSION: u32 = 2;

/// The accepted findings, by fingerprint.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Baseline {
    schema_version: u32,
    findings: Vec<Entry>,
}

/// One accepted finding. Fingerprint and roots decide; the rest is for people who read the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    pub path: String,
    pub rule: String,
    pub fingerprint: String,
    pub message: String,
    /// The root modules in which it was accepted, so that a new caller is new; none for what stands in no module.
    pub roots: BTreeSet<String>,
}

/// A baseline that cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BaselineError {
    #[error("{0}")]
    Malformed(#[from] serde_json::Error),
    #[error("the baseline has format {0}, and this kmslint reads format {SCHEMA_VERSION}; write it again")]
    Version(u32),
}

/// A run's findings against a baseline.
#[derive(Debug, Default)]
pub(crate) struct Compared {
    /// What the baseline does not hold.
    pub new: Vec<Finding>,
    /// How many it holds.
    pub known: usize,
    /// What it holds and the run did not find.
    pub stale: Vec<Entry>,
}

impl Baseline {
    /// The baseline in which all of these findings are accepted, each in the roots in which it comes about. Paths in it
    /// are from `folder`, which it lies in, so that it does not matter from where a run is started.
    ///
    /// Each finding has one occurrence: those that are one fault are brought together afterwards.
    pub(crate) fn new(folder: &Path, sources: &Sources, findings: &[Finding]) -> Self {
        let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
        let fingerprints = fingerprints(folder, sources, findings);
        for (finding, fingerprint) in findings.iter().zip(fingerprints) {
            let entry = entries.entry(fingerprint.clone()).or_insert_with(|| Entry {
                path: sources.display_from(folder, sources.file(finding.span.file).path()),
                rule: finding.rule.to_string(),
                fingerprint,
                message: finding.message.clone(),
                roots: BTreeSet::new(),
            });
            entry.roots.extend(root_of(folder, sources, finding));
        }
        // An order that does not depend on lines keeps the file still when only they move.
        let mut findings: Vec<Entry> = entries.into_values().collect();
        findings.sort();
        Self { schema_version: SCHEMA_VERSION, findings }
    }

    pub(crate) fn parse(text: &str) -> Result<Self, BaselineError> {
        #[derive(Deserialize)]
        struct Version {
            schema_version: u32,
        }
        // A file of another format has other members, which would hide what is the matter with it.
        let Version { schema_version } = serde_json::from_str(text)?;
        if schema_version != SCHEMA_VERSION {
            return Err(BaselineError::Version(schema_version));
        }
        Ok(serde_json::from_str(text)?)
    }

    pub(crate) fn len(&self) -> usize {
        self.findings.len()
    }

    /// Separates new findings from known ones, each of one occurrence. `folder` is where the baseline lies.
    pub(crate) fn compare(&self, folder: &Path, sources: &Sources, findings: Vec<Finding>) -> Compared {
        let entries: BTreeMap<&str, &Entry> =
            self.findings.iter().map(|entry| (entry.fingerprint.as_str(), entry)).collect();
        let mut found: BTreeSet<&str> = BTreeSet::new();
        let mut compared = Compared::default();
        let fingerprints = fingerprints(folder, sources, &findings);
        for (finding, fingerprint) in findings.into_iter().zip(fingerprints) {
            let accepted = entries.get(fingerprint.as_str()).filter(|entry| {
                root_of(folder, sources, &finding).map_or(entry.roots.is_empty(), |root| entry.roots.contains(&root))
            });
            match accepted {
                Some(entry) => {
                    compared.known += usize::from(found.insert(&entry.fingerprint));
                }
                None => compared.new.push(finding),
            }
        }
        compared.stale =
            self.findings.iter().filter(|entry| !found.contains(entry.fingerprint.as_str())).cloned().collect();
        compared
    }
}

/// The fingerprint of each finding. What agrees in all that does not move is numbered by its places, in each root by
/// itself, so that the numbers do not depend on which other roots are looked at.
fn fingerprints(folder: &Path, sources: &Sources, findings: &[Finding]) -> Vec<String> {
    let mut numbers: HashMap<Option<String>, Numbers> = HashMap::new();
    let mut known = HashMap::new();
    findings
        .iter()
        .map(|finding| {
            let root = root_of(folder, sources, finding);
            let identity = identity(folder, sources, finding);
            let place = (root.clone(), identity.clone(), finding.span);
            let next = || numbers.entry(root).or_default().next(identity);
            known.entry(place).or_insert_with(next).clone()
        })
        .collect()
}

/// The root module in which a finding comes about, as it is named in a file of `folder`.
fn root_of(folder: &Path, sources: &Sources, finding: &Finding) -> Option<String> {
    let root = finding.occurrences.first().and_then(|occurrence: &Occurrence| occurrence.root.as_deref())?;
    Some(sources.display_from(folder, root))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Draft, Severity};
    use crate::source::Span;
    use std::sync::LazyLock;

    static HERE: LazyLock<&Path> = LazyLock::new(|| Path::new("/nowhere"));

    /// A finding on each `bad`.
    fn findings(sources: &Sources, text: &str) -> Vec<Finding> {
        let file = sources.add("main.tf", text);
        let at = |(start, value): (usize, &str)| {
            let draft = Draft::new(Span::new(file.id(), start, start + value.len()), "is bad");
            draft.stamped("alias-length", Severity::Error, Occurrence::default())
        };
        text.match_indices("bad").map(at).collect()
    }

    #[test]
    fn only_what_is_new_is_left_when_lines_move() {
        let sources = Sources::new("/nowhere");
        let baseline = Baseline::new(&HERE, &sources, &findings(&sources, "bad\n"));
        let read = Baseline::parse(&serde_json::to_string(&baseline).unwrap()).unwrap();
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
    fn a_new_caller_is_new() {
        let sources = Sources::new("/nowhere");
        let from = |roots: &[&str]| {
            let all = findings(&sources, "bad");
            let in_root = |root: &&str| {
                let mut finding = all[0].clone();
                finding.occurrences[0].root = Some(sources.absolute(Path::new(root)).into());
                finding
            };
            roots.iter().map(in_root).collect::<Vec<_>>()
        };
        let baseline = Baseline::new(&HERE, &sources, &from(&["prod", "stage"]));
        assert_eq!((baseline.len(), baseline.findings[0].roots.len()), (1, 2));
        let compared = baseline.compare(&HERE, &sources, from(&["dev", "prod", "stage"]));
        assert_eq!((compared.new.len(), compared.known, compared.stale.len()), (1, 1, 0));
        assert_eq!(compared.new[0].occurrences[0].root.as_deref(), Some(Path::new("/nowhere/dev")));
        assert_eq!(baseline.compare(&HERE, &sources, from(&["stage"])).stale.len(), 0);
    }

    #[test]
    fn a_file_that_is_no_baseline_is_refused() {
        assert!(Baseline::parse("").unwrap_err().to_string().contains("at line 1 column 0"));
        assert!(Baseline::parse("{\"schema_version\": 1}").is_err());
        let newer = Baseline::parse("{\"schema_version\": 3, \"results\": []}").unwrap_err();
        assert!(newer.to_string().contains("format 3"));
    }
}
