//! `hardware-instance-connect`: a hardware instance cannot be enabled in this way.

use crate::finding::Severity;
use crate::resource::Taker;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::finding::{finding_on_named, setting_of};
use crate::view::instance::{INSTANCE, name_on};

pub(crate) static RULE: Rule = Rule {
    name: "hardware-instance-connect",
    theme: Theme::Instances,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "a hardware instance may not be enabled by the provider",
    // What the API documents counts. Acceptance tests of the provider for the international site make such instances, and
    // say nothing of whether they are connected.
    why: "The provider enables every instance that it makes with ConnectKmsInstance, and that call is documented for \
          software instances only. A hardware instance (`product_version = \"5\"`) may be bought and then stay \
          disconnected; a test of the provider makes one on the international site.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://github.com/aliyun/terraform-provider-alicloud/blob/master/alicloud/resource_alicloud_kms_instance.go",
        "https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-connectkmsinstance",
    ],
    bad: examples!("hardware-instance-connect", "example-bad.tf"),
    good: examples!("hardware-instance-connect", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written(INSTANCE).filter(|resource| resource.notation.taker != Taker::TemplateService) {
        if resource.body.known_integer("product_version") == Some(5) {
            let name = name_on(cx, resource, &["product_version"]);
            let message = format!(
                "`{name}` is `5`, a hardware instance, but the provider connects it by `ConnectKmsInstance`, which is \
                 documented for software instances only"
            );
            let finding = finding_on_named(&resource.body, "product_version", message);
            let help = setting_of(&resource.body, "product_version", &name).set_to("`3`");
            let help = help.then(", or make sure that something else connects the instance");
            cx.report(resource, finding.with_help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn only_hardware_is_reported() {
        let with = |version: &str| {
            lines(&RULE, &format!(r#"{{"alicloud_kms_instance.a": {{"product_version": {version}}}}}"#)).len()
        };
        assert_eq!((with(r#""5""#), with("5"), with(r#""3""#), with(r#""?""#)), (1, 1, 0, 0));
    }
}
