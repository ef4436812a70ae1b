//! Paths into inputs: Terraform folders and single documents, walked as git would see them.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::{DirEntry, WalkBuilder, WalkState};

use crate::config::{FILE_NAMES, Settings};
use crate::source::Sources;
use crate::source::visible::shown_path;

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
    /// Every file for which there is a configuration, whatever it is, those that are excluded among them.
    pub files: Vec<PathBuf>,
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
    /// It is a link that leads out of the project.
    Outside,
    /// The disk refuses it, in its own words.
    Unreadable(String),
}

/// Why there is nothing to check.
#[derive(Clone, Debug, thiserror::Error)]
pub(crate) enum DiscoverError {
    #[error("{0}: no such file or folder")]
    Missing(String),
}

/// The settings of a folder, where its configuration can be read.
pub(crate) type SettingsOf<'a> = dyn Fn(&Path) -> Option<Arc<Settings>> + Sync + 'a;

/// Folders whose name begins with a dot that hold configuration all the same.
const SHOWN_HIDDEN: &[&str] = &[".github", ".gitlab", ".gitlab-ci.yml"];

/// The kind of a file by its name; `None` where no surface is written in such files.
pub(crate) fn kind_of(path: &Path) -> Option<FileKind> {
    // A name that is not UTF-8 has an ending all the same.
    let name = path.file_name()?.as_encoded_bytes();
    const ENDINGS: &[(&str, FileKind)] = &[
        // The longest ending decides: `main.tf.json` is Terraform, not any JSON.
        (".tf.json", FileKind::Terraform),
        (".tofu.json", FileKind::Terraform),
        (".tfvars.json", FileKind::Terraform),
        (".tf", FileKind::Terraform),
        (".tofu", FileKind::Terraform),
        (".tfvars", FileKind::Terraform),
        (".json", FileKind::Json),
        (".yaml", FileKind::Yaml),
        (".yml", FileKind::Yaml),
        (".xml", FileKind::Xml),
        (".http", FileKind::Http),
        (".rest", FileKind::Http),
        (".sh", FileKind::Shell),
        (".bash", FileKind::Shell),
    ];
    let has = |ending: &str| {
        let start = name.len().checked_sub(ending.len());
        start.and_then(|start| name.get(start..)).is_some_and(|own| own.eq_ignore_ascii_case(ending.as_bytes()))
    };
    ENDINGS.iter().find(|(ending, _)| has(ending)).map(|&(_, kind)| kind)
}

/// The kind of a file that is there: by its name, or a script by its first line where the name has no ending.
pub(crate) fn kind_of_file(path: &Path) -> Option<FileKind> {
    kind_of(path).or_else(|| (path.extension().is_none() && begins_as_script(path)).then_some(FileKind::Shell))
}

