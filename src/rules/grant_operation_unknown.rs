//! `grant-operation-unknown`: a grant names an operation that does not exist.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::rules::limits::judged::{allowed, judged_by};
use crate::spelling::nearest;
use crate::spelling::one_of;
use crate::view::finding::{advice_on, finding_on};
use crate::view::value::{is_template, shown};

pub(crate) static RULE: Rule = Rule {
    name: "grant-operation-unknown",
    theme: Theme::Grants,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "a grant names an operation that does not exist",
    why: "Open Telekom Cloud has seven operations for grants; Huawei Cloud and FlexibleEngine also have \
          `encrypt-data` and `decrypt-data`. A request body does not say which cloud it is for, so all nine are \
          allowed there, unless it is sent to a host of Open Telekom Cloud.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://docs.otc.t-systems.com/key-management-service/api-ref/apis/key_management_service/cmk_management/creating_a_grant.html",
    ],
    bad: examples!("grant-operation-unknown", "example-bad.tf"),
    good: examples!("grant-operation-unknown", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for (field, value) in judged_by(cx, RULE.name) {
        let known = allowed(field);
        for item in value.items() {
            let notation = field.resource().notation;
            let Some(name) = item.as_text() else { continue };
            if is_template(notation, name.known_bytes()) || known.iter().any(|operation| name.may_be(operation)) {
                continue;
            }
            let all = one_of(known.iter().copied());
            let help = match name.known().and_then(|name| nearest(name, known.iter().copied())) {
                Some(nearest) => advice_on(field.field, item, &format!("`{nearest}`"))
                    .then(format!("; the operations are {}", all.replace(" or ", " and "))),
                None => advice_on(field.field, item, &all),
            };
            let message = format!("{} is not an operation of a grant", shown(item));
            cx.report(field.resource(), finding_on(field.field, item, message).with_help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

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
        assert_eq!(with("opentelekomcloud_kms_grant_v1.a", "…-key"), 0);
        assert_eq!(with("opentelekomcloud_kms_grant_v1.a", "…-keys"), 1);
    }
}
