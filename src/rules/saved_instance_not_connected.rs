//! `saved-instance-not-connected`: a saved instance is not ready for use.

use crate::finding::Severity;
use crate::resource::Role;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::finding::finding_on_named;
use crate::view::instance::INSTANCE;

pub(crate) static RULE: Rule = Rule {
    name: "saved-instance-not-connected",
    theme: Theme::Instances,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "a saved instance is not ready for use",
    why: "An instance can be used when its status is `Connected`. Each of the other four states says what is missing.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-getkmsinstance",
    ],
    bad: examples!("saved-instance-not-connected", "example-bad.json"),
    good: examples!("saved-instance-not-connected", "example-good.json"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.resources().iter().filter(|resource| resource.role == Role::Saved && &*resource.kind == INSTANCE)
    {
        let Some(status) = resource.body.known_str("status") else { continue };
        let (meaning, help) = match status {
            "Connected" => continue,
            "Uninitialized" => ("it was bought but not enabled", "enable it by `ConnectKmsInstance`"),
            "Connecting" => ("it is being enabled", "wait until it is connected, and save the response again"),
            "Disconnected" => ("it was enabled and is cut off", "see in the console why it is not connected"),
            "Error" => ("it could not be enabled", "see in the console what failed"),
            _ => ("this state is not documented", "save the response again"),
        };
        let finding = finding_on_named(&resource.body, "status", format!("the instance is `{status}`: {meaning}"));
        cx.report(resource, finding.with_help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    #[test]
    fn each_state_says_what_it_means() {
        let with =
            |status: &str| lines(&RULE, &format!(r#"{{"saved": {{"InstanceId": "kst-a", "Status": "{status}"}}}}"#));
        assert!(with("Connected").is_empty());
        assert!(with("Uninitialized")[0].ends_with("it was bought but not enabled"));
        assert!(with("Connecting")[0].ends_with("it is being enabled"));
        assert!(with("Disconnected")[0].ends_with("it was enabled and is cut off"));
        assert!(with("Error")[0].ends_with("it could not be enabled"));
        assert!(with("Asleep")[0].ends_with("this state is not documented"));
    }
}
