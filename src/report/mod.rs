//! Findings into text: for people, for programs, for code hosts.

pub(crate) mod aside;
pub(crate) mod concise;
pub(crate) mod escaped_json;
mod excerpt;
mod frame;
pub(crate) mod github;
pub(crate) mod gitlab;
pub(crate) mod human;
pub(crate) mod json;
pub(crate) mod junit;
mod mark;
pub(crate) mod markdown;
pub(crate) mod page;
mod palette;
pub(crate) mod rdjson;
pub(crate) mod resources;
pub(crate) mod sarif;
mod suggestion;
pub(crate) mod wrap;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use crate::finding::{Applicability, Elsewhere, Finding, Severity};
use crate::rule::{Rule, Undecided};
pub(crate) use crate::source::visible::visible;
use crate::source::visible::{Reader, in_one_line};
use crate::source::{FileId, Sources};
use human::Style;

/// Everything that a report can say of one run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Report<'a> {
    pub sources: &'a Sources,
    /// In the order in which they are shown.
    pub findings: &'a [Finding],
    /// What was found and accepted wherever it comes about.
    pub suppressed: &'a [Finding],
    pub undecided: &'a [Undecided],
    pub summary: Summary,
    /// Every rule that there is, for the formats that describe them.
    pub rules: &'a [&'static Rule],
    /// The folder that paths are relative to on a code host: that of the repository.
    pub repository: &'a Path,
    /// Files that were not asked for, although findings lie in them.
    pub outside: &'a BTreeSet<FileId>,
}

impl Report<'_> {
    /// The path of a file as a code host knows it.
    fn path_in_repository(&self, file: FileId) -> String {
        self.sources.display_from(self.repository, self.sources.file(file).path())
    }

    /// What to do, with paths as a code host knows them.
    fn help_in_repository(&self, finding: &Finding) -> Option<String> {
        let place = |span| self.sources.place_in_words_with(span, |file| self.path_in_repository(file));
        finding.help.as_ref().map(|help| help.text(place))
    }
}

/// ` (module.kms at prod/main.tf:17)`, where a finding comes about in another file than its own; else nothing.
fn cause_in_brackets(sources: &Sources, finding: &Finding, path: impl Fn(FileId) -> String) -> String {
    let Some(Elsewhere { name, span, others, .. }) = finding.elsewhere() else { return String::new() };
    let line = sources.file(span.file).position(span.start).line;
    let more = if others > 0 { format!(" and {}", counted_more(others, "place")) } else { String::new() };
    format!(" ({} at {}:{line}{more})", in_one_line(&name), path(span.file))
}

/// `1 more call`, `9 more calls`.
fn counted_more(count: usize, word: &str) -> String {
    counted(count, &format!("more {word}"))
}

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Human,
    Concise,
    Json,
    Sarif,
    Github,
    Gitlab,
    Junit,
    Rdjson,
    Markdown,
}

/// How a list of rules or resources is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ListFormat {
    Human,
    Json,
}

impl Format {
    pub(crate) const ALL: &[Self] = &[
        Self::Human,
        Self::Concise,
        Self::Json,
        Self::Sarif,
        Self::Github,
        Self::Gitlab,
        Self::Junit,
        Self::Rdjson,
        Self::Markdown,
    ];

    /// Whether it is read on a terminal rather than by a program.
    pub(crate) fn is_for_people(self) -> bool {
        matches!(self, Self::Human | Self::Concise)
    }

    /// What a report may hold beside text, for the guard that it is written through.
    pub(crate) fn reader(self, style: Style) -> Reader {
        match self {
            Self::Github => Reader::Runner,
            _ => style.reader(),
        }
    }

    /// Writes every finding. Only the format for people heeds the style.
    pub(crate) fn write(self, report: &Report<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Human => human::write(report, style, out),
            Self::Concise => concise::write(report, out),
            Self::Json => json::write(report, out),
            Self::Sarif => sarif::write(report, out),
            Self::Github => github::write(report, out),
            Self::Gitlab => gitlab::write(report, out),
            Self::Junit => junit::write(report, out),
            Self::Rdjson => rdjson::write(report, out),
            Self::Markdown => markdown::write(report, out),
        }
    }
}

/// The counts of one run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Summary {
    /// How many files were looked at.
    pub files: usize,
    /// How many resources are in them that rules know, which programs ask `kmslint resources`.
    #[serde(skip)]
    pub resources: usize,
    pub errors: usize,
    pub warnings: usize,
    pub infos: usize,
    pub suppressed: usize,
    pub undecided: usize,
}

impl Summary {
    pub(crate) fn new(files: usize, findings: &[Finding], suppressed: usize, undecided: usize) -> Self {
        let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
        Self {
            files,
            resources: 0,
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            infos: count(Severity::Info),
            suppressed,
            undecided,
        }
    }

