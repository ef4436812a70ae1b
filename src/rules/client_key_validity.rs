//! `client-key-validity`: the dates of a client key make no sense.

use crate::date;
use crate::finding::Severity;
use crate::resource::Presence;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::finding::{finding_on_named, setting_of};
use crate::view::instance::name_on;
use crate::view::value::text_of;

pub(crate) static RULE: Rule = Rule {
    name: "client-key-validity",
    theme: Theme::Instances,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "the dates of a client key are malformed or in the wrong order",
    why: "Dates are written as in RFC 3339 (`2027-08-10T08:03:30Z`); the provider's own example has a space in the \
          middle and is refused. A key that is valid for more than a year, or whose private key is not saved, is a \
          warning.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/kms_client_key",
        "https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-createclientkey",
    ],
    bad: examples!("client-key-validity", "example-bad.tf"),
    good: examples!("client-key-validity", "example-good.tf"),
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
            match date::timestamp(&known) {
                Some(time) => days.push((name, time)),
                None => {
                    let written = name_on(cx, resource, &[name]);
                    let message = format!("`{written}` is `{known}`, which is not a date and time");
                    let parts: Vec<&str> = known.split_whitespace().collect();
                    let meant = ["", "T"].map(|sign| parts.join(sign));
                    let help = match meant.iter().find(|time| date::timestamp(time).is_some()) {
                        Some(time) => setting_of(body, name, &written).write(&format!("`{time}`")),
                        None => setting_of(body, name, &written).write("a time such as `2027-08-10T08:03:30Z`"),
                    };
                    cx.report(resource, finding_on_named(body, name, message).with_help(help));
                }
            }
        }
        if let [(_, start), (after, end)] = days.as_slice() {
            let length = (*end - *start).whole_days();
            let problem = match length {
                _ if end <= start => {
                    Some((Severity::Error, "the client key expires before it becomes valid".to_owned()))
                }
                _ if length > YEAR => {
                    Some((Severity::Warning, format!("the client key is valid for {length} days, more than a year")))
                }
                _ => None,
            };
            if let Some((severity, message)) = problem {
                let before = name_on(cx, resource, &["not_before"]);
                let help = setting_of(body, after, after).write(&format!("a time up to a year after `{before}`"));
                cx.report_as(severity, resource, finding_on_named(body, after, message).with_help(help));
            }
        }
        if resource.notation.is_configuration && body.presence("private_key_data_file") == Presence::Absent {
            let message = "the private key of this client key is not saved, and cannot be retrieved later";
            let finding = finding_on_named(body, "private_key_data_file", message);
            cx.report_as(
                Severity::Warning,
                resource,
                finding.with_help("set `private_key_data_file` to the file that it is to be written to"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    fn with(fields: &str) -> Vec<String> {
        lines(&RULE, &format!(r#"{{"alicloud_kms_client_key.a": {{"private_key_data_file": "x", {fields}}}}}"#))
    }

    #[test]
    fn the_end_comes_after_the_start() {
        let dates = |start: &str, end: &str| with(&format!(r#""not_before": "{start}", "not_after": "{end}""#));
        assert!(dates("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z").is_empty());
        assert!(dates("2027-01-01T00:00:00Z", "2026-01-01T00:00:00Z")[0].starts_with("error"));
        assert!(dates("2026-01-01T00:00:00Z", "2028-01-01T00:00:00Z")[0].starts_with("warning"));
        assert!(dates("?", "2026-01-01T00:00:00Z").is_empty());
        assert!(dates("2026-+1-01T00:00:00Z", "2026-02-01T00:00:00Z")[0].starts_with("error"));
    }

    #[test]
    fn a_private_key_that_is_not_saved_is_lost() {
        assert_eq!(lines(&RULE, r#"{"alicloud_kms_client_key.a": {}}"#).len(), 1);
        assert!(lines(&RULE, r#"{"alicloud_kms_client_key.a": {"private_key_data_file": "?"}}"#).is_empty());
    }
}
