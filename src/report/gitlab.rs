//! GitLab's Code Quality report: an array of findings for the merge request.

use std::io::{self, Write};

use serde::Serialize;

use super::{Report, cause_in_brackets, escaped_json};
use crate::finding::Severity;
use crate::finding::fingerprint::fingerprints;

/// Writes the array.
pub(crate) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let prints = fingerprints(report.sources, report.findings);
    let issue = |(finding, fingerprint): (&'_ crate::finding::Finding, String)| {
        let file = report.sources.file(finding.span.file);
        let (begin, end) = (file.position(finding.span.start), file.position(finding.span.end));
        let help = report.help_in_repository(finding).map(|help| format!(": {help}")).unwrap_or_default();
        let cause = cause_in_brackets(report.sources, finding, |file| report.path_in_repository(file));
        Issue {
            description: format!("{}{cause}{help}", finding.message),
            check_name: finding.rule.to_string(),
            fingerprint,
            severity: severity(finding.severity),
            location: Location {
                path: report.path_in_repository(finding.span.file),
                lines: Lines { begin: begin.line, end: end.line },
                positions: Positions {
                    begin: Place { line: begin.line, column: begin.column },
                    end: Place { line: end.line, column: end.column },
                },
            },
        }
    };
    let issues: Vec<_> = report.findings.iter().zip(prints).map(issue).collect();
    escaped_json::write(&issues, out)
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
    positions: Positions,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

#[derive(Serialize)]
struct Positions {
    begin: Place,
    end: Place,
}

#[derive(Serialize)]
struct Place {
    line: u32,
    column: u32,
}

#[cfg(test)]
mod tests {
    use super::super::tests::{report, sample};
    use super::*;

    #[test]
    fn each_finding_is_an_issue_with_its_place() {
        let (sources, findings) = sample();
        let mut out = Vec::new();
        write(&report(&sources, &findings), &mut out).unwrap();
        let issues: Vec<serde_json::Value> = serde_json::from_slice(&out).unwrap();
        let severities: Vec<_> = issues.iter().map(|issue| issue["severity"].as_str().unwrap()).collect();
        assert_eq!(severities, ["info", "major", "minor"]);
        assert_eq!(issues[1]["check_name"], "region-mismatch");
        assert_eq!(issues[1]["location"]["path"], "main.tf");
        assert_eq!(issues[1]["location"]["lines"]["begin"], 5);
        assert_eq!(issues[1]["location"]["positions"]["begin"]["column"], 17);
        assert_eq!(issues[1]["fingerprint"].as_str().unwrap().len(), 32);
    }

    #[test]
    fn nothing_found_is_an_empty_array() {
        let (sources, _) = sample();
        let mut out = Vec::new();
        write(&report(&sources, &[]), &mut out).unwrap();
        assert_eq!(out, b"[]\n");
    }
}
