"""Properties of ROS resource types, from the JavaScript of a `ros-cdk-…` package (`lib/*.generated.js`): its validators
are generated from the types' definitions and have one shape."""

import json
import pathlib
import re

from .schemas import Argument, Kind
from .trees import TreeError

FUNCTION = re.compile(r"^function (\w+)\(properties[^)]*\) \{\n(.*?)^\}", re.M | re.S)
TYPE_NAME = re.compile(r'^(\w+)\.ROS_RESOURCE_TYPE_NAME = "([^"]+)"', re.M)
LIMIT = re.compile(r"propertyValidator\('(\w+)', ros\.(validate\w+)\)\(\{\n(.*?)\}\)\)", re.S)
PLAIN = re.compile(r"propertyValidator\('(\w+)', ([^;]+?)\)\(properties\.\w+\)\)")
RENDERED = re.compile(r"^\s*'(\w+)': (.+?)\(properties\.(\w+)\),?$", re.M)
TYPES = {"validateString": "string", "validateNumber": "int", "validateBoolean": "bool", "validateAny": "any"}


def open_types(paths):
    kinds = []
    for path in map(pathlib.Path, paths):
        files = (
            [path]
            if path.is_file()
            else sorted(file for file in path.rglob("*.generated.js") if "datasource" not in file.parts)
        )
        if not files:
            raise TreeError(f"{path}: no generated.js of a ros-cdk package")
        for file in files:
            kinds += _kinds(file.read_text(encoding="utf-8"))
    return kinds


def _kinds(text):
    functions = dict(FUNCTION.findall(text))
    for name, type_name in TYPE_NAME.findall(text):
        kind = Kind(type_name, False)
        _properties(functions, f"{name}PropsValidator", name[0].lower() + name[1:] + "PropsToRosTemplate", "", kind)
        yield kind


def _properties(functions, validator, renderer, prefix, kind):
    if validator not in functions or renderer not in functions:
        kind.not_read(prefix or None, f"no {validator} or {renderer}")
        return
    checked, rendered = functions[validator], functions[renderer]
    arguments = {}
    for name, _, attribute in RENDERED.findall(rendered):
        path = f"{prefix}.{name}" if prefix else name
        arguments[attribute] = kind.arguments[path] = Argument(path, optional=True)
    for attribute, expression in PLAIN.findall(checked):
        argument = arguments.get(attribute)
        if argument is None:
            kind.not_read(attribute, f"`{attribute}` is not rendered")
        elif expression == "ros.requiredValidator":
            argument.required, argument.optional = True, False
        elif expression.startswith("ros.listValidator("):
            inner = expression.removeprefix("ros.listValidator(").rstrip(")")
            argument.type, argument.items = "list", TYPES.get(inner.removeprefix("ros."), "block")
            if argument.items == "block":
                _inside(functions, inner, argument, kind)
        elif expression.startswith("ros.hashValidator("):
            argument.type = "map"
        elif expression.removeprefix("ros.") in TYPES:
            argument.type = TYPES[expression.removeprefix("ros.")]
            if argument.type == "any":
                argument.type = "?"
        else:
            argument.type, argument.items = "object", "block"
            _inside(functions, expression, argument, kind)
    for attribute, name, body in LIMIT.findall(checked):
        argument = arguments.get(attribute)
        if argument is None:
            continue
        if name == "validateAllowedValues":
            listed = re.search(r"allowedValues: (\[.*?\]),?\n", body, re.S)
            argument.values = (
                [value if isinstance(value, str) else json.dumps(value) for value in json.loads(listed.group(1))]
                if listed
                else None
            )
        else:
            low, high = (re.search(rf"{bound}: ([\d.-]+|undefined)", body) for bound in ("min", "max"))
            span = tuple(
                None if match is None or match.group(1) == "undefined" else int(float(match.group(1)))
                for match in (low, high)
            )
            if name == "validateRange":
                argument.range = span
            elif name == "validateLength":
                setattr(argument, "count" if argument.type in ("list", "map") else "length", span)
            else:
                argument.checks.append(name)


def _inside(functions, validator, argument, kind):
    owner, _, member = validator.removesuffix("Validator").partition("_")
    renderer = owner[0].lower() + owner[1:] + member + "ToRosTemplate"
    if validator in functions:
        _properties(functions, validator, renderer, argument.path, kind)
    else:
        argument.type = "?"
        kind.not_read(argument.path, f"the type of `{argument.path}`: {validator}")
