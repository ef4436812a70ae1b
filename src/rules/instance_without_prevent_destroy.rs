//! `instance-without-prevent-destroy`: nothing keeps an instance from being replaced.

use crate::finding::{Draft, Identity, Severity};
use crate::resource::{Group, Presence};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::instance::INSTANCE;

pub(crate) static RULE: Rule = Rule {
    name: "instance-without-prevent-destroy",
    theme: Theme::Instances,
    severity: Severity::Warning,
    is_on_by_default: false,
    summary: "nothing keeps a KMS instance from being destroyed or replaced",
    why: "A change of `vpc_id`, `zone_ids`, `vswitch_ids` or `payment_type` replaces the instance, and every key in \
          it is lost. `lifecycle { prevent_destroy = true }` or `deletion_protection = true` stops such a plan. Off \
          by default: many teams have other safeguards.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/kms_instance"],
    bad: examples!("instance-without-prevent-destroy", "example-bad.tf"),
    good: examples!("instance-without-prevent-destroy", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written(INSTANCE).filter(|resource| resource.notation.is_configuration) {
        let is_off = |group: &Group, name: &str| {
            group.presence(name) == Presence::Absent || group.known_bool(name) == Some(false)
        };
        let lifecycle = resource.meta.blocks("lifecycle");
        let is_unprotected = lifecycle.iter().all(|block| is_off(block, "prevent_destroy"));
        if is_unprotected && is_off(&resource.body, "deletion_protection") {
            let mut finding =
                Draft::new(resource.header, "nothing keeps this instance and its keys from being destroyed");
            finding.identity = Identity::of_field("prevent_destroy");
            cx.report(resource, finding.with_help("add `lifecycle { prevent_destroy = true }`"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn either_protection_is_enough() {
        assert_eq!(lines(&RULE, r#"{"alicloud_kms_instance.a": {}}"#).len(), 1);
        assert_eq!(lines(&RULE, r#"{"alicloud_kms_instance.a": {"deletion_protection": false}}"#).len(), 1);
        assert!(lines(&RULE, r#"{"alicloud_kms_instance.a": {"deletion_protection": true}}"#).is_empty());
        assert!(lines(&RULE, r#"{"alicloud_kms_instance.a": {"deletion_protection": "?"}}"#).is_empty());
    }
}
