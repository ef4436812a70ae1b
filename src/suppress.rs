//! Suppressions: findings that their author has accepted, with a reason, in a comment or in the configuration.

mod comment;
mod quoted;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::config::{ConfiguredSuppression, Settings};
use crate::finding::{Edit, Finding, Fix, Label, Severity, Suppressed, SuppressedBy};
use crate::source::{FileId, SourceFile, Sources, Span};
use comment::Directive;

/// The findings that stay, with those on the suppressions themselves, and those that are silenced.
#[derive(Debug, Default)]
pub struct Judged {
    pub findings: Vec<Finding>,
    pub suppressed: Vec<Suppressed>,
}

/// Judges all findings of a run by the suppressions in its files and configurations.
///
/// `files` are all files that were read, each with the settings of its folder. This is done once for a run, because
/// a file can belong to several modules, and a suppression that one of them needs is not unused.
pub fn apply(findings: Vec<Finding>, files: &BTreeMap<FileId, Arc<Settings>>, sources: &Sources) -> Judged {
    let mut suppressions = Suppressions::collect(files, sources);
    let mut judged = Judged::default();
    for finding in findings {
        match suppressions.acceptance(&finding, files, sources) {
            Some(Acceptance { reason, by, span }) => {
                judged.suppressed.push(Suppressed { finding, reason, by, span });
            }
            None => judged.findings.push(finding),
        }
    }
    judged.findings.extend(suppressions.problems());
    judged
}

/// Every suppression of a run, and which of them have silenced something.
#[derive(Default)]
struct Suppressions {
    by_file: BTreeMap<FileId, Vec<InComment>>,
    configured: Vec<Configured>,
    problems: Vec<Finding>,
}

/// One rule of a suppression in a comment.
struct InComment {
    rule: String,
    name_span: Span,
    reason: String,
    /// The line that the suppression speaks of.
    line: u32,
    is_used: bool,
    /// Whether the rule runs at all, so that a suppression of it can be called unused.
    is_judged: bool,
    removal: Fix,
}

