//! What a run reports.

pub mod fingerprint;

use serde::{Deserialize, Serialize};

use crate::source::Span;

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

/// One problem at one place.
#[derive(Clone, Debug)]
pub struct Finding {
    pub rule: Box<str>,
    pub severity: Severity,
    /// What is wrong here: lower case, no full stop, with the value and the limit.
    pub message: String,
    pub span: Span,
    /// What the primary span is, in a few words, where the message does not say it.
    pub label: Option<String>,
    pub labels: Vec<Label>,
    /// What to do, imperative.
    pub help: Option<String>,
    pub fix: Option<Fix>,
    /// The resource's address, where it has one.
    pub address: Option<String>,
    /// The field's canonical name and the value, which identify the finding when lines move.
    pub subject: Option<String>,
}

/// A finding that its author has accepted.
#[derive(Clone, Debug)]
pub struct Suppressed {
    pub finding: Finding,
    pub reason: String,
    pub by: SuppressedBy,
    /// The comment's name of the rule, or the entry of the configuration.
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuppressedBy {
    /// A comment beside the finding, or beside the call of its module.
    Comment,
    Configuration,
}

/// Another place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub span: Span,
    pub message: String,
}

/// A change of text that removes the finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub applicability: Applicability,
    /// What the change does, imperative: `rename to RegionId`.
    pub description: String,
    pub edits: Vec<Edit>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// Same meaning, or certainly what is meant.
    Safe,
    /// Likely what is meant; made only on request.
    Unsafe,
}

/// Replaces the bytes under `span`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub span: Span,
    pub text: String,
    /// What stands under the span, quotes around it aside. A fix is not offered where the file reads otherwise: a
    /// value that was computed has the place of the expression that computes it, which must not be written over.
    pub replaces: Option<Box<str>>,
}

impl Edit {
    /// An edit of a place that is known to stand in the file letter for letter.
    pub fn new(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into(), replaces: None }
    }

    /// An edit that is right only where `replaces` stands under `span`, with or without quotes around it.
    pub fn over(span: Span, replaces: &str, text: impl Into<String>) -> Self {
        Self { replaces: Some(replaces.into()), ..Self::new(span, text) }
    }

    /// Whether `written`, what the file holds under the span, is what the edit replaces.
    pub fn fits(&self, written: &str) -> bool {
        let Some(replaces) = self.replaces.as_deref() else { return true };
        let bare = written.trim_start_matches("%22").trim_end_matches("%22").trim_matches(['"', '\'', '\\']);
        bare == replaces || written == replaces
    }
}

impl Fix {
    pub fn safe(description: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { applicability: Applicability::Safe, description: description.into(), edits }
    }

    pub fn unsafe_(description: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { applicability: Applicability::Unsafe, description: description.into(), edits }
    }
}

impl Finding {
    /// A finding without rule and severity, which the rule's context fills in.
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        Self {
            rule: "".into(),
            severity: Severity::Error,
            message: message.into(),
            span,
            label: None,
            labels: Vec::new(),
            help: None,
            fix: None,
            address: None,
            subject: None,
        }
    }

    #[must_use]
    pub fn with_label(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label { span, message: message.into() });
        self
    }

    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    #[must_use]
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }
}
