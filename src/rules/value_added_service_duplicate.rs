//! `value-added-service-duplicate`: a value-added service is bought twice.

use std::collections::HashMap;

use crate::finding::Severity;
use crate::resource::Resource;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::finding::finding_on_named;
use crate::view::value::text_of;

pub(crate) static RULE: Rule = Rule {
    name: "value-added-service-duplicate",
    theme: Theme::Instances,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "a value-added service is bought twice in one account",
    why: "An account can hold each value-added service once. The provider refuses the second, or it is bought and refunded.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/kms_value_added_service"],
    bad: examples!("value-added-service-duplicate", "example-bad.tf"),
    good: examples!("value-added-service-duplicate", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    let mut first = HashMap::new();
    for resource in cx.written("alibaba/kms_value_added_service").filter(|resource| !resource.may_be_absent()) {
        let text = resource.body.value("value_added_service").and_then(|value| text_of(resource, value));
        let Some(service) = text.as_ref().and_then(|text| text.known()).filter(|service| !service.is_empty()) else {
            continue;
        };
        let identity = (resource.provider.clone(), service.to_owned());
        let Some(&earlier) = first.get(&identity) else {
            first.insert(identity, resource);
            continue;
        };
        let earlier: &Resource = earlier;
        let message = format!("value-added service `{service}` is also bought by `{}`", earlier.display_name());
        let mut finding = finding_on_named(&resource.body, "value_added_service", message);
        if earlier.header != resource.header {
            finding = finding.with_label(earlier.header, "it is first bought here");
        }
        cx.report(resource, finding.with_help("remove one of the two"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn each_account_has_its_own() {
        let of = |provider: &str, service: &str| {
            let service = if service == "2" { "2" } else { &format!("\"{service}\"") };
            lines(&RULE, &format!(
            r#"{{"alicloud_kms_value_added_service.a": {{"$provider": "alicloud", "value_added_service": "2"}},
                "alicloud_kms_value_added_service.b": {{"$provider": "{provider}", "value_added_service": {service}}}}}"#
        )).len()
        };
        assert_eq!((of("alicloud", "2"), of("alicloud.team", "2"), of("alicloud", "?")), (1, 0, 0));
    }
}
