//! `alias-literal-prefix`: `alias/` becomes part of the name on a cloud that does not use it.

use crate::finding::{Fix, Severity};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::tables::Holds;
use crate::view::cloud::Cloud;
use crate::view::literal::replace_part;

const PREFIX: &str = "alias/";

pub(crate) static RULE: Rule = Rule {
    name: "alias-literal-prefix",
    theme: Theme::Aliases,
    severity: Severity::Info,
    is_on_by_default: true,
    summary: "the alias of an Open Telekom Cloud key begins with `alias/`",
    why: "On other clouds every alias begins with `alias/`. On Open Telekom Cloud and FlexibleEngine the prefix \
          becomes part of the name, and a request that uses the key by its alias then has to say `alias/alias/…`.",
    fixable: Fixable::Sometimes,
    options: &[],
    sources: &[
        "https://docs.otc.t-systems.com/key-management-service/api-ref/apis/key_management_service/cmk_management/creating_a_dek.html",
    ],
    bad: examples!("alias-literal-prefix", "example-bad.tf"),
    good: examples!("alias-literal-prefix", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for held in cx.view().written_values_that_hold(&[Holds::Alias]) {
        let is_concerned = matches!(Cloud::of(held.resource()), Some(Cloud::Otc | Cloud::FlexibleEngine));
        let Some(text) = held.text().filter(|_| is_concerned) else { continue };
        if !text.known_prefix().starts_with(PREFIX) {
            continue;
        }
        let message = format!("alias {} begins with `{PREFIX}`, which becomes part of the name", held.shown());
        let mut finding = held.finding(message);
        let bare = text.known().and_then(|alias| held.rewritten(alias.trim_start_matches(PREFIX)));
        finding.help = Some(bare.unwrap_or_else(|| format!("leave `{PREFIX}` out").into()));
        if text.known() != Some(PREFIX) {
            finding.fix = replace_part(&held.value, &text, 0..PREFIX.len(), finding.span, "")
                .map(|edit| Fix::unsafe_(format!("leave `{PREFIX}` out"), vec![edit]));
        }
        cx.report(held.resource(), finding);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::{check as found, lines};

    #[test]
    fn the_prefix_can_be_left_out() {
        let found = &found(&RULE, r#"{"opentelekomcloud_kms_key_v1.k": {"key_alias": "alias/orders"}}"#)[0];
        assert_eq!(found.severity, "info");
        let fixed = r#"{"opentelekomcloud_kms_key_v1.k": {"key_alias": "orders"}}"#;
        assert_eq!(found.fixed.as_deref(), Some(fixed));
    }

    #[test]
    fn the_word_inside_the_name_is_no_prefix() {
        assert!(lines(&RULE, r#"{"opentelekomcloud_kms_key_v1.k": {"key_alias": "my-alias/orders"}}"#).is_empty());
        assert!(lines(&RULE, r#"{"alicloud_kms_alias.a": {"alias_name": "alias/orders"}}"#).is_empty());
    }
}
