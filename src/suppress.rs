//! Suppressions: findings that their author has accepted, with a reason, in a comment or in the configuration.

mod comment;
mod layout;
mod problem;
mod write;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::RangeInclusive;
use std::sync::Arc;

use crate::config::{ConfiguredSuppression, Settings};
use crate::date::Date;
use crate::finding::{Cause, CauseKind, Edit, Finding, Fix, Occurrence, SuppressedBy, Suppression};
use crate::source::{FileId, SourceFile, Sources, Span};
use comment::Directive;
pub(crate) use problem::{Problem, ProblemKind};
pub(crate) use write::{NewComment, places_above};

/// What the suppressions of a run say.
#[derive(Debug, Default)]
pub(crate) struct Judged {
    /// All findings, those that are accepted marked as such.
    pub findings: Vec<Finding>,
    /// What is wrong with the suppressions themselves.
    pub problems: Vec<Problem>,
}

/// What a run could decide, so that a suppression may be called unused.
pub(crate) trait Decisions {
    /// Whether the run would have found what a rule says about some lines of a file, if it were there.
    fn could_decide(&self, rule: &str, file: &SourceFile, lines: &RangeInclusive<u32>) -> bool;

    /// Whether the run has looked at every file that a configuration speaks of, and could decide about each that was
    /// read what a rule says.
    fn covers(&self, rule: &str, suppression: &ConfiguredSuppression) -> bool;
}

/// Judges all findings of a run by the suppressions in its files and configurations. Each finding has one occurrence:
/// what is brought together afterwards is gone when all of its occurrences are.
///
/// `files` are all files that were read, each with the settings of its folder. This is done once for a run, because
/// a file can belong to several modules, and a suppression that one of them needs is not unused.
pub(crate) fn apply(
    mut findings: Vec<Finding>,
    files: &BTreeMap<FileId, Arc<Settings>>,
    sources: &Sources,
    decisions: &dyn Decisions,
) -> Judged {
    let mut suppressions = Suppressions::collect(files, sources);
    suppressions.index();
    for finding in &mut findings {
        let acceptances: Vec<Option<Suppression>> = finding
            .occurrences
            .iter()
            .map(|occurrence| suppressions.acceptance(finding, occurrence, files, sources))
            .collect();
        for (occurrence, suppressed) in finding.occurrences.iter_mut().zip(acceptances) {
            occurrence.suppressed = suppressed;
        }
    }
    Judged { findings, problems: suppressions.problems(sources, decisions) }
}

/// Every suppression of a run, and which of them have silenced something.
#[derive(Default)]
struct Suppressions {
    by_file: BTreeMap<FileId, Vec<InComment>>,
    covered: HashMap<FileId, HashMap<String, Covered>>,
    configured: Vec<Configured>,
    problems: Vec<Problem>,
}

/// One rule of a suppression in a comment.
struct InComment {
    rule: String,
    name_span: Span,
    reason: String,
    /// The lines that the suppression covers.
    lines: RangeInclusive<u32>,
    is_used: bool,
    /// Whether the rule runs at all, so that a suppression of it can be called unused.
    is_judged: bool,
    removal: Fix,
}

/// Which comment counts on which line, of those in one file about one rule.
struct Covered {
    /// The first of some lines, and the comment that counts from there up to the next entry; in order.
    from: Vec<(u32, Option<usize>)>,
}

impl Covered {
    /// Of several comments that cover a line the last counts, which is the innermost.
    fn by(comments: &[(usize, &RangeInclusive<u32>)]) -> Self {
        let comments = comments.iter().filter(|(_, lines)| !lines.is_empty());
        let (mut begin, mut end): (Vec<_>, Vec<_>) =
            comments.map(|(index, lines)| ((*lines.start(), *index), (lines.end().saturating_add(1), *index))).unzip();
        begin.sort_unstable();
        end.sort_unstable();
        let mut changes: Vec<u32> = begin.iter().chain(&end).map(|(line, _)| *line).collect();
        changes.sort_unstable();
        changes.dedup();
        let (mut begin, mut end) = (begin.into_iter().peekable(), end.into_iter().peekable());
        let mut open = BTreeSet::new();
        let mut from = Vec::new();
        for line in changes {
            open.extend(std::iter::from_fn(|| begin.next_if(|(first, _)| *first == line)).map(|(_, index)| index));
            while let Some((_, index)) = end.next_if(|(past, _)| *past == line) {
                open.remove(&index);
            }
            from.push((line, open.last().copied()));
        }
        Self { from }
    }

