//! `argument-ignored`: an argument that has no effect beside the others.

use crate::finding::{Draft, Fix, Help, Identity, Severity};
use crate::resource::Presence;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::tables::{Condition, Test};
use crate::value::Value;
use crate::view::finding::setting_of;
use crate::view::literal::remove;
use crate::view::{FieldView, Section};

pub(crate) static RULE: Rule = Rule {
    name: "argument-ignored",
    theme: Theme::Arguments,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "an argument is set where it has no effect",
    why: "A provider drops some arguments silently. The quotas of a KMS instance belong to a subscription: on an \
          instance that is billed by use the plan shows none of them, and whoever relies on `vpc_num = 1` has no \
          limit.",
    fixable: Fixable::Sometimes,
    options: &[],
    sources: &[
        "https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/kms_instance",
        "https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/kms_key",
    ],
    bad: examples!("argument-ignored", "example-bad.tf"),
    good: examples!("argument-ignored", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for (field, condition) in without_effect(cx, None) {
        let finding = finding(field, condition);
        cx.report_limit(&field.section, Some(field.row), Severity::Warning, finding);
    }
}

/// The fields that are set where they have no effect, each with the condition that holds; only those that the table
/// leaves to the rule named.
pub(crate) fn without_effect<'a>(cx: &RuleContext<'a>, judge: Option<&str>) -> Vec<(&'a FieldView<'a>, &'a Condition)> {
    let mut found = Vec::new();
    for field in cx.view().fields().iter().filter(|field| field.row.judged_by.as_deref() == judge) {
        if field.limit(|row| row.ignored_when.as_deref()).is_none() {
            continue;
        }
        let is_set = match field.section.presence(field.name) {
            Presence::Set => true,
            Presence::Absent => false,
            // A variable that somebody must give a value is hardly meant to be null, but a key often is.
            Presence::Uncertain if judge.is_none() => field.field.value().is_some_and(Value::is_awaited),
            Presence::Uncertain => {
                field.field.value().inspect(|value| field.resource().ask(field.name, value));
                false
            }
        };
        if !field.resource().is_written() || !is_set {
            continue;
        }
        found.extend(field.idle_condition().map(|condition| (field, condition)));
    }
    found
}

fn finding(field: &FieldView<'_>, condition: &Condition) -> Draft {
    let section = &field.section;
    let message = format!("`{}` has no effect where {}", field.written(), section.cause(condition));
    let (name, other) = (field.written(), section.name_here(&condition.field));
    let help = match &condition.test {
        Test::NotSet => Help::from(format!("remove `{name}`, or set `{other}`")),
        Test::IsNot(value) => {
            let setting = setting_of(section.group, &condition.field, &other);
            Help::from(format!("remove `{name}`, or ")).and(setting.set_to(&format!("`{value}`")))
        }
        Test::Set | Test::Is(_) => format!("remove `{name}`").into(),
    };
    let mut finding = Draft::new(field.field.name_span, message).with_help(help);
    finding.identity = Identity::of_field(field.path());
    finding = with_cause(finding, section, condition);
    if let Some(edit) = remove(field) {
        let description = format!("remove `{}`", field.written());
        // Where something is missing beside it, or a switch is off, to mend that may be what is meant; otherwise the
        // meaning stays the same.
        let may_be_meant = match &condition.test {
            Test::NotSet => true,
            Test::IsNot(value) => value == "true",
            Test::Is(_) | Test::Set => false,
        };
        finding.fix = Some(match may_be_meant {
            true => Fix::unsafe_(description, vec![edit]),
            false => Fix::safe(description, vec![edit]),
        });
    }
    finding
}

