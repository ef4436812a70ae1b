//! One client between initialization and shutdown: what it tells, what it asks, and what it is told.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::actions;
use super::analysis::Analyses;
use super::asker::Asker;
use super::checker::{Checked, Checker};
use super::client::Client;
use super::completion;
use super::documents::{Change, Document};
use super::protocol::{Failure, notification, read, response};
use super::pull;
use super::transport::Outbox;
use super::uri;
use super::values;
use super::workspace::{Scope, Workspace};
use crate::config::Overrides;
use crate::source::visible::without_links;

/// A check waits until nothing has been typed for so long.
const PAUSE: Duration = Duration::from_millis(150);

/// The files whose changes on the disk matter.
const WATCHED: [&str; 4] = [
    "**/*.{tf,tofu,tfvars,json,yaml,yml,xml,http,rest,sh,bash}",
    "**/.kmslint.{yaml,yml}",
    "**/.terraform.lock.hcl",
    "**/.gitignore",
];

pub(super) struct Session {
    workspace: Workspace,
    outbox: Outbox,
    analyses: Arc<Analyses>,
    asker: Asker,
    checker: Checker,
    /// When a check is due.
    deadline: Option<Instant>,
    /// What the last check of each root has found, by URI.
    found: BTreeMap<PathBuf, BTreeMap<String, Vec<Json>>>,
    /// What the client has been told, by URI.
    sent: BTreeMap<String, Vec<Json>>,
    /// Documents about which the client is to hear, even if nothing is new.
    touched: BTreeSet<String>,
    /// Why the last check failed.
    failure: Option<String>,
    /// The request for the settings that waits for an answer.
    awaited_settings: Option<u64>,
}

#[derive(Deserialize)]
struct Opened {
    #[serde(rename = "textDocument")]
    document: OpenedDocument,
}

#[derive(Deserialize)]
struct OpenedDocument {
    uri: String,
    #[serde(rename = "languageId", default)]
    language: String,
    version: Option<i64>,
    text: String,
}

#[derive(Deserialize)]
struct Changed {
    #[serde(rename = "textDocument")]
    document: Named,
    #[serde(rename = "contentChanges")]
    changes: Vec<Change>,
}

/// Parameters that name a document.
#[derive(Deserialize)]
pub(super) struct OfDocument {
    #[serde(rename = "textDocument")]
    pub(super) document: Named,
}

#[derive(Deserialize)]
pub(super) struct Named {
    pub(super) uri: String,
    version: Option<i64>,
}

/// What the server can do for a client.
pub(super) fn capabilities(client: &Client) -> Json {
    let mut capabilities = json!({
        "positionEncoding": client.encoding.name(),
        "textDocumentSync": { "openClose": true, "change": 2, "save": { "includeText": false } },
        "workspace": { "workspaceFolders": { "supported": true, "changeNotifications": true } },
    });
    capabilities["codeActionProvider"] = json!({
        "codeActionKinds": [actions::QUICK_FIX, actions::FIX_ALL],
        "resolveProvider": client.resolves_edits,
    });
    capabilities["hoverProvider"] = json!(true);
    capabilities["definitionProvider"] = json!(true);
    capabilities["completionProvider"] = json!({ "triggerCharacters": ["\"", "=", " "] });
    capabilities["executeCommandProvider"] = json!({ "commands": actions::COMMANDS });
    if client.pulls {
        capabilities["diagnosticProvider"] =
            json!({ "identifier": "kmslint", "interFileDependencies": true, "workspaceDiagnostics": true });
    }
    capabilities
}

