//! From what the rules said of each unit to what the run reports: suppressions, scope, baseline, one order.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::check::{self, Checked};
use super::instances::Instances;
use super::load::Surroundings;
use super::scope::FileScope;
use super::unit::Evaluated;
use super::{Accepted, Note, Outcome, Work};
use crate::baseline::{Baseline, Compared};
use crate::config::{ConfigError, Configurations, ConfiguredSuppression, Settings};
use crate::discover::{PassedOver, Reason};
use crate::finding::{Finding, Fix, Occurrence, Severity, merged};
use crate::fix;
use crate::rule::Undecided;
use crate::rules;
use crate::source::{FileId, SourceFile, Sources, Span};
use crate::suppress::{self, Decisions, ProblemKind};

/// All that a run has looked at, before it says anything of it.
pub(super) struct Conclusion<'a> {
    pub(super) works: &'a [Work],
    pub(super) surroundings: &'a Surroundings,
    /// Folders that bear on what was asked for and whose configuration cannot be used.
    pub(super) left_out: &'a [(PathBuf, Arc<ConfigError>)],
    pub(super) accepted: Accepted<'a>,
    pub(super) sources: &'a Sources,
    pub(super) configurations: &'a Configurations,
}

impl Conclusion<'_> {
    /// What the run reports. Up to the end each finding has one occurrence, so that each can be accepted, or lie outside
    /// of what was asked for, by itself.
    pub(super) fn outcome(&self, checked: Vec<Checked>) -> Outcome {
        let settings = self.settings_of_files();
        let files = self.surroundings.scope.of_files(self.sources);
        let lengths = |length: fn(&Checked) -> usize| checked.iter().map(length).sum();
        let mut findings = Vec::with_capacity(lengths(|checked| checked.findings.len()));
        let mut undecided = Vec::with_capacity(lengths(|checked| checked.undecided.len()));
        let (mut headers, mut instances) = (HashSet::new(), Instances::default());
        let mut notes = self.notes();
        for (work, checked) in self.works.iter().zip(checked) {
            findings.extend(checked.findings);
            undecided.extend(checked.undecided);
            undecided.extend(work.lifted.undecided.iter().cloned());
            headers.extend(checked.headers);
            instances.extend(checked.instances);
            notes.extend(checked.disagreements.iter().map(|one| {
                self.note_at(
                    one.places.first().copied(),
                    format!("several saved responses about `{}` differ, so none of them is used", one.instance),
                )
            }));
        }
        self.sort_questions(&mut undecided);
        undecided.dedup();
        check::sort(&mut findings, self.sources);
        let decided = Decided::new(self, &undecided, &settings, &instances);
        let judged = suppress::apply(findings, &settings, self.sources, &decided);
        let mut findings = judged.findings;
        findings.extend(judged.problems.into_iter().flat_map(|problem| {
            let rule = match problem.kind {
                ProblemKind::WithoutReason => &rules::suppression_without_reason::RULE,
                ProblemKind::UnknownRule => &rules::unknown_rule::RULE,
                ProblemKind::Unused => &rules::unused_suppression::RULE,
            };
            let file = problem.draft.span.file;
            let finding = rule.finding(problem.draft, Occurrence::default());
            match settings.get(&file).or_else(|| self.settings_of_configuration(file)) {
                Some(settings) => check::with_configured_severities(vec![finding], settings),
                None => vec![finding],
            }
        }));
        findings.iter_mut().for_each(|finding| instances.spare(finding));
        fix::make_exact(self.sources, findings.iter_mut());
        let least = |finding: &Finding| {
            settings.get(&finding.span.file).map_or(Severity::Info, |settings| settings.min_severity)
        };
        findings.retain(|finding| finding.severity >= least(finding));
        let (mut shown, outside): (Vec<Finding>, Vec<Finding>) =
            findings.into_iter().partition(|finding| files.shows(finding));
        // A file that was not asked for may be used by others that are not looked at.
        let is_asked_for = |fix: &Fix| fix.edits.iter().all(|edit| files.contains(edit.span.file));
        for finding in &mut shown {
            finding.fix = finding.fix.take().filter(is_asked_for);
        }
        let could_not_be_read = outside.iter().filter(|finding| rules::could_not_be_read(&finding.rule));
        notes.extend(could_not_be_read.map(|finding| self.note_at(Some(finding.span), finding.message.clone())));
        let undecided = questions_in_scope(&files, undecided);
        notes.sort();
        notes.dedup();
        let (unread, is_incomplete) = (self.unread(), self.is_incomplete(&files));
        let resources = instances.headers().filter(|header| files.contains(header.file)).count();
        let outcome = Outcome { undecided, notes, unread, is_incomplete, resources, ..Outcome::default() };
        self.with_accepted(shown, &headers, &files, outcome)
    }

    /// One order for equal input: files are numbered as threads come to read them, so their names decide first.
    fn sort_questions(&self, questions: &mut [Undecided]) {
        questions.sort_unstable();
        let files: BTreeSet<FileId> = questions.iter().map(|question| question.span.file).collect();
        let mut names: Vec<(String, FileId)> =
            files.into_iter().map(|file| (self.sources.file(file).name().to_owned(), file)).collect();
        names.sort();
        // Files of one name count as one.
        let mut ranks = HashMap::new();
        for of_name in names.chunk_by(|(one, _), (other, _)| one == other) {
            let rank = ranks.len();
            ranks.extend(of_name.iter().map(|(_, file)| (*file, rank)));
        }
        questions.sort_by_key(|question| ranks.get(&question.span.file).copied());
    }

    /// Takes out what the baseline holds, and brings together what is left.
    fn with_accepted(
        &self,
        shown: Vec<Finding>,
        headers: &HashSet<Span>,
        files: &FileScope<'_>,
        mut outcome: Outcome,
    ) -> Outcome {
        let (mut open, suppressed): (Vec<Finding>, Vec<Finding>) =
            shown.into_iter().partition(|finding| !finding.is_suppressed());
        match self.accepted {
            Accepted::Nothing => {}
            Accepted::Everything(folder) => outcome.baseline = Some(Baseline::new(folder, self.sources, &open)),
            Accepted::Baseline(folder, baseline) => {
                let Compared { new, known, stale } = baseline.compare(folder, self.sources, open);
                open = new;
                outcome.in_baseline = known;
                let scope = &self.surroundings.scope;
                outcome.stale = stale;
                outcome.stale.retain(|entry| {
                    let path = self.sources.absolute(&folder.join(&entry.path));
                    scope.contains(&path) && self.has_run(&entry.rule, &path)
                });
            }
        }
        let mut all = open;
        all.extend(suppressed);
        check::sort(&mut all, self.sources);
        let mut all = merged(all, headers);
        check::sort(&mut all, self.sources);
        let scenarios = self.scenarios();
        for finding in &mut all {
            name_scenarios(finding, &scenarios);
        }
        let is_outside = |file: &FileId| !files.contains(*file);
        outcome.outside = all.iter().map(|finding| finding.span.file).filter(is_outside).collect();
        (outcome.suppressed, outcome.findings) = all.into_iter().partition(Finding::is_suppressed);
        outcome
    }

    /// Whether a rule was on for a file, so that what it did not find there is not there.
    fn has_run(&self, rule: &str, path: &Path) -> bool {
        let settings = self.configurations.for_folder(self.sources, path.parent().unwrap_or(path));
        let Ok(settings) = settings else { return false };
        match rules::find(rule) {
            Some(rule) => settings.is_enabled(rule.name, rule.is_on_by_default),
            None => !settings.is_switched_off(rule) && (settings.select.is_empty() || settings.selects(rule)),
        }
    }

    /// The settings of every file that was read.
    fn settings_of_files(&self) -> BTreeMap<FileId, Arc<Settings>> {
        let files =
            self.works.iter().flat_map(|work| work.lifted.files.iter().map(|&file| (file, work.settings.clone())));
        files.collect()
    }

    /// The settings that a configuration file holds.
    fn settings_of_configuration(&self, file: FileId) -> Option<&Arc<Settings>> {
        let file = self.sources.file(file);
        let settings = self.works.iter().map(|work| &work.settings);
        settings.into_iter().find(|settings| settings.config_file.as_deref() == Some(file.path()))
    }

    /// The scenarios in which each root module was evaluated, where it has any.
    fn scenarios(&self) -> BTreeMap<Arc<Path>, BTreeSet<Arc<str>>> {
        let mut scenarios: BTreeMap<Arc<Path>, BTreeSet<Arc<str>>> = BTreeMap::new();
        for Evaluated { situation, .. } in self.works.iter().flat_map(|work| &work.lifted.evaluations) {
            if let (Some(root), Some(scenario)) = (&situation.root, &situation.scenario) {
                scenarios.entry(root.clone()).or_default().insert(scenario.clone());
            }
        }
        scenarios
    }

    /// The file of each place that could not be read.
    fn unread(&self) -> Vec<FileId> {
        let problems = self.works.iter().flat_map(|work| &work.lifted.problems);
        let unread = problems.filter(|problem| rules::could_not_be_read(&problem.rule));
        unread.map(|problem| problem.span.file).collect()
    }

    /// Whether something that was asked for could not be read.
    fn is_incomplete(&self, files: &FileScope<'_>) -> bool {
        let mut refused = self.works.iter().flat_map(|work| &work.lifted.refused);
        self.surroundings.passed_over().into_iter().any(|passed_over| self.is_failure(passed_over))
            || refused.any(|file| files.contains(*file))
    }

    fn is_failure(&self, passed_over: &PassedOver) -> bool {
        matches!(passed_over.reason, Reason::Unreadable(_)) && self.surroundings.scope.contains(&passed_over.path)
    }

    /// What was not looked at, and what the configuration names in vain.
    fn notes(&self) -> Vec<Note> {
        let passed_over = self.surroundings.passed_over().into_iter().map(|passed_over| Note {
            path: self.sources.display(&passed_over.path),
            span: None,
            is_failure: self.is_failure(passed_over),
            message: match &passed_over.reason {
                Reason::Excluded => "not checked, because the configuration excludes it".to_owned(),
                Reason::UnknownKind => "not checked, because its name does not say what it is".to_owned(),
                Reason::BrokenLink => "not checked, because the link leads nowhere".to_owned(),
                Reason::Outside => "not checked, because the link leads out of the project".to_owned(),
                Reason::OutsidePatterns => {
                    "its patterns do not count, because the link leads out of the project".to_owned()
                }
                Reason::Unreadable(message) => format!("cannot be read: {message}"),
            },
        });
        let unrecognised = self.works.iter().filter_map(|work| {
            let (reason, file) = (work.lifted.passed_over.as_ref()?, work.lifted.files.first()?);
            Some(Note {
                path: self.sources.file(*file).name().to_owned(),
                span: None,
                is_failure: false,
                message: format!("not checked, because {reason}"),
            })
        });
        let left_out = self.left_out.iter().map(|(folder, error)| {
            let place = error.mistakes().first().map(|mistake| mistake.span);
            let folder = self.sources.display(folder);
            self.note_at(place, format!("the configuration of {folder} cannot be used, so what is in it is left out"))
        });
        passed_over.chain(unrecognised).chain(left_out).chain(self.idle_patterns()).collect()
    }

    /// The patterns of configurations whose folders were asked for as a whole, and that match no file.
    fn idle_patterns(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        let mut seen = BTreeSet::new();
        let inputs = &self.surroundings.asked_for;
        let folders: BTreeSet<&Path> = inputs.files.iter().filter_map(|path| path.parent()).collect();
        for folder in folders {
            let Ok(settings) = self.configurations.for_folder(self.sources, folder) else { continue };
            let Some(config_file) = settings.config_file.clone() else { continue };
            let own = config_file.parent().unwrap_or(&config_file).to_path_buf();
            if !self.surroundings.scope.covers(&own) || !seen.insert(config_file) {
                continue;
            }
            let is_idle = |glob: &crate::config::Glob| !inputs.files.iter().any(|path| glob.matches(path));
            for glob in settings.exclude.iter().filter(|glob| is_idle(glob)) {
                notes.push(
                    self.note_at(glob.place(), format!("`exclude`: `{}` does not match any file", glob.pattern())),
                );
            }
            for document in &settings.documents {
                for glob in document.files.iter().filter(|glob| is_idle(glob)) {
                    notes.push(
                        self.note_at(
                            glob.place(),
                            format!("`documents`: `{}` does not match any file", glob.pattern()),
                        ),
                    );
                }
            }
        }
        notes
    }

    fn note_at(&self, span: Option<Span>, message: String) -> Note {
        let path = span.map_or_else(String::new, |span| self.sources.file(span.file).name().to_owned());
        Note { path, span, message, is_failure: false }
    }
}

