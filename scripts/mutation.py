#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Changes mapping and rule code, one seeded change at a time; the tests must notice each.

    scripts/mutation.py [--seed N] [--count N] [--only PATH-PART] [--from K] [--to K] [--list]

Works on a copy under .build-mutants, a small package with only the rooms concerned that stays built between runs. A change is compiled alone,
linked, and the suite of its room is run: a few seconds. Every survivor is printed with its place and its number in the order of the seed;
`--from 17 --to 17` tries that one again, `--list` prints the changes and tries none. A change that does not compile is passed over and another
drawn. Exits 0 where none survived.
"""
import argparse
import os
import random
import sys
import time

sys.dont_write_bytecode = True
from mutants import tree
from mutants.build import Build
from mutants.changes import changes


def described(folder, change):
    """Place, old line, new line; and the file's new content."""
    path, number, begin, end, new = change
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")
    old = lines[number]
    lines[number] = old[:begin] + new + old[end:]
    return f"{os.path.relpath(path, folder)}:{number + 1}: {old.strip()}  =>  {lines[number].strip()}", "\n".join(lines)


def attempt(build, folder, change):
    """What became of one change; the file is as before afterwards."""
    path = change[0]
    with open(path, encoding="utf-8") as file:
        source = file.read()
    room = os.path.relpath(path, folder).split(os.sep)[1]
    try:
        _, changed = described(folder, change)
        with open(path, "w", encoding="utf-8") as file:
            file.write(changed)
        return build.verdict(room, tree.ROOMS[room], path)
    finally:
        with open(path, "w", encoding="utf-8") as file:
            file.write(source)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--only", default="")
    parser.add_argument("--from", dest="first", type=int, default=1)
    parser.add_argument("--to", dest="last", type=int, default=0)
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    folder = f"{tree.ROOT}/.build-mutants/tree"
    os.environ["SWIFT_BACKTRACE"] = "enable=no"
    os.nice(10)
    started = time.time()
    tree.bring_up_to_date(folder)
    drawn = changes(folder, options.only)
    random.Random(options.seed).shuffle(drawn)
    drawn = list(enumerate(drawn, 1))[options.first - 1:options.last or None]
    if options.list:
        for number, change in drawn[:options.count]:
            print(f"#{number}", described(folder, change)[0])
        return 0
    build = Build(folder)
    if fault := build.whole():
        sys.exit("the tree does not build:\n" + fault)
    for suite in tree.ROOMS.values():
        if not build.passes(suite):
            sys.exit(f"{suite} does not pass without a change; mend that first")
    killed, survived, unbuilt = 0, 0, 0
    for number, change in drawn:
        if killed + survived == options.count:
            break
        place, _ = described(folder, change)
        verdict = attempt(build, folder, change)
        if verdict is None:
            unbuilt += 1
        elif verdict:
            survived += 1
            print(f"SURVIVED #{number} {place}", flush=True)
        else:
            killed += 1
        if sys.stderr.isatty() or (killed + survived) % 10 == 0:
            print(f"  {killed} killed, {survived} survived, {unbuilt} did not compile", file=sys.stderr, flush=True)
    print(f"seed {options.seed}: {killed} killed, {survived} survived, {unbuilt} did not compile, {int(time.time() - started)} s")
    return 1 if survived else 0


sys.exit(main())
