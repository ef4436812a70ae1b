//! What the client can do, as it says itself. Whatever is missing or odd is something that it cannot.

use serde_json::Value as Json;

use super::position::Encoding;

#[derive(Debug)]
pub(super) struct Client {
    pub(super) encoding: Encoding,
    /// It asks for diagnostics, so none are sent to it.
    pub(super) pulls: bool,
    pub(super) takes_related_documents: bool,
    /// It can be told to ask for diagnostics again.
    pub(super) refreshes: bool,
    pub(super) takes_related_information: bool,
    pub(super) takes_tags: bool,
    pub(super) takes_code_description: bool,
    pub(super) takes_document_changes: bool,
    /// What is said of an item of a completion may be Markdown.
    pub(super) takes_markdown_items: bool,
    /// It has places to fill in what it inserts.
    pub(super) takes_snippet_edits: bool,
    pub(super) shows_documents: bool,
    /// It knows actions with edits; others know only commands.
    pub(super) takes_actions: bool,
    /// It asks for the edit of an action once it is chosen.
    pub(super) resolves_edits: bool,
    pub(super) has_configuration: bool,
    /// It can be asked to say what changes on the disk.
    pub(super) watches: bool,
    /// It asks its user for the reason of a suppression, and runs the command with it.
    pub(super) asks_for_reasons: bool,
}

impl Client {
    /// Out of the parameters of `initialize`.
    pub(super) fn new(params: &Json) -> Self {
        let capability = |path: &str| params.pointer(&format!("/capabilities/{path}"));
        let is = |path: &str| capability(path).and_then(Json::as_bool).unwrap_or_default();
        let list = |path: &str| capability(path).and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
        let has = |path: &str, word: &str| list(path).iter().any(|item| item.as_str() == Some(word));
        let takes_tags = |path: &str| {
            let tags = list(path).iter().filter_map(Json::as_i64);
            is(path.trim_end_matches("/valueSet")) || tags.count() > 0
        };
        let encodings = list("general/positionEncodings").iter().filter_map(Json::as_str);
        let reasons = params.pointer("/initializationOptions/asksForReasons").and_then(Json::as_bool);
        Self {
            encoding: Encoding::negotiate(encodings),
            pulls: capability("textDocument/diagnostic").is_some_and(Json::is_object),
            takes_related_documents: is("textDocument/diagnostic/relatedDocumentSupport"),
            refreshes: is("workspace/diagnostics/refreshSupport"),
            takes_related_information: is("textDocument/publishDiagnostics/relatedInformation")
                || is("textDocument/diagnostic/relatedInformation"),
            takes_tags: takes_tags("textDocument/publishDiagnostics/tagSupport/valueSet")
                || takes_tags("textDocument/diagnostic/tagSupport/valueSet"),
            takes_code_description: is("textDocument/publishDiagnostics/codeDescriptionSupport")
                || is("textDocument/diagnostic/codeDescriptionSupport"),
            takes_markdown_items: has("textDocument/completion/completionItem/documentationFormat", "markdown"),
            takes_document_changes: is("workspace/workspaceEdit/documentChanges"),
            takes_snippet_edits: is("workspace/workspaceEdit/snippetEditSupport"),
            shows_documents: is("window/showDocument/support"),
            takes_actions: capability("textDocument/codeAction/codeActionLiteralSupport").is_some_and(Json::is_object),
            resolves_edits: has("textDocument/codeAction/resolveSupport/properties", "edit")
                && is("textDocument/codeAction/dataSupport"),
            has_configuration: is("workspace/configuration"),
            watches: is("workspace/didChangeWatchedFiles/dynamicRegistration"),
            asks_for_reasons: reasons.unwrap_or_default(),
        }
    }
}
