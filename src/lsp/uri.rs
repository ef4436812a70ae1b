//! URIs of files as paths, and back. Clients write them in different ways, so what one has written is kept for it.

use std::fmt::Write;
use std::path::{Path, PathBuf};

const SCHEME: &str = "file://";

/// The path of a `file:` URI; none of any other.
pub(super) fn path_of(uri: &str) -> Option<PathBuf> {
    let is_file = uri.get(..SCHEME.len()).is_some_and(|scheme| scheme.eq_ignore_ascii_case(SCHEME));
    let rest = uri.get(SCHEME.len()..).filter(|_| is_file)?;
    // A host that is not this one has none of our files.
    let path = rest.strip_prefix("localhost").unwrap_or(rest);
    let path = path.split(['?', '#']).next().filter(|path| path.starts_with('/'))?;
    from_bytes(decoded(path))
}

/// The URI of a path, as most clients write it.
pub(super) fn of_path(path: &Path) -> String {
    let shown = path.to_string_lossy().replace('\\', "/");
    let slash = if shown.starts_with('/') { "" } else { "/" };
    let bytes = bytes_of(path).unwrap_or_else(|| shown.into_bytes());
    let mut uri = format!("{SCHEME}{slash}");
    for byte in bytes {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(byte as char),
            byte if byte.is_ascii_alphanumeric() => uri.push(byte as char),
            byte => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

/// The part of any URI that names something, decoded: `Untitled-1` of `untitled:Untitled-1`.
pub(super) fn name_of(uri: &str) -> String {
    let rest = uri.split_once(':').map_or(uri, |(_, rest)| rest);
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let name = rest.rsplit('/').find(|part| !part.is_empty()).unwrap_or_default();
    let name = String::from_utf8_lossy(&decoded(name)).into_owned();
    name.replace(['/', '\\', '\0'], "_")
}

fn decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let escaped = digits.filter(|_| first == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(escaped.unwrap_or(first));
        rest = if escaped.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    bytes
}

#[cfg(unix)]
fn from_bytes(bytes: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    (!bytes.contains(&0)).then(|| PathBuf::from(std::ffi::OsString::from_vec(bytes)))
}

#[cfg(not(unix))]
fn from_bytes(bytes: Vec<u8>) -> Option<PathBuf> {
    let text = String::from_utf8(bytes).ok()?;
    // `/c:/a` is the path `c:/a`.
    let has_drive = text.as_bytes().get(2) == Some(&b':');
    Some(PathBuf::from(if has_drive { text.trim_start_matches('/') } else { &text }))
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere paths are no bytes")]
fn bytes_of(path: &Path) -> Option<Vec<u8>> {
    use std::os::unix::ffi::OsStrExt;
    Some(path.as_os_str().as_bytes().to_vec())
}

#[cfg(not(unix))]
fn bytes_of(_: &Path) -> Option<Vec<u8>> {
    None
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn every_path_has_a_uri_that_leads_back() {
        for path in ["/", "/a b.tf", "/a%20b.tf", "/\u{e9}/\u{1f600}.yaml", "/a?b#c", "/c:\\d"] {
            assert_eq!(path_of(&of_path(Path::new(path))).as_deref(), Some(Path::new(path)));
        }
        assert_eq!(of_path(Path::new("/a b.tf")), "file:///a%20b.tf");
    }

    #[test]
    fn clients_write_uris_in_different_ways() {
        let path = |uri| path_of(uri).map(|path| path.display().to_string());
        assert_eq!(path("file:///c%3A/x.tf").as_deref(), Some("/c:/x.tf"));
        assert_eq!(path("FILE:///a%2fb?x#y").as_deref(), Some("/a/b"));
        assert_eq!(path("file://localhost/a").as_deref(), Some("/a"));
        assert_eq!(path("file:///100%.tf").as_deref(), Some("/100%.tf"));
        for uri in ["untitled:Untitled-1", "file://server/share", "file:a", "", "file:///%00", "é"] {
            assert_eq!(path(uri), None, "{uri}");
        }
    }

    #[test]
    fn what_is_no_file_has_a_name() {
        assert_eq!(name_of("untitled:Untitled-1"), "Untitled-1");
        assert_eq!(name_of("git:/a/main.tf?ref=x"), "main.tf");
        assert_eq!(name_of("vscode-remote://x/a%2Fb/"), "a_b");
        assert_eq!(name_of("x:"), "");
    }
}
