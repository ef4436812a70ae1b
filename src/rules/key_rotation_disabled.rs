//! `key-rotation-disabled`: a key is not rotated.

use crate::finding::Severity;
use crate::resource::{Presence, Role};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::cloud::of_huawei_family;
use crate::view::finding::{finding_on_named, setting_of};
use crate::view::instance::name_on;

pub(crate) static RULE: Rule = Rule {
    name: "key-rotation-disabled",
    theme: Theme::Keys,
    severity: Severity::Info,
    is_on_by_default: false,
    summary: "a symmetric key is not rotated",
    why: "Keys of Open Telekom Cloud, Huawei Cloud and FlexibleEngine are not rotated unless you ask for it. Whether \
          they have to be is a matter of policy, so this is off by default.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://docs.otc.t-systems.com/key-management-service/umn/"],
    bad: examples!("key-rotation-disabled", "example-bad.tf"),
    good: examples!("key-rotation-disabled", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in of_huawei_family(cx, "kms_key").filter(|resource| resource.role == Role::Managed) {
        let body = &resource.body;
        let is_off =
            body.presence("rotation_enabled") == Presence::Absent || body.known_bool("rotation_enabled") == Some(false);
        let is_symmetric = body.presence("key_algorithm") == Presence::Absent
            || body.known_str("key_algorithm").is_some_and(|algorithm| algorithm == "AES_256" || algorithm == "SM4");
        let is_own = body.presence("origin") == Presence::Absent || body.known_str("origin") == Some("kms");
        if is_off && is_symmetric && is_own {
            let name = name_on(cx, resource, &["rotation_enabled"]);
            let finding = finding_on_named(body, "rotation_enabled", "this key is not rotated automatically");
            cx.report(resource, finding.with_help(setting_of(body, "rotation_enabled", &name).set_to("`true`")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn only_keys_that_could_be_rotated_are_reported() {
        let with = |fields: &str| lines(&RULE, &format!(r#"{{"huaweicloud_kms_key.a": {{{fields}}}}}"#)).len();
        assert_eq!(with(""), 1);
        assert_eq!(with(r#""rotation_enabled": false"#), 1);
        assert_eq!(with(r#""rotation_enabled": true"#), 0);
        assert_eq!(with(r#""rotation_enabled": "?""#), 0);
        assert_eq!(with(r#""key_algorithm": "RSA_2048""#), 0);
        assert_eq!(with(r#""origin": "external""#), 0);
    }
}
