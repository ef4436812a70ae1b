//! Reads the files of a folder into a module.

use std::path::{Path, PathBuf};

use crate::source::{FileId, ReadError, SourceFile, Sources};
use crate::syntax::expression::Body;
use crate::syntax::{self, SyntaxError};
use crate::terraform::module::Module;
use crate::terraform::module::declarations::Declarations;
use crate::terraform::module::folder::Folder;

impl Module {
    /// Reads a folder. What cannot be read is noted, never lost.
    pub(crate) fn load(sources: &Sources, folder: &Path) -> Self {
        Self::load_files(sources, folder, &|_| true)
    }

    /// Reads those files of a folder that are wanted, as if there were no others.
    pub(crate) fn load_files(sources: &Sources, folder: &Path, is_wanted: &dyn Fn(&Path) -> bool) -> Self {
        let path = sources.absolute(folder);
        let mut reader = Reader { sources, files: Vec::new(), unreadable: Vec::new(), problems: Vec::new() };
        let found = Folder::read(sources, &path).unwrap_or_else(|error| {
            let is_outside = sources.is_outside(&path);
            let error = if is_outside { ReadError::Outside } else { ReadError::Io(error.to_string()) };
            reader.unreadable.push((path.clone(), error));
            Folder::default()
        });
        let mut declarations = Declarations::default();
        for file in found.primary.iter().filter(|file| is_wanted(file)) {
            if let Some(body) = reader.read(file) {
                declarations.add(body);
            }
        }
        for file in found.overrides.iter().filter(|file| is_wanted(file)) {
            if let Some(body) = reader.read(file) {
                declarations.override_with(body);
            }
        }
        let is_partial = !reader.problems.is_empty() || !reader.unreadable.is_empty();
        let mut module = declarations.into_module(path);
        module.files = reader.files;
        module.variable_files = found.variable_files;
        module.unreadable = reader.unreadable;
        module.is_partial = is_partial;
        let mut problems = reader.problems;
        problems.append(&mut module.problems);
        module.problems = problems;
        module
    }
}

/// Reads and parses configuration files, and keeps what went wrong.
struct Reader<'s> {
    sources: &'s Sources,
    files: Vec<FileId>,
    unreadable: Vec<(PathBuf, ReadError)>,
    problems: Vec<SyntaxError>,
}

impl Reader<'_> {
    fn read(&mut self, path: &Path) -> Option<Body> {
        match self.sources.load(path) {
            Ok(file) => {
                self.files.push(file.id());
                let (body, mut errors) = parse_body(&file);
                self.problems.append(&mut errors);
                body
            }
            Err(error) => {
                if let ReadError::NotUtf8 { file, .. } = error {
                    self.files.push(file);
                }
                self.unreadable.push((path.to_path_buf(), error));
                None
            }
        }
    }
}

/// The body of a configuration file, in native syntax or JSON as its name says.
pub(crate) fn parse_body(file: &SourceFile) -> (Option<Body>, Vec<SyntaxError>) {
    if file.name().ends_with(".json") {
        let parsed = syntax::json::parse(file);
        let mut errors = parsed.errors;
        let body = parsed.documents.first().map(|document| {
            let mut lifted = syntax::hcl_json::body_from_json(document);
            errors.append(&mut lifted.errors);
            lifted.body
        });
        return (body, errors);
    }
    let parsed = syntax::hcl::parse(file);
    (Some(parsed.body), parsed.errors)
}
