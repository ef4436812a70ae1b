//! `plaintext-secret`: a secret stands in a file as it is.

use crate::finding::{Identity, Severity};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::syntax::text::Text;
use crate::tables::Holds;
use crate::value::Value;
use crate::view::ids::placeholders;

pub(crate) static RULE: Rule = Rule {
    name: "plaintext-secret",
    theme: Theme::Secrets,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "a secret is written in a file in plain text",
    why: "Whoever can read the repository can read the secret, and its history keeps it even after it is removed. A \
          variable that is set from outside, or a secret that KMS generates itself, leaves nothing behind.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://developer.hashicorp.com/terraform/language/manage-sensitive-data"],
    bad: examples!("plaintext-secret", "example-bad.tf"),
    good: examples!("plaintext-secret", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for held in cx.view().values_that_hold(&[Holds::Secret]) {
        // A plan shows every value, also one that its author gave from outside.
        if held.resource().notation.holds_computed {
            continue;
        }
        let Some(text) = held.text() else { continue };
        let Some(secret) = text.known() else { continue };
        // KMS makes the data of these itself, so what is written is no secret, only wrong.
        let is_made =
            held.resource().body.known_str("secret_type").is_some_and(|kind| matches!(kind, "Redis" | "PolarDB"));
        let is_none = is_made || secret.is_empty() || secret == "$Auto" || !placeholders(secret).is_empty();
        if is_none || comes_from_outside(&held.value, &text) {
            continue;
        }
        let message = format!("`{}` holds a secret in plain text", held.written);
        let mut finding = held.finding(message);
        // What identifies the finding must not be the secret.
        finding.identity = Identity::of_field(&*held.field.field.name);
        cx.report(
            held.resource(),
            finding.with_help("pass it in from outside: in a variable without a value, or in the environment"),
        );
    }
}

/// Whether the secret, or a part of it, was typed or came from the environment. Of what a function made of a sensitive
/// value that is not known.
fn comes_from_outside(value: &Value, text: &Text) -> bool {
    let length = text.known_bytes().len();
    let places = (0..length).map(|at| text.span_of(at..at + 1));
    let origins = value.origins().map(|origin| origin.span).chain(value.span);
    let is_computed = text.exact_span_of(0..length).is_none();
    value.sensitive && is_computed || places.chain(origins).any(|span| span.file.is_outside())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn what_is_known_stands_in_a_file() {
        let with = |data: &str| lines(&RULE, &format!(r#"{{"alicloud_kms_secret.a": {{"secret_data": {data}}}}}"#));
        assert_eq!(with(r#""hunter2""#), [r#"warning "hunter2": `secret_data` holds a secret in plain text"#]);
        assert!(lines(&RULE, r#"{"alicloud_kms_secret.a": {"secret_type": "Redis", "secret_data": "x"}}"#).is_empty());
        for data in [r#""?""#, r#""prefix-…""#, r#""$Auto""#, r#""""#, r#""<password>""#, "null"] {
            assert!(with(data).is_empty(), "{data}");
        }
        assert_eq!(lines(&RULE, r#"{"otc/encrypt-data": {"key_id": "k", "plain_text": "hello"}}"#).len(), 1);
        assert!(lines(&RULE, r#"{"otc/encrypt-data": {"key_id": "k", "plain_text": "{{ text }}"}}"#).is_empty());
    }
}
