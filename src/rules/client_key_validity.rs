//! `client-key-validity`: the dates of a client key make no sense.

use crate::finding::Severity;
use crate::resource::{Presence, Surface};
use crate::rule::{Example, Fixable, Rule, RuleContext};
use crate::rules::subject::values::{finding_on_named, text_of};

pub static RULE: Rule = Rule {
    name: "client-key-validity",
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "the dates of a client key are no dates, or are in the wrong order",
    why: "Dates are written as RFC 3339 has them (`2027-08-10T08:03:30Z`); the provider's own example has a blank in the middle \
          and is refused. A key that is valid for more than a year, or whose private key is not saved, is a warning.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/kms_client_key",
        "https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-createclientkey",
    ],
    bad: &[Example {
        file: "main.tf",
        text: r#"variable "password" {
  type      = string
  sensitive = true
}

resource "alicloud_kms_client_key" "c" {
  aap_name              = "web"
  password              = var.password
  not_before            = "2026-08-10T08:03:30Z"
  not_after             = "2027-08-10 T08:03:30Z"
  private_key_data_file = "client.json"
}
"#,
    }],
    good: &[Example {
        file: "main.tf",
        text: r#"variable "password" {
  type      = string
  sensitive = true
}

resource "alicloud_kms_client_key" "c" {
  aap_name              = "web"
  password              = var.password
  not_before            = "2026-08-10T08:03:30Z"
  not_after             = "2027-08-10T08:03:30Z"
  private_key_data_file = "client.json"
}
"#,
    }],
    check,
};

/// Days after which a client key should be replaced, with a leap day.
const YEAR: i64 = 366;

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written("alibaba/kms_client_key") {
        let body = &resource.body;
        let mut days = Vec::new();
        for name in ["not_before", "not_after"] {
            let Some(text) = body.value(name).and_then(|value| text_of(resource, value)) else { continue };
            let Some(known) = text.known().map(str::to_owned) else { continue };
            match instant(&known) {
                Some(seconds) => days.push((name, seconds)),
                None => {
                    let finding = finding_on_named(body, name, format!("{known:?} is no date and time"));
                    cx.report(resource, finding.with_help("write it as 2027-08-10T08:03:30Z"));
                }
            }
        }
        if let [(_, start), (after, end)] = days.as_slice() {
            let length = (end - start) / 86_400;
            let problem = match length {
                _ if end <= start => Some((Severity::Error, "the key expires before it becomes valid".to_owned())),
                _ if length > YEAR => {
                    Some((Severity::Warning, format!("the key is valid for {length} days, more than a year")))
                }
                _ => None,
            };
            if let Some((severity, message)) = problem {
                let help = "choose a day within a year after the start";
                cx.report_as(severity, resource, finding_on_named(body, after, message).with_help(help));
            }
        }
        if resource.surface == Surface::Terraform && body.presence("private_key_data_file") == Presence::Absent {
            let message = "the private key is saved nowhere, and cannot be had again";
            let finding = finding_on_named(body, "private_key_data_file", message);
            cx.report_as(Severity::Warning, resource, finding.with_help("set private_key_data_file"));
        }
    }
}

/// Seconds since 1970 of an RFC 3339 date and time.
fn instant(text: &str) -> Option<i64> {
    let (date, time) = text.split_once('T')?;
    let mut parts = date.splitn(3, '-').map(|part| (part.len(), part.parse::<i64>().ok()));
    let (Some((4, Some(year))), Some((2, Some(month))), Some((2, Some(day)))) =
        (parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    let zone = time.find(['Z', '+', '-'])?;
    let (clock, zone) = (time.get(..zone)?, time.get(zone..)?);
    let offset = match zone {
        "Z" => 0,
        _ => {
            let (hours, minutes) = zone.get(1..)?.split_once(':')?;
            let seconds = two_digits(hours, 23)? * 3600 + two_digits(minutes, 59)? * 60;
            if zone.starts_with('-') { -seconds } else { seconds }
        }
    };
    let clock = clock.split_once('.').map_or(clock, |(whole, _)| whole);
    let mut clock = clock.splitn(3, ':');
    let seconds =
        two_digits(clock.next()?, 23)? * 3600 + two_digits(clock.next()?, 59)? * 60 + two_digits(clock.next()?, 59)?;
    let is_date = (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
    is_date.then(|| days_since_1970(year, month, day) * 86_400 + seconds - offset)
}

fn two_digits(text: &str, most: i64) -> Option<i64> {
    let is_two = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|value| is_two && *value <= most)
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Counted from March, so that the leap day is the last of its year.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month > 2 { year } else { year - 1 };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::subject::sample::lines;

    fn with(fields: &str) -> Vec<String> {
        lines(&RULE, &format!(r#"{{"alicloud_kms_client_key.a": {{"private_key_data_file": "x", {fields}}}}}"#))
    }

    #[test]
    fn instants_are_counted_from_1970() {
        assert_eq!(instant("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(instant("2024-02-29T12:00:00+02:00"), Some(1_709_200_800));
        assert_eq!(instant("2000-01-01T00:00:00.5Z"), Some(946_684_800));
        for text in [
            "2023-02-29T00:00:00Z",
            "2027-08-10 T08:03:30Z",
            "2027-08-10",
            "2027-8-10T08:03:30Z",
            "2027-08-10T8:03:30Z",
            "2027-08-10T08:03:30",
            "é-08-10T08:03:30Z",
        ] {
            assert_eq!(instant(text), None, "{text}");
        }
    }

    #[test]
    fn the_end_comes_after_the_start() {
        let dates = |start: &str, end: &str| with(&format!(r#""not_before": "{start}", "not_after": "{end}""#));
        assert!(dates("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z").is_empty());
        assert!(dates("2027-01-01T00:00:00Z", "2026-01-01T00:00:00Z")[0].starts_with("error"));
        assert!(dates("2026-01-01T00:00:00Z", "2028-01-01T00:00:00Z")[0].starts_with("warning"));
        assert!(dates("?", "2026-01-01T00:00:00Z").is_empty());
    }

    #[test]
    fn a_private_key_that_is_not_saved_is_lost() {
        assert_eq!(lines(&RULE, r#"{"alicloud_kms_client_key.a": {}}"#).len(), 1);
        assert!(lines(&RULE, r#"{"alicloud_kms_client_key.a": {"private_key_data_file": "?"}}"#).is_empty());
    }
}
