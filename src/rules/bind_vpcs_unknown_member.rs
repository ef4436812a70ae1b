//! `bind-vpcs-unknown-member`: an element of BindVpcs has a member that the API does not know.

use std::collections::HashSet;

use crate::finding::{Draft, Fix, Identity, Severity};
use crate::resource::Field;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::spelling::{nearest, one_of, same_spelling};
use crate::view::instance::{BINDINGS, INSTANCE, name_on, written_bindings};
use crate::view::literal::rename;

pub(crate) static RULE: Rule = Rule {
    name: "bind-vpcs-unknown-member",
    theme: Theme::Vpcs,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "an element of `BindVpcs` has a member that the API does not know",
    why: "The members are `VpcId`, `VSwitchId`, `RegionId` and `VpcOwnerId`, in this spelling. The API's own prose \
          says `RegionID` once, but its format, its samples and its responses do not. A misspelled member has the \
          same effect as one that is left out.",
    fixable: Fixable::Sometimes,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-updatekmsinstancebindvpc",
    ],
    bad: examples!("bind-vpcs-unknown-member", "example-bad.json"),
    good: examples!("bind-vpcs-unknown-member", "example-good.json"),
    check,
};

const MEMBERS: &[&str] = &["vpc_id", "vswitch_id", "region_id", "vpc_owner_id"];

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written(INSTANCE) {
        // Terraform's schema is closed, so there an unknown argument is an error of its own.
        if resource.notation.is_evaluated {
            continue;
        }
        let names: Vec<String> = MEMBERS.iter().map(|member| name_on(cx, resource, &[BINDINGS, member])).collect();
        for entry in written_bindings(resource) {
            let taken = |name: &str| entry.fields.iter().any(|field| &*field.written == name);
            let unknown = entry.fields.iter().filter(|field| !field.is_declared && !is_reference(field, &names));
            let mut meant = HashSet::new();
            for field in unknown {
                let nearest = nearest(&field.written, names.iter().map(String::as_str)).filter(|name| !taken(name));
                // Of two that were meant to be one member only the first becomes it.
                let nearest = nearest.filter(|name| meant.insert(*name));
                cx.report(resource, describe(field, nearest, &names));
            }
        }
    }
}

/// Crossplane's `vpcIdRef` and `vpcIdSelector`.
fn is_reference(field: &Field, names: &[String]) -> bool {
    names.iter().any(|name| {
        let rest = field.written.strip_prefix(name.as_str());
        rest.is_some_and(|rest| matches!(rest, "Ref" | "Selector" | "Refs"))
    })
}

fn describe(field: &Field, nearest: Option<&str>, names: &[String]) -> Draft {
    let all = one_of(names.iter().map(String::as_str));
    let mut finding = Draft::new(field.name_span, format!("`{}` is not a member of an associated VPC", field.written));
    finding.identity = Identity::of_field(BINDINGS).with_value(&*field.written);
    let Some(nearest) = nearest else {
        return finding.with_help(format!("remove it, or write {all}"));
    };
    finding = finding.with_help(format!("write `{nearest}`; the members are {}", all.replace(" or ", " and ")));
    finding.fix = rename(field, nearest).map(|edit| {
        let (description, edits) = (format!("rename to `{nearest}`"), vec![edit]);
        if same_spelling(nearest, &field.written) {
            Fix::safe(description, edits)
        } else {
            Fix::unsafe_(description, edits)
        }
    });
    finding
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::{check as found, lines};

    fn request(member: &str) -> String {
        format!(
            r#"{{"alibaba/UpdateKmsInstanceBindVpc": {{"BindVpcs": "[{{\"VpcId\":\"vpc-a\",\"{member}\":\"x\"}}]"}}}}"#
        )
    }

    #[test]
    fn the_letters_of_a_name_are_replaced_inside_its_quotes() {
        let found = &found(&RULE, &request("RegionID"))[0];
        assert_eq!(found.at, r#"\"RegionID\""#);
        assert_eq!(found.message, "`RegionID` is not a member of an associated VPC");
        assert_eq!(found.help, "write `RegionId`; the members are `VpcId`, `VSwitchId`, `RegionId` and `VpcOwnerId`");
        assert_eq!(found.fixed.as_deref(), Some(request("RegionId").as_str()));
    }

    #[test]
    fn a_name_that_is_like_none_gets_no_fix() {
        let found = &found(&RULE, &request("Remark"))[0];
        assert_eq!(
            (found.fixed.as_deref(), found.help.as_str()),
            (None, "remove it, or write `VpcId`, `VSwitchId`, `RegionId` or `VpcOwnerId`")
        );
    }

    #[test]
    fn a_name_that_is_there_already_is_not_suggested() {
        let found = &found(&RULE, &request("VPCID"))[0];
        assert_eq!(found.fixed, None);
    }

    #[test]
    fn terraform_has_a_closed_schema() {
        assert!(lines(&RULE, r#"{"alicloud_kms_instance.a": {"bind_vpcs": [{"RegionID": "x"}]}}"#).is_empty());
    }
}
