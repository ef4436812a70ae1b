//! `log-cannot-be-disabled`: log analysis stays on for good.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::finding::finding_on_named;
use crate::view::instance::{INSTANCE, is_log_on};

pub(crate) static RULE: Rule = Rule {
    name: "log-cannot-be-disabled",
    theme: Theme::Instances,
    severity: Severity::Info,
    // It speaks of correct configuration too.
    is_on_by_default: false,
    summary: "log analysis cannot be switched off once it is on",
    why: "Log analysis of an instance can be switched on later, but not off again, and it is billed by its storage.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/kms/key-management-service/getting-started/purchase-and-enable-a-kms-instance",
    ],
    bad: examples!("log-cannot-be-disabled", "example-bad.tf"),
    good: examples!("log-cannot-be-disabled", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written(INSTANCE) {
        if is_log_on(resource) == Some(true) {
            let finding = finding_on_named(&resource.body, "log", "log analysis cannot be switched off once it is on");
            cx.report(resource, finding.with_help("leave it off until you are sure; then suppress this finding"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn each_spelling_of_on_counts() {
        let with = |log: &str| lines(&RULE, &format!(r#"{{"alicloud_kms_instance.a": {{"log": {log}}}}}"#)).len();
        assert_eq!((with(r#""1""#), with("1"), with("true")), (1, 1, 1));
        assert_eq!((with(r#""0""#), with("false"), with(r#""?""#)), (0, 0, 0));
    }
}
