//! Workflow commands, which GitHub Actions shows as annotations on the changed lines.

use std::io::{self, Write};

use super::{Report, cause_in_brackets};
use crate::finding::{Finding, Severity};
use crate::source::Span;

/// Writes one command for each finding. GitHub shows annotations on files that a change touches, so a finding whose own
/// file was not asked for is shown at what brings it about, too.
pub(crate) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for finding in report.findings {
        let cause = cause_in_brackets(report.sources, finding, |file| report.path_in_repository(file));
        let help = report.help_in_repository(finding).map(|help| format!("\n{help}")).unwrap_or_default();
        annotate(report, finding, finding.span, &format!("{}{cause}{help}", finding.message), out)?;
        if let Some(elsewhere) = finding.elsewhere().filter(|_| report.outside.contains(&finding.span.file)) {
            let line = report.sources.file(finding.span.file).position(finding.span.start).line;
            let place = format!(" (at {}:{line})", report.path_in_repository(finding.span.file));
            annotate(report, finding, elsewhere.argument, &format!("{}{place}{help}", finding.message), out)?;
        }
    }
    Ok(())
}

fn annotate(report: &Report<'_>, finding: &Finding, span: Span, message: &str, out: &mut dyn Write) -> io::Result<()> {
    let file = report.sources.file(span.file);
    let (start, end) = (file.position(span.start), file.position(span.end));
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let path = property(&report.path_in_repository(span.file));
    write!(out, "::{command} file={path},line={},endLine={}", start.line, end.line)?;
    // Columns count only within one line.
    if start.line == end.line {
        write!(out, ",col={},endColumn={}", start.column, end.column.max(start.column + 1))?;
    }
    let title = property(&format!("kmslint {}", finding.rule));
    writeln!(out, ",title={title}::{}", data(message))
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
