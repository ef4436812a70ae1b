//! What a run is set to: the command line over the nearest `.kmslint.yaml`.

mod configurations;
mod glob;
mod reader;
mod settings;
mod value;

pub(crate) use configurations::{ConfigError, Configurations, FILE_NAMES, Overrides, Vocabulary};
pub(crate) use glob::Glob;
/// What the schema is written from, and compared with.
#[cfg(test)]
pub(crate) use reader::{DOCUMENT_KEYS, FAIL_ON, KEYS, SCENARIO_KEYS, SEVERITIES, SUPPRESSION_KEYS, TERRAFORM_KEYS};
pub(crate) use settings::{Assignment, ConfiguredSuppression, DocumentKind, Scenario, ScenarioVariable, Settings};
