//! `disk-encryption-incomplete`: a volume has encryption without a key, or a key without encryption.

use crate::finding::Severity;
use crate::resource::Resource;
use crate::rule::{Fixable, Rule, RuleContext, examples};
use crate::value::Value;
use crate::view::cloud::Cloud;
use crate::view::finding::finding_on;

pub(crate) static RULE: Rule = Rule {
    name: "disk-encryption-incomplete",
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "a volume has encryption without a key, or a key without encryption",
    why: "In the metadata of a volume `__system__encrypted` and `__system__cmkid` belong together: one without the other is \
          refused, or leaves the volume unencrypted.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://registry.terraform.io/providers/opentelekomcloud/opentelekomcloud/latest/docs/resources/blockstorage_volume_v2",
    ],
    bad: examples!("disk-encryption-incomplete", "example-bad.tf"),
    good: examples!("disk-encryption-incomplete", "example-good.tf"),
    check,
};

const SWITCH: &str = "__system__encrypted";
const KEY: &str = "__system__cmkid";

fn check(cx: &mut RuleContext<'_>) {
    let is_concerned =
        |resource: &&Resource| resource.is_written() && Cloud::of(resource).is_some_and(Cloud::is_huawei_family);
    for resource in cx.resources().iter().filter(is_concerned) {
        let Some((field, value)) = resource.body.written("metadata") else {
            continue;
        };
        let Some(mapping) = value.as_mapping().filter(|mapping| !mapping.is_open) else { continue };
        let member = |name: &str| mapping.members.get(name).filter(|member| !member.value.is_null());
        let is = |value: &Value, text: &str| {
            value.as_str() == Some(text) || value.as_number().is_some_and(|number| number.to_string() == text)
        };
        let (place, message, help) = match (member(SWITCH), member(KEY)) {
            (Some(switch), None) if is(&switch.value, "1") => (
                &switch.value,
                format!("`{SWITCH}` is `1`, but there is no `{KEY}`"),
                format!("add `{KEY}` with the id of a key"),
            ),
            (None, Some(key)) if names_a_key(&key.value) => {
                (&key.value, format!("`{KEY}` has no effect without `{SWITCH}`"), format!("add `{SWITCH} = \"1\"`"))
            }
            (Some(switch), Some(key)) if is(&switch.value, "0") && names_a_key(&key.value) => (
                &switch.value,
                format!("`{SWITCH}` is `0`, but `{KEY}` names a key"),
                format!("set `{SWITCH}` to `\"1\"`"),
            ),
            _ => continue,
        };
        cx.report(resource, finding_on(field, place, message).with_help(help));
    }
}

/// Whether a key is certainly named: by a text, or by the id of a resource that is made. A variable may be empty.
fn names_a_key(value: &Value) -> bool {
    match value.is_unknown() {
        true => value.symbol().is_some(),
        false => value.as_str() != Some(""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn both_belong_together() {
        let with = |metadata: &str| {
            lines(&RULE, &format!(r#"{{"opentelekomcloud_blockstorage_volume_v2.a": {{"metadata": {{{metadata}}}}}}}"#))
                .len()
        };
        assert_eq!(with(r#""__system__encrypted": "1""#), 1);
        assert_eq!(with(r#""__system__cmkid": "k""#), 1);
        assert_eq!(with(r#""__system__encrypted": "0", "__system__cmkid": "k""#), 1);
        assert_eq!(with(r#""__system__encrypted": "1", "__system__cmkid": "k""#), 0);
        assert_eq!(with(r#""__system__encrypted": "0""#), 0);
        assert_eq!(with(r#""__system__encrypted": "0", "__system__cmkid": """#), 0);
        assert_eq!(with(r#""owner": "me""#), 0);
        let volume = r#"{"flexibleengine_blockstorage_volume_v2.a": {"metadata": {"__system__encrypted": "1"}}}"#;
        assert_eq!(lines(&RULE, volume).len(), 1);
    }
}
