//! `bind-vpcs-overwritten`: a request drops VPCs that are associated.

use std::collections::{HashMap, HashSet};

use crate::finding::{Draft, Severity};
use crate::resource::{Blocks, Field, Resource, Role};
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::source::FileId;
use crate::value::Value;
use crate::view::finding::finding_on;
use crate::view::instance::{
    INSTANCE, Identity, bindings, bindings_field, bound_vpcs, distinct, saved_instance, shown_id,
};

pub(crate) static RULE: Rule = Rule {
    name: "bind-vpcs-overwritten",
    theme: Theme::Vpcs,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "a request drops VPCs that are associated",
    why: "Each call of UpdateKmsInstanceBindVpc replaces the associations that the one before it made. After two \
          calls for one instance in one script only the second one's VPCs are left, and a request that does not \
          repeat what a saved instance holds takes access away from the rest.",
    fixable: Fixable::No,
    options: &[],
    sources: &[
        "https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-updatekmsinstancebindvpc",
    ],
    bad: examples!("bind-vpcs-overwritten", "example-bad.yaml"),
    good: examples!("bind-vpcs-overwritten", "example-good.yaml"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    let requests: Vec<&Resource> = cx
        .written(INSTANCE)
        .filter(|resource| resource.role == Role::Operation && bindings_field(resource).is_some())
        .collect();
    let mut in_file: HashMap<FileId, usize> = HashMap::new();
    for request in &requests {
        *in_file.entry(request.header.file).or_default() += 1;
    }
    // The requests so far, by file and instance.
    let mut seen: HashMap<(FileId, Identity<'_>), Vec<&Resource>> = HashMap::new();
    for &request in &requests {
        let file = request.header.file;
        let is_alone = in_file.get(&file).is_none_or(|count| *count < 2);
        let id = if is_alone { None } else { instance_of(request) };
        let before = id.map(|id| seen.entry((file, id)).or_default());
        let earlier = before.and_then(|before| {
            let earlier = before.iter().rev().find(|earlier| are_of_one_sequence(earlier, request)).copied();
            before.push(request);
            earlier
        });
        if let Some(earlier) = earlier {
            report_lost(cx, request, earlier, "an earlier call for the same instance gives");
        } else if let Some(saved) = saved_instance(cx, request) {
            report_lost(cx, request, saved, "the saved instance has for");
        }
    }
}

/// In one file, so that what is kept for several environments is not taken for one sequence; nor are the branches of
/// a script.
fn are_of_one_sequence(earlier: &Resource, later: &Resource) -> bool {
    earlier.notation == later.notation && earlier.multiplicity == later.multiplicity
}

fn instance_of(request: &Resource) -> Option<Identity<'_>> {
    request.body.value("kms_instance_id").and_then(Identity::of)
}

fn report_lost(cx: &mut RuleContext<'_>, request: &Resource, holder: &Resource, source: &str) {
    let Some((field, blocks)) = bindings_field(request) else { return };
    let lost = lost_vpcs(blocks, request, holder);
    let Some(value) = blocks.raw.as_ref().filter(|_| !lost.is_empty()) else { return };
    let names = names_of(&lost);
    let (vpcs, them) = if lost.len() == 1 { ("VPC", "it") } else { ("VPCs", "them") };
    let message =
        format!("`{}` leaves out {vpcs} {names}, and so takes away the access that {source} {them}", field.written);
    cx.report(request, with_labels(finding_on(field, value, message), field, &lost, request));
}

fn names_of(vpcs: &[&Value]) -> String {
    let names: Vec<String> = vpcs.iter().map(|vpc| shown_id(vpc)).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

fn with_labels(mut finding: Draft, field: &Field, lost: &[&Value], request: &Resource) -> Draft {
    for vpc in lost {
        if let Some(span) = vpc.span {
            finding = finding.with_label(span, format!("{} is associated here", shown_id(vpc)));
        }
    }
    let help = match request.notation.passes_a_shell {
        true => format!("list every VPC that is to keep its access in the last call's `{}`", field.written),
        false => format!(
            "add {} to `{}` if {} to keep access",
            names_of(lost),
            field.written,
            if lost.len() == 1 { "it is" } else { "they are" }
        ),
    };
    finding.with_help(help)
}

/// The VPCs of `holder` that are certainly none of the request's.
fn lost_vpcs<'a>(blocks: &Blocks, request: &Resource, holder: &'a Resource) -> Vec<&'a Value> {
    // An empty array has a rule of its own, and of an entry without an id nothing can be said.
    let is_certain = !blocks.is_open && bindings(request).iter().all(|entry| !entry.is_open);
    if !is_certain || blocks.groups.is_empty() {
        return Vec::new();
    }
    let (texts, others): (Vec<&Value>, Vec<&Value>) =
        bound_vpcs(request).map(|(_, kept)| kept).partition(|kept| kept.as_str().is_some());
    let kept: HashSet<&str> = texts.iter().filter_map(|kept| kept.as_str()).collect();
    let differs = |vpc: &Value, kept: &&Value| vpc.equals(kept) == Some(false);
    let is_lost = |vpc: &&Value| {
        let is_none_of_texts = match vpc.as_str() {
            Some(vpc) => !kept.contains(vpc),
            None => texts.iter().all(|kept| differs(vpc, kept)),
        };
        is_none_of_texts && others.iter().all(|kept| differs(vpc, kept))
    };
    distinct(bound_vpcs(holder).map(|(_, vpc)| vpc))
        .into_iter()
        .filter(|vpc| Identity::of(vpc).is_some())
        .filter(is_lost)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::{check as found, lines};

    fn beside_saved(bindings: &str) -> String {
        format!(
            r#"{{"alibaba/UpdateKmsInstanceBindVpc": {{"KmsInstanceId": "kst-a", "BindVpcs": {bindings}}},
                "saved": {{"InstanceId": "kst-a", "BindVpcs": [{{"VpcId": "vpc-a"}}, {{"VpcId": "vpc-b"}}]}}}}"#
        )
    }

    #[test]
    fn what_is_lost_is_named() {
        let found = found(&RULE, &beside_saved(r#"[{"VpcId": "vpc-c"}]"#));
        assert_eq!(
            found[0].message,
            "`BindVpcs` leaves out VPCs `vpc-a` and `vpc-b`, and so takes away the access that the saved instance has \
                        for them"
        );
        assert_eq!(found[0].at, r#"[{"VpcId": "vpc-c"}]"#);
        assert_eq!(found[0].labels[1], ("\"vpc-b\"".to_owned(), "`vpc-b` is associated here".to_owned()));
    }

    #[test]
    fn what_is_kept_or_may_be_kept_is_not_lost() {
        for bindings in [
            r#"[{"VpcId": "vpc-b"}, {"VpcId": "vpc-a"}, {"VpcId": "vpc-c"}]"#,
            r#""[{\"VpcId\":\"${VPC}\"}, {""#,
            "[]",
            r#""${BINDINGS}""#,
        ] {
            assert!(lines(&RULE, &beside_saved(bindings)).is_empty(), "{bindings}");
        }
    }

    #[test]
    fn the_later_of_two_calls_for_one_instance_is_reported() {
        let call = |instance: &str, vpc: &str| {
            format!(
                r#""alibaba/UpdateKmsInstanceBindVpc": {{"KmsInstanceId": "{instance}", "BindVpcs": [{{"VpcId": "{vpc}"}}]}}"#
            )
        };
        let calls = |first: &str, second: &str| format!("{{{},{}}}", call("kst-a", first), call(second, "vpc-b"));
        let found = found(&RULE, &calls("vpc-a", "kst-a"));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(
            found[0].message,
            "`BindVpcs` leaves out VPC `vpc-a`, and so takes away the access that an earlier call for the same instance \
                        gives it"
        );
        assert!(lines(&RULE, &calls("vpc-a", "kst-b")).is_empty());
        assert!(lines(&RULE, &calls("vpc-b", "kst-a")).is_empty());
    }
}
