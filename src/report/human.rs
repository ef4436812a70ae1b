//! The report for people: the source with the value marked, what explains it, and what to do.

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::io::{self, Write};

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};

use unicode_width::UnicodeWidthStr;

use super::excerpt::{Excerpt, Mark, PlacedMark, TAB};
use super::suggestion::{self, Line};
use super::{Report, counted_more, visible};
use crate::finding::{Applicability, Finding, Fix, Label, LabelKind, Severity};
use crate::source::Sources;

/// Columns that stand before a source line: the line number, bars and blanks.
const GUTTER: usize = 10;
/// More places than these are only counted.
const MOST_NOTES: usize = 6;
/// Stands below `  fix:  `.
const FIX_INDENT: &str = "        ";

/// How a terminal is to be written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Style {
    pub has_colour: bool,
    /// Whether frames and marks are drawn with more than ASCII.
    pub is_unicode: bool,
    pub width: usize,
}

/// Writes every finding with the source around it. The summary line is the caller's.
pub(crate) fn write(report: &Report<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    write_findings(report.sources, report.findings, style, out)
}

/// Writes findings that are no part of a report, such as mistakes in the configuration.
pub(crate) fn write_findings(
    sources: &Sources,
    findings: &[Finding],
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let renderer = Renderer::new(style);
    for finding in findings {
        let mut text = String::new();
        renderer.render(sources, finding, &mut text).map_err(io::Error::other)?;
        writeln!(out, "{}", text.trim_end())?;
        writeln!(out)?;
    }
    Ok(())
}

struct Renderer {
    handler: GraphicalReportHandler,
    has_colour: bool,
    is_unicode: bool,
    width: usize,
}

