//! `module-drops-key`: an Ansible module loses the key that it is given.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::finding::finding_on;

pub(crate) static RULE: Rule = Rule {
    name: "module-drops-key",
    theme: Theme::Consumers,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "an Ansible module loses the key that it is given",
    why: "The module `as_config` passes on the id of the key under a misspelled name, so the disks of new instances \
          are not encrypted with it. Nothing fails.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://github.com/opentelekomcloud/ansible-collection-cloud/blob/main/plugins/modules/as_config.py"],
    bad: examples!("module-drops-key", "example-bad.yaml"),
    good: examples!("module-drops-key", "example-good.yaml"),
    check,
};

const KEY: &str = "__system__cmkid";

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written("otc/as_config") {
        for disk in resource.body.blocks("disk") {
            let Some((field, metadata)) = disk.written("metadata") else {
                continue;
            };
            let Some(key) = metadata.get(KEY).filter(|key| !key.is_null() && key.as_str() != Some("")) else {
                continue;
            };
            let finding =
                finding_on(field, key, "the module `as_config` loses this key, and the disk is not encrypted with it");
            cx.report(resource, finding.with_help("create the scaling configuration with Terraform or the API"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    fn count(metadata: &str) -> usize {
        lines(&RULE, &format!(r#"{{"ansible:as_config": {{"disk": [{{"metadata": {{{metadata}}}}}]}}}}"#)).len()
    }

    #[test]
    fn only_a_key_that_is_given_is_lost() {
        assert_eq!(count(r#""__system__cmkid": "37f202db-a970-4ac1-a506-e5c4f2d7ce69""#), 1);
        assert_eq!(count(r#""__system__cmkid": """#), 0);
        assert_eq!(count(r#""__system__encrypted": "0""#), 0);
    }
}
