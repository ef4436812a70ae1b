//! `key-policy-invalid`: a key policy is not what KMS takes.

use std::borrow::Cow;

use crate::finding::Severity;
use crate::resource::Resource;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::source::Span;
use crate::value::{Value, ValueKind};
use crate::view::document::document_of;
use crate::view::finding::finding_inside;
use crate::view::value::{is_template, shown};

pub(crate) static RULE: Rule = Rule {
    name: "key-policy-invalid",
    theme: Theme::Keys,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "a key policy has a form that KMS does not accept",
    why: "A key policy is a JSON object with `Version` `\"1\"` and statements whose `Effect` is `Allow` or `Deny`, \
          whose actions are those of KMS, whose resource is `*` and whose principals are RAM users, roles or \
          accounts. The finding points into the policy.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-setkeypolicy"],
    bad: examples!("key-policy-invalid", "example-bad.json"),
    good: examples!("key-policy-invalid", "example-good.json"),
    check,
};

/// A member of a statement whose texts are limited.
struct Member {
    name: &'static str,
    allows: fn(&str) -> bool,
    help: &'static str,
}

const MEMBERS: &[Member] = &[
    Member { name: "Effect", allows: |effect| matches!(effect, "Allow" | "Deny"), help: "write `Allow` or `Deny`" },
    Member {
        name: "Action",
        allows: |action| action.to_ascii_lowercase().starts_with("kms:"),
        help: "write actions of KMS, such as `kms:Decrypt`",
    },
    Member { name: "Resource", allows: |resource| resource == "*", help: "write `*`: a policy is for its own key" },
];

fn check(cx: &mut RuleContext<'_>) {
    for kind in ["alibaba/kms_key", "alibaba/kms_secret"] {
        for resource in cx.written(kind) {
            let Some((field, value)) = resource.body.written("policy") else {
                continue;
            };
            let Some(document) = document_of(resource, value) else { continue };
            let mut problems = Problems { resource, found: Vec::new() };
            match document {
                Ok(document) => problems.check(&document, &field.written),
                Err(error) => {
                    let help = error.help.clone().unwrap_or_else(|| "write a JSON object".to_owned());
                    let message = format!("`{}` is not JSON: {}", field.written, error.message);
                    problems.found.push((Some(error.span), message, help));
                }
            }
            for (span, message, help) in problems.found {
                let span = span.unwrap_or_else(|| field.span());
                cx.report(resource, finding_inside(field, value, span, message).with_help(help));
            }
        }
    }
}

/// What is wrong in a policy: where, what, and what to write.
struct Problems<'a> {
    resource: &'a Resource,
    found: Vec<(Option<Span>, String, String)>,
}

impl Problems<'_> {
    fn add(&mut self, value: &Value, message: impl Into<String>, help: impl Into<String>) {
        self.found.push((value.span, message.into(), help.into()));
    }

    /// A scalar as text, where all of it is known and no other tool fills it in.
    fn known<'v>(&self, value: &'v Value) -> Option<Cow<'v, str>> {
        match &value.kind {
            ValueKind::Number(number) => Some(Cow::Owned(number.to_string())),
            _ => value.as_str().filter(|text| !is_template(self.resource.notation, text)).map(Cow::Borrowed),
        }
    }

    fn check(&mut self, document: &Value, name: &str) {
        match &document.kind {
            ValueKind::Unknown(_) => {}
            ValueKind::Mapping(_) => {
                let version = document.get("Version").and_then(|version| Some((version, self.known(version)?)));
                if let Some((value, version)) = version.filter(|(_, version)| version != "1") {
                    self.add(value, format!("the policy's version is `{version}`, but must be `1`"), "write `\"1\"`");
                }
                for statement in document.get("Statement").map(many).unwrap_or_default() {
                    self.check_statement(statement);
                }
            }
            _ => {
                let message = format!("`{name}` is {}, not an object", document.describe());
                self.add(document, message, "write an object with `Version` and `Statement`");
            }
        }
    }

    fn check_statement(&mut self, statement: &Value) {
        for Member { name, allows, help } in MEMBERS {
            for value in statement.get(name).map(many).unwrap_or_default() {
                if let Some(text) = self.known(value).filter(|text| !allows(text)) {
                    self.add(value, format!("`{name}` is `{text}`, which a key policy does not allow"), *help);
                }
            }
        }
        if let Some(principal) = statement.get("Principal") {
            self.check_principal(principal);
        }
    }

    fn check_principal(&mut self, principal: &Value) {
        let help = "write `acs:ram::ACCOUNT:user/NAME`, `acs:ram::ACCOUNT:role/NAME` or `acs:ram::ACCOUNT:*`, with the \
                    number of the account";
        match &principal.kind {
            ValueKind::Null | ValueKind::Unknown(_) => {}
            ValueKind::Mapping(_) => {
                for principal in principal.get("RAM").map(many).unwrap_or_default() {
                    if let Some(text) = self.known(principal).filter(|text| !is_principal(text)) {
                        let message = format!("principal `{text}` is not a user, a role or an account of RAM");
                        self.add(principal, message, help);
                    }
                }
            }
            _ => {
                let message = format!("`Principal` is {}, not an object with the list `RAM`", shown(principal));
                self.add(
                    principal,
                    message,
                    "write `{\"RAM\": [\"acs:ram::ACCOUNT:*\"]}` with the number of the account",
                );
            }
        }
    }
}