/// Whether a file's first line names a shell: `#!/bin/sh`, `#!/usr/bin/env bash`.
fn begins_as_script(path: &Path) -> bool {
    const SHELLS: &[&str] = &["sh", "bash", "dash", "zsh", "ksh", "ash"];
    let mut start = Vec::new();
    // A pipe would be waited for.
    let is_file = fs::metadata(path).is_ok_and(|metadata| metadata.is_file());
    let is_read = is_file && File::open(path).is_ok_and(|file| file.take(80).read_to_end(&mut start).is_ok());
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

/// Everything below the paths. A file that is given by name is always taken; a folder is walked, on some threads.
///
/// # Errors
///
/// When a path does not exist. What cannot be read costs itself, and is among those passed over.
pub(crate) fn discover(
    paths: &[PathBuf],
    sources: &Sources,
    settings_of: &SettingsOf<'_>,
    threads: usize,
) -> Result<Inputs, DiscoverError> {
    let mut inputs = Inputs::default();
    for path in paths {
        let absolute = sources.real(path);
        if sources.is_dir(&absolute) {
            inputs.walk(&absolute, sources, settings_of, threads);
            inputs.folders.insert(absolute);
        } else if sources.is_file(&absolute) {
            inputs.take(&absolute, settings_of);
            inputs.named.insert(absolute);
        } else {
            return Err(DiscoverError::Missing(shown_path(path)));
        }
    }
    Ok(inputs)
}

impl Inputs {
    /// Takes in a file that was given by name.
    fn take(&mut self, path: &Path, settings_of: &SettingsOf<'_>) {
        let is_configuration = path.file_name().is_some_and(|name| FILE_NAMES.iter().any(|own| name == *own));
        let folder = path.parent().unwrap_or(path);
        match kind_of_file(path) {
            // A configuration says how others are checked, and is checked when it is read.
            _ if is_configuration => {}
            _ if settings_of(folder).is_some_and(|settings| settings.excludes(path)) => {
                self.pass_over(path.to_path_buf(), Reason::Excluded);
            }
            Some(FileKind::Terraform) => {
                self.modules.insert(folder.to_path_buf());
            }
            None if is_lock_file(path) => {
                self.modules.insert(folder.to_path_buf());
            }
            Some(_) => {
                self.documents.insert(path.to_path_buf());
            }
            None => self.pass_over(path.to_path_buf(), Reason::UnknownKind),
        }
    }

    fn pass_over(&mut self, path: PathBuf, reason: Reason) {
        self.passed_over.push(PassedOver { path, reason });
    }
}

impl Inputs {
    /// Takes in the files below a folder: `.gitignore` and git's other excludes count, hidden files and `.terraform` are
    /// passed over.
    fn walk(&mut self, folder: &Path, sources: &Sources, settings_of: &SettingsOf<'_>, threads: usize) {
        let found = Arc::new(Mutex::new(Found::default()));
        let mut walk = WalkBuilder::new(folder);
        walk.hidden(false).ignore(false).require_git(false).threads(threads);
        let refused = folder.ancestors().find_map(refused_patterns);
        if let Some(refused) = refused {
            // Without its patterns the folder would not be what git sees.
            self.passed_over.push(refused);
            return;
        }
        let noted = Arc::clone(&found);
        walk.filter_entry(move |entry| entry.depth() == 0 || is_shown(entry) && may_be_entered(entry, &noted));
        let take = |visitor: &mut Visitor<'_>, entry: Result<DirEntry, ignore::Error>| match entry {
            Ok(entry) => visitor.take(entry),
            Err(error) => {
                let path = place_of(&error).map_or_else(|| folder.to_path_buf(), |path| sources.absolute(path));
                visitor.note(|found| found.pass_over(path, Reason::Unreadable(message_of(&error))));
            }
        };
        // Threads cost more to start than a folder without others costs to read.
        if sources.folders_in(folder).is_ok_and(|folders| folders.is_empty()) {
            let mut visitor = Visitor { sources, settings_of, found: &found, last: None };
            walk.build().for_each(|entry| take(&mut visitor, entry));
        } else {
            walk.build_parallel().run(|| {
                let mut visitor = Visitor { sources, settings_of, found: &found, last: None };
                Box::new(move |entry| {
                    take(&mut visitor, entry);
                    WalkState::Continue
                })
            });
        }
        let found = std::mem::take(&mut *found.lock().unwrap_or_else(PoisonError::into_inner));
        let shared = folder.as_os_str().len();
        self.modules.append(&mut in_order(found.modules, shared));
        self.documents.append(&mut in_order(found.documents, shared));
        self.files.extend(found.files);
        self.passed_over.extend(found.passed_over);
    }
}

/// What a walk has found, in whatever order its threads came to it.
#[derive(Default)]
struct Found {
    /// A folder once for each run of its files.
    modules: Vec<PathBuf>,
    documents: Vec<PathBuf>,
    files: Vec<PathBuf>,
    passed_over: Vec<PassedOver>,
}

impl Found {
    fn pass_over(&mut self, path: PathBuf, reason: Reason) {
        self.passed_over.push(PassedOver { path, reason });
    }
}

/// The part of a thread in a walk.
struct Visitor<'a> {
    sources: &'a Sources,
    settings_of: &'a SettingsOf<'a>,
    found: &'a Mutex<Found>,
    /// The folder of the last file, with its settings: the files of one folder follow each other.
    last: Option<(PathBuf, Option<Arc<Settings>>)>,
}

