//! The words that options choose between.

use std::str::FromStr;

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::cli::options::ReportFile;
use crate::cli::terminal::Colour;
use crate::finding::Severity;
use crate::map::MapFormat;
use crate::report::{Format, ListFormat};

/// The lowest severity that fails the run, which may be none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    /// The severity; none where nothing fails the run.
    pub(in crate::cli) fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Never => None,
        }
    }
}

impl FromStr for ReportFile {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (format, path) = text.split_once('=').ok_or("it is written as a format and a file: sarif=kmslint.sarif")?;
        if path.is_empty() {
            return Err(format!("the file is missing after `{format}=`"));
        }
        let format = Format::from_str(format, false).map_err(|_| {
            let names = Format::value_variants().iter().filter_map(Format::to_possible_value);
            let names: Vec<String> = names.map(|value| value.get_name().to_owned()).collect();
            format!("`{format}` is not a format: write {}", names.join(", "))
        })?;
        Ok(Self { path: path.into(), format })
    }
}

impl ValueEnum for Severity {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Error, Self::Warning, Self::Info]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Human => PossibleValue::new("human").help("With the source around each finding"),
            Self::Concise => PossibleValue::new("concise").help("One line for each finding"),
            Self::Json => PossibleValue::new("json").help("One stable JSON object"),
            Self::Sarif => PossibleValue::new("sarif").help("SARIF 2.1.0, for code scanning"),
            Self::Github => PossibleValue::new("github").help("Annotations for GitHub Actions"),
            Self::Gitlab => PossibleValue::new("gitlab").help("A Code Quality report for GitLab"),
            Self::Junit => PossibleValue::new("junit").help("JUnit XML, for build servers"),
            Self::Rdjson => PossibleValue::new("rdjson").help("Reviewdog's diagnostics"),
            Self::Markdown => PossibleValue::new("markdown").help("A summary for the page of a job"),
        })
    }
}

impl ValueEnum for ListFormat {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Human, Self::Json]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Human => "human",
            Self::Json => "json",
        }))
    }
}

impl ValueEnum for MapFormat {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Mermaid, Self::Svg, Self::Html, Self::Json]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Mermaid => PossibleValue::new("mermaid").help("A flowchart for Markdown on GitHub and GitLab"),
            Self::Svg => PossibleValue::new("svg").help("A picture, in light and dark"),
            Self::Html => PossibleValue::new("html").help("A page with search and details, in one file"),
            Self::Json => PossibleValue::new("json").help("One stable JSON object"),
        })
    }
}

impl ValueEnum for Colour {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Auto, Self::Always, Self::Never]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        }))
    }
}
