//! JUnit's XML, which most build servers show: a suite for each file, a failed case for each finding.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::{Report, cause_in_brackets, visible};
use crate::finding::Finding;

/// Writes the document. Where nothing was found there is one case, which passes.
pub(crate) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut suites: BTreeMap<String, Vec<&Finding>> = BTreeMap::new();
    for finding in report.findings {
        suites.entry(report.sources.file(finding.span.file).name().to_owned()).or_default().push(finding);
    }
    let failures = report.findings.len();
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites name=\"kmslint\" tests=\"{}\" failures=\"{failures}\">", failures.max(1))?;
    for (path, findings) in &suites {
        write_suite(report, path, findings, out)?;
    }
    if suites.is_empty() {
        writeln!(out, "  <testsuite name=\"kmslint\" tests=\"1\" failures=\"0\">")?;
        writeln!(out, "    <testcase name=\"no findings\" classname=\"kmslint\"/>")?;
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

fn write_suite(report: &Report<'_>, path: &str, findings: &[&Finding], out: &mut dyn Write) -> io::Result<()> {
    let (name, count) = (escaped(path), findings.len());
    writeln!(out, "  <testsuite name=\"{name}\" tests=\"{count}\" failures=\"{count}\">")?;
    for finding in findings {
        let file = report.sources.file(finding.span.file);
        let position = file.position(finding.span.start);
        let place = format!("{path}:{}:{}", position.line, position.column);
        let (rule, message) = (escaped(&finding.rule), escaped(&finding.message));
        let help = finding.help_text(report.sources).map(|help| format!("\nhelp: {help}")).unwrap_or_default();
        let cause = cause_in_brackets(report.sources, finding, |file| report.sources.file(file).name().to_owned());
        let case = format!("{} at {}:{}", finding.rule, position.line, position.column);
        writeln!(out, "    <testcase name=\"{}\" classname=\"{rule}\" file=\"{name}\">", escaped(&case))?;
        write!(out, "      <failure message=\"{message}\" type=\"{}\">", finding.severity.name())?;
        write!(out, "{}", escaped(&format!("{place}: {}{cause}{help}", finding.message)))?;
        writeln!(out, "</failure>\n    </testcase>")?;
    }
    writeln!(out, "  </testsuite>")
}

/// Text as content or attribute. Control characters, which XML cannot hold, are replaced.
fn escaped(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for letter in visible(text).chars() {
        match letter {
            '&' => result.push_str("&amp;"),
            '<' => result.push_str("&lt;"),
            '>' => result.push_str("&gt;"),
            '"' => result.push_str("&quot;"),
            '\n' => result.push_str("&#10;"),
            '\t' => result.push_str("&#9;"),
            '\u{fffe}' | '\u{ffff}' => result.push('?'),
            _ => result.push(letter),
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::super::tests::{report, sample};
    use super::*;

    fn junit(findings: &[Finding], sources: &crate::source::Sources) -> String {
        let mut out = Vec::new();
        write(&report(sources, findings), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn each_finding_is_a_failed_case() {
        let (sources, findings) = sample();
        let text = junit(&findings[1..2], &sources);
        let expected = r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="kmslint" tests="1" failures="1">
  <testsuite name="main.tf" tests="1" failures="1">
    <testcase name="region-mismatch at 5:17" classname="region-mismatch" file="main.tf">
      <failure message="region cn-beijing of a bound VPC differs from cn-hangzhou" type="error">main.tf:5:17: region cn-beijing of a bound VPC differs from cn-hangzhou&#10;help: associate a VPC in cn-hangzhou</failure>
    </testcase>
  </testsuite>
</testsuites>
"#;
        assert_eq!(text, expected);
    }

    #[test]
    fn nothing_found_is_a_case_that_passes() {
        let (sources, _) = sample();
        assert!(junit(&[], &sources).contains("<testcase name=\"no findings\" classname=\"kmslint\"/>"));
    }

    #[test]
    fn markup_and_control_characters_are_no_markup() {
        assert_eq!(escaped("<a b=\"c\">&\u{0}\u{1b}\u{ffff}"), "&lt;a b=&quot;c&quot;&gt;&amp;???");
    }
}
