//! `key-rotation-unsupported`: rotation is switched on for a key that cannot be rotated.

use crate::finding::Severity;
use crate::resource::Resource;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::cloud::Cloud;
use crate::view::finding::finding_on_named;
use crate::view::instance::name_on;

pub(crate) static RULE: Rule = Rule {
    name: "key-rotation-unsupported",
    theme: Theme::Keys,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "rotation is switched on for a key that cannot be rotated",
    why: "Keys whose material is imported, asymmetric keys and keys for message authentication are not rotated. Open \
          Telekom Cloud and FlexibleEngine refuse the call, Huawei Cloud ignores it, and on Alibaba Cloud it has no \
          effect.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/kms_key",
        "https://docs.otc.t-systems.com/key-management-service/umn/",
    ],
    bad: examples!("key-rotation-unsupported", "example-bad.tf"),
    good: examples!("key-rotation-unsupported", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in
        cx.resources().iter().filter(|resource| resource.is_written() && resource.kind.ends_with("/kms_key"))
    {
        let Some(cloud) = Cloud::of(resource) else { continue };
        let Some((switch, key, field)) = obstacle(resource, cloud) else { continue };
        let severity = match cloud {
            Cloud::Otc | Cloud::FlexibleEngine => Severity::Error,
            Cloud::Alibaba | Cloud::Huawei => Severity::Warning,
        };
        let mut finding = finding_on_named(&resource.body, switch, format!("{key} cannot be rotated automatically"));
        if let Some(cause) = resource.body.field(field) {
            finding = finding.with_label(cause.span(), format!("this makes it {key}"));
        }
        let name = name_on(cx, resource, &[switch]);
        cx.report_as(
            severity,
            resource,
            finding.with_help(format!("remove `{name}`, and rotate by creating a new key")),
        );
    }
}

/// The switch that is on, the kind of key that is not rotated, and the field that says so.
fn obstacle(resource: &Resource, cloud: Cloud) -> Option<(&'static str, &'static str, &'static str)> {
    let body = &resource.body;
    let switch = ["automatic_rotation", "enable_automatic_rotation", "rotation_enabled"]
        .into_iter()
        .find(|name| body.known_bool(name) == Some(true) || body.known_str(name) == Some("Enabled"))?;
    let is_external = body.known_str("origin").is_some_and(|origin| origin.eq_ignore_ascii_case("external"));
    if is_external {
        return Some((switch, "a key with imported material", "origin"));
    }
    for field in ["key_spec", "key_algorithm"] {
        let Some(spec) = body.known_str(field) else { continue };
        let of = |prefixes: &[&str]| prefixes.iter().any(|prefix| spec.starts_with(prefix));
        if of(&["RSA_", "EC_", "SM2", "ML_DSA"]) {
            return Some((switch, "an asymmetric key", field));
        }
        if of(&["HMAC_"]) {
            return Some((switch, "a key for message authentication", field));
        }
    }
    let is_hardware = cloud == Cloud::Alibaba && body.known_str("protection_level") == Some("HSM");
    is_hardware.then_some((switch, "a key in a hardware module", "protection_level"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    fn severity(document: &str) -> Option<String> {
        lines(&RULE, document).first().map(|line| line.split(' ').next().unwrap().to_owned())
    }

    #[test]
    fn each_cloud_treats_it_in_its_own_way() {
        let huawei =
            |kind: &str| severity(&format!(r#"{{"{kind}.a": {{"origin": "external", "rotation_enabled": true}}}}"#));
        assert_eq!(huawei("opentelekomcloud_kms_key_v1").as_deref(), Some("error"));
        assert_eq!(huawei("huaweicloud_kms_key").as_deref(), Some("warning"));
        let alibaba = |fields: &str| {
            severity(&format!(r#"{{"alicloud_kms_key.a": {{"automatic_rotation": "Enabled", {fields}}}}}"#))
        };
        assert_eq!(alibaba(r#""key_spec": "RSA_2048""#).as_deref(), Some("warning"));
        assert_eq!(alibaba(r#""protection_level": "HSM""#).as_deref(), Some("warning"));
        assert_eq!(alibaba(r#""key_spec": "Aliyun_AES_256""#), None);
        assert_eq!(alibaba(r#""key_spec": "?""#), None);
    }

    #[test]
    fn rotation_that_is_off_is_fine() {
        assert_eq!(
            severity(r#"{"opentelekomcloud_kms_key_v1.a": {"origin": "external", "rotation_enabled": false}}"#),
            None
        );
        assert_eq!(
            severity(r#"{"opentelekomcloud_kms_key_v1.a": {"origin": "external", "rotation_enabled": "?"}}"#),
            None
        );
    }
}
