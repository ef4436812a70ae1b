//! `oss-key-without-kms-algorithm`: a key is given for an encryption that uses none.

use crate::finding::Severity;
use crate::resource::Presence;
use crate::rule::{Fixable, Rule, RuleContext, examples};
use crate::view::finding::finding_on_named;

pub(crate) static RULE: Rule = Rule {
    name: "oss-key-without-kms-algorithm",
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "a key is given, but the bucket is encrypted with an algorithm other than KMS",
    why: "`kms_master_key_id` is read only where `sse_algorithm` is `KMS`. With `AES256` OSS uses keys of its own.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/oss_bucket"],
    bad: examples!("oss-key-without-kms-algorithm", "example-bad.tf"),
    good: examples!("oss-key-without-kms-algorithm", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for kind in ["alibaba/oss_bucket", "alibaba/oss_bucket_server_side_encryption"] {
        for resource in cx.written(kind) {
            for group in std::iter::once(&resource.body).chain(resource.body.blocks("server_side_encryption_rule")) {
                let is_named = group.presence("kms_master_key_id") == Presence::Set
                    && group.known_str("kms_master_key_id") != Some("");
                let Some(algorithm) =
                    group.known_str("sse_algorithm").filter(|algorithm| is_named && *algorithm != "KMS")
                else {
                    continue;
                };
                let message = format!("the key has no effect where `sse_algorithm` is `{algorithm}`");
                let mut finding = finding_on_named(group, "kms_master_key_id", message);
                if let Some(field) = group.field("sse_algorithm") {
                    finding = finding.with_label(field.span(), "the algorithm");
                }
                cx.report(resource, finding.with_help("set `sse_algorithm` to `KMS`, or leave the key out"));
            }
        }
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
