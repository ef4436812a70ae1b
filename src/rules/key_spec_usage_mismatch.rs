//! `key-spec-usage-mismatch`: a key is meant for something that its kind cannot do.

use crate::finding::Severity;
use crate::resource::Presence;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::spelling::one_of;
use crate::view::cloud::Cloud;
use crate::view::finding::{finding_on_named, setting_of};
use crate::view::instance::name_on;

pub(crate) static RULE: Rule = Rule {
    name: "key-spec-usage-mismatch",
    theme: Theme::Keys,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "a key spec does not allow the key usage",
    why: "A symmetric key encrypts, an elliptic curve signs, an HMAC key authenticates. Any other combination is \
          refused when the key is created.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-createkey",
        "https://docs.otc.t-systems.com/key-management-service/api-ref/apis/key_management_service/cmk_management/creating_a_cmk.html",
    ],
    bad: examples!("key-spec-usage-mismatch", "example-bad.tf"),
    good: examples!("key-spec-usage-mismatch", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in
        cx.resources().iter().filter(|resource| resource.is_written() && resource.kind.ends_with("/kms_key"))
    {
        let body = &resource.body;
        let spec_name = if body.field("key_spec").is_some() { "key_spec" } else { "key_algorithm" };
        let Some(cloud) = Cloud::of(resource) else { continue };
        let is_default = cloud.is_huawei_family() && body.presence(spec_name) == Presence::Absent;
        let spec = if is_default { Some(DEFAULT) } else { body.known_str(spec_name) };
        let (Some(spec), Some(usage)) = (spec, body.known_str("key_usage")) else { continue };
        let Some(allowed) = usages(cloud, spec) else { continue };
        // A usage that does not exist at all is not in the table's list, which is another rule.
        if allowed.usages.contains(&usage) || !USAGES.contains(&usage) {
            continue;
        }
        let because = if is_default { ", the default," } else { "" };
        let message = format!("a key of spec `{spec}`{because} cannot be used for `{usage}`");
        let mut finding = finding_on_named(body, "key_usage", message);
        if let Some(field) = body.field(spec_name) {
            finding = finding.with_label(field.span(), format!("the spec is `{spec}`"));
        }
        let name = name_on(cx, resource, &["key_usage"]);
        let help = setting_of(body, "key_usage", &name).set_to(&one_of(allowed.usages.iter().copied()));
        cx.report_as(allowed.severity, resource, finding.with_help(help));
    }
}

/// The kind of key that the clouds of Huawei's family make where none is named.
const DEFAULT: &str = "AES_256";

const USAGES: &[&str] = &["ENCRYPT/DECRYPT", "SIGN/VERIFY", "ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC"];

struct Allowed {
    usages: &'static [&'static str],
    severity: Severity,
}

/// What a kind of key is for; none for kinds that do both, and for those that are not known.
fn usages(cloud: Cloud, spec: &str) -> Option<Allowed> {
    let of = |prefixes: &[&str]| prefixes.iter().any(|prefix| spec.starts_with(prefix));
    let allowed = |usages, severity| Some(Allowed { usages, severity });
    if cloud == Cloud::Alibaba {
        return match spec {
            "EC_P256" | "EC_P256K" => allowed(&["SIGN/VERIFY"], Severity::Warning),
            _ if of(&["Aliyun_AES_", "Aliyun_SM4"]) => allowed(&["ENCRYPT/DECRYPT"], Severity::Error),
            _ => None,
        };
    }
    match spec {
        "SM4" => allowed(&["ENCRYPT_DECRYPT"], Severity::Error),
        _ if of(&["AES_"]) => allowed(&["ENCRYPT_DECRYPT"], Severity::Error),
        _ if of(&["EC_", "ML_DSA"]) => allowed(&["SIGN_VERIFY"], Severity::Error),
        _ if of(&["HMAC_"]) => allowed(&["GENERATE_VERIFY_MAC"], Severity::Error),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    fn severity(document: &str) -> Option<String> {
        lines(&RULE, document).first().map(|line| line.split(' ').next().unwrap().to_owned())
    }

    #[test]
    fn pairs_are_judged_by_cloud() {
        let alibaba = |spec: &str, usage: &str| {
            severity(&format!(r#"{{"alicloud_kms_key.a": {{"key_spec": "{spec}", "key_usage": "{usage}"}}}}"#))
        };
        assert_eq!(alibaba("Aliyun_SM4", "SIGN/VERIFY").as_deref(), Some("error"));
        assert_eq!(alibaba("EC_P256", "ENCRYPT/DECRYPT").as_deref(), Some("warning"));
        for (spec, usage) in [
            ("RSA_2048", "ENCRYPT/DECRYPT"),
            ("EC_SM2", "ENCRYPT/DECRYPT"),
            ("?", "SIGN/VERIFY"),
            ("Aliyun_AES_256", "?"),
        ] {
            assert_eq!(alibaba(spec, usage), None, "{spec} {usage}");
        }
        let otc = |spec: &str, usage: &str| {
            severity(&format!(
                r#"{{"otc/create-key": {{"key_alias": "k", "key_spec": "{spec}", "key_usage": "{usage}"}}}}"#
            ))
        };
        assert_eq!(otc("EC_P256", "ENCRYPT_DECRYPT").as_deref(), Some("error"));
        assert_eq!(otc("HMAC_256", "SIGN_VERIFY").as_deref(), Some("error"));
        assert_eq!(otc("RSA_2048", "SIGN_VERIFY"), None);
        assert_eq!(otc("AES_256", "NONSENSE"), None, "another rule");
    }

    #[test]
    fn a_key_of_no_named_kind_encrypts() {
        let found = lines(&RULE, r#"{"otc/create-key": {"key_alias": "k", "key_usage": "SIGN_VERIFY"}}"#);
        assert_eq!(
            found,
            ["error \"SIGN_VERIFY\": a key of spec `AES_256`, the default, cannot be used for `SIGN_VERIFY`"]
        );
        assert_eq!(severity(r#"{"huaweicloud_kms_key.a": {"key_usage": "SIGN_VERIFY"}}"#).as_deref(), Some("error"));
        let unknown = r#"{"huaweicloud_kms_key.a": {"key_algorithm": "?", "key_usage": "SIGN_VERIFY"}}"#;
        assert_eq!(severity(unknown), None);
        assert_eq!(severity(r#"{"alicloud_kms_key.a": {"key_usage": "SIGN/VERIFY"}}"#), None);
    }
}
