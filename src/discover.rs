//! Paths into inputs: Terraform folders and single documents, walked as git would see them.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use crate::source::Sources;

/// How a file is read, by its ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
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
pub struct Inputs {
    /// Folders with Terraform files, sorted.
    pub modules: Vec<PathBuf>,
    /// Other files that may hold configuration, sorted.
    pub documents: Vec<PathBuf>,
    /// Files that were given by name.
    pub named: BTreeSet<PathBuf>,
    /// Folders that were given by name or hold what was found below them: all of their files are reported on.
    pub whole_modules: BTreeSet<PathBuf>,
}

/// Why there is nothing to check.
#[derive(Clone, Debug, thiserror::Error)]
pub enum DiscoverError {
    #[error("{0}: no such file or folder")]
    Missing(String),
    #[error("{path}: {message}")]
    Unreadable { path: String, message: String },
}

/// Folders whose name begins with a dot that hold configuration all the same.
const SHOWN_HIDDEN: &[&str] = &[".github", ".gitlab", ".gitlab-ci.yml"];

/// The kind of a file by its name; `None` where no surface is written in such files.
pub fn kind_of(path: &Path) -> Option<FileKind> {
    let name = path.file_name()?.to_str()?.to_lowercase();
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
pub fn kind_of_file(path: &Path) -> Option<FileKind> {
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

/// Everything below the paths. A file that is given by name is always taken; a folder is walked.
pub fn discover(
    paths: &[PathBuf],
    sources: &Sources,
    is_excluded: &dyn Fn(&Path) -> bool,
) -> Result<Inputs, DiscoverError> {
    let mut modules = BTreeSet::new();
    let mut documents = BTreeSet::new();
    let mut inputs = Inputs::default();
    for path in paths {
        let absolute = sources.absolute(path);
        if sources.is_dir(&absolute) {
            for file in walk(&absolute, sources)? {
                if is_excluded(&file) {
                    continue;
                }
                match (kind_of_file(&file), file.parent()) {
                    (Some(FileKind::Terraform), Some(folder)) => {
                        modules.insert(folder.to_path_buf());
                        inputs.whole_modules.insert(folder.to_path_buf());
                    }
                    (Some(_), _) => {
                        documents.insert(file);
                    }
                    (None, _) => {}
                }
            }
        } else if sources.is_file(&absolute) {
            if is_excluded(&absolute) {
                continue;
            }
            match (kind_of_file(&absolute), absolute.parent()) {
                (Some(FileKind::Terraform), Some(folder)) => {
                    modules.insert(folder.to_path_buf());
                }
                (Some(_), _) => {
                    documents.insert(absolute.clone());
                }
                (None, _) => {}
            }
            inputs.named.insert(absolute);
        } else {
            return Err(DiscoverError::Missing(path.display().to_string()));
        }
    }
    inputs.modules = modules.into_iter().collect();
    inputs.documents = documents.into_iter().collect();
    Ok(inputs)
}

/// The files below a folder, sorted: `.gitignore` counts, hidden files and `.terraform` are passed over.
fn walk(folder: &Path, sources: &Sources) -> Result<Vec<PathBuf>, DiscoverError> {
    let mut walk = WalkBuilder::new(folder);
    walk.hidden(false).require_git(false).git_global(false).filter_entry(|entry| entry.depth() == 0 || is_shown(entry));
    let mut files = Vec::new();
    for entry in walk.build() {
        let entry = entry
            .map_err(|error| DiscoverError::Unreadable { path: sources.display(folder), message: error.to_string() })?;
        let is_file =
            entry.file_type().is_some_and(|kind| kind.is_file()) || (entry.path_is_symlink() && entry.path().is_file());
        if is_file {
            files.push(sources.absolute(entry.path()));
        }
    }
    files.sort();
    Ok(files)
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
