//! `kmslint resources`: the whole binary on a small module.

use std::path::Path;
use std::process::Command;

fn printed(format: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_kmslint"))
        .args(["resources", "--no-config", "--format", format, "."])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/cli/resources"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn people_see_values_and_where_they_come_from() {
    let text = printed("human");
    assert!(text.contains("alicloud_kms_instance.main (alibaba/kms_instance) at main.tf:5:1"), "{text}");
    assert!(text.contains("vpc_num = 3  (var.quota at main.tf:3:13)"), "{text}");
    assert!(text.contains("vpc_id = unknown: var.team has no value"), "{text}");
    assert!(text.contains("alias_name = \"alias/…-reports\" (partly known)"), "{text}");
}

#[test]
fn programs_see_what_is_known_of_each_field() {
    let report: serde_json::Value = serde_json::from_str(&printed("json")).unwrap();
    let resources = report["resources"].as_array().unwrap();
    let fields = |address: &str| {
        resources.iter().find(|resource| resource["address"] == address).map(|resource| &resource["fields"]).unwrap()
    };
    let instance = fields("alicloud_kms_instance.main");
    assert_eq!(instance["vpc_num"]["known"], true);
    assert_eq!(instance["vpc_num"]["value"], 3);
    assert_eq!(instance["vpc_num"]["origin"][0]["name"], "var.quota");
    assert_eq!(instance["vpc_id"]["known"], false);
    assert_eq!(instance["zone_ids"]["known"], false);
    assert_eq!(instance["bind_vpcs"][0]["region_id"]["value"], "cn-hangzhou");
    let alias = fields("alicloud_kms_alias.main");
    assert_eq!(alias["alias_name"]["pieces"], serde_json::json!(["alias/", null, "-reports"]));
}
