//! The files of a run, and the one place that reads them from the disk.

mod disk;
mod fence;
mod file;
mod listing;
mod paths;
mod remembered;
pub(crate) mod replace;
mod secrets;
mod span;
pub(crate) mod target;
pub(crate) mod visible;

use std::collections::HashMap;
use std::fs;
use std::io::Read;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use fence::Fence;
pub use file::Position;
pub(crate) use file::SourceFile;
pub(crate) use listing::{Entry, Listed, entries};
pub(crate) use remembered::Remembered;
use remembered::Stamp;
pub(crate) use secrets::names_secret;
pub(crate) use span::{FileId, Span};

/// The largest file that is read, in bytes. Larger ones are reported, never half read.
pub(crate) const MAX_FILE_SIZE: u64 = 32 * 1024 * 1024;
/// How much of a larger one is looked at to tell whether it is one of ours, in bytes.
const MOST_LOOKED_AT: u64 = 512 * 1024 * 1024;

/// Why a file's text could not be had.
#[derive(Clone, Debug, thiserror::Error)]
pub(crate) enum ReadError {
    #[error("no such file")]
    Missing,
    #[error("{0}")]
    Io(String),
    #[error("the file has {size} bytes, more than the limit of {MAX_FILE_SIZE}")]
    TooLarge { size: u64 },
    #[error("it is {0}, and no file")]
    NoFile(&'static str),
    /// It lies where the run does not read.
    #[error("it lies outside of the project")]
    Outside,
    /// The valid text before the bad byte is kept in `file`, so that the place can be shown.
    #[error("byte {offset} is not valid UTF-8")]
    NotUtf8 { file: FileId, offset: u32 },
}

impl ReadError {
    /// Whether what the file holds could not be seen at all.
    pub(crate) fn is_refusal(&self) -> bool {
        matches!(self, Self::Io(_) | Self::NoFile(_))
    }
}

/// All files of one run: the disk, under texts that an editor or standard input holds.
#[derive(Debug)]
pub(crate) struct Sources {
    root: PathBuf,
    overlay: HashMap<PathBuf, Vec<u8>>,
    /// What earlier runs have read, where there are such.
    remembered: Option<Arc<Remembered>>,
    files: RwLock<Loaded>,
    /// The root and the folders above it, the nearest first: without links, and as they are called.
    real_ancestors: OnceLock<Vec<(PathBuf, PathBuf)>>,
    /// Every file and every call of a module asks for its folder, and the disk takes a step for each part of the path.
    real_folders: RwLock<paths::RealFolders>,
    /// The files of folders whose modules are going to be loaded.
    listed: RwLock<HashMap<PathBuf, Vec<PathBuf>>>,
    fence: Fence,
}

#[derive(Debug, Default)]
struct Loaded {
    files: Vec<Arc<SourceFile>>,
    by_path: HashMap<PathBuf, Result<Arc<SourceFile>, ReadError>>,
}

impl Sources {
    /// Files are shown relative to `root`, and relative paths are read from it.
    pub(crate) fn new(root: impl Into<PathBuf>) -> Self {
        Self {
            root: root.into(),
            overlay: HashMap::new(),
            remembered: None,
            files: RwLock::default(),
            real_ancestors: OnceLock::new(),
            real_folders: RwLock::default(),
            listed: RwLock::default(),
            fence: Fence::default(),
        }
    }

    /// The same for one of many runs: what the disk says has not changed is not read again.
    pub(crate) fn remembering(root: impl Into<PathBuf>, remembered: Arc<Remembered>) -> Self {
        Self { remembered: Some(remembered), ..Self::new(root) }
    }

    /// The directory that paths are relative to.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Has `path` read as `text` from now on, whatever the disk holds.
    pub(crate) fn set_overlay(&mut self, path: &Path, text: impl Into<Vec<u8>>) {
        let path = self.real(path);
        self.overlay.insert(path, text.into());
    }

