//! `secret-config-invalid`: a secret of another service is not configured as its type needs.

use crate::finding::{Draft, Severity};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::spelling::all_of;
use crate::value::Value;
use crate::view::FieldView;
use crate::view::document::document_of;
use crate::view::finding::finding_inside;

pub(crate) static RULE: Rule = Rule {
    name: "secret-config-invalid",
    theme: Theme::Secrets,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "a secret of another service is not configured as its type needs",
    why: "KMS changes the password of a database, a RAM user or a server itself, and `extended_config` says whose it is: \
          a JSON object whose members depend on the type of the secret. The provider hands it on as it is written, and \
          the API refuses the secret. The data of such a secret is always text.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-createsecret"],
    bad: examples!("secret-config-invalid", "example-bad.tf"),
    good: examples!("secret-config-invalid", "example-good.tf"),
    check,
};

/// What the configuration of each type has to have.
const MANAGED: &[(&str, &[&str])] = &[
    ("ECS", &["SecretSubType", "RegionId", "InstanceId"]),
    ("PolarDB", &["SecretSubType", "RegionId", "DBClusterId", "DBType", "AccountName"]),
    ("RAMCredentials", &["SecretSubType", "UserName"]),
    ("Rds", &["SecretSubType", "DBInstanceId"]),
    ("Redis", &["SecretSubType", "AccountName", "CloneAccountName", "AccountPrivilege", "InstanceId", "RegionId"]),
];

fn check(cx: &mut RuleContext<'_>) {
    for field in cx.view().fields() {
        let resource = field.resource();
        if &*resource.kind != "alibaba/kms_secret" || !resource.is_written() || field.section.subject.is_addition {
            continue;
        }
        let written = resource.body.known_str("secret_type");
        let managed = MANAGED.iter().find(|(name, _)| Some(*name) == written);
        let Some(value) = resource.body.value(field.name) else { continue };
        let draft = match field.name {
            "secret_data_type" => managed.and_then(|(name, _)| wrong_data_type(field, value, name)),
            // Whatever stands where it has no effect is as good as nothing.
            "extended_config" if field.idle_condition().is_none() => wrong_configuration(field, value, managed),
            _ => None,
        };
        if let Some(draft) = draft {
            cx.report(resource, draft);
        }
    }
}

fn wrong_data_type(field: &FieldView<'_>, value: &Value, secret_type: &str) -> Option<Draft> {
    (value.as_str() == Some("binary")).then(|| {
        let message =
            format!("`{}` is `binary`, but the data of a secret of type `{secret_type}` is text", field.written());
        field.finding(value, message, Some(field.advice(value, "`text`")))
    })
}

fn wrong_configuration(field: &FieldView<'_>, value: &Value, managed: Option<&(&str, &[&str])>) -> Option<Draft> {
    let name = field.written();
    let document = match document_of(field.resource(), value)? {
        Ok(document) => document,
        Err(error) => {
            let message = format!("`{name}` is not JSON: {}", error.message);
            let help = error.help.unwrap_or_else(|| "write a JSON object".to_owned());
            return Some(finding_inside(field.field, value, error.span, message).with_help(help));
        }
    };
    let place = document.span.unwrap_or_else(|| field.field.span());
    let Some(mapping) = document.as_mapping() else {
        let message = format!("`{name}` is {}, not an object", document.describe());
        let finding = finding_inside(field.field, value, place, message).with_help("write a JSON object");
        return (!document.is_unknown()).then_some(finding);
    };
    let (secret_type, required) = managed?;
    let is_missing = |member: &&&str| document.get(member).is_none_or(Value::is_null);
    let missing: Vec<&str> = required.iter().filter(is_missing).copied().collect();
    if mapping.is_open || missing.is_empty() {
        return None;
    }
    let missing = all_of(missing);
    let message = format!("`{name}` of a secret of type `{secret_type}` lacks {missing}");
    Some(finding_inside(field.field, value, place, message).with_help(format!("add {missing}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    fn with(secret_type: &str, config: &str) -> Vec<String> {
        let config = config.replace('"', "\\\"");
        let fields = format!(r#""secret_type": "{secret_type}", "extended_config": "{config}""#);
        lines(&RULE, &format!(r#"{{"alicloud_kms_secret.a": {{{fields}}}}}"#))
    }

    #[test]
    fn every_type_has_members_of_its_own() {
        assert!(with("Rds", r#"{"SecretSubType":"SingleUser","DBInstanceId":"…"}"#).is_empty());
        assert!(with("RAMCredentials", r#"{"SecretSubType":"RamUserAccessKey","UserName":"a"}"#).is_empty());
        let found = with("Rds", r#"{"SecretSubType":"SingleUser","DBInstanceId":null}"#);
        assert!(found[0].ends_with("`extended_config` of a secret of type `Rds` lacks `DBInstanceId`"), "{found:?}");
        assert!(with("ECS", r#"{"SecretSubType":"Password"}"#)[0].ends_with("lacks `RegionId` and `InstanceId`"));
        for unknown in [r#"{"SecretSubType":"SingleUser","…":"x"}"#, "…", "?"] {
            assert!(with("Rds", unknown).is_empty(), "{unknown}");
        }
    }

    #[test]
    fn what_is_no_object_is_said() {
        for broken in ["not json", "{", "[1]", "7"] {
            assert_eq!(with("Rds", broken).len(), 1, "{broken}");
        }
        assert!(with("Generic", "not json").is_empty(), "it has no effect");
        assert!(with("Rds", "").is_empty(), "it is not set");
    }

    #[test]
    fn the_data_is_text() {
        let with = |secret_type: &str, data: &str| {
            let fields = format!(r#""SecretName": "a", "SecretType": "{secret_type}", "SecretDataType": "{data}""#);
            lines(&RULE, &format!(r#"{{"alibaba/CreateSecret": {{{fields}}}}}"#)).len()
        };
        assert_eq!((with("Rds", "binary"), with("Rds", "text"), with("Generic", "binary")), (1, 0, 0));
    }
}
