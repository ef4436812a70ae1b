//! `alias-duplicate`: two keys are given the same alias in one account and region.

use std::collections::HashMap;

use crate::finding::Severity;
use crate::resource::{Presence, Role};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::tables::Holds;
use crate::view::ValueView;
use crate::view::cloud::Cloud;
use crate::view::instance::Identity;

pub(crate) static RULE: Rule = Rule {
    name: "alias-duplicate",
    theme: Theme::Aliases,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "the same alias is given twice under one provider configuration",
    why: "An alias is unique in an account and region. The second resource that asks for it fails in `apply`, or takes \
          the alias away from the first.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/kms/support/create-an-alias",
        "https://docs.otc.t-systems.com/key-management-service/api-ref/appendix/error_code.html",
    ],
    bad: examples!("alias-duplicate", "example-bad.tf"),
    good: examples!("alias-duplicate", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    let mut first = HashMap::new();
    for later in cx.view().written_values_that_hold(&[Holds::Alias]) {
        // Requests come one after the other, and the first may long be undone when the second is sent.
        if later.resource().role != Role::Managed || later.resource().may_be_absent() {
            continue;
        }
        let (Some(cloud), Some(alias)) = (Cloud::of(later.resource()), alias_of(later)) else { continue };
        // A replica has its alias in another region and project.
        if later.resource().body.presence("replica_region") != Presence::Absent {
            continue;
        }
        // Some providers let a resource lie in another region than their own.
        let region = match later.resource().body.presence("region") {
            Presence::Absent => None,
            _ => match later.resource().body.known_str("region") {
                Some(region) => Some(region.to_owned()),
                None => continue,
            },
        };
        // The alias of a key and one that is added to it are not said to be of one kind, where a cloud has both.
        let key = (cloud, later.resource().kind.clone(), later.resource().provider.clone(), region, alias);
        let Some(earlier) = first.get(&key) else {
            first.insert(key, later);
            continue;
        };
        let earlier: &ValueView<'_> = earlier;
        let severity = if cloud == Cloud::Alibaba { Severity::Error } else { Severity::Warning };
        let alias = if later.value.is_unknown() { "this alias".to_owned() } else { format!("alias {}", later.shown()) };
        let message = format!("{alias} is also given to `{}`", earlier.resource().display_name());
        let mut finding = later.finding(message).with_help("give each key an alias of its own");
        let other = earlier.finding("").span;
        if other != finding.span {
            finding = finding.with_label(other, "the alias is first given here");
        }
        cx.report_as(severity, later.resource(), finding);
    }
}

/// What makes two aliases equal for certain.
#[derive(PartialEq, Eq, Hash)]
enum Alias<'a> {
    Text(String),
    Unknown(Identity<'a>),
}

fn alias_of<'a>(alias: &'a ValueView<'_>) -> Option<Alias<'a>> {
    if let Some(text) = alias.text()
        && let Some(text) = text.known()
    {
        return Some(Alias::Text(text.to_owned()));
    }
    // What is left out may be null in both places, and is then no alias.
    let is_set = !alias.value.is_unknown() || alias.field.limit(|row| row.required) == Some(true);
    Identity::of(&alias.value).filter(|_| is_set).map(Alias::Unknown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::{check as found, lines};

    #[test]
    fn the_later_one_is_reported() {
        let document = r#"{
            "alicloud_kms_alias.a": {"alias_name": "alias/x", "$provider": "alicloud"},
            "alicloud_kms_alias.b": {"alias_name": "alias/x", "$provider": "alicloud"}
        }"#;
        let found = found(&RULE, document);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].message, "alias `alias/x` is also given to `alicloud_kms_alias.a`");
        assert_eq!(found[0].labels[0].1, "the alias is first given here");
    }

    #[test]
    fn other_accounts_and_regions_have_aliases_of_their_own() {
        let document = r#"{
            "alicloud_kms_alias.a": {"alias_name": "alias/x", "$provider": "alicloud"},
            "alicloud_kms_alias.b": {"alias_name": "alias/x", "$provider": "alicloud.beijing"},
            "opentelekomcloud_kms_key_v1.c": {"key_alias": "alias/x"}
        }"#;
        assert!(lines(&RULE, document).is_empty());
    }

    #[test]
    fn a_resource_can_lie_in_a_region_of_its_own() {
        let regions = |left: &str, right: &str| {
            let document = format!(
                r#"{{
                    "huaweicloud_kms_key.a": {{"key_alias": "x", "region": {left}}},
                    "huaweicloud_kms_key.b": {{"key_alias": "x", "region": {right}}}
                }}"#
            );
            lines(&RULE, &document).len()
        };
        assert_eq!(regions(r#""cn-north-4""#, r#""cn-north-4""#), 1);
        assert_eq!(regions("null", "null"), 1);
        assert_eq!(regions(r#""cn-north-4""#, r#""cn-north-1""#), 0);
        assert_eq!(regions(r#""cn-north-4""#, r#""?""#), 0);
    }

    #[test]
    fn a_number_is_its_digits() {
        let document = r#"{
            "opentelekomcloud_kms_key_v1.a": {"key_alias": 5},
            "opentelekomcloud_kms_key_v1.b": {"key_alias": "5"}
        }"#;
        assert_eq!(lines(&RULE, document).len(), 1);
    }

    #[test]
    fn one_of_two_that_depend_on_an_unknown_condition_may_be_absent() {
        let document = r#"{
            "alicloud_kms_alias.a[*]": {"alias_name": "alias/x", "$provider": "alicloud"},
            "alicloud_kms_alias.b[*]": {"alias_name": "alias/x", "$provider": "alicloud"},
            "alicloud_kms_alias.c": {"alias_name": "alias/x", "$provider": "alicloud"}
        }"#;
        assert!(lines(&RULE, document).is_empty());
    }

    #[test]
    fn unknown_aliases_may_differ() {
        let document = r#"{
            "alicloud_kms_alias.a": {"alias_name": "alias/…"},
            "alicloud_kms_alias.b": {"alias_name": "alias/…"}
        }"#;
        assert!(lines(&RULE, document).is_empty());
    }

    #[test]
    fn an_open_telekom_cloud_duplicate_is_a_warning() {
        let document = r#"{
            "opentelekomcloud_kms_key_v1.a": {"key_alias": "x"},
            "opentelekomcloud_kms_key_v1.b": {"key_alias": "x"},
            "data.opentelekomcloud_kms_key_v1.c": {"key_alias": "x"},
            "otc/create-key": {"key_alias": "x"}
        }"#;
        let found = lines(&RULE, document);
        assert_eq!(found, ["warning \"x\": alias `x` is also given to `opentelekomcloud_kms_key_v1.a`"]);
    }
}
