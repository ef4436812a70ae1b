"""The argument schemas of a Terraform provider: what it registers, and each kind's arguments as flat rows."""

import dataclasses
import re

from . import golang
from .golang import Evaluator, Function, Module, Struct, Symbol, Unknown, Validator

MAPS = {"ResourcesMap": "resource", "DataSourcesMap": "data"}


@dataclasses.dataclass
class Argument:
    """One argument, or one attribute, of a kind."""

    path: str
    type: str = "?"  # string, int, float, bool, list, set, map
    items: str = ""  # of lists, sets and maps: their items' type, or `block`
    required: bool = False
    optional: bool = False
    computed: bool = False
    default: object = None
    values: list | None = None  # the allowed values, as text
    values_complete: bool = True  # whether all of them could be read
    values_ignore_case: bool = False
    range: tuple | None = None
    length: tuple | None = None
    count: tuple | None = None
    pattern: str | None = None
    checks: list = dataclasses.field(default_factory=list)  # every validator, as text
    conflicts: list = dataclasses.field(default_factory=list)
    required_with: list = dataclasses.field(default_factory=list)
    exactly_one_of: list = dataclasses.field(default_factory=list)
    at_least_one_of: list = dataclasses.field(default_factory=list)
    deprecated: str | None = None
    removed: str | None = None
    force_new: bool = False
    sensitive: bool = False
    write_only: bool = False
    internal: bool = False
    suppressed: bool = False
    as_attribute: bool = False  # blocks that may be written as a list of objects

    @property
    def written(self):
        """Whether configuration may set it."""
        return (self.required or self.optional) and not self.removed

    @property
    def mode(self):
        words = [word for word in ("required", "optional", "computed") if getattr(self, word)]
        return "+".join(words) or "none"

    @property
    def described_type(self):
        return f"{self.type}({self.items})" if self.items else self.type


@dataclasses.dataclass(frozen=True)
class Problem:
    """What could not be read: of an argument, or somewhere on the way to the schema."""

    path: str
    reason: str


@dataclasses.dataclass
class Kind:
    """A resource or data source of a provider."""

    name: str
    data: bool
    arguments: dict = dataclasses.field(default_factory=dict)
    problems: list = dataclasses.field(default_factory=list)
    timeouts: set = dataclasses.field(default_factory=set)
    unread: bool = False  # whether nothing of its schema could be read
    deprecated: str | None = None
    file: str = ""
    used: dict = dataclasses.field(default_factory=dict)
    checks_known: bool = True  # whether the source says what validators, conflicts and deprecations there are

    @property
    def label(self):
        return ("data " if self.data else "resource ") + self.name

    def not_read(self, path, reason):
        """Notes what is not known; without a path it is the whole kind."""
        self.unread |= path is None
        self.problems.append(Problem(path or "", reason))


class Provider:
    """A provider at one revision."""

    def __init__(self, name, tree, dependencies=None):
        self.name = name
        self.module = Module(tree, dependencies=dependencies)
        self.problems = []
        self.registered = self._registered()

    def _registered(self):
        """The expression that makes each kind, by (is a data source, name)."""
        found = {}
        for path, identity in sorted(self.module.tree.files.items()):
            if not path.endswith("provider.go") or path.startswith("vendor/") or path.count("/") > 2:
                continue
            parsed = golang.parse(identity, path, lambda: self.module.tree.read(path))
            folder = path.rpartition("/")[0]
            for name, value in _keyed(parsed.root, set(MAPS)):
                entries = list(_entries(value, parsed))
                if not entries and value.type == "identifier":
                    entries = list(_entries(_variable(parsed.root, golang.text(value)), parsed))
                if not entries:
                    self.problems.append(f"{MAPS[name]} map in {path}: `{golang.text(value)[:60]}`")
                for key, expression in entries:
                    found[(MAPS[name] == "data", key)] = (folder, parsed, expression)
                # The provider's own block, which tables have under `provider.NAME`.
                own = [
                    golang._pair(part)
                    for part in value.parent.parent.parent.named_children
                    if part.type == "keyed_element"
                ]
                for key, expression in own:
                    if key is not None and golang.text(key) == "Schema":
                        found[(True, f"provider.{self.name}")] = (folder, parsed, expression)
        if not found:
            self.problems.append("no provider.go with ResourcesMap")
        return found

    def names(self):
        return sorted(self.registered)

    def kind(self, data, name):
        folder, parsed, expression = self.registered[(data, name)]
        evaluator = Evaluator(self.module)
        kind = Kind(name, data)
        context = golang.Context(self.module, folder, parsed, golang.Scope())
        try:
            value = evaluator.expression(expression, context)
        except RecursionError:
            value = Unknown("too deep")
        kind.used = dict(evaluator.used)
        kind.file = next(iter(path for path, _ in evaluator.used.values()), parsed.path)
        if isinstance(value, Struct):
            schema = value.get("Schema") if "Schema" in value.members else {}
            if isinstance(value.get("SchemaFunc"), Function):
                schema = evaluator.call(value.get("SchemaFunc"), [])
                kind.used = dict(evaluator.used)
            kind.deprecated = _words(value.get("DeprecationMessage"))
            flatten(schema, "", kind)
            timeouts = value.get("Timeouts")
            if isinstance(timeouts, Struct):
                kind.timeouts = {name.lower() for name in timeouts.members if isinstance(name, str)}
            elif timeouts is not None:
                kind.problems.append(Problem("timeouts", f"the timeouts: {_reason(timeouts)}"))
        elif isinstance(value, dict):
            flatten(value, "", kind)
        else:
            kind.not_read(None, f"the kind itself: {_reason(value)}")
        # What lies in blocks that can only be read can only be read, whatever it says.
        for path, argument in kind.arguments.items():
            parent = kind.arguments.get(path.rpartition(".")[0])
            if parent is not None and parent.type != "?" and not parent.written:
                argument.required, argument.optional, argument.computed = False, False, True
        said = "\n".join(problem.reason for problem in kind.problems)
        kind.problems.extend(Problem("", reason) for reason in evaluator.problems if reason not in said)
        return kind

    def valid_regions(self):
        """The regions that the provider takes, where it has a list of them."""
        for folder in self.module.folders:
            if folder.endswith("connectivity") and not folder.startswith("vendor/"):
                listed = Evaluator(self.module).package_name(self.module, folder, "ValidRegions")
                if isinstance(listed, list):
                    return [region for region in listed if isinstance(region, str)]
        return []


