//! Finds the configuration of a folder and puts the command line over it.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::config::settings::names_rule;
use crate::config::{Assignment, Settings, reader};
use crate::date::Date;
use crate::finding::{Draft, Finding, Occurrence, Severity};
use crate::source::{FileId, ReadError, Sources, Span};
use crate::spelling::nearest;

/// The names under which a configuration is found.
pub(crate) const FILE_NAMES: [&str; 2] = [".kmslint.yaml", ".kmslint.yml"];

/// What the command line says. It goes before every configuration.
#[derive(Clone, Debug)]
pub(crate) struct Overrides {
    /// The configuration to use for every folder, instead of the nearest.
    pub config_file: Option<PathBuf>,
    /// Whether configurations are looked for at all.
    pub reads_configuration: bool,
    pub select: Vec<String>,
    pub ignore: Vec<String>,
    /// `Some(None)` is never.
    pub fail_on: Option<Option<Severity>>,
    pub min_severity: Option<Severity>,
    /// Values of input variables; later ones win.
    pub assignments: Vec<Assignment>,
    /// The values of `TF_VAR_NAME` by `NAME`.
    pub environment: BTreeMap<String, String>,
    pub scenario: Option<String>,
    pub jobs: Option<usize>,
    pub prefilter: bool,
    pub honours_ignores: bool,
    pub today: Option<Date>,
    pub instances: Vec<PathBuf>,
    /// What the configuration excludes, accepts or switches off is checked all the same: the cases of rules are.
    pub is_for_cases: bool,
}

impl Default for Overrides {
    fn default() -> Self {
        Self {
            config_file: None,
            reads_configuration: true,
            select: Vec::new(),
            ignore: Vec::new(),
            fail_on: None,
            min_severity: None,
            assignments: Vec::new(),
            environment: BTreeMap::new(),
            scenario: None,
            jobs: None,
            prefilter: true,
            honours_ignores: true,
            today: None,
            instances: Vec::new(),
            is_for_cases: false,
        }
    }
}

/// The names that a configuration may use.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    /// The options of each rule, by its name.
    pub rules: BTreeMap<String, Vec<String>>,
    /// What a document can be: `alibaba/UpdateKmsInstanceBindVpc`.
    pub documents: Vec<String>,
}

impl Vocabulary {
    /// Whether there is a rule that a name on the command line means.
    pub(crate) fn knows_pattern(&self, pattern: &str) -> bool {
        self.rules.keys().any(|rule| names_rule(pattern, rule))
    }

    /// Whether there is a rule of that name.
    pub(crate) fn knows_rule(&self, name: &str) -> bool {
        self.rules.contains_key(name)
    }

    /// The rule whose name is nearest to what was written, if one is near.
    pub(crate) fn nearest_rule(&self, written: &str) -> Option<&str> {
        nearest(written, self.rules.keys().map(String::as_str))
    }
}

/// A configuration that cannot be used.
#[derive(Clone, Debug, thiserror::Error)]
pub(crate) enum ConfigError {
    /// What is wrong in the file, each at its place.
    #[error("the configuration has mistakes")]
    Mistakes(Vec<Finding>),
    #[error("{path}: {error}")]
    Unreadable { path: String, error: ReadError },
    /// The command line names a scenario that no configuration has.
    #[error("there is no scenario called `{name}`; {}", scenarios_of(known, file.as_deref()))]
    UnknownScenario { name: String, known: Vec<String>, file: Option<String> },
}

fn scenarios_of(known: &[String], file: Option<&str>) -> String {
    match (file, known) {
        (None, _) => "there is no configuration".to_owned(),
        (Some(file), []) => format!("{file} has none"),
        (Some(file), known) => format!("{file} has `{}`", known.join("`, `")),
    }
}

impl ConfigError {
    /// The mistakes with their places; none where the file could not be read at all.
    pub(crate) fn mistakes(&self) -> &[Finding] {
        match self {
            Self::Mistakes(mistakes) => mistakes,
            Self::Unreadable { .. } | Self::UnknownScenario { .. } => &[],
        }
    }
}

/// Settings, or why there are none, for all who ask for the same file.
type Shared = Result<Arc<Settings>, Arc<ConfigError>>;

/// The settings of every folder of a run, each read once.
#[derive(Debug)]
pub(crate) struct Configurations {
    overrides: Overrides,
    vocabulary: Arc<Vocabulary>,
    by_file: Mutex<HashMap<Option<PathBuf>, Shared>>,
    by_folder: Mutex<HashMap<PathBuf, Option<PathBuf>>>,
}