/// The folders that a client opens; none where it opens one file.
pub(super) fn folders_of(params: &Json, working: &Path) -> Vec<PathBuf> {
    let folders = params.get("workspaceFolders").and_then(Json::as_array);
    let of_uri = |uri: Option<&Json>| uri.and_then(Json::as_str).and_then(uri::path_of);
    let folders = match folders {
        Some(folders) => folders.iter().filter_map(|folder| of_uri(folder.get("uri"))).collect(),
        None => {
            let path = params.get("rootPath").and_then(Json::as_str).map(PathBuf::from);
            of_uri(params.get("rootUri")).or(path).into_iter().collect::<Vec<_>>()
        }
    };
    folders.iter().map(|folder| without_dots(&working.join(folder))).collect()
}

/// A path without `.` and a slash at its end.
fn without_dots(path: &Path) -> PathBuf {
    crate::source::Sources::new(path).absolute(Path::new(""))
}

/// The setting of what findings are shown of: `{"diagnostics": "workspace"}`, also below `kmslint`.
pub(super) fn scope_of(settings: Option<&Json>) -> Scope {
    let named = |path: &str| settings.and_then(|settings| settings.pointer(path)).and_then(Json::as_str);
    let name = named("/diagnostics").or(named("/kmslint/diagnostics"));
    name.and_then(Scope::named).unwrap_or(Scope::OpenFiles)
}

/// The clock says only how long to wait, never what is found.
#[expect(clippy::disallowed_methods, reason = "findings do not depend on when they are found")]
pub(super) fn now() -> Instant {
    Instant::now()
}

impl Session {
    pub(super) fn new(
        client: Client,
        overrides: Overrides,
        folders: Vec<PathBuf>,
        scope: Scope,
        outbox: Outbox,
        report: impl Fn(Checked) + Send + 'static,
    ) -> Self {
        let analyses: Arc<Analyses> = Arc::default();
        Self {
            workspace: Workspace::new(client, overrides, folders, scope),
            asker: Asker::start(outbox.clone()),
            checker: Checker::start(analyses.clone(), report),
            outbox,
            analyses,
            deadline: None,
            found: BTreeMap::new(),
            sent: BTreeMap::new(),
            touched: BTreeSet::new(),
            failure: None,
            awaited_settings: None,
        }
    }

    pub(super) fn deadline(&self) -> Option<Instant> {
        self.deadline
    }

    /// Takes a notification. One that is odd, or that nobody knows, is passed over.
    pub(super) fn notice(&mut self, method: &str, params: Json) {
        // There is nobody to tell of odd parameters.
        let _ = match method {
            "initialized" => self.begin(),
            "textDocument/didOpen" => read(params).map(|opened| self.open(opened)),
            "textDocument/didChange" => read(params).map(|changed| self.change(changed)),
            "textDocument/didSave" => read(params).map(|saved| self.save(saved)),
            "textDocument/didClose" => read(params).map(|closed| self.close(closed)),
            "workspace/didChangeWatchedFiles" => {
                self.workspace.change_everything();
                self.check_soon(Duration::ZERO);
                self.ask_to_pull();
                Ok(())
            }
            "workspace/didChangeConfiguration" => {
                self.configure(params.get("settings"));
                self.ask_for_settings();
                Ok(())
            }
            "workspace/didChangeWorkspaceFolders" => {
                self.change_folders(&params);
                Ok(())
            }
            "$/cancelRequest" => {
                self.asker.cancel(params.get("id").unwrap_or(&Json::Null));
                Ok(())
            }
            _ => Ok(()),
        };
    }

    #[expect(clippy::unnecessary_wraps, reason = "one of several notifications, some of which can be odd")]
    fn begin(&mut self) -> Result<(), Failure> {
        if self.workspace.client.watches {
            let watchers: Vec<Json> = WATCHED.iter().map(|pattern| json!({ "globPattern": pattern })).collect();
            let registration = json!({
                "id": "kmslint-files",
                "method": "workspace/didChangeWatchedFiles",
                "registerOptions": { "watchers": watchers },
            });
            self.outbox.request("client/registerCapability", json!({ "registrations": [registration] }));
        }
        self.ask_for_settings();
        self.check_soon(Duration::ZERO);
        Ok(())
    }

