//! Writes a file anew, as a whole or not at all.

mod kept;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use nameless::Nameless;
use tempfile::{Builder, NamedTempFile};

/// Why a file was left as it is.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReplaceError {
    #[error("{0}")]
    Io(#[from] io::Error),
    #[error("it leads through a symbolic link out of the folder")]
    OutOfTree,
    #[error("it has changed since it was read")]
    Changed,
    #[error("it is read-only")]
    ReadOnly,
    #[error("it is not a regular file")]
    Irregular,
    #[error("its folder takes no new file: {0}")]
    Folder(io::Error),
    #[error("it has {0} hard links, and a new file would take the place of one")]
    Linked(u64),
    #[error("its owner and group cannot be kept: {0}")]
    Owner(io::Error),
    #[error("its extended attribute {name} cannot be kept: {error}")]
    Attribute { name: String, error: io::Error },
}

/// Replaces the content of `path`, which must still be `before`.
///
/// The new file takes the place of the old one in one step and keeps its owner, its mode and its extended attributes.
/// Where `path` leads through symbolic links, the file that they lead to is replaced, and only if that lies below
/// `tree` as well.
pub(crate) fn replace(path: &Path, tree: &Path, before: &str, after: &str) -> Result<(), ReplaceError> {
    let real = inside(path, tree)?;
    let metadata = fs::metadata(&real)?;
    if !metadata.is_file() {
        return Err(ReplaceError::Irregular);
    }
    // The folder could be written, so nothing else would stop the replacement.
    if metadata.permissions().readonly() {
        return Err(ReplaceError::ReadOnly);
    }
    if fs::read(&real)? != before.as_bytes() {
        return Err(ReplaceError::Changed);
    }
    take_place(&real, after.as_bytes())
}

/// Has a new file take the place of the one at `path`, which is no symbolic link, or makes it where there is none.
pub(super) fn take_place(path: &Path, bytes: &[u8]) -> Result<(), ReplaceError> {
    let old = match fs::metadata(path) {
        Ok(metadata) => Some(metadata),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error.into()),
    };
    if let Some(old) = &old {
        kept::must_have_one_name(old)?;
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    // The kind alone, without the name of a file that nobody has seen.
    let unmade = |error: io::Error| ReplaceError::Folder(error.kind().into());
    let fill = |new: &mut fs::File| {
        new.write_all(bytes)?;
        if let Some(old) = &old {
            kept::keep(path, old, new)?;
        }
        new.sync_all().map_err(ReplaceError::from)
    };
    let is_new = old.is_none();
    if let (Some(mut new), Some(name)) = (Nameless::made_in(folder, is_new), path.file_name()) {
        fill(&mut new.file)?;
        if let Some(result) = new.take_place(name, temporaries()) {
            return result.map_err(ReplaceError::Folder);
        }
    }
    let mut new = temporary(folder, is_new).map_err(unmade)?;
    fill(new.as_file_mut())?;
    new.into_temp_path().persist(path).map_err(|error| ReplaceError::Folder(error.error))
}

/// A file without a name is gone with the process, however that ends. It gets its name when it is whole, for there is no
/// call that puts it in the place of another: only who is killed between two calls leaves a hidden file. Both calls mean
/// the folder that was opened, wherever somebody moves it meanwhile.
#[cfg(target_os = "linux")]
mod nameless {
    use std::ffi::OsStr;
    use std::fs::File;
    use std::io;
    use std::os::fd::{AsRawFd, OwnedFd};
    use std::path::Path;

    use rustix::fs::{AtFlags, CWD, Mode, OFlags, linkat, open, openat, renameat, unlinkat};
    use tempfile::Builder;

    pub(super) struct Nameless {
        folder: OwnedFd,
        pub(super) file: File,
    }

    impl Nameless {
        /// None where the file system has no such files.
        pub(super) fn made_in(folder: &Path, is_new: bool) -> Option<Self> {
            let mode = Mode::from_raw_mode(if is_new { 0o666 } else { 0o600 });
            let folder = open(folder, OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty()).ok()?;
            let file = openat(&folder, ".", OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC, mode).ok()?;
            Some(Self { folder, file: file.into() })
        }

