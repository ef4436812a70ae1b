//! A suppression or configuration that names a rule which does not exist.

use crate::finding::Severity;
use crate::rule::{Example, Fixable, Rule, reported_by_engine};

pub static RULE: Rule = Rule {
    name: "unknown-rule",
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "a rule name in a suppression that no rule has",
    why: "A misspelled name silences nothing. The nearest name is suggested.",
    fixable: Fixable::Sometimes,
    options: &[],
    sources: &[],
    bad: &[Example {
        file: "main.tf",
        text: "resource \"alicloud_kms_alias\" \"a\" {\n  # kmslint: ignore[alias-no-prefix] imported\n  alias_name = \"a\"\n  key_id     = \"7d1f0c2a-93b4-4e6f-8a51-2c3d4e5f6a7b\"\n}\n",
    }],
    good: &[Example {
        file: "main.tf",
        text: "resource \"alicloud_kms_alias\" \"a\" {\n  # kmslint: ignore[alias-without-prefix] imported before the prefix was enforced\n  alias_name = \"a\"\n  key_id     = \"7d1f0c2a-93b4-4e6f-8a51-2c3d4e5f6a7b\"\n}\n",
    }],
    check: reported_by_engine,
};
