//! `value-out-of-range`: a number, or a number of items, outside what is allowed.

use std::borrow::Cow;

use crate::finding::{Identity, Severity};
use crate::resource::number_of;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::tables::schema::Bounds;
use crate::tables::{Duration, DurationLimit};
use crate::value::{Number, Value};
use crate::view::FieldView;
use crate::view::field::count_of;

pub(crate) static RULE: Rule = Rule {
    name: "value-out-of-range",
    theme: Theme::Arguments,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "a number is below the smallest or above the largest allowed value",
    why: "Providers do not check every number when they plan. The waiting time before a key is destroyed, for \
          example, is sent only when the key is destroyed, so a wrong one passes `plan` and `apply` and fails on the \
          day on which the key should go.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/kms_key",
        "https://docs.otc.t-systems.com/key-management-service/api-ref/apis/key_management_service/cmk_management/scheduling_the_deletion_of_a_cmk.html",
    ],
    bad: examples!("value-out-of-range", "example-bad-1.tf", "example-bad-2.json"),
    good: examples!("value-out-of-range", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for field in cx.view().fields() {
        if let Some(range) = field.limit(|row| row.range) {
            for value in field.values() {
                if let Some(number) = number_of(value) {
                    check_number(cx, field, value, &number, range);
                }
            }
        }
        if let Some(limits) = field.limit(|row| row.durations.as_deref()) {
            for value in field.values() {
                check_duration(cx, field, value, limits);
            }
        }
        if let Some(bounds) = field.limit(|row| row.count) {
            check_count(cx, field, bounds);
        }
    }
}

fn check_number(cx: &mut RuleContext<'_>, field: &FieldView<'_>, value: &Value, number: &Number, range: Bounds) {
    let unit = field.limit(|row| row.unit.as_deref()).map(|unit| format!(" {unit}")).unwrap_or_default();
    let divisor = field.limit(|row| row.multiple_of);
    let is_divided = |divisor: &i64| number.modulo(&Number::from(*divisor)).is_zero();
    let limit = if let Some(min) = range.min.filter(|min| *number < Number::from(*min)) {
        format!("below the minimum of {min}{}", singular(min, &unit))
    } else if let Some(max) = range.max.filter(|max| *number > Number::from(*max)) {
        format!("above the maximum of {max}{}", singular(max, &unit))
    } else if let Some(divisor) = divisor.filter(|divisor| !is_divided(divisor)) {
        format!("not a multiple of {divisor}")
    } else {
        return;
    };
    let message = match field.is_shown(value) {
        true => format!("`{}` is `{number}`, {limit}", field.written()),
        false => format!("`{}` is {limit}", field.written()),
    };
    let help = field.advice(value, &wanted(range, divisor));
    let finding = field.finding(value, message, Some(help));
    cx.report_bound(field, range.severity, finding);
}

/// A unit as it is said of a number: `1 byte`, `1 VPC or account`.
fn singular(number: i64, unit: &str) -> Cow<'_, str> {
    match number {
        1 => unit.trim_end_matches('s').replace("s and ", " or ").into(),
        _ => unit.into(),
    }
}

fn check_duration(cx: &mut RuleContext<'_>, field: &FieldView<'_>, value: &Value, limits: &[DurationLimit]) {
    let Some(text) = value.as_str() else { return };
    // What is no duration has another form than it must, which is the business of another rule.
    let Some(duration) = Duration::parse(text) else { return };
    let section = &field.section;
    let counts = |limit: &&DurationLimit| limit.when.iter().all(|condition| section.holds(condition) == Some(true));
    let is_outside = |limit: &&DurationLimit| {
        limit.min.is_some_and(|min| duration < min) || limit.max.is_some_and(|max| duration > max)
    };
    let Some(limit) = limits.iter().filter(counts).find(is_outside) else { return };
    let shown = duration.to_string();
    let shown = if shown == text { format!("`{shown}`") } else { format!("`{text}` ({shown})") };
    let (problem, wanted) = match (limit.min, limit.max) {
        (Some(min), Some(max)) if min == max => (format!("but only `{max}` is allowed"), format!("`{max}`")),
        (Some(min), _) if duration < min => (format!("below the minimum of {min}"), in_range(limit)),
        (_, Some(max)) => (format!("above the maximum of {max}"), in_range(limit)),
        _ => return,
    };
    let place: Vec<String> = limit.when.iter().map(|condition| section.in_words(condition)).collect();
    let place = if place.is_empty() { String::new() } else { format!(" where {}", place.join(" and ")) };
    let message = format!("`{}` is {shown}, {problem}{place}", field.written());
    let finding = field.finding(value, message, Some(field.advice(value, &wanted)));
    cx.report_bound(field, limit.severity, finding);
}

