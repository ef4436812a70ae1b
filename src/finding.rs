//! What a run reports.
//!
//! A rule writes a [`Draft`]; stamped with the rule's name, a severity and the [`Occurrence`] in which it arose it is a
//! [`Finding`]. The ways in which one fault comes about are occurrences of one finding. Whatever is to be found out
//! about a finding is found out from these, never from a message.

pub(crate) mod fingerprint;
mod help;
mod labels;
mod merge;
mod occurrence;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub(crate) use help::Help;
pub(crate) use labels::{Elsewhere, Label, LabelKind};
pub(crate) use merge::{merged, of_chains};
pub(crate) use occurrence::{Cause, CauseKind, Definition, Occurrence, Relation, SuppressedBy, Suppression};

use crate::resource::Address;
use crate::source::visible::in_one_line;
use crate::source::{Sources, Span};
use crate::value::Value;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Likely wrong, or without effect.
    Warning,
    /// Certainly refused, or certainly not what its author means.
    Error,
}

impl Severity {
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One problem at one place, however many ways lead to it.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    pub rule: Arc<str>,
    pub severity: Severity,
    /// What is wrong here: lower case, no full stop, with the value and the limit.
    pub message: String,
    pub span: Span,
    /// What the primary span is, in a few words, where the message does not say it.
    pub label: Option<String>,
    /// What to do, imperative.
    pub help: Option<Help>,
    pub fix: Option<Fix>,
    pub identity: Identity,
    /// The address of the first instance that shows it, where the resource has one.
    pub address: Option<Address>,
    /// Every way in which the finding comes about; never empty, never cut.
    pub occurrences: Vec<Occurrence>,
}

/// A finding as a rule writes it: what is wrong and where, but neither under which name nor in which module.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub span: Span,
    pub message: String,
    pub label: Option<String>,
    pub help: Option<Help>,
    pub fix: Option<Fix>,
    pub causes: Vec<Cause>,
    pub identity: Identity,
    /// Whether it is about a value that is not to be shown.
    pub is_on_secret: bool,
}

/// What tells a finding from the others of its rule on one resource, wherever its lines move.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Identity {
    /// The field with the blocks around it, by the table's names; none where the text under the finding has to do.
    field: Option<Box<str>>,
    /// The value as far as it may be shown.
    value: Option<Box<str>>,
}

impl Identity {
    /// A finding on a field, whatever its value is.
    pub(crate) fn of_field(path: impl Into<Box<str>>) -> Self {
        Self { field: Some(path.into()), value: None }
    }

    /// The same with another text for the value.
    #[must_use]
    pub(crate) fn with_words(self, change: impl Fn(String) -> String) -> Self {
        Self { value: self.value.map(|value| change(value.into()).into()), ..self }
    }

    /// A finding on this value of the field.
    #[must_use]
    pub(crate) fn with_value(self, value: impl Into<Box<str>>) -> Self {
        Self { value: Some(value.into()), ..self }
    }
}

/// A change of text that removes the finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fix {
    pub applicability: Applicability,
    /// What the change does, imperative: `rename to RegionId`.
    pub description: String,
    pub edits: Vec<Edit>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Applicability {
    /// Same meaning, or certainly what is meant.
    Safe,
    /// Likely what is meant; made only on request.
    Unsafe,
}

/// Replaces the bytes under `span`, and no others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Edit {
    pub span: Span,
    pub text: String,
    /// What is taken out, where the span does not yet say all that goes with it: only the file's text can tell, and the
    /// engine asks it before anything reads the fix.
    pub removes: Option<Removed>,
    /// What stands under the span, quotes around it aside. A fix is not offered where the file reads otherwise: a
    /// value that was computed has the place of the expression that computes it, which must not be written over.
    pub replaces: Option<Box<str>>,
}

/// What an edit takes out of its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Removed {
    /// An argument, whose name is under the span.
    Argument,
    Comment,
}

