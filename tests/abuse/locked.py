#!/usr/bin/env python3
"""Files and folders that may not be read or written: each costs itself, is said, and ends the run with 2."""

import os

from harness import FIXED, WRONG, expect, read, run, skip, without_privileges, write


def main():
    through = without_privileges()
    if through is None:
        skip("setpriv cannot give up the privileges of root")
        return

    def own(*modes):
        # Owned by whoever runs it, so that only the modes are in the way.
        for place, names, files in os.walk("tree", topdown=False):
            for name in [*names, *files]:
                os.chown(os.path.join(place, name), *((65534, 65534) if through else (-1, -1)))
        os.chown("tree", *((65534, 65534) if through else (-1, -1)))
        for path, mode in modes:
            os.chmod(path, mode)

    def check(*arguments):
        return run("check", "--format", "concise", *arguments, folder="tree", through=through)

    for name in ("open/a.json", "file/a.json", "folder/a.json", "still/a.json", "fixed/a.json"):
        write(f"tree/{name}", WRONG)
    own(("tree/file/a.json", 0), ("tree/folder", 0))
    done = check()
    expect(done.code == 2, "a file and a folder that cannot be read end it with 2", done)
    expect("open/a.json:4:" in done.out, "the rest is checked", done)
    expect("file/a.json:1:1: error: the file cannot be read: " in done.out, "the file is named", done)
    expect("folder" in done.err and "cannot be read" in done.err, "the folder is named", done)
    os.chmod("tree/folder", 0o755)
    os.chmod("tree/file/a.json", 0o644)

    own(("tree/folder", 0o555), ("tree/still/a.json", 0o444), ("tree/fixed/a.json", 0o600))
    done = check("--fix")
    expect(done.code == 2, "what cannot be fixed ends it with 2", done)
    expect("folder/a.json was not fixed: its folder takes no new file" in done.err, "the folder is named", done)
    expect("still/a.json was not fixed: it is read-only" in done.err, "the file is named", done)
    texts = {name: read(f"tree/{name}/a.json") for name in ("open", "file", "folder", "still", "fixed")}
    wanted = {name: WRONG if name in ("folder", "still") else FIXED for name in texts}
    expect(texts == wanted, "the rest is fixed", done, texts)
    expect(os.stat("tree/fixed/a.json").st_mode & 0o777 == 0o600, "the mode stays")


main()
