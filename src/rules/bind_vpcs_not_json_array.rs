//! `bind-vpcs-not-json-array`: BindVpcs does not hold a JSON array of objects.

use crate::finding::{Draft, Edit, Fix, Severity};
use crate::resource::{Field, Resource, Role};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::source::Span;
use crate::syntax::SyntaxError;
use crate::syntax::embedded;
use crate::syntax::node::{Node, NodeKind};
use crate::syntax::text::Text;
use crate::value::{Value, ValueKind};
use crate::view::finding::{finding_inside, finding_on};
use crate::view::ids::without_placeholders;
use crate::view::instance::{INSTANCE, bindings_field};
use crate::view::value::is_template;

pub(crate) static RULE: Rule = Rule {
    name: "bind-vpcs-not-json-array",
    theme: Theme::Vpcs,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "`BindVpcs` does not hold a JSON array of objects",
    why: "`BindVpcs` is a string that holds a JSON array with one object for each VPC. A check of the body around it \
          does not see that a bracket is missing inside the string. The finding points at the place inside the \
          string.",
    fixable: Fixable::Sometimes,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-updatekmsinstancebindvpc",
    ],
    bad: examples!("bind-vpcs-not-json-array", "example-bad-1.json", "example-bad-2.yaml"),
    good: examples!("bind-vpcs-not-json-array", "example-good.json"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written(INSTANCE).filter(|resource| resource.role == Role::Operation) {
        let Some((field, blocks)) = bindings_field(resource) else { continue };
        let Some(value) = &blocks.raw else { continue };
        match &value.kind {
            ValueKind::Null => {}
            ValueKind::Unknown(_) => resource.ask(&field.written, value),
            ValueKind::String(text) if is_template(resource.notation, text.known_bytes()) => {}
            ValueKind::String(text) => check_text(cx, resource, field, value, text),
            ValueKind::Sequence(sequence) => {
                for item in sequence.items.iter().filter(|item| !item.is_unknown() && item.as_mapping().is_none()) {
                    let message = format!("an element of `{}` is {}, not an object", field.written, item.describe());
                    cx.report(resource, finding_on(field, item, message).with_help(ELEMENT));
                }
            }
            _ => {
                let message = format!("`{}` is {}, not a JSON array", field.written, value.describe());
                cx.report(resource, finding_on(field, value, message).with_help(ARRAY));
            }
        }
    }
}

const ARRAY: &str = "write an array with one object for each VPC, in a string";
const ELEMENT: &str = "write one object with `VpcId`, `VSwitchId`, `RegionId` and `VpcOwnerId` for each VPC";

fn check_text(cx: &mut RuleContext<'_>, resource: &Resource, field: &Field, value: &Value, text: &Text) {
    // Samples that were copied with their asterisks are read as if an id stood there: they have a rule of their own.
    let filled = without_placeholders(text);
    let parsed = embedded::json(filled.as_ref().unwrap_or(text));
    if parsed.is_undecided {
        return;
    }
    let name = &field.written;
    if text.known().is_some_and(|text| text.trim().is_empty()) {
        // There is no place inside to point at.
        cx.report(resource, finding_on(field, value, format!("`{name}` is an empty string")).with_help(ARRAY));
        return;
    }
    if let Some(error) = parsed.errors.first() {
        // An old page on the command line tool allows Python-like quotes for other APIs.
        let is_python_like = text.known_bytes().contains('\'') && !text.known_bytes().contains('"');
        let is_tolerated = resource.notation.passes_a_shell && is_python_like;
        let severity = if is_tolerated { Severity::Warning } else { Severity::Error };
        let mut finding = unreadable(field, value, error);
        let has_no_quotes = !text.known_bytes().contains(['"', '\'']);
        if resource.notation.passes_a_shell && has_no_quotes && text.known_bytes().contains(['{', '[']) {
            finding.help = Some("put the whole value in single quotes: the shell removes bare double quotes".into());
        }
        // A sample that was copied out of a JSON string.
        if text.known_prefix().trim_start().starts_with("[{\\\"") {
            finding.help = Some("leave the backslashes before the quotes out: nothing removes them here".into());
        }
        cx.report_as(severity, resource, finding);
        return;
    }
    let Some(document) = parsed.documents.first() else { return };
    match &document.kind {
        NodeKind::Unknown | NodeKind::Error => {}
        NodeKind::Sequence(items) => {
            for item in items.iter().filter(|item| !is_object(item)) {
                let message = format!("an element of `{name}` is {}, not an object", item.describe());
                cx.report(resource, finding_inside(field, value, item.span, message).with_help(ELEMENT));
            }
        }
        NodeKind::Mapping(_) => {
            let message = format!("`{name}` holds an object, not an array of objects");
            let mut finding =
                finding_inside(field, value, document.span, message).with_help("put it in brackets: `[{…}]`");
            finding.fix = in_brackets(value, text, document.span);
            cx.report(resource, finding);
        }
        _ => {
            let message = format!("`{name}` holds {}, not an array of objects", document.describe());
            cx.report(resource, finding_inside(field, value, document.span, message).with_help(ARRAY));
        }
    }
}

