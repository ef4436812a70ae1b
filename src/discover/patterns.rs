//! Git's patterns: which files it leaves out, by the patterns of a folder, of those above it, and of the user.
//!
//! The patterns themselves are the `ignore` crate's. Its walk is not used, because it opens what is called `.gitignore`
//! whatever it is, also where that is a pipe.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::{PassedOver, Reason, user_patterns};
use crate::source::Sources;

/// The largest file of patterns that is read, in bytes: a megabyte of them takes seconds to prepare.
const MAX_PATTERNS: u64 = 256 * 1024;

const PATTERNS: &str = ".gitignore";
const REPOSITORY: &str = ".git";

/// The patterns that count in a folder.
#[derive(Clone)]
pub(super) struct Patterns {
    walk: Arc<Begin>,
    nearest: Option<Arc<Level>>,
}

/// Where a walk begins.
struct Begin {
    /// As reports name it.
    shown: PathBuf,
    /// Without links, as git sees it.
    real: PathBuf,
    /// The user's own patterns, which count everywhere.
    global: Gitignore,
}

/// A folder that has patterns, or is a repository.
struct Level {
    own: Gitignore,
    /// The repository's patterns that are no part of it.
    excludes: Gitignore,
    /// Patterns above it say nothing of a repository.
    is_repository: bool,
    above: Option<Arc<Level>>,
}

impl Patterns {
    /// The patterns of the folders above one, up to its repository.
    ///
    /// # Errors
    ///
    /// The file of patterns that cannot be read in reasonable time.
    pub(super) fn above(folder: &Path) -> Result<Self, PassedOver> {
        let real = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
        let is_repository = |folder: &Path| folder.join(REPOSITORY).symlink_metadata().is_ok();
        let mut levels = Vec::new();
        // The folder itself is read when the walk comes to it.
        let mut repository = is_repository(&real).then_some(&*real);
        for above in real.ancestors().skip(1) {
            if repository.is_some() {
                break;
            }
            repository = is_repository(above).then_some(above);
            levels.push((above, repository.is_some()));
        }
        // Without patterns more is checked, and what the user has may well be `/dev/null`.
        let global = user_patterns::path().and_then(|path| patterns_of(repository.unwrap_or(&real), &path).ok());
        let global = global.unwrap_or_else(Gitignore::empty);
        let mut nearest = None;
        for (folder, is_repository) in levels.into_iter().rev() {
            nearest = Level::of(folder, true, is_repository, &nearest)?.or(nearest);
        }
        let walk = Begin { shown: folder.to_path_buf(), real, global };
        Ok(Self { walk: Arc::new(walk), nearest })
    }

    /// The patterns of a folder below, by the names of what lies in it. A file of patterns that lies elsewhere does not
    /// count, and is passed over.
    ///
    /// # Errors
    ///
    /// The file of patterns that cannot be read in reasonable time.
    pub(super) fn below<'a>(
        &self,
        folder: &Path,
        names: impl Iterator<Item = &'a OsStr>,
        sources: &Sources,
        passed_over: &mut Vec<PassedOver>,
    ) -> Result<Self, PassedOver> {
        let (mut has_patterns, mut is_repository) = (false, false);
        for name in names {
            has_patterns |= name == PATTERNS;
            is_repository |= name == REPOSITORY;
        }
        if !has_patterns && !is_repository {
            return Ok(self.clone());
        }
        let file = folder.join(PATTERNS);
        if has_patterns && file.is_symlink() && !is_of_the_system(&file) && sources.is_outside(&file) {
            // Git follows no such link at all.
            has_patterns = false;
            passed_over.push(PassedOver { path: file, reason: Reason::OutsidePatterns });
        }
        let own = Level::of(&self.real(folder), has_patterns, is_repository, &self.nearest);
        let own = own.map_err(|refused| PassedOver { path: self.shown(&refused.path), ..refused })?;
        Ok(Self { walk: self.walk.clone(), nearest: own.or_else(|| self.nearest.clone()) })
    }

    /// Whether git leaves out what lies directly in the folder.
    pub(super) fn leave_out(&self, path: &Path, is_folder: bool) -> bool {
        if self.nearest.is_none() && self.walk.global.is_empty() {
            return false;
        }
        let path = self.real(path);
        let mut levels = Vec::new();
        let mut next = self.nearest.as_ref();
        while let Some(level) = next {
            levels.push(level);
            next = level.above.as_ref().filter(|_| !level.is_repository);
        }
        let own = levels.iter().map(|level| &level.own);
        let excludes = levels.iter().map(|level| &level.excludes);
        let mut verdicts =
            own.chain(excludes).chain([&self.walk.global]).map(|patterns| patterns.matched(&path, is_folder));
        verdicts.find(|verdict| !verdict.is_none()).is_some_and(|verdict| matches!(verdict, Match::Ignore(_)))
    }

    fn real<'a>(&self, path: &'a Path) -> Cow<'a, Path> {
        moved(path, &self.walk.shown, &self.walk.real)
    }

    fn shown(&self, path: &Path) -> PathBuf {
        moved(path, &self.walk.real, &self.walk.shown).into_owned()
    }
}