impl Visitor<'_> {
    fn take(&mut self, entry: DirEntry) {
        let is_link = entry.path_is_symlink();
        if entry.file_type().is_some_and(|kind| kind.is_dir()) || (is_link && entry.path().is_dir()) {
            return;
        }
        let path = entry.path();
        let Some(folder) = path.parent() else { return };
        let settings = self.settings(folder);
        if settings.as_ref().is_some_and(|settings| settings.config_file.is_some()) {
            self.note(|found| found.files.push(path.to_path_buf()));
        }
        if settings.is_some_and(|settings| settings.excludes(path)) {
            return;
        }
        // What a link leads to elsewhere is not opened.
        let is_elsewhere = is_link && self.sources.is_outside(path);
        match if is_elsewhere { kind_of(path) } else { kind_of_file(path) } {
            // A module says itself what it cannot read.
            Some(FileKind::Terraform) => self.note(|found| {
                if found.modules.last().is_none_or(|last| last.as_path() != folder) {
                    found.modules.push(folder.to_path_buf());
                }
            }),
            Some(_) if is_link && path.metadata().is_err() => {
                self.note(|found| found.pass_over(path.to_path_buf(), Reason::BrokenLink));
            }
            Some(_) if is_elsewhere => {
                self.note(|found| found.pass_over(path.to_path_buf(), Reason::Outside));
            }
            // Put together step by step, the walk's own path takes up to twice its length.
            Some(_) => self.note(|found| found.documents.push(path.to_path_buf())),
            None => {}
        }
    }

    fn note(&self, note: impl FnOnce(&mut Found)) {
        note(&mut self.found.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn settings(&mut self, folder: &Path) -> Option<Arc<Settings>> {
        if let Some((last, settings)) = &self.last
            && last.as_path() == folder
        {
            return settings.clone();
        }
        // A walk begins at a folder without links, and follows none.
        self.sources.note_real_folder(folder);
        let settings = (self.settings_of)(folder);
        self.last = Some((folder.to_path_buf(), settings.clone()));
        settings
    }
}

/// The set of some paths that have so many bytes at their start in common. Paths compare part by part, which is slow: with
/// a slash before all other bytes, whole texts have the same order, and what comes in order is put together at once.
fn in_order(mut paths: Vec<PathBuf>, shared: usize) -> BTreeSet<PathBuf> {
    let key = |byte: &u8| if *byte == b'/' { 0 } else { *byte };
    paths.sort_unstable_by(|one, other| {
        let [one, other] = [one, other].map(|path| path.as_os_str().as_encoded_bytes());
        let (one, other) = (one.get(shared..).unwrap_or_default(), other.get(shared..).unwrap_or_default());
        let differing = one.iter().zip(other).position(|(one, other)| one != other);
        let at = differing.unwrap_or(one.len().min(other.len()));
        one.get(at).map(key).cmp(&other.get(at).map(key))
    });
    paths.dedup();
    paths.into_iter().collect()
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

/// The largest file of patterns that is read, in bytes: a megabyte of them takes seconds to prepare.
const MAX_PATTERNS: u64 = 256 * 1024;

/// The file with git's patterns for a folder, where it cannot be read in reasonable time. The walk reads it by itself,
/// and would wait for a pipe.
fn refused_patterns(folder: &Path) -> Option<PassedOver> {
    [".gitignore", ".git/info/exclude"].iter().find_map(|name| {
        let path = folder.join(name);
        let metadata = fs::metadata(&path).ok()?;
        let message = match metadata.len() {
            _ if metadata.is_dir() => return None,
            _ if !metadata.is_file() || is_of_the_system(&path) => {
                "it is no file, so nothing below its folder is checked".to_owned()
            }
            size if size <= MAX_PATTERNS => return None,
            size => format!(
                "it has {size} bytes, more than the limit of {MAX_PATTERNS}, so nothing below its folder is checked"
            ),
        };
        Some(PassedOver { path, reason: Reason::Unreadable(message) })
    })
}

/// Whether a path leads to what the system makes while it is read: some of it is waited for as a pipe is.
fn is_of_the_system(path: &Path) -> bool {
    let real = path.canonicalize().unwrap_or_default();
    path.is_symlink() && ["/proc", "/sys", "/dev"].iter().any(|folder| real.starts_with(folder))
}

/// Whether the patterns of a folder can be read, which is noted otherwise.
fn may_be_entered(entry: &DirEntry, found: &Mutex<Found>) -> bool {
    if !entry.file_type().is_some_and(|kind| kind.is_dir()) {
        return true;
    }
    let refused = refused_patterns(entry.path());
    let is_entered = refused.is_none();
    found.lock().unwrap_or_else(PoisonError::into_inner).passed_over.extend(refused);
    is_entered
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
        let inputs = discover(&[PathBuf::from(".")], &sources, &|_| None, 2).expect("the folder is readable");
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
    fn paths_are_put_in_the_order_of_their_parts() {
        let names = ["/r/a.b/c", "/r/a/b", "/r/a", "/r/a-b", "/r/a/b", "/r/ab", "/r/a/b.c", "/r"];
        let paths: Vec<PathBuf> = names.iter().map(PathBuf::from).collect();
        assert_eq!(in_order(paths.clone(), 2), paths.into_iter().collect());
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
        let error = discover(&[PathBuf::from("nope.tf")], &Sources::new("/nowhere"), &|_| None, 1);
        assert_eq!(error.err().map(|error| error.to_string()).as_deref(), Some("nope.tf: no such file or folder"));
    }
}
