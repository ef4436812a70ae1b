//! `id-placeholder`: an id still has to be filled in, or was copied from documentation.

use std::ops::Range;

use crate::finding::Severity;
use crate::resource::{Content, Group, Resource, Role};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::syntax::text::Text;
use crate::tables::Holds;
use crate::view::finding::finding_inside;
use crate::view::ids::{IDS, is_sample, placeholders};
use crate::view::value::is_template;

pub(crate) static RULE: Rule = Rule {
    name: "id-placeholder",
    theme: Theme::Ids,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "an id is a sample that was not replaced",
    why: "Documentation masks its sample ids (`vpc-bp1go9qvmj78j4f4c****`) or writes `<your-key-id>`. Copied as they \
          are they name nothing. A few samples are complete; those, and the UUID of zeros, are a warning, because \
          they have the right form but are nobody's own.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-updatekmsinstancebindvpc",
        "https://docs.otc.t-systems.com/key-management-service/api-ref/apis/key_management_service/cmk_management/changing_the_alias_of_a_cmk.html",
    ],
    bad: examples!("id-placeholder", "example-bad-1.json", "example-bad-2.json"),
    good: examples!("id-placeholder", "example-good.json"),
    check,
};

const HELP: &str = "write the id of your own resource";

fn check(cx: &mut RuleContext<'_>) {
    for held in cx.view().values_that_hold(IDS) {
        let Some(text) = held.text() else { continue };
        let help = || held.advice(&format!("the id of your own {}", what_it_is_of(held.holds)));
        if has_part_to_fill_in(&text) {
            let message = format!("{} is a placeholder, not an id", held.shown());
            cx.report(held.resource(), held.finding(message).with_help(help()));
        } else if text.known().is_some_and(is_sample) {
            let message = format!("{} is a sample id from the documentation", held.shown());
            cx.report_as(Severity::Warning, held.resource(), held.finding(message).with_help(help()));
        }
    }
    for resource in cx.resources().iter().filter(|resource| resource.role != Role::Saved) {
        check_unread_documents(cx, resource, &resource.body);
    }
}

fn what_it_is_of(holds: Holds) -> &'static str {
    match holds {
        Holds::KeyId | Holds::KeyReference => "key",
        Holds::KmsInstanceId => "KMS instance",
        Holds::VpcId => "VPC",
        Holds::VswitchId => "vSwitch",
        Holds::AccountId => "account",
        Holds::Principal => "user or account",
        _ => "resource",
    }
}

fn has_part_to_fill_in(text: &Text) -> bool {
    // In a name four times the same letter is nothing special.
    let is_name = text.known_prefix().starts_with("alias/");
    let is_letters = |sign: Range<usize>| text.known_bytes().get(sign).is_some_and(|sign| sign.starts_with(['x', 'X']));
    placeholders(text.known_bytes()).into_iter().any(|sign| !is_name || !is_letters(sign))
}

/// A document inside a string that cannot be read, often because of the very asterisks: each id is reported where
/// it stands.
fn check_unread_documents(cx: &mut RuleContext<'_>, resource: &Resource, group: &Group) {
    for field in group.fields.iter().filter(|field| field.is_declared) {
        let Content::Blocks(blocks) = &field.content else { continue };
        for group in blocks.written() {
            check_unread_documents(cx, resource, group);
        }
        let Some(value) = blocks.raw.as_ref().filter(|_| blocks.groups.is_empty() && blocks.is_open) else { continue };
        let Some(text) = value.as_text().filter(|text| !is_template(resource.notation, text.known_bytes())) else {
            continue;
        };
        let mut words: Vec<Range<usize>> =
            placeholders(text.known_bytes()).iter().map(|sign| word_around(text.known_bytes(), sign)).collect();
        words.dedup();
        for word in words {
            let shown = text.known_bytes().get(word.clone()).unwrap_or_default();
            let message = format!("`{}` is a placeholder, not an id", shown.trim_matches('"'));
            let finding = finding_inside(field, value, text.span_of(word), message);
            cx.report(resource, finding.with_help(HELP));
        }
    }
}

/// The letters and digits around a sign, with the quotes around them: the id that it is a part of.
fn word_around(text: &str, sign: &Range<usize>) -> Range<usize> {
    let is_part = |character: char| character.is_ascii_alphanumeric() || "-*".contains(character);
    let before = text.get(..sign.start).unwrap_or_default();
    let after = text.get(sign.end..).unwrap_or_default();
    let start = before.trim_end_matches(is_part).len();
    let end = text.len() - after.trim_start_matches(is_part).len();
    let is_quoted = before.get(..start).is_some_and(|before| before.ends_with('"'))
        && text.get(end..).is_some_and(|after| after.starts_with('"'));
    if is_quoted { start - 1..end + 1 } else { start..end }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::{check as found, lines};

    #[test]
    fn the_finding_points_at_the_id() {
        let document = r#"{"alibaba/UpdateKmsInstanceBindVpc": {"KmsInstanceId": "kst-phzz64f722a1buamw0****", "BindVpcs": "[]"}}"#;
        assert_eq!(
            lines(&RULE, document),
            [r#"error "kst-phzz64f722a1buamw0****": `kst-phzz64f722a1buamw0****` is a placeholder, not an id"#]
        );
    }

    #[test]
    fn a_uuid_of_letters_is_one_id() {
        let document = r#"{"otc/enable-key": {"key_id": "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"}}"#;
        let found = found(&RULE, document);
        assert_eq!((found.len(), &*found[0].at), (1, "\"xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx\""));
    }

    #[test]
    fn masks_in_a_document_that_cannot_be_read_are_found() {
        let document = r#"{"alibaba/UpdateKmsInstanceBindVpc": {"BindVpcs": "[{\"VpcId\":\"vpc-bp1go9qvmj78j4f4c****\",\"VpcOwnerId\":120708975881****}]"}}"#;
        let messages: Vec<_> = found(&RULE, document).into_iter().map(|found| (found.at, found.message)).collect();
        assert_eq!(messages.len(), 2);
        assert_eq!(messages[0].0, r#"\"vpc-bp1go9qvmj78j4f4c****\""#);
        assert_eq!(messages[1].0, "120708975881****");
        assert_eq!(messages[0].1, "`vpc-bp1go9qvmj78j4f4c****` is a placeholder, not an id");
        assert_eq!(messages[1].1, "`120708975881****` is a placeholder, not an id");
    }

    #[test]
    fn samples_and_zeros_are_warnings() {
        for id in ["00000000-0000-0000-0000-000000000000", "0D0466B0-e727-4d9c-b35d-f84bb474a37f"] {
            let found = lines(&RULE, &format!(r#"{{"otc/enable-key": {{"key_id": "{id}"}}}}"#));
            assert_eq!(found, [format!("warning \"{id}\": `{id}` is a sample id from the documentation")]);
        }
    }

    #[test]
    fn a_template_is_no_placeholder() {
        for id in ["${KEY_ID}", "{{ key_id }}", "<%= key %>"] {
            assert!(lines(&RULE, &format!(r#"{{"otc/enable-key": {{"key_id": "{id}"}}}}"#)).is_empty(), "{id}");
        }
    }

    #[test]
    fn saved_responses_are_evidence() {
        assert!(
            lines(&RULE, r#"{"saved": {"InstanceId": "kst-phzz64f722a1buamw0****", "Status": "Connected"}}"#)
                .is_empty()
        );
    }
}