    fn open(&mut self, opened: Opened) {
        let OpenedDocument { uri, language, version, text } = opened.document;
        let document = Document::new(uri.clone(), &language, version, text, &self.workspace.home());
        self.workspace.put(document);
        self.touch(uri, Duration::ZERO);
    }

    fn change(&mut self, changed: Changed) {
        let Named { uri, version } = changed.document;
        let Some(document) = self.workspace.document(&uri) else { return };
        let document = document.changed(version, changed.changes, self.workspace.client.encoding);
        self.workspace.put(document);
        self.touch(uri, PAUSE);
    }

    fn save(&mut self, saved: OfDocument) {
        let uri = saved.document.uri;
        let path = self.workspace.document(&uri).map(|document| document.path.clone());
        if let Some(path) = path.or_else(|| uri::path_of(&uri)) {
            self.workspace.change_at(&path);
        }
        self.touch(uri, Duration::ZERO);
        self.ask_to_pull();
    }

    fn close(&mut self, closed: OfDocument) {
        self.workspace.close(&closed.document.uri);
        self.touched.remove(&closed.document.uri);
        self.check_soon(Duration::ZERO);
    }

    fn change_folders(&mut self, params: &Json) {
        let paths = |member: &str| -> Vec<PathBuf> {
            let folders = params.pointer(&format!("/event/{member}")).and_then(Json::as_array);
            let uris = folders.into_iter().flatten().filter_map(|folder| folder.get("uri")?.as_str());
            uris.filter_map(uri::path_of).map(|path| without_dots(&path)).collect()
        };
        let (added, removed) = (paths("added"), paths("removed"));
        let mut folders: Vec<PathBuf> =
            self.workspace.folders.iter().filter(|folder| !removed.contains(folder)).cloned().collect();
        for folder in added {
            if !folders.contains(&folder) {
                folders.push(folder);
            }
        }
        self.workspace.set_folders(folders);
        self.check_soon(Duration::ZERO);
        self.ask_to_pull();
    }

    fn configure(&mut self, settings: Option<&Json>) {
        if settings.is_none_or(Json::is_null) {
            return;
        }
        self.workspace.scope = scope_of(settings);
        self.workspace.change_everything();
        self.check_soon(Duration::ZERO);
        self.ask_to_pull();
    }

    fn ask_for_settings(&mut self) {
        if self.workspace.client.has_configuration {
            let items = json!({ "items": [{ "section": "kmslint" }] });
            self.awaited_settings = Some(self.outbox.request("workspace/configuration", items));
        }
    }

    /// Takes the answer to a request of the server.
    pub(super) fn take_response(&mut self, id: &Json, result: Json) {
        if id.as_u64().is_some_and(|id| self.awaited_settings == Some(id)) {
            self.awaited_settings = None;
            self.configure(result.get(0));
        }
    }

    /// Answers a request, now or when a check is made.
    pub(super) fn ask(&mut self, id: Json, method: &str, params: Json) {
        let (workspace, analyses) = (self.workspace.clone(), self.analyses.clone());
        match method {
            "textDocument/diagnostic" | "workspace/diagnostic" => {
                // Who cannot say what has changed on the disk may mean all of it.
                if !self.workspace.client.watches {
                    self.workspace.change_everything();
                }
                let workspace = self.workspace.clone();
                match method {
                    "textDocument/diagnostic" => {
                        self.asker.ask(id, move || pull::of_document(&workspace, &analyses, read(params)?));
                    }
                    _ => self.asker.ask(id, move || pull::of_workspace(&workspace, &analyses, read(params)?)),
                }
            }
            "textDocument/codeAction" => {
                self.asker.ask(id, move || actions::actions(&workspace, &analyses, read(params)?));
            }
            "textDocument/hover" => {
                self.asker.ask(id, move || values::hover(&workspace, &analyses, &read(params)?));
            }
            "textDocument/definition" => {
                self.asker.ask(id, move || values::definition(&workspace, &analyses, &read(params)?));
            }
            "textDocument/completion" => {
                self.asker.ask(id, move || completion::complete(&workspace, &read(params)?));
            }
            "codeAction/resolve" => self.asker.ask(id, move || actions::resolved(&workspace, &analyses, params)),
            "workspace/executeCommand" => {
                let outbox = self.outbox.clone();
                self.asker.ask(id, move || actions::run(&workspace, &analyses, &outbox, params));
            }
            _ => {
                let failure = Failure::new(Failure::METHOD_NOT_FOUND, format!("there is no method {method}"));
                self.outbox.put(response(id, Err(failure)));
            }
        }
    }

