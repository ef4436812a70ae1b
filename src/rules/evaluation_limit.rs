//! An expansion that was cut off says where, and that the rest was not checked.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, Theme, examples, reported_by_engine};

pub(crate) static RULE: Rule = Rule {
    name: "evaluation-limit",
    theme: Theme::Tool,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "an expression or expansion is too large to be evaluated",
    why: "Evaluation has budgets for steps, elements, string sizes and depth, so that no input can stall an editor or \
          a pipeline. Beyond them the value is unknown and rules are silent about it; this finding says so.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://developer.hashicorp.com/terraform/language/meta-arguments/count"],
    bad: examples!("evaluation-limit", "example-bad.tf"),
    good: examples!("evaluation-limit", "example-good.tf"),
    check: reported_by_engine,
};
