//! `alias-near-default`: an alias differs from that of a default key by case or a slash only.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::tables::Holds;
use crate::view::cloud::Cloud;

pub(crate) static RULE: Rule = Rule {
    name: "alias-near-default",
    theme: Theme::Aliases,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "an alias is easily taken for that of a default key",
    why: "The suffix `/default` belongs to the keys that services make for themselves. Whether the API also refuses \
          `/Default` or `/default/` is not documented, and people will mistake such a key for a default one.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://docs.otc.t-systems.com/key-management-service/api-ref/apis/key_management_service/cmk_management/creating_a_cmk.html",
    ],
    bad: examples!("alias-near-default", "example-bad.tf"),
    good: examples!("alias-near-default", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for held in cx.view().written_values_that_hold(&[Holds::Alias]) {
        let (Some(cloud), Some(text)) = (Cloud::of(held.resource()), held.text()) else { continue };
        let suffix = text.known_suffix();
        let folded = suffix.to_ascii_lowercase();
        let is_near = folded.trim_end_matches('/').ends_with("/default") && !suffix.ends_with("/default");
        if cloud.is_huawei_family() && is_near {
            let message =
                format!("alias {} is easily taken for that of a default key, which ends in `/default`", held.shown());
            let name =
                |alias: &str| alias.trim_end_matches('/').rsplit_once('/').map(|(name, _)| format!("{name}/main"));
            let other = text.known().and_then(name).and_then(|other| held.rewritten(&other));
            let help = match other {
                Some(help) => help.then(", or another alias that does not look like a default key's"),
                None => "choose an ending that does not look like `/default`, such as `/main`".into(),
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
    fn other_case_and_a_slash_at_the_end_are_near() {
        for alias in ["evs/Default", "evs/DEFAULT", "evs/default/", "…/Default"] {
            assert_eq!(written(alias), 1, "{alias}");
        }
        for alias in ["evs/default", "default", "evs/defaults", "evs/default-1", "evsDefault"] {
            assert_eq!(written(alias), 0, "{alias}");
        }
    }
}
