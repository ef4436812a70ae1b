//! `vpc-quota-exceeded`: more VPCs are associated with an instance than accesses were bought.

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, RuleContext, RuleOption, Theme, examples};
use crate::view::instance::{bound_vpcs, place_of_binding};
use crate::view::quota::Accesses;

pub(crate) static RULE: Rule = Rule {
    name: "vpc-quota-exceeded",
    theme: Theme::Vpcs,
    severity: Severity::Error,
    is_on_by_default: true,
    summary: "more VPCs are associated with a KMS instance than `vpc_num` allows",
    why: "`vpc_num` is the access management quota that is bought with a subscription. Each associated VPC uses up \
          one access, and so does each account that the instance is shared with: the accounts of resource shares \
          beside it are counted, and the option `principals` says how many there are where the shares are made \
          elsewhere. Only VPCs that certainly differ are counted; it is a warning if the quota is exceeded only when \
          VPCs that are computed from different things differ. A pay-as-you-go instance has no quota.",
    fixable: Fixable::No,
    options: &[RuleOption::PRINCIPALS],
    sources: &[
        "https://www.alibabacloud.com/help/en/kms/key-management-service/user-guide/access-a-kms-instance-from-multiple-vpcs-in-the-same-region",
    ],
    bad: examples!("vpc-quota-exceeded", "example-bad.tf"),
    good: examples!("vpc-quota-exceeded", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for accesses in Accesses::of_all(cx, cx.option(RuleOption::PRINCIPALS.name)) {
        if accesses.needed_up_to() <= accesses.limit {
            continue;
        }
        let name = accesses.limit_name();
        let is_certain = accesses.needed() > accesses.limit;
        let (needed, described) = match is_certain {
            true => (accesses.needed(), accesses.describe()),
            false => (accesses.needed_up_to(), format!("up to {}", accesses.describe_up_to(false))),
        };
        let exceed = if needed == 1 { "exceeds" } else { "exceed" };
        let message = format!("{described} {exceed} the quota: `{name}` is `{}`", accesses.limit);
        let Some(mut finding) = accesses.finding(message) else { continue };
        // The first VPC for which there is no room shows a reader where the list got too long.
        let past = usize::try_from(accesses.limit - accesses.principals).unwrap_or(0);
        let entry = accesses.bound.get(past).and_then(|first| {
            bound_vpcs(accesses.resource).find(|(_, vpc)| std::ptr::eq(*vpc, *first)).map(|(entry, _)| entry)
        });
        if let Some(entry) = entry {
            finding = finding.with_label(place_of_binding(entry), format!("associated VPC number {}", past + 1));
        }
        let enough = accesses.needed_with_resident();
        let parts = if accesses.resident.is_some() { " (one is for the VPC that the instance resides in)" } else { "" };
        let fewer = if accesses.bound.is_empty() { "share it with fewer accounts" } else { "associate fewer VPCs" };
        let severity = if is_certain { Severity::Error } else { Severity::Warning };
        let help = accesses.setting().set_to(&enough.to_string()).then(format!("{parts}, or {fewer}"));
        cx.report_as(severity, accesses.resource, finding.with_help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::RuleSettings;
    use crate::rules::sample::{check as found, check_with, lines, undecided};

    fn instance(fields: &str, bound: &[&str]) -> String {
        let blocks: Vec<String> = bound.iter().map(|vpc| format!(r#"{{"vpc_id": "{vpc}"}}"#)).collect();
        format!(r#"{{"alicloud_kms_instance.a": {{{fields}, "bind_vpcs": [{}]}}}}"#, blocks.join(", "))
    }

    #[test]
    fn as_many_as_were_bought_are_allowed() {
        assert!(lines(&RULE, &instance(r#""vpc_num": 2"#, &["vpc-a", "vpc-b"])).is_empty());
        assert_eq!(
            lines(&RULE, &instance(r#""vpc_num": 1"#, &["vpc-a", "vpc-b"])),
            ["error 1: 2 associated VPCs exceed the quota: `vpc_num` is `1`"]
        );
        assert_eq!(lines(&RULE, &instance(r#""vpc_num": "1""#, &["vpc-a", "vpc-b"])).len(), 1, "as a string");
    }

    #[test]
    fn the_first_vpc_without_room_is_shown() {
        let found = &found(&RULE, &instance(r#""vpc_id": "vpc-0", "vpc_num": 1"#, &["vpc-a", "vpc-b", "vpc-c"]))[0];
        assert_eq!(found.labels, [("\"vpc-b\"".to_owned(), "associated VPC number 2".to_owned())]);
        assert_eq!(
            found.help,
            "set `vpc_num` to 4 (one is for the VPC that the instance resides in), or associate fewer VPCs"
        );
    }

    #[test]
    fn vpcs_that_are_known_to_be_equal_count_once() {
        assert!(lines(&RULE, &instance(r#""vpc_num": 1"#, &["vpc-a", "vpc-a"])).is_empty());
        let same = ["@alicloud_vpc.a.id", "@alicloud_vpc.a.id"];
        assert!(lines(&RULE, &instance(r#""vpc_num": 1"#, &same)).is_empty());
        let may_differ = lines(&RULE, &instance(r#""vpc_num": 1"#, &["?", "@alicloud_vpc.a.id"]));
        assert_eq!(may_differ, ["warning 1: up to 2 associated VPCs exceed the quota: `vpc_num` is `1`"]);
    }

    #[test]
    fn pay_as_you_go_has_no_quota_and_what_may_be_is_silent() {
        for payment in [r#""PayAsYouGo""#, r#""?""#, r#""Pay…""#] {
            let fields = format!(r#""vpc_num": 1, "payment_type": {payment}"#);
            assert!(lines(&RULE, &instance(&fields, &["vpc-a", "vpc-b"])).is_empty(), "{payment}");
        }
        for payment in [r#""Subscription""#, "null"] {
            let fields = format!(r#""vpc_num": 1, "payment_type": {payment}"#);
            assert_eq!(lines(&RULE, &instance(&fields, &["vpc-a", "vpc-b"])).len(), 1, "{payment}");
        }
    }

    #[test]
    fn an_unknown_quota_stays_undecided() {
        let document = instance(r#""vpc_num": "?""#, &["vpc-a", "vpc-b"]);
        assert!(lines(&RULE, &document).is_empty());
        let open = undecided(&RULE, &document);
        assert_eq!(open.len(), 1);
        assert_eq!(open[0].what, "vpc_num of alicloud_kms_instance.a");
        assert_eq!(open[0].reason, "var.unknown has no value");
        assert!(lines(&RULE, &instance(r#""key_num": 100"#, &["vpc-a", "vpc-b"])).is_empty(), "left out");
    }

    #[test]
    fn principals_take_accesses_too() {
        let options = [("principals".to_owned(), 2)].into_iter().collect();
        let settings = RuleSettings { options: [(RULE.name.to_owned(), options)].into_iter().collect(), today: None };
        let check = |vpc_num: u32| {
            let document = instance(&format!(r#""vpc_num": {vpc_num}"#), &["vpc-a"]);
            check_with(&RULE, &document, &settings).0.first().map(|found| found.message.clone())
        };
        assert_eq!(check(2).as_deref(), Some("1 associated VPC and 2 principals exceed the quota: `vpc_num` is `2`"));
        assert_eq!(check(3), None);
    }

    #[test]
    fn a_saved_instance_has_the_quota_of_a_request() {
        let document = |quota: u32, charge: &str| {
            format!(
                r#"{{"alibaba/UpdateKmsInstanceBindVpc": {{"KmsInstanceId": "kst-a", "BindVpcs": [{{"VpcId": "vpc-a"}}, {{"VpcId": "vpc-b"}}]}},
                    "saved": {{"InstanceId": "kst-a", "VpcNum": {quota}, "ChargeType": "{charge}"}}}}"#
            )
        };
        let found = found(&RULE, &document(1, "PREPAY"));
        assert_eq!(found[0].at, r#"[{"VpcId": "vpc-a"}, {"VpcId": "vpc-b"}]"#);
        assert_eq!(found[0].message, "2 associated VPCs exceed the quota: `VpcNum` is `1`");
        assert_eq!(found[0].labels[0], ("1".to_owned(), "`VpcNum` of the saved instance".to_owned()));
        assert!(lines(&RULE, &document(2, "PREPAY")).is_empty());
        assert!(lines(&RULE, &document(1, "POSTPAY")).is_empty());
    }
}
