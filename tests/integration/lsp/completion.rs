//! What is proposed at the `§` of each file in `testdata/completion/`. The file beside it says what is among it (`+`) and
//! what is not (`-`), each as it is written into the text; an empty one, that nothing is proposed.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::{Client, everything, marked, uri};

fn cases(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            cases(&path, found);
        } else if path.with_added_extension("out").is_file() {
            found.push(path);
        }
    }
}

#[test]
fn what_can_be_written_is_proposed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/completion");
    let mut paths = Vec::new();
    cases(&folder, &mut paths);
    paths.sort();
    assert!(paths.len() > 30, "{paths:?}");
    let mut client = Client::new(&[&folder], everything());
    let mut wrong = Vec::new();
    for path in paths {
        let (text, position) = marked(&std::fs::read_to_string(&path).unwrap());
        let expected = std::fs::read_to_string(path.with_added_extension("out")).unwrap();
        let uri = uri(&path);
        client.open_uri(&uri, "", &text);
        let params = json!({ "textDocument": { "uri": uri }, "position": position });
        let items = client.request("textDocument/completion", params);
        client.close(&uri);
        let items = items.as_array().unwrap().iter();
        let proposed: Vec<&str> = items.map(|item| item["textEdit"]["newText"].as_str().unwrap()).collect();
        let holds = |line: &str| match line.split_once(' ') {
            Some(("+", text)) => proposed.contains(&text),
            Some(("-", text)) => !proposed.contains(&text),
            _ => panic!("{}: {line}", path.display()),
        };
        let is_right = if expected.is_empty() { proposed.is_empty() } else { expected.lines().all(holds) };
        if !is_right {
            wrong.push(format!("{}: {proposed:?}", path.strip_prefix(&folder).unwrap().display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
