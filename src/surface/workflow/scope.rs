//! What is known of the variables of a job or step: their values, or why there are none.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::Span;
use crate::syntax::SyntaxError;
use crate::syntax::shell::Environment;
use crate::syntax::text::Text;

/// Names with their values, known at least in part, or the reason why nothing is known.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    values: BTreeMap<Box<str>, Result<Text, &'static str>>,
}

impl Scope {
    pub(super) fn get(&self, name: &str) -> Option<&Text> {
        self.values.get(name)?.as_ref().ok()
    }

    /// The value with the name as the scope holds it.
    pub(super) fn get_entry(&self, name: &str) -> Option<(&str, &Text)> {
        let (name, value) = self.values.get_key_value(name)?;
        Some((name, value.as_ref().ok()?))
    }

    pub(super) fn set(&mut self, name: &str, value: Result<Text, &'static str>) {
        self.values.insert(name.into(), value);
    }

    /// Adds all of an inner scope, which counts before this one.
    pub(super) fn extend(&mut self, inner: &Self) {
        self.values.extend(inner.values.iter().map(|(name, value)| (name.clone(), value.clone())));
    }

    /// The same without some names.
    pub(super) fn without<'n>(&self, names: impl Iterator<Item = &'n str>) -> Self {
        let mut without = self.clone();
        names.for_each(|name| drop(without.values.remove(name)));
        without
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(|name| &**name)
    }

    /// Takes the values of the variables that `may_change`.
    pub(super) fn forget(&mut self, reason: &'static str, may_change: impl Fn(&str) -> bool) {
        for (name, value) in &mut self.values {
            if value.is_ok() && may_change(name) {
                *value = Err(reason);
            }
        }
    }

    /// The variables that a script expands and whose values are known.
    pub(super) fn environment(&self, script: &Text) -> Environment {
        let used = expanded_names(script.known_bytes()).into_iter().filter_map(|name| self.values.get_key_value(name));
        used.filter_map(|(name, value)| Some((name.clone(), value.as_ref().ok()?.clone()))).collect()
    }

    /// The variables without a value that a script uses, where it may hold something to check.
    pub(super) fn unread(&self, script: &Text, place: Span) -> Vec<SyntaxError> {
        let written = script.known_bytes();
        if !may_concern(written) {
            return Vec::new();
        }
        let used = expanded_names(written).into_iter();
        let lost = used.filter_map(|name| Some((name, self.values.get(name)?.as_ref().err()?)));
        let message = |(name, reason): (&str, &&str)| format!("`{name}` is not known here, because {reason}");
        lost.map(|lost| SyntaxError::new(place, message(lost))).collect()
    }
}

/// Whether a script may be about key management.
pub(super) fn may_concern(script: &str) -> bool {
    let script = script.to_ascii_lowercase();
    script.contains("aliyun") || script.contains("kms")
}

/// The names after the dollars of a script.
fn expanded_names(script: &str) -> BTreeSet<&str> {
    let after_dollars = script.split('$').skip(1).map(|rest| rest.strip_prefix('{').unwrap_or(rest));
    let name = |rest: &'_ str| rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    after_dollars
        .filter_map(|rest| rest.get(..name(rest).unwrap_or(rest.len())))
        .filter(|name| !name.is_empty())
        .collect()
}
