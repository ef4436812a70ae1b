//! `bind-vpcs-empty`: a request removes every association.

use crate::finding::Severity;
use crate::resource::Role;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::finding::finding_on;
use crate::view::instance::{INSTANCE, bindings_field};

pub(crate) static RULE: Rule = Rule {
    name: "bind-vpcs-empty",
    theme: Theme::Vpcs,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "an empty `BindVpcs` removes every association",
    why: "A call of UpdateKmsInstanceBindVpc replaces all associations. With an empty array none is left, and every \
          VPC but the one in which the instance resides loses access to its keys.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-updatekmsinstancebindvpc",
    ],
    bad: examples!("bind-vpcs-empty", "example-bad.json"),
    good: examples!("bind-vpcs-empty", "example-good.json"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written(INSTANCE).filter(|resource| resource.role == Role::Operation) {
        let Some((field, blocks)) = bindings_field(resource) else { continue };
        let Some(value) = blocks.raw.as_ref().filter(|value| !value.is_null()) else { continue };
        if blocks.groups.is_empty() && !blocks.is_open {
            let message = format!("an empty `{}` removes every associated VPC", field.written);
            let help = "list every VPC that is to keep its access";
            cx.report(resource, finding_on(field, value, message).with_help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    fn request(value: &str) -> usize {
        lines(&RULE, &format!(r#"{{"alibaba/UpdateKmsInstanceBindVpc": {{"BindVpcs": {value}}}}}"#)).len()
    }

    #[test]
    fn only_an_array_without_elements_is_empty() {
        assert_eq!(request("\"[]\""), 1);
        assert_eq!(request("[]"), 1);
        assert_eq!(request("\" [ ] \""), 1);
        for value in ["\"\"", "null", "\"[{}]\"", "\"[\"", "\"{}\"", "\"${BINDINGS}\""] {
            assert_eq!(request(value), 0, "{value}");
        }
    }

    #[test]
    fn terraform_without_bindings_is_the_usual_case() {
        assert!(lines(&RULE, r#"{"alicloud_kms_instance.a": {"bind_vpcs": []}}"#).is_empty());
    }
}
