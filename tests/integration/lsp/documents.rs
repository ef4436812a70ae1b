//! What is open goes over what lies on the disk, whatever it is and wherever it belongs.

use serde_json::{Value as Json, json};

use super::{BAD, Client, GOOD, everything, shown, uri};
use crate::cli::Folder;

const ALIAS: &str = "2 alias-without-prefix";

fn change(client: &mut Client, uri: &str, version: i64, changes: Json) {
    let params = json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": changes });
    client.notify("textDocument/didChange", params);
}

fn at(line: u32, start: u32, end: u32) -> Json {
    json!({ "start": { "line": line, "character": start }, "end": { "line": line, "character": end } })
}

#[test]
fn an_unsaved_buffer_goes_over_the_disk() {
    let folder = Folder::new(&[("main.tf", GOOD)]);
    let main = uri(&folder.path().join("main.tf"));
    let mut client = Client::new(&[folder.path()], everything());
    client.open_uri(&main, "terraform", BAD);
    assert_eq!(client.rules(&main), [ALIAS]);
    client.replace(&main, 2, GOOD);
    assert_eq!(client.rules(&main), [""; 0]);
    client.replace(&main, 3, BAD);
    assert_eq!(client.rules(&main), [ALIAS]);
    // What is closed without having been saved is what the disk holds.
    client.close(&main);
    assert_eq!(client.rules(&main), [""; 0]);
}

#[test]
fn a_change_says_which_version_it_is_about() {
    let folder = Folder::new(&[]);
    let main = uri(&folder.path().join("main.tf"));
    let mut client = Client::new(&[folder.path()], everything());
    client.open_uri(&main, "terraform", BAD);
    client.diagnostics(&main);
    client.replace(&main, 7, BAD);
    let sent = client.wait_for(|message| message["method"] == "textDocument/publishDiagnostics");
    assert_eq!(sent["params"]["version"], 7);
}

#[test]
fn parts_are_changed_in_every_encoding() {
    let text = format!("# \u{1f600}\u{e9} x\n{BAD}");
    for (offered, column) in [(json!(["utf-8", "utf-16"]), 6), (json!([]), 3), (json!(["utf-32"]), 2)] {
        let folder = Folder::new(&[]);
        let main = uri(&folder.path().join("main.tf"));
        let capabilities = json!({ "general": { "positionEncodings": offered } });
        let mut client = Client::new(&[folder.path()], capabilities);
        client.open_uri(&main, "terraform", &text);
        assert_eq!(client.rules(&main), ["3 alias-without-prefix"]);
        // Behind the letters of several bytes the line is broken in two.
        let end = column + 1 + u32::from(column == 6);
        change(&mut client, &main, 2, json!([{ "range": at(0, end, end), "text": "\n# " }]));
        assert_eq!(client.rules(&main), ["4 alias-without-prefix"], "{offered}");
        // A column beyond the end of the line is its end, a line beyond the last the end of the text.
        change(
            &mut client,
            &main,
            3,
            json!([{ "range": at(9, 9, 99), "text": "\n" }, { "range": at(0, 999, 999), "text": "\n" }]),
        );
        assert_eq!(client.rules(&main), ["5 alias-without-prefix"], "{offered}");
    }
}

#[test]
fn columns_are_those_of_the_encoding() {
    let text = BAD.replace("  alias_name", "  /* \u{1f600} */ alias_name");
    for (offered, expected) in [("utf-8", 26), ("utf-16", 24), ("utf-32", 23)] {
        let folder = Folder::new(&[]);
        let main = uri(&folder.path().join("main.tf"));
        let mut client = Client::new(&[folder.path()], json!({ "general": { "positionEncodings": [offered] } }));
        client.open_uri(&main, "terraform", &text);
        assert_eq!(client.diagnostics(&main)[0]["range"]["start"]["character"], expected, "{offered}");
    }
}

