//! A suppression that silences nothing is itself reported.

use crate::finding::Severity;
use crate::rule::{Example, Fixable, Rule, reported_by_engine};

pub static RULE: Rule = Rule {
    name: "unused-suppression",
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "a suppression that silences nothing",
    why: "The problem is gone, or the comment stands in the wrong place. Either way it would hide the next problem.",
    fixable: Fixable::Sometimes,
    options: &[],
    sources: &[],
    bad: &[Example {
        file: "main.tf",
        text: "resource \"alicloud_kms_alias\" \"a\" {\n  # kmslint: ignore[alias-without-prefix] imported\n  alias_name = \"alias/a\"\n  key_id     = \"7d1f0c2a-93b4-4e6f-8a51-2c3d4e5f6a7b\"\n}\n",
    }],
    good: &[Example {
        file: "main.tf",
        text: "resource \"alicloud_kms_alias\" \"a\" {\n  alias_name = \"alias/a\"\n  key_id     = \"7d1f0c2a-93b4-4e6f-8a51-2c3d4e5f6a7b\"\n}\n",
    }],
    check: reported_by_engine,
};
