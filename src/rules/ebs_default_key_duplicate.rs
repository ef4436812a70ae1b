//! `ebs-default-key-duplicate`: one region is given two default keys.

use std::collections::HashMap;

use crate::finding::{Draft, Identity, Severity};
use crate::resource::{Resource, Role};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};

pub(crate) static RULE: Rule = Rule {
    name: "ebs-default-key-duplicate",
    theme: Theme::Consumers,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "one region has two default disk keys",
    why: "A region has one default key for disks. Two resources overwrite each other's key at every apply.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-modifydiskdefaultkmskeyid",
    ],
    bad: examples!("ebs-default-key-duplicate", "example-bad.tf"),
    good: examples!("ebs-default-key-duplicate", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    let mut first = HashMap::new();
    let is_certain = |key: &&Resource| key.role == Role::Managed && !key.may_be_absent();
    for resource in cx.written("alibaba/ecs_disk_default_kms_key").filter(is_certain) {
        let Some(&earlier) = first.get(&resource.provider) else {
            first.insert(&resource.provider, resource);
            continue;
        };
        let earlier: &Resource = earlier;
        let message = format!("`{}` already sets the default key of this region", earlier.display_name());
        let mut finding = Draft::new(resource.header, message);
        finding.identity = Identity::of_field("kms_key_id");
        if earlier.header != resource.header {
            finding = finding.with_label(earlier.header, "it is first set here");
        }
        cx.report(resource, finding.with_help("remove one of the two"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn each_region_has_one() {
        let with = |provider: &str| {
            lines(
                &RULE,
                &format!(
                    r#"{{"alicloud_ecs_disk_default_kms_key.a": {{"$provider": "alicloud"}},
                "alicloud_ecs_disk_default_kms_key.b": {{"$provider": "{provider}"}}}}"#
                ),
            )
            .len()
        };
        assert_eq!((with("alicloud"), with("alicloud.beijing")), (1, 0));
    }
}
