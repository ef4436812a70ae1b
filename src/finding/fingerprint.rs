//! What stays the same of a finding when lines move.

use std::collections::HashMap;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::finding::{Finding, Identity};
use crate::resource::Address;
use crate::source::Sources;

/// The fingerprint of each finding, in the order given: 32 hexadecimal digits, different within one run.
///
/// It is made of the rule, the path, the block's address inside its module, the field and its value; never of a line,
/// and never of who calls the module. Findings that agree in all of these are numbered in order.
pub(crate) fn fingerprints(sources: &Sources, findings: &[Finding]) -> Vec<String> {
    let mut numbers = Numbers::default();
    findings
        .iter()
        .map(|finding| {
            let identity = identity(sources.root(), sources, finding);
            numbers.next(identity)
        })
        .collect()
}

/// Counts findings that agree in all that does not move.
#[derive(Debug, Default)]
pub(crate) struct Numbers(HashMap<String, usize>);

impl Numbers {
    /// The fingerprint of the next finding with this identity.
    pub(crate) fn next(&mut self, identity: String) -> String {
        let number = self.0.entry(identity.clone()).or_default();
        *number += 1;
        digest(&identity, *number)
    }
}

/// All of a finding that stays when lines move, with its path as it is named in a file of `folder`.
pub(crate) fn identity(folder: &Path, sources: &Sources, finding: &Finding) -> String {
    let file = sources.file(finding.span.file);
    let path = sources.display_from(folder, file.path());
    let block = finding.address.as_ref().map_or("", Address::block);
    let subject = match &finding.identity {
        // The text under the finding stands for the value; its layout does not count.
        Identity { field: None, value: None } => {
            file.shown(finding.span.range()).split_whitespace().collect::<Vec<_>>().join(" ")
        }
        Identity { field, value } => [field.as_deref(), value.as_deref()].map(Option::unwrap_or_default).join("\u{0}"),
    };
    [&*finding.rule, &path, block, &subject].join("\u{0}")
}

fn digest(identity: &str, number: usize) -> String {
    let hash = Sha256::new().chain_update(identity).chain_update(number.to_le_bytes()).finalize();
    hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Draft, Occurrence, Severity};
    use crate::source::Span;

    fn finding(sources: &Sources, text: &str, needle: &str) -> Finding {
        let file = sources.add("main.tf", text);
        let start = file.text().find(needle).unwrap();
        let draft = Draft::new(Span::new(file.id(), start, start + needle.len()), "too long");
        draft.stamped("alias-length", Severity::Error, Occurrence::default())
    }

    #[test]
    fn a_fingerprint_survives_moved_lines() {
        let sources = Sources::new("/nowhere");
        let before = finding(&sources, "a = [1,\n  2]\n", "[1,\n  2]");
        let after = finding(&sources, "\n\n# more\nb = 1\na = [1,\n\t2]\n", "[1,\n\t2]");
        assert_eq!(fingerprints(&sources, &[before]), fingerprints(&sources, &[after]));
    }

    #[test]
    fn a_message_that_counts_bytes_moves_nothing() {
        let sources = Sources::new("/nowhere");
        let before = finding(&sources, "a = \u{FFFD}", "\u{FFFD}");
        let after = Finding { message: "byte 20 is not valid UTF-8".to_owned(), ..before.clone() };
        assert_eq!(fingerprints(&sources, &[before]), fingerprints(&sources, &[after]));
    }

    #[test]
    fn the_folder_that_paths_are_named_from_decides_and_not_the_working_directory() {
        let above = Sources::new("/work");
        let inside = Sources::new("/work/live");
        let in_folder = |sources: &Sources, name: &str| {
            let file = sources.add(name, "a = 1\n");
            let draft = Draft::new(Span::new(file.id(), 4, 5), "too long");
            draft.stamped("alias-length", Severity::Error, Occurrence::default())
        };
        let (one, same) = (in_folder(&above, "live/main.tf"), in_folder(&inside, "main.tf"));
        let of = |sources, finding| identity(Path::new("/work"), sources, finding);
        assert_eq!(of(&above, &one), of(&inside, &same));
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
            with(|finding| finding.address = Some(Address::new("a.b"))),
            with(|finding| finding.identity = Identity::of_field("x").with_value("1")),
            with(|finding| finding.identity = Identity::of_field("x").with_value("2")),
            base.clone(),
        ];
        let mut all = fingerprints(&sources, &findings);
        assert!(all.iter().all(|fingerprint| fingerprint.len() == 32));
        all.sort();
        all.dedup();
        assert_eq!(all.len(), findings.len());
    }

    #[test]
    fn callers_and_instances_do_not_count() {
        let sources = Sources::new("/nowhere");
        let mut one = finding(&sources, "a = 1\n", "1");
        let mut other = one.clone();
        one.address = Some(Address::of_parts("module.a.", "x.y", "[0]"));
        other.address = Some(Address::of_parts("", "x.y", "[\"prod\"]"));
        assert_eq!(fingerprints(&sources, &[one]), fingerprints(&sources, &[other]));
    }
}
