//! The stable report for programs: one JSON object.

use std::io::{self, Write};

use serde::Serialize;

use super::{Report, Summary, escaped_json, rule_url};
use crate::finding::fingerprint::fingerprints;
use crate::finding::{Applicability, Finding, Fix, Occurrence, Severity};
use crate::resource::Address;
use crate::source::{self, Sources};

/// Grows when a member is renamed or goes away; new members may come without it.
const SCHEMA_VERSION: u32 = 1;

/// Writes the report as one object, indented, with a line end.
pub(crate) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let prints = fingerprints(report.sources, report.findings);
    let document = Document {
        schema_version: SCHEMA_VERSION,
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        findings: report
            .findings
            .iter()
            .zip(prints)
            .map(|(finding, fingerprint)| Item::new(report.sources, finding, fingerprint))
            .collect(),
        summary: report.summary,
    };
    escaped_json::write(&document, out)
}

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u32,
    tool: Tool,
    findings: Vec<Item<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Item<'a> {
    rule: &'a str,
    severity: Severity,
    message: &'a str,
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<&'a str>,
    span: Span,
    labels: Vec<Label>,
    occurrences: Vec<OccurrenceItem<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<FixItem<'a>>,
    url: String,
    fingerprint: String,
}

#[derive(Serialize)]
struct Label {
    path: String,
    span: Span,
    message: String,
}

#[derive(Serialize)]
struct OccurrenceItem<'a> {
    root: Option<String>,
    scenario: Option<&'a str>,
    address: Option<&'a str>,
    calls: Vec<CallItem<'a>>,
    suppressed: Option<SuppressionItem<'a>>,
}

#[derive(Serialize)]
struct CallItem<'a> {
    name: &'a str,
    path: String,
    span: Span,
}

#[derive(Serialize)]
struct SuppressionItem<'a> {
    reason: &'a str,
    path: String,
    span: Span,
}

#[derive(Serialize)]
struct FixItem<'a> {
    applicability: Applicability,
    description: &'a str,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    path: String,
    span: Span,
    text: &'a str,
}

#[derive(Serialize)]
struct Span {
    start: Place,
    end: Place,
}

#[derive(Serialize)]
struct Place {
    line: u32,
    column: u32,
    offset: u32,
}

impl<'a> Item<'a> {
    fn new(sources: &Sources, finding: &'a Finding, fingerprint: String) -> Self {
        let (path, span) = place(sources, finding.span);
        let labels = finding.labels().into_iter().map(|label| {
            let (path, span) = place(sources, label.span);
            Label { path, span, message: label.message }
        });
        Self {
            rule: &finding.rule,
            severity: finding.severity,
            message: &finding.message,
            path,
            address: finding.address.as_ref().map(Address::in_module),
            span,
            labels: labels.collect(),
            occurrences: finding.occurrences.iter().map(|one| OccurrenceItem::new(sources, one)).collect(),
            help: finding.help_text(sources),
            fix: finding.fix.as_ref().map(|fix| FixItem::new(sources, fix)),
            url: rule_url(&finding.rule),
            fingerprint,
        }
    }
}

impl<'a> OccurrenceItem<'a> {
    fn new(sources: &Sources, occurrence: &'a Occurrence) -> Self {
        let calls = occurrence.calls.iter().map(|call| {
            let (path, span) = place(sources, call.header);
            CallItem { name: &call.name, path, span }
        });
        let suppressed = occurrence.suppressed.as_ref().map(|suppression| {
            let (path, span) = place(sources, suppression.span);
            SuppressionItem { reason: &suppression.reason, path, span }
        });
        Self {
            root: occurrence.root.as_deref().map(|root| sources.display(root)),
            scenario: occurrence.scenario.as_deref(),
            address: occurrence.address.as_ref().map(Address::full),
            calls: calls.collect(),
            suppressed,
        }
    }
}

impl<'a> FixItem<'a> {
    fn new(sources: &Sources, fix: &'a Fix) -> Self {
        let edits = fix.edits.iter().map(|edit| {
            let (path, span) = place(sources, edit.span);
            Edit { path, span, text: &edit.text }
        });
        Self { applicability: fix.applicability, description: &fix.description, edits: edits.collect() }
    }
}

fn place(sources: &Sources, span: source::Span) -> (String, Span) {
    let file = sources.file(span.file);
    let at = |offset| {
        let position = file.position(offset);
        Place { line: position.line, column: position.column, offset }
    };
    (file.name().to_owned(), Span { start: at(span.start), end: at(span.end) })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{report, sample};
    use super::*;

    fn json() -> serde_json::Value {
        let (sources, findings) = sample();
        let mut out = Vec::new();
        write(&report(&sources, &findings), &mut out).unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn members_come_in_the_order_that_is_promised() {
        let json = json();
        let names = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&json), ["schema_version", "tool", "findings", "summary"]);
        let expected = "rule severity message path address span labels occurrences help url fingerprint".split(' ');
        assert_eq!(names(&json["findings"][1]), expected.collect::<Vec<_>>());
        assert_eq!(names(&json["summary"]), ["files", "errors", "warnings", "infos", "suppressed", "undecided"]);
    }

    #[test]
    fn places_count_lines_and_characters_from_one_and_bytes_from_zero() {
        let finding = &json()["findings"][1];
        assert_eq!(finding["path"], "main.tf");
        assert_eq!(finding["span"]["start"], serde_json::json!({"line": 5, "column": 17, "offset": 121}));
        assert_eq!(finding["span"]["end"], serde_json::json!({"line": 5, "column": 29, "offset": 133}));
        assert_eq!(finding["labels"][0]["path"], "providers.tf");
        assert_eq!(finding["labels"][0]["span"]["start"]["line"], 2);
    }

    #[test]
    fn a_fix_says_whether_it_is_safe_and_what_it_writes() {
        let fix = &json()["findings"][2]["fix"];
        assert_eq!(fix["applicability"], "safe");
        assert_eq!(fix["edits"][0]["text"], "\"alias/legacy\"");
        assert_eq!(fix["edits"][0]["span"]["start"]["line"], 10);
    }
}
