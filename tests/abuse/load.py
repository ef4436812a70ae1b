#!/usr/bin/env python3
"""Much of everything: findings in every format, resources in many roots and in one file, small files without end.

CPU time is held against the limits, for wall time says little on a machine that does other work.
"""

import os
import re
import shutil

from harness import LONG, expect, measured, run, skip, write

ALIAS = 'resource "alicloud_kms_alias" "a%d" {\n  key_id     = alicloud_kms_key.k.id\n  alias_name = "%s%d"\n}\n'
TINY = 'resource "alicloud_kms_alias" "a%d" {\n  alias_name = "alias/a"\n}\n'
# As many as one root module is expanded to.
MOST = 20_000

# What this process has in memory when it starts another counts as the other's, so that it reads no long reports.
UNSEEN = ("sh", "-c", 'exec "$@" >/dev/null', "sh")

FINDINGS = 100_000 if LONG else 10_000
RESOURCES = 420_000 if LONG else 42_000
FILES = 1_000_000 if LONG else 10_000
# A tenth of the work needs more than a tenth: what any run needs is in it.
SECONDS, MEGABYTES = (8, 450) if LONG else (2, 150)


def held(what, done, seconds=SECONDS, megabytes=MEGABYTES):
    measured(f"{what}: {done.cpu:.2f} s CPU, {done.peak >> 10} MB")
    expect(done.cpu <= seconds, f"{what} takes at most {seconds} s", done.cpu)
    expect(done.peak >> 10 <= megabytes, f"{what} takes at most {megabytes} MB", done.peak >> 10)


def module(folder, count, line=ALIAS, *name):
    os.makedirs(folder)
    with open(f"{folder}/main.tf", "w") as file:
        file.writelines(line % ((number, *name, number) if name else number) for number in range(count))


def formats():
    listed = re.search(r"possible values: ([^\]]*)\]", run("check", "--format", "none").err)
    expect(listed, "a wrong format is answered with the right ones")
    return [name.strip() for name in listed[1].split(",")]


def findings():
    of_root = min(FINDINGS, MOST) // (1 if FINDINGS > MOST else 5)
    for root in range(FINDINGS // of_root):
        module(f"findings/{root}", of_root, ALIAS, "team-")
    for form in formats():
        done = run("check", "--no-config", "--format", form, folder="findings", through=UNSEEN)
        expect(done.code == 1, "it has findings", done)
        held(f"{FINDINGS} findings as {form}", done)
    done = run("check", "--no-config", "--format", "concise", folder="findings")
    expect(done.out.count("[alias-without-prefix]") == FINDINGS, "each is one line")
    shutil.rmtree("findings")


def resources():
    for root in range(RESOURCES // 14_000):
        module(f"roots/{root}", 14_000, ALIAS, "alias/team-")
    done = run("check", "--no-config", folder="roots")
    expect(done.code == 0, "nothing is wrong", done)
    held(f"{RESOURCES} resources in {RESOURCES // 14_000} roots", done, 4 * SECONDS, 5 * MEGABYTES)
    shutil.rmtree("roots")
    module("one", RESOURCES, TINY)
    done = run("check", "--no-config", "--format", "concise", "--select", "evaluation-limit", folder="one")
    left = RESOURCES - MOST
    expect(f"more than {MOST} resources; {left} are not checked" in done.out, "those that are left out are counted", done)
    expect(done.out.count("\n") == 1, "in one finding", done)
    held(f"{RESOURCES} resources in one file", done, 4 * SECONDS, 5 * MEGABYTES)
    shutil.rmtree("one")


def files():
    disk = shutil.disk_usage(".")
    if disk.free < FILES * 8192:
        skip(f"{FILES} files need more disk than there is")
        return
    for number in range(FILES):
        folder = f"many/{number // 10_000}/{number // 100 % 100}"
        write(f"{folder}/{number}.{('json', 'yaml', 'tf', 'md')[number % 4]}", "x: 1\n" if number % 4 == 1 else "{}\n")
    write("many/last.json", '{"key_id": "4f1c2d3e-5a6b-4c7d-8e9f-0a1b2c3d4e5f", "key_alias": "team/default"}')
    done = run("check", "--no-config", "--format", "concise", folder="many")
    expect(done.code == 1 and "alias-default-suffix" in done.out, "the one that is ours is found", done)
    held(f"{FILES} small files", done, 100 if LONG else 3, MEGABYTES)
    shutil.rmtree("many")


def main():
    files()
    resources()
    findings()


main()
