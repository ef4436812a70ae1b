//! Clients that ask for diagnostics are sent none.

use serde_json::{Value as Json, json};

use super::{BAD, Client, GOOD, pulling, shown, uri};
use crate::cli::Folder;

fn report(client: &mut Client, uri: &str, previous: &Json) -> Json {
    let params = json!({ "textDocument": { "uri": uri }, "previousResultId": previous });
    client.request("textDocument/diagnostic", params)
}

#[test]
fn who_asks_is_answered_and_not_told() {
    let folder = Folder::new(&[("main.tf", GOOD)]);
    let main = uri(&folder.path().join("main.tf"));
    let mut client = Client::silent();
    let folders = json!([{ "uri": uri(folder.path()), "name": "x" }]);
    let result = client.initialize(json!({ "capabilities": pulling(), "workspaceFolders": folders }));
    assert_eq!(result["capabilities"]["diagnosticProvider"]["interFileDependencies"], true);
    client.open_uri(&main, "terraform", BAD);
    let first = report(&mut client, &main, &Json::Null);
    assert_eq!(shown(first["items"].as_array().unwrap()), ["2 alias-without-prefix"]);
    assert_eq!(report(&mut client, &main, &first["resultId"])["kind"], "unchanged");
    client.replace(&main, 2, GOOD);
    let second = report(&mut client, &main, &first["resultId"]);
    assert_eq!((&second["kind"], &second["items"]), (&json!("full"), &json!([])));
    client.save(&main);
    client.wait_for(|message| message["method"] == "workspace/diagnostic/refresh");
    assert_eq!(client.pull("file:///none/at/all.tf"), [Json::Null; 0]);
    assert!(!client.heard.iter().any(|message| message["method"] == "textDocument/publishDiagnostics"));
    assert_eq!(client.end(), Some(0));
}

#[test]
fn the_workspace_is_as_large_as_the_setting_says() {
    let folder = Folder::new(&[("one/main.tf", BAD), ("two/main.tf", BAD)]);
    let (one, two) = (uri(&folder.path().join("one/main.tf")), uri(&folder.path().join("two/main.tf")));
    for (setting, expected) in [("openFiles", vec![&one]), ("workspace", vec![&one, &two])] {
        let mut client = Client::with_options(&[folder.path()], pulling(), json!({ "diagnostics": setting }));
        client.open_uri(&one, "terraform", BAD);
        let report = client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
        let items = report["items"].as_array().unwrap();
        let uris: Vec<&str> = items.iter().map(|item| item["uri"].as_str().unwrap()).collect();
        assert_eq!(uris, expected);
        let known: Vec<Json> =
            items.iter().map(|item| json!({ "uri": item["uri"], "value": item["resultId"] })).collect();
        client.replace(&one, 2, GOOD);
        let report = client.request("workspace/diagnostic", json!({ "previousResultIds": known }));
        let kinds: Vec<&Json> = report["items"].as_array().unwrap().iter().map(|item| &item["kind"]).collect();
        assert_eq!(kinds[0], "full", "what is gone is said");
        assert!(kinds[1..].iter().all(|kind| *kind == "unchanged"), "{report}");
    }
}

#[test]
fn related_documents_come_with_the_one_that_was_asked_for() {
    let module = "variable \"name\" {}\nresource \"alicloud_kms_alias\" \"a\" {\n  alias_name = var.name\n  key_id     = \
                  \"key-hzz65c3d2b1a0f9e8d7c6\"\n}\n";
    let caller = "module \"a\" {\n  source = \"./a\"\n  name   = \"orders\"\n}\n";
    let folder = Folder::new(&[("a/main.tf", module), ("main.tf", caller)]);
    let mut client = Client::new(&[folder.path()], pulling());
    let main = uri(&folder.path().join("main.tf"));
    client.open_uri(&main, "terraform", caller);
    let report = report(&mut client, &main, &Json::Null);
    let related = &report["relatedDocuments"][uri(&folder.path().join("a/main.tf"))];
    assert_eq!(related["items"].as_array().unwrap().len(), 1, "{report}");
}

#[test]
fn a_request_that_is_cancelled_is_answered_once() {
    let mut client = Client::new(&[], pulling());
    let mut messages = Vec::new();
    for id in 100..140 {
        let params = json!({ "previousResultIds": [] });
        messages.extend(super::framed(&json!({ "id": id, "method": "workspace/diagnostic", "params": params })));
        messages.extend(super::framed(&json!({ "method": "$/cancelRequest", "params": { "id": id } })));
    }
    client.write(&messages);
    for id in 100..140 {
        let answer = client.wait_for(|message| message["id"] == id);
        assert!(answer.get("result").is_some() || answer["error"]["code"] == -32800, "{answer}");
    }
    assert_eq!(client.heard.len(), 0);
}
