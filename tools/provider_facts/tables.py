"""The tables in `rules/`, as the surfaces of kmslint see them."""

import dataclasses
import pathlib

import yaml

LIMITS = [
    "holds",
    "type",
    "required",
    "required_when",
    "default",
    "zero_is_absent",
    "range",
    "multiple_of",
    "durations",
    "unit",
    "length",
    "count",
    "values",
    "judged_by",
    "mistakes",
    "pattern",
    "format",
    "keys",
    "open",
    "deprecated",
    "conflicts",
    "requires",
    "ignored_when",
    "ignored_except",
    "since",
    "optional_since",
    "severity",
    "help",
]


class _Loader(yaml.SafeLoader):
    """Plain YAML 1.2 words: `on`, `yes` and days stay text."""


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", __import__("re").compile(r"^(?:true|false)$"), list("tf"))


@dataclasses.dataclass
class Table:
    file: str
    cloud: str
    content: dict

    @property
    def kind(self):
        return self.content.get("kind", "")

    @property
    def data(self):
        return bool(self.content.get("data"))

    def names(self, notation):
        names = self.content.get("names", {}).get(notation, [])
        return [names] if isinstance(names, str) else list(names)

    @property
    def fields(self):
        return self.content.get("fields") or {}

    @property
    def open(self):
        return bool(self.content.get("open"))

    @property
    def timeouts(self):
        return self.content.get("timeouts")

    @property
    def operations(self):
        return self.content.get("operations") or {}


@dataclasses.dataclass
class Cloud:
    name: str
    content: dict

    @property
    def provider(self):
        return self.content.get("provider", self.name)

    @property
    def common_parameters(self):
        return set(self.content.get("common_parameters") or [])


def load(folder):
    """All tables and clouds below a folder."""
    tables, clouds = [], {}
    for path in sorted(pathlib.Path(folder).rglob("*.yaml")):
        with open(path, encoding="utf-8") as stream:
            for document in yaml.load_all(stream, _Loader):
                # The list of what is not covered is no table.
                if not isinstance(document, dict):
                    continue
                if "consumers" in document:
                    tables += consumers(document, path.relative_to(folder).as_posix())
                elif "kind" in document:
                    tables.append(Table(path.relative_to(folder).as_posix(), document["kind"].split("/")[0], document))
                elif "cloud" in document:
                    clouds[document["cloud"]] = Cloud(document["cloud"], document)
    return tables, clouds


def consumers(document, file):
    """The table of each resource of a document with a line for each argument, as `build/consumers.rs` makes it."""
    by_resource = {}
    for argument, row in document["arguments"].items():
        resource, *names = argument.split(".")
        members = by_resource.setdefault(resource, {})
        for name in names:
            own, inner = members.setdefault(name, ({}, {}))
            members = inner
        own.update(row or {})
    pattern = document["names"]["terraform"]
    for resource, members in by_resource.items():
        content = {
            "kind": f"{document['consumers']}/{resource}",
            "open": True,
            "compared": document.get("compared"),
            "names": {"terraform": pattern.replace("{name}", resource)},
            "fields": _rows(members),
        }
        yield Table(file, document["consumers"], content)


def _rows(members):
    """Rows by name: without a type what has members is blocks, and anything else the id of a key."""
    rows = {}
    for name, (own, inner) in members.items():
        row = dict(own)
        if inner:
            if "type" not in row:
                row["type"] = "blocks"
                row.setdefault("open", True)
            row["fields"] = _rows(inner)
        elif "type" not in row:
            row["type"] = "string"
            row.setdefault("holds", "key_id")
        rows[name] = row
    return rows


def not_covered(folder):
    """The arguments that look as if they named a key, but have no row for a reason that is given."""
    file = pathlib.Path(folder) / "not-covered.yaml"
    if not file.exists():
        return set()
    with open(file, encoding="utf-8") as stream:
        return {argument for entry in yaml.load(stream, _Loader) or [] for argument in entry["arguments"]}


def has_surface(row, surface):
    surfaces = row.get("surfaces")
    return not surfaces or surface in surfaces


def at(row, *places):
    """The row with what `on` says of the places, the last one counting most. Places of provider versions are left out:
    the row of the newest version is meant."""
    merged = dict(row)
    for place in places:
        merged.update((row.get("on") or {}).get(place) or {})
    return merged


def terraform_rows(fields, prefix=""):
    """Rows that Terraform has, by the path that Terraform writes; blocks before their members."""
    for key, row in fields.items():
        if not has_surface(row, "terraform"):
            continue
        name = (row.get("names") or {}).get("terraform", key)
        path = f"{prefix}.{name}" if prefix else name
        yield path, row
        yield from terraform_rows(row.get("fields") or {}, path)


def versions(row):
    """Provider versions that the row's `on` has limits for, `<1.2.3` as (1, 2, 3)."""
    for place, limits in (row.get("on") or {}).items():
        if place.startswith("<"):
            yield tuple(int(part) for part in place[1:].split(".")), limits
