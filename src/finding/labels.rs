//! What explains a finding to a reader: labels and a short cause, made from its occurrences when it is shown.

use std::sync::Arc;

use super::{Cause, CauseKind, Definition, Finding, Occurrence, Relation};
use crate::source::Span;
use crate::source::visible::in_one_line;

/// Another place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    pub span: Span,
    pub message: String,
    pub kind: LabelKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LabelKind {
    /// A place that the rule speaks of.
    Place,
    /// A definition behind a value.
    Definition(Definition),
    /// A call of the module, by its name.
    Call(Arc<str>),
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
        let mut labels: Vec<Label> = Vec::new();
        let mut add = |label: Label| {
            if !labels.iter().any(|known| known.is_same_place(&label)) {
                labels.push(label);
            }
        };
        for cause in self.shown_occurrences().flat_map(|occurrence| &occurrence.causes) {
            if let Some(message) = cause.message() {
                let kind = match &cause.kind {
                    CauseKind::Definition(definition) => LabelKind::Definition(definition.clone()),
                    CauseKind::Related(_) | CauseKind::Existence => LabelKind::Place,
                };
                add(Label { span: cause.span, message: in_one_line(&message).into_owned(), kind });
            }
        }
        for call in self.shown_occurrences().flat_map(|occurrence| occurrence.calls.iter()) {
            let message = format!("`{}` calls the module here", in_one_line(&call.name));
            add(Label { span: call.header, message, kind: LabelKind::Call(call.name.clone()) });
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
        // Of several calls inside one another the outermost one whose argument decides the value. Where none does, the
        // outermost of all: what its module is given without an argument, such as a provider, comes by it.
        let argument =
            |block: Span| occurrence.causes.iter().map(|cause| cause.span).find(|span| block.contains(*span));
        let call = calls().rfind(|call| argument(call.block).is_some()).or_else(|| calls().next_back());
        let definition = || {
            occurrence.causes.iter().find_map(|cause| match &cause.kind {
                CauseKind::Definition(Definition { name, relation: Relation::Sets, .. })
                    if is_elsewhere(cause.span) =>
                {
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

impl Label {
    /// Whether both say the same of one place, whatever a definition gives.
    fn is_same_place(&self, other: &Self) -> bool {
        match (&self.kind, &other.kind) {
            (LabelKind::Definition(one), LabelKind::Definition(another)) => {
                self.span == other.span && one.name == another.name && one.relation == another.relation
            }
            _ => self == other,
        }
    }
}

impl Cause {
    /// What is said of the place; nothing where it only decides that there is such a resource.
    fn message(&self) -> Option<String> {
        match &self.kind {
            CauseKind::Related(message) => Some(message.clone()),
            CauseKind::Definition(definition) => Some(definition.sentence("here")),
            CauseKind::Existence => None,
        }
    }
}

impl Definition {
    /// What it has to do with the value: `` `var.quota` is set here ``, or at a place that `at` names.
    pub(crate) fn sentence(&self, at: &str) -> String {
        let name = quoted(&self.name);
        match self.relation {
            Relation::Sets => format!("{name} is set {at}"),
            Relation::Uses => format!("{name} is used {at}"),
            Relation::Awaits => format!("{name} is declared {at}, without a value"),
        }
    }

    /// What the reader finds at the definition, in backticks.
    pub(crate) fn shown(&self) -> String {
        quoted(self.written.as_ref().unwrap_or(&self.name))
    }
}

/// A name in backticks; `parameter Quota` says itself that it is one.
fn quoted(name: &str) -> String {
    let name = &*in_one_line(name);
    if name.contains(' ') { name.to_owned() } else { format!("`{name}`") }
}
