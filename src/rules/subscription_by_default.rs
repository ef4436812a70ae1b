//! `subscription-by-default`: an instance does not say how it is paid.

use semver::Version;

use crate::finding::Severity;
use crate::resource::{Presence, Taker};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::finding::finding_on_named;
use crate::view::instance::{INSTANCE, name_on};

pub(crate) static RULE: Rule = Rule {
    name: "subscription-by-default",
    theme: Theme::Instances,
    severity: Severity::Info,
    is_on_by_default: true,
    summary: "an instance does not say how it is paid for, so a subscription is bought",
    why: "Without `payment_type` the provider buys a subscription, which costs money from the first day and cannot \
          simply be destroyed. Setting it makes the choice visible in review.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://github.com/aliyun/terraform-provider-alicloud/blob/master/alicloud/resource_alicloud_kms_instance.go",
        "https://www.alibabacloud.com/help/en/kms/key-management-service/product-overview/kms-billing",
    ],
    bad: examples!("subscription-by-default", "example-bad.tf"),
    good: examples!("subscription-by-default", "example-good.tf"),
    check,
};

/// The first release that has the argument.
const SINCE: Version = Version::new(1, 223, 2);

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written(INSTANCE) {
        let is_concerned = resource.notation.taker == Taker::Provider && !resource.notation.holds_computed;
        let is_too_old = resource.versions.as_ref().is_some_and(|versions| versions.some_older_than(&SINCE));
        if is_concerned && !is_too_old && resource.body.presence("payment_type") == Presence::Absent {
            let name = name_on(cx, resource, &["payment_type"]);
            let message = format!("`{name}` is not set, so a subscription is bought");
            let finding = finding_on_named(&resource.body, "payment_type", message);
            cx.report(resource, finding.with_help(format!("set `{name}` to `Subscription` or `PayAsYouGo`")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn only_what_is_certainly_left_out_is_reported() {
        let with = |fields: &str| lines(&RULE, &format!(r#"{{"alicloud_kms_instance.a": {{{fields}}}}}"#)).len();
        assert_eq!(with(""), 1);
        assert_eq!(with(r#""payment_type": null"#), 1);
        assert_eq!(with(r#""payment_type": "Subscription""#), 0);
        assert_eq!(with(r#""payment_type": "?""#), 0);
    }
}
