//! `kmslint rules --check`: whether the rules of a team's tables report their bad cases, and nothing in their good ones.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::bail;

use crate::cli::terminal;
use crate::config::{Configurations, Overrides, Settings};
use crate::finding::Finding;
use crate::linter::{self, Outcome};
use crate::report::counted;
use crate::source::Sources;
use crate::spelling::nearest;
use crate::tables::TeamRule;

/// How deep cases are looked for.
const MAX_DEPTH: usize = 16;

/// A file or a folder that a rule is held against: `our-rule/bad-short.tf`.
struct Case {
    path: PathBuf,
    rule: String,
    is_bad: bool,
}

/// What is found below the paths.
#[derive(Default)]
struct Cases {
    cases: Vec<Case>,
    /// What does not hold, each with its place.
    failures: Vec<String>,
}

/// Checks every case below the paths. 0: all hold; 1: some do not.
pub(super) fn run(paths: &[PathBuf], team: &[TeamRule], settings: &Settings, root: &Path) -> anyhow::Result<ExitCode> {
    let Some(configuration) = settings.config_file.as_ref().filter(|_| !settings.tables.is_empty()) else {
        bail!("no configuration of this folder names `tables`, so there are no rules to check");
    };
    let sources = Sources::new(root);
    let mut found = Cases::default();
    for path in paths {
        let path = sources.absolute(path);
        if !sources.is_dir(&path) && !sources.is_file(&path) {
            bail!("{}: no such file or folder", sources.display(&path));
        }
        found.collect(&path, &sources, 0);
    }
    let Cases { mut cases, mut failures } = found;
    cases.sort_by(|one, other| one.path.cmp(&other.path));
    cases.dedup_by(|one, other| one.path == other.path);
    if cases.is_empty() && failures.is_empty() {
        bail!("there are no cases: a folder with the name of a rule holds files or folders called `bad…` and `good…`");
    }
    let broken = cases.iter().filter(|case| !failures_of(case, team, configuration, root, &mut failures)).count();
    let mut out = terminal::plain_stdout();
    for failure in &failures {
        writeln!(out, "{failure}")?;
    }
    if !failures.is_empty() {
        writeln!(out)?;
    }
    let checked = counted(cases.len(), "case");
    match failures.is_empty() {
        true => writeln!(out, "{checked} of {}: all hold", counted(rules_of(&cases).len(), "rule"))?,
        false => {
            let do_not = if broken == 1 { "does not" } else { "do not" };
            writeln!(out, "{checked} of {}: {broken} {do_not} hold", counted(rules_of(&cases).len(), "rule"))?;
        }
    }
    for rule in team.iter().filter(|rule| !cases.iter().any(|case| case.is_bad && case.rule == rule.name)) {
        writeln!(out, "`{}` has no bad case", rule.name)?;
    }
    out.flush()?;
    Ok(ExitCode::from(u8::from(!failures.is_empty())))
}

fn rules_of(cases: &[Case]) -> BTreeSet<&str> {
    cases.iter().map(|case| case.rule.as_str()).collect()
}

impl Cases {
    fn collect(&mut self, path: &Path, sources: &Sources, depth: usize) {
        let name = name_of(path);
        let rule = path.parent().map(name_of).unwrap_or_default();
        if let Some(is_bad) = expectation(&name) {
            self.cases.push(Case { path: path.to_owned(), rule, is_bad });
        } else if sources.is_dir(path) && depth < MAX_DEPTH {
            let files = sources.files_in(path).unwrap_or_default();
            let folders = sources.folders_in(path).unwrap_or_default();
            files.iter().chain(&folders).for_each(|path| self.collect(path, sources, depth + 1));
        } else if linter::reads(path) && !name.starts_with('.') {
            // A case whose name is misspelled would never fail.
            self.failures.push(format!("{}: the name of a case begins with `bad` or `good`", sources.display(path)));
        }
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Whether the name is that of a bad case; none where it is that of no case.
fn expectation(name: &str) -> Option<bool> {
    let is_whole = |rest: &str| !rest.starts_with(char::is_alphabetic);
    if name.strip_prefix("bad").is_some_and(is_whole) {
        return Some(true);
    }
    name.strip_prefix("good").is_some_and(is_whole).then_some(false)
}

/// Whether a case holds; why it does not is added.
fn failures_of(case: &Case, team: &[TeamRule], configuration: &Path, root: &Path, failures: &mut Vec<String>) -> bool {
    let before = failures.len();
    let shown = Sources::new(root).display(&case.path);
    if !team.iter().any(|rule| rule.name == case.rule) {
        let near = nearest(&case.rule, team.iter().map(|rule| rule.name.as_str()));
        let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        failures.push(format!("{shown}: the tables have no rule called `{}`{near}", case.rule));
        return false;
    }
    let (sources, outcome) = match checked(case, configuration, root) {
        Ok(checked) => checked,
        Err(error) => {
            failures.push(format!("{shown}: {error}"));
            return false;
        }
    };
    // A case that stands alone lies in a folder of its own.
    let place = |finding: &Finding| {
        let file = sources.file(finding.span.file);
        let position = file.position(finding.span.start);
        let name = if sources.is_dir(&case.path) { file.name().to_owned() } else { shown.clone() };
        format!("{name}:{}:{}", position.line, position.column)
    };
    let (own, others): (Vec<&Finding>, Vec<&Finding>) =
        outcome.findings.iter().partition(|finding| *finding.rule == *case.rule);
    for finding in others {
        failures.push(format!("{}: {} [{}]", place(finding), finding.message, finding.rule));
    }
    if failures.len() == before && outcome.resources == 0 {
        failures.push(format!("{shown}: nothing in it is a resource that kmslint knows"));
    } else if case.is_bad && own.is_empty() {
        let mut failure = format!("{shown}: expected a finding of `{}`, found none", case.rule);
        for undecided in &outcome.undecided {
            failure.push_str(&format!("\n  undecided: {}: {}", undecided.what, undecided.reason));
        }
        failures.push(failure);
    } else if !case.is_bad {
        let unexpected =
            own.iter().map(|finding| format!("{}: not expected here: {}", place(finding), finding.message));
        failures.extend(unexpected);
    }
    failures.len() == before
}

/// Checks a case by its rule alone. Of several files in a folder, which would be one module, each is by itself.
fn checked(case: &Case, configuration: &Path, root: &Path) -> Result<(Sources, Outcome), String> {
    let overrides = Overrides {
        config_file: Some(configuration.to_owned()),
        select: vec![case.rule.clone()],
        is_for_cases: true,
        ..Overrides::default()
    };
    let mut sources = Sources::new(root);
    let mut path = case.path.clone();
    if sources.is_file(&path) {
        let bytes = sources.read(&path).ok_or("cannot be read")?;
        path = case.path.with_extension("case").join(name_of(&case.path));
        sources.set_overlay(&path, bytes.to_vec());
    }
    let configurations = Configurations::new(overrides, linter::vocabulary());
    let outcome = linter::lint(&[path], &sources, &configurations).map_err(|error| error.to_string())?;
    Ok((sources, outcome))
}
