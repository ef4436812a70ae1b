//! What is known of a value, where it comes from, and what can be written.

use serde_json::{Value as Json, json};

use super::{BAD, Client, everything, marked, uri};
use crate::cli::{Folder, WARNING};

fn asked(client: &mut Client, name: &str, folder: &Folder, method: &str, text: &str) -> Json {
    let (text, position) = marked(text);
    let uri = uri(&folder.path().join(name));
    client.open_uri(&uri, "", &text);
    let result = client.request(method, json!({ "textDocument": { "uri": uri }, "position": position }));
    client.close(&uri);
    result
}

const KEY: &str = "variable \"days\" { default = 30 }\nlocals {\n  days = var.days\n}\nresource \"alicloud_kms_key\" \"a\" {\n  \
                   pending_window_in_days = local.days\n  description = \"${var.days} days\"\n}\n";

#[test]
fn a_value_says_what_it_is_and_where_it_comes_from() {
    let folder = Folder::new(&[]);
    let mut client = Client::new(&[folder.path()], everything());
    let hover = |client: &mut Client, text: &str| {
        let hover = asked(client, "main.tf", &folder, "textDocument/hover", text);
        hover["contents"]["value"].as_str().unwrap_or_default().to_owned()
    };
    let shown = hover(&mut client, &KEY.replace("= local.days", "= local.§days"));
    assert!(shown.contains("30  (local.days at main.tf:3:10, var.days at main.tf:1:"), "{shown}");
    assert!(shown.starts_with("`pending_window_in_days` of `alicloud_kms_key.a`\n"), "{shown}");
    let shown = hover(&mut client, &KEY.replace("pending_", "pend§ing_"));
    // Editors show some lines of it in a narrow window.
    assert!(shown.starts_with("A field of the key:\n\n- type: integer\n- range: 7 to 366 days\n"), "{shown}");
    assert!(shown.ends_with("- in the tables: `alibaba/kms_key.pending_window_in_days`\n"), "{shown}");
    assert_eq!(hover(&mut client, &KEY.replace("locals {", "loc§als {")), "");
    let shown = hover(&mut client, &BAD.replace("orders", "ord§ers"));
    assert!(shown.starts_with("**[alias-without-prefix](http") && shown.contains("\n---\n"), "{shown}");
    let secret = "resource \"alicloud_kms_secret\" \"a\" {\n  secret_name = \"a\"\n  secret_data = var.§s\n}\nvariable \"s\" \
                  {\n  default = \"hunter2\"\n  sensitive = true\n}\n";
    let shown = hover(&mut client, secret);
    assert!(shown.contains("(sensitive)") && !shown.contains("hunter2"), "{shown}");
}

#[test]
fn the_definition_is_where_the_value_is_written() {
    let folder = Folder::new(&[("terraform.tfvars", "days = 31\n")]);
    let mut client = Client::new(&[folder.path()], everything());
    let go = |client: &mut Client, text: &str| asked(client, "main.tf", &folder, "textDocument/definition", text);
    let found = go(&mut client, &KEY.replace("= local.days", "= local.d§ays"));
    let found = found.as_array().unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["uri"], uri(&folder.path().join("terraform.tfvars")));
    assert_eq!(found[0]["range"]["start"], json!({ "line": 0, "character": 7 }));
    let computed = go(&mut client, &KEY.replace(" days\"", " d§ays\""));
    assert_eq!(computed[0]["uri"], uri(&folder.path().join("terraform.tfvars")), "it is computed from this");
    assert_eq!(go(&mut client, &KEY.replace("locals {", "lo§cals {")), json!([]));
    assert_eq!(go(&mut client, &KEY.replace("\"a\" {", "\"§a\" {")), json!([]));
}

