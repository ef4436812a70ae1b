//! What can be done about a finding: its fix, all safe fixes of a document, a suppression, the page of its rule.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::analysis::{Analyses, Analysis};
use super::client::Client;
use super::diagnostics::{Places, diagnostic};
use super::position::{Area, Encoding, Lines};
use super::protocol::{Failure, read};
use super::session::Named;
use super::transport::Outbox;
use super::workspace::Workspace;
use crate::finding::{Applicability, Finding};
use crate::fix;
use crate::linter::{self, Progress, Settling};
use crate::report;
use crate::rules;
use crate::source::{SourceFile, Span};
use crate::suppress::{self, NewComment};

pub(super) const QUICK_FIX: &str = "quickfix";
pub(super) const FIX_ALL: &str = "source.fixAll.kmslint";

/// Has the client make an edit, for clients that know commands only.
const APPLY: &str = "kmslint.apply";
/// Suppresses a finding: `{uri, range, rule}` and the reason.
const SUPPRESS: &str = "kmslint.suppress";
/// What a client runs that asks its user for the reason, and then [`SUPPRESS`].
const ASK_FOR_REASON: &str = "kmslint.askForReason";
/// Makes all safe fixes of a document: `{uri}`.
const FIX_DOCUMENT: &str = "kmslint.fixAll";
/// Opens the page of a rule, by its name.
const OPEN_RULE: &str = "kmslint.openRule";

/// The commands that the server runs.
pub(super) const COMMANDS: [&str; 4] = [APPLY, SUPPRESS, FIX_DOCUMENT, OPEN_RULE];

/// How many places are tried for a suppression.
const MOST_PLACES: usize = 4;

#[derive(Deserialize)]
pub(super) struct Params {
    #[serde(rename = "textDocument")]
    document: Named,
    range: Area,
    #[serde(default)]
    context: Context,
}

#[derive(Default, Deserialize)]
struct Context {
    only: Option<Vec<String>>,
}

impl Context {
    fn wants(&self, kind: &str) -> bool {
        let covers = |wanted: &String| {
            kind.strip_prefix(wanted.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.only.as_ref().is_none_or(|only| only.iter().any(|wanted| wanted.is_empty() || covers(wanted)))
    }
}

/// What is done about something once it is chosen.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "lowercase")]
enum Deed {
    Suppress(Subject),
    Fix { uri: String },
}

/// A finding as a client names it.
#[derive(Debug, Deserialize)]
struct Subject {
    uri: String,
    range: Area,
    rule: String,
}

/// A document as it was checked.
pub(super) struct Checked<'w> {
    workspace: &'w Workspace,
    root: PathBuf,
    pub(super) analysis: Arc<Analysis>,
    pub(super) file: Arc<SourceFile>,
}

impl<'w> Checked<'w> {
    pub(super) fn new(workspace: &'w Workspace, analyses: &Analyses, uri: &str) -> Option<Self> {
        let document = workspace.document(uri)?;
        let root = workspace.root_of(&document.path);
        let analysis = analyses.of(workspace, &root);
        let path = analysis.sources.real(&document.path);
        let file = analysis.sources.load(&path).ok()?;
        Some(Self { workspace, root, analysis, file })
    }

    fn client(&self) -> &'w Client {
        &self.workspace.client
    }

    pub(super) fn encoding(&self) -> Encoding {
        self.client().encoding
    }

    pub(super) fn places(&self) -> Places<'_> {
        Places::new(&self.analysis, self.client().encoding)
    }

    /// What is found where a client points to.
    pub(super) fn findings_at(&self, area: Area) -> Vec<&Finding> {
        let range = Lines::new(self.file.text(), self.client().encoding).range(area);
        let touches = |span: Span| {
            let span = span.range();
            span.start <= range.end && range.start <= span.end
        };
        let findings = self.analysis.findings().filter(|finding| finding.span.file == self.file.id());
        findings.filter(|finding| touches(finding.span)).collect()
    }
}

/// What can be done about what is found in a part of a document.
pub(super) fn actions(workspace: &Workspace, analyses: &Analyses, params: Params) -> Result<Json, Failure> {
    let uri = params.document.uri;
    let Some(checked) = Checked::new(workspace, analyses, &uri) else { return Ok(json!([])) };
    let client = checked.client();
    let mut actions = Vec::new();
    if params.context.wants(QUICK_FIX) {
        let findings = checked.findings_at(params.range);
        actions.extend(findings.iter().filter_map(|finding| fix_action(&checked, finding)));
        actions.extend(findings.iter().filter_map(|finding| suppress_action(&checked, &uri, finding)));
        actions.extend(findings.iter().filter_map(|finding| rule_action(&checked, finding)));
    }
    let is_safe = |finding: &&Finding| {
        let is_here = finding.span.file == checked.file.id();
        is_here && finding.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Safe)
    };
    if params.context.wants(FIX_ALL) && checked.analysis.findings().any(|finding| is_safe(&finding)) {
        let mut action = json!({ "title": "Fix all that is safe to fix (kmslint)", "kind": FIX_ALL });
        if client.resolves_edits {
            action["data"] = json!({ "do": "fix", "uri": uri });
            actions.push(action);
        } else if let Some(edit) = fixed_document(&checked) {
            action["edit"] = edit;
            actions.push(action);
        }
    }
    Ok(Json::Array(actions.into_iter().map(|action| known_to(client, action)).collect()))
}

