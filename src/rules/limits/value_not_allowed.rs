//! `value-not-allowed`: a value that is not one of those that the provider takes.

use crate::finding::{Draft, Fix, Severity};
use crate::resource::number_of;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::spelling::one_of;
use crate::spelling::{differ_by_spelling, nearest};
use crate::tables::ValueType;
use crate::value::Value;
use crate::view::cloud::Cloud;
use crate::view::literal::replace_by_string;
use crate::view::{FieldView, Horizon};

pub(crate) static RULE: Rule = Rule {
    name: "value-not-allowed",
    theme: Theme::Arguments,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "a value is not one of those that are allowed",
    why: "Some lists are checked by the provider when it plans, many only by the API when the change is applied. The \
          documentation of one surface names words that another does not take: `software` in a ROS template is `\"3\"` \
          in Terraform.",
    fixable: Fixable::Sometimes,
    options: &[],
    sources: &[
        "https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/kms_instance",
        "https://docs.otc.t-systems.com/key-management-service/api-ref/apis/key_management_service/cmk_management/creating_a_cmk.html",
    ],
    bad: examples!("value-not-allowed", "example-bad-1.tf", "example-bad-2.json"),
    good: examples!("value-not-allowed", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for field in cx.view().fields().iter().filter(|field| field.row.judged_by.is_none()) {
        let Some(allowed) = field.limit(|row| row.values.as_deref()).filter(|allowed| !allowed.is_empty()) else {
            continue;
        };
        // A boolean that is none is a wrong type, whatever it says.
        if field.limit(|row| row.value_type) == Some(ValueType::Boolean) {
            continue;
        }
        // The providers of Huawei's family check nothing, so that an empty text is as good as none.
        let is_unchecked = Cloud::of(field.resource()).is_some_and(Cloud::is_huawei_family);
        for value in field.values().into_iter().filter(|value| !is_unchecked || !field.is_left_out(value)) {
            // What a newer provider takes is the business of another rule.
            if field.is_one_of(value, allowed) == Some(false) && field.first_version_with(value).is_none() {
                report(cx, field, value, allowed);
            }
        }
    }
}

fn report(cx: &mut RuleContext<'_>, field: &FieldView<'_>, value: &Value, allowed: &[String]) {
    const FEW: usize = 6;
    let is_number = field.limit(|row| row.value_type) == Some(ValueType::Integer);
    let list = || one_of(allowed.iter().map(String::as_str));
    let meant = if is_number { None } else { meant_by(field, value, allowed) };
    // A value close to a known one is hardly new.
    let horizon = match field.limit(|row| row.grows) {
        Some(true) if meant.is_none() => field.section.subject.horizon(),
        _ => Horizon::Within,
    };
    let message = match allowed.len() <= FEW {
        true => format!("{}, expected {}{}", field.sentence(value), list(), horizon.as_of()),
        false => format!("{}, which is not allowed{}", field.sentence(value), horizon.as_of()),
    };
    let help = match meant {
        Some((meant, _)) if allowed.len() <= FEW => field.advice(value, &format!("`{meant}`")),
        Some((meant, _)) => field
            .advice(value, &format!("`{meant}`"))
            .then(format!("; the allowed values are {}", list().replace(" or ", " and "))),
        None => field.advice(value, &list()),
    };
    let mut finding: Draft = field.finding(value, message, Some(help));
    if let Some((meant, true)) = meant
        && let Some(edit) = replace_by_string(field, value, meant)
    {
        finding.fix = Some(Fix::safe(format!("write `{meant}`"), vec![edit]));
    }
    let severity = if horizon == Horizon::Within { Severity::Error } else { Severity::Warning };
    cx.report_limit(&field.section, Some(field.row), severity, finding);
}

/// The allowed value that is meant, and whether that is certain.
fn meant_by<'a>(field: &FieldView<'a>, value: &Value, allowed: &'a [String]) -> Option<(&'a str, bool)> {
    let written = match (value.as_bool(), value.as_str()) {
        (Some(known), _) => known.to_string(),
        (None, Some(known)) => known.to_owned(),
        (None, None) => number_of(value)?.to_string(),
    };
    let mistakes = field.limit(|row| (!row.mistakes.is_empty()).then_some(&row.mistakes));
    if let Some(meant) = mistakes.and_then(|mistakes| mistakes.get(&written)) {
        return Some((meant.as_str(), true)).filter(|(meant, _)| allowed.iter().any(|value| value == meant));
    }
    let near = nearest(&written, allowed.iter().map(String::as_str))?;
    Some((near, differ_by_spelling(&written, near)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::limits::testing::{of_surface, request, terraform};
    use crate::surface::{ros, terraform};

    #[test]
    fn a_value_of_the_list_is_allowed() {
        let spec = |text: &str| terraform("alicloud_kms_instance").set("spec", text).messages(&RULE);
        assert!(spec("1000").is_empty());
        assert!(spec("\"1000\"").is_empty());
        let expected = "`spec` is `300`, expected `0`, `200`, `1000`, `2000` or `4000` as of provider version 1.289.0";
        assert_eq!(spec("300"), [expected]);
    }

    #[test]
    fn words_are_as_they_are_written() {
        let origin = |text: &str| request("otc/create-key").set("origin", text).check(&RULE);
        assert!(origin("\"external\"").is_empty());
        let findings = origin("\"External\"");
        assert_eq!(findings[0].plain_help().as_deref(), Some("write `external`"));
        assert_eq!(findings[0].fix.as_ref().unwrap().edits[0].text, "external");
        assert!(origin("\"hsm\"")[0].fix.is_none());
    }

    #[test]
    fn a_boolean_for_a_word_is_fixed() {
        let findings = terraform("alicloud_kms_key").set("deletion_protection", "true").check(&RULE);
        assert_eq!(findings[0].message, "`deletion_protection` is `true`, expected `Enabled` or `Disabled`");
        assert_eq!(findings[0].fix.as_ref().unwrap().edits[0].text, "\"Enabled\"");
        let findings = terraform("alicloud_kms_instance").set("log", "false").check(&RULE);
        assert_eq!(findings[0].fix.as_ref().unwrap().edits[0].text, "\"0\"");
    }

    #[test]
    fn words_of_another_surface_are_recognised() {
        let version = |surface, name, field, text| of_surface(surface, name).set(field, text).check(&RULE);
        let findings = version(&terraform::NOTATION, "alicloud_kms_instance", "product_version", "\"software\"");
        assert_eq!(findings[0].plain_help().as_deref(), Some("write `3`"));
        let findings = version(&ros::NOTATION, "ALIYUN::KMS::Instance", "ProductVersion", "\"3\"");
        assert_eq!(findings[0].plain_help().as_deref(), Some("write `software`"));
        assert!(version(&ros::NOTATION, "ALIYUN::KMS::Instance", "ProductVersion", "\"software\"").is_empty());
    }

    #[test]
    fn not_renewal_is_documented_but_refused() {
        let status = terraform("alicloud_kms_instance").set("renew_status", "\"NotRenewal\"").messages(&RULE);
        assert_eq!(status, ["`renew_status` is `NotRenewal`, expected `AutoRenewal` or `ManualRenewal`"]);
    }

    #[test]
    fn a_partly_known_string_is_judged_by_what_is_known() {
        let usage = |text: &str| terraform("alicloud_kms_key").set("key_usage", text).messages(&RULE).len();
        assert_eq!(usage("\"?/VERIFY\""), 0);
        assert_eq!(usage("\"?/SIGN\""), 1);
        assert_eq!(usage("?"), 0);
        assert_eq!(usage("null"), 0);
    }

    #[test]
    fn older_providers_know_fewer_values() {
        let key = |versions| terraform("alicloud_kms_key").versions(versions);
        let spec = |versions| key(versions).set("key_spec", "\"RSA_3072\"").messages(&RULE).len();
        assert_eq!((spec("<1.224.0"), spec(">=1.224.0"), spec(">=1.200.0")), (0, 0, 0), "another rule says so");
    }

    #[test]
    fn the_algorithm_of_a_bucket_has_another_name_elsewhere() {
        let bucket = |versions| {
            let encryption = [("algorithm", "\"aws:kms\"")];
            let bucket = terraform("opentelekomcloud_obs_bucket").block("server_side_encryption", &encryption);
            bucket.versions(versions).check(&RULE)
        };
        assert_eq!(bucket(">=1.29.0")[0].fix.as_ref().unwrap().edits[0].text, "kms");
        assert!(bucket("<1.29.0").is_empty());
    }

    #[test]
    fn periods_are_those_of_the_validator() {
        let period = |months: &str| terraform("alicloud_kms_instance").set("period", months).messages(&RULE).len();
        assert_eq!((period("3"), period("12"), period("0"), period("4")), (0, 0, 0, 1));
    }

    #[test]
    fn services_without_a_validator_take_more() {
        let status = |text: &str| terraform("alicloud_kms_value_added_service").set("renew_status", text).check(&RULE);
        assert!(status("\"NotRenewal\"").is_empty());
        assert_eq!(status("\"Never\"")[0].severity, Severity::Warning);
    }
}
