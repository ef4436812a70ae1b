//! A summary for the page of a job: the counts, then a table of the findings.

use std::io::{self, Write};

use super::{Report, cause_in_brackets, rule_url, visible};
use crate::finding::{Finding, Severity};

/// Bytes past which nothing more is listed: the page of a job takes a mebibyte.
const MOST_BYTES: usize = 900_000;

/// Writes the summary.
pub(crate) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## kmslint\n\n{}", escaped(&report.summary.sentence(report.findings)))?;
    if report.findings.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n| | Place | Finding | Rule |\n|---|---|---|---|")?;
    let mut written = 0;
    for (index, finding) in report.findings.iter().enumerate() {
        let row = row(report, finding);
        if written + row.len() > MOST_BYTES {
            return writeln!(out, "\n… and {} more", report.findings.len() - index);
        }
        written += row.len();
        out.write_all(row.as_bytes())?;
    }
    Ok(())
}

fn row(report: &Report<'_>, finding: &Finding) -> String {
    let path = report.path_in_repository(finding.span.file);
    let line = report.sources.file(finding.span.file).position(finding.span.start).line;
    let severity = match finding.severity {
        Severity::Error => ":x: error",
        Severity::Warning => ":warning: warning",
        Severity::Info => ":information_source: info",
    };
    let cause = cause_in_brackets(report.sources, finding, |file| report.path_in_repository(file));
    let message = escaped(&format!("{}{cause}", finding.message));
    let help = report.help_in_repository(finding).map(|help| format!("<br>{}", escaped(&help))).unwrap_or_default();
    let (rule, url) = (&finding.rule, rule_url(&finding.rule));
    format!("| {severity} | {} | {message}{help} | [{rule}]({url}) |\n", escaped(&format!("{path}:{line}")))
}

/// Text of others as it reads in a cell of a table: nothing in it is markup, but code in backticks stays code.
fn escaped(text: &str) -> String {
    let text = visible(text).replace(['\n', '\t'], " ");
    let mut escaped = String::with_capacity(text.len());
    for (index, part) in text.split('`').enumerate() {
        let is_code = index % 2 == 1;
        match is_code {
            true => escaped.push_str(&format!("<code>{}</code>", html(part))),
            false => part.chars().for_each(|letter| push_escaped(letter, &mut escaped)),
        }
    }
    escaped
}

fn push_escaped(letter: char, escaped: &mut String) {
    match letter {
        '<' | '>' | '&' | '|' => escaped.push_str(&html(&letter.to_string())),
        '\\' | '*' | '_' | '[' | ']' | '#' | '~' | '!' | '@' => {
            escaped.push('\\');
            escaped.push(letter);
        }
        _ => escaped.push(letter),
    }
}

/// What markup is made of, as HTML names or numbers it.
fn html(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '&' => written.push_str("&amp;"),
            '|' | '\\' | '*' | '_' | '[' | ']' | '#' | '~' | '!' | '@' | '$' => {
                written.push_str(&format!("&#{};", u32::from(letter)));
            }
            _ => written.push(letter),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::super::tests::{report, sample};
    use super::*;

    #[test]
    fn each_finding_is_a_row() {
        let (sources, findings) = sample();
        let mut out = Vec::new();
        write(&report(&sources, &findings), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| :")).collect();
        assert_eq!(rows.len(), 3);
        assert!(
            rows[1].starts_with("| :x: error | main.tf:5 | region cn-beijing of a bound VPC differs"),
            "{}",
            rows[1]
        );
    }

    #[test]
    fn nothing_in_a_text_is_markup() {
        assert_eq!(escaped("`a|b` <i> @me\n*x*"), "<code>a&#124;b</code> &lt;i&gt; \\@me \\*x\\*");
        assert_eq!(escaped("a`b"), "a<code>b</code>", "a mark that is not closed ends with the text");
    }
}
