//! What is wrong with a suppression, and how that is said.

use crate::config::Vocabulary;
use crate::date::Date;
use crate::finding::{Draft, Edit, Fix};
use crate::source::Span;

/// A suppression that does not do what its author thinks.
#[derive(Debug)]
pub(crate) struct Problem {
    pub kind: ProblemKind,
    pub draft: Draft,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ProblemKind {
    WithoutReason,
    UnknownRule,
    /// It silences nothing, cannot be understood, or no longer counts.
    Unused,
}

impl Problem {
    pub(super) fn not_understood(comment: Span, message: String) -> Self {
        let draft = Draft::new(comment, message);
        Self::unused(draft.with_help("write `kmslint: ignore[rule, rule]` and the reason, in one comment"))
    }

    pub(super) fn without_reason(comment: Span) -> Self {
        let draft = Draft::new(comment, "the suppression has no reason, so it does not count")
            .with_help("after the bracket, say why the finding is accepted");
        Self { kind: ProblemKind::WithoutReason, draft }
    }

    pub(super) fn unknown_rule(rule: &str, name: Span, vocabulary: &Vocabulary) -> Self {
        let mut draft = Draft::new(name, format!("there is no rule called `{rule}`"));
        if let Some(nearest) = vocabulary.nearest_rule(rule) {
            let edit = Edit::new(name, nearest.to_owned());
            draft = draft
                .with_help(format!("write `{nearest}`"))
                .with_fix(Fix::unsafe_(format!("rename to `{nearest}`"), vec![edit]));
        } else {
            draft = draft.with_help("write a name that `kmslint rules` lists");
        }
        Self { kind: ProblemKind::UnknownRule, draft }
    }

    pub(super) fn expired(rule: &str, day: Date, place: Span) -> Self {
        let draft = Draft::new(place, format!("the suppression of `{rule}` expired on {day}"));
        Self::unused(draft.with_help("resolve the finding, or set a later day"))
    }

    /// A suppression in a comment that silences nothing; `removal` takes it out.
    pub(super) fn unused_comment(rule: &str, name: Span, removal: Fix) -> Self {
        Self::unused(Draft::new(name, nothing(rule)).with_help("remove the suppression").with_fix(removal))
    }

    /// An entry of a configuration that silences nothing in the files that it speaks of.
    pub(super) fn unused_entry(rule: &str, entry: Span) -> Self {
        Self::unused(Draft::new(entry, nothing(rule)).with_help("remove the entry"))
    }

    /// An entry of a configuration that speaks of no file of the run.
    pub(super) fn entry_without_file(rule: &str, entry: Span) -> Self {
        let message = format!("no file that is checked matches the path of this suppression of `{rule}`");
        Self::unused(Draft::new(entry, message).with_help("remove the entry"))
    }

    fn unused(draft: Draft) -> Self {
        Self { kind: ProblemKind::Unused, draft }
    }
}

fn nothing(rule: &str) -> String {
    format!("`{rule}` does not occur here, so nothing is suppressed")
}
