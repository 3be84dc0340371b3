#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Changes mapping and rule code, one seeded change at a time; the tests must notice each.

    scripts/mutation.py [--seed N] [--count N] [--only PATH-PART]

Works on a copy: a small package with only the targets concerned, so that a change is built and tested in seconds. Prints every survivor with
its place. Exits 0 where none survived. A change that does not compile is drawn again.
"""
import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
RULES = ["Sources/Obligations", "Sources/Agreements", "Sources/Gateway/Merging", "Sources/Gateway/Matching/Matcher.swift"]
MAPPINGS = ["Sources/Connectors/" + name for name in ("Inburgering", "Onderwijs", "NARIC", "Led", "Magda", "VDAB", "LokaleBesturen")]
NOT_RULES = re.compile(r"(AgreementFile|VDABFeed|DeliveryTransport|AgreementExplanation)\.swift$")

PACKAGE = """// swift-tools-version: 6.2
import PackageDescription
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"), .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
]
let package = Package(
    name: "mutants",
    dependencies: [.package(url: "https://github.com/jpsim/Yams", from: "6.2.2")],
    targets: [
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0"),
        .systemLibrary(name: "CLibCurl", pkgConfig: "libcurl"),
        .target(name: "ExchangeSchema", swiftSettings: house),
        .target(name: "Contracts", dependencies: ["CLibXML2"], swiftSettings: house),
        .target(name: "Agreements", dependencies: ["ExchangeSchema", "Yams"], swiftSettings: house),
        .target(name: "Obligations", dependencies: ["ExchangeSchema"], swiftSettings: house),
        .target(name: "Connectors", dependencies: ["ExchangeSchema", "Contracts", "CLibCurl"], swiftSettings: house),
        .target(name: "Gateway", dependencies: ["ExchangeSchema"], swiftSettings: house),
        .target(name: "TestSupport", dependencies: ["ExchangeSchema"], path: "Tests/TestSupport", swiftSettings: house),
        .testTarget(name: "RuleTests", dependencies: ["Agreements", "Obligations", "Gateway", "ExchangeSchema", "TestSupport"], swiftSettings: house),
        .testTarget(name: "MappingTests", dependencies: ["Connectors", "Contracts", "ExchangeSchema", "TestSupport"], swiftSettings: house),
    ])
