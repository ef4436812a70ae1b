//! Findings as diagnostics.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::analysis::Analysis;
use super::client::Client;
use super::position::{Encoding, Lines, starts_of};
use crate::finding::{Finding, Label, Severity};
use crate::report;
use crate::rule::Rule;
use crate::rules;
use crate::rules::limits::{argument_deprecated, argument_ignored};
use crate::source::{FileId, SourceFile, Sources, Span};

const UNNECESSARY: u8 = 1;
const DEPRECATED: u8 = 2;

/// The diagnostics of one check by URI. Files without any are not among them.
pub(super) fn all(analysis: &Analysis, client: &Client) -> BTreeMap<String, Vec<Json>> {
    let mut by_uri: BTreeMap<String, Vec<Json>> = BTreeMap::new();
    let mut places = Places::new(analysis, client.encoding);
    for finding in analysis.findings().filter(|finding| !finding.span.file.is_outside()) {
        let uri = places.uri(finding.span.file);
        by_uri.entry(uri).or_default().push(diagnostic(finding, &mut places, client));
    }
    by_uri
}

/// A finding as a client shows it.
pub(super) fn diagnostic(finding: &Finding, places: &mut Places<'_>, client: &Client) -> Json {
    let mut message = finding.message.clone();
    let labels: Vec<Label> = finding.labels().into_iter().filter(|label| !label.span.file.is_outside()).collect();
    if !client.takes_related_information {
        // Whoever has no other way to show places reads them.
        labels.iter().for_each(|label| message.push_str(&places.named(label)));
    }
    if let Some(help) = finding.help_text(places.sources()) {
        message.push_str(&format!("\nhelp: {help}"));
    }
    let mut diagnostic = json!({
        "range": places.range(finding.span),
        "severity": match finding.severity {
            Severity::Error => 1,
            Severity::Warning => 2,
            Severity::Info => 3,
        },
        "code": &*finding.rule,
        "source": env!("CARGO_PKG_NAME"),
        "message": message,
    });
    let rule = rules::find(&finding.rule);
    if let Some(rule) = rule.filter(|_| client.takes_code_description) {
        diagnostic["codeDescription"] = json!({ "href": report::rule_url(rule.name) });
    }
    if let Some(tag) = tag(&finding.rule).filter(|_| client.takes_tags) {
        diagnostic["tags"] = json!([tag]);
    }
    if client.takes_related_information && !labels.is_empty() {
        diagnostic["relatedInformation"] = labels.into_iter().map(|label| related(label, places)).collect();
    }
    diagnostic
}

fn related(label: Label, places: &mut Places<'_>) -> Json {
    json!({ "location": places.location(label.span), "message": label.message })
}

/// What has no effect is shown pale, and what is out of use struck through.
fn tag(rule: &str) -> Option<u8> {
    let is = |other: &Rule| other.name == rule;
    if is(&argument_ignored::RULE) || is(&rules::unused_suppression::RULE) {
        return Some(UNNECESSARY);
    }
    is(&argument_deprecated::RULE).then_some(DEPRECATED)
}

/// Places of one check as a client counts them.
pub(super) struct Places<'a> {
    analysis: &'a Analysis,
    encoding: Encoding,
    files: HashMap<FileId, (Arc<SourceFile>, Arc<[usize]>)>,
}

impl<'a> Places<'a> {
    pub(super) fn new(analysis: &'a Analysis, encoding: Encoding) -> Self {
        Self { analysis, encoding, files: HashMap::new() }
    }

    fn sources(&self) -> &Sources {
        &self.analysis.sources
    }

    fn file(&mut self, file: FileId) -> &(Arc<SourceFile>, Arc<[usize]>) {
        self.files.entry(file).or_insert_with(|| {
            let file = self.analysis.sources.file(file);
            let starts = starts_of(file.text());
            (file, starts)
        })
    }

    pub(super) fn uri(&mut self, file: FileId) -> String {
        let path = self.file(file).0.path().to_owned();
        self.analysis.uri_of(&path)
    }

    pub(super) fn range(&mut self, span: Span) -> Json {
        let encoding = self.encoding;
        let (file, starts) = self.file(span.file);
        json!(Lines::known(file.text(), starts.clone(), encoding).area(span.range()))
    }

    /// A label with its place as people count, on a line of its own.
    fn named(&mut self, label: &Label) -> String {
        let (file, _) = self.file(label.span.file);
        let at = file.position(label.span.start);
        format!("\n{}: {}:{}:{}", label.message, file.name(), at.line, at.column)
    }

    pub(super) fn location(&mut self, span: Span) -> Json {
        json!({ "uri": self.uri(span.file), "range": self.range(span) })
    }
}
