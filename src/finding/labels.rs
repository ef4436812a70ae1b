//! What explains a finding to a reader: labels and a short cause, made from its occurrences when it is shown.

use super::{Cause, CauseKind, Finding, Occurrence, Relation};
use crate::source::Span;

/// Another place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    pub span: Span,
    pub message: String,
    pub kind: LabelKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LabelKind {
    /// Named by the rule, or a definition behind the value.
    Place,
    Call,
}

/// The place that brings a finding about, where that is not the finding's own file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Elsewhere {
    /// What is written there: `module.kms`, `var.days`.
    pub name: String,
    pub span: Span,
    /// The argument of the call that decides the value, or the place itself.
    pub argument: Span,
    /// In how many other ways the finding comes about.
    pub others: usize,
}

impl Finding {
    /// Every place that explains the finding: what the rule names, then the definitions behind the value, then the calls
    /// of the module; those of occurrences that nobody has accepted, unless all are.
    pub(crate) fn labels(&self) -> Vec<Label> {
        let mut labels = Vec::new();
        let mut add = |span, message, kind| {
            let label = Label { span, message, kind };
            if !labels.contains(&label) {
                labels.push(label);
            }
        };
        for cause in self.shown_occurrences().flat_map(|occurrence| &occurrence.causes) {
            if let Some(message) = cause.message() {
                add(cause.span, message, LabelKind::Place);
            }
        }
        for call in self.shown_occurrences().flat_map(|occurrence| occurrence.calls.iter()) {
            add(call.header, format!("`{}` calls the module here", call.name), LabelKind::Call);
        }
        labels
    }

    /// The call, or else the definition, that brings the finding about from another file.
    pub(crate) fn elsewhere(&self) -> Option<Elsewhere> {
        let mut found = self.shown_occurrences().filter_map(|occurrence| self.cause_elsewhere(occurrence));
        let (name, span, argument) = found.next()?;
        Some(Elsewhere { name, span, argument, others: found.filter(|(_, other, _)| *other != span).count() })
    }

    /// A call or a definition in another file: its name, its place, and the argument of the call.
    fn cause_elsewhere(&self, occurrence: &Occurrence) -> Option<(String, Span, Span)> {
        let is_elsewhere = |span: Span| span.file != self.span.file && !span.file.is_outside();
        let calls = || occurrence.calls.iter().filter(|call| is_elsewhere(call.header));
        // Of several calls inside one another the outermost one whose argument decides the value.
        let argument =
            |block: Span| occurrence.causes.iter().map(|cause| cause.span).find(|span| block.contains(*span));
        let call = calls().rfind(|call| argument(call.block).is_some()).or_else(|| calls().next());
        let definition = || {
            occurrence.causes.iter().find_map(|cause| match &cause.kind {
                CauseKind::Definition { name, relation: Relation::Sets } if is_elsewhere(cause.span) => {
                    Some((name.to_string(), cause.span, cause.span))
                }
                _ => None,
            })
        };
        call.map(|call| (call.name.to_string(), call.header, argument(call.block).unwrap_or(call.header)))
            .or_else(definition)
    }

    /// Of a finding that is accepted in some ways only the others are of interest.
    fn shown_occurrences(&self) -> impl Iterator<Item = &Occurrence> {
        let shows_all = self.is_suppressed();
        self.occurrences.iter().filter(move |occurrence| shows_all || occurrence.suppressed.is_none())
    }
}

impl Cause {
    /// What is said of the place; nothing where it only decides that there is such a resource.
    fn message(&self) -> Option<String> {
        match &self.kind {
            CauseKind::Related(message) => Some(message.clone()),
            CauseKind::Definition { name, relation } => Some(match relation {
                Relation::Sets => format!("{} is set here", quoted(name)),
                Relation::Uses => format!("{} is used here", quoted(name)),
                Relation::Awaits => format!("{} is declared here, without a value", quoted(name)),
            }),
            CauseKind::Existence => None,
        }
    }
}

/// A name in backticks; `parameter Quota` says itself that it is one.
fn quoted(name: &str) -> String {
    if name.contains(' ') { name.to_owned() } else { format!("`{name}`") }
}