/// A path below one folder as it is below another.
fn moved<'a>(path: &'a Path, from: &Path, to: &Path) -> Cow<'a, Path> {
    if from.as_os_str() == to.as_os_str() {
        return Cow::Borrowed(path);
    }
    path.strip_prefix(from).map_or(Cow::Borrowed(path), |rest| Cow::Owned(to.join(rest)))
}

impl Level {
    /// A folder's level, where it is one.
    fn of(
        folder: &Path,
        has_patterns: bool,
        is_repository: bool,
        above: &Option<Arc<Self>>,
    ) -> Result<Option<Arc<Self>>, PassedOver> {
        let own = if has_patterns { patterns_of(folder, &folder.join(PATTERNS))? } else { Gitignore::empty() };
        let of_git = if is_repository { git_folder(&folder.join(REPOSITORY)) } else { None };
        let excludes = match of_git {
            Some(of_git) => patterns_of(folder, &of_git.join("info/exclude"))?,
            None => Gitignore::empty(),
        };
        let is_level = is_repository || !own.is_empty();
        Ok(is_level.then(|| Arc::new(Self { own, excludes, is_repository, above: above.clone() })))
    }
}

/// The patterns in a file, which count below a folder; none where there is no such file.
fn patterns_of(folder: &Path, path: &Path) -> Result<Gitignore, PassedOver> {
    let refused = |message: String| PassedOver {
        path: path.to_path_buf(),
        reason: Reason::Unreadable(format!("{message}, so nothing below its folder is checked")),
    };
    let Ok(metadata) = fs::metadata(path) else { return Ok(Gitignore::empty()) };
    if metadata.is_dir() {
        return Ok(Gitignore::empty());
    }
    if !metadata.is_file() || is_of_the_system(path) {
        return Err(refused("it is no file".to_owned()));
    }
    let size = metadata.len();
    if size > MAX_PATTERNS {
        return Err(refused(format!("it has {size} bytes, more than the limit of {MAX_PATTERNS}")));
    }
    let text = start_of(path, MAX_PATTERNS).map_err(|error| refused(error.kind().to_string()))?;
    let mut patterns = GitignoreBuilder::new(folder);
    for line in text.trim_start_matches('\u{feff}').lines() {
        // What is no pattern matches nothing, for git as well.
        let _ = patterns.add_line(None, line);
    }
    Ok(patterns.build().unwrap_or_else(|_| Gitignore::empty()))
}

/// The folder with what a repository has for all its work trees: `.git` itself, or where that file leads to.
fn git_folder(path: &Path) -> Option<PathBuf> {
    if path.is_dir() {
        return Some(path.to_path_buf());
    }
    let first_line = |path: &Path| {
        let is_plain = fs::metadata(path).is_ok_and(|metadata| metadata.is_file()) && !is_of_the_system(path);
        let text = is_plain.then(|| start_of(path, 4096).ok()).flatten()?;
        Some(PathBuf::from(text.lines().next()?.trim_end()))
    };
    let own = first_line(path)?;
    let own = path.parent()?.join(own.to_str()?.strip_prefix("gitdir: ")?);
    let shared = first_line(&own.join("commondir")).map(|shared| own.join(shared));
    Some(shared.unwrap_or(own))
}

