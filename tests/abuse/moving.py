#!/usr/bin/env python3
"""Files that change, vanish and come back, and folders that are renamed, while they are checked and fixed.

Every finding is one of a state that the file had, at the place that it has there. What could not be read is said. No file is
ever anything but a state that somebody gave it whole, or that state fixed.
"""

import json
import os
import threading

from harness import FIXED, LONG, RANDOM, WRONG, expect, leftovers, measured, run, write

FOLDERS, FILES = 12, 25
ROUNDS = 120 if LONG else 10

SHIFTED = "\n\n\n" + WRONG
SILENT = FIXED
BROKEN = WRONG[:-4]
STATES = [WRONG, SHIFTED, SILENT, BROKEN, ""]


def known_findings():
    """Of each state, what is found in it when nothing moves."""
    found = set()
    for number, state in enumerate(STATES):
        write(f"still/{number}/a.json", state)
        done = run("check", "--format", "json", folder=f"still/{number}")
        found |= {identity(finding) for finding in json.loads(done.out)["findings"]}
    return found


def identity(finding):
    span = finding["span"]
    return finding["rule"], finding["message"], json.dumps(span, sort_keys=True)


class Mover(threading.Thread):
    """Moves things as fast as it can."""

    def __init__(self, seed):
        super().__init__(daemon=True)
        self.random = __import__("random").Random(seed)
        self.ends = False
        self.moves = 0

    def run(self):
        while not self.ends:
            try:
                self.move()
                self.moves += 1
            except OSError:
                pass

    def move(self):
        folder = f"tree/{self.random.randrange(FOLDERS)}"
        path = f"{folder}/{self.random.randrange(FILES)}.json"
        what = self.random.randrange(6)
        if what == 0:
            os.remove(path)
        elif what == 1:
            os.rename(folder, folder + ".away")
            os.rename(folder + ".away", folder)
        elif what == 2:
            os.remove(path)
            os.mkdir(path)
            os.rmdir(path)
        else:
            # As editors write.
            new = f"{path}.{self.random.random()}~"
            write(new, self.random.choice(STATES))
            os.replace(new, path)


def main():
    known = known_findings()
    for folder in range(FOLDERS):
        for file in range(FILES):
            write(f"tree/{folder}/{file}.json", STATES[file % len(STATES)])
    movers = [Mover(RANDOM.random()) for _ in range(2)]
    for mover in movers:
        mover.start()
    unread, incomplete = 0, 0
    for number in range(ROUNDS):
        is_fix = number % 2 == 1
        done = run("check", "--format", "json", *(["--fix"] if is_fix else []), folder="tree")
        expect(done.code in (0, 1, 2), "it ends as a check ends", done)
        if done.code == 2:
            incomplete += 1
            expect(done.err or "unreadable-file" in done.out, "what it could not do is said", done)
        if not done.out:
            continue
        for finding in json.loads(done.out)["findings"]:
            if finding["rule"] == "unreadable-file":
                unread += 1
                continue
            expect(identity(finding) in known, "each finding is one of a state of the file", finding)
    for mover in movers:
        mover.ends = True
    for mover in movers:
        mover.join()
    states = set(STATES) | {state.replace("RegionID", "RegionId") for state in STATES}
    for folder in range(FOLDERS):
        for file in range(FILES):
            path = f"tree/{folder}/{file}.json"
            if os.path.isfile(path):
                expect(open(path).read() in states, "a file is a state that it was given, or that state fixed", path)
    expect(not leftovers("tree"), "nothing is left beside the files", leftovers("tree"))
    measured(f"{sum(mover.moves for mover in movers)} moves in {ROUNDS} runs; {unread} files not read, {incomplete} runs incomplete")


main()
