//! Paths into inputs: Terraform folders and single documents, walked as git would see them.

mod patterns;
mod user_patterns;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use walk::{Found, Walk};

use crate::config::{FILE_NAMES, Settings};
use crate::source::visible::shown_path;
use crate::source::{Listed, Sources};

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
#[derive(Debug)]
pub(crate) struct Inputs<T> {
    /// Folders with Terraform files, with what was seen in each.
    pub modules: BTreeMap<PathBuf, T>,
    /// Other files that may hold configuration and are wanted, sorted.
    pub documents: BTreeSet<PathBuf>,
    /// How many other files there are that may hold configuration.
    pub document_count: usize,
    /// Files that were given by name.
    pub named: BTreeSet<PathBuf>,
    /// Folders that were given by name.
    pub folders: BTreeSet<PathBuf>,
    /// Every file for which there is a configuration, whatever it is, those that are excluded among them.
    pub files: Vec<PathBuf>,
    /// What was asked for and is not looked at, or could not be.
    pub passed_over: Vec<PassedOver>,
}

/// A folder with Terraform files.
pub(crate) struct ModuleFolder<'a> {
    pub path: &'a Path,
    /// All files in it, as [`Sources::files_in`] gives them.
    pub files: Vec<Listed>,
    /// Whether modules may have been installed for it: there is a `.terraform`.
    pub may_have_installed: bool,
    /// None where its configuration cannot be read.
    pub settings: Option<&'a Settings>,
}

/// Who looks at the files where they are found: most are nobody's business, and are forgotten at once.
pub(crate) trait Look: Sync {
    /// What is to be known of a folder with Terraform files.
    type Module: Send;

