# SPDX-License-Identifier: EUPL-1.2
"""Every change that could be made to a line of rule or mapping code: operators, constants, codes, words, and assignments left out.

Not changed: comments, imports, and the texts of preconditions, which nobody can reach.
"""
import os
import re

PLACES = ("Sources/Obligations/", "Sources/Agreements/", "Sources/Gateway/Merging/", "Sources/Gateway/Matching/Matcher.swift", "Sources/Connectors/")
# Connections to the world outside, reading of the project's own files and wording for operators: neither rule nor mapping.
NOT_RULES = re.compile(r"/Transports/|(Feed|Window)\.swift$|/(Catalog|AgreementFile|DeliveryTransport|AgreementExplanation)\.swift$")
# A line that puts things in order: `<=` for `<` changes nothing there where no two are equal, so the order is turned round instead.
ORDER = re.compile(r"sort|\bm(?:ax|in) \{|\$1|\bleft\b.*\bright\b|\bone\b.*\bother\b|\bsource\b.*\bother\b")

SWAPS = [(" == ", " != "), (" != ", " == "), (" && ", " || "), (" || ", " && "), (" <= ", " < "), (" >= ", " > "), (" < ", " <= "),
         (" > ", " >= "), (" - ", " + "), (" + ", " - "), ("true", "false"), ("false", "true"), (".min", ".max"), (".max", ".min"),
         (".first", ".last"), (".begin", ".end"), (".held", ".annulled"), (".annulled", ".held"), (".passed", ".failed"),
         (".failed", ".passed"), (".overdue", ".pending"), (".pending", ".overdue"), (".metInTime", ".metLate"), (".exempt", ".void"),
         (".employment", ".study"), (".training", ".study"), (".vdab", ".naric"), (".onderwijs", ".naric"), (".lokaal", ".naric")]


def changes(folder, only):
    """Each as file, line, first and last column, replacement; in the order of the files."""
    found = []
    files = sorted(
        os.path.join(where, name) for where, _, names in os.walk(f"{folder}/Sources") for name in names if name.endswith(".swift"))
    for path in files:
        place = os.path.relpath(path, folder)
        if not place.startswith(PLACES) or NOT_RULES.search(place) or (only and only not in place):
            continue
        with open(path, encoding="utf-8") as file:
            lines = file.read().split("\n")
        for number, line in enumerate(lines):
            text = line.strip()
            if not text or text.startswith(("//", "import", "package import", "precondition")):
                continue
            found += [(path, number, *change) for change in changes_of(line, text)]
    return found


def changes_of(line, text):
    turned = {" < ": " > ", " > ": " < "} if ORDER.search(line) else {}
    for old, new in SWAPS:
        new = turned.get(old, new)
        for match in re.finditer(re.escape(old) + (r"\b" if old[-1].isalpha() else ""), line):
            yield match.start(), match.end(), new
    for match in re.finditer(r"(?<![\w.\"])\d+(?![\w\"])", line):
        yield match.start(), match.end(), str(int(match.group()) + 1)
    for match in re.finditer(r'"([A-Za-z][^"\\]*)"', line):
        yield match.start(), match.end(), f'"{match.group(1)}x"'
    if re.match(r"[a-z]\w*\.[\w.]+ = [^{]*$", text) and text.count("(") == text.count(")"):
        yield 0, len(line), ""
