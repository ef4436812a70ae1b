//! From the first message to the last, and whatever a client should not send.

use serde_json::{Value as Json, json};

use super::{BAD, Client, GOOD, everything, framed, uri};
use crate::cli::Folder;

fn code(answer: &Json) -> i64 {
    answer["error"]["code"].as_i64().unwrap_or_else(|| panic!("{answer}"))
}

/// A request that every server answers, to see that it is there.
fn is_there(client: &mut Client) {
    assert_eq!(code(&client.ask("kmslint/none", json!({}))), -32601);
}

#[test]
fn it_says_what_it_is_and_ends_when_told() {
    let mut client = Client::silent();
    let result = client.initialize(json!({ "processId": null, "capabilities": {} }));
    assert_eq!(result["serverInfo"]["name"], "kmslint");
    assert_eq!(result["capabilities"]["positionEncoding"], "utf-16");
    assert_eq!(result["capabilities"]["textDocumentSync"]["change"], 2);
    assert!(result["capabilities"].get("diagnosticProvider").is_none(), "this client does not pull");
    assert_eq!(client.end(), Some(0));
}

#[test]
fn the_exit_code_says_whether_it_was_shut_down() {
    assert_eq!(Client::new(&[], json!({})).exit(), Some(1));
    assert_eq!(Client::new(&[], json!({})).hang_up(), Some(1));
    assert_eq!(Client::silent().exit(), Some(1));
    let mut client = Client::new(&[], json!({}));
    client.request("shutdown", Json::Null);
    assert_eq!(client.hang_up(), Some(0));
}

#[test]
fn requests_come_between_initialization_and_shutdown() {
    let mut client = Client::silent();
    assert_eq!(code(&client.ask("textDocument/hover", json!({}))), -32002);
    client.notify("textDocument/didOpen", json!({ "textDocument": { "uri": "file:///a.tf" } }));
    client.initialize(json!({ "capabilities": {} }));
    assert_eq!(code(&client.ask("initialize", json!({ "capabilities": {} }))), -32600);
    is_there(&mut client);
    client.request("shutdown", Json::Null);
    for method in ["textDocument/hover", "shutdown", "kmslint/none"] {
        assert_eq!(code(&client.ask(method, json!({}))), -32600, "{method}");
    }
    assert_eq!(client.exit(), Some(0));
}

#[test]
fn what_is_no_message_is_answered_and_costs_itself() {
    let mut client = Client::new(&[], json!({}));
    let bodies = ["{nonsense", "", "\u{feff}{}", "{\"id\":1,\"method\":\"m\""];
    for body in bodies {
        client.write(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
        let answer = client.wait_for(|message| message["id"].is_null());
        assert_eq!(code(&answer), -32700, "{body}");
    }
    for message in [json!([]), json!(7), json!({}), json!({ "id": {}, "method": "m" })] {
        client.send(&message);
        let answer = client.wait_for(|message| message["id"].is_null());
        assert_eq!(code(&answer), -32600, "{message}");
    }
    client.write(b"Content-Length: 1000000000000\r\n\r\n{}");
    is_there(&mut client);
    client.write(b"Content-Length: -1\r\n\r\n{}");
    is_there(&mut client);
    client.write(b"GET / HTTP/1.1\r\nHost: kmslint\r\n\r\n");
    is_there(&mut client);
    client.write(&vec![b'x'; 1_000_000]);
    is_there(&mut client);
    assert_eq!(client.end(), Some(0));
}

#[test]
fn odd_parameters_are_refused_or_passed_over() {
    let mut client = Client::new(&[], super::pulling());
    let odd = [Json::Null, json!([]), json!(1), json!({}), json!({ "textDocument": 1 }), json!({ "textDocument": {} })];
    for params in &odd {
        for method in ["textDocument/diagnostic", "workspace/diagnostic"] {
            let answer = client.ask(method, params.clone());
            assert!(answer.get("result").is_some() || code(&answer) == -32602, "{method} {params}: {answer}");
        }
        for method in [
            "textDocument/didOpen",
            "textDocument/didChange",
            "textDocument/didSave",
            "textDocument/didClose",
            "workspace/didChangeWatchedFiles",
            "workspace/didChangeConfiguration",
            "workspace/didChangeWorkspaceFolders",
            "$/cancelRequest",
            "kmslint/none",
        ] {
            client.notify(method, params.clone());
        }
    }
    is_there(&mut client);
    let change = json!({ "range": { "start": { "line": -1, "character": 0 }, "end": {} }, "text": "x" });
    let document = json!({ "uri": "file:///none/a.tf", "version": 2 });
    client.open_uri("file:///none/a.tf", "terraform", GOOD);
    client.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [change] }));
    client.send(&json!({ "jsonrpc": "2.0", "id": 99, "result": [[[]]] }));
    is_there(&mut client);
    assert_eq!(client.end(), Some(0));
}

