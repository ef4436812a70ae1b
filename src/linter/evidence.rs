//! Saved instances: which response counts for which request, where a project keeps several.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use crate::resource::{Content, Group, Resource, Role};
use crate::source::{Sources, Span};

/// The responses about every instance that a run knows of.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// Those that were named, of which the first about an instance counts.
    named: Vec<Resource>,
    /// Those that were found, each with the folder in which it lies.
    found: Vec<(PathBuf, Resource)>,
}

/// Responses about one instance that do not agree, so that none of them counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Disagreement {
    pub(super) instance: String,
    pub(super) places: Vec<Span>,
}

impl Evidence {
    pub(super) fn new(named: Vec<Resource>, found: impl IntoIterator<Item = Resource>, sources: &Sources) -> Self {
        let with_folder = |resource: Resource| {
            let file = sources.file(resource.header.file);
            (file.path().parent().unwrap_or(file.path()).to_path_buf(), resource)
        };
        let named = named.into_iter().map(Resource::unwatched).collect();
        Self { named, found: found.into_iter().map(Resource::unwatched).map(with_folder).collect() }
    }

    /// What is known of the instances that `requests` speak of, for a unit in `folder`.
    ///
    /// Of several responses about one instance those in the nearest folder at or above count, else all others; where
    /// these differ, none does.
    pub(super) fn for_unit(&self, folder: &Path, requests: &[Resource]) -> (Vec<Resource>, Vec<Disagreement>) {
        let mut saved: Vec<Resource> = Vec::new();
        let mut disagreements = Vec::new();
        let mut by_instance: BTreeMap<&str, Vec<&(PathBuf, Resource)>> = BTreeMap::new();
        for candidate in &self.found {
            if let Some(instance) = instance_of(&candidate.1) {
                by_instance.entry(instance).or_default().push(candidate);
            }
        }
        let written = requests.iter().filter(|request| request.role != Role::Saved);
        let meant: HashSet<&str> = written.filter_map(instance_of).collect();
        let is_meant = |instance: &str| meant.contains(instance);
        let is_named = |instance: &str| self.named.iter().any(|resource| instance_of(resource) == Some(instance));
        for (instance, candidates) in by_instance {
            if !is_meant(instance) || is_named(instance) {
                continue;
            }
            let nearest = candidates.iter().map(|(at, _)| at).filter(|at| folder.starts_with(at)).max();
            let counted: Vec<&Resource> = candidates
                .iter()
                .filter(|(at, _)| nearest.is_none_or(|nearest| at == nearest))
                .map(|(_, one)| one)
                .collect();
            match counted.as_slice() {
                [first, rest @ ..] if rest.iter().all(|other| agree(&first.body, &other.body)) => {
                    saved.push((*first).clone());
                }
                _ => disagreements.push(Disagreement {
                    instance: instance.to_owned(),
                    places: counted.iter().map(|resource| resource.header).collect(),
                }),
            }
        }
        saved.extend(self.named.iter().filter(|one| instance_of(one).is_some_and(is_meant)).cloned());
        (saved, disagreements)
    }
}

/// The instance that a response or a request is about, where that is known.
pub(super) fn instance_of(resource: &Resource) -> Option<&str> {
    resource.body.known_str("kms_instance_id")
}

/// Whether two responses say the same, whatever order their members have.
fn agree(one: &Group, other: &Group) -> bool {
    let says = |group: &Group, other: &Group| {
        group.fields.iter().all(|field| {
            let theirs = other.field(&field.name);
            match (&field.content, theirs.map(|theirs| &theirs.content)) {
                (Content::Value(value), Some(Content::Value(theirs))) => value.equals(theirs) == Some(true),
                (Content::Blocks(blocks), Some(Content::Blocks(theirs))) => {
                    blocks.groups.len() == theirs.groups.len()
                        && blocks.groups.iter().zip(&theirs.groups).all(|(one, other)| agree(one, other))
                }
                _ => false,
            }
        })
    };
    one.fields.len() == other.fields.len() && says(one, other)
}
