//! Texts of the disk that were read before, for who reads the same files again and again.

use std::collections::HashMap;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

/// So many bytes are kept; all are given up where there would be more.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// Files that changed no longer ago than this are read again. Two changes so near to each other may bear the same time: the
/// coarsest file systems count in steps of two seconds.
const UNSETTLED: Duration = Duration::from_secs(3);

/// What was read, for as long as the disk says that it has not changed.
#[derive(Debug, Default)]
pub(crate) struct Remembered {
    texts: Mutex<Texts>,
}

#[derive(Debug, Default)]
struct Texts {
    by_path: HashMap<PathBuf, (Stamp, Arc<str>)>,
    bytes: usize,
}

/// What the disk says of a file without giving its text. A file that is written in place, replaced, or put back with its
/// old time and length has another one: the time at which the file was last touched in any way cannot be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    length: u64,
    modified: SystemTime,
    changed: (i64, i64),
    file: (u64, u64),
}

impl Stamp {
    #[cfg(unix)]
    pub(super) fn of(metadata: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        Some(Self {
            length: metadata.len(),
            modified: metadata.modified().ok()?,
            changed: (metadata.ctime(), metadata.ctime_nsec()),
            file: (metadata.dev(), metadata.ino()),
        })
    }

    /// Elsewhere every time of a file can be set, so nothing is remembered.
    #[cfg(not(unix))]
    pub(super) fn of(_: &Metadata) -> Option<Self> {
        None
    }

    /// Whether a further change would certainly bear another time. A file from the future never is.
    fn is_settled(&self, now: SystemTime) -> bool {
        let changed =
            u64::try_from(self.changed.0).map(|seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
        let last = changed.map_or(self.modified, |changed| changed.max(self.modified));
        now.duration_since(last).is_ok_and(|age| age >= UNSETTLED)
    }
}

impl Remembered {
    /// The text of a file that has this stamp now.
    pub(super) fn text(&self, path: &Path, stamp: &Stamp) -> Option<Arc<str>> {
        let texts = self.lock();
        let (known, text) = texts.by_path.get(path)?;
        (known == stamp).then(|| text.clone())
    }

    /// Remembers what was read after a file had this stamp. What changed meanwhile has another one from then on.
    pub(super) fn keep(&self, path: &Path, stamp: Stamp, text: &Arc<str>) {
        if !stamp.is_settled(now()) {
            return;
        }
        let mut texts = self.lock();
        if texts.bytes + text.len() > MOST_BYTES {
            *texts = Texts::default();
        }
        texts.bytes += text.len();
        if let Some((_, old)) = texts.by_path.insert(path.to_path_buf(), (stamp, text.clone())) {
            texts.bytes -= old.len();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Texts> {
        self.texts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[expect(clippy::disallowed_methods, reason = "it decides only whether a file is read again, never what is in it")]
fn now() -> SystemTime {
    SystemTime::now()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs;

    /// A stamp of a file that was written in these seconds.
    fn stamp(modified: u64, changed: i64) -> Stamp {
        let modified = SystemTime::UNIX_EPOCH + Duration::from_secs(modified);
        Stamp { length: 3, modified, changed: (changed, 0), file: (1, 2) }
    }

    #[test]
    fn only_what_has_settled_is_kept() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(100);
        assert!(stamp(97, 97).is_settled(now));
        assert!(!stamp(98, 97).is_settled(now) && !stamp(97, 98).is_settled(now), "either time is too near");
        assert!(!stamp(101, 1).is_settled(now), "a clock is wrong");
        let remembered = Remembered::default();
        let future = u64::from(u32::MAX);
        remembered.keep(Path::new("/a"), stamp(future, 1), &"new".into());
        assert_eq!(remembered.text(Path::new("/a"), &stamp(future, 1)), None);
    }

    #[test]
    fn a_text_is_given_for_its_stamp_alone() {
        let remembered = Remembered::default();
        let path = Path::new("/a");
        remembered.keep(path, stamp(1, 1), &"old".into());
        assert_eq!(remembered.text(path, &stamp(1, 1)).as_deref(), Some("old"));
        let other =
            [Stamp { length: 4, ..stamp(1, 1) }, Stamp { file: (1, 3), ..stamp(1, 1) }, stamp(2, 1), stamp(1, 2)];
        for other in other {
            assert_eq!(remembered.text(path, &other), None, "{other:?}");
        }
        assert_eq!(remembered.text(Path::new("/b"), &stamp(1, 1)), None);
    }

    #[test]
    fn a_file_that_is_put_back_with_its_old_time_has_another_stamp() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("main.tf");
        fs::write(&path, "old").unwrap();
        let of = |path: &Path| Stamp::of(&fs::metadata(path).unwrap()).unwrap();
        let before = of(&path);
        // The times of files move on in steps.
        while of(&path) == before {
            fs::write(&path, "new").unwrap();
            let file = fs::File::options().write(true).open(&path).unwrap();
            file.set_modified(before.modified).unwrap();
        }
        assert_eq!(of(&path).modified, before.modified);
    }

    #[test]
    fn what_has_changed_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("main.tf");
        fs::write(&path, "old").unwrap();
        let remembered: Arc<Remembered> = Arc::default();
        let read = || {
            let sources = crate::source::Sources::remembering(folder.path(), remembered.clone());
            let text = sources.load(&path).unwrap().text().to_owned();
            assert_eq!(sources.read(&path).unwrap().to_vec(), text.as_bytes());
            text
        };
        assert_eq!(read(), "old");
        // Nothing that is as new as this is kept, so the test puts something there, which no disk holds.
        let stamp = Stamp::of(&fs::metadata(&path).unwrap()).unwrap();
        remembered.lock().by_path.insert(path.clone(), (stamp, "met".into()));
        assert_eq!(read(), "met");
        while Stamp::of(&fs::metadata(&path).unwrap()) == Some(stamp) {
            fs::write(&path, "new").unwrap();
        }
        assert_eq!(read(), "new");
        fs::remove_file(&path).unwrap();
        let sources = crate::source::Sources::remembering(folder.path(), remembered.clone());
        assert!(sources.load(&path).is_err() && sources.read(&path).is_none());
    }

    #[test]
    fn it_stays_within_its_bounds() {
        let remembered = Remembered::default();
        let text: Arc<str> = "x".repeat(MOST_BYTES / 4).into();
        for number in 0..10 {
            let path = PathBuf::from(format!("/{number}"));
            remembered.keep(&path, stamp(1, 1), &text);
            remembered.keep(&path, stamp(2, 2), &text);
            assert!(remembered.text(&path, &stamp(2, 2)).is_some());
            let texts = remembered.lock();
            assert_eq!(texts.bytes, texts.by_path.len() * text.len());
            assert!(texts.bytes <= MOST_BYTES);
        }
    }
}
