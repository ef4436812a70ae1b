//! `argument-needs-newer-provider`: an argument that the allowed provider versions do not have.

use semver::Version;

use crate::finding::{Draft, Identity, Severity};
use crate::resource::{Presence, Versions};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::source::Span;
use crate::tables::Row;
use crate::view::{Section, Subject};

pub(crate) static RULE: Rule = Rule {
    name: "argument-needs-newer-provider",
    theme: Theme::Arguments,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "an argument or resource is newer than a provider version that the configuration allows",
    why: "The versions that `required_providers` allows, or the one in `.terraform.lock.hcl`, decide which arguments \
          exist. If every allowed version is too old this is an error; if only some are, the plan works on one \
          machine and fails on another.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/kms_instance"],
    bad: examples!("argument-needs-newer-provider", "example-bad.tf"),
    good: examples!("argument-needs-newer-provider", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for section in sections(cx).filter(|section| section.row.is_none()) {
        let Subject { table, resource, .. } = section.subject;
        if let (Some(since), Some(versions)) = (&table.since, &resource.versions) {
            check_since(cx, section, None, (resource.header, &resource.name, ""), since, versions);
        }
    }
    for field in cx.view().fields() {
        let (Some(since), Some(versions)) = (field.limit(|row| row.since.as_ref()), &field.resource().versions) else {
            continue;
        };
        let is_set = field.section.group.presence(field.name) != Presence::Absent;
        // A resource that is too new itself is one finding, not one for each argument.
        let is_newer =
            field.section.subject.table.since.as_ref().is_none_or(|resource| !versions.all_older_than(resource));
        if is_set && is_newer && field.resource().notation.is_configuration {
            let place = (field.field.name_span, field.written(), "");
            check_since(cx, &field.section, Some(field.row), place, since, versions);
        }
    }
    check_omitted(cx);
}

/// The resources whose author chooses the provider's version, and their blocks.
fn sections<'a>(cx: &RuleContext<'a>) -> impl Iterator<Item = &'a Section<'a>> + use<'a> {
    cx.view().sections().filter(|section| section.subject.resource.notation.is_configuration)
}

/// What older versions fail without.
fn check_omitted(cx: &mut RuleContext<'_>) {
    for section in sections(cx) {
        let Some(versions) = &section.subject.resource.versions else { continue };
        for (name, row) in section.rows {
            let Some(since) = section.limit(row, |row| row.optional_since.as_ref()) else { continue };
            // Versions before the argument, or before it had this type, take what is left out in another way.
            let has_argument = row.since.as_ref().is_none_or(|first| !versions.some_older_than(first));
            if has_argument && section.group.presence(name) == Presence::Absent {
                let place = (section.group.header, &**name, "leaving out ");
                check_since(cx, section, Some(row), place, since, versions);
            }
        }
    }
}

fn check_since(
    cx: &mut RuleContext<'_>,
    section: &Section<'_>,
    row: Option<&Row>,
    (span, name, how): (Span, &str, &str),
    since: &Version,
    versions: &Versions,
) {
    let (severity, allowed) = if versions.all_older_than(since) {
        (Severity::Error, "only older versions")
    } else if versions.some_older_than(since) {
        (Severity::Warning, "older versions too")
    } else {
        return;
    };
    let message =
        format!("{how}`{name}` needs version {since} of `{}`, but the configuration allows {allowed}", versions.source);
    let mut finding = Draft::new(span, message);
    finding.identity = Identity::of_field(format!("{how}{name}"));
    match &versions.locked {
        Some((locked, place)) => {
            finding = finding
                .with_label(*place, format!("version {locked} is selected here"))
                .with_help(format!("require provider version `>= {since}`, and run `terraform init -upgrade`"));
        }
        None => {
            for (_, place) in &versions.constraints {
                finding = finding.with_label(*place, "the versions are constrained here");
            }
            finding = finding.with_help(format!("require provider version `>= {since}`"));
        }
    }
    cx.report_limit(section, row, severity, finding);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Finding;
    use crate::rules::limits::testing::terraform;

    fn protection(versions: &str) -> Vec<Finding> {
        terraform("alicloud_kms_instance").set("deletion_protection", "true").versions(versions).check(&RULE)
    }

    #[test]
    fn the_first_version_with_the_argument_is_enough() {
        assert!(protection(">=1.277.0").is_empty());
        assert_eq!(protection(">=1.276.0")[0].severity, Severity::Warning);
        assert_eq!(protection("~> 1.250.0")[0].severity, Severity::Error);
        assert_eq!(
            protection("~> 1.250.0")[0].message,
            "`deletion_protection` needs version 1.277.0 of `aliyun/alicloud`, but the configuration allows only older versions"
        );
    }

    #[test]
    fn without_a_constraint_nothing_is_certain() {
        let instance = terraform("alicloud_kms_instance").set("deletion_protection", "true");
        assert!(instance.messages(&RULE).is_empty());
    }

    #[test]
    fn a_resource_that_is_too_new_is_one_finding() {
        let findings = protection("~> 1.200.0");
        assert_eq!(findings.len(), 1);
        assert!(findings[0].message.starts_with("`alicloud_kms_instance` needs version 1.210.0"));
    }

    #[test]
    fn a_null_needs_nothing() {
        let instance = terraform("alicloud_kms_instance").set("deletion_protection", "null").versions("~> 1.250.0");
        assert!(instance.messages(&RULE).is_empty());
    }

    #[test]
    fn account_ids_overflow_before_1_238() {
        let bind = |versions| {
            let owner = [("vpc_owner_id", "\"1207089758810000\"")];
            terraform("alicloud_kms_instance").block("bind_vpcs", &owner).versions(versions).check(&RULE)
        };
        assert!(bind(">=1.238.0").is_empty());
        assert_eq!(bind("~> 1.237.0")[0].severity, Severity::Warning);
    }

    #[test]
    fn an_account_id_cannot_be_left_out_before_1_264() {
        let bind =
            |versions| terraform("alicloud_kms_instance").block("bind_vpcs", &[]).versions(versions).check(&RULE);
        let findings = bind(">=1.238.0, <1.264.0");
        assert_eq!(findings[0].severity, Severity::Warning);
        assert_eq!(
            findings[0].message,
            "leaving out `vpc_owner_id` needs version 1.264.0 of `aliyun/alicloud`, but the configuration allows only older versions"
        );
        assert!(bind(">=1.264.0").is_empty());
        assert!(bind("~> 1.237.0").is_empty(), "an integer counts as 0 there");
    }
}
