//! `argument-requires`: an argument that needs another one.

use crate::finding::{Draft, Help, Identity, Severity};
use crate::resource::Presence;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::tables::{Condition, Row, Test};
use crate::view::finding::setting_of;
use crate::view::{FieldView, Section};

pub(crate) static RULE: Rule = Rule {
    name: "argument-requires",
    theme: Theme::Arguments,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "an argument is set without another that it needs",
    why: "Rotation needs an interval and an interval needs rotation; automatic renewal needs a period. Providers \
          check such pairs late, when the key already exists, or not at all.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/kms_key",
        "https://registry.terraform.io/providers/opentelekomcloud/opentelekomcloud/latest/docs/resources/kms_key_v1",
    ],
    bad: examples!("argument-requires", "example-bad-1.tf", "example-bad-2.tf"),
    good: examples!("argument-requires", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for field in cx.view().fields() {
        let Some(conditions) = field.limit(|row| row.requires.as_deref()) else { continue };
        if field.section.presence(field.name) == Presence::Set {
            for condition in conditions.iter().filter(|condition| field.section.holds(condition) == Some(false)) {
                let finding = unmet(field, condition);
                cx.report_limit(&field.section, Some(field.row), Severity::Error, finding);
            }
        }
    }
    for section in cx.view().sections() {
        for (name, row) in section.rows {
            check_needed(cx, section, name, row);
        }
    }
}

/// The field is set and what it requires does not hold.
fn unmet(field: &FieldView<'_>, condition: &Condition) -> Draft {
    let section = &field.section;
    let other = section.name_here(&condition.field);
    let help = match &condition.test {
        Test::Set | Test::IsNot(_) => Help::from(format!("set `{other}`")),
        Test::NotSet => format!("remove `{other}`").into(),
        Test::Is(value) => setting_of(section.group, &condition.field, &other).set_to(&format!("`{value}`")),
    };
    let message = match &condition.test {
        Test::Set => format!("`{}` needs `{other}`, which is not set", field.written()),
        _ => format!("`{}` is allowed only where {}", field.written(), section.in_words(condition)),
    };
    let mut finding = Draft::new(field.field.name_span, message).with_help(help);
    finding.identity = Identity::of_field(field.path());
    if let Some(other) = section.group.field(&condition.field) {
        finding = finding.with_label(other.span(), format!("`{}` is set here", other.written));
        if let Some(value) = other.value() {
            finding = finding.because(value);
        }
    }
    finding
}

/// The field is absent and one of the conditions under which it is needed holds.
fn check_needed<'a>(cx: &mut RuleContext<'_>, section: &Section<'a>, name: &str, row: &'a Row) {
    let Some(conditions) = section.limit(row, |row| row.required_when.as_deref()) else { return };
    let name_here = row.name_on(section.subject.resource.notation, name).filter(|_| section.is_parameter(name));
    let Some(name_here) = name_here else { return };
    // What would have no effect is not needed.
    let ignored = section.limit(row, |row| row.ignored_when.as_deref());
    let may_be_ignored = ignored.into_iter().flatten().any(|condition| section.holds(condition) != Some(false));
    if section.presence(name) != Presence::Absent || may_be_ignored {
        return;
    }
    let Some(condition) = conditions.iter().find(|condition| section.holds(condition) == Some(true)) else { return };
    let cause = section.group.field(&condition.field);
    let message = format!("`{name_here}` is needed where {}", section.cause(condition));
    let span = cause.map_or(section.group.header, |cause| cause.span());
    let mut finding = Draft::new(span, message).with_help(format!("set `{name_here}`"));
    finding.identity = Identity::of_field(name);
    if let Some(value) = section.group.field(name) {
        finding = finding.with_label(value.span(), format!("`{name_here}` counts as not set here"));
    }
    if let Some(value) = cause.and_then(|cause| cause.value()) {
        finding = finding.because(value);
    }
    cx.report_limit(section, Some(row), Severity::Error, finding);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::limits::testing::{of_surface, request, terraform};
    use crate::surface::ros;

    fn rotation(enabled: &str) -> Vec<String> {
        let key = terraform("opentelekomcloud_kms_key_v1").set("rotation_interval", "90");
        key.set("rotation_enabled", enabled).messages(&RULE)
    }

    #[test]
    fn an_interval_needs_rotation() {
        assert!(rotation("true").is_empty());
        assert!(rotation("\"true\"").is_empty());
        assert_eq!(rotation("false"), ["`rotation_interval` is allowed only where `rotation_enabled` is `true`"]);
        assert_eq!(rotation("null").len(), 1);
        assert!(rotation("?").is_empty());
    }

    #[test]
    fn an_interval_alone_is_a_request() {
        assert!(request("otc/update-key-rotation-interval").set("rotation_interval", "90").messages(&RULE).is_empty());
    }

    #[test]
    fn rotation_needs_an_interval() {
        let key = |interval: &str| {
            let key = terraform("alicloud_kms_key").set("automatic_rotation", "\"Enabled\"");
            key.set("rotation_interval", interval).messages(&RULE)
        };
        assert_eq!(key("\"\"").len(), 1);
        assert_eq!(key("null"), ["`rotation_interval` is needed where `automatic_rotation` is `Enabled`"]);
        assert!(key("\"30d\"").is_empty());
        assert!(key("?").is_empty());
        assert!(terraform("alicloud_kms_key").set("automatic_rotation", "\"Disabled\"").messages(&RULE).is_empty());
    }

    #[test]
    fn a_zero_period_is_not_sent() {
        let renewal = |period: &str| {
            let instance = terraform("alicloud_kms_instance").set("renew_status", "\"AutoRenewal\"");
            instance.set("renew_period", period).messages(&RULE).len()
        };
        assert_eq!((renewal("1"), renewal("0"), renewal("null"), renewal("?")), (0, 1, 1, 0));
    }

    #[test]
    fn a_connection_is_whole() {
        let instance = of_surface(&ros::NOTATION, "ALIYUN::KMS::Instance").set("Connection.VpcId", "\"vpc-a\"");
        assert_eq!(instance.messages(&RULE).len(), 2);
        assert!(of_surface(&ros::NOTATION, "ALIYUN::KMS::Instance").messages(&RULE).is_empty());
    }

    #[test]
    fn secrets_of_services_have_a_configuration() {
        let secret = |kind: &str| terraform("alicloud_kms_secret").set("secret_type", kind).messages(&RULE).len();
        assert_eq!((secret("\"Rds\""), secret("\"Generic\""), secret("?"), secret("null")), (1, 0, 0, 0));
    }

    #[test]
    fn an_end_needs_a_start() {
        let client = terraform("alicloud_kms_client_key").set("not_after", "\"2027-08-10T08:03:30Z\"");
        assert_eq!(client.messages(&RULE), ["`not_after` needs `not_before`, which is not set"]);
    }
}
