//! Paths into inputs: Terraform folders and single documents, walked as git would see them.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use crate::config::FILE_NAMES;
use crate::source::Sources;

/// How a file is read, by its ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileKind {
    /// Part of the module that its folder is.
    Terraform,
    Json,
    Yaml,
    Xml,
    /// Requests as HTTP clients of editors keep them.
    Http,
    Shell,
}

/// What there is to check.
#[derive(Clone, Debug, Default)]
pub(crate) struct Inputs {
    /// Folders with Terraform files, sorted.
    pub modules: BTreeSet<PathBuf>,
    /// Other files that may hold configuration, sorted.
    pub documents: BTreeSet<PathBuf>,
    /// Files that were given by name.
    pub named: BTreeSet<PathBuf>,
    /// Folders that were given by name.
    pub folders: BTreeSet<PathBuf>,
    /// Every file that a folder holds, whatever it is, those that the configuration excludes among them.
    pub files: BTreeSet<PathBuf>,
    /// What was asked for and is not looked at, or could not be.
    pub passed_over: Vec<PassedOver>,
}

/// A file or folder that is not looked at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PassedOver {
    pub path: PathBuf,
    pub reason: Reason,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reason {
    /// The configuration keeps it out of every run.
    Excluded,
    /// Its name does not say what it is.
    UnknownKind,
    /// It is a link that leads nowhere, or back to itself.
    BrokenLink,
    /// The disk refuses it, in its own words.
    Unreadable(String),
}

/// Why there is nothing to check.
#[derive(Clone, Debug, thiserror::Error)]
pub(crate) enum DiscoverError {
    #[error("{0}: no such file or folder")]
    Missing(String),
}

/// Folders whose name begins with a dot that hold configuration all the same.
const SHOWN_HIDDEN: &[&str] = &[".github", ".gitlab", ".gitlab-ci.yml"];

/// The kind of a file by its name; `None` where no surface is written in such files.
pub(crate) fn kind_of(path: &Path) -> Option<FileKind> {
    // A name that is not UTF-8 has an ending all the same.
    let name = path.file_name()?.to_string_lossy().to_lowercase();
    const ENDINGS: &[(&str, FileKind)] = &[
        (".tf", FileKind::Terraform),
        (".tofu", FileKind::Terraform),
        (".tf.json", FileKind::Terraform),
        (".tofu.json", FileKind::Terraform),
        (".tfvars", FileKind::Terraform),
        (".tfvars.json", FileKind::Terraform),
        (".json", FileKind::Json),
        (".yaml", FileKind::Yaml),
        (".yml", FileKind::Yaml),
        (".xml", FileKind::Xml),
        (".http", FileKind::Http),
        (".rest", FileKind::Http),
        (".sh", FileKind::Shell),
        (".bash", FileKind::Shell),
    ];
    // The longest ending decides: `main.tf.json` is Terraform, not any JSON.
    ENDINGS
        .iter()
        .filter(|(ending, _)| name.ends_with(ending))
        .max_by_key(|(ending, _)| ending.len())
        .map(|&(_, kind)| kind)
}

/// The kind of a file that is there: by its name, or a script by its first line where the name has no ending.
pub(crate) fn kind_of_file(path: &Path) -> Option<FileKind> {
    kind_of(path).or_else(|| (path.extension().is_none() && begins_as_script(path)).then_some(FileKind::Shell))
}

/// Whether a file's first line names a shell: `#!/bin/sh`, `#!/usr/bin/env bash`.
fn begins_as_script(path: &Path) -> bool {
    const SHELLS: &[&str] = &["sh", "bash", "dash", "zsh", "ksh", "ash"];
    let mut start = Vec::new();
    let is_read = File::open(path).is_ok_and(|file| file.take(80).read_to_end(&mut start).is_ok());
    let line = start.split(|byte| *byte == b'\n').next().and_then(|line| line.strip_prefix(b"#!"));
    let Some(line) = line.filter(|_| is_read).and_then(|line| std::str::from_utf8(line).ok()) else { return false };
    let mut words = line.split_whitespace().map(|word| word.rsplit('/').next().unwrap_or_default());
    words.any(|word| SHELLS.contains(&word))
}

/// The versions of providers that a root module uses: no part of what the module declares, but what is true of the module
/// depends on it.
fn is_lock_file(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == ".terraform.lock.hcl")
}

/// Everything below the paths. A file that is given by name is always taken; a folder is walked.
///
/// # Errors
///
/// When a path does not exist. What cannot be read costs itself, and is among those passed over.
pub(crate) fn discover(
    paths: &[PathBuf],
    sources: &Sources,
    is_excluded: &dyn Fn(&Path) -> bool,
) -> Result<Inputs, DiscoverError> {
    let mut inputs = Inputs::default();
    for path in paths {
        let absolute = sources.real(path);
        if sources.is_dir(&absolute) {
            inputs.walk(&absolute, sources, is_excluded);
            inputs.folders.insert(absolute);
        } else if sources.is_file(&absolute) {
            inputs.take(&absolute, is_excluded);
            inputs.named.insert(absolute);
        } else {
            return Err(DiscoverError::Missing(path.display().to_string()));
        }
    }
    Ok(inputs)
}

