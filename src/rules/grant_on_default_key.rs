//! `grant-on-default-key`: a grant for a key that belongs to a service.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::cloud::default_key;
use crate::view::cloud::of_huawei_family;
use crate::view::finding::{advice_on, finding_on};

pub(crate) static RULE: Rule = Rule {
    name: "grant-on-default-key",
    theme: Theme::Grants,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "a grant is for the default key of a service",
    why: "Keys that services make for themselves, whose alias ends in `/default`, do not accept grants (KMS.0211).",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://docs.otc.t-systems.com/key-management-service/api-ref/apis/key_management_service/cmk_management/creating_a_grant.html",
    ],
    bad: examples!("grant-on-default-key", "example-bad.tf"),
    good: examples!("grant-on-default-key", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in of_huawei_family(cx, "kms_grant") {
        let Some((field, value)) = resource.body.written("key_id") else {
            continue;
        };
        let Some(alias) = default_key(cx, value) else { continue };
        let finding = finding_on(field, value, "a default key does not accept grants")
            .with_label(alias, "this is the alias of a default key");
        cx.report(resource, finding.with_help(advice_on(field, value, "the id of a key of your own")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn the_alias_decides() {
        let with = |alias: &str| {
            lines(
                &RULE,
                &format!(
                    r#"{{"data.opentelekomcloud_kms_key_v1.k": {{"key_alias": "{alias}"}},
                "opentelekomcloud_kms_grant_v1.g": {{"key_id": "@data.opentelekomcloud_kms_key_v1.k.id"}}}}"#
                ),
            )
            .len()
        };
        assert_eq!((with("evs/default"), with("…/default"), with("orders"), with("?")), (1, 1, 0, 0));
    }
}
