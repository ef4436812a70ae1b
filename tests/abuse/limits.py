#!/usr/bin/env python3
"""Inputs that are meant to cost much: what is refused is refused soon, and what repeats is said once."""

from harness import LONG, expect, run, write

COUNT = 100_000 if LONG else 20_000
SECONDS = 2
DEPTH = 100_000


def chain(count):
    links = "".join(f"  a{number} = local.a{number + 1}\n" for number in range(count))
    return f"locals {{\n{links}  a{count} = 1\n}}\n"


def each(line, count=COUNT):
    return "".join(line.replace("#", str(number)) for number in range(count))


ALIAS = 'resource "alicloud_kms_alias" "a" {\n  alias_name = %s\n}\n'
CASES = {
    "past the limit of resources": ("main.tf", each('resource "alicloud_kms_key" "k#" {}\n')),
    "past the limit of instances": ("main.tf", each('data "alicloud_kms_keys" "k#" {\n  count = 3000\n}\n', 1000)),
    "past the limit of modules": ("main.tf", each('module "m#" {\n  source = "./m"\n}\n')),
    "local values in a chain": ("main.tf", chain(COUNT) + ALIAS % "local.a0"),
    "local values in cycles": ("main.tf", "locals {\n" + each("  a# = local.a#\n") + "}\n" + ALIAS % "local.a1"),
    "used values in cycles": (
        "main.tf",
        "locals {\n" + each("  a# = local.a#\n", 5000) + "}\n" + each(ALIAS.replace('"a"', '"a#"') % "local.a#", 5000),
    ),
    "texts that double": (
        "main.tf",
        'locals {\n  a0 = "x"\n' + each('  b# = 1\n', 1)
        + "".join(f'  a{n + 1} = "${{local.a{n}}}${{local.a{n}}}"\n' for n in range(40)) + "}\n" + ALIAS % "local.a40",
    ),
    "a name that is written often": ("main.tf", each('resource "alicloud_kms_key" "k" {}\n')),
    "brackets in HCL": ("main.tf", ALIAS % ("[" * DEPTH)),
    "blocks in HCL": ("main.tf", 'resource "alicloud_kms_key" "k" {\n' + "a {\n" * DEPTH),
    "operators in HCL": ("main.tf", ALIAS % ("!" * DEPTH + "true")),
    "additions in HCL": ("main.tf", ALIAS % ("1 + " * DEPTH + "1")),
    "brackets in JSON": ("a.json", '{"key_alias": ' + "[" * DEPTH),
    "brackets in YAML": ("a.yaml", "key_alias: " + "[" * DEPTH),
    "dashes in YAML": ("a.yaml", "key_alias:\n" + "- " * DEPTH + "1\n"),
    "anchors in YAML": (
        "a.yaml",
        "a0: &a0 [kms, kms]\n" + "".join(f"a{n + 1}: &a{n + 1} [*a{n}, *a{n}]\n" for n in range(40)) + "key_alias: *a40\n",
    ),
    "elements in XML": ("a.xml", "<GetKmsInstanceResponse>" + "<a>" * DEPTH),
    "substitutions in a script": ("a.sh", "aliyun kms ListKeys " + "$(" * DEPTH),
    "commands in a pipeline": ("a.sh", "aliyun kms ListKeys" + " | cat" * DEPTH + "\n"),
    "documents in YAML": ("a.yaml", each("---\nkey_alias: [\n")),
    "errors in HCL": ("main.tf", each('resource "alicloud_kms_key" "k#" {\n  a = = 1\n}\n', 5000)),
}


def main():
    for name, (file, text) in CASES.items():
        folder = name.replace(" ", "-")
        write(f"{folder}/{file}", text)
        if "module" in name:
            write(f"{folder}/m/main.tf", 'resource "alicloud_kms_key" "k" {}\n')
        done = run("check", "--no-config", "--format", "concise", folder=folder)
        expect(done.code in (0, 1), f"{name}: it ends as a check ends", done)
        expect(done.cpu <= SECONDS, f"{name}: at most {SECONDS} s", done.cpu, done)
        limits = done.out.count("[evaluation-limit]")
        expect(limits <= 102, f"{name}: what repeats is said once", limits)


main()
