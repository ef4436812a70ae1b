//! `log-storage-mismatch`: the storage for logs does not fit log analysis.

use crate::finding::Severity;
use crate::resource::Presence;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::finding::{finding_on_named, setting_of};
use crate::view::instance::{INSTANCE, is_log_on, name_on};

pub(crate) static RULE: Rule = Rule {
    name: "log-storage-mismatch",
    theme: Theme::Instances,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "log storage is missing, has no effect, or is not sold in this size",
    why: "Log analysis needs storage, at least 1000 GB in steps of 1000. Storage without log analysis is paid for and \
          not used.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/kms/key-management-service/getting-started/purchase-and-enable-a-kms-instance",
    ],
    bad: examples!("log-storage-mismatch", "example-bad.tf"),
    good: examples!("log-storage-mismatch", "example-good.tf"),
    check,
};

/// The smallest storage, and the step in which it grows.
const STEP: i64 = 1000;

fn check(cx: &mut RuleContext<'_>) {
    for section in cx.view().sections().filter(|section| section.row.is_none() && !section.subject.is_addition) {
        let resource = section.subject.resource;
        if &*resource.kind != INSTANCE || !resource.is_written() {
            continue;
        }
        let body = &resource.body;
        let (Some(log), presence) = (is_log_on(resource), body.presence("log_storage")) else { continue };
        let (storage, name) = (body.known_integer("log_storage"), name_on(cx, resource, &["log_storage"]));
        // That no such number is taken at all is another finding.
        let range = section.rows.get("log_storage").and_then(|row| section.limit(row, |row| row.range));
        if storage.is_some_and(|storage| range.is_some_and(|range| !range.has(storage))) {
            continue;
        }
        let message = match (log, presence, storage) {
            (true, Presence::Absent, _) => format!("log analysis is on, but `{name}` is not set"),
            (true, _, Some(0)) => format!("log analysis is on, but `{name}` is `0`"),
            (true, _, Some(storage)) if storage < STEP || storage % STEP != 0 => {
                format!("`{name}` is `{storage}`, but it is sold in steps of {STEP} GB")
            }
            (false, _, Some(storage)) if storage > 0 => format!("`{name}` is `{storage}`, but log analysis is off"),
            _ => continue,
        };
        let field = if presence == Presence::Absent { "log" } else { "log_storage" };
        let help = match log {
            true => {
                let next = (storage.unwrap_or(0).max(1) as u64).div_ceil(STEP as u64).saturating_mul(STEP as u64);
                let setting = setting_of(body, "log_storage", &name);
                setting.set_to(&format!("{next}")).then(format!(" or another multiple of {STEP}"))
            }
            false => format!("remove `{name}`, or switch log analysis on").into(),
        };
        cx.report(resource, finding_on_named(body, field, message).with_help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn storage_comes_in_steps() {
        let with = |fields: &str| lines(&RULE, &format!(r#"{{"alicloud_kms_instance.a": {{{fields}}}}}"#)).len();
        assert_eq!(with(r#""log": "1", "log_storage": 1000"#), 0);
        assert_eq!(with(r#""log": "1", "log_storage": 999"#), 1);
        assert_eq!(with(r#""log": "1", "log_storage": 1500"#), 1);
        assert_eq!(with(r#""log": "1", "log_storage": 0"#), 1);
        assert_eq!(with(r#""log": "1""#), 1);
        assert_eq!(with(r#""log": "1", "log_storage": "?""#), 0);
        assert_eq!(with(r#""log": "0", "log_storage": 1000"#), 1);
        assert_eq!(with(r#""log": "0", "log_storage": 0"#), 0);
        assert_eq!(with(r#""log": "2", "log_storage": 1000"#), 0, "what is not allowed says nothing");
        for outside in ["-1", "500001"] {
            assert_eq!(with(&format!(r#""log": "1", "log_storage": {outside}"#)), 0, "out of range: {outside}");
        }
        assert_eq!(with(r#""log_storage": 1500"#), 0, "whether log analysis is on is not known");
    }
}
