#!/usr/bin/env python3
"""A disk that fills up while files are fixed: each file is whole, none is left beside them, and what was not fixed is said."""

import os
import subprocess
import sys

from harness import FIXED, LONG, WRONG, expect, leftovers, measured, read, run, skip, write

INSIDE = "--inside"


def fill(path):
    """Writes until the disk takes no more."""
    with open(path, "wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            pass


def inside():
    paths = [f"disk/{number}.json" for number in range(40)]
    for room in range(0, 40 if LONG else 12):
        for path in paths:
            write(path, WRONG)
        fill("disk/ballast")
        # Room for some pages, and no more.
        with open("disk/ballast", "r+b") as file:
            file.truncate(max(0, os.path.getsize("disk/ballast") - room * 4096))
        done = run("check", "--fix", folder="disk")
        texts = [read(path) for path in paths]
        expect(all(text in (WRONG, FIXED) for text in texts), "each file is whole", room, done)
        expect(not leftovers("disk"), "nothing is left beside the files", room, done)
        left = texts.count(WRONG)
        expect(done.err.count("was not fixed: ") == left, "what was not fixed is said", room, left, done)
        expect(done.code == (2 if left else 0), "and ends it with 2", room, done)
        os.remove("disk/ballast")
    report = [f"--report={form}=report.{form}" for form in ("json", "sarif")]
    for path in paths:
        write(path, WRONG)
    fill("disk/ballast")
    done = run("check", *report, folder="disk")
    expect(done.code == 2 and "report.json cannot be written" in done.err, "a report that has no room is said", done)
    expect(not leftovers("disk") and not os.path.exists("disk/report.json"), "and leaves nothing", os.listdir("disk"))
    through = ("sh", "-c", 'exec "$@" >/dev/full', "sh")
    done = run("check", folder="disk", through=through)
    expect(done.code == 2 and "No space left" in done.err, "standard output that is full ends it with 2", done)


def main():
    if INSIDE in sys.argv:
        inside()
        return
    os.mkdir("disk")
    mount = f'mount -t tmpfs -o size=512k disk disk && exec python3 -B "{os.path.abspath(__file__)}" {INSIDE}'
    may = subprocess.run(["unshare", "-rm", "mount", "-t", "tmpfs", "disk", "disk"], capture_output=True)
    if may.returncode != 0:
        skip("a small disk cannot be mounted here")
        return
    done = subprocess.run(["unshare", "-rm", "sh", "-c", mount])
    expect(done.returncode == 0, "a full disk")


main()
