//! The settings of one folder, with every path made absolute.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::{Glob, Vocabulary};
use crate::date::Date;
use crate::finding::Severity;
use crate::source::Span;

/// Rules that say what could not be checked. Choosing other rules does not silence them.
const ALWAYS_ON: &[&str] = &["syntax-error", "unreadable-file", "evaluation-limit"];

/// What the run is set to for the files of one folder.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// Severities by rule, from the configuration; `None` is off.
    pub severities: BTreeMap<String, Option<Severity>>,
    /// Numbers by rule and option.
    pub options: BTreeMap<String, BTreeMap<String, i64>>,
    /// The only rules that run; all that are on where empty. From the command line, where `alias-*` is every rule whose
    /// name begins so.
    pub select: Vec<String>,
    /// Rules that do not run. From the command line, as `select`.
    pub ignore: Vec<String>,
    pub exclude: Vec<Glob>,
    pub documents: Vec<DocumentKind>,
    pub suppressions: Vec<ConfiguredSuppression>,
    /// The lowest severity that makes the run fail; `None` is never.
    pub fail_on: Option<Severity>,
    /// Findings below it are not reported.
    pub min_severity: Severity,
    pub terraform: TerraformSettings,
    /// Files with the team's own tables.
    pub tables: Vec<PathBuf>,
    /// Whether one of these names types of resources, and is not for a known kind alone.
    pub has_types: bool,
    /// How many threads work; as many as there are processors where absent.
    pub jobs: Option<usize>,
    /// Whether files without any word that a surface begins from are passed over unread.
    pub prefilter: bool,
    /// Whether suppressions count.
    pub honours_ignores: bool,
    /// Today, for what expires: `2026-11-21`.
    pub today: Option<Date>,
    /// Saved instances that are evidence for the whole run.
    pub instances: Vec<PathBuf>,
    /// The file that these settings come from, where there is one.
    pub config_file: Option<PathBuf>,
    /// The names that suppressions may use.
    pub vocabulary: Arc<Vocabulary>,
}

fn is_named_by(patterns: &[String], rule: &str) -> bool {
    patterns.iter().any(|pattern| names_rule(pattern, rule))
}

/// Whether a name on the command line is that of a rule; `*` stands for any letters.
pub(crate) fn names_rule(pattern: &str, rule: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == rule };
    let Some(rule) = rule.strip_prefix(start) else { return false };
    rule.char_indices()
        .map(|(at, _)| at)
        .chain([rule.len()])
        .any(|at| names_rule(rest, rule.get(at..).unwrap_or_default()))
}

/// What files are whose content cannot tell.
#[derive(Clone, Debug)]
pub(crate) struct DocumentKind {
    pub files: Vec<Glob>,
    /// `alibaba/UpdateKmsInstanceBindVpc`
    pub kind: String,
}

/// A suppression for files that cannot hold comments.
#[derive(Clone, Debug)]
pub(crate) struct ConfiguredSuppression {
    pub rule: String,
    pub path: Glob,
    pub reason: String,
    /// The last day on which it counts: `2027-01-31`.
    pub expires: Option<Date>,
    /// The entry in the configuration.
    pub span: Span,
}

/// Where the values of input variables come from, besides a module's own files.
///
/// Later ones win: `environment`, then the module's own files, then `var_files`, then a scenario's files and variables,
/// then `assignments`.
#[derive(Clone, Debug, Default)]
pub(crate) struct TerraformSettings {
    pub var_files: Vec<PathBuf>,
    pub scenarios: BTreeMap<String, Scenario>,
    /// The values of `TF_VAR_NAME` by `NAME`.
    pub environment: BTreeMap<String, String>,
    /// The only scenario to evaluate, where one was named.
    pub scenario: Option<String>,
    /// What the command line gives, in its order.
    pub assignments: Vec<Assignment>,
}

/// What gives input variables their values on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Assignment {
    File(PathBuf),
    /// The text is an expression, or a string for a variable of type string.
    Variable {
        name: String,
        text: String,
    },
}

/// One set of values that modules are evaluated with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Scenario {
    pub var_files: Vec<PathBuf>,
    pub variables: Vec<ScenarioVariable>,
}

/// The value that a scenario gives an input variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ScenarioVariable {
    pub name: String,
    /// Stands for the value, as in [`Assignment::Variable`].
    pub text: String,
    /// Where the value stands in the configuration.
    pub span: Span,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            severities: BTreeMap::new(),
            options: BTreeMap::new(),
            select: Vec::new(),
            ignore: Vec::new(),
            exclude: Vec::new(),
            documents: Vec::new(),
            suppressions: Vec::new(),
            fail_on: Some(Severity::Warning),
            min_severity: Severity::Info,
            terraform: TerraformSettings::default(),
            tables: Vec::new(),
            has_types: false,
            jobs: None,
            prefilter: true,
            honours_ignores: true,
            today: None,
            instances: Vec::new(),
            config_file: None,
            vocabulary: Arc::default(),
        }
    }
}