impl Renderer {
    fn new(style: Style) -> Self {
        let theme = GraphicalTheme {
            characters: if style.is_unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() },
            styles: if style.has_colour { ThemeStyles::ansi() } else { ThemeStyles::none() },
        };
        let handler = GraphicalReportHandler::new_themed(theme).with_width(style.width).with_urls(false).tab_width(TAB);
        Self {
            handler,
            has_colour: style.has_colour,
            is_unicode: style.is_unicode,
            width: style.width.saturating_sub(GUTTER).max(20),
        }
    }

    /// Each place that is not near the finding follows as a note, and the help stands at the end.
    fn render(&self, sources: &Sources, finding: &Finding, out: &mut String) -> fmt::Result {
        let primary = Mark { span: finding.span, message: finding.label.clone() };
        let mut others: Vec<Mark> = Vec::new();
        let labels = finding.labels();
        let (places, calls): (Vec<&Label>, Vec<&Label>) =
            labels.iter().partition(|label| label.kind == LabelKind::Place);
        let shown_places = places.len().min(MOST_NOTES);
        // However many places there are, a caller is one of them.
        let shown_calls = calls.len().min((MOST_NOTES - shown_places).max(1));
        for label in places.iter().take(shown_places).chain(calls.iter().take(shown_calls)) {
            others.push(Mark { span: label.span, message: Some(label.message.clone()) });
        }
        let hidden = [(places.len() - shown_places, "place"), (calls.len() - shown_calls, "call")];
        let file = sources.file(finding.span.file);
        let (excerpt, mut others) = Excerpt::new(&file, primary, others, self.width);
        let severity = finding.severity;
        let mut sections = vec![Section {
            code: Some(heading(finding)),
            severity,
            message: self.message(&finding.message),
            help: None,
            labels: self.labels(&excerpt),
            excerpt,
        }];
        while !others.is_empty() {
            let note = others.remove(0);
            let message = note.message.unwrap_or_default();
            let file = sources.file(note.span.file);
            let bare = Mark { span: note.span, message: None };
            let (excerpt, rest) = Excerpt::new(&file, bare, Vec::new(), self.width);
            debug_assert!(rest.is_empty(), "the primary place is always shown");
            sections.push(Section {
                code: None,
                severity: Severity::Info,
                message: self.message(&message),
                help: None,
                labels: self.labels(&excerpt),
                excerpt,
            });
        }
        if let Some(last) = sections.last_mut() {
            let hidden: Vec<String> =
                hidden.iter().filter(|(count, _)| *count > 0).map(|(count, word)| counted_more(*count, word)).collect();
            let more = (!hidden.is_empty()).then(|| format!("and {}", hidden.join(", ")));
            let help = finding.help.as_deref().map(|help| wrapped(&self.letters(help), self.width));
            let lines: Vec<_> = [more, help].into_iter().flatten().collect();
            last.help = (!lines.is_empty()).then(|| lines.join("\n"));
        }
        for (index, section) in sections.iter().enumerate() {
            if index > 0 {
                out.push('\n');
            }
            self.handler.render_report(out, section)?;
        }
        finding.fix.as_ref().map_or(Ok(()), |fix| self.render_fix(sources, fix, out))
    }

    /// What a fix would write, below what it does.
    fn render_fix(&self, sources: &Sources, fix: &Fix, out: &mut String) -> fmt::Result {
        let option = match fix.applicability {
            Applicability::Safe => "--fix",
            Applicability::Unsafe => "--fix --unsafe-fixes",
        };
        let (help, red, green, reset) = match self.has_colour {
            true => ("\u{1b}[36m", "\u{1b}[31m", "\u{1b}[32m", "\u{1b}[0m"),
            false => ("", "", "", ""),
        };
        let text = format!("{} ({option})", self.letters(&fix.description));
        let text = wrapped(&text, self.width).replace('\n', &format!("\n{FIX_INDENT}"));
        writeln!(out, "  {help}fix:{reset}  {text}")?;
        for line in suggestion::lines(sources, fix, self.width) {
            match line {
                Line::Old(text) => writeln!(out, "{FIX_INDENT}{red}- {text}{reset}")?,
                Line::New(text) => writeln!(out, "{FIX_INDENT}{green}+ {text}{reset}")?,
            }
        }
        Ok(())
    }

    /// Broken here, because miette would also break paths and aliases at their slashes.
    fn message(&self, text: &str) -> String {
        let lines = text.lines().map(|line| wrapped(&self.letters(line), self.width));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Our own sentences in letters that the terminal has. What they quote stays as it is.
    fn letters<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let text = visible(text);
        if self.is_unicode { text } else { Cow::Owned(text.replace('…', "...")) }
    }

    /// The marks of an excerpt. Where labels say which part of the primary mark is meant, they take its place, because
    /// marks that overlap would be drawn over each other.
    fn labels(&self, excerpt: &Excerpt) -> Vec<LabeledSpan> {
        let primary = excerpt.marks.iter().find(|mark| mark.is_primary && mark.message.is_none());
        let is_part = |mark: &PlacedMark| {
            let within =
                |primary: &PlacedMark| mark.range.start < primary.range.end && primary.range.start < mark.range.end;
            !mark.is_primary && primary.is_some_and(within)
        };
        let part = excerpt.marks.iter().find(|mark| is_part(mark)).map(|mark| mark.range.clone());
        let is_shown = |mark: &&PlacedMark| !(mark.is_primary && part.is_some());
        let label = |mark: &PlacedMark| {
            let span: SourceSpan = (mark.range.start, mark.range.len()).into();
            let room = self.width.saturating_sub(excerpt.column_of_label(&mark.range));
            let message = mark.message.as_deref().map(|message| wrapped(&self.letters(message), room));
            if mark.is_primary || Some(&mark.range) == part.as_ref() {
                LabeledSpan::new_primary_with_span(message, span)
            } else {
                LabeledSpan::new_with_span(message, span)
            }
        };
        excerpt.marks.iter().filter(is_shown).map(label).collect()
    }
}

/// The rule, and of several instances that one block makes, which one it is about.
fn heading(finding: &Finding) -> String {
    let instance = finding.address.as_ref().filter(|address| address.names_an_instance());
    let instance = instance.map(|address| format!(" in {}", visible(address.full()))).unwrap_or_default();
    format!("{}[{}]{instance}", finding.severity.name(), finding.rule)
}

