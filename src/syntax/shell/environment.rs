//! Variables that are set before a script begins: by the job that runs it.

use std::collections::BTreeMap;

use crate::syntax::text::Text;

/// The variables of a script's environment whose values are known, at least in part.
#[derive(Clone, Debug, Default)]
pub(crate) struct Environment {
    variables: BTreeMap<Box<str>, Text>,
}

impl Environment {
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Text)> {
        self.variables.iter().map(|(name, value)| (&**name, value))
    }
}

impl FromIterator<(Box<str>, Text)> for Environment {
    fn from_iter<I: IntoIterator<Item = (Box<str>, Text)>>(variables: I) -> Self {
        Self { variables: variables.into_iter().collect() }
    }
}
