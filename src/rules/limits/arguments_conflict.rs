//! `arguments-conflict`: two arguments of which only one may be set.

use crate::finding::{Draft, Identity, Severity};
use crate::resource::{Field, Presence};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::FieldView;

pub(crate) static RULE: Rule = Rule {
    name: "arguments-conflict",
    theme: Theme::Arguments,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "two arguments are set that exclude each other",
    why: "The provider refuses the pair: usually one is the old name of the other.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/kms_key"],
    bad: examples!("arguments-conflict", "example-bad.tf"),
    good: examples!("arguments-conflict", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for field in cx.view().fields() {
        for other in field.limit(|row| row.conflicts.as_deref()).into_iter().flatten() {
            let group = field.section.group;
            let both = group.presence(field.name) == Presence::Set && group.presence(other) == Presence::Set;
            if let (true, Some(other)) = (both, group.field(other)) {
                let finding = finding(field, other);
                cx.report_limit(&field.section, Some(field.row), Severity::Error, finding);
            }
        }
    }
}

/// The finding is the later of the two, which is the one that was added.
fn finding(field: &FieldView<'_>, other: &Field) -> Draft {
    let (first, second) = match field.field.name_span.start <= other.name_span.start {
        true => (field.field, other),
        false => (other, field.field),
    };
    let message = format!("`{}` and `{}` cannot both be set", first.written, second.written);
    let mut finding = Draft::new(second.name_span, message)
        .with_label(first.name_span, format!("`{}` is set here", first.written))
        .with_help("remove one of them");
    finding.identity = Identity::of_field(field.path());
    finding
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Finding;
    use crate::rules::limits::testing::terraform;

    fn key(pending: &str, deletion: &str) -> Vec<Finding> {
        let key = terraform("alicloud_kms_key").set("deletion_window_in_days", deletion);
        key.set("pending_window_in_days", pending).check(&RULE)
    }

    #[test]
    fn the_later_of_two_is_reported_once() {
        let findings = key("30", "30");
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].message, "`deletion_window_in_days` and `pending_window_in_days` cannot both be set");
        assert!(findings[0].labels()[0].span.start < findings[0].span.start);
    }

    #[test]
    fn what_may_be_null_does_not_conflict() {
        assert!(key("30", "null").is_empty());
        assert!(key("?", "30").is_empty());
    }
}
