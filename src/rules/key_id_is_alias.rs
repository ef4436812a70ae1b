//! `key-id-is-alias`: an alias stands where the id of a key is needed.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::syntax::text::Text;
use crate::tables::Holds;
use crate::value::Symbol;
use crate::view::ValueView;
use crate::view::cloud::Cloud;
use crate::view::ids::is_alias_reference;

pub(crate) static RULE: Rule = Rule {
    name: "key-id-is-alias",
    theme: Theme::Ids,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "an alias stands where the id of a key is needed",
    why: "Services of Open Telekom Cloud, Huawei Cloud and FlexibleEngine take the UUID of a key and nothing else. On \
          Alibaba Cloud most services document only the id; where an alias is accepted all the same, the API answers \
          with the id and Terraform plans a change each time, hence only a warning there. The keys of services \
          (`alias/acs/…`) have no id that one could write, so using their alias is only worth knowing.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://docs.otc.t-systems.com/key-management-service/api-ref/"],
    bad: examples!("key-id-is-alias", "example-bad.tf"),
    good: examples!("key-id-is-alias", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for held in cx.view().values_that_hold(&[Holds::KeyId]) {
        let Some(cloud) = Cloud::of(held.resource()) else { continue };
        if let Some(alias) = held.value.symbol().filter(|symbol| is_id_of_alias(symbol)) {
            let message = format!(
                "`{}.id` is the alias, but `{}` takes the id of a key",
                alias.resource, held.field.field.written
            );
            let finding = held.finding(message).with_help(format!("write `{}.key_id`", alias.resource));
            cx.report_as(Severity::Warning, held.resource(), finding);
        }
        let Some(text) = held.text() else { continue };
        if !is_alias(cloud, &text) {
            continue;
        }
        let message = format!("{} is an alias, but `{}` takes the id of a key", held.shown(), held.written);
        let finding = held.finding(message).with_help(help(held, cloud));
        cx.report_as(severity(cloud, &text), held.resource(), finding);
    }
}

/// The provider takes the name of an alias for its id.
fn is_id_of_alias(symbol: &Symbol) -> bool {
    &*symbol.resource_type == "alicloud_kms_alias" && &*symbol.attribute == "id" && symbol.is_managed
}

fn is_alias(cloud: Cloud, text: &Text) -> bool {
    is_alias_reference(text) || cloud.is_huawei_family() && text.known_suffix().ends_with("/default")
}

fn severity(cloud: Cloud, text: &Text) -> Severity {
    match cloud {
        Cloud::Alibaba if text.known_prefix().starts_with("alias/acs/") => Severity::Info,
        Cloud::Alibaba => Severity::Warning,
        _ => Severity::Error,
    }
}

fn help(held: &ValueView<'_>, cloud: Cloud) -> String {
    let data_source = match cloud {
        Cloud::Alibaba => "alicloud_kms_aliases",
        Cloud::Otc => "opentelekomcloud_kms_key_v1",
        Cloud::Huawei => "huaweicloud_kms_key",
        Cloud::FlexibleEngine => "flexibleengine_kms_key_v1",
    };
    match held.resource().notation.is_evaluated {
        true => format!("write the id of the key; the data source `{data_source}` finds it by the alias"),
        false => "write the id of the key".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    fn otc(id: &str) -> Vec<String> {
        lines(&RULE, &format!(r#"{{"otc/enable-key": {{"key_id": "{id}"}}}}"#))
    }

    fn alibaba(id: &str) -> Option<String> {
        let found = lines(&RULE, &format!(r#"{{"alicloud_kms_alias.a": {{"key_id": "{id}"}}}}"#));
        found.first().map(|line| line.split(' ').next().unwrap().to_owned())
    }

    #[test]
    fn aliases_of_the_huawei_family_are_recognised() {
        assert_eq!(otc("alias/x"), ["error \"alias/x\": `alias/x` is an alias, but `key_id` takes the id of a key"]);
        assert_eq!(otc("evs/default").len(), 1);
        assert_eq!(otc("kms:eu-de:3ba4:alias:4555").len(), 1);
        assert!(otc("4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f").is_empty());
        assert!(otc("alias").is_empty(), "no alias, but no key id either");
    }

    #[test]
    fn the_id_of_an_alias_is_its_name() {
        let document = |id: &str| format!(r#"{{"alicloud_kms_alias.a": {{"key_id": "{id}"}}}}"#);
        let found = lines(&RULE, &document("@alicloud_kms_alias.b.id"));
        assert!(found[0].ends_with("`alicloud_kms_alias.b.id` is the alias, but `key_id` takes the id of a key"));
        for id in ["@alicloud_kms_alias.b.key_id", "@alicloud_kms_key.b.id"] {
            assert!(lines(&RULE, &document(id)).is_empty(), "{id}");
        }
    }

    #[test]
    fn on_alibaba_cloud_it_may_work() {
        assert_eq!(alibaba("alias/orders").as_deref(), Some("warning"));
        assert_eq!(alibaba("alias/…").as_deref(), Some("warning"));
        assert_eq!(alibaba("alias/acs/oss").as_deref(), Some("info"));
        assert_eq!(alibaba("acs:kms:cn-hangzhou:1540355698841234:alias/orders").as_deref(), Some("warning"));
        assert_eq!(alibaba("…/orders"), None);
    }
}
