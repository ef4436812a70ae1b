//! `kmslint map`: the binary on `testdata/map/CASE/`, whose maps stand beside it as `CASE.FORMAT`.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const FORMATS: [&str; 4] = ["mermaid", "svg", "html", "json"];

/// Those that a reader can open and look through.
const WRITTEN: [&str; 3] = ["mermaid", "svg", "json"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/map")
}

fn cases() -> Vec<String> {
    let entries = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap());
    let folders = entries.filter(|entry| entry.file_type().unwrap().is_dir());
    let mut names: Vec<String> = folders.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn map(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kmslint"))
        .args(["map", "--no-config", "--today", "2026-11-26"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn drawn(folder: &Path, format: &str) -> String {
    let output = map(folder, &["--format", format]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn json(folder: &Path) -> serde_json::Value {
    serde_json::from_str(&drawn(folder, "json")).unwrap()
}

/// A folder with this as its only file.
fn module(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("main.tf"), text).unwrap();
    folder
}

fn disks(count: usize) -> tempfile::TempDir {
    module(&format!(
        "resource \"alicloud_kms_key\" \"k\" {{\n}}\n\
         resource \"alicloud_ecs_disk\" \"d\" {{\n  count      = {count}\n  encrypted  = true\n  \
         kms_key_id = alicloud_kms_key.k.id\n}}\n"
    ))
}

#[test]
fn maps_are_as_written_beside_their_cases() {
    let mut wrong = Vec::new();
    for case in cases() {
        for format in WRITTEN {
            let found = drawn(&folder().join(&case), format);
            let expected = folder().join(format!("{case}.{format}"));
            if std::env::var_os("UPDATE_TESTDATA").is_some() {
                fs::write(&expected, &found).unwrap();
            }
            if fs::read_to_string(&expected).unwrap_or_default().replace("\r\n", "\n") != found {
                wrong.push(format!("{}\n{found}", expected.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n(UPDATE_TESTDATA=1 writes what was found)", wrong.join("\n\n"));
}

#[test]
fn the_picture_in_the_documentation_is_that_of_the_demo() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = map(root, &["--format", "svg", "testdata/demo"]);
    let (found, picture) = (String::from_utf8(output.stdout).unwrap(), root.join("docs/images/map.svg"));
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::create_dir_all(picture.parent().unwrap()).unwrap();
        fs::write(&picture, &found).unwrap();
    }
    let written = fs::read_to_string(&picture).unwrap_or_default().replace("\r\n", "\n");
    assert!(written == found, "docs/images/map.svg is stale, UPDATE_DOCS=1 writes it");
}

#[test]
fn maps_are_equal_whatever_the_number_of_threads() {
    for case in ["kinds", "roots", "many"] {
        for format in FORMATS {
            let of_jobs = |jobs: &str| map(&folder().join(case), &["--format", format, "--jobs", jobs]).stdout;
            assert!(of_jobs("1") == of_jobs("4"), "{case} as {format}");
        }
    }
}

#[test]
fn secrets_are_in_no_map() {
    let sensitive = module(
        "variable \"key\" {\n  sensitive = true\n  default   = \"key-swordfish000000000000\"\n}\n\
         resource \"alicloud_ecs_disk\" \"d\" {\n  encrypted  = true\n  kms_key_id = var.key\n}\n\
         resource \"alicloud_kms_secret\" \"s\" {\n  secret_name = var.key\n  secret_data = \"hunter2-a\"\n  version_id = \"v1\"\n}\n",
    );
    for format in FORMATS {
        assert!(!drawn(&folder().join("kinds"), format).contains("hunter2"), "{format}");
        let drawn = drawn(sensitive.path(), format);
        assert!(!drawn.contains("swordfish") && !drawn.contains("hunter2"), "{format}: {drawn}");
        assert!(drawn.contains("sensitive"), "{format}: {drawn}");
    }
}

#[test]
fn no_map_holds_what_a_terminal_or_a_reader_would_not_show() {
    let is_hidden = |letter: char| letter.is_control() && letter != '\n' || ('\u{202a}'..='\u{2069}').contains(&letter);
    for format in ["mermaid", "svg"] {
        let drawn = drawn(&folder().join("hostile"), format);
        assert_eq!(drawn.chars().find(|letter| is_hidden(*letter)), None, "{format}");
    }
}

#[test]
fn nothing_in_a_page_ends_its_script_or_asks_a_network() {
    let page = drawn(&folder().join("hostile"), "html");
    assert_eq!(page.matches("</script").count(), 2);
    assert_eq!(page.matches("<script").count(), 2);
    for asks in [" src=", " href=", "@import", "url(http", "fetch(", "XMLHttpRequest", "innerHTML"] {
        assert!(!page.contains(asks), "{asks}");
    }
}

#[test]
fn sixty_nodes_are_drawn_one_by_one_and_more_in_groups() {
    let boxes = |folder: &Path| {
        let drawn = drawn(folder, "mermaid");
        let count = drawn.lines().filter(|line| line.trim_start().starts_with('n') && line.contains(":::")).count();
        (count - usize::from(drawn.contains("  note[")), drawn)
    };
    let (count, drawn) = boxes(disks(59).path());
    assert!(count == 60 && !drawn.contains("grouped"), "{count}\n{drawn}");
    let (count, drawn) = boxes(disks(60).path());
    assert!(count == 2 && drawn.contains("<b>60 disks</b>") && drawn.contains("grouped by kind"), "{count}\n{drawn}");
    assert!(drawn.starts_with("%% 61 nodes and 60 edges are too many for one picture"), "{drawn}");
}

#[test]
fn mermaid_takes_whatever_is_drawn() {
    // Mermaid refuses longer texts and more lines than this.
    let mut text = String::from("resource \"alicloud_kms_key\" \"k\" {\n  count = 30\n}\n");
    for server in 0..30 {
        let _ = writeln!(text, "resource \"alicloud_instance\" \"s{server}\" {{");
        for disk in 0..20 {
            let key = (server * 7 + disk) % 30;
            let _ = writeln!(
                text,
                "  data_disks {{\n    encrypted  = true\n    kms_key_id = alicloud_kms_key.k[{key}].id\n  }}"
            );
        }
        text.push_str("}\n");
    }
    let hostile = "resource \"opentelekomcloud_evs_volume_v3\" \"d\" {\n  for_each = toset([for i in range(29) : \
                   join(\"\", [for j in range(120) : \"<>\"], [i])])\n  kms_id = each.key\n}\n";
    for text in [text.as_str(), hostile] {
        let drawn = drawn(module(text).path(), "mermaid");
        assert!(drawn.encode_utf16().count() <= 50_000 && drawn.matches("->").count() <= 500, "{drawn}");
    }
}

#[test]
fn a_finding_is_marked_on_each_instance_that_shows_it_and_no_other() {
    let folder = module(
        "resource \"alicloud_kms_alias\" \"a\" {\n  for_each   = { one = \"alias/one\", two = \"two\", three = \"three\" }\n  \
         alias_name = each.value\n  key_id     = \"key-gw8mm5yxu65c2v9n4b6a1\"\n}\n",
    );
    let map = json(folder.path());
    let nodes = map["nodes"].as_array().unwrap();
    let marked = |key: &str| {
        let address = format!("alicloud_kms_alias.a[\"{key}\"]");
        nodes.iter().find(|node| node["address"] == address.as_str()).unwrap()["findings"].as_array().unwrap().len()
    };
    assert_eq!((marked("one"), marked("two"), marked("three")), (0, 1, 1), "{map:#}");
    assert_eq!(map["findings"].as_array().unwrap().len(), 1);
}

#[test]
fn what_is_accepted_is_not_marked() {
    let folder = module(
        "resource \"alicloud_kms_alias\" \"a\" {\n  # kmslint: ignore[alias-without-prefix] renamed next week\n  \
         alias_name = \"two\"\n  key_id     = \"key-gw8mm5yxu65c2v9n4b6a1\"\n}\n",
    );
    assert_eq!(json(folder.path())["findings"].as_array().unwrap().len(), 0);
}

#[test]
fn findings_do_not_fail_a_map_and_what_cannot_be_read_is_said() {
    let broken = module("resource \"alicloud_kms_key\" \"k\" {\n  pending_window_in_days = = 7\n}\n");
    let output = map(broken.path(), &[]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && said.contains("main.tf:2:") && said.contains("[syntax-error]"), "{said}");
    let missing = map(broken.path(), &["nowhere"]);
    assert_eq!((missing.status.code(), missing.stdout.len()), (Some(2), 0));
    assert_eq!(map(broken.path(), &["--format", "png"]).status.code(), Some(2));
}

#[test]
fn a_map_can_go_to_a_file() {
    let folder = disks(1);
    let output = map(folder.path(), &["--format", "svg", "--output", "map.svg"]);
    assert!(output.status.success() && output.stdout.is_empty());
    assert!(fs::read_to_string(folder.path().join("map.svg")).unwrap().starts_with("<svg xmlns="));
}

#[test]
fn where_nothing_is_configured_the_map_says_so() {
    let folder = module("# nothing\n");
    for format in ["mermaid", "svg", "html"] {
        assert!(drawn(folder.path(), format).contains("No key, KMS instance or consumer"), "{format}");
    }
    assert_eq!(json(folder.path())["nodes"].as_array().unwrap().len(), 0);
}

#[test]
fn what_is_not_asked_for_is_drawn_only_where_it_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("keys.tf"),
        "resource \"alicloud_kms_key\" \"named\" {\n}\nresource \"alicloud_kms_key\" \"other\" {\n}\n",
    )
    .unwrap();
    fs::write(
        folder.path().join("disks.tf"),
        "resource \"alicloud_ecs_disk\" \"d\" {\n  encrypted  = true\n  kms_key_id = alicloud_kms_key.named.id\n}\n",
    )
    .unwrap();
    let output = map(folder.path(), &["--format", "json", "disks.tf"]);
    let map: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let names: Vec<&str> = map["nodes"].as_array().unwrap().iter().map(|node| node["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["alicloud_ecs_disk.d", "alicloud_kms_key.named"]);
}

#[test]
fn an_alias_outside_is_one_thing_only_in_one_account_and_region() {
    let folder = module(
        "provider \"alicloud\" {\n  region = \"eu-central-1\"\n}\n\
         provider \"alicloud\" {\n  alias  = \"far\"\n  region = \"cn-hangzhou\"\n}\n\
         resource \"alicloud_hbr_vault\" \"a\" {\n  encrypt_type = \"KMS\"\n  kms_key_id = \"alias/orders\"\n}\n\
         resource \"alicloud_hbr_vault\" \"b\" {\n  encrypt_type = \"KMS\"\n  kms_key_id = \"alias/orders\"\n}\n\
         resource \"alicloud_hbr_vault\" \"c\" {\n  provider     = alicloud.far\n  encrypt_type = \"KMS\"\n  \
         kms_key_id   = \"alias/orders\"\n}\n",
    );
    let map = json(folder.path());
    let to: Vec<&str> = map["edges"].as_array().unwrap().iter().map(|edge| edge["to"].as_str().unwrap()).collect();
    assert!(to.len() == 3 && to[0] == to[1] && to[1] != to[2], "{map:#}");
}

#[test]
fn quotas_claim_no_more_than_is_known() {
    let instance = |vpcs: &str, more: &str| {
        format!(
            "variable \"keys\" {{\n  type = number\n}}\ndata \"alicloud_vpcs\" \"a\" {{\n}}\ndata \"alicloud_vpcs\" \"b\" {{\n}}\n\
             resource \"alicloud_kms_instance\" \"i\" {{\n  vpc_num = 3\n  key_num = 10\n{}{more}}}\n\
             resource \"alicloud_kms_key\" \"k\" {{\n  count            = var.keys\n  \
             dkms_instance_id = alicloud_kms_instance.i.id\n}}\n",
            vpcs.split(' ').map(|vpc| format!("  bind_vpcs {{\n    vpc_id = {vpc}\n  }}\n")).collect::<String>()
        )
    };
    let quotas = |text: &str| json(module(text).path())["nodes"][0]["quotas"].clone();
    let known = quotas(&instance("\"vpc-a\" \"vpc-b\" \"vpc-a\"", ""));
    assert_eq!((&known[0]["used"], &known[0]["at_least"], &known[0]["bought"]), (&2.into(), &false.into(), &3.into()));
    assert_eq!((&known[1]["used"], &known[1]["at_least"]), (&0.into(), &true.into()), "there may be no key at all");
    // Two lookups may find one VPC.
    let looked_up = quotas(&instance("data.alicloud_vpcs.a.ids[0] data.alicloud_vpcs.b.ids[0]", ""));
    assert_eq!((&looked_up[0]["used"], &looked_up[0]["at_least"]), (&1.into(), &true.into()));
    let kept = quotas(&instance("\"vpc-a\"", "  lifecycle {\n    ignore_changes = [vpc_num]\n  }\n"));
    assert!(kept[0]["bought"].is_null() && kept[1]["bought"] == 10, "{kept:#}");
}
