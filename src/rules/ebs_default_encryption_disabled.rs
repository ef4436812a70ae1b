//! `ebs-default-encryption-disabled`: default encryption is off beside a default key.

use crate::finding::Severity;
use crate::resource::{Resource, Role};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::finding::{finding_on_named, setting_of};

pub(crate) static RULE: Rule = Rule {
    name: "ebs-default-encryption-disabled",
    theme: Theme::Consumers,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "default encryption is switched off beside a default disk key",
    why: "A default key for disks and `encrypted = false` contradict each other: the key cannot be set, or it cannot stay.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-modifydiskdefaultkmskeyid",
    ],
    bad: examples!("ebs-default-encryption-disabled", "example-bad.tf"),
    good: examples!("ebs-default-encryption-disabled", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    // Of two that depend on conditions perhaps only one is made.
    let is_certain = |resource: &&Resource| resource.role == Role::Managed && !resource.may_be_absent();
    let keys: Vec<&Resource> = cx.written("alibaba/ecs_disk_default_kms_key").filter(is_certain).collect();
    for resource in cx.written("alibaba/ecs_disk_encryption_by_default").filter(is_certain) {
        if resource.body.known_bool("encrypted") != Some(false) {
            continue;
        }
        let Some(key) = keys.iter().find(|key| key.provider == resource.provider) else { continue };
        let message = format!("disks are not encrypted by default, but `{}` sets their key", key.display_name());
        let finding = finding_on_named(&resource.body, "encrypted", message)
            .with_label(key.header, "the default key is set here");
        let help = setting_of(&resource.body, "encrypted", "encrypted").set_to("`true`");
        let help = help.then(format!(", or remove `{}`", key.display_name()));
        cx.report(resource, finding.with_help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn only_certainly_switched_off() {
        let with = |encrypted: &str, provider: &str| {
            lines(&RULE, &format!(
            r#"{{"alicloud_ecs_disk_encryption_by_default.e": {{"$provider": "{provider}", "encrypted": {encrypted}}},
                "alicloud_ecs_disk_default_kms_key.k": {{"$provider": "alicloud", "kms_key_id": "k"}}}}"#
        )).len()
        };
        assert_eq!(
            (
                with("false", "alicloud"),
                with("true", "alicloud"),
                with(r#""?""#, "alicloud"),
                with("false", "alicloud.b")
            ),
            (1, 0, 0, 0)
        );
    }
}
