//! What a rule is, and what it may ask.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;

use crate::date::Date;
use crate::finding::{Cause, CauseKind, Draft, Finding, Occurrence, Severity};
use crate::resource::{Call, Question, Questions, Resource};
use crate::source::Span;
use crate::tables::Row;
use crate::view::{FieldView, Section, View};

/// The declaration of a rule: everything that `explain`, the docs, the schema and SARIF say of it.
#[derive(Debug)]
pub(crate) struct Rule {
    /// Names the problem, so that it reads well after "ignore".
    pub name: &'static str,
    pub theme: Theme,
    pub severity: Severity,
    pub is_on_by_default: bool,
    /// One line, lower case, no full stop.
    pub summary: &'static str,
    /// Why it matters, in Markdown.
    pub why: &'static str,
    pub fixable: Fixable,
    /// Numbers that the configuration can set.
    pub options: &'static [RuleOption],
    /// Pages that state the limit.
    pub sources: &'static [&'static str],
    /// Each is reported by this rule.
    pub bad: &'static [Example],
    /// On each every rule is silent.
    pub good: &'static [Example],
    /// Looks at all resources of one module or document. Cannot fail.
    pub check: fn(&mut RuleContext<'_>),
}

/// What a rule is about, for lists that people read. In the order in which they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Theme {
    Aliases,
    Vpcs,
    Networks,
    Ids,
    Instances,
    Keys,
    Grants,
    Secrets,
    Consumers,
    Arguments,
    Tool,
}

impl Theme {
    pub(crate) const ALL: &[Self] = &[
        Self::Aliases,
        Self::Vpcs,
        Self::Networks,
        Self::Ids,
        Self::Instances,
        Self::Keys,
        Self::Grants,
        Self::Secrets,
        Self::Consumers,
        Self::Arguments,
        Self::Tool,
    ];

    /// The heading of its list.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Aliases => "Aliases",
            Self::Vpcs => "Associated VPCs and their quota",
            Self::Networks => "Regions, zones and networks",
            Self::Ids => "Ids and owners",
            Self::Instances => "KMS instances and access to them",
            Self::Keys => "Keys",
            Self::Grants => "Grants",
            Self::Secrets => "Secrets",
            Self::Consumers => "Disks, buckets and whatever else uses a key",
            Self::Arguments => "Arguments and their values, from the tables",
            Self::Tool => "Files, suppressions and the tool itself",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fixable {
    No,
    /// In some cases.
    Sometimes,
}

#[derive(Debug)]
pub(crate) struct RuleOption {
    pub name: &'static str,
    pub default: i64,
    pub summary: &'static str,
}

impl RuleOption {
    /// What both rules on the quota can be told.
    pub(crate) const PRINCIPALS: Self = Self {
        name: "principals",
        default: 0,
        summary: "accounts that the instance is shared with; each takes one access",
    };
}

/// A file that shows a rule. It is a case in `testdata/rules/`, where it can be opened and checked.
#[derive(Debug)]
pub(crate) struct Example {
    pub file: &'static str,
    /// Not a text, for a file that is not UTF-8 is an example too.
    pub bytes: &'static [u8],
}

impl Example {
    pub(crate) fn text(&self) -> Cow<'static, str> {
        String::from_utf8_lossy(self.bytes)
    }
}

/// Examples by the name of their rule, which is that of their folder in `testdata/rules/`, and their names in it.
macro_rules! examples {
    ($rule:literal, $($file:literal),+ $(,)?) => {
        &[$($crate::rule::Example {
            file: $file,
            bytes: include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/rules/", $rule, "/", $file)),
        }),+]
    };
}
pub(crate) use examples;