    /// The file at `path`, read once. Equal paths give the same file.
    pub(crate) fn load(&self, path: &Path) -> Result<Arc<SourceFile>, ReadError> {
        let path = self.absolute(path);
        // A lock is never taken under another: between two read locks of one thread a writer may wait for ever.
        let known = self.loaded().by_path.get(&path).cloned();
        if let Some(known) = known {
            return known;
        }
        let bytes = match self.overlay.get(&path) {
            Some(text) => Ok(Bytes::Read(text.clone())),
            None => self.read_bytes(&path),
        };
        self.insert(path, bytes)
    }

    /// Takes in what [`Self::read`] gave for a file that is going to be loaded, so that the disk is not asked again.
    pub(crate) fn keep(&self, path: &Path, bytes: Bytes) {
        // What became of it is said when it is loaded.
        let _ = self.insert(self.absolute(path), Ok(bytes));
    }

    fn insert(&self, path: PathBuf, bytes: Result<Bytes, ReadError>) -> Result<Arc<SourceFile>, ReadError> {
        // Others wait for the lock, so nothing is copied under it.
        let text = bytes.map(Bytes::into_text);
        let mut loaded = self.write();
        if let Some(known) = loaded.by_path.get(&path) {
            return known.clone();
        }
        let result = text.and_then(|text| match text {
            Ok(text) => Ok(loaded.push(&self.root, path.clone(), text)),
            Err(error) => {
                let offset = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes()).into();
                let file = loaded.push(&self.root, path.clone(), text).id();
                Err(ReadError::NotUtf8 { file, offset: offset as u32 })
            }
        });
        loaded.by_path.insert(path, result.clone());
        result
    }

    /// Adds a text that lies on no disk under the name that reports show.
    #[cfg(test)]
    pub(crate) fn add(&self, name: &str, text: impl Into<Arc<str>>) -> Arc<SourceFile> {
        let path = self.absolute(Path::new(name));
        let mut loaded = self.write();
        let file = loaded.push(&self.root, path.clone(), text.into());
        loaded.by_path.insert(path, Ok(file.clone()));
        file
    }

    /// Adds the value of an option or of a variable of the environment, under the name that reports show.
    pub(crate) fn add_outside(&self, name: &str, text: impl Into<Arc<str>>) -> Arc<SourceFile> {
        let path = self.absolute(Path::new(name));
        self.write().push_as(&self.root, path, text.into(), FileId::OUTSIDE)
    }

    /// A place in the words of a sentence: `at main.tf:19`, or where it is in no file: `` in `TF_VAR_quota` ``.
    pub(crate) fn place_in_words(&self, place: Span) -> String {
        self.place_in_words_with(place, |file| self.file(file).name().to_owned())
    }

    /// The same, where files have other paths than those that reports for people show.
    pub(crate) fn place_in_words_with(&self, place: Span, path: impl Fn(FileId) -> String) -> String {
        let file = self.file(place.file);
        match place.file.is_outside() {
            true => format!("in `{}`", file.name()),
            false => format!("at {}:{}", path(place.file), file.line_of(place.start)),
        }
    }

    /// A file's bytes without keeping them, for a look before parsing; `None` where it cannot be read.
    pub(crate) fn read(&self, path: &Path) -> Option<Bytes> {
        let path = self.absolute(path);
        match self.overlay.get(&path) {
            Some(text) => Some(Bytes::Read(text.clone())),
            None => self.read_bytes(&path).ok(),
        }
    }

    /// The same for a file of a folder that was come to by a walk, and so lies inside of what may be read.
    pub(crate) fn read_listed(&self, file: &Listed) -> Option<Bytes> {
        if !file.is_plain || !self.overlay.is_empty() || self.remembered.is_some() {
            return self.read(&file.path);
        }
        disk::read(&file.path, true).ok().map(|(bytes, _)| Bytes::Read(bytes))
    }

