//! A suppression or configuration that names a rule which does not exist.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, Theme, examples, reported_by_engine};

pub(crate) static RULE: Rule = Rule {
    name: "unknown-rule",
    theme: Theme::Tool,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "a suppression names a rule that does not exist",
    why: "A misspelled name silences nothing. The nearest rule name is suggested.",
    fixable: Fixable::Sometimes,
    options: &[],
    sources: &[],
    bad: examples!("unknown-rule", "example-bad.tf"),
    good: examples!("unknown-rule", "example-good.tf"),
    check: reported_by_engine,
};
