//! `key-policy-invalid`: a key policy is not what KMS takes.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::source::Span;
use crate::syntax::embedded;
use crate::syntax::node::{Node, NodeKind};
use crate::syntax::text::Text;
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
            let Some(text) = value.as_text().filter(|text| !is_template(resource.notation, text.known_bytes())) else {
                continue;
            };
            for (span, message, help) in problems(text, &field.written) {
                cx.report(resource, finding_inside(field, value, span, message).with_help(help));
            }
        }
    }
}

type Problem = (Span, String, String);

fn problems(text: &Text, name: &str) -> Vec<Problem> {
    let parsed = embedded::json(text);
    if parsed.is_undecided || text.known() == Some("") {
        return Vec::new();
    }
    if let Some(error) = parsed.errors.first() {
        let help = error.help.clone().unwrap_or_else(|| "write a JSON object".to_owned());
        return vec![(error.span, format!("`{name}` is not JSON: {}", error.message), help)];
    }
    let Some(document) = parsed.documents.first() else { return Vec::new() };
    let mut problems = Vec::new();
    match &document.kind {
        NodeKind::Unknown | NodeKind::Error => {}
        NodeKind::Mapping(_) => {
            if let Some(version) =
                document.get("Version").filter(|version| version.as_str().is_some_and(|version| version != "1"))
            {
                let shown = version.as_str().unwrap_or_default();
                problems.push((
                    version.span,
                    format!("the policy's version is `{shown}`, but must be `1`"),
                    "write `\"1\"`".to_owned(),
                ));
            }
            let statements = document.get("Statement");
            for statement in statements.map(many).unwrap_or_default() {
                check_statement(statement, &mut problems);
            }
        }
        _ => {
            let message = format!("`{name}` is {}, not an object", document.describe());
            problems.push((document.span, message, "write an object with `Version` and `Statement`".to_owned()));
        }
    }
    problems
}

/// One thing may stand for a list of one.
fn many(node: &Node) -> Vec<&Node> {
    match &node.kind {
        NodeKind::Sequence(items) => items.iter().collect(),
        _ => vec![node],
    }
}

fn check_statement(statement: &Node, problems: &mut Vec<Problem>) {
    let mut check = |member: &str, allows: &dyn Fn(&str) -> bool, help: &str| {
        for node in statement.get(member).map(many).unwrap_or_default() {
            if let Some(text) = node.as_str().filter(|text| !allows(text)) {
                problems.push((
                    node.span,
                    format!("`{member}` is `{text}`, which a key policy does not allow"),
                    help.to_owned(),
                ));
            }
        }
    };
    check("Effect", &|effect| matches!(effect, "Allow" | "Deny"), "write `Allow` or `Deny`");
    check(
        "Action",
        &|action| action.to_ascii_lowercase().starts_with("kms:"),
        "write actions of KMS, such as `kms:Decrypt`",
    );
    check("Resource", &|resource| resource == "*", "write `*`: a policy is for its own key");
    for principal in statement.get("Principal").and_then(|principal| principal.get("RAM")).map(many).unwrap_or_default()
    {
        let is_ram = |text: &str| text.starts_with("acs:ram::") || text == "*";
        if let Some(text) = principal.as_str().filter(|text| !is_ram(text)) {
            let help = "write `acs:ram::ACCOUNT:user/NAME`, `acs:ram::ACCOUNT:role/NAME` or `acs:ram::ACCOUNT:*`";
            problems.push((
                principal.span,
                format!("principal `{text}` is not a user, a role or an account of RAM"),
                help.to_owned(),
            ));
        }
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
