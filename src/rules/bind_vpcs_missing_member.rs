//! `bind-vpcs-missing-member`: an associated VPC is not described completely.

use crate::finding::{Draft, Identity, Severity};
use crate::resource::{Group, Presence, Resource};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::spelling::{nearest, plain, same_spelling};
use crate::view::finding::{advice_on, finding_on};
use crate::view::instance::{BINDINGS, INSTANCE, Identity as OfVpc, name_on, shown_by_id, vpc_of, written_bindings};

pub(crate) static RULE: Rule = Rule {
    name: "bind-vpcs-missing-member",
    theme: Theme::Vpcs,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "an associated VPC lacks its id, vSwitch, region or owner",
    why: "Each element of `BindVpcs` has four members. Without VPC and vSwitch there is nothing to associate. The \
          Terraform provider declares all of them optional and sends an empty string for what is left out, so the \
          mistake shows up only in `apply`. Region and owner are documented for every element too; leaving them out \
          may work within one account, so that is a warning.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-updatekmsinstancebindvpc",
    ],
    bad: examples!("bind-vpcs-missing-member", "example-bad-1.json", "example-bad-2.tf"),
    good: examples!("bind-vpcs-missing-member", "example-good.json"),
    check,
};

const NEEDED: &[&str] = &["vpc_id", "vswitch_id"];
const EXPECTED: &[&str] = &["region_id", "vpc_owner_id"];

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written(INSTANCE) {
        for entry in written_bindings(resource) {
            report_missing(cx, resource, entry, NEEDED, Severity::Error);
            report_missing(cx, resource, entry, EXPECTED, Severity::Warning);
            report_empty(cx, resource, entry, NEEDED, Severity::Error);
            report_empty(cx, resource, entry, EXPECTED, Severity::Warning);
        }
    }
}

fn report_missing(cx: &mut RuleContext<'_>, resource: &Resource, entry: &Group, members: &[&str], severity: Severity) {
    let is_missing =
        |member: &&&str| entry.presence(member) == Presence::Absent && !is_written_otherwise(entry, member);
    let missing: Vec<(&str, String)> =
        members.iter().filter(is_missing).map(|member| (*member, name_on(cx, resource, &[BINDINGS, member]))).collect();
    if missing.is_empty() {
        return;
    }
    let joined = |text: &dyn Fn(&(&str, String)) -> String| missing.iter().map(text).collect::<Vec<_>>().join(" and ");
    let names = joined(&|(_, name)| name.clone());
    let shown = joined(&|(_, name)| format!("`{name}`"));
    let meant = joined(&|(member, name)| format!("`{name}` ({})", meaning(member)));
    let vpc = match vpc_of(entry).filter(|vpc| OfVpc::of(vpc).is_some()) {
        Some(vpc) => format!("associated VPC {}", shown_by_id(vpc)),
        None => "an associated VPC".to_owned(),
    };
    let mut finding =
        Draft::new(entry.header, format!("{vpc} lacks {shown}")).with_help(format!("add {meant} to this entry"));
    finding.identity = Identity::of_field(BINDINGS).with_value(names);
    cx.report_as(severity, resource, finding);
}

/// An empty string is what the provider sends for a member that is left out.
fn report_empty(cx: &mut RuleContext<'_>, resource: &Resource, entry: &Group, members: &[&str], severity: Severity) {
    for field in members.iter().filter_map(|name| entry.field(name)) {
        if let Some(value) = field.value().filter(|value| value.as_str() == Some("")) {
            let finding = finding_on(field, value, format!("`{}` of an associated VPC is empty", field.written));
            cx.report_as(severity, resource, finding.with_help(advice_on(field, value, meaning(&field.name))));
        }
    }
}

fn meaning(member: &str) -> &'static str {
    match member {
        "vpc_id" => "the id of the VPC",
        "vswitch_id" => "the id of a vSwitch of the VPC",
        "region_id" => "the region of the VPC",
        _ => "the account that owns the VPC",
    }
}

