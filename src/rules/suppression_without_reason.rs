//! A suppression without a reason does not count.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, Theme, examples, reported_by_engine};

pub(crate) static RULE: Rule = Rule {
    name: "suppression-without-reason",
    theme: Theme::Tool,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "a suppression gives no reason, and therefore does not count",
    why: "Whoever meets the suppression next year has to know whether it still holds. Write the reason after the \
          closing bracket.",
    fixable: Fixable::No,
    options: &[],
    sources: &[],
    bad: examples!("suppression-without-reason", "example-bad.tf"),
    good: examples!("suppression-without-reason", "example-good.tf"),
    check: reported_by_engine,
};
