//! `key-spec-needs-instance`: a kind of key that only instances have.

use crate::finding::Severity;
use crate::resource::Presence;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::finding::{finding_on_named, setting_of};
use crate::view::instance::name_on;

pub(crate) static RULE: Rule = Rule {
    name: "key-spec-needs-instance",
    theme: Theme::Keys,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "a key spec is available only in a KMS instance",
    why: "AES keys of 128 and 192 bits exist only in KMS instances. Without `dkms_instance_id` the key is created in \
          the default key store, which refuses them.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/kms_key"],
    bad: examples!("key-spec-needs-instance", "example-bad.tf"),
    good: examples!("key-spec-needs-instance", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written("alibaba/kms_key") {
        let Some(spec) = resource.body.known_str("key_spec") else { continue };
        let needs = matches!(spec, "Aliyun_AES_128" | "Aliyun_AES_192");
        if needs && resource.body.presence("dkms_instance_id") == Presence::Absent {
            let name = name_on(cx, resource, &["dkms_instance_id"]);
            let finding =
                finding_on_named(&resource.body, "key_spec", format!("`{spec}` exists only in KMS instances"));
            let spec_name = name_on(cx, resource, &["key_spec"]);
            let help = setting_of(&resource.body, "key_spec", &spec_name).set_to("`Aliyun_AES_256`");
            let help = help.then(format!(", or `{name}` to the id of an instance"));
            cx.report(resource, finding.with_help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn an_instance_that_may_be_set_is_enough() {
        let with = |fields: &str| lines(&RULE, &format!(r#"{{"alicloud_kms_key.a": {{{fields}}}}}"#)).len();
        assert_eq!(with(r#""key_spec": "Aliyun_AES_192""#), 1);
        assert_eq!(with(r#""key_spec": "Aliyun_AES_256""#), 0);
        assert_eq!(with(r#""key_spec": "Aliyun_AES_192", "dkms_instance_id": "?""#), 0);
    }
}