def _keyed(node, names):
    stack = [node]
    while stack:
        current = stack.pop()
        if current.type == "keyed_element":
            key, value = golang._pair(current)
            if key is not None and key.type == "identifier" and golang.text(key) in names:
                yield golang.text(key), value
                continue
        stack.extend(current.named_children)


def _entries(node, parsed):
    if node is None or node.type != "composite_literal":
        return
    for element in node.child_by_field_name("body").named_children:
        if element.type == "keyed_element":
            key, value = golang._pair(element)
            if key is not None and key.type.endswith("string_literal"):
                yield golang.text(key)[1:-1], value


def _variable(root, name):
    stack = [root]
    while stack:
        current = stack.pop()
        if current.type in ("short_var_declaration", "var_spec"):
            left = current.child_by_field_name("left") or current.child_by_field_name("name")
            right = current.child_by_field_name("right") or current.child_by_field_name("value")
            if left is not None and right is not None and golang.text(left) == name:
                return golang._list_items(right)[0]
        stack.extend(current.named_children)
    return None


def _reason(value):
    return value.reason if isinstance(value, Unknown) else f"a value of type {type(value).__name__}"


def _words(value):
    if value is None or value == "":
        return None
    return value if isinstance(value, str) else "(text not read)"


TYPES = {
    "TypeString": "string",
    "TypeInt": "int",
    "TypeFloat": "float",
    "TypeBool": "bool",
    "TypeList": "list",
    "TypeSet": "set",
    "TypeMap": "map",
}


def flatten(schema, prefix, kind):
    if not isinstance(schema, dict):
        kind.not_read(prefix or None, f"the schema of `{prefix or kind.name}`: {_reason(schema)}")
        return
    for name, member in schema.items():
        path = f"{prefix}.{name}" if prefix else name
        if not isinstance(member, Struct):
            if member is not None:
                kind.not_read(path, f"`{path}`: {_reason(member)}")
                kind.arguments[path] = Argument(path)
            continue
        argument(member, path, kind)


