#!/usr/bin/env python3
"""A signal while files are fixed: each file is whole, none is left beside them, and the next run ends the work.

SIGINT and SIGTERM end the run as they end any program (a shell says 130 and 143). SIGKILL cannot be waited for: between
the two calls that give a new file its name and put it in place, which takes microseconds, one hidden file may be left, which
no run reads.
"""

import os
import signal
import time

from harness import FIXED, LONG, RANDOM, WRONG, Started, expect, leftovers, measured, read, requests, run, write

FILES = 3000 if LONG else 300
ROUNDS = 60 if LONG else 4


def reset(paths):
    for path in paths:
        if read(path) != WRONG:
            write(path, WRONG)


def main():
    paths = requests("tree", FILES)
    whole = run("check", "--fix", folder="tree")
    expect(whole.code == 0 and all(read(path) == FIXED for path in paths), "all is fixed", whole)
    left = {number: 0 for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)}
    came_between = 0
    for number in left:
        for _ in range(ROUNDS):
            reset(paths)
            moment = RANDOM.uniform(0, whole.wall * 1.05)
            started = Started("check", "--fix", folder="tree")
            time.sleep(moment)
            started.send(number)
            done = started.wait()
            about = (f"{number.name} after {moment:.3f} of {whole.wall:.3f} s", done)
            expect(done.signal == number or done.code == 0, "it ends by the signal, or had ended", *about)
            texts = [read(path) for path in paths]
            expect(all(text in (WRONG, FIXED) for text in texts), "each file is the old one or the new one", *about)
            came_between += 0 < texts.count(FIXED) < len(texts)
            beside = leftovers("tree")
            left[number] += len(beside)
            expect(len(beside) <= (number == signal.SIGKILL), "nothing is left beside the files", *about, beside)
            if beside:
                again = run("check", "--fix", "-v", folder="tree")
                expect(beside[0].split("/")[-1] not in again.text, "what is left is not read", *about, again)
                os.remove(beside[0])
    again = run("check", "--fix", folder="tree")
    expect(again.code == 0 and all(read(path) == FIXED for path in paths), "the next run ends the work", again)
    expect(came_between > 0, "no signal came while files were written", whole)
    measured(f"{came_between} of {3 * ROUNDS} signals came between two files; {left[signal.SIGKILL]} of {ROUNDS} SIGKILLs left a file")


main()