fn in_range(limit: &DurationLimit) -> String {
    match (limit.min, limit.max) {
        (Some(min), Some(max)) => format!("a duration from {min} to {max}"),
        (Some(min), None) => format!("a duration of {min} or more"),
        (_, max) => format!("a duration of {} or less", max.map(|max| max.to_string()).unwrap_or_default()),
    }
}

fn wanted(range: Bounds, divisor: Option<i64>) -> String {
    let number = divisor.map_or_else(|| "a number".to_owned(), |divisor| format!("a multiple of {divisor}"));
    format!("{number} {}", in_words(range))
}

fn check_count(cx: &mut RuleContext<'_>, field: &FieldView<'_>, bounds: Bounds) {
    let Some((count, is_open)) = count_of(field.field) else { return };
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let message = if let Some(max) = bounds.max.filter(|max| count > *max) {
        let count = if is_open { format!("at least {count}") } else { count.to_string() };
        format!("`{}` has {count} items, more than the {max} allowed", field.written())
    } else if let Some(min) = bounds.min.filter(|min| !is_open && count < *min && !is_missing(field, count)) {
        format!("`{}` has {count} items, fewer than the {min} needed", field.written())
    } else {
        return;
    };
    let span = field.field.span();
    let mut finding = crate::finding::Draft::new(span, message).with_help(format!(
        "list {} {}",
        range_of(bounds),
        if bounds.max == Some(1) { "item" } else { "items" }
    ));
    if let Some(value) = field.field.value() {
        finding = finding.because(value);
    }
    finding.identity = Identity::of_field(field.path()).with_value(count.to_string());
    cx.report_bound(field, bounds.severity, finding);
}

/// An empty list that is required is a missing argument.
fn is_missing(field: &FieldView<'_>, count: i64) -> bool {
    count == 0 && field.limit(|row| row.required) == Some(true)
}

fn in_words(bounds: Bounds) -> String {
    match (bounds.min, bounds.max) {
        (Some(min), Some(max)) => format!("from {min} to {max}"),
        (Some(min), None) => format!("of {min} or more"),
        (None, Some(max)) => format!("of {max} or less"),
        (None, None) => String::new(),
    }
}

