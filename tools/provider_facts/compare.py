"""Holds the tables against schemas and request members.

ALARM   kmslint would report what the provider or the API takes
FACT    the table says something else, or the schema more than the table
GAP     nothing covers a kind or an operation of the KMS
GAPKEY  an argument that names a key has no row
NOTREAD what the tool could not read, so what it does not know
NOTE    a limit of the table where the schema checks nothing (with --verbose)
"""

import dataclasses
import re

import yaml

from . import tables
from .kms import is_kms_kind, names_key

ORDER = ["ALARM", "FACT", "GAP", "GAPKEY", "NOTREAD", "NOTE", "ACCEPTED"]


@dataclasses.dataclass(frozen=True)
class Finding:
    level: str
    where: str
    what: str

    @property
    def line(self):
        return f"{self.where}: {self.what}"


class Accepted:
    """Differences that are meant: a table is right to say more than the schema. Each belongs to the command that shows it."""

    def __init__(self, path, command):
        self.reasons, self.used = {}, set()
        if path and path.is_file():
            for entry in yaml.safe_load(path.read_text(encoding="utf-8")) or []:
                if entry["in"] == command:
                    self.reasons[entry["finding"]] = entry["reason"]

    def reason(self, finding):
        reason = self.reasons.get(finding.line)
        if reason:
            self.used.add(finding.line)
        return reason


def report(findings, accepted, verbose):
    lines, alarms = set(), 0
    for finding in findings:
        level, line = finding.level, finding.line
        reason = accepted.reason(finding)
        if reason:
            level, line = "ACCEPTED", f"{line} ({reason})"
        if level == "NOTE" and not verbose:
            continue
        lines.add((ORDER.index(level), f"{level:<8}{line}"))
    for line in sorted(set(accepted.reasons) - accepted.used):
        where = line.split(":")[0]
        if any(finding.where.split(".")[0] == where.split(".")[0] for finding in findings):
            lines.add((ORDER.index("FACT"), f"{'FACT':<8}{line} (accepted, but no longer found)"))
    for _, line in sorted(lines):
        print(line)
        alarms += line.startswith("ALARM")
    counts = {level: sum(1 for order, _ in lines if ORDER[order] == level) for level in ORDER}
    print("# " + ", ".join(f"{count} {level}" for level, count in counts.items() if count) if lines else "# nothing")
    return 1 if alarms else 0


def rows_of(loaded):
    """The rows that Terraform has, by (is a data source, type)."""
    found = {}
    for table in loaded:
        for name in table.names("terraform"):
            found.setdefault((table.data, name), {}).update(tables.terraform_rows(table.fields))
    return found


# Terraform


def provider(opened, loaded, clouds, passed_over=frozenset()):
    own_clouds = {cloud.name for cloud in clouds.values() if cloud.provider == opened.name}
    mine = [
        (table, name)
        for table in loaded
        for name in table.names("terraform")
        if name.startswith(opened.name + "_")
        or (table.cloud in own_clouds and not any(name.startswith(cloud.provider + "_") for cloud in clouds.values()))
    ]
    for cloud in clouds.values():
        if cloud.provider == opened.name:
            known = set(cloud.content.get("regions") or ())
            for region in opened.valid_regions():
                if region not in known:
                    yield Finding(
                        "ALARM", f"region {region}", f"not in the table of {cloud.name}, the provider takes it"
                    )
    covered = {}
    for table, name in mine:
        covered.setdefault((table.data, name), []).append(table)
        if (table.data, name) not in opened.registered:
            label = ("data " if table.data else "resource ") + name
            yield Finding("FACT", label, f"not in this copy of the provider ({table.file})")
    for data, name in opened.names():
        found = covered.get((data, name))
        if found is None and data and not is_kms_kind(name):
            continue
        kind = opened.kind(data, name)
        concerns = found is not None or is_kms_kind(name)
        for problem in kind.problems:
            if concerns or kind.unread or names_key(problem.path):
                yield Finding("NOTREAD", kind.label, problem.reason)
        if found is None and is_kms_kind(name):
            yield Finding("GAP", kind.label, "no table")
            continue
        rows = {}
        for table in found or ():
            yield from kind_against_table(kind, table)
            rows.update(tables.terraform_rows(table.fields))
        if not data:
            for path, argument in kind.arguments.items():
                if argument.written and argument.items != "block" and names_key(path) and path not in rows:
                    closed = found and not any(_is_open(table, path) for table in found)
                    if not closed and f"{name}.{path}" not in passed_over:
                        yield Finding("GAPKEY", f"{kind.label}.{path}", f"no row ({argument.described_type})")


