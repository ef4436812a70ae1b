//! `disk-key-without-encryption`: a key is given for a disk that is not encrypted.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::rules::limits::argument_ignored::{with_cause, without_effect};
use crate::tables::Test;
use crate::view::finding::finding_on_named;

pub(crate) static RULE: Rule = Rule {
    name: "disk-key-without-encryption",
    theme: Theme::Consumers,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "a key is given for a disk that is not encrypted",
    why: "The key of a disk, a file system or a database has an effect only where encryption is switched on beside it. \
          Otherwise the provider or the service drops the key, nothing is encrypted with it, and nothing says so.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/ecs_disk"],
    bad: examples!("disk-key-without-encryption", "example-bad.tf"),
    good: examples!("disk-key-without-encryption", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for (field, condition) in without_effect(cx, Some(RULE.name)) {
        let section = &field.section;
        let switch = section.name_here(&condition.field);
        let key = field.written();
        let (message, help) = match &condition.test {
            Test::IsNot(value) => {
                let setting = section.assignment(&condition.field, value);
                (format!("`{key}` has no effect without `{setting}`"), format!("set `{setting}`, or remove `{key}`"))
            }
            Test::NotSet => {
                (format!("`{key}` has no effect without `{switch}`"), format!("set `{switch}`, or remove `{key}`"))
            }
            Test::Is(_) | Test::Set => (
                format!("`{key}` has no effect where {}", section.cause(condition)),
                format!("change `{switch}`, or remove `{key}`"),
            ),
        };
        let finding = finding_on_named(section.group, field.name, message).with_help(help);
        cx.report_limit(section, Some(field.row), RULE.severity, with_cause(finding, section, condition));
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
        let key = |text: &str| lines(&RULE, &format!(r#"{{"alicloud_ecs_disk.a": {{"kms_key_id": {text}}}}}"#)).len();
        assert_eq!((key("null"), key(r#""?""#)), (0, 0), "a key that is not known may be null");
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