#[test]
fn a_slow_reader_is_waited_for() {
    let folder = Folder::new(&[]);
    let mut client = Client::silent();
    // Nothing is read before the end, although answers and diagnostics fill every pipe.
    let mut messages = framed(&json!({ "id": 0, "method": "initialize", "params": { "capabilities": everything() } }));
    let document = |number: usize| uri(&folder.path().join(format!("{number}/main.tf")));
    for number in 0..60 {
        let opened = json!({ "uri": document(number), "languageId": "terraform", "version": 1, "text": BAD });
        let params = json!({ "textDocument": opened });
        messages.extend(framed(&json!({ "method": "textDocument/didOpen", "params": params })));
    }
    for id in 1..=2000 {
        messages.extend(framed(&json!({ "id": id, "method": format!("kmslint/{}", "x".repeat(200)) })));
    }
    client.write(&messages);
    client.wait_for(|message| message["id"] == 2000);
    while super::last_of_each(&client.heard).len() < 60 {
        let message = client.wait_for(|message| message["method"] == "textDocument/publishDiagnostics");
        client.heard.push(message);
    }
    assert_eq!(client.end(), Some(0));
}

/// What a process that was killed leaves behind has to end by itself.
#[cfg(target_os = "linux")]
#[test]
fn it_ends_with_the_process_that_started_it() {
    let mut parent = std::process::Command::new("sleep").arg("1000").spawn().unwrap();
    let mut client = Client::silent();
    client.initialize(json!({ "processId": parent.id(), "capabilities": {} }));
    is_there(&mut client);
    parent.kill().unwrap();
    parent.wait().unwrap();
    assert_eq!(client.child.wait().unwrap().code(), Some(1));
    let mut orphan = Client::silent();
    orphan
        .send(&json!({ "id": 1, "method": "initialize", "params": { "processId": parent.id(), "capabilities": {} } }));
    assert_eq!(orphan.child.wait().unwrap().code(), Some(1), "its parent is gone already");
}

/// Whether every thread of the server waits for something to happen, and would wait for ever: who works, or wakes up by
/// itself after some time, does not.
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
fn waits_without_end(client: &Client) -> bool {
    // The kernel's numbers of these calls, and which of their arguments is the time after which they give up.
    const CALLS: &[(i64, Option<usize>)] = match cfg!(target_arch = "x86_64") {
        true => &[(0, None), (202, Some(3)), (271, Some(2)), (7, Some(2))],
        false => &[(63, None), (98, Some(3)), (73, Some(2))],
    };
    let threads = std::fs::read_dir(format!("/proc/{}/task", client.child.id())).unwrap();
    threads.into_iter().all(|thread| {
        // A thread that is ending has nothing to be read any more.
        let Ok(call) = std::fs::read_to_string(thread.unwrap().path().join("syscall")) else { return false };
        let mut words = call.split_whitespace();
        let number = words.next().and_then(|number| number.parse::<i64>().ok());
        let Some((_, time)) = CALLS.iter().find(|(call, _)| Some(*call) == number) else { return false };
        let Some(time) = time.and_then(|time| words.nth(time)) else { return true };
        // No time at all, or the number that stands for none.
        matches!(time, "0x0" | "0xffffffff" | "0xffffffffffffffff")
    })
}

#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
#[test]
fn who_does_nothing_costs_nothing() {
    let folder = Folder::new(&[("main.tf", BAD)]);
    let mut client = Client::new(&[folder.path()], everything());
    let file = folder.path().join("main.tf");
    client.open(&file, BAD);
    client.diagnostics(&uri(&file));
    // The threads of the check may still be about to end.
    let waits = (0..1000).any(|_| {
        let waits = waits_without_end(&client);
        if !waits {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        waits
    });
    assert!(waits, "some thread works, or will wake up by itself");
    // A change is checked after a pause, for which the server has to wake up.
    client.replace(&uri(&file), 2, GOOD);
    assert_eq!(client.rules(&uri(&file)), [""; 0]);
}
