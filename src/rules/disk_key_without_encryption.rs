//! `disk-key-without-encryption`: a key is given for a disk that is not encrypted.

use crate::finding::Severity;
use crate::resource::{Field, Group, Presence, Resource};
use crate::rule::{Fixable, Rule, RuleContext, examples};
use crate::view::finding::finding_on_named;

pub(crate) static RULE: Rule = Rule {
    name: "disk-key-without-encryption",
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "a key is given for a disk that is not encrypted",
    why: "The key of a disk has an effect only where encryption is switched on beside it. Otherwise the disk is not \
          encrypted, and nothing says so.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/ecs_disk"],
    bad: examples!("disk-key-without-encryption", "example-bad.tf"),
    good: examples!("disk-key-without-encryption", "example-good.tf"),
    check,
};

/// A key's name, and the name of the switch beside it.
const PAIRS: &[(&str, &str)] = &[
    ("kms_key_id", "encrypted"),
    ("system_disk_kms_key_id", "system_disk_encrypted"),
    ("data_disk_kms_key_id", "data_disk_encrypted"),
];
/// The kinds whose disks have such a pair, at the top or in their blocks.
const KINDS: &[&str] = &[
    "alibaba/ecs_disk",
    "alibaba/instance",
    "alibaba/ecs_launch_template",
    "alibaba/ecs_instance_set",
    "alibaba/emrv2_cluster",
];

fn check(cx: &mut RuleContext<'_>) {
    for &kind in KINDS {
        for resource in cx.written(kind) {
            let blocks = resource.body.fields.iter().filter_map(Field::blocks).flat_map(|blocks| &blocks.groups);
            for group in std::iter::once(&resource.body).chain(blocks) {
                check_group(cx, resource, group);
            }
        }
    }
}

fn check_group(cx: &mut RuleContext<'_>, resource: &Resource, group: &Group) {
    for (key, switch) in PAIRS {
        let is_named = group.presence(key) == Presence::Set && group.known_str(key) != Some("");
        let is_off = group.presence(switch) == Presence::Absent || group.known_bool(switch) == Some(false);
        if is_named && is_off {
            let finding = finding_on_named(group, key, format!("`{key}` has no effect without `{switch} = true`"));
            cx.report(resource, finding.with_help(format!("set `{switch} = true`, or leave `{key}` out")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn the_switch_has_to_be_on() {
        let with = |fields: &str| {
            lines(&RULE, &format!(r#"{{"alicloud_ecs_disk.a": {{"kms_key_id": "k", {fields}}}}}"#)).len()
        };
        assert_eq!(with(r#""size": 1"#), 1);
        assert_eq!(with(r#""encrypted": false"#), 1);
        assert_eq!(with(r#""encrypted": true"#), 0);
        assert_eq!(with(r#""encrypted": "?""#), 0);
        assert!(lines(&RULE, r#"{"alicloud_ecs_disk.a": {"kms_key_id": "?"}}"#).is_empty(), "may be null");
        assert!(lines(&RULE, r#"{"alicloud_ecs_disk.a": {"kms_key_id": ""}}"#).is_empty());
    }

    #[test]
    fn blocks_have_their_own_switch() {
        let with =
            |disk: &str| lines(&RULE, &format!(r#"{{"alicloud_instance.a": {{"data_disks": [{{{disk}}}]}}}}"#)).len();
        assert_eq!(with(r#""kms_key_id": "k""#), 1);
        assert_eq!(with(r#""kms_key_id": "k", "encrypted": true"#), 0);
    }
}
