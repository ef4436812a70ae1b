//! What suppressions silence, and which of them silence nothing.

use std::path::Path;

use super::*;
use crate::config::{Glob, Vocabulary};
use crate::finding::{Cause, CauseKind, Definition, Draft, Relation, Severity};
use crate::fix;
use crate::resource::Call;

const ALIAS: &str = "alias = \"legacy\"\n";

fn settings() -> Settings {
    let rules = ["alias-length", "alias-without-prefix"];
    let rules = rules.iter().map(|&rule| (rule.to_owned(), Vec::new())).collect();
    Settings {
        vocabulary: Arc::new(Vocabulary { rules, documents: Vec::new() }),
        today: crate::date::day("2026-11-21"),
        ..Settings::default()
    }
}

/// A run that has looked at everything and knows every value.
struct Everything;

impl Decisions for Everything {
    fn could_decide(&self, _: &str, _: &SourceFile, _: &RangeInclusive<u32>) -> bool {
        true
    }

    fn covers(&self, _: &str, _: &ConfiguredSuppression) -> bool {
        true
    }
}

fn no_prefix(span: Span, occurrence: Occurrence) -> Finding {
    Draft::new(span, "no prefix").stamped("alias-without-prefix", Severity::Error, occurrence)
}

/// What stays: the rules of findings, and what is wrong with the suppressions. And how many findings go.
fn shown(judged: &Judged) -> (Vec<String>, usize) {
    let open = judged.findings.iter().filter(|finding| !finding.is_suppressed());
    let problems = judged.problems.iter().map(|problem| format!("{:?}", problem.kind));
    let stays: Vec<_> = open.map(|finding| finding.rule.to_string()).chain(problems).collect();
    (stays, judged.findings.iter().filter(|finding| finding.is_suppressed()).count())
}

/// The rules of the findings that stay when `alias-without-prefix` is found at each `"legacy"`, and how many go.
fn judge(text: &str, settings: Settings) -> (Vec<String>, usize) {
    let sources = Sources::new("/nowhere");
    let file = sources.add("main.tf", text);
    let findings = text
        .match_indices("\"legacy\"")
        .map(|(start, value)| no_prefix(Span::new(file.id(), start, start + value.len()), Occurrence::default()));
    let files = BTreeMap::from([(file.id(), Arc::new(settings))]);
    shown(&apply(findings.collect(), &files, &sources, &Everything))
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
    assert_eq!(judge(&far, settings()).0, ["alias-without-prefix", "Unused"]);
    let beside = format!("x = 1 # kmslint: ignore[alias-without-prefix] imported\n{ALIAS}");
    assert_eq!(judge(&beside, settings()).0, ["alias-without-prefix", "Unused"]);
}

#[test]
fn a_suppression_without_a_reason_does_not_count() {
    let text = format!("# kmslint: ignore[alias-without-prefix]\n{ALIAS}");
    assert_eq!(judge(&text, settings()).0, ["alias-without-prefix", "WithoutReason"]);
}

#[test]
fn what_names_no_rule_is_said() {
    let text = format!("# kmslint: ignore[alias-without-prefx] imported\n{ALIAS}");
    assert_eq!(judge(&text, settings()).0, ["alias-without-prefix", "UnknownRule"]);
    let text = format!("# kmslint: ignore alias-without-prefix\n{ALIAS}");
    assert_eq!(judge(&text, settings()).0, ["alias-without-prefix", "Unused"]);
}