fn is_object(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Mapping(_) | NodeKind::Unknown | NodeKind::Error)
}

fn unreadable(field: &Field, value: &Value, error: &SyntaxError) -> Draft {
    let mut finding =
        finding_inside(field, value, error.span, format!("`{}` is not a JSON array: {}", field.written, error.message));
    finding.help = error.help.clone().map(Into::into);
    if let Some((span, message)) = &error.related {
        finding = finding.with_label(*span, message.clone());
    }
    finding
}

/// Brackets need no escaping in any string, but in a URL they are encoded like the brace that they stand before.
fn in_brackets(value: &Value, text: &Text, object: Span) -> Option<Fix> {
    let is_here = value.origin.is_none() && value.span?.contains(object);
    let brace = text.known_bytes().find('{')?;
    let is_encoded = text.span_of(brace..brace + 1).len() == "%7B".len();
    let [open, close] = if is_encoded { ["%5B", "%5D"] } else { ["[", "]"] };
    let end = Span { start: object.end, ..object };
    let edits = vec![Edit::new(object.at_start(), open.to_owned()), Edit::new(end, close.to_owned())];
    is_here.then(|| Fix::safe("put the object in an array", edits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::{check as found, lines};

    fn holding(json: &str) -> String {
        let escaped = json.replace('"', "\\\"");
        format!(r#"{{"alibaba/UpdateKmsInstanceBindVpc": {{"BindVpcs": "{escaped}"}}}}"#)
    }

    #[test]
    fn arrays_of_objects_are_fine() {
        for json in ["[]", "[{}]", r#"[{"VpcId":"a"},{"VpcId":"b"}]"#] {
            assert!(lines(&RULE, &holding(json)).is_empty(), "{json}");
        }
        assert!(lines(&RULE, r#"{"alibaba/UpdateKmsInstanceBindVpc": {"BindVpcs": [{"VpcId": "a"}]}}"#).is_empty());
    }

    #[test]
    fn a_lone_object_can_be_put_into_brackets() {
        let found = &found(&RULE, &holding(r#"{"VpcId":"a"}"#))[0];
        assert_eq!(found.message, "`BindVpcs` holds an object, not an array of objects");
        assert_eq!(found.at, r#"{\"VpcId\":\"a\"}"#);
        assert_eq!(found.fixed.as_deref(), Some(holding(r#"[{"VpcId":"a"}]"#).as_str()));
    }

    #[test]
    fn other_values_are_named() {
        let message = |json: &str| found(&RULE, &holding(json))[0].message.clone();
        assert_eq!(message(""), "`BindVpcs` is an empty string");
        assert_eq!(message("7"), "`BindVpcs` holds a number, not an array of objects");
        assert_eq!(message(r#"["vpc-a"]"#), "an element of `BindVpcs` is a string, not an object");
        assert!(message(r#"[{"VpcId":"a"}"#).starts_with("`BindVpcs` is not a JSON array: "));
        let native = found(&RULE, r#"{"alibaba/UpdateKmsInstanceBindVpc": {"BindVpcs": {"VpcId": "a"}}}"#);
        assert_eq!(native[0].message, "`BindVpcs` is an object, not a JSON array");
    }

    #[test]
    fn an_empty_string_is_wrong_as_a_whole() {
        for json in ["", " "] {
            assert_eq!(found(&RULE, &holding(json))[0].at, format!("\"{json}\""));
        }
    }

    #[test]
    fn masked_samples_have_a_rule_of_their_own() {
        assert!(lines(&RULE, &holding(r#"[{"VpcId":"vpc-****","VpcOwnerId":120708975881****}]"#)).is_empty());
        assert!(lines(&RULE, &holding(r#"[{"VpcOwnerId":<account>}]"#)).is_empty());
        assert_eq!(
            lines(&RULE, &holding(r#"[{"VpcOwnerId":120708975881****}"#)).len(),
            1,
            "the bracket is missing, too"
        );
    }

    #[test]
    fn what_is_filled_in_later_is_not_judged() {
        for json in ["${BIND_VPCS}", "{{ bind_vpcs }}", "[$ENTRIES]"] {
            assert!(lines(&RULE, &holding(json)).is_empty(), "{json}");
        }
        assert!(lines(&RULE, r#"{"alibaba/UpdateKmsInstanceBindVpc": {"BindVpcs": null}}"#).is_empty());
    }
}
