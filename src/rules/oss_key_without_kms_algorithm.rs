//! `oss-key-without-kms-algorithm`: a key is given for an encryption that uses none.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::rules::limits::argument_ignored::{with_cause, without_effect};
use crate::view::finding::{finding_on_named, setting_of};

pub(crate) static RULE: Rule = Rule {
    name: "oss-key-without-kms-algorithm",
    theme: Theme::Consumers,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "a key is given, but the bucket is not encrypted with KMS",
    why: "`kms_master_key_id` is read only where `sse_algorithm` is `KMS`. With `AES256` OSS uses keys of its own.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/oss_bucket"],
    bad: examples!("oss-key-without-kms-algorithm", "example-bad.tf"),
    good: examples!("oss-key-without-kms-algorithm", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for (field, condition) in without_effect(cx, Some(RULE.name)) {
        let section = &field.section;
        let message = format!("`{}` has no effect where {}", field.written(), section.cause(condition));
        let algorithm = section.name_here(&condition.field);
        let remove = format!(", or remove `{}`", field.written());
        let finding = finding_on_named(section.group, field.name, message)
            .with_help(setting_of(section.group, &condition.field, &algorithm).set_to("`KMS`").then(remove));
        cx.report_limit(section, Some(field.row), RULE.severity, with_cause(finding, section, condition));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn only_kms_reads_the_key() {
        let with = |rule: &str| {
            lines(&RULE, &format!(r#"{{"alicloud_oss_bucket.a": {{"server_side_encryption_rule": [{{{rule}}}]}}}}"#))
                .len()
        };
        assert_eq!(with(r#""sse_algorithm": "AES256", "kms_master_key_id": "k""#), 1);
        assert_eq!(with(r#""sse_algorithm": "KMS", "kms_master_key_id": "k""#), 0);
        assert_eq!(with(r#""sse_algorithm": "?", "kms_master_key_id": "k""#), 0);
        assert_eq!(with(r#""sse_algorithm": "AES256""#), 0);
    }
}