impl Settings {
    /// Whether a rule runs. The command line decides before the configuration, and that before the rule's default.
    pub(crate) fn is_enabled(&self, rule: &str, is_on_by_default: bool) -> bool {
        if is_named_by(&self.ignore, rule) {
            return false;
        }
        // A pattern chooses among the rules that are on; to switch one on takes its name.
        if self.select.iter().any(|name| name == rule) {
            return true;
        }
        if !self.select.is_empty() && !ALWAYS_ON.contains(&rule) && !is_named_by(&self.select, rule) {
            return false;
        }
        self.severities.get(rule).map_or(is_on_by_default, Option::is_some)
    }

    /// Whether the command line chooses a rule by its name, or by a pattern.
    pub(crate) fn selects(&self, rule: &str) -> bool {
        is_named_by(&self.select, rule)
    }

    /// Whether the command line leaves a rule out or the configuration switches it off.
    pub(crate) fn is_switched_off(&self, rule: &str) -> bool {
        is_named_by(&self.ignore, rule) || self.severities.get(rule).is_some_and(Option::is_none)
    }

    /// Whether a rule is neither left out by the command line nor switched off by the configuration.
    pub(crate) fn judges(&self, rule: &str) -> bool {
        self.is_enabled(rule, true)
    }

    /// The severity of a finding: what the configuration says for its rule, else `own`.
    pub(crate) fn severity(&self, rule: &str, own: Severity) -> Severity {
        self.severities.get(rule).copied().flatten().unwrap_or(own)
    }

    /// Whether a finding of this severity makes the run fail.
    pub(crate) fn fails(&self, severity: Severity) -> bool {
        self.fail_on.is_some_and(|lowest| severity >= lowest)
    }

    /// The files that decide which values input variables have: variable files, and the configuration where it has
    /// scenarios.
    pub(crate) fn value_files(&self) -> impl Iterator<Item = &Path> {
        let terraform = &self.terraform;
        let of_scenarios = terraform.scenarios.values().flat_map(|scenario| &scenario.var_files);
        let typed = terraform.assignments.iter().filter_map(|assignment| match assignment {
            Assignment::File(path) => Some(path),
            Assignment::Variable { .. } => None,
        });
        let files = terraform.var_files.iter().chain(of_scenarios).chain(typed);
        files.map(PathBuf::as_path).chain(self.config_file.as_deref().filter(|_| !terraform.scenarios.is_empty()))
    }

    /// Whether the configuration keeps a file, given by its absolute path, out of the run.
    pub(crate) fn excludes(&self, path: &Path) -> bool {
        self.exclude.iter().any(|glob| glob.matches(path))
    }

    /// What the configuration says an absolute path is. The first entry that matches decides.
    pub(crate) fn document_kind(&self, path: &Path) -> Option<&DocumentKind> {
        self.documents.iter().find(|document| document.files.iter().any(|glob| glob.matches(path)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn the_command_line_decides_before_the_configuration() {
        let mut settings = Settings::default();
        settings.severities.insert("alias-length".to_owned(), None);
        settings.severities.insert("vswitch-not-shared".to_owned(), Some(Severity::Error));
        assert!(!settings.is_enabled("alias-length", true));
        assert!(settings.is_enabled("vswitch-not-shared", false));
        settings.select = names(&["alias-length"]);
        assert!(settings.is_enabled("alias-length", true));
        assert!(!settings.is_enabled("vswitch-not-shared", false));
        settings.ignore = names(&["alias-length"]);
        assert!(!settings.is_enabled("alias-length", true));
    }

    #[test]
    fn a_star_stands_for_any_letters() {
        for (pattern, is_matched) in [
            ("alias-*", true),
            ("*", true),
            ("*length", true),
            ("a*-l*h", true),
            ("alias", false),
            ("*x", false),
            ("alias-length*", true),
        ] {
            assert_eq!(names_rule(pattern, "alias-length"), is_matched, "{pattern}");
        }
        let settings = Settings { select: names(&["alias-*"]), ..Settings::default() };
        assert!(settings.is_enabled("alias-length", true) && !settings.is_enabled("zone-count", true));
        assert!(!settings.is_enabled("alias-literal", false), "a pattern switches nothing on");
    }

    #[test]
    fn what_could_not_be_read_is_said_whatever_is_selected() {
        let settings = Settings { select: names(&["alias-length"]), ..Settings::default() };
        assert!(settings.is_enabled("syntax-error", true));
        let settings = Settings { ignore: names(&["syntax-error"]), ..settings };
        assert!(!settings.is_enabled("syntax-error", true));
    }

    #[test]
    fn a_run_fails_from_its_lowest_severity_on() {
        let mut settings = Settings::default();
        assert!(settings.fails(Severity::Warning) && !settings.fails(Severity::Info));
        settings.fail_on = None;
        assert!(!settings.fails(Severity::Error));
    }
}
