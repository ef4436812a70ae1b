//! `force-delete-without-backup`: an instance may be destroyed without a backup of its keys.

use crate::finding::Severity;
use crate::resource::Role;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::finding::finding_on_named;
use crate::view::instance::{INSTANCE, is_pay_as_you_go};

pub(crate) static RULE: Rule = Rule {
    name: "force-delete-without-backup",
    theme: Theme::Keys,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "an instance may be destroyed without a backup of its keys",
    why: "With this switch a pay-as-you-go instance is released even if its keys were not backed up. What was \
          encrypted with them can never be read again. The official examples set it because they are made to be \
          destroyed.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/kms_instance"],
    bad: examples!("force-delete-without-backup", "example-bad.tf"),
    good: examples!("force-delete-without-backup", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written(INSTANCE) {
        // A subscription never comes to the call that reads the switch.
        let has_effect = resource.role == Role::Operation || is_pay_as_you_go(resource) != Some(false);
        if has_effect && resource.body.known_bool("force_delete_without_backup") == Some(true) {
            let message = "the instance can be released without a backup of its keys";
            let finding = finding_on_named(&resource.body, "force_delete_without_backup", message);
            cx.report(resource, finding.with_help("remove it unless the keys may be lost"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn only_where_it_has_effect() {
        let with = |fields: &str| lines(&RULE, &format!(r#"{{"alicloud_kms_instance.a": {{{fields}}}}}"#)).len();
        assert_eq!(with(r#""payment_type": "PayAsYouGo", "force_delete_without_backup": "true""#), 1);
        assert_eq!(with(r#""payment_type": "?", "force_delete_without_backup": true"#), 1);
        assert_eq!(with(r#""payment_type": "PayAsYouGo", "force_delete_without_backup": "false""#), 0);
        assert_eq!(with(r#""force_delete_without_backup": "true""#), 0, "a subscription does not read it");
        assert_eq!(with(r#""payment_type": "PayAsYouGo", "force_delete_without_backup": "?""#), 0);
        assert_eq!(lines(&RULE, r#"{"alibaba/ReleaseKmsInstance": {"ForceDeleteWithoutBackup": "true"}}"#).len(), 1);
    }
}
