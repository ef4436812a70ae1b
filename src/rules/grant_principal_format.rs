//! `grant-principal-format`: a grantee that is not the id of a user or an account.

use crate::finding::{Fix, Severity};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::tables::Holds;
use crate::view::ids::is_placeholder;
use crate::view::literal::replace_part;

/// The most characters that an id of a user or an account has.
const LONGEST: usize = 64;

pub(crate) static RULE: Rule = Rule {
    name: "grant-principal-format",
    theme: Theme::Grants,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "the principal of a grant is not the id of a user or an account",
    why: "Principals are ids of 1 to 64 letters and digits, without dashes. A name, or a UUID with dashes, is refused with \
          KMS.2402.",
    fixable: Fixable::Sometimes,
    options: &[],
    sources: &[
        "https://docs.otc.t-systems.com/key-management-service/api-ref/apis/key_management_service/cmk_management/creating_a_grant.html",
    ],
    bad: examples!("grant-principal-format", "example-bad.tf"),
    good: examples!("grant-principal-format", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for held in cx.view().values_that_hold(&[Holds::Principal]) {
        let Some(text) = held.text().filter(|text| !is_placeholder(text)) else { continue };
        let known = text.known_bytes();
        let is_wrong = !known.bytes().all(|byte| byte.is_ascii_alphanumeric())
            || known.len() > LONGEST
            || text.known() == Some("");
        if !is_wrong || held.is_left_out() {
            continue;
        }
        let is_too_long = known.len() > LONGEST && known.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let message = match is_too_long {
            true => {
                format!("the principal {} has {} characters, but the limit is {LONGEST}", held.shown(), known.len())
            }
            false => format!("{} is not the id of a user or an account", held.shown()),
        };
        let mut finding =
            held.finding(message).with_help(held.advice("the id: 1 to 64 letters and digits, without dashes"));
        let bare = known.replace('-', "");
        let is_uuid = text.is_known() && bare.len() == 32 && bare.bytes().all(|byte| byte.is_ascii_hexdigit());
        finding.help = held.rewritten(&bare).filter(|_| is_uuid).or(finding.help);
        finding.fix = replace_part(&held.value, &text, 0..known.len(), finding.span, &bare)
            .filter(|_| is_uuid)
            .map(|edit| Fix::unsafe_("leave the dashes out", vec![edit]));
        cx.report(held.resource(), finding);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::{check as found, lines};

    fn document(principal: &str) -> String {
        format!(r#"{{"otc/create-grant": {{"grantee_principal": "{principal}"}}}}"#)
    }

    #[test]
    fn letters_and_digits_are_enough() {
        assert!(lines(&RULE, &document("13gg44z4g2sglzk0egw0u726zoyzvrs8")).is_empty());
        assert!(lines(&RULE, &document(&"a".repeat(64))).is_empty());
        assert_eq!(lines(&RULE, &document(&"a".repeat(65))).len(), 1);
        assert_eq!(lines(&RULE, &document("some user")).len(), 1);
        assert_eq!(lines(&RULE, &document("")).len(), 1);
        assert!(lines(&RULE, &document("<user-id>")).is_empty(), "to be filled in");
        assert!(lines(&RULE, &document("{{ user }}")).is_empty());
    }

    #[test]
    fn dashes_can_be_left_out() {
        let found = found(&RULE, &document("0d0466b0-0d04-66b0-0d04-66b00d0466b0"));
        assert_eq!(found[0].fixed.as_deref(), Some(document("0d0466b00d0466b00d0466b00d0466b0").as_str()));
    }
}
