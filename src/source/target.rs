//! Where a report or a baseline is written to.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::source::replace::{ReplaceError, take_place};

/// A place that takes what kmslint itself writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// A file that is replaced, or made where there is none; the links that lead to it have been followed.
    File(PathBuf),
    /// What has no content that could be replaced: a device, a pipe, a file that is open already as `/dev/stdout`.
    Stream(PathBuf),
}

impl Target {
    /// What a path leads to.
    pub(crate) fn of(path: &Path) -> io::Result<Self> {
        let mut path = path.to_owned();
        // The system follows no more links either. It says so when the path is opened.
        for _ in 0..40 {
            let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { break };
            let folder = Path::new(".").join(folder).canonicalize()?;
            if ["/proc", "/dev/fd"].iter().any(|open_files| folder.starts_with(open_files)) {
                break;
            }
            let real = folder.join(name);
            match real.read_link() {
                Ok(link) => path = folder.join(link),
                Err(_) if fs::metadata(&real).is_ok_and(|metadata| !metadata.is_file()) => break,
                Err(_) => return Ok(Self::File(real)),
            }
        }
        Ok(Self::Stream(path))
    }

    /// Writes all of it: a file in one step, so that no reader sees a part.
    pub(crate) fn write(&self, bytes: &[u8]) -> io::Result<()> {
        let path = match self {
            Self::Stream(path) => return fs::write(path, bytes),
            Self::File(path) => path,
        };
        // To replace a file asks its folder alone, but what is protected is not to be written.
        match OpenOptions::new().write(true).open(path) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        match take_place(path, bytes) {
            // Here the file matters more than that it is written in one step: nothing in it is the author's work.
            Err(error) if needs_the_old_file(&error) => fs::write(path, bytes),
            Err(ReplaceError::Io(error) | ReplaceError::Folder(error)) => Err(error),
            Err(error) => Err(io::Error::other(error)),
            Ok(()) => Ok(()),
        }
    }
}

/// Whether a new file could not be what the old one is.
fn needs_the_old_file(error: &ReplaceError) -> bool {
    match error {
        ReplaceError::Linked(_) | ReplaceError::Owner(_) | ReplaceError::Attribute { .. } => true,
        ReplaceError::Folder(error) => {
            matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(path: &Path, text: &str) {
        Target::of(path).unwrap().write(text.as_bytes()).unwrap();
    }

    #[test]
    fn a_file_is_made_and_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.json");
        for text in ["made", "replaced"] {
            write(&path, text);
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left behind");
        }
    }

    #[cfg(unix)]
    #[test]
    fn who_reads_a_file_meanwhile_reads_the_old_one_to_its_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.json");
        write(&path, "old");
        let before = fs::File::open(&path).unwrap();
        write(&path, "new");
        assert_eq!(io::read_to_string(before).unwrap(), "old");
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Target::of(&folder.path().join("no/report.json")).unwrap_err().kind(), ErrorKind::NotFound);
        assert!(Target::of(folder.path()).unwrap().write(b"new").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_file_has_the_mode_that_the_user_gives_files_and_keeps_another() {
        use std::os::unix::fs::{MetadataExt, PermissionsExt};
        let folder = tempfile::tempdir().unwrap();
        let [path, usual] = ["report.json", "usual"].map(|name| folder.path().join(name));
        let mode = |path: &Path| fs::metadata(path).unwrap().mode() & 0o7777;
        fs::write(&usual, "").unwrap();
        write(&path, "old");
        assert_eq!(mode(&path), mode(&usual));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o604)).unwrap();
        write(&path, "new");
        assert_eq!(mode(&path), 0o604);
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_links() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::create_dir(path("reports")).unwrap();
        std::os::unix::fs::symlink("reports/last.json", path("link.json")).unwrap();
        std::os::unix::fs::symlink("../link.json", path("reports/again.json")).unwrap();
        for text in ["made", "replaced"] {
            write(&path("reports/again.json"), text);
            assert_eq!(fs::read_to_string(path("reports/last.json")).unwrap(), text);
        }
        assert!(path("link.json").is_symlink() && path("reports/again.json").is_symlink());
    }

    #[cfg(unix)]
    #[test]
    fn a_file_with_several_names_stays_one_file() {
        let folder = tempfile::tempdir().unwrap();
        let names = ["report.json", "same.json"].map(|name| folder.path().join(name));
        fs::write(&names[0], "old").unwrap();
        fs::hard_link(&names[0], &names[1]).unwrap();
        write(&names[0], "new");
        assert_eq!(names.map(|name| fs::read_to_string(name).unwrap()), ["new", "new"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn devices_and_open_files_are_written_to_as_they_are() {
        use std::os::fd::AsRawFd;
        let is_stream = |path: &str| matches!(Target::of(Path::new(path)).unwrap(), Target::Stream(_));
        assert!(is_stream("/dev/null") && is_stream("/dev/stdout") && is_stream("/dev/fd/1"));
        let file = tempfile::tempfile().unwrap();
        assert!(is_stream(&format!("/proc/self/fd/{}", file.as_raw_fd())));
        write(Path::new("/dev/null"), "new");
    }
}
