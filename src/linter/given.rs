//! What became of the values that root modules are given: refused, or ignored.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::load::Surroundings;
use super::unit::not_decided;
use super::{LintError, Work};
use crate::config::{Assignment, ConfigError, Configurations};
use crate::finding::{Draft, Finding, Occurrence, Severity};
use crate::rule::Undecided;
use crate::source::{Sources, Span};
use crate::terraform::{Assigned, Giver, Modules};

/// Refuses what was typed, or stands in a scenario, and fits nowhere. Gives what variable files say in vain, which
/// Terraform only warns of.
pub(super) fn check(
    works: &[Work],
    surroundings: &Surroundings,
    modules: &Modules<'_>,
    configurations: &Configurations,
) -> Result<Vec<Undecided>, LintError> {
    let sources = modules.sources();
    let own = configurations.for_folder(sources, sources.root()).ok();
    let used = works.iter().map(|work| &*work.settings).chain(own.as_deref());
    configurations.check_scenario(sources, used).map_err(Arc::new)?;
    let mut refused = Refused::default();
    for work in works {
        for (assigned, reason) in &work.lifted.misfits {
            refused.add(assigned, reason, is_typed(work, assigned, sources), sources);
        }
    }
    let mut ignored = Vec::new();
    for assigned in undeclared(works) {
        let name = &assigned.name;
        match (&assigned.giver, assigned.place) {
            (Giver::Option | Giver::Scenario, _) if !surroundings.declares_elsewhere(name, modules) => {
                refused.add(assigned, "no root module has an input variable of this name", true, sources);
            }
            (Giver::OwnFile | Giver::File(_), Some(place)) => {
                let reason = format!("no root module has an input variable called {name}, so its value is ignored");
                ignored.push(not_decided(place, &reason));
            }
            _ => {}
        }
    }
    refused.into_result().map(|()| ignored)
}

/// What was given and no module that was evaluated has a variable for, each once.
fn undeclared(works: &[Work]) -> Vec<&Assigned> {
    let mut found: BTreeMap<(Option<Span>, &str), (&Assigned, bool)> = BTreeMap::new();
    for assigned in works.iter().flat_map(|work| &work.lifted.assigned) {
        let entry = found.entry((assigned.place, &assigned.name)).or_insert((assigned, false));
        entry.1 |= assigned.is_declared;
    }
    found.into_values().filter(|(_, is_declared)| !is_declared).map(|(assigned, _)| assigned).collect()
}

/// Whether the command line gives the value, also by a file.
fn is_typed(work: &Work, assigned: &Assigned, sources: &Sources) -> bool {
    let assignments = &work.settings.terraform.assignments;
    match &assigned.giver {
        Giver::Option => true,
        Giver::File(path) => assignments.iter().any(|assignment| match assignment {
            Assignment::File(typed) => sources.absolute(typed) == sources.absolute(path),
            Assignment::Variable { .. } => false,
        }),
        _ => false,
    }
}

/// What ends the run.
#[derive(Default)]
struct Refused {
    typed: BTreeSet<String>,
    configured: BTreeMap<Span, Finding>,
}

impl Refused {
    fn add(&mut self, assigned: &Assigned, reason: &str, is_typed: bool, sources: &Sources) {
        match (&assigned.giver, assigned.place) {
            (Giver::Scenario, Some(place)) => {
                let draft = Draft::new(place, format!("{}: {reason}", assigned.name));
                let finding = draft.stamped("configuration", Severity::Error, Occurrence::default());
                self.configured.entry(place).or_insert(finding);
            }
            (Giver::File(path), Some(place)) if is_typed => {
                let line = sources.file(place.file).position(place.start).line;
                self.typed.insert(format!("--var-file {}, line {line}: {reason}", sources.display(path)));
            }
            (Giver::Option, _) => {
                self.typed.insert(format!("--var {}: {reason}", assigned.name));
            }
            _ => {}
        }
    }

    fn into_result(self) -> Result<(), LintError> {
        if !self.typed.is_empty() {
            return Err(LintError::Variables(self.typed.into_iter().collect()));
        }
        if !self.configured.is_empty() {
            let mistakes = self.configured.into_values().collect();
            return Err(LintError::Config(Arc::new(ConfigError::Mistakes(mistakes))));
        }
        Ok(())
    }
}