/// The text in lines of at most `room` columns, broken at single blanks.
fn wrapped(text: &str, room: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

/// A message with one excerpt.
#[derive(Debug)]
struct Section {
    code: Option<String>,
    severity: Severity,
    message: String,
    help: Option<String>,
    labels: Vec<LabeledSpan>,
    excerpt: Excerpt,
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Section {}

impl Diagnostic for Section {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.code.as_ref().map(|code| Box::new(code) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        // A place without a file, such as a value from the command line, has nothing to show.
        (!self.excerpt.name.is_empty()).then_some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let line_at = |offset: usize| self.lines.partition_point(|line| line.end <= offset);
        let first = line_at(span.offset()).saturating_sub(before);
        let last = (line_at(span.offset() + span.len()) + after).min(self.lines.len().saturating_sub(1));
        let start = self.lines.get(first).ok_or(MietteError::OutOfBounds)?.start;
        let end = self.lines.get(last).ok_or(MietteError::OutOfBounds)?.end;
        let data = self.text.get(start..end).ok_or(MietteError::OutOfBounds)?;
        // The place that is printed is the finding's in the file, also where the line is cut or a label stands for it.
        let marked = self.marks.iter().find(|mark| mark.is_primary).filter(|_| before == 0);
        let column = marked.map_or(0, |mark| mark.position.column as usize - 1);
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            data.as_bytes(),
            (start, end - start).into(),
            self.first_line as usize + first - 1,
            column,
            last - first + 1,
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{report, sample};
    use super::*;
    use crate::finding::{Draft, Occurrence};
    use crate::resource::Address;
    use crate::source::Span;

    const PLAIN: Style = Style { has_colour: false, is_unicode: true, width: 80 };

    fn human(sources: &Sources, findings: &[Finding], style: Style) -> String {
        let mut out = Vec::new();
        write(&report(sources, findings), style, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_finding_shows_its_value_its_cause_and_what_to_do() {
        let (sources, findings) = sample();
        let expected = include_str!("../../testdata/cli/human.txt");
        assert_eq!(human(&sources, &findings, PLAIN), expected);
    }

    #[test]
    fn an_instance_of_a_block_is_named() {
        let (sources, mut findings) = sample();
        findings.truncate(1);
        findings[0].address = Some(Address::of_parts("", "alicloud_kms_instance.main", "[\"prod\"]"));
        let text = human(&sources, &findings, PLAIN);
        assert!(text.lines().next().is_some_and(|line| line.ends_with("] in alicloud_kms_instance.main[\"prod\"]")));
    }

    #[test]
    fn ascii_is_enough_where_the_locale_says_so() {
        let (sources, mut findings) = sample();
        findings.remove(0);
        let text = human(&sources, &findings, Style { is_unicode: false, ..PLAIN });
        let drawn: String = text.chars().filter(|letter| !letter.is_ascii()).collect();
        assert_eq!(drawn, "", "{text}");
    }

    #[test]
    fn lines_fit_the_terminal() {
        let sources = Sources::new("/nowhere");
        let text = format!("a = \"{}\" # {}\n", "x".repeat(300), "y".repeat(300));
        let file = sources.add("main.tf", text);
        let draft = Draft::new(Span::new(file.id(), 4, 306), "alias of 300 characters is longer than 255")
            .with_label(Span::new(file.id(), 0, 1), "the argument that gives the alias of the key")
            .with_help("shorten the alias to at most 255 characters, counted without the quotes");
        let finding = draft.stamped("alias-length", Severity::Error, Occurrence::default());
        for width in [40, 80, 200] {
            let text = human(&sources, std::slice::from_ref(&finding), Style { width, ..PLAIN });
            let widest = text.lines().map(|line| line.chars().count()).max();
            assert!(widest <= Some(width), "{width}: {widest:?}\n{text}");
        }
    }

    #[test]
    fn colour_is_an_escape_sequence_and_absent_without_it() {
        let (sources, findings) = sample();
        assert!(human(&sources, &findings, Style { has_colour: true, ..PLAIN }).contains("\u{1b}[31merror[region"));
        assert!(!human(&sources, &findings, PLAIN).contains('\u{1b}'));
    }

    #[test]
    fn every_place_of_a_file_can_be_shown() {
        let sources = Sources::new("/nowhere");
        let file = sources.add("main.tf", "é\r\n\tx = \"\u{1b}😀\"\n\n\n}");
        let length = file.text().len();
        for start in 0..=length {
            for end in start..=length + 1 {
                let span = Span::new(file.id(), start, end);
                let draft = Draft::new(span, "here").with_label(span.at_start(), "there");
                let finding = draft.stamped("alias-length", Severity::Error, Occurrence::default());
                assert!(human(&sources, &[finding], PLAIN).contains("[main.tf:"));
            }
        }
    }
}