def argument(schema, path, kind):
    row = Argument(path)
    kind.arguments[path] = row
    written = schema.get("Type")
    row.type = TYPES.get(written.name, "?") if isinstance(written, Symbol) else "?"
    if row.type == "?":
        kind.not_read(path, f"the type of `{path}`: {_reason(written)}")
    for member, attribute in (
        ("Required", "required"),
        ("Optional", "optional"),
        ("Computed", "computed"),
        ("ForceNew", "force_new"),
        ("Sensitive", "sensitive"),
        ("WriteOnly", "write_only"),
    ):
        value = schema.get(member, False)
        if isinstance(value, bool):
            setattr(row, attribute, value)
        else:
            kind.not_read(path, f"{member} of `{path}`: {_reason(value)}")
    row.default = schema.get("Default")
    if isinstance(row.default, Unknown) or isinstance(row.default, Symbol):
        kind.not_read(path, f"the default of `{path}`: {_reason(row.default)}")
        row.default = None
    if schema.get("DefaultFunc") not in (None, "nil"):
        row.checks.append("DefaultFunc")
    row.suppressed = schema.get("DiffSuppressFunc") not in (None, "nil")
    row.deprecated = _words(schema.get("Deprecated"))
    row.removed = _words(schema.get("Removed"))
    row.as_attribute = (
        isinstance(schema.get("ConfigMode"), Symbol) and schema.get("ConfigMode").name == "SchemaConfigModeAttr"
    )
    for member, attribute in (
        ("ConflictsWith", "conflicts"),
        ("RequiredWith", "required_with"),
        ("ExactlyOneOf", "exactly_one_of"),
        ("AtLeastOneOf", "at_least_one_of"),
    ):
        value = schema.get(member)
        if isinstance(value, list):
            setattr(row, attribute, [re.sub(r"\.\d+(?=\.|$)", "", item) for item in value if isinstance(item, str)])
            if any(not isinstance(item, str) for item in value):
                kind.not_read(path, f"{member} of `{path}`")
        elif value is not None:
            kind.not_read(path, f"{member} of `{path}`: {_reason(value)}")
    description = schema.get("Description")
    if isinstance(description, Struct) and description.type == "SchemaDesc":
        row.internal = description.get("Internal") is True
        if description.get("Required") is True:
            row.checks.append("described as required")
        if description.get("Computed") is True:
            row.checks.append("described as computed")
        if description.get("Deprecated") is True:
            row.checks.append("described as deprecated")
    low, high = schema.get("MinItems"), schema.get("MaxItems")
    if isinstance(low, int) or isinstance(high, int):
        row.count = (low or None, high or None)
    for member in ("ValidateFunc", "ValidateDiagFunc"):
        _check(schema.get(member), row, kind)
    element = schema.get("Elem")
    if isinstance(element, Struct) and element.type == "Resource":
        row.items = "block"
        inner = element.get("Schema")
        flatten(inner, path, kind)
    elif isinstance(element, Struct):
        inner_type = element.get("Type")
        row.items = TYPES.get(inner_type.name, "?") if isinstance(inner_type, Symbol) else "?"
        for member in ("ValidateFunc", "ValidateDiagFunc"):
            _check(element.get(member), row, kind)
        deeper = element.get("Elem")
        if isinstance(deeper, Struct) and deeper.type == "Resource":
            flatten(deeper.get("Schema"), path, kind)
    elif isinstance(element, Symbol) and element.name in TYPES:
        row.items = TYPES[element.name]
    elif element is not None:
        row.items = "?"
        kind.not_read(path, f"the items of `{path}`: {_reason(element)}")


def _check(validator, row, kind):
    """Reads a validator into the row's limits; what cannot be read is named among its checks."""
    if validator is None:
        return
    if isinstance(validator, Function):
        row.checks.append(f"func:{validator.name}")
        return
    if isinstance(validator, (Symbol, Unknown)):
        row.checks.append(validator.name if isinstance(validator, Symbol) else f"not read: {validator.reason}")
        return
    if not isinstance(validator, Validator):
        row.checks.append("not read")
        return
    name, arguments = validator.name, validator.arguments
    if name in ("All", "ToDiagFunc"):
        for inner in arguments:
            for one in inner if isinstance(inner, list) else [inner]:
                _check(one, row, kind)
        return
    if name in ("StringInSlice", "IntInSlice") and arguments and isinstance(arguments[0], list):
        values = arguments[0]
        known = [value for value in values if isinstance(value, (str, int))]
        row.values_complete = len(known) == len(values)
        if not row.values_complete:
            kind.not_read(row.path, f"{len(values) - len(known)} values of `{row.path}`")
        row.values = [str(value) for value in known if value != ""]
        row.values_ignore_case = len(arguments) > 1 and arguments[1] is True
        row.checks.append(f"{name}{'(ignore case)' if row.values_ignore_case else ''}")
        return
    if any(isinstance(argument, Unknown) for argument in arguments):
        kind.not_read(row.path, f"{name} of `{row.path}`")
        row.checks.append(f"not read: {name}")
        return
    numbers = all(isinstance(argument, (int, float)) for argument in arguments)
    if name in ("IntBetween", "FloatBetween") and numbers and len(arguments) == 2:
        row.range = tuple(arguments)
    elif name in ("IntAtLeast", "FloatAtLeast") and numbers and arguments:
        row.range = (arguments[0], None)
    elif name in ("IntAtMost", "FloatAtMost") and numbers and arguments:
        row.range = (None, arguments[0])
    elif name == "StringLenBetween" and numbers and len(arguments) == 2:
        row.length = tuple(arguments)
    elif name == "StringMatch" and arguments and isinstance(arguments[0], Validator) and arguments[0].arguments:
        row.pattern = str(arguments[0].arguments[0])
    row.checks.append(
        f"{name}({', '.join(map(_shown, arguments))})" if name != "StringMatch" else f"StringMatch({row.pattern})"
    )


def _shown(value):
    if isinstance(value, Validator):
        return f"{value.name}({', '.join(map(_shown, value.arguments))})"
    if isinstance(value, Function):
        return f"func:{value.name}"
    return str(value)