/// The action as a command, where the client knows no others.
fn known_to(client: &Client, action: Json) -> Json {
    if client.takes_actions {
        return action;
    }
    match action.get("command") {
        Some(command) => command.clone(),
        None => json!({ "title": action["title"], "command": APPLY, "arguments": [action["edit"]] }),
    }
}

fn quick_fix(checked: &Checked<'_>, finding: &Finding, title: String) -> Json {
    let shown = diagnostic(finding, &mut checked.places(), checked.client());
    json!({ "title": title, "kind": QUICK_FIX, "diagnostics": [shown] })
}

fn fix_action(checked: &Checked<'_>, finding: &Finding) -> Option<Json> {
    let fix = finding.fix.as_ref().filter(|fix| !fix.edits.is_empty())?;
    let is_safe = fix.applicability == Applicability::Safe;
    let caution = if is_safe { "" } else { " (unsafe)" };
    let mut action = quick_fix(checked, finding, format!("Fix: {}{caution}", fix.description));
    action["isPreferred"] = json!(is_safe);
    let mut places = checked.places();
    let edits = fix.edits.iter().map(|edit| {
        let changed = json!({ "range": places.range(edit.span), "newText": edit.text });
        (places.uri(edit.span.file), changed)
    });
    action["edit"] = workspace_edit(checked.workspace, edits.collect());
    Some(action)
}

fn suppress_action(checked: &Checked<'_>, uri: &str, finding: &Finding) -> Option<Json> {
    let client = checked.client();
    let title = format!("Suppress {} with a reason", finding.rule);
    let mut action = quick_fix(checked, finding, title.clone());
    let range = checked.places().range(finding.span);
    let subject = json!({ "do": "suppress", "uri": uri, "range": range, "rule": &*finding.rule });
    // Whether there is a place at all costs less than which of them is right.
    suppress::places_above(&checked.file, finding.span, &finding.rule).next()?;
    if client.asks_for_reasons {
        action["command"] = json!({ "title": title, "command": ASK_FOR_REASON, "arguments": [subject] });
    } else if client.resolves_edits {
        action["data"] = subject;
    } else {
        action["edit"] = suppression(checked, finding, None)?;
    }
    Some(action)
}

fn rule_action(checked: &Checked<'_>, finding: &Finding) -> Option<Json> {
    let rule = rules::find(&finding.rule).filter(|_| checked.client().shows_documents)?;
    let title = format!("Open the page of {}", rule.name);
    let mut action = quick_fix(checked, finding, title.clone());
    action["command"] = json!({ "title": title, "command": OPEN_RULE, "arguments": [rule.name] });
    Some(action)
}

/// Adds the edit of an action that was chosen.
pub(super) fn resolved(workspace: &Workspace, analyses: &Analyses, mut action: Json) -> Result<Json, Failure> {
    let Some(data) = action.get("data").cloned() else { return Ok(action) };
    let edit = match read(data)? {
        Deed::Fix { uri } => Checked::new(workspace, analyses, &uri).and_then(|checked| fixed_document(&checked)),
        Deed::Suppress(subject) => suppressed(workspace, analyses, &subject, None),
    };
    match edit {
        Some(edit) => action["edit"] = edit,
        None => return Err(Failure::new(Failure::CONTENT_MODIFIED, "the document has changed since")),
    }
    Ok(action)
}

/// Runs a command.
pub(super) fn run(workspace: &Workspace, analyses: &Analyses, outbox: &Outbox, params: Json) -> Result<Json, Failure> {
    #[derive(Deserialize)]
    struct Command {
        command: String,
        #[serde(default)]
        arguments: Vec<Json>,
    }

    let Command { command, arguments } = read(params)?;
    let mut arguments = arguments.into_iter();
    let mut next = || arguments.next().unwrap_or_default();
    let edit = match command.as_str() {
        APPLY => Some(next()).filter(Json::is_object),
        SUPPRESS => {
            let subject: Subject = read(next())?;
            let reason: String = read(next())?;
            let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
            if reason.is_empty() {
                return Err(Failure::new(Failure::INVALID_PARAMS, "a suppression needs a reason"));
            }
            let edit = suppressed(workspace, analyses, &subject, Some(&reason));
            // Who has typed a reason is to know that it stands nowhere.
            let failure =
                || Failure::new(Failure::REQUEST_FAILED, format!("no comment here suppresses {}", subject.rule));
            Some(edit.ok_or_else(failure)?)
        }
        FIX_DOCUMENT => {
            #[derive(Deserialize)]
            struct Whole {
                uri: String,
            }
            let Whole { uri } = read(next())?;
            Checked::new(workspace, analyses, &uri).and_then(|checked| fixed_document(&checked))
        }
        OPEN_RULE => {
            let name: String = read(next())?;
            let rule = rules::find(&name);
            let rule = rule.ok_or_else(|| Failure::new(Failure::INVALID_PARAMS, format!("there is no rule {name}")))?;
            outbox.request("window/showDocument", json!({ "uri": report::rule_url(rule.name), "external": true }));
            return Ok(Json::Null);
        }
        _ => return Err(Failure::new(Failure::INVALID_PARAMS, format!("there is no command {command}"))),
    };
    if let Some(edit) = edit {
        outbox.request("workspace/applyEdit", json!({ "label": "kmslint", "edit": edit }));
    }
    Ok(Json::Null)
}

