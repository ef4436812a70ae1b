"""When kinds and arguments came, went and changed: a provider's schemas at every released version.

Hundreds of versions are cheap, since a kind is evaluated again only where one of the files that its schema came from has
changed.
"""

import copy
import dataclasses
import re

from . import compare, tables
from .compare import Finding
from .kms import is_kms_kind, names_key
from .schemas import Provider
from .trees import GitTree, Repository, TreeError, is_git, version_of

COLUMNS = [
    "kind",
    "path",
    "since",
    "gone",
    "optional_since",
    "deprecated_since",
    "type",
    "mode",
    "changes",
    "uncertain",
]


@dataclasses.dataclass
class Span:
    """One argument as it was in versions that follow each other."""

    first: str
    last: str
    argument: object  # None where the kind has no such argument


@dataclasses.dataclass
class KindHistory:
    data: bool
    name: str
    states: list = dataclasses.field(default_factory=list)  # (tag, Kind | None where not registered, or not read)
    unread: list = dataclasses.field(default_factory=list)

    @property
    def label(self):
        return ("data " if self.data else "resource ") + self.name

    def first(self):
        return next((tag for tag, kind in self.states if kind is not None), None)

    def paths(self):
        found = {}
        for _, kind in self.states:
            if kind is not None:
                found.update(dict.fromkeys(kind.arguments))
        return list(found)

    def spans(self, path):
        """The argument over the versions. Where it may be written today, versions in which it could only be read count
        as versions without it."""
        spans, previous = [], object()
        newest = next((kind for _, kind in reversed(self.states) if kind is not None), None)
        newest = newest.arguments.get(path) if newest else None
        only_written = newest is not None and newest.written
        for tag, kind in self.states:
            argument = kind.arguments.get(path) if kind is not None else None
            if argument is not None and (argument.removed or (only_written and not argument.written)):
                argument = None
            if spans and (argument is previous or argument == previous):
                spans[-1].last = tag
            else:
                spans.append(Span(tag, tag, argument))
            previous = argument
        return spans


class History:
    def __init__(self, name, path, revision, dependencies):
        if not is_git(path):
            raise TreeError(f"{path}: versions are read from the tags of a git repository")
        self.name = name
        self.repository = Repository(path)
        self.dependencies = dependencies
        self.tags = self.repository.release_tags()
        if not self.tags:
            raise TreeError(f"{path}: no tags")
        if revision:
            self.tags = [
                tag for tag in self.tags if version_of(tag) <= (version_of(revision) or version_of(self.tags[-1]))
            ]
        self.kinds = {}
        self.problems = []

    def read(self, loaded):
        watched = {(table.data, name) for table in loaded for name in table.names("terraform")}
        newest = self._provider(self.tags[-1])
        for data, name in newest.names():
            if (data, name) in watched or data:
                continue
            if any(
                argument.written and names_key(path) for path, argument in newest.kind(data, name).arguments.items()
            ):
                watched.add((data, name))
        cache = {}
        for tag in self.tags:
            try:
                provider = self._provider(tag)
            except TreeError as error:
                self.problems.append(f"{tag}: {error}")
                continue
            if not provider.registered:
                self.problems.append(f"{tag}: no kinds")
                continue
            modules = {provider.module.path: provider.module} | provider.module.dependencies
            for key in provider.registered:
                if key in watched or is_kms_kind(key[1]):
                    self.kinds.setdefault(key, KindHistory(*key))
            for key, past in self.kinds.items():
                if key not in provider.registered:
                    past.states.append((tag, None))
                    continue
                folder, parsed, expression = provider.registered[key]
                cached = cache.get(key)
                if cached and cached[0] == expression.text and _unchanged(cached[1].used, modules):
                    kind = cached[1]
                else:
                    kind = provider.kind(*key)
                    cache[key] = (expression.text, kind)
                if kind.unread:
                    past.unread.append(tag)
                    continue
                past.states.append((tag, kind))
        self.repository.close()

    def _provider(self, tag):
        tree = GitTree(self.repository, tag)
        return Provider(self.name, tree, self.dependencies(tree))

    def lines(self):
        """What `--output` writes: every argument of KMS kinds, and the key fields of all others."""
        for _, past in sorted(self.kinds.items()):
            if past.first() is None:
                continue
            yield [
                past.label,
                "",
                *self.came_and_went([Span(tag, tag, kind) for tag, kind in past.states]),
                "",
                "",
                "",
                "",
                "",
                self._uncertain(past),
            ]
            for path in past.paths():
                spans = past.spans(path)
                yield [
                    past.label,
                    path,
                    *self.came_and_went(spans),
                    optional_since(spans),
                    deprecated_since(spans),
                    *_last(spans),
                    _changes(spans),
                    self._uncertain(past),
                ]

    def came_and_went(self, spans):
        first = next((span.first for span in spans if span.argument is not None), None)
        gone = spans[-1].first if spans[-1].argument is None and first else None
        if first is not None and spans[-1].argument is None:
            for span in reversed(spans):
                if span.argument is not None:
                    break
                gone = span.first
        return [("<=" if first == self.tags[0] else "") + _plain(first), _plain(gone)]

    def _uncertain(self, past):
        return f"not read in {_plain(past.unread[0])}..{_plain(past.unread[-1])}" if past.unread else ""


def _unchanged(used, modules):
    for (module_path, _, _), (path, identity) in used.items():
        module = modules.get(module_path)
        if module is None or module.tree.files.get(path) != identity:
            return False
    return bool(used)


def _plain(tag):
    return tag.removeprefix("v") if tag else ""


def optional_since(spans):
    """The version in which an argument that had to be set no longer has."""
    required = False
    found = None
    for span in spans:
        if span.argument is None:
            continue
        if span.argument.required:
            required, found = True, None
        elif required and found is None and span.argument.optional:
            found = span.first
    return _plain(found)


