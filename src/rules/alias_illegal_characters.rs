//! `alias-illegal-characters`: an alias holds a character that the provider does not take.

use crate::finding::{Edit, Fix, Severity};
use crate::resource::Surface;
use crate::rule::{Example, Fixable, Rule, RuleContext};
use crate::rules::subject::cloud::Cloud;
use crate::rules::subject::{Subject, place_of, written_values_that_hold};
use crate::syntax::text::Text;
use crate::tables::Holds;

pub static RULE: Rule = Rule {
    name: "alias-illegal-characters",
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "an alias holds a character outside the provider's set",
    why: "Open Telekom Cloud, Huawei Cloud and FlexibleEngine take letters, digits, `:`, `/`, `_` and `-` in an alias; \
          Alibaba Cloud takes the same without `:`. No Terraform provider checks this, so a wrong character passes \
          `plan` and is refused by the API in the middle of `apply`.",
    fixable: Fixable::Sometimes,
    options: &[],
    sources: &[
        "https://docs.otc.t-systems.com/key-management-service/api-ref/apis/key_management_service/cmk_management/creating_a_cmk.html",
        "https://www.alibabacloud.com/help/en/kms/support/create-an-alias",
    ],
    bad: &[
        Example {
            file: "main.tf",
            text: r#"resource "opentelekomcloud_kms_key_v1" "orders" {
  key_alias    = "orders database"
  pending_days = "14"
}
"#,
        },
        Example {
            file: "main.tf",
            text: r#"variable "team" {
  type = string
}

resource "alicloud_kms_alias" "payments" {
  alias_name = "alias/${var.team}.payments"
  key_id     = "0e478b7a-4262-4802-b8cb-00d3fb401234"
}
"#,
        },
    ],
    good: &[Example {
        file: "main.tf",
        text: r#"resource "opentelekomcloud_kms_key_v1" "orders" {
  key_alias    = "shop:orders/database_1"
  pending_days = "14"
}
"#,
    }],
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for subject in written_values_that_hold(cx, &[Holds::Alias]) {
        let (Some(cloud), Some(text)) = (Cloud::of(subject.resource), subject.text()) else { continue };
        let allows = |character: char| {
            character.is_ascii_alphanumeric()
                || "/_-".contains(character)
                || cloud.is_huawei_family() && character == ':'
        };
        let illegal: Vec<(usize, char)> =
            text.known_bytes().char_indices().filter(|&(_, character)| !allows(character)).collect();
        if illegal.is_empty() {
            continue;
        }
        let allowed = if cloud.is_huawei_family() { "`:`, `/`, `_` and `-`" } else { "`/`, `_` and `-`" };
        let names = named(&illegal);
        let mut finding = subject
            .finding(format!("alias {} holds {names}, which {} does not take", subject.shown(), cloud.name()))
            .with_help(format!("use only letters, digits, {allowed}"));
        if !subject.value.sensitive {
            for &(at, character) in &illegal {
                let place = place_of(&text, at..at + character.len_utf8(), finding.span);
                if place != finding.span {
                    finding = finding.with_label(place, format!("{} is not allowed", name_of(character)));
                }
            }
        }
        finding.fix = replacement(&subject, &text, &illegal);
        cx.report(subject.resource, finding);
    }
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
        _ if character.is_control() || character.is_whitespace() => format!("the character U+{:04X}", character as u32),
        _ => format!("`{character}`"),
    }
}

/// Spaces, dots and the like become `-`, where the alias stands in the file as it is.
fn replacement(subject: &Subject<'_>, text: &Text, illegal: &[(usize, char)]) -> Option<Fix> {
    if subject.value.origin.is_some() || subject.resource.surface == Surface::Plan {
        return None;
    }
    let whole = subject.value.span?;
    let edits = illegal
        .iter()
        .map(|&(at, character)| {
            let span = text.exact_span_of(at..at + character.len_utf8())?;
            whole.contains(span).then(|| Edit { span, text: "-".to_owned() })
        })
        .collect::<Option<Vec<_>>>()?;
    Some(Fix::unsafe_("replace what is not allowed by `-`", edits))
}
