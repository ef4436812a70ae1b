"""Evaluates the part of Go that providers write schemas in: literals, constants, functions that return maps, loops
that merge them. What it cannot follow becomes `Unknown` with a reason; nothing is guessed.
"""

import collections
import dataclasses
import re

import tree_sitter
import tree_sitter_go

PARSER = tree_sitter.Parser(tree_sitter.Language(tree_sitter_go.language()))
MAX_DEPTH = 80

# Members of schema structs that run later and say nothing about what may be written.
CODE_MEMBERS = frozenset(
    [
        "Create",
        "Read",
        "Update",
        "Delete",
        "Exists",
        "CreateContext",
        "ReadContext",
        "UpdateContext",
        "DeleteContext",
        "CreateWithoutTimeout",
        "ReadWithoutTimeout",
        "UpdateWithoutTimeout",
        "DeleteWithoutTimeout",
        "CustomizeDiff",
        "StateFunc",
        "Importer",
        "StateUpgraders",
        "MigrateState",
        "Set",
        "ConfigureFunc",
        "ConfigureContextFunc",
        "Identity",
        "ValidateRawResourceConfigFuncs",
    ]
)
# Members whose presence matters, but not their code.
PRESENCE_MEMBERS = frozenset({"DiffSuppressFunc", "DefaultFunc"})


@dataclasses.dataclass(frozen=True)
class Unknown:
    reason: str


@dataclasses.dataclass
class Struct:
    type: str
    members: dict

    def get(self, name, default=None):
        return self.members.get(name, default)


@dataclasses.dataclass(frozen=True)
class Symbol:
    """A name of a package that is not at hand, such as `schema.TypeString`."""

    package: str
    name: str


@dataclasses.dataclass
class Function:
    name: str
    node: object
    package: object
    file: object
    scope: object = None


@dataclasses.dataclass
class Validator:
    name: str
    arguments: list


@dataclasses.dataclass(frozen=True)
class Package:
    """An imported package, as the operand of a selector."""

    path: str


class _Return(Exception):
    def __init__(self, value):
        self.value = value


class _Break(Exception):
    pass


class _Continue(Exception):
    pass


class Scope:
    def __init__(self, parent=None):
        self.parent = parent
        self.names = {}

    def find(self, name):
        scope = self
        while scope is not None:
            if name in scope.names:
                return scope
            scope = scope.parent
        return None


def text(node):
    return node.text.decode(errors="replace")


@dataclasses.dataclass
class SourceFile:
    path: str
    identity: str
    root: object
    imports: dict  # local name: import path
    declarations: dict  # name: (kind, node, index)


class NameIndex:
    """Which names a file declares at its top level, by the file's identity; found without a parse."""

    def __init__(self):
        self.names = {}

    def of(self, identity, read):
        if identity not in self.names:
            self.names[identity] = self._scan(read())
        return self.names[identity]

    @staticmethod
    def _scan(content):
        names = set()
        group = False
        for line in content.split(b"\n"):
            if group:
                if line.startswith(b")"):
                    group = False
                elif line[:1] in b"\t ":
                    match = re.match(rb"\s+(\w+(?:\s*,\s*\w+)*)", line)
                    if match:
                        names.update(name.strip().decode() for name in match.group(1).split(b","))
            elif line[:4] in (b"func", b"var ", b"cons", b"type"):
                match = re.match(rb"(?:var|const|type)\s*\(", line)
                if match:
                    group = True
                    continue
                match = re.match(rb"(?:func|var|const|type)\s+(?:\([^)]*\)\s*)?(\w+(?:\s*,\s*\w+)*)", line)
                if match:
                    names.update(name.strip().decode() for name in match.group(1).split(b","))
        return frozenset(names)


INDEX = NameIndex()
_parsed = collections.OrderedDict()
MAX_PARSED = 600


