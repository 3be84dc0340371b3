# SPDX-License-Identifier: EUPL-1.2
"""Plays the reader who wants to know: a linear programme per count, from what is shown and what adds up. Knows the rules of rounding and
hiding, not how counts are chosen to be withheld. Exits 1 where a hidden count keeps less than 5, a rounded one less than 3.

    attack.py write COUNT > tables.ndjson;  xchg dashboard protect < tables.ndjson > shown.ndjson;  attack.py read tables.ndjson shown.ndjson"""
import json
import random
import sys

import numpy
from scipy.optimize import linprog


def tree(chance):
    counts, sums, tops = [], [], []
    for _ in range(chance.randint(1, 4)):
        parts = []
        for _ in range(chance.randint(1, 5)):
            parts.append(len(counts))
            counts.append(chance.choice([0, chance.randint(1, 9), chance.randint(10, 13), chance.randint(10, 60)]))
        tops.append(len(counts))
        sums.append({"total": len(counts), "parts": parts})
        counts.append(sum(counts[part] for part in parts))
    sums.append({"total": len(counts), "parts": tops})
    counts.append(sum(counts[top] for top in tops))
    return {"counts": counts, "exact": [len(counts) - 1], "sums": sums}


def square(rows, exact=True):
    width, counts, sums = len(rows[0]), [count for row in rows for count in row], []
    for row in range(len(rows)):
        sums.append({"total": len(counts), "parts": [row * width + column for column in range(width)]})
        counts.append(sum(rows[row]))
    for column in range(width):
        sums.append({"total": len(counts), "parts": [row * width + column for row in range(len(rows))]})
        counts.append(sum(row[column] for row in rows))
    return {"counts": counts, "exact": list(range(len(rows) * width, len(counts))) if exact else [], "sums": sums}


def write(count):
    chance = random.Random(20261125)
    print(json.dumps({"counts": [12, 12, 24], "exact": [], "sums": [{"total": 2, "parts": [0, 1]}]}))
    print(json.dumps({"counts": [12, 12, 24], "exact": [2], "sums": [{"total": 2, "parts": [0, 1]}]}))
    print(json.dumps(square([[30, 47, 64, 89], [90, 124, 5, 31], [92, 100, 59, 85], [800, 991, 651, 685]])))
    for place in range(count):
        side = chance.randint(2, 4)
        print(json.dumps(tree(chance) if place % 4 else square([[chance.choice([0, chance.randint(1, 9), chance.randint(10, 60)]) for _ in range(side)] for _ in range(side)], chance.random() < 0.7)))


def bounds(text, exact):
    if text == ".":
        return (0, None), 3
    if text == "<10":
        return (1, 9), 5
    value = int(text)
    if exact or value == 0:
        return (value, value), 0
    low, high = max(10, value - 2), value + 2
    return (low, high), min(3, high - low)


def read(tables, shown):
    checked, failed, withheld, publications = 0, 0, 0, 0
    for table, line in zip(map(json.loads, open(tables)), map(json.loads, open(shown)), strict=True):
        publications += 1
        told = [bounds(text, place in table["exact"]) for place, text in enumerate(line)]
        matrix = numpy.zeros((len(table["sums"]), len(line)))
        for row, total in enumerate(table["sums"]):
            matrix[row, total["total"]] -= 1
            for part in total["parts"]:
                matrix[row, part] += 1
        withheld += line.count(".")
        for place, (_, promise) in enumerate(told):
            if not promise:
                continue
            ends = []
            for sign in (1, -1):
                goal = numpy.zeros(len(line))
                goal[place] = sign
                result = linprog(goal, A_eq=matrix, b_eq=numpy.zeros(len(table["sums"])), bounds=[limits for limits, _ in told])
                assert result.status in (0, 3), result.message
                ends.append(result.fun * sign if result.status == 0 else float("inf") * -sign)
            checked += 1
            # Counts are whole: what a fraction allows beyond them is not there.
            width = numpy.floor(ends[1] + 1e-6) - numpy.ceil(ends[0] - 1e-6) if numpy.isfinite(ends).all() else float("inf")
            if width < promise:
                failed += 1
                print(f"publication {publications}: count {place} shown as {line[place]} lies in {ends}, promised {promise}")
    print(f"{publications} publications, {checked} counts attacked, {withheld} withheld for others, {failed} narrowed below their promise")
    sys.exit(1 if failed or not checked else 0)


if sys.argv[1] == "write":
    write(int(sys.argv[2]))
else:
    read(sys.argv[2], sys.argv[3])
