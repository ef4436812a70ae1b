//! `argument-needs-newer-provider`: an argument that the allowed provider versions do not have.

use semver::Version;

use crate::finding::{Draft, Identity, Severity};
use crate::resource::{Presence, Versions};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::source::Span;
use crate::tables::Row;
use crate::tables::place::Place;
use crate::view::value::shown;
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
    check_values(cx);
    check_omitted(cx);
}

/// Values of older arguments that only newer versions take.
fn check_values(cx: &mut RuleContext<'_>) {
    let fields = cx.view().fields().iter().filter(|field| field.resource().notation.is_configuration);
    for field in fields.filter(|field| field.row.on.keys().any(|place| matches!(place, Place::OlderThan(_)))) {
        let Some(versions) = &field.resource().versions else { continue };
        let is_too_new = |since: &Option<Version>| since.as_ref().is_some_and(|since| versions.all_older_than(since));
        if is_too_new(&field.section.subject.table.since) || is_too_new(&field.row.since) {
            continue;
        }
        for value in field.values() {
            let Some(since) = field.first_version_with(value) else { continue };
            let what = format!("the value {} of `{}`", shown(value), field.written());
            if let Some((severity, message)) = problem(&what, since, versions) {
                let finding = pointing_at_versions(field.finding(value, message, None), since, versions);
                cx.report_limit(&field.section, Some(field.row), severity, finding);
            }
        }
    }
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
    let Some((severity, message)) = problem(&format!("{how}`{name}`"), since, versions) else { return };
    let mut finding = Draft::new(span, message);
    finding.identity = Identity::of_field(format!("{how}{name}"));
    cx.report_limit(section, row, severity, pointing_at_versions(finding, since, versions));
}

/// How grave it is that something needs a version, and what is said of it; none where no older one is allowed.
fn problem(what: &str, since: &Version, versions: &Versions) -> Option<(Severity, String)> {
    let (severity, allowed) = match (versions.all_older_than(since), versions.some_older_than(since)) {
        (true, _) => (Severity::Error, "only older versions"),
        (false, true) => (Severity::Warning, "older versions too"),
        (false, false) => return None,
    };
    let source = &versions.source;
    Some((severity, format!("{what} needs version {since} of `{source}`, but the configuration allows {allowed}")))
}

fn pointing_at_versions(finding: Draft, since: &Version, versions: &Versions) -> Draft {
    let help = format!("require provider version `>= {since}`");
    match &versions.locked {
        Some((locked, place)) => {
            let finding = finding.with_label(*place, format!("version {locked} is selected here"));
            finding.with_help(format!("{help}, and run `terraform init -upgrade`"))
        }
        None => {
            let label = |finding: Draft, place: Span| finding.with_label(place, "the versions are constrained here");
            versions.constraints.iter().fold(finding, |finding, (_, place)| label(finding, *place)).with_help(help)
        }
    }
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
    fn a_value_may_be_newer_than_its_argument() {
        let secret = |kind: &str, versions| {
            terraform("alicloud_kms_secret").set("secret_type", kind).versions(versions).check(&RULE)
        };
        let findings = secret("\"Redis\"", "~> 1.252.0");
        assert_eq!(
            findings[0].message,
            "the value `Redis` of `secret_type` needs version 1.253.0 of `aliyun/alicloud`, but the configuration allows only older versions"
        );
        assert_eq!(findings[0].severity, Severity::Error);
        assert_eq!(secret("\"Redis\"", ">= 1.240")[0].severity, Severity::Warning);
        assert!(secret("\"Redis\"", ">= 1.253.0").is_empty() && secret("\"Rds\"", "~> 1.252.0").is_empty());
        assert!(secret("?", "~> 1.252.0").is_empty() && secret("\"Mysql\"", "~> 1.252.0").is_empty());
        let findings = secret("\"Redis\"", "~> 1.123.0");
        assert!(findings.iter().all(|finding| !finding.message.contains("Redis")), "the argument itself is too new");
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
