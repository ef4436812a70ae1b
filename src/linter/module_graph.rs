//! Which Terraform folders call which, so that a called folder is evaluated through its callers only.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

/// The calls between folders.
#[derive(Debug, Default)]
pub(super) struct ModuleGraph<'a> {
    calls: HashMap<&'a Path, &'a [PathBuf]>,
}

impl<'a> ModuleGraph<'a> {
    /// Notes a folder and the folders that it calls.
    pub(super) fn insert(&mut self, folder: &'a Path, called: &'a [PathBuf]) {
        self.calls.insert(folder, called);
    }

    /// The folders that no other one calls. Folders that only call each other are represented by the first of them.
    pub(super) fn roots(&self) -> Vec<&'a Path> {
        let called: HashSet<&Path> = self
            .calls
            .iter()
            .flat_map(|(caller, called)| called.iter().map(PathBuf::as_path).filter(move |folder| folder != caller))
            .collect();
        let (mut others, mut roots): (Vec<&Path>, Vec<&Path>) =
            self.calls.keys().partition(|folder| called.contains(*folder));
        // Of most folders nothing is reached but themselves.
        let calling = roots.iter().filter(|root| self.calls.get(*root).is_some_and(|called| !called.is_empty()));
        let mut covered: HashSet<&Path> = calling.flat_map(|root| self.reached_from(root)).collect();
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
    pub(super) fn reached_from(&self, folder: &'a Path) -> HashSet<&'a Path> {
        let mut reached = HashSet::new();
        let mut open = vec![folder];
        while let Some(folder) = open.pop() {
            if reached.insert(folder) {
                open.extend(self.calls.get(folder).into_iter().copied().flatten().map(PathBuf::as_path));
            }
        }
        reached
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The roots of folders that each call some others.
    fn roots(calls: &[(&str, &[&str])]) -> Vec<String> {
        let paths = |names: &[&str]| names.iter().map(PathBuf::from).collect();
        let calls: Vec<(PathBuf, Vec<PathBuf>)> =
            calls.iter().map(|(caller, called)| (PathBuf::from(caller), paths(called))).collect();
        let mut graph = ModuleGraph::default();
        calls.iter().for_each(|(caller, called)| graph.insert(caller, called));
        graph.roots().into_iter().map(|root| root.display().to_string()).collect()
    }

    #[test]
    fn a_called_folder_is_no_root() {
        assert_eq!(roots(&[("app", &["kms"]), ("kms", &[]), ("other", &[])]), ["app", "other"]);
    }

    #[test]
    fn a_ring_of_calls_has_one_root() {
        assert_eq!(roots(&[("a", &["b"]), ("b", &["a"]), ("c", &["c"])]), ["a", "c"]);
        assert_eq!(roots(&[("b", &["a"]), ("a", &["b", "d"]), ("d", &[]), ("e", &["a"])]), ["e"]);
    }
}
