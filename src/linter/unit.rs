//! A unit of work, a Terraform module or a single document, read and lifted into resources.

use std::path::{Path, PathBuf};

use crate::config::Settings;
use crate::discover::{FileKind, kind_of};
use crate::finding::{Finding, Label, Severity};
use crate::resource::Resource;
use crate::source::{FileId, ReadError, SourceFile, Sources, Span};
use crate::surface::{self, NamedKind};
use crate::syntax::{Documents, SyntaxError, json, xml, yaml};
use crate::tables::Tables;

/// What a worker takes: all that is evaluated together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// A Terraform folder that no other folder calls, with all that it calls.
    Module(PathBuf),
    Document {
        path: PathBuf,
        is_named: bool,
    },
}

/// A unit's resources, once for each scenario, and what could not be read.
#[derive(Debug, Default)]
pub(super) struct Lifted {
    pub(super) evaluations: Vec<(Option<String>, Vec<Resource>)>,
    pub(super) problems: Vec<Finding>,
    pub(super) files: Vec<FileId>,
}

impl Unit {
    /// The folder whose configuration counts for the unit.
    pub(super) fn folder(&self) -> &Path {
        match self {
            Self::Module(folder) => folder,
            Self::Document { path, .. } => path.parent().unwrap_or(path),
        }
    }

    pub(super) fn lift(&self, sources: &Sources, tables: &Tables, settings: &Settings) -> Lifted {
        match self {
            Self::Module(_) => Lifted::default(),
            Self::Document { path, is_named } => lift_file(path, *is_named, sources, tables, settings),
        }
    }
}

fn lift_file(path: &Path, is_named: bool, sources: &Sources, tables: &Tables, settings: &Settings) -> Lifted {
    let file = match sources.load(path) {
        Ok(file) => file,
        Err(error) => {
            let is_ours = is_named
                || matches!(&error, ReadError::NotUtf8 { file, .. } if surface::is_recognisable(sources.file(*file).text()));
            let problems = if is_ours { vec![unreadable(path, &error, sources)] } else { Vec::new() };
            return Lifted { problems, ..Lifted::default() };
        }
    };
    let named = settings.document_kind(path).map(|kind| NamedKind(kind.kind.clone()));
    let parsed = match kind_of(path) {
        Some(FileKind::Json) => json::parse(&file),
        Some(FileKind::Yaml) if is_template(&file) && named.is_none() => return Lifted::default(),
        Some(FileKind::Yaml) => yaml::parse(&file),
        Some(FileKind::Xml) => xml::parse(&file),
        _ => Documents::default(),
    };
    let resources: Vec<Resource> =
        parsed.documents.iter().flat_map(|document| surface::lift_document(document, named.as_ref(), tables)).collect();
    let is_ours = !resources.is_empty() || named.is_some() || surface::is_recognisable(file.text());
    let problems = if is_ours { parsed.errors.iter().map(syntax_finding).collect() } else { Vec::new() };
    Lifted { evaluations: vec![(None, resources)], problems, files: vec![file.id()] }
}

/// A Helm chart's template is no YAML before it is filled in.
fn is_template(file: &SourceFile) -> bool {
    file.text().contains("{{")
}

fn syntax_finding(error: &SyntaxError) -> Finding {
    let mut finding = Finding::new(error.span, error.message.clone());
    finding.rule = "syntax-error".into();
    finding.severity = Severity::Error;
    finding.help.clone_from(&error.help);
    finding.labels.extend(error.related.iter().map(|(span, message)| Label { span: *span, message: message.clone() }));
    finding
}

fn unreadable(path: &Path, error: &ReadError, sources: &Sources) -> Finding {
    let (span, message) = match error {
        ReadError::NotUtf8 { file, offset } => {
            (Span::new(*file, *offset as usize, *offset as usize + '\u{FFFD}'.len_utf8()), error.to_string())
        }
        _ => {
            let file = sources.add_unreadable(path);
            (file.span(), format!("the file cannot be read: {error}"))
        }
    };
    let mut finding = Finding::new(span, message);
    finding.rule = "unreadable-file".into();
    finding.severity = Severity::Error;
    finding
}