/// Why a finding is silenced, and where that is said.
struct Acceptance {
    reason: String,
    by: SuppressedBy,
    span: Span,
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
                let finding = Finding::new(directive.span, message)
                    .with_help("write kmslint: ignore[rule, rule] and the reason, in one comment");
                self.report("unused-suppression", finding, settings);
                return;
            }
        };
        if directive.reason.is_empty() {
            let finding = Finding::new(directive.span, "the suppression has no reason, so it does not count")
                .with_help("say after the bracket why the finding is accepted");
            self.report("suppression-without-reason", finding, settings);
            return;
        }
        for (index, (rule, span)) in names.iter().enumerate() {
            if !settings.vocabulary.knows_rule(rule) {
                self.report_unknown(rule, *span, settings);
                continue;
            }
            let removal = match names.len() {
                1 => Fix::safe("remove the suppression", vec![removal_of_comment(file, directive.span)]),
                _ => Fix::safe(format!("remove {rule}"), vec![removal_of_name(&names, index)]),
            };
            self.by_file.entry(file.id()).or_default().push(InComment {
                rule: rule.clone(),
                name_span: *span,
                reason: directive.reason.clone(),
                line: directive.target,
                is_used: false,
                is_judged: settings.judges(rule),
                removal,
            });
        }
    }

    fn add_configured(&mut self, suppression: &ConfiguredSuppression, settings: &Settings) {
        let expired = |expires: &String| settings.today.as_ref().is_some_and(|today| today > expires);
        if let Some(expires) = suppression.expires.as_ref().filter(|expires| expired(expires)) {
            let message = format!("the suppression of {} expired on {expires}", suppression.rule);
            let finding = Finding::new(suppression.span, message).with_help("resolve the finding, or set a later day");
            self.report("unused-suppression", finding, settings);
            return;
        }
        self.configured.push(Configured {
            suppression: suppression.clone(),
            is_used: false,
            is_concerned: false,
            is_judged: settings.judges(&suppression.rule),
        });
    }

    fn report_unknown(&mut self, rule: &str, span: Span, settings: &Settings) {
        let mut finding = Finding::new(span, format!("there is no rule called {rule}"));
        if let Some(nearest) = settings.vocabulary.nearest_rule(rule) {
            let edit = Edit::new(span, nearest.to_owned());
            finding = finding
                .with_help(format!("write {nearest}"))
                .with_fix(Fix::unsafe_(format!("rename to {nearest}"), vec![edit]));
        }
        self.report("unknown-rule", finding, settings);
    }

    /// Adds a finding on a suppression, unless its rule is off.
    fn report(&mut self, rule: &str, mut finding: Finding, settings: &Settings) {
        if settings.is_enabled(rule, true) {
            finding.rule = rule.into();
            finding.severity = settings.severity(rule, Severity::Warning);
            self.problems.push(finding);
        }
    }

    /// What silences a finding, if something does.
    fn acceptance(
        &mut self,
        finding: &Finding,
        files: &BTreeMap<FileId, Arc<Settings>>,
        sources: &Sources,
    ) -> Option<Acceptance> {
        let in_comment = self.at(finding, finding.span, sources);
        if in_comment.is_some() {
            return in_comment;
        }
        if let Some(acceptance) = self.at_calls(finding, sources) {
            return Some(acceptance);
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
        Some(Acceptance { reason: reason.clone(), by: SuppressedBy::Configuration, span: *span })
    }

    /// The comment that speaks of the line that `span` begins on.
    fn at(&mut self, finding: &Finding, span: Span, sources: &Sources) -> Option<Acceptance> {
        let suppressions = self.by_file.get_mut(&span.file)?;
        let line = sources.file(span.file).position(span.start).line;
        let is_meant = |one: &&mut InComment| one.line == line && *one.rule == *finding.rule;
        let suppression = suppressions.iter_mut().find(is_meant)?;
        suppression.is_used = true;
        let InComment { reason, name_span, .. } = suppression;
        Some(Acceptance { reason: reason.clone(), by: SuppressedBy::Comment, span: *name_span })
    }

    /// A comment, where every module call that shows the finding has one; an outer call speaks for inner ones.
    fn at_calls(&mut self, finding: &Finding, sources: &Sources) -> Option<Acceptance> {
        let calls: Vec<_> = finding
            .labels
            .iter()
            .filter_map(|label| label.message.strip_suffix(" calls the module here").map(|name| (name, label.span)))
            .collect();
        let mut accepted: BTreeMap<&str, Acceptance> = BTreeMap::new();
        for (name, span) in &calls {
            if let Some(acceptance) = self.at(finding, *span, sources) {
                accepted.insert(name, acceptance);
            }
        }
        // Of a single call, the argument that causes the finding speaks as well.
        if let [(name, call)] = calls.as_slice() {
            let is_argument = |label: &&Label| label.span.file == call.file && label.message.ends_with(" is set here");
            for label in finding.labels.iter().filter(is_argument) {
                if let Some(acceptance) = self.at(finding, label.span, sources) {
                    accepted.insert(name, acceptance);
                }
            }
        }
        let is_within = |inner: &str, outer: &str| {
            inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        let is_innermost = |name: &str| !calls.iter().any(|(other, _)| *other != name && is_within(other, name));
        let is_covered = |name: &str| accepted.keys().any(|outer| is_within(name, outer));
        let all_covered = calls.iter().filter(|(name, _)| is_innermost(name)).all(|(name, _)| is_covered(name));
        if all_covered { accepted.into_values().next() } else { None }
    }

    /// What is wrong with the suppressions themselves.
    fn problems(self) -> Vec<Finding> {
        let mut problems = self.problems;
        let unused = |span, rule: &str| {
            let mut finding = Finding::new(span, format!("{rule} does not occur here, so nothing is suppressed"));
            finding.rule = "unused-suppression".into();
            finding.severity = Severity::Warning;
            finding
        };
        for one in self.by_file.into_values().flatten().filter(|one| !one.is_used && one.is_judged) {
            let finding = unused(one.name_span, &one.rule).with_help("remove the suppression").with_fix(one.removal);
            problems.push(finding);
        }
        for one in self.configured.into_iter().filter(|one| !one.is_used && one.is_judged && one.is_concerned) {
            problems.push(unused(one.suppression.span, &one.suppression.rule).with_help("remove the entry"));
        }
        problems
    }
}

/// Removes a comment with the blanks before it, or its whole line where nothing else stands there.
fn removal_of_comment(file: &SourceFile, comment: Span) -> Edit {
    let line = file.line(file.position(comment.start).line);
    let text = file.text();
    let before = text.get(line.start..comment.start as usize).unwrap_or_default();
    let after = text.get(comment.end as usize..line.end).unwrap_or_default();
    let is_alone = before.trim().is_empty() && after.trim().is_empty();
    let (start, end) = if is_alone {
        let rest = text.get(line.end..).unwrap_or_default();
        let line_end = if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) };
        (line.start, line.end + line_end)
    } else {
        (line.start + before.trim_end().len(), comment.end as usize)
    };
    Edit::new(Span::new(file.id(), start, end), String::new())
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
mod tests {
    use super::*;
    use crate::config::{Glob, Vocabulary};
    use std::path::Path;

