//! `key-rotation-on-disabled-key`: rotation is switched on for a key that is disabled.

use crate::finding::Severity;
use crate::resource::{Presence, Role};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::cloud::of_huawei_family;
use crate::view::finding::{finding_on_named, setting_of};
use crate::view::instance::name_on;

pub(crate) static RULE: Rule = Rule {
    name: "key-rotation-on-disabled-key",
    theme: Theme::Keys,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "rotation is switched on for a key that is disabled",
    why: "Rotation can be switched on only for a key that is enabled. The provider disables a new key first and then \
          asks for rotation, which fails; the provider of Open Telekom Cloud leaves behind a key that is in no state. A \
          key that was rotated before it was disabled plans well, but cannot be made again.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://docs.otc.t-systems.com/key-management-service/umn/"],
    bad: examples!("key-rotation-on-disabled-key", "example-bad.tf"),
    good: examples!("key-rotation-on-disabled-key", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in of_huawei_family(cx, "kms_key").filter(|resource| resource.role == Role::Managed) {
        let body = &resource.body;
        // A key with material of its own cannot be rotated at all, which is another rule; Huawei's provider does not ask.
        if body.presence("origin") != Presence::Absent && body.known_str("origin") != Some("kms") {
            continue;
        }
        if body.known_bool("is_enabled") == Some(false) && body.known_bool("rotation_enabled") == Some(true) {
            let mut finding =
                finding_on_named(body, "rotation_enabled", "the key is disabled, so rotation cannot be switched on");
            if let Some(field) = body.field("is_enabled") {
                finding = finding.with_label(field.span(), "the key is disabled here");
            }
            let [enabled, rotation] = ["is_enabled", "rotation_enabled"].map(|name| name_on(cx, resource, &[name]));
            let help = setting_of(body, "is_enabled", &enabled).set_to("`true`");
            let help = help.then(format!(", or remove `{rotation}`"));
            cx.report(resource, finding.with_help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn both_have_to_be_certain() {
        let with = |enabled: &str, rotation: &str| {
            lines(&RULE, &format!(
            r#"{{"opentelekomcloud_kms_key_v1.a": {{"is_enabled": {enabled}, "rotation_enabled": {rotation}}}}}"#
        )).len()
        };
        assert_eq!((with("false", "true"), with("true", "true"), with("false", "false")), (1, 0, 0));
        assert_eq!((with(r#""?""#, "true"), with("false", r#""?""#)), (0, 0));
    }
}
