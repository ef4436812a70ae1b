//! `argument-missing`: a required argument is not set.

use crate::finding::{Draft, Identity, Severity};
use crate::resource::{Field, Group, Presence};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::spelling::one_of;
use crate::tables::Row;
use crate::value::Value;
use crate::view::Section;
use crate::view::field::count_of;

pub(crate) static RULE: Rule = Rule {
    name: "argument-missing",
    theme: Theme::Arguments,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "a required argument is not set",
    why: "Terraform finds most missing arguments, but not all: the operations of a grant are optional in the \
          provider's schema and required by the API. A request body has no schema at all.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-modifydiskdefaultkmskeyid",
        "https://docs.otc.t-systems.com/key-management-service/api-ref/apis/key_management_service/cmk_management/creating_a_grant.html",
    ],
    bad: examples!("argument-missing", "example-bad-1.json", "example-bad-2.tf"),
    good: examples!("argument-missing", "example-good.json"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for section in cx.view().sections() {
        if !section.subject.resource.notation.holds_computed {
            for (name, row) in section.rows {
                if !is_required(section, name, row) {
                    continue;
                }
                if is_absent(section.group, name) {
                    check_absent(cx, section, name, row);
                } else if let Some(field) = section.group.field(name).filter(|field| is_empty_list(field)) {
                    check_empty(cx, section, field, row);
                }
            }
        }
    }
}

fn is_required<'a>(section: &Section<'a>, name: &str, row: &'a Row) -> bool {
    let has_name = || row.name_on(section.subject.resource.notation, name).is_some();
    match section.subject.operation.filter(|_| section.row.is_none()) {
        Some(operation) if !section.subject.is_addition => operation.required.iter().any(|required| required == name),
        Some(operation) => {
            operation.fields.iter().any(|field| field == name) && section.limit(row, |row| row.required) == Some(true)
        }
        None => !row.read_only && section.limit(row, |row| row.required) == Some(true) && has_name(),
    }
}

/// Whether a list certainly has no items. What sets it to an empty one does not set it.
pub(crate) fn is_empty_list(field: &Field) -> bool {
    field.blocks().is_none() && count_of(field) == Some((0, false))
}

fn check_empty(cx: &mut RuleContext<'_>, section: &Section<'_>, field: &Field, row: &Row) {
    if section.limit(row, |row| row.count).and_then(|count| count.min).is_none() {
        return;
    }
    let message = format!("`{}` is empty, but needs at least one item", field.written);
    let mut finding =
        Draft::new(field.span(), message).with_help(format!("add at least one item to `{}`", field.written));
    if let Some(value) = field.value() {
        finding = finding.because(value);
    }
    finding.identity = Identity::of_field(&*field.name);
    cx.report_limit(section, Some(row), Severity::Error, finding);
}

/// Whether nothing is written for the field. An array without elements is something.
fn is_absent(group: &Group, name: &str) -> bool {
    let written = group.field(name).and_then(Field::value);
    group.presence(name) == Presence::Absent && written.is_none_or(Value::is_null)
}

/// So many allowed values are named.
const FEW: usize = 6;

fn check_absent(cx: &mut RuleContext<'_>, section: &Section<'_>, name: &str, row: &Row) {
    let name_here = section.name_here(name);
    let resource = section.subject.resource;
    let lacks = match section.name() {
        Some(block) => format!("a `{block}` block of `{}`", resource.display_name()),
        None => format!("`{}`", resource.display_name()),
    };
    let message = format!("{lacks} lacks the required argument `{name_here}`");
    let help = match section.limit(row, |row| row.values.as_deref()) {
        Some(values) if (1..=FEW).contains(&values.len()) => {
            format!("set `{name_here}` to {}", one_of(values.iter().map(String::as_str)))
        }
        _ => format!("set `{name_here}`"),
    };
    let mut finding = Draft::new(section.group.header, message).with_help(help);
    finding.identity = Identity::of_field(name);
    cx.report_limit(section, Some(row), Severity::Error, finding);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::limits::testing::{of_surface, request, terraform};
    use crate::rules::sample;
    use crate::surface::{crossplane, ros, terraform};

    #[test]
    fn it_points_at_the_start_of_what_lacks_it() {
        let findings = request("alibaba/CreateAlias").set("AliasName", "\"alias/a\"").check(&RULE);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].message, "`CreateAlias` lacks the required argument `KeyId`");
        assert!(findings[0].span.is_empty());
    }

    #[test]
    fn a_misspelled_name_is_not_missing_as_well() {
        let key = |name: &str| terraform("opentelekomcloud_kms_key_v1").set(name, "\"a\"").messages(&RULE).len();
        assert_eq!(key("key_alias"), 0);
        assert_eq!(key("key_aliass"), 0);
        assert_eq!(key("keyAlias"), 0);
        assert_eq!(key("name"), 1);
    }

    #[test]
    fn what_may_be_set_is_not_missing() {
        let alias =
            |value: &str| terraform("opentelekomcloud_kms_key_v1").set("key_alias", value).messages(&RULE).len();
        assert_eq!(alias("?"), 0);
        assert_eq!(alias("null"), 1);
    }

    #[test]
    fn an_empty_list_sets_nothing() {
        let grant = |operations: &str| {
            let grant = terraform("opentelekomcloud_kms_grant_v1").set("key_id", "?").set("grantee_principal", "?");
            grant.set("operations", operations).messages(&RULE)
        };
        assert_eq!(grant("[]"), ["`operations` is empty, but needs at least one item"]);
        assert!(grant("[\"describe-key\"]").is_empty());
        assert!(grant("?").is_empty());
    }

    #[test]
    fn an_array_without_elements_is_there() {
        let call = |bindings: &str| {
            let call = request("alibaba/UpdateKmsInstanceBindVpc").set("KmsInstanceId", "\"kst-a\"");
            call.set("BindVpcs", bindings).messages(&RULE).len()
        };
        assert_eq!((call("[]"), call("\"\""), call("null")), (0, 0, 1));
    }

    #[test]
    fn surfaces_require_different_arguments() {
        let lacking = |surface, name| of_surface(surface, name).messages(&RULE).len();
        assert_eq!(lacking(&terraform::NOTATION, "alicloud_kms_instance"), 3);
        assert_eq!(lacking(&ros::NOTATION, "ALIYUN::KMS::Instance"), 1);
        // References and selectors stand for what they resolve to.
        assert_eq!(lacking(&crossplane::NOTATION, "kms.alibabacloud.crossplane.io/Instance"), 0);
        let plan = r#"{"document": {"format_version": "1.2", "planned_values": {"root_module": {"resources": [
            {"address": "alicloud_kms_instance.a", "mode": "managed", "type": "alicloud_kms_instance", "name": "a",
             "values": {}}]}}}}"#;
        assert!(sample::lines(&RULE, plan).is_empty());
    }

    #[test]
    fn quotas_were_required_before_pay_as_you_go_existed() {
        let lacking = |versions| terraform("alicloud_kms_instance").versions(versions).messages(&RULE).len();
        assert_eq!(lacking(">=1.223.2"), 3);
        assert_eq!(lacking("<1.223.2"), 7);
    }
}
