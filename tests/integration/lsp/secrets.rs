//! No message of the server says a secret, whatever an editor asks at a place where one is written or used.

use std::path::Path;

use serde_json::{Value as Json, json};

use super::{Client, everything, pulling, uri};
use crate::cli::secrets::{canaries, files_below, leak};

/// Places in a text: where a word begins that may be a secret or a name, at most so many in a line.
fn places(text: &str) -> Vec<Json> {
    const MOST: usize = 2;
    let mut places = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
        let begins = line
            .char_indices()
            .filter(|(at, letter)| is_word(*letter) && !line[..*at].chars().next_back().is_some_and(is_word));
        let begins: Vec<usize> = begins.map(|(at, _)| at + 1).collect();
        let step = begins.len().div_ceil(MOST).max(1);
        let canaries = line.match_indices("c4n4ry").take(2).map(|(at, _)| at + 1);
        let all = begins.into_iter().step_by(step).chain(canaries);
        places.extend(all.map(|character| json!({ "line": number, "character": character })));
    }
    places
}

fn assert_silent(client: &mut Client, what: &str) {
    for message in client.all.drain(..) {
        assert_eq!(leak(&message.to_string()), None, "{what}");
    }
}

fn language(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("tf" | "tfvars") => "terraform",
        Some("json") => "json",
        Some("sh") => "shellscript",
        Some("xml") => "xml",
        Some("http") => "http",
        _ => "yaml",
    }
}

/// Everything that an editor asks about one file.
fn ask(client: &mut Client, path: &Path) {
    let name = path.file_name().unwrap().to_str().unwrap();
    let text = std::fs::read_to_string(path).unwrap();
    let document = json!({ "uri": uri(path) });
    client.open_uri(&uri(path), language(name), &text);
    for place in places(&text) {
        for method in ["hover", "definition", "completion"] {
            let params = json!({ "textDocument": document, "position": place });
            client.ask(&format!("textDocument/{method}"), params);
            assert_silent(client, &format!("{method} in {name} at {place}"));
        }
    }
    let whole =
        json!({ "start": { "line": 0, "character": 0 }, "end": { "line": text.lines().count(), "character": 0 } });
    let params = json!({ "textDocument": document, "range": whole, "context": { "diagnostics": [] } });
    let actions = client.request("textDocument/codeAction", params);
    assert_silent(client, &format!("actions of {name}"));
    for action in actions.as_array().unwrap() {
        client.ask("codeAction/resolve", action.clone());
        assert_silent(client, &format!("{} in {name}", action["title"]));
    }
}

#[test]
fn no_message_says_a_secret() {
    let folder = canaries();
    for (capabilities, is_asking) in [(everything(), true), (pulling(), false)] {
        let mut client = Client::new(&[folder.path()], capabilities);
        for path in files_below(folder.path()) {
            if path.extension().is_some_and(|ending| ending == "txt" || ending == "tftpl") || path.ends_with("HEAD") {
                continue;
            }
            if is_asking {
                ask(&mut client, &path);
            }
            client.ask("textDocument/diagnostic", json!({ "textDocument": { "uri": uri(&path) } }));
            assert_silent(&mut client, "a pull");
        }
        for command in ["kmslint.fixAll", "kmslint.openRule", "kmslint.suppress"] {
            let subject = json!({ "uri": uri(&folder.path().join("request.json")) });
            client.ask("workspace/executeCommand", json!({ "command": command, "arguments": [subject] }));
        }
        assert_silent(&mut client, "commands");
        client.request("shutdown", Json::Null);
        assert_silent(&mut client, "the rest");
    }
}

/// An edit carries what it changes, and nothing of what stands beside it.
#[test]
fn a_fix_moves_no_secret() {
    let folder = crate::cli::Folder::new(&[]);
    let path = folder.path().join("main.tf");
    let text = "resource \"alicloud_kms_secret\" \"a\" {\n  secret_data = \"c4n4ry\"\n}\nresource \"alicloud_kms_alias\" \"b\" { \
                alias_name = \"orders\" } # password = \"c4n4ry\"\n";
    let mut client = Client::new(&[folder.path()], everything());
    client.open(&path, text);
    client.request(
        "workspace/executeCommand",
        json!({ "command": "kmslint.fixAll", "arguments": [{ "uri": uri(&path) }] }),
    );
    let is_edit = |message: &Json| message["method"] == "workspace/applyEdit";
    let sent = client.heard.iter().find(|message| is_edit(message)).cloned();
    let apply = sent.unwrap_or_else(|| client.wait_for(is_edit));
    let edits = &apply["params"]["edit"]["documentChanges"][0]["edits"];
    assert_eq!(edits[0]["newText"], "alias/", "{apply}");
    assert_silent(&mut client, "the edit");
}