/// The open questions about what was asked for, each once with all rules that asked it.
fn questions_in_scope(files: &FileScope<'_>, undecided: Vec<Undecided>) -> Vec<Undecided> {
    let mut together: Vec<Undecided> = Vec::new();
    for question in undecided {
        let places = std::iter::once(question.span).chain(question.calls.iter().map(|call| call.header));
        if !places.into_iter().any(|place| files.contains(place.file)) {
            continue;
        }
        let is_same = |other: &&mut Undecided| {
            other.span == question.span && other.what == question.what && other.reason == question.reason
        };
        match together.last_mut().filter(is_same) {
            Some(other) => other.rules.extend(question.rules),
            None => together.push(question),
        }
    }
    for question in &mut together {
        question.rules.sort_unstable();
        question.rules.dedup();
    }
    together
}

/// Says in which scenarios a finding arises, where that is not in all.
fn name_scenarios(finding: &mut Finding, scenarios: &BTreeMap<Arc<Path>, BTreeSet<Arc<str>>>) {
    let is_suppressed = finding.is_suppressed();
    let mut arising: BTreeMap<&Arc<Path>, BTreeSet<&Arc<str>>> = BTreeMap::new();
    for occurrence in finding.occurrences.iter().filter(|one| is_suppressed || one.suppressed.is_none()) {
        if let (Some(root), Some(scenario)) = (&occurrence.root, &occurrence.scenario) {
            arising.entry(root).or_default().insert(scenario);
        }
    }
    let is_in_all = |(root, names): (&&Arc<Path>, &BTreeSet<&Arc<str>>)| {
        scenarios.get(*root).is_none_or(|all| all.iter().all(|name| names.contains(name)))
    };
    if !arising.iter().all(is_in_all) {
        let names: BTreeSet<&str> = arising.values().flatten().map(|name| &***name).collect();
        let names: Vec<&str> = names.into_iter().collect();
        finding.message.push_str(&format!(" (in scenario {})", names.join(", ")));
    }
}

