//! `argument-unknown`: a name that the resource or the request does not have.

use std::collections::HashSet;

use crate::finding::{Draft, Fix, Identity, Severity};
use crate::resource::{Field, Role};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::spelling::{differ_by_spelling, nearest, one_of};
use crate::view::literal::rename;
use crate::view::{Horizon, Section, Subject};

pub(crate) static RULE: Rule = Rule {
    name: "argument-unknown",
    theme: Theme::Arguments,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "a name is not one of the resource's arguments",
    why: "Terraform refuses an argument that the resource does not have. An API ignores it, or says that a parameter \
          is missing: names are case-sensitive, and `KMSKeyId` of one operation is `KeyId` of another. Where the \
          configuration allows a provider that is newer than the one with which the tables were compared, a name that \
          resembles no known one is a warning: it may be new.",
    fixable: Fixable::Sometimes,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-modifydiskdefaultkmskeyid",
    ],
    bad: examples!("argument-unknown", "example-bad-1.tf", "example-bad-2.json"),
    good: examples!("argument-unknown", "example-good.json"),
    check,
};

/// So many names can be listed in an advice.
const FEW: usize = 12;

fn check(cx: &mut RuleContext<'_>) {
    // A saved plan was read by Terraform, and holds what the provider computes beside what is written.
    let is_judged =
        |section: &&Section<'_>| !section.subject.is_addition && !section.subject.resource.notation.holds_computed;
    for section in cx.view().sections().filter(is_judged) {
        check_timeouts(cx, section);
        let mut names: Option<Names<'_>> = None;
        for field in &section.group.fields {
            if !section.has(field) {
                check_unknown(cx, section, field, &mut names);
            } else if section.rows.get(&*field.name).is_some_and(|row| row.read_only)
                && is_written(&section.subject, field)
            {
                let message = format!("`{}` is set by the provider and cannot be written", field.written);
                let finding = Draft::new(field.name_span, message).with_help(format!("remove `{}`", field.written));
                cx.report_limit(section, None, Severity::Error, with_subject(finding, field));
            }
        }
    }
}

/// Reports times that a `timeouts` block sets for operations for which the provider takes none.
fn check_timeouts(cx: &mut RuleContext<'_>, section: &Section<'_>) {
    let subject = &section.subject;
    let Some(allowed) = subject.table.timeouts.as_ref().filter(|_| section.row.is_none()) else { return };
    let resource = subject.resource;
    let horizon = subject.horizon();
    let severity = if horizon == Horizon::Within { Severity::Error } else { Severity::Warning };
    for block in resource.meta.blocks("timeouts") {
        for field in block.fields.iter().filter(|field| !allowed.iter().any(|name| **name == *field.name)) {
            let (name, kind) = (&field.written, &resource.name);
            let message = format!("`{name}` is not a timeout of `{kind}`{}", horizon.as_of());
            let help = match allowed.is_empty() {
                true => "remove the block: this resource has no timeouts".to_owned(),
                false => format!("remove `{name}`, or write {}", one_of(allowed.iter().map(String::as_str))),
            };
            let finding = Draft::new(field.name_span, message).with_help(help);
            cx.report_limit(section, None, severity, with_subject(finding, field));
        }
    }
}

/// A null is as good as nothing, also for what cannot be written.
fn is_written(subject: &Subject<'_>, field: &Field) -> bool {
    subject.resource.role != Role::Saved && field.value().is_none_or(|value| !value.is_null())
}

/// The names of a section, which are laid out once for all fields that it does not have.
struct Names<'a> {
    /// What may be written.
    writable: Vec<String>,
    written: HashSet<&'a str>,
}

impl<'a> Names<'a> {
    fn of(section: &Section<'a>) -> Self {
        let writable = section.writable_names().into_iter().map(|(written, _)| written).collect();
        Self { writable, written: section.group.fields.iter().map(|field| &*field.written).collect() }
    }
}