def _is_open(table, path):
    """Whether a name that has no row is no finding at this path."""
    fields, is_open = table.fields, tables.at(table.content, "terraform").get("open", False)
    for part in path.split(".")[:-1]:
        row = next(
            (
                row
                for key, row in fields.items()
                if (row.get("names") or {}).get("terraform", key) == part and tables.has_surface(row, "terraform")
            ),
            None,
        )
        if row is None:
            return True
        row = tables.at(row, "terraform")
        # A row without members says nothing about them.
        if not row.get("fields"):
            return True
        fields, is_open = row["fields"], row.get("open", False)
    return is_open


def kind_against_table(kind, table):
    rows = dict(tables.terraform_rows(table.fields))
    if kind.unread:
        return
    if kind.deprecated:
        yield Finding("FACT", kind.label, f"the kind is deprecated: {kind.deprecated}")
    if table.timeouts is not None:
        for name in sorted(kind.timeouts - set(table.timeouts)):
            yield Finding("ALARM", f"{kind.label}.timeouts", f"{name} is not in the table")
        for name in sorted(set(table.timeouts) - kind.timeouts):
            yield Finding("FACT", f"{kind.label}.timeouts", f"{name} is in the table alone")
    for path, argument in kind.arguments.items():
        if path in rows or not argument.written:
            continue
        parent = path.rpartition(".")[0]
        if parent and parent not in rows:
            continue
        if not _is_open(table, path):
            yield Finding("ALARM", f"{kind.label}.{path}", f"no row ({argument.described_type}, {argument.mode})")
    documents = tuple(f"{path}." for path, row in rows.items() if _is_encoded(row))
    for path, row in rows.items():
        # The members of a document in a string are no arguments.
        if path.startswith(documents):
            continue
        where = f"{kind.label}.{path}"
        argument = kind.arguments.get(path)
        row = tables.at(row, "terraform")
        if argument is None:
            parent = kind.arguments.get(path.rpartition(".")[0])
            is_key_of_map = parent is not None and parent.type == "map"
            if path != "id" and not is_key_of_map:
                said = (
                    "read_only row of the table that the schema lacks"
                    if row.get("read_only")
                    else "row of the table that is no argument of the schema"
                )
                yield Finding("FACT", where, said)
            continue
        found = row_against_argument(where, row, argument)
        yield from found if kind.checks_known else (one for one in found if _needs_no_checks(one))


def _is_encoded(row):
    """Whether Terraform writes the value as a string that holds a JSON document."""
    return "terraform" in (row.get("encoded") or ())


def _needs_no_checks(finding):
    """Whether a finding rests on names and types alone, which bindings know."""
    return not re.search(r"in the table alone|checks nothing|, schema (?!a |int|float|string|bool|map)", finding.what)


NARROWER = {
    # The types of rows that refuse nothing that a schema's type takes; text is converted by Terraform.
    "string": {"string", "any"},
    "int": {"integer", "number", "string", "any"},
    "float": {"number", "string", "any"},
    "bool": {"boolean", "string", "any"},
    "map": {"map", "blocks", "any"},
}


