//! One file of a run: its text, its name, and its lines.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use super::secrets;
use super::span::{FileId, Span};

/// A place as people count: lines and columns from 1, columns in Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub line: u32,
    pub column: u32,
}

/// One file's text, with the name that reports show.
#[derive(Debug)]
pub(crate) struct SourceFile {
    id: FileId,
    path: PathBuf,
    name: String,
    text: Arc<str>,
    line_starts: OnceLock<Vec<u32>>,
    /// How many characters begin before each block of [`BLOCK`] bytes.
    characters: OnceLock<Vec<u32>>,
    /// Where secrets are written.
    hidden: RwLock<BTreeSet<(u32, u32)>>,
    /// The line that was shown last, as [`Self::shown`] gives it: a file of megabytes may be one.
    shown_line: Mutex<Option<(Range<usize>, Arc<str>)>>,
}

/// A file of megabytes may be one line, in which a column is counted from the nearest of these.
const BLOCK: usize = 1024;

impl SourceFile {
    pub(super) fn new(id: FileId, path: PathBuf, name: String, text: Arc<str>) -> Self {
        Self {
            id,
            path,
            name,
            text,
            line_starts: OnceLock::new(),
            characters: OnceLock::new(),
            hidden: RwLock::default(),
            shown_line: Mutex::default(),
        }
    }

    pub(crate) fn id(&self) -> FileId {
        self.id
    }

    /// The path as it was opened.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The path that reports show: relative to the working directory where possible, with `/`.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The span of the whole file.
    pub(crate) fn span(&self) -> Span {
        Span::new(self.id, 0, self.text.len())
    }

    /// A part of the text as it may be shown: each byte of a secret is a star, so that columns stay.
    pub(crate) fn shown(&self, range: Range<usize>) -> Cow<'_, str> {
        let text = self.text.get(range.clone()).unwrap_or_default();
        let known = self.hidden.read().unwrap_or_else(PoisonError::into_inner);
        let places = known.iter().map(|(start, end)| *start as usize..*end as usize);
        let here = places.filter(|place| place.start < range.end && range.start < place.end);
        let here = here.map(|place| place.start.saturating_sub(range.start)..place.end.saturating_sub(range.start));
        let named = self.named_before(&range).map(|named| 0..named.end - range.start);
        secrets::blanked(text, here.chain(named))
    }

    /// The secret whose name stands before a part of the text on the same line, and which goes on in it.
    fn named_before(&self, part: &Range<usize>) -> Option<Range<usize>> {
        let before = self.text.get(..part.start)?;
        let line = before.rfind('\n').map_or(0, |end| end + 1);
        // A file of megabytes may be one line.
        let mut start = line.max(part.start.saturating_sub(secrets::NAME_AND_SIGNS));
        while !self.text.is_char_boundary(start) {
            start += 1;
        }
        let line_end = self.text.get(part.start..part.end)?.find('\n').map_or(part.end, |end| part.start + end);
        let goes_on = |named: &Range<usize>| named.start < part.start && part.start < named.end;
        let found = secrets::named(&self.text, start..line_end.max(part.start));
        found.into_iter().find(goes_on)
    }

    /// A line as [`Self::shown`] gives it, made once for the findings that follow each other on it.
    pub(crate) fn shown_line(&self, range: Range<usize>) -> Arc<str> {
        let mut last = self.shown_line.lock().unwrap_or_else(PoisonError::into_inner);
        match &*last {
            Some((line, text)) if *line == range => text.clone(),
            _ => {
                let text: Arc<str> = self.shown(range.clone()).into();
                *last = Some((range, text.clone()));
                text
            }
        }
    }

    /// What secrets of this file read, for texts that were made of it.
    pub(crate) fn without_secrets(&self, text: &str) -> String {
        let known = self.hidden.read().unwrap_or_else(PoisonError::into_inner);
        let mut text = text.to_owned();
        for (start, end) in known.iter() {
            let secret = self.text.get(*start as usize..*end as usize).unwrap_or_default().trim_matches(['"', '\'']);
            if secret.len() > 2 {
                text = text.replace(secret, &"*".repeat(secret.len()));
            }
        }
        text.split_inclusive('\n').map(|line| secrets::blanked(line, std::iter::empty())).collect()
    }

    /// Has what is written at a place never shown; a reference to it may be.
    pub(super) fn hide(&self, span: Span) {
        let written = self.slice(span);
        let is_reference = !written.contains(['"', '\'']) && secrets::is_reference(written);
        if !written.is_empty() && !is_reference {
            self.hidden.write().unwrap_or_else(PoisonError::into_inner).insert((span.start, span.end));
            *self.shown_line.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
    }

    /// The text under `span`; empty where the span does not fit this file.
    pub(crate) fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The position of a byte offset. An offset inside a character counts as that character's start.
    pub(crate) fn position(&self, offset: u32) -> Position {
        let line = self.line_of(offset);
        let start = self.line(line).start;
        let mut end = (offset as usize).clamp(start, self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let column = match end - start {
            0..BLOCK => count(self.text.as_bytes().get(start..end).unwrap_or_default()),
            _ => self.characters_before(end) - self.characters_before(start),
        };
        Position { line, column: column + 1 }
    }

    /// How many characters begin before a byte offset.
    fn characters_before(&self, offset: usize) -> u32 {
        let bytes = self.text.as_bytes();
        let blocks = self.characters.get_or_init(|| {
            let counts = bytes.chunks(BLOCK).scan(0, |before, block| {
                let own = *before;
                *before += count(block);
                Some(own)
            });
            counts.collect()
        });
        let Some(before) = blocks.get(offset / BLOCK) else { return count(bytes) };
        before + count(bytes.get(offset / BLOCK * BLOCK..offset).unwrap_or_default())
    }

    /// The line of a byte offset, from 1.
    pub(crate) fn line_of(&self, offset: u32) -> u32 {
        self.line_starts().partition_point(|&start| start <= offset).max(1) as u32
    }

    /// The byte range of a line (from 1), without its line ending.
    pub(crate) fn line(&self, line: u32) -> std::ops::Range<usize> {
        let starts = self.line_starts();
        let index = line.saturating_sub(1) as usize;
        let start = starts.get(index).map_or(self.text.len(), |&start| start as usize);
        let end = starts.get(index + 1).map_or(self.text.len(), |&start| start as usize);
        let text = self.text.get(start..end).unwrap_or_default();
        start..start + text.trim_end_matches(['\n', '\r']).len()
    }

    pub(crate) fn line_count(&self) -> u32 {
        self.line_starts().len() as u32
    }

    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let ends = self.text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
            std::iter::once(0).chain(ends.map(|(offset, _)| offset as u32 + 1)).collect()
        })
    }
}

/// How many characters begin in some bytes of a text.
fn count(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| !matches!(byte, 0x80..=0xBF)).count() as u32
}