impl Inputs {
    /// Takes in a file that was given by name.
    fn take(&mut self, path: &Path, is_excluded: &dyn Fn(&Path) -> bool) {
        let is_configuration = path.file_name().is_some_and(|name| FILE_NAMES.iter().any(|own| name == *own));
        match (kind_of_file(path), path.parent()) {
            // A configuration says how others are checked, and is checked when it is read.
            _ if is_configuration => {}
            _ if is_excluded(path) => self.pass_over(path.to_path_buf(), Reason::Excluded),
            (Some(FileKind::Terraform), Some(folder)) => {
                self.modules.insert(folder.to_path_buf());
            }
            (None, Some(folder)) if is_lock_file(path) => {
                self.modules.insert(folder.to_path_buf());
            }
            (Some(_), _) => {
                self.documents.insert(path.to_path_buf());
            }
            (None, _) => self.pass_over(path.to_path_buf(), Reason::UnknownKind),
        }
    }

    /// Takes in the files below a folder: `.gitignore` and git's other excludes count, hidden files and `.terraform` are
    /// passed over.
    fn walk(&mut self, folder: &Path, sources: &Sources, is_excluded: &dyn Fn(&Path) -> bool) {
        let mut walk = WalkBuilder::new(folder);
        walk.hidden(false).ignore(false).require_git(false);
        walk.filter_entry(|entry| entry.depth() == 0 || is_shown(entry));
        for entry in walk.build() {
            match entry {
                Ok(entry) => self.take_entry(&entry, sources, is_excluded),
                Err(error) => {
                    let path = place_of(&error).map_or_else(|| folder.to_path_buf(), |path| sources.absolute(path));
                    self.pass_over(path, Reason::Unreadable(message_of(&error)));
                }
            }
        }
    }

    fn take_entry(&mut self, entry: &DirEntry, sources: &Sources, is_excluded: &dyn Fn(&Path) -> bool) {
        let is_link = entry.path_is_symlink();
        if entry.file_type().is_some_and(|kind| kind.is_dir()) || (is_link && entry.path().is_dir()) {
            return;
        }
        let path = sources.absolute(entry.path());
        self.files.insert(path.clone());
        if is_excluded(&path) {
            return;
        }
        if is_link && !entry.path().is_file() {
            // A module says itself what it cannot read.
            match (kind_of(&path), path.parent()) {
                (Some(FileKind::Terraform), Some(folder)) => {
                    self.modules.insert(folder.to_path_buf());
                }
                (Some(_), _) => self.pass_over(path, Reason::BrokenLink),
                (None, _) => {}
            }
            return;
        }
        match (kind_of_file(&path), path.parent()) {
            (Some(FileKind::Terraform), Some(folder)) => {
                self.modules.insert(folder.to_path_buf());
            }
            (Some(_), _) => {
                self.documents.insert(path);
            }
            (None, _) => {}
        }
    }

    fn pass_over(&mut self, path: PathBuf, reason: Reason) {
        self.passed_over.push(PassedOver { path, reason });
    }
}

/// The path that an error of the walk speaks of.
fn place_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::Loop { child, .. } => Some(child),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => place_of(err),
        ignore::Error::Partial(errors) => errors.iter().find_map(place_of),
        _ => None,
    }
}

/// What an error of the walk says beside the path.
fn message_of(error: &ignore::Error) -> String {
    error.io_error().map_or_else(|| error.to_string(), |error| error.kind().to_string())
}

fn is_shown(entry: &DirEntry) -> bool {
    let name = entry.file_name();
    let is_hidden = name.as_encoded_bytes().starts_with(b".");
    !is_hidden || SHOWN_HIDDEN.iter().any(|shown| name == OsStr::new(shown))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn found(folder: &Path) -> Vec<String> {
        let sources = Sources::new(folder);
        let inputs = discover(&[PathBuf::from(".")], &sources, &|_| false).expect("the folder is readable");
        inputs.modules.iter().chain(&inputs.documents).map(|path| sources.display(path)).collect()
    }

    #[test]
    fn folders_are_walked_as_git_sees_them() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for file in [
            "a/main.tf",
            "a/.terraform/modules/x/main.tf",
            ".github/w.yml",
            ".hidden/x.json",
            "ignored/x.json",
            "b.json",
            "c.txt",
        ] {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().expect("a parent")).expect("created");
            fs::write(path, "").expect("written");
        }
        fs::write(folder.path().join(".gitignore"), "ignored/\n").expect("written");
        assert_eq!(found(folder.path()), ["a", ".github/w.yml", "b.json"]);
    }

    #[test]
    fn a_script_without_ending_is_known_by_its_first_line() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let files: &[(&str, &[u8])] = &[
            ("bind", b"#!/usr/bin/env bash\r\ntrue\n"),
            ("alias", b"#!/bin/sh -e\n"),
            ("report", b"#!/usr/bin/env python3\nsh = 1\n"),
            ("LICENSE", b"sh\n"),
            ("binary", b"#!\xff\xfe sh"),
            ("empty", b""),
            ("notes.md", b"#!/bin/sh\n"),
        ];
        for (name, text) in files {
            fs::write(folder.path().join(name), text).expect("written");
        }
        assert_eq!(found(folder.path()), ["alias", "bind"]);
    }

    #[test]
    fn the_longest_ending_decides() {
        assert_eq!(kind_of(Path::new("main.tf.json")), Some(FileKind::Terraform));
        assert_eq!(kind_of(Path::new("body.JSON")), Some(FileKind::Json));
        assert_eq!(kind_of(Path::new("notes.md")), None);
    }

    #[test]
    fn a_missing_path_is_named() {
        let error = discover(&[PathBuf::from("nope.tf")], &Sources::new("/nowhere"), &|_| false);
        assert_eq!(error.err().map(|error| error.to_string()).as_deref(), Some("nope.tf: no such file or folder"));
    }
}