/// The check of a rule whose findings the engine reports while it reads its input.
pub(crate) fn reported_by_engine(_: &mut RuleContext<'_>) {}

/// Numbers that the configuration sets for a rule, by option name.
pub(crate) type RuleOptions = BTreeMap<String, i64>;

/// What the rules of one run have in common.
#[derive(Debug)]
pub(crate) struct RuleSettings {
    /// Options by rule.
    pub options: BTreeMap<String, RuleOptions>,
    /// Today, for what expires: `2026-11-21`. Absent: nothing expires.
    pub today: Option<Date>,
}

/// What all resources of one evaluation have in common: the root module, none for a document, and the scenario.
#[derive(Clone, Debug, Default)]
pub(crate) struct Situation {
    pub root: Option<Arc<Path>>,
    pub scenario: Option<Arc<str>>,
    /// Something could not be read or is not here, so what is not among the resources may be there all the same.
    pub is_partial: bool,
}

impl Situation {
    /// The occurrence of a finding that no resource shows.
    pub(crate) fn occurrence(&self) -> Occurrence {
        Occurrence { root: self.root.clone(), scenario: self.scenario.clone(), ..Occurrence::default() }
    }
}

impl Rule {
    /// The finding that a draft is under this rule.
    pub(crate) fn finding(&self, draft: Draft, occurrence: Occurrence) -> Finding {
        draft.stamped(self.name, self.severity, occurrence)
    }
}

/// A question that rules could not answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Undecided {
    /// Where the value is used.
    pub span: Span,
    /// `vpc_num of alicloud_kms_instance.main`
    pub what: String,
    /// `var.quota has no value`
    pub reason: String,
    /// The rules that asked; none where every rule would have.
    pub rules: Vec<&'static str>,
    /// The header of the resource that it is about; none where it is about no resource.
    pub resource: Option<Span>,
    /// The module calls that lead to the resource.
    pub calls: Arc<[Call]>,
}

/// What a rule sees of one module or document, and where it puts its findings.
pub(crate) struct RuleContext<'a> {
    rule: &'static Rule,
    view: &'a View<'a>,
    settings: &'a RuleSettings,
    situation: &'a Situation,
    questions: &'a Questions,
    findings: Vec<Finding>,
    /// The rule's name, which all of its findings share.
    name: Arc<str>,
}

impl<'a> RuleContext<'a> {
    pub(crate) fn new(
        rule: &'static Rule,
        view: &'a View<'a>,
        settings: &'a RuleSettings,
        situation: &'a Situation,
        questions: &'a Questions,
    ) -> Self {
        Self { rule, view, settings, situation, questions, findings: Vec::new(), name: rule.name.into() }
    }

    /// What all rules look at, for as long as the unit is checked.
    pub(crate) fn view(&self) -> &'a View<'a> {
        self.view
    }

    /// Whether the resources are all that there are, so that one may be said to be missing.
    pub(crate) fn sees_all(&self) -> bool {
        !self.situation.is_partial
    }

    pub(crate) fn today(&self) -> Option<Date> {
        self.settings.today
    }

    /// The number that the configuration gives for an option of this rule, else for the option of that name of
    /// another rule, for a name means the same everywhere; else its default.
    pub(crate) fn option(&self, name: &str) -> i64 {
        let of_rule = self.settings.options.get(self.rule.name).and_then(|options| options.get(name));
        let of_any = || self.settings.options.values().find_map(|options| options.get(name));
        let configured = of_rule.or_else(of_any).copied();
        let default = || self.rule.options.iter().find(|option| option.name == name).map_or(0, |option| option.default);
        configured.unwrap_or_else(default)
    }

    /// Reports with the rule's own severity. The resource gives address and module calls.
    pub(crate) fn report(&mut self, resource: &Resource, draft: Draft) {
        self.report_as(self.rule.severity, resource, draft);
    }

    /// Reports with another severity, where one rule has several.
    pub(crate) fn report_as(&mut self, severity: Severity, resource: &Resource, draft: Draft) {
        self.report_for(self.name.clone(), severity, resource, draft);
    }

