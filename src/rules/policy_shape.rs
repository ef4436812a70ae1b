//! `policy-shape`: an access policy has parts that do not exist.

use crate::finding::Severity;
use crate::resource::{Field, Resource};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::rules::limits::judged::{allowed, judged_by};
use crate::source::Span;
use crate::spelling::{nearest, one_of};
use crate::syntax::text::Text;
use crate::value::{Value, ValueKind};
use crate::view::document::document_of;
use crate::view::finding::{advice_on, finding_inside, finding_on};
use crate::view::instance::{INSTANCE, name_on, shown_id};
use crate::view::value::{is_template, quotable, shown, text_of};

pub(crate) static RULE: Rule = Rule {
    name: "policy-shape",
    theme: Theme::Instances,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "an access policy has a permission, resource or rule that does not exist",
    why: "A policy gives one or two permission templates on resources written as `key/…` or `secret/…`, from the networks that \
          `access_control_rules` names: a JSON object with a list `NetworkRules`.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/kms_policy",
        "https://www.alibabacloud.com/help/en/ros/developer-reference/aliyun-kms-policy",
    ],
    bad: examples!("policy-shape", "example-bad.tf"),
    good: examples!("policy-shape", "example-good.tf"),
    check,
};

/// What stands for the keys and secrets outside of instances.
const OUTSIDE: &str = "shared";

/// The permission for secrets outside of instances, and the one for those of an instance.
const OUTSIDE_ONLY: &str = "RbacPermission/Template/SecretUser";
const FOR_SECRETS: &str = "RbacPermission/Template/CryptoServiceSecretUser";

fn check(cx: &mut RuleContext<'_>) {
    for (field, value) in judged_by(cx, RULE.name) {
        let permissions = allowed(field);
        let problem = |shown: &str| format!("there is no permission {shown}");
        check_items(cx, field.resource(), (field.field, value), &problem, &|written| {
            (!permissions.iter().any(|permission| written.may_be(permission))).then(|| {
                let permission = written.known().unwrap_or_default();
                let wanted = |known: &&&str| known.rsplit('/').next() == permission.rsplit('/').next();
                let named = permissions.iter().find(wanted).copied();
                let near = named.or_else(|| nearest(permission, permissions.iter().copied()));
                near.map_or_else(|| one_of(permissions.iter().copied()), |near| format!("`{near}`"))
            })
        });
    }
    for resource in cx.written("alibaba/kms_policy") {
        if let Some(written) = resource.body.written("resources") {
            let problem = |shown: &str| format!("{shown} is neither a key nor a secret");
            check_items(cx, resource, written, &problem, &|written| {
                let may_be_named = ["key/", "secret/"]
                    .into_iter()
                    .any(|prefix| written.may_begin_with(prefix) && written.known() != Some(prefix));
                (!may_be_named).then(|| {
                    let name = written.known().and_then(quotable).map(|_| written.known_bytes());
                    match name.filter(|name| !name.contains(['/', '*'])) {
                        Some(name) if name.starts_with("key-") => format!("`key/{name}`"),
                        Some(name) => format!("`key/{name}` for a key, or `secret/{name}` for a secret"),
                        None => "`key/ID`, `key/*`, `secret/NAME` or `secret/*`".to_owned(),
                    }
                })
            });
        }
        check_scope(cx, resource);
        check_breadth(cx, resource);
        check_rules(cx, resource);
    }
}

fn check_items(
    cx: &mut RuleContext<'_>,
    resource: &Resource,
    (field, value): (&Field, &Value),
    problem: &dyn Fn(&str) -> String,
    advice_for: &dyn Fn(&Text) -> Option<String>,
) {
    for item in value.items() {
        let text = item.as_text().filter(|text| !is_template(resource.notation, text.known_bytes()));
        let Some(advice) = text.and_then(advice_for) else { continue };
        let finding = finding_on(field, item, problem(&shown(item)));
        cx.report(resource, finding.with_help(advice_on(field, item, &advice)));
    }
}

/// Everything there is, at once.
fn check_breadth(cx: &mut RuleContext<'_>, resource: &Resource) {
    let Some((field, value)) = resource.body.written("resources") else {
        return;
    };
    let has = |wanted: &str| value.items().iter().any(|item| item.as_str() == Some(wanted));
    if has("key/*") && has("secret/*") {
        let finding = finding_on(field, value, "the policy covers every key and every secret of the instance");
        cx.report_as(
            Severity::Warning,
            resource,
            finding.with_help("list the keys and secrets that are needed, such as `secret/NAME`"),
        );
    }
}

