//! `argument-deprecated`: an argument that has another name now.

use crate::finding::{Draft, Edit, Fix, Identity, Severity};
use crate::resource::Presence;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::tables::Deprecation;
use crate::value::Value;
use crate::view::FieldView;
use crate::view::literal::{rename, replace_by_string};
use crate::view::value::spells;

pub(crate) static RULE: Rule = Rule {
    name: "argument-deprecated",
    theme: Theme::Arguments,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "an argument is deprecated",
    why: "A provider keeps old names for a while and then removes them, and the documentation describes only the new \
          ones.",
    fixable: Fixable::Sometimes,
    options: &[],
    sources: &["https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/kms_key"],
    bad: examples!("argument-deprecated", "example-bad.tf"),
    good: examples!("argument-deprecated", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for field in cx.view().fields() {
        let Some(deprecation) = field.limit(|row| row.deprecated.as_ref()) else { continue };
        // A plan repeats old and new names, whichever was written.
        if field.resource().notation.holds_computed || field.section.group.presence(field.name) == Presence::Absent {
            continue;
        }
        if !is_too_early(field, deprecation) {
            let finding = finding(field, deprecation);
            cx.report_limit(&field.section, Some(field.row), Severity::Warning, finding);
        }
    }
}

/// Whether every provider that the configuration allows has the old name only.
fn is_too_early(field: &FieldView<'_>, deprecation: &Deprecation) -> bool {
    let versions = field.resource().versions.as_deref();
    versions.zip(deprecation.since.as_ref()).is_some_and(|(versions, since)| versions.all_older_than(since))
}

fn finding(field: &FieldView<'_>, deprecation: &Deprecation) -> Draft {
    // Other surfaces number their versions otherwise.
    let since = deprecation.since.as_ref().filter(|_| field.resource().notation.is_configuration);
    let since = since.map(|since| format!(" since provider version {since}")).unwrap_or_default();
    let mut finding = Draft::new(field.field.name_span, format!("`{}` is deprecated{since}", field.written()));
    finding.identity = Identity::of_field(field.path());
    let Some(newer) = &deprecation.r#use else { return finding };
    let name = field.section.name_here(newer);
    finding.help = Some(format!("write `{name}` instead").into());
    let versions = field.resource().versions.as_deref();
    let first = field.section.rows.get(&**newer).and_then(|row| row.since.as_ref());
    if let Some((_, first)) = versions.zip(first).filter(|(versions, first)| versions.some_older_than(first)) {
        finding.help = Some(format!("write `{name}` instead, and require provider version `>= {first}`").into());
        return finding;
    }
    if field.section.group.fields.iter().any(|other| *other.written == *name) || is_excluded(field, newer) {
        return finding;
    }
    let Some(renamed) = rename(field.field, &name) else { return finding };
    let mut edits = vec![renamed];
    edits.extend(ignored(field).filter_map(|item| Some(Edit::over(item.span?, field.written(), &*name))));
    if !deprecation.values.is_empty() {
        let Some(value) = field.field.value() else { return finding };
        let new = deprecation.values.iter().find(|(old, _)| spells(value, old) == Some(true));
        let Some((_, new)) = new else { return finding };
        finding.help = Some(format!("write `{}` instead", field.section.assignment(newer, new)).into());
        let Some(edit) = replace_by_string(field, value, new) else { return finding };
        edits.push(edit);
    }
    finding.with_fix(Fix::safe(format!("use `{name}`"), edits))
}

/// Whether something else that is set, or may be, cannot be set beside the newer argument.
fn is_excluded(field: &FieldView<'_>, newer: &str) -> bool {
    let section = &field.section;
    let conflicts_of = |name: &str| {
        let row = section.rows.get(name);
        row.and_then(|row| section.limit(row, |row| row.conflicts.as_deref())).unwrap_or_default()
    };
    let mut others = section.group.fields.iter().filter(|other| *other.name != *field.name);
    others.any(|other| {
        let are_apart = conflicts_of(newer).iter().any(|name| **name == *other.name)
            || conflicts_of(&other.name).iter().any(|name| **name == *newer);
        are_apart && section.group.presence(&other.name) != Presence::Absent
    })
}

/// The items of `ignore_changes` that name the argument.
fn ignored<'a>(field: &FieldView<'a>) -> impl Iterator<Item = &'a Value> {
    let is_top_level = field.section.row.is_none();
    let lifecycles = field.resource().meta.blocks("lifecycle").iter().filter(move |_| is_top_level);
    let lists = lifecycles.filter_map(|lifecycle| lifecycle.value("ignore_changes"));
    let written = field.written();
    lists.flat_map(Value::items).filter(move |item| item.as_str() == Some(written))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::limits::testing::terraform;

    #[test]
    fn an_exact_rename_is_a_fix() {
        let findings = terraform("alicloud_kms_key").set("deletion_window_in_days", "30").check(&RULE);
        assert_eq!(findings[0].message, "`deletion_window_in_days` is deprecated since provider version 1.85.0");
        assert_eq!(findings[0].fix.as_ref().unwrap().edits[0].text, "pending_window_in_days");
    }

    #[test]
    fn a_value_that_has_another_form_now_is_rewritten() {
        let findings = terraform("alicloud_kms_key").set("is_enabled", "true").check(&RULE);
        assert_eq!(findings[0].plain_help().as_deref(), Some("write `status = \"Enabled\"` instead"));
        let edits = &findings[0].fix.as_ref().unwrap().edits;
        assert_eq!((&*edits[0].text, &*edits[1].text), ("status", "\"Enabled\""));
        let findings = terraform("alicloud_kms_key").set("is_enabled", "?").check(&RULE);
        assert!(findings[0].fix.is_none());
    }

    #[test]
    fn a_name_that_is_there_already_is_not_written_twice() {
        let findings = terraform("alicloud_kms_key")
            .set("deletion_window_in_days", "30")
            .set("pending_window_in_days", "30")
            .check(&RULE);
        assert!(findings[0].fix.is_none());
    }

    #[test]
    fn providers_that_lack_the_new_name_keep_the_old_one() {
        let old = |versions| terraform("alicloud_kms_key").set("deletion_window_in_days", "30").versions(versions);
        assert!(old("<1.85.0").messages(&RULE).is_empty());
        assert_eq!(old("<=1.85.0").messages(&RULE).len(), 1);
    }
}
