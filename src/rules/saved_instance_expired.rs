//! `saved-instance-expired`: a saved instance has expired.

use crate::date;
use crate::finding::Severity;
use crate::resource::Role;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::finding::finding_on_named;
use crate::view::instance::INSTANCE;

pub(crate) static RULE: Rule = Rule {
    name: "saved-instance-expired",
    theme: Theme::Instances,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "a saved instance has expired",
    why: "After its `EndDate` an instance stops, and some time later it is released with its keys. The date is \
          compared with today; another day can be given so that a run can be repeated.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-getkmsinstance",
    ],
    bad: examples!("saved-instance-expired", "example-bad.json"),
    good: examples!("saved-instance-expired", "example-good.json"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    let Some(today) = cx.today() else { return };
    for resource in cx.resources().iter().filter(|resource| resource.role == Role::Saved && &*resource.kind == INSTANCE)
    {
        let Some(end) = resource.body.known_str("end_date").and_then(|end| date::day(end.get(..10)?)) else { continue };
        if end < today {
            let message = format!("the instance expired on {end}");
            let finding = finding_on_named(&resource.body, "end_date", message);
            cx.report(resource, finding.with_help("renew the instance, or save a newer response if that is done"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn the_last_day_is_not_yet_past() {
        let with = |end: &str| {
            lines(
                &RULE,
                &format!(r#"{{"saved": {{"InstanceId": "kst-a", "Status": "Connected", "EndDate": "{end}"}}}}"#),
            )
            .len()
        };
        assert_eq!(
            (with("2026-01-30T16:00:00Z"), with("2026-01-31T16:00:00Z"), with("2099-01-01T00:00:00Z")),
            (1, 0, 0)
        );
        assert_eq!((with("soon"), with("never, ever")), (0, 0));
    }
}
