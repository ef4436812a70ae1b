//! `vswitch-not-shared`: the vSwitch of another account is used and no resource share is in sight.

use crate::finding::Severity;
use crate::resource::Resource;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::finding::finding_on;
use crate::view::instance::{INSTANCE, made_vswitch, written_bindings};
use crate::view::value::{shown, text_of};

pub(crate) static RULE: Rule = Rule {
    name: "vswitch-not-shared",
    theme: Theme::Networks,
    severity: Severity::Info,
    is_on_by_default: false,
    summary: "a vSwitch of another account is used, but the module shares none",
    why: "A VPC of another account can be associated when that account shares at least one of its vSwitches with the \
          account of the instance. The share may well be made elsewhere, so this is off by default.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/kms/key-management-service/user-guide/access-a-kms-instance-from-multiple-vpcs-in-the-same-region",
    ],
    bad: examples!("vswitch-not-shared", "example-bad.tf"),
    good: examples!("vswitch-not-shared", "example-good.tf"),
    check,
};

/// What shares something with another account.
const SHARES: &[&str] = &["alicloud_resource_manager_resource_share", "alicloud_resource_manager_shared_resource"];

fn check(cx: &mut RuleContext<'_>) {
    if cx.resources().iter().any(|resource| SHARES.contains(&&*resource.name)) {
        return;
    }
    for resource in cx.written(INSTANCE).filter(|resource| resource.notation.is_configuration) {
        for entry in written_bindings(resource) {
            let Some((field, owner)) = entry.written("vpc_owner_id") else {
                continue;
            };
            // Only an account that is written out can be another one than that of the instance.
            let is_written_out =
                text_of(resource, owner).is_some_and(|owner| owner.known().is_some_and(|id| !id.is_empty()));
            let vswitch = entry.value("vswitch_id").and_then(|vswitch| made_vswitch(cx, vswitch));
            if is_written_out && !vswitch.is_some_and(|vswitch| is_of_same_account(vswitch, resource)) {
                let message = format!("nothing here shares a vSwitch of account {} with the instance", shown(owner));
                let help = "if it is another account, have it share the vSwitch with the account of the instance";
                cx.report(resource, finding_on(field, owner, message).with_help(help));
            }
        }
    }
}

fn is_of_same_account(vswitch: &Resource, instance: &Resource) -> bool {
    vswitch.provider == instance.provider
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    fn document(owner: &str, more: &str) -> String {
        format!(
            r#"{{{more}"alicloud_kms_instance.i": {{"$provider": "alicloud",
                "bind_vpcs": [{{"vswitch_id": "@alicloud_vswitch.a.id", "vpc_owner_id": "{owner}"}}]}}}}"#
        )
    }

    #[test]
    fn an_account_that_is_written_out_may_be_another() {
        let other = r#""alicloud_vswitch.a": {"$provider": "alicloud.team"}, "#;
        let text = document("1192853035111234", other);
        for document in [text.replace(r#""1192853035111234""#, "1192853035111234"), text] {
            assert_eq!(lines(&RULE, &document).len(), 1, "{document}");
        }
        assert!(lines(&RULE, &document("@data.alicloud_account.current.id", other)).is_empty());
    }

    #[test]
    fn a_share_or_a_vswitch_of_the_own_account_is_enough() {
        let share = r#""alicloud_vswitch.a": {"$provider": "alicloud.team"},
            "alicloud_resource_manager_resource_share.s": {}, "#;
        assert!(lines(&RULE, &document("1192853035111234", share)).is_empty());
        let own = r#""alicloud_vswitch.a": {"$provider": "alicloud"}, "#;
        assert!(lines(&RULE, &document("1192853035111234", own)).is_empty());
    }
}
