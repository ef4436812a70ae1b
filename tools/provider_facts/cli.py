"""The commands of `tools/provider-facts`."""

import argparse
import pathlib
import re
import sys

from . import cdktf, compare, history, requests, ros, schemas, tables, trees
from .golang import Module
from .kms import is_kms_kind, names_key

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Comments of request members may hold whole policies.
MAX_COMMENT = 1200


def _named(text):
    name, _, path = text.partition("=")
    if not path:
        raise argparse.ArgumentTypeError(f"{text}: NAME=PATH[@REVISION] is expected")
    path, at, revision = path.rpartition("@") if "@" in path else (path, "", None)
    return name, path, revision or None


def open_providers(arguments):
    """Providers in the order in which they are given; a provider that takes another one as a Go module gets it at the
    version that its go.mod asks for."""
    places = {
        name: (path, revision)
        for name, path, revision in arguments.provider + arguments.module
        if not cdktf.is_package(path)
    }
    providers = []
    for name, path, revision in arguments.provider:
        if cdktf.is_package(path):
            providers.append(cdktf.Provider(name, path))
            continue
        tree = trees.tree_at(path, revision)
        providers.append(schemas.Provider(name, tree, dependencies(tree, name, places)))
    return providers


_modules = {}


def dependencies(tree, name, places):
    found = {}
    own = Module(tree)
    for other, (path, revision) in places.items():
        if other == name:
            continue
        module_path = _module_path_of(path)
        version = own.required_version(module_path) if module_path else None
        if version is None:
            continue
        key = (path, version if trees.is_git(path) else "")
        if key not in _modules:
            if trees.is_git(path):
                pseudo = re.search(r"-([0-9a-f]{12})$", version)
                wanted = pseudo.group(1) if pseudo else version.removesuffix("+incompatible")
                try:
                    _modules[key] = Module(trees.tree_at(path, wanted))
                except trees.TreeError as error:
                    print(f"not read: {other} {version}, which {name} takes: {error}", file=sys.stderr)
                    _modules[key] = None
            else:
                _modules[key] = Module(trees.tree_at(path))
        if _modules[key] is not None:
            found[module_path] = _modules[key]
    return found


def _module_path_of(path):
    key = ("path", path)
    if key not in _modules:
        _modules[key] = Module(trees.tree_at(path)).path
    return _modules[key]


LIST_COLUMNS = [
    "provider",
    "kind",
    "path",
    "type",
    "mode",
    "values",
    "checks",
    "count",
    "default",
    "conflicts",
    "required_with",
    "one_of",
    "force_new",
    "flags",
    "deprecated",
    "table",
]


def list_rows(provider, wanted):
    """One line per argument of the wanted kinds."""
    for data, name in provider.names():
        if wanted == "kinds" and not is_kms_kind(name):
            continue
        if wanted == "key-fields" and data:
            continue
        kind = provider.kind(data, name)
        for problem in kind.problems:
            if wanted == "kinds" or names_key(problem.path) or kind.unread:
                print(f"not read: {kind.label}: {problem.reason}", file=sys.stderr)
        paths = list(kind.arguments)
        if wanted == "key-fields":
            paths = [
                path
                for path in paths
                if names_key(path) and kind.arguments[path].written and kind.arguments[path].items != "block"
            ]
        for path in paths:
            yield kind, kind.arguments[path]
        if wanted != "key-fields" and kind.timeouts:
            yield kind, schemas.Argument("timeouts", "timeouts", optional=True, values=sorted(kind.timeouts))


def shown(argument):
    flags = [
        word
        for word in ("sensitive", "write_only", "internal", "suppressed", "as_attribute")
        if getattr(argument, word)
    ]
    count = "" if argument.count is None else "..".join("" if bound is None else str(bound) for bound in argument.count)
    return [
        argument.path,
        argument.described_type,
        argument.mode,
        "|".join(argument.values or []) + ("|…" if argument.values and not argument.values_complete else ""),
        "; ".join(argument.checks),
        count,
        "" if argument.default is None else str(argument.default),
        "|".join(argument.conflicts),
        "|".join(argument.required_with),
        "|".join(argument.exactly_one_of or argument.at_least_one_of),
        "force_new" if argument.force_new else "",
        "|".join(flags),
        argument.deprecated or (f"REMOVED {argument.removed}" if argument.removed else ""),
    ]


