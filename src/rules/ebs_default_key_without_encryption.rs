//! `ebs-default-key-without-encryption`: a default key for disks that are not encrypted by default.

use crate::finding::{Draft, Identity, Severity};
use crate::resource::{Presence, Resource, Role};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::instance::name_on;

pub(crate) static RULE: Rule = Rule {
    name: "ebs-default-key-without-encryption",
    theme: Theme::Consumers,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "a default disk key is set where disks are not encrypted by default",
    why: "The default key of a region can be chosen once new disks are encrypted by default; before that the call \
          fails with InvalidDefaultEncryption.NotFound. The switch is the resource \
          `alicloud_ecs_disk_encryption_by_default`; it may have been set by hand, hence only a warning.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-modifydiskdefaultkmskeyid",
    ],
    bad: examples!("ebs-default-key-without-encryption", "example-bad.tf"),
    good: examples!("ebs-default-key-without-encryption", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    let is_managed = |resource: &&Resource| resource.role == Role::Managed;
    let switches: Vec<&Resource> = cx.written("alibaba/ecs_disk_encryption_by_default").filter(is_managed).collect();
    for resource in cx.written("alibaba/ecs_disk_default_kms_key").filter(is_managed) {
        let is_own = |switch: &&&Resource| {
            // Which one a repeated configuration is may not be known.
            switch.provider == resource.provider || resource.may_have_any_provider() || switch.may_have_any_provider()
        };
        let own: Vec<&&Resource> = switches.iter().filter(is_own).collect();
        // One that is switched off contradicts the key, which is another finding.
        let may_encrypt = |switch: &&&Resource| switch.body.presence("encrypted") != Presence::Absent;
        if own.iter().any(may_encrypt) || own.is_empty() && !cx.sees_all() {
            continue;
        }
        let message = "a default key can be set only where disks are encrypted by default";
        let mut finding = Draft::new(resource.header, message);
        finding.identity = Identity::of_field("encrypted");
        let help = match own.first() {
            Some(switch) => {
                let name = name_on(cx, switch, &["encrypted"]);
                finding = finding.with_label(switch.header, format!("`{name}` is not set here, so nothing is changed"));
                format!("set `{name}` to `true` in `{}`", switch.display_name())
            }
            None => {
                "add `alicloud_ecs_disk_encryption_by_default` with `encrypted = true`, and depend on it".to_owned()
            }
        };
        cx.report(resource, finding.with_help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn the_switch_of_the_same_region_counts() {
        let with = |switch: &str| {
            lines(&RULE, &format!(
            r#"{{{switch} "alicloud_ecs_disk_default_kms_key.k": {{"$provider": "alicloud", "kms_key_id": "k"}}}}"#
        )).len()
        };
        assert_eq!(with(""), 1);
        assert_eq!(
            with(r#""alicloud_ecs_disk_encryption_by_default.e": {"$provider": "alicloud", "encrypted": true},"#),
            0
        );
        assert_eq!(
            with(r#""alicloud_ecs_disk_encryption_by_default.e": {"$provider": "alicloud", "encrypted": "?"},"#),
            0
        );
        assert_eq!(
            with(
                r#""alicloud_ecs_disk_encryption_by_default.e": {"$provider": "alicloud.beijing", "encrypted": true},"#
            ),
            1
        );
        for unset in [r#"{"$provider": "alicloud"}"#, r#"{"$provider": "alicloud", "encrypted": null}"#] {
            assert_eq!(with(&format!(r#""alicloud_ecs_disk_encryption_by_default.e": {unset},"#)), 1, "{unset}");
        }
        assert_eq!(
            with(r#""alicloud_ecs_disk_encryption_by_default.e": {"$provider": "alicloud", "encrypted": false},"#),
            0,
            "another rule says so"
        );
        assert!(lines(&RULE, r#"{"alibaba/ModifyDiskDefaultKMSKeyId": {"KMSKeyId": "k"}}"#).is_empty());
    }
}
