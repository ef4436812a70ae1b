//! SARIF 2.1.0, which code hosts and editors read.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use super::{Report, escaped_json, rule_url};
use crate::finding::fingerprint::fingerprints;
use crate::finding::{Finding, Fix, Label, Severity, SuppressedBy, Suppression};
use crate::rule::Rule;
use crate::source::visible::without_links;
use crate::source::{Position, Span};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
/// The folder that paths are relative to, as code hosts call it.
const BASE: &str = "%SRCROOT%";
/// Code hosts show no more places of one result than these, and refuse a thousand.
const MOST_LOCATIONS: usize = 100;

/// Writes one run. What was suppressed is in it as well, marked as such.
pub(crate) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let rules = Rules::of(report);
    let driver = json!({
        "name": env!("CARGO_PKG_NAME"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "informationUri": env!("CARGO_PKG_REPOSITORY"),
        "rules": rules.described,
    });
    let run = Run {
        tool: json!({ "driver": driver }),
        column_kind: "unicodeCodePoints",
        invocations: json!([{ "executionSuccessful": true }]),
        results: Results { report, rules: &rules },
    };
    escaped_json::write(&Log { schema: SCHEMA, version: "2.1.0", runs: [run] }, out)
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'a str,
    version: &'a str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Value,
    column_kind: &'a str,
    invocations: Value,
    results: Results<'a>,
}

/// Each result is made when it is written: all of them together are twenty times as large as the findings.
struct Results<'a> {
    report: &'a Report<'a>,
    rules: &'a Rules,
}

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { report, rules } = self;
        let prints = fingerprints(report.sources, report.findings);
        let reported = report.findings.iter().zip(prints);
        let reported = reported.map(|(finding, fingerprint)| result(report, finding, fingerprint, rules));
        let prints = fingerprints(report.sources, report.suppressed);
        let suppressed = report.suppressed.iter().zip(prints).map(|(finding, fingerprint)| {
            let mut result = result(report, finding, fingerprint, rules);
            let mut suppressions: Vec<Value> = Vec::new();
            for accepted in finding.occurrences.iter().filter_map(|occurrence| occurrence.suppressed.as_ref()) {
                let suppression = suppression(report, accepted);
                if !suppressions.contains(&suppression) {
                    suppressions.push(suppression);
                }
            }
            result.insert("suppressions".to_owned(), Value::Array(suppressions));
            result
        });
        serializer.collect_seq(reported.chain(suppressed))
    }
}

/// The rules that results refer to by index.
struct Rules {
    described: Vec<Value>,
    by_name: BTreeMap<String, usize>,
}

impl Rules {
    /// Every rule that there is, and those of a team's own tables that found something, which are described by their
    /// names alone.
    fn of(report: &Report<'_>) -> Self {
        let by_name = report.rules.iter().enumerate().map(|(index, rule)| (rule.name.to_owned(), index)).collect();
        let mut rules = Self { described: report.rules.iter().map(|rule| described(rule)).collect(), by_name };
        for finding in report.findings.iter().chain(report.suppressed) {
            if !rules.by_name.contains_key(&*finding.rule) {
                rules.by_name.insert(finding.rule.to_string(), rules.described.len());
                rules.described.push(json!({ "id": &*finding.rule, "name": pascal_case(&finding.rule) }));
            }
        }
        rules
    }
}

fn described(rule: &Rule) -> Value {
    let sources: String = rule.sources.iter().map(|source| format!("\n- <{source}>")).collect();
    let sources = if sources.is_empty() { sources } else { format!("\n\nSources:\n{sources}") };
    json!({
        "id": rule.name,
        "name": pascal_case(rule.name),
        "shortDescription": { "text": sentence(rule.summary) },
        "fullDescription": { "text": sentence(rule.summary) },
        "help": { "text": rule.why.trim(), "markdown": format!("{}{sources}", rule.why.trim()) },
        "helpUri": rule_url(rule.name),
        "defaultConfiguration": { "enabled": rule.is_on_by_default, "level": level(rule.severity) },
        "properties": {
            "tags": ["security", "kms"],
            "precision": "very-high",
            "problem.severity": problem_severity(rule.severity),
            "security-severity": security_severity(rule.severity),
        },
    })
}

