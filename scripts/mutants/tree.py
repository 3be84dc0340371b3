# SPDX-License-Identifier: EUPL-1.2
"""The small package in which changes are tried: only the rooms that hold rules and mappings, and their suites.

Made from the real tree: whatever Package.swift says of a room holds here too, cut to what the files that are copied import. New folders and
new suites come along by themselves.
"""
import json
import os
import re
import shutil
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# Rooms whose code is changed, each with the suite that must notice. Of the Gateway only what decides, so that the store need not be built.
ROOMS = {"Obligations": "ObligationsTests", "Agreements": "AgreementsTests", "Connectors": "ConnectorsTests", "Gateway": "GatewayTests"}
GATEWAY_PARTS = ("Merging/", "Matching/Matcher.swift")
# Not rules: connections and files of the world outside, whose tests need servers and folders.
NOT_COPIED_SUITES = ("Tests/ConnectorsTests/Transports/",)
IMPORT = re.compile(r"^(?:@\w+\s+)*(?:(?:package|public|internal|private)\s+)?import\s+(?:(?:struct|enum|class|func)\s+)?(\w+)", re.M)
FOLDERS = ("contracts", "Tests/Fixtures", "Tests/TestSupport")

PRUNING = """
// Cut to what this copy holds.
let kept: [String: Set<String>] = %s
let packages: Set<String> = %s
package.products = []
package.targets.removeAll { kept[$0.name] == nil }
for target in package.targets {
    target.exclude = []
    target.dependencies.removeAll { dependency in
        switch dependency {
        case .targetItem(let name, _), .byNameItem(let name, _), .productItem(let name, _, _, _): kept[target.name]?.contains(name) != true
        @unknown default: false
        }
    }
}
package.dependencies.removeAll { dependency in
    guard case .sourceControl(_, let location, _) = dependency.kind else { return false }
    return !packages.contains(String(location.split(separator: "/").last ?? "").lowercased())
}
"""


def files_of(folder):
    """Paths below a folder of the real tree, relative to it."""
    return sorted(
        os.path.relpath(os.path.join(where, name), ROOT) for where, _, names in os.walk(f"{ROOT}/{folder}") for name in names)


def imports(path):
    return set(IMPORT.findall(open(f"{ROOT}/{path}", encoding="utf-8").read()))


def described():
    """What Package.swift says: the targets by name, and for each product of another package that package."""
    done = subprocess.run(["swift", "package", "dump-package"], cwd=ROOT, capture_output=True, text=True, check=True)
    package = json.loads(done.stdout)
    targets = {}
    for target in package["targets"]:
        dependencies = {}
        for entry in target["dependencies"]:
            for kind, value in entry.items():
                dependencies[value[0]] = (value[1] or value[0]).lower() if kind == "product" else value[0].lower()
        folder = target.get("path") or ("Tests/" if target["type"] == "test" else "Sources/") + target["name"]
        targets[target["name"]] = (folder, dependencies)
    return targets


def plan():
    """The files to copy, the dependencies each target keeps, and the packages needed."""
    targets = described()
    files, kept, packages = set(), {}, set()
    for folder in FOLDERS:
        files.update(files_of(folder))

    def keep(name, chosen):
        files.update(chosen)
        used = set().union(*(imports(path) for path in chosen if path.endswith(".swift")), set())
        kept[name] = {one for one in targets[name][1] if one in used}
        for one in sorted(kept[name]):
            if one in targets and one not in kept:
                keep(one, files_of(targets[one][0]))
            elif one not in targets:
                packages.add(targets[name][1][one])

    for room, suite in ROOMS.items():
        folder = targets[room][0]
        chosen = files_of(folder)
        if room == "Gateway":
            chosen = [path for path in chosen if path.startswith(tuple(f"{folder}/{part}" for part in GATEWAY_PARTS))]
        keep(room, chosen)
    for room, suite in ROOMS.items():
        chosen = [path for path in files_of(targets[suite][0]) if not path.startswith(NOT_COPIED_SUITES)]
        if room == "Gateway":
            chosen = [path for path in chosen if not imports(path) & (set(targets) - set(kept) - {"TestSupport"})]
        keep(suite, chosen)
    return files, kept, packages


def write(path, content):
    """Writes only what differs, so that what was built stays built."""
    if os.path.exists(path) and open(path, "rb").read() == content:
        return
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)


def bring_up_to_date(folder):
    """Makes the folder hold the small package as the real tree now stands."""
    files, kept, packages = plan()
    for path in files:
        write(f"{folder}/{path}", open(f"{ROOT}/{path}", "rb").read())
    for top in ("Sources", "Tests", "contracts"):
        for where, _, names in os.walk(f"{folder}/{top}"):
            for name in names:
                if os.path.relpath(os.path.join(where, name), folder) not in files:
                    os.remove(os.path.join(where, name))
    manifest = open(f"{ROOT}/Package.swift", encoding="utf-8").read().replace("    .treatAllWarnings(as: .error),\n", "")
    swift_sets = "[" + ", ".join(f"{json.dumps(name)}: {json.dumps(sorted(names))}" for name, names in sorted(kept.items())) + "]"
    write(f"{folder}/Package.swift", (manifest + PRUNING % (swift_sets, json.dumps(sorted(packages)))).encode())
    if os.path.exists(f"{ROOT}/Package.resolved") and not os.path.exists(f"{folder}/Package.resolved"):
        shutil.copy(f"{ROOT}/Package.resolved", f"{folder}/Package.resolved")
    # Samples that lie beside the checkout are found beside the copy as well.
    shared, link = os.path.join(os.path.dirname(ROOT), "shared"), os.path.join(os.path.dirname(folder), "shared")
    if os.path.isdir(shared) and not os.path.exists(link):
        os.symlink(shared, link)