    fn module(&self, folder: ModuleFolder<'_>) -> Self::Module;

    /// Whether a document is wanted, if nobody has named it.
    fn document(&self, file: &Listed, settings: Option<&Settings>) -> bool;

    /// Whether anybody waits for the rest.
    fn goes_on(&self) -> bool;
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
    /// It has git's patterns, and is a link that leads out of the project.
    OutsidePatterns,
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

/// Everything below the paths. A file that is given by name is always taken; a folder is walked.
///
/// # Errors
///
/// When a path does not exist. What cannot be read costs itself, and is among those passed over.
pub(crate) fn discover<L: Look>(
    paths: &[PathBuf],
    sources: &Sources,
    settings_of: &SettingsOf<'_>,
    look: &L,
) -> Result<Inputs<L::Module>, DiscoverError> {
    let mut inputs = Inputs::default();
    for path in paths {
        let absolute = sources.real(path);
        if sources.is_dir(&absolute) {
            inputs.folders.insert(absolute);
        } else if sources.is_file(&absolute) {
            inputs.named.insert(absolute);
        } else {
            return Err(DiscoverError::Missing(shown_path(path)));
        }
    }
    for folder in inputs.folders.clone() {
        let (named, apart) = (&inputs.named, &inputs.folders);
        let walk = Walk { sources, settings_of, look, named, apart, found: Mutex::default() };
        let found = walk.run(&folder);
        inputs.take_in(found, folder.as_os_str().len());
    }
    for file in inputs.named.clone() {
        inputs.take(&file, sources, settings_of, look);
    }
    Ok(inputs)
}

impl<T> Inputs<T> {
    /// Takes in what a walk has found. The paths have so many bytes at their start in common.
    fn take_in(&mut self, mut found: Found<T>, shared: usize) {
        sort(&mut found.modules, shared, |(path, _)| path);
        self.modules.append(&mut found.modules.into_iter().collect());
        sort(&mut found.documents, shared, |path| path);
        self.documents.append(&mut found.documents.into_iter().collect());
        self.document_count += found.document_count;
        self.files.extend(found.files);
        self.passed_over.extend(found.passed_over);
    }

    /// Takes in a file that was given by name.
    fn take<L: Look<Module = T>>(&mut self, path: &Path, sources: &Sources, settings_of: &SettingsOf<'_>, look: &L) {
        let is_configuration = path.file_name().is_some_and(|name| FILE_NAMES.iter().any(|own| name == *own));
        let folder = path.parent().unwrap_or(path);
        match kind_of_file(path) {
            // A configuration says how others are checked, and is checked when it is read.
            _ if is_configuration => {}
            _ if settings_of(folder).is_some_and(|settings| settings.excludes(path)) => {
                self.pass_over(path.to_path_buf(), Reason::Excluded);
            }
            Some(FileKind::Terraform) => self.take_module(folder, sources, settings_of, look),
            None if is_lock_file(path) => self.take_module(folder, sources, settings_of, look),
            Some(_) => {
                self.documents.insert(path.to_path_buf());
                self.document_count += 1;
            }
            None => self.pass_over(path.to_path_buf(), Reason::UnknownKind),
        }
    }

    fn take_module<L: Look<Module = T>>(
        &mut self,
        folder: &Path,
        sources: &Sources,
        settings_of: &SettingsOf<'_>,
        look: &L,
    ) {
        if self.modules.contains_key(folder) {
            return;
        }
        match sources.list(folder) {
            Ok(files) => {
                let settings = settings_of(folder);
                let settings = settings.as_deref();
                let module = look.module(ModuleFolder { path: folder, files, may_have_installed: true, settings });
                self.modules.insert(folder.to_path_buf(), module);
            }
            Err(error) => self.pass_over(folder.to_path_buf(), Reason::Unreadable(error.kind().to_string())),
        }
    }

    fn pass_over(&mut self, path: PathBuf, reason: Reason) {
        self.passed_over.push(PassedOver { path, reason });
    }
}

impl<T> Default for Inputs<T> {
    fn default() -> Self {
        Self {
            modules: BTreeMap::new(),
            documents: BTreeSet::new(),
            document_count: 0,
            named: BTreeSet::new(),
            folders: BTreeSet::new(),
            files: Vec::new(),
            passed_over: Vec::new(),
        }
    }
}

/// Sorts by paths that have so many bytes at their start in common. Paths compare part by part, which is slow: with a slash
/// before all other bytes, whole texts have the same order, and maps are made at once of what comes in order.
fn sort<T>(found: &mut [T], shared: usize, path: impl Fn(&T) -> &PathBuf) {
    let key = |byte: &u8| if *byte == b'/' { 0 } else { *byte };
    found.sort_unstable_by(|one, other| {
        let [one, other] = [one, other].map(|one| path(one).as_os_str().as_encoded_bytes());
        let (one, other) = (one.get(shared..).unwrap_or_default(), other.get(shared..).unwrap_or_default());
        let differing = one.iter().zip(other).position(|(one, other)| one != other);
        let at = differing.unwrap_or(one.len().min(other.len()));
        one.get(at).map(key).cmp(&other.get(at).map(key))
    });
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// Wants all documents, and knows nothing of modules.
    struct Everything;

    impl Look for Everything {
        type Module = ();

        fn module(&self, _: ModuleFolder<'_>) {}

        fn document(&self, _: &Listed, _: Option<&Settings>) -> bool {
            true
        }

        fn goes_on(&self) -> bool {
            true
        }
    }

    fn found(folder: &Path) -> Vec<String> {
        found_below(folder, &["."])
    }

    fn found_below(folder: &Path, paths: &[&str]) -> Vec<String> {
        let sources = Sources::new(folder);
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        let inputs = discover(&paths, &sources, &|_| None, &Everything).expect("the folder is readable");
        assert_eq!(inputs.document_count, inputs.documents.len());
        inputs.modules.keys().chain(&inputs.documents).map(|path| sources.display(path)).collect()
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
    fn what_is_given_twice_is_found_once() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir_all(folder.path().join("a/b")).expect("created");
        for file in [".gitignore", "a/x.json", "a/b/y.json", "a/b/hidden.json"] {
            fs::write(folder.path().join(file), "b/hidden*\n").expect("written");
        }
        let all = ["a/b/hidden.json", "a/b/y.json", "a/x.json"];
        for paths in [vec!["."], vec!["a", "a/b"], vec!["a/b", ".", "a"], vec!["a/b/y.json", "a"]] {
            assert_eq!(found_below(folder.path(), &paths), all, "{paths:?}");
        }
        fs::write(folder.path().join(".gitignore"), "hidden*\n").expect("written");
        assert_eq!(found_below(folder.path(), &["a/x.json", "a/b"]), all[1..]);
        // Who names it means it.
        assert_eq!(found_below(folder.path(), &["a/b/hidden.json", "."]), all);
    }

    #[test]
    fn paths_are_put_in_the_order_of_their_parts() {
        let names = ["/r/a.b/c", "/r/a/b", "/r/a", "/r/a-b", "/r/a/b", "/r/ab", "/r/a/b.c", "/r"];
        let mut paths: Vec<PathBuf> = names.iter().map(PathBuf::from).collect();
        let in_order: BTreeSet<PathBuf> = paths.iter().cloned().collect();
        sort(&mut paths, 2, |path| path);
        paths.dedup();
        assert_eq!(paths, in_order.into_iter().collect::<Vec<_>>());
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
        let error = discover(&[PathBuf::from("nope.tf")], &Sources::new("/nowhere"), &|_| None, &Everything);
        assert_eq!(error.err().map(|error| error.to_string()).as_deref(), Some("nope.tf: no such file or folder"));
    }
}
