//! A suppression that silences nothing is itself reported.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, Theme, examples, reported_by_engine};

pub(crate) static RULE: Rule = Rule {
    name: "unused-suppression",
    theme: Theme::Tool,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "a suppression silences nothing",
    why: "The problem is gone, or the comment is in the wrong place. Either way it would hide the next problem.",
    fixable: Fixable::Sometimes,
    options: &[],
    sources: &[],
    bad: examples!("unused-suppression", "example-bad.tf"),
    good: examples!("unused-suppression", "example-good.tf"),
    check: reported_by_engine,
};