def parse(identity, path, read):
    key = (identity, path)
    if key in _parsed:
        _parsed.move_to_end(key)
        return _parsed[key]
    root = PARSER.parse(read()).root_node
    imports, declarations = {}, {}
    for node in root.children:
        if node.type == "import_declaration":
            for spec in _descendants(node, "import_spec"):
                where = text(spec.child_by_field_name("path")).strip('"`')
                name = spec.child_by_field_name("name")
                imports[text(name) if name else _default_name(where)] = where
        elif node.type == "function_declaration":
            declarations[text(node.child_by_field_name("name"))] = ("func", node, 0)
        elif node.type == "method_declaration":
            declarations.setdefault("." + text(node.child_by_field_name("name")), ("func", node, 0))
        elif node.type in ("const_declaration", "var_declaration"):
            kind = node.type[: node.type.index("_")]
            specs = list(_descendants(node, kind + "_spec"))
            values = None
            for position, spec in enumerate(specs):
                values = spec.child_by_field_name("value") or (values if kind == "const" else None)
                for index, name in enumerate(_names(spec)):
                    declarations[text(name)] = (kind, (values, index, spec), position)
        elif node.type == "type_declaration":
            for spec in node.named_children:
                name = spec.child_by_field_name("name")
                if name:
                    declarations[text(name)] = ("type", spec, 0)
    parsed = SourceFile(path, identity, root, imports, declarations)
    _parsed[key] = parsed
    while len(_parsed) > MAX_PARSED:
        _parsed.popitem(last=False)
    return parsed


def _descendants(node, kind):
    for child in node.named_children:
        if child.type == kind:
            yield child
        elif child.type.endswith(("_list", "_spec_list")):
            yield from _descendants(child, kind)


def _names(node):
    """The names that a declaration gives; the commas between them bear the same label."""
    return [name for name in node.children_by_field_name("name") if name.is_named]


def _default_name(path):
    parts = path.split("/")
    name = parts[-1]
    if re.fullmatch(r"v\d+", name) and len(parts) > 1:
        name = parts[-2]
    return name.split(".")[0].removeprefix("go-").replace("-", "_")


class Module:
    """A Go module: a tree with a module path, and the modules that it requires and that are at hand."""

    def __init__(self, tree, path=None, dependencies=None):
        self.tree = tree
        self.path = path or self._module_path()
        self.dependencies = dependencies or {}
        self.folders = collections.defaultdict(list)
        for name in tree.files:
            if name.endswith(".go") and not name.endswith("_test.go"):
                folder, _, _ = name.rpartition("/")
                self.folders[folder].append(name)

    def _module_path(self):
        if "go.mod" in self.tree.files:
            match = re.search(rb"^module\s+(\S+)", self.tree.read("go.mod"), re.M)
            if match:
                return match.group(1).decode().strip('"')
        return ""

    def required_version(self, path):
        """The version of another module that go.mod asks for (a `replace` counts)."""
        if "go.mod" not in self.tree.files:
            return None
        mod = self.tree.read("go.mod").decode(errors="replace")
        replaced = re.search(rf"^\s*(?:replace\s+)?{re.escape(path)}(?:\s+v\S+)?\s+=>\s+(\S+)\s+(v\S+)", mod, re.M)
        if replaced:
            return replaced.group(2)
        match = re.search(rf"^\s*(?:require\s+)?{re.escape(path)}\s+(v\S+)", mod, re.M)
        return match.group(1) if match else None

    def folder_of(self, import_path):
        """The module and folder of an import, if it is at hand. Terraform's own SDK is known by its names, so a vendored
        copy of it is left aside."""
        if "/hashicorp/terraform" in import_path:
            return None
        if self.path and (import_path == self.path or import_path.startswith(self.path + "/")):
            return self, import_path[len(self.path) :].strip("/")
        for path, module in self.dependencies.items():
            if import_path == path or import_path.startswith(path + "/"):
                return module, import_path[len(path) :].strip("/")
        vendored = "vendor/" + import_path
        if vendored in self.folders:
            return self, vendored
        # Old revisions still import themselves under an owner that the repository no longer has.
        parts = import_path.split("/")
        if (
            len(parts) > 2
            and parts[2].startswith("terraform-provider-")
            and (not self.path or self.path.split("/")[2:3] == parts[2:3])
        ):
            folder = "/".join(parts[3:])
            if folder in self.folders:
                return self, folder
        return None

    def declaration(self, folder, name):
        """The file that declares a name in a folder's package."""
        for path in self.folders.get(folder, ()):
            identity = self.tree.files[path]
            names = INDEX.of(identity, lambda: self.tree.read(path))
            if name.lstrip(".") in names:
                parsed = parse(identity, path, lambda: self.tree.read(path))
                if name in parsed.declarations:
                    return parsed
        return None


