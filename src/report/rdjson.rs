//! Reviewdog's diagnostic format, in one object: <https://github.com/reviewdog/reviewdog/tree/master/proto/rdf>.
//!
//! Columns count bytes from 1 there, and lines from 1.

use std::io::{self, Write};

use serde::Serialize;

use super::{Report, cause_in_brackets, escaped_json, rule_url};
use crate::finding::{Edit, Finding, Severity};
use crate::source::{SourceFile, Span};

/// Writes the object.
pub(crate) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let source = Source { name: "kmslint", url: env!("CARGO_PKG_REPOSITORY") };
    let diagnostics: Vec<_> = report.findings.iter().map(|finding| diagnostic(report, finding)).collect();
    escaped_json::write(&Diagnostics { source, diagnostics }, out)
}

fn diagnostic(report: &Report<'_>, finding: &Finding) -> Diagnostic {
    let help = report.help_in_repository(finding).map(|help| format!("\n{help}")).unwrap_or_default();
    let cause = cause_in_brackets(report.sources, finding, |file| report.path_in_repository(file));
    let labels = finding.labels();
    let related =
        labels.iter().map(|label| Related { message: label.message.clone(), location: location(report, label.span) });
    Diagnostic {
        message: format!("{}{cause}{help}", finding.message),
        location: location(report, finding.span),
        severity: match finding.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        },
        code: Code { value: finding.rule.to_string(), url: rule_url(&finding.rule) },
        suggestions: suggestion(report, finding).into_iter().collect(),
        related_locations: related.collect(),
    }
}

/// The fix as one replacement in the finding's own file, from its first edit to its last.
fn suggestion(report: &Report<'_>, finding: &Finding) -> Option<Suggestion> {
    let mut edits: Vec<&Edit> = finding.fix.as_ref()?.edits.iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let (first, last) = (edits.first()?.span, edits.last()?.span);
    if edits.iter().any(|edit| edit.span.file != finding.span.file) {
        return None;
    }
    let file = report.sources.file(finding.span.file);
    // With stars in it a file would not be what it was.
    let whole = first.start as usize..last.end as usize;
    if file.shown(whole.clone()) != file.text().get(whole)? {
        return None;
    }
    let mut text = String::new();
    let mut copied = first.start as usize;
    for edit in edits {
        text.push_str(file.text().get(copied..edit.span.start as usize)?);
        text.push_str(&edit.text);
        copied = edit.span.end as usize;
    }
    Some(Suggestion { range: range(&file, first.to(last)), text })
}

fn location(report: &Report<'_>, span: Span) -> Location {
    let file = report.sources.file(span.file);
    Location { path: report.path_in_repository(span.file), range: range(&file, span) }
}

fn range(file: &SourceFile, span: Span) -> Range {
    let place = |offset: u32| {
        let line = file.position(offset).line;
        Place { line, column: offset as usize - file.line(line).start + 1 }
    };
    Range { start: place(span.start), end: place(span.end) }
}

#[derive(Serialize)]
struct Diagnostics {
    source: Source,
    diagnostics: Vec<Diagnostic>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
    url: &'static str,
}

#[derive(Serialize)]
struct Diagnostic {
    message: String,
    location: Location,
    severity: &'static str,
    code: Code,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related>,
}

#[derive(Serialize)]
struct Code {
    value: String,
    url: String,
}

#[derive(Serialize)]
struct Suggestion {
    range: Range,
    text: String,
}

#[derive(Serialize)]
struct Related {
    message: String,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    range: Range,
}

#[derive(Serialize)]
struct Range {
    start: Place,
    end: Place,
}

#[derive(Serialize)]
struct Place {
    line: u32,
    column: usize,
}

#[cfg(test)]
mod tests {
    use super::super::tests::{report, sample};
    use super::*;

    #[test]
    fn columns_count_bytes_and_fixes_are_suggestions() {
        let (sources, findings) = sample();
        let mut out = Vec::new();
        write(&report(&sources, &findings), &mut out).unwrap();
        let written: serde_json::Value = serde_json::from_slice(&out).unwrap();
        let alias = &written["diagnostics"][2];
        assert_eq!(alias["severity"], "WARNING");
        assert_eq!(alias["location"]["range"]["start"], serde_json::json!({"line": 10, "column": 16}));
        assert_eq!(alias["suggestions"][0]["text"], "\"alias/legacy\"");
        assert_eq!(written["diagnostics"][1]["related_locations"][0]["location"]["path"], "providers.tf");
    }
}