fn result(report: &Report<'_>, finding: &Finding, fingerprint: String, rules: &Rules) -> Map<String, Value> {
    let mut location = location(report, finding.span);
    if let (Some(address), Some(location)) = (&finding.address, location.as_object_mut()) {
        location.insert(
            "logicalLocations".to_owned(),
            json!([{ "fullyQualifiedName": address.full(), "kind": "resource" }]),
        );
    }
    let help = report.help_in_repository(finding).map(|help| format!(" Help: {help}.")).unwrap_or_default();
    let mut result = Map::new();
    let mut set = |name: &str, value: Value| result.insert(name.to_owned(), value);
    set("ruleId", json!(&*finding.rule));
    set("ruleIndex", json!(rules.by_name.get(&*finding.rule)));
    set("level", json!(level(finding.severity)));
    // What looks like a link in a message is one.
    set("message", json!({ "text": without_links(&format!("{}.{help}", finding.message)) }));
    set("locations", json!([location]));
    let labels = finding.labels();
    if !labels.is_empty() {
        let related = |(id, label): (usize, &Label)| related(report, id, label);
        set("relatedLocations", labels.iter().take(MOST_LOCATIONS).enumerate().map(related).collect());
    }
    set("partialFingerprints", json!({ "kmslint/v1": fingerprint }));
    if let Some(fix) = &finding.fix {
        set("fixes", json!([changes(report, fix)]));
    }
    result
}

fn location(report: &Report<'_>, span: Span) -> Value {
    json!({ "physicalLocation": { "artifactLocation": artifact(report, span), "region": region(report, span) } })
}

fn related(report: &Report<'_>, id: usize, label: &Label) -> Value {
    let mut location = location(report, label.span);
    if let Some(location) = location.as_object_mut() {
        location.insert("id".to_owned(), json!(id));
        location.insert("message".to_owned(), json!({ "text": without_links(&label.message) }));
    }
    location
}

fn artifact(report: &Report<'_>, span: Span) -> Value {
    let path = report.sources.file(span.file).path().to_path_buf();
    // A path outside of the repository is absolute and has no base.
    match path.starts_with(report.repository) {
        true => json!({ "uri": percent_encoded(&report.path_in_repository(span.file)), "uriBaseId": BASE }),
        false => json!({ "uri": format!("file://{}", percent_encoded(&path.to_string_lossy())) }),
    }
}

/// Lines and columns as SARIF counts them: a byte order mark has no column there (3.30.2, text regions).
fn region(report: &Report<'_>, span: Span) -> Value {
    let file = report.sources.file(span.file);
    let has_mark = file.text().starts_with('\u{feff}');
    let place = |offset| {
        let Position { line, column } = file.position(offset);
        (line, if has_mark && line == 1 { column.saturating_sub(1).max(1) } else { column })
    };
    let ((start_line, start_column), (end_line, end_column)) = (place(span.start), place(span.end));
    json!({ "startLine": start_line, "startColumn": start_column, "endLine": end_line, "endColumn": end_column })
}

/// A fix, with its replacements grouped by file.
fn changes(report: &Report<'_>, fix: &Fix) -> Value {
    let mut by_file: BTreeMap<_, Vec<Value>> = BTreeMap::new();
    for edit in &fix.edits {
        let replacement = json!({
            "deletedRegion": region(report, edit.span),
            "insertedContent": { "text": edit.text },
        });
        by_file.entry(edit.span.file).or_default().push(replacement);
    }
    let change = |(file, replacements): (_, Vec<Value>)| json!({ "artifactLocation": artifact(report, Span::new(file, 0, 0)), "replacements": replacements });
    let changes: Vec<_> = by_file.into_iter().map(change).collect();
    json!({ "description": { "text": fix.description }, "artifactChanges": changes })
}