impl Edit {
    /// An edit of a place that is known to stand in the file letter for letter.
    pub(crate) fn new(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into(), removes: None, replaces: None }
    }

    /// Takes an argument of HCL out, whatever its value is, with its lines where nothing else stands on them.
    pub(crate) fn removal_of_argument(name: Span) -> Self {
        Self { removes: Some(Removed::Argument), ..Self::new(name, "") }
    }

    /// Takes a comment out, with its line where nothing else stands there.
    pub(crate) fn removal_of_comment(comment: Span) -> Self {
        Self { removes: Some(Removed::Comment), ..Self::new(comment, "") }
    }

    /// An edit that is right only where `replaces` stands under `span`, with or without quotes around it.
    pub(crate) fn over(span: Span, replaces: &str, text: impl Into<String>) -> Self {
        Self { replaces: Some(replaces.into()), ..Self::new(span, text) }
    }

    /// Whether it writes nothing that is made of what it replaces: it only adds, only takes out, or puts a sign there.
    fn writes_no_more(&self) -> bool {
        self.span.is_empty() || self.text.len() <= 1
    }

    /// Whether `written`, what the file holds under the span, is what the edit replaces.
    pub(crate) fn fits(&self, written: &str) -> bool {
        let Some(replaces) = self.replaces.as_deref() else { return true };
        let bare = written.trim_start_matches("%22").trim_end_matches("%22").trim_matches(['"', '\'', '\\']);
        bare == replaces || written == replaces
    }
}

impl Fix {
    pub(crate) fn safe(description: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { applicability: Applicability::Safe, description: description.into(), edits }
    }

    pub(crate) fn unsafe_(description: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { applicability: Applicability::Unsafe, description: description.into(), edits }
    }
}

impl Draft {
    pub(crate) fn new(span: Span, message: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
            label: None,
            help: None,
            fix: None,
            causes: Vec::new(),
            identity: Identity::default(),
            is_on_secret: false,
        }
    }

    /// Names another place that the finding is about.
    #[must_use]
    pub(crate) fn with_label(mut self, span: Span, message: impl Into<String>) -> Self {
        self.causes.push(Cause { span, kind: CauseKind::Related(message.into()) });
        self
    }

    /// Adds every definition that decided a value.
    #[must_use]
    pub(crate) fn because(mut self, value: &Value) -> Self {
        for cause in Cause::definitions_of(value) {
            self.add(cause);
        }
        self
    }

    /// Adds every definition that decided the value under the finding's own span. Those that it passed through
    /// unchanged give it, so that the place may say what the value is: `shown`, where it may be shown at all.
    #[must_use]
    pub(crate) fn on(mut self, value: &Value, shown: Option<&str>) -> Self {
        for cause in Cause::definitions_behind(value, shown) {
            self.add(cause);
        }
        self
    }

    fn add(&mut self, cause: Cause) {
        match self.causes.iter_mut().find(|known| known.is_same_place(&cause)) {
            Some(known) => known.learn(cause),
            None => self.causes.push(cause),
        }
    }

    #[must_use]
    pub(crate) fn with_help(mut self, help: impl Into<Help>) -> Self {
        self.help = Some(help.into());
        self
    }

    #[must_use]
    pub(crate) fn with_fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// The same, with nothing in its texts that is an order to who shows them. Each but the advice is one line.
    fn visible(self) -> Self {
        let line = |text: String| in_one_line(&text).into_owned();
        // What a fix writes stands in reports, and a secret must not be written out where it was computed.
        let fix = self.fix.filter(|fix| !self.is_on_secret || fix.edits.iter().all(Edit::writes_no_more));
        let fix = fix.map(|fix| Fix { description: line(fix.description), ..fix });
        let help = self.help.map(Help::visible);
        Self { message: line(self.message), label: self.label.map(line), help, fix, ..self }
    }

    /// The finding that this is under a rule's name, as it comes about in `occurrence`. Nothing else gives a finding its
    /// rule and severity.
    pub(crate) fn stamped(self, rule: impl Into<Arc<str>>, severity: Severity, mut occurrence: Occurrence) -> Finding {
        let Self { span, message, label, help, fix, causes, identity, .. } = self.visible();
        occurrence.causes.splice(0..0, causes);
        let address = occurrence.address.clone();
        let rule = rule.into();
        Finding { rule, severity, message, span, label, help, fix, identity, address, occurrences: vec![occurrence] }
    }
}

impl Finding {
    /// What to do, in words.
    pub(crate) fn help_text(&self, sources: &Sources) -> Option<String> {
        self.help.as_ref().map(|help| help.text(|place| sources.place_in_words(place)))
    }

    /// What to do, without the places at which, which only sources can name.
    #[cfg(test)]
    pub(crate) fn plain_help(&self) -> Option<String> {
        self.help.as_ref().map(Help::without_places)
    }

    /// Whether it was accepted wherever it comes about.
    pub(crate) fn is_suppressed(&self) -> bool {
        self.occurrences.iter().all(|occurrence| occurrence.suppressed.is_some())
    }
}
