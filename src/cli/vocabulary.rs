//! The names of rules that options may use.

use anyhow::bail;

use crate::config::nearest;
use crate::rules;

/// Refuses names that no rule has.
pub(super) fn check_rule_names<'a>(names: impl IntoIterator<Item = &'a String>) -> anyhow::Result<()> {
    for name in names {
        if rules::find(name).is_none() {
            match nearest(name, rules::ALL.iter().map(|rule| rule.name)) {
                Some(near) => bail!("there is no rule called {name}; the nearest is {near}"),
                None => bail!("there is no rule called {name}; kmslint rules lists them"),
            }
        }
    }
    Ok(())
}
