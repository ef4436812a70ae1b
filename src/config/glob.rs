//! Patterns of file names, as `.gitignore` reads them.

use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};

use crate::source::{Sources, Span};

/// How deep `**` looks.
const MAX_DEPTH: usize = 16;

/// A pattern that counts from the folder of the file that it stands in.
///
/// A pattern without `/` matches a name at any depth; one with `/` counts from the folder. A pattern that matches a
/// folder matches everything below it.
#[derive(Clone, Debug)]
pub(crate) struct Glob {
    folder: PathBuf,
    pattern: String,
    matcher: GlobMatcher,
    /// Where it is written, if in a file.
    place: Option<Span>,
}

/// A pattern that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct GlobError(String);

impl Glob {
    /// A pattern that counts from `folder`, an absolute path.
    pub(crate) fn new(folder: &Path, pattern: &str) -> Result<Self, GlobError> {
        let trimmed = pattern.trim_end_matches('/');
        let anchored = trimmed.strip_prefix("./").or_else(|| trimmed.strip_prefix('/')).unwrap_or(trimmed);
        let is_anchored = trimmed.contains('/');
        let written = if is_anchored { anchored.to_owned() } else { format!("**/{anchored}") };
        let glob = GlobBuilder::new(&written).literal_separator(true).build();
        let glob = glob.map_err(|error| GlobError(error.kind().to_string()))?;
        Ok(Self {
            folder: folder.to_owned(),
            pattern: pattern.to_owned(),
            matcher: glob.compile_matcher(),
            place: None,
        })
    }

    /// The pattern as it is written at a place.
    #[must_use]
    pub(crate) fn at(self, place: Span) -> Self {
        Self { place: Some(place), ..self }
    }

    pub(crate) fn place(&self) -> Option<Span> {
        self.place
    }

    /// The files that fit the pattern, sorted.
    pub(crate) fn files(&self, sources: &Sources) -> Vec<PathBuf> {
        let (parts, literal) = self.parts();
        let start = self.start();
        // Without `**` a file lies as deep as the pattern has parts.
        let depth = if self.pattern.contains("**") { MAX_DEPTH } else { parts.len() - literal };
        let mut files = Vec::new();
        let mut open = vec![(start, depth)];
        while let Some((folder, depth)) = open.pop() {
            files.extend(sources.files_in(&folder).unwrap_or_default().into_iter().filter(|path| self.matches(path)));
            if depth > 1 {
                let below = sources.folders_in(&folder).unwrap_or_default();
                open.extend(below.into_iter().map(|folder| (folder, depth - 1)));
            }
        }
        files.sort();
        files
    }

    /// The folder below which all files lie that may fit.
    pub(crate) fn start(&self) -> PathBuf {
        let (parts, literal) = self.parts();
        parts.iter().take(literal).fold(self.folder.clone(), |folder, part| folder.join(part))
    }

    /// The parts of the pattern, and how many of them name a folder.
    fn parts(&self) -> (Vec<&str>, usize) {
        let is_literal = |part: &&str| !part.contains(['*', '?', '[', '{']);
        let parts: Vec<&str> = self.pattern.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
        let literal = parts.iter().take_while(|part| is_literal(part)).count().min(parts.len().saturating_sub(1));
        (parts, literal)
    }

    /// The pattern as it is written.
    pub(crate) fn pattern(&self) -> &str {
        &self.pattern
    }

    /// Whether an absolute path, or a folder above it, fits the pattern.
    pub(crate) fn matches(&self, path: &Path) -> bool {
        let Ok(relative) = path.strip_prefix(&self.folder) else { return false };
        relative.ancestors().any(|part| !part.as_os_str().is_empty() && self.matcher.is_match(part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, path: &str) -> bool {
        Glob::new(Path::new("/root"), pattern).unwrap().matches(Path::new(path))
    }

    #[test]
    fn a_pattern_with_a_slash_counts_from_its_folder() {
        assert!(matches("vendor/**", "/root/vendor/a/main.tf"));
        assert!(!matches("vendor/**", "/root/a/vendor/main.tf"));
        assert!(!matches("vendor/**", "/vendor/main.tf"));
        assert!(matches("requests/*.json", "/root/requests/bind.json"));
        assert!(!matches("requests/*.json", "/root/requests/old/bind.json"));
        assert!(matches("/main.tf", "/root/main.tf"));
        assert!(!matches("/main.tf", "/root/a/main.tf"));
    }

    #[test]
    fn a_pattern_without_a_slash_matches_at_any_depth() {
        assert!(matches("*.json", "/root/a/b.json"));
        assert!(matches("main.tf", "/root/main.tf"));
    }

    #[test]
    fn a_folder_stands_for_everything_below_it() {
        assert!(matches("vendor", "/root/a/vendor/b/main.tf"));
        assert!(matches("a/vendor/", "/root/a/vendor/b/main.tf"));
        assert!(!matches("a/vendor/", "/root/a/vendors/main.tf"));
    }

    #[test]
    fn a_broken_pattern_is_refused() {
        assert!(Glob::new(Path::new("/root"), "a[").is_err());
    }
}