class Evaluator:
    """Evaluates in the packages of a module. `used` collects the files that an answer depends on; `problems` what could
    not be followed."""

    def __init__(self, module):
        self.module = module
        self.used = {}
        self.problems = []
        self.depth = 0
        self.constants = {}
        self.resolving = set()

    def unknown(self, reason, node=None, file=None):
        if node is not None and file is not None:
            reason = f"{reason} ({file.path}:{node.start_point[0] + 1})"
        if reason not in self.problems:
            self.problems.append(reason)
        return Unknown(reason)

    # Names

    def package_name(self, module, folder, name):
        key = (id(module), folder, name)
        if key in self.constants:
            value, used = self.constants[key]
            self.used.update(used)
            return value
        if key in self.resolving:
            return self.unknown(f"{name} refers to itself")
        parsed = module.declaration(folder, name)
        if parsed is None:
            return None
        outer, self.used = self.used, {}
        self.use(module, folder, name, parsed)
        self.resolving.add(key)
        kind, node, position = parsed.declarations[name]
        if kind == "func":
            value = Function(name, node, (module, folder), parsed)
        elif kind == "type":
            value = Symbol("type", name)
        else:
            values, index, spec = node
            if values is None:
                value = self.zero(spec.child_by_field_name("type"), module, folder, parsed)
            else:
                expressions = values.named_children if values.type == "expression_list" else [values]
                scope = Scope()
                scope.names["iota"] = position
                if index < len(expressions):
                    value = self.expression(
                        expressions[index], Context(module, folder, parsed, scope), spec.child_by_field_name("type")
                    )
                else:
                    value = self.unknown(f"{name} has no value of its own", spec, parsed)
        self.resolving.discard(key)
        self.constants[key] = (value, self.used)
        outer.update(self.used)
        self.used = outer
        return value

    def use(self, module, folder, name, parsed):
        self.used[(module.path, folder, name)] = (parsed.path, parsed.identity)

    def zero(self, type_node, module, folder, parsed):
        if type_node is None:
            return None
        written = text(type_node)
        if written.startswith("map["):
            return {}
        if written.startswith("[]"):
            return []
        return {"string": "", "bool": False, "int": 0}.get(written)

    # Calls

    def call(self, function, arguments, node=None, file=None):
        if not isinstance(function, Function):
            return self.unknown("a call of something that is not a function", node, file)
        if self.depth > MAX_DEPTH:
            return self.unknown(f"{function.name} calls itself too often", node, file)
        module, folder = function.package
        scope = Scope(function.scope)
        parameters = function.node.child_by_field_name("parameters")
        position = 0
        for parameter in parameters.named_children if parameters else ():
            if parameter.type == "variadic_parameter_declaration":
                name = parameter.child_by_field_name("name")
                if name:
                    scope.names[text(name)] = list(arguments[position:])
                continue
            if parameter.type != "parameter_declaration":
                continue
            for name in _names(parameter):
                scope.names[text(name)] = (
                    arguments[position] if position < len(arguments) else Unknown(f"parameter {text(name)}")
                )
                position += 1
        result = function.node.child_by_field_name("result")
        if result is not None and result.type == "parameter_list":
            for declared in result.named_children:
                for name in _names(declared):
                    scope.names[text(name)] = self.zero(
                        declared.child_by_field_name("type"), module, folder, function.file
                    )
        body = function.node.child_by_field_name("body")
        context = Context(module, folder, function.file, scope)
        self.depth += 1
        try:
            self.block(body, context)
        except _Return as returned:
            return returned.value
        finally:
            self.depth -= 1
        return None

    # Statements

    def block(self, node, context):
        if node is None:
            return
        for statement in node.named_children:
            if statement.type == "statement_list":
                self.block(statement, context)
            else:
                self.statement(statement, context)

    def statement(self, node, context):
        kind = node.type
        if kind == "return_statement":
            values = [self.expression(value, context) for value in _expressions(node)]
            named = not values
            if named:
                raise _Return(None)
            raise _Return(values[0] if len(values) == 1 else tuple(values))
        if kind in ("short_var_declaration", "assignment_statement"):
            self.assign(node, context)
        elif kind == "var_declaration":
            for spec in _descendants(node, "var_spec"):
                value_node = spec.child_by_field_name("value")
                names = _names(spec)
                values = _list_items(value_node) if value_node else []
                for index, name in enumerate(names):
                    context.scope.names[text(name)] = (
                        self.expression(values[index], context, spec.child_by_field_name("type"))
                        if index < len(values)
                        else self.zero(spec.child_by_field_name("type"), context.module, context.folder, context.file)
                    )
        elif kind == "const_declaration":
            for spec in _descendants(node, "const_spec"):
                values = _list_items(spec.child_by_field_name("value"))
                for name, value in zip(_names(spec), values):
                    context.scope.names[text(name)] = self.expression(value, context)
        elif kind == "expression_statement":
            self.expression(node.named_children[0], context)
        elif kind == "if_statement":
            inner = context.nested()
            initializer = node.child_by_field_name("initializer")
            if initializer:
                self.statement(initializer, inner)
            condition = self.expression(node.child_by_field_name("condition"), inner)
            if isinstance(condition, bool):
                branch = node.child_by_field_name("consequence" if condition else "alternative")
                if branch is not None:
                    if branch.type == "if_statement":
                        self.statement(branch, inner)
                    else:
                        self.block(branch, inner.nested())
            else:
                self.unknown(f"the condition `{text(node.child_by_field_name('condition'))[:60]}`", node, context.file)
        elif kind == "for_statement":
            self.loop(node, context)
        elif kind == "block":
            self.block(node, context.nested())
        elif kind == "break_statement":
            raise _Break
        elif kind == "continue_statement":
            raise _Continue
        elif kind in (
            "comment",
            "defer_statement",
            "go_statement",
            "empty_statement",
            "type_declaration",
            "inc_statement",
            "dec_statement",
        ):
            pass
        else:
            self.unknown(f"a {kind.replace('_', ' ')}", node, context.file)

    def loop(self, node, context):
        clause = next((child for child in node.named_children if child.type == "range_clause"), None)
        if clause is None:
            self.unknown("a loop that counts", node, context.file)
            return
        over = self.expression(clause.child_by_field_name("right"), context)
        left = clause.child_by_field_name("left")
        names = [text(name) for name in _list_items(left)] if left else []
        if isinstance(over, dict):
            items = list(over.items())
        elif isinstance(over, (list, tuple)):
            items = list(enumerate(over))
        elif over is None:
            items = []
        else:
            self.unknown(f"a loop over `{text(clause.child_by_field_name('right'))[:60]}`", node, context.file)
            return
        for item in items:
            inner = context.nested()
            for name, value in zip(names, item):
                inner.scope.names[name] = value
            try:
                self.block(node.child_by_field_name("body"), inner)
            except _Continue:
                continue
            except _Break:
                break

    def assign(self, node, context):
        targets = _list_items(node.child_by_field_name("left"))
        sources = _list_items(node.child_by_field_name("right"))
        values = [self.expression(source, context) for source in sources]
        if len(values) == 1 and len(targets) > 1:
            only = values[0]
            if isinstance(only, tuple) and len(only) == len(targets):
                values = list(only)
            elif sources[0].type == "index_expression":
                values = [only, only is not None and not isinstance(only, Unknown)]
            else:
                values = [only] * len(targets)
        for target, value in zip(targets, values):
            self.set(target, value, context, declares=node.type == "short_var_declaration")

    def set(self, target, value, context, declares):
        if target.type in ("identifier", "blank_identifier"):
            name = text(target)
            if name == "_":
                return
            scope = context.scope if declares else (context.scope.find(name) or context.scope)
            scope.names[name] = value
            return
        if target.type == "index_expression":
            container = self.expression(target.child_by_field_name("operand"), context)
            key = self.expression(target.child_by_field_name("index"), context)
            if isinstance(container, dict) and isinstance(key, (str, int)):
                container[key] = value
                return
        if target.type == "selector_expression":
            container = self.expression(target.child_by_field_name("operand"), context)
            if isinstance(container, Struct):
                container.members[text(target.child_by_field_name("field"))] = value
                return
        if target.type == "unary_expression":
            return
        self.unknown(f"an assignment to `{text(target)[:60]}`", target, context.file)

    # Expressions

    def expression(self, node, context, wanted=None):
        method = getattr(self, "on_" + node.type, None)
        if method is None:
            return self.unknown(f"a {node.type.replace('_', ' ')}", node, context.file)
        return method(node, context, wanted)

    def on_interpreted_string_literal(self, node, context, wanted):
        raw = text(node)[1:-1]
        return _unescape(raw) if "\\" in raw else raw

    def on_raw_string_literal(self, node, context, wanted):
        return text(node)[1:-1]

    def on_rune_literal(self, node, context, wanted):
        return _unescape(text(node)[1:-1])

    def on_int_literal(self, node, context, wanted):
        return int(text(node).replace("_", ""), 0) if not re.fullmatch(r"0\d+", text(node)) else int(text(node), 8)

    def on_float_literal(self, node, context, wanted):
        return float(text(node).replace("_", ""))

    def on_true(self, node, context, wanted):
        return True

    def on_false(self, node, context, wanted):
        return False

    def on_nil(self, node, context, wanted):
        return None

    def on_iota(self, node, context, wanted):
        scope = context.scope.find("iota")
        return scope.names["iota"] if scope else Unknown("iota")

    def on_parenthesized_expression(self, node, context, wanted):
        return self.expression(node.named_children[0], context, wanted)

    def on_unary_expression(self, node, context, wanted):
        operator = text(node.child_by_field_name("operator"))
        value = self.expression(node.child_by_field_name("operand"), context, wanted)
        if operator in "&*+":
            return value
        if isinstance(value, Unknown):
            return value
        if operator == "-" and isinstance(value, (int, float)):
            return -value
        if operator == "!" and isinstance(value, bool):
            return not value
        return self.unknown(f"`{text(node)[:60]}`", node, context.file)

    def on_binary_expression(self, node, context, wanted):
        left = self.expression(node.child_by_field_name("left"), context)
        operator = text(node.child_by_field_name("operator"))
        if operator == "&&" and left is False:
            return False
        if operator == "||" and left is True:
            return True
        right = self.expression(node.child_by_field_name("right"), context)
        if isinstance(left, Unknown) or isinstance(right, Unknown):
            return left if isinstance(left, Unknown) else right
        try:
            if operator == "==":
                return left == right
            if operator == "!=":
                return left != right
            if operator == "+":
                return left + right
            if operator == "-":
                return left - right
            if operator == "*":
                return left * right
            if operator == "/":
                return left // right if isinstance(left, int) and isinstance(right, int) else left / right
            if operator == "<<":
                return left << right
            if operator == "<":
                return left < right
            if operator == ">":
                return left > right
            if operator == "<=":
                return left <= right
            if operator == ">=":
                return left >= right
            if operator == "|":
                return left | right
            if operator in ("&&", "||"):
                return right
        except (TypeError, ZeroDivisionError, ValueError):
            pass
        return self.unknown(f"`{text(node)[:60]}`", node, context.file)

    def on_identifier(self, node, context, wanted):
        return self.name(text(node), node, context)

    on_type_identifier = on_identifier
    on_package_identifier = on_identifier

    def name(self, name, node, context):
        scope = context.scope.find(name)
        if scope is not None:
            return scope.names[name]
        if name in ("string", "int", "int32", "int64", "float64", "bool", "interface", "any", "error"):
            return Symbol("type", name)
        if name in ("append", "len", "delete", "make", "copy", "panic", "new", "cap", "min", "max"):
            return Symbol("builtin", name)
        value = self.package_name(context.module, context.folder, name)
        if value is None and context.module.declaration(context.folder, name) is None:
            if name in context.file.imports:
                return Package(context.file.imports[name])
            for path in context.file.imports.values():
                if path.rsplit("/", 1)[-1].replace("-", "").endswith(name) or name in path.split("/"):
                    return Package(path)
            return self.unknown(f"the name {name}", node, context.file)
        return value

    def on_selector_expression(self, node, context, wanted):
        operand = node.child_by_field_name("operand")
        field = text(node.child_by_field_name("field"))
        if (
            operand.type == "identifier"
            and context.scope.find(text(operand)) is None
            and text(operand) in context.file.imports
        ):
            return self.member_of_package(context.file.imports[text(operand)], field, node, context)
        value = self.expression(operand, context)
        if isinstance(value, Package):
            return self.member_of_package(value.path, field, node, context)
        if isinstance(value, Struct):
            if field in value.members:
                return value.members[field]
            method = self.package_name(context.module, context.folder, "." + field)
            if isinstance(method, Function):
                receiver = method.node.child_by_field_name("receiver")
                scope = Scope()
                for parameter in receiver.named_children:
                    for name in _names(parameter):
                        scope.names[text(name)] = value
                return Function(method.name, method.node, method.package, method.file, scope)
            return None
        if isinstance(value, Unknown):
            return value
        if isinstance(value, Symbol):
            return Symbol(f"{value.package}.{value.name}", field)
        return self.unknown(f"`{text(node)[:60]}`", node, context.file)

    on_qualified_type = on_selector_expression

    def member_of_package(self, path, name, node, context):
        found = context.module.folder_of(path)
        if found:
            module, folder = found
            value = self.package_name(module, folder, name)
            if value is not None or module.declaration(folder, name):
                return value
        return Symbol(path, name)

    def on_index_expression(self, node, context, wanted):
        operand = self.expression(node.child_by_field_name("operand"), context)
        index = self.expression(node.child_by_field_name("index"), context)
        if isinstance(operand, Unknown):
            return operand
        if isinstance(operand, dict) and isinstance(index, (str, int)):
            return operand.get(index)
        if isinstance(operand, (list, str)) and isinstance(index, int) and 0 <= index < len(operand):
            return operand[index]
        return self.unknown(f"`{text(node)[:60]}`", node, context.file)

    def on_slice_expression(self, node, context, wanted):
        return self.unknown("a slice expression", node, context.file)

    def on_type_conversion_expression(self, node, context, wanted):
        return self.expression(node.child_by_field_name("operand"), context)

    def on_type_assertion_expression(self, node, context, wanted):
        return self.expression(node.child_by_field_name("operand"), context)

    def on_func_literal(self, node, context, wanted):
        return Function("func", node, (context.module, context.folder), context.file, context.scope)

    def on_variadic_argument(self, node, context, wanted):
        return self.expression(node.named_children[0], context)

    def on_map_type(self, node, context, wanted):
        return Symbol("type", text(node))

    on_slice_type = on_map_type
    on_pointer_type = on_map_type
    on_array_type = on_map_type
    on_interface_type = on_map_type
    on_generic_type = on_map_type

    def on_literal_value(self, node, context, wanted):
        return self.literal(wanted, node, context)

    def on_composite_literal(self, node, context, wanted):
        return self.literal(node.child_by_field_name("type"), node.child_by_field_name("body"), context)

    def literal(self, type_node, body, context):
        while type_node is not None and type_node.type in ("pointer_type", "parenthesized_type"):
            type_node = type_node.named_children[0]
        kind = type_node.type if type_node is not None else ""
        elements = [element for element in body.named_children if element.type != "comment"]
        if kind == "map_type":
            value_type = type_node.child_by_field_name("value")
            result = {}
            for element in elements:
                key_node, value_node = _pair(element)
                if key_node is None:
                    continue
                key = self.expression(key_node, context)
                value = self.expression(value_node, context, value_type)
                if isinstance(key, (str, int, bool)):
                    result[key] = value
                elif isinstance(key, Symbol):
                    result[f"{key.package}.{key.name}"] = value
                else:
                    self.unknown(f"the key `{text(key_node)[:60]}`", key_node, context.file)
            return result
        if kind in ("slice_type", "array_type", "implicit_length_array_type"):
            element_type = type_node.child_by_field_name("element")
            result = []
            for element in elements:
                key_node, value_node = _pair(element)
                result.append(self.expression(value_node, context, element_type))
            return result
        written = text(type_node) if type_node is not None else ""
        if kind == "type_identifier":
            declared = context.module.declaration(context.folder, written)
            if declared is not None and declared.declarations[written][0] == "type":
                underlying = declared.declarations[written][1].child_by_field_name("type")
                if underlying is not None and underlying.type in ("map_type", "slice_type"):
                    return self.literal(underlying, body, context)
        members = {}
        for element in elements:
            key_node, value_node = _pair(element)
            if key_node is None:
                members[len(members)] = self.expression(value_node, context)
                continue
            name = text(key_node)
            if written.endswith("ResourceTimeout"):
                # That there is one matters, not how long it is.
                members[name] = True
                continue
            if name in CODE_MEMBERS:
                continue
            if name in PRESENCE_MEMBERS:
                members[name] = text(value_node)
                continue
            members[name] = self.expression(value_node, context)
        return Struct(written.rsplit(".", 1)[-1], members)

    def on_call_expression(self, node, context, wanted):
        callee = node.child_by_field_name("function")
        argument_nodes = [
            child for child in node.child_by_field_name("arguments").named_children if child.type != "comment"
        ]
        name = text(callee).rsplit(".", 1)[-1]
        function = self.expression(callee, context)
        if isinstance(function, Symbol) and function.package == "type":
            return self.expression(argument_nodes[0], context) if argument_nodes else None
        if isinstance(function, Symbol) and function.package == "builtin":
            return self.builtin(function.name, argument_nodes, context, node)
        if name in VALIDATORS:
            return Validator(VALIDATORS[name], [self.expression(argument, context) for argument in argument_nodes])
        if isinstance(function, Function):
            arguments = []
            for argument in argument_nodes:
                value = self.expression(argument, context)
                if argument.type == "variadic_argument" and isinstance(value, list):
                    arguments.extend(value)
                else:
                    arguments.append(value)
            if function.name == "SchemaDesc" and len(arguments) == 2 and isinstance(arguments[1], Struct):
                return Struct("SchemaDesc", dict(arguments[1].members, Text=arguments[0]))
            return self.call(function, arguments, node, context.file)
        if isinstance(function, Symbol):
            return self.external(
                function, [self.expression(argument, context) for argument in argument_nodes], node, context
            )
        if isinstance(function, Unknown):
            return function
        return self.unknown(f"a call of {text(callee)[:60]}", node, context.file)

    def builtin(self, name, argument_nodes, context, node):
        if name == "make":
            written = text(argument_nodes[0])
            return {} if written.startswith("map[") else []
        if name == "new":
            return Struct(text(argument_nodes[0]).rsplit(".", 1)[-1], {})
        values = [self.expression(argument, context) for argument in argument_nodes]
        if name == "append":
            base = values[0]
            if base is None:
                base = []
            if not isinstance(base, list):
                return (
                    base
                    if isinstance(base, Unknown)
                    else self.unknown("append to something that is no list", node, context.file)
                )
            result = list(base)
            for argument, value in zip(argument_nodes[1:], values[1:]):
                if argument.type == "variadic_argument":
                    if isinstance(value, list):
                        result.extend(value)
                    else:
                        result.append(value if isinstance(value, Unknown) else Unknown("a list"))
                else:
                    result.append(value)
            return result
        if name == "len" and isinstance(values[0], (list, dict, str)):
            return len(values[0])
        if name == "delete":
            if isinstance(values[0], dict):
                values[0].pop(values[1], None)
            return None
        return self.unknown(f"{name}()", node, context.file)

    def external(self, symbol, values, node, context):
        package = symbol.package.rsplit("/", 1)[-1]
        name = symbol.name
        if any(isinstance(value, Unknown) for value in values):
            return next(value for value in values if isinstance(value, Unknown))
        if package == "regexp" and values:
            return Validator("Regexp", values)
        if package == "fmt" and name == "Sprintf" and isinstance(values[0], str):
            try:
                return re.sub(r"%[vsdq]", "%s", values[0]) % tuple(_plain(value) for value in values[1:])
            except (TypeError, ValueError):
                return self.unknown("fmt.Sprintf", node, context.file)
        if package == "strings" and all(isinstance(value, (str, list)) for value in values):
            if name == "Join":
                return values[1].join(map(str, values[0]))
            if name == "ToLower":
                return values[0].lower()
            if name == "ToUpper":
                return values[0].upper()
        if package == "strconv" and name == "Itoa":
            return str(values[0])
        if package == "maps" and name == "Copy" and all(isinstance(value, dict) for value in values):
            values[0].update(values[1])
            return None
        if package in ("time", "log", "errors"):
            return None
        if package in ("schema", "validation"):
            return Validator(name, values)
        return self.unknown(f"a call of {package}.{name}, which is not at hand", node, context.file)


