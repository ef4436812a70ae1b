//! Workflow commands, which GitHub Actions shows as annotations on the changed lines.

use std::io::{self, Write};

use super::Report;
use crate::finding::Severity;

/// Writes one command for each finding.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for finding in report.findings {
        let file = report.sources.file(finding.span.file);
        let (start, end) = (file.position(finding.span.start), file.position(finding.span.end));
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        write!(out, "::{command} file={},line={},endLine={}", property(file.name()), start.line, end.line)?;
        // Columns count only within one line.
        if start.line == end.line {
            write!(out, ",col={},endColumn={}", start.column, end.column.max(start.column + 1))?;
        }
        let help = finding.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
        let message = data(&format!("{}{help}", finding.message));
        writeln!(out, ",title={}::{message}", property(&format!("kmslint {}", finding.rule)))?;
    }
    Ok(())
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{report, sample};
    use super::*;

    #[test]
    fn each_finding_is_one_command() {
        let (sources, findings) = sample();
        let mut out = Vec::new();
        write(&report(&sources, &findings), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let expected = "::error file=main.tf,line=5,endLine=5,col=17,endColumn=29,title=kmslint region-mismatch::\
                        region cn-beijing of a bound VPC differs from cn-hangzhou%0Aassociate a VPC in cn-hangzhou";
        assert_eq!(text.lines().nth(1), Some(expected));
        assert_eq!(text.lines().count(), 3);
    }

    #[test]
    fn what_commands_are_made_of_is_escaped() {
        assert_eq!(data("50%\r\n::error::"), "50%25%0D%0A::error::");
        assert_eq!(property("a,b:c"), "a%2Cb%3Ac");
    }
}
