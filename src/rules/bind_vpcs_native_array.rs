//! `bind-vpcs-native-array`: BindVpcs is an array where the API takes a string that holds one.

use crate::finding::Severity;
use crate::resource::{Role, Taker};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::finding::finding_on;
use crate::view::instance::{INSTANCE, bindings_field};

pub(crate) static RULE: Rule = Rule {
    name: "bind-vpcs-native-array",
    theme: Theme::Vpcs,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "`BindVpcs` is an array where the API takes a string that holds one",
    why: "The parameter `BindVpcs` is a string that holds a JSON array. Sent as an array it reaches the API in \
          another form or not at all, unless the tool that sends the body turns it into a string.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-updatekmsinstancebindvpc",
    ],
    bad: examples!("bind-vpcs-native-array", "example-bad.json"),
    good: examples!("bind-vpcs-native-array", "example-good.yaml"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written(INSTANCE).filter(|resource| resource.role == Role::Operation) {
        let Some((field, value)) =
            bindings_field(resource).and_then(|(field, blocks)| Some((field, blocks.raw.as_ref()?)))
        else {
            continue;
        };
        if resource.notation.taker == Taker::Api && value.as_sequence().is_some() {
            let message =
                format!("`{}` is an array, but the API takes a string that holds a JSON array", field.written);
            let help = "put the array in a string, with its quotes escaped";
            cx.report(resource, finding_on(field, value, message).with_help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn only_requests_take_a_string() {
        let request = r#"{"alibaba/UpdateKmsInstanceBindVpc": {"BindVpcs": []}}"#;
        assert_eq!(
            lines(&RULE, request),
            ["warning []: `BindVpcs` is an array, but the API takes a string that holds a JSON array"]
        );
        assert!(lines(&RULE, r#"{"alibaba/UpdateKmsInstanceBindVpc": {"BindVpcs": "[]"}}"#).is_empty());
        assert!(lines(&RULE, r#"{"alicloud_kms_instance.a": {"bind_vpcs": []}}"#).is_empty());
        assert!(lines(&RULE, r#"{"saved": {"InstanceId": "kst-a", "BindVpcs": []}}"#).is_empty());
    }
}
