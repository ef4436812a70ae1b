//! `import-expiration-time`: imported key material expires at a time that cannot be meant.

use crate::date;
use crate::finding::Severity;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::syntax::text::Text;
use crate::view::cloud::of_huawei_family;
use crate::view::finding::{advice_on, finding_on};
use crate::view::value::{is_template, shown};

pub(crate) static RULE: Rule = Rule {
    name: "import-expiration-time",
    theme: Theme::Keys,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "imported key material expires in the past, or at a time in milliseconds",
    why: "The time is in seconds since 1970 and has to be in the future (KMS.2602). Responses give it in \
          milliseconds, with 13 digits, which read as seconds is thousands of years away.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://docs.otc.t-systems.com/key-management-service/api-ref/apis/key_management_service/cmk_management/importing_cmk_material.html",
    ],
    bad: examples!("import-expiration-time", "example-bad.tf"),
    good: examples!("import-expiration-time", "example-good.tf"),
    check,
};

/// Seconds have ten digits up to the year 2286; milliseconds have had thirteen since 2001.
const MILLISECONDS: i64 = 1_000_000_000_000;

const FUTURE: &str = "a time in the future, as the number of seconds since 1970";

fn check(cx: &mut RuleContext<'_>) {
    for resource in of_huawei_family(cx, "kms_key_material") {
        let Some((field, value)) = resource.body.written("expiration_time") else {
            continue;
        };
        let number = value.as_number().map(ToString::to_string);
        let Some(text) = number.as_deref().or_else(|| value.as_text().map(Text::known_bytes)) else { continue };
        if text.is_empty() || is_template(resource.notation, text) {
            continue;
        }
        let has_digits_only = text.bytes().all(|byte| byte.is_ascii_digit());
        let is_known = value.is_wholly_known();
        let seconds = text.parse::<i64>().ok().filter(|_| has_digits_only && is_known);
        let today = cx.today().map(|day| day.midnight().assume_utc().unix_timestamp());
        let (severity, message, advice) = match seconds {
            None if has_digits_only && !is_known => continue,
            None => (
                Severity::Error,
                format!("{} is not a number of seconds since 1970", shown(value)),
                match date::timestamp(text).filter(|_| is_known).map(|time| time.unix_timestamp()) {
                    Some(time) if today.is_none_or(|today| time >= today) => format!("`{time}`"),
                    _ => FUTURE.to_owned(),
                },
            ),
            Some(seconds) if seconds >= MILLISECONDS => {
                let is_past = today.is_some_and(|today| seconds / 1000 < today);
                let help = match is_past {
                    true => FUTURE.to_owned(),
                    false => format!("`{}`", seconds / 1000),
                };
                (Severity::Warning, format!("`{seconds}` is in milliseconds, but the time has to be in seconds"), help)
            }
            Some(seconds) if today.is_some_and(|today| seconds < today) => {
                (Severity::Error, format!("`{seconds}` is in the past"), FUTURE.to_owned())
            }
            Some(_) => continue,
        };
        cx.report_as(severity, resource, finding_on(field, value, message).with_help(advice_on(field, value, &advice)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    fn with(time: &str) -> Option<String> {
        let found = lines(&RULE, &format!(r#"{{"otc/import-key-material": {{"expiration_time": {time}}}}}"#));
        found.first().map(|line| line.split(' ').next().unwrap().to_owned())
    }

    #[test]
    fn today_is_the_first_day_that_is_not_past() {
        assert_eq!(with(r#""1769817599""#).as_deref(), Some("error"));
        assert_eq!(with(r#""1769817600""#), None);
        assert_eq!(with("1769817599").as_deref(), Some("error"));
    }

    #[test]
    fn milliseconds_are_recognised() {
        assert_eq!(with(r#""1999999999000""#).as_deref(), Some("warning"));
        assert_eq!(with(r#""999999999999""#), None);
        assert_eq!(with(r#""tomorrow""#).as_deref(), Some("error"));
        assert_eq!(with(r#""{{ time }}""#), None);
    }

    #[test]
    fn what_is_known_has_only_digits() {
        let with = |time: &str| {
            let document = format!(r#"{{"opentelekomcloud_kms_key_material_v1.a": {{"expiration_time": "{time}"}}}}"#);
            lines(&RULE, &document).len()
        };
        assert_eq!((with("…000"), with("…T00:00:00Z"), with("…")), (0, 1, 0));
    }
}
