//! The project: the folder in which callers of a module and saved instances are looked for.

use std::path::{Path, PathBuf};

use crate::config::FILE_NAMES;
use crate::source::Sources;

/// The folder of the nearest `.git` above a path, else of the outermost configuration above it, else the working
/// directory if the path lies below it, else the path's own folder.
pub(super) fn folder_of(path: &Path, sources: &Sources) -> PathBuf {
    let path = sources.real(path);
    let own = if sources.is_dir(&path) { path.as_path() } else { path.parent().unwrap_or(&path) };
    let has = |folder: &&Path, name: &str| folder.join(name).symlink_metadata().is_ok();
    if let Some(repository) = own.ancestors().find(|folder| has(folder, ".git")) {
        return repository.to_path_buf();
    }
    let is_configured = |folder: &&Path| FILE_NAMES.iter().any(|name| sources.is_file(&folder.join(name)));
    if let Some(outermost) = own.ancestors().filter(is_configured).last() {
        return outermost.to_path_buf();
    }
    if own.starts_with(sources.root()) { sources.root().to_path_buf() } else { own.to_path_buf() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn the_repository_comes_before_configurations_and_those_before_the_working_directory() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        fs::create_dir_all(root.join("a/b/c")).unwrap();
        let project = |from: &str, path: &str| {
            let sources = Sources::new(root.join(from));
            folder_of(&root.join(path), &sources).strip_prefix(&root).unwrap().display().to_string()
        };
        assert_eq!(project("a", "a/b/c"), "a");
        assert_eq!(project("a/b/c", "a/b/main.tf"), "a/b", "the path is not below the working directory");
        fs::write(root.join("a/b/.kmslint.yaml"), "").unwrap();
        assert_eq!(project("", "a/b/c"), "a/b");
        fs::write(root.join("a/.kmslint.yml"), "").unwrap();
        assert_eq!(project("a/b", "a/b/c"), "a");
        // The `.git` of a worktree or a submodule is a file.
        fs::write(root.join("a/b/.git"), "gitdir: elsewhere").unwrap();
        assert_eq!(project("", "a/b/c/main.tf"), "a/b");
    }
}
