//! Diagnostics for clients that ask for them.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::analysis::Analyses;
use super::diagnostics;
use super::protocol::Failure;
use super::session::Named;
use super::uri;
use super::workspace::Workspace;

#[derive(Deserialize)]
pub(super) struct OfDocument {
    #[serde(rename = "textDocument")]
    document: Named,
    #[serde(rename = "previousResultId")]
    previous: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct OfWorkspace {
    #[serde(rename = "previousResultIds", default)]
    previous: Vec<Previous>,
}

#[derive(Deserialize)]
struct Previous {
    uri: String,
    value: String,
}

/// The diagnostics of one document, and of others where the client takes them.
pub(super) fn of_document(workspace: &Workspace, analyses: &Analyses, params: OfDocument) -> Result<Json, Failure> {
    let uri = params.document.uri;
    let path = workspace.document(&uri).map(|document| document.path.clone()).or_else(|| uri::path_of(&uri));
    let mut found = match path {
        Some(path) => diagnostics::all(&analyses.of(workspace, &workspace.root_of(&path)), &workspace.client),
        None => BTreeMap::new(),
    };
    let mut report = report(found.remove(&uri).unwrap_or_default(), params.previous.as_deref());
    // Documents that are open are asked for by themselves.
    found.retain(|other, _| workspace.document(other).is_none());
    if workspace.client.takes_related_documents && !found.is_empty() {
        let related = found.into_iter().map(|(uri, items)| (uri, self::report(items, None)));
        report["relatedDocuments"] = Json::Object(related.collect());
    }
    Ok(report)
}

/// The diagnostics of everything that findings are shown of.
pub(super) fn of_workspace(workspace: &Workspace, analyses: &Analyses, params: OfWorkspace) -> Result<Json, Failure> {
    let mut found: BTreeMap<String, Vec<Json>> = BTreeMap::new();
    for root in workspace.roots.keys() {
        for (uri, items) in diagnostics::all(&analyses.of(workspace, root), &workspace.client) {
            let known = found.entry(uri).or_default();
            items.into_iter().for_each(|item| {
                if !known.contains(&item) {
                    known.push(item)
                }
            });
        }
    }
    let previous: BTreeMap<String, String> =
        params.previous.into_iter().map(|Previous { uri, value }| (uri, value)).collect();
    let uris: BTreeSet<String> = found.keys().chain(previous.keys()).cloned().collect();
    let reports = uris.into_iter().map(|uri| {
        let items = found.remove(&uri).unwrap_or_default();
        let mut report = report(items, previous.get(&uri).map(String::as_str));
        report["version"] = json!(workspace.document(&uri).and_then(|document| document.version));
        report["uri"] = Json::String(uri);
        report
    });
    Ok(json!({ "items": reports.collect::<Vec<_>>() }))
}

/// A report of all diagnostics of a file, or that they are those of a report before.
fn report(items: Vec<Json>, previous: Option<&str>) -> Json {
    let mut hasher = DefaultHasher::new();
    Json::Array(items.clone()).to_string().hash(&mut hasher);
    let id = format!("{:016x}", hasher.finish());
    if previous == Some(&id) {
        return json!({ "kind": "unchanged", "resultId": id });
    }
    json!({ "kind": "full", "resultId": id, "items": items })
}
