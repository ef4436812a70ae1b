"""Request members as the clouds' Python SDKs have them. Their sources are read as text and syntax trees, never run.

Two layouts are known: classes with `to_map` (Alibaba Cloud), and classes with `openapi_types` and `attribute_map`
beside a client with `_http_info` methods (Huawei Cloud).
"""

import ast
import dataclasses
import html
import pathlib
import re

from .trees import TreeError


@dataclasses.dataclass
class Member:
    name: str
    type: str = ""
    required: bool = False
    comment: str = ""

    # What the comment says in one of the ways that comments have.

    @property
    def values(self):
        return _listed_values(self.comment)

    @property
    def pattern(self):
        found = PATTERN.search(self.comment)
        return html.unescape(found.group(1)) if found else None

    @property
    def length(self):
        found = LENGTH.search(self.comment)
        return tuple(int(part.replace(",", "")) for part in found.groups()) if found else None

    @property
    def duration(self):
        """The shortest and the longest time, in seconds."""
        found = DURATION.search(self.comment)
        if not found:
            return None
        low, low_unit, high, high_unit = found.groups()
        return tuple(
            int(part.replace(",", "")) * SECONDS[unit[0]] for part, unit in ((low, low_unit), (high, high_unit))
        )


@dataclasses.dataclass
class Operation:
    name: str
    place: str
    members: dict = dataclasses.field(default_factory=dict)
    query: dict = dataclasses.field(default_factory=dict)

    @property
    def listed_name(self):
        """What lists of operations call it: of a path what stands between `kms` and the first parameter."""
        if " " not in self.place:
            return self.name
        _, found, rest = self.place.partition("/kms/")
        return rest.split("/{")[0] if found and not rest.startswith("{") else None


@dataclasses.dataclass
class Sdk:
    name: str
    operations: dict = dataclasses.field(default_factory=dict)
    regions: set = dataclasses.field(default_factory=set)
    problems: list = dataclasses.field(default_factory=list)


def open_sdks(given):
    return [_open(name, pathlib.Path(path)) for name, path, _ in given]


def _open(name, folder):
    if not folder.is_dir():
        raise TreeError(f"{folder}: no folder")
    sdk = Sdk(name)
    sources = {path: path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.rglob("*.py"))}
    clients = {path: text for path, text in sources.items() if "_http_info" in text and "resource_path" in text}
    if clients:
        _openapi(sdk, sources, clients)
    else:
        _to_map(sdk, sources)
    for text in sources.values():
        for block in re.findall(r"_endpoint_map = \{(.*?)\}", text, re.S):
            sdk.regions.update(re.findall(r"'([\w-]+)':", block))
        sdk.regions.update(re.findall(r"= Region\(\"([\w-]+)\"", text))
    if not sdk.operations:
        sdk.problems.append(f"no request classes below {folder}")
    return sdk


# Classes with to_map

REQUIRED = re.compile(r"^This parameter is required\.$", re.M)


def _to_map(sdk, sources):
    for text in sources.values():
        # Operations without members have no class, only a method of the client.
        for name in re.findall(r"^\s+action\s*=\s*'(\w+)'", text, re.M):
            sdk.operations.setdefault(name, Operation(name, sdk.name))
        if "to_map" not in text or "Request" not in text:
            continue
        lines = text.split("\n")
        for definition in ast.parse(text).body:
            if not isinstance(definition, ast.ClassDef) or not definition.name.endswith("Request"):
                continue
            if definition.name.endswith("ShrinkRequest"):
                continue
            operation = Operation(definition.name.removesuffix("Request"), sdk.name)
            methods = {part.name: part for part in definition.body if isinstance(part, ast.FunctionDef)}
            wire = _wire_names(methods.get("to_map"))
            if "__init__" in methods:
                types = {
                    argument.arg: ast.unparse(argument.annotation) if argument.annotation else ""
                    for argument in methods["__init__"].args.args
                }
                for statement in methods["__init__"].body:
                    target = (
                        statement.targets[0]
                        if isinstance(statement, ast.Assign)
                        else getattr(statement, "target", None)
                    )
                    if not isinstance(target, ast.Attribute):
                        continue
                    comment = _comment_above(lines, statement.lineno - 1)
                    name = wire.get(target.attr)
                    if name is None:
                        sdk.problems.append(f"{definition.name}.{target.attr} has no name in to_map")
                        continue
                    operation.members[name] = Member(
                        name,
                        types.get(target.attr, ""),
                        bool(REQUIRED.search(comment)),
                        comment,
                    )
            sdk.operations[operation.name] = operation


