//! `data-key-in-state`: a data key is kept in the state.

use crate::finding::{Draft, Identity, Severity};
use crate::resource::Role;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};

pub(crate) static RULE: Rule = Rule {
    name: "data-key-in-state",
    theme: Theme::Secrets,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "a data key is kept in plain text in the state",
    why: "This data source makes a new data key at each refresh and keeps its plain text in the state, where anyone \
          who can read the state can read it.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://registry.terraform.io/providers/opentelekomcloud/opentelekomcloud/latest/docs/data-sources/kms_data_key_v1",
    ],
    bad: examples!("data-key-in-state", "example-bad.tf"),
    good: examples!("data-key-in-state", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.resources() {
        if resource.role == Role::Read && resource.kind.ends_with("/data_kms_data_key") {
            let mut finding = Draft::new(resource.header, "the plain text of this data key is kept in the state");
            finding.identity = Identity::of_field("data_key");
            cx.report(resource, finding.with_help("create the data key where it is used, and remove this data source"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn the_data_source_is_reported() {
        assert_eq!(lines(&RULE, r#"{"data.opentelekomcloud_kms_data_key_v1.a": {}}"#).len(), 1);
        assert!(lines(&RULE, r#"{"otc/create-datakey": {"key_id": "k"}}"#).is_empty());
    }
}