/// What the run could decide about suppressions.
struct Decided<'a> {
    conclusion: &'a Conclusion<'a>,
    undecided: &'a [Undecided],
    settings: &'a BTreeMap<FileId, Arc<Settings>>,
    instances: &'a Instances,
    cut_off: HashSet<FileId>,
    /// By file, where each open question and each call that leads to one begins, in order. Only unused suppressions
    /// ask for it.
    places: OnceCell<BTreeMap<FileId, Vec<(u32, usize)>>>,
    /// The headers of all resources, in order.
    headers: OnceCell<Vec<Span>>,
    /// By rule, the resources about which it has an open question.
    open: OnceCell<BTreeMap<&'a str, BTreeSet<Span>>>,
}

impl<'a> Decided<'a> {
    fn new(
        conclusion: &'a Conclusion<'a>,
        undecided: &'a [Undecided],
        settings: &'a BTreeMap<FileId, Arc<Settings>>,
        instances: &'a Instances,
    ) -> Self {
        let cut_off = conclusion.works.iter().flat_map(|work| work.lifted.cut_off.iter().copied()).collect();
        let (places, headers, open) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self { conclusion, undecided, settings, instances, cut_off, places, headers, open }
    }

    /// Where the questions about a file begin, each with its index.
    fn places_in(&self, file: FileId) -> &[(u32, usize)] {
        self.places().get(&file).map_or(&[], Vec::as_slice)
    }

