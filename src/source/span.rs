//! Places in files: which file, and which of its bytes.

/// A file of one run. Only meaningful together with the [`Sources`] that made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct FileId(pub(super) u32);

impl FileId {
    /// Stands for the text that a parser was handed without a file, before its spans are mapped into one.
    pub(crate) const DETACHED: Self = Self(u32::MAX);

    /// Marks what was typed or came from the environment.
    pub(super) const OUTSIDE: u32 = 1 << 31;

    /// Whether the text stands in no file: an option's value, or one of the environment.
    pub(crate) fn is_outside(self) -> bool {
        self != Self::DETACHED && self.0 & Self::OUTSIDE != 0
    }
}

/// A half-open range of bytes in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub(crate) fn new(file: FileId, start: usize, end: usize) -> Self {
        let clamp = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { file, start: clamp(start), end: clamp(end.max(start)) }
    }

    pub(crate) fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    pub(crate) fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    pub(crate) fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies within this span, in the same file.
    pub(crate) fn contains(self, other: Self) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both; `self` where they lie in different files.
    pub(crate) fn to(self, other: Self) -> Self {
        if self.file != other.file {
            return self;
        }
        Self { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The empty span at this span's start.
    pub(crate) fn at_start(self) -> Self {
        Self { end: self.start, ..self }
    }

    /// The empty span at this span's end.
    pub(crate) fn at_end(self) -> Self {
        Self { start: self.end, ..self }
    }
}
