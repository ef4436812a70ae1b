//! The language server as editors drive it: the built binary, the real protocol, over pipes.

mod actions;
mod checked;
mod completion;
mod documents;
#[cfg(unix)]
mod injection;
mod life;
mod pull;
mod secrets;
mod values;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value as Json, json};

/// Nothing takes so long; who waits longer waits for what will not come.
const PATIENCE: Duration = Duration::from_secs(60);

/// A client with its server.
pub(crate) struct Client {
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Json>,
    /// What has come beside the answers, in order.
    pub(crate) heard: Vec<Json>,
    /// All that has come.
    pub(crate) all: Vec<Json>,
    requests: u64,
}

impl Client {
    /// Starts a server and says nothing to it.
    pub(crate) fn silent() -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kmslint"));
        command.args(["lsp", "--today", "2026-11-21"]).env_clear().env("LANG", "C.UTF-8");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let input = child.stdin.take();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let (sender, messages) = channel();
        thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Self { child, input, messages, heard: Vec::new(), all: Vec::new(), requests: 0 }
    }

    /// Starts a server on some folders, for a client with some capabilities.
    pub(crate) fn new(folders: &[&Path], capabilities: Json) -> Self {
        Self::with_options(folders, capabilities, Json::Null)
    }

    pub(crate) fn with_options(folders: &[&Path], capabilities: Json, options: Json) -> Self {
        let mut client = Self::silent();
        let folders: Vec<Json> = folders.iter().map(|folder| json!({ "uri": uri(folder), "name": "x" })).collect();
        client.initialize(json!({
            "processId": std::process::id(),
            "workspaceFolders": if folders.is_empty() { Json::Null } else { json!(folders) },
            "rootUri": null,
            "capabilities": capabilities,
            "initializationOptions": options,
        }));
        client
    }

    pub(crate) fn initialize(&mut self, params: Json) -> Json {
        let result = self.request("initialize", params);
        self.notify("initialized", json!({}));
        result
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    pub(crate) fn send(&mut self, message: &Json) {
        self.write(&framed(message));
    }

    pub(crate) fn notify(&mut self, method: &str, params: Json) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Asks, and gives the whole answer.
    pub(crate) fn ask(&mut self, method: &str, params: Json) -> Json {
        self.requests += 1;
        let id = json!(self.requests);
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        self.wait_for(|message| message["id"] == id && message.get("method").is_none())
    }

    /// Asks, and gives the result.
    pub(crate) fn request(&mut self, method: &str, params: Json) -> Json {
        let answer = self.ask(method, params);
        assert!(answer.get("error").is_none(), "{answer}");
        answer["result"].clone()
    }

    /// The next message of some kind. Others are kept.
    pub(crate) fn wait_for(&mut self, is_it: impl Fn(&Json) -> bool) -> Json {
        loop {
            let message = self.messages.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("only {:#?}", self.heard));
            self.all.push(message.clone());
            if is_it(&message) {
                return message;
            }
            self.heard.push(message);
        }
    }

    pub(crate) fn open(&mut self, path: &Path, text: &str) {
        self.open_uri(&uri(path), "terraform", text);
    }

    pub(crate) fn open_uri(&mut self, uri: &str, language: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Replaces all of a document.
    pub(crate) fn replace(&mut self, uri: &str, version: i64, text: &str) {
        let document = json!({ "uri": uri, "version": version });
        let params = json!({ "textDocument": document, "contentChanges": [{ "text": text }] });
        self.notify("textDocument/didChange", params);
    }

    pub(crate) fn save(&mut self, uri: &str) {
        self.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
    }

    pub(crate) fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }

    /// The next diagnostics that the server sends about a document.
    pub(crate) fn diagnostics(&mut self, uri: &str) -> Vec<Json> {
        let is_it =
            |message: &Json| message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri;
        self.wait_for(is_it)["params"]["diagnostics"].as_array().unwrap().clone()
    }

    /// The rules of the next diagnostics about a document, each with its line from 1.
    pub(crate) fn rules(&mut self, uri: &str) -> Vec<String> {
        shown(&self.diagnostics(uri))
    }

    /// The diagnostics of a document, asked for.
    pub(crate) fn pull(&mut self, uri: &str) -> Vec<Json> {
        let report = self.request("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }));
        report["items"].as_array().unwrap().clone()
    }

    /// Ends the server as the protocol wants it.
    pub(crate) fn end(mut self) -> Option<i32> {
        self.request("shutdown", Json::Null);
        self.exit()
    }

    /// Tells the server to end, and gives its exit code.
    pub(crate) fn exit(mut self) -> Option<i32> {
        self.notify("exit", Json::Null);
        self.child.wait().unwrap().code()
    }

    /// Closes the server's input, and gives its exit code.
    pub(crate) fn hang_up(mut self) -> Option<i32> {
        self.input = None;
        self.child.wait().unwrap().code()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // One that has ended cannot be killed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn framed(message: &Json) -> Vec<u8> {
    let body = message.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

fn read(output: &mut impl BufRead) -> Option<Json> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim() {
            "" => break,
            line => length = line.strip_prefix("Content-Length: ")?.parse().ok()?,
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

/// A text without its `§`, and the place of that.
pub(crate) fn marked(text: &str) -> (String, Json) {
    let at = text.find('§').unwrap();
    let line = text[..at].matches('\n').count();
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let character = text[start..at].encode_utf16().count();
    (text.replace('§', ""), json!({ "line": line, "character": character }))
}

/// The URI of a path without odd letters.
pub(crate) fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// `3 alias-length`
pub(crate) fn shown(diagnostics: &[Json]) -> Vec<String> {
    let line = |diagnostic: &Json| diagnostic["range"]["start"]["line"].as_u64().unwrap() + 1;
    let rule = |diagnostic: &Json| diagnostic["code"].as_str().unwrap().to_owned();
    diagnostics.iter().map(|diagnostic| format!("{} {}", line(diagnostic), rule(diagnostic))).collect()
}

/// What a client that shows everything can do.
pub(crate) fn everything() -> Json {
    json!({
        "general": { "positionEncodings": ["utf-16"] },
        "textDocument": {
            "publishDiagnostics": {
                "relatedInformation": true,
                "codeDescriptionSupport": true,
                "tagSupport": { "valueSet": [1, 2] },
            },
            "codeAction": {
                "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } },
                "dataSupport": true,
                "resolveSupport": { "properties": ["edit"] },
            },
            "hover": { "contentFormat": ["markdown", "plaintext"] },
        },
        "workspace": { "workspaceEdit": { "documentChanges": true }, "applyEdit": true },
        "window": { "showDocument": { "support": true } },
    })
}

/// What a client that asks for diagnostics can do.
pub(crate) fn pulling() -> Json {
    json!({
        "textDocument": { "diagnostic": { "dynamicRegistration": true, "relatedDocumentSupport": true } },
        "workspace": { "diagnostics": { "refreshSupport": true } },
    })
}

/// An alias without its prefix, on line 2 of three.
pub(crate) const BAD: &str = "resource \"alicloud_kms_alias\" \"a\" {\n  alias_name = \"orders\"\n  key_id     = \
                              \"key-hzz65c3d2b1a0f9e8d7c6\"\n}\n";
/// The same with the prefix.
pub(crate) const GOOD: &str = "resource \"alicloud_kms_alias\" \"a\" {\n  alias_name = \"alias/orders\"\n  key_id     = \
                               \"key-hzz65c3d2b1a0f9e8d7c6\"\n}\n";

/// The diagnostics that a client was sent last, by URI; those that were taken back are not among them.
pub(crate) fn last_of_each(heard: &[Json]) -> BTreeMap<String, Vec<Json>> {
    let sent = heard.iter().filter(|message| message["method"] == "textDocument/publishDiagnostics");
    let params = sent.map(|message| &message["params"]);
    let by_uri: BTreeMap<String, Vec<Json>> = params
        .map(|params| (params["uri"].as_str().unwrap().to_owned(), params["diagnostics"].as_array().unwrap().clone()))
        .collect();
    by_uri.into_iter().filter(|(_, diagnostics)| !diagnostics.is_empty()).collect()
}
