"""A provider's arguments from the type declarations of its prebuilt CDKTF bindings (`lib/*/index.d.ts`): names, types,
and what is required, without validators. Good for a provider version whose sources are not at hand.
"""

import pathlib
import re

from .schemas import Argument, Kind

INTERFACE = re.compile(r"^export interface (\w+)(?: extends [\w.]+)? \{\n(.*?)^\}", re.M | re.S)
PROPERTY = re.compile(
    r"/\*\*(?P<doc>(?:(?!\*/).)*)\*/\s*readonly (?P<name>\w+)(?P<optional>\?)?: (?P<type>(?:\{[^}]*\}|[^;{])+);", re.S
)
TERRAFORM_NAME = re.compile(r"#(\w+)\}")
RESOURCE = re.compile(
    r"^export declare class (\w+) extends cdktf\.Terraform(Resource|DataSource) \{\n(.*?)^\}", re.M | re.S
)
GETTER = re.compile(r"^    get (\w+)\(\): ([^;]+);", re.M)


def is_package(path):
    path = pathlib.Path(path)
    return (path / "lib" / "index.d.ts").is_file() and (path / "lib" / "provider").is_dir()


class Provider:
    """The bindings of one provider version, to be asked like `schemas.Provider`."""

    def __init__(self, name, folder):
        self.name = name
        self.problems = []
        self.registered = {}
        for path in sorted((pathlib.Path(folder) / "lib").glob("*/index.d.ts")):
            text = path.read_text(encoding="utf-8")
            for declared in RESOURCE.finditer(text):
                kind = re.search(r'tfResourceType = "(\w+)"', declared.group(3))
                if kind:
                    self.registered[(declared.group(2) == "DataSource", kind.group(1))] = (path, declared.group(1))

    def names(self):
        return sorted(self.registered)

    def kind(self, data, name):
        path, declared = self.registered[(data, name)]
        # An interface may stand in the file beside: bindings of large kinds are split.
        text = "\n".join(file.read_text(encoding="utf-8") for file in sorted(path.parent.glob("*.d.ts")))
        interfaces = dict(INTERFACE.findall(text))
        kind = Kind(name, data, file=str(path), checks_known=False)
        if declared + "Config" not in interfaces:
            kind.not_read(None, f"the kind itself: no {declared}Config in {path.name}")
            return kind
        self._properties(interfaces, declared + "Config", "", kind, set())
        timeouts = interfaces.get(declared + "Timeouts", "")
        kind.timeouts = set(re.findall(r"readonly (\w+)\?:", timeouts))
        body = next(match.group(3) for match in RESOURCE.finditer(text) if match.group(1) == declared)
        written = {_camel(path) for path in kind.arguments}
        for getter, type_name in GETTER.findall(body):
            if getter not in written and not getter.endswith("Input"):
                snake = re.sub(r"(?<=[a-z0-9])([A-Z])", lambda match: "_" + match.group(1).lower(), getter)
                kind.arguments.setdefault(snake, Argument(snake, _type(type_name)[0], computed=True))
        return kind

    def valid_regions(self):
        return []

    def _properties(self, interfaces, interface, prefix, kind, seen):
        if interface in seen:
            return
        for found in PROPERTY.finditer(interfaces.get(interface, "")):
            named = TERRAFORM_NAME.search(found["doc"])
            if not named or (not prefix and named.group(1) in ("id", "timeouts")):
                continue
            path = f"{prefix}.{named.group(1)}" if prefix else named.group(1)
            type_name, items, inner = _type(found["type"])
            optional = bool(found["optional"])
            kind.arguments[path] = Argument(path, type_name, items, required=not optional, optional=optional)
            if type_name == "?":
                kind.not_read(path, f"the type of `{path}`: {found['type'].strip()}")
            if inner:
                self._properties(interfaces, inner, path, kind, seen | {interface})


def _type(written):
    """Terraform's type, its items' and the interface of its members."""
    words = re.sub(r"\s+", " ", written).replace("cdktf.IResolvable", "").strip(" |")
    if words.startswith("{"):
        value = re.search(r"\]: (.+?);? ?\}", words)
        return (
            "map",
            {"string": "string", "number": "int", "(boolean | )": "bool"}.get(value.group(1), "") if value else "",
            None,
        )
    # A number of the bindings may be either kind of Terraform's.
    simple = {"string": "string", "number": "int", "boolean": "bool"}
    if words in simple:
        return simple[words], "", None
    if words.startswith("Array<"):
        words = words[len("Array<") :].rstrip(">").strip(" |") + "[]"
    if words.endswith("[]"):
        item = words[:-2].strip("( |)")
        return "list", simple.get(item, "block"), None if item in simple else item
    if re.fullmatch(r"\w+", words):
        return "list", "block", words
    return "?", "", None


def _camel(path):
    first, *rest = path.split(".")[0].split("_")
    return first + "".join(part.capitalize() for part in rest)
