"""Trees of source files: a folder on disk, or a revision in a git repository (bare or not)."""

import hashlib
import pathlib
import re
import subprocess


class TreeError(Exception):
    """A tree that cannot be read."""


class Repository:
    """The objects of one git repository; one `git cat-file --batch` serves every read."""

    def __init__(self, path):
        self.path = path
        self._batch = None

    def git(self, *arguments):
        run = subprocess.run(["git", "-C", str(self.path), *arguments], capture_output=True)
        if run.returncode:
            raise TreeError(f"git {' '.join(arguments)}: {run.stderr.decode(errors='replace').strip()}")
        return run.stdout

    def blob(self, identity):
        if self._batch is None:
            self._batch = subprocess.Popen(
                ["git", "-C", str(self.path), "cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        self._batch.stdin.write(identity.encode() + b"\n")
        self._batch.stdin.flush()
        header = self._batch.stdout.readline().split()
        if len(header) != 3:
            raise TreeError(f"{self.path}: no object {identity}")
        content = self._batch.stdout.read(int(header[2]))
        self._batch.stdout.read(1)
        return content

    def close(self):
        if self._batch is not None:
            self._batch.stdin.close()
            self._batch.wait()
            self._batch.stdout.close()
            self._batch = None

    def release_tags(self):
        """Tags that are released versions, oldest first; previews are no releases."""
        tags = self.git("tag").decode().split()
        return sorted((tag for tag in tags if version_of(tag)), key=version_of)


def version_of(tag):
    match = re.fullmatch(r"v?(\d+)\.(\d+)(?:\.(\d+))?", tag)
    return tuple(int(part or 0) for part in match.groups()) if match else None


class GitTree:
    """The files of one revision, by path; their contents are read when asked for."""

    def __init__(self, repository, revision):
        self.repository = repository
        self.name = revision
        self.files = {}
        listing = repository.git("ls-tree", "-r", "-z", revision)
        for entry in listing.split(b"\0"):
            if entry:
                attributes, _, path = entry.partition(b"\t")
                _, kind, identity = attributes.split()
                if kind == b"blob" and path.endswith((b".go", b"go.mod")):
                    self.files[path.decode(errors="replace")] = identity.decode()

    def read(self, path):
        return self.repository.blob(self.files[path])


class FolderTree:
    """The files below a folder on disk."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.name = str(folder)
        self.files = {}
        for path in self.folder.rglob("*"):
            if path.suffix == ".go" or path.name == "go.mod":
                self.files[path.relative_to(self.folder).as_posix()] = hashlib.sha1(path.read_bytes()).hexdigest()

    def read(self, path):
        return (self.folder / path).read_bytes()


def is_git(path):
    """Whether the folder holds git's objects: a clone, or a bare repository."""
    path = pathlib.Path(path)
    return (path / ".git").exists() or ((path / "objects").is_dir() and (path / "HEAD").exists())


_repositories = {}


def tree_at(path, revision=None):
    """The tree at a path: of the revision if one is given or the path is a bare repository, else the folder's files."""
    if not pathlib.Path(path).is_dir():
        raise TreeError(f"{path}: no folder")
    bare = (pathlib.Path(path) / "objects").is_dir() and (pathlib.Path(path) / "HEAD").exists()
    if revision or bare:
        repository = _repositories.setdefault(str(path), Repository(path))
        return GitTree(repository, revision or "HEAD")
    return FolderTree(path)
