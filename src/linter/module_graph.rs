//! Which Terraform folders call which, so that a called folder is evaluated through its callers only.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The calls between folders.
#[derive(Debug, Default)]
pub(super) struct ModuleGraph {
    calls: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
}

impl ModuleGraph {
    /// Notes a folder and the folders that it calls.
    pub(super) fn insert(&mut self, folder: &Path, called: impl IntoIterator<Item = PathBuf>) {
        self.calls.entry(folder.to_path_buf()).or_default().extend(called);
    }

    /// The folders that no other one calls. Folders that only call each other are represented by the first of them.
    pub(super) fn roots(&self) -> Vec<PathBuf> {
        let called: BTreeSet<&PathBuf> = self
            .calls
            .iter()
            .flat_map(|(caller, called)| called.iter().filter(move |folder| *folder != caller))
            .collect();
        let mut roots: Vec<PathBuf> = self.calls.keys().filter(|folder| !called.contains(folder)).cloned().collect();
        let mut covered: BTreeSet<PathBuf> = roots.iter().flat_map(|root| self.reached_from(root)).collect();
        for folder in self.calls.keys() {
            if !covered.contains(folder) {
                covered.extend(self.reached_from(folder));
                roots.push(folder.clone());
            }
        }
        roots.sort();
        roots
    }

    /// A folder and all that it calls, directly or not.
    pub(super) fn reached_from(&self, folder: &Path) -> BTreeSet<PathBuf> {
        let mut reached = BTreeSet::new();
        let mut open = vec![folder.to_path_buf()];
        while let Some(folder) = open.pop() {
            if reached.insert(folder.clone()) {
                open.extend(self.calls.get(&folder).into_iter().flatten().cloned());
            }
        }
        reached
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(calls: &[(&str, &[&str])]) -> ModuleGraph {
        let mut graph = ModuleGraph::default();
        for (folder, called) in calls {
            graph.insert(Path::new(folder), called.iter().map(PathBuf::from));
        }
        graph
    }

    #[test]
    fn a_called_folder_is_no_root() {
        let graph = graph(&[("app", &["kms"]), ("kms", &[]), ("other", &[])]);
        assert_eq!(graph.roots(), [PathBuf::from("app"), PathBuf::from("other")]);
    }

    #[test]
    fn a_ring_of_calls_has_one_root() {
        let graph = graph(&[("a", &["b"]), ("b", &["a"]), ("c", &["c"])]);
        assert_eq!(graph.roots(), [PathBuf::from("a"), PathBuf::from("c")]);
    }
}