    fn places(&self) -> &BTreeMap<FileId, Vec<(u32, usize)>> {
        self.places.get_or_init(|| {
            let mut by_file: BTreeMap<FileId, Vec<(u32, usize)>> = BTreeMap::new();
            for (index, question) in self.undecided.iter().enumerate() {
                for place in std::iter::once(question.span).chain(question.calls.iter().map(|call| call.header)) {
                    by_file.entry(place.file).or_default().push((place.start, index));
                }
            }
            by_file.values_mut().for_each(|places| places.sort_unstable());
            by_file
        })
    }

    /// The header of the resource that a line of a file belongs to.
    fn resource_at(&self, file: &SourceFile, line: u32) -> Option<Span> {
        let headers = self.headers.get_or_init(|| {
            let mut headers: Vec<Span> = self.instances.headers().copied().collect();
            headers.sort_unstable();
            headers
        });
        let id = file.id();
        let is_above = |header: &Span| header.file < id || header.file == id && file.line_of(header.start) <= line;
        let above = headers.get(..headers.partition_point(is_above)).unwrap_or_default();
        above.last().copied().filter(|header| header.file == id)
    }

    /// Whether something that a rule asks for was not known of the resource, or of any where it looks at several.
    fn is_open_about(&self, rule: &str, resource: Option<Span>) -> bool {
        let open = self.open.get_or_init(|| {
            let mut open: BTreeMap<&str, BTreeSet<Span>> = BTreeMap::new();
            for (question, resource) in self.undecided.iter().filter_map(|one| Some((one, one.resource?))) {
                question.rules.iter().for_each(|rule| _ = open.entry(rule).or_default().insert(resource));
            }
            open
        });
        let is_of_several = rules::OF_SEVERAL.iter().any(|other| other.name == rule);
        let of_rule = open.get(rule);
        of_rule.is_some_and(|of_rule| is_of_several || resource.is_some_and(|resource| of_rule.contains(&resource)))
    }

