//! `bind-vpcs-two-writers`: the associations of an instance are set in two places.

use crate::finding::Severity;
use crate::resource::{Resource, Role};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::value::Value;
use crate::view::finding::finding_on;
use crate::view::instance::{INSTANCE, bindings_field};

pub(crate) static RULE: Rule = Rule {
    name: "bind-vpcs-two-writers",
    theme: Theme::Vpcs,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "`bind_vpcs` and a command both set the associations of one instance",
    why: "UpdateKmsInstanceBindVpc replaces all associations. Where `bind_vpcs` and a `local-exec` command both call it, \
          the one that runs last wins, and each later plan wants to undo what the other did.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-updatekmsinstancebindvpc",
    ],
    bad: examples!("bind-vpcs-two-writers", "example-bad.tf"),
    good: examples!("bind-vpcs-two-writers", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    let (commands, instances): (Vec<&Resource>, Vec<&Resource>) =
        cx.written(INSTANCE).partition(|resource| resource.role == Role::Operation);
    for command in commands.into_iter().filter(|command| command.notation.passes_a_shell) {
        // Of several instances that a script is given this command is for one.
        let meant: Vec<&Resource> = instances.iter().copied().filter(|instance| is_of(command, instance)).collect();
        let [instance] = meant.as_slice() else { continue };
        if bindings_field(instance).is_none() {
            continue;
        }
        let Some((field, blocks)) = bindings_field(command) else { continue };
        let Some(value) = &blocks.raw else { continue };
        let message = format!("this command replaces what `bind_vpcs` of `{}` sets", instance.display_name());
        let mut finding = finding_on(field, value, message);
        if let Some(first) = bindings_field(instance).and_then(|(_, blocks)| blocks.groups.first()) {
            finding = finding.with_label(first.header, "the associations are set here too");
        }
        cx.report(command, finding.with_help("keep one of the two: `bind_vpcs`, or the command"));
    }
}

/// Whether a command is for an instance of the same module: by its identity, or because its id is not known and what
/// runs the command is given an attribute of that instance.
fn is_of(command: &Resource, instance: &Resource) -> bool {
    let Some(id) = command.body.value("kms_instance_id") else { return false };
    if let Some(symbol) = id.symbol() {
        return instance.full_address() == Some(&symbol.resource);
    }
    let is_unknown = id.is_unknown() || id.as_text().is_some_and(|text| !text.is_known());
    let given = command.meta.value("references").map(Value::items).unwrap_or_default();
    is_unknown && given.iter().any(|address| address.as_str() == instance.full_address())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    /// Findings on a command of a provisioner that is given this id.
    fn count(instances: &str, id: &str) -> usize {
        let document = format!(
            r#"{{{instances}, "null_resource.binding": {{"provisioner": {{"local-exec": {{
                "command": "aliyun kms UpdateKmsInstanceBindVpc --KmsInstanceId {id} --BindVpcs '[]'"}}}}}}}}"#
        );
        lines(&RULE, &document).len()
    }

    const ONE: &str = r#""alicloud_kms_instance.a": {"bind_vpcs": [{"vpc_id": "vpc-a"}]}"#;
    const OF_A: &str = "${alicloud_kms_instance.a.id}";

    #[test]
    fn a_command_that_is_given_the_instance_is_reported() {
        assert_eq!(count(ONE, OF_A), 1);
        assert_eq!(count(r#""alicloud_kms_instance.a": {"vpc_num": 2}"#, OF_A), 0, "no bind_vpcs");
    }

    #[test]
    fn a_command_for_another_instance_is_not() {
        assert_eq!(count(ONE, "kst-hzz662b622eksoqrb3nhu"), 0, "this configuration makes its own");
        assert_eq!(count(ONE, "…"), 0, "an id from elsewhere");
        let two = format!(r#"{ONE}, "alicloud_kms_instance.b": {{"bind_vpcs": [{{"vpc_id": "vpc-a"}}]}}"#);
        assert_eq!(count(&two, OF_A), 1, "for one of the two");
    }
}
