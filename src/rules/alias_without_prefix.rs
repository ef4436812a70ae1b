//! `alias-without-prefix`: an alias lacks the `alias/` that it must begin with.

use crate::finding::{Fix, Severity};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::syntax::text::Text;
use crate::tables::Holds;
use crate::view::ValueView;
use crate::view::alias::{PREFIX, legal_alias, with_prefix};
use crate::view::cloud::Cloud;
use crate::view::literal::replace_part;

pub(crate) static RULE: Rule = Rule {
    name: "alias-without-prefix",
    theme: Theme::Aliases,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "an alias does not begin with `alias/` where it has to",
    why: "On Alibaba Cloud every alias begins with `alias/`. The Terraform provider does not check it, so the mistake \
          shows up in the middle of `apply`. For `huaweicloud_kms_alias` the provider's documentation asks for the \
          prefix, but the API's own example does without it, hence only a warning there.",
    fixable: Fixable::Sometimes,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/kms/support/create-an-alias",
        "https://registry.terraform.io/providers/huaweicloud/huaweicloud/latest/docs/resources/kms_alias",
    ],
    bad: examples!("alias-without-prefix", "example-bad.tf"),
    good: examples!("alias-without-prefix", "example-good-1.tf", "example-good-2.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for held in cx.view().written_values_that_hold(&[Holds::Alias, Holds::AliasReference]) {
        let Some(severity) = severity_for(held) else { continue };
        let Some(text) = held.text() else { continue };
        // An empty alias has a rule of its own.
        if text.known() != Some("") && !text.may_begin_with(PREFIX) {
            let message = format!("alias {} does not begin with `{PREFIX}`", held.shown());
            let mut finding = held.finding(message);
            let whole = text.known().and_then(with_prefix).map(|whole| match Cloud::of(held.resource()) {
                Some(cloud) => legal_alias(cloud, &whole).unwrap_or(whole),
                None => whole,
            });
            let whole = whole.and_then(|whole| held.rewritten(&whole));
            finding.help = Some(whole.unwrap_or_else(|| format!("begin it with `{PREFIX}`").into()));
            finding.fix = insertion(held, &text);
            cx.report_as(severity, held.resource(), finding);
        }
    }
}

/// None where aliases have no prefix.
fn severity_for(held: &ValueView<'_>) -> Option<Severity> {
    match (Cloud::of(held.resource())?, held.holds, &*held.resource().kind) {
        (Cloud::Alibaba, Holds::Alias, _) | (Cloud::Alibaba, Holds::AliasReference, "alibaba/kms_alias") => {
            Some(Severity::Error)
        }
        (Cloud::Huawei, Holds::Alias, "huawei/kms_alias") => Some(Severity::Warning),
        (Cloud::Huawei, Holds::AliasReference, "huawei/kms_alias_associate") => Some(Severity::Warning),
        _ => None,
    }
}

/// The prefix is put in front where the alias stands, unless a misspelled prefix seems to be there.
fn insertion(held: &ValueView<'_>, text: &Text) -> Option<Fix> {
    let has_another = text.known_bytes().to_ascii_lowercase().contains("alias");
    // With the prefix it would be an alias that only the service may give.
    let becomes_reserved = Cloud::of(held.resource()) == Some(Cloud::Alibaba) && text.known_bytes().starts_with("acs");
    if has_another || becomes_reserved {
        return None;
    }
    let edit = replace_part(&held.value, text, 0..0, held.value.span?, PREFIX)?;
    Some(Fix::safe(format!("put `{PREFIX}` in front"), vec![edit]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::{check as found, lines};

    fn alibaba(alias: &str) -> String {
        format!(r#"{{"alicloud_kms_alias.a": {{"alias_name": "{alias}"}}}}"#)
    }

    #[test]
    fn the_prefix_is_put_in_front() {
        let found = &found(&RULE, &alibaba("payments"))[0];
        assert_eq!(found.line(), "error \"payments\": alias `payments` does not begin with `alias/`");
        assert_eq!(found.fixed.as_deref(), Some(alibaba("alias/payments").as_str()));
    }

    #[test]
    fn a_prefix_that_is_misspelled_is_not_put_in_twice() {
        for alias in ["Alias/payments", "aliases/payments", "alias:payments"] {
            let found = &found(&RULE, &alibaba(alias))[0];
            assert_eq!(found.fixed, None, "{alias}");
        }
    }

    #[test]
    fn an_unknown_beginning_may_be_the_prefix() {
        assert!(lines(&RULE, &alibaba("…/x")).is_empty());
        assert!(lines(&RULE, &alibaba("ali…/x")).is_empty());
        assert!(lines(&RULE, &alibaba("?")).is_empty());
        assert_eq!(lines(&RULE, &alibaba("x-…")).len(), 1);
    }

    #[test]
    fn an_empty_alias_has_another_rule() {
        assert!(lines(&RULE, &alibaba("")).is_empty());
    }

    #[test]
    fn clouds_without_the_prefix_are_left_alone() {
        assert!(lines(&RULE, r#"{"opentelekomcloud_kms_key_v1.k": {"key_alias": "payments"}}"#).is_empty());
    }

    #[test]
    fn a_number_becomes_a_string() {
        let found = lines(&RULE, r#"{"alicloud_kms_alias.a": {"alias_name": 7}}"#);
        assert_eq!(found, ["error 7: alias `7` does not begin with `alias/`"]);
    }
}
