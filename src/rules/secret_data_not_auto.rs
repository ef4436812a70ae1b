//! `secret-data-not-auto`: a managed secret is given data of its own.

use crate::finding::{Identity, Severity};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::value::Value;
use crate::view::finding::{finding_on_named, setting_of};
use crate::view::instance::name_on;

pub(crate) static RULE: Rule = Rule {
    name: "secret-data-not-auto",
    theme: Theme::Secrets,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "the data of a Redis or PolarDB secret is not `$Auto`",
    why: "KMS generates the password of Redis and PolarDB secrets itself; the data has to be the word `$Auto`. \
          Terraform takes it literally, because only `${` begins an interpolation.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-createsecret"],
    bad: examples!("secret-data-not-auto", "example-bad.tf"),
    good: examples!("secret-data-not-auto", "example-good.tf"),
    check,
};

const AUTO: &str = "$Auto";

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written("alibaba/kms_secret") {
        let Some(secret_type) = resource.body.known_str("secret_type") else { continue };
        let Some(text) = resource.body.value("secret_data").and_then(Value::as_text) else { continue };
        if matches!(secret_type, "Redis" | "PolarDB") && !text.may_be(AUTO) {
            let name = name_on(cx, resource, &["secret_data"]);
            let message = format!("`{name}` of a {secret_type} secret has to be `{AUTO}`");
            let mut finding = finding_on_named(&resource.body, "secret_data", message);
            finding.identity = Identity::of_field("secret_data");
            let help = setting_of(&resource.body, "secret_data", &name).write(&format!("`{AUTO}`"));
            let help = help.then("; KMS generates the password itself");
            cx.report(resource, finding.with_help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    fn with(data: &str, secret_type: &str) -> usize {
        lines(
            &RULE,
            &format!(r#"{{"alicloud_kms_secret.a": {{"secret_data": "{data}", "secret_type": "{secret_type}"}}}}"#),
        )
        .len()
    }

    #[test]
    fn only_managed_secrets_are_made_by_themselves() {
        assert_eq!(with("hunter2", "Redis"), 1);
        assert_eq!(with("hunter2", "PolarDB"), 1);
        assert_eq!(with("$Auto", "Redis"), 0);
        assert_eq!(with("hunter2", "Generic"), 0);
        assert_eq!(with("?", "Redis"), 0);
        assert_eq!(with("…", "Redis"), 0);
        assert_eq!(with("hunter2", "?"), 0);
    }

    #[test]
    fn the_data_is_not_repeated() {
        let found = lines(&RULE, r#"{"alicloud_kms_secret.a": {"secret_data": "hunter2", "secret_type": "Redis"}}"#);
        assert!(!found[0].split(": ").last().unwrap().contains("hunter2"), "{found:?}");
    }
}