    fn innermost(&self, line: u32) -> Option<usize> {
        let at = self.from.partition_point(|(first, _)| *first <= line).checked_sub(1)?;
        self.from.get(at)?.1
    }
}

struct Configured {
    suppression: ConfiguredSuppression,
    is_used: bool,
    /// Whether the run has read a file that it speaks of.
    is_concerned: bool,
    /// Whether its rule runs.
    is_judged: bool,
}

impl Suppressions {
    fn collect(files: &BTreeMap<FileId, Arc<Settings>>, sources: &Sources) -> Self {
        let mut all = Self::default();
        let mut seen = BTreeSet::new();
        for (&id, settings) in files {
            if !settings.honours_ignores {
                continue;
            }
            let file = sources.file(id);
            for directive in comment::directives(&file) {
                all.add_comment(&file, directive, settings);
            }
            for suppression in &settings.suppressions {
                if seen.insert(suppression.span) {
                    all.add_configured(suppression, settings);
                }
            }
            for configured in &mut all.configured {
                configured.is_concerned |= configured.suppression.path.matches(file.path());
            }
        }
        all
    }

    fn add_comment(&mut self, file: &SourceFile, directive: Directive, settings: &Settings) {
        let names = match directive.names {
            Ok(names) => names,
            Err(message) => {
                self.problems.push(Problem::not_understood(directive.span, message));
                return;
            }
        };
        if directive.reason.is_empty() {
            self.problems.push(Problem::without_reason(directive.span));
            return;
        }
        for (index, (rule, span)) in names.iter().enumerate() {
            if !settings.vocabulary.knows_rule(rule) {
                self.problems.push(Problem::unknown_rule(rule, *span, &settings.vocabulary));
                continue;
            }
            if let Some(day) = expired(directive.expires, settings) {
                self.problems.push(Problem::expired(rule, day, *span));
                continue;
            }
            // Whoever wrote it may know of a case that this run does not show.
            let removal = match names.len() {
                1 => Fix::unsafe_("remove the suppression", vec![Edit::removal_of_comment(directive.span)]),
                _ => Fix::unsafe_(format!("remove `{rule}`"), vec![removal_of_name(&names, index)]),
            };
            self.by_file.entry(file.id()).or_default().push(InComment {
                rule: rule.clone(),
                name_span: *span,
                reason: directive.reason.clone(),
                lines: directive.lines.clone(),
                is_used: false,
                is_judged: settings.judges(rule),
                removal,
            });
        }
    }

    fn add_configured(&mut self, suppression: &ConfiguredSuppression, settings: &Settings) {
        if let Some(day) = expired(suppression.expires, settings) {
            self.problems.push(Problem::expired(&suppression.rule, day, suppression.span));
            return;
        }
        self.configured.push(Configured {
            suppression: suppression.clone(),
            is_used: false,
            is_concerned: false,
            is_judged: settings.judges(&suppression.rule),
        });
    }

    /// Finds out for every line which comment covers it, once all are known.
    fn index(&mut self) {
        for (&file, suppressions) in &self.by_file {
            let mut by_rule: HashMap<&str, Vec<(usize, &RangeInclusive<u32>)>> = HashMap::new();
            for (index, one) in suppressions.iter().enumerate() {
                by_rule.entry(&one.rule).or_default().push((index, &one.lines));
            }
            let covered = by_rule.into_iter().map(|(rule, of_rule)| (rule.to_owned(), Covered::by(&of_rule)));
            self.covered.insert(file, covered.collect());
        }
    }

