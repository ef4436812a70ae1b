//! What a file keeps when a new one takes its place: its owner, its group, its mode, its extended attributes.

use std::fs::{File, Metadata};
use std::path::Path;

use super::ReplaceError;

/// Refuses a file that has further names.
///
/// A new file would take the place of one name, and the others would keep the old text. To write over the file where it
/// is would keep them in step, but leave half a text behind where the disk is full or the machine stops.
#[cfg(unix)]
pub(super) fn must_have_one_name(old: &Metadata) -> Result<(), ReplaceError> {
    use std::os::unix::fs::MetadataExt;
    if old.nlink() > 1 { Err(ReplaceError::Linked(old.nlink())) } else { Ok(()) }
}

#[cfg(not(unix))]
pub(super) fn must_have_one_name(_: &Metadata) -> Result<(), ReplaceError> {
    Ok(())
}

/// Gives the new file what the one at `path` has.
pub(super) fn keep(path: &Path, old: &Metadata, new: &File) -> Result<(), ReplaceError> {
    keep_owner(old, new)?;
    keep_attributes(path, new)?;
    // A change of the owner takes some of the mode away, so the mode comes last.
    new.set_permissions(old.permissions())?;
    Ok(())
}

#[cfg(unix)]
fn keep_owner(old: &Metadata, new: &File) -> Result<(), ReplaceError> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let made = new.metadata()?;
    if (made.uid(), made.gid()) == (old.uid(), old.gid()) {
        return Ok(());
    }
    fchown(new, Some(old.uid()), Some(old.gid())).map_err(ReplaceError::Owner)
}

#[cfg(not(unix))]
fn keep_owner(_: &Metadata, _: &File) -> Result<(), ReplaceError> {
    Ok(())
}

/// Access control lists are among the extended attributes. One that a folder gives its new files is not the old file's.
#[cfg(target_os = "linux")]
fn keep_attributes(path: &Path, new: &File) -> Result<(), ReplaceError> {
    use rustix::fs::{XattrFlags, fgetxattr, fremovexattr, fsetxattr, getxattr, listxattr};
    use rustix::io::{Errno, Result};

    /// What the kernel allows a list of names, and a value.
    const MOST_BYTES: usize = 64 * 1024;
    const ACCESS_CONTROL_LIST: &[u8] = b"system.posix_acl_access";

    let read = |source: &dyn Fn(&mut [u8]) -> Result<usize>| {
        let mut bytes = vec![0; MOST_BYTES];
        source(&mut bytes).map(|length| {
            bytes.truncate(length);
            bytes
        })
    };
    let keep = |name: &[u8]| {
        let value = read(&|bytes| getxattr(path, name, bytes))?;
        let is_there = read(&|bytes| fgetxattr(new, name, bytes)).is_ok_and(|other| other == value);
        if is_there { Ok(()) } else { fsetxattr(new, name, &value, XattrFlags::empty()) }
    };
    let without = |name: &[u8]| match fremovexattr(new, name) {
        Err(Errno::NODATA | Errno::NOTSUP) => Ok(()),
        result => result,
    };
    let names = match read(&|bytes| listxattr(path, bytes)) {
        Err(Errno::NOTSUP) => Vec::new(),
        names => names.map_err(std::io::Error::from)?,
    };
    let names = || names.split(|&byte| byte == 0).filter(|name| !name.is_empty());
    let inherited = Some(ACCESS_CONTROL_LIST).filter(|list| !names().any(|name| name == *list));
    let results = names().map(|name| (name, keep(name))).chain(inherited.map(|name| (name, without(name))));
    for (name, result) in results {
        let name = String::from_utf8_lossy(name).into_owned();
        result.map_err(|error| ReplaceError::Attribute { name, error: error.into() })?;
    }
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn keep_attributes(_: &Path, _: &File) -> Result<(), ReplaceError> {
    Ok(())
}