impl Configurations {
    pub(crate) fn new(overrides: Overrides, vocabulary: Vocabulary) -> Self {
        Self { overrides, vocabulary: Arc::new(vocabulary), by_file: Mutex::default(), by_folder: Mutex::default() }
    }

    /// The names that configurations and suppressions may use.
    pub(crate) fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The settings for the files of `folder`: the command line over the nearest configuration, found upwards.
    pub(crate) fn for_folder(&self, sources: &Sources, folder: &Path) -> Shared {
        let file = match &self.overrides.config_file {
            Some(file) => Some(sources.absolute(file)),
            None if self.overrides.reads_configuration => self.nearest(sources, &sources.absolute(folder)),
            None => None,
        };
        let mut by_file = self.by_file.lock().unwrap_or_else(PoisonError::into_inner);
        let read = || self.read(sources, file.as_deref()).map(Arc::new).map_err(Arc::new);
        by_file.entry(file.clone()).or_insert_with(read).clone()
    }

    fn nearest(&self, sources: &Sources, folder: &Path) -> Option<PathBuf> {
        let mut by_folder = self.by_folder.lock().unwrap_or_else(PoisonError::into_inner);
        let mut passed = Vec::new();
        let mut found = None;
        for above in folder.ancestors() {
            if let Some(known) = by_folder.get(above) {
                found = known.clone();
                break;
            }
            passed.push(above.to_owned());
            found = FILE_NAMES.iter().map(|name| above.join(name)).find(|path| sources.is_there(path));
            if found.is_some() {
                break;
            }
        }
        by_folder.extend(passed.into_iter().map(|folder| (folder, found.clone())));
        found
    }

    fn read(&self, sources: &Sources, file: Option<&Path>) -> Result<Settings, ConfigError> {
        let mut settings = Settings { vocabulary: Arc::clone(&self.vocabulary), ..Settings::default() };
        if let Some(path) = file {
            let unreadable = |error| ConfigError::Unreadable { path: sources.display(path), error };
            // One that lies above the project is the user's own, as one is that was named.
            let is_trusted =
                self.overrides.config_file.is_some() || path.parent().is_some_and(|folder| sources.is_outside(folder));
            if is_trusted {
                sources.admit(path);
            }
            let file = sources.load(path).map_err(unreadable)?;
            if let Some(mistake) = self.second_configuration(sources, path) {
                return Err(ConfigError::Mistakes(vec![mistake]));
            }
            settings = reader::read(&file, sources, &self.vocabulary, is_trusted).map_err(ConfigError::Mistakes)?;
            settings.config_file = Some(path.to_owned());
        }
        self.apply_overrides(sources, &mut settings);
        Ok(settings)
    }

