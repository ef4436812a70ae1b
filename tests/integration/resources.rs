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

#[test]
fn programs_see_all_digits_and_no_secrets() {
    let folder = tempfile::tempdir().unwrap();
    let digits = "1234567890123456789012345678901234567890.0625";
    let text = format!(
        "variable \"secret\" {{\n  sensitive = true\n  default   = \"swordfish\"\n}}\n\
         resource \"alicloud_kms_instance\" \"a\" {{\n  vpc_num  = {digits}\n  \
         zone_ids = [\"cn-hangzhou-k\", var.secret]\n  vpc_id   = var.secret\n}}\n"
    );
    std::fs::write(folder.path().join("main.tf"), text).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_kmslint"))
        .args(["resources", "--no-config", "--format", "json", "."])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let report: serde_json::Value = serde_json::from_str(&printed).unwrap();
    let fields = &report["resources"][0]["fields"];
    assert_eq!(fields["vpc_num"]["value"].to_string(), digits);
    let hidden = serde_json::json!({ "known": true, "sensitive": true });
    assert_eq!(fields["zone_ids"]["value"], serde_json::json!(["cn-hangzhou-k", hidden]));
    assert_eq!((&fields["vpc_id"]["sensitive"], &fields["vpc_id"]["value"]), (&true.into(), &serde_json::Value::Null));
    assert!(!printed.contains("swordfish"), "{printed}");
}
