//! One line for each finding, as compilers write them: `path:line:column: error: message [rule]`.

use std::io::{self, Write};

use super::{Report, cause_in_brackets, visible};

/// Writes every finding. Nothing is written where there is none.
pub(crate) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for finding in report.findings {
        let file = report.sources.file(finding.span.file);
        let position = file.position(finding.span.start);
        let (severity, rule) = (finding.severity.name(), &finding.rule);
        let cause = cause_in_brackets(report.sources, finding, |file| report.sources.file(file).name().to_owned());
        // One finding stays one line, whatever a message quotes.
        let message = visible(&format!("{}{cause}", finding.message)).replace('\n', " ");
        let path = visible(file.name()).replace('\n', " ");
        writeln!(out, "{path}:{}:{}: {severity}: {message} [{rule}]", position.line, position.column)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{report, sample};
    use super::*;

    #[test]
    fn each_finding_is_one_line() {
        let (sources, findings) = sample();
        let mut out = Vec::new();
        write(&report(&sources, &findings), &mut out).unwrap();
        let expected = "main.tf:2:13: info: größer?[31m [log-cannot-be-disabled]
main.tf:5:17: error: region cn-beijing of a bound VPC differs from cn-hangzhou [region-mismatch]
main.tf:10:16: warning: alias legacy does not begin with alias/ [alias-without-prefix]
";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
