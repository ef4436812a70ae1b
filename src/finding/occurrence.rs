//! How a finding comes about: in which root module and scenario, through which calls, and because of what.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use crate::resource::{Address, Call};
use crate::source::Span;
use crate::value::{Origin, Passage, Value};

/// One way in which a finding comes about. Instances of one chain of calls are one occurrence.
#[derive(Clone, Debug, Default)]
pub(crate) struct Occurrence {
    /// The folder of the root module that was evaluated; none for a document.
    pub root: Option<Arc<Path>>,
    /// The scenario of the configuration that gave the input variables, where there are scenarios.
    pub scenario: Option<Arc<str>>,
    /// The calls that lead from the root to the resource, the innermost first.
    pub calls: Arc<[Call]>,
    /// The header of the resource that shows it; none where no resource does.
    pub resource: Option<Span>,
    /// The address of the first instance that shows it.
    pub address: Option<Address>,
    /// The other resources that show it, for whoever has to mark each.
    pub others: BTreeSet<(Option<Span>, Option<Address>)>,
    /// Every other place without which the finding would not be, in the order in which they explain it.
    pub causes: Vec<Cause>,
    /// Who has accepted it, if somebody has.
    pub suppressed: Option<Suppression>,
}

/// A place without which a finding would not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cause {
    pub span: Span,
    pub kind: CauseKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CauseKind {
    /// Another place that the rule speaks of, with what it is: `the alias is given here first`.
    Related(String),
    /// A definition that a value passed through or was computed from.
    Definition(Definition),
    /// A definition that decides whether there is such a resource.
    Existence,
}

/// A definition behind a value, by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Definition {
    /// `var.quota`
    pub name: Arc<str>,
    /// What stands before the value at the definition: `quota`. None where nothing does.
    pub written: Option<Arc<str>>,
    pub relation: Relation,
    /// The value under the finding, where it passed through the definition unchanged and may be shown.
    pub gives: Option<Arc<str>>,
}

/// What a definition has to do with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    /// It gives the value.
    Sets,
    /// It uses the value, and the finding is at the definition.
    Uses,
    /// It declares an input variable that nobody gives a value.
    Awaits,
}

/// An acceptance: by whom, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Suppression {
    pub reason: String,
    pub by: SuppressedBy,
    /// The comment's name of the rule, or the entry of the configuration.
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SuppressedBy {
    /// A comment at the finding, or at a call that leads to it.
    Comment,
    Configuration,
}

impl Cause {
    /// Every definition that decided a value. A variable without a value decides nothing of what is known.
    pub(crate) fn definitions_of(value: &Value) -> Vec<Self> {
        Self::definitions_behind(value, None)
    }

    /// The same, where those that it passed through unchanged give the value that is `shown`.
    pub(super) fn definitions_behind(value: &Value, shown: Option<&str>) -> Vec<Self> {
        let shown: Option<Arc<str>> = shown.map(Into::into);
        let passed: Vec<*const Origin> = value.origins().map(std::ptr::from_ref).collect();
        let is_whole = value.is_unknown();
        let definitions = value.definitions().into_iter();
        let relation_of = |passage| match passage {
            Passage::Use => Some(Relation::Uses),
            Passage::Awaited => is_whole.then_some(Relation::Awaits),
            Passage::Local | Passage::Other => Some(Relation::Sets),
        };
        definitions
            .filter_map(|definition| {
                let relation = relation_of(definition.passage)?;
                let is_passed = relation == Relation::Sets && passed.contains(&std::ptr::from_ref(definition));
                let gives = shown.clone().filter(|_| is_passed);
                let written = definition.written().map(Into::into);
                let kind =
                    CauseKind::Definition(Definition { name: definition.name.clone(), written, relation, gives });
                Some(Self { span: definition.span, kind })
            })
            .collect()
    }

    /// Whether both say the same of one place, however much they know of it.
    pub(super) fn is_same_place(&self, other: &Self) -> bool {
        let is_same_kind = match (&self.kind, &other.kind) {
            (CauseKind::Definition(one), CauseKind::Definition(other)) => {
                one.name == other.name && one.relation == other.relation
            }
            (one, other) => one == other,
        };
        self.span == other.span && is_same_kind
    }

    /// Takes over what `other` knows more of the same place.
    pub(super) fn learn(&mut self, other: Self) {
        if let (CauseKind::Definition(known), CauseKind::Definition(other)) = (&mut self.kind, other.kind) {
            known.gives = known.gives.take().or(other.gives);
        }
    }
}

/// What tells ways in which a finding comes about from each other.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Chain {
    root: Option<Arc<Path>>,
    scenario: Option<Arc<str>>,
    calls: Vec<Span>,
}

impl Occurrence {
    /// What instances of one chain of calls have in common.
    pub(super) fn chain(&self) -> Chain {
        Chain {
            root: self.root.clone(),
            scenario: self.scenario.clone(),
            calls: self.calls.iter().map(|call| call.header).collect(),
        }
    }

    /// Adds another instance of the same chain, with its causes.
    pub(super) fn take(&mut self, other: Self) {
        if (other.resource, &other.address) != (self.resource, &self.address) {
            self.others.insert((other.resource, other.address));
        }
        self.others.extend(other.others);
        for cause in other.causes {
            if !self.causes.contains(&cause) {
                self.causes.push(cause);
            }
        }
    }

    /// The resources that show it, by their headers and, where they have some, their addresses.
    pub(crate) fn resources(&self) -> impl Iterator<Item = (Option<Span>, Option<&Address>)> {
        let others = self.others.iter().map(|(header, address)| (*header, address.as_ref()));
        std::iter::once((self.resource, self.address.as_ref())).chain(others)
    }

    /// Every place without which the finding would not be.
    pub(crate) fn places(&self) -> impl Iterator<Item = Span> {
        self.causes.iter().map(|cause| cause.span).chain(self.calls.iter().map(|call| call.header))
    }
}
