//! Opens what is a file, and nothing else: a pipe would be waited for, and a device may never end.

use std::fs::{self, Metadata};
use std::io::{self, Read};
use std::path::Path;

use super::remembered::Stamp;
use super::{MAX_FILE_SIZE, ReadError};

/// All bytes of a file, and what the disk said of it before they were read.
pub(super) fn read(path: &Path, is_file: bool) -> Result<(Vec<u8>, Option<Stamp>), ReadError> {
    let (file, before) = open(path, is_file)?;
    let size = before.len();
    if size > MAX_FILE_SIZE {
        return Err(ReadError::TooLarge { size });
    }
    let mut bytes = Vec::with_capacity(size as usize + 1);
    // What says that it is empty need not be: the files of `/proc` are written while they are read.
    file.take(MAX_FILE_SIZE + 1).read_to_end(&mut bytes).map_err(as_read_error)?;
    match bytes.len() as u64 {
        read if read > MAX_FILE_SIZE => Err(ReadError::TooLarge { size: read }),
        _ => Ok((bytes, Stamp::of(&before).filter(|_| before.is_file()))),
    }
}

/// A file, with what the disk says of it. `is_file` where the disk has said so already.
pub(super) fn open(path: &Path, is_file: bool) -> Result<(fs::File, Metadata), ReadError> {
    // Opening a pipe waits for whoever writes into it. The shell's own (`<(…)`) are open already.
    let is_opened_by_shell = !is_file && ["/dev/fd", "/proc/self/fd"].iter().any(|folder| path.starts_with(folder));
    if !is_file && !is_opened_by_shell && path != Path::new("/dev/stdin") {
        must_be_a_file(&fs::metadata(path).map_err(as_read_error)?)?;
    }
    let file = fs::File::open(path).map_err(as_read_error)?;
    let metadata = file.metadata().map_err(as_read_error)?;
    Ok((file, metadata))
}

fn as_read_error(error: io::Error) -> ReadError {
    match error.kind() {
        io::ErrorKind::NotFound => ReadError::Missing,
        _ => ReadError::Io(error.to_string()),
    }
}

fn must_be_a_file(metadata: &Metadata) -> Result<(), ReadError> {
    if metadata.is_file() { Ok(()) } else { Err(ReadError::NoFile(kind_of(metadata))) }
}

#[cfg(unix)]
fn kind_of(metadata: &Metadata) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    let kind = metadata.file_type();
    if kind.is_dir() {
        "a folder"
    } else if kind.is_fifo() {
        "a named pipe"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn kind_of(metadata: &Metadata) -> &'static str {
    if metadata.is_dir() { "a folder" } else { "a device" }
}