def deprecated_since(spans):
    found = None
    for span in spans:
        if span.argument is None or not span.argument.deprecated:
            found = None
        elif found is None:
            found = span.first
    return _plain(found)


def _last(spans):
    argument = next((span.argument for span in reversed(spans) if span.argument is not None), None)
    return [argument.described_type, argument.mode] if argument else ["", ""]


def _limits(argument):
    if argument is None:
        return "-"
    words = [argument.mode]
    if argument.values:
        words.append("|".join(argument.values))
    for name in ("range", "length", "count"):
        if getattr(argument, name):
            words.append(f"{name} {compare._span(getattr(argument, name))}")
    if argument.pattern:
        words.append(f"pattern {argument.pattern}")
    return f"{argument.described_type} {' '.join(words)}"


def _changes(spans):
    shown = []
    for span in spans:
        limits = _limits(span.argument)
        if not shown or shown[-1][1] != limits:
            shown.append((span.first, limits))
    if len(shown) and shown[0][1] == "-":
        shown = shown[1:]
    return "; ".join(f"{_plain(first)}: {limits}" for first, limits in shown) if len(shown) > 1 else ""


# The tables


def compare_with(history, loaded):
    for problem in history.problems:
        yield Finding("NOTREAD", history.name, problem)
    oldest = version_of(history.tags[0])
    for table in loaded:
        for name in table.names("terraform"):
            past = history.kinds.get((table.data, name))
            if past is None or past.first() is None:
                continue
            if past.unread:
                yield Finding("NOTREAD", past.label, history._uncertain(past))
            yield from _not_read(past)
            came = version_of(past.first())
            yield from _since(
                past.label,
                _version(table.content.get("since")),
                came,
                oldest,
                wanted=is_kms_kind(name) and came > oldest,
            )
            for path, row in tables.terraform_rows(table.fields):
                spans = past.spans(path)
                first = next((span.first for span in spans if span.argument is not None), None)
                if first is None:
                    continue
                concerns = is_kms_kind(name) or names_key(path)
                where = f"{past.label}.{path}"
                wanted = concerns and version_of(first) > came and not row.get("read_only")
                yield from _since(where, _version(row.get("since")), version_of(first), oldest, wanted)
                optional = optional_since(spans)
                stated = _version(row.get("optional_since"))
                if stated and optional and stated > version_of(optional):
                    yield Finding(
                        "ALARM", where, f"optional_since {_words(stated)}, tags have it optional in {optional}"
                    )
                elif stated and optional and stated < version_of(optional):
                    yield Finding(
                        "FACT", where, f"optional_since {_words(stated)}, tags have it required before {optional}"
                    )
                elif optional and not stated and concerns and not table.data:
                    before = [limits for version, limits in tables.versions(row) if limits.get("required")]
                    if not before:
                        yield Finding("FACT", where, f"required before {optional}, the table does not say so")
                yield from _older_versions(where, row, spans)


def _not_read(past):
    """What single versions have that could not be read, without the place, which moves from one to the next."""
    seen = {}
    for tag, kind in past.states:
        for problem in kind.problems if kind is not None else ():
            problem = re.sub(r" \([\w/.-]+\.go:\d+\)", "", problem.reason)
            seen[problem] = (seen.get(problem, (tag,))[0], tag)
    for problem, (first, last) in seen.items():
        yield Finding("NOTREAD", past.label, f"{problem} (with {_plain(first)} to {_plain(last)})")


def _since(where, stated, came, oldest, wanted):
    if stated is None:
        if wanted:
            yield Finding("FACT", where, f"no since, first in {_words(came)}")
    elif stated > came:
        yield Finding("ALARM", where, f"since {_words(stated)}, tags have it in {_words(came)}")
    elif stated < came and came != oldest:
        yield Finding("FACT", where, f"since {_words(stated)}, tags have it first in {_words(came)}")


def _older_versions(where, row, spans):
    """What the row would refuse although a released version took it."""
    breaks = sorted({version for version, _ in tables.versions(row)})
    found = {}
    for span in spans[:-1] if spans[-1].argument is not None else spans:
        if span.argument is None or not span.argument.written:
            continue
        # Between two places of `on` the row is the same, so the ends of the span are enough with each place inside it.
        ends = {version_of(span.first), version_of(span.last)}
        ends |= {version for version in breaks if version_of(span.first) < version <= version_of(span.last)}
        for version in ends:
            for finding in compare.row_against_argument(where, _row_at(row, version), span.argument):
                if finding.level == "ALARM":
                    low, high = found.get(finding.what, (span.first, span.last))
                    found[finding.what] = (min(low, span.first, key=version_of), max(high, span.last, key=version_of))
    found = {what: (first, f"to {_plain(last)}") for what, (first, last) in found.items()}
    newest = spans[-1]
    if newest.argument is not None:
        for version in breaks:
            # A place that goes on too long: its limits are held against a version that no longer has them.
            if version_of(newest.first) < version:
                for finding in compare.row_against_argument(
                    where, _row_at(row, version_of(newest.first)), newest.argument
                ):
                    if finding.level == "ALARM":
                        found[finding.what] = (newest.first, f"up to the row's {_words(version)}")
    for what, (first, last) in found.items():
        yield Finding("ALARM", where, f"{what} (with {_plain(first)} {last})")


def _row_at(row, version):
    merged = copy.copy(tables.at(row, "terraform"))
    for before, limits in sorted(tables.versions(row), key=lambda place: place[0], reverse=True):
        if version < before:
            merged.update(limits)
    return merged


def _version(text):
    return version_of(str(text)) if text else None


def _words(version):
    return ".".join(map(str, version))
