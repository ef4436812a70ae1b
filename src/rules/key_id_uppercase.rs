//! `key-id-uppercase`: a key id in capital letters.

use crate::finding::{Fix, Severity};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::syntax::text::Text;
use crate::tables::Holds;
use crate::view::cloud::Cloud;
use crate::view::ids::{is_placeholder, is_uuid_form, may_begin_uuid_form};
use crate::view::literal::replace_part;

pub(crate) static RULE: Rule = Rule {
    name: "key-id-uppercase",
    theme: Theme::Ids,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "a key id has capital letters",
    why: "The API describes a key id as lower-case letters, digits and dashes. Whether it also takes capital letters is \
          not documented; what other tools print, and compare, is lower case.",
    fixable: Fixable::Sometimes,
    options: &[],
    sources: &[
        "https://docs.otc.t-systems.com/key-management-service/api-ref/apis/key_management_service/cmk_management/changing_the_alias_of_a_cmk.html",
    ],
    bad: examples!("key-id-uppercase", "example-bad.json"),
    good: examples!("key-id-uppercase", "example-good.json"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for held in cx.view().values_that_hold(&[Holds::KeyId, Holds::KeyReference]) {
        let is_concerned = Cloud::of(held.resource()).is_some_and(Cloud::is_huawei_family);
        let Some(text) = held.text().filter(|text| is_concerned && !is_placeholder(text)) else { continue };
        let id = text.known_bytes();
        let lower = id.to_ascii_lowercase();
        if lower == id || !may_be_key_id(&text) {
            continue;
        }
        let message = format!("key id {} has capital letters", held.shown());
        let mut finding = held.finding(message).with_help("write it in lower case");
        if text.is_known() {
            finding.help = Some(held.advice(&format!("`{lower}`")));
            finding.fix = replace_part(&held.value, &text, 0..id.len(), finding.span, &lower)
                .map(|edit| Fix::safe("write it in lower case", vec![edit]));
        }
        cx.report(held.resource(), finding);
    }
}

/// Whether it is a key id but for its capital letters, as far as it is known.
fn may_be_key_id(text: &Text) -> bool {
    match text.known() {
        Some(id) => is_uuid_form(&id.to_ascii_lowercase()),
        // Where not even its first letters are known it may be an alias.
        None => text.known_prefix().contains('-') && may_begin_uuid_form(&text.known_prefix().to_ascii_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::{check as found, lines};

    #[test]
    fn capital_letters_can_be_made_small() {
        let document = r#"{"otc/enable-key": {"key_id": "4F1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"}}"#;
        let found = found(&RULE, document);
        assert_eq!(found[0].fixed.as_deref(), Some(document.to_ascii_lowercase().as_str()));
    }

    #[test]
    fn a_beginning_is_enough() {
        let document = |id: &str| format!(r#"{{"opentelekomcloud_kms_grant_v1.g": {{"key_id": "{id}"}}}}"#);
        let count = |id: &str| lines(&RULE, &document(id)).len();
        assert_eq!(count("4F1C2D3E-…"), 1);
        assert_eq!(count("4f1c2d3e-…"), 0);
        assert_eq!(count("4F1C…"), 0, "it may be the name of a key");
        assert_eq!(count("KEY-…"), 0, "which is no key id at all");
    }

    #[test]
    fn what_is_no_key_id_in_small_letters_either_has_another_rule() {
        for id in ["4F1C", "alias/Orders", "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"] {
            assert!(lines(&RULE, &format!(r#"{{"otc/enable-key": {{"key_id": "{id}"}}}}"#)).is_empty(), "{id}");
        }
    }
}