#[test]
fn twenty_quick_changes_are_checked_together() {
    let folder = Folder::new(&[]);
    let main = uri(&folder.path().join("main.tf"));
    let mut client = Client::new(&[folder.path()], everything());
    client.open_uri(&main, "terraform", BAD);
    client.diagnostics(&main);
    let mut messages = Vec::new();
    for version in 2..22 {
        let text = if version == 21 { BAD.replace("orders", "stock") } else { GOOD.to_owned() };
        let document = json!({ "uri": main, "version": version });
        let params = json!({ "textDocument": document, "contentChanges": [{ "text": text }] });
        messages.extend(super::framed(&json!({ "method": "textDocument/didChange", "params": params })));
    }
    client.write(&messages);
    let is_last = |message: &Json| message["params"]["version"] == 21;
    let last = client.wait_for(is_last);
    assert!(last["params"]["diagnostics"][0]["message"].as_str().unwrap().contains("stock"), "{last}");
    let sent = client.heard.iter().filter(|message| message["method"] == "textDocument/publishDiagnostics");
    assert!(sent.count() < 10);
}

#[test]
fn what_was_never_saved_is_checked_by_its_language() {
    let folder = Folder::new(&[]);
    let request = crate::cli::ERROR;
    let script = "aliyun kms CreateAlias --AliasName orders --KeyId key-hzz65c3d2b1a0f9e8d7c6\n";
    for (language, text) in [("terraform", BAD), ("json", request), ("shellscript", script)] {
        for folders in [&[folder.path()][..], &[]] {
            let mut client = Client::new(folders, everything());
            client.open_uri("untitled:Untitled-1", language, text);
            assert_eq!(client.diagnostics("untitled:Untitled-1").len(), 1, "{language}");
            client.close("untitled:Untitled-1");
            assert_eq!(client.rules("untitled:Untitled-1"), [""; 0]);
        }
    }
}

#[test]
fn a_new_file_in_a_new_folder_is_checked() {
    let folder = Folder::new(&[]);
    let new = uri(&folder.path().join("not/yet/main.tf"));
    let mut client = Client::new(&[folder.path()], everything());
    client.open_uri(&new, "terraform", BAD);
    assert_eq!(client.rules(&new), [ALIAS]);
}

#[test]
fn uris_come_back_as_they_were_written() {
    let folder = Folder::new(&[("a b.tf", ""), ("\u{e9}.tf", "")]);
    let mut client = Client::new(&[folder.path()], everything());
    for name in ["a%20b.tf", "%C3%A9.tf", "%c3%a9%2etf"] {
        let uri = format!("{}/{name}", uri(folder.path()));
        client.open_uri(&uri, "terraform", BAD);
        assert_eq!(client.rules(&uri), [ALIAS], "{name}");
        client.close(&uri);
        client.diagnostics(&uri);
    }
}

#[test]
fn one_file_alone_is_checked_in_its_project() {
    let module = "variable \"name\" {}\nresource \"alicloud_kms_alias\" \"a\" {\n  alias_name = var.name\n  key_id     = \
                  \"key-hzz65c3d2b1a0f9e8d7c6\"\n}\n";
    let caller = "module \"a\" {\n  source = \"../modules/a\"\n  name   = \"orders\"\n}\n";
    let folder = Folder::new(&[(".git/HEAD", ""), ("modules/a/main.tf", module), ("prod/main.tf", caller)]);
    let mut client = Client::new(&[], everything());
    let (module, prod) = (folder.path().join("modules/a/main.tf"), uri(&folder.path().join("prod/main.tf")));
    client.open(&module, &std::fs::read_to_string(&module).unwrap());
    let found = client.diagnostics(&uri(&module));
    assert_eq!(shown(&found), ["3 alias-without-prefix"]);
    let places: Vec<&str> = found[0]["relatedInformation"]
        .as_array()
        .unwrap()
        .iter()
        .map(|related| related["location"]["uri"].as_str().unwrap())
        .collect();
    assert!(places.contains(&prod.as_str()), "{places:?}");
    // What is open and not saved elsewhere bears on it.
    client.open_uri(&prod, "terraform", &caller.replace("\"orders\"", "\"alias/orders\""));
    assert_eq!(client.rules(&uri(&module)), [""; 0]);
}

