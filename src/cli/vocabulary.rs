//! The names that configurations and options may use.

use anyhow::bail;

use crate::config::{Vocabulary, nearest};
use crate::rules;
use crate::tables::Tables;

/// Every rule with its options, and every kind of document.
pub(super) fn vocabulary() -> Vocabulary {
    let options = |rule: &crate::rule::Rule| rule.options.iter().map(|option| option.name.to_owned()).collect();
    let rules = rules::ALL.iter().map(|rule| (rule.name.to_owned(), options(rule))).collect();
    let documents = Tables::built_in().operations().map(str::to_owned).collect();
    Vocabulary { rules, documents }
}

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