    const ALIAS: &str = "alias = \"legacy\"\n";

    fn settings() -> Settings {
        let rules = ["alias-length", "alias-without-prefix"];
        let rules = rules.iter().map(|&rule| (rule.to_owned(), Vec::new())).collect();
        Settings {
            vocabulary: Arc::new(Vocabulary { rules, documents: Vec::new() }),
            today: Some("2026-11-21".to_owned()),
            ..Settings::default()
        }
    }

    /// The rules of the findings that stay when `alias-without-prefix` is found at each `"legacy"`, and how many go.
    fn judge(text: &str, settings: Settings) -> (Vec<String>, usize) {
        let sources = Sources::new("/nowhere");
        let file = sources.add("main.tf", text);
        let findings = text.match_indices("\"legacy\"").map(|(start, value)| {
            let mut finding = Finding::new(Span::new(file.id(), start, start + value.len()), "no prefix");
            finding.rule = "alias-without-prefix".into();
            finding
        });
        let files = BTreeMap::from([(file.id(), Arc::new(settings))]);
        let judged = apply(findings.collect(), &files, &sources);
        (judged.findings.iter().map(|finding| finding.rule.to_string()).collect(), judged.suppressed.len())
    }

    #[test]
    fn a_comment_speaks_of_its_line_or_of_the_next() {
        let silent = (Vec::new(), 1);
        let above = format!("# kmslint: ignore[alias-without-prefix] imported\n{ALIAS}");
        assert_eq!(judge(&above, settings()), silent);
        let beside = "alias = \"legacy\" // kmslint: ignore[alias-without-prefix] imported\n";
        assert_eq!(judge(beside, settings()), silent);
        let block = format!("/* kmslint: ignore[alias-without-prefix] imported */\n# why\n{ALIAS}");
        assert_eq!(judge(&block, settings()), silent);
        let crlf = above.replace('\n', "\r\n");
        assert_eq!(judge(&crlf, settings()), silent);
    }

    #[test]
    fn a_comment_does_not_speak_of_other_lines() {
        let far = format!("# kmslint: ignore[alias-without-prefix] imported\n\n{ALIAS}");
        assert_eq!(judge(&far, settings()).0, ["alias-without-prefix", "unused-suppression"]);
        let beside = format!("x = 1 # kmslint: ignore[alias-without-prefix] imported\n{ALIAS}");
        assert_eq!(judge(&beside, settings()).0, ["alias-without-prefix", "unused-suppression"]);
    }

    #[test]
    fn a_suppression_without_a_reason_does_not_count() {
        let text = format!("# kmslint: ignore[alias-without-prefix]\n{ALIAS}");
        assert_eq!(judge(&text, settings()).0, ["alias-without-prefix", "suppression-without-reason"]);
    }

    #[test]
    fn what_names_no_rule_is_said() {
        let text = format!("# kmslint: ignore[alias-without-prefx] imported\n{ALIAS}");
        assert_eq!(judge(&text, settings()).0, ["alias-without-prefix", "unknown-rule"]);
        let text = format!("# kmslint: ignore alias-without-prefix\n{ALIAS}");
        assert_eq!(judge(&text, settings()).0, ["alias-without-prefix", "unused-suppression"]);
    }

    #[test]
    fn only_the_rules_of_the_run_are_judged_unused() {
        let text = "# kmslint: ignore[alias-length] long\nx = 1\n";
        assert_eq!(judge(text, settings()).0, ["unused-suppression"]);
        let selected = Settings { select: vec!["alias-without-prefix".to_owned()], ..settings() };
        assert_eq!(judge(text, Settings { ignore: vec!["alias-length".to_owned()], ..settings() }).0, [""; 0]);
        assert_eq!(judge(text, selected).0, [""; 0]);
    }

