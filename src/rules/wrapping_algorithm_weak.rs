//! `wrapping-algorithm-weak`: key material is wrapped with an old algorithm.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::cloud::of_huawei_family;
use crate::view::finding::{finding_on_named, setting_of};
use crate::view::instance::name_on;

pub(crate) static RULE: Rule = Rule {
    name: "wrapping-algorithm-weak",
    theme: Theme::Keys,
    severity: Severity::Info,
    is_on_by_default: true,
    summary: "key material is wrapped with an algorithm that should no longer be used",
    why: "PKCS #1 v1.5 can be attacked through its padding, and SHA-1 is no longer recommended. Some hardware modules offer \
          nothing else.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://docs.otc.t-systems.com/key-management-service/api-ref/apis/key_management_service/cmk_management/",
    ],
    bad: examples!("wrapping-algorithm-weak", "example-bad.json"),
    good: examples!("wrapping-algorithm-weak", "example-good.json"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in of_huawei_family(cx, "kms_key_material") {
        let Some(algorithm) = resource.body.known_str("wrapping_algorithm") else { continue };
        if matches!(algorithm, "RSAES_PKCS1_V1_5" | "RSAES_OAEP_SHA_1") {
            let message = format!("`{algorithm}` is weak and should no longer be used");
            let finding = finding_on_named(&resource.body, "wrapping_algorithm", message);
            let name = name_on(cx, resource, &["wrapping_algorithm"]);
            let help = setting_of(&resource.body, "wrapping_algorithm", &name).set_to("`RSAES_OAEP_SHA_256`");
            let help = help.then(" if your hardware module has it");
            cx.report(resource, finding.with_help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn old_algorithms_are_reported() {
        let with = |algorithm: &str| {
            lines(&RULE, &format!(r#"{{"otc/get-parameters-for-import": {{"wrapping_algorithm": "{algorithm}"}}}}"#))
                .len()
        };
        assert_eq!((with("RSAES_PKCS1_V1_5"), with("RSAES_OAEP_SHA_1"), with("RSAES_OAEP_SHA_256")), (1, 1, 0));
    }
}
