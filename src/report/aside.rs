//! What is said beside the findings: what stayed undecided, and the counts.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::{Report, visible};

/// One line for each question that could not be answered: where, what, why, and the rules that asked.
pub(crate) fn write_undecided(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for undecided in report.undecided {
        let file = report.sources.file(undecided.span.file);
        let position = file.position(undecided.span.start);
        let place = format!("{}:{}:{}", file.name(), position.line, position.column);
        let what = if undecided.what.is_empty() { String::new() } else { format!("{}: ", undecided.what) };
        let rules = match undecided.rules.as_slice() {
            [] => String::new(),
            rules => format!(" [{}]", rules.join(", ")),
        };
        let line = format!("{place}: undecided: {what}{}{rules}", undecided.reason);
        writeln!(out, "{}", visible(&line).replace('\n', " "))?;
    }
    if !report.undecided.is_empty() {
        writeln!(out)?;
    }
    Ok(())
}

/// One line for each rule that found something, the most frequent first.
pub(crate) fn write_statistics(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for finding in report.findings {
        let (count, fixable) = counts.entry(&finding.rule).or_default();
        *count += 1;
        *fixable += usize::from(finding.fix.is_some());
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|&(rule, (count, _))| (std::cmp::Reverse(count), rule));
    let width = counts.iter().map(|(_, (count, _))| count.to_string().len()).max().unwrap_or(0);
    for (rule, (count, fixable)) in &counts {
        let note = if *fixable > 0 { format!(" ({fixable} fixable)") } else { String::new() };
        writeln!(out, "{count:>width$}  {rule}{note}")?;
    }
    if !counts.is_empty() {
        writeln!(out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{report, sample, span_of};
    use super::*;
    use crate::rule::Undecided;

    fn text(write: impl Fn(&mut Vec<u8>) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        write(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn rules_are_counted_the_most_frequent_first() {
        let (sources, mut findings) = sample();
        findings.push(findings[2].clone());
        let expected = "2  alias-without-prefix (2 fixable)\n1  log-cannot-be-disabled\n1  region-mismatch\n\n";
        assert_eq!(text(|out| write_statistics(&report(&sources, &findings), out)), expected);
    }

    #[test]
    fn what_stays_undecided_says_where_and_why() {
        let (sources, _) = sample();
        let undecided = [Undecided {
            rules: vec!["value-out-of-range", "vpc-quota-exceeded"],
            what: "vpc_num of alicloud_kms_instance.main".to_owned(),
            reason: "var.quota has no value".to_owned(),
            span: span_of(&sources, "main.tf", "1 #"),
            resource: None,
            calls: [].into(),
        }];
        let report = Report { undecided: &undecided, ..report(&sources, &[]) };
        let expected = "main.tf:2:13: undecided: vpc_num of alicloud_kms_instance.main: var.quota has no value \
                        [value-out-of-range, vpc-quota-exceeded]\n\n";
        assert_eq!(text(|out| write_undecided(&report, out)), expected);
    }
}
