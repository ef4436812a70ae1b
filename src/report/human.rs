//! The report for people: what is wrong in one line, the source with the values marked, and what to do.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::excerpt::{Excerpt, Place};
use super::frame::Frame;
use super::palette::{Ink, Palette};
use super::suggestion::{self, Change, Line};
use super::wrap::{wrapped, wrapped_behind};
use super::{Report, counted_more, rule_url, visible};
use crate::finding::{Applicability, Definition, Finding, Fix, Label, LabelKind};
use crate::source::visible::Reader;
use crate::source::{FileId, SourceFile, Sources, Span};

/// More places than these are only counted.
const MOST_PLACES: usize = 6;
/// More callers than these are only counted, but for the first.
const MOST_CALLS: usize = 2;
/// More definitions than these, through which a value came, are only counted.
const MOST_DEFINITIONS: usize = 2;
/// Stands before the further lines of a message.
const MESSAGE_INDENT: usize = 2;
/// Stands before advice, and below it.
const ADVICE_INDENT: usize = 8;

/// How a terminal is to be written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Style {
    pub has_colour: bool,
    /// Whether a rule's name may be a link to its page.
    pub has_links: bool,
    /// Whether frames and marks are drawn with more than ASCII.
    pub is_unicode: bool,
    pub width: usize,
}

impl Style {
    /// What may be written beside text.
    pub(crate) fn reader(self) -> Reader {
        if self.has_colour || self.has_links { Reader::Coloured } else { Reader::Any }
    }
}

/// Writes every finding with the source around it. The summary line is the caller's.
pub(crate) fn write(report: &Report<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let has_page = |rule: &str| report.rules.iter().any(|known| known.name == rule);
    write_all(report.sources, report.findings, &has_page, style, out)
}

/// Writes mistakes in the configuration. No fix of theirs is shown: without a configuration no file is fixed.
pub(crate) fn write_mistakes(
    sources: &Sources,
    mistakes: &[Finding],
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mistakes: Vec<Finding> = mistakes.iter().map(|mistake| Finding { fix: None, ..mistake.clone() }).collect();
    write_all(sources, &mistakes, &|_| false, style, out)
}

fn write_all(
    sources: &Sources,
    findings: &[Finding],
    has_page: &dyn Fn(&str) -> bool,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let palette = Palette::of(style);
    let writer = FindingWriter { sources, palette, is_unicode: style.is_unicode, width: style.width.max(20), has_page };
    for finding in findings {
        let mut text = String::new();
        writer.write(finding, &mut text);
        writeln!(out, "{text}")?;
    }
    Ok(())
}

struct FindingWriter<'a> {
    sources: &'a Sources,
    palette: Palette,
    is_unicode: bool,
    width: usize,
    /// Whether a rule has a page that explains it.
    has_page: &'a dyn Fn(&str) -> bool,
}

/// What is shown of a finding beside its message.
struct Explanation {
    /// Places by file, that of the finding first.
    sections: Vec<(FileId, Vec<Place>)>,
    /// What is said of further places.
    notes: Vec<String>,
}

