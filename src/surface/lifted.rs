//! What a surface found in a document, and what it could not read.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::resource::{Address, Multiplicity, Resource};
use crate::source::Span;
use crate::syntax::SyntaxError;

/// What a document, or a script in it, holds.
#[derive(Debug, Default)]
pub(crate) struct Lifted {
    pub resources: Vec<Resource>,
    /// What is wrong in the documents inside it.
    pub errors: Vec<SyntaxError>,
    /// Places that were not understood: what they hold is not checked, and not called wrong.
    pub unread: Vec<SyntaxError>,
    /// The document is one of this surface as a whole: what else stands in it is the same, said otherwise.
    pub is_whole_document: bool,
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
        self.resources.iter_mut().for_each(|resource| suppose(resource, condition));
        self
    }

    /// The same without what an anchor repeats: a place is read once with the same values, however many jobs or tasks
    /// share it. What it holds with other values is there beside that, perhaps.
    pub(super) fn without_repetitions(mut self) -> Self {
        let mut seen: HashMap<(Span, Arc<str>), (usize, Vec<String>)> = HashMap::new();
        let mut kept: Vec<Resource> = Vec::with_capacity(self.resources.len());
        for mut resource in self.resources {
            match seen.entry((resource.header, resource.kind.clone())) {
                Entry::Vacant(entry) => {
                    entry.insert((kept.len(), Vec::new()));
                }
                Entry::Occupied(mut entry) => {
                    let (first, others) = entry.get_mut();
                    let values = values(&resource);
                    // Those of the first are written out only where there is a second.
                    if kept.get(*first).is_some_and(|first| self::values(first) == values) || others.contains(&values) {
                        continue;
                    }
                    others.push(values);
                    let condition = format!("values {} at {}", others.len(), resource.header.start);
                    suppose(&mut resource, &condition);
                    // What is wrong at one place is one finding, whichever values show it.
                    resource.address = Some(Address::new(format!("{}[{}]", resource.name, others.len())));
                }
            }
            kept.push(resource);
        }
        self.resources = kept;
        self.errors = deduplicated(self.errors);
        self.unread = deduplicated(self.unread);
        self
    }
}

/// Says of a resource that it is there only under a condition.
fn suppose(resource: &mut Resource, condition: &str) {
    let condition = match &resource.multiplicity {
        Multiplicity::Possible(inner) => format!("{condition}, {inner}").into(),
        _ => condition.into(),
    };
    resource.multiplicity = Multiplicity::Possible(condition);
}

/// All that is written for a resource, with its places.
fn values(resource: &Resource) -> String {
    format!("{:?} {:?}", resource.body, resource.region)
}

/// Each once, in the order in which they came.
fn deduplicated(errors: Vec<SyntaxError>) -> Vec<SyntaxError> {
    let mut seen = HashSet::new();
    errors.into_iter().filter(|error| seen.insert((error.span, error.message.clone()))).collect()
}

impl From<Vec<Resource>> for Lifted {
    fn from(resources: Vec<Resource>) -> Self {
        Self { resources, ..Self::default() }
    }
}
