//! A suppression without a reason does not count.

use crate::finding::Severity;
use crate::rule::{Example, Fixable, Rule, reported_by_engine};

pub static RULE: Rule = Rule {
    name: "suppression-without-reason",
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "a suppression that does not say why, and therefore does not count",
    why: "Whoever meets the suppression next year has to know whether it still holds. Write the reason after the \
          closing bracket.",
    fixable: Fixable::No,
    options: &[],
    sources: &[],
    bad: &[Example {
        file: "main.tf",
        text: "resource \"alicloud_kms_alias\" \"a\" {\n  # kmslint: ignore[alias-without-prefix]\n  alias_name = \"a\"\n  key_id     = \"7d1f0c2a-93b4-4e6f-8a51-2c3d4e5f6a7b\"\n}\n",
    }],
    good: &[Example {
        file: "main.tf",
        text: "resource \"alicloud_kms_alias\" \"a\" {\n  # kmslint: ignore[alias-without-prefix] imported before the prefix was enforced\n  alias_name = \"a\"\n  key_id     = \"7d1f0c2a-93b4-4e6f-8a51-2c3d4e5f6a7b\"\n}\n",
    }],
    check: reported_by_engine,
};
