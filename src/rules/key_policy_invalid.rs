//! `key-policy-invalid`: a key policy is not what KMS takes.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::source::Span;
use crate::syntax::embedded;
use crate::syntax::node::NodeKind;
use crate::value::Value;
use crate::view::finding::finding_inside;
use crate::view::value::is_template;

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

fn check(cx: &mut RuleContext<'_>) {
    for kind in ["alibaba/kms_key", "alibaba/kms_secret"] {
        for resource in cx.written(kind) {
            let Some((field, value)) = resource.body.written("policy") else {
                continue;
            };
            if value.as_text().is_some_and(|text| is_template(resource.notation, text.known_bytes())) {
                continue;
            }
            for (span, message, help) in problems(value, &field.written) {
                cx.report(resource, finding_inside(field, value, span, message).with_help(help));
            }
        }
    }
}

type Problem = (Span, String, String);

/// What is wrong in a policy, be it the text of a document or an object as it stands.
fn problems(value: &Value, name: &str) -> Vec<Problem> {
    let Some(text) = value.as_text() else {
        return if value.as_mapping().is_some() { judge(value) } else { Vec::new() };
    };
    let parsed = embedded::json(text);
    if parsed.is_undecided || text.known() == Some("") {
        return Vec::new();
    }
    if let Some(error) = parsed.errors.first() {
        let help = error.help.clone().unwrap_or_else(|| "write a JSON object".to_owned());
        return vec![(error.span, format!("`{name}` is not JSON: {}", error.message), help)];
    }
    let Some(document) = parsed.documents.first() else { return Vec::new() };
    match &document.kind {
        NodeKind::Unknown | NodeKind::Error => Vec::new(),
        NodeKind::Mapping(_) => judge(&Value::from_node(document)),
        _ => {
            let message = format!("`{name}` is {}, not an object", document.describe());
            vec![(document.span, message, "write an object with `Version` and `Statement`".to_owned())]
        }
    }
}

fn judge(policy: &Value) -> Vec<Problem> {
    let mut problems = Vec::new();
    let version = member(policy, "Version").and_then(|version| Some((version.span?, version.as_str()?)));
    if let Some((span, version)) = version.filter(|(_, version)| *version != "1") {
        let message = format!("the policy's version is `{version}`, but must be `1`");
        problems.push((span, message, "write `\"1\"`".to_owned()));
    }
    for statement in many(member(policy, "Statement")) {
        check_statement(statement, &mut problems);
    }
    problems
}

fn member<'a>(object: &'a Value, name: &str) -> Option<&'a Value> {
    object.as_mapping()?.members.get(name).map(|member| &member.value)
}

/// One thing may stand for a list of one.
fn many(value: Option<&Value>) -> Vec<&Value> {
    match value {
        Some(value) if value.as_sequence().is_some() => value.items().iter().collect(),
        value => value.into_iter().collect(),
    }
}

fn check_statement(statement: &Value, problems: &mut Vec<Problem>) {
    let mut check = |name: &str, allows: &dyn Fn(&str) -> bool, help: &str| {
        for value in many(member(statement, name)) {
            let Some((span, text)) = value.span.zip(value.as_str().filter(|text| !allows(text))) else { continue };
            problems.push((span, format!("`{name}` is `{text}`, which a key policy does not allow"), help.to_owned()));
        }
    };
    check("Effect", &|effect| matches!(effect, "Allow" | "Deny"), "write `Allow` or `Deny`");
    check(
        "Action",
        &|action| action.to_ascii_lowercase().starts_with("kms:"),
        "write actions of KMS, such as `kms:Decrypt`",
    );
    check("Resource", &|resource| resource == "*", "write `*`: a policy is for its own key");
    for principal in many(member(statement, "Principal").and_then(|principal| member(principal, "RAM"))) {
        let is_ram = |text: &str| text.starts_with("acs:ram::") || text == "*";
        let Some((span, text)) = principal.span.zip(principal.as_str().filter(|text| !is_ram(text))) else { continue };
        let help = "write `acs:ram::ACCOUNT:user/NAME`, `acs:ram::ACCOUNT:role/NAME` or `acs:ram::ACCOUNT:*`";
        problems.push((
            span,
            format!("principal `{text}` is not a user, a role or an account of RAM"),
            help.to_owned(),
        ));
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
    fn what_is_no_json_object_is_said() {
        assert_eq!(with("[1]").len(), 1);
        assert_eq!(with("{").len(), 1);
    }
}
