//! A file whose text cannot be had is a finding that says why.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, Theme, examples, reported_by_engine};

pub(crate) static RULE: Rule = Rule {
    name: "unreadable-file",
    theme: Theme::Tool,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "a file cannot be read: not UTF-8, too large, too deep, or refused by the system",
    why: "Terraform, JSON and YAML are UTF-8. A file that is not, that is larger than 32 MiB, that nests its values \
          too deeply (200 levels of data, 64 of a Terraform expression) or that the system does not open was not \
          checked, or not completely, and that must not look like a pass. Files that show no sign of KMS are left \
          alone.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://www.rfc-editor.org/rfc/rfc8259#section-8.1"],
    bad: examples!("unreadable-file", "example-bad.tf"),
    good: examples!("unreadable-file", "example-good.tf"),
    check: reported_by_engine,
};