#[test]
fn each_folder_has_its_configuration() {
    let off = "rules: { alias-without-prefix: off }\n";
    let one = Folder::new(&[("main.tf", BAD), (".kmslint.yaml", off)]);
    let other = Folder::new(&[("main.tf", BAD)]);
    let third = Folder::new(&[("main.tf", BAD)]);
    let files = [&one, &other, &third].map(|folder| uri(&folder.path().join("main.tf")));
    let options = json!({ "diagnostics": "workspace" });
    let mut client = Client::with_options(&[one.path(), other.path()], everything(), options);
    assert_eq!(client.rules(&files[1]), [ALIAS]);
    let folders = |folder: &Folder| json!([{ "uri": uri(folder.path()), "name": "x" }]);
    let event = json!({ "event": { "added": folders(&third), "removed": folders(&other) } });
    client.notify("workspace/didChangeWorkspaceFolders", event);
    let (mut gone, mut came) = (false, false);
    while !(gone && came) {
        let sent = client.wait_for(|message| message["method"] == "textDocument/publishDiagnostics");
        let count = sent["params"]["diagnostics"].as_array().unwrap().len();
        gone |= sent["params"]["uri"] == files[1] && count == 0;
        came |= sent["params"]["uri"] == files[2] && count == 1;
    }
    assert!(!client.heard.iter().any(|message| message["params"]["uri"] == files[0]), "its configuration is not read");
}

#[test]
fn configurations_count_when_they_change() {
    let folder = Folder::new(&[("main.tf", BAD)]);
    let main = uri(&folder.path().join("main.tf"));
    let configuration = uri(&folder.path().join(".kmslint.yaml"));
    let mut client = Client::new(&[folder.path()], everything());
    client.open_uri(&main, "terraform", BAD);
    assert_eq!(client.rules(&main), [ALIAS]);
    folder.write(".kmslint.yaml", "rules: { alias-without-prefix: off }\n");
    let event = json!({ "changes": [{ "uri": configuration, "type": 1 }] });
    client.notify("workspace/didChangeWatchedFiles", event);
    assert_eq!(client.rules(&main), [""; 0]);
    // One that is being written counts before it is saved, and its mistakes are shown in it.
    client.open_uri(&configuration, "yaml", "rules: { alias-without-prefix: error }\n");
    assert_eq!(client.rules(&main), [ALIAS]);
    client.replace(&configuration, 2, "rules:\n  alias-without-prefx: off\n");
    assert_eq!(client.rules(&configuration), ["2 unknown-rule"]);
}

#[test]
fn mistakes_in_the_tables_of_a_team_are_shown_in_them() {
    let key = "resource \"alicloud_kms_key\" \"a\" {\n  pending_window_in_days = 7\n}\n";
    let table = "kind: alibaba/kms_key\nrule: our-window\nfields:\n  pending_window_in_days: {range: {min: 30}}\n";
    let folder =
        Folder::new(&[("main.tf", key), (".kmslint.yaml", "tables: [tables/*.yaml]\n"), ("tables/kms.yaml", table)]);
    let (main, tables) = (uri(&folder.path().join("main.tf")), uri(&folder.path().join("tables/kms.yaml")));
    let mut client = Client::new(&[folder.path()], everything());
    client.open_uri(&main, "terraform", key);
    assert_eq!(client.rules(&main), ["2 our-window"]);
    // What the team says of an argument stands below what the provider does.
    let hover = json!({ "textDocument": { "uri": main }, "position": { "line": 1, "character": 4 } });
    let page = client.request("textDocument/hover", hover)["contents"]["value"].as_str().unwrap().to_owned();
    let (provider, team) = (page.find("A field of the"), page.find("In the team's own tables:"));
    assert!(provider.is_some() && provider < team && page.contains("at least 30"), "{page}");
    // One that is being written counts before it is saved.
    client.open_uri(&tables, "yaml", &table.replace("pending_window_in_days", "pending_window"));
    let found = client.diagnostics(&tables);
    assert_eq!(shown(&found), ["4 configuration"]);
    let place = |character: u32| json!({ "line": 3, "character": character });
    assert_eq!((&found[0]["range"]["start"], &found[0]["range"]["end"]), (&place(2), &place(16)));
    assert!(found[0]["message"].as_str().unwrap().contains("did you mean `pending_window_in_days`?"));
    client.replace(&tables, 2, &table.replace("min: 30", "minn: 30"));
    assert_eq!(shown(&client.diagnostics(&tables)), ["4 configuration"]);
    client.replace(&tables, 3, &table.replace("30", "7"));
    assert_eq!(client.rules(&tables), [""; 0]);
    assert!(!client.heard.iter().any(|message| message["method"] == "window/showMessage"), "places say it");
}