fn start_of(path: &Path, most: u64) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Whether a path leads to what the system makes while it is read: some of it is waited for as a pipe is.
fn is_of_the_system(path: &Path) -> bool {
    let real = path.canonicalize().unwrap_or_default();
    path.is_symlink() && ["/proc", "/sys", "/dev"].iter().any(|folder| real.starts_with(folder))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use ignore::WalkBuilder;

    use super::*;
    use crate::internal::chance::Chance;

    const NAMES: [&str; 6] = ["a", "b", "c.tf", "d.json", "build", "#x"];
    const PATTERNS: [&str; 22] = [
        "a",
        "b/",
        "/a",
        "!a",
        "*.tf",
        "!c.tf",
        "**/b",
        "a/**",
        "a/b",
        "/build/",
        "!/build",
        "build/*",
        "\\#x",
        "# a",
        "",
        "[ab]",
        "*",
        "!*/",
        "a/*/c.tf",
        "**/a/**/d.json",
        "d.json ",
        "[",
    ];

    fn make(folder: &Path, depth: usize, chance: &mut Chance) {
        fs::create_dir_all(folder).unwrap();
        let mut lines = || (0..=chance.below(4)).map(|_| chance.one_of(&PATTERNS)).collect::<Vec<_>>().join("\n");
        let (own, excludes) = (lines(), lines());
        if chance.below(3) == 0 {
            fs::write(folder.join(".gitignore"), own).unwrap();
        }
        if chance.below(6) == 0 {
            fs::create_dir_all(folder.join(".git/info")).unwrap();
            fs::write(folder.join(".git/info/exclude"), excludes).unwrap();
        }
        for name in NAMES {
            match chance.below(3) {
                0 => fs::write(folder.join(name), "").unwrap(),
                1 if depth > 0 => make(&folder.join(name), depth - 1, chance),
                _ => {}
            }
        }
    }

    fn seen(folder: &Path, above: &Patterns, sources: &Sources, seen: &mut BTreeSet<PathBuf>) {
        let (entries, _) = crate::source::entries(folder);
        let names = entries.iter().map(|entry| &*entry.name);
        let patterns = above.below(folder, names, sources, &mut Vec::new()).ok().unwrap();
        for entry in &entries {
            let path = folder.join(&entry.name);
            if patterns.leave_out(&path, entry.is_folder()) {
                continue;
            }
            if entry.is_folder() {
                self::seen(&path, &patterns, sources, seen);
            }
            seen.insert(path);
        }
    }

    #[test]
    fn the_same_is_left_out_as_by_a_walk_of_the_ignore_crate() {
        let mut chance = Chance(0x2545_F491_4F6C_DD1D);
        let mut count = 0;
        for _ in 0..60 {
            let folder = tempfile::tempdir().unwrap();
            let root = folder.path().canonicalize().unwrap();
            make(&root, 3, &mut chance);
            // Without a repository the crate has no patterns at all, or lets those of one count in another inside of it.
            fs::create_dir_all(root.join(".git")).unwrap();
            let sources = Sources::new(&root);
            // From the top, and from a folder in the midst.
            for start in [root.clone(), root.join("a"), root.join("a/b")].into_iter().filter(|folder| folder.is_dir()) {
                let mut walk = WalkBuilder::new(&start);
                walk.hidden(false).ignore(false);
                let expected: BTreeSet<PathBuf> =
                    walk.build().map(|entry| entry.unwrap().into_path()).filter(|path| *path != start).collect();
                let mut found = BTreeSet::new();
                seen(&start, &Patterns::above(&start).ok().unwrap(), &sources, &mut found);
                assert_eq!(found, expected, "{}", start.display());
                count += found.len();
            }
        }
        assert!(count > 1000, "{count}");
    }

    #[test]
    #[cfg(unix)]
    fn patterns_count_where_a_link_leads_to_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        fs::create_dir_all(root.join("real/below")).unwrap();
        fs::write(root.join("real/.gitignore"), "/below/a\n").unwrap();
        std::os::unix::fs::symlink(root.join("real"), root.join("link")).unwrap();
        let start = root.join("link/below");
        let patterns = Patterns::above(&start).ok().unwrap();
        assert!(patterns.leave_out(&start.join("a"), false));
        assert!(!patterns.leave_out(&start.join("b"), false));
    }

    #[test]
    fn patterns_above_a_repository_do_not_count() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        fs::create_dir_all(root.join("repository/below")).unwrap();
        fs::write(root.join(".gitignore"), "*\n").unwrap();
        for start in ["repository", "repository/below"].map(|name| root.join(name)) {
            fs::write(root.join("repository/.gitignore"), "").unwrap();
            let is_left_out = || Patterns::above(&start).ok().unwrap().leave_out(&start.join("a"), false);
            assert!(is_left_out(), "there is no repository yet");
            fs::create_dir_all(root.join("repository/.git")).unwrap();
            assert!(!is_left_out());
            fs::remove_dir(root.join("repository/.git")).unwrap();
        }
    }

    #[test]
    fn a_work_tree_and_a_submodule_have_the_excludes_of_their_repository() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let files = [
            ("main/.git/info/exclude", "/of-main\n"),
            ("main/.git/worktrees/tree/commondir", "../..\n"),
            ("tree/.git", &format!("gitdir: {}\n", root.join("main/.git/worktrees/tree").display())),
            ("main/.git/modules/part/info/exclude", "/of-part\n"),
            ("main/part/.git", "gitdir: ../.git/modules/part\n"),
            ("main/broken/.git", "somewhere\n"),
        ];
        for (name, text) in files {
            fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
            fs::write(root.join(name), text).unwrap();
        }
        let sources = Sources::new(&root);
        for (tree, name) in [("main", "of-main"), ("tree", "of-main"), ("main/part", "of-part"), ("main/broken", "")] {
            let start = root.join(tree);
            let patterns = Patterns::above(&start).ok().unwrap();
            let names = [OsStr::new(".git")].into_iter();
            let patterns = patterns.below(&start, names, &sources, &mut Vec::new()).ok().unwrap();
            for own in ["of-main", "of-part"] {
                assert_eq!(patterns.leave_out(&start.join(own), false), own == name, "{tree}: {own}");
            }
        }
    }
}