def row_against_argument(where, row, argument):
    read_only = row.get("read_only", False)
    if argument.removed and not read_only:
        yield Finding("FACT", where, f"removed from the schema: {argument.removed}")
        return
    if read_only:
        if argument.written:
            yield Finding("ALARM", where, f"read_only in the table, {argument.mode} in the schema")
        return
    if not argument.written:
        if argument.type != "?":
            yield Finding("FACT", where, "computed in the schema, not read_only in the table")
        return
    if row.get("required") and not argument.required:
        yield Finding("ALARM", where, "required in the table, optional in the schema")
    elif argument.required and not row.get("required"):
        yield Finding("FACT", where, "required in the schema, not in the table")
    yield from types(where, row, argument)
    yield from values(where, row, argument)
    yield from bounds(where, row, argument, "range", argument.range, "range")
    yield from bounds(where, row, argument, "length", argument.length, "length")
    yield from bounds(where, row, argument, "count", argument.count, "count")
    if row.get("pattern") and not row.get("values"):
        refused = _witness(row, argument.pattern, argument.length)
        if refused:
            yield Finding(
                "ALARM",
                where,
                f"pattern {row['pattern']!r} refuses {_cut(refused)}, which the schema takes ({argument.pattern!r})",
            )
        elif argument.pattern is not None and argument.pattern.strip("^$") != row["pattern"].strip("^$"):
            yield Finding("FACT", where, f"pattern {row['pattern']!r}, schema {argument.pattern!r}")
    elif argument.pattern is not None:
        yield Finding("FACT", where, f"no pattern, schema {argument.pattern!r}")
    if (
        "default" in row
        and argument.default is not None
        and str(row["default"]).lower() != str(argument.default).lower()
    ):
        yield Finding("ALARM", where, f"default {row['default']}, schema {argument.default}")
    named = set(row.get("conflicts") or ())
    for other in argument.conflicts:
        if other not in named and other.rpartition(".")[2] not in named and other != argument.path:
            yield Finding("FACT", where, f"conflicts with {other} in the schema")
    conflicts = {other.rpartition(".")[2] for other in argument.conflicts}
    for other in sorted(named):
        if other not in conflicts and other not in {part.rpartition(".")[2] for part in argument.exactly_one_of}:
            yield Finding("FACT", where, f"conflicts with {other} in the table alone")
    required = {condition.split("=")[0].strip("!") for condition in row.get("requires") or ()}
    for other in argument.required_with:
        if other.rpartition(".")[2] not in required and other != argument.path:
            yield Finding("FACT", where, f"requires {other} in the schema")
    if argument.deprecated and not row.get("deprecated"):
        yield Finding("FACT", where, f"deprecated in the schema: {argument.deprecated}")
    if row.get("deprecated") and not argument.deprecated and "described as deprecated" not in argument.checks:
        yield Finding("FACT", where, "deprecated in the table alone")


def types(where, row, argument):
    written = "string" if _is_encoded(row) else row.get("type")
    if written is None or argument.type == "?" or written == "any":
        return
    if argument.type == "object":
        if written not in ("blocks", "map"):
            yield Finding("ALARM", where, f"type {written}, schema an object")
        return
    if argument.type in ("list", "set"):
        if argument.items == "block":
            allowed, narrower = {"blocks", "any"}, "a list of blocks"
        elif argument.items == "map":
            allowed, narrower = {"any", "blocks"}, "a list of maps"
        else:
            allowed, narrower = {"list", "any"}, f"a {argument.described_type}"
        if written not in allowed:
            yield Finding("ALARM", where, f"type {written}, schema {narrower}")
        return
    if argument.type == "map" and argument.items == "block":
        if written not in ("blocks", "map"):
            yield Finding("ALARM", where, f"type {written}, schema a map of a block")
        return
    if written not in NARROWER[argument.type]:
        yield Finding("ALARM", where, f"type {written}, schema {argument.type}")
    elif written == "string" and argument.type != "string":
        yield Finding("FACT", where, f"type string, schema {argument.type}")


def values(where, row, argument):
    allowed = None if row.get("values") is None or row["values"] == [] else [_word(value) for value in row["values"]]
    if argument.values is not None:
        if row.get("range") and all(re.fullmatch(r"-?\d+", value) for value in argument.values):
            low, high = row["range"].get("min"), row["range"].get("max")
            outside = [
                value
                for value in argument.values
                if (low is not None and int(value) < low) or (high is not None and int(value) > high)
            ]
            if outside:
                yield Finding("ALARM", where, f"range {low}..{high} refuses {outside} of the schema")
        if row.get("pattern"):
            outside = [value for value in argument.values if not _matches(row["pattern"], value)]
            if outside:
                yield Finding("ALARM", where, f"pattern refuses {outside} of the schema")
        if allowed is None:
            if row.get("type") != "boolean" and not row.get("range"):
                yield Finding("FACT", where, f"no values, schema {sorted(argument.values)}")
            return
        fold = str.lower if argument.values_ignore_case else str
        folded = {fold(value) for value in allowed}
        known = {fold(value) for value in argument.values}
        refused = sorted(value for value in argument.values if fold(value) not in folded)
        if refused:
            yield Finding("ALARM", where, f"values refuse {refused} of the schema")
        if argument.values_ignore_case:
            yield Finding("FACT", where, "the schema takes the values in any case")
        beside = sorted(value for value in allowed if fold(value) not in known)
        if beside and argument.values_complete:
            yield Finding("FACT", where, f"values have {beside} beside the schema")
    elif allowed is not None:
        number = argument.type in ("int", "float")
        if argument.type != "bool" or set(allowed) != {"true", "false"}:
            yield Finding(
                "NOTE",
                where,
                f"values {allowed}; the schema checks {'a number' if number else 'nothing'} ({'; '.join(argument.checks) or 'no validator'})",
            )