def _wire_names(method):
    """`result['KeyId'] = self.key_id`, by the attribute."""
    names = {}
    for node in ast.walk(method) if method else ():
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
            key = node.targets[0].slice
            if not (isinstance(key, ast.Constant) and isinstance(key.value, str)):
                continue
            for part in ast.walk(node.value):
                if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name) and part.value.id == "self":
                    names.setdefault(part.attr, key.value)
    # `result['Tag'] = []`, then `if self.tag is not None: for …`
    body = method.body if method else []
    for before, after in zip(body, body[1:]):
        if (
            isinstance(before, ast.Assign)
            and isinstance(before.targets[0], ast.Subscript)
            and isinstance(before.targets[0].slice, ast.Constant)
            and isinstance(after, ast.If)
        ):
            for part in ast.walk(after.test):
                if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name) and part.value.id == "self":
                    names.setdefault(part.attr, before.targets[0].slice.value)
    return names


def _comment_above(lines, index):
    words = []
    while index > 0 and lines[index - 1].strip().startswith("#"):
        index -= 1
        words.insert(0, lines[index].strip().removeprefix("#").removeprefix(" ").rstrip())
    return "\n".join(words).strip()


PATTERN = re.compile(r"正则匹配“(\^.+?\$)”")
LENGTH = re.compile(r"(?:取值(?:范围为)?)?(\d[\d,]*) ?(?:to|到) ?(\d[\d,]*) ?(?:characters|个?字符)")
DURATION = re.compile(r"(\d[\d,]*) ?(d|days?|h|hours?) to (\d[\d,]*) ?(d|days?|h|hours?)\b")
SECONDS = {"d": 86400, "h": 3600, "m": 60, "s": 1}
HEADING = re.compile(r"(?:Valid values?|枚举如下|有效值|取值如下)\s*[:：]")
ITEM = re.compile(r"[-*] +([^\s:：（(，,。]+)(?= *$| *[:：（(，,。]| +-)")


def _listed_values(comment):
    """The words of the list after `Valid values:`, where every item of it begins with one; None where it says something
    else. The list ends at the first line that is neither an item nor part of one."""
    heading = HEADING.search(comment)
    if not heading:
        return None
    values = []
    rest = comment[heading.end() :]
    for line in rest.split("\n") if "\n" in rest else re.split(r"(?= - )", rest):
        line = line.rstrip()
        if not line or line.startswith("  "):
            continue
        item = ITEM.match(line.strip() + (" " if "\n" not in rest else ""))
        if not item:
            break
        values.append(item.group(1).strip("`*\"'"))
    return values if values and all(re.fullmatch(r"[A-Za-z0-9_/]+", value) for value in values) else None


# Classes with openapi_types


def _openapi(sdk, sources, clients):
    classes = {}
    for text in sources.values():
        if "openapi_types" not in text:
            continue
        for definition in ast.parse(text).body:
            if isinstance(definition, ast.ClassDef):
                classes[definition.name] = definition
    for path, text in clients.items():
        if "async" in path.name:
            continue
        for method in re.finditer(r"def _(\w+)_http_info\(.*?\n(.*?)(?=\n    def |\n    @classmethod|\Z)", text, re.S):
            where = re.search(r'"resource_path": "([^"]+)"', method.group(2))
            verb = re.search(r'"method": "(\w+)"', method.group(2))
            if not where or not verb:
                sdk.problems.append(f"{method.group(1)}: no path")
                continue
            request = classes.get("".join(part.capitalize() for part in method.group(1).split("_")) + "Request")
            if request is None:
                sdk.problems.append(f"{method.group(1)}: no request class")
                continue
            members = _openapi_members(request)
            body = members.pop("body", None)
            operation = Operation(_name_of_path(where.group(1)), f"{verb.group(1)} {where.group(1)}", query=members)
            if body is not None:
                described = classes.get(body.type)
                if described is None:
                    sdk.problems.append(f"{method.group(1)}: the body {body.type}")
                else:
                    operation.members = _openapi_members(described)
            sdk.operations[operation.place] = operation


def _name_of_path(path):
    """The last word of a path that is no parameter; what stands between `kms` and it where that alone is a common verb."""
    words = [word for word in path.strip("/").split("/") if not word.startswith("{")]
    return words[-1] if words else path


def _openapi_members(definition):
    types, wire, required = {}, {}, set()
    for part in definition.body:
        if isinstance(part, ast.Assign) and isinstance(part.value, ast.Dict):
            name = part.targets[0].id
            if name == "openapi_types":
                types = ast.literal_eval(part.value)
            elif name == "attribute_map":
                wire = ast.literal_eval(part.value)
        if isinstance(part, ast.FunctionDef) and part.name == "__init__":
            comments = dict(
                re.findall(r":param (\w+): (.*?)(?=\n\s*:type )", ast.get_docstring(part, clean=False) or "", re.S)
            )
            for statement in part.body:
                if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Attribute):
                    attribute = statement.targets[0].attr
                    if attribute in types and isinstance(statement.value, ast.Name):
                        required.add(attribute)
    members = {}
    for attribute, name in wire.items():
        comment = comments.get(attribute, "").strip()
        members[name] = Member(name, types.get(attribute, ""), attribute in required, comment)
    return members
