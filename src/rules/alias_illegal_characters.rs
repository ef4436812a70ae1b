//! `alias-illegal-characters`: an alias holds a character that the provider does not take.

use std::ops::Range;

use crate::finding::{Edit, Fix, Severity};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::syntax::text::Text;
use crate::tables::Holds;
use crate::view::ValueView;
use crate::view::alias::{allows, legal_alias, meant};
use crate::view::cloud::Cloud;
use crate::view::finding::place_of;
use crate::view::value::quotable;

pub(crate) static RULE: Rule = Rule {
    name: "alias-illegal-characters",
    theme: Theme::Aliases,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "an alias contains a character that the provider does not accept",
    why: "Open Telekom Cloud, Huawei Cloud and FlexibleEngine accept letters, digits, `:`, `/`, `_` and `-` in an \
          alias; Alibaba Cloud accepts the same without `:`. No Terraform provider checks this, so a wrong character \
          passes `plan` and is refused by the API in the middle of `apply`.",
    fixable: Fixable::Sometimes,
    options: &[],
    sources: &[
        "https://docs.otc.t-systems.com/key-management-service/api-ref/apis/key_management_service/cmk_management/creating_a_cmk.html",
        "https://www.alibabacloud.com/help/en/kms/support/create-an-alias",
    ],
    bad: examples!("alias-illegal-characters", "example-bad-1.tf", "example-bad-2.tf"),
    good: examples!("alias-illegal-characters", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for held in cx.view().written_values_that_hold(&[Holds::Alias]) {
        let (Some(cloud), Some(text)) = (Cloud::of(held.resource()), held.text()) else { continue };
        let illegal: Vec<(usize, char)> =
            text.known_bytes().char_indices().filter(|&(_, character)| !allows(cloud, character)).collect();
        if illegal.is_empty() {
            continue;
        }
        let allowed = if cloud.is_huawei_family() { "`:`, `/`, `_` and `-`" } else { "`/`, `_` and `-`" };
        let names = named(&illegal);
        let mut finding = held
            .finding(format!("alias {} contains {names}, which {} does not accept", held.shown(), cloud.name()))
            .with_help(match text.known_suffix().ends_with('\n') && illegal.len() == 1 {
                true => "write the alias on one line, in quotes: a heredoc or a block ends in a line break".into(),
                false => match meant(cloud, &text).and_then(|alias| held.rewritten(&alias)) {
                    Some(help) => help.then(format!(", or another alias of letters, digits, {allowed}")),
                    None => format!("write only letters, digits, {allowed}").into(),
                },
            });
        if !held.value.sensitive {
            for (range, character) in runs(&illegal).into_iter().take(LABELS) {
                let place = place_of(&text, range, finding.span);
                if place != finding.span {
                    finding = finding.with_label(place, format!("{} is not allowed", name_of(character)));
                }
            }
        }
        finding.fix = replacement(held, &text, &illegal);
        cx.report(held.resource(), finding);
    }
}

/// So many places are shown, and so many characters named.
const LABELS: usize = 8;

/// The same character several times in a row is one place.
fn runs(illegal: &[(usize, char)]) -> Vec<(Range<usize>, char)> {
    let mut runs: Vec<(Range<usize>, char)> = Vec::new();
    for &(at, character) in illegal {
        let end = at + character.len_utf8();
        match runs.last_mut().filter(|(range, last)| *last == character && range.end == at) {
            Some((range, _)) => range.end = end,
            None => runs.push((at..end, character)),
        }
    }
    runs
}

/// Each illegal character once, in words.
fn named(illegal: &[(usize, char)]) -> String {
    let mut names: Vec<String> = Vec::new();
    for &(_, character) in illegal {
        let name = name_of(character);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if let Some(more) = names.len().checked_sub(LABELS).filter(|more| *more > 0) {
        names.truncate(LABELS);
        names.push(format!("{more} more"));
    }
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

fn name_of(character: char) -> String {
    match character {
        ' ' => "a space".to_owned(),
        '\n' => "a line break".to_owned(),
        '\t' => "a tab".to_owned(),
        _ if is_unseen(character) => format!("the character U+{:04X}", character as u32),
        _ => format!("`{character}`"),
    }
}

/// Whether a character shows nothing of its own: blanks, accents that go onto the letter before, joiners and marks.
fn is_unseen(character: char) -> bool {
    let is_mark = matches!(character, '\u{300}'..='\u{36F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..);
    is_mark || character.is_control() || character.is_whitespace()
}

/// Spaces, dots and the like become `-`, where the alias stands in the file as it is.
///
/// A line break is the end of a heredoc or a block: to replace it would tear the file's own syntax.
fn replacement(held: &ValueView<'_>, text: &Text, illegal: &[(usize, char)]) -> Option<Fix> {
    let has_line_break = illegal.iter().any(|&(_, character)| matches!(character, '\n' | '\r'));
    if held.value.origin.is_some() || has_line_break {
        return None;
    }
    let whole = held.value.span?;
    let mut edits: Vec<Edit> = Vec::new();
    for &(at, character) in illegal {
        let span = text.exact_span_of(at..at + character.len_utf8()).filter(|span| whole.contains(*span))?;
        // At either end nothing has to stand, and characters in a row become one dash.
        let is_first = at == 0 && text.is_known();
        let is_last = at + character.len_utf8() == text.known_bytes().len() && text.is_known();
        match edits.last_mut().filter(|last| last.span.end == span.start) {
            Some(last) => {
                last.span = last.span.to(span);
                if is_last {
                    last.text.clear();
                }
            }
            None => edits.push(Edit::new(span, if is_first || is_last { "" } else { "-" })),
        }
    }
    let written = Cloud::of(held.resource()).zip(text.known());
    let meant = written
        .and_then(|(cloud, alias)| legal_alias(cloud, alias))
        .and_then(|alias| quotable(&alias))
        .filter(|_| !held.value.sensitive);
    let description = meant.map(|alias| format!("write {alias}"));
    Some(Fix::unsafe_(description.unwrap_or_else(|| "replace what is not allowed with `-`".to_owned()), edits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::{check as found, lines};

    fn otc(alias: &str) -> String {
        format!(r#"{{"opentelekomcloud_kms_key_v1.k": {{"key_alias": "{alias}"}}}}"#)
    }

    fn alibaba(alias: &str) -> String {
        format!(r#"{{"alicloud_kms_alias.a": {{"alias_name": "{alias}"}}}}"#)
    }

    #[test]
    fn every_character_of_the_set_is_allowed() {
        assert!(lines(&RULE, &otc("aZ09:/_-")).is_empty());
        assert!(lines(&RULE, &alibaba("alias/aZ09/_-")).is_empty());
    }

    #[test]
    fn a_colon_is_allowed_in_the_huawei_family_only() {
        assert_eq!(
            lines(&RULE, &alibaba("alias/a:b")),
            ["error \"alias/a:b\": alias `alias/a:b` contains `:`, which Alibaba Cloud does not accept"]
        );
    }

    #[test]
    fn each_place_is_a_label() {
        let found = &found(&RULE, &otc("my key.v1"))[0];
        assert_eq!(
            found.message,
            "alias `my key.v1` contains a space and `.`, which Open Telekom Cloud does not accept"
        );
        let labels: Vec<_> = found.labels.iter().map(|(at, message)| format!("{at}|{message}")).collect();
        assert_eq!(labels, [" |a space is not allowed", ".|`.` is not allowed"]);
        assert_eq!(found.fixed.as_deref(), Some(otc("my-key-v1").as_str()));
    }

    #[test]
    fn many_places_are_few_labels() {
        let row = &found(&RULE, &otc(&"ü".repeat(300)))[0];
        assert_eq!(row.labels.len(), 1);
        let many = &found(&RULE, &otc(&"a.b!".repeat(20)))[0];
        assert_eq!(many.labels.len(), LABELS);
        let all = &found(&RULE, &otc("!%&()=?,;#+~"))[0];
        assert!(all.message.contains("`,` and 4 more, which"), "{}", all.message);
    }

    #[test]
    fn characters_beside_unknown_parts_count() {
        assert_eq!(lines(&RULE, &alibaba("alias/….x")).len(), 1);
        assert!(lines(&RULE, &alibaba("alias/…-x")).is_empty());
        assert!(lines(&RULE, &alibaba("?")).is_empty());
    }

    #[test]
    fn a_line_break_and_letters_of_other_scripts_are_named() {
        let found = lines(&RULE, &otc("schlüssel\\n"));
        assert!(
            found[0].ends_with("contains `ü` and a line break, which Open Telekom Cloud does not accept"),
            "{found:?}"
        );
    }

    #[test]
    fn the_line_break_at_the_end_is_not_replaced() {
        let found = &found(&RULE, &otc("orders\\n"))[0];
        assert!(found.help.starts_with("write the alias on one line"), "{}", found.help);
        assert_eq!(found.fixed, None);
    }

    #[test]
    fn what_is_only_read_is_not_judged() {
        assert!(lines(&RULE, r#"{"data.opentelekomcloud_kms_key_v1.k": {"key_alias": "a b"}}"#).is_empty());
    }

    #[test]
    fn a_template_that_another_tool_fills_in_is_not_judged() {
        assert!(lines(&RULE, r#"{"otc/create-key": {"key_alias": "{{ team }}-key"}}"#).is_empty());
        assert!(lines(&RULE, r#"{"otc/create-key": {"key_alias": "${TEAM}-key"}}"#).is_empty());
        assert_eq!(lines(&RULE, r#"{"otc/create-key": {"key_alias": "a b"}}"#).len(), 1);
    }
}
