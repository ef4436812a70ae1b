//! `vpc-owner-of-another-account`: a VPC is said to belong to the account of another provider configuration.

use crate::finding::Severity;
use crate::resource::{ProviderRef, Resource};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::finding::finding_on;
use crate::view::instance::{INSTANCE, made_network, written_bindings};
use crate::view::region::region_name;

pub(crate) static RULE: Rule = Rule {
    name: "vpc-owner-of-another-account",
    theme: Theme::Vpcs,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "the owner of a VPC is read from another provider configuration than the one that creates it",
    why: "`data.alicloud_account.current.id` is the account of its own provider configuration. A VPC that another \
          configuration creates in the same region most likely belongs to another account: that is what a second \
          configuration for one region is for.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/data-sources/account"],
    bad: examples!("vpc-owner-of-another-account", "example-bad.tf"),
    good: examples!("vpc-owner-of-another-account", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written(INSTANCE) {
        for entry in written_bindings(resource) {
            let Some((field, owner)) = entry.written("vpc_owner_id") else {
                continue;
            };
            let account = owner.symbol().filter(|symbol| &*symbol.resource_type == "alicloud_account");
            let Some(account) = account.and_then(|symbol| cx.resource_of(symbol)) else { continue };
            let network = ["vpc_id", "vswitch_id"].into_iter().find_map(|name| made_network(cx, entry.value(name)?));
            let Some(network) = network.filter(|network| is_of_another_account(network, account)) else { continue };
            let message = format!(
                "the owner is read from another provider configuration than the one that creates `{}`",
                network.display_name()
            );
            let finding = finding_on(field, owner, message)
                .with_label(network.header, "created here")
                .with_label(account.header, "the account is read here");
            let help = "read the account with the provider configuration of the VPC";
            cx.report(resource, finding.with_help(help));
        }
    }
}

/// Two configurations for one region. Those for two regions are most often of one account.
fn is_of_another_account(network: &Resource, account: &Resource) -> bool {
    let region = |resource: &Resource| resource.region.as_deref().and_then(region_name).map(str::to_owned);
    let is_known_region = region(network).is_some() && region(network) == region(account);
    matches!((&network.provider, &account.provider), (ProviderRef::Known(one), ProviderRef::Known(other)) if one != other)
        && is_known_region
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    fn document(provider: &str, region: &str) -> String {
        format!(
            r#"{{"data.alicloud_account.current": {{"$provider": "alicloud", "$region": "cn-hangzhou"}},
                "alicloud_vpc.b": {{"$provider": "{provider}", "$region": "{region}"}},
                "alicloud_kms_instance.i": {{"bind_vpcs": [
                    {{"vpc_id": "@alicloud_vpc.b.id", "vpc_owner_id": "@data.alicloud_account.current.id"}}]}}}}"#
        )
    }

    #[test]
    fn a_second_configuration_for_one_region_is_another_account() {
        assert_eq!(lines(&RULE, &document("alicloud.team", "cn-hangzhou")).len(), 1);
        assert!(lines(&RULE, &document("alicloud", "cn-hangzhou")).is_empty());
        assert!(lines(&RULE, &document("alicloud.beijing", "cn-beijing")).is_empty(), "most often the same account");
        assert!(lines(&RULE, &document("alicloud.team", "?")).is_empty());
    }
}
