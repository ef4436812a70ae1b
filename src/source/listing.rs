//! What lies in folders.

use std::ffi::OsString;
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use super::{ReadError, Sources};

/// What lies in a folder, under its name there.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) name: OsString,
    /// `None` where it cannot be asked, as in a folder that may not be entered.
    kind: Option<FileType>,
}

impl Entry {
    pub(crate) fn is_folder(&self) -> bool {
        self.kind.is_some_and(|kind| kind.is_dir())
    }

    pub(crate) fn is_link(&self) -> bool {
        self.kind.is_some_and(|kind| kind.is_symlink())
    }

    /// Whether it is a file, and no link to one.
    pub(crate) fn is_plain(&self) -> bool {
        self.kind.is_some_and(|kind| kind.is_file())
    }
}

/// A file of a folder that was listed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Listed {
    pub(crate) path: PathBuf,
    /// Whether the listing says that it is a file, and no link to one.
    pub(crate) is_plain: bool,
}

/// What lies directly in a folder as far as that can be listed, sorted by name, and why there is no more.
pub(crate) fn entries(folder: &Path) -> (Vec<Entry>, Option<io::Error>) {
    let mut entries = Vec::new();
    let mut refused = None;
    match fs::read_dir(folder) {
        Err(error) => refused = Some(error),
        Ok(listing) => {
            for entry in listing {
                match entry {
                    Ok(entry) => entries.push(Entry { name: entry.file_name(), kind: entry.file_type().ok() }),
                    Err(error) => refused = Some(error),
                }
            }
        }
    }
    entries.sort_unstable_by(|one, other| one.name.cmp(&other.name));
    (entries, refused)
}

impl Sources {
    /// The files directly in a folder, sorted by name; those of the overlay included.
    pub(crate) fn files_in(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let folder = self.absolute(folder);
        let known = self.listed.read().unwrap_or_else(PoisonError::into_inner).get(&folder).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        Ok(self.list(&folder)?.into_iter().map(|listed| listed.path).collect())
    }

    /// The files directly in a folder as the disk has them now, sorted by name; those of the overlay included.
    pub(crate) fn list(&self, folder: &Path) -> io::Result<Vec<Listed>> {
        let folder = self.absolute(folder);
        self.must_be_inside(&folder)?;
        let (entries, refused) = entries(&folder);
        let files = self.files_of(&folder, &entries);
        match refused {
            // The folder of what was never saved.
            Some(error) if error.kind() == io::ErrorKind::NotFound && !files.is_empty() => Ok(files),
            Some(error) => Err(error),
            None => Ok(files),
        }
    }

    /// The files among what lies in a folder, sorted by name; those of the overlay included.
    pub(crate) fn files_of(&self, folder: &Path, entries: &[Entry]) -> Vec<Listed> {
        let mut files: Vec<Listed> = entries
            .iter()
            .filter(|entry| !entry.is_folder())
            .map(|entry| (entry, folder.join(&entry.name)))
            // What a link leads to may be anything.
            .filter(|(entry, path)| !(entry.is_link() && path.is_dir()))
            .map(|(entry, path)| Listed { path, is_plain: entry.is_plain() })
            .collect();
        if !self.overlay.is_empty() {
            let held = self.overlay.keys().filter(|path| path.parent() == Some(folder));
            files.extend(held.map(|path| Listed { path: path.clone(), is_plain: false }));
            // All but the name is the same, and whole texts compare much faster than paths, part by part.
            files.sort_unstable_by(|one, other| one.path.as_os_str().cmp(other.path.as_os_str()));
            files.dedup_by(|one, other| one.path == other.path);
        }
        files
    }

    /// Keeps the files of a folder whose module is going to be loaded.
    pub(crate) fn keep_listed(&self, folder: &Path, files: Vec<PathBuf>) {
        self.listed.write().unwrap_or_else(PoisonError::into_inner).insert(self.absolute(folder), files);
    }

    /// The folders directly in a folder, sorted by name.
    pub(crate) fn folders_in(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.must_be_inside(folder)?;
        let folder = self.absolute(folder);
        let (entries, refused) = entries(&folder);
        let below = entries.into_iter().map(|entry| folder.join(entry.name));
        refused.map_or_else(|| Ok(below.filter(|path| path.is_dir()).collect()), Err)
    }

