//! The steps of a check one by one, so that a benchmark can measure each by itself.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::config::{Configurations, Overrides};
use crate::linter::{self, Outcome};
use crate::report::human::Style;
use crate::report::{Format, Report, Summary};
use crate::resource::Resource;
use crate::rules;
use crate::source::Sources;
use crate::surface::{self, Parsed};
use crate::tables::Tables;
use crate::terraform::{Evaluation, Inputs, Modules};

/// A Terraform module of one file in a folder that is nowhere.
#[derive(Debug)]
pub struct Phases {
    sources: Sources,
    folder: PathBuf,
    configurations: Configurations,
}

/// A module with its values.
#[derive(Debug)]
pub struct Evaluated(Evaluation);

/// A module's resources as rules see them.
#[derive(Debug)]
pub struct Lifted(Vec<Resource>);

/// What a check found.
#[derive(Debug)]
pub struct Checked(Outcome);

impl Phases {
    pub fn new(module: &str) -> Self {
        let folder = PathBuf::from("/nowhere/kms");
        let mut sources = Sources::new(&folder);
        sources.set_overlay(Path::new("main.tf"), module);
        let overrides = Overrides { jobs: Some(1), ..Overrides::default() };
        Self { sources, folder, configurations: Configurations::new(overrides, linter::vocabulary()) }
    }

    /// How many resources and data sources are declared.
    pub fn parse(&self) -> usize {
        Modules::new(&self.sources).load(&self.folder).resources.len()
    }

    /// Parses and evaluates.
    pub fn evaluate(&self) -> Evaluated {
        Evaluated(Modules::new(&self.sources).evaluate_root(&self.folder, &Inputs::default()))
    }

    pub fn lift(&self, evaluated: &Evaluated) -> Lifted {
        Lifted(surface::lift(Parsed::Module(&evaluated.0), None, Tables::built_in()).resources)
    }

    /// How many findings the rules have.
    pub fn rules(&self, lifted: Lifted) -> usize {
        let settings = self.configurations.for_folder(&self.sources, &self.folder);
        settings.map_or(0, |settings| linter::check_resources(lifted.0, &settings).len())
    }

    /// Everything from the text to the findings in their order.
    ///
    /// # Panics
    ///
    /// When the module cannot be checked at all.
    pub fn check(&self) -> Checked {
        let outcome = linter::lint(&[PathBuf::from("main.tf")], &self.sources, &self.configurations);
        Checked(outcome.unwrap_or_else(|error| panic!("{error}")))
    }

    /// The report for people.
    pub fn render(&self, checked: &Checked) -> String {
        let Checked(outcome) = checked;
        let report = Report {
            sources: &self.sources,
            findings: &outcome.findings,
            suppressed: &[],
            undecided: &[],
            summary: Summary::new(outcome.files, &outcome.findings, 0, 0),
            rules: rules::ALL,
            repository: &self.folder,
            outside: &BTreeSet::new(),
        };
        let mut out = Vec::new();
        let style = Style { has_colour: true, has_links: false, is_unicode: true, width: 100 };
        let written = Format::Human.write(&report, style, &mut out);
        written.map(|()| String::from_utf8_lossy(&out).into_owned()).unwrap_or_default()
    }
}
