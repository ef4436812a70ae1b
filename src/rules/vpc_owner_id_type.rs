//! `vpc-owner-id-type`: the owner of a VPC is written with the wrong type.

use crate::finding::{Edit, Fix, Severity};
use crate::resource::{Role, Scalars, Taker};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::tables::Holds;
use crate::value::{Number, ValueKind};
use crate::view::ValueView;
use crate::view::cloud::Cloud;
use crate::view::literal::unquote;

pub(crate) static RULE: Rule = Rule {
    name: "vpc-owner-id-type",
    theme: Theme::Ids,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "the owner of an associated VPC is written with the wrong type",
    why: "In a request every sample writes `VpcOwnerId` as a number; only the response has it in quotes. Crossplane's \
          schema wants a string and refuses a number. Written with a fraction or an exponent, an account id loses its \
          last digits on the way.",
    fixable: Fixable::Sometimes,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-updatekmsinstancebindvpc",
        "https://github.com/crossplane-contrib/provider-upjet-alibabacloud/blob/main/package/crds/kms.alibabacloud.crossplane.io_instances.yaml",
    ],
    bad: examples!("vpc-owner-id-type", "example-bad.yaml"),
    good: examples!("vpc-owner-id-type", "example-good.yaml"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for held in cx.view().values_that_hold(&[Holds::AccountId]) {
        if Cloud::of(held.resource()) != Some(Cloud::Alibaba) {
            continue;
        }
        match &held.value.kind {
            ValueKind::Number(number) => check_number(cx, held, number),
            ValueKind::String(_) => check_text(cx, held),
            _ => {}
        }
    }
}

fn check_number(cx: &mut RuleContext<'_>, held: &ValueView<'_>, number: &Number) {
    let digits = number.to_string();
    let is_rounded = |spelling: &str| !spelling.starts_with("0x") && spelling.contains(['.', 'e', 'E']);
    let is_written_rounded = held.value.spelling().is_some_and(is_rounded);
    if !number.is_integer() || is_written_rounded && !held.resource().notation.is_evaluated {
        let written = held.value.spelling().unwrap_or(&digits);
        let message = format!("owner `{written}` is a fraction or has an exponent, but an account id is 16 digits");
        let help = match digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            true => {
                let takes_text = held.resource().notation.scalars == Scalars::Refused;
                let account = if takes_text { format!("\"{digits}\"") } else { digits };
                held.advice(&format!("`{account}`, if these are the digits of the account"))
            }
            false => held.advice("the 16 digits of the account"),
        };
        cx.report_as(Severity::Error, held.resource(), held.finding(message).with_help(help));
        return;
    }
    if held.resource().notation.scalars == Scalars::Refused {
        let name = &held.written;
        let message = format!("`{name}` is a number, but the schema takes a string");
        let mut finding = held.finding(message).with_help(held.advice(&format!("`\"{digits}\"`")));
        if let Some((span, quote)) = held.value.span.zip(held.field.field.quote()) {
            let edits = vec![Edit::over(span, &digits, format!("{quote}{digits}{quote}"))];
            finding.fix = Some(Fix::safe("put it in quotes", edits));
        }
        cx.report_as(Severity::Error, held.resource(), finding);
    }
}

/// Only a request has a number: responses, and all other surfaces, have a string.
fn check_text(cx: &mut RuleContext<'_>, held: &ValueView<'_>) {
    let is_request = held.resource().role == Role::Operation && held.resource().notation.taker == Taker::Api;
    let Some(digits) = held.value.as_str().filter(|_| is_request) else { return };
    // What is no number at all has a rule of its own.
    if !(10..=USUAL_MAX).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return;
    }
    let message = format!("`{}` is in quotes, but the API takes a number", held.written);
    let mut finding = held.finding(message).with_help(held.advice(&format!("`{digits}` without quotes")));
    if !digits.starts_with('0') {
        finding.fix = unquote(&held.value).map(|edit| Fix::safe("leave the quotes out", vec![edit]));
    }
    cx.report(held.resource(), finding);
}

/// The most digits that an id of an account or user has.
const USUAL_MAX: usize = 18;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::{check as found, lines};

    fn request(owner: &str) -> String {
        format!(
            r#"{{"alibaba/UpdateKmsInstanceBindVpc": {{"BindVpcs": "[{{\"VpcOwnerId\":{}}}]"}}}}"#,
            owner.replace('"', r#"\""#)
        )
    }

    #[test]
    fn quotes_can_be_left_out_of_a_request() {
        let found = &found(&RULE, &request(r#""1207089758811234""#))[0];
        assert_eq!(
            found.line(),
            r#"warning \"1207089758811234\": `VpcOwnerId` is in quotes, but the API takes a number"#
        );
        assert_eq!(found.fixed.as_deref(), Some(request("1207089758811234").as_str()));
        assert!(lines(&RULE, &request("1207089758811234")).is_empty());
    }

    #[test]
    fn a_fraction_or_exponent_loses_digits() {
        for owner in ["1.207089758811e15", "1207089758811234.0", "1207089758811234.5"] {
            assert_eq!(found(&RULE, &request(owner))[0].severity, "error", "{owner}");
        }
    }

    #[test]
    fn crossplane_takes_a_string() {
        let document = |owner: &str| {
            format!(
                r#"{{"crossplane:kms.alibabacloud.crossplane.io/Instance.a": {{"bindVpcs": [{{"vpcOwnerId": {owner}}}]}}}}"#
            )
        };
        let found = &found(&RULE, &document("1207089758811234"))[0];
        assert_eq!(found.severity, "error");
        assert_eq!(found.fixed.as_deref(), Some(document(r#""1207089758811234""#).as_str()));
        assert!(lines(&RULE, &document(r#""1207089758811234""#)).is_empty());
    }

    #[test]
    fn terraform_converts_and_responses_have_a_string() {
        for owner in ["1207089758811234", r#""1207089758811234""#] {
            let document = format!(r#"{{"alicloud_kms_instance.a": {{"bind_vpcs": [{{"vpc_owner_id": {owner}}}]}}}}"#);
            assert!(lines(&RULE, &document).is_empty());
        }
        assert!(
            lines(&RULE, r#"{"saved": {"InstanceId": "kst-a", "BindVpcs": [{"VpcOwnerId": "1207089758811234"}]}}"#)
                .is_empty()
        );
    }
}
