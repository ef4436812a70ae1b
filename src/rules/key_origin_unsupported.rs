//! `key-origin-unsupported`: material cannot be imported into this instance.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, RuleContext, examples};
use crate::view::finding::finding_on_named;

pub static RULE: Rule = Rule {
    name: "key-origin-unsupported",
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "a software instance takes no imported key material",
    why: "Keys in a software instance are made by KMS. A key whose material is to be imported needs another place.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-createkey"],
    bad: examples!("key-origin-unsupported", "example-bad.tf"),
    good: examples!("key-origin-unsupported", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written("alibaba/kms_key").filter(|key| key.body.known_str("origin") == Some("EXTERNAL")) {
        let Some(instance) = resource.body.value("dkms_instance_id").and_then(|id| cx.resource_of(id.symbol()?)) else {
            continue;
        };
        if instance.body.known_integer("product_version") == Some(3) {
            let message =
                format!("{} is a software instance, which takes no imported key material", instance.display_name());
            let mut finding = finding_on_named(&resource.body, "origin", message);
            if let Some(version) = instance.body.field("product_version") {
                finding = finding.with_label(version.span(), "a software instance");
            }
            cx.report(resource, finding.with_help("leave origin out, or import the material elsewhere"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn the_instance_has_to_be_known() {
        let with = |version: &str, id: &str| {
            lines(
                &RULE,
                &format!(
                    r#"{{"alicloud_kms_instance.i": {{"product_version": "{version}"}},
                "alicloud_kms_key.a": {{"origin": "EXTERNAL", "dkms_instance_id": "{id}"}}}}"#
                ),
            )
            .len()
        };
        assert_eq!(with("3", "@alicloud_kms_instance.i.id"), 1);
        assert_eq!(with("5", "@alicloud_kms_instance.i.id"), 0);
        assert_eq!(with("?", "@alicloud_kms_instance.i.id"), 0);
        assert_eq!(with("3", "kst-hzz662b622eksoqrb3nhu"), 0);
    }
}
