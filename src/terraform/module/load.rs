//! Reads the files of a folder into a module.

use std::path::{Path, PathBuf};

use crate::source::{FileId, ReadError, SourceFile, Sources};
use crate::syntax::expression::Body;
use crate::syntax::hcl::{ParsedBody, Unread};
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
            let (body, unread) = reader.read(file);
            declarations.add(body);
            declarations.note_unread(&unread);
        }
        for file in found.overrides.iter().filter(|file| is_wanted(file)) {
            let (body, unread) = reader.read(file);
            declarations.override_with(body);
            declarations.withhold(&unread);
            declarations.note_unread(&unread);
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
    /// What a file says, and what it may say besides.
    fn read(&mut self, path: &Path) -> (Body, Unread) {
        match self.sources.load(path) {
            Ok(file) => {
                self.files.push(file.id());
                let mut parsed = parse_body(&file);
                self.problems.append(&mut parsed.errors);
                (parsed.body, parsed.unread)
            }
            Err(error) => {
                if let ReadError::NotUtf8 { file, .. } = error {
                    self.files.push(file);
                }
                self.unreadable.push((path.to_path_buf(), error));
                (Body::default(), Unread::anything())
            }
        }
    }
}

/// A configuration file, in native syntax or JSON as its name says.
fn parse_body(file: &SourceFile) -> ParsedBody {
    if !file.name().ends_with(".json") {
        return syntax::hcl::parse(file);
    }
    let mut parsed = syntax::json::parse(file);
    let mut lifted = parsed.documents.first().map(syntax::hcl_json::body_from_json).unwrap_or_default();
    if !parsed.errors.is_empty() {
        // Where a bracket is missing, what stands behind it is taken for a part of something else.
        lifted.unread = Unread::anything();
    }
    parsed.errors.append(&mut lifted.errors);
    ParsedBody { errors: parsed.errors, ..lifted }
}