fn suppression(report: &Report<'_>, suppressed: &Suppression) -> Value {
    let kind = match suppressed.by {
        SuppressedBy::Comment => "inSource",
        SuppressedBy::Configuration => "external",
    };
    json!({
        "kind": kind,
        "status": "accepted",
        "justification": suppressed.reason,
        "location": location(report, suppressed.span),
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn problem_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "recommendation",
    }
}

/// How GitHub ranks the rule among security findings: high, medium, low.
fn security_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "7.0",
        Severity::Warning => "5.0",
        Severity::Info => "2.0",
    }
}

/// `vpc-quota-exceeded` → `VpcQuotaExceeded`.
fn pascal_case(name: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
    };
    name.split('-').map(capital).collect()
}

fn sentence(summary: &str) -> String {
    let mut letters = summary.chars();
    let first = letters.next().map(|first| first.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// A path as a relative reference. A colon in the first part would read as a scheme.
fn percent_encoded(path: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let mut result = String::new();
    for byte in path.bytes() {
        if is_plain(byte) {
            result.push(char::from(byte));
        } else {
            result.push_str(&format!("%{byte:02X}"));
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::super::tests::{report, sample, span_of};
    use super::*;
    use crate::source::Sources;

    fn log(report: &Report<'_>) -> Value {
        let mut out = Vec::new();
        write(report, &mut out).unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn a_result_has_its_place_its_causes_and_its_fix() {
        let (sources, findings) = sample();
        let log = log(&report(&sources, &findings));
        let results = &log["runs"][0]["results"];
        let region = &results[1]["locations"][0]["physicalLocation"]["region"];
        assert_eq!(*region, json!({ "startLine": 5, "startColumn": 17, "endLine": 5, "endColumn": 29 }));
        let address = &results[1]["locations"][0]["logicalLocations"][0]["fullyQualifiedName"];
        assert_eq!(address, "alicloud_kms_instance.main");
        let related = &results[1]["relatedLocations"][0];
        assert_eq!(related["physicalLocation"]["artifactLocation"]["uri"], "providers.tf");
        assert_eq!(related["message"]["text"], "the provider's region comes from here");
        let replacement = &results[2]["fixes"][0]["artifactChanges"][0]["replacements"][0];
        assert_eq!(replacement["insertedContent"]["text"], "\"alias/legacy\"");
        assert_eq!(results[0]["level"], "note");
    }

    #[test]
    fn a_byte_order_mark_has_no_column() {
        let sources = Sources::new("/nowhere");
        let file = sources.add("main.tf", "\u{feff}ab\nab");
        let columns = |start, end| {
            let region = region(&report(&sources, &[]), Span::new(file.id(), start, end));
            (region["startColumn"].clone(), region["endColumn"].clone())
        };
        assert_eq!(columns(0, 3), (json!(1), json!(1)));
        assert_eq!(columns(3, 5), (json!(1), json!(3)));
        assert_eq!(columns(6, 8), (json!(1), json!(3)));
    }

    #[test]
    fn what_is_suppressed_is_marked() {
        let (sources, mut findings) = sample();
        let (finding, span) = (findings.remove(1), span_of(&sources, "main.tf", "# größer"));
        let kind = |by| {
            let mut suppressed = [finding.clone()];
            suppressed[0].occurrences[0].suppressed = Some(Suppression { reason: "planned".to_owned(), by, span });
            let log = log(&Report { suppressed: &suppressed, ..report(&sources, &findings) });
            let suppression = log["runs"][0]["results"][2]["suppressions"][0].clone();
            assert_eq!(suppression["justification"], "planned");
            assert_eq!(suppression["location"]["physicalLocation"]["region"]["startLine"], 2);
            suppression["kind"].clone()
        };
        assert_eq!(
            (kind(SuppressedBy::Comment), kind(SuppressedBy::Configuration)),
            (json!("inSource"), json!("external"))
        );
    }

    #[test]
    fn paths_are_references() {
        assert_eq!(percent_encoded("a b/é:c.tf"), "a%20b/%C3%A9%3Ac.tf");
        assert_eq!(pascal_case("vpc-quota-exceeded"), "VpcQuotaExceeded");
    }
}
