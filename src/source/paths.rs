//! Where a path leads: one name for each file, without links among its folders, and as reports show it.

use std::collections::{HashMap, HashSet};
use std::path::{Component, Path, PathBuf};
use std::sync::PoisonError;

use super::{Sources, visible};

/// The folders without links that paths lead to. Nearly all are where their path says, and there are many.
#[derive(Debug, Default)]
pub(super) struct RealFolders {
    in_place: HashSet<Box<Path>>,
    elsewhere: HashMap<Box<Path>, PathBuf>,
}

impl RealFolders {
    fn get<'a>(&'a self, path: &'a Path) -> Option<&'a Path> {
        if self.in_place.contains(path) { Some(path) } else { self.elsewhere.get(path).map(PathBuf::as_path) }
    }
}

impl Sources {
    /// `path` from the root on, without `.` and `..`, so that one file has one path.
    pub(crate) fn absolute(&self, path: &Path) -> PathBuf {
        if is_plain(path) {
            return path.to_path_buf();
        }
        let mut result = PathBuf::new();
        for component in self.root.join(path).components() {
            match component {
                Component::CurDir => {}
                Component::ParentDir => {
                    result.pop();
                }
                other => result.push(other),
            }
        }
        result
    }

    /// `path` without symbolic links among its folders, so that a folder that links lead to has one path. A file that is
    /// a link keeps its name. Where the working directory itself was reached through a link, paths below it stay below.
    pub(crate) fn real(&self, path: &Path) -> PathBuf {
        let path = self.absolute(path);
        self.real_folder(&path).or_else(|| self.in_real_folder(&path)).unwrap_or(path)
    }

    /// An absolute path with its folder as [`Self::real`] gives it; `None` where there is no such folder.
    pub(super) fn in_real_folder(&self, path: &Path) -> Option<PathBuf> {
        Some(self.real_folder(path.parent()?)?.join(path.file_name()?))
    }

    /// Takes note that an absolute path is that of a folder without links, as walks of one find them.
    pub(crate) fn note_real_folder(&self, path: &Path) {
        let mut folders = self.real_folders.write().unwrap_or_else(PoisonError::into_inner);
        if !folders.elsewhere.contains_key(path) {
            folders.in_place.insert(path.into());
        }
    }

    /// Whether an absolute path is known to be that of a folder without links.
    pub(super) fn is_in_place(&self, path: &Path) -> bool {
        self.real_folders.read().unwrap_or_else(PoisonError::into_inner).in_place.contains(path)
    }

    /// The folder that an absolute path leads to; `None` where it leads to none.
    fn real_folder(&self, path: &Path) -> Option<PathBuf> {
        if let Some(known) = self.real_folders.read().unwrap_or_else(PoisonError::into_inner).get(path) {
            return Some(known.to_path_buf());
        }
        // Files are not remembered: there are many, and each is asked for once.
        let real = match path.parent().is_some_and(|parent| self.is_in_place(parent)) {
            // Only the last part may be a link.
            true if path.symlink_metadata().ok()?.is_dir() => path.to_path_buf(),
            _ => self.below_root(path.is_dir().then(|| path.canonicalize().ok()).flatten()?),
        };
        let is_other = real.as_os_str() != path.as_os_str();
        let mut folders = self.real_folders.write().unwrap_or_else(PoisonError::into_inner);
        if is_other {
            folders.elsewhere.insert(path.into(), real.clone());
        } else {
            folders.in_place.insert(path.into());
        }
        Some(real)
    }

    /// A real folder under the name by which the root, or the nearest folder above it, leads to it.
    pub(super) fn below_root(&self, real: PathBuf) -> PathBuf {
        let above = self.real_ancestors.get_or_init(|| {
            let ancestors = self.root.ancestors();
            ancestors.filter_map(|above| Some((above.canonicalize().ok()?, above.to_path_buf()))).collect()
        });
        let known = above.iter().find_map(|(real_above, above)| Some(above.join(real.strip_prefix(real_above).ok()?)));
        // Joining nothing would leave a slash at the end.
        self.absolute(&known.unwrap_or(real))
    }

    /// `path` as reports show it.
    pub(crate) fn display(&self, path: &Path) -> String {
        self.display_from(&self.root, path)
    }

    /// `path` as it is named in a file of `folder`, with `/`.
    pub(crate) fn display_from(&self, folder: &Path, path: &Path) -> String {
        display_name(&self.absolute(folder), &self.absolute(path))
    }
}

/// Whether an absolute path has nothing to be taken out of it. Most paths come from the disk and are like that, and taking
/// one apart costs more than a look at its bytes.
fn is_plain(path: &Path) -> bool {
    let bytes = path.as_os_str().as_encoded_bytes();
    let has = |pair: &[u8]| bytes.windows(2).any(|two| two == pair);
    cfg!(unix) && path.is_absolute() && !has(b"/.") && !has(b"//") && (bytes.len() == 1 || !bytes.ends_with(b"/"))
}

/// The way from `root` to `path`; all of `path` where the two have nothing in common.
pub(super) fn display_name(root: &Path, path: &Path) -> String {
    let shared = root.components().zip(path.components()).take_while(|(one, other)| one == other);
    let (mut depth, mut is_near) = (0, false);
    for (component, _) in shared {
        depth += 1;
        is_near |= matches!(component, Component::Normal(_));
    }
    let up = root.components().skip(depth).map(|_| Component::ParentDir);
    let way: PathBuf = up.chain(path.components().skip(depth)).collect();
    let shown = if is_near || path.starts_with(root) { way.to_string_lossy() } else { path.to_string_lossy() };
    // A name is a part of a line, whatever somebody has called a file.
    if shown.is_empty() { ".".to_owned() } else { visible::in_one_line(&shown.replace('\\', "/")).into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_relative_to_the_root() {
        let shown = |path: &str| Sources::new("/work/live/prod").display(Path::new(path));
        assert_eq!(shown("main.tf"), "main.tf");
        assert_eq!(shown("/work/live/prod/kms/./main.tf"), "kms/main.tf");
        assert_eq!(shown("../../modules/kms/main.tf"), "../../modules/kms/main.tf");
        assert_eq!(shown("/work/live/prod"), ".");
        assert_eq!(shown("/tmp/main.tf"), "/tmp/main.tf");
        assert_eq!(Sources::new("/").display(Path::new("tmp/main.tf")), "tmp/main.tf");
    }

    #[test]
    fn one_file_has_one_path() {
        let sources = Sources::new("/root");
        for way in ["/root/a/b", "/root//a/b", "/root/a/b/", "/root/./a/b", "/root/c/../a/b", "a/b", "./a/b"] {
            assert_eq!(sources.absolute(Path::new(way)).as_os_str(), "/root/a/b", "{way}");
        }
        assert_eq!(sources.absolute(Path::new("/root/.a")).as_os_str(), "/root/.a");
        assert_eq!(sources.absolute(Path::new("/")).as_os_str(), "/");
        let file = sources.add("a/b.tf", "");
        assert_eq!(sources.load(Path::new("a/c/../b.tf")).map(|file| file.id()).ok(), Some(file.id()));
        assert_eq!(file.name(), "a/b.tf");
    }
}
