#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Random persons and how rules R04, R12, R14, R18 and R19 stand for them, worked out apart from the program.

    scripts/oracle/obligations.py [--count N] [--seed N]

Written from the text of the rules alone; shares no code and no method with Sources/Obligations: days are members of sets here. Only the standard
library. One case a line, whole numbers with spaces between: days count from 1970-01-01, NONE is -999999, a list begins with its length. First
what is known, then what follows from it. Tests/ObligationsTests/OracleTests.swift reads them.
"""
import argparse
import calendar
import datetime
import random
import sys

NONE = -999999
NEVER = datetime.date(2199, 12, 31)
EPOCH = datetime.date(1970, 1, 1).toordinal()
DAY = datetime.timedelta(days=1)
NOT_APPLICABLE, PENDING, MET_IN_TIME, MET_LATE, OVERDUE, EXEMPT, VOID = range(7)
NT2, MO, ECO, PART = range(4)
MET, NOT_MET, DOES_NOT_APPLY = range(3)
OBLIGED, ENTITLED = range(2)
WHOLE, ONLY_PART, ONLY_B1, ONLY_NT2 = range(4)
INTEGRATION, EFFORT = range(2)
EMPLOYMENT, SELF_EMPLOYMENT, TRAINING, STUDY = range(4)
WORK = {EMPLOYMENT: 0, SELF_EMPLOYMENT: 0, TRAINING: 1, STUDY: 2}


def later(day, months):
    """The same day so many months later; the last of the month where it has no such day."""
    year, month = day.year, day.month + months
    while month > 12:
        year, month = year + 1, month - 12
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def moved(start, base, suspensions):
    """A due date with each suspended day since the start given back, those of the days given back too."""
    due, given = base, set()
    while True:
        more = set()
        for begin, end in suspensions:
            if end is None and begin <= due:
                return NEVER
            day = max(begin, start)
            while day <= min(end or due, due):
                if day not in given:
                    more.add(day)
                day += DAY
        if not more:
            return due
        given |= more
        due = base + len(given) * DAY


def holds(period, day):
    return period[0] <= day and (period[1] is None or day <= period[1])


def weigh(met, due, ended, freed, today):
    last = due or NEVER
    if met and met <= last:
        return MET_IN_TIME, met
    if ended and ended <= last:
        return VOID, None
    if freed:
        return EXEMPT, None
    if met:
        return MET_LATE, met
    return (PENDING if today <= last else OVERDUE), None


class Case:
    def __init__(self, dice):
        def around(first, low, high):
            return first + dice.randint(low, high) * DAY

        def some(chance):
            return dice.random() < chance

        self.by_contract_date = some(0.5)
        self.start = start = around(datetime.date(2019, 1, 1), 0, 2000)
        if some(0.15):
            self.start = start = later(start.replace(day=1), 1) - DAY
        self.today = around(start, 0, 1600)
        self.born = None if some(0.02) else around(start, -60 * 365, -16 * 365) if some(0.8) else later(start, 24).replace(year=start.year - dice.choice([18, 16, 63, 64, 65]), day=1)
        self.ended = around(start, 10, 1500) if some(0.1) else None
        self.suspensions = []
        for _ in range(dice.choice([0, 0, 0, 1, 1, 2, 3])):
            begin = around(start, -20, 120)
            self.suspensions.append((begin, None if some(0.03) else around(begin, 0, 60)))
        self.group = OBLIGED if some(0.7) else ENTITLED
        self.brussels = some(0.12)
        self.freed = []
        for _ in range(dice.choice([0, 0, 0, 0, 1, 2])):
            begin = around(start, -100, 700)
            self.freed.append((dice.randint(0, 3), (begin, None if some(0.5) else around(begin, 0, 800))))
        self.registered = [around(start, -30, 200) for _ in range(dice.choice([0, 1, 1, 1, 2]))]
        edge = moved(start, later(start, 2), self.suspensions)
        if edge < NEVER and some(0.2):
            self.registered = [edge + dice.choice([0, 1]) * DAY]
        self.parts = {}
        for pillar, chance in ((NT2, 0.9), (MO, 0.9), (ECO, 0.3), (PART, 0.5)):
            if some(chance):
                self.parts[pillar] = around(start, 100, 900) if some(0.5) else None
        self.decided = {}
        for pillar in (NT2, MO, ECO, PART):
            if some(0.6 if pillar in self.parts else 0.1):
                self.decided[pillar] = (dice.choice([MET, MET, MET, MET, NOT_MET, DOES_NOT_APPLY]), around(start, 60, 800))
        self.attests = [(dice.choice([INTEGRATION, INTEGRATION, EFFORT]), around(start, 100, 900)) for _ in range(dice.choice([0, 0, 1, 1, 2]))]
        self.b1 = [(around(start, 60, 1700), some(0.6)) for _ in range(dice.choice([0, 0, 0, 1, 1, 2, 3]))]
        self.a2 = [(around(start, 60, 900), some(0.6)) for _ in range(dice.choice([0, 1, 1, 2, 3]))]
        self.activities = []
        for _ in range(dice.choice([0, 0, 1, 2, 3, 4])):
            begin = around(start, -200, 1500)
            end = None if some(0.1) else around(begin, 0, 250)
            self.activities.append((dice.randint(0, 3), (begin, end)))
            if end and some(0.4):  # one that follows on the heels of another
                begin = end + dice.choice([1, 1, 1, 2]) * DAY
                self.activities.append((dice.randint(0, 3), (begin, around(begin, 0, 200))))
        self.hours = [(around(start, -20, 900), dice.choice([300, 600, 900, 1200, 2400])) for _ in range(dice.choice([0, 0, 1, 2, 3, 4]))]

    # What follows.

    def known(self, day):
        return day is not None and day <= self.today

    def law(self):
        return self.by_contract_date and self.start >= datetime.date(2022, 3, 1)

    def is_freed(self, scopes, day):
        return any(scope in scopes and period[0] <= self.today and holds(period, day) for scope, period in self.freed)

    def dead(self):
        return self.ended if self.known(self.ended) else None

    def age(self, day):
        if self.born is None:
            return None
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))

    def component(self, pillar):
        what, day = self.decided.get(pillar, (None, None))
        return (what, day) if self.known(day) else (None, None)

    def attest(self, types):
        return min((day for sort, day in self.attests if sort in types and self.known(day) and day >= self.start), default=None)

    def all_met(self):
        days = []
        for pillar in {NT2, MO} | set(self.parts):
            what, day = self.component(pillar)
            if what == MET:
                days.append(day)
            elif what != DOES_NOT_APPLY:
                return None
        return max(days, default=None)

    def completed(self):
        return self.all_met() or self.attest({INTEGRATION})

    def term(self, pillar):
        due = self.parts.get(pillar)
        return moved(self.start, due, self.suspensions) if due else None

    def obliged(self):
        if self.group != OBLIGED:
            return False
        return not self.brussels or (self.law() and self.start >= datetime.date(2022, 6, 1))

    def r18(self):
        base = self.start + 60 * DAY if self.law() else later(self.start, 2)
        due = moved(self.start, base, self.suspensions)
        age = self.age(self.start)
        if self.brussels or (age is not None and age < 18):
            return NOT_APPLICABLE, due, None
        met = min(filter(self.known, self.registered), default=None)
        state, on = weigh(met, due, self.dead(), self.is_freed({WHOLE}, self.start), self.today)
        return state, due, on

    def r04(self):
        terms = [self.term(pillar) for pillar in self.parts]
        due = max(terms) if terms and None not in terms else None
        state, on = weigh(self.completed(), due, self.dead(), self.is_freed({WHOLE}, self.start), self.today)
        return state, due, on

    def busy_for_six_months(self, first, last):
        """Whether days of one sort fill six months without a gap, a set of days for each sort."""
        for sort in range(3):
            days = set()
            for kind, (begin, end) in self.activities:
                if WORK[kind] == sort:
                    day = max(begin, first)
                    while day <= min(end or last, last):
                        days.add(day)
                        day += DAY
            for day in days:
                if day - DAY not in days:
                    end = later(day, 6)
                    while day in days and day < end:
                        day += DAY
                    if day == end:
                        return True
        return False

    def r14(self):
        start = self.attest({INTEGRATION}) if self.law() else self.completed()
        if start is None:
            return None
        due = later(start, 24)
        age = self.age(start)
        if not self.obliged() or (age is not None and not 18 <= age <= 64):
            return NOT_APPLICABLE, due, None, None
        after = [(day, passed) for day, passed in self.b1 if self.known(day) and day > start]
        passed = min((day for day, one in after if one), default=None)
        met = passed if self.law() else min((day for day, _ in after), default=None)
        freed = self.busy_for_six_months(start + DAY, min(due, self.today)) or self.is_freed({WHOLE, ONLY_B1}, start)
        state, on = weigh(met, due, self.dead(), freed, self.today)
        return state, due, on, passed

    def r19(self):
        due = self.term(PART)
        if self.law() and self.start < datetime.date(2023, 1, 1):
            return NOT_APPLICABLE, due, None
        if not self.obliged() or any(holds(period, self.start) for _, period in self.activities):
            return NOT_APPLICABLE, due, None
        what, day = self.component(PART)
        if what == DOES_NOT_APPLY:
            return NOT_APPLICABLE, due, None
        if what is None:
            total, day = 0, None
            for on, minutes in sorted(self.hours):
                if self.known(on) and on >= self.start and total < 2400:
                    total += minutes
                    day = on if total >= 2400 else None
        elif what == NOT_MET:
            day = None
        state, on = weigh(day, due, self.dead(), self.is_freed({WHOLE, ONLY_PART}, self.start), self.today)
        return state, due, on

    def cents(self):
        """What course and tests of Dutch and the B1 tests come to, whoever is exempt from it."""
        tests = [day for day, _ in self.a2 if self.known(day) and day >= self.start]
        later_tests = [day for day, _ in self.b1 if self.known(day) and day >= self.start]
        course = [self.start] if NT2 in self.parts else []
        if self.law():
            since = datetime.date(2023, 9, 1)
            return 9000 * sum(day >= since for day in course + sorted(tests)[:1])
        return 9000 * len(course + tests + later_tests)

    def line(self):
        out = []

        def put(*values):
            for value in values:
                out.append(NONE if value is None else value.toordinal() - EPOCH if isinstance(value, datetime.date) else int(value))

        def put_all(items):
            put(len(items))
            for item in items:
                put(*item)

        put(self.by_contract_date, self.today, self.born, self.ended, self.start, self.group, self.brussels)
        put_all(self.suspensions)
        put_all([(scope, *period) for scope, period in self.freed])
        put_all([(day,) for day in self.registered])
        put_all(list(self.parts.items()))
        put_all([(pillar, *decision) for pillar, decision in self.decided.items()])
        put_all(self.attests)
        put_all(self.b1)
        put_all(self.a2)
        put_all([(kind, *period) for kind, period in self.activities])
        put_all(self.hours)
        put(*self.r18())
        put(*self.r04())
        put(*(self.r14() or (NONE, None, None, None)))
        put(*self.r19())
        put(self.cents())
        return " ".join(map(str, out))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=20261125)
    options = parser.parse_args()
    dice = random.Random(options.seed)
    for _ in range(options.count):
        sys.stdout.write(Case(dice).line() + "\n")


main()
