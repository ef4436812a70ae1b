//! `secret-instance-without-key`: a secret names its instance or its key, but not both.

use crate::finding::Severity;
use crate::resource::Presence;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::finding::finding_on_named;
use crate::view::instance::name_on;

pub(crate) static RULE: Rule = Rule {
    name: "secret-instance-without-key",
    theme: Theme::Secrets,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "a secret names its instance or its key, but not both",
    why: "In KMS 3.0 a secret lives in an instance and is encrypted with a key of the same instance; `dkms_instance_id` and \
          `encryption_key_id` are set together.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/kms_secret"],
    bad: examples!("secret-instance-without-key", "example-bad.tf"),
    good: examples!("secret-instance-without-key", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written("alibaba/kms_secret") {
        let presence = |name: &str| resource.body.presence(name);
        let (set, absent, what) = match (presence("dkms_instance_id"), presence("encryption_key_id")) {
            (Presence::Set, Presence::Absent) => ("dkms_instance_id", "encryption_key_id", "a key of that instance"),
            (Presence::Absent, Presence::Set) => {
                ("encryption_key_id", "dkms_instance_id", "the instance that has the key")
            }
            _ => continue,
        };
        if resource.body.known_str(set) == Some("") {
            continue;
        }
        let (set_name, absent_name) = (name_on(cx, resource, &[set]), name_on(cx, resource, &[absent]));
        let finding = finding_on_named(&resource.body, set, format!("`{set_name}` is set without `{absent_name}`"));
        cx.report(resource, finding.with_help(format!("set `{absent_name}` to {what}")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn both_or_none() {
        let with = |fields: &str| lines(&RULE, &format!(r#"{{"alicloud_kms_secret.a": {{{fields}}}}}"#)).len();
        assert_eq!(with(r#""dkms_instance_id": "kst-a""#), 1);
        assert_eq!(with(r#""encryption_key_id": "key-a""#), 1);
        assert_eq!(with(r#""encryption_key_id": "key-a", "dkms_instance_id": "kst-a""#), 0);
        assert_eq!(with(r#""encryption_key_id": "?""#), 0, "may be null");
        assert_eq!(with(""), 0);
    }
}