impl FindingWriter<'_> {
    fn write(&self, finding: &Finding, out: &mut String) {
        self.write_header(finding, out);
        let explanation = self.explained(finding);
        let spans = explanation.sections.iter().flat_map(|(_, places)| places.iter().map(|place| place.span));
        let edited = finding.fix.iter().flat_map(|fix| fix.edits.iter().map(|edit| edit.span));
        let last_line = spans.chain(edited).map(|span| self.sources.file(span.file).line_of(span.end)).max();
        let mut frame = Frame::new(&self.palette, self.width, last_line.unwrap_or(1));
        let shown = self.draw(finding, explanation, &mut frame);
        frame.rows().iter().for_each(|row| self.palette.paint(row, out));
        let help = finding.help_text(self.sources);
        // A fix that does what the help says need not be announced twice.
        let fix_says_it = finding.fix.as_ref().is_some_and(|fix| Some(&fix.description) == help.as_ref());
        if let Some(help) = help.filter(|_| !fix_says_it) {
            self.write_advice("help", &help, out);
        }
        if let Some(fix) = &finding.fix {
            self.write_fix(finding, fix, &frame, &shown, out);
        }
    }

    /// The rule and what it says, in one line if there is room.
    fn write_header(&self, finding: &Finding, out: &mut String) {
        let severity = Ink::Severity(finding.severity);
        let (name, rule) = (finding.severity.name(), &*finding.rule);
        self.palette.write(severity, &format!("{name}["), out);
        match (self.has_page)(rule) {
            true => self.palette.linked(severity, rule, &rule_url(rule), out),
            false => self.palette.write(severity, rule, out),
        }
        self.palette.write(severity, "]", out);
        self.palette.write(Ink::Strong, ":", out);
        let mut taken = format!("{name}[{rule}]:").width() + 1;
        for line in self.letters(&finding.message).lines() {
            // Only the further lines are indented.
            let room = self.width - MESSAGE_INDENT;
            for part in wrapped_behind(taken.saturating_sub(MESSAGE_INDENT), line, room) {
                let indent = if taken > 0 { " ".to_owned() } else { " ".repeat(MESSAGE_INDENT) };
                self.palette.write(Ink::Strong, format!("{indent}{part}").trim_end(), out);
                out.push('\n');
                taken = 0;
            }
        }
    }

    /// What explains the finding, each place where it says most.
    fn explained(&self, finding: &Finding) -> Explanation {
        let own = finding.span.file;
        let (mut places, mut given, mut notes) = (Vec::new(), Vec::new(), Vec::new());
        let (mut calls, mut hidden) = (Vec::new(), 0);
        let labels = finding.labels();
        for label in &labels {
            match &label.kind {
                LabelKind::Call(name) => calls.push(format!("called as {name} {}", self.at(label.span))),
                LabelKind::Definition(definition) if definition.gives.is_some() && label.span.file != own => {
                    given.push((definition, label.span));
                }
                _ if places.len() + notes.len() == MOST_PLACES => hidden += 1,
                LabelKind::Definition(definition) if label.span.file != own => {
                    notes.push(definition.sentence(&self.at(label.span)));
                }
                LabelKind::Place | LabelKind::Definition(_) => places.push(label),
            }
        }
        let call_count = calls.len();
        let shown_calls = if call_count > MOST_CALLS { 1 } else { call_count };
        if let Some(first) = calls.first_mut().filter(|_| shown_calls < call_count) {
            first.push_str(&format!(", and {}", counted_more(call_count - shown_calls, "call")));
        }
        notes.extend(calls.into_iter().take(shown_calls));
        if hidden > 0 {
            notes.push(format!("and {}", counted_more(hidden, "place")));
        }
        let label = [finding.label.clone(), self.origin(&given)];
        let label: Vec<String> = label.into_iter().flatten().collect();
        let primary = Some(label.join("; ")).filter(|label| !label.is_empty());
        Explanation { sections: self.sections(finding, primary, &places), notes }
    }

    /// The finding's own place and others, by file. Where labels say which part of the finding's place is meant, they
    /// take its place: the whole of it would say nothing more.
    fn sections(&self, finding: &Finding, label: Option<String>, labels: &[&Label]) -> Vec<(FileId, Vec<Place>)> {
        let file = self.sources.file(finding.span.file);
        let is_part = |label: &Label| {
            let (one, other) = (label.span, finding.span);
            one.file == other.file && one.start < other.end && other.start < one.end
        };
        let first_line = file.line_of(finding.span.start);
        let is_told_by = |label: &&Label| is_part(label) && file.line_of(label.span.start) == first_line;
        let ink = Ink::Severity(finding.severity);
        let own = match label.is_none() && labels.iter().copied().any(|label| is_told_by(&label)) {
            true => Vec::new(),
            false => vec![Place { span: finding.span, label, ink }],
        };
        let mut sections = vec![(finding.span.file, own)];
        for label in labels {
            let ink = if is_part(label) { ink } else { Ink::Label };
            let place = Place { span: label.span, label: Some(label.message.clone()), ink };
            match sections.iter_mut().find(|(file, _)| *file == label.span.file) {
                Some((_, places)) => places.push(place),
                None => sections.push((label.span.file, vec![place])),
            }
        }
        sections
    }

    /// Where the value under the finding comes from: ``2, from `quota` at main.tf:19``.
    fn origin(&self, given: &[(&Definition, Span)]) -> Option<String> {
        let mut words = String::new();
        let mut value = None;
        for (definition, span) in given.iter().take(MOST_DEFINITIONS) {
            if value != definition.gives.as_deref() {
                let separator = if value.is_some() { "; " } else { "" };
                value = definition.gives.as_deref();
                words.push_str(separator);
                words.push_str(value?);
            }
            words.push_str(&format!(", from {} {}", definition.shown(), self.at(*span)));
        }
        if let Some(more) = given.len().checked_sub(MOST_DEFINITIONS).filter(|more| *more > 0) {
            words.push_str(&format!(" and {}", counted_more(more, "place")));
        }
        Some(words).filter(|words| !words.is_empty())
    }

    /// Draws all that is shown, and gives back which lines that are.
    fn draw(&self, finding: &Finding, explanation: Explanation, frame: &mut Frame<'_>) -> Vec<(FileId, u32)> {
        let Explanation { sections, mut notes } = explanation;
        let instance = finding.address.as_ref().filter(|address| address.names_an_instance());
        let mut about = instance.map(|address| format!("in {}", visible(address.full()))).unwrap_or_default();
        let (mut shown, mut said) = (Vec::new(), Vec::new());
        for (file, mut places) in sections {
            let file = self.sources.file(file);
            let Some(first) = places.first().filter(|_| !file.name().is_empty()) else { continue };
            let is_own = file.id() == finding.span.file;
            let place = self.place(&file, if is_own { finding.span } else { first.span });
            let beside =
                Some(format!(" {about}")).filter(|text| !about.is_empty() && frame.has_room_beside(&place, text));
            if beside.is_some() {
                about.clear();
            }
            for place in &mut places {
                place.label = place.label.take().map(|label| self.letters(&label));
            }
            let excerpt = Excerpt::new(&file, &places, frame.room());
            frame.section(&place, &beside.unwrap_or_default(), &excerpt);
            shown.extend(excerpt.lines.iter().map(|line| (file.id(), line.number)));
            for place in excerpt.unlabelled {
                let label = place.label.unwrap_or_default();
                // The finding's own place stands above all others.
                let is_own = place.span == finding.span;
                said.push(if is_own { label } else { format!("{}: {label}", self.place(&file, place.span)) });
            }
        }
        said.append(&mut notes);
        if !about.is_empty() {
            said.push(about);
        }
        let said: Vec<String> = said.iter().map(|note| self.letters(note)).collect();
        frame.close(&said);
        shown
    }

    fn write_advice(&self, word: &str, text: &str, out: &mut String) {
        let text = self.letters(text);
        for (number, line) in wrapped(&text, self.width.saturating_sub(ADVICE_INDENT)).into_iter().enumerate() {
            match number {
                0 => {
                    let word = format!("{:ADVICE_INDENT$}", format!("  {word}:"));
                    self.palette.write(Ink::Help, word.trim_end(), out);
                    out.push_str(word.get(word.trim_end().len()..).unwrap_or_default());
                }
                _ => out.push_str(&" ".repeat(ADVICE_INDENT)),
            }
            out.push_str(&line);
            out.push('\n');
        }
    }

    /// What a fix does, and the lines that it writes; those that it takes away only where they are not shown above.
    fn write_fix(&self, finding: &Finding, fix: &Fix, frame: &Frame<'_>, shown: &[(FileId, u32)], out: &mut String) {
        let option = match fix.applicability {
            Applicability::Safe => "--fix",
            Applicability::Unsafe => "--fix --unsafe-fixes",
        };
        let lines = suggestion::lines(self.sources, fix, frame.room());
        let is_elsewhere = |line: &&Line| line.file != finding.span.file;
        let elsewhere = lines.iter().find(is_elsewhere).map(|line| self.sources.file(line.file));
        let place = elsewhere.map(|file| format!(" in {}", file.name())).unwrap_or_default();
        self.write_advice("fix", &format!("{}{place} ({option})", fix.description), out);
        let is_new = |line: &&Line| line.change == Change::New;
        let writes = lines.iter().any(|line| is_new(&line));
        for line in &lines {
            let is_shown = shown.contains(&(line.file, line.number));
            let row = match line.change {
                Change::Old if is_shown && writes => continue,
                Change::Old => frame.changed(line.number, Ink::Old, '-', &line.text),
                Change::New => frame.changed(line.number, Ink::New, '+', &line.text),
            };
            self.palette.paint(&row, out);
        }
    }

    /// `at main.tf:19`
    fn at(&self, span: Span) -> String {
        visible(&self.sources.place_in_words(span)).into_owned()
    }

    /// `main.tf:19:3`
    fn place(&self, file: &SourceFile, span: Span) -> String {
        let position = file.position(span.start);
        format!("{}:{}:{}", visible(file.name()), position.line, position.column)
    }

    /// Our own sentences in letters that the terminal has. What they quote stays as it is.
    fn letters(&self, text: &str) -> String {
        let text = visible(text);
        if self.is_unicode { text.into_owned() } else { text.replace('…', "...") }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{report, sample};
    use super::*;
    use crate::finding::{Draft, Occurrence, Severity};
    use crate::resource::Address;
    use crate::source::Span;

    const PLAIN: Style = Style { has_colour: false, has_links: false, is_unicode: true, width: 80 };

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
        assert!(text.contains("[main.tf:2:13] in alicloud_kms_instance.main[\"prod\"]\n"), "{text}");
        let text = human(&sources, &findings, Style { width: 40, ..PLAIN });
        assert!(text.contains("[main.tf:2:13]\n"), "{text}");
        assert!(text.contains("   ╰── in\n       alicloud_kms_instance.main[\"prod\"\n"), "{text}");
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
        assert!(human(&sources, &findings, Style { has_colour: true, ..PLAIN }).contains("\u{1b}[31;1merror["));
        assert!(!human(&sources, &findings, PLAIN).contains('\u{1b}'));
    }

    #[test]
    fn the_name_of_a_rule_with_a_page_leads_there() {
        let (sources, findings) = sample();
        let shown = |rules, has_links| {
            let mut out = Vec::new();
            let report = Report { rules, ..report(&sources, &findings) };
            write(&report, Style { has_links, ..PLAIN }, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        let rules = &[&crate::rules::region_mismatch::RULE];
        let page = rule_url("region-mismatch");
        let linked = format!("error[\u{1b}]8;;{page}\u{1b}\\region-mismatch\u{1b}]8;;\u{1b}\\]: ");
        assert!(shown(rules, true).contains(&linked));
        assert!(!shown(rules, false).contains('\u{1b}'));
        assert!(!shown(&[], true).contains('\u{1b}'), "a team's own rule has no page");
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