def _word(value):
    return {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _matches(pattern, value):
    try:
        return re.fullmatch(pattern, value) is not None
    except re.error:
        return True


PROBES = [
    text
    for one in map(chr, range(33, 127))
    for text in (one, f"a{one}", f"{one}a", f"a{one}a", f"ab{one}ab", f"{one}1", f"alias/{one}", f"alias/a{one}a")
] + [letter * count for letter in "aA1" for count in (2, 8, 16, 32, 36, 63, 64, 65, 128, 254, 255, 256, 257)]


def _witness(row, pattern, length=None):
    """A text that another pattern takes and the row refuses; None where no probe shows one."""
    if pattern is None:
        return None
    try:
        taken = re.compile(pattern)
    except re.error:
        return None
    low, high = length or (None, None)
    allowed = row.get("length") or {}
    for probe in PROBES:
        if (low and len(probe) < low) or (high and len(probe) > high) or not taken.search(probe):
            continue
        if row.get("pattern") and not _matches(row["pattern"], probe):
            return probe
        if len(probe) < allowed.get("min", 0) or len(probe) > allowed.get("max", len(probe)):
            return probe
    return None


def bounds(where, row, argument, key, schema, words):
    limit = row.get(key)
    if not limit:
        if schema is not None and key != "count" and not row.get("values") and not row.get("pattern"):
            yield Finding("FACT", where, f"no {words}, schema {_span(schema)}")
        return
    low, high = limit.get("min"), limit.get("max")
    if schema is None:
        if argument.values is None:
            yield Finding(
                "NOTE",
                where,
                f"{words} {_span((low, high))}; the schema checks nothing ({'; '.join(argument.checks) or 'no validator'})",
            )
        return
    schema_low, schema_high = schema
    if low is not None and schema_low is not None and schema_low < low:
        # An argument that may be left out is often given as 0 or an empty string.
        if not (row.get("zero_is_absent") and schema_low == 0 and low == 1):
            yield Finding("ALARM", where, f"{words} {_span((low, high))}, schema {_span(schema)}")
            return
    if high is not None and schema_high is not None and schema_high > high:
        yield Finding("ALARM", where, f"{words} {_span((low, high))}, schema {_span(schema)}")
        return
    wider = (schema_low and (low is None or low < schema_low)) or (
        schema_high is not None and (high is None or high > schema_high)
    )
    if wider:
        yield Finding("FACT", where, f"{words} {_span((low, high))}, schema {_span(schema)}")
    if (high is not None and schema_high is None) or (low is not None and schema_low is None and key != "count"):
        yield Finding("NOTE", where, f"{words} {_span((low, high))}, schema {_span(schema)}")


def _span(bounds):
    low, high = bounds
    return f"{'' if low is None else low}..{'' if high is None else high}"


# ROS


def ros(kinds, loaded):
    by_type = {}
    for table in loaded:
        for name in table.names("ros"):
            by_type.setdefault(name, []).append(table)
    for kind in kinds:
        for problem in kind.problems:
            yield Finding("NOTREAD", f"ros {kind.name}", problem.reason)
        found = by_type.get(kind.name)
        if found is None:
            yield Finding("GAP", f"ros {kind.name}", "no table")
            continue
        rows, closed = {}, True
        for table in found:
            closed &= not tables.at(table.content, "ros").get("open", False)
            rows.update(_named_rows(table.fields, "ros"))
        for path, argument in kind.arguments.items():
            where = f"ros {kind.name}.{path}"
            if path not in rows:
                inside = [name for name in rows if name.startswith(path + ".")]
                parent = path.rpartition(".")[0]
                beside = [name for name in rows if parent and name.startswith(parent + ".")]
                if closed and not inside and (not parent or beside):
                    yield Finding("ALARM", where, f"no row ({argument.described_type})")
                continue
            yield from row_against_argument(where, tables.at(rows[path], "ros"), argument)
        for path in rows:
            if path not in kind.arguments:
                yield Finding("FACT", f"ros {kind.name}.{path}", "row of the table that is no property of the type")


def _named_rows(fields, notation, prefix=""):
    """Rows by the path that `names` gives on a surface that has no name without it."""
    for key, row in fields.items():
        name = (row.get("names") or {}).get(notation)
        if name is None or not tables.has_surface(row, notation):
            continue
        path = f"{prefix}.{name}" if prefix else name
        yield path, row
        yield from _named_rows(row.get("fields") or {}, notation, path)


# Requests


def sdks(opened, loaded, clouds):
    operations = {}
    for table in loaded:
        for name, operation in table.operations.items():
            operations[name] = (table, operation)
    covered = set()
    for sdk in opened:
        for problem in sdk.problems:
            yield Finding("NOTREAD", sdk.name, problem)
        yield from regions(sdk, clouds)
        yield from names_of_operations(sdk, clouds)
        others = names_of_other_apis(sdk, clouds)
        for operation in sdk.operations.values():
            # Services have operations of the same name, such as TagResources.
            if operation.listed_name in others:
                continue
            # An operation is the end of its path: `alias/associate`.
            below = operation.place.partition("/kms/")[2]
            known = operations.get(below) or operations.get(operation.name)
            place = f" ({operation.place})" if " " in operation.place else ""
            if known is None:
                if (operation.members or " " not in operation.place) and (
                    sdk.name != "ecs" or re.search(r"KMS|EncryptionByDefault", operation.name)
                ):
                    yield Finding("GAP", f"operation {operation.name}", f"no operation of a table{place}")
                continue
            if operation.members:
                covered.add(operation.name)
                yield from operation_against_table(operation, *known, clouds)


def regions(sdk, clouds):
    """Regions that an SDK has endpoints for; its cloud is the one whose table shares most of them."""
    known = {cloud.name: set(cloud.content.get("regions") or ()) for cloud in clouds.values()}
    nearest = max(known, key=lambda name: len(known[name] & sdk.regions), default=None)
    if nearest is None or not known[nearest] & sdk.regions:
        return
    for region in sorted(sdk.regions - known[nearest]):
        # Maps of endpoints also have names that are no customer's.
        yield Finding("FACT", f"region {region}", f"not in the table of {nearest}, {sdk.name} has an endpoint")


def _apis(clouds):
    return [(cloud.name, api) for cloud in clouds.values() for api in cloud.content.get("apis") or ()]


def _names(sdk):
    return {operation.listed_name for operation in sdk.operations.values()} - {None}


def api_of(sdk, clouds):
    """The cloud and the API of an SDK: the API that lists most of its operations; of two, the one that lists fewer others."""
    named = _names(sdk)
    shared = [(len(named & set(api["operations"])), -len(set(api["operations"]) - named), cloud, api) for cloud, api in _apis(clouds)]
    found = max(shared, key=lambda one: one[:2], default=None)
    return found[2:] if found and found[0] else None


def names_of_other_apis(sdk, clouds):
    """Operations that an API beside the SDK's lists, and the SDK's own does not."""
    own = api_of(sdk, clouds)
    if own is None:
        return set()
    cloud, own = own
    others = [api["operations"] for name, api in _apis(clouds) if name == cloud and api is not own]
    return set().union(*others) - set(own["operations"])


def names_of_operations(sdk, clouds):
    """Operations that are missing from the list of the SDK's API."""
    found = api_of(sdk, clouds)
    if found is None:
        return
    cloud, api = found
    named = _names(sdk)
    listed = set(api["operations"])
    if not api.get("open"):
        for name in sorted(named - listed):
            yield Finding("ALARM", f"operation {name}", f"not among the operations of {cloud}/{api['product']}")
    for name in sorted(listed - named):
        yield Finding("FACT", f"operation {name}", f"among the operations of {cloud}/{api['product']} alone")


def operation_against_table(operation, table, described, clouds):
    common = clouds[table.cloud].common_parameters if table.cloud in clouds else set()
    rows = {}
    for key in described.get("fields", []):
        row = table.fields.get(key)
        if row is None:
            continue
        name = (row.get("names") or {}).get("request", key)
        rows[name] = (key, tables.at(row, "request", operation.name))
    required = set(described.get("required", []))
    for name, member in operation.members.items():
        where = f"operation {operation.name}.{name}"
        if name not in rows:
            if name not in common:
                yield Finding("ALARM", where, f"in no row ({member.type})")
            continue
        key, row = rows[name]
        if key in required and not member.required:
            yield Finding("FACT", where, "required in the table, the request class does not say so")
        if member.required and key not in required:
            yield Finding("FACT", where, "required in the request class, not in the table")
        kind = {"str": "string", "int": "int", "bool": "bool", "float": "float"}.get(member.type)
        # A request has a list as one string.
        takes_text = row.get("encoded") or row.get("type") == "list"
        if kind and row.get("type") and row["type"] not in NARROWER[kind] and not (kind == "string" and takes_text):
            level = "ALARM" if kind == "string" and row["type"] in ("map", "blocks") else "FACT"
            yield Finding(level, where, f"type {row['type']}, request class {member.type}")
        yield from described_limits(where, row, member)
        allowed = [_word(value) for value in row.get("values") or []]
        if member.values and allowed:
            refused = [value for value in member.values if value not in allowed]
            if refused:
                yield Finding("ALARM", where, f"values refuse {refused} of the request class")
            beside = [value for value in allowed if value not in member.values]
            if beside:
                yield Finding("FACT", where, f"values have {beside} beside the request class")
        elif member.values and not allowed and row.get("type") != "boolean":
            yield Finding("FACT", where, f"no values, request class {member.values}")
    for name in rows:
        if name not in operation.members and name not in common:
            yield Finding("FACT", f"operation {operation.name}.{name}", "in the table alone")


def described_limits(where, row, member):
    """Limits that a member's comment gives in words."""
    refused = _witness(row, member.pattern, member.length)
    if refused:
        limits = (
            f"pattern {row['pattern']!r}"
            if row.get("pattern")
            else f"length {_span((row['length'].get('min'), row['length'].get('max')))}"
        )
        yield Finding(
            "ALARM", where, f"{limits} refuses {_cut(refused)}, which the request class takes ({member.pattern!r})"
        )
    elif member.pattern and not row.get("pattern") and not row.get("holds"):
        yield Finding("FACT", where, f"no pattern, request class {member.pattern!r}")
    if member.length and not row.get("pattern") and not row.get("holds") and not row.get("values"):
        low, high = (row.get("length") or {}).get("min"), (row.get("length") or {}).get("max")
        if (low or 0) > member.length[0] or (high is not None and high < member.length[1]):
            yield Finding("ALARM", where, f"length {_span((low, high))}, request class {_span(member.length)}")
        elif high != member.length[1]:
            yield Finding("FACT", where, f"length {_span((low, high))}, request class {_span(member.length)}")
    if member.duration:
        for limit in row.get("durations") or ():
            low, high = (_seconds(limit.get(bound)) for bound in ("min", "max"))
            if not limit.get("when") and (
                (low or 0) > member.duration[0] or (high is not None and high < member.duration[1])
            ):
                yield Finding(
                    "ALARM",
                    where,
                    f"durations {limit.get('min')}..{limit.get('max')}, request class {_days(member.duration)}",
                )
        if not row.get("durations"):
            yield Finding("FACT", where, f"no durations, request class {_days(member.duration)}")


def _seconds(text):
    return int(text[:-1]) * {"d": 86400, "h": 3600, "m": 60, "s": 1}[text[-1]] if text else None


def _days(seconds):
    return "..".join(f"{part // 86400}d" if part % 86400 == 0 else f"{part // 3600}h" for part in seconds)


def _cut(text):
    return repr(text) if len(text) < 20 else f"{len(text)} characters"