#[test]
fn only_the_rules_of_the_run_are_judged_unused() {
    let text = "# kmslint: ignore[alias-length] long\nx = 1\n";
    assert_eq!(judge(text, settings()).0, ["Unused"]);
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

#[test]
fn a_comment_suppresses_up_to_its_last_day() {
    let text = |day: &str| format!("# kmslint: ignore[alias-without-prefix] expires={day} imported\n{ALIAS}");
    assert_eq!(judge(&text("2026-11-21"), settings()), (Vec::new(), 1));
    assert_eq!(judge(&text("2026-11-20"), settings()).0, ["alias-without-prefix", "Unused"]);
}

fn configured(expires: Option<&str>, path: &str) -> Settings {
    let suppression = ConfiguredSuppression {
        rule: "alias-without-prefix".to_owned(),
        path: Glob::new(Path::new("/nowhere"), path).unwrap(),
        reason: "imported".to_owned(),
        expires: expires.and_then(crate::date::day),
        span: Span::new(FileId::DETACHED, 0, 1),
    };
    Settings { suppressions: vec![suppression], ..settings() }
}

#[test]
fn the_configuration_suppresses_up_to_its_last_day() {
    assert_eq!(judge(ALIAS, configured(None, "*.tf")), (Vec::new(), 1));
    assert_eq!(judge(ALIAS, configured(Some("2026-11-21"), "*.tf")), (Vec::new(), 1));
    let late = judge(ALIAS, configured(Some("2026-11-20"), "*.tf"));
    assert_eq!(late.0, ["alias-without-prefix", "Unused"]);
}

#[test]
fn an_entry_of_the_configuration_that_silences_nothing_is_unused() {
    assert_eq!(judge("x = 1\n", configured(None, "*.tf")).0, ["Unused"]);
    assert_eq!(judge("x = 1\n", configured(None, "other/**")).0, ["Unused"]);
}

#[test]
fn a_call_covers_what_comes_through_it_and_nothing_else() {
    let sources = Sources::new("/nowhere");
    let module = sources.add("m/main.tf", ALIAS);
    let text = "# kmslint: ignore[alias-without-prefix] trial\nmodule \"a\" {\n}\nmodule \"b\" {\n}\n";
    let root = sources.add("main.tf", text);
    let call = |name: &str| {
        let start = text.find(&format!("module {name:?}")).unwrap();
        let header = Span::new(root.id(), start, start + 10);
        Call { name: format!("module.{name}").into(), header, block: Span::new(root.id(), start, start + 14) }
    };
    let files = [module.id(), root.id()].map(|id| (id, Arc::new(settings()))).into_iter().collect();
    let stays = |calls: &[&str]| {
        let calls = calls.iter().map(|name| call(name)).collect();
        let finding = no_prefix(Span::new(module.id(), 8, 16), Occurrence { calls, ..Occurrence::default() });
        shown(&apply(vec![finding], &files, &sources, &Everything)).1
    };
    assert_eq!(stays(&["a"]), 1);
    assert_eq!(stays(&["b"]), 0);
    assert_eq!(stays(&["b", "a"]), 1, "the outer call speaks for what it leads to");
}

#[test]
fn an_argument_of_a_call_covers_what_it_decides() {
    let sources = Sources::new("/nowhere");
    let module = sources.add("m/main.tf", ALIAS);
    let text = "module \"a\" {\n  # kmslint: ignore[alias-without-prefix] trial\n  name = 1\n  other = 2\n}\n";
    let root = sources.add("main.tf", text);
    let files = [module.id(), root.id()].map(|id| (id, Arc::new(settings()))).into_iter().collect();
    let (header, block) = (Span::new(root.id(), 0, 10), Span::new(root.id(), 0, text.len() - 1));
    let count = |argument: &str| {
        let start = text.find(argument).unwrap() + argument.len() - 1;
        let definition = Definition { name: "var.x".into(), written: None, relation: Relation::Sets, gives: None };
        let kind = CauseKind::Definition(definition);
        let occurrence = Occurrence {
            calls: [Call { name: "module.a".into(), header, block }].into(),
            causes: vec![Cause { span: Span::new(root.id(), start, start + 1), kind }],
            ..Occurrence::default()
        };
        let finding = no_prefix(Span::new(module.id(), 8, 16), occurrence);
        shown(&apply(vec![finding], &files, &sources, &Everything)).1
    };
    assert_eq!((count("name = 1"), count("other = 2")), (1, 0));
}

#[test]
fn removing_an_unused_suppression_leaves_the_rest() {
    let sources = Sources::new("/nowhere");
    let text = "a = 1 # kmslint: ignore[alias-length] long\n  # kmslint: ignore[alias-length] x\nb = 1\n\
                # kmslint: ignore[alias-length, alias-without-prefix] y\nc = \"legacy\"\n";
    let file = sources.add("main.tf", text);
    let start = text.find("\"legacy\"").unwrap();
    let finding = no_prefix(Span::new(file.id(), start, start + 8), Occurrence::default());
    let files = BTreeMap::from([(file.id(), Arc::new(settings()))]);
    let judged = apply(vec![finding], &files, &sources, &Everything);
    let drafts = judged.problems.into_iter().map(|problem| problem.draft);
    let mut findings: Vec<_> =
        drafts.map(|draft| draft.stamped("unused", Severity::Warning, Occurrence::default())).collect();
    fix::make_exact(&sources, findings.iter_mut());
    let fixed = &fix::apply(&sources, &findings, true)[0].text;
    assert_eq!(fixed, "a = 1\nb = 1\n# kmslint: ignore[alias-without-prefix] y\nc = \"legacy\"\n");
}

#[test]
fn of_several_comments_the_last_that_covers_a_line_counts() {
    #[expect(clippy::reversed_empty_ranges, reason = "a comment may cover nothing")]
    let comments = [2..=9, 4..=6, 5..=5, 5..=7, 8..=8, 9..=4, 12..=12];
    let listed: Vec<_> = comments.iter().enumerate().collect();
    let covered = Covered::by(&listed);
    for line in 0..=14 {
        let last = comments.iter().rposition(|lines| lines.contains(&line));
        assert_eq!(covered.innermost(line), last, "line {line}");
    }
}