fn check_unknown<'a>(cx: &mut RuleContext<'_>, section: &Section<'a>, field: &Field, names: &mut Option<Names<'a>>) {
    let subject = &section.subject;
    let mistake = section.mistake(field);
    let is_open = is_open(section) && mistake.is_none();
    // What may be something else is a mistake where it is a known name but for capitals.
    let is_known_name = || {
        let meant = section.group.meant_by(field).filter(|_| section.row.is_none());
        meant.is_some_and(|meant| differ_by_spelling(&field.written, &section.name_here(meant)))
    };
    if section.is_common(field) || is_open && !is_known_name() {
        return;
    }
    let names = names.get_or_insert_with(|| Names::of(section));
    let near = section.group.meant_by(field).map(|meant| section.name_here(meant));
    // A name close to a known one is hardly a new argument, also where that is written as well.
    let twin = nearest(&field.written, names.writable.iter().map(String::as_str)).filter(|_| near.is_none());
    let horizon = if near.is_some() || twin.is_some() { Horizon::Within } else { subject.horizon() };
    let message = format!("`{}` is not an argument of {}{}", field.written, described(section), horizon.as_of());
    let help = match (&near, twin) {
        (Some(near), _) => format!("write `{near}`"),
        (None, Some(twin)) => format!("remove `{}`: `{twin}` is set already", field.written),
        (None, None) if names.writable.is_empty() || names.writable.len() > FEW => {
            format!("remove `{}`", field.written)
        }
        (None, None) => {
            let mut names: Vec<&str> = names.writable.iter().map(String::as_str).collect();
            names.sort_unstable();
            format!("remove `{}`, or write {}", field.written, one_of(names))
        }
    };
    let mut finding = Draft::new(field.name_span, message).with_help(help);
    if let Some(near) = near.filter(|near| differ_by_spelling(&field.written, near) || mistake.is_some())
        && !names.written.contains(near.as_str())
    {
        finding.fix = rename(field, &near).map(|edit| Fix::safe(format!("rename to `{near}`"), vec![edit]));
    }
    let is_certain = subject.resource.is_named && horizon == Horizon::Within;
    let severity = if is_certain && !is_open { Severity::Error } else { Severity::Warning };
    cx.report_limit(section, None, severity, with_subject(finding, field));
}

fn is_open(section: &Section<'_>) -> bool {
    match section.row {
        // Members of a value that has no rows are not described.
        Some(row) => row.fields.is_empty() || section.limit(row, |row| row.open) == Some(true),
        None => section.subject.table.open,
    }
}

fn described(section: &Section<'_>) -> String {
    let subject = &section.subject;
    match section.name() {
        Some(block) => format!("`{block}` in `{}`", subject.resource.name),
        None if subject.resource.role == Role::Read => format!("the data source `{}`", subject.resource.name),
        None => format!("`{}`", subject.resource.name),
    }
}