    fn read_bytes(&self, path: &Path) -> Result<Bytes, ReadError> {
        let kind = path.symlink_metadata().ok().map(|metadata| metadata.file_type());
        if self.leads_outside(path, kind) {
            return Err(ReadError::Outside);
        }
        let is_file = kind.is_some_and(|kind| kind.is_file());
        let Some(remembered) = &self.remembered else {
            return disk::read(path, is_file).map(|(bytes, _)| Bytes::Read(bytes));
        };
        let stamp = fs::metadata(path).ok().and_then(|metadata| Stamp::of(&metadata));
        if let Some(text) = stamp.and_then(|stamp| remembered.text(path, &stamp)) {
            return Ok(Bytes::Remembered(text));
        }
        let (bytes, read_as) = disk::read(path, is_file)?;
        Ok(match (read_as, String::from_utf8(bytes)) {
            (Some(stamp), Ok(text)) => {
                let text = Arc::from(text);
                remembered.keep(path, stamp, &text);
                Bytes::Remembered(text)
            }
            (_, text) => Bytes::Read(text.map_or_else(std::string::FromUtf8Error::into_bytes, String::into_bytes)),
        })
    }

    /// Whether some piece of a file is what is looked for, of however large a file. Pieces overlap by more than a word
    /// is long.
    pub(crate) fn any_piece(&self, path: &Path, is_found: impl Fn(&[u8]) -> bool) -> bool {
        const PIECE: u64 = 1024 * 1024;
        const OVERLAP: usize = 256;
        let path = self.absolute(path);
        let Some((mut file, _)) = (!self.is_outside(&path)).then(|| disk::open(&path, false).ok()).flatten() else {
            return false;
        };
        // A file may say that it has more bytes than there are disks.
        let mut left = MOST_LOOKED_AT;
        let mut piece: Vec<u8> = Vec::new();
        loop {
            let kept = piece.len().min(OVERLAP);
            piece.drain(..piece.len() - kept);
            let is_over = left == 0 || !file.by_ref().take(PIECE).read_to_end(&mut piece).is_ok_and(|count| count > 0);
            left = left.saturating_sub(PIECE);
            // Where nothing was ever written there is no text, however long it goes on.
            let is_over = is_over || piece.iter().all(|byte| *byte == 0);
            if is_over || is_found(&piece) {
                return !is_over;
            }
        }
    }

    /// Has nothing read from now on but what lies in such a folder, or was admitted.
    pub(crate) fn enclose(&self, folder: &Path) {
        self.fence.enclose(self.real(folder));
    }

    /// Lets a file or folder that the user has named be read wherever it lies.
    pub(crate) fn admit(&self, path: &Path) {
        let path = self.absolute(path);
        self.fence.admit(self.real(&path));
        self.fence.admit(path);
    }

    /// Whether a path leads to where nothing is read: by its name, or through links.
    pub(crate) fn is_outside(&self, path: &Path) -> bool {
        if self.fence.is_open() {
            return false;
        }
        let path = self.absolute(path);
        if self.is_in_place(&path) {
            return self.fence.keeps_out(&path);
        }
        let kind = path.symlink_metadata().ok().map(|metadata| metadata.file_type());
        self.leads_outside(&path, kind)
    }

    /// As [`Self::is_outside`], of what stands at an absolute path.
    fn leads_outside(&self, path: &Path, kind: Option<fs::FileType>) -> bool {
        if self.fence.is_open() || self.overlay.contains_key(path) || self.fence.admits(path) {
            return false;
        }
        let leads_to = match kind {
            Some(kind) if kind.is_symlink() => path.canonicalize().ok().map(|real| self.below_root(real)),
            // Most that is asked for is a file in a folder that is known already.
            Some(kind) if kind.is_file() => self.in_real_folder(path),
            _ => None,
        };
        self.fence.keeps_out(&leads_to.unwrap_or_else(|| self.real(path)))
    }

    /// A place in reports for a file whose text could not be had.
    pub(crate) fn add_unreadable(&self, path: &Path) -> Arc<SourceFile> {
        let path = self.absolute(path);
        self.write().push(&self.root, path, "".into())
    }

    /// Has what is written at a place never shown.
    pub(crate) fn hide(&self, span: Span) {
        self.file(span.file).hide(span);
    }

