//! `grant-operation-unknown`: a grant names an operation that does not exist.

use crate::finding::Severity;
use crate::resource::Role;
use crate::rule::{Fixable, Rule, RuleContext, examples};
use crate::rules::subject::cloud::{Cloud, of_huawei_family};
use crate::rules::subject::values::{finding_on, is_template, shown};

pub static RULE: Rule = Rule {
    name: "grant-operation-unknown",
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "a grant names an operation that does not exist",
    why: "Open Telekom Cloud knows seven operations for grants; Huawei Cloud and FlexibleEngine also `encrypt-data` and \
          `decrypt-data`. A request body does not say whose it is, so there all nine are allowed.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://docs.otc.t-systems.com/key-management-service/api-ref/apis/key_management_service/cmk_management/creating_a_grant.html",
    ],
    bad: examples!("grant-operation-unknown", "example-bad.tf"),
    good: examples!("grant-operation-unknown", "example-good.tf"),
    check,
};

const OPERATIONS: &[&str] = &[
    "create-datakey",
    "create-datakey-without-plaintext",
    "encrypt-datakey",
    "decrypt-datakey",
    "describe-key",
    "create-grant",
    "retire-grant",
];
/// Of Huawei Cloud and FlexibleEngine.
const MORE: &[&str] = &["encrypt-data", "decrypt-data"];

fn check(cx: &mut RuleContext<'_>) {
    for resource in of_huawei_family(cx, "kms_grant") {
        let Some((field, value)) = resource.body.written("operations") else {
            continue;
        };
        let has_more = Cloud::of(resource) != Some(Cloud::Otc) || resource.role == Role::Operation;
        let known: Vec<&str> = OPERATIONS.iter().chain(if has_more { MORE } else { &[] }).copied().collect();
        for item in value.items() {
            let Some(name) =
                item.as_str().filter(|name| !is_template(resource.notation, name) && !known.contains(name))
            else {
                continue;
            };
            let nearest = known
                .iter()
                .map(|known| (strsim::normalized_damerau_levenshtein(known, name), *known))
                .max_by(|left, right| left.0.total_cmp(&right.0))
                .filter(|(likeness, _)| *likeness >= 0.6);
            let all = known.join(", ");
            let help = nearest.map_or_else(
                || format!("use {all}"),
                |(_, nearest)| format!("did you mean {nearest}? There are {all}"),
            );
            let message = format!("{} is no operation of a grant", shown(item));
            cx.report(resource, finding_on(field, item, message).with_help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::subject::sample::lines;

    fn with(kind: &str, operation: &str) -> usize {
        lines(&RULE, &format!(r#"{{"{kind}": {{"operations": ["{operation}"]}}}}"#)).len()
    }

    #[test]
    fn each_cloud_has_its_operations() {
        assert_eq!(with("opentelekomcloud_kms_grant_v1.a", "encrypt-data"), 1);
        assert_eq!(with("huaweicloud_kms_grant.a", "encrypt-data"), 0);
        assert_eq!(with("otc/create-grant", "encrypt-data"), 0);
        assert_eq!(with("otc/create-grant", "encrypt"), 1);
        assert_eq!(with("opentelekomcloud_kms_grant_v1.a", "retire-grant"), 0);
        assert_eq!(with("opentelekomcloud_kms_grant_v1.a", "?"), 0);
    }
}
