//! Which Terraform folders call which, so that a called folder is evaluated through its callers only.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::path::Path;

use super::load::Looked;

/// The calls between folders. Each folder has one path, so that their bytes can be compared, which is much faster than
/// their parts.
#[derive(Debug, Default)]
pub(super) struct ModuleGraph<'a> {
    folders: HashMap<&'a OsStr, &'a Looked>,
}

impl<'a> ModuleGraph<'a> {
    /// Notes a folder, if it was not noted before.
    pub(super) fn insert(&mut self, folder: &'a Path, looked: &'a Looked) {
        self.folders.entry(folder.as_os_str()).or_insert(looked);
    }

    /// What was seen in a folder.
    pub(super) fn looked_at(&self, folder: &Path) -> Option<&'a Looked> {
        self.folders.get(folder.as_os_str()).copied()
    }

    fn called_by(&self, folder: &OsStr) -> impl Iterator<Item = &'a OsStr> {
        self.folders.get(folder).into_iter().flat_map(|looked| looked.calls.iter().map(|called| called.as_os_str()))
    }

    /// The folders that no other one calls. Folders that only call each other are represented by the first of them.
    pub(super) fn roots(&self) -> Vec<&'a Path> {
        let folders = self.folders.keys().copied();
        let of_caller = |caller: &'a OsStr| self.called_by(caller).filter(move |called| *called != caller);
        let called: HashSet<&OsStr> = folders.clone().flat_map(of_caller).collect();
        let (mut others, roots): (Vec<&OsStr>, Vec<&OsStr>) = folders.partition(|folder| called.contains(folder));
        // Of most folders nothing is reached but themselves.
        let calling = roots.iter().filter(|root| self.called_by(root).next().is_some());
        let mut covered: HashSet<&OsStr> = calling.flat_map(|root| self.reached(root)).collect();
        let mut roots: Vec<&Path> = roots.into_iter().map(Path::new).collect();
        others.retain(|folder| !covered.contains(folder));
        let mut others: Vec<&Path> = others.into_iter().map(Path::new).collect();
        others.sort();
        for folder in others {
            if !covered.contains(folder.as_os_str()) {
                covered.extend(self.reached(folder.as_os_str()));
                roots.push(folder);
            }
        }
        roots.sort();
        roots
    }

    /// A folder and all that it calls, directly or not.
    pub(super) fn reached_from(&self, folder: &'a Path) -> HashSet<&'a Path> {
        self.reached(folder.as_os_str()).into_iter().map(Path::new).collect()
    }

    fn reached(&self, folder: &'a OsStr) -> HashSet<&'a OsStr> {
        let mut reached = HashSet::new();
        let mut open = vec![folder];
        while let Some(folder) = open.pop() {
            if reached.insert(folder) {
                open.extend(self.called_by(folder));
            }
        }
        reached
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    /// The roots of folders that each call some others.
    fn roots(calls: &[(&str, &[&str])]) -> Vec<String> {
        let calling = |names: &[&str]| {
            let mut looked = Looked::default();
            looked.calls = names.iter().map(PathBuf::from).collect();
            looked
        };
        let looked_at: Vec<(&Path, Looked)> =
            calls.iter().map(|(caller, called)| (Path::new(*caller), calling(called))).collect();
        let mut graph = ModuleGraph::default();
        looked_at.iter().for_each(|(caller, looked)| graph.insert(caller, looked));
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