    /// The file of an id that this `Sources` gave out.
    pub(crate) fn file(&self, id: FileId) -> Arc<SourceFile> {
        let files = self.loaded();
        files
            .files
            .get((id.0 & !FileId::OUTSIDE) as usize)
            .cloned()
            .unwrap_or_else(|| Arc::new(SourceFile::new(id, PathBuf::new(), String::new(), "".into())))
    }

    /// Whether an editor holds the text of an absolute path.
    pub(crate) fn is_held(&self, path: &Path) -> bool {
        self.overlay.contains_key(path)
    }

    pub(crate) fn is_file(&self, path: &Path) -> bool {
        let path = self.absolute(path);
        self.overlay.contains_key(&path) || self.loaded().by_path.contains_key(&path) || path.is_file()
    }

    /// Whether there is something to open, whatever it is. Opening says what is wrong with it.
    pub(crate) fn is_there(&self, path: &Path) -> bool {
        let path = self.absolute(path);
        // Also a link that leads nowhere: somebody meant something to be there.
        let is_no_folder = || fs::symlink_metadata(&path).is_ok_and(|metadata| !metadata.is_dir()) && !path.is_dir();
        self.is_file(&path) || is_no_folder()
    }

    pub(crate) fn is_dir(&self, path: &Path) -> bool {
        self.absolute(path).is_dir()
    }

    fn loaded(&self) -> RwLockReadGuard<'_, Loaded> {
        self.files.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Loaded> {
        self.files.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Loaded {
    fn push(&mut self, root: &Path, path: PathBuf, text: Arc<str>) -> Arc<SourceFile> {
        self.push_as(root, path, text, 0)
    }

    fn push_as(&mut self, root: &Path, path: PathBuf, text: Arc<str>, mark: u32) -> Arc<SourceFile> {
        let id = FileId(self.files.len() as u32 | mark);
        let name = paths::display_name(root, &path);
        let file = Arc::new(SourceFile::new(id, path, name, text));
        self.files.push(file.clone());
        file
    }
}

/// What a file holds, read now or before.
pub(crate) enum Bytes {
    Read(Vec<u8>),
    Remembered(Arc<str>),
}

impl Bytes {
    fn into_text(self) -> Result<Arc<str>, std::string::FromUtf8Error> {
        match self {
            Self::Read(bytes) => String::from_utf8(bytes).map(Arc::from),
            Self::Remembered(text) => Ok(text),
        }
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Read(bytes) => bytes,
            Self::Remembered(text) => text.as_bytes(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let sources = Sources::new("/root");
        let file = sources.add("a.tf", "é = 1\r\nb = \"😀x\"\n");
        assert_eq!(file.position(3), Position { line: 1, column: 3 });
        let x = file.text().find('x').map(|offset| offset as u32);
        assert_eq!(x.map(|offset| file.position(offset)), Some(Position { line: 2, column: 7 }));
        assert_eq!(file.line(1), 0..6);
        let long = sources.add("b.json", format!("é\n{}", "a😀".repeat(2000)));
        let text = long.text();
        for at in [3, 1022, 1023, 1024, 1025, 1026, 1027, 1028, 4096, 5000, text.len() - 5, text.len()] {
            let at = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap();
            let column = text[3..at].chars().count() as u32 + 1;
            assert_eq!(long.position(at as u32), Position { line: 2, column }, "{at}");
        }
    }

    #[test]
    fn threads_that_read_and_add_files_do_not_wait_for_each_other() {
        let sources = Sources::new("/root");
        let known = sources.add("known.tf", "").id();
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let sources = &sources;
                scope.spawn(move || {
                    for turn in 0..2000 {
                        assert_eq!(sources.load(Path::new("known.tf")).map(|file| file.id()).ok(), Some(known));
                        sources.add(&format!("{thread}/{turn}.tf"), "");
                    }
                });
            }
        });
        assert_eq!(sources.file(FileId(8000)).id(), FileId(8000));
    }
}
