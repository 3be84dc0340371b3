#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Writes contracts/canonical/canonical-1.schema.json from the value types in Sources/ExchangeSchema.

    scripts/canonical_schema.py [--check]

With --check it writes nothing and exits 1 where the file is not what the types say; a test calls it so.
"""
import json
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SOURCES = [f"{ROOT}/Sources/ExchangeSchema/{name}" for name in (
    "Records/Person.swift", "Records/Trajectory.swift", "Records/Learning.swift", "Records/Diplomas.swift", "Records/Work.swift",
    "Records/CanonicalPerson.swift", "Identity/PersonIdentifier.swift", "Values/Coded.swift", "Values/Period.swift", "Identity/INSZ.swift")]
TARGET = f"{ROOT}/contracts/canonical/canonical-1.schema.json"
SIMPLE = {
    "String": {"type": "string"}, "Int": {"type": "integer"}, "Int64": {"type": "integer"}, "Bool": {"type": "boolean"},
    "LocalDate": {"type": "string", "format": "date"}, "Instant": {"type": "string", "format": "date-time"},
    "PartialDate": {"type": "string", "pattern": "^(XXXX|[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)$"},
    "Hours": {"type": "integer", "minimum": 0, "description": "minutes"}, "Money": {"type": "integer", "description": "euro cents"},
    "INSZ": {"type": "string", "pattern": "^[0-9]{11}$"}, "Agency": {"type": "string"}, "OrganisationID": {"type": "string"},
    "PersonID": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
}


def read(sources=SOURCES):
    """Structs with their stored properties, and string enums with their raw values; nested ones under Outer.Inner."""
    structs, enums = {}, {}
    for path in sources:
        stack = []
        depth = 0
        # A list of cases may go on over several lines.
        for line in re.sub(r"([,=])\n\s+", r"\1 ", open(path).read()).split("\n"):
            text = line.split("//")[0].strip()
            opened = re.match(r"(?:package )?(struct|enum|final class|extension) (\w+)(<.*?>)?(?::\s*([^{]*))?\s*\{?", text)
            if opened and "{" in text:
                kind, name, _, conforms = opened.groups()
                full = ".".join([entry[1] for entry in stack if entry[0] in ("struct", "enum")] + [name])
                stack.append((kind, name, depth, full))
                if kind == "struct":
                    structs.setdefault(full, [])
                elif kind == "enum" and conforms and conforms.startswith("String"):
                    enums.setdefault(full, [])
            inside = stack[-1] if stack else None
            for raw in re.findall(r'case (.*?)(?:$|\})', text) if inside and inside[3] in enums else []:
                for item in raw.split(","):
                    value = re.match(r'\s*`?(\w+)`?(?:\s*=\s*"([^"]*)")?', item)
                    if value:
                        enums[inside[3]].append(value.group(2) or value.group(1))
            stored = re.match(r"package (?:var|let) (\w+): ([^={]+?)(?:\s*=\s*.*)?$", text)
            if stored and inside and inside[0] == "struct" and depth == inside[2] + 1 and not text.rstrip().endswith("{"):
                structs[inside[3]].append((stored.group(1), stored.group(2).strip()))
            depth += line.split("//")[0].count("{") - line.split("//")[0].count("}")
            while stack and depth <= stack[-1][2]:
                stack.pop()
    return structs, enums


def schema_of(swift, owner, structs, enums):
    if swift.endswith("?"):
        return schema_of(swift[:-1], owner, structs, enums)
    if swift.startswith("["):
        return {"type": "array", "items": schema_of(swift[1:-1], owner, structs, enums)}
    if swift.startswith("Sourced<"):
        value = schema_of(swift[8:-1], owner, structs, enums)
        return {"allOf": [{"$ref": "#/$defs/Sourced"}], "properties": {"value": value}, "required": ["value"]}
    if swift in SIMPLE:
        return SIMPLE[swift]
    scope = owner.split(".")
    for length in range(len(scope), -1, -1):
        name = ".".join(scope[:length] + [swift])
        if name in enums:
            return {"type": "string", "enum": enums[name]}
        if name in structs:
            return {"$ref": f"#/$defs/{name}"}
    sys.exit(f"{owner}: type {swift} is not known to this script")


def build():
    structs, enums = read()
    defs = {}
    for name, fields in sorted(structs.items()):
        if not fields or name in ("INSZ", "PersonID"):
            continue
        if name == "Sourced":
            fields = [entry for entry in fields if entry[0] != "value"]
        properties = {field: schema_of(swift, name, structs, enums) for field, swift in fields}
        required = sorted(field for field, swift in fields if not swift.endswith("?"))
        entry = {"type": "object", "properties": properties, "required": required}
        if name != "Sourced":
            entry["additionalProperties"] = False
        defs[name] = entry
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://uitwisseling.example.vlaanderen.be/contracts/canonical/canonical-1.schema.json",
        "title": "Canonical person and records", "$comment": "version 1.0; written by scripts/canonical_schema.py from the value types",
        "$ref": "#/$defs/CanonicalPerson", "$defs": defs,
    }


def main():
    text = json.dumps(build(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    if "--check" in sys.argv:
        if not os.path.exists(TARGET) or open(TARGET).read() != text:
            sys.exit("contracts/canonical/canonical-1.schema.json is not current: run scripts/canonical_schema.py")
        return
    os.makedirs(os.path.dirname(TARGET), exist_ok=True)
    open(TARGET, "w").write(text)


if __name__ == "__main__":
    main()
