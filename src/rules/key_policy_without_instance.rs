//! `key-policy-without-instance`: a policy that nobody reads.

use crate::finding::{Identity, Severity};
use crate::resource::{Presence, Role};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::finding::finding_on_named;
use crate::view::instance::name_on;

pub(crate) static RULE: Rule = Rule {
    name: "key-policy-without-instance",
    theme: Theme::Keys,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "a key or secret policy outside of a KMS instance has no effect",
    why: "Policies belong to keys and secrets in a KMS instance. Without `dkms_instance_id` the policy is not used.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/kms_key"],
    bad: examples!("key-policy-without-instance", "example-bad.tf"),
    good: examples!("key-policy-without-instance", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for kind in ["alibaba/kms_key", "alibaba/kms_secret"] {
        for resource in cx.written(kind).filter(|resource| {
            matches!(&*resource.name, "CreateKey" | "CreateSecret") || resource.role != Role::Operation
        }) {
            let body = &resource.body;
            if body.presence("policy") == Presence::Set && body.presence("dkms_instance_id") == Presence::Absent {
                let [policy, name] = ["policy", "dkms_instance_id"].map(|name| name_on(cx, resource, &[name]));
                let message = format!("`{policy}` has no effect without `{name}`");
                let mut finding = finding_on_named(body, "policy", message);
                finding.identity = Identity::of_field("policy");
                cx.report(
                    resource,
                    finding.with_help(format!("set `{name}` to the id of a KMS instance, or remove `{policy}`")),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn only_a_policy_that_is_certainly_alone_is_reported() {
        let with = |fields: &str| lines(&RULE, &format!(r#"{{"alicloud_kms_key.a": {{{fields}}}}}"#)).len();
        assert_eq!(with(r#""policy": "{}""#), 1);
        assert_eq!(with(r#""policy": "{}", "dkms_instance_id": "@alicloud_kms_instance.a.id""#), 0);
        assert_eq!(with(r#""policy": "?""#), 0, "may be null");
        assert_eq!(with(""), 0);
    }
}