/// What all safe fixes make of a document, as `check --fix` makes them when it is given nothing else.
fn fixed_document(checked: &Checked<'_>) -> Option<Json> {
    let check = |texts: &BTreeMap<PathBuf, String>| {
        let analysis = Analysis::new(checked.workspace, &checked.root, texts, &Progress::default());
        analysis.is_complete().then_some(analysis)
    };
    let may_change = |path: &std::path::Path| path == checked.file.path();
    let settling = Settling { check: &check, may_change: &may_change, applicability: Applicability::Safe };
    let settled = linter::settle(&settling, check(&BTreeMap::new())?);
    let after = &settled.changes.get(checked.file.path())?.after;
    let before = checked.file.text();
    let lines = Lines::new(before, checked.client().encoding);
    let uri = checked.analysis.uri_of(checked.file.path());
    let parts = fix::changed_parts(before, after).into_iter();
    let edits = parts.map(|(range, text)| (uri.clone(), json!({ "range": lines.area(range), "newText": text })));
    Some(workspace_edit(checked.workspace, edits.collect()))
}

fn suppressed(workspace: &Workspace, analyses: &Analyses, subject: &Subject, reason: Option<&str>) -> Option<Json> {
    let checked = Checked::new(workspace, analyses, &subject.uri)?;
    let findings = checked.findings_at(subject.range);
    let finding = findings.into_iter().find(|finding| *finding.rule == *subject.rule)?;
    suppression(&checked, finding, reason)
}

/// The edit that suppresses a finding. Without a reason its user is to type one.
fn suppression(checked: &Checked<'_>, finding: &Finding, reason: Option<&str>) -> Option<Json> {
    let places = suppress::places_above(&checked.file, finding.span, &finding.rule).take(MOST_PLACES);
    let new = places.into_iter().find(|new| is_suppressed_by(checked, finding, new))?;
    let at = Lines::new(checked.file.text(), checked.client().encoding).area(new.at..new.at);
    let NewComment { before, after, .. } = new;
    let takes_snippet = reason.is_none() && checked.client().takes_snippet_edits;
    let edit = if takes_snippet {
        let quoted = |text: &str| text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}");
        let snippet = format!("{}${{1:reason}}{}", quoted(&before), quoted(&after));
        json!({ "range": at, "snippet": { "kind": "snippet", "value": snippet } })
    } else {
        json!({ "range": at, "newText": format!("{before}{}{after}", reason.unwrap_or_default()) })
    };
    let uri = checked.analysis.uri_of(checked.file.path());
    Some(workspace_edit(checked.workspace, vec![(uri, edit)]))
}

/// Whether a comment takes the finding away, and does nothing else: in a text that only looks like a script, say, it
/// would be part of the text.
fn is_suppressed_by(checked: &Checked<'_>, finding: &Finding, new: &NewComment) -> bool {
    let text = new.written_into(checked.file.text(), "a reason");
    let texts = BTreeMap::from([(checked.file.path().to_owned(), text)]);
    let after = Analysis::new(checked.workspace, &checked.root, &texts, &Progress::default());
    let count = |analysis: &Analysis| {
        let mut counts: BTreeMap<Arc<str>, usize> = BTreeMap::new();
        for finding in analysis.findings() {
            *counts.entry(finding.rule.clone()).or_default() += 1;
        }
        counts
    };
    let (before, after) = (count(&checked.analysis), count(&after));
    let number = |counts: &BTreeMap<Arc<str>, usize>, rule: &str| counts.get(rule).copied().unwrap_or_default();
    number(&after, &finding.rule) < number(&before, &finding.rule)
        && after.iter().all(|(rule, count)| *count <= number(&before, rule))
}

/// Edits by URI, as the client takes them.
fn workspace_edit(workspace: &Workspace, edits: Vec<(String, Json)>) -> Json {
    let mut by_uri: BTreeMap<String, Vec<Json>> = BTreeMap::new();
    for (uri, edit) in edits {
        by_uri.entry(uri).or_default().push(edit);
    }
    if !workspace.client.takes_document_changes {
        return json!({ "changes": by_uri });
    }
    let changes = by_uri.into_iter().map(|(uri, edits)| {
        let version = workspace.document(&uri).and_then(|document| document.version);
        json!({ "textDocument": { "uri": uri, "version": version }, "edits": edits })
    });
    json!({ "documentChanges": changes.collect::<Vec<_>>() })
}
