//! What stays the same of a finding when lines move.

use std::collections::HashMap;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::finding::Finding;
use crate::source::Sources;

/// The fingerprint of each finding, in the order given: 32 hexadecimal digits, different within one run.
///
/// It is made of the rule, the path, the address and the subject (the field and its value), never of a line. Findings
/// that agree in all of these are numbered in order.
pub fn fingerprints(sources: &Sources, findings: &[Finding]) -> Vec<String> {
    fingerprints_from(sources.root(), sources, findings)
}

/// The fingerprints with every path as it is named in a file of `folder`, whatever the working directory is.
pub fn fingerprints_from(folder: &Path, sources: &Sources, findings: &[Finding]) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    findings
        .iter()
        .map(|finding| {
            let identity = identity(folder, sources, finding);
            let occurrence = seen.entry(identity.clone()).or_default();
            *occurrence += 1;
            digest(&identity, *occurrence)
        })
        .collect()
}

fn identity(folder: &Path, sources: &Sources, finding: &Finding) -> String {
    let file = sources.file(finding.span.file);
    let path = sources.display_from(folder, file.path());
    let address = finding.address.as_deref().unwrap_or_default();
    // Without a subject, the text under the finding stands for the value; its layout does not count.
    let subject = finding.subject.clone().unwrap_or_else(|| {
        let words: Vec<_> = file.slice(finding.span).split_whitespace().collect();
        format!("{}\u{0}{}", words.join(" "), finding.message)
    });
    [&*finding.rule, &path, address, &subject].join("\u{0}")
}

fn digest(identity: &str, occurrence: usize) -> String {
    let hash = Sha256::new().chain_update(identity).chain_update(occurrence.to_le_bytes()).finalize();
    hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn finding(sources: &Sources, text: &str, needle: &str) -> Finding {
        let file = sources.add("main.tf", text);
        let start = file.text().find(needle).unwrap();
        let mut finding = Finding::new(Span::new(file.id(), start, start + needle.len()), "too long");
        finding.rule = "alias-length".into();
        finding
    }

    #[test]
    fn a_fingerprint_survives_moved_lines() {
        let sources = Sources::new("/nowhere");
        let before = finding(&sources, "a = [1,\n  2]\n", "[1,\n  2]");
        let after = finding(&sources, "\n\n# more\nb = 1\na = [1,\n\t2]\n", "[1,\n\t2]");
        assert_eq!(fingerprints(&sources, &[before]), fingerprints(&sources, &[after]));
    }

    #[test]
    fn the_folder_that_paths_are_named_from_decides_and_not_the_working_directory() {
        let above = Sources::new("/work");
        let inside = Sources::new("/work/live");
        let in_folder = |sources: &Sources, name: &str| {
            let file = sources.add(name, "a = 1\n");
            let mut finding = Finding::new(Span::new(file.id(), 4, 5), "too long");
            finding.rule = "alias-length".into();
            finding
        };
        let (one, same) = (in_folder(&above, "live/main.tf"), in_folder(&inside, "main.tf"));
        let prints = |sources, finding| fingerprints_from(Path::new("/work"), sources, &[finding]);
        assert_eq!(prints(&above, one.clone()), prints(&inside, same.clone()));
        assert_ne!(fingerprints(&above, &[one]), fingerprints(&inside, &[same]));
    }

    #[test]
    fn each_part_of_the_identity_counts() {
        let sources = Sources::new("/nowhere");
        let base = finding(&sources, "a = 1\n", "1");
        let with = |change: fn(&mut Finding)| {
            let mut finding = base.clone();
            change(&mut finding);
            finding
        };
        let findings = [
            base.clone(),
            with(|finding| finding.rule = "alias-default-suffix".into()),
            with(|finding| finding.address = Some("a.b".to_owned())),
            with(|finding| finding.subject = Some("x=1".to_owned())),
            with(|finding| finding.subject = Some("x=2".to_owned())),
            base.clone(),
        ];
        let mut all = fingerprints(&sources, &findings);
        assert!(all.iter().all(|fingerprint| fingerprint.len() == 32));
        all.sort();
        all.dedup();
        assert_eq!(all.len(), findings.len());
    }
}