    /// What silences a finding as it comes about in one way, if something does.
    fn acceptance(
        &mut self,
        finding: &Finding,
        occurrence: &Occurrence,
        files: &BTreeMap<FileId, Arc<Settings>>,
        sources: &Sources,
    ) -> Option<Suppression> {
        let in_comment = places(finding, occurrence).find_map(|place| self.at(&finding.rule, place, sources));
        if in_comment.is_some() {
            return in_comment;
        }
        if !files.get(&finding.span.file).is_some_and(|settings| settings.honours_ignores) {
            return None;
        }
        let file = sources.file(finding.span.file);
        let configured = self.configured.iter_mut().find(|configured| {
            *configured.suppression.rule == *finding.rule && configured.suppression.path.matches(file.path())
        })?;
        configured.is_used = true;
        let ConfiguredSuppression { reason, span, .. } = &configured.suppression;
        Some(Suppression { reason: reason.clone(), by: SuppressedBy::Configuration, span: *span })
    }

    /// The comment that covers the line that a place begins on; the innermost, where several do.
    fn at(&mut self, rule: &str, place: Span, sources: &Sources) -> Option<Suppression> {
        let covered = self.covered.get(&place.file)?.get(rule)?;
        let index = covered.innermost(sources.file(place.file).line_of(place.start))?;
        let suppression = self.by_file.get_mut(&place.file)?.get_mut(index)?;
        suppression.is_used = true;
        let InComment { reason, name_span, .. } = suppression;
        Some(Suppression { reason: reason.clone(), by: SuppressedBy::Comment, span: *name_span })
    }

    /// What is wrong with the suppressions themselves.
    fn problems(self, sources: &Sources, decisions: &dyn Decisions) -> Vec<Problem> {
        let mut problems = self.problems;
        for (file, suppressions) in self.by_file {
            let file = sources.file(file);
            for one in suppressions.into_iter().filter(|one| !one.is_used && one.is_judged) {
                if decisions.could_decide(&one.rule, &file, &one.lines) {
                    problems.push(Problem::unused_comment(&one.rule, one.name_span, one.removal));
                }
            }
        }
        for one in self.configured.into_iter().filter(|one| !one.is_used && one.is_judged) {
            let suppression = &one.suppression;
            if decisions.covers(&suppression.rule, suppression) {
                problems.push(match one.is_concerned {
                    true => Problem::unused_entry(&suppression.rule, suppression.span),
                    false => Problem::entry_without_file(&suppression.rule, suppression.span),
                });
            }
        }
        problems
    }
}

/// The last day of a suppression, if it is past.
fn expired(expires: Option<Date>, settings: &Settings) -> Option<Date> {
    expires.filter(|day| settings.today.is_some_and(|today| today > *day))
}

/// Where a comment accepts an occurrence: at the finding itself, at a call that leads to it, or at an argument of such a
/// call that decides the value; in a document also where the value is defined or used.
fn places<'f>(finding: &'f Finding, occurrence: &'f Occurrence) -> impl Iterator<Item = Span> + use<'f> {
    let is_argument = |place: &Span| occurrence.calls.iter().any(|call| call.block.contains(*place));
    let arguments = occurrence.causes.iter().map(|cause| cause.span).filter(is_argument);
    let is_definition =
        |cause: &&Cause| occurrence.root.is_none() && matches!(cause.kind, CauseKind::Definition { .. });
    let definitions = occurrence.causes.iter().filter(is_definition).map(|cause| cause.span);
    let calls = occurrence.calls.iter().map(|call| call.header);
    std::iter::once(finding.span).chain(calls).chain(arguments).chain(definitions)
}

/// Removes one of several names, with the comma that belongs to it.
fn removal_of_name(names: &[(String, Span)], index: usize) -> Edit {
    let span_at = |index: usize| names.get(index).map(|(_, span)| *span);
    let span = match (span_at(index), index.checked_sub(1).and_then(span_at), span_at(index + 1)) {
        (Some(span), Some(previous), _) => Span { start: previous.end, ..span },
        (Some(span), None, Some(next)) => Span { end: next.start, ..span },
        (Some(span), None, None) => span,
        (None, ..) => Span::new(FileId::DETACHED, 0, 0),
    };
    Edit::new(span, String::new())
}

#[cfg(test)]
mod tests;
