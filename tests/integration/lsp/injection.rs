//! What strangers write is text in an editor too: no picture that is fetched, no link that runs a command, no markup.

use serde_json::json;

use super::{Client, everything, uri};
use crate::cli::Folder;
use crate::cli::injection::PAYLOADS;

/// Markdown without its code, in which nothing means anything.
fn outside_of_code(markdown: &str) -> String {
    let mut text = String::new();
    let mut is_fenced = false;
    for line in markdown.lines() {
        if line.starts_with("```") {
            is_fenced = !is_fenced;
        } else if !is_fenced {
            let parts: Vec<&str> = line.split('`').collect();
            assert!(parts.len() % 2 == 1, "a mark that is not closed: {line}");
            text.extend(parts.into_iter().step_by(2));
            text.push('\n');
        }
    }
    assert!(!is_fenced, "a block that is not closed: {markdown}");
    text
}

fn assert_inert(markdown: &str) {
    let text = outside_of_code(markdown);
    for mark in ["![", "](command", "](http://pwned", "<img", "<script", "<command"] {
        let is_meant = |at: usize| !text[..at].ends_with('\\');
        assert!(!text.match_indices(mark).any(|(at, _)| is_meant(at)), "{mark} in {markdown}");
    }
}

#[test]
fn nothing_that_is_shown_beside_a_text_is_markup() {
    let payload = PAYLOADS.join(" ");
    let quoted = payload.replace('\'', "''");
    let table = format!(
        "kind: alibaba/kms_alias\nsources: {{p: '<command:pwned> {quoted}'}}\nfields:\n  alias_name:\n    rule: team-alias\n    pattern: \"^x\"\n    \
         format: '{quoted}'\n    help: '{quoted}'\n    source: p\n"
    );
    let name = payload.replace(['\\', '"'], "");
    let body =
        json!({ "Action": "CreateAlias", "AliasName": format!("{name}\n```\n{name}"), "KeyId": name, &*name: name });
    let module = json!({
        "locals": { "x": name },
        "resource": { "alicloud_kms_alias": { "a": { "alias_name": "${local.x}\n", "key_id": name, &*name: 1 } } }
    });
    let folder = Folder::new(&[
        (".kmslint.yaml", "tables: [team.yaml]\n"),
        ("team.yaml", &table),
        ("body.json", &body.to_string()),
        ("main.tf.json", &module.to_string()),
    ]);
    let mut client = Client::new(&[folder.path()], everything());
    let mut hovers = 0;
    for file in ["body.json", "main.tf.json"] {
        let path = folder.path().join(file);
        let text = folder.read(file);
        client.open_uri(&uri(&path), "json", &text);
        let document = json!({ "uri": uri(&path) });
        for (at, _) in text.match_indices('"') {
            let place = json!({ "line": 0, "character": text[..at + 1].encode_utf16().count() });
            let hover = client.request("textDocument/hover", json!({ "textDocument": document, "position": place }));
            if let Some(markdown) = hover["contents"]["value"].as_str() {
                hovers += 1;
                assert_inert(markdown);
            }
            let completed =
                client.request("textDocument/completion", json!({ "textDocument": document, "position": place }));
            for item in completed.as_array().unwrap() {
                item["documentation"]["value"].as_str().into_iter().for_each(assert_inert);
            }
        }
    }
    assert!(hovers > 6, "{hovers}");
}
