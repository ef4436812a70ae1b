//! Which Terraform folders call which, so that a called folder is evaluated through its callers only.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

/// The calls between folders.
#[derive(Debug, Default)]
pub(super) struct ModuleGraph {
    calls: HashMap<PathBuf, Vec<PathBuf>>,
}

impl ModuleGraph {
    /// Notes a folder and the folders that it calls.
    pub(super) fn insert(&mut self, folder: &Path, called: impl IntoIterator<Item = PathBuf>) {
        self.calls.entry(folder.to_path_buf()).or_default().extend(called);
    }

    /// The folders that no other one calls. Folders that only call each other are represented by the first of them.
    pub(super) fn roots(&self) -> Vec<&Path> {
        let called: HashSet<&Path> = self
            .calls
            .iter()
            .flat_map(|(caller, called)| called.iter().filter(move |folder| *folder != caller))
            .map(PathBuf::as_path)
            .collect();
        let folders = self.calls.keys().map(PathBuf::as_path);
        let (mut others, mut roots): (Vec<&Path>, Vec<&Path>) = folders.partition(|folder| called.contains(folder));
        let mut covered: HashSet<&Path> = roots.iter().flat_map(|root| self.reached_from(root)).collect();
        others.retain(|folder| !covered.contains(folder));
        others.sort();
        for folder in others {
            if !covered.contains(folder) {
                covered.extend(self.reached_from(folder));
                roots.push(folder);
            }
        }
        roots.sort();
        roots
    }

    /// A folder and all that it calls, directly or not.
    pub(super) fn reached_from<'a>(&'a self, folder: &'a Path) -> HashSet<&'a Path> {
        let mut reached = HashSet::new();
        let mut open = vec![folder];
        while let Some(folder) = open.pop() {
            if reached.insert(folder) {
                open.extend(self.calls.get(folder).into_iter().flatten().map(PathBuf::as_path));
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
        assert_eq!(graph.roots(), [Path::new("app"), Path::new("other")]);
    }

    #[test]
    fn a_ring_of_calls_has_one_root() {
        let graph = graph(&[("a", &["b"]), ("b", &["a"]), ("c", &["c"])]);
        assert_eq!(graph.roots(), [Path::new("a"), Path::new("c")]);
    }
}
