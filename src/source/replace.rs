//! Writes a file anew, as a whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Why a file was left as it is.
#[derive(Debug, thiserror::Error)]
pub enum ReplaceError {
    #[error("{0}")]
    Io(#[from] io::Error),
    #[error("it leads through a symbolic link out of the folder")]
    OutOfTree,
    #[error("it has changed since it was read")]
    Changed,
    #[error("it is read-only")]
    ReadOnly,
}

/// Replaces the content of `path`, which must still be `before`.
///
/// The new file takes the place of the old one in one step and keeps its mode. Where `path` leads through symbolic
/// links, the file that they lead to is replaced, and only if that lies below `tree` as well.
pub fn replace(path: &Path, tree: &Path, before: &str, after: &str) -> Result<(), ReplaceError> {
    let real = inside(path, tree)?;
    let permissions = fs::metadata(&real)?.permissions();
    // The folder could be written, so nothing else would stop the replacement.
    if permissions.readonly() {
        return Err(ReplaceError::ReadOnly);
    }
    if fs::read(&real)? != before.as_bytes() {
        return Err(ReplaceError::Changed);
    }
    let folder = real.parent().unwrap_or(Path::new("."));
    let mut new = NamedTempFile::with_prefix_in(".kmslint-", folder)?;
    new.write_all(after.as_bytes())?;
    new.as_file().set_permissions(permissions)?;
    new.as_file().sync_all()?;
    new.persist(&real).map_err(|error| error.error)?;
    Ok(())
}

/// The file that a path leads to. A path outside of the tree was named as such, so its own folder is its tree.
fn inside(path: &Path, tree: &Path) -> Result<PathBuf, ReplaceError> {
    let tree = if path.starts_with(tree) { tree } else { path.parent().unwrap_or(path) };
    let real = path.canonicalize()?;
    if real.starts_with(tree.canonicalize()?) { Ok(real) } else { Err(ReplaceError::OutOfTree) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_where_it_is_what_was_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("main.tf");
        fs::write(&path, "old").unwrap();
        replace(&path, folder.path(), "old", "new").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert!(matches!(replace(&path, folder.path(), "old", "newer"), Err(ReplaceError::Changed)));
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left behind");
    }

    #[test]
    fn a_file_that_is_read_only_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("main.tf");
        fs::write(&path, "old").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert!(matches!(replace(&path, folder.path(), "old", "new"), Err(ReplaceError::ReadOnly)));
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    }

    #[cfg(unix)]
    #[test]
    fn the_mode_is_kept() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deploy.sh");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o750)).unwrap();
        replace(&path, folder.path(), "old", "new").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o750);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_inside_the_tree_only() {
        let folder = tempfile::tempdir().unwrap();
        let tree = folder.path().join("tree");
        fs::create_dir(&tree).unwrap();
        fs::write(folder.path().join("outside.tf"), "old").unwrap();
        fs::write(tree.join("inside.tf"), "old").unwrap();
        std::os::unix::fs::symlink("../outside.tf", tree.join("out.tf")).unwrap();
        std::os::unix::fs::symlink("inside.tf", tree.join("in.tf")).unwrap();
        std::os::unix::fs::symlink("..", tree.join("up")).unwrap();
        for path in ["out.tf", "up/outside.tf"] {
            assert!(matches!(replace(&tree.join(path), &tree, "old", "new"), Err(ReplaceError::OutOfTree)), "{path}");
        }
        assert_eq!(fs::read_to_string(folder.path().join("outside.tf")).unwrap(), "old");
        replace(&tree.join("in.tf"), &tree, "old", "new").unwrap();
        assert_eq!(fs::read_to_string(tree.join("inside.tf")).unwrap(), "new");
        assert!(tree.join("in.tf").is_symlink());
    }
}
