//! `deletion-protection-blocks-destroy`: a protected instance cannot be destroyed in one step.

use crate::finding::Severity;
use crate::resource::Role;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::finding::{finding_on_named, setting_of};
use crate::view::instance::INSTANCE;

pub(crate) static RULE: Rule = Rule {
    name: "deletion-protection-blocks-destroy",
    theme: Theme::Instances,
    severity: Severity::Info,
    // It speaks of correct configuration too.
    is_on_by_default: false,
    summary: "an instance with deletion protection cannot be destroyed in one step",
    why: "The provider does not switch deletion protection off before it destroys an instance, so `destroy` fails \
          until the protection has been switched off in an apply of its own.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://github.com/aliyun/terraform-provider-alicloud/blob/master/alicloud/resource_alicloud_kms_instance.go",
    ],
    bad: examples!("deletion-protection-blocks-destroy", "example-bad.tf"),
    good: examples!("deletion-protection-blocks-destroy", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written(INSTANCE).filter(|resource| resource.role == Role::Managed) {
        if resource.body.known_bool("deletion_protection") == Some(true) {
            let message = "destroying this instance takes two steps: the protection has to be switched off first";
            let finding = finding_on_named(&resource.body, "deletion_protection", message);
            let name = "deletion_protection";
            let help = setting_of(&resource.body, name, name).set_to("`false`");
            cx.report(resource, finding.with_help(help.then(" and apply that before you destroy the instance")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn only_protection_that_is_on_is_reported() {
        let with = |value: &str| {
            lines(&RULE, &format!(r#"{{"alicloud_kms_instance.a": {{"deletion_protection": {value}}}}}"#)).len()
        };
        assert_eq!((with("true"), with("false"), with(r#""?""#)), (1, 0, 0));
    }
}