fn with_subject(mut finding: Draft, field: &Field) -> Draft {
    finding.identity = Identity::of_field(&*field.written);
    finding
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::limits::testing::{request, terraform};
    use crate::rules::sample;

    #[test]
    fn the_nearest_name_is_suggested() {
        let findings = terraform("opentelekomcloud_kms_key_v1").set("key_aliass", "\"a\"").check(&RULE);
        assert_eq!(findings[0].message, "`key_aliass` is not an argument of `opentelekomcloud_kms_key_v1`");
        assert_eq!(findings[0].plain_help().as_deref(), Some("write `key_alias`"));
        assert!(findings[0].fix.is_none());
    }

    #[test]
    fn a_name_that_differs_by_case_is_renamed() {
        let findings = request("otc/create-key").set("keyAlias", "\"a\"").check(&RULE);
        assert_eq!(findings[0].fix.as_ref().unwrap().edits[0].text, "key_alias");
        let both = request("otc/create-key").set("keyAlias", "\"a\"").set("key_alias", "\"a\"").check(&RULE);
        assert!(both[0].fix.is_none());
    }

    #[test]
    fn bodies_that_are_recognised_by_shape_are_less_certain() {
        let found = sample::lines(&RULE, r#"{"document": {"key_id": "k", "pending_days": "7", "reason": "x"}}"#);
        assert!(found[0].starts_with("warning"), "{found:?}");
        let findings = request("otc/create-key").set("alias", "\"a\"").check(&RULE);
        assert_eq!(findings[0].severity, Severity::Error);
    }

    #[test]
    fn parameters_of_every_request_are_known() {
        let call = request("alibaba/CreateAlias").set("Version", "\"2016-01-20\"").set("RegionId", "\"cn-hangzhou\"");
        assert!(call.messages(&RULE).is_empty());
    }

    #[test]
    fn a_field_of_another_operation_is_unknown() {
        let call = request("alibaba/CreateAlias").set("KeyId", "\"a\"").messages(&RULE);
        assert!(call.is_empty());
        let call = request("otc/enable-key").set("key_alias", "\"a\"").messages(&RULE);
        assert_eq!(call, ["`key_alias` is not an argument of `enable-key`"]);
    }

    #[test]
    fn members_of_an_association_are_judged_where_the_schema_is_terraforms() {
        let terraform = terraform("alicloud_kms_instance").block("bind_vpcs", &[("vswitch", "\"a\"")]).messages(&RULE);
        assert_eq!(terraform, ["`vswitch` is not an argument of `bind_vpcs` in `alicloud_kms_instance`"]);
        let pulumi = r#"{"document": {"name": "x", "runtime": "yaml", "resources": {"a": {"type": "alicloud:kms:Instance",
            "properties": {"bindVpcs": [{"vSwitchId": "a"}]}}}}}"#;
        assert!(sample::lines(&RULE, pulumi).is_empty());
    }

    #[test]
    fn what_the_provider_sets_cannot_be_written() {
        let status = terraform("alicloud_kms_instance").set("status", "\"Connected\"").messages(&RULE);
        assert_eq!(status, ["`status` is set by the provider and cannot be written"]);
        assert!(terraform("alicloud_kms_instance").set("status", "null").messages(&RULE).is_empty());
        let plan = r#"{"document": {"format_version": "1.2", "planned_values": {"root_module": {"resources": [
            {"address": "alicloud_kms_instance.a", "mode": "managed", "type": "alicloud_kms_instance", "name": "a",
             "values": {"status": "Connected"}}]}}}}"#;
        assert!(sample::lines(&RULE, plan).is_empty());
    }

    #[test]
    fn a_documented_name_that_the_schema_lacks_is_renamed_also_in_an_open_table() {
        let findings = terraform("opentelekomcloud_obs_bucket_object").set("sse_kms_key_id", "?").check(&RULE);
        assert_eq!(findings[0].fix.as_ref().unwrap().edits[0].text, "kms_key_id");
        assert!(terraform("opentelekomcloud_obs_bucket_object").set("anything", "?").messages(&RULE).is_empty());
        assert!(terraform("opentelekomcloud_s3_bucket_object").set("sse_kms_key_id", "?").messages(&RULE).is_empty());
    }

    #[test]
    fn names_of_another_provider_are_unknown() {
        for name in ["key_usage", "key_algorithm", "key_spec", "region", "description", "alias"] {
            assert_eq!(terraform("opentelekomcloud_kms_key_v1").set(name, "?").messages(&RULE).len(), 1, "{name}");
        }
        for name in ["key_usage", "key_algorithm", "region"] {
            assert!(terraform("huaweicloud_kms_key").set(name, "?").messages(&RULE).is_empty(), "{name}");
        }
        // Early versions only computed it, and later ones read it.
        assert!(terraform("opentelekomcloud_kms_key_v1").set("origin", "\"external\"").messages(&RULE).is_empty());
    }
}
