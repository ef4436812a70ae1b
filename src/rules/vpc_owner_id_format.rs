//! `vpc-owner-id-format`: the owner of a VPC is not the id of an account.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::tables::Holds;
use crate::value::ValueKind;
use crate::view::ValueView;
use crate::view::cloud::Cloud;
use crate::view::ids::{Prefix, is_placeholder};

/// Digits of every account id.
const DIGITS: usize = 16;
/// Digits of the id of a RAM user.
const USER_DIGITS: usize = 18;

pub(crate) static RULE: Rule = Rule {
    name: "vpc-owner-id-format",
    theme: Theme::Ids,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "the owner of an associated VPC is not the id of an account",
    why: "The owner is the account that the VPC belongs to: 16 digits. The Terraform provider silently turns anything \
          that is not a number into 0. An id of 18 digits is that of a RAM user, the classic mix-up.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-updatekmsinstancebindvpc",
        "https://github.com/aliyun/terraform-provider-alicloud/blob/master/alicloud/resource_alicloud_kms_instance.go",
    ],
    bad: examples!("vpc-owner-id-format", "example-bad.tf"),
    good: examples!("vpc-owner-id-format", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for held in cx.view().values_that_hold(&[Holds::AccountId]) {
        if Cloud::of(held.resource()) != Some(Cloud::Alibaba) {
            continue;
        }
        let Some((message, severity)) = problem(held) else { continue };
        let within = held.text().and_then(|text| account_within(text.known()?));
        let help = within.and_then(|account| held.rewritten(&account));
        let help = help.unwrap_or_else(|| held.advice("the 16 digits of the account that owns the VPC"));
        let finding = held.finding(message).with_help(help);
        cx.report_as(severity, held.resource(), finding);
    }
}

/// The account in an ARN.
fn account_within(text: &str) -> Option<String> {
    let mut numbers = text.split(|character: char| !character.is_ascii_digit()).filter(|number| !number.is_empty());
    let account = numbers.next().filter(|number| number.len() == DIGITS && number.len() < text.len())?;
    numbers.next().is_none().then(|| account.to_owned())
}

fn problem(held: &ValueView<'_>) -> Option<(String, Severity)> {
    if let Some(symbol) = held.value.symbol() {
        let other = Prefix::of_type(&symbol.resource_type).filter(|_| &*symbol.attribute == "id")?;
        return Some((format!("the owner is the id of {}, not of an account", other.title), Severity::Error));
    }
    let digits = match &held.value.kind {
        // Fractions are the business of the rule on its type.
        ValueKind::Number(number) if number.is_integer() => number.to_string(),
        ValueKind::Number(_) => return None,
        _ => {
            let text = held.text()?;
            // An empty one is left out: the rule on missing members speaks of it.
            if is_placeholder(&text) || text.known_bytes().is_empty() {
                return None;
            }
            if !text.known_bytes().bytes().all(|byte| byte.is_ascii_digit()) {
                let problem =
                    format!("owner {} is not the id of an account: an account id has only digits", held.shown());
                return Some((problem, Severity::Error));
            }
            text.known()?.to_owned()
        }
    };
    if digits.starts_with('-') {
        return Some((format!("owner `{digits}` is not the id of an account"), Severity::Error));
    }
    match digits.len() {
        DIGITS if digits.starts_with('0') => {
            Some((format!("owner {} begins with 0, which no account id does", held.shown()), Severity::Warning))
        }
        DIGITS => None,
        1 => Some((format!("owner {} has one digit, but account ids have {DIGITS}", held.shown()), Severity::Warning)),
        USER_DIGITS => Some((
            format!(
                "owner {} has {USER_DIGITS} digits, like the id of a RAM user; account ids have {DIGITS}",
                held.shown()
            ),
            Severity::Warning,
        )),
        length => Some((
            format!("owner {} has {length} digits, but account ids have {DIGITS}", held.shown()),
            Severity::Warning,
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    fn owner(value: &str) -> Option<String> {
        let document = format!(r#"{{"alicloud_kms_instance.a": {{"bind_vpcs": [{{"vpc_owner_id": {value}}}]}}}}"#);
        lines(&RULE, &document).first().map(|line| {
            line.split(": ").nth(1).map_or_else(|| line.clone(), |m| format!("{} {m}", line.split(' ').next().unwrap()))
        })
    }

    #[test]
    fn an_account_has_16_digits() {
        assert_eq!(owner(r#""1207089758810000""#), None);
        assert_eq!(owner("1207089758810000"), None);
        assert_eq!(
            owner(r#""120708975881000""#).as_deref(),
            Some("warning owner `120708975881000` has 15 digits, but account ids have 16")
        );
        assert!(owner(r#""219480215164621764""#).unwrap().contains("like the id of a RAM user"));
    }

    #[test]
    fn an_account_does_not_begin_with_zero() {
        assert_eq!(
            owner(r#""0207089758810000""#).as_deref(),
            Some("warning owner `0207089758810000` begins with 0, which no account id does")
        );
        assert_eq!(owner(r#""0""#).as_deref(), Some("warning owner `0` has one digit, but account ids have 16"));
    }

    #[test]
    fn anything_but_digits_is_an_error() {
        for value in [r#""acs:ram::1207089758810000:root""#, r#""+1207089758810000""#, r#""1.2e15""#, r#""team…""#] {
            assert!(owner(value).unwrap().starts_with("error"), "{value}");
        }
        assert!(owner("-5").unwrap().starts_with("error"));
    }

    #[test]
    fn what_is_not_known_or_has_another_rule_is_silent() {
        for value in [
            r#""?""#,
            r#""…""#,
            r#""""#,
            "null",
            "1.5",
            r#""120708975881****""#,
            r#""@data.alicloud_account.current.id""#,
        ] {
            assert_eq!(owner(value), None, "{value}");
        }
    }

    #[test]
    fn the_id_of_another_thing_is_no_account() {
        assert!(owner(r#""@alicloud_vpc.a.id""#).unwrap().contains("a VPC"));
    }
}