    /// One line for people: `2 errors, 1 warning in 3 files; 1 fixable with --fix`, or `no findings: 14 resources in 6
    /// files`.
    pub(crate) fn sentence(&self, findings: &[Finding]) -> String {
        let counts = [(self.errors, "error"), (self.warnings, "warning"), (self.infos, "info")];
        let counts: Vec<_> =
            counts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| counted(*count, word)).collect();
        let found = match counts.as_slice() {
            [] => format!("no findings: {}", counted(self.resources, "resource")),
            counts => counts.join(", "),
        };
        let mut sentence = format!("{found} in {}", counted(self.files, "file"));
        if self.suppressed > 0 {
            sentence.push_str(&format!("; {} suppressed", self.suppressed));
        }
        let fixable = |applicability| {
            findings
                .iter()
                .filter(|finding| finding.fix.as_ref().is_some_and(|fix| fix.applicability == applicability))
                .count()
        };
        match (fixable(Applicability::Safe), fixable(Applicability::Unsafe)) {
            (0, 0) => {}
            (0, on_request) => sentence.push_str(&format!("; {on_request} fixable with --fix --unsafe-fixes")),
            (safe, 0) => sentence.push_str(&format!("; {safe} fixable with --fix")),
            (safe, on_request) => {
                sentence.push_str(&format!("; {safe} fixable with --fix, {on_request} more with --unsafe-fixes"));
            }
        }
        sentence
    }
}

/// How to learn more about what was found.
pub(crate) fn explain_hint(findings: &[Finding]) -> String {
    let mut rules = findings.iter().map(|finding| &*finding.rule);
    let first = rules.next().unwrap_or_default();
    let rule = if rules.all(|rule| rule == first) { first } else { "RULE" };
    format!("`kmslint explain {rule}` says why, with sources and examples")
}

/// The page that explains a rule.
pub(crate) fn rule_url(rule: &str) -> String {
    format!("{}/blob/main/docs/rules/{rule}.md", env!("CARGO_PKG_REPOSITORY"))
}

/// `1 file`, `2 files`.
pub(crate) fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::finding::{Draft, Edit, Fix, Identity, Occurrence};
    use crate::resource::Address;
    use crate::source::Span;

    /// The span of the first `needle` in a file that was added before.
    pub(crate) fn span_of(sources: &Sources, name: &str, needle: &str) -> Span {
        let file = sources.load(std::path::Path::new(name)).unwrap();
        let start = file.text().find(needle).unwrap();
        Span::new(file.id(), start, start + needle.len())
    }

    /// Two files and three findings of every severity, with labels, help and a fix.
    pub(crate) fn sample() -> (Sources, Vec<Finding>) {
        let sources = Sources::new("/nowhere");
        sources.add("providers.tf", "provider \"alicloud\" {\n  region = \"cn-hangzhou\"\n}\n");
        sources.add(
            "main.tf",
            "resource \"alicloud_kms_instance\" \"main\" {\n  vpc_num = 1 # größer\n  bind_vpcs {\n    vpc_id    = \"vpc-1\"\n    \
             region_id = \"cn-beijing\"\n  }\n}\n\nresource \"alicloud_kms_alias\" \"a\" {\n  alias_name = \"legacy\"\n}\n",
        );
        let place = |name, needle| span_of(&sources, name, needle);
        let region =
            Draft::new(place("main.tf", "\"cn-beijing\""), "region cn-beijing of a bound VPC differs from cn-hangzhou")
                .with_label(place("providers.tf", "\"cn-hangzhou\""), "the provider's region comes from here")
                .with_label(place("main.tf", "\"vpc-1\""), "this VPC")
                .with_help("associate a VPC in cn-hangzhou");
        let identity = Identity::of_field("bind_vpcs.region_id").with_value("cn-beijing");
        let occurrence =
            Occurrence { address: Some(Address::new("alicloud_kms_instance.main")), ..Occurrence::default() };
        let region = Draft { identity, ..region }.stamped("region-mismatch", Severity::Error, occurrence);
        let edit = Edit::new(place("main.tf", "\"legacy\""), "\"alias/legacy\"".to_owned());
        let alias = Draft::new(place("main.tf", "\"legacy\""), "alias legacy does not begin with alias/")
            .with_fix(Fix::safe("prepend alias/", vec![edit]))
            .stamped("alias-without-prefix", Severity::Warning, Occurrence::default());
        let info = Draft::new(place("main.tf", "1 #"), "größer\u{1b}[31m");
        let info = info.stamped("log-cannot-be-disabled", Severity::Info, Occurrence::default());
        (sources, vec![info, region, alias])
    }

    pub(crate) fn report<'a>(sources: &'a Sources, findings: &'a [Finding]) -> Report<'a> {
        let summary = Summary::new(2, findings, 0, 0);
        static NOTHING: BTreeSet<FileId> = BTreeSet::new();
        let (repository, outside) = (sources.root(), &NOTHING);
        Report { sources, findings, suppressed: &[], undecided: &[], summary, rules: &[], repository, outside }
    }

    #[test]
    fn the_summary_counts_by_severity() {
        let (_, findings) = sample();
        let summary = Summary::new(2, &findings, 1, 0);
        let expected = "1 error, 1 warning, 1 info in 2 files; 1 suppressed; 1 fixable with --fix";
        assert_eq!(summary.sentence(&findings), expected);
        let clean = Summary { resources: 2, ..Summary::new(1, &[], 0, 0) };
        assert_eq!(clean.sentence(&[]), "no findings: 2 resources in 1 file");
    }
}