# Validators by the names that providers give them, and what they are called in the plugin SDK.
VALIDATORS = {
    name: name
    for name in [
        "StringInSlice",
        "StringNotInSlice",
        "StringLenBetween",
        "StringMatch",
        "StringDoesNotMatch",
        "StringIsNotEmpty",
        "StringIsEmpty",
        "StringIsNotWhiteSpace",
        "IntBetween",
        "IntAtLeast",
        "IntAtMost",
        "IntInSlice",
        "IntNotInSlice",
        "IntDivisibleBy",
        "FloatBetween",
        "FloatAtLeast",
        "FloatAtMost",
        "All",
        "Any",
        "NoZeroValues",
        "StringIsJSON",
        "IsUUID",
    ]
}
VALIDATORS |= {
    "validateAllowedStringValue": "StringInSlice",
    "validateAllowedIntValue": "IntInSlice",
    "validateIntegerInRange": "IntBetween",
    "validateStringLengthInRange": "StringLenBetween",
    "validateIntRange": "IntBetween",
    "ToDiagFunc": "ToDiagFunc",
}


@dataclasses.dataclass
class Context:
    module: Module
    folder: str
    file: SourceFile
    scope: Scope

    def nested(self):
        return Context(self.module, self.folder, self.file, Scope(self.scope))


def _plain(value):
    return {True: "true", False: "false"}.get(value, value) if isinstance(value, bool) else value


def _pair(element):
    if element.type == "keyed_element":
        return _inner(element.child_by_field_name("key")), _inner(element.child_by_field_name("value"))
    return None, _inner(element)


def _inner(node):
    while node.type == "literal_element":
        node = next(child for child in node.named_children if child.type != "comment")
    return node


def _list_items(node):
    if node is None:
        return []
    if node.type == "expression_list":
        return [child for child in node.named_children if child.type != "comment"]
    return [node]


def _expressions(node):
    for child in node.named_children:
        if child.type == "expression_list":
            yield from _list_items(child)
        elif child.type != "comment":
            yield child


def _unescape(raw):
    simple = {
        "n": "\n",
        "t": "\t",
        "r": "\r",
        "\\": "\\",
        '"': '"',
        "'": "'",
        "a": "\a",
        "b": "\b",
        "f": "\f",
        "v": "\v",
    }

    def one(match):
        escape = match.group(1)
        if escape in simple:
            return simple[escape]
        return chr(int(escape[1:], 16)) if escape[0] in "xuU" else chr(int(escape, 8))

    return re.sub(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}|.)", one, raw)