    #[test]
    fn suppressions_can_be_disregarded() {
        let text = format!("# kmslint: ignore[alias-without-prefix] imported\n{ALIAS}");
        let settings = Settings { honours_ignores: false, ..settings() };
        assert_eq!(judge(&text, settings), (vec!["alias-without-prefix".to_owned()], 0));
    }

    fn configured(expires: Option<&str>, path: &str) -> Settings {
        let suppression = ConfiguredSuppression {
            rule: "alias-without-prefix".to_owned(),
            path: Glob::new(Path::new("/nowhere"), path).unwrap(),
            reason: "imported".to_owned(),
            expires: expires.map(str::to_owned),
            span: Span::new(FileId::DETACHED, 0, 1),
        };
        Settings { suppressions: vec![suppression], ..settings() }
    }

    #[test]
    fn the_configuration_suppresses_up_to_its_last_day() {
        assert_eq!(judge(ALIAS, configured(None, "*.tf")), (Vec::new(), 1));
        assert_eq!(judge(ALIAS, configured(Some("2026-11-21"), "*.tf")), (Vec::new(), 1));
        let late = judge(ALIAS, configured(Some("2026-11-20"), "*.tf"));
        assert_eq!(late.0, ["alias-without-prefix", "unused-suppression"]);
    }

    #[test]
    fn an_entry_of_the_configuration_is_unused_only_where_its_files_were_read() {
        assert_eq!(judge("x = 1\n", configured(None, "*.tf")).0, ["unused-suppression"]);
        assert_eq!(judge("x = 1\n", configured(None, "other/**")).0, [""; 0]);
    }

    #[test]
    fn a_call_covers_what_it_causes_but_not_what_another_causes() {
        let sources = Sources::new("/nowhere");
        let module = sources.add("m/main.tf", ALIAS);
        let text = "# kmslint: ignore[alias-without-prefix] trial\nmodule \"a\" {\n}\nmodule \"b\" {\n}\n";
        let root = sources.add("main.tf", text);
        let call = |name: &str| {
            let start = text.find(&format!("module {name:?}")).unwrap();
            (Span::new(root.id(), start, start + 10), format!("module.{name} calls the module here"))
        };
        let finding = |calls: &[&str]| {
            let mut finding = Finding::new(Span::new(module.id(), 8, 16), "no prefix");
            finding.rule = "alias-without-prefix".into();
            calls.iter().map(|name| call(name)).fold(finding, |finding, (span, text)| finding.with_label(span, text))
        };
        let files = [module.id(), root.id()].map(|id| (id, Arc::new(settings()))).into_iter().collect();
        assert_eq!(apply(vec![finding(&["a"])], &files, &sources).suppressed.len(), 1);
        assert_eq!(apply(vec![finding(&["a", "b"])], &files, &sources).suppressed.len(), 0);
        assert_eq!(apply(vec![finding(&["b"])], &files, &sources).suppressed.len(), 0);
    }

    #[test]
    fn removing_an_unused_suppression_leaves_the_rest() {
        let sources = Sources::new("/nowhere");
        let text = "a = 1 # kmslint: ignore[alias-length] long\n  # kmslint: ignore[alias-length] x\nb = 1\n\
                    # kmslint: ignore[alias-length, alias-without-prefix] y\nc = \"legacy\"\n";
        let file = sources.add("main.tf", text);
        let start = text.find("\"legacy\"").unwrap();
        let mut finding = Finding::new(Span::new(file.id(), start, start + 8), "no prefix");
        finding.rule = "alias-without-prefix".into();
        let judged = apply(vec![finding], &BTreeMap::from([(file.id(), Arc::new(settings()))]), &sources);
        let mut fixed = text.to_owned();
        for finding in judged.findings.iter().rev() {
            let edit = &finding.fix.as_ref().unwrap().edits[0];
            fixed.replace_range(edit.span.range(), &edit.text);
        }
        assert_eq!(fixed, "a = 1\nb = 1\n# kmslint: ignore[alias-without-prefix] y\nc = \"legacy\"\n");
    }
}
