//! `default-key-unsupported`: a service does not take the key of another.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::tables::Holds;
use crate::view::cloud::default_key;

pub(crate) static RULE: Rule = Rule {
    name: "default-key-unsupported",
    theme: Theme::Keys,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "a CSS cluster is encrypted with the default key of a service",
    why: "Clusters of the search service do not accept the keys that services make for themselves (`…/default`).",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://registry.terraform.io/providers/opentelekomcloud/opentelekomcloud/latest/docs/resources/css_cluster_v1",
    ],
    bad: examples!("default-key-unsupported", "example-bad.tf"),
    good: examples!("default-key-unsupported", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for held in cx.view().written_values_that_hold(&[Holds::KeyId]) {
        if &*held.resource().kind != "otc/css_cluster_v1" {
            continue;
        }
        let Some(alias) = default_key(cx, &held.value) else { continue };
        let finding = held
            .finding("a CSS cluster does not accept a default key")
            .with_label(alias, "this is the alias of a default key");
        cx.report(held.resource(), finding.with_help(held.advice("the id of a key of your own")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn the_alias_decides() {
        let with = |alias: &str| {
            lines(&RULE, &format!(
            r#"{{"data.opentelekomcloud_kms_key_v1.k": {{"key_alias": "{alias}"}},
                "opentelekomcloud_css_cluster_v1.c": {{"node_config": [{{"volume": [{{"encryption_key": "@data.opentelekomcloud_kms_key_v1.k.id"}}]}}]}}}}"#
        )).len()
        };
        assert_eq!((with("evs/default"), with("search")), (1, 0));
    }
}