fn range_of(bounds: Bounds) -> String {
    match (bounds.min, bounds.max) {
        (Some(min), Some(max)) if min == max => min.to_string(),
        (Some(min), Some(max)) => format!("{min} to {max}"),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::limits::testing::{of_surface, request, terraform};
    use crate::surface::{ros, terraform};

    fn window(days: &str) -> Vec<String> {
        terraform("alicloud_kms_key").set("pending_window_in_days", days).messages(&RULE)
    }

    #[test]
    fn both_ends_of_a_range_are_allowed() {
        assert!(window("7").is_empty());
        assert!(window("366").is_empty());
        assert_eq!(window("6"), ["`pending_window_in_days` is `6`, below the minimum of 7 days"]);
        assert_eq!(window("367"), ["`pending_window_in_days` is `367`, above the maximum of 366 days"]);
    }

    #[test]
    fn numbers_in_strings_are_numbers() {
        assert_eq!(window("\"6\"").len(), 1);
        assert!(window("\"30\"").is_empty());
    }

    #[test]
    fn what_is_not_known_is_not_judged() {
        assert!(window("?").is_empty());
        assert!(window("null").is_empty());
        assert!(window("\"?6\"").is_empty());
    }

    #[test]
    fn older_providers_allow_less() {
        let window = |versions: &str| {
            terraform("alicloud_kms_key").set("pending_window_in_days", "90").versions(versions).messages(&RULE)
        };
        assert_eq!(window("<1.184.0"), ["`pending_window_in_days` is `90`, above the maximum of 30 days"]);
        assert!(window("<=1.184.0").is_empty());
        assert!(window(">=1.100.0").is_empty());
    }

    #[test]
    fn ranges_differ_by_surface() {
        let number = |surface, name, field| of_surface(surface, name).set(field, "0").messages(&RULE).len();
        assert_eq!(number(&terraform::NOTATION, "alicloud_kms_instance", "vpc_num"), 0);
        assert_eq!(number(&ros::NOTATION, "ALIYUN::KMS::Instance", "VpcNum"), 1);
    }

    #[test]
    fn a_string_that_spells_a_number_is_judged_in_requests() {
        let days = |days: &str| request("otc/schedule-key-deletion").set("pending_days", days).messages(&RULE).len();
        assert_eq!((days("\"6\""), days("\"7\""), days("\"1096\""), days("\"1097\"")), (1, 0, 0, 1));
        assert_eq!(days("\"1,096\""), 0);
    }

    #[test]
    fn lengths_of_data_keys_are_whole_bytes() {
        let length =
            |bits: &str| terraform("data.opentelekomcloud_kms_data_key_v1").set("datakey_length", bits).messages(&RULE);
        assert!(length("\"512\"").is_empty());
        assert_eq!(length("\"500\""), ["`datakey_length` is `500`, not a multiple of 8"]);
        assert_eq!(length("\"8200\"").len(), 1);
    }

    #[test]
    fn durations_are_compared_in_any_unit() {
        let key = |interval: &str| {
            let key = terraform("alicloud_kms_key")
                .set("dkms_instance_id", "\"kst-?\"")
                .set("automatic_rotation", "\"Enabled\"");
            key.set("rotation_interval", interval).check(&RULE)
        };
        for interval in ["\"7d\"", "\"168h\"", "\"365d\"", "\"31536000s\"", "\"1y\"", "?", "\"?d\""] {
            assert!(key(interval).is_empty(), "{interval}");
        }
        let short = &key("\"6d\"")[0];
        assert_eq!(short.message, "`rotation_interval` is `6d`, below the minimum of 7d");
        assert_eq!(
            (short.severity, short.plain_help().as_deref()),
            (Severity::Warning, Some("write a duration from 7d to 365d"))
        );
        let long = key("\"31536001s\"");
        assert_eq!(long[0].message, "`rotation_interval` is `31536001s`, above the maximum of 365d");
        assert_eq!(key("\"167h\"")[0].message, "`rotation_interval` is `167h`, below the minimum of 7d");
        assert_eq!(key("\"144h\"")[0].message, "`rotation_interval` is `144h` (6d), below the minimum of 7d");
    }

    #[test]
    fn a_limit_may_hold_under_a_condition() {
        let table = "kind: alibaba/kms_key\nrule: our-rotation\nfields:\n  \
                     rotation_interval: {durations: [{min: 365d, max: 365d, when: [\"!dkms_instance_id\"]}]}\n";
        let key = |instance: &str| {
            let key = terraform("alicloud_kms_key").table(table).set("rotation_interval", "\"30d\"");
            key.set("dkms_instance_id", instance).messages(&RULE)
        };
        assert_eq!(
            key("null"),
            ["`rotation_interval` is `30d`, but only `365d` is allowed where `dkms_instance_id` is not set"]
        );
        assert!(key("?").is_empty());
        assert!(key("\"kst-hzz662b622eksoqrb3nhu\"").is_empty());
    }

    #[test]
    fn keys_that_exist_may_be_rotated_less_often() {
        let call = |interval: &str| {
            request("alibaba/UpdateRotationPolicy").set("RotationInterval", interval).messages(&RULE).len()
        };
        assert_eq!((call("\"6d\""), call("\"7d\""), call("\"730d\""), call("\"731d\"")), (1, 0, 0, 1));
    }

    #[test]
    fn secrets_rotate_every_six_hours_to_every_year() {
        let secret =
            |interval: &str| terraform("alicloud_kms_secret").set("rotation_interval", interval).messages(&RULE).len();
        assert_eq!((secret("\"5h\""), secret("\"6h\""), secret("\"8760h\""), secret("\"8761h\"")), (1, 0, 0, 1));
    }

    #[test]
    fn a_team_adds_its_own_limits() {
        let table = "kind: alibaba/kms_key\nrule: our-deletion-window\nseverity: warning\nfields:\n  \
                     pending_window_in_days: {range: {min: 30}, unit: days, help: ask the key owners}\n";
        let findings =
            |days| terraform("alicloud_kms_key").table(table).set("pending_window_in_days", days).check(&RULE);
        assert!(findings("30").is_empty());
        let finding = &findings("29")[0];
        assert_eq!((&*finding.rule, finding.severity), ("our-deletion-window", Severity::Warning));
        assert_eq!(finding.plain_help().as_deref(), Some("ask the key owners"));
        assert_eq!(findings("6").len(), 2);
    }

    #[test]
    fn a_bound_goes_before_its_row_and_its_table() {
        let table = "kind: alibaba/kms_key\nrule: our-deletion-window\nseverity: warning\nfields:\n  \
                     pending_window_in_days: {range: {min: 30, severity: info}, severity: error}\n";
        let key = terraform("alicloud_kms_key").table(table).set("pending_window_in_days", "29");
        assert_eq!(key.check(&RULE)[0].severity, Severity::Info);
    }

    #[test]
    fn periods_of_services_are_years() {
        let findings = terraform("alicloud_kms_value_added_service").set("period", "12").check(&RULE);
        assert_eq!(findings[0].message, "`period` is `12`, above the maximum of 3 years");
        let expected = "write years from 0 to 3; the periods of `alicloud_kms_instance` are months";
        assert_eq!(findings[0].plain_help().as_deref(), Some(expected));
    }
}