/// Whether another name stands for the member: a misspelled one, which has a rule of its own, or a reference
/// that Crossplane resolves (`vpcIdRef`, `vpcIdSelector`).
fn is_written_otherwise(entry: &Group, member: &str) -> bool {
    let all = || NEEDED.iter().chain(EXPECTED).copied();
    let others = entry.fields.iter().filter(|field| !field.is_declared || !same_spelling(&field.name, member));
    others.into_iter().any(|field| {
        let written = plain(&field.written);
        let is_reference = written.strip_prefix(&plain(member)).is_some_and(|rest| matches!(rest, "ref" | "selector"));
        is_reference || !field.is_declared && nearest(&field.written, all()) == Some(member)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    fn block(members: &str) -> Vec<String> {
        lines(&RULE, &format!(r#"{{"alicloud_kms_instance.a": {{"bind_vpcs": [{{{members}}}]}}}}"#))
    }

    fn element(members: &str) -> Vec<String> {
        lines(&RULE, &format!(r#"{{"alibaba/UpdateKmsInstanceBindVpc": {{"BindVpcs": [{{{members}}}]}}}}"#))
    }

    fn messages(found: Vec<String>) -> Vec<String> {
        found
            .iter()
            .map(|line| format!("{} {}", &line[..line.find(' ').unwrap()], line.rsplit(": ").next().unwrap()))
            .collect()
    }

    #[test]
    fn what_cannot_work_is_an_error_and_what_may_is_a_warning() {
        assert_eq!(
            messages(block("")),
            [
                "error an associated VPC lacks `vpc_id` and `vswitch_id`",
                "warning an associated VPC lacks `region_id` and `vpc_owner_id`",
            ]
        );
        assert_eq!(
            messages(element(r#""VpcId": "x", "VpcOwnerId": 1, "RegionId": "x""#)),
            ["error associated VPC `x` lacks `VSwitchId`"]
        );
    }

    #[test]
    fn a_misspelled_member_is_not_missing_as_well() {
        let members = r#""VpcId": "x", "VswitchId": "x", "RegionID": "x", "VpcOwner": 1"#;
        assert!(element(members).is_empty(), "{:?}", element(members));
        let members = r#""VpcId": "x", "VSwitchId": "x", "Region": "x", "Remark": "x""#;
        assert_eq!(element(members).len(), 1);
    }

    #[test]
    fn unknown_values_may_be_there_and_null_is_not() {
        let rest = r#""region_id": "x", "vpc_owner_id": "x""#;
        assert!(block(&format!(r#""vpc_id": "?", "vswitch_id": "@alicloud_vswitch.a.id", {rest}"#)).is_empty());
        assert_eq!(block(&format!(r#""vpc_id": null, "vswitch_id": "x", {rest}"#)).len(), 1);
    }

    #[test]
    fn an_empty_id_is_as_good_as_none() {
        let found = block(r#""vpc_id": "", "vswitch_id": "x", "region_id": "x", "vpc_owner_id": "1""#);
        assert_eq!(found, ["error \"\": `vpc_id` of an associated VPC is empty"]);
        let found = block(r#""vpc_id": "x", "vswitch_id": "x", "region_id": "", "vpc_owner_id": """#);
        assert_eq!(
            messages(found),
            [
                "warning `region_id` of an associated VPC is empty",
                "warning `vpc_owner_id` of an associated VPC is empty"
            ]
        );
    }

    #[test]
    fn references_of_crossplane_stand_for_the_member() {
        let document = r#"{"crossplane:kms.alibabacloud.crossplane.io/Instance.a": {"bindVpcs": [
            {"vpcIdRef": {"name": "a"}, "vswitchIdSelector": {}, "regionId": "x", "vpcOwnerId": "1"}]}}"#;
        assert!(lines(&RULE, document).is_empty());
    }
}
