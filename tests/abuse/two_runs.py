#!/usr/bin/env python3
"""Two runs with `--fix` at once leave what one leaves, and each says what it found changed."""

from harness import FIXED, LONG, RANDOM, WRONG, Started, expect, leftovers, read, requests, write

FILES = 3000 if LONG else 150
ROUNDS = 20 if LONG else 2


def main():
    paths = requests("tree", FILES)
    for _ in range(ROUNDS):
        for path in paths:
            write(path, WRONG)
        runs = [Started("check", "--fix", folder="tree") for _ in range(RANDOM.choice((2, 2, 4)))]
        for done in [started.wait() for started in runs]:
            expect(done.code in (0, 1, 2), "it ends as a check ends", done)
            expect((done.code == 2) == ("was not fixed: it has changed" in done.err), "what had changed is said", done)
        expect(all(read(path) == FIXED for path in paths), "all is fixed", *runs)
        expect(not leftovers("tree"), "nothing is left beside the files", leftovers("tree"))


main()