    /// Reports under the name of a rule that a team's table declares.
    pub(crate) fn report_for(
        &mut self,
        rule: impl Into<Arc<str>>,
        severity: Severity,
        resource: &Resource,
        mut draft: Draft,
    ) {
        draft.fix = draft.fix.filter(|_| !resource.notation.is_machine_written);
        let occurrence = Occurrence {
            calls: resource.calls.clone(),
            resource: Some(resource.header),
            address: resource.address.clone(),
            causes: existence(resource),
            ..self.situation.occurrence()
        };
        self.findings.push(draft.stamped(rule, severity, occurrence));
    }

    /// Reports what breaks a limit, under the rule and severity that its row or table names, else under this rule's and
    /// the one given. The row's own help goes before the rule's.
    pub(crate) fn report_limit(&mut self, section: &Section<'_>, row: Option<&Row>, severity: Severity, draft: Draft) {
        let own = row.and_then(|row| row.severity).or(section.subject.table.severity);
        self.report_limit_as(own.unwrap_or(severity), section, row, draft);
    }

    /// The same of a bound, which may have a severity of its own.
    pub(crate) fn report_bound(&mut self, field: &FieldView<'_>, own: Option<Severity>, draft: Draft) {
        match own {
            Some(severity) => self.report_limit_as(severity, &field.section, Some(field.row), draft),
            None => self.report_limit(&field.section, Some(field.row), Severity::Error, draft),
        }
    }

    fn report_limit_as(&mut self, severity: Severity, section: &Section<'_>, row: Option<&Row>, mut draft: Draft) {
        let table = section.subject.table;
        if draft.help.is_none() {
            draft.help = row.and_then(|row| row.help.clone()).map(Into::into);
        }
        match row.and_then(|row| row.rule.as_deref()).or(table.rule.as_deref()) {
            Some(rule) => self.report_for(rule, severity, section.subject.resource, draft),
            None => self.report_as(severity, section.subject.resource, draft),
        }
    }

    /// The findings, and the questions that stayed open. One about a value on which the rule reports something was
    /// answered after all.
    pub(crate) fn into_results(self) -> (Vec<Finding>, Vec<Question>) {
        let mut open = self.questions.take();
        if !open.is_empty() && !self.findings.is_empty() {
            let answered: BTreeSet<Span> = self.findings.iter().map(|finding| finding.span).collect();
            open.retain(|question| {
                // Only what begins within the question's place can lie in it.
                let last = Span { start: question.span.end, end: question.span.end, ..question.span };
                let mut within = answered.range(question.span.at_start()..=last);
                !within.any(|place| question.span.contains(*place))
            });
        }
        (self.findings, open)
    }
}

/// Questions that stayed open, each once with the rules that asked it. Many ask the same: whatever looks at the ids of
/// keys looks at each.
#[derive(Debug, Default)]
pub(crate) struct OpenQuestions(HashMap<Question, Vec<&'static str>>);

impl OpenQuestions {
    pub(crate) fn add(&mut self, questions: Vec<Question>, rule: &'static str) {
        for question in questions {
            let rules = self.0.entry(question).or_insert_with(|| Vec::with_capacity(1));
            if rules.last() != Some(&rule) {
                rules.push(rule);
            }
        }
    }

    pub(crate) fn into_undecided(self) -> Vec<Undecided> {
        let undecided = |(question, rules): (Question, _)| Undecided {
            span: question.span,
            what: question.what(),
            reason: question.reason.to_string(),
            rules,
            resource: Some(question.header),
            calls: question.calls,
        };
        self.0.into_iter().map(undecided).collect()
    }
}

impl<'a> Deref for RuleContext<'a> {
    type Target = View<'a>;

    fn deref(&self) -> &View<'a> {
        self.view
    }
}

/// The definitions that decide whether there is such a resource.
fn existence(resource: &Resource) -> Vec<Cause> {
    let definitions = resource.existence.iter().flat_map(|ingredients| ingredients.definitions());
    definitions.map(|definition| Cause { span: definition.span, kind: CauseKind::Existence }).collect()
}
