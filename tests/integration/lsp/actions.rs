//! What can be done about a finding, and that it does what the command line does.

use std::path::Path;

use serde_json::{Value as Json, json};

use super::{BAD, Client, everything, uri};
use crate::cli::{Folder, WARNING};

fn everywhere() -> Json {
    let end = json!({ "line": 9999, "character": 0 });
    json!({ "start": { "line": 0, "character": 0 }, "end": end })
}

fn actions(client: &mut Client, uri: &str, range: &Json, only: &Json) -> Vec<Json> {
    let context = json!({ "diagnostics": [{ "code": 7, "range": {} }], "only": only });
    let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": context, "workDoneToken": 1 });
    client.request("textDocument/codeAction", params).as_array().unwrap().clone()
}

fn titles(actions: &[Json]) -> Vec<&str> {
    actions.iter().map(|action| action["title"].as_str().unwrap()).collect()
}

/// A text after the edits of a workspace edit, in letters that all take one unit.
fn edited(text: &str, edits: &[Json]) -> String {
    let offset = |place: &Json| {
        let line = place["line"].as_u64().unwrap() as usize;
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let rest = &text[start..];
        let units = place["character"].as_u64().unwrap() as usize;
        let mut left = units;
        let ahead = rest.chars().take_while(|letter| {
            let fits = left > 0;
            left = left.saturating_sub(letter.len_utf16());
            fits
        });
        start + ahead.map(char::len_utf8).sum::<usize>()
    };
    let mut edits: Vec<(usize, usize, &str)> = edits
        .iter()
        .map(|edit| {
            let range = &edit["range"];
            (offset(&range["start"]), offset(&range["end"]), edit["newText"].as_str().unwrap())
        })
        .collect();
    edits.sort_unstable();
    let mut result = text.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        result.replace_range(start..end, new);
    }
    result
}

fn edits(action: &Json) -> Vec<Json> {
    let changes = &action["edit"]["documentChanges"];
    assert_eq!(changes.as_array().unwrap().len(), 1, "{action}");
    changes[0]["edits"].as_array().unwrap().clone()
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(files(&path));
        } else {
            all.push(path);
        }
    }
    all.sort();
    all
}

#[test]
fn all_fixes_of_a_document_are_those_of_the_command_line() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/fixes");
    let copy = Folder::new(&[]);
    for file in files(&cases) {
        let name = file.strip_prefix(&cases).unwrap();
        std::fs::create_dir_all(copy.path().join(name).parent().unwrap()).unwrap();
        std::fs::copy(&file, copy.path().join(name)).unwrap();
    }
    let mut client = Client::new(&[copy.path()], everything());
    let mut fixed = 0;
    for path in files(copy.path()) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let uri = uri(&path);
        client.open_uri(&uri, "", &text);
        let found = actions(&mut client, &uri, &everywhere(), &json!(["source.fixAll"]));
        let after = match found.as_slice() {
            [] => text.clone(),
            [action] => edited(&text, &edits(&client.request("codeAction/resolve", action.clone()))),
            several => panic!("{several:?}"),
        };
        client.close(&uri);
        // What is read from standard input changes no other file.
        let name = path.strip_prefix(copy.path()).unwrap().to_str().unwrap().to_owned();
        let done = copy.run_with(&["check", "--fix", "-", "--stdin-filename", &name], &text, &[]);
        assert_eq!(after, done.stdout, "{name}");
        fixed += usize::from(after != text);
    }
    assert!(fixed > 5, "{fixed} files were fixed");
}

#[test]
fn a_finding_can_be_fixed_suppressed_and_read_about() {
    let folder = Folder::new(&[]);
    let file = uri(&folder.path().join("bind.json"));
    let mut client = Client::new(&[folder.path()], everything());
    client.open_uri(&file, "json", WARNING);
    let all = actions(&mut client, &file, &everywhere(), &json!(["quickfix"]));
    let expected = ["Fix: rename to `RegionId`", "Open the page of bind-vpcs-unknown-member"];
    assert_eq!(titles(&all), expected, "JSON has no comments");
    assert_eq!((&all[0]["isPreferred"], &all[0]["diagnostics"][0]["severity"]), (&json!(true), &json!(2)));
    assert_eq!(all[0]["edit"]["documentChanges"][0]["textDocument"], json!({ "uri": file, "version": 1 }));
    folder.write("bind.json", WARNING);
    folder.run(&["check", "--fix"]);
    assert_eq!(edited(WARNING, &edits(&all[0])), folder.read("bind.json"));
    let nowhere = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 1 } });
    assert_eq!(titles(&actions(&mut client, &file, &nowhere, &json!(["quickfix"]))), [""; 0]);
    assert_eq!(titles(&actions(&mut client, &file, &everywhere(), &json!(["refactor"]))), [""; 0]);
    assert_eq!(titles(&actions(&mut client, &file, &everywhere(), &Json::Null)).len(), 3);
    let command = &all[1]["command"];
    let run = json!({ "command": command["command"], "arguments": command["arguments"] });
    client.request("workspace/executeCommand", run);
    let shown = client.heard.iter().find(|message| message["method"] == "window/showDocument").unwrap();
    assert!(shown["params"]["uri"].as_str().unwrap().ends_with("/bind-vpcs-unknown-member.md"));
}