    /// Refuses a scenario of the command line that none of the settings of a run has.
    pub(crate) fn check_scenario<'a>(
        &self,
        sources: &Sources,
        used: impl Iterator<Item = &'a Settings> + Clone,
    ) -> Result<(), ConfigError> {
        let Some(name) = &self.overrides.scenario else { return Ok(()) };
        if used.clone().any(|settings| settings.terraform.scenarios.contains_key(name)) {
            return Ok(());
        }
        let mut others = used.filter(|settings| settings.config_file.is_some());
        let has_some = |settings: &&Settings| !settings.terraform.scenarios.is_empty();
        let shown = others.clone().find(has_some).or_else(|| others.next());
        Err(ConfigError::UnknownScenario {
            name: name.clone(),
            known: shown.into_iter().flat_map(|settings| settings.terraform.scenarios.keys().cloned()).collect(),
            file: shown.and_then(|settings| settings.config_file.as_deref()).map(|path| sources.display(path)),
        })
    }

    /// What is wrong where a folder has a configuration under both names, of which only one could count.
    fn second_configuration(&self, sources: &Sources, path: &Path) -> Option<Finding> {
        let [first, second] = FILE_NAMES;
        let other = path.with_file_name(second);
        let is_found = self.overrides.config_file.is_none() && path.file_name().is_some_and(|name| name == first);
        if !is_found || !sources.is_file(&other) {
            return None;
        }
        let place = sources.load(&other).map_or(Span::new(FileId::DETACHED, 0, 0), |file| Span::new(file.id(), 0, 0));
        let draft =
            Draft::new(place, format!("there is a `{first}` in the same folder, and only one of them can count"));
        let help = format!("move its settings to `{first}`, and remove `{second}`");
        Some(draft.with_help(help).stamped("configuration", Severity::Error, Occurrence::default()))
    }

    fn apply_overrides(&self, sources: &Sources, settings: &mut Settings) {
        let overrides = self.overrides.clone();
        settings.select = overrides.select;
        settings.ignore = overrides.ignore;
        settings.fail_on = overrides.fail_on.unwrap_or(settings.fail_on);
        settings.min_severity = overrides.min_severity.unwrap_or(settings.min_severity);
        let absolute = |assignment| match assignment {
            Assignment::File(path) => {
                sources.admit(&path);
                Assignment::File(sources.absolute(&path))
            }
            variable @ Assignment::Variable { .. } => variable,
        };
        settings.terraform.assignments = overrides.assignments.into_iter().map(absolute).collect();
        settings.terraform.environment = overrides.environment;
        settings.terraform.scenario = overrides.scenario;
        settings.jobs = overrides.jobs;
        settings.prefilter = overrides.prefilter;
        settings.honours_ignores = overrides.honours_ignores;
        settings.today = overrides.today;
        if overrides.is_for_cases {
            settings.exclude.clear();
            settings.suppressions.clear();
            settings.severities.clear();
        }
        overrides.instances.iter().for_each(|path| sources.admit(path));
        settings.instances = overrides.instances.iter().map(|path| sources.absolute(path)).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config_file(sources: &Sources, folder: &str) -> Option<PathBuf> {
        let configurations = Configurations::new(Overrides::default(), Vocabulary::default());
        configurations.for_folder(sources, Path::new(folder)).unwrap().config_file.clone()
    }

    #[test]
    fn the_nearest_configuration_counts() {
        let sources = Sources::new("/nowhere");
        sources.add(".kmslint.yaml", "");
        sources.add("a/b/.kmslint.yml", "");
        assert_eq!(config_file(&sources, "a"), Some(PathBuf::from("/nowhere/.kmslint.yaml")));
        assert_eq!(config_file(&sources, "a/b/c"), Some(PathBuf::from("/nowhere/a/b/.kmslint.yml")));
    }

    #[test]
    fn a_scenario_that_is_named_must_be_there() {
        let sources = Sources::new("/nowhere");
        sources.add(".kmslint.yaml", "terraform: { scenarios: { dev: , prod: } }");
        let scenario = |name: &str| {
            let overrides = Overrides { scenario: Some(name.to_owned()), ..Overrides::default() };
            let configurations = Configurations::new(overrides, Vocabulary::default());
            let settings = configurations.for_folder(&sources, Path::new("")).unwrap();
            configurations.check_scenario(&sources, std::iter::once(&*settings))
        };
        assert!(scenario("prod").is_ok());
        let error = scenario("test").unwrap_err().to_string();
        assert_eq!(error, "there is no scenario called `test`; .kmslint.yaml has `dev`, `prod`");
    }

    #[test]
    fn a_named_configuration_replaces_the_nearest() {
        let sources = Sources::new("/nowhere");
        sources.add(".kmslint.yaml", "");
        sources.add("ci/strict.yaml", "");
        let overrides = Overrides { config_file: Some("ci/strict.yaml".into()), ..Overrides::default() };
        let configurations = Configurations::new(overrides, Vocabulary::default());
        let settings = configurations.for_folder(&sources, Path::new("a")).unwrap();
        assert_eq!(settings.config_file, Some(PathBuf::from("/nowhere/ci/strict.yaml")));
    }

    #[test]
    fn no_configuration_is_read_where_none_is_wanted() {
        let sources = Sources::new("/nowhere");
        sources.add(".kmslint.yaml", "");
        let overrides = Overrides { reads_configuration: false, ..Overrides::default() };
        let configurations = Configurations::new(overrides, Vocabulary::default());
        assert_eq!(configurations.for_folder(&sources, Path::new("")).unwrap().config_file, None);
    }

    #[test]
    fn a_named_configuration_that_is_missing_is_an_error() {
        let sources = Sources::new("/nowhere");
        let overrides = Overrides { config_file: Some("none.yaml".into()), ..Overrides::default() };
        let configurations = Configurations::new(overrides, Vocabulary::default());
        let error = configurations.for_folder(&sources, Path::new("")).unwrap_err();
        assert_eq!(error.to_string(), "none.yaml: no such file");
    }
}
