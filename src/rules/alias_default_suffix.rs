//! `alias-default-suffix`: an alias that is written ends like those of the keys that services make.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::tables::Holds;
use crate::view::cloud::Cloud;

const SUFFIX: &str = "/default";

pub(crate) static RULE: Rule = Rule {
    name: "alias-default-suffix",
    theme: Theme::Aliases,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "a new alias ends in `/default`",
    why: "`evs/default`, `obs/default` and the like name the default keys that services make for themselves. An alias \
          with this suffix cannot be given to a key of your own: the API refuses it, and no provider checks it \
          beforehand. Reading such an alias is fine, so data sources and references are not reported.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://docs.otc.t-systems.com/key-management-service/api-ref/apis/key_management_service/cmk_management/changing_the_alias_of_a_cmk.html",
        "https://support.huaweicloud.com/intl/en-us/api-dew/UpdateKeyAlias.html",
    ],
    bad: examples!("alias-default-suffix", "example-bad-1.json", "example-bad-2.tf"),
    good: examples!("alias-default-suffix", "example-good-1.json", "example-good-2.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for held in cx.view().written_values_that_hold(&[Holds::Alias]) {
        let (Some(cloud), Some(text)) = (Cloud::of(held.resource()), held.text()) else { continue };
        if cloud.is_huawei_family() && text.known_suffix().ends_with(SUFFIX) {
            let message = format!("alias {} ends in `{SUFFIX}`, which is reserved for default keys", held.shown());
            let other = text.known().map(|alias| format!("{}/main", alias.trim_end_matches(SUFFIX)));
            let help = other.and_then(|other| held.rewritten(&other));
            let help = match help {
                Some(help) => help.then(format!(", or another alias that does not end in `{SUFFIX}`")),
                None => format!("choose another ending than `{SUFFIX}`, such as `/main`").into(),
            };
            cx.report(held.resource(), held.finding(message).with_help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    fn written(alias: &str) -> usize {
        lines(&RULE, &format!(r#"{{"opentelekomcloud_kms_key_v1.k": {{"key_alias": "{alias}"}}}}"#)).len()
    }

    #[test]
    fn the_suffix_begins_with_a_slash_and_is_lower_case() {
        assert_eq!(written("team/default"), 1);
        assert_eq!(written("/default"), 1);
        assert_eq!(written("a/b/default"), 1);
        for alias in ["default", "my-default", "team/default-2", "/default/x", "team/Default", "team/default/"] {
            assert_eq!(written(alias), 0, "{alias}");
        }
    }

    #[test]
    fn a_certain_ending_is_enough() {
        assert_eq!(written("…/default"), 1);
        assert_eq!(written("team/…"), 0);
        assert_eq!(written("…default"), 0);
    }

    #[test]
    fn requests_write_and_data_sources_read() {
        let request = r#"{"otc/update-key-alias": {"key_id": "x", "key_alias": "team/default"}}"#;
        assert_eq!(
            lines(&RULE, request),
            ["error \"team/default\": alias `team/default` ends in `/default`, which is reserved for default keys"]
        );
        assert!(lines(&RULE, r#"{"data.opentelekomcloud_kms_key_v1.k": {"key_alias": "obs/default"}}"#).is_empty());
    }

    #[test]
    fn alibaba_cloud_has_no_default_aliases() {
        assert!(lines(&RULE, r#"{"alicloud_kms_alias.a": {"alias_name": "alias/team/default"}}"#).is_empty());
    }
}
