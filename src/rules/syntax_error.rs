//! A file that does not parse is a finding at the place, never a silent pass.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, Theme, examples, reported_by_engine};

pub(crate) static RULE: Rule = Rule {
    name: "syntax-error",
    theme: Theme::Tool,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "a file cannot be parsed",
    why: "What cannot be parsed cannot be checked. In Terraform one bad block costs only that block. Whatever could \
          be read of a bad JSON or YAML document is still checked, and nothing is called missing from one that is cut \
          off. Files of other tools are left alone.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md",
        "https://www.rfc-editor.org/rfc/rfc8259",
    ],
    bad: examples!("syntax-error", "example-bad-1.tf", "example-bad-2.json", "example-bad-3.yaml"),
    good: examples!("syntax-error", "example-good.json"),
    check: reported_by_engine,
};
