//! What a run is set to: the command line over the nearest `.kmslint.yaml`.

mod configurations;
mod glob;
mod settings;

pub use configurations::{ConfigError, Configurations, FILE_NAMES, Overrides, Vocabulary, is_date, nearest};
pub use glob::{Glob, GlobError};
pub use settings::{ConfiguredSuppression, DocumentKind, Scenario, Settings, TerraformSettings};