/// Shows the field that a condition asks about, where it is written.
pub(crate) fn with_cause(finding: Draft, section: &Section<'_>, condition: &Condition) -> Draft {
    let Some(cause) = section.group.field(&condition.field) else { return finding };
    let finding = finding.with_label(cause.span(), format!("`{}` is set here", cause.written));
    match cause.value() {
        Some(value) => finding.because(value),
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::limits::testing::{of_surface, terraform};
    use crate::surface::ros;

    fn quota(payment: &str) -> Vec<String> {
        terraform("alicloud_kms_instance").set("payment_type", payment).set("vpc_num", "1").messages(&RULE)
    }

    #[test]
    fn quotas_belong_to_subscriptions() {
        assert_eq!(quota("\"PayAsYouGo\""), ["`vpc_num` has no effect where `payment_type` is `PayAsYouGo`"]);
        assert!(quota("\"Subscription\"").is_empty());
        assert!(quota("null").is_empty());
        assert!(quota("?").is_empty());
        assert!(terraform("alicloud_kms_instance").set("vpc_num", "1").messages(&RULE).is_empty());
    }

    #[test]
    fn a_null_is_not_set() {
        let instance = terraform("alicloud_kms_instance").set("payment_type", "\"PayAsYouGo\"").set("vpc_num", "null");
        assert!(instance.messages(&RULE).is_empty());
        let instance = terraform("alicloud_kms_instance").set("payment_type", "\"PayAsYouGo\"").set("vpc_num", "?");
        assert_eq!(instance.messages(&RULE).len(), 1, "a variable that must be given a value is hardly null");
    }

    #[test]
    fn the_line_is_removed() {
        let findings =
            terraform("alicloud_kms_instance").set("payment_type", "\"PayAsYouGo\"").set("spec", "1000").check(&RULE);
        let edit = &findings[0].fix.as_ref().unwrap().edits[0];
        assert_eq!(edit.span.start, findings[0].span.start);
        assert!(edit.text.is_empty());
        assert_eq!(findings[0].labels().len(), 1);
    }

    #[test]
    fn log_is_read_for_pay_as_you_go_since_1_264() {
        let log = |versions: &str| {
            let instance = terraform("alicloud_kms_instance").set("payment_type", "\"PayAsYouGo\"").set("log", "\"1\"");
            instance.versions(versions).messages(&RULE).len()
        };
        assert_eq!((log("<1.264.0"), log(">=1.264.0"), log(">=1.250.0")), (1, 0, 0));
    }

    #[test]
    fn forced_deletion_is_read_for_pay_as_you_go_only() {
        let forced = |payment: &str| {
            let instance = terraform("alicloud_kms_instance").set("force_delete_without_backup", "\"true\"");
            instance.set("payment_type", payment).messages(&RULE).len()
        };
        assert_eq!((forced("\"PayAsYouGo\""), forced("\"Subscription\""), forced("?")), (0, 1, 0));
    }

    #[test]
    fn the_reason_for_the_deletion_protection_needs_the_protection() {
        let key = |protection: &str| {
            let key = terraform("alicloud_kms_key").set("deletion_protection_description", "\"kept\"");
            key.set("deletion_protection", protection).messages(&RULE)
        };
        assert!(key("\"Enabled\"").is_empty());
        assert_eq!(
            key("null"),
            ["`deletion_protection_description` has no effect where `deletion_protection` is `Disabled`, its default"]
        );
    }

    #[test]
    fn the_protection_level_of_hardware_is_not_ignored() {
        let key = |level: &str| {
            let key = terraform("alicloud_kms_key").set("dkms_instance_id", "\"kst-a\"");
            key.set("protection_level", level).messages(&RULE).len()
        };
        assert_eq!((key("\"SOFTWARE\""), key("\"HSM\""), key("?")), (1, 0, 0));
    }

    #[test]
    fn an_interval_is_not_ignored_in_a_template_that_enables_rotation() {
        let key = of_surface(&ros::NOTATION, "ALIYUN::KMS::Key").set("RotationInterval", "\"30d\"");
        assert!(key.set("EnableAutomaticRotation", "true").messages(&RULE).is_empty());
    }

    #[test]
    fn the_key_of_an_object_is_ignored_without_encryption() {
        let object = |encryption: &str| {
            let object = terraform("opentelekomcloud_obs_bucket_object").set("kms_key_id", "\"k\"");
            object.set("encryption", encryption).messages(&RULE).len()
        };
        assert_eq!((object("true"), object("false"), object("null"), object("?")), (0, 1, 1, 0));
    }

    #[test]
    fn generic_secrets_do_not_rotate() {
        let secret = |kind: &str| {
            let secret = terraform("alicloud_kms_secret").set("secret_type", kind).set("rotation_interval", "\"7d\"");
            secret.messages(&RULE)
        };
        assert!(secret("\"Rds\"").is_empty());
        assert!(secret("?").is_empty());
        assert_eq!(secret("\"Generic\""), ["`rotation_interval` has no effect where `secret_type` is `Generic`"]);
        assert_eq!(secret("null"), ["`rotation_interval` has no effect where `secret_type` is `Generic`, its default"]);
        let off = terraform("alicloud_kms_secret").set("enable_automatic_rotation", "false");
        assert!(off.messages(&RULE).is_empty());
    }

    #[test]
    fn a_data_source_is_not_judged() {
        let read = terraform("data.alicloud_kms_secrets").set("tags", "{a=b}");
        assert!(read.messages(&RULE).is_empty());
    }
}