/// Whether a text names a user, a role or an account. The account's number may still have to be filled in.
fn is_principal(text: &str) -> bool {
    let parts = text.strip_prefix("acs:ram::").and_then(|rest| rest.split_once(':'));
    let is_account = |account: &str| {
        let is_digits = account.bytes().all(|byte| byte.is_ascii_digit());
        !account.is_empty() && (is_digits || account.contains(['*', '<', '{', '$']))
    };
    text == "*" || parts.is_some_and(|(account, name)| is_account(account) && !name.is_empty())
}

/// One thing may stand for a list of one.
fn many(value: &Value) -> Vec<&Value> {
    match &value.kind {
        ValueKind::Sequence(sequence) => sequence.items.iter().collect(),
        _ => vec![value],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::{check as found, lines};

    fn with(policy: &str) -> Vec<String> {
        let document = format!(r#"{{"alicloud_kms_key.a": {{"policy": "{}"}}}}"#, policy.replace('"', "\\\""));
        found(&RULE, &document).into_iter().map(|found| format!("{}|{}", found.at, found.message)).collect()
    }

    #[test]
    fn each_part_is_pointed_at() {
        let policy = r#"{"Version":"2","Statement":[{"Effect":"Permit","Action":["ecs:*"],"Resource":"key/x","Principal":{"RAM":["user"]}}]}"#;
        assert_eq!(
            with(policy),
            [
                r#"\"2\"|the policy's version is `2`, but must be `1`"#,
                r#"\"Permit\"|`Effect` is `Permit`, which a key policy does not allow"#,
                r#"\"ecs:*\"|`Action` is `ecs:*`, which a key policy does not allow"#,
                r#"\"key/x\"|`Resource` is `key/x`, which a key policy does not allow"#,
                r#"\"user\"|principal `user` is not a user, a role or an account of RAM"#,
            ]
        );
    }

    #[test]
    fn a_usual_policy_is_fine() {
        assert!(with(r#"{"Version":"1","Statement":[{"Sid":"a","Effect":"Deny","Action":"kms:Decrypt","Resource":["*"],"Principal":{"RAM":["acs:ram::1207089758810000:role/x"]}}]}"#).is_empty());
        assert!(with(r#"{"Statement":[{"Action":["…"]}]}"#).is_empty());
        assert!(lines(&RULE, r#"{"alicloud_kms_key.a": {"policy": "?"}}"#).is_empty());
    }

    #[test]
    fn principals_are_listed_under_ram() {
        let principal = |text: &str| with(&format!(r#"{{"Statement":[{{"Principal":{text}}}]}}"#)).len();
        for wrong in [r#""*""#, r#"["acs:ram::1207089758810000:root"]"#] {
            assert_eq!(principal(wrong), 1, "{wrong}");
        }
        let named = |name: &str| principal(&format!(r#"{{"RAM":["{name}"]}}"#));
        for wrong in ["acs:ram::abc:root", "acs:ram:::root", "acs:ram::1207089758810000:", "acs:ram::1207089758810000"]
        {
            assert_eq!(named(wrong), 1, "{wrong}");
        }
        for right in ["*", "acs:ram::1207089758810000:*", "acs:ram::112890462****:root", "acs:ram::…:user/x"] {
            assert_eq!(named(right), 0, "{right}");
        }
    }

    #[test]
    fn a_policy_may_be_written_as_an_object() {
        let with = |version: &str| {
            lines(&RULE, &format!(r#"{{"ros:ALIYUN::KMS::Key.a": {{"Policy": {{"Version": {version}}}}}}}"#)).len()
        };
        assert_eq!((with(r#""2""#), with("2"), with(r#""1""#), with("1")), (1, 1, 0, 0));
    }

    #[test]
    fn what_is_no_json_object_is_said() {
        assert_eq!(with("[1]").len(), 1);
        assert_eq!(with("{").len(), 1);
    }
}
