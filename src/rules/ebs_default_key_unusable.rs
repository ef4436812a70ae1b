//! `ebs-default-key-unusable`: the default key of disks cannot be used.

use crate::finding::Severity;
use crate::resource::Resource;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::finding::{advice_on, finding_on};

pub(crate) static RULE: Rule = Rule {
    name: "ebs-default-key-unusable",
    theme: Theme::Consumers,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "the default disk key is disabled or about to be deleted",
    why: "New disks are encrypted with the default key, so it has to be enabled: one that is disabled or about to be \
          deleted is refused with CMKNotEnabled. An asymmetric key cannot encrypt disks either.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-modifydiskdefaultkmskeyid",
    ],
    bad: examples!("ebs-default-key-unusable", "example-bad.tf"),
    good: examples!("ebs-default-key-unusable", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written("alibaba/ecs_disk_default_kms_key") {
        let Some((field, value)) = resource.body.written("kms_key_id") else {
            continue;
        };
        let Some(key) =
            value.symbol().and_then(|symbol| cx.resource_of(symbol)).filter(|key| &*key.kind == "alibaba/kms_key")
        else {
            continue;
        };
        let Some((severity, problem, cause)) = problem(key) else { continue };
        let mut finding = finding_on(
            field,
            value,
            format!("`{}` {problem}, so it cannot be the default key of disks", key.display_name()),
        );
        if let Some(cause) = key.body.field(cause) {
            finding = finding.with_label(cause.span(), format!("this is why it {problem}"));
        }
        cx.report_as(
            severity,
            resource,
            finding.with_help(advice_on(field, value, "the id of an enabled symmetric key")),
        );
    }
}

fn problem(key: &Resource) -> Option<(Severity, &'static str, &'static str)> {
    for name in ["status", "key_state"] {
        match key.body.known_str(name) {
            Some("Disabled") => return Some((Severity::Error, "is disabled", name)),
            Some("PendingDeletion") => return Some((Severity::Error, "is about to be deleted", name)),
            _ => {}
        }
    }
    if key.body.known_bool("is_enabled") == Some(false) {
        return Some((Severity::Error, "is disabled", "is_enabled"));
    }
    let is_asymmetric =
        key.body.known_str("key_spec").is_some_and(|spec| spec.starts_with("RSA_") || spec.starts_with("EC_"));
    is_asymmetric.then_some((Severity::Warning, "is asymmetric", "key_spec"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn the_state_of_the_key_counts() {
        let with = |fields: &str| {
            lines(&RULE, &format!(
            r#"{{"alicloud_kms_key.k": {{{fields}}}, "alicloud_ecs_disk_default_kms_key.d": {{"kms_key_id": "@alicloud_kms_key.k.id"}}}}"#
        )).first().map(|line| line.split(' ').next().unwrap().to_owned())
        };
        assert_eq!(with(r#""status": "Disabled""#).as_deref(), Some("error"));
        assert_eq!(with(r#""status": "PendingDeletion""#).as_deref(), Some("error"));
        assert_eq!(with(r#""is_enabled": false"#).as_deref(), Some("error"));
        assert_eq!(with(r#""key_spec": "RSA_2048""#).as_deref(), Some("warning"));
        assert_eq!(with(r#""status": "Enabled""#), None);
        assert_eq!(with(r#""status": "?""#), None);
    }
}