def run_list(arguments):
    if arguments.what == "operations":
        print("\t".join(["sdk", "operation", "place", "in", "member", "type", "required", "values", "comment"]))
        for sdk in requests.open_sdks(arguments.sdk):
            for operation in sdk.operations.values():
                found = [("body", member) for member in operation.members.values()]
                found += [("query", member) for member in operation.query.values()]
                for where, member in found or [("", requests.Member(""))]:
                    cells = [
                        member.name,
                        member.type,
                        "required" if member.required else "",
                        "|".join(member.values or []),
                        member.comment[:MAX_COMMENT],
                    ]
                    print(_line([sdk.name, operation.name, operation.place, where, *cells]))
        return 0
    covered = compare.rows_of(tables.load(arguments.rules)[0])
    print("\t".join(LIST_COLUMNS))
    for provider in open_providers(arguments):
        report_problems(provider)
        for kind, argument in list_rows(provider, arguments.what):
            rows = covered.get((kind.data, kind.name))
            state = "no table" if rows is None else "row" if argument.path in rows else "no row"
            print(_line([provider.name, kind.label, *shown(argument), state]))
    return 0


def report_problems(provider):
    for problem in provider.problems:
        print(f"not read: {provider.name}: {problem}", file=sys.stderr)


def _line(cells):
    return "\t".join(re.sub(r"\s+", " ", str(cell)) for cell in cells)


def run_compare(arguments):
    loaded, clouds = tables.load(arguments.rules)
    accepted = compare.Accepted(arguments.accepted, arguments.command)
    passed_over = tables.not_covered(arguments.rules)
    findings = []
    for provider in open_providers(arguments):
        findings += [compare.Finding("NOTREAD", provider.name, problem) for problem in provider.problems]
        findings += compare.provider(provider, loaded, clouds, passed_over)
    sdks = requests.open_sdks(arguments.sdk)
    findings += compare.sdks(sdks, loaded, clouds)
    findings += compare.ros(ros.open_types(arguments.ros), loaded)
    return compare.report(findings, accepted, arguments.verbose)


def run_since(arguments):
    lines, findings = [], []
    loaded, clouds = tables.load(arguments.rules)
    places = {name: (path, revision) for name, path, revision in arguments.provider + arguments.module}
    for name, path, revision in arguments.provider:
        past = history.History(name, path, revision, lambda tree, own=name: dependencies(tree, own, places))
        past.read(loaded)
        lines += past.lines()
        findings += history.compare_with(past, loaded)
    if arguments.output:
        arguments.output.write_text("\n".join(["\t".join(history.COLUMNS), *map(_line, lines), ""]), encoding="utf-8")
    return compare.report(findings, compare.Accepted(arguments.accepted, arguments.command), arguments.verbose)


def main(argv=None):
    parser = argparse.ArgumentParser(
        prog="tools/provider-facts", description="Compares rules/ with what providers and SDKs take."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--rules", default=ROOT / "rules", type=pathlib.Path, help="the folder of the tables")
    common.add_argument(
        "--provider",
        action="append",
        default=[],
        type=_named,
        metavar="NAME=PATH[@REVISION]",
        help="a provider's sources: a folder, a git repository at a revision, or its unpacked CDKTF bindings",
    )
    common.add_argument(
        "--module",
        action="append",
        default=[],
        type=_named,
        metavar="NAME=PATH",
        help="sources of a Go module that a provider takes kinds from",
    )
    sdk = argparse.ArgumentParser(add_help=False)
    sdk.add_argument(
        "--ros", action="append", default=[], metavar="PATH", help="an unpacked ros-cdk package (its JavaScript)"
    )
    sdk.add_argument(
        "--sdk",
        action="append",
        default=[],
        type=_named,
        metavar="NAME=PATH",
        help="an unpacked Python SDK with request classes",
    )

    judged = argparse.ArgumentParser(add_help=False)
    judged.add_argument(
        "--accepted",
        default=ROOT / "tools" / "provider_facts" / "accepted.yaml",
        type=pathlib.Path,
        help="differences that are meant, each with its reason",
    )
    judged.add_argument("--verbose", action="store_true", help="also limits of rows where the schema checks nothing")
    one = commands.add_parser(
        "compare",
        parents=[common, sdk, judged],
        help="compare the tables with schemas and requests; exit code 1 on an ALARM",
    )
    one.set_defaults(run=run_compare)
    one = commands.add_parser(
        "since",
        parents=[common, judged],
        help="first released version of every kind and argument that bears on the KMS, from a repository's tags",
    )
    one.add_argument("--output", type=pathlib.Path, help="write the versions to a file, as tab-separated text")
    one.set_defaults(run=run_since)
    one = commands.add_parser("list", parents=[common, sdk], help="arguments or request members as tab-separated text")
    one.add_argument(
        "what",
        choices=["kinds", "key-fields", "all", "operations"],
        help="arguments of KMS kinds, arguments that name a key, all arguments, members of requests",
    )
    one.set_defaults(run=run_list)
    arguments = parser.parse_args(argv)
    try:
        return arguments.run(arguments)
    except trees.TreeError as error:
        print(f"provider-facts: {error}", file=sys.stderr)
        return 2