        /// Puts it in the place of what has a name in the folder. None where it can be given no name, as without `/proc`.
        pub(super) fn take_place(self, name: &OsStr, names: Builder<'_, '_>) -> Option<io::Result<()>> {
            let open_file = format!("/proc/self/fd/{}", self.file.as_raw_fd());
            let link = |path: &Path| {
                let hidden = path.file_name().unwrap_or_default();
                Ok(linkat(CWD, open_file.as_str(), &self.folder, hidden, AtFlags::SYMLINK_FOLLOW)?)
            };
            let hidden = names.make_in("", link).ok()?.into_temp_path().keep().ok()?;
            let hidden = hidden.file_name()?;
            let moved = renameat(&self.folder, hidden, &self.folder, name);
            if moved.is_err() {
                // What cannot be removed either is the lesser trouble.
                let _ = unlinkat(&self.folder, hidden, AtFlags::empty());
            }
            Some(moved.map_err(io::Error::from))
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod nameless {
    use std::convert::Infallible;
    use std::ffi::OsStr;
    use std::fs::File;
    use std::io;
    use std::path::Path;

    use tempfile::Builder;

    /// No other system has such files.
    pub(super) struct Nameless {
        pub(super) file: File,
        never: Infallible,
    }

    impl Nameless {
        pub(super) fn made_in(_: &Path, _: bool) -> Option<Self> {
            None
        }

        pub(super) fn take_place(self, _: &OsStr, _: Builder<'_, '_>) -> Option<io::Result<()>> {
            match self.never {}
        }
    }
}

/// How files are called that go away again unless they take the place of another.
fn temporaries<'a>() -> Builder<'a, 'a> {
    let mut builder = Builder::new();
    builder.prefix(".kmslint-");
    builder
}

/// A file that goes away again unless it takes the place of another; until then nobody else reads it.
fn temporary(folder: &Path, is_new: bool) -> io::Result<NamedTempFile> {
    let mut builder = temporaries();
    if is_new {
        allow_what_the_user_allows(&mut builder);
    }
    builder.tempfile_in(folder)
}

#[cfg(unix)]
fn allow_what_the_user_allows(builder: &mut Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn allow_what_the_user_allows(_: &mut Builder<'_, '_>) {}

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
    fn the_owner_and_the_group_are_kept() {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deploy.sh");
        fs::write(&path, "old").unwrap();
        // Only the superuser can give a file away.
        if chown(&path, Some(12_345), Some(54_321)).is_err() {
            return;
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(0o2750)).unwrap();
        replace(&path, folder.path(), "old", "new").unwrap();
        let metadata = fs::metadata(&path).unwrap();
        assert_eq!((metadata.uid(), metadata.gid(), metadata.mode() & 0o7777), (12_345, 54_321, 0o2750));
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn extended_attributes_and_access_control_lists_are_kept() {
        use rustix::fs::{XattrFlags, getxattr, setxattr};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("main.tf");
        fs::write(&path, "old").unwrap();
        let attributes = [("user.origin", &b"generated"[..]), (ACCESS_LIST, &access_list(6))];
        for (name, value) in attributes {
            // Not every file system has them.
            if setxattr(&path, name, value, XattrFlags::empty()).is_err() {
                return;
            }
        }
        replace(&path, folder.path(), "old", "new").unwrap();
        for (name, value) in attributes {
            let mut bytes = [0; 64];
            let length = getxattr(&path, name, &mut bytes).unwrap();
            assert_eq!(&bytes[..length], value, "{name}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_access_control_list_of_a_folder_is_not_that_of_its_old_files() {
        use rustix::fs::{XattrFlags, getxattr, setxattr};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("main.tf");
        fs::write(&path, "old").unwrap();
        let default = "system.posix_acl_default";
        if setxattr(folder.path(), default, &access_list(6), XattrFlags::empty()).is_err() {
            return;
        }
        replace(&path, folder.path(), "old", "new").unwrap();
        assert!(getxattr(&path, ACCESS_LIST, &mut [0; 64]).is_err());
    }

    #[cfg(target_os = "linux")]
    const ACCESS_LIST: &str = "system.posix_acl_access";

    /// The kernel's form of a list that gives user 12345 the rights of a digit of a mode.
    #[cfg(target_os = "linux")]
    fn access_list(rights: u16) -> Vec<u8> {
        let entries = [
            (0x01, 6, u32::MAX),
            (0x02, rights, 12_345),
            (0x04, 4, u32::MAX),
            (0x10, 6, u32::MAX),
            (0x20, 0, u32::MAX),
        ];
        let entry = |(tag, rights, id): (u16, u16, u32)| {
            [&tag.to_le_bytes()[..], &rights.to_le_bytes(), &id.to_le_bytes()].concat()
        };
        [2_u32.to_le_bytes().to_vec(), entries.map(entry).concat()].concat()
    }

    #[cfg(unix)]
    #[test]
    fn a_file_with_several_names_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let names = ["main.tf", "other.tf"].map(|name| folder.path().join(name));
        fs::write(&names[0], "old").unwrap();
        fs::hard_link(&names[0], &names[1]).unwrap();
        assert!(matches!(replace(&names[0], folder.path(), "old", "new"), Err(ReplaceError::Linked(2))));
        assert_eq!(names.map(|name| fs::read_to_string(name).unwrap()), ["old", "old"]);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing else is left behind");
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