    fn touch(&mut self, uri: String, pause: Duration) {
        self.touched.insert(uri);
        self.check_soon(pause);
    }

    /// Has the workspace checked after a pause, which begins anew with each change.
    fn check_soon(&mut self, pause: Duration) {
        if !self.workspace.client.pulls {
            self.deadline = Some(now() + pause);
        }
    }

    pub(super) fn check_now(&mut self) {
        self.deadline = None;
        self.forget_roots();
        self.checker.check(self.workspace.clone());
    }

    /// Takes back what was said of roots that are no more.
    fn forget_roots(&mut self) {
        let gone: Vec<PathBuf> =
            self.found.keys().filter(|root| !self.workspace.roots.contains_key(*root)).cloned().collect();
        for root in gone {
            let uris = self.found.remove(&root).unwrap_or_default();
            self.tell(uris.into_keys().collect());
        }
    }

    /// Tells the client what a check has found, unless something has changed since.
    pub(super) fn publish(&mut self, checked: Checked) {
        let Checked { root, changes, diagnostics, failure } = checked;
        if self.workspace.roots.get(&root).is_none_or(|needed| changes < *needed) {
            return;
        }
        if self.failure != failure
            && let Some(message) = &failure
        {
            let message = without_links(message);
            self.outbox.put(notification("window/showMessage", json!({ "type": 1, "message": message })));
        }
        self.failure = failure;
        let of_root = self.workspace.documents_of(&root).map(|document| document.uri.clone());
        let mut uris: BTreeSet<String> = of_root.filter(|uri| self.touched.contains(uri)).collect();
        uris.extend(diagnostics.keys().cloned());
        uris.extend(self.found.insert(root, diagnostics).unwrap_or_default().into_keys());
        self.tell(uris);
    }

    /// Tells the client what there is in some files, where that is new or the client waits for it.
    fn tell(&mut self, uris: BTreeSet<String>) {
        for uri in uris {
            let mut diagnostics: Vec<Json> = Vec::new();
            for found in self.found.values().filter_map(|found| found.get(&uri)).flatten() {
                if !diagnostics.contains(found) {
                    diagnostics.push(found.clone());
                }
            }
            let known = self.sent.get(&uri).map(Vec::as_slice).unwrap_or_default();
            let is_awaited = self.touched.remove(&uri);
            if known == diagnostics.as_slice() && !is_awaited {
                continue;
            }
            let version = self.workspace.document(&uri).and_then(|document| document.version);
            let mut params = json!({ "uri": uri, "diagnostics": diagnostics });
            if let Some(version) = version {
                params["version"] = json!(version);
            }
            self.outbox.replace(&uri, notification("textDocument/publishDiagnostics", params));
            match diagnostics.is_empty() {
                true => self.sent.remove(&uri),
                false => self.sent.insert(uri, diagnostics),
            };
        }
    }

    /// Has a client that asks for diagnostics ask again: what it knows may be out of date in other files.
    fn ask_to_pull(&mut self) {
        if self.workspace.client.pulls && self.workspace.client.refreshes {
            self.outbox.request("workspace/diagnostic/refresh", Json::Null);
        }
    }
}
