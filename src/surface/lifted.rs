//! What a surface found in a document, and what it could not read.

use std::collections::HashSet;

use crate::resource::{Multiplicity, Resource};
use crate::syntax::SyntaxError;

/// What a document, or a script in it, holds.
#[derive(Debug, Default)]
pub(crate) struct Lifted {
    pub resources: Vec<Resource>,
    /// What is wrong in the documents inside it.
    pub errors: Vec<SyntaxError>,
    /// Places that were not understood: what they hold is not checked, and not called wrong.
    pub unread: Vec<SyntaxError>,
}

impl Lifted {
    /// Adds all of another.
    pub(crate) fn extend(&mut self, other: Self) {
        self.resources.extend(other.resources);
        self.errors.extend(other.errors);
        self.unread.extend(other.unread);
    }

    /// The same for what happens only under a condition, if one is given.
    #[must_use]
    pub(super) fn under(mut self, condition: Option<&str>) -> Self {
        let Some(condition) = condition else { return self };
        for resource in &mut self.resources {
            let condition = match &resource.multiplicity {
                Multiplicity::Possible(inner) => format!("{condition}, {inner}").into(),
                _ => condition.into(),
            };
            resource.multiplicity = Multiplicity::Possible(condition);
        }
        self
    }

    /// The same without what an anchor repeats: a place is read once, however many jobs or tasks share it.
    pub(super) fn without_repetitions(mut self) -> Self {
        let mut seen = HashSet::new();
        self.resources.retain(|resource| seen.insert((resource.header, resource.kind.clone())));
        self
    }
}

impl From<Vec<Resource>> for Lifted {
    fn from(resources: Vec<Resource>) -> Self {
        Self { resources, ..Self::default() }
    }
}