fn suppressing(client: &mut Client, uri: &str) -> Json {
    let all = actions(client, uri, &everywhere(), &json!(["quickfix"]));
    let action = all.iter().find(|action| action["title"].as_str().unwrap().starts_with("Suppress"));
    action.unwrap_or_else(|| panic!("{all:#?}")).clone()
}

#[test]
fn a_suppression_takes_the_reason_that_its_user_types() {
    let folder = Folder::new(&[]);
    let main = uri(&folder.path().join("main.tf"));
    let line = "  # kmslint: ignore[alias-without-prefix] ";
    // One that fills in what is inserted.
    let mut capabilities = everything();
    capabilities["workspace"]["workspaceEdit"]["snippetEditSupport"] = json!(true);
    let mut client = Client::new(&[folder.path()], capabilities);
    client.open_uri(&main, "terraform", BAD);
    let action = suppressing(&mut client, &main);
    let edit = edits(&client.request("codeAction/resolve", action)).remove(0);
    assert_eq!(edit["snippet"]["value"], format!("{line}${{1:reason}}\n"));
    assert_eq!(edit["range"]["start"], json!({ "line": 1, "character": 0 }));
    // One that has no such places: the reason is to be typed, and until then the finding stays.
    let mut client = Client::new(&[folder.path()], everything());
    client.open_uri(&main, "terraform", BAD);
    let action = suppressing(&mut client, &main);
    let text = edited(BAD, &edits(&client.request("codeAction/resolve", action.clone())));
    assert_eq!(text, BAD.replace("  alias_name", &format!("{line}\n  alias_name")));
    client.replace(&main, 2, "");
    let late = client.ask("codeAction/resolve", action);
    assert_eq!(late["error"]["code"], -32801, "the finding is gone");
    // One that asks its user itself.
    let mut client = Client::with_options(&[folder.path()], everything(), json!({ "asksForReasons": true }));
    client.open_uri(&main, "terraform", BAD);
    let command = suppressing(&mut client, &main)["command"].clone();
    assert_eq!(command["command"], "kmslint.askForReason");
    let run = |reason: &str| json!({ "command": "kmslint.suppress", "arguments": [command["arguments"][0], reason] });
    client.request("workspace/executeCommand", run("moves in\nMay"));
    let applied = client.heard.iter().find(|message| message["method"] == "workspace/applyEdit").unwrap();
    let text = edited(BAD, &edits(&applied["params"]));
    assert_eq!(text, BAD.replace("  alias_name", &format!("{line}moves in May\n  alias_name")));
    assert_eq!(client.ask("workspace/executeCommand", run(" \n "))["error"]["code"], -32602);
    client.replace(&main, 2, &text);
    client.wait_for(|message| message["params"]["version"] == 2 && message["params"]["diagnostics"] == json!([]));
    assert_eq!(
        client.ask("workspace/executeCommand", run("again"))["error"]["code"],
        -32803,
        "it is suppressed already"
    );
}

#[test]
fn a_client_that_knows_commands_only_is_given_commands() {
    let folder = Folder::new(&[]);
    let file = uri(&folder.path().join("bind.json"));
    let mut client = Client::new(&[folder.path()], json!({}));
    client.open_uri(&file, "json", WARNING);
    let all = actions(&mut client, &file, &everywhere(), &Json::Null);
    assert_eq!(titles(&all), ["Fix: rename to `RegionId`", "Fix all that is safe to fix (kmslint)"]);
    for action in all {
        let run = json!({ "command": action["command"], "arguments": action["arguments"] });
        client.request("workspace/executeCommand", run);
        let is_applied = |message: &Json| message["method"] == "workspace/applyEdit";
        let at = client.heard.iter().position(is_applied).unwrap();
        let applied = client.heard.remove(at);
        let edits = applied["params"]["edit"]["changes"][&file].as_array().unwrap().clone();
        assert!(edited(WARNING, &edits).contains("RegionId"));
    }
}

#[test]
fn all_can_be_fixed_by_a_command() {
    let folder = Folder::new(&[]);
    let file = uri(&folder.path().join("bind.json"));
    let mut client = Client::new(&[folder.path()], everything());
    client.open_uri(&file, "json", WARNING);
    let run = |command: &str, argument: Json| json!({ "command": command, "arguments": [argument] });
    client.request("workspace/executeCommand", run("kmslint.fixAll", json!({ "uri": file })));
    let applied = client.heard.iter().find(|message| message["method"] == "workspace/applyEdit").unwrap();
    assert!(edited(WARNING, &edits(&applied["params"])).contains("RegionId"));
    for odd in [run("kmslint.fixAll", json!(7)), run("kmslint.openRule", json!("none")), run("other", Json::Null)] {
        assert_eq!(client.ask("workspace/executeCommand", odd)["error"]["code"], -32602);
    }
    assert_eq!(client.ask("workspace/executeCommand", Json::Null)["error"]["code"], -32602);
}
