//! `id-malformed`: an id has the right beginning but not the form of one.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::syntax::text::Text;
use crate::tables::Holds;
use crate::view::ValueView;
use crate::view::cloud::Cloud;
use crate::view::ids::{Prefix, is_placeholder, is_uuid_form};

pub(crate) static RULE: Rule = Rule {
    name: "id-malformed",
    theme: Theme::Ids,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "an id does not have the form of ids of its kind",
    why: "After its prefix an id on Alibaba Cloud has lower-case letters and digits, 21 of them in every id that was \
          seen. The form is not documented, so an id that looks different is a warning; usually a character was lost \
          in copying.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://www.alibabacloud.com/help/en/vpc/user-guide/what-is-vpc"],
    bad: examples!("id-malformed", "example-bad.yaml"),
    good: examples!("id-malformed", "example-good.yaml"),
    check,
};

/// Letters and digits after the prefix in every id that was seen, but for a pre-production one with 22.
const USUAL: usize = 21;

fn check(cx: &mut RuleContext<'_>) {
    for held in cx.view().values_that_hold(&[Holds::VpcId, Holds::VswitchId, Holds::KmsInstanceId, Holds::KeyId]) {
        let is_alibaba = Cloud::of(held.resource()) == Some(Cloud::Alibaba);
        let Some(text) = held.text().filter(|text| is_alibaba && !is_placeholder(text)) else { continue };
        let Some(wanted) = Prefix::of_field(held.holds) else { continue };
        let Some((problem, severity)) = problem(held, &text, wanted) else { continue };
        let message = format!("{} does not look like the id of {}: {problem}", held.shown(), wanted.title);
        let help = match text.known_prefix().starts_with(wanted.prefix) || held.holds != Holds::KeyId {
            true => held.advice(&format!(
                "the id as the console shows it: `{}` and {USUAL} lower-case letters and digits",
                wanted.prefix
            )),
            false => {
                let lower = text.known().and_then(|id| held.rewritten(&id.to_ascii_lowercase()));
                lower.unwrap_or_else(|| "write it in lower case".into())
            }
        };
        cx.report_as(severity, held.resource(), held.finding(message).with_help(help));
    }
}

fn problem(held: &ValueView<'_>, text: &Text, wanted: &Prefix) -> Option<(String, Severity)> {
    let Some(rest) = text.known_prefix().strip_prefix(wanted.prefix) else {
        return problem_without_prefix(held, text.known()?, wanted);
    };
    let illegal = |character: &char| !character.is_ascii_lowercase() && !character.is_ascii_digit();
    let after = text.known_bytes().chars().skip(wanted.prefix.len()).find(illegal);
    if let Some(character) = after {
        let problem = match character {
            letter if letter.is_ascii_uppercase() => "it has capital letters".to_owned(),
            other => format!("`{}` is neither a lower-case letter nor a digit", other.escape_debug()),
        };
        return Some((problem, Severity::Warning));
    }
    text.known()?;
    let problem = match rest.len() {
        1 => format!("1 character follows `{}`, not {USUAL}", wanted.prefix),
        length => format!("{length} characters follow `{}`, not {USUAL}", wanted.prefix),
    };
    match rest.len() {
        USUAL | 22 => None,
        8..=24 => Some((problem, Severity::Info)),
        _ => Some((problem, Severity::Warning)),
    }
}

fn problem_without_prefix(held: &ValueView<'_>, id: &str, wanted: &Prefix) -> Option<(String, Severity)> {
    // Ids of other things, and what is certainly no key id, are reported as such by their own rules.
    let has_other_rule = id.is_empty() || Prefix::of_text(id).is_some() || id.starts_with("acs:");
    if held.holds == Holds::KeyId {
        let is_upper = id.bytes().any(|byte| byte.is_ascii_uppercase());
        let is_uuid = is_uuid_form(&id.to_ascii_lowercase());
        return (is_upper && is_uuid).then(|| ("it has capital letters".to_owned(), Severity::Warning));
    }
    // `shared` is the scope of a policy for the keys outside of instances.
    let is_shared = held.holds == Holds::KmsInstanceId && id == "shared";
    if has_other_rule || is_shared {
        return None;
    }
    Some((format!("it does not begin with `{}`", wanted.prefix), Severity::Warning))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    fn vpc(id: &str) -> Option<String> {
        let found = lines(&RULE, &format!(r#"{{"alicloud_kms_instance.a": {{"vpc_id": "{id}"}}}}"#));
        found.first().map(|line| format!("{}: {}", line.split(' ').next().unwrap(), line.rsplit(": ").next().unwrap()))
    }

    #[test]
    fn usual_ids_are_silent() {
        assert_eq!(vpc("vpc-bp15z92ev9jflxq14c2l0"), None);
        assert_eq!(vpc("vpc-bp15z92ev9jflxq14c2l01"), None, "22 were seen, too");
    }

    #[test]
    fn another_length_is_worth_knowing_and_a_strange_one_a_warning() {
        let of = |length: usize| vpc(&format!("vpc-{}", "a".repeat(length)));
        assert_eq!(of(7).as_deref(), Some("warning: 7 characters follow `vpc-`, not 21"));
        assert_eq!(of(8).as_deref(), Some("info: 8 characters follow `vpc-`, not 21"));
        assert_eq!(of(24).as_deref(), Some("info: 24 characters follow `vpc-`, not 21"));
        assert_eq!(of(25).as_deref(), Some("warning: 25 characters follow `vpc-`, not 21"));
    }

    #[test]
    fn characters_that_no_id_has_are_named() {
        assert_eq!(vpc("vpc-BP15z92ev9jflxq14c2l0").as_deref(), Some("warning: it has capital letters"));
        assert_eq!(
            vpc("vpc-bp15_92ev9jflxq14c2l0").as_deref(),
            Some("warning: `_` is neither a lower-case letter nor a digit")
        );
        assert_eq!(vpc("vpc-…_").as_deref(), Some("warning: `_` is neither a lower-case letter nor a digit"));
        assert_eq!(vpc("main").as_deref(), Some("warning: it does not begin with `vpc-`"));
    }

    #[test]
    fn other_rules_speak_of_other_mistakes() {
        for id in ["", "vpc-bp1go9qvmj78j4f4c****", "vsw-bp1go9qvmj78j4f4cabcd", "vpc-…", "…", "?"] {
            assert_eq!(vpc(id), None, "{id}");
        }
    }
}
