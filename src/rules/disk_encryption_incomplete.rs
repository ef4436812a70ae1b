//! `disk-encryption-incomplete`: a volume has encryption without a key, or a key without encryption.

use std::sync::Arc;

use crate::finding::{Draft, Identity, Severity};
use crate::resource::Field;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::tables::{Condition, Row, Test};
use crate::value::{Mapping, Value};
use crate::view::finding::finding_on;
use crate::view::value::spells;

pub(crate) static RULE: Rule = Rule {
    name: "disk-encryption-incomplete",
    theme: Theme::Consumers,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "a volume has encryption without a key, or a key without encryption",
    why: "In the metadata of a volume `__system__encrypted` and `__system__cmkid` belong together: one without the other is \
          refused, or leaves the volume unencrypted. The same is true of the three `#sfs_crypt_…` keys in the metadata of \
          a file system.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://registry.terraform.io/providers/opentelekomcloud/opentelekomcloud/latest/docs/resources/blockstorage_volume_v2",
    ],
    bad: examples!("disk-encryption-incomplete", "example-bad.tf"),
    good: examples!("disk-encryption-incomplete", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    let fields =
        cx.view().fields().iter().filter(|field| field.resource().is_written() && !field.row.fields.is_empty());
    for field in fields {
        let judged = field.row.fields.iter().filter(|(_, row)| row.judged_by.as_deref() == Some(RULE.name));
        let Some(value) = field.field.value().filter(|_| judged.clone().next().is_some()) else { continue };
        field.resource().ask(field.name, value);
        let Some(members) = value.as_mapping().filter(|members| !members.is_open) else { continue };
        let described = || judged.clone().find_map(|(name, row)| describe(field.field, value, members, name, row));
        let finding = lacking(field.field, value, members, judged.clone()).or_else(described);
        if let Some(finding) = finding {
            cx.report_limit(&field.section, Some(field.row), RULE.severity, finding);
        }
    }
}

/// The members that are missing beside one that is useless without them.
fn lacking<'r>(
    field: &Field,
    value: &Value,
    members: &Mapping,
    judged: impl Iterator<Item = (&'r Arc<str>, &'r Row)>,
) -> Option<Draft> {
    for (name, row) in judged {
        let Some(member) = members.members.get(name).filter(|member| is_given(&member.value)) else {
            continue;
        };
        let is_missing =
            |condition: &&Condition| condition.test == Test::Set && holds(members, condition) == Some(false);
        let missing: Vec<String> = row
            .requires
            .iter()
            .flatten()
            .filter(is_missing)
            .map(|condition| format!("`{}`", condition.field))
            .collect();
        if !missing.is_empty() {
            let missing = missing.join(" and ");
            let message = format!("`{}` lacks {missing}, without which `{name}` has no effect", field.written);
            let finding = on_start(field, value, message, (name, &member.value));
            return Some(finding.with_help(format!("add {missing}")));
        }
    }
    None
}

/// What is missing in a map stands where that begins, beside the member that asks for it.
fn on_start(field: &Field, map: &Value, message: String, (name, asking): (&str, &Value)) -> Draft {
    let mut finding = Draft::new(map.span.unwrap_or(field.name_span).at_start(), message);
    finding.identity = Identity::of_field(&*field.written);
    finding.because(map).with_label(asking.span.unwrap_or(field.name_span), format!("`{name}` is set here"))
}

/// What is incomplete about a member: something that needs it is there without it, or it is there without what it needs.
fn describe(field: &Field, map: &Value, members: &Mapping, name: &str, row: &Row) -> Option<Draft> {
    let Some(member) = members.members.get(name).filter(|member| is_given(&member.value)) else {
        let is_absent = members.members.get(name).is_none_or(|member| !member.value.is_unknown());
        let needed_by = row.required_when.iter().flatten().find(|condition| holds(members, condition) == Some(true));
        let condition = needed_by.filter(|_| is_absent)?;
        let (other, value) = (&condition.field, &members.members.get(condition.field.as_str())?.value);
        let message = match &condition.test {
            Test::Is(text) => format!("`{other}` is `{text}`, but there is no `{name}`"),
            Test::IsNot(_) | Test::Set | Test::NotSet => format!("there is `{other}`, but no `{name}`"),
        };
        let finding = on_start(field, map, message, (other, value));
        return Some(finding.with_help(format!("add `{name}`{}", meaning(row))));
    };
    let condition = row.requires.iter().flatten().find(|condition| holds(members, condition) == Some(false))?;
    let other = &condition.field;
    let setting = match &condition.test {
        Test::Is(text) => format!("`{other} = \"{text}\"`"),
        Test::IsNot(_) | Test::Set | Test::NotSet => format!("`{other}`"),
    };
    let written = members.members.get(other.as_str()).filter(|member| !member.value.is_null());
    Some(match written {
        Some(switch) => finding_on(field, &switch.value, format!("`{name}` has no effect without {setting}"))
            .with_label(member.value.span.unwrap_or(field.name_span), format!("`{name}` is set here"))
            .with_help(format!("set {setting}")),
        None => finding_on(field, &member.value, format!("`{name}` has no effect without `{other}`"))
            .with_help(format!("add {setting}")),
    })
}

fn meaning(row: &Row) -> &'static str {
    if row.holds.is_some() { " with the id of a key" } else { "" }
}

/// Whether a condition on the members of a map, all of which are written, holds; none where it is not certain.
fn holds(members: &Mapping, condition: &Condition) -> Option<bool> {
    let value = members.members.get(condition.field.as_str()).map(|member| &member.value);
    let value = value.filter(|value| !value.is_null());
    let is_set = || match value {
        Some(value) if value.is_unknown() => None,
        value => Some(value.is_some_and(is_given)),
    };
    let is = |text: &str| value.map_or(Some(false), |value| spells(value, text));
    match &condition.test {
        Test::Set => is_set(),
        Test::NotSet => is_set().map(|is_set| !is_set),
        Test::Is(text) => is(text),
        Test::IsNot(text) => is(text).map(|is| !is),
    }
}

/// Whether something is certainly given: by a text, or by the id of a resource that is made. A variable may be empty.
fn is_given(value: &Value) -> bool {
    match value.is_unknown() {
        true => value.symbol().is_some(),
        false => !value.is_null() && value.as_str() != Some(""),
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