/// What is proposed, by the text that is written.
fn proposed(client: &mut Client, folder: &Folder, name: &str, text: &str) -> Vec<String> {
    let items = asked(client, name, folder, "textDocument/completion", text);
    let items = items.as_array().unwrap();
    items.iter().map(|item| item["textEdit"]["newText"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn arguments_and_values_of_terraform_are_proposed() {
    let folder = Folder::new(&[]);
    let mut client = Client::new(&[folder.path()], everything());
    let mut proposed = |text: &str| proposed(&mut client, &folder, "main.tf", text);
    let has = |found: &[String], name: &str| found.iter().any(|item| item == name);
    let resource =
        |line: &str| format!("resource \"alicloud_kms_key\" \"a\" {{\n  key_spec = \"Aliyun_AES_256\"\n{line}\n}}\n");
    let names = proposed(&resource("  pen§"));
    assert!(has(&names, "pending_window_in_days") && !has(&names, "key_spec"), "{names:?}");
    assert!(has(&proposed(&resource("  key_usage = §")), "\"ENCRYPT/DECRYPT\""));
    assert!(has(&proposed(&resource("  key_usage = \"ENC§\"")), "ENCRYPT/DECRYPT"));
    assert!(has(&proposed("resource \"alicloud_kms_k§\n"), "alicloud_kms_key"));
    let instance = "resource \"alicloud_kms_instance\" \"a\" {\n  bind_vpcs {\n    §\n  }\n}\n";
    assert!(has(&proposed(instance), "vpc_owner_id"));
    let region = instance.replace('§', "region_id = \"cn-§\"");
    assert!(has(&proposed(&region), "cn-hangzhou"));
    let zone = "resource \"alicloud_kms_instance\" \"a\" {\n  zone_ids = [\"cn-§\"]\n}\n";
    assert!(has(&proposed(zone), "cn-hangzhou-k"));
    assert_eq!(proposed("resource \"aws_instance\" \"a\" {\n  §\n}\n"), [""; 0]);
    assert_eq!(proposed("§"), [""; 0]);
}

#[test]
fn a_page_is_markdown_where_the_client_takes_it() {
    let folder = Folder::new(&[]);
    let item = json!({ "documentationFormat": ["plaintext", "markdown"] });
    for (item, is_markdown) in
        [(item, true), (json!({ "documentationFormat": ["plaintext"] }), false), (json!({}), false)]
    {
        let capabilities = json!({ "textDocument": { "completion": { "completionItem": item } } });
        let mut client = Client::new(&[folder.path()], capabilities);
        let text = "resource \"alicloud_kms_key\" \"a\" {\n  §\n}\n";
        let items = asked(&mut client, "main.tf", &folder, "textDocument/completion", text);
        let page = &items[0]["documentation"];
        assert_eq!((page["kind"] == "markdown", page.is_string()), (is_markdown, !is_markdown), "{page}");
    }
}

#[test]
fn operations_and_members_of_requests_are_proposed() {
    let folder = Folder::new(&[]);
    let mut client = Client::new(&[folder.path()], everything());
    let mut proposed = |name: &str, text: &str| proposed(&mut client, &folder, name, text);
    let has = |found: &[String], name: &str| found.iter().any(|item| item == name);
    assert!(has(&proposed("a.json", "{\n  \"Action\": \"Upd§\"\n}\n"), "UpdateKmsInstanceBindVpc"));
    assert!(has(&proposed("a.sh", "aliyun kms §\n"), "CreateAlias"));
    // In a string that is a document, escaped or not.
    let members = proposed("a.json", &WARNING.replace("\\\"VpcOwnerId", "§\\\"VpcOwnerId"));
    assert!(has(&members, "\\\"RegionId\\\"") && !has(&members, "\\\"VpcId\\\""), "{members:?}");
    let members = proposed("a.sh", "aliyun kms UpdateKmsInstanceBindVpc --BindVpcs '[{\"VpcId\":\"vpc-1\",\"§\n");
    assert!(has(&members, "RegionId") && !has(&members, "VpcId"), "{members:?}");
    let regions = proposed("a.json", &WARNING.replace("RegionID", "RegionId").replace("cn-hangzhou", "cn-§hangzhou"));
    assert!(has(&regions, "cn-hangzhou"), "{regions:?}");
    let members = proposed("a.json", &WARNING.replace("  \"KmsInstanceId", "  \"§\",\n  \"KmsInstanceId"));
    assert_eq!(members, [""; 0], "all are written, those behind the place too");
    assert_eq!(proposed("a.json", "{\n  §\n}\n"), [""; 0]);
}

#[test]
fn odd_places_are_answered() {
    let folder = Folder::new(&[("main.tf", BAD)]);
    let main = uri(&folder.path().join("main.tf"));
    let mut client = Client::new(&[folder.path()], everything());
    client.open_uri(&main, "terraform", BAD);
    let far = json!({ "line": u32::MAX, "character": u32::MAX });
    for method in ["textDocument/hover", "textDocument/definition", "textDocument/completion"] {
        for uri in [main.as_str(), "file:///none.tf", "x"] {
            client.request(method, json!({ "textDocument": { "uri": uri }, "position": far }));
        }
        for odd in [Json::Null, json!({ "textDocument": { "uri": main }, "position": { "line": -1 } })] {
            assert_eq!(client.ask(method, odd)["error"]["code"], -32602, "{method}");
        }
    }
    let params = json!({ "textDocument": { "uri": main }, "range": { "start": far, "end": far }, "context": {} });
    client.request("textDocument/codeAction", params);
    assert_eq!(client.ask("textDocument/codeAction", json!({}))["error"]["code"], -32602);
    assert_eq!(client.end(), Some(0));
}
