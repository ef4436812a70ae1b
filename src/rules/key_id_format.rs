//! `key-id-format`: a text that is not a key id stands where one is needed.

use crate::finding::{Fix, Severity};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::syntax::text::Text;
use crate::tables::Holds;
use crate::view::ValueView;
use crate::view::cloud::Cloud;
use crate::view::ids::{Prefix, is_alias_reference, is_placeholder, is_uuid_form, may_begin_uuid_form};
use crate::view::literal::replace_part;

pub(crate) static RULE: Rule = Rule {
    name: "key-id-format",
    theme: Theme::Ids,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "a text that is not a key id stands where one is needed",
    why: "On Open Telekom Cloud, Huawei Cloud and FlexibleEngine a key id is 36 lower-case letters and digits with four \
          dashes; anything else is refused with KMS.0205. On Alibaba Cloud it is a UUID, `key-…` of a key in a KMS \
          instance, or an ARN; some services take a word such as `ServiceKey` for a key of their own. Providers do not \
          check it.",
    fixable: Fixable::Sometimes,
    options: &[],
    sources: &[
        "https://docs.otc.t-systems.com/key-management-service/api-ref/apis/key_management_service/cmk_management/changing_the_alias_of_a_cmk.html",
        "https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-createkey",
    ],
    bad: examples!("key-id-format", "example-bad.json"),
    good: examples!("key-id-format", "example-good.json"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for held in cx.view().values_that_hold(&[Holds::KeyId, Holds::KeyReference]) {
        let (Some(cloud), Some(text)) = (Cloud::of(held.resource()), held.text()) else { continue };
        if is_placeholder(&text) || has_another_rule(held, &text) {
            continue;
        }
        let is_wrong = match cloud {
            Cloud::Alibaba => is_no_alibaba_key(held, &text),
            _ => is_no_huawei_key(held, &text),
        };
        if !is_wrong {
            continue;
        }
        let form = match cloud {
            Cloud::Alibaba => "a UUID, `key-…` or an ARN",
            _ => "lower-case letters and digits in groups of 8-4-4-4-12",
        };
        let mut finding = held
            .finding(format!("{} is not a key id", held.shown()))
            .with_help(held.advice(&format!("the id of the key: {form}")));
        if let Some(id) = text.known().and_then(with_dashes) {
            finding.help = held.rewritten(&id).or(finding.help);
            finding.fix = replace_part(&held.value, &text, 0..text.known_bytes().len(), finding.span, &id)
                .map(|edit| Fix::unsafe_("insert the dashes", vec![edit]));
        }
        cx.report(held.resource(), finding);
    }
}

/// Aliases, and ids of other things, are reported as what they are.
fn has_another_rule(held: &ValueView<'_>, text: &Text) -> bool {
    let is_alias = is_alias_reference(text) || text.known_suffix().ends_with("/default");
    let is_another =
        Cloud::of(held.resource()) == Some(Cloud::Alibaba) && Prefix::of_text(text.known_prefix()).is_some();
    is_alias || is_another
}

fn is_no_huawei_key(held: &ValueView<'_>, text: &Text) -> bool {
    match text.known() {
        Some("") => !held.is_left_out(),
        Some(id) => !is_uuid_form(&id.to_ascii_lowercase()),
        None => {
            let is_illegal = |byte: u8| !byte.is_ascii_alphanumeric() && byte != b'-';
            text.known_bytes().len() > 36
                || text.known_bytes().bytes().any(is_illegal)
                || !may_begin_uuid_form(&text.known_prefix().to_ascii_lowercase())
        }
    }
}

fn is_no_alibaba_key(held: &ValueView<'_>, text: &Text) -> bool {
    let Some(id) = text.known() else { return false };
    if id.is_empty() {
        return !held.is_left_out();
    }
    let is_key = is_uuid_form(&id.to_ascii_lowercase()) || id.starts_with("acs:");
    !is_key && !held.words().iter().any(|word| word == id)
}

/// 32 hexadecimal digits are a UUID without its dashes.
fn with_dashes(id: &str) -> Option<String> {
    let is_bare = id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    let groups = [0..8, 8..12, 12..16, 16..20, 20..32].into_iter().filter_map(|part| id.get(part));
    is_bare.then(|| groups.collect::<Vec<_>>().join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::{check as found, lines};

    fn otc(id: &str) -> Vec<String> {
        lines(&RULE, &format!(r#"{{"otc/enable-key": {{"key_id": "{id}"}}}}"#))
    }

    fn alibaba(id: &str) -> Vec<String> {
        lines(&RULE, &format!(r#"{{"alicloud_kms_alias.a": {{"alias_name": "alias/a", "key_id": "{id}"}}}}"#))
    }

    #[test]
    fn dashes_can_be_put_in() {
        let document = r#"{"otc/enable-key": {"key_id": "4f1c2d3e5a6b4c7d8e9f0a1b2c3d4e5f"}}"#;
        let found = &found(&RULE, document)[0];
        assert_eq!(found.message, "`4f1c2d3e5a6b4c7d8e9f0a1b2c3d4e5f` is not a key id");
        let fixed = r#"{"otc/enable-key": {"key_id": "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f"}}"#;
        assert_eq!(found.fixed.as_deref(), Some(fixed));
    }

    #[test]
    fn the_huawei_family_takes_every_lower_case_letter() {
        assert!(otc("4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f").is_empty());
        assert!(otc("zf1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f").is_empty());
        assert_eq!(otc("4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5").len(), 1);
        assert_eq!(otc("4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f0").len(), 1);
        assert_eq!(otc("").len(), 1);
    }

    #[test]
    fn capital_letters_aliases_and_placeholders_have_rules_of_their_own() {
        for id in ["4F1C2D3E-5A6B-4C7D-8E9F-0A1B2C3D4E5F", "alias/x", "evs/default", "<key-id>", "****", "{{ key }}"] {
            assert!(otc(id).is_empty(), "{id}");
        }
    }

    #[test]
    fn alibaba_cloud_has_three_forms() {
        for id in ["0e478b7a-4262-4802-b8cb-00d3fb401234", "key-hzz62f1cb66fa42qoabcd"] {
            assert!(alibaba(id).is_empty(), "{id}");
        }
        assert!(alibaba("acs:kms:cn-hangzhou:1540355698841234:key/key-hzz62f1cb66fa42qoabcd").is_empty());
        assert_eq!(alibaba("my-key").len(), 1);
        assert_eq!(alibaba("0e478b7a42624802b8cb00d3fb401234").len(), 1);
        assert!(alibaba("vsw-bp16c5pvvcf0fp5b9abcd").is_empty(), "another rule says what it is");
        assert!(alibaba("?").is_empty() && alibaba("…").is_empty());
    }
}
