//! `spec-needs-product-version`: a specification needs KMS 3.0.

use crate::finding::Severity;
use crate::resource::{Presence, Taker};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::finding::{finding_on_named, setting_of};
use crate::view::instance::{INSTANCE, is_pay_as_you_go, name_on};

pub(crate) static RULE: Rule = Rule {
    name: "spec-needs-product-version",
    theme: Theme::Instances,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "a specification of 1000 or more needs `product_version` 3",
    why: "Specifications of 1000 and more are those of KMS 3.0, which `product_version = \"3\"` selects.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/kms_instance"],
    bad: examples!("spec-needs-product-version", "example-bad.tf"),
    good: examples!("spec-needs-product-version", "example-good.tf"),
    check,
};

/// The smallest specification of KMS 3.0.
const NEW: i64 = 1000;

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written(INSTANCE).filter(|resource| resource.notation.taker != Taker::TemplateService) {
        let Some(spec) = resource.body.known_integer("spec").filter(|spec| *spec >= NEW) else { continue };
        // A pay-as-you-go instance ignores the specification, and one that may be is not judged.
        let is_other = match resource.body.presence("product_version") {
            Presence::Absent => true,
            Presence::Uncertain => false,
            Presence::Set => {
                resource.body.known_integer("product_version").is_some_and(|version| ![3, 5].contains(&version))
            }
        };
        if is_other && is_pay_as_you_go(resource) == Some(false) {
            let (spec_name, name) = (name_on(cx, resource, &["spec"]), name_on(cx, resource, &["product_version"]));
            let message = format!("`{spec_name}` is `{spec}`, which needs `{name}` to be 3");
            let finding = finding_on_named(&resource.body, "spec", message);
            cx.report(resource, finding.with_help(setting_of(&resource.body, "product_version", &name).set_to("`3`")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn only_large_specifications_of_other_versions_are_reported() {
        let with = |fields: &str| lines(&RULE, &format!(r#"{{"alicloud_kms_instance.a": {{{fields}}}}}"#)).len();
        assert_eq!(with(r#""spec": 1000"#), 1);
        assert_eq!(with(r#""spec": 200"#), 0);
        assert_eq!(with(r#""spec": 1000, "product_version": "3""#), 0);
        assert_eq!(with(r#""spec": 2000, "product_version": "5""#), 0, "hardware");
        assert_eq!(with(r#""spec": 2000, "product_version": "?""#), 0);
        assert_eq!(with(r#""spec": 1000, "payment_type": "PayAsYouGo""#), 0);
    }
}
