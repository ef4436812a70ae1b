//! `realm-is-zone`: a zone stands where a region belongs.

use crate::finding::{Fix, Severity};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::cloud::{clouds_of, of_huawei_family};
use crate::view::finding::{advice_on, finding_on};
use crate::view::literal::replace_part;

pub(crate) static RULE: Rule = Rule {
    name: "realm-is-zone",
    theme: Theme::Networks,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "the realm of a key is an availability zone, not a region",
    why: "The API answers with the region. A zone there shows up as a difference in every plan, and since the realm \
          cannot be changed, Terraform wants to replace the key. The provider's own example has this slip.",
    fixable: Fixable::Sometimes,
    options: &[],
    sources: &[
        "https://registry.terraform.io/providers/opentelekomcloud/opentelekomcloud/latest/docs/resources/kms_key_v1",
    ],
    bad: examples!("realm-is-zone", "example-bad.tf"),
    good: examples!("realm-is-zone", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in of_huawei_family(cx, "kms_key") {
        let Some((field, value)) = resource.body.written("realm") else {
            continue;
        };
        let clouds = clouds_of(resource, cx.tables());
        let region_of = |zone| clouds.iter().find_map(|cloud| cloud.region_of_zone(zone));
        let Some(text) = value.as_text() else { continue };
        let Some((zone, region)) = text.known().and_then(|zone| Some((zone, region_of(zone)?))) else {
            continue;
        };
        let message = format!("realm `{zone}` is an availability zone of `{region}`");
        let mut finding = finding_on(field, value, message).with_help(
            advice_on(field, value, &format!("`{region}`")).then(format!(", or remove `{}`", field.written)),
        );
        finding.fix = replace_part(value, text, region.len()..zone.len(), finding.span, "")
            .map(|edit| Fix::unsafe_(format!("write `{region}`"), vec![edit]));
        cx.report(resource, finding);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::{check as found, lines};

    #[test]
    fn the_number_of_the_zone_can_be_left_out() {
        let document = r#"{"opentelekomcloud_kms_key_v1.a": {"realm": "eu-de-01"}}"#;
        let found = found(&RULE, document);
        assert_eq!(found[0].fixed.as_deref(), Some(document.replace("eu-de-01", "eu-de").as_str()));
        for realm in ["eu-de", "eu-de_project", "?", "eu-de-…"] {
            let document = format!(r#"{{"opentelekomcloud_kms_key_v1.a": {{"realm": "{realm}"}}}}"#);
            assert!(lines(&RULE, &document).is_empty(), "{realm}");
        }
    }
}
