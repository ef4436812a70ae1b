//! `alias-reserved-prefix`: a new alias begins like those that Alibaba Cloud keeps for its services.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::tables::Holds;
use crate::view::cloud::Cloud;

const RESERVED: &str = "alias/acs";

pub(crate) static RULE: Rule = Rule {
    name: "alias-reserved-prefix",
    theme: Theme::Aliases,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "a new alias begins with `alias/acs`",
    why: "Aliases that begin with `alias/acs` belong to the keys of Alibaba Cloud's own services, such as \
          `alias/acs/oss`. They can be used, but CreateAlias refuses to create one.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://www.alibabacloud.com/help/en/kms/support/create-an-alias"],
    bad: examples!("alias-reserved-prefix", "example-bad.tf"),
    good: examples!("alias-reserved-prefix", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for held in cx.view().written_values_that_hold(&[Holds::Alias]) {
        let Some(text) = held.text() else { continue };
        if Cloud::of(held.resource()) == Some(Cloud::Alibaba) && text.known_prefix().starts_with(RESERVED) {
            let message = format!(
                "alias {} begins with `{RESERVED}`, which is reserved for keys of Alibaba Cloud's services",
                held.shown()
            );
            let name = text.known().and_then(|alias| alias.strip_prefix(RESERVED)?.strip_prefix('/'));
            let other = name.filter(|name| !name.is_empty()).and_then(|name| held.rewritten(&format!("alias/{name}")));
            let help = other.unwrap_or_else(|| "choose another name after `alias/`".into());
            cx.report(held.resource(), held.finding(message).with_help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    fn written(alias: &str) -> usize {
        lines(&RULE, &format!(r#"{{"alicloud_kms_alias.a": {{"alias_name": "{alias}"}}}}"#)).len()
    }

    #[test]
    fn the_reserved_word_is_a_prefix_of_the_name() {
        assert_eq!(written("alias/acs/oss"), 1);
        assert_eq!(written("alias/acsfoo"), 1);
        assert_eq!(written("alias/acs-…"), 1);
        assert_eq!(written("alias/ac"), 0);
        assert_eq!(written("alias/x/acs"), 0);
        assert_eq!(written("alias/…acs"), 0);
    }

    #[test]
    fn using_a_reserved_alias_is_fine() {
        let request = r#"{"alibaba/UpdateAlias": {"AliasName": "alias/acs/oss", "KeyId": "x"}}"#;
        assert!(lines(&RULE, request).is_empty());
        let request = r#"{"alibaba/CreateAlias": {"AliasName": "alias/acs/oss", "KeyId": "x"}}"#;
        assert_eq!(lines(&RULE, request).len(), 1);
    }
}
