//! A rule that failed on some input costs itself there, and says so.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, Theme, reported_by_engine};

pub(crate) static RULE: Rule = Rule {
    name: "internal-error",
    theme: Theme::Tool,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "a rule failed on this input because of a bug in kmslint",
    why: "The other rules were still checked; this one was not. Please report it, with the file.",
    fixable: Fixable::No,
    options: &[],
    sources: &[],
    bad: &[],
    good: &[],
    check: reported_by_engine,
};