fn check_rules(cx: &mut RuleContext<'_>, resource: &Resource) {
    let Some((field, value)) = resource.body.written("access_control_rules") else {
        return;
    };
    let Some(document) = document_of(resource, value) else { return };
    let help = "write `{\"NetworkRules\": [\"NAME\"]}` with the names of network rules";
    let mut report = |span: Option<Span>, message: String| {
        let span = span.unwrap_or_else(|| field.span());
        cx.report(resource, finding_inside(field, value, span, message).with_help(help));
    };
    let document = match document {
        Ok(document) => document,
        Err(error) => {
            report(Some(error.span), format!("`{}` is not JSON: {}", field.written, error.message));
            return;
        }
    };
    let is_list = |rules: &Value| matches!(rules.kind, ValueKind::Sequence(_) | ValueKind::Unknown(_));
    match (document.as_mapping(), document.get("NetworkRules")) {
        (_, Some(rules)) if is_list(rules) => {}
        (_, Some(rules)) => {
            report(rules.span, format!("`NetworkRules` is {}, not a list of names", rules.describe()));
        }
        // No rules at all are no slip of a name: the API does without them.
        (Some(mapping), None) if mapping.is_open || mapping.members.values().next().is_none() => {}
        (None, None) if document.is_unknown() => {}
        (_, None) => report(document.span, format!("`{}` has no `NetworkRules`", field.written)),
    }
}

/// A permission that counts outside of instances only.
fn check_scope(cx: &mut RuleContext<'_>, resource: &Resource) {
    let (Some((field, value)), Some(scope)) =
        (resource.body.written("permissions"), resource.body.value("kms_instance_id"))
    else {
        return;
    };
    let is_made = || Some(&*cx.resource_of(scope.symbol()?)?.kind == INSTANCE);
    let is_instance = match text_of(resource, scope) {
        Some(text) => text.known().is_some_and(|text| !text.is_empty() && text != OUTSIDE),
        None => is_made() == Some(true),
    };
    if !is_instance {
        return;
    }
    let name = name_on(cx, resource, &["kms_instance_id"]);
    let scope = shown_id(scope);
    for item in value.items().iter().filter(|item| item.as_str() == Some(OUTSIDE_ONLY)) {
        let message = format!("`{OUTSIDE_ONLY}` is for secrets outside of KMS instances, but `{name}` is {scope}");
        let advice = advice_on(field, item, &format!("`{FOR_SECRETS}`"));
        let help = advice.then(format!(", or set `{name}` to `{OUTSIDE}`"));
        cx.report(resource, finding_on(field, item, message).with_help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    fn with(fields: &str) -> Vec<String> {
        lines(&RULE, &format!(r#"{{"alicloud_kms_policy.a": {{{fields}}}}}"#))
    }

    #[test]
    fn permissions_and_resources_are_from_a_list() {
        assert!(with(r#""permissions": ["RbacPermission/Template/CryptoServiceKeyUser", "?"]"#).is_empty());
        assert_eq!(with(r#""permissions": ["KeyUser"]"#), [r#"error "KeyUser": there is no permission `KeyUser`"#]);
        assert!(with(r#""resources": ["key/*", "secret/web", "?"]"#).is_empty());
        assert_eq!(with(r#""resources": ["key/", "orders"]"#).len(), 2);
        assert!(with(r#""permissions": ["RbacPermission/Template/…"], "resources": ["key/…", "sec…"]"#).is_empty());
        assert_eq!(with(r#""permissions": ["…/Template/KeyUser"], "resources": ["keys/…"]"#).len(), 2);
    }

    #[test]
    fn one_permission_is_for_what_no_instance_has() {
        let scope = |scope: &str| {
            let fields = format!(r#""permissions": ["{OUTSIDE_ONLY}"], "kms_instance_id": {scope}"#);
            let made = r#""alicloud_kms_instance.main": {}"#;
            lines(&RULE, &format!(r#"{{{made}, "alicloud_kms_policy.a": {{{fields}}}}}"#)).len()
        };
        assert_eq!((scope(r#""kst-hzz62ee817bvyyr5x7abc""#), scope(r#""@alicloud_kms_instance.main.id""#)), (1, 1));
        assert_eq!((scope(r#""shared""#), scope(r#""?""#), scope("null")), (0, 0, 0));
    }

    #[test]
    fn everything_at_once_is_a_warning() {
        let found = with(r#""resources": ["key/*", "secret/*"]"#);
        assert!(found.len() == 1 && found[0].starts_with("warning"), "{found:?}");
    }

    #[test]
    fn rules_are_an_object_with_a_list() {
        let rules = |text: &str| with(&format!(r#""access_control_rules": "{}""#, text.replace('"', "\\\"")));
        assert!(rules(r#"{"NetworkRules":["office"]}"#).is_empty());
        assert!(rules(r#"{"NetworkRules":["…"]}"#).is_empty());
        assert_eq!(rules(r#"{"NetworkRules":"office"}"#).len(), 1);
        assert_eq!(rules(r#"{"Rules":[]}"#).len(), 1);
        assert_eq!(rules(r#"{"NetworkRules":["office"]"#).len(), 1);
        assert!(with(r#""access_control_rules": "?""#).is_empty());
    }
}
