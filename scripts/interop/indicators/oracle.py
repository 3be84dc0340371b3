#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Counts K3, K5, K7, K8, K11, K12, K14 and K17 from what the simulator says happened, and compares them with what xchg counts.

    oracle.py truth-lives.ndjson AS-OF figures.csv

It knows the definitions and shares no code with xchg. Exits 1 and names the cells where a figure differs."""
import calendar
import csv
import datetime
import json
import sys
from collections import Counter, defaultdict
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")
ONE = datetime.timedelta(days=1)


def day(text):
    return datetime.date.fromisoformat(text) if text else None


def months(date, count):
    total = date.year * 12 + date.month - 1 + count
    year, month = divmod(total, 12)
    return datetime.date(year, month + 1, min(date.day, calendar.monthrange(year, month + 1)[1]))


def age(birth, on):
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def due(start, term, suspensions):
    suspended = set()
    for begin, end in suspensions:
        while begin <= end:
            suspended.add(begin)
            begin += ONE
    base = last = months(start, term)
    while True:
        longer = base + ONE * sum(start <= held <= last for held in suspended)
        if longer == last:
            return last
        last = longer


def steady(stretches, begin, end, term=6):
    """Six months without a gap between two days, both included."""
    held = sorted((max(b, begin), min(e or end, end)) for b, e in stretches if b <= end and (e is None or e >= begin))
    run = None
    for b, e in held:
        run = (run[0], max(run[1], e)) if run and b <= run[1] + ONE else (b, e)
        if months(run[0], term) - ONE <= run[1]:
            return True
    return False


class Oracle:
    def __init__(self, as_of):
        self.as_of = as_of
        self.cells = Counter()
        self.days = defaultdict(list)

    def count(self, indicator, column, year, amount=1):
        if self.as_of.year - 6 <= year <= self.as_of.year:
            self.cells[indicator, str(column), year] += amount

    def take(self, life):
        spans = {kind: [(day(s["begin"]), day(s.get("end"))) for s in life.get(kind, [])] for kind in ("work", "training", "study")}
        registered = sorted(
            datetime.datetime.fromisoformat(r["at"].replace("Z", "+00:00")).astimezone(BRUSSELS).date() for r in life["registrations"])
        attests = sorted(day(a["day"]) for a in life.get("attests", []))
        ended, birth, signed = day(life.get("ended")), day(life.get("birth")), day(life.get("signed"))
        suspensions = [(day(s["begin"]), day(s["end"])) for s in life.get("suspensions", [])]
        if signed and signed <= self.as_of:
            self.count("K3", 0, signed.year)
            self.count("K3", 1, signed.year)
            self.k7(life, signed, suspensions, registered, birth, ended)
            self.k8(signed, registered, spans)
            self.k14(life, signed, suspensions, spans, ended)
        for year in {a.year for a in attests if a <= self.as_of}:
            self.count("K5", 0, year)
        closed = day(life.get("closed"))
        if closed and closed <= self.as_of:
            self.k11(life, closed)
        if attests and signed:
            self.k12(life, attests[0], birth, ended, spans)
        self.k17(life)

    def k7(self, life, signed, suspensions, registered, birth, ended):
        last = due(signed, 2, suspensions)
        first = next((r for r in registered if r <= self.as_of), None)
        if life["brussels"] or (birth and age(birth, signed) < 18):
            self.count("K7", 5, signed.year)
        elif first and first <= last:
            if last < self.as_of:
                self.count("K7", 0, signed.year)
                self.days["K7", 0, signed.year].append(max(0, (first - signed).days))
        elif (ended and ended <= last) or life["exempt"]:
            self.count("K7", 4, signed.year)
        elif first:
            self.count("K7", 1, signed.year)
        elif self.as_of > last:
            self.count("K7", 2, signed.year)

    def k8(self, signed, registered, spans):
        self.count("K8", 0, signed.year)
        if not registered or registered[0] > self.as_of:
            return
        self.count("K8", 1, signed.year)
        begun = min((b for b, _ in spans["work"] + spans["training"] if b >= registered[0]), default=None)
        for term, column in ((6, 2), (12, 4)):
            limit = months(registered[0], term)
            if limit <= self.as_of:
                self.count("K8", column + (0 if begun and begun <= limit else 1), signed.year)

    def k11(self, life, closed):
        level = life.get("level")
        known = level and day(level["day"]) <= closed
        whole = min(level["oral"], level["written"]) if known else None
        self.count("K11", 0 if whole and whole >= "A2" else 1, closed.year)
        ladder = ["A0", "A1", "A2", "B1", "B2", "C1", "C2"]
        if known:
            for start, reached in ((2, whole), (9, level["oral"]), (16, level["written"])):
                self.count("K11", start + ladder.index(reached), closed.year)

    def k12(self, life, attest, birth, ended, spans):
        end = months(attest, 24)
        if life["group"] != "obliged" or life["brussels"] or not birth or not 18 <= age(birth, attest) <= 64:
            return
        if life["exempt"] or (ended and ended <= end) or end > self.as_of:
            return
        taken = [t for t in life.get("tests", []) if attest < day(t["day"]) <= end]
        if any(t["passed"] for t in taken):
            column = 0
        elif any(steady(spans[kind], attest + ONE, end) for kind in spans):
            column = 1
        else:
            column = 2 if taken else 3
        self.count("K12", column, end.year)

    def k14(self, life, signed, suspensions, spans, ended):
        if life["brussels"]:
            return
        end = due(signed, 24, suspensions)
        done = [p for p in life["participation"] if day(p["end"]) <= min(end, self.as_of)]
        minutes = sum(p["minutes"] for p in done)
        free = any(b <= end and (e is None or end <= e) for b, e in spans["work"] + spans["study"])
        if end > self.as_of:
            return
        if life["group"] != "obliged" or free:
            if minutes:
                self.count("K14", 2, end.year)
            return
        if life["exempt"] or (ended and ended <= end):
            return
        self.count("K14", 0 if minutes >= 40 * 60 else 1, end.year)
        for column, form in enumerate(("BUDDY", "STAGE", "VRIJWILLIGERSWERK", "ANDERE"), 3):
            self.count("K14", column, end.year, sum(p["minutes"] for p in done if p["form"] == form))

    def k17(self, life):
        outcomes = {"TOEGEKEND": 4, "LAGER_NIVEAU": 5, "GEWEIGERD": 6}
        for told in life["equivalences"]:
            self.count("K17", 4, told["year"])
        for told in life["applications"]:
            decided, complete = day(told.get("decided")), day(told.get("complete"))
            if not decided or decided > self.as_of:
                continue
            self.count("K17", outcomes[told["outcome"]], decided.year)
            days, specific = (decided - complete).days, told["kind"] == "SPECIFIC"
            self.count("K17", (2 if specific else 0) + (days > (120 if specific else 60)), decided.year)
            self.count("K17", 12 if specific else 11, decided.year)
            self.days["K17", 1 if specific else 0, decided.year].append(days)

    def quantile(self, key, per_mille):
        days = sorted(self.days[key])
        return "" if len(days) < 20 else str(days[-(-len(days) * per_mille // 1000) - 1])


def main():
    oracle = Oracle(day(sys.argv[2]))
    with open(sys.argv[1], encoding="utf-8") as lives:
        for line in lives:
            oracle.take(json.loads(line))
    told, compared, differ = {"K3", "K5", "K7", "K8", "K11", "K12", "K14", "K17"}, 0, []
    with open(sys.argv[3], encoding="utf-8") as figures:
        for row in csv.DictReader(figures, delimiter=";"):
            if row["indicator"] not in told or (row["indicator"], row["column"]) in {("K7", "3"), ("K17", "9"), ("K17", "10")}:
                continue
            year = int(row["year"])
            if row["column"].startswith("q"):
                place, per_mille = row["column"][1:].split("-")
                expected = oracle.quantile((row["indicator"], int(place), year), int(per_mille))
            else:
                expected = str(oracle.cells[row["indicator"], row["column"], year])
            compared += 1
            if expected != row["value"]:
                differ.append(f"{row['indicator']} column {row['column']} {year}: oracle {expected}, xchg {row['value']}")
    for line in differ:
        print(line)
    print(f"{compared} figures, {len(differ)} differ; {sum(oracle.cells.values())} counted")
    sys.exit(1 if differ or not compared else 0)


main()
