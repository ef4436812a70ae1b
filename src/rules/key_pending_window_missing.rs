//! `key-pending-window-missing`: a key cannot be destroyed because it has no waiting time.

use semver::Version;

use crate::finding::Severity;
use crate::resource::Presence;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::finding::{finding_on_named, setting_of};

pub(crate) static RULE: Rule = Rule {
    name: "key-pending-window-missing",
    theme: Theme::Keys,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "a key without a waiting time cannot be destroyed by Terraform",
    why: "To destroy a key the provider needs `pending_window_in_days`. Nothing says so before `destroy`, which then fails.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/kms_key",
        "https://github.com/aliyun/terraform-provider-alicloud/blob/master/alicloud/resource_alicloud_kms_key.go",
    ],
    bad: examples!("key-pending-window-missing", "example-bad.tf"),
    good: examples!("key-pending-window-missing", "example-good.tf"),
    check,
};

/// Since this release a key is not destroyed without a waiting time.
const SINCE: Version = Version::new(1, 124, 0);

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written("alibaba/kms_key").filter(|resource| resource.notation.is_configuration) {
        let is_too_old = resource.versions.as_ref().is_some_and(|versions| versions.all_older_than(&SINCE));
        let is_absent = |name: &str| resource.body.presence(name) == Presence::Absent;
        // What is never destroyed needs no waiting time.
        let is_kept =
            resource.meta.blocks("lifecycle").iter().any(|block| block.known_bool("prevent_destroy") == Some(true));
        if !is_too_old && !is_kept && is_absent("pending_window_in_days") && is_absent("deletion_window_in_days") {
            let message = "`pending_window_in_days` is not set, so this key cannot be destroyed";
            let finding = finding_on_named(&resource.body, "pending_window_in_days", message);
            let name = "pending_window_in_days";
            let help = setting_of(&resource.body, name, name).set_to("a number of days from 7 to 366");
            cx.report(resource, finding.with_help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn either_name_of_the_window_is_enough() {
        let with = |fields: &str| lines(&RULE, &format!(r#"{{"alicloud_kms_key.a": {{{fields}}}}}"#)).len();
        assert_eq!(with(""), 1);
        assert_eq!(with(r#""pending_window_in_days": 7"#), 0);
        assert_eq!(with(r#""deletion_window_in_days": 7"#), 0);
        assert_eq!(with(r#""pending_window_in_days": "?""#), 0);
        assert!(lines(&RULE, r#"{"alibaba/CreateKey": {}}"#).is_empty());
    }
}