#[test]
fn two_configurations_in_a_folder_are_a_mistake() {
    let folder = Folder::new(&[("main.tf", BAD), (".kmslint.yaml", "")]);
    let (main, second) = (uri(&folder.path().join("main.tf")), uri(&folder.path().join(".kmslint.yml")));
    let mut client = Client::new(&[folder.path()], everything());
    client.open_uri(&main, "terraform", BAD);
    assert_eq!(client.rules(&main), [ALIAS]);
    client.open_uri(&second, "yaml", "fail_on: error\n");
    assert_eq!(client.rules(&second), ["1 configuration"]);
}

#[test]
fn the_setting_says_how_much_is_shown() {
    let folder = Folder::new(&[("one/main.tf", BAD), ("two/main.tf", BAD)]);
    let (one, two) = (uri(&folder.path().join("one/main.tf")), uri(&folder.path().join("two/main.tf")));
    let mut capabilities = everything();
    capabilities["workspace"]["configuration"] = json!(true);
    let mut client = Client::new(&[folder.path()], capabilities);
    let asked = client.wait_for(|message| message["method"] == "workspace/configuration");
    assert_eq!(asked["params"]["items"][0]["section"], "kmslint");
    client.send(&json!({ "jsonrpc": "2.0", "id": asked["id"], "result": [{ "diagnostics": "openFiles" }] }));
    client.open_uri(&one, "terraform", BAD);
    assert_eq!(client.rules(&one), [ALIAS]);
    client.notify("workspace/didChangeConfiguration", json!({ "settings": {} }));
    let asked = client.wait_for(|message| message["method"] == "workspace/configuration");
    assert!(!client.heard.iter().any(|message| message["params"]["uri"] == two));
    client.send(&json!({ "jsonrpc": "2.0", "id": asked["id"], "result": [{ "diagnostics": "workspace" }] }));
    assert_eq!(client.rules(&two), [ALIAS]);
    client.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": { "kmslint": { "diagnostics": "openFiles" } } }),
    );
    assert_eq!(client.rules(&two), [""; 0]);
}

#[test]
fn changes_on_the_disk_are_asked_for_and_heard() {
    let folder = Folder::new(&[("main.tf", GOOD)]);
    let main = uri(&folder.path().join("main.tf"));
    let mut capabilities = everything();
    capabilities["workspace"]["didChangeWatchedFiles"] = json!({ "dynamicRegistration": true });
    let mut client = Client::with_options(&[folder.path()], capabilities, json!({ "diagnostics": "workspace" }));
    let registered = client.wait_for(|message| message["method"] == "client/registerCapability");
    client.send(&json!({ "jsonrpc": "2.0", "id": registered["id"], "result": null }));
    assert_eq!(registered["params"]["registrations"][0]["method"], "workspace/didChangeWatchedFiles");
    folder.write("main.tf", BAD);
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": main, "type": 2 }] }));
    assert_eq!(client.rules(&main), [ALIAS]);
}