"""

SWAPS = [(" == ", " != "), (" != ", " == "), (" && ", " || "), (" || ", " && "), (" <= ", " < "), (" >= ", " > "), (" < ", " <= "),
         (" > ", " >= "), (" - ", " + "), (" + ", " - "), ("true", "false"), ("false", "true"), (".min", ".max"), (".max", ".min"),
         (".first", ".last"), (".begin", ".end"), (".held", ".annulled"), (".annulled", ".held"), (".passed", ".failed"),
         (".failed", ".passed"), (".overdue", ".pending"), (".pending", ".overdue"), (".metInTime", ".metLate"), (".exempt", ".void"),
         (".employment", ".study"), (".training", ".study"), (".vdab", ".naric"), (".onderwijs", ".naric"), (".lokaal", ".naric")]


def prepare(folder):
    """Copies what the small package needs."""
    for name in ("ExchangeSchema", "Contracts", "Agreements", "Obligations", "Connectors", "CLibXML2", "CLibCurl"):
        shutil.copytree(f"{ROOT}/Sources/{name}", f"{folder}/Sources/{name}")
    for part in ("Merging", "Matching/Matcher.swift"):
        source, target = f"{ROOT}/Sources/Gateway/{part}", f"{folder}/Sources/Gateway/{part}"
        if os.path.isdir(source):
            shutil.copytree(source, target)
        else:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            shutil.copy(source, target)
    shutil.copytree(f"{ROOT}/Tests/TestSupport", f"{folder}/Tests/TestSupport")
    shutil.copytree(f"{ROOT}/contracts", f"{folder}/contracts")
    shutil.copytree(f"{ROOT}/Tests/Fixtures", f"{folder}/Tests/Fixtures")
    for suite in ("AgreementsTests", "ObligationsTests"):
        shutil.copytree(f"{ROOT}/Tests/{suite}", f"{folder}/Tests/RuleTests/{suite}")
    for name in ("MergingTests.swift", "MatcherTests.swift"):
        shutil.copy(f"{ROOT}/Tests/GatewayTests/{name}", f"{folder}/Tests/RuleTests/{name}")
    shutil.copytree(f"{ROOT}/Tests/ConnectorsTests", f"{folder}/Tests/MappingTests", ignore=shutil.ignore_patterns("Transports"))
    with open(f"{folder}/Package.swift", "w") as file:
        file.write(PACKAGE)
    shared = os.path.join(os.path.dirname(ROOT), "shared")
    if os.path.isdir(shared) and not os.path.exists(os.path.join(os.path.dirname(folder), "shared")):
        os.symlink(shared, os.path.join(os.path.dirname(folder), "shared"))


def candidates(folder, only):
    """Every change that could be made: file, line, from, to, replacement."""
    found = []
    for place in RULES + MAPPINGS:
        base = f"{folder}/{place}"
        files = [base] if base.endswith(".swift") else sorted(
            os.path.join(where, name) for where, _, names in os.walk(base) for name in names if name.endswith(".swift"))
        for path in files:
            if not os.path.exists(path) or NOT_RULES.search(path) or (only and only not in path):
                continue
            for number, line in enumerate(open(path).read().split("\n")):
                text = line.strip()
                if not text or text.startswith(("//", "import", "package import", "precondition")):
                    continue
                for old, new in SWAPS:
                    for match in re.finditer(re.escape(old) + (r"\b" if old[-1].isalpha() else ""), line):
                        found.append((path, number, match.start(), match.end(), new))
                for match in re.finditer(r"(?<![\w.\"])\d+(?![\w\"])", line):
                    found.append((path, number, match.start(), match.end(), str(int(match.group()) + 1)))
                for match in re.finditer(r'"([A-Za-z][^"\\]*)"', line):
                    found.append((path, number, match.start(), match.end(), f'"{match.group(1)}x"'))
                if re.match(r"[a-z]\w*\.[\w.]+ = [^{]*$", text) and text.count("(") == text.count(")"):
                    found.append((path, number, 0, len(line), ""))
    return found


def run(folder, suite):
    """None where the change does not compile, else whether all tests passed."""
    if subprocess.run(["swift", "build", "--build-tests"], cwd=folder, capture_output=True, text=True, timeout=600).returncode:
        return None
    try:
        done = subprocess.run(["swift", "test", "--skip-build", "--filter", suite], cwd=folder, capture_output=True, text=True, timeout=180)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    folder = os.path.join(tempfile.mkdtemp(prefix="xchg-mutants-"), "mutants")
    os.makedirs(folder)
    os.environ["SWIFT_BACKTRACE"] = "enable=no"
    prepare(folder)
    started = time.time()
    for suite in ("RuleTests", "MappingTests"):
        if not run(folder, suite):
            sys.exit(f"{suite} do not pass without a change; mend that first")
    chance = random.Random(options.seed)
    changes = candidates(folder, options.only)
    chance.shuffle(changes)
    killed, survived, unbuilt = 0, [], 0
    for path, number, begin, end, new in changes:
        if killed + len(survived) == options.count:
            break
        source = open(path).read()
        lines = source.split("\n")
        old = lines[number]
        lines[number] = old[:begin] + new + old[end:]
        open(path, "w").write("\n".join(lines))
        verdict = run(folder, "MappingTests" if "/Connectors/" in path else "RuleTests")
        open(path, "w").write(source)
        if verdict is None:
            unbuilt += 1
        elif verdict:
            survived.append(f"{os.path.relpath(path, folder)}:{number + 1}: {old.strip()}  =>  {lines[number].strip()}")
            print("SURVIVED", survived[-1], flush=True)
        else:
            killed += 1
        if sys.stderr.isatty() or (killed + len(survived)) % 10 == 0:
            print(f"  {killed} killed, {len(survived)} survived, {unbuilt} did not compile", file=sys.stderr, flush=True)
    print(f"seed {options.seed}: {killed} killed, {len(survived)} survived, {unbuilt} did not compile, {int(time.time() - started)} s")
    shutil.rmtree(os.path.dirname(folder), ignore_errors=True)
    sys.exit(1 if survived else 0)


main()