    fn is_read_whole(&self, file: FileId) -> bool {
        // A scenario that was chosen leaves others out.
        let has_all_scenarios = self.settings.get(&file).is_none_or(|settings| settings.terraform.scenario.is_none());
        has_all_scenarios && !self.cut_off.contains(&file)
    }

    /// Whether something that a rule asks for was not known at one of these places.
    fn is_open(&self, rule: &str, places: &[(u32, usize)]) -> bool {
        let mut questions = places.iter().filter_map(|(_, index)| self.undecided.get(*index));
        questions.any(|question| question.rules.is_empty() || question.rules.contains(&rule))
    }
}

impl Decisions for Decided<'_> {
    fn could_decide(&self, rule: &str, file: &SourceFile, lines: &RangeInclusive<u32>) -> bool {
        if !self.is_read_whole(file.id()) {
            return false;
        }
        let places = self.places_in(file.id());
        let start = places.partition_point(|&(offset, _)| file.line_of(offset) < *lines.start());
        let end = places.partition_point(|&(offset, _)| file.line_of(offset) <= *lines.end());
        !self.is_open(rule, places.get(start..end).unwrap_or_default())
            && !self.is_open_about(rule, self.resource_at(file, *lines.end()))
    }

    fn covers(&self, rule: &str, suppression: &ConfiguredSuppression) -> bool {
        let sources = self.conclusion.sources;
        let configuration = sources.file(suppression.span.file);
        let folder = configuration.path().parent().unwrap_or(configuration.path()).to_path_buf();
        let is_meant = |file: FileId| suppression.path.matches(sources.file(file).path());
        self.conclusion.surroundings.scope.covers(&folder)
            && self.settings.keys().filter(|&&file| is_meant(file)).all(|&file| self.is_read_whole(file))
            && !self.places().iter().any(|(&file, places)| is_meant(file) && self.is_open(rule, places))
            && !self.is_open_about(rule, None)
    }
}