    /// The files below a folder, down to so many levels or all of them, by their paths in it with `/` between the names. A
    /// folder that is not there has none.
    ///
    /// `None` where that cannot be said for certain: what a link to a folder or a broken link leads to, a name that is no
    /// text, a folder that cannot be read, or more than `most` files and folders.
    pub(crate) fn files_below(&self, folder: &Path, levels: usize, most: usize) -> Option<Vec<String>> {
        let mut files = Vec::new();
        let mut folders = 0;
        let mut waiting = vec![(self.absolute(folder), String::new(), levels)];
        while let Some((folder, prefix, levels)) = waiting.pop() {
            self.must_be_inside(&folder).ok()?;
            let (entries, refused) = entries(&folder);
            if refused.is_some_and(|error| error.kind() != io::ErrorKind::NotFound) {
                return None;
            }
            for entry in entries.iter().filter(|entry| entry.is_folder()) {
                let name = entry.name.to_str()?;
                match levels {
                    0 | 1 => {}
                    _ => waiting.push((folder.join(name), format!("{prefix}{name}/"), levels - 1)),
                }
            }
            let is_uncertain = |entry: &Entry| entry.is_link() && !folder.join(&entry.name).is_file();
            if entries.iter().any(is_uncertain) {
                return None;
            }
            for listed in self.files_of(&folder, &entries) {
                let name = listed.path.file_name()?.to_str()?;
                if listed.is_plain || self.is_file(&listed.path) {
                    files.push(format!("{prefix}{name}"));
                }
            }
            folders += 1;
            if files.len() + folders > most {
                return None;
            }
        }
        files.sort_unstable();
        Some(files)
    }

    fn must_be_inside(&self, folder: &Path) -> io::Result<()> {
        if self.is_outside(folder) { Err(io::Error::other(ReadError::Outside)) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_below_a_folder_are_listed_down_to_a_level() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        fs::create_dir_all(root.join("keys/old/older")).unwrap();
        for path in ["a.tf", "keys/b.yaml", "keys/old/c.yaml", "keys/old/older/d.yaml"] {
            fs::write(root.join(path), "").unwrap();
        }
        let mut sources = Sources::new(&root);
        let below = |sources: &Sources, levels, most| sources.files_below(Path::new("keys"), levels, most);
        assert_eq!(below(&sources, 1, 10).unwrap(), ["b.yaml"]);
        assert_eq!(below(&sources, 2, 10).unwrap(), ["b.yaml", "old/c.yaml"]);
        assert_eq!(below(&sources, usize::MAX, 6).unwrap(), ["b.yaml", "old/c.yaml", "old/older/d.yaml"]);
        assert_eq!(below(&sources, usize::MAX, 5), None, "three files and three folders");
        assert_eq!(sources.files_below(Path::new("none"), 1, 10), Some(Vec::new()));
        sources.set_overlay(Path::new("keys/new.yaml"), "");
        assert_eq!(below(&sources, 1, 10).unwrap(), ["b.yaml", "new.yaml"]);
    }

    #[cfg(unix)]
    #[test]
    fn what_a_link_to_a_folder_leads_to_is_not_said() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        fs::create_dir(root.join("keys")).unwrap();
        fs::write(root.join("a.yaml"), "").unwrap();
        std::os::unix::fs::symlink(root.join("a.yaml"), root.join("keys/link.yaml")).unwrap();
        let sources = Sources::new(&root);
        assert_eq!(sources.files_below(Path::new("keys"), 1, 10).unwrap(), ["link.yaml"]);
        for to in ["keys", "nowhere"] {
            std::os::unix::fs::symlink(root.join(to), root.join("keys/other")).unwrap();
            assert_eq!(sources.files_below(Path::new("keys"), 1, 10), None, "{to}");
            fs::remove_file(root.join("keys/other")).unwrap();
        }
    }

    #[test]
    fn a_folder_that_is_not_there_has_what_was_never_saved() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let mut sources = Sources::new(&root);
        assert!(sources.files_in(Path::new("new")).is_err());
        sources.set_overlay(Path::new("new/a.tf"), "");
        assert_eq!(sources.files_in(Path::new("new")).unwrap(), [root.join("new/a.tf")]);
    }
}
