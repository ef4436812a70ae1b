#!/usr/bin/env python3
"""Whatever kmslint looks for in a checkout, as everything that a stranger can make of it: it ends soon, and says so.

A name that is looked for and cannot be read is named in what the run says, unless nothing asks for it. Nothing of what
lies outside of the project is ever shown.
"""

import os
import shutil
import socket

from harness import expect, run, write

SECONDS = 2
CANARY = "CANARY-8e9f0a1b"
DEPTH = 100_000
LARGE = 33 << 20

# Each name, and whether a run has to say something where it is nothing that can be read.
NAMES = {
    ".gitignore": True,
    "below/.gitignore": True,
    ".git/info/exclude": True,
    ".kmslint.yaml": True,
    "tables/team.yaml": True,
    "accepted.json": True,
    "prod.tfvars": True,
    "terraform.tfvars": True,
    "x.auto.tfvars": True,
    "main.tf": True,
    "main.tf.json": True,
    "name": True,
    "a.json": True,
    "a.yaml": True,
    "a.xml": True,
    "a.http": True,
    "a.sh": True,
    "plan.json": True,
    ".terraform.lock.hcl": False,
    ".terraform/modules/modules.json": False,
}


def fifo(path):
    os.mkfifo(path)


def zero(path):
    os.symlink("/dev/zero", path)


def a_socket(path):
    # Its address may have a hundred bytes, so it is bound from where it lies.
    here = os.getcwd()
    os.chdir(os.path.dirname(path) or ".")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(os.path.basename(path))
    os.chdir(here)


def cycle(path):
    os.symlink(os.path.basename(path) + ".other", path)
    os.symlink(os.path.basename(path), path + ".other")


def outside(path):
    os.symlink(os.path.abspath("outside"), path)


def large(path):
    line = b"kms/*[a-z]?**/x\n" if "ignore" in path or "exclude" in path else b"kms: [a, {b: 1}]\n"
    with open(path, "wb") as file:
        file.write(line * (LARGE // len(line) + 1))


def globs(path):
    """Below the limit of size, and as many patterns as that allows."""
    with open(path, "w") as file:
        file.writelines(f"**/kms*{number}?/[a-z]*\n" for number in range(40_000))


def nested(path):
    opening = "{a: " if path.endswith("yaml") else '{"kms": ' if path.endswith("json") else "["
    write(path, f"kms = {opening * DEPTH}" if path.endswith(("tf", "tfvars", "hcl")) else opening * DEPTH)


def binary(path):
    with open(path, "wb") as file:
        file.write(b"kms\xff\xfe\x00" * 1000)


# Links that git does not follow either: the patterns in them only say which files are not looked at.
GIT_PASSES_OVER = {".gitignore", "exclude"}, {"links in a circle", "link outside"}

# What is no file has to be said; the others may be what the name promises, or be nothing that concerns anybody.
UNREADABLE = {"pipe": fifo, "/dev/zero": zero, "socket": a_socket, "folder": os.mkdir, "links in a circle": cycle, "link outside": outside}
READABLE = {"33 MB": large, "many globs": globs, "nested": nested, "no text": binary}


def project():
    files = {
        ".git/HEAD": "",
        ".kmslint.yaml": 'tables: ["tables/*.yaml"]\nterraform: { var_files: ["prod.tfvars"] }\n',
        "tables/team.yaml": "kind: alibaba/kms_key\nfields: {}\n",
        "prod.tfvars": "",
        "main.tf": 'module "kms" { source = "./kms" }\nresource "alicloud_kms_alias" "a" {\n  alias_name = file("name")\n  key_id = "k"\n}\n',
        "name": "alias/a",
        "kms/main.tf": "",
        "accepted.json": '{"version": 1, "findings": []}',
        "below/good.json": '{"key_alias": "team"}',
    }
    for name, text in files.items():
        write(f"project/{name}", text)


def main():
    write("outside", f'{CANARY} = "alias/{CANARY}"\nkms\n')
    for name, is_asked_for in NAMES.items():
        for kind, make in {**UNREADABLE, **READABLE}.items():
            shutil.rmtree("project", ignore_errors=True)
            project()
            path = f"project/{name}"
            os.makedirs(os.path.dirname(path), exist_ok=True)
            if os.path.lexists(path):
                os.remove(path)
            make(path)
            baseline = ["--baseline", "accepted.json"] if name == "accepted.json" else []
            done = run("check", "--format", "concise", "-v", *baseline, folder="project", patience=60)
            about = (f"{name} as {kind}", done)
            expect(done.code in (0, 1, 2), "it ends as a check ends", *about)
            expect(done.cpu <= SECONDS, f"it takes at most {SECONDS} s", done.cpu, *about)
            # What the user names is read wherever it is.
            expect(CANARY not in done.text or baseline, "what lies outside is not shown", *about)
            expect("\0" not in done.text, "nor what is no text", *about)
            is_passed_over = os.path.basename(name) in GIT_PASSES_OVER[0] and kind in GIT_PASSES_OVER[1]
            is_of_no_interest = kind == "folder" and not baseline or is_passed_over
            if is_asked_for and kind in UNREADABLE and not is_of_no_interest:
                expect(os.path.basename(name) in done.text, "it is named", *about)


main()
