//! `network-rule-open`: a network rule does not say a private network.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::finding::Severity;
use crate::rule::{Fixable, Rule, RuleContext, Theme, examples};
use crate::view::finding::finding_on;
use crate::view::value::is_template;

pub(crate) static RULE: Rule = Rule {
    name: "network-rule-open",
    theme: Theme::Networks,
    severity: Severity::Warning,
    is_on_by_default: true,
    summary: "a network rule is open to every address, or does not name a private network",
    why: "A network rule lists the private addresses from which an instance may be used. `0.0.0.0/0` lets every network in, and \
          a public address never arrives over a private connection.",
    fixable: Fixable::No,
    options: &[],
    sources: &["https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/kms_network_rule"],
    bad: examples!("network-rule-open", "example-bad.tf"),
    good: examples!("network-rule-open", "example-good.tf"),
    check,
};

fn check(cx: &mut RuleContext<'_>) {
    for resource in cx.written("alibaba/kms_network_rule") {
        let Some((field, value)) = resource.body.written("source_private_ip") else {
            continue;
        };
        for item in value.items() {
            let Some(address) = item.as_str().filter(|text| !is_template(resource.notation, text)) else { continue };
            let Some((severity, message, help)) = judge(address) else { continue };
            cx.report_as(severity, resource, finding_on(field, item, message).with_help(help));
        }
    }
}

fn judge(address: &str) -> Option<(Severity, String, &'static str)> {
    let open = || {
        (
            Severity::Warning,
            format!("`{address}` lets every network in"),
            "write the networks that need access, such as `10.0.0.0/8`",
        )
    };
    let public = || {
        (
            Severity::Warning,
            format!("`{address}` is a public address"),
            "write a private address or network, such as `10.0.0.0/8`",
        )
    };
    if let Some((network, length)) = parse_6(address) {
        let is_private = network.is_unique_local() || network.is_unicast_link_local() || network.is_loopback();
        return if length == 0 { Some(open()) } else { (!is_private).then(public) };
    }
    let Some((network, length)) = parse(address) else {
        let help = "write an address such as `10.0.0.5`, or a network such as `10.0.0.0/8`";
        return Some((Severity::Error, format!("`{address}` is neither an IP address nor a network"), help));
    };
    if length == 0 {
        return Some(open());
    }
    // Carriers' networks are private enough: VPCs and cloud services use them.
    let shared = Ipv4Addr::new(100, 64, 0, 0);
    let is_shared = u32::from(network) >> 22 == u32::from(shared) >> 22;
    let is_private = network.is_private() || is_shared || network.is_loopback() || network.is_link_local();
    (!is_private).then(public)
}

/// An IPv6 address with the length of its network.
fn parse_6(address: &str) -> Option<(Ipv6Addr, u8)> {
    let (network, length) = address.split_once('/').unwrap_or((address, "128"));
    let length: u8 = length.parse().ok().filter(|length| *length <= 128)?;
    Some((network.parse().ok()?, length))
}

/// An IPv4 address with the length of its network.
fn parse(address: &str) -> Option<(Ipv4Addr, u8)> {
    let (network, length) = address.split_once('/').unwrap_or((address, "32"));
    let length: u8 = length.parse().ok().filter(|length| *length <= 32)?;
    Some((network.parse().ok()?, length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sample::lines;

    fn with(address: &str) -> Option<String> {
        let found =
            lines(&RULE, &format!(r#"{{"alicloud_kms_network_rule.a": {{"source_private_ip": ["{address}"]}}}}"#));
        found.first().map(|line| line.split(' ').next().unwrap().to_owned())
    }

    #[test]
    fn private_addresses_and_networks_are_fine() {
        for address in
            ["10.0.0.0/8", "172.16.0.1", "192.168.0.0/16", "100.64.3.0/24", "fd12:3456::/32", "fe80::1", "?", "…/8"]
        {
            assert_eq!(with(address), None, "{address}");
        }
    }

    #[test]
    fn public_and_open_ones_are_warnings() {
        assert_eq!(with("0.0.0.0/0").as_deref(), Some("warning"));
        assert_eq!(with("8.8.8.8").as_deref(), Some("warning"));
        assert_eq!(with("172.32.0.0/16").as_deref(), Some("warning"));
        assert_eq!(with("::/0").as_deref(), Some("warning"));
        assert_eq!(with("2001:db8::/32").as_deref(), Some("warning"));
    }

    #[test]
    fn what_is_no_address_is_an_error() {
        for address in ["10.0.0/8", "10.0.0.0/33", "office", "10.0.0.0-10.0.0.9", "fd00::/129", ""] {
            assert_eq!(with(address).as_deref(), Some("error"), "{address}");
        }
    }
}
